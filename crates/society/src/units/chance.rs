//! Shares, thresholds, draws and rates.

/// A share or a probability, within 0 and 1.
///
/// ```
/// use society::units::Share;
///
/// let fifth = Share::new(0.2).expect("0.2 is a share");
/// assert_eq!(fifth.rest().get(), 0.8);
/// assert!(Share::new(1.2).is_none());
/// assert_eq!(Share::clamped(1.2), Share::ALL);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Share(f64);

impl Share {
    /// Nothing, or never.
    pub const NONE: Share = Share(0.0);
    /// Everything, or always.
    pub const ALL: Share = Share(1.0);

    /// The share `value`, or `None` where it lies outside 0 to 1 or is not a number.
    #[must_use]
    pub fn new(value: f64) -> Option<Share> {
        // A range contains no NaN.
        (0.0..=1.0).contains(&value).then_some(Share(value))
    }

    /// The share nearest to `value`; 0 where it is not a number.
    #[must_use]
    pub fn clamped(value: f64) -> Share {
        Share(if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) })
    }

    /// The number itself, 0 to 1.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// The complement, 1 less this share.
    #[must_use]
    pub fn rest(self) -> Share {
        Share(1.0 - self.0)
    }

    /// The threshold below which a uniform 32-bit draw falls with this probability.
    ///
    /// ⌊share · 2³²⌋: the probability is exact to 2⁻³², and at both ends: no draw lies below 0, and
    /// every draw lies below 2³².
    ///
    /// ```
    /// use society::units::{Draw, Share};
    ///
    /// let half = Share::clamped(0.5).threshold();
    /// assert!(half.admits(Draw((1 << 31) - 1)) && !half.admits(Draw(1 << 31)));
    /// assert!(Share::ALL.threshold().admits(Draw(u32::MAX)));
    /// ```
    #[must_use]
    pub fn threshold(self) -> Threshold {
        // 2³² is a power of two: the product is exact, and so is the rounding.
        Threshold((self.0 * 4_294_967_296.0) as u64)
    }
}

/// One uniform draw: 32 random bits, for one decision.
///
/// ```
/// use society::units::{Draw, Share};
///
/// // A quarter of all draws fall below the threshold of a quarter.
/// let quarter = Share::clamped(0.25).threshold();
/// assert!(quarter.admits(Draw(0)) && !quarter.admits(Draw(1 << 30)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Draw(pub u32);

/// A probability as the bound below which a 32-bit draw must fall: 33 bits, so that both never and
/// always are among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Threshold(u64);

impl Threshold {
    /// The bound of an event that never happens.
    pub(crate) const NEVER: Threshold = Threshold(0);
    /// The bound of an event that always happens.
    pub(crate) const ALWAYS: Threshold = Threshold(1 << 32);

    /// Whether the event happens at `draw`.
    #[inline]
    #[must_use]
    pub fn admits(self, draw: Draw) -> bool {
        u64::from(draw.0) < self.0
    }

    /// The threshold of this bound [1/2³²].
    pub(crate) fn below(bound: u32) -> Threshold {
        Threshold(bound.into())
    }

    /// The probability that a uniform draw lies below.
    pub(crate) fn as_share(self) -> f64 {
        self.0 as f64 / 4_294_967_296.0
    }

    /// The bound, from 0 (never) to 2³² (always) [1/2³²].
    #[inline]
    #[must_use]
    pub fn bound(self) -> u64 {
        self.0
    }
}

/// A rate of events for one citizen [1/year], zero or more and finite.
///
/// ```
/// use society::units::PerYear;
///
/// let monthly = PerYear::new(12.0).expect("a finite rate");
/// assert!((monthly.a_day() - 12.0 / 365.0).abs() < 1e-12);
/// assert!(PerYear::new(-1.0).is_none() && PerYear::new(f64::INFINITY).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct PerYear(f64);

impl PerYear {
    /// Never.
    pub const NEVER: PerYear = PerYear(0.0);

    /// The rate `value`, or `None` where it is negative or not finite.
    #[must_use]
    pub fn new(value: f64) -> Option<PerYear> {
        (value >= 0.0 && value.is_finite()).then_some(PerYear(value))
    }

    /// The number itself [1/year].
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// The rate of a share of the events.
    ///
    /// ```
    /// use society::units::{PerYear, Share};
    ///
    /// let weekly = PerYear::new(52.0).expect("a finite rate");
    /// assert_eq!(weekly.part(Share::clamped(0.25)), PerYear::new(13.0).expect("a finite rate"));
    /// ```
    #[must_use]
    pub fn part(self, share: Share) -> PerYear {
        PerYear(self.0 * share.get())
    }

    /// The same rate for one day [1/day].
    #[must_use]
    pub fn a_day(self) -> f64 {
        self.0 / 365.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_admits_no_draw_and_a_share_of_all_admits_every_draw() {
        assert!(!Share::NONE.threshold().admits(Draw(0)));
        assert!(Share::ALL.threshold().admits(Draw(u32::MAX)));
    }

    #[test]
    fn a_share_outside_its_range_does_not_exist() {
        for wrong in [-0.01, 1.01, f64::NAN, f64::INFINITY] {
            assert!(Share::new(wrong).is_none(), "{wrong}");
        }
    }
}
