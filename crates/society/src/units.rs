//! Units as types: citizens, days, shares, rates, points and scores.
//!
//! A day, a share and a number of points cannot be mistaken for one another, and a value that
//! exists is a valid one. Counted quantities are integers inside, so that sums are exact and
//! independent of their order.

use std::fmt::{self, Display};
use std::ops::{Range, Sub};

use serde::{Deserialize, Serialize};

/// A citizen, known by a number alone, `0..citizens` of the society.
///
/// ```
/// use society::units::Citizen;
///
/// assert!(Citizen(3) < Citizen(10));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Citizen(pub u32);

/// A resident: a citizen by its number within the neighborhood, adults first.
///
/// It selects a row of the columns of one neighborhood, where [`Citizen`] is a number in the society.
///
/// ```
/// use society::units::Resident;
///
/// let column = [600, 580, 611];
/// assert_eq!(column[usize::from(Resident(1))], 580);
/// assert!(Resident(3) < Resident(10));
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Resident(pub u16);

impl Resident {
    /// The residents with the numbers of `range`, in order.
    ///
    /// ```
    /// use society::units::Resident;
    ///
    /// assert!(Resident::all(2..4).eq([Resident(2), Resident(3)]));
    /// ```
    pub fn all(
        range: Range<u16>,
    ) -> impl ExactSizeIterator<Item = Resident> + DoubleEndedIterator + Clone {
        range.map(Resident)
    }
}

impl From<Resident> for usize {
    #[inline]
    fn from(resident: Resident) -> usize {
        usize::from(resident.0)
    }
}

impl From<Resident> for u32 {
    #[inline]
    fn from(resident: Resident) -> u32 {
        u32::from(resident.0)
    }
}

/// A neighborhood of the society, counted from 0.
///
/// ```
/// use society::chance::Chance;
/// use society::population::Population;
/// use society::scenario::Scenario;
/// use society::units::{Citizen, Neighborhood, Seed};
///
/// let population = Population::new(Scenario::example().society(), Chance::new(Seed(1)));
/// let (home, _) = population.locate(Citizen(0));
/// assert_eq!(home, Neighborhood(0));
/// assert_eq!(population.first(home), Citizen(0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Neighborhood(pub u32);

impl Neighborhood {
    /// The neighborhoods with the numbers of `range`, in order.
    pub fn all(
        range: Range<u32>,
    ) -> impl ExactSizeIterator<Item = Neighborhood> + DoubleEndedIterator + Clone {
        range.map(Neighborhood)
    }
}

impl From<Neighborhood> for usize {
    #[inline]
    fn from(neighborhood: Neighborhood) -> usize {
        neighborhood.0 as usize
    }
}

/// A day of the scenario, counted from the first, which is day 0 [days].
///
/// Two days differ by a number of days:
///
/// ```
/// use society::units::Day;
///
/// assert_eq!(Day(7).after(30) - Day(7), 30);
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Day(pub u16);

impl Day {
    /// The first day.
    pub const FIRST: Day = Day(0);

    /// The days with the numbers of `range`, in order.
    ///
    /// ```
    /// use society::units::Day;
    ///
    /// assert!(Day::all(0..2).eq([Day::FIRST, Day(1)]));
    /// ```
    pub fn all(
        range: Range<u16>,
    ) -> impl ExactSizeIterator<Item = Day> + DoubleEndedIterator + Clone {
        range.map(Day)
    }

    /// The day `days` later, at most day 65,535, the end of the calendar.
    ///
    /// ```
    /// use society::units::Day;
    ///
    /// assert_eq!(Day(7).after(30), Day(37));
    /// assert_eq!(Day(65_000).after(1_000), Day(65_535));
    /// ```
    #[must_use]
    pub fn after(self, days: u16) -> Day {
        Day(self.0.saturating_add(days))
    }
}

impl Sub for Day {
    /// Days from the one to the other [days].
    type Output = u16;

    /// # Panics
    ///
    /// In builds with overflow checks, where `earlier` is the later one.
    #[inline]
    fn sub(self, earlier: Day) -> u16 {
        self.0 - earlier.0
    }
}

impl Display for Day {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(to)
    }
}

impl From<Day> for usize {
    #[inline]
    fn from(day: Day) -> usize {
        day.0.into()
    }
}

impl From<Day> for u32 {
    #[inline]
    fn from(day: Day) -> u32 {
        day.0.into()
    }
}

impl From<Day> for i64 {
    #[inline]
    fn from(day: Day) -> i64 {
        day.0.into()
    }
}

/// The seed of a run, from which the seeds of its worlds are drawn.
///
/// ```
/// use society::units::{RunSeed, WorldId};
///
/// let run = RunSeed(2031);
/// assert_eq!(run.world(WorldId(3)), run.world(WorldId(3)));
/// assert_ne!(run.world(WorldId(0)), run.world(WorldId(1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunSeed(pub u64);

/// A world of a run, by its number from 0.
///
/// ```
/// use society::units::WorldId;
///
/// assert_eq!(format!("{:05}.world", WorldId(7)), "00007.world");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WorldId(pub u32);

