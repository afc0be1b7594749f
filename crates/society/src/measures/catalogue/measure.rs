//! A measure: identity, names, unit, and formula.

use std::ops::RangeInclusive;

use super::entry::Formula;
use super::families::Family;
use super::unit::Unit;
use crate::measures::id::MeasureId;
use crate::measures::slice::Slice;

/// Shares of what begins in a year whose end can be counted in a later one: more can end than begin.
const OF_EARLIER_YEARS: [&str; 5] =
    ["restored", "never-restored", "delisted", "debts.repaid", "appeals.granted"];

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

    /// The values that it can have over all days from the first on: no more can end than began.
    ///
    /// ```
    /// use society::measures::{MeasureId, catalogue};
    ///
    /// let restored = MeasureId::named("restored").expect("it is a measure");
    /// let restored = &catalogue()[restored.number()];
    /// assert_eq!(restored.range_from_the_start(), 0.0..=1.0);
    /// assert!(restored.range().contains(&1.5));
    /// ```
    #[must_use]
    pub fn range_from_the_start(&self) -> RangeInclusive<f64> {
        let of_earlier_years = OF_EARLIER_YEARS.contains(&self.name.as_str());
        if of_earlier_years { 0.0..=1.0 } else { self.range() }
    }

    /// The values that it can have by what it counts, in its unit; an end without a bound is infinite.
    ///
    /// Shares, numbers of people and counts have bounds. Differences have none, and neither have counts
    /// from which something is taken back: the refund of a fine can fall in a later year.
    ///
    /// ```
    /// use society::measures::{MeasureId, catalogue};
    ///
    /// let range = |id: MeasureId| catalogue()[id.number()].range();
    /// assert_eq!(range(MeasureId::IN_WORK), 0.0..=1.0);
    /// assert_eq!(range(MeasureId::RESTRICTED_EVER), 0.0..=1000.0);
    /// assert!(range(MeasureId::FINES_WRONGLY).contains(&-1.0));
    /// ```
    #[must_use]
    pub fn range(&self) -> RangeInclusive<f64> {
        let is_signed = match self.family {
            Family::PairedDifference => self.unit != Unit::PerThousand,
            Family::Score => self.name.starts_with("points."),
            _ => [MeasureId::FINES_WRONGLY, MeasureId::WARNINGS_WRONGLY].contains(&self.id),
        };
        match self.unit {
            Unit::Correlation => -1.0..=1.0,
            _ if is_signed => f64::NEG_INFINITY..=f64::INFINITY,
            Unit::Points | Unit::MonthsOfIncome => f64::NEG_INFINITY..=f64::INFINITY,
            Unit::Share if OF_EARLIER_YEARS.contains(&self.name.as_str()) => 0.0..=f64::INFINITY,
            Unit::Share => 0.0..=1.0,
            Unit::PerThousand | Unit::PerThousandCitizens => 0.0..=1000.0,
            Unit::PerThousandYears
            | Unit::PerThousandDays
            | Unit::PerYear
            | Unit::PerDay
            | Unit::Days
            | Unit::Hours
            | Unit::Ratio
            | Unit::Harm => 0.0..=f64::INFINITY,
        }
    }
}
