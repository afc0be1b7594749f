//! Rows of the sparse tables: losses through errors, court debts, timers.

use serde::{Deserialize, Serialize};

use super::table::SparseRow;
use crate::scenario::ListId;
use crate::scoring::Deed;
use crate::units::{Day, Resident};
use crate::world::charge::Side;

/// Points lost through errors of one kind.
///
/// A charge can lead to a list without costing a point, so that a row may stand for no loss at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ErrorLoss {
    /// The citizen, by number in the neighborhood.
    pub(crate) who: Resident,
    /// Points lost, at most 65,535 grains, which no score can exceed [grains].
    pub(crate) grains: u16,
}

/// An unpaid court debt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Debt {
    /// The citizen, by number in the neighborhood.
    pub(crate) who: Resident,
    /// The day on which it was left unpaid, or recorded [day].
    pub(crate) since: Day,
    /// Whether it is on record.
    pub(crate) on_file: bool,
    /// Whether it is truly owed.
    pub(crate) owed: bool,
}

impl Debt {
    /// Whether the debt counts on one side: on record, or in truth.
    pub(crate) fn counts_on(&self, side: Side) -> bool {
        match side {
            Side::Real => self.on_file,
            Side::Shadow => self.owed,
        }
    }
}

/// An event due on a later day, over a listing, a debt or an appeal.
///
/// The order of the fields is the order in which timers fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Timer {
    /// The day on which it fires, in the morning [day].
    pub(crate) due: Day,
    /// The citizen, by number in the neighborhood.
    pub(crate) who: Resident,
    /// The event that it brings.
    pub(crate) kind: TimerKind,
    /// The list.
    pub(crate) list: ListId,
    /// Whether it concerns the shadow account.
    pub(crate) shadow: bool,
    /// The reason behind it.
    pub(crate) deed: Deed,
}

impl Timer {
    /// The account that it concerns.
    pub(crate) fn side(&self) -> Side {
        if self.shadow { Side::Shadow } else { Side::Real }
    }
}

/// The event that a timer brings, in the order of one morning.
///
/// Ends come before beginnings, so that the end of an old term never cuts short a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum TimerKind {
    /// An appeal is decided.
    AppealEnds,
    /// The term of a listing is over.
    ListEnds,
    /// A debt has been unpaid for as long as the list allows.
    DebtRipens,
    /// The notice of a listing is over.
    ListBegins,
}

impl SparseRow for ErrorLoss {
    fn who(&self) -> Resident {
        self.who
    }
}

impl SparseRow for Debt {
    fn who(&self) -> Resident {
        self.who
    }
}
