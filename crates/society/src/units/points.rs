//! Points and scores, in exact fixed point, and money.

use serde::{Deserialize, Serialize};

/// A change of score in exact fixed point; a deduction is negative.
///
/// Inside are *grains*, of which [`Points::GRAINS`] make a point, so that sums of charges are
/// exact and independent of their order.
///
/// ```
/// use society::units::Points;
///
/// let fine = Points::from_points(-2.5);
/// assert_eq!((fine.grains(), fine.is_deduction()), (-80, true));
/// assert_eq!((fine + fine).as_points(), -5.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Points(i32);

impl Points {
    /// Grains to the point [grains/point].
    pub const GRAINS: i32 = 32;

    /// No points.
    pub const ZERO: Points = Points(0);

    /// `points` rounded to the nearest grain, halves away from zero.
    #[must_use]
    pub fn from_points(points: f64) -> Points {
        Points(libm::round(points * f64::from(Points::GRAINS)) as i32)
    }

    /// The points of so many grains.
    #[must_use]
    pub const fn from_grains(grains: i32) -> Points {
        Points(grains)
    }

    /// The grains [1/32 points].
    #[inline]
    #[must_use]
    pub const fn grains(self) -> i32 {
        self.0
    }

    /// The points as a number [points].
    #[must_use]
    pub fn as_points(self) -> f64 {
        f64::from(self.0) / f64::from(Points::GRAINS)
    }

    /// Whether this lowers a score.
    #[inline]
    #[must_use]
    pub const fn is_deduction(self) -> bool {
        self.0 < 0
    }
}

impl std::ops::Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points(self.0 + other.0)
    }
}

/// A score, 0 to 2,047 points, in grains of a point.
///
/// ```
/// use society::units::Score;
///
/// let start = Score::from_points(600.0).expect("within the scale");
/// assert_eq!((start.0, start.as_points()), (600 * 32, 600.0));
/// assert!(Score::from_points(-1.0).is_none() && Score::from_points(2048.0).is_none());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(pub u16);

impl Score {
    /// The highest score that 16 bits of grains hold [points].
    pub(crate) const HIGHEST: f64 = 2047.0;

    /// The score of `points`, to the nearest grain, or `None` outside 0 to 2,047 points.
    #[must_use]
    pub fn from_points(points: f64) -> Option<Score> {
        (0.0..=Score::HIGHEST)
            .contains(&points)
            .then(|| Score(Points::from_points(points).grains() as u16))
    }

    /// The score as a number [points].
    #[must_use]
    pub fn as_points(self) -> f64 {
        f64::from(self.0) / f64::from(Points::GRAINS)
    }
}

/// An amount of money [1/1000 of a month's income].
///
/// ```
/// use society::units::Thousandths;
///
/// assert!(Thousandths(40) > Thousandths::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thousandths(pub i32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_rounded_to_the_nearest_grain() {
        assert_eq!(Points::from_points(-0.25).grains(), -8);
        assert_eq!(Points::from_points(-1.6 / 32.0).grains(), -2);
        assert_eq!(Points::from_points(20.0).as_points(), 20.0);
    }
}
