//! Scoring: charges, counters and the score, in exact fixed point.
//!
//! Every charge is accounted to the grain: the score after it, and the points cut off at the ends
//! of the scale.

mod counters;
mod deed;

pub(crate) use counters::{Counters, Slot};
pub use deed::Deed;

use serde::{Deserialize, Serialize};

use crate::scenario::{Conduct, Policy, Register, ScoreRules, Update, Watch};
use crate::units::{Points, Resident, Score};

/// The cause of a charge to a citizen's account.
///
/// ```
/// use society::scoring::{Cause, WRONGS};
///
/// assert_eq!(Cause::ALL[Cause::Association as usize], Cause::Association);
/// assert_eq!(Cause::FalselyReported.name(), "falsely-reported");
/// assert!(!WRONGS.contains(&Cause::Deed));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Cause {
    /// A deed of the citizen.
    Deed,
    /// A deed of another citizen before a camera: a false match.
    Misidentified,
    /// A register entry linked to the wrong citizen, or without any deed.
    Misrecorded,
    /// A false report of an informant.
    FalselyReported,
    /// Charges to others, over ties.
    Association,
    /// Decay of the score towards its start.
    Forgetting,
    /// A granted appeal, or an accepted objection.
    Redress,
}

impl Cause {
    /// Every cause, in the order of its number.
    pub const ALL: [Cause; 7] = [
        Cause::Deed,
        Cause::Misidentified,
        Cause::Misrecorded,
        Cause::FalselyReported,
        Cause::Association,
        Cause::Forgetting,
        Cause::Redress,
    ];

    /// The cause's name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Cause::Deed => "deed",
            Cause::Misidentified => "misidentified",
            Cause::Misrecorded => "misrecorded",
            Cause::FalselyReported => "falsely-reported",
            Cause::Association => "association",
            Cause::Forgetting => "forgetting",
            Cause::Redress => "redress",
        }
    }
}

/// The four errors that can restrict a citizen wrongly.
pub const WRONGS: [Cause; 4] =
    [Cause::Misidentified, Cause::Misrecorded, Cause::FalselyReported, Cause::Association];

/// The effect of a charge: the score after it, and the points cut off at the ends of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ScoreMove {
    /// The score after the charge.
    pub(crate) score: Score,
    /// Points cut off a deduction at the floor; zero or more.
    pub(crate) floor: Points,
    /// Points cut off a gain at the cap; zero or more.
    pub(crate) cap: Points,
}

/// The scale and the tariff of one policy, compiled from its rules.
///
/// Without score rules there is no scale: every score stays at zero.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    rules: Option<ScoreRules>,
    kept: [Points; Conduct::COUNT],
    /// Deductions for the first to the eighth breach of a year, by conduct.
    broken: [[Points; 8]; Conduct::COUNT],
    /// The counter of a monthly cap, and the cap [times].
    caps: [Option<(Slot, u8)>; Conduct::COUNT],
    /// The counter of breaches in a year, where repetition raises the deduction.
    repeats: [Option<Slot>; Conduct::COUNT],
    counters: usize,
}

impl Scale {
    /// The scale of `policy`.
    #[must_use]
    pub(crate) fn new(policy: &Policy) -> Scale {
        let mut scale = Scale {
            rules: policy.score,
            kept: [Points::ZERO; Conduct::COUNT],
            broken: [[Points::ZERO; 8]; Conduct::COUNT],
            caps: [None; Conduct::COUNT],
            repeats: [None; Conduct::COUNT],
            counters: 0,
        };
        for conduct in Conduct::ALL {
            let Some(rule) = policy.rule(conduct) else {
                continue;
            };
            let at = conduct as usize;
            // A register's weight multiplies the points of its entries; nothing else weighs a conduct.
            let weight = match rule.watch {
                Watch::Register(register) => weight(policy, register),
                _ => 1.0,
            };
            scale.kept[at] = Points::from_points(rule.kept.as_points() * weight);
            let mut factor = weight;
            for step in &mut scale.broken[at] {
                *step = Points::from_points(rule.broken.as_points() * factor);
                factor *= rule.repeat;
            }
            // Counters are numbered in the order of conducts, caps before repeats: a citizen keeps only
            // those that this policy needs.
            let mut slot = || {
                scale.counters += 1;
                scale.counters - 1
            };
            scale.caps[at] = rule.monthly_cap.map(|times| (slot(), times));
            scale.repeats[at] = (rule.repeat > 1.0).then(slot);
        }
        scale
    }

