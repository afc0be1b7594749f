//! One world: the state of a society under one policy, day after day.

use rayon::prelude::*;

use super::batch_day::BatchDay;
use super::batches::{Batch, Partition, deliver};
use super::passers_by::PassersBy;
use super::rules::Rules;
use super::state::State;
use super::workers::{Worker, WorkerPool};
use crate::calendar::month_of;
use crate::measures::{Gauge, PairedOutcome, Stock, Tallies, Tally, add_up};
use crate::population::{Cell, Population};
use crate::ranks::{RankLink, sum};
use crate::scenario::{Society, Twin};

/// One world: a society under one policy, and under those that follow it by reform.
#[derive(Debug)]
pub struct World {
    pub(super) rules: Rules,
    /// The rules of yesterday, on the first day of new ones.
    before: Option<Rules>,
    /// The rules to come with their first days, the next one last.
    pub(super) later: Vec<(u16, Rules)>,
    /// Counts so far, but for those that workers still hold.
    pub(super) tallies: Tallies,
    pub(super) batches: Vec<Batch>,
    pool: WorkerPool,
    passers_by: PassersBy,
    /// Breaches found by cameras in each place, up to the cameras' last move.
    pub(super) found: Vec<i64>,
    pub(super) days: u16,
    pub(super) partition: Partition,
}

impl World {
    /// The world of `population` on its first morning, under the policies of `twin`.
    pub(crate) fn new(
        society: &Society,
        population: &Population,
        twin: &Twin,
        partition: Partition,
    ) -> World {
        let rules = Rules::new(society, &twin.policy);
        let people = &society.population;
        let tallies = Tallies::new(people.places.len(), Cell::count(people.groups.len()));
        let batch = |number| first_morning(&rules, population, partition, number);
        let batches = (0..partition.batches as u32).map(batch).collect();
        let mut world = World {
            partition,
            later: rules.followed_by(society, &twin.later),
            before: None,
            passers_by: PassersBy::new(population, tallies.places(), tallies.cells()),
            rules,
            pool: WorkerPool::new(&tallies),
            tallies,
            batches,
            found: vec![0; people.places.len()],
            days: 0,
        };
        world.count_out_of_work(population);
        world
    }

    /// Counts adults of working age without work on the first day.
    fn count_out_of_work(&mut self, population: &Population) {
        for number in self.neighborhoods().collect::<Vec<_>>() {
            let residents = population.residents(number);
            for (who, cell) in (0..residents.adults()).zip(&residents.cell) {
                if cell.band() < 4 && !self.state(number).works(who) {
                    self.tallies.shift(population.place(number), *cell, Stock::OutOfWork, 1, 0);
                }
            }
        }
    }

    /// Days run so far [days].
    #[must_use]
    pub fn days(&self) -> u16 {
        self.days
    }

    /// The neighborhoods that this process runs.
    pub(crate) fn neighborhoods(&self) -> impl Iterator<Item = u32> {
        let apart = self.batches.len() as u32;
        let batches = (0..apart).zip(&self.batches);
        batches.flat_map(move |(number, batch)| {
            (0..batch.states.len() as u32).map(move |at| at * apart + number)
        })
    }

    /// The state of a neighborhood.
    #[must_use]
    pub fn state(&self, neighborhood: u32) -> &State {
        let (batch, at) = self.partition.locate(neighborhood);
        &self.batches[batch].states[at]
    }

    /// Everything counted so far.
    pub fn tallies(&mut self) -> &Tallies {
        self.pool.each(|worker| self.tallies.merge_from(&mut worker.tallies));
        &self.tallies
    }

