//! Intervals of a mean, and ranges of worlds.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Worlds below which values tell neither their skewness nor, by being equal, anything else.
///
/// A few worlds can be equal by chance, and their interval then has no width: where seven are equal,
/// a third of all worlds may still differ (with 95 % confidence).
pub const LEAST_WORLDS: usize = 8;

/// Standard error and 95 % interval of the mean of values, one a world, with these degrees of freedom; `None` of
/// a single one.
pub(crate) fn interval_of_mean(
    values: &[f64],
    mean: f64,
    freedom: f64,
) -> (Option<f64>, Option<(f64, f64)>) {
    if values.len() < 2 {
        return (None, None);
    }
    let n = values.len() as f64;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let cubes: f64 =
        values.iter().map(|value| (value - mean) * (value - mean) * (value - mean)).sum();
    let error = (squares / (n - 1.0) / n).sqrt();
    let t = student(freedom);
    // Skewed values move the mean and its error together, so that Student's t covers too little on
    // their long side.
    let is_told = error > 0.0 && values.len() >= LEAST_WORLDS;
    let skew = if is_told { cubes / libm::pow(squares, 1.5) } else { 0.0 };
    let (below, above) = (t.max(unskewed(t, skew)), t.max(-unskewed(-t, skew)));
    (Some(error), Some((mean - below * error, mean + above * error)))
}

/// The quantile of a studentized mean of skewed values, from `quantile` of Student's t: the inverse of the
/// cubic transformation of Hall (1992). `skew` is the skewness of the values by the root of their number.
fn unskewed(quantile: f64, skew: f64) -> f64 {
    if skew.abs() < 1e-6 {
        return quantile;
    }
    3.0 / skew * (libm::cbrt(1.0 + skew * (quantile - skew / 6.0)) - 1.0)
}

/// Half the width, in standard errors, of the 95 % interval with so many degrees of freedom.
pub(crate) fn student(freedom: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::INFINITY, |t| t.inverse_cdf(0.975))
}

/// Worlds from which on a range of nine in ten further worlds can be told.
const NINE_IN_TEN: usize = 19;

/// How often the range of so many worlds holds a further one, as hits of so many: 9 of 10 from 19 worlds
/// on, n − 1 of n + 1 of fewer.
///
/// ```
/// use lab::estimate::range_holds;
///
/// assert_eq!((range_holds(8), range_holds(19), range_holds(256)), ((7, 9), (9, 10), (9, 10)));
/// ```
#[must_use]
pub fn range_holds(worlds: usize) -> (usize, usize) {
    if worlds < NINE_IN_TEN { (worlds.saturating_sub(1), worlds + 1) } else { (9, 10) }
}

/// The range in which a further world lies, of sorted values: the least and the greatest, and from 19 worlds
/// on the quantiles at 5 % and 95 %. `None` of a single world.
///
/// The next of n + 1 worlds is as likely to fall into any of the n + 1 gaps between sorted values, whatever
/// their distribution; n − 1 of these gaps lie within the two ends.
pub(super) fn range(sorted: &[f64]) -> Option<(f64, f64)> {
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    match sorted.len() {
        1 => None,
        n if n < NINE_IN_TEN => Some((first, last)),
        _ => Some((quantile(sorted, 0.05), quantile(sorted, 0.95))),
    }
}

/// The quantile of sorted values, straight between neighbors: that of place p(n + 1) (type 6 of Hyndman and
/// Fan 1996), below which a further value falls in a share p of all cases.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = (share * (sorted.len() + 1) as f64 - 1.0).clamp(0.0, (sorted.len() - 1) as f64);
    let (low, high) = (at.floor() as usize, at.ceil() as usize);
    sorted[low] + (sorted[high] - sorted[low]) * (at - low as f64)
}

/// The largest share of worlds in which an event may occur and yet be missed by all of `worlds`,
/// with 95 % confidence: 1 − 0.05^(1/n).
///
/// ```
/// assert!((lab::estimate::blind_spot(32) - 0.089).abs() < 0.001);
/// ```
#[must_use]
pub fn blind_spot(worlds: usize) -> f64 {
    1.0 - libm::pow(0.05, 1.0 / worlds.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blind_spot_is_the_published_one() {
        for (worlds, share) in [(3, 0.63), (11, 0.24), (32, 0.09), (256, 0.012)] {
            assert!((blind_spot(worlds) - share).abs() < 0.006, "{worlds}");
        }
    }

    #[test]
    fn the_range_of_few_worlds_is_from_the_least_to_the_greatest() {
        let values = |worlds: u32| (1..=worlds).map(f64::from).collect::<Vec<_>>();
        assert_eq!(range(&values(1)), None);
        assert_eq!(range(&values(8)), Some((1.0, 8.0)));
        assert_eq!(range(&values(18)), Some((1.0, 18.0)));
        // Places 1 and 19 of 20; then 1.65 and 31.35 of 33.
        assert_eq!(range(&values(19)), Some((1.0, 19.0)));
        let (low, high) = range(&values(32)).expect("there are worlds");
        assert!((low - 1.65).abs() < 1e-9 && (high - 31.35).abs() < 1e-9);
    }

    #[test]
    fn a_long_tail_widens_the_interval_on_its_side_alone() {
        let values = [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 13.0];
        let (error, interval) = interval_of_mean(&values, 3.0, 7.0);
        let (half, (low, high)) = (2.364_624 * error.expect("eight"), interval.expect("eight"));
        assert!((low - (3.0 - half)).abs() < 1e-5 && high > 3.0 + 1.5 * half, "{low} to {high}");
        let mirrored = values.map(|value| -value);
        let (_, turned) = interval_of_mean(&mirrored, -3.0, 7.0);
        assert!(turned.is_some_and(|it| (it.0 + high).abs() < 1e-9 && (it.1 + low).abs() < 1e-9));
        // Three worlds do not tell how skewed all are.
        let few = interval_of_mean(&[0.0, 0.0, 3.0], 1.0, 2.0).1.expect("three");
        assert!((few.1 - 1.0 - (1.0 - few.0)).abs() < 1e-9);
    }
}
