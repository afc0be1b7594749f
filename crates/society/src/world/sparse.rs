//! What only some citizens have: files on those once restricted, blame for what others did,
//! debts, and what is still to come.

use serde::{Deserialize, Serialize};

use crate::scenario::Conduct;
use crate::scoring::Cause;
use crate::units::Points;

/// A row of a sparse table: something about one citizen of a neighbourhood.
pub(super) trait SparseRow {
    /// Whom it is about.
    fn who(&self) -> u16;
}

/// Rows sorted by citizen, grown a little at a time so that a nation wastes none of its memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table<R> {
    rows: Vec<R>,
}

impl<R> Default for Table<R> {
    fn default() -> Table<R> {
        Table { rows: Vec::new() }
    }
}

/// Makes room for one more, an eighth at a time.
pub(super) fn make_room<R>(rows: &mut Vec<R>) {
    if rows.len() == rows.capacity() {
        rows.reserve_exact(rows.len() / 8 + 4);
    }
}

impl<R: SparseRow> Table<R> {
    fn place(&self, who: u16) -> usize {
        self.rows.partition_point(|row| row.who() < who)
    }

    /// The first row about a citizen.
    pub(super) fn of(&self, who: u16) -> Option<&R> {
        self.rows.get(self.place(who)).filter(|row| row.who() == who)
    }

    /// The first row about a citizen, made by `new` where there is none.
    pub(super) fn or_insert(&mut self, who: u16, new: impl FnOnce() -> R) -> &mut R {
        let at = self.place(who);
        if self.rows.get(at).is_none_or(|row| row.who() != who) {
            make_room(&mut self.rows);
            self.rows.insert(at, new());
        }
        &mut self.rows[at]
    }

    /// One more row about its citizen, after those there are.
    pub(super) fn push(&mut self, row: R) {
        let at = self.rows.partition_point(|other| other.who() <= row.who());
        make_room(&mut self.rows);
        self.rows.insert(at, row);
    }

    /// All rows about a citizen.
    pub(super) fn all(&self, who: u16) -> &[R] {
        let from = self.place(who);
        let upto = from + self.rows[from..].partition_point(|row| row.who() == who);
        &self.rows[from..upto]
    }

    /// All rows about some citizens.
    pub(super) fn between(&self, whom: std::ops::Range<u16>) -> &[R] {
        &self.rows[self.place(whom.start)..self.place(whom.end)]
    }

    /// Takes out the rows about a citizen that `goes` names, and tells how many there were.
    pub(super) fn remove(&mut self, who: u16, goes: impl Fn(&R) -> bool) -> usize {
        let before = self.rows.len();
        self.rows.retain(|row| row.who() != who || !goes(row));
        before - self.rows.len()
    }

    /// All rows, by citizen.
    pub(super) fn rows(&self) -> &[R] {
        &self.rows
    }

    /// All rows, by citizen, to be changed.
    pub(super) fn rows_mut(&mut self) -> &mut [R] {
        &mut self.rows
    }

    /// Bytes held [bytes].
    pub(super) fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<R>()
    }
}

/// The dossiers of a neighbourhood, sorted by citizen, and a bit for each citizen who has one: most
/// have none, and every act asks.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct RestrictionHistories {
    rows: Vec<RestrictionHistory>,
    /// Resignation of those same citizens, 0 to 255: only restriction brings any, and every act of
    /// theirs asks for it.
    resignation: Vec<u8>,
    /// A bit for each citizen, 64 at a time.
    bits: Vec<u64>,
    /// Dossiers on citizens before each 64.
    before: Vec<u16>,
}

impl RestrictionHistories {
    /// No dossiers on any of `citizens`.
    pub(super) fn new(citizens: usize) -> RestrictionHistories {
        let words = citizens.div_ceil(64);
        RestrictionHistories {
            bits: vec![0; words],
            before: vec![0; words],
            ..RestrictionHistories::default()
        }
    }

    /// Whether there is a dossier on a citizen.
    #[inline]
    fn exists(&self, who: u16) -> bool {
        self.bits.get(usize::from(who / 64)).is_some_and(|bits| bits >> (who % 64) & 1 == 1)
    }

    /// The place that a citizen's dossier has, or would have.
    fn place(&self, who: u16) -> usize {
        let word = usize::from(who / 64);
        let earlier = self.bits[word] & ((1 << (who % 64)) - 1);
        usize::from(self.before[word]) + earlier.count_ones() as usize
    }

    /// The dossier on a citizen, if there is one.
    #[inline]
    pub(super) fn of(&self, who: u16) -> Option<&RestrictionHistory> {
        self.exists(who).then(|| &self.rows[self.place(who)])
    }

    /// Resignation of a citizen; none where there is no dossier.
    #[inline]
    pub(super) fn resignation(&self, who: u16) -> u8 {
        if self.exists(who) { self.resignation[self.place(who)] } else { 0 }
    }

