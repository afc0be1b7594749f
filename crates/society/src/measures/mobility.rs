//! Lock-in: mobility between bands from year to year, and survival of restrictions.

use serde::{Deserialize, Serialize};

use crate::calendar::whole_months;

/// Indices of mobility of a Markov chain between bands, with transition matrix *P* of *m* bands.
///
/// The first three are 0 where everyone stays and grow with mobility. Sources: Shorrocks 1978;
/// Bartholomew 1967; the second eigenvalue as in Sommers and Conlisk 1979.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mobility {
    /// Shorrocks: (*m* − trace *P*) / (*m* − 1), 0 to 1 for a chain with a dominant diagonal.
    pub shorrocks: f64,
    /// Bartholomew: mean bands crossed in a year, over the long-run shares of the bands [bands].
    pub bartholomew: f64,
    /// 1 − |λ₂|: the yearly rate at which the chain forgets its start, 0 to 1.
    pub forgetting: f64,
    /// ln ½ / ln |λ₂|: the time in which half of the start is forgotten [years].
    pub half_life: f64,
}

/// A square matrix, by row.
type Matrix = Vec<Vec<f64>>;

/// The mobility of a matrix of moves, by band a year ago and band now [citizens]; `None` where
/// fewer than two bands were ever occupied.
///
/// ```
/// use society::measures::mobility;
///
/// let mut moves = [[0; 8]; 8];
/// (moves[0][0], moves[0][1], moves[1][0], moves[1][1]) = (90, 10, 20, 80);
/// let found = mobility(&moves).expect("two bands are in use");
/// // P has eigenvalues 1 and 0.7.
/// assert!((found.shorrocks - 0.3).abs() < 1e-12 && (found.forgetting - 0.3).abs() < 1e-9);
/// ```
#[must_use]
pub fn mobility(moves: &[[i64; 8]; 8]) -> Option<Mobility> {
    let used: Vec<usize> = (0..8).filter(|&band| moves[band].iter().sum::<i64>() > 0).collect();
    if used.len() < 2 {
        return None;
    }
    let row = |&from: &usize| {
        let total: i64 = used.iter().map(|&to| moves[from][to]).sum();
        used.iter().map(|&to| moves[from][to] as f64 / total.max(1) as f64).collect()
    };
    // Bands that were never occupied are left out: a row of zeros would lose citizens.
    let matrix: Matrix = used.iter().map(row).collect();
    // The trace tells who stays, the long run weighs the bands, the second eigenvalue tells how fast
    // the start is forgotten: together all four indices.
    let trace: f64 = (0..used.len()).map(|at| matrix[at][at]).sum();
    let (long_run, second) = long_run(&matrix);
    let crossed = |from: usize| -> f64 {
        (0..used.len()).map(|to| matrix[from][to] * used[from].abs_diff(used[to]) as f64).sum()
    };
    Some(Mobility {
        shorrocks: (used.len() as f64 - trace) / (used.len() as f64 - 1.0),
        bartholomew: (0..used.len()).map(|from| long_run[from] * crossed(from)).sum(),
        forgetting: 1.0 - second,
        half_life: libm::log(0.5) / libm::log(second),
    })
}

/// The square of a transition matrix.
fn squared(matrix: &Matrix) -> Matrix {
    let size = matrix.len();
    let cell = |row: usize, column: usize| {
        (0..size).map(|via| matrix[row][via] * matrix[via][column]).sum()
    };
    // Rows are made to sum to 1 again, or rounding would double with each squaring.
    let row = |row: usize| {
        let shares: Vec<f64> = (0..size).map(|column| cell(row, column)).collect();
        let sum: f64 = shares.iter().sum();
        shares.into_iter().map(|share| share / sum).collect()
    };
    (0..size).map(row).collect()
}

/// The long-run shares of the states of a chain, and the modulus of its second eigenvalue.
///
/// By repeated squaring: the 2⁴⁰th power stands for the limit, and the distance of the *k*th power
/// from it shrinks by |λ₂| with each further year.
fn long_run(matrix: &Matrix) -> (Vec<f64>, f64) {
    let powers: Vec<Matrix> =
        std::iter::successors(Some(matrix.clone()), |last| Some(squared(last))).take(41).collect();
    let limit = &powers[40];
    let gap = |power: usize| {
        let cells = powers[power].iter().flatten().zip(limit.iter().flatten());
        libm::sqrt(cells.map(|(here, there)| (here - there) * (here - there)).sum())
    };
    // At the highest power with a distance well above rounding, the second eigenvalue alone is
    // left of the distance.
    let power = (1..40).take_while(|&power| gap(power) > 1e-6).last();
    let second = match power {
        Some(power) => libm::pow(gap(power) / gap(power - 1), 1.0 / (1u64 << (power - 1)) as f64),
        None if gap(0) > 0.0 => (gap(1) / gap(0)).min(1.0),
        None => 0.0,
    };
    (limit[0].clone(), second)
}

/// A point of the survival function of restrictions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurvivalPoint {
    /// Restrictions that are seen to last so long.
    pub at_risk: i64,
    /// Share of restrictions that last so long or longer; not a number where none is seen to, and none
    /// of the last that were ended.
    pub share: f64,
}

