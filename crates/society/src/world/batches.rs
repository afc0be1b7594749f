//! Batches of neighborhoods: the unit of parallel work, and the messages between them.
//!
//! Mail is moved by whole vectors. No message is touched between the day that sends it and the
//! morning that reads it, and no thread writes where another one writes or reads:
//!
//! ```text
//! day      neighborhood → worker's outbox → outbox[to] of its batch       one row a batch
//! night    batches[from].outbox[to]  ═══>  batches[to].inbox[from]        a transposition
//! morning  inbox[0], inbox[1], … of its batch → worker's inboxes          by neighborhood
//!
//!            to 0  1  2                from 0  1  2
//! batch 0     [a][b][c]      batch 0      [a][d][g]
//! batch 1     [d][e][f]  ──> batch 1      [b][e][h]
//! batch 2     [g][h][i]      batch 2      [c][f][i]
//! ```

use super::message::Message;
use super::state::State;
use crate::population::Population;
use crate::processes::ProcessLink;
use crate::units::{Citizen, Neighborhood};

/// The batches of a world, and those among them that this process runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Partition {
    /// Number of batches, a power of two.
    pub(crate) batches: usize,
    /// This process among those that run the world, `0..processes`.
    pub(crate) process: u32,
    /// Number of processes, at most the number of batches.
    pub(crate) processes: u32,
}

impl Partition {
    /// Whether this process runs a batch: every `processes`th one.
    pub(super) fn has(self, batch: u32) -> bool {
        batch % self.processes == self.process
    }

    /// Whether this process is the first, which counts on behalf of all: sums over processes would
    /// count the same thing several times.
    pub(super) fn is_first(self) -> bool {
        self.process == 0
    }

    /// The batch of a neighborhood, and its place within the batch.
    ///
    /// Neighborhood `n` is in batch `n` modulo their number, so that a batch has few distinct sets of
    /// residents and keeps them in cache.
    #[inline]
    pub(super) fn locate(self, neighborhood: Neighborhood) -> (usize, usize) {
        debug_assert!(self.batches.is_power_of_two());
        let neighborhood = usize::from(neighborhood);
        // A mask and a shift: this is asked for every message.
        (neighborhood & (self.batches - 1), neighborhood >> self.batches.trailing_zeros())
    }

    /// The batch in which a citizen lives.
    #[inline]
    pub(super) fn batch_of(self, population: &Population, citizen: Citizen) -> usize {
        let (neighborhood, _) = population.locate(citizen);
        self.locate(neighborhood).0
    }
}

/// Neighborhoods that run one after another, with their mail.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    /// States of its neighborhoods: `states[i]` is that of neighborhood `i * batches + number`.
    pub(super) states: Vec<State>,
    /// Messages to each batch, its own included.
    pub(super) outbox: Vec<Vec<Message>>,
    /// Yesterday's messages from each batch, until a worker sorts them by neighborhood.
    pub(super) inbox: Vec<Vec<Message>>,
}

impl Batch {
    /// Memory held, messages included [bytes].
    pub(super) fn bytes(&self) -> usize {
        let mail = self.outbox.iter().chain(&self.inbox);
        let mail: usize = mail.map(|box_| box_.capacity() * size_of::<Message>()).sum();
        mail + self.states.iter().map(State::bytes).sum::<usize>()
    }
}

/// Delivers the messages of a day: from the outbox of each batch to the inbox of its addressee's.
///
/// First between processes, then between the batches of this one. Their order in an inbox depends on
/// the partition; the morning sorts charges and sums points, so that nothing else does.
pub(super) fn deliver(
    batches: &mut [Batch],
    partition: Partition,
    population: &Population,
    processes: &mut ProcessLink<'_>,
) {
    hand_over(batches, partition, population, processes);
    // Vectors are moved, not messages: the outbox is left empty and without capacity, so that a nation
    // does not hold room for its messages twice.
    for from in 0..batches.len() {
        for to in 0..batches.len() {
            batches[to].inbox[from] = std::mem::take(&mut batches[from].outbox[to]);
        }
    }
}

/// Exchanges the messages that cross from one process to another, as words.
fn hand_over(
    batches: &mut [Batch],
    partition: Partition,
    population: &Population,
    processes: &mut ProcessLink<'_>,
) {
    let Some(processes) = processes else { return };
    let count = processes.count();
    let mut words = vec![Vec::new(); count as usize];
    for batch in &mut *batches {
        for (to, outbox) in (0..).zip(&mut batch.outbox).filter(|(to, _)| !partition.has(*to)) {
            words[(to % count) as usize].extend(outbox.drain(..).flat_map(Message::words));
        }
    }
    for words in processes.swap(words) {
        for &words in words.as_chunks().0 {
            let message = Message::from_words(words);
            // As if the first batch of this process had sent it.
            let outbox = &mut batches[partition.process as usize].outbox;
            outbox[partition.batch_of(population, message.to)].push(message);
        }
    }
}
