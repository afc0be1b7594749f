//! Division by a number that stays the same, at the price of a product.

/// A divisor above 1.
#[derive(Clone, Copy, Debug)]
pub struct Divisor(u64);

impl Divisor {
    /// To divide by `by`, which is 2 or more.
    #[must_use]
    pub const fn new(by: u32) -> Divisor {
        // Exact for every dividend of 32 bits: the error of the reciprocal is below 2⁻³² of one.
        Divisor(u64::MAX / by as u64 + 1)
    }

    /// How often it goes into `whole`.
    #[inline]
    #[must_use]
    pub const fn into(self, whole: u32) -> u32 {
        ((self.0 as u128 * whole as u128) >> 64) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_as_often_as_division_says() {
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
