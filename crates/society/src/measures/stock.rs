//! Stocks: lasting states of citizens, kept as a level and a sum of days.

use crate::scenario::ListId;

/// A state that lasts: the citizens in it, and their citizen-days.
///
/// Kept as a level *L* and a sum *S* of the days of its changes, each with the sign of the change;
/// the citizen-days before any day *d* are *L* · *d* − *S*, exactly, without a pass over the
/// citizens on the days between.
///
/// ```
/// use society::measures::{Stock, Tallies};
/// use society::{population::Cell, scenario::PlaceId, units::Day};
///
/// let mut tallies = Tallies::new(1, 100);
/// tallies.shift(PlaceId(0), Cell(7), Stock::Restricted, 1, Day(10));
/// tallies.shift(PlaceId(0), Cell(7), Stock::Restricted, -1, Day(25));
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

    /// The stocks of citizens wrongly restricted, in the order of [`crate::scoring::WRONGS`].
    pub const WRONGFUL: [Stock; 4] =
        [Stock::Misidentified, Stock::Misrecorded, Stock::FalselyReported, Stock::ByAssociation];

    /// The stocks of citizens on each list, as many as a policy can have.
    pub const LISTED: [Stock; 4] =
        [Stock::FirstList, Stock::SecondList, Stock::ThirdList, Stock::FourthList];

    /// The stock of citizens on a list.
    #[must_use]
    pub const fn list(list: ListId) -> Stock {
        Stock::LISTED[list.0 as usize]
    }
}
