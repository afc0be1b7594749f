//! Estimates over many worlds: the mean with its error, and the range of worlds.
//!
//! The two are never mixed. The error of the mean shrinks as worlds are added; the range in which
//! nine of ten worlds lie does not: it is the luck of one society.

use std::ops::RangeInclusive;

use statrs::distribution::{ContinuousCDF, StudentsT};

/// An estimate of a measure over many worlds, in the unit of the measure.
///
/// ```
/// use lab::estimate::estimate;
///
/// let found = estimate([2.0, 4.0, 6.0]).expect("there are values");
/// assert_eq!((found.worlds, found.mean), (3, 4.0));
/// assert!(found.error.is_some_and(|error| (error - 1.1547).abs() < 1e-4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Worlds in which the measure has a value.
    pub worlds: usize,
    /// The mean over worlds.
    pub mean: f64,
    /// Standard error of the mean; `None` from a single world.
    pub error: Option<f64>,
    /// The interval that covers the true mean in 95 of 100 such runs (Student's t).
    pub interval: Option<(f64, f64)>,
    /// The range in which nine of ten worlds lie: the 5 % and 95 % quantiles over worlds.
    pub nine_in_ten: (f64, f64),
    /// Share of worlds above zero less share below: 1 where all agree that it is positive.
    pub sign: f64,
}

impl Estimate {
    /// Its 95 % interval, as far as it lies in the `range` of values that the measure can have.
    ///
    /// Student's t knows of no bound: the interval of a share near 0 begins below it. An end is cut only
    /// where the mean itself lies on its right side.
    ///
    /// ```
    /// use lab::estimate::estimate;
    ///
    /// let found = estimate([0.0, 0.0, 0.1]).expect("there are values");
    /// assert!(found.interval.is_some_and(|(low, _)| low < 0.0));
    /// let (low, high) = found.interval_within(&(0.0..=1.0)).expect("there are three worlds");
    /// assert!(low == 0.0 && found.interval.is_some_and(|it| it.1 == high));
    /// ```
    #[must_use]
    pub fn interval_within(&self, range: &RangeInclusive<f64>) -> Option<(f64, f64)> {
        let (low, high) = self.interval?;
        let low = if self.mean >= *range.start() { low.max(*range.start()) } else { low };
        let high = if self.mean <= *range.end() { high.min(*range.end()) } else { high };
        Some((low, high))
    }
}

/// The estimate from one value a world; worlds in which the measure has no meaning (not a
/// number) are left out. `None` where none is left.
#[must_use]
pub fn estimate(values: impl IntoIterator<Item = f64>) -> Option<Estimate> {
    let mut values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
    if values.is_empty() {
        return None;
    }
    // Sums in the order of the worlds: the same bits, whichever world ends first. The sum of floats
    // depends on its order, and the values are sorted only after it.
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let error = (values.len() > 1).then(|| (squares / (n - 1.0) / n).sqrt());
    let sign =
        values.iter().map(|value| f64::from(i8::from(*value > 0.0) - i8::from(*value < 0.0)));
    let sign = sign.sum::<f64>() / n;
    values.sort_by(f64::total_cmp);
    Some(Estimate {
        worlds: values.len(),
        mean,
        error,
        interval: error.map(|error| {
            let half = error * student(values.len() - 1);
            (mean - half, mean + half)
        }),
        nine_in_ten: (quantile(&values, 0.05), quantile(&values, 0.95)),
        sign,
    })
}

/// The largest share of worlds in which an event may occur and yet be missed by all of `worlds`,
/// with 95 % confidence: 1 − 0.05^(1/n).
pub(crate) fn blind_spot(worlds: usize) -> f64 {
    1.0 - libm::pow(0.05, 1.0 / worlds.max(1) as f64)
}

/// The relative precision of an estimate: half the width of its 95 % interval, as a share of its
/// mean.
///
/// ```
/// use lab::estimate::{Precision, estimate, is_known};
///
/// let found = estimate([9.9, 10.0, 10.1]).expect("there are values");
/// assert!(is_known(&found, Precision(0.05)) && !is_known(&found, Precision(0.01)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Precision(pub f64);

/// Whether an estimate is at least as precise as `within`. A measure that is the same in every world
/// is known.
#[must_use]
pub fn is_known(of: &Estimate, within: Precision) -> bool {
    of.interval.is_some_and(|(low, high)| high - low <= 2.0 * within.0 * of.mean.abs())
}