/// The survival function of restrictions: the share that lasts 1, 2, … months or longer, up to the last
/// whole month of so many `days`.
///
/// The product-limit estimate of Kaplan and Meier (1958) from `ended` and still `open` restrictions
/// by their length [days]; open ones count as censored, and an end on the same day comes before them.
///
/// ```
/// use society::measures::survival;
///
/// // One of five ended within ten days, one left the view on day 20, one of the other three ended on day 25.
/// let (mut ended, mut open) = ([0; 80], [0; 80]);
/// (ended[9], open[20], ended[25], open[61]) = (1, 1, 1, 2);
/// let found = survival(&ended, &open, 62);
/// assert_eq!(found.len(), 2);
/// assert!((found[1].share - 0.8 * 2.0 / 3.0).abs() < 1e-12 && found[1].at_risk == 2);
/// ```
#[must_use]
pub fn survival(ended: &[i64], open: &[i64], days: u16) -> Vec<SurvivalPoint> {
    debug_assert_eq!(ended.len(), open.len(), "both by day");
    let mut at_risk: i64 = ended.iter().chain(open).sum();
    let mut share = if at_risk > 0 { 1.0 } else { f64::NAN };
    let mut points = Vec::new();
    // The last element is of no one length.
    let lengths = ended.len().saturating_sub(1).min(usize::from(days));
    for length in 0..lengths {
        if at_risk > 0 {
            share *= 1.0 - ended[length] as f64 / at_risk as f64;
        }
        at_risk -= ended[length] + open[length];
        let is_seen = at_risk > 0 || share == 0.0;
        let whole = |days: usize| whole_months(days as u16);
        if whole(length + 1) > whole(length) {
            let share = if is_seen { share } else { f64::NAN };
            points.push(SurvivalPoint { at_risk, share });
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_two_states_has_the_closed_form_in_every_measure() {
        let mut moves = [[0; 8]; 8];
        (moves[0][0], moves[0][1], moves[1][0], moves[1][1]) = (90, 10, 20, 80);
        let found = mobility(&moves).unwrap();
        // P has eigenvalues 1 and 0.9 + 0.8 − 1 = 0.7; its long run is 2/3 and 1/3.
        assert!((found.shorrocks - 0.3).abs() < 1e-12);
        assert!((found.forgetting - 0.3).abs() < 1e-9);
        assert!((found.bartholomew - (2.0 / 3.0 * 0.1 + 1.0 / 3.0 * 0.2)).abs() < 1e-9);
    }

    #[test]
    fn where_everyone_stays_nothing_is_forgotten() {
        let mut moves = [[0; 8]; 8];
        (moves[0][0], moves[3][3]) = (5, 9);
        let found = mobility(&moves).unwrap();
        assert_eq!((found.shorrocks, found.bartholomew), (0.0, 0.0));
    }

    /// Lengths of restrictions, and whether each was seen to end, as columns by day.
    fn columns(spells: &[(usize, bool)]) -> [Vec<i64>; 2] {
        let mut columns = [vec![0; 200], vec![0; 200]];
        spells.iter().for_each(|&(length, ended)| columns[usize::from(!ended)][length] += 1);
        columns
    }

    /// The product limit spell by spell, without columns: the share that last `days` or longer.
    fn product_limit(spells: &[(usize, bool)], days: usize) -> f64 {
        let mut ends: Vec<usize> =
            spells.iter().filter(|it| it.1 && it.0 < days).map(|it| it.0).collect();
        ends.sort_unstable();
        ends.dedup();
        let of = |length: usize| {
            let at_risk = spells.iter().filter(|it| it.0 >= length).count() as f64;
            let ended = spells.iter().filter(|it| **it == (length, true)).count() as f64;
            1.0 - ended / at_risk
        };
        ends.into_iter().map(of).product()
    }

    #[test]
    fn survival_is_the_product_limit_of_lengths_in_days() {
        let spells: Vec<(usize, bool)> =
            (0..97).map(|spell| (spell * 37 % 150, spell % 3 > 0)).collect();
        let [ended, open] = columns(&spells);
        let found = survival(&ended, &open, 152);
        assert_eq!(found.len(), 4);
        for (point, days) in found.iter().zip([31, 61, 92, 122]) {
            assert!((point.share - product_limit(&spells, days)).abs() < 1e-12, "{days} days");
            let at_risk = spells.iter().filter(|it| it.0 >= days).count();
            assert_eq!(point.at_risk, at_risk as i64, "{days} days");
        }
    }

    #[test]
    fn survival_is_unknown_where_nothing_is_seen_and_nothing_where_all_have_ended() {
        let shares = |spells: &[(usize, bool)]| {
            let [ended, open] = columns(spells);
            survival(&ended, &open, 92).iter().map(|point| point.share).collect::<Vec<_>>()
        };
        assert!(shares(&[]).iter().all(|share| share.is_nan()));
        let left = shares(&[(5, true), (40, false)]);
        assert!(left[0] == 0.5 && left[1].is_nan(), "{left:?}");
        assert_eq!(shares(&[(5, true), (40, true)]), [0.5, 0.0, 0.0]);
    }
}
