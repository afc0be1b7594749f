//! The table of years: each measure year by year, and whether it has come to rest.

use lab::estimate::Estimate;
use lab::figures::Figures;
use lab::layout::Layout;
use lab::years::{Followed, YearFigure, Years};
use society::scenario::{Scenario, TwinId};

use super::column::{Column, counts, numbers, or_nan, reals, texts};

/// Unit of most numbers in the table.
const UNIT: &str = "that of the measure";

/// One row: a measure of a twin in one year.
struct Row {
    twin: TwinId,
    what: Followed,
    /// The year, from 1.
    year: u32,
    of: YearFigure,
}

/// Rows by twin, measure and year, without one where no world has a value.
fn rows(scenario: &Scenario, figures: &Figures<'_>, followed: &[Followed]) -> Vec<Row> {
    let years = Years(figures);
    let mut rows = Vec::new();
    for twin in scenario.twin_ids() {
        for &what in followed {
            let found = (1..).zip(years.of(what, twin));
            rows.extend(found.filter_map(|(year, of)| Some(Row { twin, what, year, of: of? })));
        }
    }
    rows
}

/// The estimate of each measure by twin and year, its difference from the baseline, and its change
/// from the year before.
pub(super) fn years(scenario: &Scenario, layout: &Layout, figures: &Figures<'_>) -> Vec<Column> {
    let measures = &layout.measures;
    let rows = rows(scenario, figures, &Followed::all(measures));
    let all = || rows.iter();
    let of = |name, meaning, value: fn(&YearFigure) -> f64| {
        reals(name, UNIT, meaning, rows.iter().map(|row| value(&row.of)))
    };
    let end = |name, meaning, pick: fn((f64, f64)) -> f64| {
        let interval = |row: &Row| row.of.estimate.interval_within(&row.what.range(measures));
        reals(name, UNIT, meaning, rows.iter().map(|row| or_nan(interval(row).map(pick))))
    };
    let mut columns = vec![
        texts("twin", "name of the twin", all().map(|row| &scenario.twin(row.twin).name)),
        texts(
            "measure",
            "name of the measure; transgressions.relative: duties broken relative to the baseline, less 1",
            all().map(|row| row.what.name(measures)),
        ),
        texts("unit", "unit of the measure", all().map(|row| row.what.unit(measures))),
        numbers("year", "years", "year that counts, from 1", all().map(|row| row.year)),
        counts(
            "worlds",
            "worlds",
            "worlds in which the measure has a value",
            all().map(|row| row.of.estimate.worlds as i64),
        ),
    ];
    columns.extend([
        of("mean", "mean over worlds: counts of the year, states at its end", |it| it.estimate.mean),
        of("standard_error", "standard error of the mean", |it| or_nan(it.estimate.error)),
        end("low95", "lower end of the 95 % interval of the mean", |it| it.0),
        end("high95", "upper end of the 95 % interval of the mean", |it| it.1),
        of("less_baseline", "mean difference from the baseline twin in the same year", |it| {
            or_nan(it.difference.map(|it| it.mean))
        }),
        of("less_baseline_standard_error", "standard error of that difference", |it| {
            or_nan(it.difference.and_then(|it| it.error))
        }),
        of("change", "mean difference from the year before, world by world", |it| {
            or_nan(change(it).map(|it| it.mean))
        }),
        of("change_low95", "lower end of the 95 % interval of that change", |it| {
            or_nan(change(it).and_then(|it| it.interval).map(|it| it.0))
        }),
        of("change_high95", "upper end of the 95 % interval of that change", |it| {
            or_nan(change(it).and_then(|it| it.interval).map(|it| it.1))
        }),
        texts(
            "rest",
            "at rest: the interval of the change lies within 5 % of the year before; moving: beyond; undecided; no year before",
            all().map(|row| row.of.change.map_or("no year before", |it| it.rest.name())),
        ),
    ]);
    columns
}

/// The change from the year before.
fn change(of: &YearFigure) -> Option<&Estimate> {
    of.change.as_ref().map(|it| &it.difference)
}
