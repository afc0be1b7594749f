//! Tallies: the events that are counted, each with its column in a row of counts.
//!
//! ```text
//! row of one place and cell, in blocks of four lanes of 64 bits:
//! | occasions, broken, open, open broken | × conduct    acts        ┐
//! | filmed, named, mistaken, found       |              cameras     │ also as 16-bit
//! | entries, missed, mislinked, spurious | × register   registers  ┘ lanes of a day
//! | charges, points, deducted, moved     | × cause      charges
//! | single columns …                     |
//! ```
//!
//! The counts of one event lie side by side: an act adds to one block of four, half a cache line,
//! where four columns would touch four lines.

use super::stock::Stock;
use crate::scenario::{Conduct, Gate, ListId, Register};
use crate::scoring::{Cause, Deed};
use crate::sparing::Sparing;

/// One kind of event that is counted, by its column.
///
/// ```
/// use society::{measures::Tally, scenario::{Conduct, Gate}};
///
/// let driving = Tally::BROKEN.of(Conduct::Driving);
/// assert_ne!(driving, Tally::BROKEN.of(Conduct::Travel));
/// assert_ne!(Tally::ASKED.at(Gate::Rail), Tally::REFUSED.at(Gate::Rail));
/// assert!(driving.place() < Tally::COUNT);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// The column.
    place: u16,
    /// Columns from one conduct, gate, cause or list to the next.
    stride: u16,
    /// Conducts, gates, causes or lists that it counts by; 1 where it has no parts.
    parts: u16,
}

