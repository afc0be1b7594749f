//! The draws behind one set of residents.

use crate::chance::{Address, Chance, Purpose};
use crate::units::{Draw, Resident};

/// Addressed draws for the attributes of one set of residents: pure functions of its number.
///
/// The purpose numbers of [`Attribute`] and [`Order`] are permanent, as all parts of an address.
#[derive(Clone, Copy)]
pub(super) struct ResidentDraws {
    pub(super) chance: Chance,
    /// The number of the set.
    pub(super) set: u32,
}

/// An attribute that a block of words decides for one citizen, household or group.
#[derive(Clone, Copy)]
#[repr(u16)]
pub(super) enum Attribute {
    /// The size of a household.
    HouseholdSize = 0,
    /// The age of a citizen: word 0 for children and the old, word 1 for all others.
    Age = 1,
    /// Whether a citizen is in work on the first day.
    Work = 2,
    /// Group and shared disposition of a household.
    Household = 3,
    /// Sex, mobility and own disposition of a citizen.
    Person = 4,
    /// Ranks in awareness and in gaming.
    Ranks = 5,
    /// The size of a circle of friends.
    CircleSize = 6,
    /// The size of a workplace.
    WorkplaceSize = 7,
}

/// A random order of citizens or households.
#[derive(Clone, Copy)]
#[repr(u16)]
pub(super) enum Order {
    Acquaintances = 3,
    Income = 4,
    Circles = 5,
    Workers = 7,
    Pupils = 8,
    ChildrenFirst = 10,
    ChildrenNext = 11,
    Homes = 12,
    EldersFirst = 13,
    EldersNext = 14,
}

impl ResidentDraws {
    /// Four uniform words for `attribute` of a citizen, household or group.
    pub(super) fn of(self, item: usize, attribute: Attribute) -> [Draw; 4] {
        self.draw(Purpose::Population, item, attribute as u16)
    }

    /// `items` in a random order: sorted by a word each, ties by number.
    pub(super) fn shuffled(self, items: impl Iterator<Item = usize>, order: Order) -> Vec<u16> {
        let keyed = |item: usize| {
            let [word, ..] = self.draw(Purpose::Grouping, item, order as u16);
            (word, item as u16)
        };
        let mut keys: Vec<_> = items.map(keyed).collect();
        // Unstable is enough: the number breaks all ties of words, so that no two keys are equal.
        keys.sort_unstable();
        keys.into_iter().map(|(_, item)| item).collect()
    }

    /// The draw about an item of this set of residents, one of several of a `purpose`.
    fn draw(self, purpose: Purpose, item: usize, which: u16) -> [Draw; 4] {
        self.chance.draw(Address {
            who: self.set,
            whom: item as u32,
            which,
            ..Address::of(purpose)
        })
    }

    /// Residents, by the number of their slot, in a random order.
    pub(super) fn shuffled_residents(
        self,
        slots: impl Iterator<Item = usize>,
        order: Order,
    ) -> Vec<Resident> {
        self.shuffled(slots, order).into_iter().map(Resident).collect()
    }
}
