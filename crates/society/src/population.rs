//! The synthetic population: computed from the seed and the published marginals, read from no file.
//!
//! Every fixed attribute of a citizen is a pure function of the seed and the citizen's number.
//! The function is cut at the neighborhood: its [`Residents`] are computed once, as a few dozen
//! bytes a citizen, and read from then on. A society beyond a million citizens repeats its
//! residents, each time with other draws of fortune, so that a nation needs no more memory for
//! fixed attributes than a city does.

mod attributes;
mod cell;
mod demographics;
mod divisor;
mod draws;
mod groups;
mod households;
mod memberships;
mod prefetch;
mod residents;
mod shuffle;

pub use cell::{Appearance, Cell, Class};
pub use demographics::{AgeBand, Decile, GroupId, MobilityQuarter, Sex};
pub use groups::{Groups, TieGroup};
pub(crate) use prefetch::prefetch;
pub use residents::Residents;

use divisor::Divisor;
use rayon::prelude::*;
use shuffle::Shuffle;

use crate::chance::{Address, Chance, Purpose};
use crate::scenario::{Group, PlaceId, Society};
use crate::units::{Citizen, Draw, Neighborhood, Resident};

/// The most sets of residents of a society; neighborhood `n` has set `n mod RESIDENT_SETS`.
///
/// 256 sets of 4,096 are a million different citizens, at 400 kB a set with all tables.
pub(crate) const RESIDENT_SETS: u32 = 256;

/// Standing lookalikes of a citizen, to which errors of recognition return [citizens].
const LOOKALIKES: u32 = 3;

/// Attempts at a lookalike, and blocks of attempts at a collision, before the search ends without
/// one: enough to fail only where hardly anyone fits.
const LOOKALIKE_ATTEMPTS: u16 = 100;
const COLLISION_BLOCKS: u16 = 50;

/// One of the pairings of all citizens with their kin, counted from 0.
///
/// ```
/// use society::chance::Chance;
/// use society::population::{Kinship, Population};
/// use society::scenario::Scenario;
/// use society::units::{Citizen, Seed};
///
/// let population = Population::new(Scenario::example().society(), Chance::new(Seed(1)));
/// let relative = population.kin(Citizen(4), Kinship(0)).expect("an even society pairs everyone");
/// assert_eq!(population.kin(relative, Kinship(0)), Some(Citizen(4)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinship(pub usize);

/// The population of one world: every fixed attribute and every kinship of its citizens.
#[derive(Clone, Debug)]
pub struct Population {
    /// For draws of lookalikes and collisions, which are computed when they are needed.
    chance: Chance,
    citizens: u32,
    /// Citizens of each neighborhood but the last, a multiple of `Chance::RUN`.
    size: u32,
    home_of: Divisor,
    resident_sets: Vec<Residents>,
    /// The residents of the last neighborhood, where it is smaller than the others.
    last: Option<Residents>,
    /// The kind of place of each neighborhood.
    places: Vec<PlaceId>,
    /// A random order of all citizens for each pairing of kin.
    kin: Vec<Shuffle>,
    /// The largest number of one appearance class in any neighborhood, by [`Cell::appearance`]
    /// [citizens].
    most_similar: Vec<u32>,
}

impl Population {
    /// The population of `society` in the world of `chance`.
    #[must_use]
    pub fn new(society: &Society, chance: Chance) -> Population {
        let citizens = society.citizens;
        let (count, size) = society.neighborhoods();
        let rest = citizens - (count - 1) * size;
        let full = if rest < size { count - 1 } else { count };
        let residents =
            |number, size| Residents::of(&society.population, society, chance, number, size);
        let kin = |which| Shuffle::new(chance, Purpose::Kin, which, citizens);
        let numbers = (0..full.min(RESIDENT_SETS)).into_par_iter();
        let resident_sets: Vec<Residents> = numbers.map(|number| residents(number, size)).collect();
        let last = (rest < size).then(|| residents(RESIDENT_SETS, rest));
        let mut population = Population {
            chance,
            citizens,
            size,
            home_of: Divisor::new(size),
            most_similar: Vec::new(),
            resident_sets,
            last,
            places: places(society, chance, count),
            kin: (0..society.population.kin).map(kin).collect(),
        };
        population.most_similar = population.most_similar(&society.population.groups);
        population
    }

