//! Bounds of a number in a scenario.
//!
//! Each setting with bounds has one constant of this type beside its field. Validation, scenario
//! files, their JSON schema and the handbook all read that constant, so that they cannot disagree.

use std::fmt;
use std::ops::RangeInclusive;

/// The lowest and the highest allowed value of a number, both included.
///
/// ```
/// use society::scenario::{Bounds, Marginals};
///
/// assert!(Marginals::HOUSEHOLD.contains(2.6));
/// assert!(!Marginals::HOUSEHOLD.contains(f64::NAN));
/// assert_eq!(Bounds::new(0.0..=10.0).to_string(), "0 to 10");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The lowest value allowed.
    pub low: f64,
    /// The highest value allowed.
    pub high: f64,
}

impl Bounds {
    /// The bounds of a share or a probability: 0 to 1.
    pub const SHARE: Bounds = Bounds::new(0.0..=1.0);

    /// The bounds of this range.
    ///
    /// # Panics
    ///
    /// Where the range is empty; in a constant this is an error of the compiler.
    #[must_use]
    pub const fn new(range: RangeInclusive<f64>) -> Bounds {
        let (low, high) = (*range.start(), *range.end());
        assert!(low <= high, "the lower bound comes first");
        Bounds { low, high }
    }

    /// Whether `value` is allowed; a value that is not a number never is.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} to {}", self.low, self.high)
    }
}
