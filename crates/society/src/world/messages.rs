//! Letters from neighbourhood to neighbourhood: written on one day, read on the next morning.

use super::sparse::Message;
use super::workers::Worker;
use super::{BatchDay, World};
use crate::population::Population;
use crate::ranks::RankLink;
use crate::units::Citizen;

/// The batch in which a citizen lives, of so many.
#[inline]
pub(super) fn batch_of(population: &Population, batches: u32, citizen: u32) -> usize {
    let (home, _) = population.locate(Citizen(citizen));
    (home & (batches - 1)) as usize
}

impl World {
    /// Hands what is for neighbourhoods that others live over to them.
    pub(super) fn hand_over(&mut self, population: &Population, ranks: &mut RankLink<'_>) {
        let Some(ranks) = ranks else { return };
        let (share, count) = (self.share, ranks.count());
        let batches = self.batches.len() as u32;
        let mut words = vec![Vec::new(); count as usize];
        for batch in &mut self.batches {
            for (to, out) in (0..).zip(&mut batch.outbox).filter(|(to, _)| !share.has(*to)) {
                words[(to % count) as usize].extend(out.drain(..).flat_map(Message::words));
            }
        }
        for words in ranks.swap(words) {
            for &words in words.as_chunks().0 {
                let message = Message::from_words(words);
                // As if the first batch that is lived here had written it.
                let out = &mut self.batches[share.rank as usize].outbox;
                out[batch_of(population, batches, message.to)].push(message);
            }
        }
    }
}

impl BatchDay<'_> {
    /// Sorts yesterday's letters by the neighbourhoods that they are for.
    pub(super) fn sort_letters(&mut self, population: &Population) {
        let inboxes = &mut self.worker.inboxes;
        inboxes.iter_mut().for_each(Vec::clear);
        inboxes.resize(inboxes.len().max(self.batch.states.len()), Vec::new());
        let shift = self.batches.trailing_zeros();
        for messages in &mut self.batch.inbox {
            for message in std::mem::take(messages) {
                let (home, _) = population.locate(Citizen(message.to));
                inboxes[(home >> shift) as usize].push(message);
            }
        }
    }

    /// Sends what a neighbourhood has written today to the batches that it is for.
    pub(super) fn send(&mut self, population: &Population) {
        for message in self.worker.outbox.drain(..) {
            self.batch.outbox[batch_of(population, self.batches, message.to)].push(message);
        }
    }

    /// Sends shares of the day's charges to kin, a letter to each.
    pub(super) fn write_to_kin(&mut self, population: &Population) {
        let Worker { scratch, kin, counts, .. } = &mut self.worker;
        let batch_of = |relative| batch_of(population, self.batches, relative);
        kin.clear();
        for which in 0..population.kinships() {
            let from = kin.len();
            kin.extend(scratch.kin_shares.iter().map(|share| share.to));
            population.kin_of_each(which, &mut kin[from..]);
        }
        counts.clear();
        counts.resize(self.batch.outbox.len(), 0);
        kin.iter().for_each(|&relative| counts[batch_of(relative)] += 1);
        for (out, &count) in self.batch.outbox.iter_mut().zip(&*counts) {
            // No more than there is need for: a nation has millions of letters on their way.
            out.reserve_exact(count);
        }
        for relatives in kin.chunks(scratch.kin_shares.len().max(1)) {
            let pairs = scratch.kin_shares.iter().zip(relatives);
            for (share, &relative) in pairs.filter(|(share, relative)| share.to != **relative) {
                self.batch.outbox[batch_of(relative)].push(share.forwarded(relative));
            }
        }
        scratch.kin_shares.clear();
    }
}
