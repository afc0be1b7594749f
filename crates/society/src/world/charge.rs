//! Charges: acts held against a citizen, on the record or in truth.
//!
//! Every charge concerns up to two accounts. The *real* one is what the gates look at. The *shadow*
//! one holds the true deeds alone, seen without error and without ties; the distance between the
//! two is what the errors and ties of a policy do.

use serde::{Deserialize, Serialize};

use crate::scenario::Conduct;
use crate::scoring::Cause;

/// One of a citizen's two accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The account on record, which the gates look at.
    Real,
    /// The account of true deeds alone.
    Shadow,
}

impl Side {
    /// Both accounts, in the order in which they move: the truth first.
    pub(crate) const BOTH: [Side; 2] = [Side::Shadow, Side::Real];
}

/// An act held against a citizen, or in favor of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Charge {
    pub(crate) conduct: Conduct,
    /// Whether the rule was kept, which can earn points, or broken, which can cost some.
    pub(crate) kept: bool,
    pub(crate) cause: Cause,
    /// Delay since the act [days].
    pub(crate) delay: u8,
    /// Whether it goes to the real account.
    pub(crate) real: bool,
    /// Whether it goes to the shadow account.
    pub(crate) shadow: bool,
}

impl Charge {
    /// A breach on record that no act of the citizen stands behind.
    pub(crate) fn unfounded(conduct: Conduct, cause: Cause) -> Charge {
        Charge { conduct, kept: false, cause, delay: 0, real: true, shadow: false }
    }
}

/// A charge on its way to the account, in six bytes.
///
/// One citizen in twenty always has one waiting, so that its size shows in the memory of a nation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LateEntry {
    pub(crate) who: u16,
    conduct: Conduct,
    cause: Cause,
    delay: u8,
    /// A bit each: kept, to the real account, to the shadow account.
    marks: u8,
}

impl LateEntry {
    /// The entry of `charge` against citizen `who` of the neighborhood.
    pub(crate) fn new(who: u16, charge: Charge) -> LateEntry {
        let Charge { conduct, kept, cause, delay, real, shadow } = charge;
        let marks = u8::from(kept) | u8::from(real) << 1 | u8::from(shadow) << 2;
        LateEntry { who, conduct, cause, delay, marks }
    }

    /// The charge to be made.
    pub(crate) fn charge(self) -> Charge {
        let LateEntry { conduct, cause, delay, marks, .. } = self;
        let [kept, real, shadow] = [0, 1, 2].map(|place| marks >> place & 1 == 1);
        Charge { conduct, kept, cause, delay, real, shadow }
    }

    /// The entry as one word, for digests.
    pub(crate) fn word(self) -> u64 {
        let small = [self.conduct as u8, self.cause as u8, self.delay, self.marks];
        u64::from(self.who) << 32 | u64::from(u32::from_le_bytes(small))
    }
}
