//! Scratch buffers of a day, reused from neighborhood to neighborhood.
//!
//! Each buffer belongs to one stage, which leaves it empty or overwrites it; nothing in here carries
//! a result from one stage to another.

use super::message::Message;
use crate::conduct::Occasion;
use crate::scenario::Channel;
use crate::ties::GroupSums;
use crate::units::{Draw, Points, Resident};

/// The buffers of one worker.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    /// Morning: charges among the messages, to be sorted.
    pub(super) messages: Vec<Message>,
    /// Acts: breaches among the occasions of one conduct, by their index; afterwards the players
    /// among the keepers of the rule. Never shrinks: its length is capacity.
    pub(super) broken: Vec<u16>,
    /// Acts: occasions of one conduct on which the rule is kept, by their index. Never shrinks.
    pub(super) kept: Vec<u16>,
    /// Meetings of today, kept for the evening; the only buffer that is filled at one time of a day
    /// and emptied at another.
    pub(super) meetings: Vec<Occasion>,
    /// The draws of today's monthly updates.
    pub(super) monthly: MonthlyDraws,
    /// Points over the ties of kin that left today, still addressed to their senders: a whole batch
    /// of them is forwarded at once.
    pub(super) kin_shares: Vec<Message>,
    /// Morning and evening: sums of the points over ties, by group and by citizen.
    pub(super) group_sums: GroupSums,
    /// Morning and evening: points that arrive over ties, each citizen once [grains].
    pub(super) arrivals: Vec<(Resident, Points)>,
    /// Morning and evening: arrivals that move a score out of its zone, or have to wait [grains].
    pub(super) slow: Vec<(Resident, Points)>,
}

/// Citizens with their monthly update today, and their draws: column by column, since the vector
/// unit draws for many citizens at once.
#[derive(Clone, Debug, Default)]
pub(super) struct MonthlyDraws {
    /// Citizens with an update today, consecutive numbers.
    pub(super) who: Vec<Resident>,
    /// A block each: work found or lost, the job gate, and imitation of help.
    pub(super) blocks: Vec<[Draw; 4]>,
    /// A second block each; empty where unfounded charges cannot occur.
    pub(super) unfounded: Vec<[Draw; 4]>,
    /// A third block each; empty where nobody can be taken for one who is not enrolled.
    pub(super) faces: Vec<[Draw; 4]>,
    /// Citizens among them with a court debt that is truly owed.
    pub(super) owing: Vec<Resident>,
}

/// Consequences that the evening has to deal with: the ledger writes them, the evening reads them.
#[derive(Clone, Debug, Default)]
pub(super) struct ForEvening {
    /// Points to be passed on over ties, in the order of the charges [grains].
    pub(super) charges: Vec<(Resident, Points)>,
    /// Citizens sanctioned for their own deeds, once for each sanction, with the channel that saw the deed.
    pub(super) sanctioned: Vec<(Resident, Channel)>,
    /// Citizens with points that wait for the evening, once for each charge: a release of nothing
    /// moves nothing.
    pub(super) waiting: Vec<Resident>,
}

impl ForEvening {
    /// Leaves nothing of the day before, nor of another neighborhood's day.
    pub(super) fn clear(&mut self) {
        self.charges.clear();
        self.sanctioned.clear();
        self.waiting.clear();
    }
}
