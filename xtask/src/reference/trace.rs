//! What this program lives, day by day, in the form that the reference writes too.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use society::chance::Chance;
use society::conduct::{Agenda, Desk, What};
use society::measures::{Book, Tally};
use society::population::{Cast, Cell, Groups, Population};
use society::scenario::{Conduct, Gate, Register, Scenario};
use society::scoring::{Cause, WRONGS};
use society::twins::Twins;
use society::units::{Citizen, Seed};
use society::world::State;

/// A column of the state of citizens.
type Column = (&'static str, fn(&State, u16, u16) -> i64);

const COLUMNS: [Column; 17] = [
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
];

/// One world of a scenario, to be written down as it is lived.
pub(super) struct Trace<'a> {
    scenario: &'a Scenario,
    seed: Seed,
}

impl<'a> Trace<'a> {
    /// World 0 of `scenario`.
    pub(super) fn new(scenario: &'a Scenario) -> Trace<'a> {
        Trace { scenario, seed: Chance::new(scenario.seed()).world(0) }
    }

    /// Lives the world and writes it into `folder`.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let open = |name: &str| Ok::<_, io::Error>(BufWriter::new(File::create(folder.join(name))?));
        let mut twins = Twins::new(self.scenario, self.seed);
        people(&mut open("people.txt")?, twins.population())?;
        self.occasions(&mut open("occasions.txt")?, twins.population())?;
        let names = self.scenario.twins().iter().map(|twin| format!("{}.txt", twin.name));
        let mut files = names.map(|name| open(&name)).collect::<io::Result<Vec<_>>>()?;
        let counts = counts();
        let mut before = vec![Before::default(); files.len()];
        for day in 0..self.scenario.society().days {
            twins.live_day();
            for (twin, (file, before)) in files.iter_mut().zip(&mut before).enumerate() {
                before.state(file, &twins, twin, day)?;
                let book = twins.worlds_mut()[twin].book();
                before.counts(file, book, &counts, day)?;
            }
        }
        Ok(())
    }

    fn occasions(&self, file: &mut impl io::Write, population: &Population) -> io::Result<()> {
        let (agenda, chance) = (Agenda::new(self.scenario.society()), Chance::new(self.seed));
        let (mut desk, mut here) = (Desk::default(), Vec::new());
        for day in 0..self.scenario.society().days {
            let mut words = String::new();
            for number in 0..population.neighbourhoods() {
                let home = (population.first(number), population.cast(number));
                agenda.day(chance, home, day.into(), &mut desk, &mut here);
                here.sort_by_key(|one| (one.who, one.second, one.which));
                for one in &here {
                    let kind = match one.what {
                        What::Act(conduct) => conduct as usize,
                        What::Visit(Gate::Venue) => 16,
                        What::Visit(Gate::Hospital) => 15,
                        What::Visit(gate) => 12 + gate as usize,
                        What::Meeting => 17,
                    };
                    let who = home.0 + u32::from(one.who);
                    words.push_str(&format!(" {who}:{}:{kind}:{}", one.second, one.which));
                }
            }
            if !words.is_empty() {
                writeln!(file, "{day}{words}")?;
            }
        }
        Ok(())
    }
}

/// Who lives there, a line for each column.
fn people(file: &mut impl io::Write, population: &Population) -> io::Result<()> {
    let everyone = || {
        (0..population.citizens()).map(|citizen| {
            let (home, who) = population.locate(Citizen(citizen));
            (home, who, population.cast(home))
        })
    };
    let mut line = |name: &str, values: &mut dyn Iterator<Item = i64>| {
        write!(file, "{name}")?;
        values.try_for_each(|value| write!(file, " {value}"))?;
        writeln!(file)
    };
    type Of = fn(&Cast, usize) -> i64;
    let columns: [(&str, Of); 7] = [
        ("age", |cast, who| cast.age[who].into()),
        ("cell", |cast, who| cast.cell[who].0.into()),
        ("class", |cast, who| cast.class[who].0.into()),
        ("disposition", |cast, who| cast.disposition[who].into()),
        ("hearsay", |cast, who| cast.hearsay[who].into()),
        ("guile", |cast, who| cast.guile[who].into()),
        ("works", |cast, who| cast.works[who].into()),
    ];
    for (name, of) in columns {
        line(name, &mut everyone().map(|(_, who, cast)| of(cast, who.into())))?;
    }
    line("place", &mut everyone().map(|(home, _, _)| population.place(home) as i64))?;
    let ties: [(&str, fn(&Cast) -> &Groups); 4] = [
        ("household", |cast| &cast.households),
        ("circle", |cast| &cast.circles),
        ("team", |cast| &cast.teams),
        ("acquaintances", |cast| &cast.acquaintances),
    ];
    for (name, groups) in ties {
        let first = |(home, who, cast): (u32, u16, &Cast)| {
            let least = groups(cast).around(who).iter().min();
            least.map_or(-1, |&least| i64::from(population.first(home) + u32::from(least)))
        };
        line(name, &mut everyone().map(first))?;
    }
    for which in 0..population.kinships() {
        let kin = |citizen| population.kin(Citizen(citizen), which).map_or(-1, |kin| kin.0.into());
        line(&format!("kin.{which}"), &mut (0..population.citizens()).map(kin))?;
    }
    Ok(())
}

/// What one twin was the day before.
#[derive(Clone, Default)]
struct Before {
    state: Vec<Vec<i64>>,
    counts: Vec<i64>,
}

impl Before {
    /// Writes what has changed about citizens.
    fn state(
        &mut self,
        file: &mut impl io::Write,
        twins: &Twins,
        twin: usize,
        day: u16,
    ) -> io::Result<()> {
        let (population, world) = (twins.population(), &twins.worlds()[twin]);
        self.state.resize(COLUMNS.len(), vec![0; population.citizens() as usize]);
        for ((name, of), before) in COLUMNS.iter().zip(&mut self.state) {
            let mut words = String::new();
            for (citizen, before) in (0..).zip(before) {
                let (home, who) = population.locate(Citizen(citizen));
                let now = of(world.state(home), who, day + 1);
                if now != *before {
                    words.push_str(&format!(" {citizen}={now}"));
                    *before = now;
                }
            }
            if !words.is_empty() {
                writeln!(file, "{day} {name}{words}")?;
            }
        }
        Ok(())
    }

    /// Writes what was counted, by cell.
    fn counts(
        &mut self,
        file: &mut impl io::Write,
        book: &Book,
        counts: &[(String, Tally)],
        day: u16,
    ) -> io::Result<()> {
        let cells = book.cells();
        self.counts.resize(counts.len() * cells, 0);
        let now = |cell: usize, tally| -> i64 {
            (0..book.places()).map(|place| book.count(place, Cell(cell as u16), tally)).sum()
        };
        for ((name, tally), before) in counts.iter().zip(self.counts.chunks_mut(cells)) {
            let mut words = String::new();
            for (cell, before) in before.iter_mut().enumerate() {
                let now = now(cell, *tally);
                if now != *before {
                    words.push_str(&format!(" {cell}={}", now - *before));
                    *before = now;
                }
            }
            if !words.is_empty() {
                writeln!(file, "{day} # {name}{words}")?;
            }
        }
        Ok(())
    }
}

/// Every count with its name, in the order of the handbook.
pub(super) fn counts() -> Vec<(String, Tally)> {
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