    /// The same, to be changed, where there is a dossier.
    pub(super) fn resignation_mut(&mut self, who: u16) -> Option<&mut u8> {
        self.exists(who).then(|| self.place(who)).map(|at| &mut self.resignation[at])
    }

    /// The dossier on a citizen, opened where there is none.
    pub(super) fn open(&mut self, who: u16) -> &mut RestrictionHistory {
        let at = self.place(who);
        if !self.exists(who) {
            make_room(&mut self.rows);
            self.rows.insert(at, RestrictionHistory::default());
            make_room(&mut self.resignation);
            self.resignation.insert(at, 0);
            let word = usize::from(who / 64);
            self.bits[word] |= 1 << (who % 64);
            self.before[word + 1..].iter_mut().for_each(|before| *before += 1);
        }
        &mut self.rows[at]
    }

    /// All dossiers with their citizens, by citizen.
    pub(super) fn all(&self) -> impl Iterator<Item = (u16, &RestrictionHistory)> {
        let citizens = (0..self.bits.len() as u16 * 64).filter(|&who| self.exists(who));
        citizens.zip(&self.rows)
    }

    /// Bytes held [bytes].
    pub(super) fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<RestrictionHistory>()
            + self.resignation.capacity()
            + self.bits.capacity() * size_of::<u64>()
            + self.before.capacity() * size_of::<u16>()
    }
}

/// The file on a citizen who was once restricted, or put on a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RestrictionHistory {
    /// First day of the present restriction.
    pub(super) since: u16,
    /// Days of the restrictions that have ended.
    pub(super) days: u16,
    pub(super) wrong_since: u16,
    pub(super) wrong_days: u16,
    /// Restrictions begun, 255 at most.
    pub(super) spells: u8,
    /// What has ever been; see [`ever`].
    pub(super) ever: u8,
    /// The error behind the present wrongful restriction, by number.
    pub(super) error: u8,
    /// The conduct behind the present restriction, by number; [`OVER_TIES`] for what came over ties.
    pub(super) deed: u8,
    /// Hardship when the first restriction began.
    pub(super) hardship: u8,
}

/// Stands in [`RestrictionHistory::deed`] for what came over ties.
pub(super) const OVER_TIES: u8 = Conduct::COUNT as u8;

/// What has ever been true of a citizen.
pub(super) mod ever {
    /// Restricted wrongly.
    pub(in crate::world) const WRONGED: u8 = 1;
    /// Barred from planes.
    pub(in crate::world) const GROUNDED: u8 = 2;
    /// Barred from fast trains.
    pub(in crate::world) const OFF_RAIL: u8 = 4;
    /// On a blacklist.
    pub(in crate::world) const BLACKLISTED: u8 = 8;
}

/// What a citizen lost through errors of one kind; a charge can lead to a list without a point,
/// so that the row may stand for no loss at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ErrorLoss {
    pub(super) who: u16,
    /// Lost, stopping at the end of 16 bits, which no score can reach [grains].
    pub(super) grains: u16,
}

/// A court debt that is not paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Debt {
    pub(super) who: u16,
    pub(super) since: u16,
    /// Whether the authorities hold it against the citizen.
    pub(super) on_file: bool,
    /// Whether the citizen owes it.
    pub(super) owed: bool,
}

/// A charge: what a citizen is held to have done, and whether truly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Charge {
    pub(super) conduct: Conduct,
    pub(super) kept: bool,
    pub(super) cause: Cause,
    /// Days since the deed.
    pub(super) delay: u8,
    /// Whether it goes to the account.
    pub(super) real: bool,
    /// Whether it goes to the shadow account, of true deeds seen by perfect eyes.
    pub(super) shadow: bool,
}

/// A charge that reaches the account later than the deed, in six bytes: there is always one
/// waiting for one citizen in twenty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LateEntry {
    pub(super) who: u16,
    conduct: Conduct,
    cause: Cause,
    delay: u8,
    /// A bit each: kept, to the account, to the shadow account.
    marks: u8,
}

impl LateEntry {
    pub(super) fn new(who: u16, charge: Charge) -> LateEntry {
        let Charge { conduct, kept, cause, delay, real, shadow } = charge;
        let marks = u8::from(kept) | u8::from(real) << 1 | u8::from(shadow) << 2;
        LateEntry { who, conduct, cause, delay, marks }
    }

    pub(super) fn charge(self) -> Charge {
        let LateEntry { conduct, cause, delay, marks, .. } = self;
        let [kept, real, shadow] = [0, 1, 2].map(|place| marks >> place & 1 == 1);
        Charge { conduct, kept, cause, delay, real, shadow }
    }
}

