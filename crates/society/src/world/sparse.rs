//! What only some citizens have: files on those once restricted, blame for what others did,
//! debts, and what is still to come.

use crate::scenario::Conduct;
use crate::scoring::Cause;
use crate::units::Points;

/// A row of a sparse table: something about one citizen of a neighbourhood.
pub(super) trait Row {
    /// Whom it is about.
    fn who(&self) -> u16;
}

/// Rows sorted by citizen, grown a little at a time so that a nation wastes none of its memory.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl<R: Row> Table<R> {
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

    /// Takes out the rows about a citizen that `goes` names, and tells how many there were.
    pub(super) fn remove(&mut self, who: u16, goes: impl Fn(&R) -> bool) -> usize {
        let before = self.rows.len();
        self.rows.retain(|row| row.who() != who || !goes(row));
        before - self.rows.len()
    }

    /// Whether there are no rows at all.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
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

/// The file on a citizen who was once restricted, or put on a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dossier {
    pub(super) who: u16,
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

/// Stands in [`Dossier::deed`] for what came over ties.
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Blame {
    pub(super) who: u16,
    /// Lost, stopping at the end of 16 bits, which no score can reach [grains].
    pub(super) grains: u16,
}

/// A court debt that is not paid.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Late {
    pub(super) who: u16,
    /// The conduct, and above it three bits: kept, to the account, to the shadow account.
    what: u8,
    cause: u8,
    delay: u8,
}

impl Late {
    pub(super) fn new(who: u16, charge: Charge) -> Late {
        let bit = |is: bool, place: u8| u8::from(is) << place;
        let marks = bit(charge.kept, 4) | bit(charge.real, 5) | bit(charge.shadow, 6);
        let what = charge.conduct as u8 | marks;
        Late { who, what, cause: charge.cause as u8, delay: charge.delay }
    }

    pub(super) fn charge(self) -> Charge {
        let is = |place: u8| self.what >> place & 1 == 1;
        Charge {
            conduct: Conduct::ALL[usize::from(self.what & 15)],
            kept: is(4),
            cause: Cause::ALL[usize::from(self.cause)],
            delay: self.delay,
            real: is(5),
            shadow: is(6),
        }
    }
}

/// Something that will happen to a citizen on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Timer {
    pub(super) due: u16,
    pub(super) who: u16,
    pub(super) what: Coming,
    pub(super) list: u8,
    /// Whether it concerns the standing by true deeds rather than the real one.
    pub(super) shadow: bool,
    /// The conduct behind it, by number, as in [`Dossier::deed`].
    pub(super) deed: u8,
}

/// What a timer brings, in the order of one morning: what ends comes before what begins, so that
/// the end of an old term never cuts short a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Coming {
    /// An appeal is decided.
    AppealEnds,
    /// The term of a list is over.
    ListEnds,
    /// A debt has been unpaid for as long as the list allows.
    DebtRipens,
    /// The notice of a list is over.
    ListBites,
}

impl Row for Dossier {
    fn who(&self) -> u16 {
        self.who
    }
}

impl Row for Blame {
    fn who(&self) -> u16 {
        self.who
    }
}

impl Row for Debt {
    fn who(&self) -> u16 {
        self.who
    }
}

/// What one neighbourhood sends to another by the next morning.
///
/// Letters are read in their own order, whatever order they arrive in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Letter {
    /// The citizen it concerns, by number in the society.
    pub(crate) to: u32,
    /// Points over the ties of kin; nothing where the letter is a charge.
    pub(crate) kin: Points,
    pub(crate) conduct: u8,
    pub(crate) cause: u8,
    pub(crate) kept: bool,
    /// Days until the charge is entered [days].
    pub(crate) delay: u8,
}

impl Letter {
    /// Shares of the charges of kin.
    pub(crate) fn from_kin(to: u32, kin: Points) -> Letter {
        Letter { to, kin, cause: Cause::Association as u8, ..Letter::default() }
    }

    /// Whether it brings shares of the charges of kin, even where they add up to nothing.
    pub(crate) fn is_from_kin(&self) -> bool {
        self.cause == Cause::Association as u8
    }
}