    /// The largest number of each appearance class in any neighborhood [citizens].
    fn most_similar(&self, groups: &[Group]) -> Vec<u32> {
        // Income shows in no face: the cells of one decile have every appearance, in its order.
        let appearances = Cell::all(groups).filter(|cell| cell.decile() == Decile::POOREST);
        let most =
            |cell| self.resident_sets().map(|residents| residents.similar(cell).len() as u32).max();
        appearances.map(|cell| most(cell).unwrap_or(0)).collect()
    }

    /// The chance of the world of this population.
    pub(crate) fn chance(&self) -> Chance {
        self.chance
    }

    /// Citizens of the society [citizens].
    #[must_use]
    pub fn citizens(&self) -> u32 {
        self.citizens
    }

    /// The neighborhoods, in order.
    pub fn neighborhoods(
        &self,
    ) -> impl ExactSizeIterator<Item = Neighborhood> + DoubleEndedIterator + Clone + use<> {
        Neighborhood::all(0..self.places.len() as u32)
    }

    /// The first citizen of a neighborhood.
    #[must_use]
    pub fn first(&self, neighborhood: Neighborhood) -> Citizen {
        Citizen(neighborhood.0 * self.size)
    }

    /// The citizen who is this resident of a neighborhood.
    #[must_use]
    pub fn citizen(&self, neighborhood: Neighborhood, resident: Resident) -> Citizen {
        Citizen(self.first(neighborhood).0 + u32::from(resident))
    }

    /// The residents of a neighborhood.
    ///
    /// # Panics
    ///
    /// Where there is no such neighborhood, and none is a repetition of it.
    #[must_use]
    pub fn residents(&self, neighborhood: Neighborhood) -> &Residents {
        debug_assert!(usize::from(neighborhood) < self.places.len(), "{neighborhood:?}");
        let set = self.resident_set_of(neighborhood);
        self.resident_sets
            .get(set)
            .or(self.last.as_ref())
            .expect("every neighborhood has residents")
    }

    /// The set of residents of a neighborhood, as its index in
    /// [`resident_sets`](Population::resident_sets).
    pub(crate) fn resident_set_of(&self, neighborhood: Neighborhood) -> usize {
        let number = usize::from(neighborhood);
        match &self.last {
            Some(_) if number + 1 == self.places.len() => self.resident_sets.len(),
            _ => number % RESIDENT_SETS as usize,
        }
    }

    /// Every set of residents.
    pub(crate) fn resident_sets(&self) -> impl Iterator<Item = &Residents> {
        self.resident_sets.iter().chain(&self.last)
    }

    /// The kind of place of a neighborhood.
    #[must_use]
    pub fn place(&self, neighborhood: Neighborhood) -> PlaceId {
        self.places[usize::from(neighborhood)]
    }

    /// The neighborhood of a citizen, and the citizen's number within it.
    #[must_use]
    pub fn locate(&self, citizen: Citizen) -> (Neighborhood, Resident) {
        debug_assert!(citizen.0 < self.citizens, "{citizen:?} of {}", self.citizens);
        let home = self.home_of.into(citizen.0);
        (Neighborhood(home), Resident((citizen.0 - home * self.size) as u16))
    }

    /// The cell of a citizen.
    #[must_use]
    pub fn cell(&self, citizen: Citizen) -> Cell {
        let (neighborhood, resident) = self.locate(citizen);
        self.residents(neighborhood).cell[usize::from(resident)]
    }