/// Something that will happen to a citizen on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Timer {
    pub(super) due: u16,
    pub(super) who: u16,
    pub(super) what: TimerKind,
    pub(super) list: u8,
    /// Whether it concerns the standing by true deeds rather than the real one.
    pub(super) shadow: bool,
    /// The conduct behind it, by number, as in [`RestrictionHistory::deed`].
    pub(super) deed: u8,
}

/// What a timer brings, in the order of one morning: what ends comes before what begins, so that
/// the end of an old term never cuts short a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum TimerKind {
    /// An appeal is decided.
    AppealEnds,
    /// The term of a list is over.
    ListEnds,
    /// A debt has been unpaid for as long as the list allows.
    DebtRipens,
    /// The notice of a list is over.
    ListBegins,
}

impl SparseRow for ErrorLoss {
    fn who(&self) -> u16 {
        self.who
    }
}

impl SparseRow for Debt {
    fn who(&self) -> u16 {
        self.who
    }
}

/// What one neighbourhood sends to another by the next morning, in eight bytes: a nation has millions
/// on their way.
///
/// Letters are read in their own order, whatever order they arrive in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    /// The citizen it concerns, by number in the society.
    pub(crate) to: u32,
    /// Points over the ties of kin above a bit for that; or the conduct, the cause, whether it was
    /// kept, and the days until the charge is entered.
    what: u32,
}

impl Message {
    /// The bit of a letter from kin, and what stands for no points in it.
    const KIN: u32 = 1 << 31;
    const ZERO: i32 = 1 << 30;

    /// Shares of the charges of kin: whole as far as 31 bits reach, which is thousands of times as
    /// wide as any scale.
    pub(super) fn from_kin(to: u32, kin: Points) -> Message {
        let grains = kin.grains().clamp(-Message::ZERO, Message::ZERO - 1);
        Message { to, what: Message::KIN | (grains + Message::ZERO).cast_unsigned() }
    }

    /// The same letter to someone else.
    pub(super) fn forwarded(self, to: u32) -> Message {
        Message { to, ..self }
    }

    /// A charge to the account.
    pub(super) fn with(to: u32, charge: Charge) -> Message {
        let (conduct, cause) = (charge.conduct as u32, charge.cause as u32);
        let what = conduct << 17 | cause << 9 | u32::from(charge.kept) << 8;
        Message { to, what: what | u32::from(charge.delay) }
    }

    /// The letter as two words.
    pub(super) fn words(self) -> [u32; 2] {
        [self.to, self.what]
    }

    /// The letter that was two words.
    pub(super) fn from_words([to, what]: [u32; 2]) -> Message {
        Message { to, what }
    }

    /// Shares of the charges of kin, even where they add up to nothing; `None` for a charge.
    #[inline]
    pub(super) fn kin(self) -> Option<Points> {
        let grains = (self.what & !Message::KIN) as i32 - Message::ZERO;
        (self.what & Message::KIN != 0).then(|| Points::from_grains(grains))
    }

    /// The charge that it brings.
    pub(super) fn charge(self) -> Charge {
        Charge {
            conduct: Conduct::ALL[(self.what >> 17) as usize],
            cause: Cause::ALL[(self.what >> 9 & 255) as usize],
            kept: self.what >> 8 & 1 == 1,
            delay: self.what as u8,
            real: true,
            shadow: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_brings_what_was_put_into_it() {
        for grains in [0, 1, -1, 65_535, -65_535, 200_000_000, -200_000_000] {
            let message = Message::from_kin(7, Points::from_grains(grains));
            assert_eq!(message.kin(), Some(Points::from_grains(grains)));
        }
        for (conduct, cause) in Conduct::ALL.into_iter().zip(Cause::ALL.into_iter().cycle()) {
            for (kept, delay) in [(false, 0), (true, 255)] {
                let charge = Charge { conduct, kept, cause, delay, real: true, shadow: false };
                let message = Message::with(u32::MAX, charge);
                let read = message.charge();
                assert_eq!(message.kin(), None);
                assert_eq!((read.conduct, read.kept), (conduct, kept));
                assert_eq!((read.cause, read.delay), (cause, delay));
                assert_eq!(Message::from_words(message.words()), message);
            }
        }
    }

    #[test]
    fn a_dossier_is_found_by_whom_it_is_about() {
        let mut histories = RestrictionHistories::new(200);
        for who in [130, 3, 64, 199, 63] {
            histories.open(who).since = who;
            *histories.resignation_mut(who).expect("it is open") = who as u8;
        }
        assert_eq!(histories.open(64).since, 64);
        let all: Vec<u16> = histories.all().map(|(who, _)| who).collect();
        assert_eq!(all, [3, 63, 64, 130, 199]);
        assert!(histories.all().all(|(who, file)| file.since == who));
        assert!(all.iter().all(|&who| histories.resignation(who) == who as u8));
        assert!([0, 62, 65, 198].iter().all(|&who| histories.of(who).is_none()));
    }
}
