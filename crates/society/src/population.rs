//! Who lives here: computed from the seed and the published marginals, never stored anywhere.
//!
//! What never changes about a citizen is a pure function of the seed and the citizen's number.
//! The function is cut at the neighbourhood: its [`Residents`] is worked out once, as a few dozen
//! bytes a citizen, and read from then on. A society beyond a million citizens repeats its
//! casts, each time with luck of its own, so that a nation needs no more memory for who its
//! citizens are than a city does.

mod residents;
mod census;
mod divisor;
mod groups;
mod shuffle;

pub use census::{CensusRow, census};
pub use divisor::Divisor;
pub use groups::Groups;
pub use residents::Residents;
pub use shuffle::Shuffle;

use rayon::prelude::*;

use crate::chance::{Chance, Purpose};
use crate::scenario::Society;
use crate::units::Citizen;

/// The most casts that a society has; neighbourhood `n` has cast `n mod RESIDENT_SETS`.
pub const RESIDENT_SETS: u32 = 256;

/// Age bands: 0 to 17, 18 to 29, 30 to 44, 45 to 59, 60 and more.
pub const BANDS: usize = 5;

/// How many a citizen may be taken for: the lookalikes that errors return to.
const LOOKALIKES: u32 = 3;

/// The age band of someone `age` years old.
#[must_use]
pub const fn band(age: u8) -> usize {
    match age {
        0..18 => 0,
        18..30 => 1,
        30..45 => 2,
        45..60 => 3,
        _ => 4,
    }
}

/// Reads a column from end to end, for what is about to look things up in it here and there: memory
/// is several times quicker at the first than at the second.
#[inline]
pub(crate) fn prefetch<T: Copy>(column: &[T]) {
    const LINE: usize = 64;
    for value in column.iter().step_by((LINE / size_of::<T>()).max(1)) {
        std::hint::black_box(*value);
    }
}

/// Group, income tenth, sex and age band of a citizen, as one small number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell(pub u16);

impl Cell {
    /// Cells of a society with `groups` groups.
    #[must_use]
    pub const fn count(groups: usize) -> usize {
        groups * 10 * 2 * BANDS
    }

    /// The cell of these attributes.
    #[must_use]
    pub const fn of(group: usize, tenth: usize, sex: usize, band: usize) -> Cell {
        Cell((((group * 10 + tenth) * 2 + sex) * BANDS + band) as u16)
    }

    /// The group, by number.
    #[must_use]
    pub const fn group(self) -> usize {
        self.0 as usize / (20 * BANDS)
    }

    /// The income tenth of the household, 0 (poorest) to 9.
    #[must_use]
    pub const fn tenth(self) -> usize {
        self.0 as usize / (2 * BANDS) % 10
    }

    /// The sex: 0 for women, 1 for men.
    #[must_use]
    pub const fn sex(self) -> usize {
        self.0 as usize / BANDS % 2
    }

    /// The age band, 0 to 4.
    #[must_use]
    pub const fn band(self) -> usize {
        self.0 as usize % BANDS
    }

    /// What a machine tells people apart by, as a number: group, sex and age band.
    #[must_use]
    pub const fn look(self) -> usize {
        (self.group() * 2 + self.sex()) * BANDS + self.band()
    }
}

/// What decides how often anything happens to a citizen: age band, whether they head a
/// household, whether they have a child at school, and mobility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(pub u8);

impl Class {
    /// How many classes there are.
    pub const COUNT: usize = BANDS * 2 * 2 * 4;

    /// The class of these attributes.
    #[must_use]
    pub const fn of(band: usize, head: bool, parent: bool, mobility: usize) -> Class {
        Class((((band * 2 + head as usize) * 2 + parent as usize) * 4 + mobility) as u8)
    }

    /// The age band, 0 to 4.
    #[must_use]
    pub const fn band(self) -> usize {
        self.0 as usize / 16
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

    /// The quarter of mobility, 0 (least) to 3.
    #[must_use]
    pub const fn mobility(self) -> usize {
        self.0 as usize % 4
    }

    /// Whether the citizen is 18 or older: acts, is scored, and can be listed.
    #[must_use]
    pub const fn is_adult(self) -> bool {
        self.0 >= 16
    }
}

/// Everyone of one world, as a function of the seed.
#[derive(Clone, Debug)]
pub struct Population {
    chance: Chance,
    citizens: u32,
    /// Citizens of each neighbourhood but the last, a multiple of [`Chance::RUN`].
    size: u32,
    home_of: Divisor,
    resident_sets: Vec<Residents>,
    /// The cast of the last neighbourhood, where that is smaller than the others.
    last: Option<Residents>,
    places: Vec<u8>,
    kin: Vec<Shuffle>,
    /// The most who look alike in any neighbourhood, by [`Cell::look`] [citizens].
    most_alike: Vec<u64>,
}

impl Population {
    /// The people of `society` in the world of `chance`.
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
        let groups = society.population.groups.len();
        let cells = (0..groups).flat_map(|group| {
            (0..2).flat_map(move |sex| (0..BANDS).map(move |band| Cell::of(group, 0, sex, band)))
        });
        let most = |cell| {
            resident_sets
                .iter()
                .chain(&last)
                .map(|residents| residents.alike(cell).len() as u64)
                .max()
        };
        Population {
            chance,
            citizens,
            size,
            home_of: Divisor::new(size),
            most_alike: cells.map(|cell| most(cell).unwrap_or(0)).collect(),
            resident_sets,
            last,
            places: places(society, chance, count),
            kin: (0..society.population.kin).map(kin).collect(),
        }
    }

