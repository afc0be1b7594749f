//! Counters of deeds in a month or a year, in half a byte a citizen.
//!
//! ```text
//! pairs[slot / 2]   [u8]  by citizen     | slot 2k + 1 (4) | slot 2k (4) |
//! ```

use std::ops::Range;

use crate::units::Resident;
use serde::{Deserialize, Serialize};

/// The index of one of a policy's counters.
pub(crate) type Slot = usize;

/// Counters of four bits, two to a byte, by citizen: deeds of this month or this year.
///
/// A column exists for each pair of counters that the policy needs, and for no more.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Counters {
    pairs: Vec<Vec<u8>>,
}

impl Counters {
    /// `counters` counters for each of `citizens`, all zero.
    #[must_use]
    pub(crate) fn new(counters: usize, citizens: usize) -> Counters {
        Counters { pairs: vec![vec![0; citizens]; counters.div_ceil(2)] }
    }

    /// Adds one to a counter, 15 at most, and returns the count before.
    #[inline]
    pub(crate) fn count(&mut self, slot: Slot, who: Resident) -> u8 {
        let pair = &mut self.pairs[slot / 2][usize::from(who)];
        let shift = slot % 2 * 4;
        let before = *pair >> shift & 15;
        // A full counter stays: a carry would count for its neighbor.
        if before < 15 {
            *pair += 1 << shift;
        }
        before
    }

    /// Takes one off a counter, down to zero. One that has stopped at 15 forgets what it left out.
    pub(crate) fn take_back(&mut self, slot: Slot, who: Resident) {
        let pair = &mut self.pairs[slot / 2][usize::from(who)];
        let shift = slot % 2 * 4;
        // An empty counter stays: a borrow would take from its neighbor.
        if *pair >> shift & 15 > 0 {
            *pair -= 1 << shift;
        }
    }

    /// Resets one counter of some citizens.
    pub(crate) fn clear(&mut self, slot: Slot, whom: Range<usize>) {
        // Clears the half of the slot, and keeps the other: a mask for the whole column.
        let mask = if slot.is_multiple_of(2) { 0xf0 } else { 0x0f };
        self.pairs[slot / 2][whom].iter_mut().for_each(|pair| *pair &= mask);
    }

    /// `counters` counters for each of the same `citizens`: those in `moves`, from an old slot to a
    /// new one, keep their counts; the others are zero.
    #[must_use]
    pub(crate) fn moved(
        &self,
        moves: &[(Slot, Slot)],
        counters: usize,
        citizens: usize,
    ) -> Counters {
        let mut moved = Counters::new(counters, citizens);
        for &(from, to) in moves {
            for (new, old) in moved.pairs[to / 2].iter_mut().zip(&self.pairs[from / 2]) {
                *new |= (old >> (from % 2 * 4) & 15) << (to % 2 * 4);
            }
        }
        moved
    }

    /// The columns, two counters in each, by citizen.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.pairs.iter()
    }

    /// Bytes held [bytes].
    #[must_use]
    pub(crate) fn bytes(&self) -> usize {
        self.pairs.iter().map(Vec::capacity).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_stops_at_fifteen_and_leaves_its_neighbor_alone() {
        let mut counters = Counters::new(2, 3);
        for before in 0..20 {
            assert_eq!(counters.count(1, Resident(2)), before.min(15));
        }
        assert_eq!(counters.count(0, Resident(2)), 0);
        counters.clear(1, 2..3);
        assert_eq!(counters.count(0, Resident(2)), 1);
        assert_eq!(counters.count(1, Resident(2)), 0);
        (0..3).for_each(|_| counters.take_back(1, Resident(2)));
        assert_eq!([0, 1].map(|slot| counters.count(slot, Resident(2))), [2, 0]);
    }

    #[test]
    fn counters_that_move_to_other_slots_keep_their_counts() {
        let mut counters = Counters::new(3, 2);
        for (slot, times) in [(0, 5), (2, 7)] {
            (0..times).for_each(|before| assert_eq!(counters.count(slot, Resident(1)), before));
        }
        let mut moved = counters.moved(&[(0, 3), (2, 0)], 4, 2);
        assert_eq!([0, 1, 2, 3].map(|slot| moved.count(slot, Resident(1))), [7, 0, 0, 5]);
        assert_eq!([0, 1, 2, 3].map(|slot| moved.count(slot, Resident(0))), [0; 4]);
    }

    #[test]
    fn two_counters_of_a_citizen_take_a_byte() {
        assert!((100..200).contains(&Counters::new(2, 100).bytes()));
        assert!((200..400).contains(&Counters::new(3, 100).bytes()));
    }
}
