//! Ranks: several processes that simulate one world together, each some of its neighborhoods.
//!
//! They exchange messages once a day and reduce counts once a month. All sums are of integers, so
//! that the results are the same bytes for any number of ranks.

/// The communicator of one rank, in the sense of MPI.
///
/// All ranks make the same calls in the same order. The one rank of a world of its own:
///
/// ```
/// use society::ranks::Ranks;
///
/// struct Alone;
///
/// impl Ranks for Alone {
///     fn rank(&self) -> u32 { 0 }
///     fn count(&self) -> u32 { 1 }
///     fn sum(&mut self, _: &mut [i64]) {}
///     fn swap(&mut self, words: Vec<Vec<u32>>) -> Vec<Vec<u32>> { words }
/// }
///
/// assert_eq!(Alone.swap(vec![vec![7, 8]]), [[7, 8]]);
/// ```
pub trait Ranks: Send {
    /// The rank of this process, `0..count`.
    fn rank(&self) -> u32;

    /// Ranks [processes].
    fn count(&self) -> u32;

    /// Replaces each value by its sum over all ranks, modulo 2⁶⁴: an all-reduce.
    fn sum(&mut self, values: &mut [i64]);

    /// Sends `words[r]` to each rank `r`, and returns the words received, by sender: an all-to-all.
    fn swap(&mut self, words: Vec<Vec<u32>>) -> Vec<Vec<u32>>;
}

/// The communicator of a world on several ranks, or none for a world on one.
pub(crate) type RankLink<'a> = Option<&'a mut dyn Ranks>;

/// Replaces each number by its sum over all ranks.
pub(crate) fn sum<'n>(ranks: &mut RankLink<'_>, numbers: impl Iterator<Item = &'n mut i64>) {
    let Some(ranks) = ranks else { return };
    // Copied out and back: the numbers lie all over the world, and one call must carry them all.
    let numbers: Vec<&mut i64> = numbers.collect();
    let mut values: Vec<i64> = numbers.iter().map(|number| **number).collect();
    ranks.sum(&mut values);
    for (number, value) in numbers.into_iter().zip(values) {
        *number = value;
    }
}
