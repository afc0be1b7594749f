//! Charges: acts held against a citizen, on the record or in truth.
//!
//! Every charge concerns up to two accounts. Gates look at the *real* one. The *shadow* one holds
//! the true deeds alone, seen without error and without ties; the distance between the two is the
//! effect of the errors and ties of a policy.
//!
//! | charge for | real | shadow |
//! | --- | --- | --- |
//! | a deed, seen as it was | yes | yes |
//! | a good deed that is staged | yes | – |
//! | a deed that a sensor missed | – | yes |
//! | an act of somebody else, or of nobody | yes | – |

use serde::{Deserialize, Serialize};

use crate::scenario::{CauseSet, Conduct, Nature, RestrictionCause};
use crate::scoring::Cause;
use crate::units::Resident;

/// One of a citizen's two accounts; as a number, 0 on record and 1 in truth.
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

/// An act held against a citizen, or in favor of one: a sensor's report to the ledger.
///
/// Points are not part of it. They depend on the citizen's counters when the charge is made, and by
/// then the rules can be those of a reform.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Charge {
    /// The conduct, as the sensor names it.
    pub(crate) conduct: Conduct,
    /// Whether the rule was kept, which can earn points, or broken, which can cost some.
    pub(crate) kept: bool,
    /// The deed itself, or the error that put the charge on this citizen.
    pub(crate) cause: Cause,
    /// Delay since the act, 0 to 255 [days].
    pub(crate) delay: u8,
    /// The hour of the act, 0 to 23; 0 where an error has none [hours].
    pub(crate) hour: u8,
    /// Whether it goes to the real account.
    pub(crate) real: bool,
    /// Whether it goes to the shadow account.
    pub(crate) shadow: bool,
}

impl Charge {
    /// A breach on record with no act of the citizen behind it.
    pub(crate) fn unfounded(conduct: Conduct, cause: Cause) -> Charge {
        Charge { conduct, kept: false, cause, delay: 0, hour: 0, real: true, shadow: false }
    }

    /// Whether the charge counts on the record of its citizen where these causes of restriction do.
    #[inline]
    pub(crate) fn counts_where(self, counted: CauseSet) -> bool {
        counted == CauseSet::ALL || self.restriction_cause().is_none_or(|cause| counted.has(cause))
    }

    /// Whether the deed behind the charge is the citizen's own.
    pub(crate) fn is_own(self) -> bool {
        self.cause == Cause::Deed
    }

    /// The cause of restriction that the charge belongs to; none for a deed that can only earn.
    fn restriction_cause(self) -> Option<RestrictionCause> {
        if !self.is_own() {
            return Some(RestrictionCause::FalseAccusations);
        }
        let breach = match self.conduct.nature() {
            Nature::Duty => RestrictionCause::OwnBreaches,
            Nature::Virtue | Nature::Disfavored => RestrictionCause::LawfulActs,
        };
        (!self.kept).then_some(breach)
    }
}

/// A charge on its way to the account, in six bytes.
///
/// One citizen in twenty always has one waiting, so that its size shows in the memory of a nation.
///
/// ```text
/// byte    0    1    2         3       4       5
///       [ citizen | conduct | cause | delay | marks ]
/// marks   bit 0 kept, bit 1 to the real account, bit 2 to the shadow account, from bit 3 the hour
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LateEntry {
    /// The citizen, by number in the neighborhood.
    pub(crate) who: Resident,
    /// The conduct charged.
    conduct: Conduct,
    /// The cause of the charge.
    cause: Cause,
    /// Delay from the act to the entry, counted as a statistic when the charge is made [days].
    delay: u8,
    /// A bit each: kept, to the real account, to the shadow account; and the hour of the act.
    marks: u8,
}

impl LateEntry {
    /// The entry of `charge` against a citizen of the neighborhood.
    pub(crate) fn new(who: Resident, charge: Charge) -> LateEntry {
        let Charge { conduct, kept, cause, delay, hour, real, shadow } = charge;
        // Five bits are just enough for 24 hours.
        let marks = u8::from(kept) | u8::from(real) << 1 | u8::from(shadow) << 2 | hour << 3;
        LateEntry { who, conduct, cause, delay, marks }
    }

    /// The charge to be made on the day of the entry.
    pub(crate) fn charge(self) -> Charge {
        let LateEntry { conduct, cause, delay, marks, .. } = self;
        let [kept, real, shadow] = [0, 1, 2].map(|place| marks >> place & 1 == 1);
        Charge { conduct, kept, cause, delay, hour: marks >> 3, real, shadow }
    }

    /// The entry as one word, for digests.
    pub(crate) fn word(self) -> u64 {
        let small = [self.conduct as u8, self.cause as u8, self.delay, self.marks];
        u64::from(u32::from(self.who)) << 32 | u64::from(u32::from_le_bytes(small))
    }
}
