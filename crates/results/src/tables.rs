//! What a run found, as tables: every column with its unit and its meaning.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray, UInt32Array,
};
use arrow_schema::{ArrowError, DataType, Field, Schema};

use lab::estimate::{Estimate, estimate};
use lab::labels::Labels;
use lab::patterns::{self, PatternResult};
use lab::run::{LOCK_IN, Layout, SMALLEST_CELL, WorldOutcome, WorldResult};
use reader::LoadedScenario;
use society::measures::Breakdown;
use society::population::Cell;
use society::scenario::{Conduct, Scenario};

/// A table that other programs read.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name, and that of its files.
    pub name: &'static str,
    /// What it holds: what one row is.
    pub about: &'static str,
    /// Its columns, all of one length.
    pub columns: Vec<Column>,
}

/// One column of a table: its name, its unit, its meaning, its values.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its unit; empty for a name or a number that has none.
    pub unit: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// What stands in it.
    pub values: ArrayRef,
}

/// What every table says of the people in it.
pub const MADE_UP: &str =
    "Everyone in this table is made up: computed from a seed and published aggregate figures.";

impl Table {
    pub(crate) fn new(name: &'static str, about: &'static str, mut columns: Vec<Column>) -> Table {
        let rows = columns.first().map_or(0, |column| column.values.len());
        columns.push(Column {
            name: "synthetic",
            unit: "",
            meaning: "true in every row: nobody in it exists",
            values: Arc::new(BooleanArray::from(vec![true; rows])),
        });
        Table { name, about, columns }
    }

    /// The table in the form that is written, with units and meanings in its schema.
    ///
    /// # Errors
    ///
    /// Where the columns are not of one length.
    pub fn batch(&self) -> Result<RecordBatch, ArrowError> {
        let field = |column: &Column| {
            let said = [
                ("meaning".to_owned(), column.meaning.to_owned()),
                ("unit".to_owned(), column.unit.to_owned()),
            ];
            let kind = column.values.data_type().clone();
            // A real may always have no meaning: parts of one table must agree on that.
            let may_be_empty = kind == DataType::Float64;
            Field::new(column.name, kind, may_be_empty).with_metadata(said.into())
        };
        let said = [
            ("made_up".to_owned(), "yes".to_owned()),
            ("note".to_owned(), MADE_UP.to_owned()),
            ("about".to_owned(), self.about.to_owned()),
        ];
        let fields: Vec<Field> = self.columns.iter().map(field).collect();
        let schema = Arc::new(Schema::new(fields).with_metadata(said.into()));
        RecordBatch::try_new(schema, self.columns.iter().map(|one| one.values.clone()).collect())
    }
}

pub(crate) fn texts<T: AsRef<str>>(
    name: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = T>,
) -> Column {
    let values = Arc::new(values.into_iter().map(Some).collect::<StringArray>());
    Column { name, unit: "", meaning, values }
}

pub(crate) fn numbers(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = u32>,
) -> Column {
    Column { name, unit, meaning, values: Arc::new(UInt32Array::from_iter_values(values)) }
}

pub(crate) fn counts(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = i64>,
) -> Column {
    Column { name, unit, meaning, values: Arc::new(Int64Array::from_iter_values(values)) }
}

/// Values that may have no meaning, such as a share of nothing: these are left empty.
pub(crate) fn reals(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = f64>,
) -> Column {
    let values = values.into_iter().map(|value| value.is_finite().then_some(value));
    Column { name, unit, meaning, values: Arc::new(values.collect::<Float64Array>()) }
}

/// Values of measures.
fn values(values: impl IntoIterator<Item = f64>) -> Column {
    let meaning = "the value; empty where it has no meaning";
    reals("value", "that of the measure, in measures.parquet", meaning, values)
}

/// Every table of a run.
#[must_use]
pub fn tables(scenario: &Scenario, worlds: &[WorldOutcome]) -> Vec<Table> {
    let frame = Layout::new(scenario);
    let lived: Vec<&WorldResult> =
        worlds.iter().filter_map(|world| world.fate.as_ref().ok()).collect();
    vec![
        Table::new("worlds", "one row for each world and twin", of_worlds(scenario, worlds)),
        Table::new("measures", "one row for each measure: what it says", measures(&frame)),
        Table::new(
            "estimates",
            "one row for each twin, part of society and measure: what the worlds say together",
            estimates(scenario, &frame, &lived),
        ),
        Table::new(
            "outcomes",
            "one row for each world, twin, part of society and measure, at the end",
            outcomes(scenario, &frame, &lived),
        ),
        Table::new(
            "series",
            "one row for each world, twin, month, group and measure",
            series(scenario, &frame, &lived),
        ),
        Table::new(
            "survival",
            "one row for each world, twin and length of restriction",
            survivals(scenario, &lived),
        ),
        Table::new(
            "deeds",
            "one row for each world, twin and conduct: the restriction it brought",
            deeds(scenario, &lived),
        ),
    ]
}

