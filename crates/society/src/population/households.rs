//! Households and the ages of their members: the first two steps of the synthesis.
//!
//! Sizes first, ages second: quotas of age are then filled from slots in an order of plausibility,
//! so that the marginals hold exactly and the joint law of a household is a matter of that order.

use std::ops::Range;

use super::draws::{Attribute, Order, ResidentDraws};
use crate::chance::distributions::{capped_poisson, falling};
use crate::scenario::Marginals;
use crate::units::{Draw, Share};

/// The largest household [citizens].
const LARGEST: usize = 7;

/// The slots of all households of a neighborhood, one slot to a citizen, before any age is known.
pub(super) struct HouseholdSlots {
    /// First slot of each household, and one past the last.
    start: Vec<usize>,
    /// Place of each slot in its household; 0 is the head.
    place: Vec<u8>,
}

impl HouseholdSlots {
    /// Households of 1 + Poisson(mean − 1) citizens, seven at most, until `size` slots are filled.
    pub(super) fn new(marginals: &Marginals, draws: ResidentDraws, size: usize) -> HouseholdSlots {
        let others = marginals.household - 1.0;
        let mut slots = HouseholdSlots { start: vec![0], place: Vec::with_capacity(size) };
        while slots.size() < size {
            let [word, ..] = draws.of(slots.start.len(), Attribute::HouseholdSize);
            let members = 1 + capped_poisson(others, LARGEST as u32 - 1, word) as usize;
            // The last household takes the slots that are left, however few.
            let members = members.min(size - slots.size());
            slots.place.extend(0..members as u8);
            slots.start.push(slots.size());
        }
        slots
    }

    /// Slots [citizens].
    pub(super) fn size(&self) -> usize {
        self.place.len()
    }

    /// Households [households].
    pub(super) fn count(&self) -> usize {
        self.start.len() - 1
    }

    /// The slots of one household.
    pub(super) fn members(&self, home: usize) -> Range<usize> {
        self.start[home]..self.start[home + 1]
    }

    /// Whether a slot is that of the head.
    pub(super) fn is_head(&self, slot: usize) -> bool {
        self.place[slot] == 0
    }

    /// The household of a slot, by binary search.
    fn home_of(&self, slot: usize) -> usize {
        self.start.partition_point(|&start| start <= slot) - 1
    }

    /// The slots with one of these places in their household, in a random order.
    fn at_places(&self, places: Range<u8>, draws: ResidentDraws, order: Order) -> Vec<u16> {
        let slots = (0..self.size()).filter(|&slot| places.contains(&self.place[slot]));
        draws.shuffled(slots, order)
    }
}

/// Ages that meet the published shares to the nearest citizen, and are plausible at home: children
/// have an adult, and the old live mostly with the old [years].
pub(super) fn ages(marginals: &Marginals, draws: ResidentDraws, slots: &HouseholdSlots) -> Vec<u8> {
    let quota = |share: Share| libm::round(share.get() * slots.size() as f64) as usize;
    let mut ages =
        Ages { draws, slots, age: vec![0; slots.size()], is_child: vec![false; slots.size()] };
    ages.place_children(quota(marginals.ages[0]));
    ages.place_elders(quota(marginals.ages[2]));
    ages.place_working_age();
    ages.age
}

/// Ages on the way: 0 stands for a slot without an age, unless it is a child's.
struct Ages<'a> {
    draws: ResidentDraws,
    slots: &'a HouseholdSlots,
    /// Ages so far [years].
    age: Vec<u8>,
    /// Whether a slot is a child's: ages of 0 alone would not say.
    is_child: Vec<bool>,
}

impl Ages<'_> {
    /// Ages of 0 to 14 for so many slots, third places and later first.
    fn place_children(&mut self, quota: usize) {
        // Where these run out, second places take children, so that every child has an adult head.
        let later = self.slots.at_places(2..8, self.draws, Order::ChildrenFirst);
        let second = self.slots.at_places(1..2, self.draws, Order::ChildrenNext);
        for slot in later.into_iter().chain(second).take(quota).map(usize::from) {
            self.is_child[slot] = true;
            self.age[slot] = self.draws.of(slot, Attribute::Age)[0].below(15) as u8;
        }
    }

    /// Ages of 60 and more for so many slots: seven in ten of them heads and partners without
    /// children (assumed), the rest with kin.
    fn place_elders(&mut self, quota: usize) {
        let homes = self.draws.shuffled(0..self.slots.count(), Order::Homes);
        let childless =
            |home: &usize| !self.slots.members(*home).any(|member| self.is_child[member]);
        let couples = homes.iter().map(|&home| usize::from(home)).filter(childless);
        let couples: Vec<usize> =
            couples.flat_map(|home| self.slots.members(home).take(2)).collect();
        let kin = self.slots.at_places(2..8, self.draws, Order::EldersFirst);
        let anyone = self.slots.at_places(0..8, self.draws, Order::EldersNext);
        let mut left = quota;
        self.age_elders(couples.into_iter(), &mut left, quota * 3 / 10);
        self.age_elders(kin.into_iter().chain(anyone).map(usize::from), &mut left, 0);
    }

    /// Gives `slots` without an age one of 60 or more until only `reserve` of those `left` remain.
    fn age_elders(&mut self, slots: impl Iterator<Item = usize>, left: &mut usize, reserve: usize) {
        for slot in slots {
            if *left > reserve && self.age[slot] == 0 && !self.is_child[slot] {
                self.age[slot] = elder(self.draws.of(slot, Attribute::Age)[0]);
                *left -= 1;
            }
        }
    }

    /// Ages of 15 to 59 for all slots that are left.
    fn place_working_age(&mut self) {
        for slot in 0..self.slots.size() {
            if self.age[slot] == 0 && !self.is_child[slot] {
                // In the order of the slots: partners look at the age of the head.
                self.age[slot] = self.working_age(slot);
            }
        }
    }

    /// An age of 15 to 59 that fits the household [years].
    fn working_age(&self, slot: usize) -> u8 {
        let [_, word, ..] = self.draws.of(slot, Attribute::Age);
        let members = self.slots.members(self.slots.home_of(slot));
        let head = self.age[members.start];
        let children = members.filter(|&member| self.is_child[member]);
        let eldest = children.map(|member| self.age[member]).max();
        match (self.slots.place[slot], eldest) {
            // Parents are 22 to 40 years older than the eldest child.
            (0, Some(eldest)) => (eldest + 22 + word.below(19) as u8).min(59),
            (0, None) => 18 + word.below(42) as u8,
            // A partner is within five years of the head.
            (1, _) => (head + word.below(11) as u8).saturating_sub(5).clamp(18, 59),
            // Grown-up children and other kin at home.
            _ => 15 + word.below(25) as u8,
        }
    }
}

/// An age of 60 to 95, with a density that falls to nothing at 96 [years].
fn elder(word: Draw) -> u8 {
    60 + falling(word, 36.0) as u8
}
