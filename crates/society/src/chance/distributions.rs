//! Probability distributions as pure functions of uniform 32-bit words.
//!
//! Each function turns the words of an addressed [`draw`](crate::chance::Chance::draw) into one
//! variate and consumes a fixed number of them, so that no rejection loop can run out of a draw or
//! shift the words of the next one. Transcendental functions are those of `libm`, which gives the
//! same bits on every machine. Each function states its formula, its source and its precision.

use crate::units::Draw;
use std::f64::consts::PI;

pub use super::alias::AliasTable;

/// The number of 32-bit words, 2³².
const WORDS: f64 = 4_294_967_296.0;

impl Draw {
    /// A uniform variate on the half-open interval from 0 to 1.
    ///
    /// *w* / 2³², exact: a multiple of 2⁻³² with a largest value of 1 − 2⁻³².
    ///
    /// ```
    /// use society::units::Draw;
    ///
    /// assert_eq!(Draw(0).unit(), 0.0);
    /// assert_eq!(Draw(1 << 31).unit(), 0.5);
    /// assert!(Draw(u32::MAX).unit() < 1.0);
    /// ```
    #[inline]
    #[must_use]
    pub fn unit(self) -> f64 {
        f64::from(self.0) / WORDS
    }

    /// A uniform variate on the open interval from 0 to 1: (*w* + ½) / 2³², exact.
    ///
    /// Neither end is ever reached, so that a logarithm of it is finite.
    ///
    /// ```
    /// use society::units::Draw;
    ///
    /// assert!(Draw(0).open_unit() > 0.0 && Draw(u32::MAX).open_unit() < 1.0);
    /// assert_eq!(Draw(0).open_unit(), 1.0 - Draw(u32::MAX).open_unit());
    /// ```
    #[inline]
    #[must_use]
    pub fn open_unit(self) -> f64 {
        (f64::from(self.0) + 0.5) / WORDS
    }

    /// A uniform integer from 0 up to, and not including, `bound`.
    ///
    /// The upper half of the product *w* · `bound`, without the rejection step of Lemire (2019, "Fast
    /// random integer generation in an interval"): the probabilities of two values differ by at most
    /// 2⁻³², a relative error of `bound` / 2³². A `bound` of 0 gives 0.
    ///
    /// ```
    /// use society::units::Draw;
    ///
    /// assert_eq!([0, 1 << 31, u32::MAX].map(|word| Draw(word).below(6)), [0, 3, 5]);
    /// ```
    #[inline]
    #[must_use]
    pub const fn below(self, bound: u32) -> u32 {
        ((self.0 as u64 * bound as u64) >> 32) as u32
    }
}

/// A standard normal variate (Box and Muller 1958).
///
/// √(−2 ln *u*) · cos 2π*v*, with *u* = 1 − *w*₁/2³² and *v* = *w*₂/2³². The resolution of *u* bounds
/// the variate by √(64 ln 2) ≈ 6.66, beyond which the normal law leaves 3 · 10⁻¹¹.
///
/// ```
/// use society::{chance::distributions::normal, units::Draw};
///
/// assert_eq!(normal(Draw(0), Draw(0)), 0.0);
/// // The median of the radius, √(2 ln 2), at an angle of nothing and of half a circle.
/// assert!((normal(Draw(1 << 31), Draw(0)) - 1.177_41).abs() < 1e-5);
/// assert!((normal(Draw(1 << 31), Draw(1 << 31)) + 1.177_41).abs() < 1e-5);
/// ```
#[must_use]
pub fn normal(radius: Draw, angle: Draw) -> f64 {
    box_muller(1.0 - radius.unit(), angle.unit())
}

/// The first of the two variates of Box and Muller, from *u* within 0 and 1, 0 excluded.
fn box_muller(u: f64, v: f64) -> f64 {
    // The polar form would save a cosine and reject a fifth of the pairs: a variable number of words.
    let radius = libm::sqrt(-2.0 * libm::log(u));
    radius * libm::cos(2.0 * PI * v)
}

/// The mean above which [`poisson`] takes its normal limit.
const NORMAL_LIMIT: f64 = 200.0;

/// A Poisson variate of this `mean`, zero or more.
///
/// Up to a mean of 200 by inversion of the distribution function (Devroye 1986, chapter X.3), at a
/// cost that grows with the mean, and 1,000 at most; above it by the normal limit, rounded, from
/// which the Poisson law differs by less than a hundredth of a standard deviation. The second word
/// serves the normal limit alone.
///
/// ```
/// use society::{chance::distributions::poisson, units::Draw};
///
/// assert_eq!(poisson(0.0, [Draw(u32::MAX), Draw(0)]), 0);
/// // exp(−0.5) ≈ 0.61 of the words give none.
/// let draw = |u: f64| Draw((u * 4_294_967_296.0) as u32);
/// assert_eq!([0.60, 0.61].map(|u| poisson(0.5, [draw(u), draw(0.0)])), [0, 1]);
/// assert_eq!(poisson(10_000.0, [draw(0.0), draw(0.25)]), 10_000);
/// ```
#[must_use]
pub fn poisson(mean: f64, words: [Draw; 2]) -> i64 {
    debug_assert!(mean >= 0.0, "a mean of {mean}");
    if mean > NORMAL_LIMIT {
        let normal = box_muller(words[0].open_unit(), words[1].open_unit());
        return libm::round(mean + normal * libm::sqrt(mean)).max(0.0) as i64;
    }
    poisson_quantile(words[0].open_unit(), mean, 1000).into()
}

