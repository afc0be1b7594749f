//! What a world lived, written down day by day: who lives there, what comes up, and after every day
//! what has changed about citizens and what was counted.
//!
//! Two programs, or two versions of one, are the same as far as their traces are.

use std::fmt::Write as _;

use society::chance::Chance;
use society::conduct::{DayOccasions, OccasionSampler, SamplerScratch};
use society::measures::{Tallies, Tally};
use society::population::{Groups, Population, Residents};
use society::scenario::{Conduct, Gate, Register, Scenario};
use society::scoring::{Cause, WRONGS};
use society::twins::Twins;
use society::units::Citizen;
use society::world::State;

/// A column of the state of citizens.
type Column = (&'static str, fn(&State, u16, u16) -> i64);

const COLUMNS: [Column; 20] = [
    ("score", |state, who, _| state.score(who).0.into()),
    ("shadow", |state, who, _| state.shadow(who).0.into()),
    ("lists", |state, who, _| state.lists(who).0.into()),
    ("true-lists", |state, who, _| state.true_lists(who).0.into()),
    ("works", |state, who, _| state.works(who).into()),
    ("restricted", |state, who, _| state.is_restricted(who).into()),
    ("wronged", |state, who, _| state.is_wronged(who).into()),
    ("spared", |state, who, _| state.is_spared(who).into()),
    ("cut-off", |state, who, _| state.is_cut_off(who).into()),
    ("certainty", |state, who, _| state.certainty(who).into()),
    ("resignation", |state, who, _| state.resignation(who).into()),
    ("hardship", |state, who, _| state.hardship(who).into()),
    ("health", |state, who, _| state.health(who).into()),
    ("harm", |state, who, _| state.harm(who).into()),
    ("waiting", |state, who, _| state.waiting(who).into()),
    ("restricted-days", |state, who, day| state.restricted_days(who, day).0.into()),
    ("wrongful-days", |state, who, day| state.restricted_days(who, day).1.into()),
    ("willing", |state, who, _| state.is_willing(who).into()),
    ("gains", |state, who, _| state.gains(who)[0].into()),
    ("last-gains", |state, who, _| state.gains(who)[1].into()),
];

/// A line of a trace: what it is about, and itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The column of citizens or of their state, or `#` and the name of a count.
    pub column: String,
    /// The line, with the day before it where it has one.
    pub text: String,
}

/// One world of a scenario, lived day by day and written down as it is.
#[derive(Debug)]
pub struct Trace<'a> {
    scenario: &'a Scenario,
    chance: Chance,
    sampler: OccasionSampler,
    scratch: SamplerScratch,
    twins: Twins,
    counts: Vec<(String, Tally)>,
    before: Vec<Before>,
}

/// A day of a trace.
#[derive(Clone, Debug)]
pub struct TraceDay {
    /// The day, from 0.
    pub day: u16,
    /// What came up, the same in every twin: `DAY CITIZEN:SECOND:KIND:WHICH …`.
    pub occasions: String,
    /// For each twin, the columns in which anything changed, then the counts.
    pub twins: Vec<Vec<Line>>,
}

/// What one twin was the day before.
#[derive(Clone, Debug, Default)]
struct Before {
    state: Vec<Vec<i64>>,
    counts: Vec<i64>,
}

