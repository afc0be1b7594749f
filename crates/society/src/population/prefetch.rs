//! Prefetching by reading, without unsafe code.

/// Reads one value of each cache line of a column, in order, before scattered reads of it.
///
/// Hardware prefetchers follow a stream of lines and cannot follow scattered indices: a column that
/// has just been streamed into the second-level cache answers each of those in a dozen cycles, where
/// memory takes a few hundred. Worthwhile only where the day will read most lines.
#[inline]
pub(crate) fn prefetch<T: Copy>(column: &[T]) {
    const LINE: usize = 64;
    for value in column.iter().step_by((LINE / size_of::<T>()).max(1)) {
        // The compiler drops a read without a use; the box is one that costs nothing.
        std::hint::black_box(*value);
    }
}
