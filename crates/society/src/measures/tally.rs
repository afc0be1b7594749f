//! What is counted: a number for each thing, laid out once.

use crate::scenario::{Conduct, Gate, Register};
use crate::scoring::Cause;

/// One thing that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    place: u16,
    /// How far apart the counts of one conduct, gate, cause or list and the next lie.
    stride: u16,
}

/// Something that lasts: how many citizens are in it, and since when.
///
/// Kept as a level and a sum of the days on which it changed, from which the citizen-days up to
/// any day follow exactly, without a look at anyone on the days between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u16)]
pub enum Stock {
    /// Citizens under any penalty.
    Restricted,
    /// Of these, citizens whom their true deeds would not restrict, by the error at fault: in
    /// the order of [`crate::scoring::WRONGS`].
    Misidentified,
    /// See [`Stock::Misidentified`].
    Misrecorded,
    /// See [`Stock::Misidentified`].
    FalselyReported,
    /// See [`Stock::Misidentified`].
    ByAssociation,
    /// Citizens whom their true deeds would restrict, and who are not.
    Spared,
    /// Citizens on the first list of the policy.
    FirstList,
    /// Citizens on the second list.
    SecondList,
    /// Citizens on the third list.
    ThirdList,
    /// Citizens on the fourth list.
    FourthList,
    /// Citizens of working age out of work.
    OutOfWork,
}

impl Stock {
    /// How many stocks there are.
    pub const COUNT: usize = 11;

    /// The stock of list `number`.
    #[must_use]
    pub const fn list(number: usize) -> Stock {
        match number {
            0 => Stock::FirstList,
            1 => Stock::SecondList,
            2 => Stock::ThirdList,
            _ => Stock::FourthList,
        }
    }

    /// The stock of those wrongly restricted through error `number` of
    /// [`crate::scoring::WRONGS`].
    #[must_use]
    pub const fn wrongful(number: usize) -> Stock {
        match number {
            0 => Stock::Misidentified,
            1 => Stock::Misrecorded,
            2 => Stock::FalselyReported,
            _ => Stock::ByAssociation,
        }
    }
}

