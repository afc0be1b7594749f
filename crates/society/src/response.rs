//! The response of citizens to scoring: perceived certainty of a sanction, resignation, and gaming of
//! the score.
//!
//! Certainty follows a linear learning rule, channel by channel: a sanction for one's own deed, or word
//! of one nearby, moves it a fixed share of the way to full, a sanction in error moves it down, and each
//! month moves it to what is expected (perceptual deterrence, Nagin 1998). Pressure, the product of
//! stake and of risk, which is certainty as a place makes it, is all that a choice sees of it; the stake follows from the
//! policy itself ([`crate::stakes`]).

mod parts;
mod certainty;

pub(crate) use certainty::PlaceWeights;
pub use certainty::{CertaintyModel, Expectation};

use parts::parts;

use crate::scenario::{Channel, Conduct, Policy, Society};
use crate::stakes::{ConductStakes, Stake, Stakes};
use crate::units::{Level, Quantile};

/// The response model of one policy, compiled to integers.
#[derive(Clone, Debug)]
pub struct ResponseModel {
    /// Whether there is anything to respond to.
    enabled: bool,
    /// Perceived certainty of a sanction.
    certainty: CertaintyModel,
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
        ResponseModel {
            enabled,
            certainty: CertaintyModel::new(&rules.certainty, policy, enabled),
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

    /// Perceived certainty of a sanction; of no channel where nobody responds.
    #[inline]
    #[must_use]
    pub fn certainty(&self) -> &CertaintyModel {
        &self.certainty
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

    /// Whether there is far more at stake, at most, in a conduct that `channel` watches than there was `before` by
    /// that channel: a quarter of a full stake, so that a change of a few points is no news.
    #[must_use]
    pub(crate) fn threatens_more(&self, before: &ResponseModel, channel: Channel) -> bool {
        let most = |model: &ResponseModel, conduct| {
            let watched = model.certainty.channel(conduct) == Some(channel);
            if watched { model.stakes(conduct).highest() } else { Stake::NONE }
        };
        let more = |conduct| most(self, conduct).0.saturating_sub(most(before, conduct).0);
        Conduct::ALL.into_iter().any(|conduct| more(conduct) >= Stake::FULL.0 / 4)
    }

    /// Whether a citizen of this gaming rank plays.
    #[inline]
    #[must_use]
    pub(crate) fn plays(&self, gaming: Quantile) -> bool {
        gaming.is_below(self.players)
    }
}
