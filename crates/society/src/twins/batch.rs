//! One day of one batch in every twin: occasions are drawn once and serve all of them.

use crate::conduct::{DayOccasions, Occasion, OccasionSampler, SamplerScratch};
use crate::population::Population;
use crate::units::{Day, Neighborhood};
use crate::world::BatchDay;

/// The buffers of one batch for drawing the occasions of a day, kept from day to day.
#[derive(Clone, Debug, Default)]
pub(super) struct BatchScratch {
    /// Buffers of the sampler itself, empty between neighborhoods.
    pub(super) scratch: SamplerScratch,
    /// Occasions of the block that is running, by neighborhood; of a stretch, by day, then neighborhood.
    pub(super) today: Vec<DayOccasions>,
}

/// The source of a day's occasions.
pub(super) struct OccasionSource<'a> {
    /// The people.
    pub(super) population: &'a Population,
    /// Rates of occasions, for drawn ones.
    pub(super) sampler: &'a OccasionSampler,
    /// Today.
    pub(super) day: Day,
    /// Occasions in place of drawn ones, each with its neighborhood.
    pub(super) given: Option<&'a [(Neighborhood, Occasion)]>,
    /// Whether columns are prefetched before a neighborhood runs.
    pub(super) prefetches: bool,
}

/// As many twins as go through one neighborhood while all of it stays in cache.
pub(super) const FEW_TWINS: usize = 2;

/// Neighborhoods that one of many twins goes through in a row: their residents and occasions, some 90 KiB
/// each, stay in cache for the next twin.
const BLOCK: usize = 16;

/// Runs one day of one batch in every twin, block by block.
///
/// All twins go through a block before the next one: its residents and occasions serve all of them.
/// Few twins take neighborhood by neighborhood. Of many, each would meet its tallies and rules
/// pushed out of cache by those of the others, so that it goes through several neighborhoods with them.
pub(super) fn run_batch(
    source: &OccasionSource<'_>,
    scratch: &mut BatchScratch,
    mut twins: Vec<BatchDay<'_>>,
) {
    twins.iter_mut().for_each(|twin| twin.begin(source.population));
    let block = if twins.len() > FEW_TWINS { BLOCK } else { 1 };
    scratch.today.resize_with(block, DayOccasions::default);
    let numbers: Vec<Neighborhood> = twins[0].neighborhoods().collect();
    for numbers in numbers.chunks(block) {
        run_block(source, scratch, &mut twins, numbers);
    }
    twins.into_iter().for_each(|twin| twin.end(source.population));
}

/// Runs one day of some neighborhoods in every twin.
fn run_block(
    source: &OccasionSource<'_>,
    scratch: &mut BatchScratch,
    twins: &mut [BatchDay<'_>],
    numbers: &[Neighborhood],
) {
    let OccasionSource { population, sampler, .. } = *source;
    let busy = sampler.is_busy();
    // Columns of the people around are worth their bandwidth only where most days reach for them.
    let around = busy && twins.iter().any(BatchDay::reads_around);
    // The states of many twins are in no cache, however small their society.
    let prefetches = source.prefetches || twins.len() > FEW_TWINS;
    for (&number, today) in numbers.iter().zip(&mut scratch.today) {
        if prefetches {
            population.residents(number).prefetch(busy, around);
        }
        source.draw(&mut scratch.scratch, today, number);
    }
    for twin in twins {
        let today = numbers.iter().copied().zip(&scratch.today);
        run_each(population, twin, today, prefetches.then_some(busy));
    }
}

/// Runs one day of some neighborhoods in one twin, each with its occasions of `today`; states are `prefetched`
/// before it where they are in no cache, with columns that a busy day alone reads or without.
pub(super) fn run_each<'a>(
    population: &Population,
    twin: &mut BatchDay<'_>,
    today: impl Iterator<Item = (Neighborhood, &'a DayOccasions)>,
    prefetched: Option<bool>,
) {
    for (number, today) in today {
        if let Some(busy) = prefetched {
            twin.prefetch(number, busy);
        }
        twin.run(population, number, today);
    }
}

impl OccasionSource<'_> {
    /// Replaces `today` by the occasions of a neighborhood on a day.
    pub(super) fn draw(
        &self,
        scratch: &mut SamplerScratch,
        today: &mut DayOccasions,
        number: Neighborhood,
    ) {
        match self.given {
            None => {
                self.sampler.day(self.population, number, self.day, scratch, today);
            }
            Some(given) => {
                let here = given.iter().filter(|(home, _)| *home == number);
                *today = DayOccasions::given(here.map(|(_, occasion)| *occasion));
            }
        }
    }
}
