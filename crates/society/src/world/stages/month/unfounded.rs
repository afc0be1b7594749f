//! Unfounded charges: spurious entries in registers, false reports of informants, and deeds of people
//! who are not in the gallery of the cameras.

use crate::measures::Tally;
use crate::scoring::Cause;
use crate::units::{Draw, Resident};
use crate::world::charge::Charge;
use crate::world::ledger::Ledger;

/// Makes the month's unfounded charges: against the citizen by a register, then by the citizen
/// against an acquaintance.
///
/// An entry is charged at once. A false report is a message, even to a neighbor: the accused may have
/// had their own update today already, or may yet have it, and the order must not matter. The words
/// of the block decide, in turn, entry, false report, acquaintance and conduct.
pub(crate) fn run(ledger: &mut Ledger<'_>, who: Resident, block: [Draw; 4]) {
    let unfounded = &ledger.rules.unfounded;
    let [entry, lie, acquaintance, conduct] = block;
    if let Some(register) = unfounded.register(entry) {
        ledger.count(who, Tally::SPURIOUS.in_register(register), 1);
        ledger.charge(who, Charge::unfounded(register.spurious(), Cause::Misrecorded));
    }
    if unfounded.false_reports.admits(lie)
        && let Some(conduct) = unfounded.accusation(conduct)
        && let Some(victim) = ledger.acquaintance(who, acquaintance)
    {
        ledger.count(who, Tally::FALSE_REPORTS, 1);
        let charge = Charge::unfounded(conduct, Cause::FalselyReported);
        ledger.send(ledger.citizen(victim), charge);
    }
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
