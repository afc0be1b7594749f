//! One world: the state of a society under one policy, day after day.
//!
//! A day has three parts, of which only the middle one runs in parallel:
//!
//! 1. [`World::batch_days`]: a reform that begins today puts its rules in force.
//! 2. Each [`BatchDay`] runs on a thread of its own; see [`day`](super::day).
//! 3. [`World::end_day`]: messages are delivered; at the end of a month passers-by are counted and
//!    cameras move.

use rayon::prelude::*;

use super::batch_day::BatchDay;
use super::batches::{Batch, Partition, deliver};
use super::first_morning::FirstMorning;
use super::passers_by::PassersBy;
use super::rules::Rules;
use super::state::State;
use super::workers::{Worker, WorkerPool};
use crate::calendar::month_of;
use crate::measures::{Stock, Tallies, Tally};
use crate::population::{Cell, Population};
use crate::processes::{ProcessLink, sum};
use crate::scenario::Twin;
use crate::units::{Day, Neighborhood};

/// One world: a society under one policy, and under those that follow it by reform.
///
/// Worlds are made and run by `Twins`, which samples the occasions of a day once for all of them.
/// Between two days a world can be read, measured and saved.
///
/// ```
/// use society::measures::Tally;
/// use society::scenario::{Conduct, Scenario};
/// use society::twins::Twins;
/// use society::units::{Day, Seed};
///
/// let mut twins = Twins::new(&Scenario::example(), Seed(1));
/// (0..30).for_each(|_| twins.run_day());
///
/// let [scored, free] = twins.worlds_mut() else { panic!("two twins") };
/// let crossings = Tally::OCCASIONS.of(Conduct::Crossing);
/// // No policy changes how often anybody comes to a crossing …
/// assert_eq!(scored.tallies().total(crossings), free.tallies().total(crossings));
/// // … and each world has been through the same days.
/// assert_eq!((scored.next_day(), free.next_day()), (Day(30), Day(30)));
/// ```
#[derive(Debug)]
pub struct World {
    /// The rules in force.
    pub(super) rules: Rules,
    /// The rules of yesterday, on the first day of new ones.
    before: Option<Rules>,
    /// The rules to come with their first days [day], the next one last.
    pub(super) later: Vec<(Day, Rules)>,
    /// Counts so far, but for those that workers still hold.
    pub(super) tallies: Tallies,
    /// Neighborhoods and their mail; those of other processes are empty.
    pub(super) batches: Vec<Batch>,
    /// Workers between two batches, each with tallies of its own.
    pool: WorkerPool,
    /// Adults by place and cell, for the sightings of citizens who do nothing.
    passers_by: PassersBy,
    /// Breaches found by cameras in each place, up to the cameras' last move.
    pub(super) found: Vec<i64>,
    /// The day to be run next, day 0 to day 36,500.
    pub(super) next_day: Day,
    /// The batches, and those among them that this process runs.
    pub(super) partition: Partition,
}

impl World {
    /// The world of a `morning`, under the policies of `twin`.
    pub(crate) fn new(morning: &FirstMorning<'_>, twin: &Twin, partition: Partition) -> World {
        let FirstMorning { society, population, .. } = *morning;
        let rules = Rules::new(society, &twin.policy);
        let people = &society.population;
        let (places, cells) = (people.places.len(), Cell::all(&people.groups).len());
        let batch = |number| first_batch(&rules, morning, partition, number);
        let batches = (0..partition.batches as u32).map(batch).collect();
        let mut world = World {
            partition,
            later: rules.followed_by(society, &twin.later),
            before: None,
            passers_by: PassersBy::new(population, places, cells),
            rules,
            pool: WorkerPool::new(places, cells),
            tallies: Tallies::new(places, cells),
            batches,
            found: vec![0; places],
            next_day: Day::FIRST,
        };
        world.count_out_of_work(population);
        world
    }

    /// Counts adults of working age without work on the first day.
    ///
    /// A stock moves with events alone afterwards, so that its first level has to be set.
    fn count_out_of_work(&mut self, population: &Population) {
        for number in self.neighborhoods().collect::<Vec<_>>() {
            let residents = population.residents(number);
            for (who, cell) in residents.adults().zip(&residents.cell) {
                if cell.band().is_under_60() && !self.state(number).works(who) {
                    self.tallies.shift(
                        population.place(number),
                        *cell,
                        Stock::OutOfWork,
                        1,
                        Day::FIRST,
                    );
                }
            }
        }
    }

    /// The day to be run next: days before it have been run.
    #[must_use]
    pub fn next_day(&self) -> Day {
        self.next_day
    }

    /// The neighborhoods that this process runs, batch by batch.
    pub(crate) fn neighborhoods(&self) -> impl Iterator<Item = Neighborhood> {
        let apart = self.batches.len() as u32;
        let batches = (0..apart).zip(&self.batches);
        batches.flat_map(move |(number, batch)| {
            (0..batch.states.len() as u32).map(move |at| Neighborhood(at * apart + number))
        })
    }

    /// The state of a neighborhood, by its number in the population.
    ///
    /// # Panics
    ///
    /// Where this process does not run the neighborhood.
    #[must_use]
    pub fn state(&self, neighborhood: Neighborhood) -> &State {
        let (batch, at) = self.partition.locate(neighborhood);
        &self.batches[batch].states[at]
    }

