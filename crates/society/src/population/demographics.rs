//! Attributes by which citizens are counted, a byte each: age band, group, income decile, sex,
//! mobility.

use std::fmt::{self, Display};

use crate::scenario::Group;

/// The age band of a citizen: 0 to 17, 18 to 29, 30 to 44, 45 to 59, or 60 and more [years].
///
/// ```
/// use society::population::AgeBand;
///
/// assert_eq!([18, 29, 44, 60].map(AgeBand::of), [1, 1, 2, 4].map(|at| AgeBand::ALL[at]));
/// assert!(AgeBand::of(59).is_under_60() && !AgeBand::of(17).is_adult());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgeBand(pub(super) u8);

impl AgeBand {
    /// Age bands.
    pub(super) const COUNT: usize = 5;

    /// The age bands from the youngest, that of the children.
    pub const ALL: [AgeBand; AgeBand::COUNT] =
        [AgeBand(0), AgeBand(1), AgeBand(2), AgeBand(3), AgeBand(4)];

    /// The age band of someone `age` years old [years].
    #[must_use]
    pub const fn of(age: u8) -> AgeBand {
        AgeBand(match age {
            0..18 => 0,
            18..30 => 1,
            30..45 => 2,
            45..60 => 3,
            _ => 4,
        })
    }

    /// Whether someone of this age band is 18 or older.
    #[inline]
    #[must_use]
    pub const fn is_adult(self) -> bool {
        self.0 > 0
    }

    /// Whether someone of this age band is 59 or younger.
    #[inline]
    #[must_use]
    pub const fn is_under_60(self) -> bool {
        self.0 < 4
    }
}

/// The number of a group, from 0, in the order of the scenario.
///
/// ```
/// use society::{population::GroupId, scenario::Scenario};
///
/// let scenario = Scenario::example();
/// let groups = &scenario.society().population.groups;
/// assert!(GroupId::all(groups).eq([GroupId(0), GroupId(1)]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub u8);

impl GroupId {
    /// The numbers of `groups`, in order.
    pub fn all(groups: &[Group]) -> impl ExactSizeIterator<Item = GroupId> + Clone + use<> {
        (0..groups.len() as u8).map(GroupId)
    }
}

/// A tenth of the households by income, counted from 0, the poorest; 1 to 10 where it is displayed.
///
/// ```
/// use society::population::Decile;
///
/// assert_eq!(Decile::ALL[9], Decile::RICHEST);
/// assert_eq!((Decile::POOREST.to_string(), Decile::RICHEST.to_string()), ("1".into(), "10".into()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decile(pub(super) u8);

impl Decile {
    /// Deciles.
    pub(super) const COUNT: usize = 10;
    /// The poorest tenth.
    pub const POOREST: Decile = Decile(0);
    /// The richest tenth.
    pub const RICHEST: Decile = Decile(9);

    /// The deciles from the poorest.
    pub const ALL: [Decile; Decile::COUNT] = {
        let mut all = [Decile::POOREST; Decile::COUNT];
        let mut at = 1;
        while at < Decile::COUNT {
            all[at] = Decile(at as u8);
            at += 1;
        }
        all
    };
}

impl Display for Decile {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0 + 1).fmt(to)
    }
}

/// The sex of a citizen.
///
/// ```
/// use society::population::Sex;
///
/// assert_eq!(Sex::ALL.map(usize::from), [0, 1]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Sex {
    /// A woman or girl.
    Woman = 0,
    /// A man or boy.
    Man = 1,
}

impl Sex {
    /// Both sexes, in the order of their codes.
    pub const ALL: [Sex; 2] = [Sex::Woman, Sex::Man];

    /// The sex of a man where `is_man`, and else of a woman.
    #[inline]
    #[must_use]
    pub(super) const fn man_if(is_man: bool) -> Sex {
        if is_man { Sex::Man } else { Sex::Woman }
    }
}

/// The quarter of a citizen by mobility, counted from 0, the least mobile.
///
/// ```
/// use society::population::{AgeBand, Class, MobilityQuarter};
///
/// let most = MobilityQuarter::ALL[3];
/// assert_eq!(Class::of(AgeBand::of(40), true, false, most).mobility(), most);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MobilityQuarter(pub(super) u8);

impl MobilityQuarter {
    /// The quarters from the least mobile.
    pub const ALL: [MobilityQuarter; 4] =
        [MobilityQuarter(0), MobilityQuarter(1), MobilityQuarter(2), MobilityQuarter(3)];
}

impl From<AgeBand> for usize {
    #[inline]
    fn from(band: AgeBand) -> usize {
        band.0.into()
    }
}

impl From<GroupId> for usize {
    #[inline]
    fn from(group: GroupId) -> usize {
        group.0.into()
    }
}

impl From<Decile> for usize {
    #[inline]
    fn from(decile: Decile) -> usize {
        decile.0.into()
    }
}

impl From<Sex> for usize {
    #[inline]
    fn from(sex: Sex) -> usize {
        sex as usize
    }
}

impl From<MobilityQuarter> for usize {
    #[inline]
    fn from(quarter: MobilityQuarter) -> usize {
        quarter.0.into()
    }
}
