//! The occasions of one neighborhood on one day, and the moments at which they come.

use super::kinds::{KindCode, OccasionKind};
use crate::units::{Draw, Resident};

/// One occasion of one citizen, with the draws that decide its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The citizen's number within the neighborhood.
    pub who: Resident,
    /// The index of its draw among those of the citizen's day, 0 to 3.
    pub which: u8,
    /// The number of its kind.
    pub kind: KindCode,
    /// The moment, as a share of the day's activity [1/65536]; see [`Occasion::second`].
    pub moment: u16,
    /// A uniform 16-bit draw: whether others can see, or the member of the circle that is met.
    pub aside: u16,
    /// The draw that decides whether the rule is kept, or whether the gate serves.
    pub choice: Draw,
    /// The draw that decides whether a camera or a register sees it.
    pub sight: Draw,
}

impl Occasion {
    /// The occasion of `kind` that a block of draws gives; the first word has chosen the kind.
    #[inline]
    pub(super) fn of(
        kind: KindCode,
        who: Resident,
        which: u8,
        [_, when, choice, sight]: [Draw; 4],
    ) -> Occasion {
        // Two decisions of 16 bits share a word: a moment and a choice among a circle need no more,
        // and a fifth word would cost a second block.
        let (moment, aside) = ((when.0 >> 16) as u16, when.0 as u16);
        Occasion { who, which, kind, moment, aside, choice, sight }
    }

    /// The time of day [seconds since midnight]: the quantile [`Occasion::moment`] of the assumed
    /// curve of activity.
    ///
    /// ```
    /// use society::conduct::{Occasion, OccasionKind};
    /// use society::{scenario::Gate, units::{Draw, Resident}};
    ///
    /// let kind = OccasionKind::Visit(Gate::Rail).kind();
    /// let at = |moment| Occasion {
    ///     who: Resident(0), moment, which: 0, kind, aside: 0, choice: Draw(0), sight: Draw(0),
    /// };
    /// assert!(at(1000).second() < at(30_000).second());
    /// assert!(at(u16::MAX).second() < 86_400);
    /// ```
    #[must_use]
    pub fn second(&self) -> u32 {
        second(self.moment)
    }

    /// The hour of the day, 0 to 23 [hours].
    #[must_use]
    pub(crate) fn hour(&self) -> u8 {
        (self.second() / 3600) as u8
    }
}

/// The occasions of one neighborhood on one day, by round, then kind, then citizen.
///
/// The first round holds the first occasion of each citizen's day, the second round the second, and
/// so on: a citizen's own occasions stay in the order of time. Within a round occasions are grouped
/// by kind, since a processor that has just handled one is quick at the next of the same kind.
///
/// ```
/// use society::conduct::{DayOccasions, Occasion, OccasionKind};
/// use society::{scenario::Gate, units::{Draw, Resident}};
///
/// let kind = OccasionKind::Visit(Gate::Rail);
/// let visit = |who, moment| Occasion {
///     who: Resident(who), moment, which: 0, kind: kind.kind(), aside: 0, choice: Draw(0), sight: Draw(0),
/// };
/// let today = DayOccasions::given([visit(4, 500), visit(4, 100), visit(2, 900)]);
/// let citizens: Vec<(u16, u16)> = today.all().iter().map(|one| (one.who.0, one.moment)).collect();
/// assert_eq!(citizens, [(2, 900), (4, 100), (4, 500)]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct DayOccasions {
    pub(super) occasions: Vec<Occasion>,
    /// The kind of each group and the end of its range in `occasions`.
    by_kind: Vec<(OccasionKind, usize)>,
}

impl DayOccasions {
    /// These occasions, given in any order.
    #[must_use]
    pub fn given(given: impl IntoIterator<Item = Occasion>) -> DayOccasions {
        let mut given: Vec<Occasion> = given.into_iter().collect();
        // By second rather than by moment, as the sampler orders them: several moments fall into one
        // second of a busy hour.
        given.sort_by_key(|one| (one.who, one.second(), one.which));
        let days = given.chunk_by(|one, next| one.who == next.who);
        let mut placed: Vec<(usize, Occasion)> =
            days.flat_map(|day| day.iter().copied().enumerate()).collect();
        placed.sort_by_key(|(round, one)| (*round, one.kind, one.who));
        let mut today = DayOccasions::default();
        for group in placed.chunk_by(|one, next| (one.0, one.1.kind) == (next.0, next.1.kind)) {
            today.occasions.extend(group.iter().map(|(_, occasion)| *occasion));
            let kind = OccasionKind::ALL[usize::from(group[0].1.kind.number())];
            today.by_kind.push((kind, today.occasions.len()));
        }
        today
    }

