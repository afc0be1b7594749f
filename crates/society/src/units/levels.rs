//! Levels, ranks and dispositions of citizens, in a byte each.

use serde::{Deserialize, Serialize};

/// A level between none and full, 0 to 255 [1/255]: of hardship, health, certainty or resignation.
///
/// ```
/// use society::units::Level;
///
/// assert_eq!(Level(51).as_share(), 0.2);
/// assert!(Level::NONE < Level(1) && Level(254) < Level::FULL);
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Level(pub u8);

impl Level {
    /// Nothing.
    pub const NONE: Level = Level(0);
    /// Everything.
    pub const FULL: Level = Level(255);

    /// The level nearest to a share, which is cut to 0 to 1 first.
    #[must_use]
    pub(crate) fn of_share(share: f64) -> Level {
        Level(libm::round(share.clamp(0.0, 1.0) * 255.0) as u8)
    }

    /// The level as a share of full, 0 to 1.
    #[must_use]
    pub fn as_share(self) -> f64 {
        f64::from(self.0) / 255.0
    }

    /// This level moved by `share` [1/256], 0 to 256, of the way to another.
    ///
    /// Rounded away from this level, so that each step covers one at least and the limit is
    /// reached; a share of 0 does not move.
    #[inline]
    #[must_use]
    pub(crate) fn toward(self, to: Level, share: i32) -> Level {
        debug_assert!((0..=256).contains(&share), "{share} of 256");
        // 255 before the division rounds any rest away from zero, for either sign.
        let way = (i32::from(to.0) - i32::from(self.0)) * share;
        Level((i32::from(self.0) + (way + 255 * way.signum()) / 256) as u8)
    }
}

/// Levels as wider numbers [1/255], for sums of them.
macro_rules! level_into {
    ($($number:ty),*) => { $(
        impl From<Level> for $number {
            #[inline]
            fn from(level: Level) -> $number {
                level.0.into()
            }
        }
    )* };
}

level_into!(i32, u32, i64, u64, f64, usize);

/// A citizen's rank in a random order of everyone, as the share of lower ones, 0 to 255 [1/256].
///
/// Ranks are uniform, so that a bound of *n* has *n* of 256 citizens below it.
///
/// ```
/// use society::units::Quantile;
///
/// let lowest_quarter = (0..=u8::MAX).filter(|&rank| Quantile(rank) < Quantile(64)).count();
/// assert_eq!(lowest_quarter, 64);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantile(pub u8);

impl Quantile {
    /// Whether the rank lies below `bound`, 0 (of nobody) to 256 (of everyone) [1/256].
    #[inline]
    #[must_use]
    pub(crate) fn is_below(self, bound: u32) -> bool {
        u32::from(self.0) < bound
    }
}

/// Conscientiousness of a citizen, as it enters a choice [1/32 standard deviations].
///
/// ```
/// use society::units::Disposition;
///
/// // Half a standard deviation above the mean.
/// assert!(Disposition(16) > Disposition::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disposition(pub i8);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_steps_reach_the_limit_and_stay() {
        assert_eq!(Level(200).toward(Level(100), 64), Level(175));
        assert_eq!(Level(101).toward(Level(100), 1), Level(100));
        assert_eq!(Level(9).toward(Level(200), 0), Level(9));
        let end = (0..400).fold(Level(200), |at, _| at.toward(Level(17), 10));
        assert_eq!(end, Level(17));
        assert_eq!(Level(3).toward(Level(250), 256), Level(250));
    }
}