    /// Number of counters that a citizen needs.
    #[must_use]
    pub(crate) fn counters(&self) -> usize {
        self.counters
    }

    /// The counter of `conduct` towards its monthly cap, and the cap [times].
    #[inline]
    #[must_use]
    pub(crate) fn cap(&self, conduct: Conduct) -> Option<(Slot, u8)> {
        self.caps[conduct as usize]
    }

    /// The counter of breaches of `conduct` charged this year.
    #[inline]
    #[must_use]
    pub(crate) fn repeat(&self, conduct: Conduct) -> Option<Slot> {
        self.repeats[conduct as usize]
    }

    /// The counters reset each month, and those reset each year.
    #[must_use]
    pub(crate) fn periods(&self) -> (Vec<Slot>, Vec<Slot>) {
        let months = self.caps.iter().flatten().map(|&(slot, _)| slot).collect();
        (months, self.repeats.iter().flatten().copied().collect())
    }

    /// The counters that continue under the scale `next`, each with its slot there.
    #[must_use]
    pub(crate) fn lasting(&self, next: &Scale) -> Vec<(Slot, Slot)> {
        let caps = self.caps.iter().zip(&next.caps);
        let caps = caps.filter_map(|(from, to)| Some((from.as_ref()?.0, to.as_ref()?.0)));
        let repeats = self.repeats.iter().zip(&next.repeats);
        caps.chain(repeats.filter_map(|(from, to)| Some(((*from)?, (*to)?)))).collect()
    }

    /// Points for keeping the rule of `conduct`.
    #[inline]
    #[must_use]
    pub(crate) fn kept(&self, conduct: Conduct) -> Points {
        self.kept[conduct as usize]
    }

    /// Points for breaking it after `earlier` breaches charged in the same year.
    #[inline]
    #[must_use]
    pub(crate) fn broken(&self, conduct: Conduct, earlier: u8) -> Points {
        self.broken[conduct as usize][usize::from(earlier.min(7))]
    }

    /// The points of a citizen for `conduct`, kept or broken; its counter, if any, counts it.
    #[inline]
    pub(crate) fn tariff(
        &self,
        counters: &mut Counters,
        who: Resident,
        conduct: Conduct,
        kept: bool,
    ) -> Points {
        if !kept {
            let earlier = self.repeat(conduct).map_or(0, |slot| counters.count(slot, who));
            return self.broken(conduct, earlier);
        }
        match self.cap(conduct) {
            Some((slot, times)) if counters.count(slot, who) >= times => Points::ZERO,
            _ => self.kept(conduct),
        }
    }

    /// The score rules, if the policy scores.
    #[must_use]
    pub(crate) fn rules(&self) -> Option<&ScoreRules> {
        self.rules.as_ref()
    }

    /// Whether waiting charges become score at a monthly update; `new_year` at every twelfth.
    #[must_use]
    pub(crate) fn is_due(&self, new_year: bool) -> bool {
        self.rules.is_some_and(|rules| match rules.update {
            Update::RealTime | Update::Daily => false,
            Update::Monthly => true,
            Update::Yearly => new_year,
        })
    }

    /// Whether charges become score in the evening.
    #[must_use]
    pub(crate) fn is_daily(&self) -> bool {
        self.rules.is_some_and(|rules| rules.update == Update::Daily)
    }

    /// Whether charges wait before they become score.
    #[must_use]
    pub(crate) fn waits(&self) -> bool {
        self.rules.is_some_and(|rules| rules.update != Update::RealTime)
    }

