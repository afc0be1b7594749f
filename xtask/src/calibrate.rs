//! What is fitted to published figures, and what is predicted beside others:
//! `cargo xtask calibrate`.
//!
//! It prints and edits nothing: whoever accepts a found value writes it into its file.

mod courts;
mod facts;

use std::process::ExitCode;

use lab::estimate::{Estimate, estimate};
use lab::run::{World, first_worlds};
use lab::scenario::{Asked, Changes, parse, read};
use lab::summary::{Figures, digits};
use society::measures::By;

use facts::{Published, published};

const HEADER: &str = "\
This only prints; it edits no file. In brackets: 95 % intervals of the mean over worlds.
\"agrees\": the mean is the published figure, give or take a tenth of it.
The weight of certainty rests on speed-cameras-over-limit, for a sanction that is sure; how sure
it becomes, and so how much the breaches fall, is predicted.
";

/// The one parameter that is fitted to the press's figure. Nobody publishes it; a lower threshold
/// lists fewer; and it moves only those who are listed by their score. The rest are listed for
/// court debts, whose number rests on the courts' figures and is no longer free.
const FREE: &str = "list.untrustworthy.enters_below";

/// Barred from planes and from business class as the press had it (C17), and the people: the
/// figures count tickets, and the press read them as persons.
const PLANES: f64 = 9e6;
const BUSINESS: f64 = 3e6;
const PEOPLE: f64 = 1.4e9;

/// What the interval of citizens barred from planes must meet [of 1,000].
const GROUNDED: (f64, f64) = (6.0, 6.8);

const STEP: &str = r#"
schema = 1
society = "as-reported"
policy = "none"
baseline = "none"

[scenario]
id = "step"
title = "One step of the search"
question = "How many are barred from planes at this threshold?"
status = "for calibration"
licence = "CC0-1.0"
not_for = "scoring, tracking or describing real people; claims about any real country or group"

[run]
citizens = 50_000
days = 1_460
seed = 2031

[stop]
measure = "restricted.ever"
within = 0.05
worlds = 12

[twins.tried]
say = "the threshold that is tried"
policy = "as-reported"
set = { "FREE" = TRIED }
"#;

