//! Chief figures year by year: a sentence about whether they have come to rest, and a table.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use serde_json::{Value, json};
use society::measures::MeasureId;
use society::scenario::{Scenario, TwinId};

use crate::estimate::Estimate;
use crate::figures::{Figures, studied};
use crate::numbers::{digits, roughly, spread};
use crate::study::WorldOutcome;
use crate::words::wrapped;
use crate::years::{Change, Followed, Rest, WITHIN, YearFigure, Years};

/// A chief figure: what it is, its label, and the unit that a sentence adds.
struct Chief {
    what: Followed,
    label: &'static str,
    unit: &'static str,
    /// Factor from the unit of the measure.
    times: f64,
}

/// A chief figure of the catalogue.
const fn chief(id: MeasureId, label: &'static str, unit: &'static str) -> Chief {
    as_it_is(Followed::Measure(id), label, unit)
}

/// A chief figure in the unit of its measure.
const fn as_it_is(what: Followed, label: &'static str, unit: &'static str) -> Chief {
    Chief { what, label, unit, times: 1.0 }
}

/// Chief figures, the first to be told first.
const CHIEF: [Chief; 14] = [
    chief(MeasureId::RESTRICTED, "restricted at year's end", "of 1,000"),
    chief(MeasureId::RESTRICTIONS, "restrictions begun", "for 1,000"),
    chief(MeasureId::WRONGFUL_DAYS, "days of it wrongful", "for 1,000"),
    chief(MeasureId::TRANSGRESSIONS, "duties broken", "a day of 1,000"),
    Chief {
        times: 100.0,
        ..as_it_is(Followed::DutiesAgainstBaseline, "duties against baseline, %", "")
    },
    chief(MeasureId::LAWFUL_SPEAKING, "lawful critical speech", "a year"),
    chief(MeasureId::IN_WORK, "in work, share under 60", ""),
    chief(MeasureId::HARDSHIP, "hardship, 0 to 1", ""),
    chief(MeasureId::HEALTH, "health, 0 to 1", ""),
    chief(MeasureId::CERTAINTY_CAMERAS, "certainty of cameras", ""),
    chief(MeasureId::CERTAINTY_REGISTERS, "certainty of registers", ""),
    chief(MeasureId::CERTAINTY_INFORMANTS, "certainty of informants", ""),
    chief(MeasureId::SCORE, "mean score", "points"),
    as_it_is(Followed::RankStability, "stability of ranks, tau-b", ""),
];

/// Years side by side in the table.
const ABREAST: usize = 4;

/// Years of a chief figure; `None` where it is nothing in every year, and for the baseline beside itself.
fn followed(years: &Years<'_>, chief: &Chief, twin: TwinId) -> Option<Vec<Option<YearFigure>>> {
    let found = years.of(chief.what, twin);
    let is_something = |year: &Option<YearFigure>| {
        year.is_some_and(|year| year.estimate.mean != 0.0 || year.estimate.error != Some(0.0))
    };
    found.iter().any(is_something).then_some(found)
}

/// The sentence on whether the policy under study has come to rest; empty below two whole years.
pub(super) fn describe(figures: &Figures<'_>) -> String {
    let (years, twin) = (&Years(figures), studied(figures.scenario));
    let Some(before) = years.count().checked_sub(2) else { return String::new() };
    let last = |chief: &'static Chief| {
        let found = followed(years, chief, twin)?;
        Some((chief, found[before]?.estimate, found[before + 1]?))
    };
    let last: Vec<_> = CHIEF.iter().filter_map(last).collect();
    let rests = |rest: Rest| {
        let is_so = move |it: &&(_, _, YearFigure)| it.2.change.is_some_and(|it| it.rest == rest);
        last.iter().filter(is_so)
    };
    let all = last.len();
    let (year, percent) = (before + 2, 100.0 * WITHIN);
    if let Some((chief, then, now)) = rests(Rest::Moving).next() {
        return format!("It is not at rest: {} in year {year}. ", moved(chief, then, now));
    }
    match all - rests(Rest::AtRest).count() {
        0 if all == 0 => String::new(),
        0 => format!("It is at rest: no chief figure changed by {percent} % in year {year}. "),
        open => format!("Whether it is at rest is open for {open} of {all} chief figures. "),
    }
}

/// A chief figure that moves, in words: "restricted at year's end grew from 12 to 19 of 1,000".
fn moved(chief: &Chief, then: &Estimate, now: &YearFigure) -> String {
    let show = |of: &Estimate| roughly(of.mean * chief.times, spread(of) * chief.times.abs());
    let verb = if now.estimate.mean > then.mean { "grew" } else { "fell" };
    let (from, to) = (show(then), show(&now.estimate));
    format!("{} {verb} from {from} to {to} {}", chief.label.trim(), chief.unit)
        .trim_end()
        .to_owned()
}

