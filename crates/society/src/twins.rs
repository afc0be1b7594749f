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
    chance: Chance,
    population: Population,
    sampler: OccasionSampler,
    worlds: Vec<World>,
    batch_scratch: Vec<BatchScratch>,
    baseline: usize,
    horizon: u16,
    /// Those who live other neighbourhoods, where this process does not live them all.
    ranks: Option<Box<dyn Ranks>>,
}

impl std::fmt::Debug for Twins {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Twins").field("days", &self.days()).finish_non_exhaustive()
    }
}

/// What a batch of neighbourhoods needs to find out what comes up today.
#[derive(Clone, Debug, Default)]
struct BatchScratch {
    scratch: SamplerScratch,
    today: DayOccasions,
}

/// The most neighbourhoods lived one after another on one thread, unless told otherwise: a
/// society that is no larger is lived on one thread, its worlds side by side.
const PER_BATCH: usize = 64;

/// Batches that a society has at least which does not fit into one, and at most: each has post for
/// each.
const BATCHES: (usize, usize) = (8, 128);

/// Those who live a world together, for as long as they are asked.
fn together(ranks: &mut Option<Box<dyn Ranks>>) -> RankLink<'_> {
    match ranks {
        Some(ranks) => Some(&mut **ranks),
        None => None,
    }
}

impl Twins {
    /// The first morning of every twin of `scenario`, in the world of `seed`.
    #[must_use]
    pub fn new(scenario: &Scenario, seed: Seed) -> Twins {
        let count = scenario.society().citizens.div_ceil(NEIGHBORHOOD) as usize;
        let (least, most) = BATCHES;
        let several = count.div_ceil(PER_BATCH).clamp(least, most);
        Twins::in_batches(scenario, seed, if count > PER_BATCH { several } else { 1 })
    }

    /// The same, lived in so many batches or in a few more, which changes nothing.
    #[must_use]
    pub fn in_batches(scenario: &Scenario, seed: Seed, batches: usize) -> Twins {
        Twins::begin(scenario, seed, batches, None)
    }

    /// The same, lived by several processes together, of which this is one; that changes nothing.
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
        let share = ranks.as_ref().map_or(Partition::WHOLE, |ranks| Partition {
            rank: ranks.rank(),
            ranks: ranks.count(),
        });
        // One for each rank at least, though nobody may live there.
        let batches = batches.min(population.neighborhoods() as usize).max(share.ranks as usize);
        let batches = batches.next_power_of_two();
        let world = |twin| World::new(society, (&population, chance), twin, (batches, share));
        let worlds: Vec<World> = scenario.twins().iter().map(world).collect();
        Twins {
            chance,
            sampler: OccasionSampler::new(society, &population),
            worlds,
            batch_scratch: vec![BatchScratch::default(); batches],
            baseline: scenario.baseline(),
            horizon: society.days,
            ranks,
            population,
        }
    }

    /// Who lives in all of them.
    #[must_use]
    pub fn population(&self) -> &Population {
        &self.population
    }

    /// The worlds, in the order of the scenario's twins.
    #[must_use]
    pub fn worlds(&self) -> &[World] {
        &self.worlds
    }

    /// The worlds, to be asked for their books.
    pub fn worlds_mut(&mut self) -> &mut [World] {
        &mut self.worlds
    }

    /// The worlds, to be taken up where they were put away, and who lives in them.
    pub fn people_and_worlds(&mut self) -> (&Population, &mut [World]) {
        (&self.population, &mut self.worlds)
    }

    /// Days lived [days].
    #[must_use]
    pub fn days(&self) -> u16 {
        self.worlds[0].days()
    }

    /// Lives to the end of the scenario and hands its months to `recorder`.
    pub fn run(&mut self, recorder: &mut impl Recorder) {
        while self.run_next_day(recorder) {}
        self.end(recorder);
    }

    /// Lives one day, and hands the month to `recorder` where it ends; `false` where the scenario
    /// was over already.
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

    /// Hands what there is at the end of the scenario to `recorder`.
    pub fn end(&mut self, recorder: &mut impl Recorder) {
        for twin in 0..self.worlds.len() {
            let mut paired_differences = self.paired_differences(twin);
            let mut open_spells = self.worlds[twin].open_spells();
            let ranks = &mut together(&mut self.ranks);
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
        let ranks = &mut together(&mut self.ranks);
        self.worlds.iter_mut().map(|world| world.digest_among(ranks)).collect()
    }

    /// Lives one day of every twin.
    pub fn run_day(&mut self) {
        self.run_day_of(None);
    }

    /// Lives one day on which just these occasions come up, each with its neighbourhood, in
    /// place of those that chance would bring; everything else of the day is as always.
    pub fn run_day_with(&mut self, given: &[(u32, Occasion)]) {
        self.run_day_of(Some(given));
    }

    fn run_day_of(&mut self, given: Option<&[(u32, Occasion)]>) {
        let (chance, population, sampler) = (self.chance, &self.population, &self.sampler);
        let mut batches: Vec<Vec<BatchDay<'_>>> =
            self.batch_scratch.iter().map(|_| Vec::new()).collect();
        let day = self.worlds[0].days();
        for world in &mut self.worlds {
            for (batch, part) in batches.iter_mut().zip(world.parts()) {
                batch.push(part);
            }
        }
        // What fits into one batch is at hand anyway.
        let prefetches = batches.len() > 1;
        let busy = sampler.is_busy();
        let live = |(table, mut parts): (&mut BatchScratch, Vec<BatchDay<'_>>)| {
            parts.iter_mut().for_each(|part| part.begin(population));
            let around = parts.iter().any(BatchDay::looks_around);
            for number in parts[0].neighborhoods() {
                if prefetches {
                    population.residents(number).prefetch(busy, busy && around);
                    parts.iter().for_each(|part| part.prefetch(number, busy));
                }
                match given {
                    None => {
                        let (scratch, today) = (&mut table.scratch, &mut table.today);
                        sampler.day(chance, (population, number), day.into(), scratch, today);
                    }
                    Some(given) => {
                        let here = given.iter().filter(|(home, _)| *home == number);
                        table.today = DayOccasions::given(here.map(|(_, occasion)| *occasion));
                    }
                }
                for part in &mut parts {
                    part.run((population, chance), number, &table.today);
                }
            }
            parts.into_iter().for_each(|part| part.end(population));
        };
        if batches.len() == 1 {
            self.batch_scratch.iter_mut().zip(batches).for_each(live);
        } else {
            self.batch_scratch.par_iter_mut().zip(batches).for_each(live);
        }
        let mut ranks = together(&mut self.ranks);
        for world in &mut self.worlds {
            world.exchange(&self.population, &mut ranks);
        }
    }

    fn report(&mut self, recorder: &mut impl Recorder) {
        let days = self.days();
        let month = month_of(days - 1).number;
        let ranks = &mut together(&mut self.ranks);
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
        add_up(here.rows(), here.here().collect(), compare, PairedDifference::and)
    }
}
