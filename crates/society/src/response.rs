//! What people make of being scored: how sure a sanction seems, what is at stake, when they
//! give up, and who plays the system.

use crate::livelihood::toward;
use crate::scenario::{Policy, ScoreRules, Society};
use crate::units::{Points, Score, Share};

/// The rules of response under one policy. Certainty and resignation are shares of 255.
#[derive(Clone, Debug)]
pub struct ResponseModel {
    /// Whether there is anything to respond to.
    enabled: bool,
    aware: u32,
    announced: u8,
    own: i32,
    /// Certainty after word of one sanction nearby, by certainty before.
    heard: [u8; 256],
    fades: i32,
    resigns: i32,
    players: u32,
    /// Stake by whole points of the score; 64 is one full stake.
    stake: Vec<u16>,
    flat: u16,
}

impl ResponseModel {
    /// The response of `society` to `policy`.
    #[must_use]
    pub fn new(society: &Society, policy: &Policy) -> ResponseModel {
        let rules = &society.response;
        let parts = |share: Share| libm::round(share.get() * 256.0) as i32;
        let flat = libm::round(policy.stake * 64.0) as u16;
        let enabled = policy.stake > 0.0;
        let certain = enabled && rules.certainty.enabled;
        let one_in = |share: Share| libm::round(share.get() * 256.0) as u32;
        let if_certain = |parts| if certain { parts } else { 0 };
        ResponseModel {
            enabled,
            aware: one_in(rules.certainty.aware),
            announced: if_certain(libm::round(rules.certainty.announced.get() * 255.0) as i32)
                as u8,
            own: if_certain(parts(rules.certainty.own)),
            heard: std::array::from_fn(|from| {
                toward(from as u8, 255, if_certain(parts(rules.certainty.others)))
            }),
            fades: if_certain(parts(rules.certainty.fades)),
            resigns: parts(rules.resignation),
            players: if enabled { one_in(rules.gaming.players) } else { 0 },
            stake: policy
                .score
                .map_or_else(Vec::new, |score| stakes(society, policy, &score, flat)),
            flat,
        }
    }

    /// Whether there is anything to respond to.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// The certainty that someone of this rank of hearsay expects before anything has happened.
    #[inline]
    #[must_use]
    pub fn expected(&self, awareness_rank: u8) -> u8 {
        self.announced * u8::from(u32::from(awareness_rank) < self.aware)
    }

    /// Certainty after a sanction of one's own.
    #[must_use]
    pub fn sanctioned(&self, certainty: u8) -> u8 {
        toward(certainty, 255, self.own)
    }

    /// Certainty after word of a sanction nearby.
    #[inline]
    #[must_use]
    pub fn heard(&self, certainty: u8) -> u8 {
        self.heard[usize::from(certainty)]
    }

    /// Certainty a month later, for someone of this rank of hearsay.
    #[inline]
    #[must_use]
    pub fn faded(&self, certainty: u8, awareness_rank: u8) -> u8 {
        toward(certainty, self.expected(awareness_rank), self.fades)
    }

    /// Resignation a month later, for someone with a way back or without.
    #[must_use]
    pub fn resigned(&self, resignation: u8, stuck: bool) -> u8 {
        toward(resignation, if stuck { 255 } else { 0 }, self.resigns)
    }

    /// Certainty times stake at this score; 2¹⁴ is a certain sanction with one full stake.
    #[inline]
    #[must_use]
    pub fn pressure(&self, certainty: u8, score: Score) -> u32 {
        let at = i32::from(score.0) / Points::GRAINS;
        let stake = self.stake.get(at as usize).copied().unwrap_or(self.flat);
        u32::from(certainty) * u32::from(stake)
    }

    /// Whether someone of this rank of guile plays the system.
    #[inline]
    #[must_use]
    pub fn plays(&self, gaming_rank: u8) -> bool {
        u32::from(gaming_rank) < self.players
    }
}

/// The stake at each whole point: more where a band or a list is near.
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
