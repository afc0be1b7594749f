//! Intervals of draws: a second decision by a draw that has already served a first.

use crate::units::{Draw, Threshold};

/// A half-open interval of 32-bit draws that share one outcome.
///
/// Given its outcome, a draw is still uniform over the interval: its place there is an independent
/// second draw. Reports of onlookers use it, so that they cost no further block of chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawInterval {
    pub(super) from: u64,
    pub(super) upto: u64,
}

impl DrawInterval {
    /// Every draw.
    pub const ALL: DrawInterval = DrawInterval { from: 0, upto: 1 << 32 };

    /// The draws at or above `bound`.
    pub(super) fn above(bound: Threshold) -> DrawInterval {
        DrawInterval { from: bound.bound(), upto: 1 << 32 }
    }

    /// Whether `draw`, a member of the interval, lies in the upper `share` of it.
    ///
    /// The boundary is exact to one draw, so that the probability is exact to one part in the
    /// length of the interval.
    ///
    /// ```
    /// use society::{observation::DrawInterval, units::{Draw, Share}};
    ///
    /// let quarter = Share::clamped(0.25).threshold();
    /// assert!(DrawInterval::ALL.upper(quarter, Draw(3 << 30)));
    /// assert!(!DrawInterval::ALL.upper(quarter, Draw((3 << 30) - 1)));
    /// ```
    #[inline]
    #[must_use]
    pub fn upper(self, share: Threshold, draw: Draw) -> bool {
        debug_assert!((self.from..self.upto).contains(&draw.0.into()), "{draw:?} outside {self:?}");
        // 33 bits by 33 bits: the ends of both ranges need the wider product.
        let part = (u128::from(self.upto - self.from) * u128::from(share.bound())) >> 32;
        u128::from(draw.0) >= u128::from(self.upto) - part
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Share;

    /// Of the draws from 1,000 to 5,000, the upper quarter are the 1,000 from 4,000 on.
    #[test]
    fn the_upper_share_of_an_interval_is_counted_from_its_end() {
        let interval = DrawInterval { from: 1_000, upto: 5_000 };
        let quarter = Share::clamped(0.25).threshold();
        let upper: Vec<u32> =
            (1_000..5_000).filter(|&draw| interval.upper(quarter, Draw(draw))).collect();
        assert_eq!((upper.len(), upper[0]), (1_000, 4_000));
        assert!(!interval.upper(Share::NONE.threshold(), Draw(4_999)));
        assert!(interval.upper(Share::ALL.threshold(), Draw(1_000)));
    }
}
