//! The headline as a sum: for what adults were restricted, and for whom errors and ties decided.

use std::ops::RangeInclusive;

use society::measures::{Breakdown, MeasureId};
use society::scenario::RestrictionCause;

use crate::causes::{CauseFigures, CauseShare, CauseSum, whole_numbers};
use crate::estimate::Estimate;
use crate::labels::Labels;
use crate::layout::Layout;
use crate::numbers::{grouped, roughly, with_interval};

/// Errors of both kinds: those that accuse, and those that spare.
const ERRORS: [RestrictionCause; 2] =
    [RestrictionCause::FalseAccusations, RestrictionCause::Misses];

/// Errors and ties: everything but the citizen's own deeds.
const ERRORS_AND_TIES: [RestrictionCause; 3] =
    [ERRORS[0], ERRORS[1], RestrictionCause::OthersDeeds];

/// The sum over causes as it is told of a run: in proportion, so that parts add up to the total of the run.
///
/// The worlds of the sum are fewer and smaller than those of the run, and have a total of their own.
#[derive(Clone, Copy)]
pub(super) struct CausesOfRun<'a> {
    causes: &'a CauseFigures<'a>,
    /// Adults restricted at some time in the worlds of the run, of 1,000 adults.
    total: Estimate,
}

impl<'a> CausesOfRun<'a> {
    /// The sum of a run with this total of adults restricted at some time; `None` where nobody is.
    pub(super) fn new(causes: &'a CauseFigures<'a>, total: &Estimate) -> Option<CausesOfRun<'a>> {
        let of_run = CausesOfRun { causes, total: *total };
        (total.mean > 0.0 && of_run.sum().is_some()).then_some(of_run)
    }

    /// Adults restricted at some time as a sum over causes, of 1,000 adults.
    pub(super) fn sum(&self) -> Option<CauseSum> {
        self.causes.sum_in_proportion(MeasureId::RESTRICTED_EVER, &self.total)
    }
}

/// The parts of a whole number of adults: "28 for their own breaches of duty, …, less 11 whom errors
/// spared".
///
/// Rounded so that parts add up to the number that stands before them.
pub(super) fn parts(sum: &CauseSum) -> String {
    let mut values: Vec<f64> = sum.shares.iter().map(|it| it.share.mean).collect();
    values.push(sum.of_none.mean);
    let whole = whole_numbers(&values);
    let causes = sum.shares.iter().map(|it| Some(it.cause)).chain([None]);
    let parts: Vec<(Option<RestrictionCause>, i64)> = causes.zip(whole).collect();
    let said = |wanted: fn(i64) -> bool| parts.iter().filter(move |(_, number)| wanted(*number));
    // Parts that round to nothing are not told: the others add up without them.
    let mut told: Vec<String> = said(|number| number > 0)
        .map(|&(cause, number)| format!("{number} for {}", reason(cause)))
        .collect();
    let spared = said(|number| number < 0);
    told.extend(spared.map(|&(cause, number)| format!("less {} {}", -number, sparing(cause))));
    told.join(", ")
}

/// A cause as the reason of a restriction.
fn reason(cause: Option<RestrictionCause>) -> &'static str {
    match cause {
        Some(RestrictionCause::OwnBreaches) => "their own breaches of duty",
        Some(RestrictionCause::LawfulActs) => "lawful acts",
        Some(RestrictionCause::OthersDeeds) => "what others did",
        Some(RestrictionCause::FalseAccusations) => "errors",
        Some(RestrictionCause::Misses) => "errors that missed their good deeds",
        None => "the score of the first day",
    }
}

/// A cause that restricts fewer than would be restricted without it.
fn sparing(cause: Option<RestrictionCause>) -> &'static str {
    match cause {
        Some(RestrictionCause::FalseAccusations | RestrictionCause::Misses) => "whom errors spared",
        Some(RestrictionCause::OthersDeeds) => "whom others spared",
        _ => "whom their own deeds spared",
    }
}

