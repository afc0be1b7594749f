//! A pseudorandom permutation of `0..count` with an inverse, computed and never stored.
//!
//! ```text
//! word of b bits, 2ᵇ ≥ count         four rounds, then again while the word is ≥ count:
//!   x ← (x · odd + plus) mod 2ᵇ      mixes low bits into high ones, invertible since odd
//!   x ← x ⊕ (x >> ⌈b/2⌉)             folds the high half onto the low one, its own inverse
//! ```
//!
//! The state is 60 bytes, for any count. Stepping again until the word lies within the range
//! (cycle walking, Black and Rogaway 2002) keeps it a permutation of any count, at less than two
//! steps on average since `count` is more than half of 2ᵇ.

use multiversion::multiversion;

use crate::chance::{Address, Chance, Purpose};

/// A permutation of `0..count`, fixed by the seed, the purpose and a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shuffle {
    count: u32,
    /// The lowest *b* bits.
    mask: u32,
    /// ⌈*b*/2⌉ [bits].
    fold: u32,
    odd: [u32; 4],
    /// The inverses of `odd` modulo 2³².
    inverse: [u32; 4],
    plus: [u32; 4],
}

/// The side from which a permutation is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// From items to their places.
    Forward,
    /// From places to the items there.
    Backward,
}

impl Shuffle {
    /// The permutation of `0..count`, 1 or more, for `purpose`, the `which`-th.
    #[must_use]
    pub(crate) fn new(chance: Chance, purpose: Purpose, which: u16, count: u32) -> Shuffle {
        debug_assert!(count > 0, "nothing to permute");
        // The smallest power of two that holds the count: more bits would mean more steps outside.
        let bits = (32 - (count - 1).leading_zeros()).max(1);
        // No citizen has this number: the constants share no draw with a decision about one.
        let constants = Address { who: u32::MAX, which, ..Address::of(purpose) };
        let odd = chance.draw(constants).map(|word| word.0 | 1);
        Shuffle {
            count,
            mask: (u64::MAX >> (64 - bits)) as u32,
            fold: bits.div_ceil(2),
            odd,
            inverse: odd.map(inverse),
            plus: chance.draw(Address { whom: 1, ..constants }).map(|word| word.0),
        }
    }

    /// The place of `item` in the order.
    #[must_use]
    pub(crate) fn place(&self, item: u32) -> u32 {
        debug_assert!(item < self.count, "item {item} of {}", self.count);
        let mut at = self.forward(item);
        while at >= self.count {
            at = self.forward(at);
        }
        at
    }

    /// The item at `place` of the order.
    #[must_use]
    pub(crate) fn at(&self, place: u32) -> u32 {
        debug_assert!(place < self.count, "place {place} of {}", self.count);
        let mut item = self.backward(place);
        while item >= self.count {
            item = self.backward(item);
        }
        item
    }

    /// Replaces items by their places: [`Shuffle::place`] of each, on the vector unit.
    pub(crate) fn places(&self, items: &mut [u32]) {
        self.walk(Direction::Forward, items);
    }

    /// Replaces places by their items: [`Shuffle::at`] of each, on the vector unit.
    pub(crate) fn items(&self, places: &mut [u32]) {
        self.walk(Direction::Backward, places);
    }

    /// Steps all words at once, then those outside the range until none is left.
    ///
    /// Each pass goes over all of them and keeps those within: a vector with idle lanes is still
    /// several times as fast as one word after another.
    fn walk(&self, direction: Direction, words: &mut [u32]) {
        let mut from = 0;
        while step(self, direction, words, from) {
            from = self.count;
        }
    }

    /// One step forward on the words of *b* bits.
    #[inline(always)]
    fn forward(&self, word: u32) -> u32 {
        self.odd.iter().zip(&self.plus).fold(word, |at, (odd, plus)| {
            let at = at.wrapping_mul(*odd).wrapping_add(*plus) & self.mask;
            at ^ at >> self.fold
        })
    }

    /// The inverse of that step.
    #[inline(always)]
    fn backward(&self, word: u32) -> u32 {
        self.inverse.iter().zip(&self.plus).rev().fold(word, |at, (inverse, plus)| {
            // Folding at half the bits or more is its own inverse.
            let at = at ^ at >> self.fold;
            at.wrapping_sub(*plus).wrapping_mul(*inverse) & self.mask
        })
    }
}

/// Steps each word that is `from` or more, and returns whether any lies outside the range still.
// The step is computed for every word and then selected: a condition would keep the loop from
// becoming one of vectors.
#[multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
fn step(shuffle: &Shuffle, direction: Direction, words: &mut [u32], from: u32) -> bool {
    let (shuffle, mut outside) = (*shuffle, false);
    let back = direction == Direction::Backward;
    for at in words {
        let next = if back { shuffle.backward(*at) } else { shuffle.forward(*at) };
        *at = if *at >= from { next } else { *at };
        outside |= *at >= shuffle.count;
    }
    outside
}

/// The inverse of an odd number modulo 2³², by Newton's iteration: five steps, each of which
/// doubles the bits that are right, from the three that any odd number has.
fn inverse(odd: u32) -> u32 {
    debug_assert!(odd & 1 == 1, "{odd} has no inverse");
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