/// Lays out the columns of a row, one tally after another, and defines a constant for each.
macro_rules! tallies {
    ($( $(#[$doc:meta])* $vis:vis $name:ident: $width:expr; )*) => {
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
            $( $(#[$doc])* $vis const $name: Tally = Tally { place: start(Order::$name as usize), stride: 1, parts: $width as u16 }; )*
            /// Columns of a row.
            pub const COUNT: usize = start(Order::Last as usize) as usize;
        }
    };
}

tallies! {
    /// Outcomes of occasions: four lanes for each conduct.
    ACT_LANES: 4 * Conduct::COUNT;
    /// Recognition of acts by cameras: four lanes.
    CAMERA_LANES: 4;
    /// Linkage of deeds by registers: four lanes for each register.
    REGISTER_LANES: 4 * Register::ALL.len();
    /// Charges: four lanes for each cause.
    CHARGE_LANES: 4 * Cause::ALL.len();
    /// Good deeds staged: seen, and not done.
    pub STAGED: 1;
    /// Harm of breaches [harm].
    pub HARM: 1;
    /// Sightings of passers-by: no rule applies to any of their acts.
    pub PASSED: 1;
    /// Of these, identified rightly.
    pub PASSED_NAMED: 1;
    /// Of these, identified wrongly.
    pub PASSED_MISTAKEN: 1;
    /// Breaches of people not enrolled that a camera put to a citizen.
    pub UNENROLLED_MISTAKEN: 1;
    /// True reports by informants.
    pub REPORTED: 1;
    /// False reports by informants.
    pub FALSE_REPORTS: 1;
    /// Charges that spread over ties [grains, all counted as positive].
    pub PASSED_ON: 1;
    /// Points that the floor cut off deductions [grains].
    pub FLOOR: 1;
    /// Points that the cap cut off gains [grains].
    pub CAP: 1;
    /// Days from deed to the update of the score, summed over charges for deeds [days].
    pub DELAY: 1;
    /// Sanctions: deductions, fines and letters for deeds attributed to the citizen.
    pub SANCTIONS: 1;
    /// Letters of warning.
    pub WARNINGS: 1;
    /// Of these, for what an error attributed to the citizen.
    pub WARNED_WRONGLY: 1;
    /// Fines taken for what an error attributed to the citizen.
    pub FINED_WRONGLY: 1;
    /// Answers of gates: three lanes for each gate.
    GATE_LANES: 3 * Gate::COUNT;
    /// Answers of gates that check standing: two lanes for each band.
    BAND_LANES: 16;
    /// Trips by slow train for want of a ticket for a fast one.
    pub SLOW_TRAINS: 1;
    /// Time lost on them [hours].
    pub SLOW_HOURS: 1;
    /// Days waited at hospitals [1/256 days].
    pub WAITED: 1;
    /// Of these, waited because others were hurried [1/256 days].
    pub WAITED_FOR_OTHERS: 1;
    /// Days of waiting that hurried patients were spared [1/256 days].
    pub HURRIED: 1;
    /// Days of waiting added to slowed patients [1/256 days].
    pub SLOWED: 1;
    /// Taken off fares [1/256 monthly cards].
    pub SAVED_FARES: 1;
    /// Fines [1/1000 months' income].
    pub FINES: 1;
    /// Months on a throttled line.
    pub THROTTLED: 1;
    /// Penalties felt at gates and in fines.
    pub DETRIMENTS: 1;
    /// Of these, in a part of life other than that of the deed behind them.
    pub UNRELATED: 1;
    /// Entries on lists, by list.
    pub LISTED: 4;
    /// Exits from lists, by list.
    pub DELISTED: 4;
    /// Restrictions begun.
    pub SPELLS: 1;
    /// Restrictions begun, by the reason behind them.
    pub BEGUN: Deed::COUNT;
    /// Restrictions ended.
    pub SPELLS_ENDED: 1;
    /// Citizens restricted for the first time.
    pub EVER_RESTRICTED: 1;
    /// Citizens wrongly restricted for the first time, by the error at fault.
    pub EVER_WRONGED: 4;
    /// Citizens barred from planes for the first time.
    pub EVER_GROUNDED: 1;
    /// Citizens barred from fast trains for the first time.
    pub EVER_OFF_RAIL: 1;
    /// Citizens put on a blacklist for the first time.
    pub EVER_BLACKLISTED: 1;
    /// Citizens restricted again in more hardship than at their first restriction, for the first time.
    pub SPIRALS: 1;
    /// Ties cut.
    pub TIES_CUT: 1;
    /// Citizens shunned by a friend for the first time.
    pub CUT_OFF: 1;
    /// Help refused to citizens for their standing.
    pub DENIED: 1;
    /// Appeals lodged.
    pub APPEALS: 1;
    /// Appeals granted.
    pub GRANTED: 1;
    /// Objections lodged.
    pub OBJECTIONS: 1;
    /// Of these, against charges for what the citizen did not do.
    pub OBJECTIONS_OF_WRONGED: 1;
    /// Days from the objection to the decision, summed over objections lodged [days].
    pub OBJECTION_DELAY: 1;
    /// Paid for objections [1/1000 months' income].
    pub OBJECTION_FEES: 1;
    /// Days that objections took of citizens' lives [days].
    pub OBJECTION_DAYS: 1;
    /// Objections decided.
    pub OBJECTIONS_DECIDED: 1;
    /// Of these, accepted.
    pub OBJECTIONS_ACCEPTED: 1;
    /// Objections against charges for what the citizen did not do that were rejected.
    pub UPHELD_WRONGLY: 1;
    /// Points given back that spread over ties [grains].
    pub CORRECTED_ON: 1;
    /// Fines for what an error attributed to the citizen that were refunded.
    pub FINES_REFUNDED: 1;
    /// Letters for what an error attributed to the citizen that were withdrawn.
    pub WARNINGS_WITHDRAWN: 1;
    /// Posts lost.
    pub LOST_WORK: 1;
    /// Posts found.
    pub FOUND_WORK: 1;
    /// Court debts left unpaid when ordered.
    pub DEBTS: 1;
    /// Court debts paid after all.
    pub REPAID: 1;
    /// Of these, by debtors on a blacklist.
    pub REPAID_LISTED: 1;
    /// Points charged for conducts: two lanes for each.
    CONDUCT_LANES: 2 * Conduct::COUNT;
    /// Citizens free despite their true deeds from now on, by the cause.
    pub SPARED_BEGUN: Sparing::COUNT;
    /// Hours from deeds until gates see their charges [hours].
    pub HOURS: 1;
    /// Bills left late that the same citizen would have paid in no hardship, on the same draw.
    pub LATE_IN_HARDSHIP: 1;
    /// Adults whose band is compared with that of a year ago.
    pub RANKED: 1;
    /// Of these, adults in the same band.
    pub RANK_KEPT: 1;
    /// Levels of the stocks.
    pub LEVEL: Stock::COUNT;
    /// Sums of the days of changes of the stocks, signed like the changes [days].
    pub SINCE: Stock::COUNT;
}

// Interleaved: the blocks of acts, charges and sightings are of four lanes and aligned to
// [`Tally::LANES`], so that one event writes one block.
impl Tally {
    /// Occasions, by conduct.
    pub const OCCASIONS: Tally = Tally::ACT_LANES.interleaved(0, 4);
    /// Breaches (of a virtue: left undone; of the disfavored: done), by conduct.
    pub const BROKEN: Tally = Tally::ACT_LANES.interleaved(1, 4);
    /// Occasions that others could see, by conduct.
    pub const OPEN: Tally = Tally::ACT_LANES.interleaved(2, 4);
    /// Breaches that others could see, by conduct.
    pub const OPEN_BROKEN: Tally = Tally::ACT_LANES.interleaved(3, 4);
    /// Charges, by cause.
    pub const CHARGES: Tally = Tally::CHARGE_LANES.interleaved(0, 4);
    /// Points charged [grains], by cause.
    pub const POINTS: Tally = Tally::CHARGE_LANES.interleaved(1, 4);
    /// Points deducted [grains, counted as positive], by cause.
    pub const DEDUCTED: Tally = Tally::CHARGE_LANES.interleaved(2, 4);
    /// Points charged either way [grains, all counted as positive], by cause.
    pub(crate) const MOVED: Tally = Tally::CHARGE_LANES.interleaved(3, 4);
    /// Acts, of those in public, that a camera filmed.
    pub const FILMED: Tally = Tally::CAMERA_LANES.interleaved(0, 4);
    /// Of these, attributed to the right citizen.
    pub const NAMED: Tally = Tally::CAMERA_LANES.interleaved(1, 4);
    /// Of these, attributed to another citizen.
    pub const MISTAKEN: Tally = Tally::CAMERA_LANES.interleaved(2, 4);
    /// Apparent breaches attributed to anyone: the counts that cameras follow.
    pub const FOUND: Tally = Tally::CAMERA_LANES.interleaved(3, 4);
    /// Register entries of real deeds, by register.
    pub const ENTRIES: Tally = Tally::REGISTER_LANES.interleaved(0, 4);
    /// Of these, linked to no one, by register.
    pub const MISSED: Tally = Tally::REGISTER_LANES.interleaved(1, 4);
    /// Of these, linked to another citizen, by register.
    pub const MISLINKED: Tally = Tally::REGISTER_LANES.interleaved(2, 4);
    /// Register entries without any deed, by register.
    pub const SPURIOUS: Tally = Tally::REGISTER_LANES.interleaved(3, 4);
    /// Points won, as charged, by conduct [grains].
    pub const WON: Tally = Tally::CONDUCT_LANES.interleaved(0, 2);
    /// Points lost, as charged, by conduct [grains, counted as positive].
    pub const LOST: Tally = Tally::CONDUCT_LANES.interleaved(1, 2);
    /// Points received over ties [grains, all counted as positive].
    pub const CAME_OVER: Tally = Tally::MOVED.by(Cause::Association);
    /// Citizens at a gate, by gate.
    pub const ASKED: Tally = Tally::GATE_LANES.interleaved(0, 3);
    /// Of these, refused, by gate.
    pub const REFUSED: Tally = Tally::GATE_LANES.interleaved(1, 3);
    /// Of these, refused where the true deeds would have been served, by gate.
    pub const REFUSED_WRONGLY: Tally = Tally::GATE_LANES.interleaved(2, 3);

    /// Requests at gates that check standing, by band.
    pub const ASKED_IN_BAND: Tally = Tally::BAND_LANES.interleaved(0, 2);
    /// Of these, refused, by band.
    pub const REFUSED_IN_BAND: Tally = Tally::BAND_LANES.interleaved(1, 2);

    /// Lane `lane` of `lanes` interleaved tallies that begin here.
    const fn interleaved(self, lane: u16, lanes: u16) -> Tally {
        debug_assert!(lane < lanes);
        Tally { place: self.place + lane, stride: lanes, parts: self.parts / lanes }
    }

    /// The tally `steps` conducts, gates, causes or lists after this one.
    const fn offset(self, steps: usize) -> Tally {
        debug_assert!(steps < self.parts as usize);
        Tally { place: self.place + self.stride * steps as u16, stride: self.stride, parts: 1 }
    }

    /// This tally for one conduct.
    #[must_use]
    pub const fn of(self, conduct: Conduct) -> Tally {
        self.offset(conduct as usize)
    }

    /// This tally for one gate.
    #[must_use]
    pub const fn at(self, gate: Gate) -> Tally {
        self.offset(gate as usize)
    }

    /// This tally for one register.
    #[must_use]
    pub const fn in_register(self, register: Register) -> Tally {
        self.offset(register as usize)
    }

    /// This tally for one cause.
    #[must_use]
    pub const fn by(self, cause: Cause) -> Tally {
        self.offset(cause as usize)
    }

    /// This tally for one stock.
    #[must_use]
    pub const fn stock(self, stock: Stock) -> Tally {
        self.offset(stock as usize)
    }

    /// This tally for one list.
    #[must_use]
    pub const fn on_list(self, list: ListId) -> Tally {
        self.offset(list.0 as usize)
    }

    /// This tally for the error, the band or another part of this index.
    #[must_use]
    pub const fn at_index(self, index: usize) -> Tally {
        self.offset(index)
    }

    /// Conducts, gates, causes or lists that it counts by.
    pub(super) const fn parts(self) -> usize {
        self.parts as usize
    }

    /// Lanes of a block: tallies stored side by side for each cell.
    pub(crate) const LANES: usize = 4;

    /// Blocks with daily lanes of 16 bits: acts and sightings, the events of every day.
    pub(super) const DAILY: usize = Tally::CHARGE_LANES.place as usize / Tally::LANES;

    /// The column, 0 to [`Tally::COUNT`] − 1.
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
