//! Counters of deeds in a month or a year, in half a byte a citizen.
//!
//! ```text
//! pairs[slot / 2]   [u8]  by citizen     | slot 2k + 1 (4) | slot 2k (4) |
//! ```

use std::ops::Range;

use crate::units::Resident;
use serde::{Deserialize, Serialize};

/// The index of one of a policy's counters.
pub type Slot = usize;

/// Counters of four bits, two to a byte, by citizen: deeds of this month or this year.
///
/// A column exists for each pair of counters that the policy needs, and for no more.
///
/// ```
/// use society::{scoring::Counters, units::Resident};
///
/// let (mut counters, who) = (Counters::new(2, 100), Resident(42));
/// assert_eq!([counters.count(1, who), counters.count(1, who), counters.count(0, who)], [0, 1, 0]);
/// counters.clear(1, 0..100);
/// assert_eq!(counters.count(1, who), 0);
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Counters {
    pairs: Vec<Vec<u8>>,
}

impl Counters {
    /// `counters` counters for each of `citizens`, all zero.
    #[must_use]
    pub fn new(counters: usize, citizens: usize) -> Counters {
        Counters { pairs: vec![vec![0; citizens]; counters.div_ceil(2)] }
    }

    /// Adds one to a counter, 15 at most, and returns the count before.
    #[inline]
    pub fn count(&mut self, slot: Slot, who: Resident) -> u8 {
        let pair = &mut self.pairs[slot / 2][usize::from(who)];
        let shift = slot % 2 * 4;
        let before = *pair >> shift & 15;
        // A full counter stays: a carry would count for its neighbor.
        if before < 15 {
            *pair += 1 << shift;
        }
        before
    }

    /// Resets one counter of some citizens.
    pub fn clear(&mut self, slot: Slot, whom: Range<usize>) {
        // Clears the half of the slot, and keeps the other: a mask for the whole column.
        let mask = if slot.is_multiple_of(2) { 0xf0 } else { 0x0f };
        self.pairs[slot / 2][whom].iter_mut().for_each(|pair| *pair &= mask);
    }

    /// `counters` counters for each of the same `citizens`: those in `moves`, from an old slot to a
    /// new one, keep their counts; the others are zero.
    #[must_use]
    pub fn moved(&self, moves: &[(Slot, Slot)], counters: usize, citizens: usize) -> Counters {
        let mut moved = Counters::new(counters, citizens);
        for &(from, to) in moves {
            for (new, old) in moved.pairs[to / 2].iter_mut().zip(&self.pairs[from / 2]) {
                *new |= (old >> (from % 2 * 4) & 15) << (to % 2 * 4);
            }
        }
        moved
    }

    /// The columns, two counters in each, by citizen.
    pub fn columns(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.pairs.iter()
    }

    /// Bytes held [bytes].
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.pairs.iter().map(Vec::capacity).sum()
    }
}