/// The label of a cause in the table of headlines.
pub(super) fn label(share: &CauseShare) -> &'static str {
    match share.cause {
        RestrictionCause::OwnBreaches => "  for own breaches of duty",
        RestrictionCause::LawfulActs => "  for lawful acts",
        RestrictionCause::OthersDeeds => "  for what others did",
        RestrictionCause::FalseAccusations => "  for errors that accuse",
        RestrictionCause::Misses => "  for errors that miss deeds (less: spared)",
    }
}

/// A sentence about persons: how many errors alone restricted, how many errors and ties, and how many
/// others errors spared. Empty under a policy without errors and ties.
pub(super) fn persons(of: &CausesOfRun<'_>) -> String {
    let causes = of.causes;
    let has = |cause: &RestrictionCause| causes.twins().causes().contains(cause);
    let free = |without: &[RestrictionCause]| {
        let found =
            causes.persons_in_proportion(MeasureId::RESTRICTED_ONLY_THERE, without, &of.total);
        found.filter(|_| without.iter().any(has)).map(interval)
    };
    let of_errors = free(&ERRORS).map(|found| format!("{found} {{never}} without errors"));
    let name = if of_errors.is_some() { "errors and ties" } else { "ties" };
    let with_ties = free(&ERRORS_AND_TIES).filter(|_| has(&RestrictionCause::OthersDeeds));
    let with_ties = with_ties.map(|found| format!("{found} {{never}} without {name}"));
    let mut told: Vec<String> = of_errors.into_iter().chain(with_ties).collect();
    let Some(first) = told.first_mut() else { return String::new() };
    // The verb stands once, with the first of the two.
    *first = first.replace("{never}", "would never have been restricted");
    let told = told.join(", and ").replace(" {never}", "");
    let others = causes
        .persons_in_proportion(MeasureId::RESTRICTED_ONLY_HERE, &ERRORS, &of.total)
        .filter(|it| it.mean > 0.0);
    let others = others.map_or_else(String::new, |found| {
        format!("; {} others would have been but for errors", interval(found))
    });
    format!("Of them {told}{others}. ")
}

/// How many own breaches of duty alone would have restricted, as a line of its own; empty where nothing
/// else restricts.
pub(super) fn own_alone(of: &CausesOfRun<'_>) -> String {
    let shares = of.sum().map_or_else(Vec::new, |sum| sum.shares);
    let own = shares.iter().find(|it| it.cause == RestrictionCause::OwnBreaches);
    own.filter(|_| shares.len() > 1).map_or_else(String::new, |own| {
        format!(
            "\nOwn breaches of duty alone, all of them seen, would have restricted {}.\n",
            interval(own.alone)
        )
    })
}

/// The sum over causes for each group and each income tenth, as a table 80 columns wide: shares of
/// 1,000 adults with half the 95 % intervals of their means.
pub(super) fn by_part(causes: &CauseFigures<'_>) -> String {
    let scenario = causes.twins().scenario();
    let parts = Layout::of_end(scenario).by;
    let sums: Vec<(String, CauseSum)> = parts
        .into_iter()
        .filter_map(|by| {
            let sum = causes.sum(MeasureId::RESTRICTED_EVER, by)?;
            let name = Labels(scenario).part(by);
            let is_tenth = matches!(by, Breakdown::Decile(_));
            Some((if is_tenth { format!("tenth {name}") } else { name }, sum))
        })
        .collect();
    let Some((_, first)) = sums.first().filter(|(_, sum)| sum.total.mean > 0.0) else {
        return String::new();
    };
    let heads = first.shares.iter().map(|it| column(it.cause).to_owned());
    let (worlds, citizens) = (causes.worlds(), scenario.society().citizens);
    let mut text = format!(
        "\nRestricted at some time in the {worlds} worlds of {} of the sum over causes,\n\
         of 1,000 adults ±half a 95 % interval; tenth 1: the poorest\n",
        grouped(citizens.into())
    );
    let mut row = |name: &str, cells: Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>12}")).collect();
        text.push_str(&format!("{name:<8}{cells}\n"));
    };
    row("", std::iter::once("all causes".to_owned()).chain(heads).collect());
    for (part, sum) in &sums {
        let total = with_short_half(&sum.total, &(0.0..=1000.0));
        let any = f64::NEG_INFINITY..=f64::INFINITY;
        let shares = sum.shares.iter().map(|it| with_short_half(&it.share, &any));
        row(part, std::iter::once(total).chain(shares).collect());
    }
    text
}

