//! Several processes that live one world together, each some of its neighbourhoods.
//!
//! They meet once a day, to hand over letters, and once a month, to add up what was counted. What is
//! added is integers, so that the same bytes come out however many they are.

/// The processes that live a world together, as one of them sees them.
///
/// All of them ask for the same things in the same order.
pub trait Ranks: Send {
    /// Which of them this one is, from 0.
    fn rank(&self) -> u32;

    /// How many they are.
    fn count(&self) -> u32;

    /// Adds up each value over all of them, and around the ends of its 64 bits.
    fn sum(&mut self, values: &mut [i64]);

    /// Hands words to each of them, by rank, and gives what each has handed to this one.
    fn swap(&mut self, words: Vec<Vec<u32>>) -> Vec<Vec<u32>>;
}

/// All who live a world together, or nobody else.
pub type RankLink<'a> = Option<&'a mut dyn Ranks>;

/// Adds up numbers over all who live a world together.
pub(crate) fn sum<'n>(ranks: &mut RankLink<'_>, numbers: impl Iterator<Item = &'n mut i64>) {
    let Some(ranks) = ranks else { return };
    let numbers: Vec<&mut i64> = numbers.collect();
    let mut values: Vec<i64> = numbers.iter().map(|number| **number).collect();
    ranks.sum(&mut values);
    for (number, value) in numbers.into_iter().zip(values) {
        *number = value;
    }
}
