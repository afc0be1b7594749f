//! From charges to a score: exact fixed point, and an account of every grain.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::scenario::{Conduct, Policy, Register, ScoreRules, Update, Watch};
use crate::units::{Points, Score};

/// Why points were put to a citizen's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Cause {
    /// What the citizen did.
    Deed,
    /// What somebody else did before a camera.
    Misidentified,
    /// What a register put to the wrong citizen, or made from nothing.
    Misrecorded,
    /// What an informant made up.
    FalselyReported,
    /// What people around the citizen did.
    Association,
    /// Time, where the scheme forgets.
    Forgetting,
    /// An appeal that was granted.
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

/// What a charge left of itself: the score after it, and what the ends of the scale cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreMove {
    /// The score after the charge.
    pub score: Score,
    /// Points that the floor kept off a deduction; zero or more.
    pub floor: Points,
    /// Points that the cap kept off a gain; zero or more.
    pub cap: Points,
}

/// The scale and the tariff of one policy.
#[derive(Clone, Debug)]
pub struct Scale {
    rules: Option<ScoreRules>,
    kept: [Points; Conduct::COUNT],
    /// Deductions for the first, second, … breach of a year, up to the eighth.
    broken: [[Points; 8]; Conduct::COUNT],
    /// The monthly cap of a conduct and the counter that watches over it.
    caps: [Option<(Slot, u8)>; Conduct::COUNT],
    /// The counter of a year's charged breaches, where a breach costs more each time.
    repeats: [Option<Slot>; Conduct::COUNT],
    counters: usize,
}

/// The number of one of a policy's counters.
pub type Slot = usize;

impl Scale {
    /// The scale of `policy`.
    #[must_use]
    pub fn new(policy: &Policy) -> Scale {
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
            let mut slot = || {
                scale.counters += 1;
                scale.counters - 1
            };
            scale.caps[at] = rule.monthly_cap.map(|times| (slot(), times));
            scale.repeats[at] = (rule.repeat > 1.0).then(slot);
        }
        scale
    }

    /// How many counters a citizen needs.
    #[must_use]
    pub fn counters(&self) -> usize {
        self.counters
    }

    /// The counter of what `conduct` has earned this month, and how often it may.
    #[inline]
    #[must_use]
    pub fn cap(&self, conduct: Conduct) -> Option<(Slot, u8)> {
        self.caps[conduct as usize]
    }

    /// The counter of this year's charged breaches of `conduct`.
    #[inline]
    #[must_use]
    pub fn repeat(&self, conduct: Conduct) -> Option<Slot> {
        self.repeats[conduct as usize]
    }

    /// The counters that begin anew each month, and those that do each year.
    #[must_use]
    pub fn periods(&self) -> (Vec<Slot>, Vec<Slot>) {
        let months = self.caps.iter().flatten().map(|&(slot, _)| slot).collect();
        (months, self.repeats.iter().flatten().copied().collect())
    }

    /// The counters that go on counting the same under the scale `next`, each with its slot
    /// there.
    #[must_use]
    pub fn lasting(&self, next: &Scale) -> Vec<(Slot, Slot)> {
        let caps = self.caps.iter().zip(&next.caps);
        let caps = caps.filter_map(|(from, to)| Some((from.as_ref()?.0, to.as_ref()?.0)));
        let repeats = self.repeats.iter().zip(&next.repeats);
        caps.chain(repeats.filter_map(|(from, to)| Some(((*from)?, (*to)?)))).collect()
    }

    /// Points for keeping to the rule of `conduct`.
    #[inline]
    #[must_use]
    pub fn kept(&self, conduct: Conduct) -> Points {
        self.kept[conduct as usize]
    }

    /// Points for breaking it after `earlier` breaches charged in the same year.
    #[inline]
    #[must_use]
    pub fn broken(&self, conduct: Conduct, earlier: u8) -> Points {
        self.broken[conduct as usize][usize::from(earlier.min(7))]
    }

    /// What a citizen gets for `conduct`, kept to or broken, and the count of it one higher.
    #[inline]
    pub fn tariff(
        &self,
        counters: &mut Counters,
        who: u16,
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

    /// The score rules, where the policy scores at all.
    #[must_use]
    pub fn rules(&self) -> Option<&ScoreRules> {
        self.rules.as_ref()
    }

    /// Whether what waits becomes score at a monthly turn; `new_year` at every twelfth.
    #[must_use]
    pub fn is_due(&self, new_year: bool) -> bool {
        self.rules.is_some_and(|rules| match rules.update {
            Update::RealTime | Update::Daily => false,
            Update::Monthly => true,
            Update::Yearly => new_year,
        })
    }

    /// Whether charges wait for the evening.
    #[must_use]
    pub fn is_daily(&self) -> bool {
        self.rules.is_some_and(|rules| rules.update == Update::Daily)
    }

    /// Whether charges wait for their turn in a column of their own.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.rules.is_some_and(|rules| rules.update != Update::RealTime)
    }

    /// `score` moved by `points`, stopping at the ends of the scale.
    #[inline]
    #[must_use]
    pub fn moved(&self, score: Score, points: Points) -> ScoreMove {
        let (floor, cap) = match &self.rules {
            Some(rules) => (i32::from(rules.floor.0), i32::from(rules.cap.0)),
            None => (0, 0),
        };
        let wanted = i32::from(score.0) + points.grains();
        let got = wanted.clamp(floor, cap);
        ScoreMove {
            score: Score(got as u16),
            floor: Points::from_grains((got - wanted).max(0)),
            cap: Points::from_grains((wanted - got).max(0)),
        }
    }

    /// What a month's forgetting gives back of the distance to the start.
    #[must_use]
    pub fn forgotten(&self, score: Score) -> Points {
        let Some((rules, days)) = self.rules.and_then(|rules| Some((rules, rules.half_life?)))
        else {
            return Points::ZERO;
        };
        let share = 1.0 - libm::exp2(-365.0 / 12.0 / f64::from(days));
        let distance = f64::from(rules.start.0) - f64::from(score.0);
        Points::from_grains(libm::round(distance * share) as i32)
    }
}

