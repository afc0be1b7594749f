//! Several policies over one society: the same people with the same luck, side by side.
//!
//! Every twin meets the same occasions with the same draws, worked out once for all of them; a
//! difference between two twins is a difference of policy, citizen by citizen. These are common
//! random numbers, in the strong form: a draw belongs to a decision, not to a place in a stream, so
//! that two twins still share it after they have taken different turns.
//!
//! A day runs batch by batch, and within a batch block by block, each under every twin before the
//! next: its residents and its occasions are in cache once. A block is one neighborhood for two twins,
//! and several for more, since each twin brings its rules and tallies along.
//!
//! ```text
//! batch 0   block 0: sample, twin 0, twin 1, …   block 1: …   then mail, twin by twin
//! batch 1   block 0: sample, twin 0, twin 1, …   …
//! ```
//!
//! Many twins of a society of one batch run several days each in turn (`stretch.rs`).

mod batch;
mod stretch;
mod reports;

use rayon::prelude::*;

use crate::chance::Chance;
use crate::conduct::{Occasion, OccasionSampler};
use crate::population::Population;
use crate::processes::{ProcessLink, Processes};
use crate::scenario::{NEIGHBORHOOD, Scenario, TwinId};
use crate::units::{Day, Neighborhood, Seed};
use crate::world::{BatchDay, Digest, FirstMorning, Partition, World};
use batch::{BatchScratch, OccasionSource, run_batch};

/// The worlds of one seed: every twin of a scenario over the same people.
///
/// ```
/// use society::scenario::Scenario;
/// use society::twins::Twins;
/// use society::units::{Day, Seed};
///
/// let scenario = Scenario::example();
/// let mut twins = Twins::new(&scenario, Seed(2031));
/// twins.run(&mut ());
///
/// assert_eq!(twins.next_day(), Day(scenario.society().days));
/// assert_eq!(twins.worlds().len(), scenario.twins().len());
///
/// // The same scenario and seed give the same worlds, to the bit.
/// let mut again = Twins::new(&scenario, Seed(2031));
/// again.run(&mut ());
/// assert_eq!(twins.digests(), again.digests());
/// ```
pub struct Twins {
    /// The people, shared by all worlds.
    population: Population,
    /// Rates of occasions by class: no policy changes them.
    sampler: OccasionSampler,
    /// One world a twin, in the order of the scenario.
    worlds: Vec<World>,
    /// Buffers by batch; their number is the number of batches, a power of two.
    batch_scratch: Vec<BatchScratch>,
    /// The index of the twin that the others are compared with.
    baseline: TwinId,
    /// The first day that is counted: earlier ones are the warm-up.
    counts_from: Day,
    /// The day after the last of the scenario.
    horizon: Day,
    /// The other processes, where this one does not run every neighborhood.
    processes: Option<Box<dyn Processes>>,
}

impl std::fmt::Debug for Twins {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Twins").field("next_day", &self.next_day()).finish_non_exhaustive()
    }
}

/// Neighborhoods of a batch, by default: a society that is no larger runs on one thread, and several of
/// its worlds in parallel [neighborhoods].
const PER_BATCH: usize = 64;

/// The fewest batches of a society larger than one: cores that run out of work wait for the last.
const LEAST_BATCHES: usize = 8;

/// The most batches of a society that one process runs: each has an outbox for each, so that their mail grows as the
/// square.
const MOST_BATCHES: usize = 128;

/// The link to the other processes, borrowed for one call.
fn link(processes: &mut Option<Box<dyn Processes>>) -> ProcessLink<'_> {
    match processes {
        Some(processes) => Some(&mut **processes),
        None => None,
    }
}

impl Twins {
    /// Every twin of `scenario` on its first morning, with the luck of `seed`.
    #[must_use]
    pub fn new(scenario: &Scenario, seed: Seed) -> Twins {
        let count = scenario.society().citizens.div_ceil(NEIGHBORHOOD) as usize;
        let several = count.div_ceil(PER_BATCH).clamp(LEAST_BATCHES, MOST_BATCHES);
        Twins::in_batches(scenario, seed, if count > PER_BATCH { several } else { 1 })
    }

    /// The same, run in this many batches, or as many as there are neighborhoods where that is less,
    /// rounded up to a power of two; that changes no result.
    #[must_use]
    pub fn in_batches(scenario: &Scenario, seed: Seed, batches: usize) -> Twins {
        Twins::begin(scenario, seed, batches, None)
    }

    /// The same, run by several processes of which this is one; that changes no result.
    ///
    /// Eight batches a process at least, so that each has enough to share out among its threads.
    #[must_use]
    pub fn among(scenario: &Scenario, seed: Seed, processes: Box<dyn Processes>) -> Twins {
        Twins::begin(
            scenario,
            seed,
            MOST_BATCHES.max(8 * processes.count() as usize),
            Some(processes),
        )
    }

