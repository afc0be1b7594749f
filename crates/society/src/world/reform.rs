//! The morning of a reform: what yesterday's rules have left is carried over to today's.
//!
//! Each neighbourhood does this for itself, before its post, so that neither threads nor batches
//! can change a bit. What a reform does and leaves is said at [`Stage`](crate::scenario::Stage);
//! where the rules are as they were, nothing here moves anything.

use super::day_step::DayStep;
use super::listing::Side;
use super::rules::Rules;
use super::sparse::{OVER_TIES, TimerKind};
use super::state::State;
use crate::scenario::{List, Policy};
use crate::standing::Lists;
use crate::units::{Points, Score, Share};

impl DayStep<'_> {
    /// Lets today's rules hold over what those `before` have left.
    pub(super) fn reform(&mut self, before: &Rules) {
        self.state.carry_over((before, self.rules), self.day);
        self.renew_timers(before);
        let appealable = appeals(&self.rules.policy) && !appeals(&before.policy);
        let residents = self.residents;
        let adults = 0..residents.adults();
        for who in adults {
            // Whoever comes onto a list this morning appeals as always, and not again.
            let listed = self.lists(who, Side::Real);
            self.together(who, |step| step.carry_standing(who, before));
            self.update_restriction(who, OVER_TIES);
            if appealable {
                self.appeal_listings(who, listed);
            }
        }
        if !self.rules.scale.waits() {
            (self.state.waiting, self.state.waiting_deed) = (Vec::new(), Vec::new());
        }
    }

    /// Drops what is no longer to come, and begins the terms anew that have another length.
    fn renew_timers(&mut self, before: &Rules) {
        let rules = self.rules;
        let (old, new) = (&before.policy.lists, &rules.policy.lists);
        let unscored = score_ends(before, rules);
        self.state.timers.retain(|timer| {
            let (was, is) = (&old[usize::from(timer.list)], &new[usize::from(timer.list)]);
            match timer.what {
                TimerKind::AppealEnds => rules.policy.appeal.is_some(),
                TimerKind::ListEnds => was.exit.after == is.exit.after,
                TimerKind::DebtRipens => is.entry.debt_unpaid.is_some(),
                TimerKind::ListBegins => !(unscored && is_of_the_score(was)),
            }
        });
        for (list, (was, is)) in old.iter().zip(new).enumerate() {
            let Some(days) = is.exit.after.filter(|_| was.exit.after != is.exit.after) else {
                continue;
            };
            for who in 0..self.residents.adults() {
                for side in Side::BOTH {
                    if self.lists(who, side).has(list) {
                        self.set_timer(TimerKind::ListEnds, (who, OVER_TIES), list, side, days);
                    }
                }
            }
        }
    }

    /// Brings a citizen's scores within the new scale, lets what waits no longer have to, and
    /// opens the new ways out of the lists.
    fn carry_standing(&mut self, who: u16, before: &Rules) {
        let fitted = Side::BOTH.map(|side| self.fit(who, side));
        // The rhythms without monthly turns let nothing wait overnight.
        if !self.state.waiting.is_empty() && !self.rules.scale.is_due(true) {
            self.release_sides(who);
        }
        for (side, fitted) in Side::BOTH.into_iter().zip(fitted) {
            self.leave_lists((who, side), before, fitted);
        }
    }

    /// Moves a score to the nearest end of the scale, where it lies outside; whether it did.
    fn fit(&mut self, who: u16, side: Side) -> bool {
        let rules = self.rules;
        let score = self.score_mut(who, side);
        let before = Score(*score);
        let moved = rules.scale.moved(before, Points::ZERO);
        *score = moved.score.0;
        if side == Side::Real {
            self.count_cut(who, moved);
        }
        moved.score != before
    }

    /// Takes a citizen off the lists whose new ways out they have found already; a score that
    /// was `fitted` to the scale has moved, so that it counts anew.
    fn leave_lists(&mut self, (who, side): (u16, Side), before: &Rules, fitted: bool) {
        let rules = self.rules;
        let unscored = score_ends(before, rules);
        let score = Score(*self.score_mut(who, side));
        for (list, (was, is)) in before.policy.lists.iter().zip(&rules.policy.lists).enumerate() {
            if !self.lists(who, side).has(list) {
                continue;
            }
            let by_score = (fitted || was.exit.score != is.exit.score) && is.is_left_at(score);
            let repaired = rules.repairs(list) && !before.repairs(list) && !self.owes(who, side);
            if by_score || repaired || (unscored && is_of_the_score(was)) {
                self.leave_list(who, list, side);
            }
        }
    }

    /// Lets a citizen appeal against the blacklists that they were on and still are.
    fn appeal_listings(&mut self, who: u16, listed: Lists) {
        let now = self.lists(who, Side::Real);
        let black = Lists(self.rules.gates.black().0 & listed.0 & now.0);
        for list in (0..self.rules.policy.lists.len()).filter(|&list| black.has(list)) {
            self.appeal(who, list);
        }
    }
}

