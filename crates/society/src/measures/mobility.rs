//! Lock-in: mobility between bands from year to year, and survival of restrictions.

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

/// The survival function of restrictions: the share that lasts longer than each number of months.
///
/// The product-limit estimate of Kaplan and Meier (1958) from `ended` and still `open` restrictions
/// by their length [months]; open ones count as censored.
///
/// ```
/// use society::measures::survival;
///
/// // Two of five ended in the first month; of the three left, one later left the view.
/// assert_eq!(survival(&[2, 1, 0], &[0, 1, 1])[..2], [0.6, 0.6 * (1.0 - 1.0 / 3.0)]);
/// ```
#[must_use]
pub fn survival(ended: &[i64], open: &[i64]) -> Vec<f64> {
    debug_assert_eq!(ended.len(), open.len(), "both by month");
    let mut at_risk: i64 = ended.iter().chain(open).sum();
    let mut share = 1.0;
    let month = |(&ended, &open): (&i64, &i64)| {
        if at_risk > 0 {
            share *= 1.0 - ended as f64 / at_risk as f64;
        }
        at_risk -= ended + open;
        share
    };
    ended.iter().zip(open).map(month).collect()
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

    #[test]
    fn survival_counts_open_restrictions_as_long_as_they_are_seen() {
        assert_eq!(
            survival(&[2, 1, 0], &[0, 1, 1]),
            [0.6, 0.6 * (1.0 - 1.0 / 3.0), 0.6 * (1.0 - 1.0 / 3.0)]
        );
    }
}