    /// The pairings of kin: the most relatives elsewhere that a citizen can have.
    pub fn kinships(&self) -> impl ExactSizeIterator<Item = Kinship> + Clone + use<> {
        (0..self.kin.len()).map(Kinship)
    }

    /// The relative of `citizen` by one pairing; kinship is mutual. `None` for the odd one out of a
    /// society of odd size.
    #[must_use]
    pub fn kin(&self, citizen: Citizen, Kinship(which): Kinship) -> Option<Citizen> {
        let shuffle = &self.kin[which];
        // Neighbors in a random order are a random pairing: mutual, and without a table.
        let partner = shuffle.place(citizen.0) ^ 1;
        (partner < self.citizens).then(|| Citizen(shuffle.at(partner)))
    }

    /// Replaces citizens by their relatives by one pairing: [`Population::kin`] of each, at a fraction
    /// of the cost. The odd one out stays.
    pub(crate) fn kin_of_each(&self, Kinship(which): Kinship, citizens: &mut [u32]) {
        let shuffle = &self.kin[which];
        shuffle.places(citizens);
        for place in &mut *citizens {
            let partner = *place ^ 1;
            // A select: for the sake of one citizen the loop would lose its vectors.
            *place = if partner < self.citizens { partner } else { *place };
        }
        shuffle.items(citizens);
    }

    /// The false match of `citizen`: another citizen of the same appearance class, by `draw`.
    ///
    /// Without a `fresh` number the error falls on one of the citizen's three standing lookalikes;
    /// with one, which tells one error from another, on anyone of the class. `None` where nobody
    /// else in the society belongs to it.
    #[must_use]
    pub fn lookalike(&self, citizen: Citizen, draw: Draw, fresh: Option<u32>) -> Option<Citizen> {
        let cell = self.cell(citizen);
        let most = self.most_similar.get(usize::from(cell.appearance())).copied().unwrap_or(0);
        let (day, face) = match fresh {
            None => (0, draw.0 % LOOKALIKES),
            Some(day) => (day + 1, draw.0),
        };
        let purpose = Purpose::Lookalike;
        // A neighborhood, then a place in the longest list of its appearance class: a place beyond
        // the end of a shorter list is drawn again, so that everyone is equally likely.
        let candidate = |attempt| {
            let [home, place, ..] = self.chance.draw(Address {
                who: citizen.0,
                whom: face,
                day,
                which: attempt,
                purpose,
            });
            let home = Neighborhood(home.below(self.places.len() as u32));
            let other = self.residents(home).similar(cell).get(place.below(most) as usize)?;
            Some(self.citizen(home, *other))
        };
        (0..LOOKALIKE_ATTEMPTS).filter_map(candidate).find(|&other| other != citizen)
    }

    /// The adult with a colliding identity in the registers: of the same sex as `citizen`, always the
    /// same one, and `None` where none is found.
    #[must_use]
    pub fn colliding(&self, citizen: Citizen) -> Option<Citizen> {
        let sex = self.cell(citizen).sex();
        let fits = |other: Cell| other.sex() == sex && other.band().is_adult();
        let first = Address { who: citizen.0, ..Address::of(Purpose::Collision) };
        (0..COLLISION_BLOCKS)
            .flat_map(|which| self.chance.draw(Address { which, ..first }))
            .map(|word| Citizen(word.below(self.citizens)))
            .find(|&other| other != citizen && fits(self.cell(other)))
    }
}

/// The kind of place of each neighborhood: in the shares of the scenario, to the nearest whole.
fn places(society: &Society, chance: Chance, count: u32) -> Vec<PlaceId> {
    // Quotas in a random order: draws would leave small societies without their smallest places.
    let shuffle = Shuffle::new(chance, Purpose::Population, u16::MAX, count);
    (0..count).map(|number| PlaceId(society.place(shuffle.place(number)) as u8)).collect()
}
