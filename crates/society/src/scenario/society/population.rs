//! Marginals of the population: ages, households, groups, places, ties and mobility.

use crate::scenario::bounds::Bounds;
use crate::units::Share;

// Every list of a neighborhood, of ties as of occasions, names its citizens by two bytes each.
/// The most citizens of a neighborhood, the unit of memory and of parallel work [citizens].
pub const NEIGHBORHOOD: u32 = 4096;

/// The published marginals from which the population is computed.
///
/// ```
/// use society::scenario::{Marginals, Society};
///
/// let people = Marginals { household: 3.4, kin: 4, ..Society::example().population };
/// let ages: f64 = people.ages.iter().map(|share| share.get()).sum();
/// assert!((ages - 1.0).abs() < 1e-6 && Marginals::KIN.contains(people.kin.into()));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Marginals {
    /// Shares of citizens aged 0 to 14, 15 to 59, and 60 or more; they sum to 1.
    pub ages: [Share; 3],
    /// Men per 100 women, within [`Marginals::SEX_RATIO`] [men].
    pub sex_ratio: f64,
    /// Mean size of a household, within [`Marginals::HOUSEHOLD`] [citizens].
    pub household: f64,
    /// Invented groups, their number within [`Marginals::GROUPS`]; the shares sum to 1.
    pub groups: Vec<Group>,
    /// Kinds of place, their number within [`Marginals::PLACES`]; the shares of neighborhoods sum
    /// to 1.
    pub places: Vec<Place>,
    /// Share of the variance of conscientiousness that a household has in common.
    pub alike: Share,
    /// Size of a circle of friends, oneself included, within [`Marginals::CIRCLE`] [citizens].
    pub circle: u16,
    /// Size of the largest team at work, oneself included, within [`Marginals::TEAM`] [citizens].
    pub team: u16,
    /// Pupils of a school class, within [`Marginals::CLASS`] [citizens].
    pub class: u16,
    /// Size of the largest workplace that a neighborhood holds, within [`Marginals::WORKPLACE`]
    /// [citizens].
    pub workplace: u16,
    /// Exponent z of workplace sizes, P(size > s) ∝ s⁻ᶻ, within [`Marginals::ZIPF`].
    pub zipf: f64,
    /// Acquaintances, oneself included, within [`Marginals::ACQUAINTANCES`] [citizens].
    pub acquaintances: u16,
    /// Relatives in other households, within [`Marginals::KIN`] [citizens].
    pub kin: u16,
    /// Time out of the home relative to the mean, for four equal quarters of each age from the
    /// least mobile up, each within [`Marginals::MOBILITY`].
    pub mobility: [f64; 4],
}

impl Marginals {
    /// Bounds of the sex ratio [men per 100 women].
    pub const SEX_RATIO: Bounds = Bounds::new(1.0..=10_000.0);
    // Households have seven members at most, which a mean above five would distort.
    /// Bounds of the mean size of a household [citizens].
    pub const HOUSEHOLD: Bounds = Bounds::new(1.0..=5.0);
    // Every table of results has a hundred cells for each group.
    /// Bounds of the number of groups.
    pub const GROUPS: Bounds = Bounds::new(1.0..=4.0);
    /// Bounds of the number of kinds of place.
    pub const PLACES: Bounds = Bounds::new(1.0..=12.0);
    /// Bounds of the size of a circle of friends [citizens].
    pub const CIRCLE: Bounds = Bounds::new(2.0..=30.0);
    /// Bounds of the size of the largest team [citizens].
    pub const TEAM: Bounds = Bounds::new(2.0..=100.0);
    /// Bounds of the size of a school class [citizens].
    pub const CLASS: Bounds = Bounds::new(2.0..=100.0);
    // Neighborhoods run in parallel: a workplace that crossed the border of one would tie them.
    /// Bounds of the size of the largest workplace [citizens].
    pub const WORKPLACE: Bounds = Bounds::new(1.0..=NEIGHBORHOOD as f64);
    /// Bounds of the exponent of workplace sizes.
    pub const ZIPF: Bounds = Bounds::new(0.5..=3.0);
    /// Bounds of the number of acquaintances [citizens].
    pub const ACQUAINTANCES: Bounds = Bounds::new(2.0..=1000.0);
    /// Bounds of the number of relatives elsewhere [citizens].
    pub const KIN: Bounds = Bounds::new(0.0..=8.0);
    /// Bounds of the relative mobility of a quarter.
    pub const MOBILITY: Bounds = Bounds::new(0.0..=100.0);
}

/// An invented group: a word and a share, never an ethnicity or a creed.
///
/// Groups serve to compare error rates; no rule of the engine treats one unlike another.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The group's name in files and tables.
    pub name: String,
    /// Share of households.
    pub share: Share,
}

/// The number of a kind of place, from 0, in the order of the scenario.
///
/// ```
/// use society::scenario::{PlaceId, Scenario};
///
/// let scenario = Scenario::example();
/// let places = &scenario.society().population.places;
/// assert_eq!(PlaceId::all(places).map(usize::from).max(), Some(places.len() - 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u8);

impl PlaceId {
    /// The numbers of `places`, in order.
    pub fn all(places: &[Place]) -> impl ExactSizeIterator<Item = PlaceId> + Clone + use<> {
        (0..places.len() as u8).map(PlaceId)
    }
}

impl From<PlaceId> for usize {
    #[inline]
    fn from(place: PlaceId) -> usize {
        place.0.into()
    }
}

/// A kind of place, such as a city center, by the density of its cameras.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The place's name in files and tables.
    pub name: String,
    /// Share of neighborhoods.
    pub share: Share,
    /// Cameras per head relative to the mean of the society, within [`Place::CAMERAS`].
    pub cameras: f64,
}

impl Place {
    /// Bounds of the relative density of cameras.
    pub const CAMERAS: Bounds = Bounds::new(0.0..=100.0);
}
