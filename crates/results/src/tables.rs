//! Tables of a run: every column with its unit and its meaning.
//!
//! | table | one row for each |
//! | --- | --- |
//! | `worlds` | world and twin: seed, status, digest, chief measures, mobility between bands |
//! | `runs` | world and twin: settings that are not the same in every twin, every measure at the end |
//! | `lists` | twin and list: its name and color |
//! | `measures` | measure: family, unit, definition |
//! | `estimates` | twin, part of society and measure: mean, error, range of worlds, difference |
//! | `outcomes` | world, twin, part of society and measure: value at the end |
//! | `series` | world, twin, month, group and measure: value in the month |
//! | `years` | twin, year and measure: mean, error, difference, change and whether it has come to rest |
//! | `survival` | world, twin and month: share of restrictions that last so long, and the number at risk |
//! | `deeds` | world, twin and reason: restrictions, their days, charges, fines, penalties felt |
//! | `law` | twin and rule: gravity of the conduct, what follows, where it falls, how much is wrong |
//! | `causes` | measure, part of society and cause: its share of the measure |
//! | `patterns` | published figure: its range, the estimate, whether they agree |
//! | `citizens` | citizen and twin, on request: attributes, score, restriction, condition |
//!
//! Tables but `runs` are long rather than wide: one value a row, with its keys beside it. A new
//! measure is then a new row, and queries that worked go on working. No column is named like a word of SQL.

mod column;
mod causes;
mod worlds;
mod estimates;
mod law;
mod outcomes;
mod patterns;
mod runs;
mod years;

use lab::figures::Figures;
use lab::layout::Layout;
use lab::study::WorldOutcome;
use lab::world::WorldResult;
use reader::LoadedScenario;
use society::scenario::Scenario;

pub use causes::causes;
pub use column::{Column, Table};
pub(crate) use column::{MADE_UP, numbers, reals, texts};
pub use patterns::patterns;

/// Every table over all these worlds at once, except for those of causes and of patterns.
///
/// ```
/// let small = reader::Overrides { citizens: Some(200), days: Some(40), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let worlds = lab::study::worlds(&loaded.scenario, 1);
/// let tables = results::tables::tables(&loaded, &worlds);
/// assert!(tables.iter().all(|table| table.columns.iter().any(|it| it.name == "synthetic")));
/// ```
#[must_use]
pub fn tables(loaded: &LoadedScenario, worlds: &[WorldOutcome]) -> Vec<Table> {
    let scenario = &loaded.scenario;
    let layout = Layout::new(scenario);
    let results: Vec<&WorldResult> =
        worlds.iter().filter_map(|world| world.result.as_ref().ok()).collect();
    vec![
        Table::new("worlds", "one row for each world and twin", worlds::worlds(scenario, worlds)),
        Table::new(
            "runs",
            "one row for each finished world and twin: settings that are not the same in every twin, and every measure of everyone at the end",
            runs::runs(loaded, &layout, &results),
        ),
        Table::new(
            "lists",
            "one row for each twin and list of its policy: what `first` to `fourth` stand for in measures",
            worlds::lists(scenario),
        ),
        Table::new(
            "measures",
            "one row for each measure: its family, unit and definition",
            estimates::measures(&layout),
        ),
        Table::new(
            "estimates",
            "one row for each twin, part of society and measure: the estimate over all worlds",
            estimates::estimates(scenario, &layout, &results),
        ),
        Table::new(
            "years",
            "one row for each twin, whole year and measure: the estimate over all worlds, for everyone",
            years::years(scenario, &layout, &Figures::new(scenario, worlds)),
        ),
        Table::new(
            "survival",
            "one row for each world, twin and length of restriction in months",
            worlds::survival(scenario, &results),
        ),
        Table::new(
            "deeds",
            "one row for each world, twin and reason: restrictions, charges, fines and penalties that it led to",
            worlds::deeds(scenario, &results),
        ),
        Table::new(
            "law",
            "one row for each twin and rule: its conduct, and what follows from it, over all worlds",
            law::law(scenario, &Figures::new(scenario, worlds)),
        ),
    ]
}

/// A table with a part for each world: all of it at once may not fit into memory.
pub struct TableByWorld<'a> {
    /// Name of the table and of its file.
    pub name: &'static str,
    /// Its parts, one at least.
    pub parts: Box<dyn Iterator<Item = Table> + 'a>,
}

/// The tables of values world by world: outcomes and series.
///
/// ```
/// use lab::layout::Layout;
///
/// let small = reader::Overrides { citizens: Some(200), days: Some(40), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let worlds = lab::study::worlds(&loaded.scenario, 3);
/// let layout = Layout::new(&loaded.scenario);
/// let [outcomes, series] = results::tables::by_world(&loaded.scenario, &layout, &worlds);
/// assert_eq!((outcomes.name, outcomes.parts.count()), ("outcomes", 3));
/// assert_eq!((series.name, series.parts.count()), ("series", 3));
/// ```
#[must_use]
pub fn by_world<'a>(
    scenario: &'a Scenario,
    layout: &'a Layout,
    worlds: &'a [WorldOutcome],
) -> [TableByWorld<'a>; 2] {
    let results: Vec<&WorldResult> =
        worlds.iter().filter_map(|world| world.result.as_ref().ok()).collect();
    let outcomes = outcomes::outcomes(scenario, layout, &results).map(|columns| {
        let about = "one row for each world, twin, part of society and measure, at the end";
        Table::new("outcomes", about, columns)
    });
    let series = outcomes::series(scenario, layout, &results).map(|columns| {
        Table::new("series", "one row for each world, twin, month, group and measure", columns)
    });
    [
        TableByWorld { name: "outcomes", parts: Box::new(outcomes) },
        TableByWorld { name: "series", parts: Box::new(series) },
    ]
}
