//! The kinds of occasion, their numbers, and the rate of each for a class of citizens.

use crate::population::Class;
use crate::scenario::{Conduct, Eligible, Gate, OccasionRate, Society};

/// The kind of an occasion: a choice about one conduct, a visit to one gate, or a meeting.
///
/// ```
/// use society::{conduct::OccasionKind, scenario::{Conduct, Gate}};
///
/// let drive = OccasionKind::Act(Conduct::Driving);
/// assert_ne!(drive.kind(), OccasionKind::Visit(Gate::Rail).kind());
/// assert!(drive.kind().number() < 32);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OccasionKind {
    /// An occasion to keep or break a rule.
    Act(Conduct),
    /// A citizen at a gate.
    Visit(Gate),
    /// A meeting with a member of the circle of friends.
    Meeting,
}

/// The permanent number of an [`OccasionKind`], 0 to 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KindCode(pub(super) u8);

impl KindCode {
    /// The number itself, from 0.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

/// Kinds of occasion.
pub(super) const KINDS: usize = 19;

impl OccasionKind {
    /// Every kind, in the order of its number. New kinds go to the end: draws and saved worlds
    /// depend on the numbers.
    pub(super) const ALL: [OccasionKind; KINDS] = [
        OccasionKind::Act(Conduct::Bills),
        OccasionKind::Act(Conduct::CourtDebt),
        OccasionKind::Act(Conduct::Charity),
        OccasionKind::Act(Conduct::Volunteering),
        OccasionKind::Act(Conduct::Recycling),
        OccasionKind::Act(Conduct::Crossing),
        OccasionKind::Act(Conduct::Driving),
        OccasionKind::Act(Conduct::Travel),
        OccasionKind::Act(Conduct::Appointment),
        OccasionKind::Act(Conduct::Taxes),
        OccasionKind::Act(Conduct::Speaking),
        OccasionKind::Act(Conduct::LateGaming),
        OccasionKind::Visit(Gate::Flight),
        OccasionKind::Visit(Gate::Rail),
        OccasionKind::Visit(Gate::School),
        OccasionKind::Visit(Gate::Hospital),
        OccasionKind::Visit(Gate::Venue),
        OccasionKind::Meeting,
        OccasionKind::Act(Conduct::Loan),
    ];

    /// The number of this kind.
    #[must_use]
    pub fn kind(self) -> KindCode {
        // A search of 19 entries: only tests and hand-made days ask by kind, the sampler by number.
        let number = OccasionKind::ALL.iter().position(|&kind| kind == self);
        KindCode(number.unwrap_or(OccasionKind::ALL.len()) as u8)
    }

    /// The rate of this kind for each citizen of `class` [1/day].
    pub(crate) fn rate(self, society: &Society, class: Class) -> f64 {
        let occasion = self.setting(society);
        let is_eligible = match occasion.who {
            Eligible::Adults => class.is_adult(),
            Eligible::Heads => class.is_head(),
            Eligible::Parents => class.is_parent(),
            Eligible::WorkingAge => class.is_adult() && class.band().is_under_60(),
        };
        if !is_eligible || !class.is_adult() {
            return 0.0;
        }
        let mobility = if occasion.mobile {
            society.population.mobility[usize::from(class.mobility())]
        } else {
            1.0
        };
        // Bands of adults begin at 1, and `by_age` has four entries, for adults alone.
        occasion.rate.a_day() * occasion.by_age[usize::from(class.band()) - 1] * mobility
    }

    fn setting(self, society: &Society) -> &OccasionRate {
        match self {
            OccasionKind::Act(conduct) => &society.habit(conduct).occasion,
            OccasionKind::Visit(Gate::Flight) => &society.flights,
            OccasionKind::Visit(Gate::Rail) => &society.rail,
            OccasionKind::Visit(Gate::School) => &society.schooling,
            OccasionKind::Visit(Gate::Hospital) => &society.hospital,
            OccasionKind::Visit(_) => &society.venues,
            OccasionKind::Meeting => &society.meetings,
        }
    }
}

/// The number of a kind and the index of the draw behind the occasion, in one byte.
///
/// ```text
/// | draw (3) | kind (5) |
/// ```
///
/// Both are read together for every occasion of a day: a byte keeps a round of a neighborhood
/// within a few cache lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PackedKind(u8);

impl PackedKind {
    /// Numbers of kinds that fit.
    pub(super) const KINDS: usize = 32;

    /// The byte of a kind, below 32, and the draw of a citizen's day behind it, below 8.
    #[inline]
    pub(super) fn new(kind: u8, draw: u8) -> PackedKind {
        debug_assert!(usize::from(kind) < PackedKind::KINDS && draw < 8, "{kind}, {draw}");
        PackedKind(kind | draw << 5)
    }

    /// The kind.
    #[inline]
    pub(super) fn kind(self) -> KindCode {
        KindCode(self.0 & 31)
    }

    /// The index of the draw.
    #[inline]
    pub(super) fn draw(self) -> u8 {
        self.0 >> 5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_fits_into_a_byte_with_its_draw() {
        for (number, kind) in (0..).zip(OccasionKind::ALL) {
            assert_eq!(kind.kind(), KindCode(number));
            for draw in 0..4 {
                let packed = PackedKind::new(number, draw);
                assert_eq!((packed.kind(), packed.draw()), (KindCode(number), draw));
            }
        }
    }
}