/// The table of patterns: published figures beside what the worlds came to.
#[must_use]
pub fn patterns(asked: &LoadedScenario, worlds: &[WorldOutcome]) -> Table {
    let rows = patterns::found(asked, worlds);
    let twin = |number: usize| &asked.scenario.twins()[number].name;
    let all = || rows.iter();
    let of = |pick: fn(&Estimate) -> f64| {
        rows.iter().map(move |(_, found)| found.estimate.as_ref().map_or(f64::NAN, pick))
    };
    let end = |at: fn((f64, f64)) -> f64, found: &PatternResult| {
        let interval = found.estimate.as_ref().and_then(|it| it.interval);
        interval.map_or(f64::NAN, at)
    };
    let unit = "that of the published figure";
    Table::new(
        "patterns",
        "one row for each published figure that the scenario is held against",
        vec![
            texts("pattern", "its name", all().map(|(pattern, _)| &pattern.name)),
            texts("use", "fit or check", all().map(|(pattern, _)| pattern.part.name())),
            texts("say", "what the figure is", all().map(|(pattern, _)| &pattern.say)),
            texts("twin", "the policy lived under", all().map(|(it, _)| twin(it.twin))),
            texts("measure", "the measure that speaks to it", all().map(|(it, _)| &it.measure)),
            reals("published", unit, "the figure", all().map(|(it, _)| it.published.value)),
            reals("low", unit, "the least that agrees", all().map(|(it, _)| it.range().0)),
            reals("high", unit, "the most that agrees", all().map(|(it, _)| it.range().1)),
            texts(
                "unit",
                "unit of the figure",
                all().map(|(it, _)| it.published.unit.clone().unwrap_or_default()),
            ),
            texts("sources", "who says so", all().map(|(it, _)| it.published.sources.join(" "))),
            reals("mean", unit, "mean over worlds", of(|it| it.mean)),
            reals("error", unit, "error of the mean", of(|it| it.error.unwrap_or(f64::NAN))),
            reals(
                "from",
                unit,
                "lower end of the 95 % interval",
                all().map(|it| end(|it| it.0, &it.1)),
            ),
            reals(
                "upto",
                unit,
                "upper end of the 95 % interval",
                all().map(|it| end(|it| it.1, &it.1)),
            ),
            numbers("agrees", "", "1 where the two meet", all().map(|it| it.1.agrees.into())),
        ],
    )
}

/// The columns that say which world and which twin each row is about.
fn whose(scenario: &Scenario, rows: impl Iterator<Item = (u32, usize)> + Clone) -> [Column; 2] {
    let twins = rows.clone().map(|(_, twin)| &scenario.twins()[twin].name);
    let worlds = rows.map(|(world, _)| world);
    [
        numbers("world", "", "number of the world, from 0", worlds),
        texts("twin", "the policy lived under", twins),
    ]
}

fn of_worlds(scenario: &Scenario, worlds: &[WorldOutcome]) -> Vec<Column> {
    let twins = scenario.twins().len();
    let chance = society::chance::Chance::new(scenario.seed());
    let rows = || worlds.iter().flat_map(move |world| (0..twins).map(move |twin| (world, twin)));
    let lived = |world: &WorldOutcome| world.fate.clone().ok();
    let [world, twin] = whose(scenario, rows().map(|(world, twin)| (world.number, twin)));
    let status = |world: &WorldOutcome| if world.fate.is_ok() { "lived" } else { "failed" };
    let message = |world: &WorldOutcome| world.fate.as_ref().err().cloned().unwrap_or_default();
    let digest = |(world, twin)| {
        lived(world).map_or_else(String::new, |lived| format!("{:016x}", lived.digests[twin]))
    };
    let seed =
        |(world, _): (&WorldOutcome, usize)| format!("{:016x}", chance.world(world.number).0);
    let mut columns = vec![
        world,
        twin,
        texts("seed", "seed of the world", rows().map(seed)),
        texts("status", "lived or failed", rows().map(|(world, _)| status(world))),
        texts("message", "why it failed", rows().map(|(world, _)| message(world))),
        texts("digest", "digest of the end of the world", rows().map(digest)),
    ];
    for (at, (name, unit, meaning)) in LOCK_IN.into_iter().enumerate() {
        let of = |(world, twin): (&WorldOutcome, usize)| {
            let found = lived(world).and_then(|lived| Some(lived.twins[twin].mobility?[at]));
            found.unwrap_or(f64::NAN)
        };
        columns.push(reals(name, unit, meaning, rows().map(of)));
    }
    columns
}

