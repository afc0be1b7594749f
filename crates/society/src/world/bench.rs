//! What one thread works with while it lives a part of a day, kept on a shelf between times.

use std::sync::{Mutex, PoisonError};

use super::shift::Space;
use super::sparse::Letter;
use crate::measures::Book;

/// Books, and space that nothing is left in.
#[derive(Debug, Default)]
pub(super) struct Bench {
    pub(super) book: Book,
    pub(super) space: Space,
    /// Letters to each neighbourhood.
    pub(super) inboxes: Vec<Vec<Letter>>,
    pub(super) outbox: Vec<Letter>,
    /// Kin of those whose charges reach kin, and how many letters go to each batch.
    pub(super) kin: Vec<u32>,
    pub(super) counts: Vec<usize>,
}

/// As many benches as have ever been at work at once. Which one a part gets changes nothing: what
/// their books add up to does not depend on how it is shared out.
#[derive(Debug)]
pub(super) struct Shelf {
    empty: Book,
    benches: Mutex<Vec<Bench>>,
}

impl Shelf {
    /// A shelf of benches with books like the `empty` ones.
    pub(super) fn new(empty: &Book) -> Shelf {
        Shelf { empty: empty.clone(), benches: Mutex::default() }
    }

    /// A bench that is free.
    pub(super) fn take(&self) -> Bench {
        let free = self.benches.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.unwrap_or_else(|| Bench { book: self.empty.clone(), ..Bench::default() })
    }

    /// Puts a bench back.
    pub(super) fn give_back(&self, bench: Bench) {
        self.benches.lock().unwrap_or_else(PoisonError::into_inner).push(bench);
    }

    /// Does something with every bench.
    pub(super) fn each(&mut self, act: impl FnMut(&mut Bench)) {
        self.benches.get_mut().unwrap_or_else(PoisonError::into_inner).iter_mut().for_each(act);
    }
}
