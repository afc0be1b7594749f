//! Unfounded charges: spurious entries in registers, and false reports of informants.

use crate::measures::Tally;
use crate::scenario::Register;
use crate::scoring::Cause;
use crate::world::charge::Charge;
use crate::world::ledger::Ledger;

/// Makes the month's unfounded charges: against the citizen by a register, and by the citizen against
/// an acquaintance.
pub(crate) fn run(ledger: &mut Ledger<'_>, who: u16, [entry, lie, whom, conduct]: [u32; 4]) {
    let rules = ledger.rules;
    let register = Register::ALL.iter().find(|&&it| rules.spurious[it as usize].admits(entry));
    if let Some(&register) = register {
        ledger.count(who, Tally::PHANTOM.in_register(register), 1);
        ledger.charge(who, Charge::unfounded(register.phantom(), Cause::Misrecorded));
    }
    if rules.false_reports.admits(lie)
        && !rules.reportable.is_empty()
        && let Some(victim) = ledger.acquaintance(who, whom)
    {
        let pick = ((u64::from(conduct) * rules.reportable.len() as u64) >> 32) as usize;
        ledger.count(who, Tally::LIES, 1);
        let charge = Charge::unfounded(rules.reportable[pick], Cause::FalselyReported);
        ledger.send(ledger.citizen(victim), charge);
    }
}