/// Prints the search, then the table.
pub(crate) fn calibrate() -> ExitCode {
    println!("{HEADER}");
    let found = search();
    println!("\nname | value | published | source | how");
    let mut table = Table { all_hold: true };
    as_reported(&mut table, found);
    courts::courts(&mut table);
    if table.all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How a line came about.
enum Kind {
    /// Set so as to meet the published figure, and whether it does.
    Fitted(bool),
    /// Not set to anything, with nothing published to hold it against.
    Predicted,
    /// Not set to anything, and whether it agrees with what is published.
    Against(bool),
}

impl Kind {
    fn against(found: Option<Estimate>, figure: Published) -> Kind {
        Kind::Against(found.is_some_and(|it| figure.is_met_by(it.mean)))
    }
}

/// The lines so far, and whether every fitted one holds.
struct Table {
    all_hold: bool,
}

impl Table {
    fn line(&mut self, name: &str, value: String, published: String, source: &str, kind: Kind) {
        let how = match kind {
            Kind::Fitted(true) => "fitted",
            Kind::Fitted(false) => "fitted, falls short",
            Kind::Predicted => "predicted",
            Kind::Against(true) => "predicted, agrees",
            Kind::Against(false) => "predicted, does not agree",
        };
        self.all_hold &= !matches!(kind, Kind::Fitted(false));
        println!("{name} | {value} | {published} | {source} | {how}");
    }

    fn predicted(
        &mut self,
        name: &str,
        found: Option<Estimate>,
        figure: Option<Published>,
        source: &str,
    ) {
        let (published, kind) = match figure {
            Some(figure) => (shown(figure), Kind::against(found, figure)),
            None => ("none".to_owned(), Kind::Predicted),
        };
        self.line(name, told(found), published, if source.is_empty() { "-" } else { source }, kind);
    }
}

/// Thresholds between which the one that is sought is taken to lie, and how near to each other
/// they must come before the rest is read off a straight line [points].
const BRACKET: (u32, u32) = (300, 400);
const NEAR: u32 = 25;

/// The threshold at which as many are barred from planes as the press says, by halving, on the
/// same seeds at each step [points].
fn search() -> f64 {
    let target = 1000.0 * PLANES / PEOPLE;
    println!("Search: {FREE} so that grounded.ever is {target:.2} of 1,000 citizens.");
    try_at(0, " (court debts alone)");
    let (mut low, mut high) = BRACKET;
    let (mut at_low, mut at_high) = (try_at(low, ""), try_at(high, ""));
    while high - low > NEAR {
        let middle = u32::midpoint(low, high);
        let found = try_at(middle, "");
        if found < target {
            (low, at_low) = (middle, found)
        } else {
            (high, at_high) = (middle, found)
        }
    }
    f64::from(low) + f64::from(high - low) * (target - at_low) / (at_high - at_low)
}

/// Citizens barred from planes at a threshold [of 1,000].
fn try_at(threshold: u32, remark: &str) -> f64 {
    let text = STEP.replace("FREE", FREE).replace("TRIED", &threshold.to_string());
    let asked = admitted("step", &text, &Changes::default());
    let lived = worlds(&asked);
    let found = Figures::new(&asked.scenario, &lived).of("grounded.ever", 1);
    println!("  {threshold} points{remark}: {}", told(found));
    found.map_or(f64::NAN, |it| it.mean)
}

/// The worlds of a scenario, as many as it asks for at least.
fn worlds(asked: &Asked) -> Vec<World> {
    let lived = first_worlds(&asked.scenario, asked.stop.least).into_iter();
    lived.map(|lived| World { number: lived.number, fate: Ok(lived) }).collect()
}

/// The default scenario as it ships.
fn as_reported(table: &mut Table, threshold: f64) {
    let asked = read("as-reported", &Changes::default())
        .unwrap_or_else(|mistakes| panic!("as-reported is valid: {mistakes:?}"));
    let number = asked.inventory.iter().find(|(key, _)| key == FREE);
    let shipped = number.map_or(f64::NAN, |(_, number)| number.value);
    let lived = worlds(&asked);
    let figures = Figures::new(&asked.scenario, &lived);
    let value = format!("{threshold:.0} found, {shipped} shipped");
    table.line(FREE, value, "none".to_owned(), "-", Kind::Fitted(true));

    let grounded = figures.of("grounded.ever", 0);
    let meets = |(low, high): (f64, f64)| low <= GROUNDED.1 && high >= GROUNDED.0;
    table.line(
        "grounded.ever: barred from planes, of 1,000 citizens",
        told(grounded),
        format!("{:.2} (9 million of 1.4 billion)", 1000.0 * PLANES / PEOPLE),
        "C17, read as persons",
        Kind::Fitted(grounded.and_then(|it| it.interval).is_some_and(meets)),
    );
    table.predicted(
        "off-rail.ever: barred from fast trains, of 1,000 citizens",
        figures.of("off-rail.ever", 0),
        Some(Published::one(1000.0 * BUSINESS / PEOPLE)),
        "C17, business class, read as persons",
    );
    for (conduct, source) in [
        ("driving", "speed-cameras-over-limit"),
        ("driving", "speed-cochrane"),
        ("driving", "speed-cochrane-most"),
        ("driving", "red-light-violations"),
        ("crossing", "speed-cameras-over-limit"),
        ("crossing", "red-light-violations"),
        ("crossing", "red-light-later"),
    ] {
        let name = format!("change of breaches of the duty {conduct} [%]");
        let found = percent(&figures, &format!("transgressions.{conduct}"));
        table.predicted(&name, found, Some(published(source).times(100.0)), source);
    }
    let all = percent(&figures, "transgressions");
    table.predicted("change of all true transgressions [%]", all, None, "");
}

/// The change of a measure against the baseline [%].
fn percent(figures: &Figures<'_>, measure: &str) -> Option<Estimate> {
    let (with, without) =
        (figures.values(measure, 0, By::All), figures.values(measure, 1, By::All));
    estimate(with.into_iter().zip(without).map(|(with, without)| 100.0 * (with / without - 1.0)))
}

fn admitted(name: &str, text: &str, changes: &Changes) -> Asked {
    parse(name, text, changes).unwrap_or_else(|mistakes| panic!("{name} is valid: {mistakes:?}"))
}

/// An estimate with the interval of its mean.
fn told(of: Option<Estimate>) -> String {
    let Some(of) = of else { return "nothing to tell".to_owned() };
    let show = |value| digits(value, of.error);
    match of.interval {
        Some((low, high)) => format!("{} ({} to {})", show(of.mean), show(low), show(high)),
        None => show(of.mean),
    }
}

fn shown(Published { low, high }: Published) -> String {
    let show = |value: f64| format!("{}", (1000.0 * value).round() / 1000.0);
    if low == high { show(low) } else { format!("{} to {}", show(low), show(high)) }
}