fn weight(policy: &Policy, register: Register) -> f64 {
    policy.registers[register as usize].map_or(1.0, |rules| rules.weight)
}

/// Counters of four bits, two to a byte: what a citizen has done this month or this year.
///
/// A column exists for each pair of counters that the policy needs, and for no more.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Counters {
    pairs: Vec<Vec<u8>>,
}

impl Counters {
    /// `counters` counters for each of `citizens`, all at nothing.
    #[must_use]
    pub fn new(counters: usize, citizens: usize) -> Counters {
        Counters { pairs: vec![vec![0; citizens]; counters.div_ceil(2)] }
    }

    /// Counts one more and tells how many there were before, 15 at most.
    #[inline]
    pub fn count(&mut self, slot: Slot, who: u16) -> u8 {
        let pair = &mut self.pairs[slot / 2][usize::from(who)];
        let shift = slot % 2 * 4;
        let before = *pair >> shift & 15;
        if before < 15 {
            *pair += 1 << shift;
        }
        before
    }

    /// Begins a new month, or a new year, of one counter of some citizens.
    pub fn clear(&mut self, slot: Slot, whom: Range<usize>) {
        let mask = if slot.is_multiple_of(2) { 0xf0 } else { 0x0f };
        self.pairs[slot / 2][whom].iter_mut().for_each(|pair| *pair &= mask);
    }

    /// `counters` counters for each of the same `citizens`: those whose old and new slot `moves`
    /// names have counted what they have, the others nothing.
    #[must_use]
    pub fn moved(&self, moves: &[(Slot, Slot)], counters: usize, citizens: usize) -> Counters {
        let mut moved = Counters::new(counters, citizens);
        for &(from, to) in moves {
            for (new, old) in moved.pairs[to / 2].iter_mut().zip(&self.pairs[from / 2]) {
                *new |= (old >> (from % 2 * 4) & 15) << (to % 2 * 4);
            }
        }
        moved
    }

    /// The columns, two counters in each.
    pub fn columns(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.pairs.iter()
    }

    /// Bytes held [bytes].
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.pairs.iter().map(Vec::capacity).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_stops_at_fifteen_and_leaves_its_neighbor_alone() {
        let mut counters = Counters::new(2, 3);
        for before in 0..20 {
            assert_eq!(counters.count(1, 2), before.min(15));
        }
        assert_eq!(counters.count(0, 2), 0);
        counters.clear(1, 2..3);
        assert_eq!(counters.count(0, 2), 1);
        assert_eq!(counters.count(1, 2), 0);
    }

    #[test]
    fn counters_that_move_to_other_slots_have_counted_what_they_had() {
        let mut counters = Counters::new(3, 2);
        for (slot, times) in [(0, 5), (2, 7)] {
            (0..times).for_each(|before| assert_eq!(counters.count(slot, 1), before));
        }
        let mut moved = counters.moved(&[(0, 3), (2, 0)], 4, 2);
        assert_eq!([0, 1, 2, 3].map(|slot| moved.count(slot, 1)), [7, 0, 0, 5]);
        assert_eq!([0, 1, 2, 3].map(|slot| moved.count(slot, 0)), [0; 4]);
    }

    #[test]
    fn two_counters_of_a_citizen_take_a_byte() {
        assert!((100..200).contains(&Counters::new(2, 100).bytes()));
        assert!((200..400).contains(&Counters::new(3, 100).bytes()));
    }
}
