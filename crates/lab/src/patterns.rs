//! Patterns: published figures beside the results of a scenario (pattern-oriented modeling, Grimm
//! et al. 2005).
//!
//! Agreement with a figure that a scenario was fitted to is no evidence of anything; agreement with
//! one that it was not fitted to is some. The two are never added up.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use reader::{Denominator, LoadedScenario, Pattern, Use};
use society::measures::{MeasureId, catalogue};
use society::scenario::Society;

use crate::estimate::{Estimate, LEAST_WORLDS, estimate};
use crate::layout::Layout;
use crate::numbers::with_half;
use crate::ratios::{of_means, relative};
use crate::study::{WorldOutcome, results};
use crate::words::wrapped;
use crate::world::{TwinResult, WorldResult};

/// A pattern beside its estimate.
#[derive(Clone, Debug)]
pub struct PatternResult<'a> {
    /// The pattern.
    pub pattern: &'a Pattern,
    /// Estimate over the worlds, of means over all of them where it is a ratio; `None` where the measure
    /// has no value in any of them.
    pub estimate: Option<Estimate>,
    /// Its 95 % interval, within the values that it can have.
    pub interval: Option<(f64, f64)>,
    /// Agreement of the estimate with the published figure.
    pub agreement: Agreement,
}

/// Agreement of an estimate with a published range, by a test of equivalence: more worlds can decide
/// what is undecided, and fewer never make anything agree.
///
/// ```
/// use lab::patterns::Agreement;
///
/// assert_eq!(Agreement::of((-0.14, -0.12), (-0.15, -0.11)), Agreement::Agrees);
/// assert_eq!(Agreement::of((-0.16, -0.12), (-0.15, -0.11)), Agreement::Undecided);
/// assert_eq!(Agreement::of((-0.24, -0.22), (-0.15, -0.11)), Agreement::Disagrees);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// The whole 95 % interval lies within the range.
    Agrees,
    /// No part of it does.
    Disagrees,
    /// It lies across an end of the range, or there are too few worlds: [`Agreement::LEAST_WORLDS`].
    Undecided,
}

impl Agreement {
    /// Worlds below which nothing is decided.
    pub const LEAST_WORLDS: usize = LEAST_WORLDS;

    /// The agreement of an estimate with a range; undecided without one.
    pub(crate) fn of_estimate(estimate: Option<&Estimate>, range: (f64, f64)) -> Agreement {
        let enough = estimate.filter(|it| it.worlds >= Agreement::LEAST_WORLDS);
        let interval = enough.and_then(|it| it.interval);
        interval.map_or(Agreement::Undecided, |it| Agreement::of(it, range))
    }

    /// The agreement of a 95 % interval with a range; the ends of both belong to them.
    #[must_use]
    pub fn of(interval: (f64, f64), range: (f64, f64)) -> Agreement {
        // Two one-sided tests at 2.5 % (Schuirmann 1987). An interval that merely meets the range would
        // agree the more easily, the fewer the worlds and the wider it is.
        if range.0 <= interval.0 && interval.1 <= range.1 {
            Agreement::Agrees
        } else if interval.1 < range.0 || range.1 < interval.0 {
            Agreement::Disagrees
        } else {
            Agreement::Undecided
        }
    }

    /// The words for it in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Agreement::Agrees => "agrees",
            Agreement::Disagrees => "disagrees",
            Agreement::Undecided => "undecided",
        }
    }
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
/// assert!(patterns::verdict(&found).contains("none used for fitting"));
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
    let formula = Formula::of(pattern, loaded.scenario.society());
    let estimate = formula.estimate(&results(worlds).collect::<Vec<_>>());
    let bounds = formula.values();
    // Of what is equal in all of many worlds, the verdict is on these worlds.
    let seen = estimate.map(|it| Estimate { interval: it.clipped(&bounds), ..it });
    let agreement = Agreement::of_estimate(seen.as_ref(), pattern.range());
    let interval = estimate.and_then(|it| it.interval_within(&bounds));
    PatternResult { pattern, estimate, interval, agreement }
}

/// A pattern as a formula of the results of a world.
struct Formula<'a> {
    pattern: &'a Pattern,
    measure: MeasureId,
    over: Option<MeasureId>,
    /// The people among whom it is counted; `None` for adults.
    people: Option<f64>,
}

