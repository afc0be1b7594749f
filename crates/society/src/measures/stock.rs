//! Stocks: lasting states of citizens, kept as a level and a sum of days.

/// A state that lasts: the citizens in it, and their citizen-days.
///
/// Kept as a level *L* and a sum *S* of the days of its changes, each with the sign of the change;
/// the citizen-days before any day *d* are *L* · *d* − *S*, exactly, without a pass over the
/// citizens on the days between.
///
/// ```
/// use society::{measures::{Stock, Tallies}, population::Cell, units::Day};
///
/// let mut tallies = Tallies::new(1, 100);
/// tallies.shift(0, Cell(7), Stock::Restricted, 1, Day(10));
/// tallies.shift(0, Cell(7), Stock::Restricted, -1, Day(25));
/// assert_eq!(tallies.days(Stock::Restricted, Day(40)), 15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u16)]
pub enum Stock {
    /// Citizens under any penalty.
    Restricted,
    /// Of these, citizens not restricted by their true deeds, by the error at fault, in the order
    /// of [`crate::scoring::WRONGS`].
    Misidentified,
    /// See [`Stock::Misidentified`].
    Misrecorded,
    /// See [`Stock::Misidentified`].
    FalselyReported,
    /// See [`Stock::Misidentified`].
    ByAssociation,
    /// Citizens restricted by their true deeds, and not in fact.
    Spared,
    /// Citizens on the first list of the policy.
    FirstList,
    /// Citizens on the second list.
    SecondList,
    /// Citizens on the third list.
    ThirdList,
    /// Citizens on the fourth list.
    FourthList,
    /// Citizens of working age out of work.
    OutOfWork,
}

impl Stock {
    /// Stocks.
    pub const COUNT: usize = 11;

    /// The stock of list `number`, 0 to 3.
    #[must_use]
    pub const fn list(number: usize) -> Stock {
        debug_assert!(number < 4, "a policy has four lists at most");
        match number {
            0 => Stock::FirstList,
            1 => Stock::SecondList,
            2 => Stock::ThirdList,
            _ => Stock::FourthList,
        }
    }

    /// The stock of citizens wrongly restricted through error `number`, 0 to 3, of
    /// [`crate::scoring::WRONGS`].
    #[must_use]
    pub const fn wrongful(number: usize) -> Stock {
        debug_assert!(number < 4, "there are four errors");
        match number {
            0 => Stock::Misidentified,
            1 => Stock::Misrecorded,
            2 => Stock::FalselyReported,
            _ => Stock::ByAssociation,
        }
    }
}