impl Display for WorldId {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(to)
    }
}

/// The seed of one world: together with the scenario it determines every result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

/// A share or a probability, within 0 and 1.
///
/// ```
/// use society::units::Share;
///
/// let fifth = Share::new(0.2).expect("0.2 is a share");
/// assert_eq!(fifth.rest().get(), 0.8);
/// assert!(Share::new(1.2).is_none());
/// assert_eq!(Share::clamped(1.2), Share::ALL);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Share(f64);

impl Share {
    /// Nothing, or never.
    pub const NONE: Share = Share(0.0);
    /// Everything, or always.
    pub const ALL: Share = Share(1.0);

    /// The share `value`, or `None` where it lies outside 0 to 1 or is not a number.
    #[must_use]
    pub fn new(value: f64) -> Option<Share> {
        // A range contains no NaN.
        (0.0..=1.0).contains(&value).then_some(Share(value))
    }

    /// The share nearest to `value`; 0 where it is not a number.
    #[must_use]
    pub fn clamped(value: f64) -> Share {
        Share(if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) })
    }

    /// The number itself, 0 to 1.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// The complement, 1 less this share.
    #[must_use]
    pub fn rest(self) -> Share {
        Share(1.0 - self.0)
    }

    /// The threshold below which a uniform 32-bit draw falls with this probability.
    ///
    /// ⌊share · 2³²⌋: the probability is exact to 2⁻³², and at both ends: no draw lies below 0, and
    /// every draw lies below 2³².
    ///
    /// ```
    /// use society::units::{Draw, Share};
    ///
    /// let half = Share::clamped(0.5).threshold();
    /// assert!(half.admits(Draw((1 << 31) - 1)) && !half.admits(Draw(1 << 31)));
    /// assert!(Share::ALL.threshold().admits(Draw(u32::MAX)));
    /// ```
    #[must_use]
    pub fn threshold(self) -> Threshold {
        // 2³² is a power of two: the product is exact, and so is the rounding.
        Threshold((self.0 * 4_294_967_296.0) as u64)
    }
}

/// One uniform draw: 32 random bits, for one decision.
///
/// ```
/// use society::units::{Draw, Share};
///
/// // A quarter of all draws fall below the threshold of a quarter.
/// let quarter = Share::clamped(0.25).threshold();
/// assert!(quarter.admits(Draw(0)) && !quarter.admits(Draw(1 << 30)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Draw(pub u32);

/// A probability as the bound below which a 32-bit draw must fall: 33 bits, so that both never and
/// always are among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Threshold(u64);

impl Threshold {
    /// Whether the event happens at `draw`.
    #[inline]
    #[must_use]
    pub fn admits(self, draw: Draw) -> bool {
        u64::from(draw.0) < self.0
    }

    /// The bound, from 0 (never) to 2³² (always) [1/2³²].
    #[inline]
    #[must_use]
    pub fn bound(self) -> u64 {
        self.0
    }
}

/// A rate of events for one citizen [1/year], zero or more and finite.
///
/// ```
/// use society::units::PerYear;
///
/// let monthly = PerYear::new(12.0).expect("a finite rate");
/// assert!((monthly.a_day() - 12.0 / 365.0).abs() < 1e-12);
/// assert!(PerYear::new(-1.0).is_none() && PerYear::new(f64::INFINITY).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct PerYear(f64);

impl PerYear {
    /// Never.
    pub const NEVER: PerYear = PerYear(0.0);

    /// The rate `value`, or `None` where it is negative or not finite.
    #[must_use]
    pub fn new(value: f64) -> Option<PerYear> {
        (value >= 0.0 && value.is_finite()).then_some(PerYear(value))
    }

    /// The number itself [1/year].
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// The same rate for one day [1/day].
    #[must_use]
    pub fn a_day(self) -> f64 {
        self.0 / 365.0
    }
}

/// A change of score in exact fixed point; a deduction is negative.
///
/// Inside are *grains*, of which [`Points::GRAINS`] make a point, so that sums of charges are
/// exact and independent of their order.
///
/// ```
/// use society::units::Points;
///
/// let fine = Points::from_points(-2.5);
/// assert_eq!((fine.grains(), fine.is_deduction()), (-80, true));
/// assert_eq!((fine + fine).as_points(), -5.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Points(i32);

impl Points {
    /// Grains to the point [grains/point].
    pub const GRAINS: i32 = 32;

    /// No points.
    pub const ZERO: Points = Points(0);

    /// `points` rounded to the nearest grain, halves away from zero.
    #[must_use]
    pub fn from_points(points: f64) -> Points {
        Points(libm::round(points * f64::from(Points::GRAINS)) as i32)
    }

    /// The points of so many grains.
    #[must_use]
    pub const fn from_grains(grains: i32) -> Points {
        Points(grains)
    }

    /// The grains [1/32 points].
    #[inline]
    #[must_use]
    pub const fn grains(self) -> i32 {
        self.0
    }

    /// The points as a number [points].
    #[must_use]
    pub fn as_points(self) -> f64 {
        f64::from(self.0) / f64::from(Points::GRAINS)
    }

