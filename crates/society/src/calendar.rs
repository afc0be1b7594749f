//! The calendar: years of 365 days and twelve months of 30 or 31 days, without leap years.
//!
//! Month *m* begins on day ⌈365 *m* / 12⌉, so that twelve months make a year exactly.

use crate::units::Day;

/// Days of a year [days].
pub const YEAR: u16 = 365;

/// A month of the scenario.
///
/// ```
/// use society::{calendar::month_of, units::Day};
///
/// let first = month_of(Day(0));
/// assert_eq!((first.number, first.start, first.end), (0, Day(0), Day(31)));
/// assert_eq!(month_of(Day(365)).number, 12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// The number of the month, from 0.
    pub number: u16,
    /// The first day.
    pub start: Day,
    /// The day after the last.
    pub end: Day,
}

/// The month of `day`.
#[must_use]
pub fn month_of(day: Day) -> Month {
    let number = whole_months(day - Day::FIRST) as u16;
    // Rounded up, so that a month begins on the first day of which `number` is its number.
    let start = |month: u16| Day((u32::from(month) * 365).div_ceil(12) as u16);
    Month { number, start: start(number), end: start(number + 1) }
}

/// Whole months within so many days, of a twelfth of a year each [months].
pub(crate) fn whole_months(days: u16) -> usize {
    usize::from(days) * 12 / 365
}

impl Month {
    /// The part of `0..size` with its monthly update on `day` of this month, as a half-open range:
    /// each index has one day, and days differ by one index at most.
    ///
    /// ```
    /// use society::{calendar::month_of, units::Day};
    ///
    /// let month = month_of(Day(0));
    /// let parts: Vec<_> = Day::all(0..31).map(|day| month.share_of(day, 62)).collect();
    /// assert_eq!((parts[0], parts[1], parts[30]), ((0, 2), (2, 4), (60, 62)));
    /// ```
    ///
    /// # Panics
    ///
    /// In builds with overflow checks, where `day` lies before the month.
    #[must_use]
    pub fn share_of(self, day: Day, size: usize) -> (usize, usize) {
        debug_assert!((self.start..self.end).contains(&day), "day {day} of {self:?}");
        let (length, passed) = (usize::from(self.end - self.start), usize::from(day - self.start));
        // Adjacent days share the same quotient as end and begin: no index is lost or taken twice.
        (size * passed / length, size * (passed + 1) / length)
    }

    /// The day of this month on which `index` of `0..size` has its monthly update: that whose
    /// [share](Month::share_of) it is in.
    pub(crate) fn turn_of(self, index: usize, size: usize) -> Day {
        let length = usize::from(self.end - self.start);
        // The first day whose share ends beyond the index.
        Day(self.start.0 + ((index + 1) * length).div_ceil(size) as u16 - 1)
    }

    /// Whether a year ends with this month.
    pub(crate) fn ends_year(self) -> bool {
        self.number % 12 == 11
    }

    /// Whether counters of the year are reset, and a yearly schedule updates, in this month. The first
    /// month has no year behind it.
    pub(crate) fn is_new_year(self) -> bool {
        self.number > 0 && self.number.is_multiple_of(12)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_twelve_months_and_every_day_is_in_one() {
        let months: Vec<u16> = Day::all(0..365).map(|day| month_of(day).number).collect();
        assert_eq!((months[0], months[364], month_of(Day(365)).number), (0, 11, 12));
        for day in Day::all(0..1460) {
            let month = month_of(day);
            assert!((month.start..month.end).contains(&day));
            assert!((30..=31).contains(&(month.end - month.start)));
        }
    }

    #[test]
    fn everyone_has_one_update_a_month() {
        let month = month_of(Day(40));
        let turns: Vec<_> =
            Day::all(month.start.0..month.end.0).map(|day| month.share_of(day, 1000)).collect();
        assert_eq!((turns[0].0, turns[turns.len() - 1].1), (0, 1000));
        assert!(turns.windows(2).all(|pair| pair[0].1 == pair[1].0));
        for size in [1, 7, 31, 1000] {
            for index in 0..size {
                let (from, upto) = month.share_of(month.turn_of(index, size), size);
                assert!((from..upto).contains(&index), "{index} of {size}");
            }
        }
    }
}
