//! Imitation: a citizen who gained less than an acquaintance may take over their readiness to help.

use crate::units::{Draw, Resident};
use crate::world::ledger::Ledger;

/// Closes the month's account of gains, and imitates a more successful acquaintance by chance.
///
/// `other` picks the acquaintance and `draw` decides. Compared are gains of the month before, which
/// for an acquaintance with an update later this month may be one month older. The chance grows in
/// proportion to the lead, and without a lead there is no imitation.
pub(crate) fn run(ledger: &mut Ledger<'_>, who: Resident, other: Draw, draw: Draw) {
    let rules = ledger.rules;
    let Some(help) = &rules.help else { return };
    let [now, last] = &mut ledger.state.gains[usize::from(who)];
    *last = std::mem::take(now);
    let mine = i64::from(*last);
    let Some(other) = ledger.acquaintance(who, other) else { return };
    // Gains of the month before: those of the running month would compare unequal numbers of days.
    let ahead = i64::from(ledger.state.gains(other)[1]) - mine;
    if ahead > 0 && u64::from(draw.0) < help.imitation * ahead.unsigned_abs() {
        ledger.state.willing[usize::from(who)] = ledger.state.is_willing(other);
    }
}
