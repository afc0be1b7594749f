//! Several policies over one society: the same people with the same luck, side by side.
//!
//! Every twin meets the same occasions with the same draws, worked out once for all of them; a
//! difference between two twins is a difference of policy, citizen by citizen.

use rayon::prelude::*;

use crate::calendar::month_of;
use crate::chance::Chance;
use crate::conduct::{DayOccasions, Occasion, OccasionSampler, SamplerScratch};
use crate::measures::{Gauge, PairedDifference, add_up};
use crate::population::Population;
use crate::ranks::{RankLink, Ranks, sum};
use crate::recorder::{EndReport, MonthReport, Recorder};
use crate::scenario::{NEIGHBORHOOD, Scenario};
use crate::units::Seed;
use crate::world::{BatchDay, Partition, World};

/// The worlds of one seed.
pub struct Twins {
    population: Population,
    sampler: OccasionSampler,
    worlds: Vec<World>,
    batch_scratch: Vec<BatchScratch>,
    baseline: usize,
    horizon: u16,
    /// The other processes, where this one does not run every neighborhood.
    ranks: Option<Box<dyn Ranks>>,
}

impl std::fmt::Debug for Twins {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Twins").field("days", &self.days()).finish_non_exhaustive()
    }
}

/// The buffers of one batch for drawing the occasions of a day.
#[derive(Clone, Debug, Default)]
struct BatchScratch {
    scratch: SamplerScratch,
    today: DayOccasions,
}

/// Neighborhoods of a batch, by default: a society that is no larger runs on one thread, and several of
/// its worlds in parallel.
const PER_BATCH: usize = 64;

/// The fewest and most batches of a society larger than one: each has an outbox for each.
const BATCHES: (usize, usize) = (8, 128);

/// The link to the other processes, borrowed for one call.
fn link(ranks: &mut Option<Box<dyn Ranks>>) -> RankLink<'_> {
    match ranks {
        Some(ranks) => Some(&mut **ranks),
        None => None,
    }
}

impl Twins {
    /// Every twin of `scenario` on its first morning, with the luck of `seed`.
    #[must_use]
    pub fn new(scenario: &Scenario, seed: Seed) -> Twins {
        let count = scenario.society().citizens.div_ceil(NEIGHBORHOOD) as usize;
        let (least, most) = BATCHES;
        let several = count.div_ceil(PER_BATCH).clamp(least, most);
        Twins::in_batches(scenario, seed, if count > PER_BATCH { several } else { 1 })
    }

    /// The same, run in at least this many batches, rounded up to a power of two; that changes no
    /// result.
    #[must_use]
    pub fn in_batches(scenario: &Scenario, seed: Seed, batches: usize) -> Twins {
        Twins::begin(scenario, seed, batches, None)
    }

    /// The same, run by several processes of which this is one; that changes no result.
    #[must_use]
    pub fn among(scenario: &Scenario, seed: Seed, ranks: Box<dyn Ranks>) -> Twins {
        Twins::begin(scenario, seed, BATCHES.1.max(8 * ranks.count() as usize), Some(ranks))
    }

    fn begin(
        scenario: &Scenario,
        seed: Seed,
        batches: usize,
        ranks: Option<Box<dyn Ranks>>,
    ) -> Twins {
        let chance = Chance::new(seed);
        let society = scenario.society();
        let population = Population::new(society, chance);
        let (rank, count) = ranks.as_ref().map_or((0, 1), |ranks| (ranks.rank(), ranks.count()));
        // One for each process at least, though it may be empty.
        let batches = batches.min(population.neighborhoods() as usize).max(count as usize);
        let batches = batches.next_power_of_two();
        let partition = Partition { batches, rank, ranks: count };
        let world = |twin| World::new(society, &population, twin, partition);
        let worlds: Vec<World> = scenario.twins().iter().map(world).collect();
        Twins {
            sampler: OccasionSampler::new(society, &population),
            worlds,
            batch_scratch: vec![BatchScratch::default(); batches],
            baseline: scenario.baseline(),
            horizon: society.days,
            ranks,
            population,
        }
    }

    /// The people, the same in every twin.
    #[must_use]
    pub fn population(&self) -> &Population {
        &self.population
    }

    /// The worlds, in the order of the scenario's twins.
    #[must_use]
    pub fn worlds(&self) -> &[World] {
        &self.worlds
    }

    /// The worlds, whose tallies are merged on request.
    pub fn worlds_mut(&mut self) -> &mut [World] {
        &mut self.worlds
    }

    /// The people and the worlds, to restore a checkpoint.
    pub fn people_and_worlds(&mut self) -> (&Population, &mut [World]) {
        (&self.population, &mut self.worlds)
    }

    /// Days run so far [days].
    #[must_use]
    pub fn days(&self) -> u16 {
        self.worlds[0].days()
    }

    /// Runs to the horizon, and reports every month and the end to `recorder`.
    pub fn run(&mut self, recorder: &mut impl Recorder) {
        while self.run_next_day(recorder) {}
        self.end(recorder);
    }

    /// Runs one day, and reports the month to `recorder` where it ends; `false` at the horizon.
    pub fn run_next_day(&mut self, recorder: &mut impl Recorder) -> bool {
        if self.days() >= self.horizon {
            return false;
        }
        self.run_day();
        let days = self.days();
        if days == month_of(days - 1).end || days == self.horizon {
            self.report(recorder);
        }
        true
    }

