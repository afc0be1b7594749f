//! The logistic function as a table of integer thresholds.
//!
//! ```text
//! index    0        …  1024   …  2047        logit · 128 + 1024, 8 KiB in all
//! logit    −8       …  0      …  7.992
//! bound    1.44e6   …  2³¹    …  4.29e9      2³² / (1 + exp(−logit))
//! ```
//!
//! A choice looks up one bound and compares one integer: no `exp` in the hot loop, and the same bits
//! on every machine. The table is a quarter of a usual first-level cache.

use std::sync::LazyLock;

/// Probabilities of logits from −8 to 8 in steps of 1/128, as bounds of a 32-bit draw.
///
/// Truncation to a step shifts a probability by 1/128 of a logit at most, 0.002 at the steepest.
#[derive(Clone, Debug)]
pub(super) struct Logit {
    chance: Box<[u32; Logit::STEPS as usize]>,
}

/// The table of all policies: each twin's own copy would push those of the others out of cache.
static TABLE: LazyLock<Logit> = LazyLock::new(Logit::new);

impl Logit {
    /// Entries of the table.
    const STEPS: i32 = 2048;

    /// The table, the same in every world.
    pub(super) fn table() -> &'static Logit {
        &TABLE
    }

    /// The table, computed.
    fn new() -> Logit {
        let chance = |step| {
            let logit = f64::from(step as i32 - Logit::STEPS / 2) / 128.0;
            (4_294_967_296.0 / (1.0 + libm::exp(-logit))) as u32
        };
        Logit { chance: Box::new(std::array::from_fn(chance)) }
    }

    /// The bound below which a draw must fall at this logit [1/1024 of a logit]; logits beyond −8
    /// and 8 have the probability of the nearer end, 0.0003 and 0.9997.
    #[inline]
    pub(super) fn chance(&self, logit: i32) -> u32 {
        // Clamped as a signed index: one maximum and one minimum, and no branch for the ends.
        let step = (logit >> 3) + Logit::STEPS / 2;
        self.chance[step.clamp(0, Logit::STEPS - 1) as usize]
    }
}

/// A coefficient as a fixed-point number [1/1024 of a logit].
pub(super) fn fixed(value: f64) -> i32 {
    libm::round(value * 1024.0) as i32
}

/// The least level within −12 and 12 that is `enough`, by bisection [1/1024 of a logit].
pub(super) fn least_level(enough: impl Fn(i32) -> bool) -> i32 {
    // What is sought grows with the level, in steps of the table: bisection ends at the exact integer,
    // where Newton's method would stop within a tolerance that differs between machines.
    let (mut low, mut high) = (-12 * 1024, 12 * 1024);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if enough(middle) { high = middle } else { low = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chance_is_a_half_at_zero_and_never_falls_as_the_logit_rises() {
        let logit = Logit::new();
        assert_eq!(logit.chance(0), 1 << 31);
        assert!((-9000..9000).all(|at| logit.chance(at) <= logit.chance(at + 1)));
    }
}
