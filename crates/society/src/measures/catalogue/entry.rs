//! Rows of the catalogue: a measure each, or a series of measures of one form.

use super::names::Names;
use super::unit::Unit;
use crate::measures::slice::Slice;

/// A row of the catalogue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Name in tables; in a series, `{}` stands for each of its names.
    pub(super) name: &'static str,
    /// Unit of every value.
    pub(super) unit: Unit,
    /// Definition, in one sentence; in a series, `{}` stands for each of its names.
    pub(super) definition: &'static str,
    /// Formula of the value.
    pub(super) value: Formula,
}

/// The formula of a measure, or of a series of measures.
#[derive(Clone, Copy, Debug)]
pub(super) enum Formula {
    /// One measure.
    One(fn(&Slice) -> f64),
    /// A measure for each name, by the number of its column.
    Each(Names, fn(&Slice, usize) -> f64),
}
