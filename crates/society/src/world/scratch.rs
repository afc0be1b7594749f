//! Scratch buffers of a day, reused from neighborhood to neighborhood.
//!
//! Each buffer belongs to one stage, which leaves it empty or overwrites it; nothing in here carries
//! a result from one stage to another.

use super::message::Message;
use crate::conduct::Occasion;
use crate::ties::GroupSums;
use crate::units::Points;

/// The buffers of one worker.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    /// Charges among this morning's messages.
    pub(super) messages: Vec<Message>,
    /// Breaches among the occasions of one conduct, by their index.
    pub(super) broken: Vec<u16>,
    /// Occasions of one conduct on which the rule is kept, by their index.
    pub(super) kept: Vec<u16>,
    /// Meetings of today, kept for the evening.
    pub(super) meetings: Vec<Occasion>,
    /// The draws of today's monthly updates.
    pub(super) monthly: MonthlyDraws,
    /// Points over the ties of kin that left today, still addressed to their senders: a whole batch
    /// of them is forwarded at once.
    pub(super) kin_shares: Vec<Message>,
    pub(super) group_sums: GroupSums,
    /// Points that arrive over ties, by citizen.
    pub(super) arrivals: Vec<(u16, Points)>,
    /// Arrivals whose move may have consequences.
    pub(super) slow: Vec<(u16, Points)>,
}

/// Citizens whose monthly update falls on today, with their draws.
#[derive(Clone, Debug, Default)]
pub(super) struct MonthlyDraws {
    pub(super) who: Vec<u16>,
    pub(super) blocks: Vec<[u32; 4]>,
    /// A second block each, where unfounded charges occur.
    pub(super) unfounded: Vec<[u32; 4]>,
    /// Citizens among them with a court debt that is truly owed.
    pub(super) owing: Vec<u16>,
}

/// Consequences that the evening has to deal with.
#[derive(Clone, Debug, Default)]
pub(super) struct ForEvening {
    /// Points that are passed on over ties.
    pub(super) charges: Vec<(u16, Points)>,
    /// Citizens on whom a sanction fell, once for each.
    pub(super) sanctioned: Vec<u16>,
    /// Citizens whose points wait for the evening.
    pub(super) waiting: Vec<u16>,
}

impl ForEvening {
    /// Leaves nothing of the day before.
    pub(super) fn clear(&mut self) {
        self.charges.clear();
        self.sanctioned.clear();
        self.waiting.clear();
    }
}
