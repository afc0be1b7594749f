//! The logistic curve as a table of integer thresholds.

/// Chances for logits from −8 to 8 in steps of 1/128, as bounds of a 32-bit draw.
#[derive(Clone, Debug)]
pub(super) struct Logit {
    chance: Box<[u32; Logit::STEPS as usize]>,
}

impl Logit {
    const STEPS: i32 = 2048;

    /// The table; it is the same in every world.
    pub(super) fn new() -> Logit {
        let chance = |step| {
            let logit = f64::from(step as i32 - Logit::STEPS / 2) / 128.0;
            (4_294_967_296.0 / (1.0 + libm::exp(-logit))) as u32
        };
        Logit { chance: Box::new(std::array::from_fn(chance)) }
    }

    /// The bound under which a draw must fall at this logit [1/1024 of a logit]; beyond −8 and
    /// 8 the chance stays what it is there.
    #[inline]
    pub(super) fn chance(&self, logit: i32) -> u32 {
        let step = (logit >> 3) + Logit::STEPS / 2;
        self.chance[step.clamp(0, Logit::STEPS - 1) as usize]
    }
}

impl Default for Logit {
    fn default() -> Logit {
        Logit::new()
    }
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
