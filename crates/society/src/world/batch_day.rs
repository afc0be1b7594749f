//! One day of one batch: its mail is sorted, its neighborhoods run, their messages are addressed.
//!
//! The calls come in this order, all on one thread: [`BatchDay::begin`], then [`BatchDay::run`] for
//! each of its [`BatchDay::neighborhoods`], then [`BatchDay::end`]. The twins of a batch are run in
//! step, so that a neighborhood's residents and occasions serve all of them while they are in cache.

use super::batches::{Batch, Partition};
use super::day;
use super::day_step::DayStep;
use super::ledger::Ledger;
use super::rules::Rules;
use super::workers::{Worker, WorkerPool};
use crate::conduct::DayOccasions;
use crate::population::Population;
use crate::units::{Citizen, Day, Neighborhood};

/// One day of one batch under one policy.
pub(crate) struct BatchDay<'a> {
    /// The rules in force today.
    pub(super) rules: &'a Rules,
    /// The rules of yesterday, on the first day of new ones.
    pub(super) before: Option<&'a Rules>,
    /// States and mail of the batch; no other thread has them.
    pub(super) batch: &'a mut Batch,
    /// The pool that the worker comes from and returns to.
    pub(super) pool: &'a WorkerPool,
    /// Tallies and buffers; empty before [`BatchDay::begin`].
    pub(super) worker: Worker,
    /// The number of the batch.
    pub(super) number: u32,
    /// The batches of the world.
    pub(super) partition: Partition,
    /// Today.
    pub(super) day: Day,
}

impl BatchDay<'_> {
    /// Takes a worker, and sorts yesterday's messages by neighborhood.
    ///
    /// A worker is taken here and not when the day is made: there are as many days as batches, and
    /// as many workers as threads.
    pub(crate) fn begin(&mut self, population: &Population) {
        self.worker = self.pool.take();
        let inboxes = &mut self.worker.inboxes;
        inboxes.iter_mut().for_each(Vec::clear);
        // Never fewer than before: buffers of a larger batch keep their capacity for the next one.
        inboxes.resize(inboxes.len().max(self.batch.states.len()), Vec::new());
        for messages in &mut self.batch.inbox {
            // Taken, not drained: yesterday's capacity would stay beside that of the worker.
            for message in std::mem::take(messages) {
                let (neighborhood, _) = population.locate(message.to);
                inboxes[self.partition.locate(neighborhood).1].push(message);
            }
        }
    }

    /// Runs the day of one neighborhood of the batch with its occasions of `today`, and sorts its
    /// messages by the batch that they go to.
    pub(crate) fn run(
        &mut self,
        population: &Population,
        number: Neighborhood,
        today: &DayOccasions,
    ) {
        let (_, at) = self.partition.locate(number);
        let worker = &mut self.worker;
        let ledger = Ledger {
            rules: self.rules,
            chance: population.chance(),
            population,
            residents: population.residents(number),
            place: population.place(number),
            first: population.first(number),
            day: self.day,
            state: &mut self.batch.states[at],
            tallies: &mut worker.tallies,
            outbox: &mut worker.outbox,
            evening: &mut worker.evening,
        };
        let mut step = DayStep { ledger, scratch: &mut worker.scratch, before: self.before };
        day::run(&mut step, &worker.inboxes[at], today);
        // Sorted while the messages of this neighborhood are in cache.
        for message in worker.outbox.drain(..) {
            let to = self.partition.batch_of(population, message.to);
            self.batch.outbox[to].push(message);
        }
    }

    /// Sends points over the ties of kin for the whole batch, and gives the worker back.
    ///
    /// At the end: the evening of a neighborhood leaves its shares with their senders as addressees.
    pub(crate) fn end(mut self, population: &Population) {
        self.send_to_kin(population);
        self.pool.give_back(self.worker);
    }

    /// Sends the share of each of the day's charges to every relative, one message each.
    ///
    /// Kin are computed for the whole batch at once, several times as fast as one by one: a keyed
    /// permutation on the vector unit. A citizen paired with themselves has no relative there.
    ///
    /// ```text
    /// kin_shares  s0 s1 s2                the shares, still addressed to their senders
    /// kin         k0 k1 k2 | k0 k1 k2     the relatives by pairing 0, then by pairing 1
    /// ```
    fn send_to_kin(&mut self, population: &Population) {
        let Worker { scratch, kin, counts, .. } = &mut self.worker;
        // Column by column and counted before it is pushed: most messages of a nation are made here.
        let batch_of = |relative| self.partition.batch_of(population, Citizen(relative));
        kin.clear();
        for which in population.kinships() {
            let from = kin.len();
            kin.extend(scratch.kin_shares.iter().map(|share| share.to.0));
            population.kin_of_each(which, &mut kin[from..]);
        }
        counts.clear();
        counts.resize(self.batch.outbox.len(), 0);
        kin.iter().for_each(|&relative| counts[batch_of(relative)] += 1);
        for (outbox, &count) in self.batch.outbox.iter_mut().zip(&*counts) {
            // Exactly: a nation has millions of messages on their way.
            outbox.reserve_exact(count);
        }
        for relatives in kin.chunks(scratch.kin_shares.len().max(1)) {
            let pairs = scratch.kin_shares.iter().zip(relatives);
            for (share, &relative) in pairs.filter(|(share, relative)| share.to.0 != **relative) {
                self.batch.outbox[batch_of(relative)].push(share.forwarded(Citizen(relative)));
            }
        }
        scratch.kin_shares.clear();
    }

    /// Prefetches the state of a neighborhood that is about to run; see [`prefetch`].
    ///
    /// [`prefetch`]: crate::population::prefetch
    pub(crate) fn prefetch(&self, number: Neighborhood, busy: bool) {
        let (_, at) = self.partition.locate(number);
        self.batch.states[at].prefetch(self.rules, busy);
    }

    /// Whether a day here reads the people around most citizens with an occasion: word of a sanction
    /// and shares of a charge go to household, circle and team.
    pub(crate) fn reads_around(&self) -> bool {
        self.rules.response.is_enabled() || self.rules.spread.is_local()
    }

    /// The neighborhoods of the batch, by number in the population, ascending; none where another
    /// process runs it.
    pub(crate) fn neighborhoods(&self) -> impl Iterator<Item = Neighborhood> + use<> {
        let (number, batches) = (self.number, self.partition.batches as u32);
        (0..self.batch.states.len() as u32).map(move |at| Neighborhood(at * batches + number))
    }
}
