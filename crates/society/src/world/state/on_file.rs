//! Charges that can be contested, and the listings that rest on charges.
//!
//! Both tables are empty under a policy without objections. With them, a charge is on file from its day
//! until it is decided on, or until it cannot be contested any more.
//!
//! ```text
//! byte    0  1   2  3    4  5   6  7     8         9       10      11
//!       [ who  | since | due  | grains | conduct | cause | phase | marks ]
//! marks   bits 0 to 3 lists that may rest on it, bit 4 counted toward repeats
//! ```

use serde::{Deserialize, Serialize};

use super::table::SparseRow;
use crate::scenario::{Conduct, ListId};
use crate::scoring::Cause;
use crate::standing::Lists;
use crate::units::{Day, Points, Resident};

/// A charge that can be contested, is contested, or waits for a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChargeOnFile {
    /// The citizen, by number in the neighborhood.
    pub(crate) who: Resident,
    /// The day of the charge [day].
    pub(crate) since: Day,
    /// The day of the decision, of an objection that is pending [day].
    pub(crate) due: Day,
    /// Points deducted, at most 65,535 grains, which no score can exceed [grains].
    grains: u16,
    /// The conduct charged.
    pub(crate) conduct: Conduct,
    /// The deed, or the error behind the charge.
    pub(crate) cause: Cause,
    /// The phase of the objection.
    pub(crate) phase: Phase,
    /// Lists that may rest on the charge, and whether it counts toward repeats.
    marks: u8,
}

/// The phase of an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Phase {
    /// None is lodged: the charge can be contested.
    Open,
    /// Lodged today: the office takes it in the evening.
    Lodged,
    /// To be decided on a later day.
    Pending,
}

impl ChargeOnFile {
    /// The bit of a charge counted toward repeats.
    const COUNTED: u8 = 16;

    /// A charge of `points` for a breach of `conduct`, made today; nobody has objected to it.
    pub(crate) fn new(who: Resident, since: Day, conduct: Conduct, cause: Cause) -> ChargeOnFile {
        let (due, phase) = (since, Phase::Open);
        ChargeOnFile { who, since, due, grains: 0, conduct, cause, phase, marks: 0 }
    }

    /// The same, of so many points; a gain counts as none.
    pub(crate) fn of_points(mut self, points: Points) -> ChargeOnFile {
        // Held, as the notes of error losses are: a score is no wider than 16 bits.
        self.grains = u16::try_from((-points.grains()).max(0)).unwrap_or(u16::MAX);
        self
    }

    /// Points deducted, as a gain: those that a correction gives back.
    pub(crate) fn lost(&self) -> Points {
        Points::from_grains(self.grains.into())
    }

    /// Whether the citizen did not do what is charged.
    pub(crate) fn is_wrong(&self) -> bool {
        self.cause != Cause::Deed
    }

    /// Whether the charge counts among the breaches of this year.
    pub(crate) fn is_counted(&self) -> bool {
        self.marks & ChargeOnFile::COUNTED != 0
    }

    /// Notes whether it does.
    pub(crate) fn set_counted(&mut self, counted: bool) {
        self.marks = self.marks & !ChargeOnFile::COUNTED | u8::from(counted) << 4;
    }

    /// The lists that may rest on it: those that a citizen was put on while it stood on file.
    pub(crate) fn lists(&self) -> Lists {
        Lists(self.marks & 15)
    }

    /// Notes that a list may rest on it.
    pub(crate) fn add_list(&mut self, list: ListId) {
        self.marks |= 1 << list.0;
    }

    /// The row as two words, for digests.
    pub(crate) fn words(&self) -> [u64; 2] {
        let days = u64::from(self.since.0) << 16 | u64::from(self.due.0);
        let small = [self.conduct as u8, self.cause as u8, self.phase as u8, self.marks];
        let small = u64::from(u32::from_le_bytes(small));
        [u64::from(u32::from(self.who)) << 32 | days, small << 16 | u64::from(self.grains)]
    }
}

/// The charges on which a listing rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ListReason {
    /// The citizen, by number in the neighborhood.
    pub(crate) who: Resident,
    /// The day of the first of the charges [day].
    pub(crate) since: Day,
    /// The list.
    pub(crate) list: ListId,
    /// Charges that stand, 255 at most.
    pub(crate) charges: u8,
}

impl ListReason {
    /// The row as one word, for digests.
    pub(crate) fn word(&self) -> u64 {
        let small = u64::from(self.list.0) << 8 | u64::from(self.charges);
        u64::from(u32::from(self.who)) << 32 | u64::from(self.since.0) << 16 | small
    }
}

impl SparseRow for ChargeOnFile {
    fn who(&self) -> Resident {
        self.who
    }
}

impl SparseRow for ListReason {
    fn who(&self) -> Resident {
        self.who
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charge_on_file_takes_twelve_bytes_and_keeps_its_marks_apart() {
        assert_eq!(size_of::<ChargeOnFile>(), 12);
        let new = ChargeOnFile::new(Resident(7), Day(3), Conduct::Driving, Cause::Misidentified);
        let mut row = new.of_points(Points::from_points(-5000.0));
        assert_eq!(row.lost(), Points::from_grains(65_535));
        row.set_counted(true);
        row.add_list(ListId(2));
        assert!(row.is_counted() && row.lists().has(ListId(2)) && !row.lists().has(ListId(1)));
        row.set_counted(false);
        assert!(!row.is_counted() && row.lists().has(ListId(2)) && row.is_wrong());
        assert_eq!(new.of_points(Points::from_points(2.0)).lost(), Points::ZERO);
    }
}
