//! Published figures beside what the worlds of a scenario came to: what it was fitted to, and what
//! it was not.
//!
//! Agreement with a figure that a scenario was fitted to is no evidence of anything; agreement with
//! one that it was not fitted to is some. The two are never added up.

use std::fmt::Write as _;

use crate::estimate::{Estimate, digits, estimate};
use crate::run::{Layout, WorldOutcome, WorldResult};
use reader::{LoadedScenario, Pattern, Use};

/// What the worlds say of a pattern.
#[derive(Clone, Debug)]
pub struct PatternResult {
    /// The estimate; nothing where the measure has no meaning in any world.
    pub estimate: Option<Estimate>,
    /// Whether its 95 % interval meets what agrees with the published figure.
    pub agrees: bool,
}

/// The result of one pattern over the finished worlds; none for a month after the horizon.
#[must_use]
pub fn result(pattern: &Pattern, asked: &LoadedScenario, worlds: &[WorldOutcome]) -> PatternResult {
    let frame = Layout::new(&asked.scenario);
    let citizens = f64::from(asked.scenario.society().citizens);
    let lived = worlds.iter().filter_map(|world| world.fate.as_ref().ok());
    let estimate = estimate(lived.map(|lived| value(pattern, &frame, lived, citizens)));
    let (low, high) = pattern.range();
    let meets = |it: &Estimate| {
        let (from, upto) = it.interval.unwrap_or((it.mean, it.mean));
        from <= high && upto >= low
    };
    PatternResult { agrees: estimate.as_ref().is_some_and(meets), estimate }
}

fn value(pattern: &Pattern, frame: &Layout, lived: &WorldResult, citizens: f64) -> f64 {
    let one = |twin: usize| {
        let value = |measure: &str| over_months(pattern, frame, lived, twin, measure);
        let over = pattern.over.as_ref().map_or(1.0, |over| value(over));
        let adults = lived.twins[twin].adults[0] as f64 / citizens;
        value(&pattern.measure) / over * if pattern.of_citizens { adults } else { 1.0 }
    };
    match pattern.less {
        Some(other) => one(pattern.twin) / one(other) - 1.0,
        None => one(pattern.twin),
    }
}

/// A measure of everyone at the end, or its mean over the months.
fn over_months(
    pattern: &Pattern,
    frame: &Layout,
    lived: &WorldResult,
    twin: usize,
    measure: &str,
) -> f64 {
    let record = &lived.twins[twin];
    let number = frame.measures.iter().position(|one| one.name == measure);
    let Some(number) = number else { return f64::NAN };
    let Some((first, last)) = pattern.months else { return record.outcomes[0][number] };
    let Some(months) = record.series.get(first - 1..last) else { return f64::NAN };
    months.iter().map(|month| month[0][number]).sum::<f64>() / months.len() as f64
}

/// Every pattern of a scenario with what the worlds say of it.
#[must_use]
pub fn found<'a>(
    asked: &'a LoadedScenario,
    worlds: &[WorldOutcome],
) -> Vec<(&'a Pattern, PatternResult)> {
    asked.patterns.iter().map(|pattern| (pattern, result(pattern, asked, worlds))).collect()
}

/// The patterns as a table, those that were fitted apart from those that were not.
#[must_use]
pub fn table(found: &[(&Pattern, PatternResult)]) -> String {
    let mut text = String::new();
    if found.is_empty() {
        return text;
    }
    let _ =
        writeln!(text, "{:<50} {:>19} {:>22}  ", "published figure", "what agrees", "found ±error");
    for part in [Use::Fit, Use::Check] {
        for (pattern, found) in found.iter().filter(|(pattern, _)| pattern.part == part) {
            let (low, high) = pattern.range();
            let say: String = pattern.say.chars().take(44).collect();
            let _ = writeln!(
                text,
                "{:<5} {say:<44} {:>19} {:>22}  {}",
                part.name(),
                format!("{} to {}", plain(low), plain(high)),
                told(found.estimate.as_ref()),
                match (found.agrees, &found.estimate) {
                    (true, _) => "agrees",
                    (false, Some(_)) => "does not agree",
                    (false, None) => "-",
                },
            );
        }
    }
    text
}

/// How many agree, of those that were fitted and of those that were not.
#[must_use]
pub fn verdict(found: &[(&Pattern, PatternResult)]) -> String {
    let count = |part: Use| {
        let ours = || found.iter().filter(|(pattern, _)| pattern.part == part);
        (ours().filter(|(_, found)| found.agrees).count(), ours().count())
    };
    let ((fitted, fits), (agree, checks)) = (count(Use::Fit), count(Use::Check));
    format!(
        "Of {fits} published figures that it was fitted to, {fitted} agree, which is no evidence; of {checks} others, {agree}."
    )
}

/// A published figure as it would be printed.
fn plain(value: f64) -> String {
    let rounded = libm::round(value * 1e4) / 1e4;
    if rounded == 0.0 { format!("{value}") } else { format!("{rounded}") }
}

/// An estimate with its error.
#[must_use]
pub fn told(of: Option<&Estimate>) -> String {
    let Some(of) = of else { return "nothing to tell".to_owned() };
    match of.error {
        Some(error) => format!("{} ±{}", digits(of.mean, of.error), digits(error, Some(error))),
        None => format!("{} (one world)", digits(of.mean, None)),
    }
}
