//! Tables and columns: Arrow arrays with a unit and a meaning.
//!
//! Units and meanings go into the schema of each file and into the data dictionary, so that a table
//! explains itself wherever it is copied to.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray, UInt32Array,
};
use arrow_schema::{ArrowError, Field, Schema};
use lab::labels::{Attribute, Labels};
use society::measures::Breakdown;
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
    pub name: Cow<'static, str>,
    /// Unit; empty for a name, and for a number without one.
    pub unit: Cow<'static, str>,
    /// Meaning, in one line.
    pub meaning: Cow<'static, str>,
    /// Whether a row may have no value, in this part of the table or in another.
    pub is_optional: bool,
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
        let meaning = "true in every row: nobody in it exists";
        let made_up = Arc::new(BooleanArray::from(vec![true; rows]));
        columns.push(Column::new(["synthetic", "", meaning], false, made_up));
        Table { name, about, columns }
    }

    /// The table as an Arrow record batch, with units and meanings in its schema.
    ///
    /// ```
    /// use results::tables::tables;
    ///
    /// let small = reader::Overrides { citizens: Some(200), days: Some(60), ..Default::default() };
    /// let loaded = reader::read("as-reported", &small).expect("it ships");
    /// let tables = tables(&loaded, &lab::study::worlds(&loaded.scenario, 1));
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
                ("meaning".to_owned(), column.meaning.to_string()),
                ("unit".to_owned(), column.unit.to_string()),
            ];
            let kind = column.values.data_type().clone();
            let field = Field::new(column.name.as_ref(), kind, column.is_optional);
            field.with_metadata(metadata.into())
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

impl Column {
    /// A column of these values.
    fn new(
        [name, unit, meaning]: [&'static str; 3],
        is_optional: bool,
        values: ArrayRef,
    ) -> Column {
        let [name, unit, meaning] = [name, unit, meaning].map(Cow::Borrowed);
        Column { name, unit, meaning, is_optional, values }
    }
}

/// A column of words; none is empty for lack of a value.
pub(crate) fn texts<T: AsRef<str>>(
    name: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = T>,
) -> Column {
    let values = values.into_iter().map(Some).collect::<StringArray>();
    Column::new([name, "", meaning], false, Arc::new(values))
}

/// A column of words that a row may be without.
pub(super) fn texts_if<T: AsRef<str>>(
    name: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = Option<T>>,
) -> Column {
    let values = values.into_iter().collect::<StringArray>();
    Column::new([name, "", meaning], true, Arc::new(values))
}

/// A column of numbers from 0, such as those of worlds and citizens.
pub(crate) fn numbers(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = u32>,
) -> Column {
    let values = UInt32Array::from_iter_values(values);
    Column::new([name, unit, meaning], false, Arc::new(values))
}

/// A column of counts, which may be as large as citizen-days of a nation.
pub(crate) fn counts(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = i64>,
) -> Column {
    let values = Int64Array::from_iter_values(values);
    Column::new([name, unit, meaning], false, Arc::new(values))
}

/// A column of real numbers. Values without a meaning, such as a share of nothing, are not numbers
/// in the engine and empty in the file.
pub(crate) fn reals(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    values: impl IntoIterator<Item = f64>,
) -> Column {
    Column::new([name, unit, meaning], true, real_values(values))
}

/// Real numbers, empty where they are none.
pub(super) fn real_values(values: impl IntoIterator<Item = f64>) -> ArrayRef {
    let values = values.into_iter().map(|value| value.is_finite().then_some(value));
    Arc::new(values.collect::<Float64Array>())
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

/// The columns that say which part of society a row is about: the breakdown, and the value of each attribute
/// that it fixes.
pub(super) fn parts(scenario: &Scenario, rows: &[Breakdown]) -> Vec<Column> {
    let labels = Labels(scenario);
    let each = |attribute: Attribute| rows.iter().map(move |&by| labels.value(by, attribute));
    let decile = each(Attribute::Decile).map(|value| or_nan(value.and_then(|it| it.parse().ok())));
    vec![
        texts(
            "breakdown",
            "attribute by which society is told apart: all, group, decile, age, sex, place, or cell: the first, second, fourth and third at once",
            rows.iter().map(|&by| labels.breakdown(by)),
        ),
        texts_if(
            "group_name",
            "invented group, where the row is about one",
            each(Attribute::Group),
        ),
        // As a real: data frames have no empty whole number.
        reals(
            "decile",
            "",
            "income decile of the household, 1 the poorest, where the row is about one",
            decile,
        ),
        texts_if("sex", "sex, where the row is about one", each(Attribute::Sex)),
        texts_if("age_band", "age band in years, where the row is about one", each(Attribute::Age)),
        texts_if("place", "kind of place, where the row is about one", each(Attribute::Place)),
    ]
}
