//! The table of patterns: published figures beside the results of the worlds.

use lab::patterns::{PatternResult, found};
use lab::study::WorldOutcome;
use reader::LoadedScenario;

use super::column::{Column, Table, or_nan, reals, texts};

/// Unit of every number in the table.
const UNIT: &str = "that of the published figure";

/// The table of the patterns of a scenario, without a row for a scenario without patterns.
///
/// ```
/// let small = reader::Overrides { citizens: Some(200), days: Some(40), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let table = results::tables::patterns(&loaded, &lab::study::worlds(&loaded.scenario, 2));
/// let rows = table.batch().expect("its columns are of one length").num_rows();
/// assert_eq!(rows, loaded.patterns.len());
/// ```
#[must_use]
pub fn patterns(loaded: &LoadedScenario, worlds: &[WorldOutcome]) -> Table {
    let rows = found(loaded, worlds);
    let mut columns = published(loaded, &rows);
    columns.extend(estimated(&rows));
    Table::new(
        "patterns",
        "one row for each published figure that the scenario is compared with",
        columns,
    )
}

/// Columns of the published figures.
fn published(loaded: &LoadedScenario, rows: &[PatternResult<'_>]) -> Vec<Column> {
    let twin = |number: usize| &loaded.scenario.twins()[number].name;
    let all = || rows.iter().map(|row| row.pattern);
    let unit = |unit: &Option<String>| unit.clone().unwrap_or_default();
    vec![
        texts("pattern", "name of the pattern", all().map(|it| &it.name)),
        texts("use", "fit or check", all().map(|it| it.part.name())),
        texts("say", "the figure in words", all().map(|it| &it.say)),
        texts("twin", "name of the twin", all().map(|it| twin(it.twin))),
        texts("measure", "measure that is compared", all().map(|it| &it.measure)),
        reals("published", UNIT, "the figure", all().map(|it| it.published.value)),
        reals("low", UNIT, "lower end of the range that agrees", all().map(|it| it.range().0)),
        reals("high", UNIT, "upper end of the range that agrees", all().map(|it| it.range().1)),
        texts("unit", "unit of the figure", all().map(|it| unit(&it.published.unit))),
        texts("sources", "sources of the figure", all().map(|it| it.published.sources.join(" "))),
    ]
}

/// Columns of the estimates.
fn estimated(rows: &[PatternResult<'_>]) -> Vec<Column> {
    let mean = rows.iter().map(|row| row.estimate.map(|it| it.mean));
    let error = rows.iter().map(|row| row.estimate.and_then(|it| it.error));
    let interval = || rows.iter().map(|row| row.interval);
    let (low, high) =
        (interval().map(|it| it.map(|it| it.0)), interval().map(|it| it.map(|it| it.1)));
    let agreement = rows.iter().map(|row| row.agreement.name());
    vec![
        reals("mean", UNIT, "mean over worlds", mean.map(or_nan)),
        reals("standard_error", UNIT, "standard error of the mean", error.map(or_nan)),
        reals("from", UNIT, "lower end of the 95 % interval", low.map(or_nan)),
        reals("upto", UNIT, "upper end of the 95 % interval", high.map(or_nan)),
        texts("agreement", "agrees, disagrees or undecided: the interval in the range", agreement),
    ]
}