/// Whether a study may stop after worlds with these values: with the most `worlds`, or with the
/// least and a mean that is known.
///
/// A sequential rule stops a little early where chance makes the values agree, so that its 95 %
/// interval covers less than 95 %; by how much, `cargo xtask figures program` measures (U13).
#[must_use]
pub fn is_enough(values: &[f64], within: Precision, worlds: RangeInclusive<usize>) -> bool {
    let known = || estimate(values.iter().copied()).is_some_and(|of| is_known(&of, within));
    values.len() >= *worlds.end() || (values.len() >= *worlds.start() && known())
}

/// The ratio of two means over all worlds, and its 95 % interval (jackknife over worlds, on the
/// scale of logarithms, Student's t); no interval where a mean without one of the worlds is not
/// above 0. `None` where either mean is not above 0.
///
/// ```
/// let (ratio, interval) = lab::estimate::ratio(&[2.0, 4.0], &[1.0, 2.0]).expect("above 0");
/// assert!((ratio - 2.0).abs() < 1e-9 && interval.is_some());
/// ```
#[must_use]
pub fn ratio(here: &[f64], there: &[f64]) -> Option<(f64, Option<(f64, f64)>)> {
    let pairs: Vec<(f64, f64)> = here.iter().copied().zip(there.iter().copied()).collect();
    let (above, below) =
        pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    // On the scale of logarithms, since a ratio is skewed, and its interval must stay above 0.
    let log =
        |above: f64, below: f64| (above > 0.0 && below > 0.0).then(|| libm::log(above / below));
    let whole = log(above, below)?;
    let n = pairs.len() as f64;
    let without = pairs.iter().map(|pair| log(above - pair.0, below - pair.1));
    let without: Option<Vec<f64>> = without.collect();
    let interval = without.filter(|_| pairs.len() > 1).map(|without| {
        let mean = without.iter().sum::<f64>() / n;
        let squares: f64 = without.iter().map(|it| (it - mean) * (it - mean)).sum();
        let half = student(pairs.len() - 1) * (squares * (n - 1.0) / n).sqrt();
        (libm::exp(whole - half), libm::exp(whole + half))
    });
    Some((libm::exp(whole), interval))
}

/// A part of a whole, in proportion to a whole that is better known: the ratio of the means of `parts` and of
/// `wholes`, world by world, times `known`. `None` where `wholes` have no mean above 0.
///
/// The error is that of the ratio (linearized) and that of `known`, taken for independent: a world whose whole
/// is large has a large part, and says nothing by that. The range of worlds is that of the parts, in proportion.
pub(crate) fn in_proportion(parts: &[f64], wholes: &[f64], known: &Estimate) -> Option<Estimate> {
    let mean = estimate(wholes.iter().copied())?.mean;
    let factor = known.mean / mean;
    let plain = estimate(parts.iter().map(|part| part * factor)).filter(|_| mean > 0.0)?;
    // What is left of a part once it is known how large its whole is.
    let left = |(part, whole): (&f64, &f64)| part * factor - plain.mean * (whole / mean - 1.0);
    let found = estimate(parts.iter().zip(wholes).map(left))?;
    let ratio = plain.mean / known.mean;
    let both = |of_ratio: f64, of_known: f64| libm::hypot(of_ratio, ratio * of_known);
    let half = |it: &Estimate| it.interval.map_or(0.0, |(low, high)| (high - low) / 2.0);
    let interval = found.interval.map(|_| {
        let half = both(half(&found), half(known));
        (found.mean - half, found.mean + half)
    });
    let error = found.error.map(|error| both(error, known.error.unwrap_or(0.0)));
    Some(Estimate { error, interval, nine_in_ten: plain.nine_in_ten, sign: plain.sign, ..found })
}

/// How many times as many worlds the same error would need if the two sides of a comparison did
/// not share people and luck: the ratio of the variances of unpaired and paired differences.
/// `None` where the paired differences do not vary.
pub(crate) fn pairing(here: &[f64], there: &[f64]) -> Option<f64> {
    let variance = |values: &[f64]| {
        let of = estimate(values.iter().copied())?;
        Some(of.error? * of.error? * of.worlds as f64)
    };
    let paired: Vec<f64> = here.iter().zip(there).map(|(here, there)| here - there).collect();
    let paired = variance(&paired).filter(|&paired| paired > 0.0)?;
    Some((variance(here)? + variance(there)?) / paired)
}

/// Half the width, in standard errors, of the 95 % interval with so many degrees of freedom.
fn student(freedom: usize) -> f64 {
    StudentsT::new(0.0, 1.0, freedom as f64).map_or(f64::INFINITY, |t| t.inverse_cdf(0.975))
}

