//! Workers: the tallies and buffers of one thread while it runs a batch, pooled between days.
//!
//! Tallies are large: a nation's, by place, cell and measure, fill megabytes. One set for each batch
//! would not fit into cache, one for each thread does, and threads that share none need no lock.

use std::sync::{Mutex, PoisonError};

use super::message::Message;
use super::scratch::{ForEvening, Scratch};
use crate::measures::Tallies;

/// Tallies to count into, and buffers that hold nothing between batches.
#[derive(Debug, Default)]
pub(super) struct Worker {
    /// Counts of all batches that it ever ran, until the world merges them into its own.
    pub(super) tallies: Tallies,
    /// Buffers of the stages.
    pub(super) scratch: Scratch,
    /// Consequences of the running neighborhood's day that its evening deals with.
    pub(super) evening: ForEvening,
    /// Yesterday's messages, by the neighborhood of the batch that they are for.
    pub(super) inboxes: Vec<Vec<Message>>,
    /// Messages of the neighborhood that is running, not yet sorted by batch.
    pub(super) outbox: Vec<Message>,
    /// Relatives of the charged citizens of a batch, by number in the society.
    pub(super) kin: Vec<u32>,
    /// Number of messages to kin, by the batch that they go to.
    pub(super) counts: Vec<usize>,
}

/// As many workers as were ever busy at once.
///
/// Which worker a batch gets changes nothing: the sum of their tallies does not depend on how the
/// counting was shared out.
#[derive(Debug)]
pub(super) struct WorkerPool {
    /// Places and cells of the tallies of a worker that has yet to be made.
    shape: [usize; 2],
    /// Workers that run no batch now. A lock twice a batch is nothing beside its day.
    workers: Mutex<Vec<Worker>>,
}

impl WorkerPool {
    /// A pool whose workers count into tallies of so many places and cells.
    pub(super) fn new(places: usize, cells: usize) -> WorkerPool {
        WorkerPool { shape: [places, cells], workers: Mutex::default() }
    }

    /// Takes a free worker, or makes one.
    pub(super) fn take(&self) -> Worker {
        // A panic elsewhere ends the run; its message should not be hidden by one of the lock.
        let free = self.workers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let [places, cells] = self.shape;
        free.unwrap_or_else(|| Worker { tallies: Tallies::new(places, cells), ..Worker::default() })
    }

    /// Gives a worker back, with its counts and its capacity.
    pub(super) fn give_back(&self, worker: Worker) {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }

    /// Visits every worker; none may be busy.
    pub(super) fn each(&mut self, visit: impl FnMut(&mut Worker)) {
        self.workers.get_mut().unwrap_or_else(PoisonError::into_inner).iter_mut().for_each(visit);
    }
}