fn measures(frame: &Layout) -> Vec<Column> {
    let all = || frame.measures.iter();
    vec![
        texts("measure", "name of the measure", all().map(|measure| &measure.name)),
        texts("family", "what it is about", all().map(|measure| format!("{:?}", measure.family))),
        texts("unit", "its unit", all().map(|measure| measure.unit.name())),
        texts("definition", "what it says", all().map(|measure| &measure.definition)),
    ]
}

/// What the worlds say together of each twin, part and measure.
fn estimates(scenario: &Scenario, frame: &Layout, lived: &[&WorldResult]) -> Vec<Column> {
    let twins = scenario.twins().len();
    let mut rows = Vec::new();
    for twin in 0..twins {
        for (part, &by) in frame.by.iter().enumerate() {
            for measure in 0..frame.measures.len() {
                let of = |twin: usize| {
                    let value =
                        move |world: &&WorldResult| world.twins[twin].outcomes[part][measure];
                    lived.iter().map(value)
                };
                let (here, there) = (of(twin), of(scenario.baseline()));
                let apart = here.clone().zip(there).map(|(here, there)| here - there);
                rows.push((twin, by, measure, estimate(here), estimate(apart)));
            }
        }
    }
    let names = Labels(scenario);
    let unit = "that of the measure";
    let all = || rows.iter();
    let none = (f64::NAN, f64::NAN);
    vec![
        texts("twin", "the policy lived under", all().map(|row| &scenario.twins()[row.0].name)),
        texts("by", "what citizens are told apart by", all().map(|row| names.of(row.1).0)),
        texts("part", "which of them the row is about", all().map(|row| names.of(row.1).1)),
        texts("measure", "name of the measure", all().map(|row| &frame.measures[row.2].name)),
        texts("unit", "its unit", all().map(|row| frame.measures[row.2].unit.name())),
        counts(
            "worlds",
            "worlds",
            "worlds in which it has a value",
            all().map(|row| row.3.map_or(0, |it| it.worlds as i64)),
        ),
        reals(
            "mean",
            unit,
            "mean over worlds",
            all().map(|row| row.3.map_or(f64::NAN, |it| it.mean)),
        ),
        reals(
            "error",
            unit,
            "standard error of the mean",
            all().map(|row| row.3.and_then(|it| it.error).unwrap_or(f64::NAN)),
        ),
        reals(
            "low95",
            unit,
            "lower end of the 95 % interval of the mean",
            all().map(|row| row.3.and_then(|it| it.interval).unwrap_or(none).0),
        ),
        reals(
            "high95",
            unit,
            "upper end of the 95 % interval of the mean",
            all().map(|row| row.3.and_then(|it| it.interval).unwrap_or(none).1),
        ),
        reals(
            "low_world",
            unit,
            "nine of ten worlds lie above this and below `high_world`",
            all().map(|row| row.3.map_or(f64::NAN, |it| it.nine_in_ten.0)),
        ),
        reals(
            "high_world",
            unit,
            "nine of ten worlds lie below this and above `low_world`",
            all().map(|row| row.3.map_or(f64::NAN, |it| it.nine_in_ten.1)),
        ),
        reals(
            "less_baseline",
            unit,
            "mean over worlds of the difference from the baseline twin, same people and luck",
            all().map(|row| row.4.map_or(f64::NAN, |it| it.mean)),
        ),
        reals(
            "less_baseline_error",
            unit,
            "standard error of that difference",
            all().map(|row| row.4.and_then(|it| it.error).unwrap_or(f64::NAN)),
        ),
    ]
}

