//! Patterns: published figures beside the results of a scenario (pattern-oriented modeling, Grimm
//! et al. 2005).
//!
//! Agreement with a figure that a scenario was fitted to is no evidence of anything; agreement with
//! one that it was not fitted to is some. The two are never added up.

use std::fmt::Write as _;

use reader::{LoadedScenario, Pattern, Use};
use society::measures::MeasureId;

use crate::estimate::{Estimate, estimate};
use crate::layout::Layout;
use crate::numbers::with_error;
use crate::study::{WorldOutcome, results};
use crate::world::{TwinResult, WorldResult};

/// A pattern beside its estimate.
#[derive(Clone, Debug)]
pub struct PatternResult<'a> {
    /// The pattern.
    pub pattern: &'a Pattern,
    /// Estimate over the worlds; `None` where the measure has no value in any of them.
    pub estimate: Option<Estimate>,
    /// Whether the 95 % interval meets the range that agrees with the published figure.
    pub agrees: bool,
}

/// Every pattern of a scenario beside its estimate; one about a month after the horizon has none.
///
/// ```
/// use lab::{patterns, study::worlds};
///
/// let small = reader::Overrides { citizens: Some(300), days: Some(90), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let found = patterns::found(&loaded, &worlds(&loaded.scenario, 2));
/// assert_eq!(found.len(), loaded.patterns.len());
/// assert!(patterns::verdict(&found).contains("which is no evidence"));
/// ```
#[must_use]
pub fn found<'a>(loaded: &'a LoadedScenario, worlds: &[WorldOutcome]) -> Vec<PatternResult<'a>> {
    loaded.patterns.iter().map(|pattern| result(pattern, loaded, worlds)).collect()
}

/// The estimate of one pattern.
fn result<'a>(
    pattern: &'a Pattern,
    loaded: &LoadedScenario,
    worlds: &[WorldOutcome],
) -> PatternResult<'a> {
    let citizens = f64::from(loaded.scenario.society().citizens);
    let formula = Formula::of(pattern, citizens);
    let estimate = estimate(results(worlds).map(|world| formula.value(world)));
    let (low, high) = pattern.range();
    // The interval meets the range or it does not. A mean inside the range is too much to ask of few
    // worlds, and from one world there is only the mean.
    let meets = |it: &Estimate| {
        let (from, upto) = it.interval.unwrap_or((it.mean, it.mean));
        from <= high && upto >= low
    };
    PatternResult { pattern, agrees: estimate.as_ref().is_some_and(meets), estimate }
}

/// A pattern as a formula of the results of a world.
struct Formula<'a> {
    pattern: &'a Pattern,
    measure: MeasureId,
    over: Option<MeasureId>,
    citizens: f64,
}

impl Formula<'_> {
    /// The formula of a pattern in a society of this many citizens.
    fn of(pattern: &Pattern, citizens: f64) -> Formula<'_> {
        // The reader refuses a name that is not in the catalogue.
        let id = |name: &String| {
            MeasureId::named(name).unwrap_or_else(|| panic!("the reader let `{name}` pass"))
        };
        let (measure, over) = (id(&pattern.measure), pattern.over.as_ref().map(id));
        Formula { pattern, measure, over, citizens }
    }

    /// Value in one world; relative to the other twin where the pattern compares two.
    fn value(&self, world: &WorldResult) -> f64 {
        let here = self.of_twin(&world.twins[self.pattern.twin]);
        self.pattern.less.map_or(here, |other| here / self.of_twin(&world.twins[other]) - 1.0)
    }

    /// Value for one twin, before any comparison.
    fn of_twin(&self, twin: &TwinResult) -> f64 {
        // Published rates are often per citizen, and measures are per adult.
        let over = self.over.map_or(1.0, |over| self.over_months(twin, over));
        let adults = twin.adults[Layout::EVERYONE] as f64 / self.citizens;
        let share = if self.pattern.of_citizens { adults } else { 1.0 };
        self.over_months(twin, self.measure) / over * share
    }

    /// A measure of everyone at the end, or its mean over the months of the pattern.
    fn over_months(&self, twin: &TwinResult, measure: MeasureId) -> f64 {
        let Some((first, last)) = self.pattern.months else { return twin.value(measure) };
        let Some(months) = twin.series.get(first - 1..last) else { return f64::NAN };
        let values = months.iter().map(|month| month[Layout::EVERYONE][measure.number()]);
        values.sum::<f64>() / months.len() as f64
    }
}

/// The patterns as a text table, fitted ones first; empty without patterns.
#[must_use]
pub fn table(found: &[PatternResult<'_>]) -> String {
    let mut text = String::new();
    if found.is_empty() {
        return text;
    }
    let _ = writeln!(
        text,
        "{:<50} {:>19} {:>22}  ",
        "published figure", "range that agrees", "estimate ±error"
    );
    for part in [Use::Fit, Use::Check] {
        for result in found.iter().filter(|result| result.pattern.part == part) {
            text.push_str(&row(result));
        }
    }
    text
}

/// A row of the table; the description is cut to 44 characters, so that rows stay in line.
fn row(result: &PatternResult<'_>) -> String {
    let (low, high) = result.pattern.range();
    let say: String = result.pattern.say.chars().take(44).collect();
    let agrees = match (result.agrees, &result.estimate) {
        (true, _) => "agrees",
        (false, Some(_)) => "does not agree",
        (false, None) => "-",
    };
    format!(
        "{:<5} {say:<44} {:>19} {:>22}  {agrees}\n",
        result.pattern.part.name(),
        format!("{} to {}", published(low), published(high)),
        with_error(result.estimate.as_ref()),
    )
}

/// One sentence: how many patterns agree, of those that were fitted and of the others.
#[must_use]
pub fn verdict(found: &[PatternResult<'_>]) -> String {
    let count = |part: Use| {
        let ours = || found.iter().filter(|result| result.pattern.part == part);
        (ours().filter(|result| result.agrees).count(), ours().count())
    };
    let ((fitted, fits), (agree, checks)) = (count(Use::Fit), count(Use::Check));
    format!(
        "Of {fits} published figures used for fitting, {fitted} agree, which is no evidence; of {checks} others, {agree}."
    )
}

/// A published figure, to four decimal places where that leaves anything of it.
fn published(value: f64) -> String {
    let rounded = libm::round(value * 1e4) / 1e4;
    if rounded == 0.0 { format!("{value}") } else { format!("{rounded}") }
}
