//! What comes up on one day, in the order in which it is lived.

use super::{KindCode, OccasionKind};

/// One occasion of one citizen, with the draws that decide what comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The citizen's number within the neighbourhood.
    pub who: u16,
    /// Which of the citizen's occasions of the day it is, in the order of their draws.
    pub which: u8,
    /// The number of what comes up.
    pub kind: KindCode,
    /// When, as a share of the day's activity [1/65536]; see [`Occasion::second`].
    pub moment: u16,
    /// A uniform 16-bit draw: whether others can see, which member of the circle it is.
    pub aside: u16,
    /// Decides whether the rule is kept.
    pub choice: u32,
    /// Decides what is seen of it.
    pub sight: u32,
}

impl Occasion {
    #[inline]
    pub(super) fn of(
        kind: KindCode,
        who: u16,
        which: u8,
        [_, when, choice, sight]: [u32; 4],
    ) -> Occasion {
        let (moment, aside) = ((when >> 16) as u16, when as u16);
        Occasion { who, which, kind, moment, aside, choice, sight }
    }

    /// When [seconds since midnight].
    #[must_use]
    pub fn second(&self) -> u32 {
        second(self.moment)
    }
}

/// What comes up in one neighbourhood on one day: first what comes first in each citizen's day, then
/// what comes second, and so on; in each of these rounds a pile for each kind, since a processor that
/// has just done one thing is quick at doing it again.
#[derive(Clone, Debug, Default)]
pub struct DayOccasions {
    pub(super) occasions: Vec<Occasion>,
    /// What each pile is of, and where it ends.
    by_kind: Vec<(OccasionKind, usize)>,
}

impl DayOccasions {
    /// These occasions, whatever order they come in.
    #[must_use]
    pub fn given(given: impl IntoIterator<Item = Occasion>) -> DayOccasions {
        let mut given: Vec<Occasion> = given.into_iter().collect();
        given.sort_by_key(|one| (one.who, one.second(), one.which));
        let days = given.chunk_by(|one, next| one.who == next.who);
        let mut placed: Vec<(usize, Occasion)> =
            days.flat_map(|day| day.iter().copied().enumerate()).collect();
        placed.sort_by_key(|(round, one)| (*round, one.kind, one.who));
        let mut today = DayOccasions::default();
        for group in placed.chunk_by(|one, next| (one.0, one.1.kind) == (next.0, next.1.kind)) {
            today.occasions.extend(group.iter().map(|(_, occasion)| *occasion));
            today
                .by_kind
                .push((OccasionKind::ALL[usize::from(group[0].1.kind.0)], today.occasions.len()));
        }
        today
    }

    /// All of it.
    #[must_use]
    pub fn all(&self) -> &[Occasion] {
        &self.occasions
    }

    /// Pile by pile; nobody has two occasions in one.
    pub fn by_kind(&self) -> impl Iterator<Item = (OccasionKind, &[Occasion])> {
        let mut from = 0;
        self.by_kind.iter().map(move |&(what, upto)| {
            (what, &self.occasions[std::mem::replace(&mut from, upto)..upto])
        })
    }

    pub(super) fn clear(&mut self) {
        self.occasions.clear();
        self.by_kind.clear();
    }

    /// Adds piles of so many of each kind, to be filled; tells where each begins.
    pub(super) fn reserve_kinds<const N: usize>(
        &mut self,
        kinds: &[OccasionKind],
        counts: [usize; N],
    ) -> [usize; N] {
        let mut begins = [0; N];
        let (mut upto, mut by_kind) = (self.occasions.len(), self.by_kind.len());
        self.by_kind.resize(by_kind + kinds.len() + 1, (OccasionKind::Meeting, 0));
        for ((begin, &what), count) in begins.iter_mut().zip(kinds).zip(counts) {
            *begin = upto;
            upto += count;
            self.by_kind[by_kind] = (what, upto);
            by_kind += usize::from(count > 0);
        }
        self.by_kind.truncate(by_kind);
        self.occasions.resize(upto, Occasion::of(KindCode(0), 0, 0, [0; 4]));
        begins
    }
}

/// Activity by hour of the day, relative; its sum is 64 (assumed).
const HOURS: [u32; 24] = [1, 1, 0, 0, 0, 1, 2, 4, 5, 4, 3, 3, 4, 4, 3, 3, 4, 5, 5, 4, 3, 2, 2, 1];

/// Each 64th of the day's activity: the second at which it begins, and how many it lasts.
const PARTS: [(u32, u32); 64] = {
    let (mut parts, mut at, mut hour) = ([(0, 0); 64], 0, 0);
    while hour < 24 {
        let mut part = 0;
        while part < HOURS[hour] {
            let length = 3600 / HOURS[hour];
            parts[at] = (hour as u32 * 3600 + part * length, length);
            (at, part) = (at + 1, part + 1);
        }
        hour += 1;
    }
    parts
};

/// The second of the day at this quantile of the day's activity [seconds since midnight].
#[inline]
pub(super) fn second(quantile: u16) -> u32 {
    let (begins, length) = PARTS[usize::from(quantile >> 10)];
    begins + ((length * u32::from(quantile & 1023)) >> 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Conduct, Gate};

    #[test]
    fn what_comes_first_in_each_day_goes_before_what_comes_second() {
        let one = |who, moment, what: OccasionKind| Occasion {
            who,
            which: 0,
            kind: what.kind(),
            moment,
            aside: 0,
            choice: 0,
            sight: 0,
        };
        let (drive, fly) = (OccasionKind::Act(Conduct::Driving), OccasionKind::Visit(Gate::Flight));
        let given = [one(7, 9000, drive), one(7, 5000, fly), one(2, 60_000, drive), one(3, 1, fly)];
        let today = DayOccasions::given(given);
        let by_kind: Vec<_> = today
            .by_kind()
            .map(|(what, group)| (what, group.iter().map(|one| one.who).collect::<Vec<_>>()))
            .collect();
        assert_eq!(by_kind, [(drive, vec![2]), (fly, vec![3, 7]), (drive, vec![7])]);
        assert_eq!(today.all().len(), given.len());
    }

    #[test]
    fn the_hours_of_activity_fill_the_day() {
        assert_eq!(HOURS.iter().sum::<u32>(), 64);
        assert!((0..u16::MAX).all(|quantile| second(quantile) <= second(quantile + 1)));
        assert!(second(u16::MAX) < 86_400);
        let hour = |quantile| second(quantile) / 3600;
        assert!((0..=u16::MAX).all(|quantile| HOURS[hour(quantile) as usize] > 0));
    }
}
