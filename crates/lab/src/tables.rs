//! Tables that other programs read: Parquet files with the unit and the meaning of every column.
//!
//! A run writes into a new folder under a name of its own and moves it into place when all of it
//! is there: what has a table's name is a whole table.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::run::{Frame, Lived, SMALLEST_CELL};
use society::measures::By;
use society::population::Cell;
use society::scenario::{Conduct, Scenario};

/// Why the tables of a run could not be written.
#[derive(Debug)]
pub enum TablesError {
    /// A file or folder could not be made.
    Io(PathBuf, io::Error),
    /// A table could not be encoded.
    Encode(PathBuf, ParquetError),
    /// Every name that the folder could have is taken.
    Taken(PathBuf),
}

impl std::fmt::Display for TablesError {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TablesError::Io(path, error) => write!(to, "{}: {error}", path.display()),
            TablesError::Encode(path, error) => write!(to, "{}: {error}", path.display()),
            TablesError::Taken(path) => {
                write!(to, "{} and a thousand folders named after it exist", path.display())
            }
        }
    }
}

impl std::error::Error for TablesError {}

/// One column of a table: its name, its meaning with the unit, its values.
struct Column {
    name: &'static str,
    meaning: &'static str,
    values: ArrayRef,
}

fn texts<T: AsRef<str>>(
    name: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = T>,
) -> Column {
    Column {
        name,
        meaning,
        values: Arc::new(values.into_iter().map(Some).collect::<StringArray>()),
    }
}

fn numbers(
    name: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = u32>,
) -> Column {
    Column { name, meaning, values: Arc::new(UInt32Array::from_iter_values(values)) }
}

fn counts(
    name: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = i64>,
) -> Column {
    Column { name, meaning, values: Arc::new(Int64Array::from_iter_values(values)) }
}

/// Values of measures; what has no meaning, such as a share of nothing, is left empty.
fn values(values: impl IntoIterator<Item = f64>) -> Column {
    let values = values.into_iter().map(|value| value.is_finite().then_some(value));
    let meaning =
        "the value, in the unit that measures.parquet gives; empty where it has no meaning";
    Column { name: "value", meaning, values: Arc::new(values.collect::<Float64Array>()) }
}

/// The names that breakdowns have in tables.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a>(pub &'a Scenario);

impl Names<'_> {
    /// The name of what a breakdown tells apart, and of the part that it is about.
    #[must_use]
    pub fn of(self, by: By) -> (&'static str, String) {
        let people = &self.0.society().population;
        match by {
            By::All => ("all", "all".to_owned()),
            By::Group(group) => ("group", people.groups[group].name.clone()),
            By::Tenth(tenth) => ("tenth", (tenth + 1).to_string()),
            By::Age(band) => ("age", AGES[band].to_owned()),
            By::Sex(sex) => ("sex", SEXES[sex].to_owned()),
            By::Place(place) => ("place", people.places[place].name.clone()),
            By::Cell(cell) => ("cell", self.cell(cell)),
        }
    }

    fn cell(self, cell: Cell) -> String {
        let group = &self.0.society().population.groups[cell.group()].name;
        let (sex, age) = (SEXES[cell.sex()], AGES[cell.band()]);
        format!("{group}, tenth {}, {sex}, {age}", cell.tenth() + 1)
    }
}

const AGES: [&str; 5] = ["0-17", "18-29", "30-44", "45-59", "60+"];
const SEXES: [&str; 2] = ["women", "men"];

/// Writes the tables of a run into a new folder named after `name` in `parent`, and returns it.
///
/// # Errors
///
/// [`TablesError`] where a file cannot be written; the folder is then not there.
pub fn write(
    parent: &Path,
    name: &str,
    scenario: &Scenario,
    lived: &[Lived],
) -> Result<PathBuf, TablesError> {
    let draft = parent.join(format!(".{name}.{}.part", std::process::id()));
    let io = |path: &Path| {
        let path = path.to_owned();
        move |error| TablesError::Io(path, error)
    };
    fs::create_dir_all(&draft).map_err(io(&draft))?;
    let written = write_all(&draft, scenario, lived).and_then(|()| settle(&draft, parent, name));
    if written.is_err() {
        // Nothing half-written is left behind; if even that fails, the first error says why.
        let _ = fs::remove_dir_all(&draft);
    }
    written
}

