//! Stream compaction without branches: the one idiom behind every "collect the few that pass a test"
//! in the hot loops.
//!
//! ```text
//! values   a b c d e          every value is written to the slot at `len`;
//! keep     1 0 0 1 1          `len` then advances by 0 or 1, so that a
//! slots    a d e ·            value to be dropped is overwritten by the next
//!                ^ len
//! ```
//!
//! A branch on a coin flip is mispredicted every other time, at some fifteen cycles each; the store
//! and the addition here cost the same on every value. The price is a slot per *candidate* rather
//! than per survivor: callers keep the slots from day to day.

/// A list under construction in borrowed slots, in the order of the pushes.
pub(crate) struct Compaction<'a, T> {
    slots: &'a mut [T],
    len: usize,
}

impl<'a, T> Compaction<'a, T> {
    /// An empty list over `slots`: one for each value that may be pushed, kept or not.
    #[inline(always)]
    pub(crate) fn new(slots: &'a mut [T]) -> Compaction<'a, T> {
        // The length stays in a register: a `Vec` would store it, and check its capacity, on each push.
        Compaction { slots, len: 0 }
    }

    /// Appends `value` where `keep` holds. The slot at the end is overwritten either way.
    ///
    /// # Panics
    ///
    /// Where no slot is left, even for a value that is not kept.
    #[inline(always)]
    pub(crate) fn push_if(&mut self, keep: bool, value: T) {
        append_if(self.slots, &mut self.len, keep, value);
    }

    /// Values kept so far.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.len
    }
}

/// Appends `value` at `len` where `keep` holds: [`Compaction::push_if`] for a list that outlives its
/// borrow.
#[inline(always)]
pub(crate) fn append_if<T>(slots: &mut [T], len: &mut usize, keep: bool, value: T) {
    slots[*len] = value;
    *len += usize::from(keep);
}

/// Makes `slots` at least `count` long and never shorter; new slots hold defaults.
#[inline]
pub(crate) fn ensure_slots<T: Clone + Default>(slots: &mut Vec<T>, count: usize) {
    // Never truncated: a shorter day would make the next long one clear its slots again.
    if slots.len() < count {
        slots.resize(count, T::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_values_stand_in_order_and_dropped_ones_are_overwritten() {
        let mut slots = Vec::new();
        ensure_slots(&mut slots, 6);
        let mut even = Compaction::new(&mut slots);
        for value in [4, 7, 1, 2, 8] {
            even.push_if(value % 2 == 0, value);
        }
        assert_eq!(even.len(), 3);
        assert_eq!(slots[..3], [4, 2, 8]);
        ensure_slots(&mut slots, 2);
        assert_eq!(slots.len(), 6);
    }
}