    /// Reports the end of the scenario to `recorder`.
    pub fn end(&mut self, recorder: &mut impl Recorder) {
        for twin in 0..self.worlds.len() {
            let mut paired_differences = self.paired_differences(twin);
            let mut open_spells = self.worlds[twin].open_spells();
            let ranks = &mut link(&mut self.ranks);
            sum(ranks, paired_differences.iter_mut().flat_map(PairedDifference::numbers));
            sum(ranks, open_spells.iter_mut());
            recorder.end(EndReport {
                twin,
                paired_differences: &paired_differences,
                open_spells: &open_spells,
            });
        }
    }

    /// A digest of each world; see [`World::digest`].
    pub fn digests(&mut self) -> Vec<u64> {
        let ranks = &mut link(&mut self.ranks);
        self.worlds.iter_mut().map(|world| world.digest_among(ranks)).collect()
    }

    /// Runs one day of every twin.
    pub fn run_day(&mut self) {
        self.run_day_of(None);
    }

    /// Runs one day with the `given` occasions, each with its neighborhood, instead of drawn ones.
    pub fn run_day_with(&mut self, given: &[(u32, Occasion)]) {
        self.run_day_of(Some(given));
    }

    fn run_day_of(&mut self, given: Option<&[(u32, Occasion)]>) {
        let (population, sampler) = (&self.population, &self.sampler);
        let mut batches: Vec<Vec<BatchDay<'_>>> =
            self.batch_scratch.iter().map(|_| Vec::new()).collect();
        for world in &mut self.worlds {
            for (batch, twin) in batches.iter_mut().zip(world.batch_days()) {
                batch.push(twin);
            }
        }
        let is_alone = batches.len() == 1;
        let run = |(scratch, twins): (&mut BatchScratch, Vec<BatchDay<'_>>)| {
            // A single batch is in cache anyway.
            let draw = Draw { population, sampler, given, prefetches: !is_alone };
            run_batch(&draw, scratch, twins);
        };
        if is_alone {
            self.batch_scratch.iter_mut().zip(batches).for_each(run);
        } else {
            self.batch_scratch.par_iter_mut().zip(batches).for_each(run);
        }
        let mut ranks = link(&mut self.ranks);
        for world in &mut self.worlds {
            world.end_day(&self.population, &mut ranks);
        }
    }

    fn report(&mut self, recorder: &mut impl Recorder) {
        let days = self.days();
        let month = month_of(days - 1).number;
        let ranks = &mut link(&mut self.ranks);
        for (twin, world) in self.worlds.iter_mut().enumerate() {
            let mut gauges = world.gauges(&self.population);
            if ranks.is_none() {
                let tallies = world.tallies();
                recorder.month(MonthReport { twin, month, days, tallies, gauges: &gauges });
                continue;
            }
            let mut tallies = world.tallies().clone();
            sum(ranks, tallies.numbers());
            sum(ranks, gauges.iter_mut().flat_map(Gauge::fields));
            recorder.month(MonthReport { twin, month, days, tallies: &tallies, gauges: &gauges });
        }
    }

    /// The differences of a twin from the baseline, citizen by citizen, by place and cell.
    #[must_use]
    pub fn paired_differences(&self, twin: usize) -> Vec<PairedDifference> {
        let (population, here, there) =
            (&self.population, &self.worlds[twin], &self.worlds[self.baseline]);
        let compare = |number, paired_differences: &mut [PairedDifference]| {
            let residents = population.residents(number);
            let from = population.place(number) * here.cells();
            for (who, cell) in (0..residents.adults()).zip(&residents.cell) {
                let (ours, theirs) =
                    (here.paired_outcomes(number, who), there.paired_outcomes(number, who));
                paired_differences[from + usize::from(cell.0)].compare(ours, theirs);
            }
        };
        add_up(here.rows(), here.neighborhoods().collect(), compare, PairedDifference::and)
    }
}

/// The source of a day's occasions.
struct Draw<'a> {
    population: &'a Population,
    sampler: &'a OccasionSampler,
    /// Occasions in place of drawn ones.
    given: Option<&'a [(u32, Occasion)]>,
    /// Whether columns are prefetched before a neighborhood runs.
    prefetches: bool,
}

/// Runs one day of one batch in every twin: occasions are drawn once and serve all of them.
fn run_batch(draw: &Draw<'_>, scratch: &mut BatchScratch, mut twins: Vec<BatchDay<'_>>) {
    let Draw { population, sampler, .. } = *draw;
    twins.iter_mut().for_each(|twin| twin.begin(population));
    let busy = sampler.is_busy();
    let around = busy && twins.iter().any(BatchDay::reads_around);
    for number in twins[0].neighborhoods() {
        if draw.prefetches {
            population.residents(number).prefetch(busy, around);
            twins.iter().for_each(|twin| twin.prefetch(number, busy));
        }
        let today = draw.occasions(scratch, number, twins[0].day());
        for twin in &mut twins {
            twin.run(population, number, today);
        }
    }
    twins.into_iter().for_each(|twin| twin.end(population));
}

impl Draw<'_> {
    /// The occasions of a neighborhood on a day.
    fn occasions<'s>(
        &self,
        scratch: &'s mut BatchScratch,
        number: u32,
        day: u16,
    ) -> &'s DayOccasions {
        let BatchScratch { scratch, today } = scratch;
        match self.given {
            None => {
                let (population, chance) = (self.population, self.population.chance());
                self.sampler.day(chance, (population, number), day.into(), scratch, today);
            }
            Some(given) => {
                let here = given.iter().filter(|(home, _)| *home == number);
                *today = DayOccasions::given(here.map(|(_, occasion)| *occasion));
            }
        }
        today
    }
}
