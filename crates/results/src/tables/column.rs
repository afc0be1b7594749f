//! Tables and columns: Arrow arrays with a unit and a meaning.
//!
//! Units and meanings go into the schema of each file and into the data dictionary, so that a table
//! explains itself wherever it is copied to.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray, UInt32Array,
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use society::scenario::Scenario;
use society::units::WorldId;

/// A value, or not a number, which a table leaves empty.
pub(super) fn or_nan(value: Option<f64>) -> f64 {
    value.unwrap_or(f64::NAN)
}

/// A table of results, with units and meanings for other programs.
#[derive(Clone, Debug)]
pub struct Table {
    /// Name of the table and of its files.
    pub name: &'static str,
    /// Meaning of one row.
    pub about: &'static str,
    /// Columns, all of one length.
    pub columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Name of the column.
    pub name: &'static str,
    /// Unit; empty for a name, and for a number without one.
    pub unit: &'static str,
    /// Meaning, in one line.
    pub meaning: &'static str,
    /// Values, one for each row.
    pub values: ArrayRef,
}

/// Note about the people in every table.
pub(crate) const MADE_UP: &str =
    "Everyone in this table is made up: computed from a seed and published aggregate figures.";

impl Table {
    /// A table, with one more column that marks every row as synthetic: a row that is copied out of
    /// its file still says so.
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

    /// The table as an Arrow record batch, with units and meanings in its schema.
    ///
    /// ```
    /// use results::tables::tables;
    ///
    /// let small = reader::Overrides { citizens: Some(200), days: Some(60), ..Default::default() };
    /// let loaded = reader::read("as-reported", &small).expect("it ships");
    /// let tables = tables(&loaded.scenario, &lab::study::worlds(&loaded.scenario, 1));
    /// let batch = tables[0].batch().expect("its columns are of one length");
    /// assert_eq!((tables[0].name, batch.num_rows()), ("worlds", loaded.scenario.twins().len()));
    /// ```
    ///
    /// # Errors
    ///
    /// Where the columns are not of one length.
    pub fn batch(&self) -> Result<RecordBatch, ArrowError> {
        let field = |column: &Column| {
            let metadata = [
                ("meaning".to_owned(), column.meaning.to_owned()),
                ("unit".to_owned(), column.unit.to_owned()),
            ];
            let kind = column.values.data_type().clone();
            // Any real may have no value in another part of the same file, and the parts must agree on
            // the schema.
            let may_be_empty = kind == DataType::Float64;
            Field::new(column.name, kind, may_be_empty).with_metadata(metadata.into())
        };
        let metadata = [
            ("made_up".to_owned(), "yes".to_owned()),
            ("note".to_owned(), MADE_UP.to_owned()),
            ("about".to_owned(), self.about.to_owned()),
        ];
        let fields: Vec<Field> = self.columns.iter().map(field).collect();
        let schema = Arc::new(Schema::new(fields).with_metadata(metadata.into()));
        RecordBatch::try_new(schema, self.columns.iter().map(|one| one.values.clone()).collect())
    }
}

/// A column of words; none is empty for lack of a value.
pub(crate) fn texts<T: AsRef<str>>(
    name: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = T>,
) -> Column {
    let values = Arc::new(values.into_iter().map(Some).collect::<StringArray>());
    Column { name, unit: "", meaning, values }
}

/// A column of numbers from 0, such as those of worlds and citizens.
pub(crate) fn numbers(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = u32>,
) -> Column {
    Column { name, unit, meaning, values: Arc::new(UInt32Array::from_iter_values(values)) }
}

/// A column of counts, which may be as large as citizen-days of a nation.
pub(crate) fn counts(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = i64>,
) -> Column {
    Column { name, unit, meaning, values: Arc::new(Int64Array::from_iter_values(values)) }
}

/// A column of real numbers. Values without a meaning, such as a share of nothing, are not numbers
/// in the engine and empty in the file.
pub(crate) fn reals(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = f64>,
) -> Column {
    let values = values.into_iter().map(|value| value.is_finite().then_some(value));
    Column { name, unit, meaning, values: Arc::new(values.collect::<Float64Array>()) }
}

/// The column of values of any measure; its unit depends on the row.
pub(super) fn values(values: impl IntoIterator<Item = f64>) -> Column {
    let meaning = "the value; empty where it has no meaning";
    reals("value", "that of the measure, in measures.parquet", meaning, values)
}

/// The columns of world and twin, from their numbers.
pub(super) fn world_and_twin(
    scenario: &Scenario,
    rows: impl Iterator<Item = (WorldId, usize)> + Clone,
) -> [Column; 2] {
    let twins = rows.clone().map(|(_, twin)| &scenario.twins()[twin].name);
    let worlds = rows.map(|(world, _)| world.0);
    [
        numbers("world", "", "number of the world, from 0", worlds),
        texts("twin", "name of the twin", twins),
    ]
}
