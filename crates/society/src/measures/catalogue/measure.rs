//! A measure: identity, names, unit, and formula.

use super::entry::Formula;
use super::families::Family;
use super::unit::Unit;
use crate::measures::id::MeasureId;
use crate::measures::slice::Slice;

/// One measure.
///
/// ```
/// use society::measures::{MeasureId, Unit, catalogue};
///
/// let measure = &catalogue()[MeasureId::RESTRICTED_EVER.number()];
/// assert_eq!((measure.name.as_str(), measure.unit), ("restricted.ever", Unit::PerThousand));
/// ```
#[derive(Clone, Debug)]
pub struct Measure {
    /// Identity: the place in the catalogue.
    pub id: MeasureId,
    /// Name in tables.
    pub name: String,
    /// Family, by its subject.
    pub family: Family,
    /// Unit of every value.
    pub unit: Unit,
    /// Definition, in one sentence.
    pub definition: String,
    /// Formula of the value.
    pub(super) formula: Formula,
    /// The conduct, gate, list, band or cause that the formula is applied to, by number.
    pub(super) number: usize,
}

impl Measure {
    /// The measure of some citizens over some days; not a number where it has no meaning for
    /// them, as a share of nothing.
    #[must_use]
    pub fn of(&self, slice: &Slice) -> f64 {
        match self.formula {
            Formula::One(value) => value(slice),
            Formula::Each(_, value) => value(slice, self.number),
        }
    }
}
