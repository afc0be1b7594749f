//! Small codes for the attributes by which citizens are counted and by which occasions come.

use super::demographics::{AgeBand, Decile, GroupId, MobilityQuarter, Sex};
use crate::scenario::Group;

/// Age bands, as the radix of the codes below.
const BANDS: u16 = AgeBand::COUNT as u16;

/// Group, income decile, sex and age band of a citizen, as one small number: the finest cell of a
/// table of results.
///
/// ```
/// use society::population::{AgeBand, Cell, Decile, GroupId, Sex};
///
/// let cell = Cell::of(GroupId(1), Decile::RICHEST, Sex::Woman, AgeBand::of(70));
/// assert_eq!((cell.group(), cell.decile()), (GroupId(1), Decile::RICHEST));
/// assert_eq!((cell.sex(), cell.band()), (Sex::Woman, AgeBand::of(99)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell(pub u16);

impl Cell {
    /// The cells of a society with these `groups`, in order: 100 for each.
    ///
    /// ```
    /// use society::{population::Cell, scenario::Scenario};
    ///
    /// let scenario = Scenario::example();
    /// let groups = &scenario.society().population.groups;
    /// assert_eq!(Cell::all(groups).len(), 100 * groups.len());
    /// ```
    pub fn all(groups: &[Group]) -> impl ExactSizeIterator<Item = Cell> + Clone + use<> {
        (0..groups.len() as u16 * Decile::COUNT as u16 * 2 * BANDS).map(Cell)
    }

    /// The cell of a group, an income decile, a sex and an age band.
    #[inline]
    #[must_use]
    pub const fn of(group: GroupId, decile: Decile, sex: Sex, band: AgeBand) -> Cell {
        let household = group.0 as u16 * Decile::COUNT as u16 + decile.0 as u16;
        Cell((household * 2 + sex as u16) * BANDS + band.0 as u16)
    }

    /// The group.
    #[inline]
    #[must_use]
    pub const fn group(self) -> GroupId {
        GroupId((self.0 / (2 * BANDS * Decile::COUNT as u16)) as u8)
    }

    /// The income decile of the household.
    #[inline]
    #[must_use]
    pub const fn decile(self) -> Decile {
        Decile((self.0 / (2 * BANDS) % Decile::COUNT as u16) as u8)
    }

    /// The sex.
    #[inline]
    #[must_use]
    pub const fn sex(self) -> Sex {
        Sex::man_if(self.0 / BANDS % 2 == 1)
    }

    /// The age band.
    #[inline]
    #[must_use]
    pub const fn band(self) -> AgeBand {
        AgeBand((self.0 % BANDS) as u8)
    }

    /// The appearance class: group, sex and age band.
    #[must_use]
    pub const fn appearance(self) -> Appearance {
        let group_and_sex = self.group().0 as u16 * 2 + self.sex() as u16;
        Appearance(group_and_sex * BANDS + self.band().0 as u16)
    }
}

/// The appearance class of a citizen: group, sex and age band, the attributes within which
/// recognition confuses faces.
///
/// ```
/// use society::population::{AgeBand, Cell, Decile, GroupId, Sex};
///
/// let of = |decile| Cell::of(GroupId(1), decile, Sex::Man, AgeBand::of(30)).appearance();
/// assert_eq!(of(Decile::POOREST), of(Decile::RICHEST));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Appearance(u16);

impl From<Appearance> for usize {
    #[inline]
    fn from(appearance: Appearance) -> usize {
        appearance.0.into()
    }
}

/// The rate class of a citizen: age band, head of a household or not, parent of a pupil or not,
/// and quarter of mobility. Citizens of one class have occasions at the same rates.
///
/// ```text
/// | age band (3) | head (1) | parent (1) | mobility (2) |
/// ```
///
/// ```
/// use society::population::{AgeBand, Class, MobilityQuarter};
///
/// let class = Class::of(AgeBand::of(35), true, false, MobilityQuarter::ALL[3]);
/// assert_eq!((class.band(), class.mobility()), (AgeBand::of(44), MobilityQuarter::ALL[3]));
/// assert!(class.is_head() && !class.is_parent() && class.is_adult());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(pub u8);

impl Class {
    /// Every class, in order.
    pub fn all() -> impl ExactSizeIterator<Item = Class> {
        (0..BANDS as u8 * 2 * 2 * 4).map(Class)
    }

    /// The class of an age band and a quarter of mobility.
    #[must_use]
    pub const fn of(band: AgeBand, head: bool, parent: bool, mobility: MobilityQuarter) -> Class {
        Class(((band.0 * 2 + head as u8) * 2 + parent as u8) * 4 + mobility.0)
    }

    /// The age band.
    #[inline]
    #[must_use]
    pub const fn band(self) -> AgeBand {
        AgeBand(self.0 / 16)
    }

    /// Whether the citizen heads a household.
    #[must_use]
    pub const fn is_head(self) -> bool {
        self.0 / 8 % 2 == 1
    }

    /// Whether the citizen heads a household with a child of school age.
    #[must_use]
    pub const fn is_parent(self) -> bool {
        self.0 / 4 % 2 == 1
    }

    /// The quarter of mobility.
    #[must_use]
    pub const fn mobility(self) -> MobilityQuarter {
        MobilityQuarter(self.0 % 4)
    }

    /// Whether the citizen is 18 or older: acts, is scored, and can be listed.
    #[inline]
    #[must_use]
    pub const fn is_adult(self) -> bool {
        self.band().is_adult()
    }
}