impl Formula<'_> {
    /// The formula of a pattern in a society.
    fn of<'a>(pattern: &'a Pattern, society: &Society) -> Formula<'a> {
        // The reader refuses a name that is not in the catalogue.
        let id = |name: &String| {
            MeasureId::named(name).unwrap_or_else(|| panic!("the reader let `{name}` pass"))
        };
        let (measure, over) = (id(&pattern.measure), pattern.over.as_ref().map(id));
        let citizens = f64::from(society.citizens);
        let [_, working, _] = society.population.ages;
        let people = match pattern.of {
            Denominator::Adults => None,
            Denominator::Citizens => Some(citizens),
            Denominator::WorkingAge => Some(citizens * working.get()),
        };
        Formula { pattern, measure, over, people }
    }

    /// The values that it can have: a fall by more than the whole is none, and a ratio of counts is not
    /// below 0.
    fn values(&self) -> RangeInclusive<f64> {
        let of = |id: MeasureId| catalogue()[id.number()].range();
        let is_count = |id: MeasureId| *of(id).start() >= 0.0;
        let [low, high] = match (self.over, self.people) {
            (None, None) => [*of(self.measure).start(), *of(self.measure).end()],
            (over, _) if is_count(self.measure) && over.is_none_or(is_count) => {
                [0.0, f64::INFINITY]
            }
            _ => [f64::NEG_INFINITY, f64::INFINITY],
        };
        match self.pattern.less {
            None => low..=high,
            Some(_) if low >= 0.0 => -1.0..=f64::INFINITY,
            Some(_) => f64::NEG_INFINITY..=f64::INFINITY,
        }
    }

    /// Its estimate: relative to the other twin where the pattern compares two.
    fn estimate(&self, worlds: &[&WorldResult]) -> Option<Estimate> {
        let of = |twin: usize| {
            let parts = worlds.iter().map(|world| self.of_twin(&world.twins[twin]));
            parts.unzip::<f64, f64, Vec<f64>, Vec<f64>>()
        };
        let (here, over) = of(self.pattern.twin);
        match (self.pattern.less, self.over) {
            (None, None) => estimate(here),
            (None, Some(_)) => of_means([&here, &over], |[here, over]| here / over),
            (Some(other), None) => relative(&here, &of(other).0),
            (Some(other), Some(_)) => {
                let (there, over_there) = of(other);
                of_means([&here, &over, &there, &over_there], |[here, over, there, over_there]| {
                    here / over / (there / over_there) - 1.0
                })
            }
        }
    }

    /// The measure of one twin in a world, and that which it is divided by.
    fn of_twin(&self, twin: &TwinResult) -> (f64, f64) {
        let Pattern { months, over_months, .. } = *self.pattern;
        let over = self.over.map_or(1.0, |over| mean(twin, over, over_months.or(months)));
        // Published rates are often per citizen, and measures are per adult.
        let adults = twin.adults[Layout::EVERYONE] as f64;
        let share = self.people.map_or(1.0, |people| adults / people);
        (mean(twin, self.measure, months) * share, over)
    }
}

/// A measure of everyone at the end, or its mean over these months.
fn mean(twin: &TwinResult, measure: MeasureId, months: Option<(usize, usize)>) -> f64 {
    let Some((first, last)) = months else { return twin.value(measure) };
    let Some(months) = twin.series.get(first - 1..last) else { return f64::NAN };
    let values = months.iter().map(|month| month[Layout::EVERYONE][measure.number()]);
    values.sum::<f64>() / months.len() as f64
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
        "published figure", "range that agrees", "mean ±half 95 %"
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
    let agreement = if result.estimate.is_some() { result.agreement.name() } else { "-" };
    format!(
        "{:<5} {say:<44} {:>19} {:>22}  {agreement}\n",
        result.pattern.part.name(),
        format!("{} to {}", published(low), published(high)),
        with_half(result.estimate.as_ref(), result.interval),
    )
}

/// A sentence of at most 80 characters a line: how many patterns agree, disagree and are undecided,
/// those that were fitted apart from the others; and why any is undecided.
#[must_use]
pub fn verdict(found: &[PatternResult<'_>]) -> String {
    let ours = |part: Use| {
        let is_ours = |it: &&PatternResult<'_>| it.pattern.part == part;
        found.iter().filter(is_ours).map(|it| it.agreement).collect::<Vec<_>>()
    };
    let (fits, checks) = (ours(Use::Fit), ours(Use::Check));
    let mut text = match fits.len() {
        0 => format!(
            "Of {} published figures, none used for fitting, {}.",
            checks.len(),
            counted(&checks)
        ),
        number => format!(
            "Of {number} published figures used for fitting, {}, which is no evidence; of {} others, {}.",
            counted(&fits),
            checks.len(),
            counted(&checks)
        ),
    };
    if fits.iter().chain(&checks).any(|it| *it == Agreement::Undecided) {
        text.push_str(&format!(
            " Undecided: the 95 % interval crosses an end of the range, or fewer than {} worlds have a value.",
            Agreement::LEAST_WORLDS
        ));
    }
    wrapped(&text).trim_end().to_owned()
}

/// How many agree, disagree and are undecided: "4 agree, 1 disagrees and none are undecided".
fn counted(agreements: &[Agreement]) -> String {
    let count = |wanted: Agreement, one: &str, more: &str| match agreements
        .iter()
        .filter(|it| **it == wanted)
        .count()
    {
        0 => format!("none {more}"),
        1 => format!("1 {one}"),
        number => format!("{number} {more}"),
    };
    format!(
        "{}, {} and {}",
        count(Agreement::Agrees, "agrees", "agree"),
        count(Agreement::Disagrees, "disagrees", "disagree"),
        count(Agreement::Undecided, "is undecided", "are undecided"),
    )
}

/// A published figure, to four decimal places where that leaves anything of it.
fn published(value: f64) -> String {
    let rounded = libm::round(value * 1e4) / 1e4;
    if rounded == 0.0 { format!("{value}") } else { format!("{rounded}") }
}
