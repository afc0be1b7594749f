//! Several processes that simulate one world together, each some of its neighborhoods.
//!
//! They exchange messages once a day and reduce counts once a month. All sums are of integers, so
//! that the results are the same bytes for any number of processes.

/// The link of one process to the others: a communicator in the sense of MPI.
///
/// All processes make the same calls in the same order. The one process of a world of its own:
///
/// ```
/// use society::processes::Processes;
///
/// struct Alone;
///
/// impl Processes for Alone {
///     fn number(&self) -> u32 { 0 }
///     fn count(&self) -> u32 { 1 }
///     fn sum(&mut self, _: &mut [i64]) {}
///     fn swap(&mut self, words: Vec<Vec<u32>>) -> Vec<Vec<u32>> { words }
/// }
///
/// assert_eq!(Alone.swap(vec![vec![7, 8]]), [[7, 8]]);
/// ```
pub trait Processes: Send {
    /// The number of this process, `0..count`: its rank in MPI.
    fn number(&self) -> u32;

    /// Number of processes, 1 or more [processes].
    fn count(&self) -> u32;

    /// Replaces each value by its sum over all processes, modulo 2⁶⁴: an all-reduce.
    fn sum(&mut self, values: &mut [i64]);

    /// Sends `words[p]` to each process `p`, and returns the words received, by sender: an all-to-all.
    fn swap(&mut self, words: Vec<Vec<u32>>) -> Vec<Vec<u32>>;
}

/// The link of a world that several processes run, or none for a world of one.
pub(crate) type ProcessLink<'a> = Option<&'a mut dyn Processes>;

/// Replaces each number by its sum over all processes.
pub(crate) fn sum<'n>(processes: &mut ProcessLink<'_>, numbers: impl Iterator<Item = &'n mut i64>) {
    let Some(processes) = processes else { return };
    // Copied out and back: the numbers lie all over the world, and one call must carry them all.
    let numbers: Vec<&mut i64> = numbers.collect();
    let mut values: Vec<i64> = numbers.iter().map(|number| **number).collect();
    processes.sum(&mut values);
    for (number, value) in numbers.into_iter().zip(values) {
        *number = value;
    }
}
