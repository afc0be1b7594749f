//! One day of one batch in every twin: occasions are drawn once and serve all of them.

use crate::conduct::{DayOccasions, Occasion, OccasionSampler, SamplerScratch};
use crate::population::Population;
use crate::units::{Day, Neighborhood};
use crate::world::BatchDay;

/// The buffers of one batch for drawing the occasions of a day, kept from day to day.
#[derive(Clone, Debug, Default)]
pub(super) struct BatchScratch {
    /// Buffers of the sampler itself, empty between neighborhoods.
    scratch: SamplerScratch,
    /// Occasions of the neighborhood that is running.
    today: DayOccasions,
}

/// The source of a day's occasions.
pub(super) struct OccasionSource<'a> {
    /// The people.
    pub(super) population: &'a Population,
    /// Rates of occasions, for drawn ones.
    pub(super) sampler: &'a OccasionSampler,
    /// Occasions in place of drawn ones, each with its neighborhood.
    pub(super) given: Option<&'a [(Neighborhood, Occasion)]>,
    /// Whether columns are prefetched before a neighborhood runs.
    pub(super) prefetches: bool,
}

/// Runs one day of one batch in every twin, neighborhood by neighborhood.
///
/// All twins go through a neighborhood before the next one: its residents are in cache, and its
/// occasions are overwritten by those of the next.
pub(super) fn run_batch(
    source: &OccasionSource<'_>,
    scratch: &mut BatchScratch,
    mut twins: Vec<BatchDay<'_>>,
) {
    let OccasionSource { population, sampler, .. } = *source;
    twins.iter_mut().for_each(|twin| twin.begin(population));
    let busy = sampler.is_busy();
    // Columns of the people around are worth their bandwidth only where most days reach for them.
    let around = busy && twins.iter().any(BatchDay::reads_around);
    for number in twins[0].neighborhoods() {
        if source.prefetches {
            population.residents(number).prefetch(busy, around);
            twins.iter().for_each(|twin| twin.prefetch(number, busy));
        }
        let today = source.occasions(scratch, number, twins[0].day());
        for twin in &mut twins {
            twin.run(population, number, today);
        }
    }
    twins.into_iter().for_each(|twin| twin.end(population));
}

impl OccasionSource<'_> {
    /// The occasions of a neighborhood on a day.
    fn occasions<'s>(
        &self,
        scratch: &'s mut BatchScratch,
        number: Neighborhood,
        day: Day,
    ) -> &'s DayOccasions {
        let BatchScratch { scratch, today } = scratch;
        match self.given {
            None => {
                self.sampler.day(self.population, number, day, scratch, today);
            }
            Some(given) => {
                let here = given.iter().filter(|(home, _)| *home == number);
                *today = DayOccasions::given(here.map(|(_, occasion)| *occasion));
            }
        }
        today
    }
}
