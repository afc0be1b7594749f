//! Lock-in: how bands move from year to year, and how long restrictions last.

/// How much a matrix of moves between bands moves anyone.
///
/// All three are 0 where everyone stays and grow with mobility. Sources: Shorrocks 1978;
/// Bartholomew 1967; the second eigenvalue as in Sommers and Conlisk 1979.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mobility {
    /// (m − trace P) / (m − 1).
    pub shorrocks: f64,
    /// Mean of bands crossed in a year, over the long-run shares of the bands.
    pub bartholomew: f64,
    /// 1 − |λ₂|: the share of what is not yet forgotten that a year forgets.
    pub forgetting: f64,
    /// Years in which half of where one stood is forgotten [years].
    pub half_life: f64,
}

type Matrix = Vec<Vec<f64>>;

/// The mobility of these moves, by band a year ago and band now; `None` where fewer than two
/// bands were ever left or reached.
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
    let matrix: Matrix = used.iter().map(row).collect();
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

/// The long-run shares of the states of a chain, and the size of its second eigenvalue.
fn long_run(matrix: &Matrix) -> (Vec<f64>, f64) {
    let squared = |matrix: &Matrix| -> Matrix {
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
    };
    let powers: Vec<Matrix> =
        std::iter::successors(Some(matrix.clone()), |last| Some(squared(last))).take(41).collect();
    let limit = &powers[40];
    let gap = |power: usize| {
        let cells = powers[power].iter().flatten().zip(limit.iter().flatten());
        libm::sqrt(cells.map(|(here, there)| (here - there) * (here - there)).sum())
    };
    // The highest power whose distance from the limit still stands well above rounding: there
    // the second eigenvalue alone is left of it.
    let power = (1..40).take_while(|&power| gap(power) > 1e-6).last();
    let second = match power {
        Some(power) => libm::pow(gap(power) / gap(power - 1), 1.0 / (1u64 << (power - 1)) as f64),
        None if gap(0) > 0.0 => (gap(1) / gap(0)).min(1.0),
        None => 0.0,
    };
    (limit[0].clone(), second)
}

/// The share of restrictions that last longer than each number of months, from `ended` and
/// still `open` ones by their length in months (Kaplan and Meier 1958).
#[must_use]
pub fn survival(ended: &[i64], open: &[i64]) -> Vec<f64> {
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
