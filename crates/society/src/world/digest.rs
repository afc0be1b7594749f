//! One number for all that a world holds, so that two worlds can be told equal at a glance.

use super::World;
use super::state::State;
use crate::ranks::{RankLink, sum};

/// The 64-bit hash of Fowler, Noll and Vo, variant 1a, over eight bytes at a time.
struct Digest(u64);

impl Digest {
    const NEW: Digest = Digest(0xcbf2_9ce4_8422_2325);

    fn word(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    }

    fn column<T: Copy + Into<u64>>(&mut self, column: &[T]) {
        self.word(column.len() as u64);
        for &value in column {
            self.word(value.into());
        }
    }
}

impl World {
    /// A digest of the state of every citizen and of everything counted so far.
    ///
    /// Equal worlds have equal digests, whatever the threads and batches they were lived in.
    pub fn digest(&mut self) -> u64 {
        self.digest_among(&mut None)
    }

    /// The same of a world that several live together.
    pub(crate) fn digest_among(&mut self, ranks: &mut RankLink<'_>) -> u64 {
        let of = |number: u32| {
            let mut digest = Digest::NEW;
            digest.word(number.into());
            self.state(number).digest(&mut digest);
            digest.0
        };
        // A sum, so that no order matters.
        let mut people = self.here().map(of).fold(0, u64::wrapping_add).cast_signed();
        sum(ranks, std::iter::once(&mut people));
        let mut tallies = self.tallies().clone();
        sum(ranks, tallies.numbers());
        let mut digest = Digest::NEW;
        digest.word(people.cast_unsigned());
        for count in tallies.rows().flatten() {
            digest.word(count as u64);
        }
        digest.0
    }
}

impl State {
    fn digest(&self, to: &mut Digest) {
        for column in [&self.score, &self.shadow, &self.harm] {
            to.column(column);
        }
        let bytes = [&self.lists, &self.marks, &self.certainty, &self.hardship, &self.health];
        for column in bytes {
            to.column(column);
        }
        for (who, file) in self.histories.all() {
            let days = [who, file.since, file.days, file.wrong_since, file.wrong_days];
            to.column(&days);
            to.column(&[file.spells, file.ever, file.error, file.deed]);
            to.column(&[file.hardship, self.histories.resignation(who)]);
        }
        for &(one, other) in &self.cuts {
            to.column(&[one, other]);
        }
        for grains in self.waiting.iter().flatten() {
            to.word(*grains as u64);
        }
        to.column(&self.waiting_deed);
        to.column(&self.unearned);
        for note_error_loss in self.error_losses.iter().flat_map(|error| error.rows()) {
            to.column(&[note_error_loss.who, note_error_loss.grains]);
        }
        for debt in self.debts.rows() {
            to.column(&[debt.who, debt.since, debt.on_file.into(), debt.owed.into()]);
        }
        for &(who, points) in &self.carried {
            to.word(u64::from(who) << 32 | u64::from(points.grains() as u32));
        }
        for (&willing, gains) in self.willing.iter().zip(&self.gains) {
            to.column(&[u16::from(willing), gains[0] as u16, gains[1] as u16]);
        }
        to.word(self.queue as u64);
        to.word(self.late.iter().map(Vec::len).sum::<usize>() as u64);
        to.word(self.timers.len() as u64);
    }
}
