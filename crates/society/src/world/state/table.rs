//! Sparse tables: rows about a few citizens, sorted by citizen.
//!
//! ```text
//! citizen   3    3    17   240      a row where there is something to say
//! row      [a]  [b]  [c]  [d]       found by bisection
//! ```
//!
//! A hash table would be as fast and need twice the memory; its order would have to be kept out of
//! every result.

use std::ops::Range;

use crate::units::Resident;
use serde::{Deserialize, Serialize};

/// A row of a [`Table`], about one citizen of a neighborhood.
pub(crate) trait SparseRow {
    /// The citizen's number in the neighborhood.
    fn who(&self) -> Resident;
}

/// Rows sorted by citizen, several for one citizen in the order of their insertion.
///
/// It grows by an eighth at a time: doubling would waste a tenth of a nation's memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Table<R> {
    /// Rows, sorted by citizen.
    rows: Vec<R>,
}

impl<R> Default for Table<R> {
    fn default() -> Table<R> {
        Table { rows: Vec::new() }
    }
}

/// Makes room for one more row, an eighth at a time and four at least.
pub(crate) fn make_room<R>(rows: &mut Vec<R>) {
    if rows.len() == rows.capacity() {
        rows.reserve_exact(rows.len() / 8 + 4);
    }
}

impl<R: SparseRow> Table<R> {
    /// The first row about a citizen, or the place where it would be.
    fn place(&self, who: Resident) -> usize {
        self.rows.partition_point(|row| row.who() < who)
    }

    /// The first row about a citizen, if there is one.
    pub(crate) fn of(&self, who: Resident) -> Option<&R> {
        self.rows.get(self.place(who)).filter(|row| row.who() == who)
    }

    /// The first row about a citizen, made by `new` where there is none.
    pub(crate) fn or_insert(&mut self, who: Resident, new: impl FnOnce() -> R) -> &mut R {
        let at = self.place(who);
        if self.rows.get(at).is_none_or(|row| row.who() != who) {
            make_room(&mut self.rows);
            self.rows.insert(at, new());
        }
        &mut self.rows[at]
    }

    /// Inserts a row behind those about the same citizen.
    pub(crate) fn push(&mut self, row: R) {
        let at = self.rows.partition_point(|other| other.who() <= row.who());
        make_room(&mut self.rows);
        self.rows.insert(at, row);
    }

    /// All rows about a citizen.
    pub(crate) fn all(&self, who: Resident) -> &[R] {
        let from = self.place(who);
        let upto = from + self.rows[from..].partition_point(|row| row.who() == who);
        &self.rows[from..upto]
    }

    /// All rows about a citizen, for changes that keep their order.
    pub(crate) fn all_mut(&mut self, who: Resident) -> &mut [R] {
        let from = self.place(who);
        let upto = from + self.rows[from..].partition_point(|row| row.who() == who);
        &mut self.rows[from..upto]
    }

    /// All rows about the citizens of a range.
    pub(crate) fn between(&self, citizens: Range<Resident>) -> &[R] {
        &self.rows[self.place(citizens.start)..self.place(citizens.end)]
    }

    /// All rows about the citizens of a range, for changes that keep their order.
    pub(crate) fn between_mut(&mut self, citizens: Range<Resident>) -> &mut [R] {
        let (from, upto) = (self.place(citizens.start), self.place(citizens.end));
        &mut self.rows[from..upto]
    }

    /// Removes the rows about a citizen that `goes` selects; returns how many there were.
    pub(crate) fn remove(&mut self, who: Resident, goes: impl Fn(&R) -> bool) -> usize {
        // All rows are gone through: a removal is an appeal or a payment, and far rarer than a look.
        let before = self.rows.len();
        self.rows.retain(|row| row.who() != who || !goes(row));
        before - self.rows.len()
    }

    /// Takes out the rows that `goes` selects, in their order.
    pub(crate) fn extract(&mut self, goes: impl Fn(&R) -> bool) -> Vec<R> {
        self.rows.extract_if(.., |row| goes(row)).collect()
    }

    /// All rows, by citizen.
    pub(crate) fn rows(&self) -> &[R] {
        &self.rows
    }

    /// All rows, by citizen, for changes that keep their order.
    pub(crate) fn rows_mut(&mut self) -> &mut [R] {
        &mut self.rows
    }

    /// Memory held [bytes].
    pub(crate) fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<R>()
    }
}
