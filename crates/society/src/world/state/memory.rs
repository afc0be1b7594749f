//! Memory of a state: its size, and columns loaded ahead of their use.

use super::{State, Table};
use crate::population::prefetch;
use crate::world::rules::Rules;

impl State {
    /// Prefetches the columns that a day under these rules reads here and there; all of them where a
    /// `busy` day reaches most citizens.
    ///
    /// A day reads a column at random, and memory answers several times faster in order. A column
    /// that the rules never read would only push another one out of cache. See [`prefetch`].
    pub(crate) fn prefetch(&self, rules: &Rules, busy: bool) {
        let has_score = rules.scale.rules().is_some();
        if has_score {
            prefetch(&self.score);
        }
        if !busy {
            return;
        }
        self.prefetch_life(rules);
        if has_score {
            prefetch(&self.shadow);
        }
        if rules.rewards() {
            prefetch(&self.unearned);
        }
        if has_score || !rules.policy.lists.is_empty() {
            prefetch(&self.lists);
            prefetch(&self.marks);
        }
        // There is a column for a counter only where a rule has a cap or a repeat.
        for column in self.counters.columns().chain(self.shadow_counters.columns()) {
            prefetch(column);
        }
        prefetch(&self.timers);
    }

    /// Prefetches hardship, harm, health and certainty, each where the rules move it.
    fn prefetch_life(&self, rules: &Rules) {
        // Hardship is read by every choice, under any rules.
        prefetch(&self.hardship);
        if rules.does_harm() {
            prefetch(&self.harm);
        }
        if rules.livelihood.is_enabled() {
            prefetch(&self.health);
        }
        if rules.response.is_enabled() {
            self.certainty.iter().for_each(|column| prefetch(column));
        }
    }

    /// Memory held, sparse tables and unused capacity included [bytes].
    #[must_use]
    pub(crate) fn bytes(&self) -> usize {
        size_of::<State>() + self.dense_bytes() + self.sparse_bytes()
    }

    /// Memory of the columns with an element for each adult [bytes].
    fn dense_bytes(&self) -> usize {
        let bytes = [&self.lists, &self.marks, &self.unearned].map(held);
        let levels = [&self.hardship, &self.health].map(held);
        bytes.into_iter().chain(levels).chain(self.certainty.each_ref().map(held)).sum::<usize>()
            + held(&self.score)
            + held(&self.shadow)
            + held(&self.harm)
            + self.counters.bytes()
            + self.shadow_counters.bytes()
            + held(&self.last_missed.bits)
            + held(&self.panel.net)
            + held(&self.panel.score)
            + held(&self.waiting)
            + held(&self.waiting_deed)
            + held(&self.restricted_households)
            + held(&self.willing)
            + held(&self.gains)
    }

    /// Memory of the tables with rows for a few citizens [bytes].
    fn sparse_bytes(&self) -> usize {
        self.histories.bytes()
            + self.error_losses.iter().map(Table::bytes).sum::<usize>()
            + self.debts.bytes()
            + self.on_file.bytes()
            + self.list_reasons.bytes()
            + held(&self.cuts)
            + held(&self.timers)
            + self.late.iter().map(held).sum::<usize>()
            + held(&self.carried)
    }
}

/// Memory behind a vector, unused capacity included [bytes].
fn held<T>(column: &Vec<T>) -> usize {
    column.capacity() * size_of::<T>()
}
