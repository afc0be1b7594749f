//! Days, months and years: a year has 365 days and twelve months of 30 or 31.

/// A month of the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its number, from 0.
    pub number: u16,
    /// Its first day.
    pub start: u16,
    /// The day after its last.
    pub end: u16,
}

/// The month that `day` lies in.
#[must_use]
pub fn month_of(day: u16) -> Month {
    let number = (u32::from(day) * 12 / 365) as u16;
    let start = |month: u16| (u32::from(month) * 365).div_ceil(12) as u16;
    Month { number, start: start(number), end: start(number + 1) }
}

impl Month {
    /// The part of `0..size` whose turn it is on `day` of this month: each has one turn.
    #[must_use]
    pub fn share_of(self, day: u16, size: usize) -> (usize, usize) {
        let (length, passed) = (usize::from(self.end - self.start), usize::from(day - self.start));
        (size * passed / length, size * (passed + 1) / length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_twelve_months_and_every_day_is_in_one() {
        let months: Vec<u16> = (0..365).map(|day| month_of(day).number).collect();
        assert_eq!((months[0], months[364], month_of(365).number), (0, 11, 12));
        for day in 0..1460 {
            let month = month_of(day);
            assert!((month.start..month.end).contains(&day));
            assert!((30..=31).contains(&(month.end - month.start)));
        }
    }

    #[test]
    fn everyone_has_one_turn_a_month() {
        let month = month_of(40);
        let turns: Vec<_> = (month.start..month.end).map(|day| month.share_of(day, 1000)).collect();
        assert_eq!((turns[0].0, turns[turns.len() - 1].1), (0, 1000));
        assert!(turns.windows(2).all(|pair| pair[0].1 == pair[1].0));
    }
}
