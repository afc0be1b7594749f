//! Estimates of what follows from means over all worlds: ratios, changes, parts of a whole.

use crate::estimate::{Estimate, estimate, interval_of_mean, student};

/// The value of a `formula` of the means of columns of values, one a world, with its error and interval by the
/// jackknife over worlds. A formula of ratios is meant: one that has the same value where all means double.
/// Worlds without a value in any column are left out; `None` where none is left, and where the means give no
/// number.
///
/// A world with much of everything decides more than others, and one with nothing says nothing of a ratio.
/// Student's t therefore has the degrees of freedom of the effective number of worlds (Kish 1965), by what each
/// adds to the columns. No range: a mean of all worlds is not that of a further one.
///
/// ```
/// use lab::ratios::of_means;
///
/// // Events in two worlds of four, and no world is left out for having none.
/// let found = of_means([&[1.0, 0.0, 3.0, 0.0], &[8.0, 0.0, 8.0, 0.0]], |[here, all]| here / all);
/// assert!(found.is_some_and(|it| it.mean == 0.25 && it.worlds == 4 && it.range.is_none()));
/// ```
#[must_use]
pub fn of_means<const N: usize>(
    columns: [&[f64]; N],
    formula: impl Fn([f64; N]) -> f64,
) -> Option<Estimate> {
    let worlds = columns.iter().map(|column| column.len()).min()?;
    let rows = (0..worlds).map(|world| columns.map(|column| column[world]));
    let rows: Vec<[f64; N]> =
        rows.filter(|row| row.iter().all(|value| value.is_finite())).collect();
    let worlds = rows.len();
    let is_something = |row: &[f64; N]| row.iter().any(|value| *value != 0.0);
    let rows: Vec<[f64; N]> = rows.into_iter().filter(is_something).collect();
    let n = rows.len() as f64;
    let sums: [f64; N] = std::array::from_fn(|at| rows.iter().map(|row| row[at]).sum());
    let mean = formula(sums.map(|sum| sum / n));
    if !mean.is_finite() {
        return None;
    }
    let alone = Estimate { worlds, mean, error: None, interval: None, range: None };
    // What the formula loses with a world. Rounding must not make worlds differ that do not.
    let loss = |row: &[f64; N]| {
        let without = formula(std::array::from_fn(|at| (sums[at] - row[at]) / (n - 1.0)));
        let lost = mean - without;
        if lost.abs() <= 1e-12 * mean.abs().max(1.0) { 0.0 } else { lost }
    };
    let pseudo: Vec<f64> = rows.iter().map(|row| mean + (n - 1.0) * loss(row)).collect();
    let freedom = effective(&rows) - 1.0;
    // A ratio that one world decides alone has a value, and no error.
    if freedom < 1e-9 || pseudo.iter().any(|value| !value.is_finite()) {
        return Some(alone);
    }
    let middle = pseudo.iter().sum::<f64>() / n;
    let (error, interval) = interval_of_mean(&pseudo, middle, freedom);
    let shifted = |(low, high): (f64, f64)| (low + mean - middle, high + mean - middle);
    Some(Estimate { error, interval: interval.map(shifted), ..alone })
}

