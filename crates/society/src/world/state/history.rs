//! Restriction histories of the few citizens who were ever restricted or listed.
//!
//! ```text
//! bits      …0100 0010   a bit a citizen: has a history
//! before    0 … 12       histories of citizens before each word of 64 bits
//! rows      [ ][ ][ ]    the histories, sorted by citizen
//! ```
//!
//! Every act asks for the resignation of its citizen, and most have no history: one bit answers
//! that. A citizen's row is found by counting the bits before theirs. Resignation lies in a column of its
//! own beside the rows, in the same order: acts read it and nothing else of a history.

use serde::{Deserialize, Serialize};

use super::table::make_room;
use crate::scoring::Deed;
use crate::units::{Day, Level, Resident};

/// The restriction history of one citizen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RestrictionHistory {
    /// First day of the present restriction, or of the last one [day].
    pub(crate) since: Day,
    /// Days of restrictions that have ended [days].
    pub(crate) days: u16,
    /// First day of the present wrongful restriction, or of the last one [day].
    pub(crate) wrong_since: Day,
    /// Days of wrongful restrictions that have ended [days].
    pub(crate) wrong_days: u16,
    /// Restrictions begun, 255 at most: the first one has to be known, and the rest by their number.
    pub(crate) spells: u8,
    /// Events that have ever happened, a bit each; see [`ever`].
    pub(crate) ever: u8,
    /// The error behind the present wrongful restriction, by number in
    /// [`WRONGS`](crate::scoring::WRONGS).
    pub(crate) error: u8,
    /// The reason behind the present restriction, or the last one.
    pub(crate) deed: Deed,
    /// Hardship when the first restriction began: a spiral is a later one in deeper hardship.
    pub(crate) hardship: Level,
}

/// Bits of [`RestrictionHistory::ever`].
pub(crate) mod ever {
    /// Restricted wrongly.
    pub(crate) const WRONGED: u8 = 1;
    /// Barred from planes.
    pub(crate) const GROUNDED: u8 = 2;
    /// Barred from fast trains.
    pub(crate) const OFF_RAIL: u8 = 4;
    /// On a blacklist.
    pub(crate) const BLACKLISTED: u8 = 8;
    /// Restricted again in more hardship than the first time.
    pub(crate) const SPIRALED: u8 = 16;
    /// Made a trip by slow train for want of a ticket, since the present restriction began.
    pub(crate) const SLOW_TRAIN: u8 = 32;
}

/// The restriction histories of a neighborhood.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RestrictionHistories {
    /// Histories, sorted by citizen.
    rows: Vec<RestrictionHistory>,
    /// Resignation of the same citizens: only restriction brings any.
    resignation: Vec<Level>,
    /// A bit an adult: has a history.
    bits: Vec<u64>,
    /// Number of histories before each word of `bits`.
    before: Vec<u16>,
}

impl RestrictionHistories {
    /// No history yet of any of `citizens` citizens.
    pub(crate) fn new(citizens: usize) -> RestrictionHistories {
        let words = citizens.div_ceil(64);
        RestrictionHistories {
            bits: vec![0; words],
            before: vec![0; words],
            ..RestrictionHistories::default()
        }
    }

    /// Whether a citizen has a history; a child never does.
    #[inline]
    fn exists(&self, who: Resident) -> bool {
        let (word, bit) = word_and_bit(who);
        self.bits.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
    }

    /// The row that a citizen's history has, or would have: the number of histories before it.
    fn place(&self, who: Resident) -> usize {
        let (word, bit) = word_and_bit(who);
        // One instruction counts the bits of a word; the counts before it save the words before.
        let earlier = self.bits[word] & ((1 << bit) - 1);
        usize::from(self.before[word]) + earlier.count_ones() as usize
    }

    /// The history of a citizen, if there is one.
    #[inline]
    pub(crate) fn of(&self, who: Resident) -> Option<&RestrictionHistory> {
        self.exists(who).then(|| &self.rows[self.place(who)])
    }

    /// Resignation of a citizen; none without a history.
    #[inline]
    pub(crate) fn resignation(&self, who: Resident) -> Level {
        if self.exists(who) { self.resignation[self.place(who)] } else { Level::NONE }
    }

    /// Resignation of a citizen with a history, to be changed.
    pub(crate) fn resignation_mut(&mut self, who: Resident) -> Option<&mut Level> {
        self.exists(who).then(|| self.place(who)).map(|at| &mut self.resignation[at])
    }

    /// The history of a citizen, opened where there is none.
    ///
    /// Opening moves the rows behind it, and counts one more before each later word. It happens once to
    /// a citizen; reading happens at every act.
    pub(crate) fn open(&mut self, who: Resident) -> &mut RestrictionHistory {
        let at = self.place(who);
        if !self.exists(who) {
            make_room(&mut self.rows);
            self.rows.insert(at, RestrictionHistory::default());
            make_room(&mut self.resignation);
            self.resignation.insert(at, Level::NONE);
            let (word, bit) = word_and_bit(who);
            self.bits[word] |= 1 << bit;
            self.before[word + 1..].iter_mut().for_each(|before| *before += 1);
        }
        &mut self.rows[at]
    }

    /// All histories with their citizens, by citizen.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Resident, &RestrictionHistory)> {
        let citizens =
            Resident::all(0..self.bits.len() as u16 * 64).filter(|&who| self.exists(who));
        citizens.zip(&self.rows)
    }

    /// Memory held [bytes].
    pub(crate) fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<RestrictionHistory>()
            + self.resignation.capacity()
            + self.bits.capacity() * size_of::<u64>()
            + self.before.capacity() * size_of::<u16>()
    }
}

/// The word of a bitmap that a citizen's bit is in, and its place in the word, 0 to 63.
#[inline]
fn word_and_bit(who: Resident) -> (usize, u32) {
    (usize::from(who) / 64, u32::from(who) % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_is_found_by_its_citizen() {
        let mut histories = RestrictionHistories::new(200);
        for who in [130, 3, 64, 199, 63].map(Resident) {
            histories.open(who).since = Day(who.0);
            *histories.resignation_mut(who).expect("it is open") = Level(who.0 as u8);
        }
        assert_eq!(histories.open(Resident(64)).since, Day(64));
        let all: Vec<Resident> = histories.all().map(|(who, _)| who).collect();
        assert_eq!(all, [3, 63, 64, 130, 199].map(Resident));
        assert!(histories.all().all(|(who, history)| history.since == Day(who.0)));
        assert!(all.iter().all(|&who| histories.resignation(who) == Level(who.0 as u8)));
        assert!([0, 62, 65, 198].iter().all(|&who| histories.of(Resident(who)).is_none()));
    }
}
