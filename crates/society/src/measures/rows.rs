//! Sums by place and cell over neighbourhoods, taken by several threads side by side.

use rayon::prelude::*;

/// The fewest neighbourhoods that a thread takes by itself: each has rows of its own to fill.
const AT_LEAST: usize = 64;

/// So many rows, to which `measure` adds each of the neighbourhoods and `and` those of another thread.
///
/// What is added must be integers, so that it does not matter who adds what.
pub(crate) fn add_up<R: Copy + Default + Send + Sync>(
    rows: usize,
    neighborhoods: Vec<u32>,
    measure: impl Fn(u32, &mut [R]) + Sync,
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
    neighborhoods.into_par_iter().with_min_len(AT_LEAST).fold(none, add).reduce(none, both)
}