/// Moves the finished folder to the first name that is free.
fn settle(draft: &Path, parent: &Path, name: &str) -> Result<PathBuf, TablesError> {
    let names = std::iter::once(name.to_owned()).chain((2..1000).map(|n| format!("{name}-{n}")));
    for path in names.map(|name| parent.join(name)) {
        if !path.exists() {
            return match fs::rename(draft, &path) {
                Ok(()) => Ok(path),
                Err(error) => Err(TablesError::Io(path, error)),
            };
        }
    }
    Err(TablesError::Taken(parent.join(name)))
}

fn write_all(folder: &Path, scenario: &Scenario, lived: &[Lived]) -> Result<(), TablesError> {
    let frame = Frame::new(scenario);
    write_table(&folder.join("worlds.parquet"), worlds(scenario, lived))?;
    write_table(&folder.join("measures.parquet"), measures(&frame))?;
    write_table(&folder.join("outcomes.parquet"), outcomes(scenario, &frame, lived))?;
    write_table(&folder.join("series.parquet"), series(scenario, &frame, lived))?;
    write_table(&folder.join("survival.parquet"), survivals(scenario, lived))?;
    write_table(&folder.join("deeds.parquet"), deeds(scenario, lived))
}

/// The columns that say which world and which twin each row is about.
fn whose(scenario: &Scenario, rows: impl Iterator<Item = (u32, usize)> + Clone) -> [Column; 2] {
    let twins = rows.clone().map(|(_, twin)| &scenario.twins()[twin].name);
    let worlds = rows.map(|(world, _)| world);
    [
        numbers("world", "number of the world, from 0", worlds),
        texts("twin", "the policy lived under", twins),
    ]
}

/// One row for each world and twin.
fn worlds(scenario: &Scenario, lived: &[Lived]) -> Vec<Column> {
    let rows =
        || lived.iter().flat_map(|world| (0..world.twins.len()).map(move |twin| (world, twin)));
    let mobility = |pick: fn(&society::measures::Mobility) -> f64| {
        rows().map(move |(world, twin)| world.twins[twin].mobility.as_ref().map(pick))
    };
    let lock = |name, meaning, pick| Column {
        name,
        meaning,
        values: Arc::new(
            mobility(pick)
                .map(|value| value.filter(|value| value.is_finite()))
                .collect::<Float64Array>(),
        ),
    };
    let [world, twin] = whose(scenario, rows().map(|(world, twin)| (world.number, twin)));
    vec![
        world,
        twin,
        texts(
            "seed",
            "seed of the world",
            rows().map(|(world, _)| format!("{:016x}", world.seed.0)),
        ),
        texts(
            "digest",
            "digest of the end of the world",
            rows().map(|(world, twin)| format!("{:016x}", world.digests[twin])),
        ),
        lock(
            "shorrocks",
            "mobility between bands from year to year, 0 where everyone stays",
            |it| it.shorrocks,
        ),
        lock("bartholomew", "mean of bands crossed in a year", |it| it.bartholomew),
        lock("forgetting", "1 less the second eigenvalue of the yearly moves", |it| it.forgetting),
        lock("half-life", "years in which half of where one stood is forgotten [years]", |it| {
            it.half_life
        }),
    ]
}

/// One row for each measure: the dictionary of the other tables.
fn measures(frame: &Frame) -> Vec<Column> {
    let all = || frame.measures.iter();
    vec![
        texts("measure", "name of the measure", all().map(|measure| &measure.name)),
        texts("family", "what it is about", all().map(|measure| format!("{:?}", measure.family))),
        texts("unit", "its unit", all().map(|measure| measure.unit.name())),
        texts("definition", "what it says", all().map(|measure| &measure.definition)),
    ]
}