    /// All occasions, in the order of the day.
    #[must_use]
    pub fn all(&self) -> &[Occasion] {
        &self.occasions
    }

    /// The groups, in order: one kind of one round each, so that no citizen has two occasions in
    /// the same group.
    pub(crate) fn by_kind(&self) -> impl Iterator<Item = (OccasionKind, &[Occasion])> {
        let mut from = 0;
        self.by_kind.iter().map(move |&(kind, upto)| {
            (kind, &self.occasions[std::mem::replace(&mut from, upto)..upto])
        })
    }

    /// Forgets all occasions and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.occasions.clear();
        self.by_kind.clear();
    }

    /// Appends a group of `counts[i]` blank occasions for each of `kinds`, none for a count of 0;
    /// returns where each group begins.
    pub(super) fn reserve_kinds<const N: usize>(
        &mut self,
        kinds: &[OccasionKind],
        counts: [usize; N],
    ) -> [usize; N] {
        debug_assert!(kinds.len() <= N, "{} kinds", kinds.len());
        let mut begins = [0; N];
        let (mut upto, mut groups) = (self.occasions.len(), self.by_kind.len());
        self.by_kind.resize(groups + kinds.len() + 1, (OccasionKind::Meeting, 0));
        for ((begin, &kind), count) in begins.iter_mut().zip(kinds).zip(counts) {
            *begin = upto;
            upto += count;
            // Written in any case, and overwritten by the next where the count is 0.
            self.by_kind[groups] = (kind, upto);
            groups += usize::from(count > 0);
        }
        self.by_kind.truncate(groups);
        self.occasions.resize(upto, Occasion::of(KindCode(0), Resident(0), 0, [Draw(0); 4]));
        begins
    }
}

/// Activity by hour of the day, relative; its sum is 64 (assumed).
const HOURS: [u32; 24] = [1, 1, 0, 0, 0, 1, 2, 4, 5, 4, 3, 3, 4, 4, 3, 3, 4, 5, 5, 4, 3, 2, 2, 1];

/// A 64th of the day's activity, in which it is level [seconds].
#[derive(Clone, Copy)]
struct Segment {
    begin: u32,
    length: u32,
}

/// The segments of a day, in order: the inverse of the distribution function of activity, as a
/// table indexed by the upper six bits of a quantile.
const SEGMENTS: [Segment; 64] = {
    let (mut segments, mut at, mut hour) = ([Segment { begin: 0, length: 0 }; 64], 0, 0);
    while hour < 24 {
        let mut part = 0;
        while part < HOURS[hour] {
            let length = 3600 / HOURS[hour];
            segments[at] = Segment { begin: hour as u32 * 3600 + part * length, length };
            (at, part) = (at + 1, part + 1);
        }
        hour += 1;
    }
    segments
};

/// The second of the day at this quantile of the day's activity [seconds since midnight].
#[inline]
pub(super) fn second(quantile: u16) -> u32 {
    let Segment { begin, length } = SEGMENTS[usize::from(quantile >> 10)];
    begin + ((length * u32::from(quantile & 1023)) >> 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Conduct, Gate};

    #[test]
    fn the_first_occasion_of_each_day_precedes_the_second() {
        let one = |who, moment, what: OccasionKind| Occasion {
            who: Resident(who),
            which: 0,
            kind: what.kind(),
            moment,
            aside: 0,
            choice: Draw(0),
            sight: Draw(0),
        };
        let (drive, fly) = (OccasionKind::Act(Conduct::Driving), OccasionKind::Visit(Gate::Flight));
        let given = [one(7, 9000, drive), one(7, 5000, fly), one(2, 60_000, drive), one(3, 1, fly)];
        let today = DayOccasions::given(given);
        let by_kind: Vec<_> = today
            .by_kind()
            .map(|(what, group)| (what, group.iter().map(|one| one.who.0).collect::<Vec<_>>()))
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
