//! Paired differences: two twins compared citizen by citizen.
//!
//! With common random numbers the difference within a citizen has a far smaller variance than the
//! difference of two means; sums and sums of squares give both its mean and its error.

/// An outcome of a citizen that is compared between two twins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum PairedOutcome {
    /// Harm done [harm].
    Harm,
    /// Days under penalties [days].
    RestrictedDays,
    /// Of these, days not warranted by true deeds [days].
    WrongfulDays,
    /// Hardship at the end [1/255].
    Hardship,
    /// Health at the end [1/255].
    Health,
    /// Whether restricted at some time, 0 or 1.
    EverRestricted,
}

impl PairedOutcome {
    /// Outcomes.
    pub const COUNT: usize = 6;

    /// Every outcome, in the order of its number.
    pub const ALL: [PairedOutcome; PairedOutcome::COUNT] = [
        PairedOutcome::Harm,
        PairedOutcome::RestrictedDays,
        PairedOutcome::WrongfulDays,
        PairedOutcome::Hardship,
        PairedOutcome::Health,
        PairedOutcome::EverRestricted,
    ];
}

/// Sums over the citizens of one place and cell of their differences from the baseline.
///
/// ```
/// use society::measures::{PairedDifference, PairedOutcome};
///
/// let mut paired = PairedDifference::default();
/// paired.compare([12, 0, 0, 90, 200, 0], [10, 0, 0, 90, 210, 0]);
/// paired.compare([10, 0, 0, 90, 200, 0], [13, 0, 0, 90, 200, 0]);
/// assert_eq!(paired.adults, 2);
/// assert_eq!(paired.sums[PairedOutcome::Harm as usize], [2 - 3, 4 + 9]);
/// assert_eq!(paired.changed[PairedOutcome::Health as usize], [0, 1]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairedDifference {
    /// Adults compared [citizens].
    pub adults: i64,
    /// By [`PairedOutcome`]: sums of differences, and of their squares, in units of the outcome.
    pub sums: [[i64; 2]; PairedOutcome::COUNT],
    /// By [`PairedOutcome`]: adults with more than in the baseline, and with less [citizens].
    pub changed: [[i64; 2]; PairedOutcome::COUNT],
}

impl PairedDifference {
    /// Adds one adult, with the outcomes `here` and `there` in the baseline, by [`PairedOutcome`].
    pub fn compare(
        &mut self,
        here: [i64; PairedOutcome::COUNT],
        there: [i64; PairedOutcome::COUNT],
    ) {
        self.adults += 1;
        // Squares of differences in integers: a float sum would depend on the order of citizens.
        for (at, (here, there)) in here.into_iter().zip(there).enumerate() {
            let difference = here - there;
            self.sums[at][0] += difference;
            self.sums[at][1] += difference * difference;
            self.changed[at][0] += i64::from(difference > 0);
            self.changed[at][1] += i64::from(difference < 0);
        }
    }

    /// Mutable references to all sums, in a fixed order: the layout of a reduction over processes.
    pub(crate) fn numbers(&mut self) -> impl Iterator<Item = &mut i64> {
        let sums = self.sums.iter_mut().chain(&mut self.changed).flatten();
        std::iter::once(&mut self.adults).chain(sums)
    }

    /// The sums of both.
    #[must_use]
    pub fn and(mut self, other: &PairedDifference) -> PairedDifference {
        self.adults += other.adults;
        for at in 0..PairedOutcome::COUNT {
            for side in 0..2 {
                self.sums[at][side] += other.sums[at][side];
                self.changed[at][side] += other.changed[at][side];
            }
        }
        self
    }
}