impl State {
    /// Gives the columns the shape that the rules of `now` need, with what they held `before`.
    fn carry_over(&mut self, (before, now): (&Rules, &Rules), day: u16) {
        let size = self.score.len();
        match (before.scale.rules(), now.scale.rules()) {
            (None, Some(rules)) => self.begin_score(rules.start, now.gates.band(rules.start)),
            (Some(_), None) => self.end_score(),
            _ => {}
        }
        if now.scale.waits() {
            self.waiting.resize(size, [0; 2]);
            self.waiting_deed.resize(size, OVER_TIES);
        }
        let (moves, counters) = (before.scale.lasting(&now.scale), now.scale.counters());
        for column in [&mut self.counters, &mut self.shadow_counters] {
            *column = column.moved(&moves, counters, size);
        }
        self.carried.retain(|&(_, points)| now.spread.reach(points));
        self.widen_late(now.longest_delay + 1, day);
    }

    fn begin_score(&mut self, start: Score, band: u8) {
        self.score.fill(start.0);
        self.shadow.fill(start.0);
        self.unearned = vec![0; self.score.len()];
        self.marks.iter_mut().for_each(|marks| *marks = *marks & 31 | band << 5);
    }

    /// Leaves no point behind; that there was an error can still be why someone is on a list.
    fn end_score(&mut self) {
        self.score.fill(0);
        self.shadow.fill(0);
        (self.unearned, self.carried) = (Vec::new(), Vec::new());
        (self.waiting, self.waiting_deed) = (Vec::new(), Vec::new());
        self.marks.iter_mut().for_each(|marks| *marks &= 31);
        let error_losses =
            self.error_losses.iter_mut().flat_map(|error_losses| error_losses.rows_mut());
        error_losses.for_each(|note_error_loss| note_error_loss.grains = 0);
    }

    /// Makes the ring of late entries `days` long, or leaves it longer: entries with a longer
    /// delay can be on their way, in the ring and in letters.
    fn widen_late(&mut self, days: usize, day: u16) {
        let (day, old) = (usize::from(day), self.late.len());
        if days > old {
            let mut late = vec![Vec::new(); days];
            for due in day..day + old {
                late[due % days] = std::mem::take(&mut self.late[due % old]);
            }
            self.late = late;
        }
    }
}

/// Whether anybody can appeal.
fn appeals(policy: &Policy) -> bool {
    policy.appeal.is_some_and(|appeal| appeal.lodged > Share::NONE)
}

fn score_ends(before: &Rules, now: &Rules) -> bool {
    before.scale.rules().is_some() && now.scale.rules().is_none()
}

/// Whether nothing but a score leads to a list.
fn is_of_the_score(list: &List) -> bool {
    let entry = &list.entry;
    (entry.score_below.is_some() || entry.score_from.is_some())
        && entry.debt_unpaid.is_none()
        && entry.charges.is_empty()
        && entry.association == Share::NONE
        && entry.association_monthly == Share::NONE
}