/// The effective number of rows by what each adds to the columns: (Σw)²/Σw².
fn effective<const N: usize>(rows: &[[f64; N]]) -> f64 {
    let sizes: [f64; N] = std::array::from_fn(|at| rows.iter().map(|row| row[at].abs()).sum());
    let part = |(value, size): (&f64, &f64)| if *size > 0.0 { value.abs() / size } else { 0.0 };
    let weights = rows.iter().map(|row| row.iter().zip(&sizes).map(part).sum::<f64>());
    let (sum, squares) = weights.fold((0.0, 0.0), |all, it| (all.0 + it, all.1 + it * it));
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// The ratio of the means of two columns of values that are not below 0, one a world, and its 95 %
/// interval, which does not fall below 0 either. `None` where the mean of `there` is not above 0.
///
/// ```
/// let found = lab::ratios::ratio(&[2.0, 4.0, 0.0], &[1.0, 2.0, 0.0]).expect("above 0");
/// assert!(found.mean == 2.0 && found.error == Some(0.0));
/// ```
#[must_use]
pub fn ratio(here: &[f64], there: &[f64]) -> Option<Estimate> {
    let found =
        of_means([here, there], |[here, there]| if there > 0.0 { here / there } else { f64::NAN })?;
    Some(Estimate { interval: found.clipped(&(0.0..=f64::INFINITY)), ..found })
}

/// The change of `here` relative to `there` [share]: the ratio of their means, less 1. Its range is that of
/// the changes in each world, where each world has one.
///
/// ```
/// let found = lab::ratios::relative(&[3.0, 0.0], &[4.0, 0.0]).expect("there is something");
/// assert!(found.mean == -0.25 && found.worlds == 2 && found.range.is_none());
/// ```
#[must_use]
pub fn relative(here: &[f64], there: &[f64]) -> Option<Estimate> {
    let found = of_means([here, there], |[here, there]| {
        if there == 0.0 { f64::NAN } else { (here - there) / there.abs() }
    })?;
    let of_world = |(here, there): (&f64, &f64)| (here - there) / there.abs();
    let each = estimate(here.iter().zip(there).map(of_world));
    let range = each.filter(|each| each.worlds == found.worlds).and_then(|each| each.range);
    Some(Estimate { range, ..found })
}

/// A part of a whole, in proportion to a whole that is better known: the ratio of the means of `parts` and of
/// `wholes` times `known`. `None` where `wholes` have no mean above 0.
///
/// The error is that of the ratio and that of `known`, taken for independent: a world whose whole is large has
/// a large part, and says nothing by that. Each end of the interval is as far off as the ends of the two
/// together (Zou and Donner 2008). The range is `None`: parts of small worlds are not those of large ones.
///
/// ```
/// use lab::{estimate::estimate, ratios::in_proportion};
///
/// let known = estimate([96.0, 100.0, 104.0]).expect("there are values");
/// let found = in_proportion(&[10.0, 12.0], &[40.0, 48.0], &known).expect("there are wholes");
/// assert_eq!(found.mean, 25.0);
/// ```
#[must_use]
pub fn in_proportion(parts: &[f64], wholes: &[f64], known: &Estimate) -> Option<Estimate> {
    let share = of_means(
        [parts, wholes],
        |[part, whole]| {
            if whole > 0.0 { part / whole } else { f64::NAN }
        },
    )?;
    let ends = |of: &Estimate| of.interval.map(|(low, high)| [of.mean - low, high - of.mean]);
    let both = |of_share: f64, of_known: f64| {
        libm::hypot(known.mean * of_share, share.mean.abs() * of_known)
    };
    let mean = share.mean * known.mean;
    let of_known = (ends(known).unwrap_or_default(), known.error.unwrap_or(0.0));
    // Of a share below 0, the whole moves the other end.
    let [low, high] = if share.mean < 0.0 { [1, 0] } else { [0, 1] };
    let interval = ends(&share).zip(share.error).map(|(of_share, error)| {
        let errors = [known.mean * error, share.mean.abs() * of_known.1];
        let sure = together(errors, [share.worlds, known.worlds]);
        let below = sure * both(of_share[0], of_known.0[low]);
        (mean - below, mean + sure * both(of_share[1], of_known.0[high]))
    });
    let error = share.error.map(|error| both(error, of_known.1));
    Some(Estimate { mean, error, interval, ..share })
}

/// By how much two errors together are better known than each alone: the quantile of Student's t with the
/// degrees of freedom of both (Welch 1947) as a share of that of the two.
fn together(errors: [f64; 2], worlds: [usize; 2]) -> f64 {
    let freedoms = worlds.map(|worlds| (worlds.max(2) - 1) as f64);
    let squares = errors.map(|error| error * error);
    let sum = squares[0] + squares[1];
    let part = |at: usize| squares[at] * squares[at] / freedoms[at];
    let wide = |at: usize| squares[at] * student(freedoms[at]) * student(freedoms[at]);
    if sum == 0.0 {
        return 1.0;
    }
    student(sum * sum / (part(0) + part(1))) / ((wide(0) + wide(1)) / sum).sqrt()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> Estimate {
        estimate(values.iter().copied()).expect("there are values")
    }

    fn is_close(one: Option<f64>, other: Option<f64>) -> bool {
        one.zip(other).is_some_and(|(one, other)| (one - other).abs() < 1e-9)
    }

    #[test]
    fn a_mean_over_what_is_the_same_in_each_world_is_the_plain_one() {
        let values = [10.0, 11.0, 12.0, 15.0, 11.0, 10.0, 17.0, 12.0, 13.0];
        let found = of_means([&values, &[2.0; 9]], |[value, two]| value / two).expect("nine");
        let plain = of(&values.map(|value| value / 2.0));
        assert_eq!((found.worlds, found.range), (9, None));
        assert!((found.mean - plain.mean).abs() < 1e-12 && is_close(found.error, plain.error));
    }

    #[test]
    fn worlds_with_nothing_add_nothing_to_what_is_known_of_a_ratio() {
        let (here, there) = ([3.0, 4.0, 9.0], [5.0, 5.0, 10.0]);
        let of_three = ratio(&here, &there).expect("above 0");
        let among = |values: [f64; 3]| [&values[..], &[0.0; 5]].concat();
        let of_eight = ratio(&among(here), &among(there)).expect("above 0");
        assert_eq!((of_three.worlds, of_eight.worlds), (3, 8));
        assert!((of_three.mean - of_eight.mean).abs() < 1e-12);
        let (three, eight) = (of_three.half().expect("three"), of_eight.half().expect("three"));
        assert!((eight / three - 1.0).abs() < 1e-9, "{three} {eight}");
    }

    #[test]
    fn a_change_is_the_ratio_of_means_over_all_worlds() {
        // 3 of 4, 1 of 2, and nothing of nothing: 4 of 6, and not the mean of 3/4 and 1/2.
        let found = relative(&[3.0, 1.0, 0.0], &[4.0, 2.0, 0.0]).expect("there is something");
        assert!((found.mean - (4.0 / 6.0 - 1.0)).abs() < 1e-12);
        assert_eq!((found.worlds, found.range), (3, None));
        // By hand: 1/2 without the first, 3/4 without the second; the third says nothing.
        assert!(is_close(found.error, Some(0.125)));
        let each = relative(&[3.0, 1.0], &[4.0, 2.0]).expect("there is something");
        assert_eq!(each.range, Some((-0.5, -0.25)));
        assert_eq!(relative(&[1.0, 2.0], &[0.0, 0.0]), None);
    }

    #[test]
    fn a_part_in_proportion_has_the_error_of_the_ratio() {
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
        let plain = of(&[2.0, 4.0, 6.0]);
        assert!((found.mean - 4.0).abs() < 1e-12 && is_close(found.error, plain.error));
        assert!(
            found.half() > plain.half(),
            "the parts are unlike, and fewer than three in effect"
        );
        // Of both: three to four makes five.
        let known = Estimate { error: Some(3.0), ..of(&[10.0; 3]) };
        let error = of(&parts).error.expect("there are three worlds");
        let found = in_proportion(&parts, &[10.0; 3], &known).expect("there are wholes");
        assert!(is_close(found.error, Some(libm::hypot(error, 0.2 * 3.0))));
        assert_eq!(in_proportion(&[0.0], &[0.0], &exact), None);
    }

    #[test]
    fn a_ratio_has_an_interval_that_never_falls_below_zero() {
        let found = ratio(&[9.0, 0.0, 30.0, 1.0], &[1.0; 4]).expect("above 0");
        assert!((found.mean - 10.0).abs() < 1e-9);
        let (low, high) = found.interval.expect("there are four worlds");
        assert!(low == 0.0 && high > 10.0);
        assert_eq!(ratio(&[0.0, 0.0], &[0.0, 0.0]), None);
        let sure = ratio(&[2.0, 4.0], &[1.0, 2.0]).expect("above 0");
        assert_eq!((sure.mean, sure.interval), (2.0, Some((2.0, 2.0))));
        // One world alone has anything to be compared with.
        let alone = ratio(&[2.0, 0.0], &[1.0, 0.0]).expect("above 0");
        assert_eq!((alone.mean, alone.interval), (2.0, None));
    }

    #[test]
    fn pairing_saves_what_the_two_sides_share() {
        let here = [11.0, 21.0, 30.0, 41.0];
        let there = [10.0, 20.0, 30.0, 40.0];
        assert!(pairing(&here, &there).expect("they vary") > 100.0);
        assert_eq!(pairing(&here, &here), None);
    }
}