    /// Whether this lowers a score.
    #[inline]
    #[must_use]
    pub const fn is_deduction(self) -> bool {
        self.0 < 0
    }
}

impl std::ops::Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points(self.0 + other.0)
    }
}

/// A level between none and full, 0 to 255 [1/255]: of hardship, health, certainty or resignation.
///
/// ```
/// use society::units::Level;
///
/// assert_eq!(Level(51).as_share(), 0.2);
/// assert!(Level::NONE < Level(1) && Level(254) < Level::FULL);
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Level(pub u8);

impl Level {
    /// Nothing.
    pub const NONE: Level = Level(0);
    /// Everything.
    pub const FULL: Level = Level(255);

    /// The level nearest to a share, which is cut to 0 to 1 first.
    #[must_use]
    pub(crate) fn of_share(share: f64) -> Level {
        Level(libm::round(share.clamp(0.0, 1.0) * 255.0) as u8)
    }

    /// The level as a share of full, 0 to 1.
    #[must_use]
    pub fn as_share(self) -> f64 {
        f64::from(self.0) / 255.0
    }

    /// This level moved by `share` [1/256], 0 to 256, of the way to another.
    ///
    /// Rounded away from this level, so that each step covers one at least and the limit is
    /// reached; a share of 0 does not move.
    #[inline]
    #[must_use]
    pub(crate) fn toward(self, to: Level, share: i32) -> Level {
        debug_assert!((0..=256).contains(&share), "{share} of 256");
        // 255 before the division rounds any rest away from zero, for either sign.
        let way = (i32::from(to.0) - i32::from(self.0)) * share;
        Level((i32::from(self.0) + (way + 255 * way.signum()) / 256) as u8)
    }
}

/// Levels as wider numbers [1/255], for sums of them.
macro_rules! level_into {
    ($($number:ty),*) => { $(
        impl From<Level> for $number {
            #[inline]
            fn from(level: Level) -> $number {
                level.0.into()
            }
        }
    )* };
}

level_into!(i32, u32, i64, u64, f64, usize);

/// A citizen's rank in a random order of everyone, as the share of lower ones, 0 to 255 [1/256].
///
/// Ranks are uniform, so that a bound of *n* has *n* of 256 citizens below it.
///
/// ```
/// use society::units::Quantile;
///
/// let lowest_quarter = (0..=u8::MAX).filter(|&rank| Quantile(rank) < Quantile(64)).count();
/// assert_eq!(lowest_quarter, 64);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantile(pub u8);

impl Quantile {
    /// Whether the rank lies below `bound`, 0 (of nobody) to 256 (of everyone) [1/256].
    #[inline]
    #[must_use]
    pub(crate) fn is_below(self, bound: u32) -> bool {
        u32::from(self.0) < bound
    }
}

/// A score, 0 to 2,047 points, in grains of a point.
///
/// ```
/// use society::units::Score;
///
/// let start = Score::from_points(600.0).expect("within the scale");
/// assert_eq!((start.0, start.as_points()), (600 * 32, 600.0));
/// assert!(Score::from_points(-1.0).is_none() && Score::from_points(2048.0).is_none());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(pub u16);

impl Score {
    /// The highest score that 16 bits of grains hold [points].
    pub(crate) const HIGHEST: f64 = 2047.0;

    /// The score of `points`, to the nearest grain, or `None` outside 0 to [`Score::HIGHEST`].
    #[must_use]
    pub fn from_points(points: f64) -> Option<Score> {
        (0.0..=Score::HIGHEST)
            .contains(&points)
            .then(|| Score(Points::from_points(points).grains() as u16))
    }

    /// The score as a number [points].
    #[must_use]
    pub fn as_points(self) -> f64 {
        f64::from(self.0) / f64::from(Points::GRAINS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_admits_no_draw_and_a_share_of_all_admits_every_draw() {
        assert!(!Share::NONE.threshold().admits(Draw(0)));
        assert!(Share::ALL.threshold().admits(Draw(u32::MAX)));
    }

    #[test]
    fn a_share_outside_its_range_does_not_exist() {
        for wrong in [-0.01, 1.01, f64::NAN, f64::INFINITY] {
            assert!(Share::new(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn repeated_steps_reach_the_limit_and_stay() {
        assert_eq!(Level(200).toward(Level(100), 64), Level(175));
        assert_eq!(Level(101).toward(Level(100), 1), Level(100));
        assert_eq!(Level(9).toward(Level(200), 0), Level(9));
        let end = (0..400).fold(Level(200), |at, _| at.toward(Level(17), 10));
        assert_eq!(end, Level(17));
        assert_eq!(Level(3).toward(Level(250), 256), Level(250));
    }

    #[test]
    fn points_are_rounded_to_the_nearest_grain() {
        assert_eq!(Points::from_points(-0.25).grains(), -8);
        assert_eq!(Points::from_points(-1.6 / 32.0).grains(), -2);
        assert_eq!(Points::from_points(20.0).as_points(), 20.0);
    }
}
