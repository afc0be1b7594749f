//! The response of citizens to scoring: perceived certainty of a sanction, resignation, and gaming of
//! the score.
//!
//! Certainty follows a linear learning rule: a sanction of one's own, or word of one nearby, moves
//! it a fixed share of the way to full, and each month moves it back to the announced level
//! (perceptual deterrence, Nagin 1998). Pressure, the product of certainty and stake, is all that
//! a choice sees of it; the stake follows from the policy itself ([`crate::stakes`]).

use crate::scenario::{Conduct, Policy, Society};
use crate::stakes::{ConductStakes, Stakes};
use crate::units::{Level, Quantile, Share};

/// The response model of one policy, compiled to integers.
#[derive(Clone, Debug)]
pub struct ResponseModel {
    /// Whether there is anything to respond to.
    enabled: bool,
    /// Citizens of a lower awareness rank expect sanctions from the start [1/256].
    aware: u32,
    /// Their certainty.
    announced: Level,
    /// Share of the way to full certainty after a sanction of one's own [1/256].
    own: i32,
    /// Certainty after word of one sanction nearby, by certainty before: a table, since word goes
    /// to dozens for each sanction.
    heard: [Level; 256],
    /// Share of the way back to the announced level in a month [1/256].
    fades: i32,
    /// Share of the way of resignation in a month [1/256].
    resigns: i32,
    /// Citizens of a lower gaming rank play [1/256].
    players: u32,
    /// Stakes by conduct, lists and score.
    stakes: Stakes,
}

impl ResponseModel {
    /// The response of `society` to `policy`.
    #[must_use]
    pub fn new(society: &Society, policy: &Policy) -> ResponseModel {
        let rules = &society.response;
        let stakes = Stakes::new(society, policy);
        let enabled = rules.enabled && stakes.is_any();
        let learns = enabled && rules.certainty.enabled;
        let if_learns = |parts| if learns { parts } else { 0 };
        ResponseModel {
            enabled,
            aware: parts(rules.certainty.aware) as u32,
            announced: if learns {
                Level::of_share(rules.certainty.announced.get())
            } else {
                Level::NONE
            },
            own: if_learns(parts(rules.certainty.own)),
            // What a friend's sanction makes of each level is tabulated: the evening looks it up per tie.
            heard: std::array::from_fn(|from| {
                Level(from as u8).toward(Level::FULL, if_learns(parts(rules.certainty.others)))
            }),
            fades: if_learns(parts(rules.certainty.fades)),
            resigns: parts(rules.resignation),
            players: if enabled { parts(rules.gaming.players) as u32 } else { 0 },
            stakes,
        }
    }

    /// Whether citizens respond at all, to a policy under which anything is ever at stake.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// The certainty of a citizen of this awareness rank before any experience.
    #[inline]
    #[must_use]
    pub fn expected(&self, awareness: Quantile) -> Level {
        // A product instead of a branch: ranks are uniform, so that no branch could be foreseen.
        Level(self.announced.0 * u8::from(awareness.is_below(self.aware)))
    }

    /// Certainty after a sanction of one's own: higher, unless it is full.
    #[must_use]
    pub fn sanctioned(&self, certainty: Level) -> Level {
        certainty.toward(Level::FULL, self.own)
    }

    /// Certainty after word of a sanction nearby.
    #[inline]
    #[must_use]
    pub fn heard(&self, certainty: Level) -> Level {
        self.heard[usize::from(certainty)]
    }

    /// Certainty a month later, for a citizen of this awareness rank: nearer to the announced.
    #[inline]
    #[must_use]
    pub(crate) fn faded(&self, certainty: Level, awareness: Quantile) -> Level {
        certainty.toward(self.expected(awareness), self.fades)
    }

    /// Resignation a month later: higher for the `stuck`, without a way back, and lower for others.
    #[must_use]
    pub fn resigned(&self, resignation: Level, stuck: bool) -> Level {
        resignation.toward(if stuck { Level::FULL } else { Level::NONE }, self.resigns)
    }

    /// The stakes of one conduct.
    #[inline]
    #[must_use]
    pub fn stakes(&self, conduct: Conduct) -> ConductStakes<'_> {
        self.stakes.of(conduct)
    }

    /// Whether a citizen of this gaming rank plays.
    #[inline]
    #[must_use]
    pub(crate) fn plays(&self, gaming: Quantile) -> bool {
        gaming.is_below(self.players)
    }
}

/// A share in integer parts [1/256].
fn parts(share: Share) -> i32 {
    libm::round(share.get() * 256.0) as i32
}