    /// Citizens [citizens].
    #[must_use]
    pub fn citizens(&self) -> u32 {
        self.citizens
    }

    /// Neighbourhoods, numbered from 0.
    #[must_use]
    pub fn neighborhoods(&self) -> u32 {
        self.places.len() as u32
    }

    /// The first citizen of neighbourhood `number`.
    #[must_use]
    pub fn first(&self, number: u32) -> u32 {
        number * self.size
    }

    /// Who lives in neighbourhood `number`.
    #[must_use]
    pub fn residents(&self, number: u32) -> &Residents {
        let number = self.resident_set_of(number);
        self.resident_sets
            .get(number)
            .or(self.last.as_ref())
            .expect("every neighbourhood has a cast")
    }

    /// The number of the cast of neighbourhood `number` among [`resident_sets`](Population::casts).
    pub(crate) fn resident_set_of(&self, number: u32) -> usize {
        match &self.last {
            Some(_) if number + 1 == self.neighborhoods() => self.resident_sets.len(),
            _ => (number % RESIDENT_SETS) as usize,
        }
    }

    /// Every cast.
    pub(crate) fn resident_sets(&self) -> impl Iterator<Item = &Residents> {
        self.resident_sets.iter().chain(&self.last)
    }

    /// The kind of place that neighbourhood `number` is, by its number in the scenario.
    #[must_use]
    pub fn place(&self, number: u32) -> usize {
        usize::from(self.places[number as usize])
    }

    /// The neighbourhood of a citizen and the citizen's number within it.
    #[must_use]
    pub fn locate(&self, citizen: Citizen) -> (u32, u16) {
        let home = self.home_of.into(citizen.0);
        (home, (citizen.0 - home * self.size) as u16)
    }

    /// The cell of a citizen.
    #[must_use]
    pub fn cell(&self, citizen: Citizen) -> Cell {
        let (neighborhood, local) = self.locate(citizen);
        self.residents(neighborhood).cell[usize::from(local)]
    }

    /// How many pairings of kin there are.
    #[must_use]
    pub fn kinships(&self) -> usize {
        self.kin.len()
    }

    /// The relative of `citizen` by pairing `which`; kinship is mutual. The odd one out of a
    /// society of odd size has none.
    #[must_use]
    pub fn kin(&self, citizen: Citizen, which: usize) -> Option<Citizen> {
        let shuffle = &self.kin[which];
        let partner = shuffle.place(citizen.0) ^ 1;
        (partner < self.citizens).then(|| Citizen(shuffle.at(partner)))
    }

    /// The relatives of citizens by pairing `which`, in their stead: what [`Population::kin`] gives
    /// for each, at a fraction of the cost. The odd one out stays as it is.
    pub fn kin_of_each(&self, which: usize, citizens: &mut [u32]) {
        let shuffle = &self.kin[which];
        shuffle.places(citizens);
        for place in &mut *citizens {
            let partner = *place ^ 1;
            *place = if partner < self.citizens { partner } else { *place };
        }
        shuffle.items(citizens);
    }

    /// Someone of the same group, sex and age band whom a sighting of `citizen` is taken for.
    ///
    /// `fresh` tells one error from another: where it is `None` the error falls on one of the
    /// citizen's few standing lookalikes, as `draw` says, otherwise on anyone alike. `None`
    /// where nobody else in the society is alike.
    #[must_use]
    pub fn lookalike(&self, citizen: Citizen, draw: u32, fresh: Option<u32>) -> Option<Citizen> {
        let cell = self.cell(citizen);
        let most = self.most_alike.get(cell.look()).copied().unwrap_or(0);
        let (day, face) = match fresh {
            None => (0, draw % LOOKALIKES),
            Some(day) => (day + 1, draw),
        };
        // A neighbourhood, then a place in the longest list of those alike: a place beyond the end
        // of a shorter list is drawn again, so that everyone alike is equally likely.
        let candidate = |attempt| {
            let [home, place, ..] =
                self.chance.draw(Purpose::Lookalike, citizen.0, face, day, attempt);
            let home = ((u64::from(home) * u64::from(self.neighborhoods())) >> 32) as u32;
            let place = ((u64::from(place) * most) >> 32) as usize;
            let who = self.residents(home).alike(cell).get(place)?;
            Some(Citizen(self.first(home) + u32::from(*who)))
        };
        (0..100).filter_map(candidate).find(|&other| other != citizen)
    }

    /// The adult whose identity collides with that of `citizen` in the registers: always the
    /// same one, if there is any.
    #[must_use]
    pub fn colliding(&self, citizen: Citizen) -> Option<Citizen> {
        let sex = self.cell(citizen).sex();
        let fits = |other: Cell| other.sex() == sex && other.band() > 0;
        (0..50u16)
            .flat_map(|attempt| self.chance.draw(Purpose::Collision, citizen.0, 0, 0, attempt))
            .map(|word| Citizen(self.scaled(word)))
            .find(|&other| other != citizen && fits(self.cell(other)))
    }

    fn scaled(&self, word: u32) -> u32 {
        ((u64::from(word) * u64::from(self.citizens)) >> 32) as u32
    }
}

/// The kind of place of each neighbourhood: as near to the shares as whole numbers allow.
fn places(society: &Society, chance: Chance, count: u32) -> Vec<u8> {
    let shuffle = Shuffle::new(chance, Purpose::Population, u16::MAX, count);
    (0..count).map(|number| society.place(shuffle.place(number)) as u8).collect()
}