fn outcomes(scenario: &Scenario, frame: &Layout, lived: &[&WorldResult]) -> Vec<Column> {
    let mut rows: Vec<(u32, usize, Breakdown, usize, f64, i64)> = Vec::new();
    let everyone: Vec<i64> = (0..cells(scenario))
        .map(|cell| lived.iter().map(|world| world.twins[0].cells[cell].1).sum())
        .collect();
    for world in lived {
        for (twin, record) in world.twins.iter().enumerate() {
            let parts = frame.by.iter().zip(&record.outcomes).zip(&record.adults);
            for ((&by, values), &adults) in parts {
                let all = values.iter().enumerate();
                rows.extend(
                    all.map(|(measure, &value)| (world.number, twin, by, measure, value, adults)),
                );
            }
            let cells = record.cells.iter().enumerate();
            for (cell, (values, adults)) in
                cells.filter(|&(cell, _)| everyone[cell] >= SMALLEST_CELL)
            {
                let by = Breakdown::Cell(Cell(cell as u16));
                let all = frame.by_cell.iter().zip(values);
                rows.extend(
                    all.map(|(&measure, &value)| (world.number, twin, by, measure, value, *adults)),
                );
            }
        }
    }
    let names = Labels(scenario);
    let [world, twin] = whose(scenario, rows.iter().map(|row| (row.0, row.1)));
    vec![
        world,
        twin,
        texts("by", "what citizens are told apart by", rows.iter().map(|row| names.of(row.2).0)),
        texts("part", "which of them the row is about", rows.iter().map(|row| names.of(row.2).1)),
        texts("measure", "name of the measure", rows.iter().map(|row| &frame.measures[row.3].name)),
        values(rows.iter().map(|row| row.4)),
        counts("adults", "citizens", "adults that the row is about", rows.iter().map(|row| row.5)),
    ]
}

fn cells(scenario: &Scenario) -> usize {
    Cell::count(scenario.society().population.groups.len())
}

fn series(scenario: &Scenario, frame: &Layout, lived: &[&WorldResult]) -> Vec<Column> {
    let mut rows: Vec<(u32, usize, u32, Breakdown, usize, f64)> = Vec::new();
    for world in lived {
        for (twin, record) in world.twins.iter().enumerate() {
            for (month, parts) in (1..).zip(&record.series) {
                for (&by, values) in frame.monthly.iter().zip(parts) {
                    let all = values.iter().enumerate();
                    rows.extend(
                        all.map(|(measure, &value)| {
                            (world.number, twin, month, by, measure, value)
                        }),
                    );
                }
            }
        }
    }
    let names = Labels(scenario);
    let [world, twin] = whose(scenario, rows.iter().map(|row| (row.0, row.1)));
    vec![
        world,
        twin,
        numbers("month", "months", "month of the scenario, from 1", rows.iter().map(|row| row.2)),
        texts("by", "what citizens are told apart by", rows.iter().map(|row| names.of(row.3).0)),
        texts("part", "which of them the row is about", rows.iter().map(|row| names.of(row.3).1)),
        texts("measure", "name of the measure", rows.iter().map(|row| &frame.measures[row.4].name)),
        values(rows.iter().map(|row| row.5)),
    ]
}

fn survivals(scenario: &Scenario, lived: &[&WorldResult]) -> Vec<Column> {
    let mut rows: Vec<(u32, usize, u32, f64)> = Vec::new();
    for world in lived {
        for (twin, record) in world.twins.iter().enumerate() {
            let months = (1..).zip(&record.survival);
            rows.extend(months.map(|(month, &share)| (world.number, twin, month, share)));
        }
    }
    let [world, twin] = whose(scenario, rows.iter().map(|row| (row.0, row.1)));
    vec![
        world,
        twin,
        numbers("months", "months", "length of a restriction", rows.iter().map(|row| row.2)),
        reals(
            "value",
            "share",
            "share of restrictions that last longer; empty where none began",
            rows.iter().map(|row| row.3),
        ),
    ]
}

fn deeds(scenario: &Scenario, lived: &[&WorldResult]) -> Vec<Column> {
    let mut rows: Vec<(u32, usize, usize, i64, i64)> = Vec::new();
    for world in lived {
        for (twin, record) in world.twins.iter().enumerate() {
            let all = record.deeds.iter().enumerate();
            rows.extend(all.map(|(deed, &(begun, days))| (world.number, twin, deed, begun, days)));
        }
    }
    let habit = |deed: usize| scenario.society().habits.get(deed);
    let name = |deed: usize| Conduct::ALL.get(deed).map_or("over-ties", |conduct| conduct.name());
    let [world, twin] = whose(scenario, rows.iter().map(|row| (row.0, row.1)));
    vec![
        world,
        twin,
        texts(
            "deed",
            "the conduct that was charged when a restriction began",
            rows.iter().map(|row| name(row.2)),
        ),
        counts(
            "harm",
            "harm",
            "harm of one breach in the scenario's weights",
            rows.iter().map(|row| habit(row.2).map_or(0, |habit| habit.harm.into())),
        ),
        counts("restrictions", "", "restrictions begun", rows.iter().map(|row| row.3)),
        counts("days", "citizen-days", "days of these restrictions", rows.iter().map(|row| row.4)),
    ]
}