/// A Poisson variate of this `mean` by inversion, cut off at `most`: all larger values become it.
///
/// ```
/// use society::{chance::distributions::capped_poisson, units::Draw};
///
/// assert_eq!(capped_poisson(1.5, 6, Draw(0)), 0);
/// assert_eq!(capped_poisson(1.5, 6, Draw(u32::MAX)), 6);
/// ```
#[must_use]
pub fn capped_poisson(mean: f64, most: u32, draw: Draw) -> u32 {
    poisson_quantile(draw.unit(), mean, most)
}

/// The smallest count with a distribution function above `u`, `most` at most.
fn poisson_quantile(u: f64, mean: f64, most: u32) -> u32 {
    // Subtracts from the variate instead of summing a distribution function: as the terms shrink, so
    // does the remainder, and neither loses digits to the other.
    let (mut left, mut chance, mut count) = (u, libm::exp(-mean), 0);
    while left >= chance && count < most {
        left -= chance;
        count += 1;
        chance *= mean / f64::from(count);
    }
    count
}

/// The upper tails of a Poisson law as bounds of a 32-bit word: a word below bound *k* − 1 stands
/// for *k* events or more, *k* = 1, 2, …, `N`.
///
/// P(*X* ≥ *k*) · 2³², rounded down; the term of each count follows from the one before it. One word
/// compared with all `N` bounds gives the count, capped at `N`, without a loop.
///
/// ```
/// use society::chance::distributions::poisson_tails;
///
/// let [one, two] = poisson_tails(0.2);
/// let share = |bound: u32| f64::from(bound) / 4_294_967_296.0;
/// assert!((share(one) - 0.181_269).abs() < 1e-6);
/// assert!((share(two) - 0.017_523).abs() < 1e-6);
/// ```
#[must_use]
pub fn poisson_tails<const N: usize>(mean: f64) -> [u32; N] {
    let (mut tail, mut term, mut count) = (1.0, libm::exp(-mean), 0.0);
    [(); N].map(|()| {
        tail -= term;
        count += 1.0;
        term *= mean / count;
        // Rounding may carry the last tails below nothing.
        (f64::max(tail, 0.0) * WORDS) as u32
    })
}

/// A size that follows Zipf's law, from 1 to `largest`.
///
/// P(size ≥ *k*) = *k*^−`exponent`, by inversion of the Pareto law and rounding down, as Axtell
/// (2001) finds firms to be distributed with an exponent near 1; sizes above `largest` become it.
///
/// ```
/// use society::{chance::distributions::zipf, units::Draw};
///
/// let draw = |u: f64| Draw((u * 4_294_967_296.0) as u32);
/// // Half of all sizes are 1 and a tenth are 10 or more, at an exponent of 1.
/// assert_eq!([0.49, 0.51].map(|u| zipf(draw(u), 1.0, 500)), [1, 2]);
/// assert_eq!(zipf(draw(0.901), 1.0, 500), 10);
/// assert_eq!(zipf(Draw(u32::MAX), 1.0, 500), 500);
/// ```
#[must_use]
pub fn zipf(draw: Draw, exponent: f64, largest: u32) -> u32 {
    debug_assert!(exponent > 0.0 && largest > 0, "{exponent}, {largest}");
    // 1 − u rather than u: never zero, so that the power is finite.
    let size = libm::pow(1.0 - draw.unit(), -1.0 / exponent);
    // A conversion saturates, so that the largest sizes of a small exponent stay in order.
    (size as u32).clamp(1, largest)
}

/// A variate on the half-open interval from 0 to `width`, of a density that falls in a straight
/// line from its mode at 0 to nothing at `width`: the right triangular law, of mean `width` / 3.
///
/// `width` · (1 − √(1 − *u*)), by inversion, with *u* = *w*/2³².
///
/// ```
/// use society::{chance::distributions::falling, units::Draw};
///
/// assert_eq!([0, 3 << 30].map(|word| falling(Draw(word), 36.0)), [0.0, 18.0]);
/// ```
#[must_use]
pub fn falling(draw: Draw, width: f64) -> f64 {
    width * (1.0 - libm::sqrt(1.0 - draw.unit()))
}