    /// Counts since the first day, by place and cell.
    ///
    /// Workers count apart: theirs are merged here, which is why the world must be mutable.
    pub fn tallies(&mut self) -> &Tallies {
        self.pool.each(|worker| self.tallies.merge_from(&mut worker.tallies));
        &self.tallies
    }

    /// Memory of one set of counts; the world has one, and each thread that ever ran a part of it another
    /// [bytes].
    #[must_use]
    pub fn bytes_of_counts(&self) -> usize {
        self.tallies.bytes()
    }

    /// Memory held for the state of citizens and for messages [bytes].
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.batches.iter().map(Batch::bytes).sum()
    }

    /// Begins a day: its batches, each of which can run on a thread of its own.
    pub(crate) fn batch_days(&mut self) -> Vec<BatchDay<'_>> {
        self.begin_counting();
        self.begin_reform();
        let (rules, before, pool) = (&self.rules, self.before.as_ref(), &self.pool);
        let (partition, day) = (self.partition, self.next_day);
        let batch_day = |(number, batch)| BatchDay {
            rules,
            before,
            batch,
            pool,
            worker: Worker::default(),
            number,
            partition,
            day,
        };
        (0..).zip(&mut self.batches).map(batch_day).collect()
    }

    /// Drops the counts of the warm-up on the first day after it.
    fn begin_counting(&mut self) {
        if self.next_day != self.rules.counts_from || self.next_day == Day::FIRST {
            return;
        }
        let tallies = self.tallies();
        let (places, cells) = (tallies.places(), tallies.cells());
        let here = |place| cells.clone().map(move |cell| (place, cell));
        let found = |(place, cell)| tallies.count(place, cell, Tally::FOUND);
        // Cameras move by what they found since they last moved, though its count is gone.
        let dropped: Vec<i64> = places.map(|place| here(place).map(found).sum()).collect();
        self.found.iter_mut().zip(dropped).for_each(|(found, dropped)| *found -= dropped);
        self.tallies.begin_counting();
    }

    /// Puts the rules that begin today in force, if any do.
    ///
    /// Cameras stand where they stood: a reform can replace them, but moves none.
    fn begin_reform(&mut self) {
        if let Some((_, rules)) = self.later.pop_if(|(day, _)| *day == self.next_day) {
            let before = std::mem::replace(&mut self.rules, rules);
            self.rules.sensors = self.rules.sensors.clone().at(before.sensors.density());
            if self.partition.is_first() && self.rules.filmed_from == self.next_day {
                // Cameras that are replaced today have seen passers-by up to yesterday.
                let from = month_of(self.next_day).start.max(before.filmed_from);
                self.passers_by.count(&before, from..self.next_day, &mut self.tallies);
            }
            self.before = Some(before);
        }
    }

    /// Ends a day: messages are delivered; at the end of a month passers-by are counted, then
    /// cameras move.
    ///
    /// In this order: the month's passers-by met the cameras where they stood in that month.
    pub(crate) fn end_day(&mut self, population: &Population, processes: &mut ProcessLink<'_>) {
        deliver(&mut self.batches, self.partition, population, processes);
        self.before = None;
        let month = month_of(self.next_day);
        self.next_day = self.next_day.after(1);
        if month.end != self.next_day {
            return;
        }
        // One process counts for all: passers-by depend on places and cells, on no neighborhood.
        if self.partition.is_first() {
            let days = month.start.max(self.rules.filmed_from)..month.end;
            self.passers_by.count(&self.rules, days, &mut self.tallies);
        }
        if self.rules.sensors.follow() {
            self.move_cameras(processes);
        }
    }

    /// Moves cameras to the places where breaches were found since their last move.
    ///
    /// All processes move them in the same way: their findings are added up over all of them first.
    fn move_cameras(&mut self, processes: &mut ProcessLink<'_>) {
        let tallies = self.tallies();
        let cells = tallies.cells();
        let found = |place| {
            let here = cells.clone().map(|cell| tallies.count(place, cell, Tally::FOUND));
            here.sum::<i64>()
        };
        let mut found: Vec<i64> = tallies.places().map(found).collect();
        sum(processes, found.iter_mut());
        let since: Vec<i64> = found.iter().zip(&self.found).map(|(now, then)| now - then).collect();
        self.rules.sensors.relocate_cameras(&since);
        self.found = found;
    }
}

/// The states of a batch on the first morning, with empty mail.
///
/// A batch of another process has no states, and its own mail stays empty: messages to it wait in the
/// outboxes of the batches that sent them.
fn first_batch(
    rules: &Rules,
    morning: &FirstMorning<'_>,
    partition: Partition,
    number: u32,
) -> Batch {
    let population = morning.population;
    let ours = if partition.has(number) { usize::MAX } else { 0 };
    let numbers: Vec<Neighborhood> = population
        .neighborhoods()
        .skip(number as usize)
        .step_by(partition.batches)
        .take(ours)
        .collect();
    let state = |number: Neighborhood| {
        State::new(rules, population.residents(number), &morning.conditions(number))
    };
    Batch {
        states: numbers.into_par_iter().map(state).collect(),
        outbox: vec![Vec::new(); partition.batches],
        inbox: vec![Vec::new(); partition.batches],
    }
}