/// The tables of all twins, each 80 columns wide; empty below one whole year.
pub(super) fn tables(figures: &Figures<'_>) -> String {
    if Years(figures).count() == 0 {
        return String::new();
    }
    let tables = figures.scenario.twin_ids().map(|twin| table(figures, twin) + "\n");
    format!("\n{}{}", tables.collect::<String>(), legend())
}

/// The table of a twin, 80 columns wide: chief figures, their intervals, and the change in the last year.
fn table(figures: &Figures<'_>, twin: TwinId) -> String {
    let years = &Years(figures);
    let rows: Vec<(&Chief, Vec<Option<YearFigure>>)> =
        CHIEF.iter().filter_map(|chief| Some((chief, followed(years, chief, twin)?))).collect();
    let numbers: Vec<usize> = (0..years.count()).collect();
    let name = figures.name(twin);
    let mut text =
        wrapped(&format!("{name}, year by year: the mean, and below it ±half a 95 % interval"));
    for block in numbers.chunks(ABREAST) {
        let is_last = block.last() == numbers.last() && numbers.len() > 1;
        let heads = block.iter().map(|year| format!("{:>10}", format!("year {}", year + 1)));
        let change = if is_last { "last change" } else { "" };
        push(&mut text, "", &heads.collect::<String>(), change);
        for (chief, found) in &rows {
            let of = |year: &usize| found[*year].map(|it| it.estimate);
            let mean = block.iter().map(|year| cell(of(year), |it| mean(it, chief.times)));
            let bounds = chief.what.range(&figures.layout.measures);
            let half = block.iter().map(|year| cell(of(year), |it| half(it, chief.times, &bounds)));
            let last = found.last().copied().flatten().and_then(|it| it.change).filter(|_| is_last);
            push(&mut text, chief.label, &mean.collect::<String>(), &relative(last));
            push(&mut text, "", &half.collect::<String>(), last.map_or("", |it| it.rest.name()));
        }
    }
    text
}

/// Adds a line of the table.
fn push(text: &mut String, label: &str, cells: &str, change: &str) {
    let line = format!("{label:<26}{cells:<40}{change:>14}");
    let _ = writeln!(text, "{}", line.trim_end());
}

/// A cell of the table; empty without an estimate.
fn cell(of: Option<Estimate>, show: impl Fn(&Estimate) -> String) -> String {
    format!("{:>10}", of.as_ref().map_or_else(String::new, show))
}

/// The mean, to one digit of its interval.
fn mean(of: &Estimate, times: f64) -> String {
    let half = of.half().map(|half| 10.0 * half * times);
    digits(of.mean * times, half)
}

/// Half the 95 % interval of the mean, to one digit; its ends where it reaches a bound of the measure.
fn half(of: &Estimate, times: f64, bounds: &RangeInclusive<f64>) -> String {
    let Some(half) = of.half().map(|half| half * times) else { return String::new() };
    if of.is_equal_in_all_worlds() {
        return "all equal".to_owned();
    }
    let show = |value: f64| digits(value, Some(10.0 * half));
    match of.clipped(bounds).filter(|ends| Some(*ends) != of.interval) {
        Some((low, high)) => format!("{} to {}", show(low * times), show(high * times)),
        None => format!("±{}", show(half)),
    }
}

/// A change relative to the year before.
fn relative(change: Option<Change>) -> String {
    let found = change.and_then(|change| change.relative);
    found.map_or_else(String::new, |found| {
        let (mean, half) = (100.0 * found.mean, found.half().map(|half| 100.0 * half));
        // Whole numbers from a hundred on, or there is no room for them.
        let places = usize::from(mean.abs() < 100.0 && half.is_none_or(|half| half < 100.0));
        let half = half.map_or_else(String::new, |half| format!(" ±{half:.places$}"));
        format!("{}{half} %", with_sign(mean, places))
    })
}

/// A value with its sign, to so many decimal places; none where it rounds to nothing.
fn with_sign(value: f64, places: usize) -> String {
    let text = format!("{value:+.places$}");
    let is_nothing = text.chars().skip(1).all(|c| c == '0' || c == '.');
    if is_nothing { text.chars().skip(1).collect() } else { text }
}

