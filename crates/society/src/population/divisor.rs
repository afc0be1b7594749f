//! Division by an invariant integer, as one multiplication (Granlund and Montgomery 1994).

/// A divisor of 2 or more, as its reciprocal ⌈2⁶⁴ / divisor⌉.
#[derive(Clone, Copy, Debug)]
pub(super) struct Divisor(u64);

impl Divisor {
    /// The divisor `by`, 2 or more.
    #[must_use]
    pub(super) const fn new(by: u32) -> Divisor {
        debug_assert!(by > 1);
        // Exact for every dividend of 32 bits: the error of the reciprocal is below 2⁻³² of one.
        Divisor(u64::MAX / by as u64 + 1)
    }

    /// The quotient of `whole`, rounded down.
    #[inline]
    #[must_use]
    pub(super) const fn into(self, whole: u32) -> u32 {
        ((self.0 as u128 * whole as u128) >> 64) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quotient_is_that_of_division() {
        for by in [2, 3, 64, 3_904, 4_096, 262_144, u32::MAX] {
            let divisor = Divisor::new(by);
            let near = |whole: u32| [whole.wrapping_sub(1), whole, whole.wrapping_add(1)];
            let wholes =
                [0, 1, by, by.wrapping_mul(7), u32::MAX / by * by, 1_400_000_000, u32::MAX];
            for whole in wholes.into_iter().flat_map(near) {
                assert_eq!(divisor.into(whole), whole / by, "{whole} by {by}");
            }
        }
    }
}