/// The quantile of sorted values, straight between neighbors (type 7 of Hyndman and Fan).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let (low, high) = (at.floor() as usize, at.ceil() as usize);
    sorted[low] + (sorted[high] - sorted[low]) * (at - low as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_in_proportion_has_the_error_of_the_ratio() {
        let of = |values: &[f64]| estimate(values.iter().copied()).expect("there are values");
        let (known, exact) = (of(&[96.0, 100.0, 104.0]), of(&[20.0; 3]));
        // A quarter of whatever the whole is: the ratio is known exactly, and the whole is not.
        let wholes = [40.0, 48.0, 56.0];
        let found = in_proportion(&wholes.map(|whole| whole / 4.0), &wholes, &known);
        let found = found.expect("there are wholes");
        let quarter = known.error.map(|error| error / 4.0);
        assert_eq!((found.mean, found.error), (25.0, quarter));
        // Unlike parts of equal wholes, times a number that is known: the error is that of their mean.
        let parts = [1.0, 2.0, 3.0];
        let found = in_proportion(&parts, &[10.0; 3], &exact).expect("there are wholes");
        assert_eq!(found, of(&[2.0, 4.0, 6.0]));
        // Of both: three to four makes five.
        let known = Estimate { error: Some(3.0), ..of(&[10.0; 3]) };
        let error = of(&parts).error.expect("there are three worlds");
        let found = in_proportion(&parts, &[10.0; 3], &known).expect("there are wholes");
        let wanted = libm::hypot(error, 0.2 * 3.0);
        assert!(found.error.is_some_and(|error| (error - wanted).abs() < 1e-12));
        assert_eq!(in_proportion(&[0.0], &[0.0], &exact), None);
    }

    #[test]
    fn four_worlds_give_the_textbook_interval() {
        let found = estimate([2.0, 4.0, 4.0, 6.0]).unwrap();
        assert_eq!(found.mean, 4.0);
        let error = (8.0_f64 / 3.0 / 4.0).sqrt();
        assert!((found.error.unwrap() - error).abs() < 1e-12);
        // Student's t with three degrees of freedom: 3.182.
        assert!((found.interval.unwrap().1 - (4.0 + 3.182_446 * error)).abs() < 1e-5);
        assert_eq!(found.sign, 1.0);
    }

    #[test]
    fn a_single_world_has_a_mean_and_no_error() {
        let found = estimate([3.0]).unwrap();
        assert_eq!((found.mean, found.error, found.interval), (3.0, None, None));
    }

    #[test]
    fn figures_without_meaning_are_left_out() {
        assert_eq!(estimate([f64::NAN, 1.0]).unwrap().worlds, 1);
        assert!(estimate([f64::NAN]).is_none());
    }

    #[test]
    fn a_figure_that_never_varies_is_known_at_once_and_a_wild_one_at_the_most() {
        assert!(!is_enough(&[4.0; 31], Precision(0.05), 32..=256));
        assert!(is_enough(&[4.0; 32], Precision(0.05), 32..=256));
        let wild: Vec<f64> = (0..64).map(|world| f64::from(world % 2)).collect();
        assert!(!is_enough(&wild[..40], Precision(0.05), 8..=64));
        assert!(is_enough(&wild, Precision(0.05), 8..=64));
    }

    #[test]
    fn a_ratio_has_an_interval_that_never_falls_below_zero() {
        let (times, interval) = ratio(&[9.0, 0.0, 30.0, 1.0], &[1.0; 4]).expect("above 0");
        assert!((times - 10.0).abs() < 1e-9);
        let (low, high) = interval.expect("there are four worlds");
        assert!(0.0 < low && low < 10.0 && high > 10.0);
        assert_eq!(ratio(&[0.0, 0.0], &[1.0, 1.0]), None);
        let (_, sure) = ratio(&[2.0, 4.0], &[1.0, 2.0]).expect("above 0");
        let (low, high) = sure.expect("there are two worlds");
        assert!((low - 2.0).abs() < 1e-9 && (high - 2.0).abs() < 1e-9);
    }

    #[test]
    fn pairing_saves_what_the_two_sides_share() {
        let here = [11.0, 21.0, 30.0, 41.0];
        let there = [10.0, 20.0, 30.0, 40.0];
        assert!(pairing(&here, &there).expect("they vary") > 100.0);
        assert_eq!(pairing(&here, &here), None);
    }

    #[test]
    fn the_blind_spot_is_the_published_one() {
        for (worlds, share) in [(3, 0.63), (11, 0.24), (32, 0.09), (256, 0.012)] {
            assert!((blind_spot(worlds) - share).abs() < 0.006, "{worlds}");
        }
    }
}
