//! Unfounded charges: spurious entries in registers, and false reports of informants.

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
