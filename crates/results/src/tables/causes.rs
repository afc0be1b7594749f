//! The table of causes: restriction as a sum over them, by part of society.

use std::ops::RangeInclusive;

use lab::causes::{CauseFigures, CauseShare, CauseSum, CauseTwins};
use lab::estimate::Estimate;
use lab::layout::Layout;
use lab::study::WorldOutcome;
use reader::LoadedScenario;
use society::measures::{Breakdown, Measure, MeasureId};
use society::scenario::{RestrictionCause, Scenario};

use super::column::{Column, Table, counts, parts, reals, texts};

/// Unit of every number in the table.
const UNIT: &str = "that of the measure, in measures.parquet";

/// One row: a cause, or the total, of a measure for a part of society.
struct Row {
    measure: String,
    by: Breakdown,
    cause: &'static str,
    share: Estimate,
    /// The values that the share can have: that of a cause can be below 0, the total cannot.
    range: RangeInclusive<f64>,
    /// The measure where this cause alone counts, and where all others do.
    beside: [f64; 2],
}

/// The table of the sum over causes, without a row where there are no worlds for it.
///
/// ```
/// use lab::causes::CauseTwins;
/// use lab::study::StopRule;
///
/// let small = reader::Overrides { citizens: Some(200), days: Some(40), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let twins = CauseTwins::of(&loaded).expect("its policy restricts");
/// let worlds = twins.study(StopRule::Worlds(2)).run(&mut ()).expect("nothing is saved").worlds;
/// let table = results::tables::causes(&loaded, &worlds);
/// let rows = table.batch().expect("its columns are of one length").num_rows();
/// // Everyone, 2 groups, 10 tenths: two measures with 7 rows and one with 5, and 3 of persons.
/// assert_eq!(rows, 13 * (7 + 7 + 5 + 3));
/// ```
#[must_use]
pub fn causes(loaded: &LoadedScenario, worlds: &[WorldOutcome]) -> Table {
    let (scenario, twins) = (&loaded.scenario, CauseTwins::of(loaded));
    let rows =
        twins.map_or_else(Vec::new, |twins| rows(scenario, &CauseFigures::new(&twins, worlds)));
    Table::new(
        "causes",
        "one row for each measure, part of society and cause: its share of the measure",
        columns(scenario, &rows),
    )
}

/// Rows by measure and part of society: the total, its causes, the rest, then counts of persons.
fn rows(scenario: &Scenario, figures: &CauseFigures<'_>) -> Vec<Row> {
    let layout = Layout::of_end(scenario);
    let mut rows = Vec::new();
    for &by in &layout.by {
        for &measure in CauseFigures::measures() {
            let of = layout.measure(measure);
            rows.extend(figures.sum(measure, by).into_iter().flat_map(|sum| of_sum(of, by, &sum)));
        }
        rows.extend(of_persons(figures, layout.measure(MeasureId::RESTRICTED_EVER), by));
    }
    rows
}

/// The rows of one sum.
fn of_sum(measure: &Measure, by: Breakdown, sum: &CauseSum) -> Vec<Row> {
    let any = f64::NEG_INFINITY..=f64::INFINITY;
    let row = |cause, share, beside| {
        let (measure, range) = (measure.name.clone(), any.clone());
        Row { measure, by, cause, share, range, beside }
    };
    let none = [f64::NAN; 2];
    let mut rows = vec![Row { range: measure.range(), ..row("total", sum.total, none) }];
    let of = |it: &CauseShare| row(it.cause.name(), it.share, [it.alone.mean, it.without.mean]);
    rows.extend(sum.shares.iter().map(of));
    rows.push(row("first-day", sum.of_none, none));
    rows
}

/// Rows that count persons: restricted, and never so where some causes do not count.
fn of_persons(figures: &CauseFigures<'_>, measure: &Measure, by: Breakdown) -> Vec<Row> {
    use RestrictionCause::{FalseAccusations, Misses, OthersDeeds};
    let (errors, all) = ([FalseAccusations, Misses], [FalseAccusations, Misses, OthersDeeds]);
    let found = [
        ("free-without.errors", figures.free_without(&errors, by)),
        ("free-without.errors-and-ties", figures.free_without(&all, by)),
        ("restricted-without.errors", figures.restricted_without(&errors, by)),
    ];
    let row = |(cause, share): (&'static str, Option<Estimate>)| {
        Some(Row {
            measure: measure.name.clone(),
            by,
            cause,
            share: share?,
            range: measure.range(),
            beside: [f64::NAN; 2],
        })
    };
    found.into_iter().filter_map(row).collect()
}

/// The columns of the table.
fn columns(scenario: &Scenario, rows: &[Row]) -> Vec<Column> {
    let all = || rows.iter();
    let end = |pick: fn((f64, f64)) -> f64| {
        all().map(move |row| row.share.interval_within(&row.range).map_or(f64::NAN, pick))
    };
    let error = all().map(|row| row.share.error.unwrap_or(f64::NAN));
    let worlds = all().map(|row| row.share.worlds as i64);
    let by: Vec<Breakdown> = all().map(|row| row.by).collect();
    let mut columns = vec![texts("measure", "name of the measure", all().map(|row| &row.measure))];
    columns.extend(parts(scenario, &by));
    columns.extend([
        texts(
            "cause",
            "cause; total; first-day for what the first score restricts; or persons, restricted under the policy and never without errors, and without errors and ties, and the other way round",
            all().map(|row| row.cause),
        ),
        counts("worlds", "worlds", "worlds behind the estimate", worlds),
        reals(
            "mean",
            UNIT,
            "share of the cause, mean over worlds",
            all().map(|row| row.share.mean),
        ),
        reals("standard_error", UNIT, "standard error of the mean", error),
        reals("low95", UNIT, "lower end of the 95 % interval of the mean", end(|it| it.0)),
        reals("high95", UNIT, "upper end of the 95 % interval of the mean", end(|it| it.1)),
        reals(
            "alone",
            UNIT,
            "the measure where this cause alone counts",
            all().map(|row| row.beside[0]),
        ),
        reals(
            "without",
            UNIT,
            "the measure where all causes but this one count",
            all().map(|row| row.beside[1]),
        ),
    ]);
    columns
}
