//! Days of the calendar.

use std::fmt::{self, Display};
use std::ops::{Range, Sub};

use serde::{Deserialize, Serialize};

/// A day of the scenario, counted from the first, which is day 0 [days].
///
/// Two days differ by a number of days:
///
/// ```
/// use society::units::Day;
///
/// assert_eq!(Day(7).after(30) - Day(7), 30);
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Day(pub u16);

impl Day {
    /// The first day.
    pub const FIRST: Day = Day(0);

    /// The days with the numbers of `range`, in order.
    ///
    /// ```
    /// use society::units::Day;
    ///
    /// assert!(Day::all(0..2).eq([Day::FIRST, Day(1)]));
    /// ```
    pub fn all(
        range: Range<u16>,
    ) -> impl ExactSizeIterator<Item = Day> + DoubleEndedIterator + Clone {
        range.map(Day)
    }

    /// The day `days` later, at most day 65,535, the end of the calendar.
    ///
    /// ```
    /// use society::units::Day;
    ///
    /// assert_eq!(Day(7).after(30), Day(37));
    /// assert_eq!(Day(65_000).after(1_000), Day(65_535));
    /// ```
    #[must_use]
    pub fn after(self, days: u16) -> Day {
        Day(self.0.saturating_add(days))
    }
}

impl Sub for Day {
    /// Days from the one to the other [days].
    type Output = u16;

    /// # Panics
    ///
    /// In builds with overflow checks, where `earlier` is the later one.
    #[inline]
    fn sub(self, earlier: Day) -> u16 {
        self.0 - earlier.0
    }
}

impl Display for Day {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(to)
    }
}

impl From<Day> for usize {
    #[inline]
    fn from(day: Day) -> usize {
        day.0.into()
    }
}

impl From<Day> for u32 {
    #[inline]
    fn from(day: Day) -> u32 {
        day.0.into()
    }
}

impl From<Day> for i64 {
    #[inline]
    fn from(day: Day) -> i64 {
        day.0.into()
    }
}