    /// `score` moved by `points`, cut off at the ends of the scale.
    #[inline]
    #[must_use]
    pub(crate) fn moved(&self, score: Score, points: Points) -> ScoreMove {
        let (floor, cap) = match &self.rules {
            Some(rules) => (i32::from(rules.floor.0), i32::from(rules.cap.0)),
            None => (0, 0),
        };
        // Wide before the sum: a charge can leave 16 bits either way.
        let wanted = i32::from(score.0) + points.grains();
        let got = wanted.clamp(floor, cap);
        ScoreMove {
            score: Score(got as u16),
            floor: Points::from_grains((got - wanted).max(0)),
            cap: Points::from_grains((wanted - got).max(0)),
        }
    }

    /// The decay of one month: points towards the start, of which half the distance remains after
    /// each half-life; zero in a scheme without decay.
    #[must_use]
    pub(crate) fn forgotten(&self, score: Score) -> Points {
        let Some((rules, days)) = self.rules.and_then(|rules| Some((rules, rules.half_life?)))
        else {
            return Points::ZERO;
        };
        // A twelfth of a year, not the days of the month: equal months, whatever the calendar.
        let share = 1.0 - libm::exp2(-365.0 / 12.0 / f64::from(days));
        let distance = f64::from(rules.start.0) - f64::from(score.0);
        Points::from_grains(libm::round(distance * share) as i32)
    }
}

/// The weight of entries of a register; 1 where the policy has no rules for it.
fn weight(policy: &Policy, register: Register) -> f64 {
    policy.registers[register as usize].map_or(1.0, |rules| rules.weight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Rule;

    fn score(points: f64) -> Score {
        Score::from_points(points).expect("a test gives a score")
    }

    /// A policy with a scale from 400 to 700 and a rule for crossings.
    fn scoring_policy() -> Policy {
        let mut policy = Policy {
            score: Some(ScoreRules {
                start: score(600.0),
                floor: score(400.0),
                cap: score(700.0),
                update: Update::RealTime,
                half_life: Some(365),
            }),
            ..Policy::none()
        };
        policy.rules[Conduct::Crossing as usize] = Some(Rule {
            watch: Watch::People,
            kept: Points::from_points(1.0),
            broken: Points::from_points(-10.0),
            repeat: 2.0,
            monthly_cap: Some(3),
            fine: 0.0,
            warning: false,
        });
        policy
    }

    #[test]
    fn a_charge_stops_at_the_ends_of_the_scale_and_accounts_for_the_rest() {
        let scale = Scale::new(&scoring_policy());
        let lost = |points: f64| Points::from_points(points);
        let ScoreMove { score: after, floor, cap } = scale.moved(score(405.0), lost(-10.0));
        assert_eq!((after, floor, cap), (score(400.0), lost(5.0), Points::ZERO));
        let ScoreMove { score: after, floor, cap } = scale.moved(score(699.0), lost(2.5));
        assert_eq!((after, floor, cap), (score(700.0), Points::ZERO, lost(1.5)));
    }

    #[test]
    fn a_repeated_breach_costs_twice_as_much_each_time_up_to_the_eighth() {
        let scale = Scale::new(&scoring_policy());
        let cost = |earlier| scale.broken(Conduct::Crossing, earlier).as_points();
        assert_eq!([0, 1, 2, 7, 8].map(cost), [-10.0, -20.0, -40.0, -1280.0, -1280.0]);
        let slots: [Option<Slot>; 2] =
            [scale.cap(Conduct::Crossing).map(|(slot, _)| slot), scale.repeat(Conduct::Crossing)];
        assert_eq!((slots, scale.counters()), ([Some(0), Some(1)], 2));
    }

    /// Twelve months are a half-life of 365 days: 1 − 2^(−1/12) of the distance in each.
    #[test]
    fn half_the_distance_to_the_start_decays_in_a_half_life() {
        let scale = Scale::new(&scoring_policy());
        let after = (0..12).fold(score(400.0), |at, _| scale.moved(at, scale.forgotten(at)).score);
        assert!((after.as_points() - 500.0).abs() < 0.5, "{after:?}");
    }

    #[test]
    fn without_score_rules_every_score_stays_at_zero() {
        let scale = Scale::new(&Policy::none());
        assert_eq!(scale.moved(Score(0), Points::from_points(50.0)).score, Score(0));
        assert_eq!((scale.kept(Conduct::Charity), scale.counters()), (Points::ZERO, 0));
    }
}
