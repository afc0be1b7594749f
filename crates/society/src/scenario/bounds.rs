//! Bounds of a number in a scenario.
//!
//! Each setting with bounds has one constant of this type beside its field. Validation, scenario
//! files, their JSON schema and the handbook all read that constant, so that they cannot disagree.

use std::fmt;

/// The lowest and the highest allowed value of a number, both included.
///
/// ```
/// use society::scenario::{Bounds, Marginals};
///
/// assert!(Marginals::HOUSEHOLD.contains(2.6));
/// assert!(!Marginals::HOUSEHOLD.contains(f64::NAN));
/// assert_eq!(Bounds::new(0.0, 10.0).to_string(), "0 to 10");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    low: f64,
    high: f64,
}

impl Bounds {
    /// The bounds of a share or a probability: 0 to 1.
    pub const SHARE: Bounds = Bounds::new(0.0, 1.0);

    /// The bounds from `low` to `high`.
    ///
    /// # Panics
    ///
    /// Where `low` exceeds `high`; in a constant this is an error of the compiler.
    #[must_use]
    pub const fn new(low: f64, high: f64) -> Bounds {
        assert!(low <= high, "the lower bound comes first");
        Bounds { low, high }
    }

    /// The lowest value allowed.
    #[must_use]
    pub const fn low(self) -> f64 {
        self.low
    }

    /// The highest value allowed.
    #[must_use]
    pub const fn high(self) -> f64 {
        self.high
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
