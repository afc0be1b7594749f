//! A measure and its unit.

use super::entry::Formula;
use super::families::Family;
use crate::measures::id::MeasureId;
use crate::measures::slice::Slice;

/// The unit of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Per 1,000 adults.
    PerThousand,
    /// Per 1,000 citizens, children included.
    PerThousandCitizens,
    /// Per 1,000 adult-years.
    PerThousandYears,
    /// Per 1,000 adult-days.
    PerThousandDays,
    /// Per adult-year.
    PerYear,
    /// Per adult-day.
    PerDay,
    /// A share of 1.
    Share,
    /// Points.
    Points,
    /// Days.
    Days,
    /// From −1 to 1.
    Correlation,
    /// A pure number.
    Ratio,
    /// The scenario's own weights of harm, per adult.
    Harm,
}

impl Unit {
    /// The unit in words, as tables print it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Unit::PerThousand => "per 1,000 adults",
            Unit::PerThousandCitizens => "per 1,000 citizens",
            Unit::PerThousandYears => "per 1,000 adult-years",
            Unit::PerThousandDays => "per 1,000 adult-days",
            Unit::PerYear => "per adult-year",
            Unit::PerDay => "per adult-day",
            Unit::Share => "share",
            Unit::Points => "points",
            Unit::Days => "days",
            Unit::Correlation => "correlation",
            Unit::Ratio => "ratio",
            Unit::Harm => "harm per adult",
        }
    }
}

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
