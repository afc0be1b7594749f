//! Choice among values by one word.

use crate::units::Draw;

/// Probability that is as good as none.
pub(super) const NONE: f64 = 1e-12;

/// Values with the bounds of their cumulated probabilities [1/2³²].
#[derive(Clone, Debug, Default)]
pub(super) struct Weighted<T> {
    values: Vec<T>,
    bounds: Vec<u32>,
}

impl<T: Copy> Weighted<T> {
    /// The values with a probability, in their order.
    pub(super) fn new(values: impl Iterator<Item = (T, f64)>) -> Weighted<T> {
        let (values, shares): (Vec<T>, Vec<f64>) =
            values.filter(|(_, share)| *share > NONE).unzip();
        let (total, mut upto) = (shares.iter().sum::<f64>(), 0.0);
        let bound = |share| {
            upto += share;
            (upto / total * 4_294_967_296.0) as u32
        };
        Weighted { values, bounds: shares.into_iter().map(bound).collect() }
    }

    /// The first value with a bound above the word, or else the last; `None` where there are none.
    pub(super) fn pick(&self, word: Draw) -> Option<T> {
        let at = self.bounds.partition_point(|&bound| bound <= word.0);
        self.values.get(at).or(self.values.last()).copied()
    }
}
