//! The first, second, … occasions of the citizens of a neighborhood, as columns.

use super::kinds::{OccasionKind, PackedKind};
use super::occasions::{DayOccasions, Occasion};
use crate::units::{Draw, Resident};

/// One round of a day: the *n*-th occasion of every citizen with that many, as three columns of
/// one length.
///
/// ```text
/// who     3     17    18    40    …    citizens, ascending
/// blocks  [4]   [4]   [4]   [4]   …    draws of the occasion
/// kinds   5|0   5|1   12|0  0|0   …    kind, and index of the draw among the citizen's
/// ```
#[derive(Clone, Debug, Default)]
pub(super) struct Round {
    pub(super) who: Vec<Resident>,
    pub(super) blocks: Vec<[Draw; 4]>,
    pub(super) kinds: Vec<PackedKind>,
}

impl Round {
    /// Forgets all occasions and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.who.clear();
        self.blocks.clear();
        self.kinds.clear();
    }

    /// Adds one occasion; citizens must come in ascending order.
    pub(super) fn push(&mut self, who: Resident, block: [Draw; 4], kind: PackedKind) {
        debug_assert!(self.who.last().is_none_or(|&last| last < who), "{who:?} out of order");
        self.who.push(who);
        self.blocks.push(block);
        self.kinds.push(kind);
    }

    /// Adds the round to `today`, kind by kind: a counting sort, stable within a kind.
    pub(super) fn append_to(&self, today: &mut DayOccasions) {
        debug_assert!(self.who.len() == self.kinds.len() && self.who.len() == self.blocks.len());
        // Two passes over a byte each cost less than one sort: an occasion is 16 bytes, and is
        // written once, to its place. 32 counters for 19 kinds need no bounds check.
        let mut counts = [0; PackedKind::KINDS];
        for packed in &self.kinds {
            counts[usize::from(packed.kind().number())] += 1;
        }
        let mut next = today.reserve_kinds(&OccasionKind::ALL, counts);
        let drawn = self.who.iter().zip(&self.blocks);
        for (&packed, (&who, &block)) in self.kinds.iter().zip(drawn) {
            let next = &mut next[usize::from(packed.kind().number())];
            today.occasions[*next] = Occasion::of(packed.kind(), who, packed.draw(), block);
            *next += 1;
        }
    }
}