impl<'a> Trace<'a> {
    /// World 0 of `scenario`, on its first morning.
    #[must_use]
    pub fn new(scenario: &'a Scenario) -> Trace<'a> {
        let seed = Chance::new(scenario.seed()).world(0);
        let twins = Twins::new(scenario, seed);
        Trace {
            scenario,
            chance: Chance::new(seed),
            sampler: OccasionSampler::new(scenario.society(), twins.population()),
            scratch: SamplerScratch::default(),
            twins,
            counts: counts(),
            before: vec![Before::default(); scenario.twins().len()],
        }
    }

    /// Who lives there, a line for each column.
    #[must_use]
    pub fn people(&self) -> Vec<Line> {
        people(self.twins.population())
    }

    /// Lives the next day; nothing where the scenario is over.
    pub fn day(&mut self) -> Option<TraceDay> {
        let day = self.twins.days();
        if day >= self.scenario.society().days {
            return None;
        }
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

    fn occasions(&mut self, day: u16) -> String {
        let population = self.twins.population();
        let (mut text, mut today) = (day.to_string(), DayOccasions::default());
        for number in 0..population.neighborhoods() {
            let home = (population, number);
            self.sampler.day(self.chance, home, day.into(), &mut self.scratch, &mut today);
            let mut here = today.all().to_vec();
            here.sort_by_key(|one| (one.who, one.second(), one.which));
            for one in &here {
                let who = population.first(number) + u32::from(one.who);
                let _ = write!(text, " {who}:{}:{}:{}", one.second(), one.kind.number(), one.which);
            }
        }
        text
    }
}

/// Who lives there, a line for each column.
fn people(population: &Population) -> Vec<Line> {
    let everyone = || {
        (0..population.citizens()).map(|citizen| {
            let (home, who) = population.locate(Citizen(citizen));
            (home, who, population.residents(home))
        })
    };
    let mut lines = Vec::new();
    let mut line = |name: &str, values: &mut dyn Iterator<Item = i64>| {
        let mut text = name.to_owned();
        values.for_each(|value| text.push_str(&format!(" {value}")));
        lines.push(Line { column: name.to_owned(), text });
    };
    type Of = fn(&Residents, usize) -> i64;
    let columns: [(&str, Of); 7] = [
        ("age", |residents, who| residents.age[who].into()),
        ("cell", |residents, who| residents.cell[who].0.into()),
        ("class", |residents, who| residents.class[who].0.into()),
        ("disposition", |residents, who| residents.disposition[who].into()),
        ("hearsay", |residents, who| residents.awareness_rank[who].into()),
        ("guile", |residents, who| residents.gaming_rank[who].into()),
        ("works", |residents, who| residents.works[who].into()),
    ];
    for (name, of) in columns {
        line(name, &mut everyone().map(|(_, who, residents)| of(residents, who.into())));
    }
    line("place", &mut everyone().map(|(home, _, _)| population.place(home) as i64));
    type Tied = fn(&Residents) -> &Groups;
    let ties: [(&str, Tied); 4] = [
        ("household", |residents| &residents.households),
        ("circle", |residents| &residents.circles),
        ("team", |residents| &residents.teams),
        ("acquaintances", |residents| &residents.acquaintances),
    ];
    for (name, groups) in ties {
        let first = |(home, who, residents): (u32, u16, &Residents)| {
            let least = groups(residents).around(who).iter().min();
            least.map_or(-1, |&least| i64::from(population.first(home) + u32::from(least)))
        };
        line(name, &mut everyone().map(first));
    }
    for which in 0..population.kinships() {
        let kin = |citizen| population.kin(Citizen(citizen), which).map_or(-1, |kin| kin.0.into());
        line(&format!("kin.{which}"), &mut (0..population.citizens()).map(kin));
    }
    lines
}

impl Before {
    /// What has changed about adults.
    fn state(&mut self, twins: &Twins, twin: usize, day: u16, lines: &mut Vec<Line>) {
        let (population, world) = (twins.population(), &twins.worlds()[twin]);
        self.state.resize(COLUMNS.len(), vec![0; population.citizens() as usize]);
        for ((name, of), before) in COLUMNS.iter().zip(&mut self.state) {
            let now = |citizen| {
                let (home, who) = population.locate(Citizen(citizen));
                let is_adult = population.residents(home).class[usize::from(who)].is_adult();
                if is_adult { of(world.state(home), who, day + 1) } else { 0 }
            };
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

    /// What was counted.
    fn counts(
        &mut self,
        tallies: &Tallies,
        counts: &[(String, Tally)],
        day: u16,
        lines: &mut Vec<Line>,
    ) {
        self.counts.resize(counts.len(), 0);
        for ((name, tally), before) in counts.iter().zip(&mut self.counts) {
            let now = tallies.total(*tally);
            if now != *before {
                let text = format!("{day} # {name} {}", now - *before);
                lines.push(Line { column: format!("# {name}"), text });
                *before = now;
            }
        }
    }
}
/// Every count with its name, in the order of the handbook.
#[must_use]
pub fn counts() -> Vec<(String, Tally)> {
    let mut all: Vec<(String, Tally)> = Vec::new();
    let conducts = |name: &str, tally: Tally| {
        let of = |conduct: Conduct| (format!("{name}.{}", conduct.name()), tally.of(conduct));
        Conduct::ALL.map(of).to_vec()
    };
    let registers = |name: &str, tally: Tally| {
        Register::ALL.map(|it| (format!("{name}.{}", it.name()), tally.in_register(it))).to_vec()
    };
    let causes = |name: &str, tally: Tally| {
        Cause::ALL.map(|it| (format!("{name}.{}", it.name()), tally.by(it))).to_vec()
    };
    let gates = |name: &str, tally: Tally| {
        Gate::ALL.map(|it| (format!("{name}.{}", it.name()), tally.at(it))).to_vec()
    };
    let lists = |name: &str, tally: Tally| {
        (0..4).map(|list| (format!("{name}.{list}"), tally.number(list))).collect::<Vec<_>>()
    };
    let bare = |pairs: &[(&str, Tally)]| {
        pairs.iter().map(|&(name, tally)| (name.to_owned(), tally)).collect::<Vec<_>>()
    };
    let wronged = WRONGS.iter().enumerate().map(|(number, cause)| {
        (format!("ever-wronged.{}", cause.name()), Tally::EVER_WRONGED.number(number))
    });
    all.extend(conducts("occasions", Tally::OCCASIONS));
    all.extend(conducts("broken", Tally::BROKEN));
    all.extend(conducts("open", Tally::OPEN));
    all.extend(conducts("open-broken", Tally::OPEN_BROKEN));
    all.extend(bare(&[
        ("staged", Tally::STAGED),
        ("harm", Tally::HARM),
        ("filmed", Tally::FILMED),
        ("named", Tally::NAMED),
        ("found", Tally::FOUND),
        ("mistaken", Tally::MISTAKEN),
        ("passed", Tally::PASSED),
        ("passed-named", Tally::PASSED_NAMED),
        ("passed-mistaken", Tally::PASSED_MISTAKEN),
    ]));
    all.extend(registers("entries", Tally::ENTRIES));
    all.extend(registers("missed", Tally::MISSED));
    all.extend(registers("misjoined", Tally::MISJOINED));
    all.extend(registers("phantom", Tally::PHANTOM));
    all.extend(bare(&[("told", Tally::TOLD), ("lies", Tally::LIES)]));
    all.extend(causes("charges", Tally::CHARGES));
    all.extend(causes("points", Tally::POINTS));
    all.extend(causes("deducted", Tally::DEDUCTED));
    all.extend(bare(&[
        ("passed-on", Tally::PASSED_ON),
        ("came-over", Tally::CAME_OVER),
        ("floor", Tally::FLOOR),
        ("cap", Tally::CAP),
        ("delay", Tally::DELAY),
        ("sanctions", Tally::SANCTIONS),
        ("warnings", Tally::WARNINGS),
        ("fines", Tally::FINES),
    ]));
    all.extend(gates("asked", Tally::ASKED));
    all.extend(gates("refused", Tally::REFUSED));
    all.extend(gates("refused-wrongly", Tally::REFUSED_WRONGLY));
    all.extend(bare(&[
        ("waited", Tally::WAITED),
        ("waited-for-others", Tally::WAITED_FOR_OTHERS),
        ("hurried", Tally::HURRIED),
        ("slowed", Tally::SLOWED),
        ("saved-fares", Tally::SAVED_FARES),
        ("throttled", Tally::THROTTLED),
        ("detriments", Tally::DETRIMENTS),
        ("unrelated", Tally::UNRELATED),
    ]));
    all.extend(lists("listed", Tally::LISTED));
    all.extend(lists("delisted", Tally::DELISTED));
    all.extend(bare(&[
        ("spells", Tally::SPELLS),
        ("spells-ended", Tally::SPELLS_ENDED),
        ("ever-restricted", Tally::EVER_RESTRICTED),
        ("spirals", Tally::SPIRALS),
    ]));
    all.extend(wronged);
    all.extend(bare(&[
        ("ever-grounded", Tally::EVER_GROUNDED),
        ("ever-off-rail", Tally::EVER_OFF_RAIL),
        ("ever-blacklisted", Tally::EVER_BLACKLISTED),
        ("ties-cut", Tally::TIES_CUT),
        ("cut-off", Tally::CUT_OFF),
        ("denied", Tally::DENIED),
        ("appeals", Tally::APPEALS),
        ("granted", Tally::GRANTED),
        ("lost-work", Tally::LOST_WORK),
        ("found-work", Tally::FOUND_WORK),
        ("debts", Tally::DEBTS),
        ("repaid", Tally::REPAID),
        ("repaid-listed", Tally::REPAID_LISTED),
    ]));
    all
}
