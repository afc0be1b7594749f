//! One policy over one society: its state, and the one place that knows the order of a day.
//!
//! A day is lived neighbourhood by neighbourhood, each alone: the morning brings what was
//! addressed to it, then come the turns of the month, then what comes up, in the order of each
//! citizen's day, then the evening. What one neighbourhood has to say to another it puts into an
//! outbox, which is emptied before the next morning. Everything that is summed is an integer,
//! and letters are read in an order of their own, so that neither threads nor batches can
//! change a bit.
//!
//! The rules of a world can change before a morning; see [`Stage`](crate::scenario::Stage).

mod acts;
mod workers;
mod choices;
mod digest;
mod evening;
mod help;
mod checkpoint;
mod listing;
mod passers_by;
mod messages;
mod reform;
mod rules;
mod day_step;
mod sparse;
mod state;
mod month;
mod gates;

pub use checkpoint::CheckpointHeader;
pub use sparse::Message;
pub use state::State;

use rayon::prelude::*;

use crate::calendar::month_of;
use crate::chance::Chance;
use crate::conduct::DayOccasions;
use crate::measures::{Gauge, PairedOutcome, Stock, Tallies, Tally, add_up};
use crate::population::{Cell, Population};
use crate::ranks::{RankLink, sum};
use crate::scenario::{Society, Twin};
use day_step::DayStep;
use passers_by::PassersBy;
use rules::Rules;
use workers::{Worker, WorkerPool};

/// One world: a policy, and those that follow it, lived from the first day on.
#[derive(Debug)]
pub struct World {
    rules: Rules,
    /// The rules of yesterday, on the first day of new ones.
    before: Option<Rules>,
    /// The rules that are to come and their first days, the next one last.
    later: Vec<(u16, Rules)>,
    /// What is counted, up to the last time that the benches were asked.
    tallies: Tallies,
    batches: Vec<Batch>,
    pool: WorkerPool,
    passers_by: PassersBy,
    /// Breaches found by cameras in each place until these moved last.
    found: Vec<i64>,
    days: u16,
    share: Partition,
}

/// Which batches this process lives: those of its rank modulo the number of ranks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Partition {
    pub(crate) rank: u32,
    pub(crate) ranks: u32,
}

impl Partition {
    /// All of them.
    pub(crate) const WHOLE: Partition = Partition { rank: 0, ranks: 1 };

    fn has(self, batch: u32) -> bool {
        batch % self.ranks == self.rank
    }
}

/// Some neighbourhoods that are lived one after another, and what they send and get.
///
/// There are two to the power of something batches, and neighbourhood `n` is in batch `n` modulo
/// that: those of a batch are of few casts.
#[derive(Clone, Debug, Default)]
struct Batch {
    states: Vec<State>,
    /// Letters to each batch.
    outbox: Vec<Vec<Message>>,
    /// Letters from each batch, of yesterday.
    inbox: Vec<Vec<Message>>,
}

/// Some neighbourhoods of a world for the length of a day.
pub(crate) struct BatchDay<'a> {
    rules: &'a Rules,
    before: Option<&'a Rules>,
    batch: &'a mut Batch,
    pool: &'a WorkerPool,
    worker: Worker,
    /// The number of the batch, and of all batches.
    number: u32,
    batches: u32,
    day: u16,
}

impl World {
    /// The first morning of `population` under the policies of `twin`, to be lived in so many
    /// batches, two to the power of something.
    pub(crate) fn new(
        society: &Society,
        (population, chance): (&Population, Chance),
        twin: &Twin,
        (batches, share): (usize, Partition),
    ) -> World {
        let rules = Rules::new(society, &twin.policy);
        let count = population.neighborhoods();
        let state = |number| State::new(&rules, population.residents(number));
        let people = &society.population;
        let tallies = Tallies::new(people.places.len(), Cell::count(people.groups.len()));
        let passers_by = PassersBy::new(population, chance, tallies.places(), tallies.cells());
        let batch = |number| {
            let upto = if share.has(number as u32) { count } else { 0 };
            let numbers: Vec<u32> = (number as u32..upto).step_by(batches).collect();
            Batch {
                states: numbers.into_par_iter().map(state).collect(),
                outbox: vec![Vec::new(); batches],
                inbox: vec![Vec::new(); batches],
            }
        };
        let batches = (0..batches).map(batch).collect();
        let mut world = World {
            share,
            later: rules.followed_by(society, &twin.later),
            before: None,
            rules,
            pool: WorkerPool::new(&tallies),
            tallies,
            batches,
            passers_by,
            found: vec![0; people.places.len()],
            days: 0,
        };
        world.count_out_of_work(population);
        world
    }

    /// Those of working age who are out of work on the first day.
    fn count_out_of_work(&mut self, population: &Population) {
        for number in self.here().collect::<Vec<_>>() {
            let residents = population.residents(number);
            for (who, cell) in (0..residents.adults()).zip(&residents.cell) {
                if cell.band() < 4 && !self.state(number).works(who) {
                    self.tallies.shift(population.place(number), *cell, Stock::OutOfWork, 1, 0);
                }
            }
        }
    }

    /// Days lived [days].
    #[must_use]
    pub fn days(&self) -> u16 {
        self.days
    }