/// The legend under the tables.
fn legend() -> String {
    wrapped(&format!(
        "The intervals are of means over worlds, cut at bounds of a measure; all equal: in all worlds. Restrictions begun, days, \
         duties and speech are of the year; the rest is of its last day; stability compares the order of \
         scores with that of a year before. At rest: the 95 % interval of the last change lies within \
         {0} % of the year before; moving: beyond. Either errs in at most one run of 40, for each figure.",
        100.0 * WITHIN
    ))
}

/// Chief figures by year as JSON: an object for each twin, figure and year.
#[must_use]
pub fn years_json(scenario: &Scenario, worlds: &[WorldOutcome]) -> Value {
    let figures = Figures::new(scenario, worlds);
    let years = Years(&figures);
    let mut rows = Vec::new();
    for twin in scenario.twin_ids() {
        for chief in &CHIEF {
            let found = followed(&years, chief, twin).unwrap_or_default();
            for (year, figure) in (1..).zip(found) {
                let Some(figure) = figure else { continue };
                let range = chief.what.range(&figures.layout.measures);
                rows.push(json!({
                    "twin": figures.name(twin), "measure": chief.what.name(&figures.layout.measures),
                    "year": year, "mean": figure.estimate.mean, "standard_error": figure.estimate.error,
                    "interval95": figure.estimate.interval_within(&range),
                    "change": figure.change.map(|it| it.difference.mean),
                    "rest": figure.change.map(|it| it.rest.name()),
                }));
            }
        }
    }
    rows.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{TwinResult, WorldResult};
    use society::measures::catalogue;
    use society::units::WorldId;

    /// The sentence about worlds with these restricted adults and duties broken by year; duties of the
    /// baseline are 20 in each year.
    fn sentence(worlds: &[Vec<[f64; 2]>]) -> String {
        let scenario = Scenario::example();
        let year = |&[restricted, duties]: &[f64; 2]| {
            let mut values = vec![f64::NAN; catalogue().len()];
            values[MeasureId::RESTRICTED.number()] = restricted;
            values[MeasureId::TRANSGRESSIONS.number()] = duties;
            values
        };
        let twin = |years: Vec<Vec<f64>>| {
            let rank_stability = vec![f64::NAN; years.len()];
            TwinResult { years, rank_stability, ..TwinResult::default() }
        };
        let world = |(number, years): (u32, &Vec<[f64; 2]>)| {
            let baseline = years.iter().map(|_| year(&[0.0, 20.0])).collect();
            let twins = vec![twin(years.iter().map(year).collect()), twin(baseline)];
            let number = WorldId(number);
            WorldOutcome::of(WorldResult { number, seed: 0, twins, digests: Vec::new() })
        };
        let worlds: Vec<WorldOutcome> = (0..).zip(worlds).map(world).collect();
        describe(&Figures::new(&scenario, &worlds))
    }

    #[test]
    fn the_first_chief_figure_that_moves_is_told_with_both_years() {
        let restricted = vec![[5.0, 18.0], [10.0, 18.0], [20.0, 18.0]];
        let found = sentence(&vec![restricted; 8]);
        let expected = "restricted at year's end grew from 10.00 to 20.00 of 1,000 in year 3";
        assert_eq!(found, format!("It is not at rest: {expected}. "));
        // Between the last two years alone; and duties come after the restricted.
        let duties = vec![[5.0, 18.0], [20.0, 18.0], [20.0, 16.0]];
        let found = sentence(&vec![duties; 8]);
        let expected = "duties broken fell from 18.00 to 16.00 a day of 1,000 in year 3";
        assert_eq!(found, format!("It is not at rest: {expected}. "));
    }

    #[test]
    fn a_policy_is_at_rest_where_every_chief_figure_is() {
        // By a twentieth at most: duties relative to the baseline go from -20 % to -20.5 %.
        let found = sentence(&vec![vec![[20.0, 16.0], [21.0, 15.9]]; 8]);
        assert_eq!(found, "It is at rest: no chief figure changed by 5 % in year 2. ");
    }

    #[test]
    fn figures_that_are_undecided_are_counted_and_one_year_says_nothing() {
        // Restriction grows in one world and falls in another; both figures of duties stay.
        let apart = [30.0, 10.0].map(|last| vec![[20.0, 16.0], [last, 16.0]]);
        let found = sentence(&[&apart[..]; 4].concat());
        assert_eq!(found, "Whether it is at rest is open for 1 of 3 chief figures. ");
        // Few worlds can be equal by chance, and decide nothing.
        let found = sentence(&vec![vec![[20.0, 16.0]; 2]; 7]);
        assert_eq!(found, "Whether it is at rest is open for 3 of 3 chief figures. ");
        assert_eq!(sentence(&vec![vec![[20.0, 16.0]]; 3]), "");
    }
}