    /// Memory held for the state of citizens and for messages [bytes].
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.batches.iter().map(Batch::bytes).sum()
    }

    /// Begins a day: its batches, each of which can run on a thread of its own.
    pub(crate) fn batch_days(&mut self) -> Vec<BatchDay<'_>> {
        self.begin_reform();
        let (rules, before, pool) = (&self.rules, self.before.as_ref(), &self.pool);
        let (partition, day) = (self.partition, self.days);
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

    /// Puts the rules that begin today in force, if any do.
    fn begin_reform(&mut self) {
        if let Some((_, rules)) = self.later.pop_if(|(day, _)| *day == self.days) {
            let before = std::mem::replace(&mut self.rules, rules);
            self.rules.sensors = self.rules.sensors.clone().at(before.sensors.density());
            if self.partition.is_first() && self.rules.filmed_from == self.days {
                // Cameras that are replaced today have seen passers-by up to yesterday.
                let from = month_of(self.days).start.max(before.filmed_from);
                self.passers_by.count(&before, from..self.days, &mut self.tallies);
            }
            self.before = Some(before);
        }
    }

    /// Ends a day: messages are delivered and, at the end of a month, cameras move.
    pub(crate) fn end_day(&mut self, population: &Population, ranks: &mut RankLink<'_>) {
        deliver(&mut self.batches, self.partition, population, ranks);
        self.before = None;
        self.days += 1;
        let month = month_of(self.days - 1);
        if month.end != self.days {
            return;
        }
        if self.partition.is_first() {
            let days = month.start.max(self.rules.filmed_from)..month.end;
            self.passers_by.count(&self.rules, days, &mut self.tallies);
        }
        if self.rules.sensors.follow() {
            self.move_cameras(ranks);
        }
    }

    /// Moves cameras to the places where breaches were found since their last move.
    fn move_cameras(&mut self, ranks: &mut RankLink<'_>) {
        let tallies = self.tallies();
        let cells = 0..tallies.cells() as u16;
        let found = |place| {
            let here = cells.clone().map(|cell| tallies.count(place, Cell(cell), Tally::FOUND));
            here.sum::<i64>()
        };
        let mut found: Vec<i64> = (0..tallies.places()).map(found).collect();
        sum(ranks, found.iter_mut());
        let since: Vec<i64> = found.iter().zip(&self.found).map(|(now, then)| now - then).collect();
        self.rules.sensors.follow_up(&since);
        self.found = found;
    }

    /// The state of the citizens, by place and cell.
    #[must_use]
    pub fn gauges(&self, population: &Population) -> Vec<Gauge> {
        let cells = self.tallies.cells();
        let measure = |number, gauges: &mut [Gauge]| {
            let from = population.place(number) * cells;
            let (residents, gauges) =
                (population.residents(number), &mut gauges[from..from + cells]);
            self.state(number).measure(&self.rules, residents, gauges);
        };
        add_up(self.rows(), self.neighborhoods().collect(), measure, Gauge::and)
    }

    /// Restrictions that have not ended, by their length so far [months].
    #[must_use]
    pub fn open_spells(&self) -> Vec<i64> {
        let mut open = vec![0; self.tallies.ended.len()];
        let last = open.len() - 1;
        let states = self.batches.iter().flat_map(|batch| &batch.states);
        for since in states.flat_map(State::restricted_since) {
            open[(usize::from(self.days - since) * 12 / 365).min(last)] += 1;
        }
        open
    }

    /// Cells of the tallies.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.tallies.cells()
    }

    /// Rows of the tallies: places times cells.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.tallies.places() * self.tallies.cells()
    }

    /// Outcomes of a citizen that are compared with those of the same citizen in another twin.
    pub(crate) fn paired_outcomes(
        &self,
        neighborhood: u32,
        who: u16,
    ) -> [i64; PairedOutcome::COUNT] {
        let state = self.state(neighborhood);
        let (restricted, wronged) = state.restricted_days(who, self.days);
        [
            state.harm(who).into(),
            restricted.into(),
            wronged.into(),
            state.hardship(who).into(),
            state.health(who).into(),
        ]
    }
}

/// The states of a batch on the first morning, with empty mail.
fn first_morning(
    rules: &Rules,
    population: &Population,
    partition: Partition,
    number: u32,
) -> Batch {
    let upto = if partition.has(number) { population.neighborhoods() } else { 0 };
    let numbers: Vec<u32> = (number..upto).step_by(partition.batches).collect();
    let state = |number| State::new(rules, population.residents(number));
    Batch {
        states: numbers.into_par_iter().map(state).collect(),
        outbox: vec![Vec::new(); partition.batches],
        inbox: vec![Vec::new(); partition.batches],
    }
}