    /// The neighbourhoods that this process lives.
    pub(crate) fn here(&self) -> impl Iterator<Item = u32> {
        let apart = self.batches.len() as u32;
        let batches = (0..apart).zip(&self.batches);
        batches.flat_map(move |(number, batch)| {
            (0..batch.states.len() as u32).map(move |at| at * apart + number)
        })
    }

    /// The state of a neighbourhood.
    #[must_use]
    pub fn state(&self, neighborhood: u32) -> &State {
        let batches = self.batches.len();
        let (batch, at) = (neighborhood as usize & (batches - 1), neighborhood as usize / batches);
        &self.batches[batch].states[at]
    }

    /// Everything counted so far.
    pub fn tallies(&mut self) -> &Tallies {
        self.pool.each(|worker| self.tallies.merge_from(&mut worker.tallies));
        &self.tallies
    }

    /// Bytes held for what can change, letters included [bytes].
    #[must_use]
    pub fn bytes(&self) -> usize {
        let messages = |box_: &Vec<Message>| box_.capacity() * size_of::<Message>();
        let post =
            |batch: &Batch| batch.outbox.iter().chain(&batch.inbox).map(messages).sum::<usize>();
        let held = |batch| post(batch) + batch.states.iter().map(State::bytes).sum::<usize>();
        self.batches.iter().map(held).sum()
    }

    /// The world in parts that can live a day side by side.
    pub(crate) fn parts(&mut self) -> Vec<BatchDay<'_>> {
        self.reform();
        let (rules, before, pool) = (&self.rules, self.before.as_ref(), &self.pool);
        let (batches, day) = (self.batches.len() as u32, self.days);
        let part = |(number, batch)| BatchDay {
            rules,
            before,
            batch,
            pool,
            worker: Worker::default(),
            number,
            batches,
            day,
        };
        (0..).zip(&mut self.batches).map(part).collect()
    }

    /// Takes on the rules that begin today, if any do.
    fn reform(&mut self) {
        if let Some((_, rules)) = self.later.pop_if(|(day, _)| *day == self.days) {
            let before = std::mem::replace(&mut self.rules, rules);
            self.rules.sensors = self.rules.sensors.clone().at(before.sensors.density());
            if self.share.rank == 0 {
                self.count_last_passers(&before);
            }
            self.before = Some(before);
        }
    }

    /// Ends the day: what each batch has written to each goes to where it is read.
    pub(crate) fn exchange(&mut self, population: &Population, ranks: &mut RankLink<'_>) {
        self.hand_over(population, ranks);
        for from in 0..self.batches.len() {
            for to in 0..self.batches.len() {
                self.batches[to].inbox[from] = std::mem::take(&mut self.batches[from].outbox[to]);
            }
        }
        self.before = None;
        self.days += 1;
        if self.share.rank == 0 {
            self.count_passers();
        }
        if self.rules.sensors.follow() && month_of(self.days - 1).end == self.days {
            self.move_cameras(ranks);
        }
    }

    /// Moves cameras to where breaches have been found since they moved last.
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
        add_up(self.rows(), self.here().collect(), measure, Gauge::and)
    }

    /// Restrictions that last still, by their length so far in months.
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

    /// Cells of the books.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.tallies.cells()
    }

    /// Rows of the books: places times cells.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.tallies.places() * self.tallies.cells()
    }

    /// What is compared of a citizen with the same one in another twin.
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

impl BatchDay<'_> {
    /// Lives the day of one of the part's neighbourhoods; `today` comes up in it.
    pub(crate) fn run(
        &mut self,
        (population, chance): (&Population, Chance),
        number: u32,
        today: &DayOccasions,
    ) {
        let at = (number / self.batches) as usize;
        let worker = &mut self.worker;
        let mut shift = DayStep {
            rules: self.rules,
            before: self.before,
            chance,
            population,
            residents: population.residents(number),
            place: population.place(number),
            first: population.first(number),
            day: self.day,
            state: &mut self.batch.states[at],
            tallies: &mut worker.tallies,
            outbox: &mut worker.outbox,
            scratch: &mut worker.scratch,
        };
        shift.run(&worker.inboxes[at], today);
        self.send(population);
    }

    /// Fetches the state of a neighbourhood, which is about to be lived, on a `busy` day or another.
    pub(crate) fn prefetch(&self, number: u32, busy: bool) {
        self.batch.states[(number / self.batches) as usize].prefetch(self.rules, busy);
    }

    /// Whether days here ask for those around most citizens to whom anything happens.
    pub(crate) fn looks_around(&self) -> bool {
        self.rules.response.is_enabled() || self.rules.spread.is_local()
    }

    /// Takes a bench, and yesterday's letters to it.
    pub(crate) fn begin(&mut self, population: &Population) {
        self.worker = self.pool.take();
        self.sort_letters(population);
    }

    /// Writes to the kin of all who were charged, and gives the bench back.
    pub(crate) fn end(mut self, population: &Population) {
        self.write_to_kin(population);
        self.pool.give_back(self.worker);
    }

    /// The neighbourhoods of the part.
    pub(crate) fn neighborhoods(&self) -> impl Iterator<Item = u32> + use<> {
        let (number, batches) = (self.number, self.batches);
        (0..self.batch.states.len() as u32).map(move |at| at * batches + number)
    }
}