/// One row for each world, twin, breakdown and measure, at the end.
fn outcomes(scenario: &Scenario, frame: &Frame, lived: &[Lived]) -> Vec<Column> {
    let mut rows: Vec<(u32, usize, By, usize, f64, i64)> = Vec::new();
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
                let by = By::Cell(Cell(cell as u16));
                let all = frame.by_cell.iter().zip(values);
                rows.extend(
                    all.map(|(&measure, &value)| (world.number, twin, by, measure, value, *adults)),
                );
            }
        }
    }
    let names = Names(scenario);
    let [world, twin] = whose(scenario, rows.iter().map(|row| (row.0, row.1)));
    vec![
        world,
        twin,
        texts("by", "what citizens are told apart by", rows.iter().map(|row| names.of(row.2).0)),
        texts("part", "which of them the row is about", rows.iter().map(|row| names.of(row.2).1)),
        texts("measure", "name of the measure", rows.iter().map(|row| &frame.measures[row.3].name)),
        values(rows.iter().map(|row| row.4)),
        counts("adults", "adults that the row is about [citizens]", rows.iter().map(|row| row.5)),
    ]
}

fn cells(scenario: &Scenario) -> usize {
    Cell::count(scenario.society().population.groups.len())
}

/// One row for each world, twin, month, group and measure.
fn series(scenario: &Scenario, frame: &Frame, lived: &[Lived]) -> Vec<Column> {
    let mut rows: Vec<(u32, usize, u32, By, usize, f64)> = Vec::new();
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
    let names = Names(scenario);
    let [world, twin] = whose(scenario, rows.iter().map(|row| (row.0, row.1)));
    vec![
        world,
        twin,
        numbers("month", "month of the scenario, from 1", rows.iter().map(|row| row.2)),
        texts("by", "what citizens are told apart by", rows.iter().map(|row| names.of(row.3).0)),
        texts("part", "which of them the row is about", rows.iter().map(|row| names.of(row.3).1)),
        texts("measure", "name of the measure", rows.iter().map(|row| &frame.measures[row.4].name)),
        values(rows.iter().map(|row| row.5)),
    ]
}

/// One row for each world, twin and length of restriction.
fn survivals(scenario: &Scenario, lived: &[Lived]) -> Vec<Column> {
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
        numbers("months", "length of a restriction [months]", rows.iter().map(|row| row.2)),
        values(rows.iter().map(|row| row.3)),
    ]
}

/// One row for each world, twin and conduct: what restriction it brought, beside its gravity.
fn deeds(scenario: &Scenario, lived: &[Lived]) -> Vec<Column> {
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
            "harm of one breach in the scenario's weights [harm]",
            rows.iter().map(|row| habit(row.2).map_or(0, |habit| habit.harm.into())),
        ),
        counts("restrictions", "restrictions begun", rows.iter().map(|row| row.3)),
        counts("days", "days of these restrictions [citizen-days]", rows.iter().map(|row| row.4)),
    ]
}

fn write_table(path: &Path, columns: Vec<Column>) -> Result<(), TablesError> {
    let encode = |error| TablesError::Encode(path.to_owned(), error);
    let arrow = |error: ArrowError| encode(error.into());
    let field = |column: &Column| {
        let kind: DataType = column.values.data_type().clone();
        let meaning = [("meaning".to_owned(), column.meaning.to_owned())];
        Field::new(column.name, kind, column.values.null_count() > 0).with_metadata(meaning.into())
    };
    let made_up = [
        ("made_up".to_owned(), "yes".to_owned()),
        ("note".to_owned(), "Everyone in this table is made up: computed from a seed.".to_owned()),
    ];
    let fields: Vec<Field> = columns.iter().map(field).collect();
    let schema = Arc::new(Schema::new(fields).with_metadata(made_up.into()));
    let arrays = columns.into_iter().map(|column| column.values).collect();
    let batch = RecordBatch::try_new(schema.clone(), arrays).map_err(arrow)?;
    let file = File::create(path).map_err(|error| TablesError::Io(path.to_owned(), error))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("nosedive".to_owned())
        .build();
    let mut writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(encode)?;
    writer.write(&batch).map_err(encode)?;
    writer.close().map_err(encode)?;
    Ok(())
}
