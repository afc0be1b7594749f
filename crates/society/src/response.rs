//! The response of citizens to scoring: perceived certainty of a sanction, stake, resignation, and
//! gaming of the score.
//!
//! Certainty follows a linear learning rule: a sanction of one's own, or word of one nearby, moves
//! it a fixed share of the way to full, and each month moves it back to the announced level
//! (perceptual deterrence, Nagin 1998). Pressure, the product of certainty and stake, is all that
//! a choice sees of it.

use crate::conduct::Pressure;
use crate::scenario::{Policy, ScoreRules, Society};
use crate::units::{Level, Points, Quantile, Score, Share};

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
    /// Stake by whole points of the score [1/64].
    stake: Vec<u16>,
    /// Stake without a score [1/64].
    flat: u16,
}

impl ResponseModel {
    /// The response of `society` to `policy`.
    #[must_use]
    pub fn new(society: &Society, policy: &Policy) -> ResponseModel {
        let rules = &society.response;
        let flat = libm::round(policy.stake * 64.0) as u16;
        let enabled = policy.stake > 0.0;
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
            stake: policy
                .score
                .map_or_else(Vec::new, |score| stakes(society, policy, &score, flat)),
            flat,
        }
    }

    /// Whether the policy has a stake at all.
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

    /// Certainty times stake at this score: 255 · 64 for a certain sanction with one full stake.
    #[inline]
    #[must_use]
    pub fn pressure(&self, certainty: Level, score: Score) -> Pressure {
        // By whole points: 2,048 entries of two bytes, where grains would take 32 times as much.
        let at = i32::from(score.0) / Points::GRAINS;
        let stake = self.stake.get(at as usize).copied().unwrap_or(self.flat);
        Pressure(u32::from(certainty) * u32::from(stake))
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

/// The stake at each whole point of score: raised within `near` points of a band or a list.
fn stakes(society: &Society, policy: &Policy, score: &ScoreRules, flat: u16) -> Vec<u16> {
    let lists =
        policy.lists.iter().flat_map(|list| [list.entry.score_below, list.entry.score_from]);
    let bands = policy.bands.iter().skip(1).map(|band| Some(band.from));
    let thresholds: Vec<f64> = lists.chain(bands).flatten().map(Score::as_points).collect();
    let near = |points: f64| {
        thresholds.iter().any(|threshold| (points - threshold).abs() <= society.response.near)
    };
    let raised = libm::round(f64::from(flat) * society.response.near_stake) as u16;
    let top = score.cap.as_points() as u16;
    (0..=top).map(|points| if near(points.into()) { raised } else { flat }).collect()
}
