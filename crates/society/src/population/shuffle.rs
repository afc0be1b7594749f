//! A keyed order of any number of things, forwards and backwards, without a table.

use multiversion::multiversion;

use crate::chance::{Chance, Purpose};

/// A permutation of `0..count`, fixed by the seed.
///
/// Each round multiplies by an odd key and folds the upper half of the bits onto the lower, on
/// the next power of two; what falls outside `0..count` goes round again.
#[derive(Clone, Copy, Debug)]
pub struct Shuffle {
    count: u32,
    mask: u32,
    fold: u32,
    odd: [u32; 4],
    inverse: [u32; 4],
    plus: [u32; 4],
}

impl Shuffle {
    /// The permutation of `0..count` for `purpose`, the `which`-th; `count` is at least 1.
    #[must_use]
    pub fn new(chance: Chance, purpose: Purpose, which: u16, count: u32) -> Shuffle {
        let bits = (32 - (count - 1).leading_zeros()).max(1);
        let odd = chance.draw(purpose, u32::MAX, 0, 0, which).map(|word| word | 1);
        Shuffle {
            count,
            mask: (u64::MAX >> (64 - bits)) as u32,
            fold: bits.div_ceil(2),
            odd,
            inverse: odd.map(inverse),
            plus: chance.draw(purpose, u32::MAX, 1, 0, which),
        }
    }

    /// The place that `item` has in the order.
    #[must_use]
    pub fn place(&self, item: u32) -> u32 {
        let mut at = self.on(item);
        while at >= self.count {
            at = self.on(at);
        }
        at
    }

    /// The item at `place` of the order.
    #[must_use]
    pub fn at(&self, place: u32) -> u32 {
        let mut item = self.back(place);
        while item >= self.count {
            item = self.back(item);
        }
        item
    }

    /// The places of items, in their stead: what [`Shuffle::place`] gives for each, on the vector
    /// unit.
    pub fn places(&self, items: &mut [u32]) {
        let mut upto = 0;
        while step(self, false, items, upto) {
            upto = self.count;
        }
    }

    /// The items at places, in their stead: what [`Shuffle::at`] gives for each.
    pub fn items(&self, places: &mut [u32]) {
        let mut upto = 0;
        while step(self, true, places, upto) {
            upto = self.count;
        }
    }

    /// One step forwards on the next power of two.
    #[inline(always)]
    fn on(&self, from: u32) -> u32 {
        self.odd.iter().zip(&self.plus).fold(from, |at, (odd, plus)| {
            let at = at.wrapping_mul(*odd).wrapping_add(*plus) & self.mask;
            at ^ at >> self.fold
        })
    }

    /// The same step backwards.
    #[inline(always)]
    fn back(&self, from: u32) -> u32 {
        self.inverse.iter().zip(&self.plus).rev().fold(from, |at, (inverse, plus)| {
            // Folding at half the bits or more is its own inverse.
            let at = at ^ at >> self.fold;
            at.wrapping_sub(*plus).wrapping_mul(*inverse) & self.mask
        })
    }
}

/// Takes a step forwards or `back` with each that is `upto` or more; whether any must go on.
#[multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
fn step(shuffle: &Shuffle, back: bool, all: &mut [u32], upto: u32) -> bool {
    let (shuffle, mut outside) = (*shuffle, false);
    for at in all {
        let next = if back { shuffle.back(*at) } else { shuffle.on(*at) };
        *at = if *at >= upto { next } else { *at };
        outside |= *at >= shuffle.count;
    }
    outside
}

/// The inverse of an odd number modulo 2³², by Newton's iteration.
fn inverse(odd: u32) -> u32 {
    (0..5).fold(odd, |guess, _| guess.wrapping_mul(2u32.wrapping_sub(odd.wrapping_mul(guess))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Seed;

    #[test]
    fn every_item_has_one_place_and_every_place_one_item() {
        for count in [1, 2, 3, 7, 100, 4096, 50_001] {
            let shuffle = Shuffle::new(Chance::new(Seed(5)), Purpose::Kin, 2, count);
            let mut seen = vec![false; count as usize];
            for item in 0..count {
                let place = shuffle.place(item);
                assert_eq!(shuffle.at(place), item);
                seen[place as usize] = true;
            }
            assert!(seen.iter().all(|&here| here));
            let mut all: Vec<u32> = (0..count).collect();
            shuffle.places(&mut all);
            assert!(all.iter().zip(0..).all(|(&place, item)| place == shuffle.place(item)));
            shuffle.items(&mut all);
            assert!(all.iter().copied().eq(0..count));
        }
    }
}
