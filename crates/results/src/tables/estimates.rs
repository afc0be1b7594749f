//! Tables over all worlds: the estimates, and the measures behind them.
//!
//! The standard error of a mean and the range of worlds are columns of their own, and never added up:
//! the first shrinks as worlds are added, the second is the luck of one society.

use std::ops::RangeInclusive;

use lab::estimate::{Estimate, estimate};
use lab::layout::Layout;
use lab::world::WorldResult;
use society::measures::{Breakdown, Measure};
use society::scenario::Scenario;

use super::column::{Column, counts, or_nan, parts, reals, texts};

/// Each measure with its family, unit and definition.
pub(super) fn measures(layout: &Layout) -> Vec<Column> {
    let all = || layout.measures.iter();
    vec![
        texts("measure", "name of the measure", all().map(|measure| &measure.name)),
        texts("family", "family of measures", all().map(|measure| measure.family.name())),
        texts("unit", "unit of the measure", all().map(|measure| measure.unit.name())),
        texts("definition", "definition in one sentence", all().map(|measure| &measure.definition)),
    ]
}

/// One row: a measure of a part of society under a twin.
struct Row<'a> {
    twin: usize,
    by: Breakdown,
    measure: &'a Measure,
    /// The values that the measure can have.
    bounds: RangeInclusive<f64>,
    estimate: Option<Estimate>,
    difference: Option<Estimate>,
}

impl Row<'_> {
    /// A number of the estimate; not a number without one.
    fn of(&self, pick: fn(&Estimate) -> f64) -> f64 {
        self.estimate.as_ref().map_or(f64::NAN, pick)
    }

    /// The 95 % interval, within the values that the measure can have.
    fn interval(&self) -> Option<(f64, f64)> {
        self.estimate.and_then(|it| it.interval_within(&self.bounds))
    }
}

/// Rows by twin, part of society and measure, in this order.
fn rows<'a>(scenario: &Scenario, layout: &'a Layout, results: &[&WorldResult]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for twin in 0..scenario.twins().len() {
        for (part, &by) in layout.by.iter().enumerate() {
            for measure in &layout.measures {
                let number = measure.id.number();
                let of = |twin: usize| {
                    results.iter().map(move |world| world.twins[twin].outcomes[part][number])
                };
                // World by world: twins of a world share people and luck.
                let pairs = of(twin).zip(of(scenario.baseline().0));
                let difference = estimate(pairs.map(|(here, there)| here - there));
                let (estimate, bounds) = (estimate(of(twin)), measure.range());
                rows.push(Row { twin, by, measure, bounds, estimate, difference });
            }
        }
    }
    rows
}

/// The estimate of each measure, by twin and part of society, and that of its difference from the
/// baseline. Both are empty where the measure has no value in any world.
pub(super) fn estimates(
    scenario: &Scenario,
    layout: &Layout,
    results: &[&WorldResult],
) -> Vec<Column> {
    let rows = rows(scenario, layout, results);
    let mut columns = keys(scenario, &rows);
    columns.extend(values(&rows));
    columns
}

/// Columns that say which estimate a row holds.
fn keys(scenario: &Scenario, rows: &[Row<'_>]) -> Vec<Column> {
    let all = || rows.iter();
    let by: Vec<Breakdown> = all().map(|row| row.by).collect();
    let mut columns =
        vec![texts("twin", "name of the twin", all().map(|row| &scenario.twins()[row.twin].name))];
    columns.extend(parts(scenario, &by));
    columns.extend([
        texts("measure", "name of the measure", all().map(|row| &row.measure.name)),
        texts("unit", "unit of the measure", all().map(|row| row.measure.unit.name())),
    ]);
    columns
}

const LOW95: &str = "lower end of the 95 % interval of the mean; of worlds that are all equal, by the share that may differ unseen, and empty without a bound";
const HIGH95: &str = "upper end of that interval, likewise";
const RANGE_LOW: &str =
    "a further world lies above this and below `range_high`, as often as `range_level` says";
const RANGE_HIGH: &str =
    "a further world lies below this and above `range_low`, as often as `range_level` says";
const RANGE_LEVEL: &str =
    "share of further worlds in the range: 0.9 from 19 worlds on, (n - 1)/(n + 1) of n below";

/// Columns of the estimates themselves.
fn values(rows: &[Row<'_>]) -> Vec<Column> {
    const UNIT: &str = "that of the measure";
    let of = |name, meaning, value: fn(&Row<'_>) -> f64| {
        reals(name, UNIT, meaning, rows.iter().map(value))
    };
    vec![
        counts(
            "worlds",
            "worlds",
            "worlds in which the measure has a value",
            rows.iter().map(|row| row.estimate.map_or(0, |it| it.worlds as i64)),
        ),
        of("mean", "mean over worlds", |row| row.of(|it| it.mean)),
        of("standard_error", "standard error of the mean", |row| row.of(|it| or_nan(it.error))),
        of("low95", LOW95, |row| or_nan(row.interval().map(|it| it.0))),
        of("high95", HIGH95, |row| or_nan(row.interval().map(|it| it.1))),
        of("range_low", RANGE_LOW, |row| row.of(|it| or_nan(it.range.map(|it| it.0)))),
        of("range_high", RANGE_HIGH, |row| row.of(|it| or_nan(it.range.map(|it| it.1)))),
        reals(
            "range_level",
            "share",
            RANGE_LEVEL,
            rows.iter().map(|row| row.of(|it| or_nan(it.range_level()))),
        ),
        of(
            "less_baseline",
            "mean over worlds of the difference from the baseline twin, same people and luck",
            |row| or_nan(row.difference.map(|it| it.mean)),
        ),
        of("less_baseline_standard_error", "standard error of that difference", |row| {
            or_nan(row.difference.and_then(|it| it.error))
        }),
    ]
}
