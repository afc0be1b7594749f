//! `court-list` beside the courts' figures: who is on the list, who enters, who leaves, and what
//! they are refused.
//!
//! The list opened late in 2013. From an empty list, twelve years are lived and read where the
//! published figures stand: the tickets blocked after five years, the stock after ten, entries and
//! exits in the twelfth. All of these were counted under the rules of 2017: two years, and one to
//! three more. `court-list` takes the longest of these terms, which is fitted to the stock within
//! what the rules allow; beside it stands the longest term of the order of 2026.

use lab::estimate::{Estimate, estimate};
use lab::scenario::Changes;
use rayon::prelude::*;
use society::chance::Chance;
use society::measures::{By, Slice, Stock, Tally, slices};
use society::recorder::{Recorder, Report};
use society::scenario::{Gate, Scenario};
use society::twins::Twins;

use super::facts::{Published, published};
use super::{Kind, Table, admitted, told};

const COURTS: &str = r#"
schema = 1
society = "as-reported"
policy = "court-list"
baseline = "court-list"

[scenario]
id = "courts"
title = "The courts' list, for as long as there has been one"
question = "Does the list come to be as long as the courts say?"
status = "for calibration"
licence = "CC0-1.0"
not_for = "scoring, tracking or describing real people; claims about any real country or group"

[run]
citizens = 20_000
days = 4_380
seed = 2031

[stop]
measure = "restricted.ever"
within = 0.05
worlds = 24

[twins.order_of_2026]
say = "the longest term of the order of 2026"
set = { "list.debtors.exit_after" = 1095 }
"#;

/// The twins of the scenario.
const TERMS: [(usize, &str); 2] = [(0, "as shipped"), (1, "term of 2026")];

/// Within what the stock of those aged 15 to 59 must lie [%].
const STOCK: (f64, f64) = (0.8, 1.2);

/// Adds the lines of the courts' list to the table.
pub(super) fn courts(table: &mut Table) {
    let asked = admitted("courts", COURTS, &Changes::default());
    let lived = live(&asked.scenario, asked.stop.least);
    let longest = published("list-term").high + published("list-term-added").high;
    let shipped = asked.scenario.twins()[0].policy.lists[0].exit.after.unwrap_or(0);
    let years = f64::from(shipped) / 365.0;
    let shortest = published("list-term").low;
    table.line(
        "court-list: term, fitted within the rules of 2017 [years]",
        format!("{years:.0}"),
        "2, and 1 to 3 more".to_owned(),
        "list-term, list-term-added",
        Kind::Fitted((shortest..=longest).contains(&years)),
    );
    let census = Census::new();
    for (twin, term) in TERMS {
        let figures = Courts { lived: &lived, twin, working: census.share };
        stock(table, &figures, &census, term);
        flows(table, &figures, &census, term);
    }
    let figures = Courts { lived: &lived, twin: TERMS[0].0, working: census.share };
    payments(table, &figures);
    tickets(table, &figures);
}

/// The people whom the published figures are held against.
struct Census {
    /// People aged 15 to 59.
    people: f64,
    /// Share of all people.
    share: f64,
}

impl Census {
    fn new() -> Census {
        let share = published("ages-15-59").low;
        Census { people: share * published("population").low, share }
    }

    /// A number of people or entries, of 1,000 aged 15 to 59.
    fn of_thousand(&self, id: &str) -> Published {
        published(id).times(1000.0 / self.people)
    }
}

/// A figure by its name, how it follows from the counts, and the published one beside it.
type Row = (&'static str, fn(&Counts) -> f64, &'static str);

fn stock(table: &mut Table, figures: &Courts<'_>, census: &Census, term: &str) {
    let found = figures.share(|year| 0.1 * year[10].on);
    let fitted = figures.twin == TERMS[0].0;
    let holds = found.is_some_and(|it| (STOCK.0..=STOCK.1).contains(&it.mean));
    let figure = census.of_thousand("list-2023-stock").times(0.1);
    let kind = if fitted { Kind::Fitted(holds) } else { Kind::against(found, figure) };
    let name = format!("court-list: on the list after 10 years, of those of 15 to 59 [%], {term}");
    table.line(&name, told(found), format!("{:.3}", figure.low), "list-2023-stock", kind);
}

