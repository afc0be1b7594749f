//! Walker's alias method over at most 32 outcomes, one 32-bit entry to a slot.
//!
//! ```text
//! word    | slot (5) | comparand (22) | unused (5) |
//! entry   | bound (22)        | first (5) | second (5) |
//! ```
//!
//! The upper five bits of a word select a slot, its next 22 bits are compared with the bound of
//! that slot, and the answer selects one of two outcomes. A table is 128 bytes, two cache lines, and
//! a pick reads one of them, however many outcomes there are.

use crate::units::Draw;

/// A discrete distribution over the outcomes `0..n`, `n` ≤ 32, sampled in constant time.
///
/// Sampling after Walker (1977), construction by repeatedly pairing the poorest with the richest
/// slot, as Vose (1991) describes it. Each probability is exact to 2⁻²³ per slot it stands in.
///
/// ```
/// use society::{chance::distributions::AliasTable, units::Draw};
///
/// let table = AliasTable::new(&[1.0, 3.0]);
/// let words = (0..4096).map(|word| word << 20);
/// let second = words.filter(|&word| table.pick(Draw(word)) == 1).count();
/// assert_eq!(second, 3072);
/// ```
#[derive(Clone, Debug)]
pub struct AliasTable {
    slots: [Slot; AliasTable::SLOTS],
}

/// The bound of a comparand and the two outcomes, below the bound and from it on.
#[derive(Clone, Copy, Debug)]
struct Slot(u32);

impl Slot {
    /// The largest comparand, 2²² − 1.
    const TOP: f64 = 4_194_303.0;

    fn new(share: f64, first: usize, second: usize) -> Slot {
        debug_assert!(first < AliasTable::SLOTS && second < AliasTable::SLOTS);
        // 22 bits of bound leave ten for two outcomes of five: entry and outcomes come with one load.
        let bound = libm::round(share * Slot::TOP) as u32;
        Slot(bound << 10 | (first << 5 | second) as u32)
    }

    /// The outcome for a comparand in the upper 22 bits of a word.
    #[inline]
    fn pick(self, word: u32) -> u8 {
        // A select, not a branch: both outcomes are already in the register.
        let outcome = if word >> 10 < self.0 >> 10 { self.0 >> 5 } else { self.0 };
        (outcome & 31) as u8
    }
}

impl AliasTable {
    /// Slots of a table, and the most outcomes that it can hold.
    const SLOTS: usize = 32;

    /// The table of outcomes with these `weights`, zero or more; they need not sum to 1. Where all
    /// are zero, the table exists and its picks mean nothing.
    ///
    /// # Panics
    ///
    /// In builds with debug assertions, where there is no weight or more than 32.
    #[must_use]
    pub fn new(weights: &[f64]) -> AliasTable {
        debug_assert!((1..=AliasTable::SLOTS).contains(&weights.len()));
        let mut left = fills(weights);
        let outcome = |slot: usize| slot.min(weights.len() - 1);
        let last = outcome(AliasTable::SLOTS);
        let mut slots = [Slot::new(1.0, last, last); AliasTable::SLOTS];
        let mut open = [true; AliasTable::SLOTS];
        // Quadratic, against the linear time of a worklist: tables are built once a world, and ties
        // broken by index alone keep them the same everywhere.
        for _ in 0..AliasTable::SLOTS {
            let waiting = |&slot: &usize| open[slot];
            let order = |a: &usize, b: &usize| left[*a].total_cmp(&left[*b]);
            let Some(poor) = (0..AliasTable::SLOTS).filter(waiting).min_by(order) else { break };
            let rich = (0..AliasTable::SLOTS).filter(waiting).max_by(order).unwrap_or(poor);
            open[poor] = false;
            slots[poor] = Slot::new(left[poor].min(1.0), outcome(poor), outcome(rich));
            if rich != poor {
                left[rich] -= 1.0 - left[poor];
            }
        }
        AliasTable { slots }
    }

    /// The outcome of a uniform 32-bit word.
    #[inline]
    #[must_use]
    pub fn pick(&self, draw: Draw) -> u8 {
        // Five bits index 32 slots: the compiler drops the bounds check.
        self.slots[(draw.0 >> 27) as usize].pick(draw.0 << 5)
    }
}

/// The fill of each slot before any pairing: 1 on average.
fn fills(weights: &[f64]) -> [f64; AliasTable::SLOTS] {
    let total: f64 = weights.iter().sum();
    let mut fills = [0.0; AliasTable::SLOTS];
    if total > 0.0 {
        for (fill, weight) in fills.iter_mut().zip(weights) {
            *fill = weight / total * AliasTable::SLOTS as f64;
        }
    }
    fills
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_table_gives_each_outcome_its_share() {
        let mut weights = [0.0; 19];
        weights[3] = 0.2;
        weights[17] = 0.6;
        let table = AliasTable::new(&weights);
        let share = |wanted| {
            let one = |slot: &Slot| {
                let first = f64::from(slot.0 >> 10) / Slot::TOP;
                let is = |outcome: u32| f64::from(u8::from(outcome & 31 == wanted));
                is(slot.0 >> 5) * first + is(slot.0) * (1.0 - first)
            };
            table.slots.iter().map(one).sum::<f64>() / 32.0
        };
        assert!((share(3) - 0.25).abs() < 1e-6);
        assert!((share(17) - 0.75).abs() < 1e-6);
        assert!(share(0) < 1e-6);
    }
}
