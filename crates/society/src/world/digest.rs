//! A digest of a world: one number by which two worlds can be compared at a glance.
//!
//! Neighborhoods and messages are digested one by one and added up, so that the order in which threads,
//! batches and processes hold them cannot matter. Within a neighborhood the order is that of the
//! columns, which is the same everywhere.

use super::charge::LateEntry;
use super::simulation::World;
use super::state::{State, Timer};
use crate::processes::{ProcessLink, sum};
use crate::units::Neighborhood;

/// A digest of a world, 64 bits.
///
/// After the scheme of Fowler, Noll and Vo (FNV-1a), over words of eight bytes instead of bytes, and
/// with a rotation after each: it tells worlds apart and is no defense against forgery.
///
/// ```
/// use society::{scenario::Scenario, twins::Twins, units::Seed, world::Digest};
///
/// let first: Vec<Digest> = Twins::new(&Scenario::example(), Seed(1)).digests();
/// assert_eq!(first, Twins::new(&Scenario::example(), Seed(1)).digests());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub u64);

impl Digest {
    /// Nothing digested yet: the offset basis of FNV-1a for 64 bits.
    const NEW: Digest = Digest(0xcbf2_9ce4_8422_2325);

    /// Takes in a word, by the prime of FNV-1a for 64 bits.
    fn word(&mut self, word: u64) {
        // A product moves differences up alone; the rotation brings them back below.
        self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    }

    /// Takes in a column, its length first: two columns must not read as one.
    fn column<T: Copy + Into<u64>>(&mut self, column: &[T]) {
        self.word(column.len() as u64);
        for &value in column {
            self.word(value.into());
        }
    }
}

impl World {
    /// A digest of the state of every citizen, messages on their way, tallies, and the places of
    /// cameras.
    ///
    /// Equal worlds have equal digests, however many threads, batches and processes ran them.
    ///
    /// ```
    /// # use society::scenario::Scenario;
    /// # use society::twins::Twins;
    /// # use society::units::Seed;
    /// let scenario = Scenario::example();
    /// let digest = |seed, batches| {
    ///     let mut twins = Twins::in_batches(&scenario, seed, batches);
    ///     (0..10).for_each(|_| twins.run_day());
    ///     twins.worlds_mut()[0].digest()
    /// };
    /// assert_eq!(digest(Seed(1), 1), digest(Seed(1), 4));
    /// assert_ne!(digest(Seed(1), 1), digest(Seed(2), 1));
    /// ```
    pub fn digest(&mut self) -> Digest {
        self.digest_among(&mut None)
    }

    /// The same for a world that several processes run together: each digests its own neighborhoods
    /// and mail, and the sums are digested with the tallies of all.
    pub(crate) fn digest_among(&mut self, processes: &mut ProcessLink<'_>) -> Digest {
        let of = |neighborhood: Neighborhood| {
            let mut digest = Digest::NEW;
            digest.word(neighborhood.0.into());
            self.state(neighborhood).digest(&mut digest);
            digest.0
        };
        // Sums, so that no order matters.
        let mut people = self.neighborhoods().map(of).fold(0, u64::wrapping_add).cast_signed();
        let mut mail = self.mail_digest().cast_signed();
        sum(processes, [&mut people, &mut mail].into_iter());
        let mut tallies = self.tallies().clone();
        sum(processes, tallies.numbers());
        let mut digest = Digest::NEW;
        digest.word(people.cast_unsigned());
        digest.word(mail.cast_unsigned());
        // After the sum over processes, since each of them has counted a part.
        for count in tallies.numbers() {
            digest.word(*count as u64);
        }
        for density in self.rules.sensors.density() {
            digest.word(density.to_bits());
        }
        digest
    }

    /// A digest of the messages to be read tomorrow, in any order.
    fn mail_digest(&self) -> u64 {
        let messages = self.batches.iter().flat_map(|batch| &batch.inbox).flatten();
        let digests = messages.map(|message| {
            let mut digest = Digest::NEW;
            digest.column(&message.words());
            digest.0
        });
        digests.fold(0, u64::wrapping_add)
    }
}

impl State {
    /// Digests every column and table, dense ones first.
    fn digest(&self, to: &mut Digest) {
        for column in [&self.score, &self.shadow, &self.harm] {
            to.column(column);
        }
        [&self.lists, &self.marks].iter().for_each(|column| to.column(column));
        let levels = self.certainty.iter().chain([&self.hardship, &self.health]);
        levels.for_each(|column| to.column(column));
        to.column(&self.unearned);
        to.column(&self.last_missed.bits);
        for net in &self.panel.net {
            to.word(*net as u64);
        }
        to.column(&self.panel.score);
        for counters in [&self.counters, &self.shadow_counters] {
            counters.columns().for_each(|column| to.column(column));
        }
        for grains in self.waiting.iter().flatten() {
            to.word(*grains as u64);
        }
        self.waiting_deed.iter().for_each(|deed| to.word(deed.number() as u64));
        self.digest_histories(to);
        self.digest_sparse(to);
        // A sum, since timers stand in the order of events, and points over ties arrive in that of the mail.
        let timers = self.timers.iter().map(|timer| {
            let mut digest = Digest::NEW;
            digest.word(timer_word(timer));
            digest.0
        });
        to.word(timers.fold(0, u64::wrapping_add));
        for late in &self.late {
            to.word(late.len() as u64);
            // In their order: charges are made in it.
            late.iter().for_each(|late| to.word(LateEntry::word(*late)));
        }
        for (&willing, gains) in self.willing.iter().zip(&self.gains) {
            to.column(&[u16::from(willing), gains[0] as u16, gains[1] as u16]);
        }
        to.word(self.queue as u64);
    }

    /// Digests restrictions so far and resignation, with the citizens that they belong to.
    fn digest_histories(&self, to: &mut Digest) {
        for (who, history) in self.histories.all() {
            let spans = [history.since.0, history.days, history.wrong_since.0, history.wrong_days];
            to.word(who.0.into());
            to.column(&spans);
            to.column(&[history.spells, history.ever, history.error, history.deed.number() as u8]);
            to.column(&[history.hardship, self.histories.resignation(who)]);
        }
    }

    /// Digests cuts, losses through errors, debts, charges on file, and points on their way to others.
    fn digest_sparse(&self, to: &mut Digest) {
        for &(one, other) in &self.cuts {
            to.column(&[one.0, other.0]);
        }
        for loss in self.error_losses.iter().flat_map(|losses| losses.rows()) {
            to.column(&[loss.who.0, loss.grains]);
        }
        for debt in self.debts.rows() {
            to.column(&[debt.who.0, debt.since.0, debt.on_file.into(), debt.owed.into()]);
        }
        for row in self.on_file.rows() {
            to.column(&row.words());
        }
        self.list_reasons.rows().iter().for_each(|reason| to.word(reason.word()));
        to.word(self.office_free);
        // A sum, since points that came with the mail stand in its order, which depends on batches.
        let carried = self.carried.iter().map(|&(who, points)| {
            let mut digest = Digest::NEW;
            digest.word(u64::from(who.0) << 32 | u64::from(points.grains() as u32));
            digest.0
        });
        to.word(carried.fold(0, u64::wrapping_add));
    }
}

/// A timer as one word.
fn timer_word(timer: &Timer) -> u64 {
    let &Timer { due, who, kind, list, shadow, deed } = timer;
    let small = [kind as u8, list.0, u8::from(shadow), deed.number() as u8];
    u64::from(due.0) << 48 | u64::from(who.0) << 32 | u64::from(u32::from_le_bytes(small))
}