/// A cause as the head of a column.
fn column(cause: RestrictionCause) -> &'static str {
    match cause {
        RestrictionCause::OwnBreaches => "own deeds",
        RestrictionCause::LawfulActs => "lawful",
        RestrictionCause::OthersDeeds => "others",
        RestrictionCause::FalseAccusations => "accused",
        RestrictionCause::Misses => "missed",
    }
}

/// A mean with half its 95 % interval, to a tenth of an adult: from few worlds an error itself is hardly known.
/// Of what cannot be below 0, the ends alone where the interval reaches it.
fn with_short_half(of: &Estimate, bounds: &RangeInclusive<f64>) -> String {
    let ends = of.clipped(bounds).filter(|ends| Some(*ends) != of.interval);
    match (ends, of.half()) {
        (Some((low, high)), _) => format!("{low:.0} to {high:.0}"),
        (None, Some(half)) => format!("{:.1} ±{half:.1}", of.mean),
        (None, None) => format!("{:.1}", of.mean),
    }
}

/// The meaning of round brackets, and the worlds of the sum.
pub(super) fn worlds_of_causes(of: &CausesOfRun<'_>) -> String {
    let (causes, scenario) = (of.causes, of.causes.twins().scenario());
    let worlds = match causes.worlds() {
        1 => "one world".to_owned(),
        worlds => format!("{worlds} worlds"),
    };
    let citizens = grouped(scenario.society().citizens.into());
    format!("(causes: 95 %, {worlds} of {citizens} citizens)")
}

/// A mean with the 95 % interval of the mean in round brackets, to one digit of its error.
fn interval(of: Estimate) -> String {
    if of.is_equal_in_all_worlds() {
        return with_interval(&of, of.interval);
    }
    // To a hundredth of the mean at most: from few worlds an error itself is hardly known.
    let step = of.error.unwrap_or(0.0).max(of.mean.abs() / 100.0);
    let show = |value: f64| roughly(value, step);
    match of.interval_within(&(0.0..=1000.0)) {
        Some((low, high)) if show(low) != show(high) => {
            format!("{} ({} to {})", show(of.mean), show(low), show(high))
        }
        _ => show(of.mean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::estimate;

    fn sum(shares: &[(RestrictionCause, f64)]) -> CauseSum {
        let of = |value: f64| estimate([value]).expect("it is a number");
        let share = |&(cause, value): &(RestrictionCause, f64)| CauseShare {
            cause,
            share: of(value),
            alone: of(0.0),
            without: of(0.0),
        };
        let total = shares.iter().map(|(_, value)| value).sum();
        CauseSum { total: of(total), of_none: of(0.0), shares: shares.iter().map(share).collect() }
    }

    #[test]
    fn the_parts_add_up_to_the_number_before_them() {
        let sum = sum(&[
            (RestrictionCause::OwnBreaches, 59.75),
            (RestrictionCause::LawfulActs, 31.93),
            (RestrictionCause::OthersDeeds, 19.46),
            (RestrictionCause::FalseAccusations, 6.01),
            (RestrictionCause::Misses, -8.37),
        ]);
        assert_eq!(
            parts(&sum),
            "60 for their own breaches of duty, 32 for lawful acts, 19 for what others did, \
             6 for errors, less 8 whom errors spared"
        );
        assert_eq!(60 + 32 + 19 + 6 - 8, 109);
    }

    #[test]
    fn a_cause_that_rounds_to_nothing_is_not_told() {
        let sum = sum(&[
            (RestrictionCause::OwnBreaches, 7.2),
            (RestrictionCause::FalseAccusations, 0.1),
            (RestrictionCause::Misses, -0.2),
        ]);
        assert_eq!(parts(&sum), "7 for their own breaches of duty");
    }
}
