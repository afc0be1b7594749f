//! Trace of a world: citizens, occasions, and after every day the changes of states and counts.
//!
//! Two programs, or two versions of one, are the same as far as their traces are. The second
//! program in `reference/` reads this format, so names of columns change in both or in neither.

mod counts;
mod line;
mod people;

use std::fmt::Write as _;

use society::conduct::{DayOccasions, OccasionSampler, SamplerScratch};
use society::measures::Tallies;
use society::scenario::{Channel, Scenario};
use society::twins::Twins;
use society::units::{Citizen, Day, Resident, WorldId};
use society::world::State;

pub use counts::{Count, counts};
pub use line::Line;

/// A column of the state of citizens: its name, and its value for a resident after some days.
struct Column {
    name: &'static str,
    of: fn(&State, Resident, Day) -> i64,
}

impl Column {
    const fn new(name: &'static str, of: fn(&State, Resident, Day) -> i64) -> Column {
        Column { name, of }
    }
}

const COLUMNS: [Column; 23] = [
    Column::new("score", |state, who, _| state.score(who).0.into()),
    Column::new("shadow", |state, who, _| state.shadow(who).0.into()),
    Column::new("lists", |state, who, _| state.lists(who).0.into()),
    Column::new("true-lists", |state, who, _| state.true_lists(who).0.into()),
    Column::new("works", |state, who, _| state.works(who).into()),
    Column::new("restricted", |state, who, _| state.is_restricted(who).into()),
    Column::new("wronged", |state, who, _| state.is_wronged(who).into()),
    Column::new("spared", |state, who, _| state.is_spared(who).into()),
    Column::new("cut-off", |state, who, _| state.is_cut_off(who).into()),
    Column::new("certainty-cameras", |state, who, _| certainty(state, who, Channel::Cameras)),
    Column::new("certainty-registers", |state, who, _| certainty(state, who, Channel::Registers)),
    Column::new("certainty-informants", |state, who, _| certainty(state, who, Channel::Informants)),
    Column::new("resignation", |state, who, _| state.resignation(who).into()),
    Column::new("hardship", |state, who, _| state.hardship(who).into()),
    Column::new("health", |state, who, _| state.health(who).into()),
    Column::new("harm", |state, who, _| state.harm(who).into()),
    Column::new("waiting", |state, who, _| state.waiting(who).grains().into()),
    Column::new("restricted-days", |state, who, day| state.restricted_days(who, day).0.into()),
    Column::new("wrongful-days", |state, who, day| state.restricted_days(who, day).1.into()),
    Column::new("willing", |state, who, _| state.is_willing(who).into()),
    Column::new("gains", |state, who, _| state.gains(who)[0].into()),
    Column::new("last-gains", |state, who, _| state.gains(who)[1].into()),
    Column::new("net", |state, who, _| state.net(who).into()),
];

/// Perceived certainty through one channel [1/255].
fn certainty(state: &State, who: Resident, channel: Channel) -> i64 {
    state.certainty(who, channel).into()
}

/// A day of a trace.
#[derive(Clone, Debug)]
pub struct TraceDay {
    /// The day.
    pub day: Day,
    /// Occasions, the same in every twin: `DAY CITIZEN:SECOND:KIND:WHICH …`.
    pub occasions: String,
    /// For each twin, first the columns in which any citizen changed, then the counts that did.
    pub twins: Vec<Vec<Line>>,
}

/// World 0 of a scenario, simulated day by day with a trace.
///
/// ```
/// use lab::trace::Trace;
///
/// let small = reader::Overrides { citizens: Some(200), days: Some(3), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let mut trace = Trace::new(&loaded.scenario);
/// assert!(trace.people()[0].text.starts_with("age "));
/// let days: Vec<u16> = std::iter::from_fn(|| trace.day()).map(|day| day.day.0).collect();
/// assert_eq!(days, [0, 1, 2]);
/// ```
#[derive(Debug)]
pub struct Trace<'a> {
    scenario: &'a Scenario,
    sampler: OccasionSampler,
    scratch: SamplerScratch,
    twins: Twins,
    counts: Vec<Count>,
    before: Vec<Before>,
}

