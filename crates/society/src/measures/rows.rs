//! Parallel sums by place and cell over neighborhoods.

use crate::units::Neighborhood;
use rayon::prelude::*;

/// The fewest neighborhoods of one task: each task allocates and sums rows of its own, some
/// hundred kilobytes, which fewer neighborhoods would not repay.
const NEIGHBORHOODS_PER_TASK: usize = 64;

/// The sums of so many rows over `neighborhoods`: `measure` adds one neighborhood to the rows, and
/// `and` adds up rows of two tasks.
///
/// Both must be exact and commutative, as on integers: the split into tasks follows the load of the
/// machine.
pub(crate) fn add_up<R: Copy + Default + Send + Sync>(
    rows: usize,
    neighborhoods: Vec<Neighborhood>,
    measure: impl Fn(Neighborhood, &mut [R]) + Sync,
    and: impl Fn(R, &R) -> R + Sync,
) -> Vec<R> {
    let none = || vec![R::default(); rows];
    let add = |mut sums: Vec<R>, number| {
        measure(number, &mut sums);
        sums
    };
    let both = |sums: Vec<R>, others: Vec<R>| {
        sums.into_iter().zip(&others).map(|(sum, other)| and(sum, other)).collect()
    };
    // Integers, so that the tree of the reduction, which differs from run to run, does not show.
    neighborhoods
        .into_par_iter()
        .with_min_len(NEIGHBORHOODS_PER_TASK)
        .fold(none, add)
        .reduce(none, both)
}
