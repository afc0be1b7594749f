//! Shares and rates of the example, written short.

use crate::units::{PerYear, Share};

/// The share `value`.
pub(super) fn share(value: f64) -> Share {
    Share::clamped(value)
}

/// The rate `per_year` [1/year].
pub(super) fn rate(per_year: f64) -> PerYear {
    PerYear::new(per_year).expect("rates of the example are not negative")
}