/// Lays the tallies out one after another and names each.
macro_rules! tallies {
    ($( $(#[$doc:meta])* $name:ident: $width:expr; )*) => {
        #[derive(Clone, Copy)]
        #[repr(usize)]
        #[expect(
            non_camel_case_types,
            clippy::upper_case_acronyms,
            reason = "the names of the constants below"
        )]
        enum Order { $($name,)* Last }
        const WIDTHS: [usize; Order::Last as usize] = [$($width),*];
        const fn start(of: usize) -> u16 {
            let (mut sum, mut at) = (0, 0);
            while at < of {
                sum += WIDTHS[at];
                at += 1;
            }
            sum as u16
        }
        impl Tally {
            $( $(#[$doc])* pub const $name: Tally = Tally { place: start(Order::$name as usize), stride: 1 }; )*
            /// How many tallies there are.
            pub const COUNT: usize = start(Order::Last as usize) as usize;
        }
    };
}

tallies! {
    /// What comes of occasions: four counts for each conduct, side by side.
    ACTS: 4 * Conduct::COUNT;
    /// What cameras make of acts: four counts, side by side.
    FACES: 4;
    /// What registers make of deeds: four counts for each, side by side.
    FILES: 4 * Register::ALL.len();
    /// Charges: four counts for each cause, side by side.
    ACCOUNTS: 4 * Cause::ALL.len();
    /// Good deeds staged: seen, and not done.
    STAGED: 1;
    /// Harm of breaches [harm].
    HARM: 1;
    /// Sightings of citizens who did nothing that any rule minds.
    PASSED: 1;
    /// Of these, identified rightly.
    PASSED_NAMED: 1;
    /// Of these, identified wrongly.
    PASSED_MISTAKEN: 1;
    /// True reports by informants.
    TOLD: 1;
    /// False reports by informants.
    LIES: 1;
    /// Points that passed on to someone [grains, all counted as positive]: what set ties going.
    PASSED_ON: 1;
    /// Points that the floor cut off deductions [grains].
    FLOOR: 1;
    /// Points that the cap cut off gains [grains].
    CAP: 1;
    /// Days from deed to charge, summed over charges for deeds [days].
    DELAY: 1;
    /// Sanctions: deductions, fines and letters for what a citizen is held to have done.
    SANCTIONS: 1;
    /// Letters of warning.
    WARNINGS: 1;
    /// What gates do: three counts for each gate, side by side.
    GATES: 3 * Gate::COUNT;
    /// What gates that look at standing do, by band: two counts for each, side by side.
    BY_BAND: 16;
    /// Days waited at hospitals [1/256 days].
    WAITED: 1;
    /// Of these, waited because others were hurried [1/256 days].
    WAITED_FOR_OTHERS: 1;
    /// Days of waiting that hurried patients were spared [1/256 days].
    HURRIED: 1;
    /// Days of waiting added to slowed patients [1/256 days].
    SLOWED: 1;
    /// Taken off fares [1/256 monthly cards].
    SAVED_FARES: 1;
    /// Fines [1/1000 months' income].
    FINES: 1;
    /// Months on a throttled line.
    THROTTLED: 1;
    /// Penalties felt at gates and in fines.
    DETRIMENTS: 1;
    /// Of these, in a part of life other than that of the deed behind them.
    UNRELATED: 1;
    /// Entries on lists, by list.
    LISTED: 4;
    /// Exits from lists, by list.
    DELISTED: 4;
    /// Restrictions begun.
    SPELLS: 1;
    /// Restrictions ended.
    SPELLS_ENDED: 1;
    /// Citizens restricted for the first time.
    EVER_RESTRICTED: 1;
    /// Citizens wrongly restricted for the first time, by the error at fault.
    EVER_WRONGED: 4;
    /// Citizens barred from planes for the first time.
    EVER_GROUNDED: 1;
    /// Citizens barred from fast trains for the first time.
    EVER_OFF_RAIL: 1;
    /// Citizens put on a blacklist for the first time.
    EVER_BLACKLISTED: 1;
    /// Restrictions begun by citizens restricted before who are harder up than then: spirals.
    SPIRALS: 1;
    /// Ties cut.
    TIES_CUT: 1;
    /// Citizens from whom a friend turned away for the first time.
    CUT_OFF: 1;
    /// Help refused to citizens for their standing.
    DENIED: 1;
    /// Appeals lodged.
    APPEALS: 1;
    /// Appeals granted.
    GRANTED: 1;
    /// Posts lost.
    LOST_WORK: 1;
    /// Posts found.
    FOUND_WORK: 1;
    /// Court debts left unpaid when ordered.
    DEBTS: 1;
    /// Court debts paid after all.
    REPAID: 1;
    /// Of these, by someone on a blacklist.
    REPAID_LISTED: 1;
    /// Levels of the stocks.
    LEVEL: Stock::COUNT;
    /// Days on which the stocks changed, signed like the change [days].
    SINCE: Stock::COUNT;
}

// What one event counts lies side by side, since each cache line that it touches has its price;
// acts, charges and sightings in fours that begin where a [`Tally::LANES`] does.
impl Tally {
    /// Occasions, by conduct.
    pub const OCCASIONS: Tally = Tally::ACTS.woven(0, 4);
    /// Breaches (of a virtue: left undone; of the disfavoured: done), by conduct.
    pub const BROKEN: Tally = Tally::ACTS.woven(1, 4);
    /// Occasions that others could see, by conduct.
    pub const OPEN: Tally = Tally::ACTS.woven(2, 4);
    /// Breaches that others could see, by conduct.
    pub const OPEN_BROKEN: Tally = Tally::ACTS.woven(3, 4);
    /// Charges, by cause.
    pub const CHARGES: Tally = Tally::ACCOUNTS.woven(0, 4);
    /// Points charged [grains], by cause.
    pub const POINTS: Tally = Tally::ACCOUNTS.woven(1, 4);
    /// Points deducted [grains, counted as positive], by cause.
    pub const DEDUCTED: Tally = Tally::ACCOUNTS.woven(2, 4);
    /// Points charged either way [grains, all counted as positive], by cause.
    pub const MOVED: Tally = Tally::ACCOUNTS.woven(3, 4);
    /// Acts, of those in public, that a camera filmed.
    pub const FILMED: Tally = Tally::FACES.woven(0, 4);
    /// Of these, put to the one who acted.
    pub const NAMED: Tally = Tally::FACES.woven(1, 4);
    /// Of these, put to somebody else.
    pub const MISTAKEN: Tally = Tally::FACES.woven(2, 4);
    /// What seemed a breach and was put to anyone: what cameras follow.
    pub const FOUND: Tally = Tally::FACES.woven(3, 4);
    /// Entries in registers that a deed stands behind, by register.
    pub const ENTRIES: Tally = Tally::FILES.woven(0, 4);
    /// Of these, joined to no one, by register.
    pub const MISSED: Tally = Tally::FILES.woven(1, 4);
    /// Of these, joined to somebody else, by register.
    pub const MISJOINED: Tally = Tally::FILES.woven(2, 4);
    /// Entries that no deed stands behind, by register.
    pub const PHANTOM: Tally = Tally::FILES.woven(3, 4);
    /// Points that came over ties [grains, all counted as positive].
    pub const CAME_OVER: Tally = Tally::MOVED.by(Cause::Association);
    /// Citizens at a gate, by gate.
    pub const ASKED: Tally = Tally::GATES.woven(0, 3);
    /// Of these, refused, by gate.
    pub const REFUSED: Tally = Tally::GATES.woven(1, 3);
    /// Of these, refused though true deeds would have been served, by gate.
    pub const REFUSED_WRONGLY: Tally = Tally::GATES.woven(2, 3);

    /// Requests of citizens at gates that look at standing, by band.
    pub const ASKED_IN_BAND: Tally = Tally::BY_BAND.woven(0, 2);
    /// Of these, refused, by band.
    pub const REFUSED_IN_BAND: Tally = Tally::BY_BAND.woven(1, 2);

    /// The `thread`-th of `threads` tallies whose counts take turns from here on.
    const fn woven(self, thread: u16, threads: u16) -> Tally {
        Tally { place: self.place + thread, stride: threads }
    }

    /// The tally `places` after this one, within what it counts.
    const fn plus(self, places: usize) -> Tally {
        Tally { place: self.place + self.stride * places as u16, stride: self.stride }
    }

    /// This tally for one conduct.
    #[must_use]
    pub const fn of(self, conduct: Conduct) -> Tally {
        self.plus(conduct as usize)
    }

    /// This tally for one gate.
    #[must_use]
    pub const fn at(self, gate: Gate) -> Tally {
        self.plus(gate as usize)
    }

    /// This tally for one register.
    #[must_use]
    pub const fn in_register(self, register: Register) -> Tally {
        self.plus(register as usize)
    }

    /// This tally for one cause.
    #[must_use]
    pub const fn by(self, cause: Cause) -> Tally {
        self.plus(cause as usize)
    }

    /// This tally for one stock.
    #[must_use]
    pub const fn stock(self, stock: Stock) -> Tally {
        self.plus(stock as usize)
    }

    /// This tally for list, or error, `number`.
    #[must_use]
    pub const fn number(self, number: usize) -> Tally {
        self.plus(number)
    }

    /// Tallies that lie side by side for each cell.
    pub const LANES: usize = 4;

    /// Fours of what comes by the hundred each day: acts, and what is seen of them.
    pub(super) const DAILY: usize = Tally::ACCOUNTS.place as usize / Tally::LANES;

    /// The tally's place in a row.
    #[inline]
    #[must_use]
    pub const fn place(self) -> usize {
        self.place as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tallies_lie_side_by_side_without_overlap() {
        assert_eq!(Tally::OCCASIONS.of(Conduct::CourtDebt).place(), 4);
        assert_eq!(Tally::OPEN_BROKEN.of(Conduct::Loan).place() + 1, Tally::FILMED.place());
        assert!(Tally::OCCASIONS.place().is_multiple_of(Tally::LANES));
        assert!(Tally::CHARGES.place().is_multiple_of(Tally::LANES));
        assert!(Tally::FILMED.place().is_multiple_of(Tally::LANES));
        assert!(Tally::ENTRIES.place().is_multiple_of(Tally::LANES));
        assert_eq!(Tally::SINCE.place() + Stock::COUNT, Tally::COUNT);
    }
}
