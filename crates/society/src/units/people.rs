//! Citizens, residents and neighborhoods by number.

use std::ops::Range;

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