fn flows(table: &mut Table, figures: &Courts<'_>, census: &Census, term: &str) {
    let rows: [Row; 3] = [
        ("entries", |counts| counts.entries, "list-2025-new"),
        ("exits by payment", |counts| counts.paid, "list-2025-repaired"),
        ("exits of every kind", |counts| counts.exits, ""),
    ];
    for (name, count, source) in rows {
        let found = figures.share(|year| count(&year[12]) - count(&year[11]));
        let name = format!("court-list: {name} in year 12, of 1,000 of 15 to 59, {term}");
        let figure = (!source.is_empty()).then(|| census.of_thousand(source));
        table.predicted(&name, found, figure, source);
    }
}

fn payments(table: &mut Table, figures: &Courts<'_>) {
    let hazard = figures.each(|year| (year[12].paid - year[11].paid) / year[11].on);
    let source = "list-exit-hazard";
    let name = "court-list: rate of leaving by payment, of those listed [1/year]";
    table.predicted(name, hazard, Some(published(source)), source);
    let complied = figures.each(|year| year[5].paid / year[5].entries);
    let source = "list-2018-complied-share";
    let name = "court-list: share of entries of 5 years that have paid";
    table.predicted(name, complied, Some(published(source)), source);
}

fn tickets(table: &mut Table, figures: &Courts<'_>) {
    let rows: [Row; 3] = [
        (
            "plane tickets refused for each entry",
            |at| at.planes / at.entries,
            "plane-blocks-per-entry",
        ),
        (
            "rail tickets refused for each entry",
            |at| at.trains / at.entries,
            "rail-blocks-per-entry",
        ),
        ("plane tickets refused for each rail ticket", |at| at.planes / at.trains, "plane-to-rail"),
    ];
    for (name, ratio, source) in rows {
        let found = figures.each(|year| ratio(&year[5]));
        let name = format!("court-list: {name}, in 5 years");
        table.predicted(&name, found, Some(published(source)), source);
    }
}

/// What has been counted of the list since it opened.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    /// Citizens, listed or not.
    citizens: f64,
    /// On the list now.
    on: f64,
    entries: f64,
    exits: f64,
    /// Debts paid by someone on the list.
    paid: f64,
    /// Refusals at the gates of flights and of fast trains.
    planes: f64,
    trains: f64,
}

impl Counts {
    fn new(slice: &Slice) -> Counts {
        Counts {
            citizens: slice.gauge.citizens as f64,
            on: slice.level(Stock::list(0)),
            entries: slice.flow(Tally::LISTED.number(0)),
            exits: slice.flow(Tally::DELISTED.number(0)),
            paid: slice.flow(Tally::REPAID_LISTED),
            planes: slice.flow(Tally::REFUSED.at(Gate::Flight)),
            trains: slice.flow(Tally::REFUSED.at(Gate::Rail)),
        }
    }
}

/// The counts of each twin at the end of each year, from the empty list of year 0.
struct Years(Vec<Vec<Counts>>);

impl Recorder for Years {
    fn month(&mut self, report: Report<'_>) {
        if report.days.is_multiple_of(365) {
            let now = (report.book, report.gauges, report.days);
            self.0[report.twin].extend(slices(&[By::All], now, None).iter().map(Counts::new));
        }
    }
}

/// Lives the worlds of `scenario`, in their order.
fn live(scenario: &Scenario, worlds: u32) -> Vec<Years> {
    let chance = Chance::new(scenario.seed());
    let live = |number| {
        let mut years = Years(vec![vec![Counts::default()]; scenario.twins().len()]);
        Twins::new(scenario, chance.world(number)).live(&mut years);
        years
    };
    (0..worlds).into_par_iter().with_max_len(1).map(live).collect()
}

/// One twin in every world.
struct Courts<'a> {
    lived: &'a [Years],
    twin: usize,
    /// Share of citizens aged 15 to 59.
    working: f64,
}

impl Courts<'_> {
    /// A figure of each world.
    fn each(&self, of: impl Fn(&[Counts]) -> f64) -> Option<Estimate> {
        estimate(self.lived.iter().map(|years| of(&years.0[self.twin])))
    }

    /// A number of citizens, of 1,000 aged 15 to 59.
    fn share(&self, count: impl Fn(&[Counts]) -> f64) -> Option<Estimate> {
        self.each(|year| 1000.0 * count(year) / (self.working * year[10].citizens))
    }
}
