//! Stability of ranks: whether those who stood high a year ago stand high today.
//!
//! ```text
//! distance from the start [points]   0 … 1   1   1.25  1.5  1.75   2   2.5   3   3.5   4 …
//! class above (below: as many less)     44   45    46   47    48  49    50  51    52  53 …
//! ```
//!
//! Ranks would take a sort of all citizens of a nation. Classes of scores take a count each: fine where
//! most scores are, near the start, and four to each doubling of the distance beyond.

use crate::units::{Points, Score};

/// Classes on each side of the start: four to each doubling, from one point up to 2,048.
const SIDE: usize = 44;

/// Classes of scores.
pub const CLASSES: usize = 2 * SIDE + 1;

/// The class of a score, 0 to [`CLASSES`] − 1, by its distance from the start of the scale.
///
/// ```
/// use society::measures::rank::class;
/// use society::units::Score;
///
/// let of = |points: i32| class(Score((600 * 32 + points) as u16), Score(600 * 32));
/// // Less than a point away from the start; a point more; a point less.
/// assert_eq!([of(0), of(31), of(-31), of(32), of(-32)], [44, 44, 44, 45, 43]);
/// ```
#[must_use]
pub fn class(score: Score, start: Score) -> usize {
    let distance = score.0.abs_diff(start.0);
    let Some(octave) = (u32::from(distance) / Points::GRAINS.unsigned_abs()).checked_ilog2() else {
        return SIDE;
    };
    // The two bits after the first cut each doubling into four.
    let first = octave + Points::GRAINS.ilog2();
    let quarter = usize::from(distance >> (first - 2) & 3);
    let steps = (4 * octave as usize + quarter + 1).min(SIDE);
    if score > start { SIDE + steps } else { SIDE - steps }
}

/// Kendall's tau-b of two orders of the same people, from their numbers by class in one order, then in
/// the other; 1 for the same order, −1 for the reverse. Not a number where either order is one class.
///
/// Kendall (1945, "The treatment of ties in ranking problems"). Pairs of one class are ties.
///
/// ```
/// use society::measures::rank::{CLASSES, tau_b};
///
/// let mut joint = vec![0; CLASSES * CLASSES];
/// (joint[3 * CLASSES + 3], joint[7 * CLASSES + 9]) = (5, 2);
/// assert_eq!(tau_b(&joint), 1.0);
/// ```
#[must_use]
pub fn tau_b(joint: &[i64]) -> f64 {
    let pairs = |count: i128| count * (count - 1) / 2;
    let row = |at: usize| joint[at * CLASSES..(at + 1) * CLASSES].iter();
    let total: i128 = joint.iter().map(|&count| i128::from(count)).sum();
    let mut tied = [0; 2];
    // People in lower rows, by column: concordant are those in lower columns, discordant in higher ones.
    let (mut lower, mut agree) = (vec![0; CLASSES], 0);
    for at in 0..joint.len() / CLASSES {
        let (mut left, all) = (0, lower.iter().sum::<i128>());
        for (&count, &here) in row(at).zip(&lower) {
            agree += i128::from(count) * (left - (all - left - here));
            left += here;
        }
        tied[0] += pairs(row(at).map(|&count| i128::from(count)).sum());
        lower.iter_mut().zip(row(at)).for_each(|(sum, &count)| *sum += i128::from(count));
    }
    tied[1] = lower.iter().map(|&count| pairs(count)).sum();
    let [then, now] = tied.map(|tied| (pairs(total) - tied) as f64);
    agree as f64 / libm::sqrt(then * now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joint(people: &[(usize, usize)]) -> Vec<i64> {
        let mut joint = vec![0; CLASSES * CLASSES];
        people.iter().for_each(|&(then, now)| joint[then * CLASSES + now] += 1);
        joint
    }

    /// The definition: over all pairs of people.
    fn by_pairs(people: &[(usize, usize)]) -> f64 {
        let (mut agree, mut untied) = (0, [0; 2]);
        for (at, one) in people.iter().enumerate() {
            for other in &people[at + 1..] {
                let signs = [one.0.cmp(&other.0) as i32, one.1.cmp(&other.1) as i32];
                agree += signs[0] * signs[1];
                untied[0] += signs[0].abs();
                untied[1] += signs[1].abs();
            }
        }
        f64::from(agree) / (f64::from(untied[0]) * f64::from(untied[1])).sqrt()
    }

    #[test]
    fn tau_from_the_joint_counts_is_tau_over_all_pairs() {
        // A fixed scatter: the multiples of two numbers without a common divisor.
        let scatter = |spread: usize| -> Vec<(usize, usize)> {
            (0..300).map(|at| (at * 37 % 89, (at * 37 % 89 + at * 53 % spread).min(88))).collect()
        };
        for spread in [1, 7, 40, 89] {
            let people = scatter(spread);
            assert!((tau_b(&joint(&people)) - by_pairs(&people)).abs() < 1e-12, "{spread}");
        }
        let reverse: Vec<(usize, usize)> = (0..CLASSES).map(|at| (at, 88 - at)).collect();
        assert_eq!(tau_b(&joint(&reverse)), -1.0);
        assert!(tau_b(&joint(&[(4, 4), (4, 5)])).is_nan());
    }

    #[test]
    fn classes_keep_the_order_of_scores() {
        let of = |score: u16| class(Score(score), Score(20_000));
        let classes: Vec<usize> = (0..=u16::MAX).map(of).collect();
        assert!(classes.is_sorted() && classes.iter().all(|&class| class < CLASSES));
    }
}
