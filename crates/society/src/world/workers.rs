//! What one thread works with while it lives a part of a day, kept on a shelf between times.

use std::sync::{Mutex, PoisonError};

use super::day_step::Scratch;
use super::sparse::Message;
use crate::measures::Tallies;

/// Books, and space that nothing is left in.
#[derive(Debug, Default)]
pub(super) struct Worker {
    pub(super) tallies: Tallies,
    pub(super) scratch: Scratch,
    /// Letters to each neighbourhood.
    pub(super) inboxes: Vec<Vec<Message>>,
    pub(super) outbox: Vec<Message>,
    /// Kin of those whose charges reach kin, and how many letters go to each batch.
    pub(super) kin: Vec<u32>,
    pub(super) counts: Vec<usize>,
}

/// As many benches as have ever been at work at once. Which one a part gets changes nothing: what
/// their books add up to does not depend on how it is shared out.
#[derive(Debug)]
pub(super) struct WorkerPool {
    empty: Tallies,
    workers: Mutex<Vec<Worker>>,
}

impl WorkerPool {
    /// A shelf of benches with books like the `empty` ones.
    pub(super) fn new(empty: &Tallies) -> WorkerPool {
        WorkerPool { empty: empty.clone(), workers: Mutex::default() }
    }

    /// A bench that is free.
    pub(super) fn take(&self) -> Worker {
        let free = self.workers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.unwrap_or_else(|| Worker { tallies: self.empty.clone(), ..Worker::default() })
    }

    /// Puts a bench back.
    pub(super) fn give_back(&self, worker: Worker) {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }

    /// Does something with every bench.
    pub(super) fn each(&mut self, act: impl FnMut(&mut Worker)) {
        self.workers.get_mut().unwrap_or_else(PoisonError::into_inner).iter_mut().for_each(act);
    }
}
