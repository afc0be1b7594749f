//! Several days of each twin before the next twin: a stretch.
//!
//! The states, rules and tallies of many twins are together larger than any cache near a processor. Day by day
//! each twin would meet its own pushed out by those of the others; in a stretch it meets them once. Twins
//! share the draws of a day and nothing else, so that their order changes no result.

use super::Twins;
use super::batch::{BatchScratch, FEW_TWINS, OccasionSource, run_each};
use crate::conduct::DayOccasions;

/// Days of a stretch [days].
const STRETCH: u16 = 8;

impl Twins {
    /// Days that are run together: a stretch of many twins of a society of one batch, else one [days].
    pub(super) fn days_together(&self) -> u16 {
        // A larger society has other batches to run meanwhile, and two twins fit into cache together.
        let is_small = self.batch_scratch.len() == 1 && self.processes.is_none();
        if is_small && self.worlds.len() > FEW_TWINS { STRETCH } else { 1 }
    }

    /// Runs a stretch of every twin: the occasions of all its days are drawn first, once for all of them.
    pub(super) fn run_stretch(&mut self, days: u16) {
        let (population, sampler, today) = (&self.population, &self.sampler, self.next_day());
        let scratch = &mut self.batch_scratch[0];
        let count = population.neighborhoods().len();
        scratch.today.resize_with(usize::from(days) * count, DayOccasions::default);
        let BatchScratch { scratch, today: drawn } = scratch;
        for (after, drawn) in (0..days).zip(drawn.chunks_mut(count)) {
            let day = today.after(after);
            let source = OccasionSource { population, sampler, day, given: None, prefetches: true };
            for (number, drawn) in population.neighborhoods().zip(drawn) {
                source.draw(scratch, drawn, number);
            }
        }
        for world in &mut self.worlds {
            for (which, drawn) in drawn.chunks(count).enumerate() {
                // The first day finds nothing in cache, and each later one all that it needs.
                let prefetched = (which == 0).then_some(true);
                for mut twin in world.batch_days() {
                    let today = population.neighborhoods().zip(drawn);
                    twin.begin(population);
                    run_each(population, &mut twin, today, prefetched);
                    twin.end(population);
                }
                world.end_day(population, &mut None);
            }
        }
    }
}
