//! Two twins compared citizen by citizen.

/// What is compared of a citizen in two twins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum PairedOutcome {
    /// Harm done [harm].
    Harm,
    /// Days under penalties [days].
    RestrictedDays,
    /// Of these, days that true deeds would not bring [days].
    WrongfulDays,
    /// Hardship at the end [1/255].
    Hardship,
    /// Health at the end [1/255].
    Health,
}

impl PairedOutcome {
    /// How many things are compared.
    pub const COUNT: usize = 5;

    /// Everything compared, in the order of its number.
    pub const ALL: [PairedOutcome; PairedOutcome::COUNT] = [
        PairedOutcome::Harm,
        PairedOutcome::RestrictedDays,
        PairedOutcome::WrongfulDays,
        PairedOutcome::Hardship,
        PairedOutcome::Health,
    ];
}

/// Differences of the citizens of one place and cell from themselves in the baseline, summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairedDifference {
    /// Adults compared [citizens].
    pub adults: i64,
    /// By [`PairedOutcome`]: differences, and their squares.
    pub sums: [[i64; 2]; PairedOutcome::COUNT],
    /// By [`PairedOutcome`]: adults with more than in the baseline, and with less.
    pub changed: [[i64; 2]; PairedOutcome::COUNT],
}

impl PairedDifference {
    /// Compares one more adult.
    pub fn compare(
        &mut self,
        here: [i64; PairedOutcome::COUNT],
        there: [i64; PairedOutcome::COUNT],
    ) {
        self.adults += 1;
        for (at, (here, there)) in here.into_iter().zip(there).enumerate() {
            let difference = here - there;
            self.sums[at][0] += difference;
            self.sums[at][1] += difference * difference;
            self.changed[at][0] += i64::from(difference > 0);
            self.changed[at][1] += i64::from(difference < 0);
        }
    }

    /// Every number of it, to be changed.
    pub(crate) fn numbers(&mut self) -> impl Iterator<Item = &mut i64> {
        let sums = self.sums.iter_mut().chain(&mut self.changed).flatten();
        std::iter::once(&mut self.adults).chain(sums)
    }

    /// These and `other` together.
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