/// One twin on the day before.
#[derive(Clone, Debug, Default)]
struct Before {
    state: Vec<Vec<i64>>,
    counts: Vec<i64>,
}

impl<'a> Trace<'a> {
    /// World 0 of `scenario` on its first morning.
    #[must_use]
    pub fn new(scenario: &'a Scenario) -> Trace<'a> {
        let seed = scenario.seed().world(WorldId(0));
        let twins = Twins::new(scenario, seed);
        Trace {
            scenario,
            sampler: OccasionSampler::new(scenario.society(), twins.population()),
            scratch: SamplerScratch::default(),
            twins,
            counts: counts(),
            before: vec![Before::default(); scenario.twins().len()],
        }
    }

    /// The citizens: one line for each attribute and each layer of ties.
    #[must_use]
    pub fn people(&self) -> Vec<Line> {
        people::people(self.twins.population())
    }

    /// Simulates the next day; `None` where the scenario is over.
    pub fn day(&mut self) -> Option<TraceDay> {
        let day = self.twins.next_day();
        if day >= self.scenario.society().horizon() {
            return None;
        }
        // Sampled apart from the twins, which do not hand their occasions out. The addresses of the
        // draws are the same, and so are the occasions.
        let occasions = self.occasions(day);
        self.twins.run_day();
        let mut lines = vec![Vec::new(); self.before.len()];
        for (twin, (lines, before)) in lines.iter_mut().zip(&mut self.before).enumerate() {
            before.state(&self.twins, twin, day, lines);
            let tallies = self.twins.worlds_mut()[twin].tallies();
            before.counts(tallies, &self.counts, day, lines);
        }
        Some(TraceDay { day, occasions, twins: lines })
    }

    fn occasions(&mut self, day: Day) -> String {
        let population = self.twins.population();
        let (mut text, mut today) = (day.to_string(), DayOccasions::default());
        for home in population.neighborhoods() {
            self.sampler.day(population, home, day, &mut self.scratch, &mut today);
            let mut here = today.all().to_vec();
            here.sort_by_key(|one| (one.who, one.second(), one.which));
            for one in &here {
                let who = population.citizen(home, one.who).0;
                let _ = write!(text, " {who}:{}:{}:{}", one.second(), one.kind.number(), one.which);
            }
        }
        text
    }
}

impl Before {
    /// Adds a line for each column of the state in which an adult changed.
    fn state(&mut self, twins: &Twins, twin: usize, day: Day, lines: &mut Vec<Line>) {
        let (population, world) = (twins.population(), &twins.worlds()[twin]);
        self.state.resize(COLUMNS.len(), vec![0; population.citizens() as usize]);
        for (Column { name, of }, before) in COLUMNS.iter().zip(&mut self.state) {
            let now = |citizen| {
                let (home, who) = population.locate(Citizen(citizen));
                let is_adult = population.residents(home).class[usize::from(who)].is_adult();
                if is_adult { of(world.state(home), who, day.after(1)) } else { 0 }
            };
            // Changes alone: most citizens change in few columns on a day, and a trace of everything
            // would say no more.
            let mut text = format!("{day} {name}");
            for (citizen, before) in (0..).zip(before) {
                let now = now(citizen);
                if now != *before {
                    let _ = write!(text, " {citizen}={now}");
                    *before = now;
                }
            }
            if text.contains('=') {
                lines.push(Line { column: (*name).to_owned(), text });
            }
        }
    }

    /// Adds a line for each count that changed.
    fn counts(&mut self, tallies: &Tallies, counts: &[Count], day: Day, lines: &mut Vec<Line>) {
        self.counts.resize(counts.len(), 0);
        for (Count { name, tally }, before) in counts.iter().zip(&mut self.counts) {
            let now = tallies.total(*tally);
            if now != *before {
                let text = format!("{day} # {name} {}", now - *before);
                lines.push(Line { column: format!("# {name}"), text });
                *before = now;
            }
        }
    }
}
