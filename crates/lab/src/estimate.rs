//! Estimates over many worlds: the mean with its error, and the range of worlds.
//!
//! The two are never mixed. The error of the mean shrinks as worlds are added; the range in which a
//! further world lies does not: it is the luck of one society.

mod interval;

use std::ops::RangeInclusive;

pub use interval::{LEAST_WORLDS, blind_spot, range_holds};
pub(crate) use interval::{interval_of_mean, student};

/// An estimate of a measure over many worlds, in the unit of the measure.
///
/// ```
/// use lab::estimate::estimate;
///
/// let found = estimate([2.0, 4.0, 6.0]).expect("there are values");
/// assert_eq!((found.worlds, found.mean, found.range), (3, 4.0, Some((2.0, 6.0))));
/// assert!(found.error.is_some_and(|error| (error - 1.1547).abs() < 1e-4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Worlds in which the measure has a value.
    pub worlds: usize,
    /// The mean over worlds, or what follows from such means.
    pub mean: f64,
    /// Standard error of the mean; `None` from a single world.
    pub error: Option<f64>,
    /// The interval that covers the true mean in 95 of 100 such runs: Student's t, and from
    /// [`LEAST_WORLDS`] worlds on as far beyond it as their skewness asks for (Hall 1992).
    pub interval: Option<(f64, f64)>,
    /// The range in which a further world lies, as often as [`range_holds`] says; `None` from a single
    /// world, and for what is no value of a world.
    pub range: Option<(f64, f64)>,
}

impl Estimate {
    /// Its 95 % interval, as far as it lies in the `bounds` of values that the measure can have.
    ///
    /// An interval of a mean knows of no bound: that of a share near 0 begins below it. An end is cut
    /// only where the mean itself lies on its right side.
    ///
    /// Values that are equal in all worlds say nothing of those worlds that differ. Of these there are, with
    /// 95 % confidence, at most a share of [`blind_spot`], and the mean moves by that share of the way to a
    /// bound at most; an end without a bound is infinite.
    ///
    /// ```
    /// use lab::estimate::{blind_spot, estimate};
    ///
    /// let found = estimate([0.0, 0.0, 0.1]).expect("there are values");
    /// assert!(found.interval.is_some_and(|(low, _)| low < 0.0));
    /// let (low, high) = found.interval_within(&(0.0..=1.0)).expect("there are three worlds");
    /// assert!(low == 0.0 && found.interval.is_some_and(|it| it.1 == high));
    /// let never = estimate([0.0; 32]).expect("there are values");
    /// assert_eq!(never.interval_within(&(0.0..=1000.0)), Some((0.0, 1000.0 * blind_spot(32))));
    /// assert_eq!(never.interval_within(&(0.0..=f64::INFINITY)), Some((0.0, f64::INFINITY)));
    /// ```
    #[must_use]
    pub fn interval_within(&self, bounds: &RangeInclusive<f64>) -> Option<(f64, f64)> {
        let (least, most) = (*bounds.start(), *bounds.end());
        if self.is_equal_in_all_worlds() {
            let unseen = blind_spot(self.worlds);
            let towards = |bound: f64| match bound == self.mean {
                true => self.mean,
                false => self.mean + unseen * (bound - self.mean),
            };
            return Some((towards(least), towards(most)));
        }
        self.clipped(bounds)
    }

    /// Its 95 % interval cut at the bounds, without a word on worlds that none has seen.
    pub(crate) fn clipped(&self, bounds: &RangeInclusive<f64>) -> Option<(f64, f64)> {
        let (low, high) = self.interval?;
        let low = if self.mean >= *bounds.start() { low.max(*bounds.start()) } else { low };
        let high = if self.mean <= *bounds.end() { high.min(*bounds.end()) } else { high };
        Some((low, high))
    }

    /// Whether two worlds or more all have the same value.
    #[must_use]
    pub fn is_equal_in_all_worlds(&self) -> bool {
        self.error == Some(0.0)
    }

    /// Half the width of its 95 % interval.
    #[must_use]
    pub fn half(&self) -> Option<f64> {
        self.interval.map(|(low, high)| (high - low) / 2.0)
    }

    /// How often its range holds a further world [share]; `None` without a range.
    #[must_use]
    pub fn range_level(&self) -> Option<f64> {
        let (hits, of) = range_holds(self.worlds);
        self.range.map(|_| hits as f64 / of as f64)
    }

    /// The estimate in another unit: each of its numbers times `factor`.
    #[must_use]
    pub fn times(&self, factor: f64) -> Estimate {
        let scaled = |(low, high): (f64, f64)| {
            let ends = (low * factor, high * factor);
            if factor < 0.0 { (ends.1, ends.0) } else { ends }
        };
        Estimate {
            worlds: self.worlds,
            mean: self.mean * factor,
            error: self.error.map(|error| error * factor.abs()),
            interval: self.interval.map(scaled),
            range: self.range.map(scaled),
        }
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
    let is_equal = values.iter().all(|value| *value == values[0]);
    // Rounding must not make equal worlds differ.
    let mean = if is_equal { values[0] } else { values.iter().sum::<f64>() / n };
    let (error, interval) = interval_of_mean(&values, mean, n - 1.0);
    values.sort_by(f64::total_cmp);
    Some(Estimate { worlds: values.len(), mean, error, interval, range: interval::range(&values) })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_worlds_give_the_textbook_interval() {
        let found = estimate([2.0, 4.0, 4.0, 6.0]).unwrap();
        assert_eq!(found.mean, 4.0);
        let error = (8.0_f64 / 3.0 / 4.0).sqrt();
        assert!((found.error.unwrap() - error).abs() < 1e-12);
        // Student's t with three degrees of freedom: 3.182.
        assert!((found.interval.unwrap().1 - (4.0 + 3.182_446 * error)).abs() < 1e-5);
    }

    #[test]
    fn a_single_world_has_a_mean_and_neither_error_nor_range() {
        let found = estimate([3.0]).unwrap();
        assert_eq!((found.mean, found.error, found.interval), (3.0, None, None));
        assert_eq!((found.range, found.range_level()), (None, None));
    }

    /// 0.1 is no binary number: a sum of eight is not eight times one.
    #[test]
    fn equal_worlds_bound_those_that_none_has_seen() {
        let found = estimate([0.1; 8]).unwrap();
        assert!(found.is_equal_in_all_worlds() && found.interval == Some((0.1, 0.1)));
        let (low, high) = found.interval_within(&(0.0..=1.0)).unwrap();
        let unseen = blind_spot(8);
        assert!((low - 0.1 * (1.0 - unseen)).abs() < 1e-12);
        assert!((high - (0.1 + 0.9 * unseen)).abs() < 1e-12);
        // All worlds at the upper bound: fewer may be, and none can be above it.
        let all = estimate([1.0; 8]).unwrap().interval_within(&(0.0..=1.0)).unwrap();
        assert_eq!(all, (1.0 - unseen, 1.0));
    }

    #[test]
    fn another_unit_turns_the_ends_with_its_sign() {
        let found = estimate([1.0, 2.0, 6.0]).unwrap().times(-10.0);
        assert_eq!((found.mean, found.range), (-30.0, Some((-60.0, -10.0))));
        let (low, high) = found.interval.unwrap();
        assert!(low < high && (low + high + 60.0).abs() < 1e-9);
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
}
