//! Unfounded charges: spurious entries in registers, false reports of informants, and deeds of people
//! who are not in the gallery of the cameras.

use crate::chance::{Address, Purpose};
use crate::measures::Tally;
use crate::scenario::Register;
use crate::scoring::Cause;
use crate::units::{Draw, Resident};
use crate::world::charge::Charge;
use crate::world::ledger::Ledger;

/// The blocks of one update, by their number in the address: whether there is an entry in each register
/// or a false report; a stranger's face, and the details of a report; the conducts of entries.
///
/// The last are drawn where they are needed, which is seldom.
pub(super) const FACES: u16 = 1;
const ENTRIES: u16 = 2;

/// Makes the month's unfounded charges: against the citizen by each register, then by the citizen
/// against an acquaintance.
///
/// An entry is charged at once. A false report is a message, even to a neighbor: the accused may have
/// had their own update today already, or may yet have it, and the order must not matter.
pub(crate) fn run(ledger: &mut Ledger<'_>, who: Resident, block: [Draw; 4]) {
    let unfounded = &ledger.rules.unfounded;
    let [entries @ .., report] = block;
    for (register, draw) in Register::ALL.into_iter().zip(entries) {
        if unfounded.has_entry(register, draw) {
            make_entry(ledger, who, register);
        }
    }
    if unfounded.false_reports.admits(report) {
        report_falsely(ledger, who);
    }
}

/// Charges the citizen by an entry of `register` with no deed behind it.
fn make_entry(ledger: &mut Ledger<'_>, who: Resident, register: Register) {
    let draw = draw(ledger, who, ENTRIES)[register as usize];
    if let Some(conduct) = ledger.rules.unfounded.entry(register, draw) {
        ledger.count(who, Tally::SPURIOUS.in_register(register), 1);
        ledger.charge(who, Charge::unfounded(conduct, Cause::Misrecorded));
    }
}

/// Sends a charge against an acquaintance of the citizen, who has done nothing.
fn report_falsely(ledger: &mut Ledger<'_>, who: Resident) {
    let [.., acquaintance, conduct] = draw(ledger, who, FACES);
    if let Some(conduct) = ledger.rules.unfounded.accusation(conduct)
        && let Some(victim) = ledger.acquaintance(who, acquaintance)
    {
        ledger.count(who, Tally::FALSE_REPORTS, 1);
        let charge = Charge::unfounded(conduct, Cause::FalselyReported);
        ledger.send(ledger.citizen(victim), charge);
    }
}

/// One of the blocks of a citizen's update today.
fn draw(ledger: &Ledger<'_>, who: Resident, which: u16) -> [Draw; 4] {
    let (who, day) = (ledger.citizen(who).0, ledger.day.into());
    ledger.chance.draw(Address { who, day, which, ..Address::of(Purpose::Spurious) })
}

/// Charges the citizen with a breach of somebody not enrolled, for whom a camera takes them this month.
///
/// One chance a month for each citizen and not a search for each stranger: whom a search falls on is
/// decided by the face that is confused. The words of the block decide, in turn, whether and of what.
pub(crate) fn mistake_face(ledger: &mut Ledger<'_>, who: Resident, block: [Draw; 4]) {
    let rules = ledger.rules;
    let [mistaken, conduct, ..] = block;
    if rules.sensors.accusation(ledger.place, ledger.cell(who).group()).admits(mistaken)
        && let Some(conduct) = rules.unfounded.before_cameras(conduct)
    {
        ledger.count(who, Tally::UNENROLLED_MISTAKEN, 1);
        ledger.charge(who, Charge::unfounded(conduct, Cause::Misidentified));
    }
}