    /// The first morning: the people, then a world for each twin.
    ///
    /// Every process computes the whole population, which follows from the seed, and the states of its
    /// own neighborhoods alone.
    fn begin(
        scenario: &Scenario,
        seed: Seed,
        batches: usize,
        processes: Option<Box<dyn Processes>>,
    ) -> Twins {
        let chance = Chance::new(seed);
        let society = scenario.society();
        let population = Population::new(society, chance);
        let (process, count) =
            processes.as_ref().map_or((0, 1), |processes| (processes.number(), processes.count()));
        // One for each process at least, though it may be empty.
        let batches = batches.min(population.neighborhoods().len()).max(count as usize);
        let batches = batches.next_power_of_two();
        let partition = Partition { batches, process, processes: count };
        let morning = FirstMorning::new(society, &population);
        let world = |twin| World::new(&morning, twin, partition);
        let worlds: Vec<World> = scenario.twins().iter().map(world).collect();
        Twins {
            sampler: OccasionSampler::new(society, &population),
            worlds,
            batch_scratch: vec![BatchScratch::default(); batches],
            baseline: scenario.baseline(),
            counts_from: society.counts_from(),
            horizon: society.horizon(),
            processes,
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

    /// The worlds, to be asked for their tallies: workers count apart until then.
    pub fn worlds_mut(&mut self) -> &mut [World] {
        &mut self.worlds
    }

    /// The people and the worlds, to restore a checkpoint.
    pub fn people_and_worlds(&mut self) -> (&Population, &mut [World]) {
        (&self.population, &mut self.worlds)
    }

    /// The day to be run next: days before it have been run.
    #[must_use]
    pub fn next_day(&self) -> Day {
        self.worlds[0].next_day()
    }

    /// The day after the last of the scenario.
    #[must_use]
    pub fn horizon(&self) -> Day {
        self.horizon
    }

    /// A digest of each world, over all processes; see [`World::digest`].
    pub fn digests(&mut self) -> Vec<Digest> {
        let processes = &mut link(&mut self.processes);
        self.worlds.iter_mut().map(|world| world.digest_among(processes)).collect()
    }

    /// Runs one day of every twin.
    pub fn run_day(&mut self) {
        self.run_day_of(None);
    }

    /// Runs one day with the `given` occasions, each with its neighborhood, instead of drawn ones.
    ///
    /// For tests by hand: everything else, monthly updates and timers included, happens as on any
    /// day.
    ///
    /// ```
    /// # use society::measures::Tally;
    /// # use society::scenario::{Conduct, Scenario};
    /// # use society::twins::Twins;
    /// # use society::units::Seed;
    /// let mut twins = Twins::new(&Scenario::example(), Seed(1));
    /// twins.run_day_with(&[]);
    ///
    /// let tallies = twins.worlds_mut()[0].tallies();
    /// assert!(Conduct::ALL.iter().all(|&conduct| tallies.total(Tally::OCCASIONS.of(conduct)) == 0));
    /// ```
    pub fn run_day_with(&mut self, given: &[(Neighborhood, Occasion)]) {
        self.run_day_of(Some(given));
    }

    /// Runs one day of every batch, on one thread or on all, then exchanges their mail.
    fn run_day_of(&mut self, given: Option<&[(Neighborhood, Occasion)]>) {
        let (population, sampler, day) = (&self.population, &self.sampler, self.next_day());
        // Turned around: a world gives a day for each batch, and a batch runs a day of each world.
        let mut batches: Vec<Vec<BatchDay<'_>>> =
            self.batch_scratch.iter().map(|_| Vec::new()).collect();
        for world in &mut self.worlds {
            for (batch, twin) in batches.iter_mut().zip(world.batch_days()) {
                batch.push(twin);
            }
        }
        let is_alone = batches.len() == 1;
        let run = |(scratch, twins): (&mut BatchScratch, Vec<BatchDay<'_>>)| {
            // A single batch of few twins is in cache anyway, and its society too small for the cost of threads.
            let source = OccasionSource { population, sampler, day, given, prefetches: !is_alone };
            run_batch(&source, scratch, twins);
        };
        if is_alone {
            self.batch_scratch.iter_mut().zip(batches).for_each(run);
        } else {
            self.batch_scratch.par_iter_mut().zip(batches).for_each(run);
        }
        // One by one: all processes have to exchange the same world's messages at the same time.
        let mut processes = link(&mut self.processes);
        for world in &mut self.worlds {
            world.end_day(&self.population, &mut processes);
        }
    }
}
