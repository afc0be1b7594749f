//! The morning: messages are read, late entries are made, objections are decided, timers fire.
//!
//! Everything here was decided on an earlier day. Messages go first: a charge with a delay is filed from
//! this morning on, never for this morning. Timers go last: a term that ends today ends after the
//! charges of the night, as it would have had it run until noon.

use crate::world::day_step::DayStep;
use crate::world::message::Message;
use crate::world::scratch::Scratch;

/// Runs the morning of one neighborhood: points from kin, charges by message, late entries, decisions on
/// objections, timers.
pub(crate) fn run(step: &mut DayStep<'_>, inbox: &[Message]) {
    let ledger = &mut step.ledger;
    ledger.evening.clear();
    // Points that came over ties last evening are passed on tonight.
    ledger.evening.charges.append(&mut ledger.state.carried);
    read_messages(step, inbox);
    step.ledger.enter_due();
    // Before the timers: a notice that ends this morning does not outrun the decision.
    step.ledger.decide_due_objections();
    step.ledger.fire_due_timers();
}

/// Sums up the points from kin by citizen, since the ends of the scale must not see them one by one,
/// then makes the charges in their own order.
///
/// Messages arrive in an order that depends on batches and processes. A sum does not depend on it; a
/// charge does, by the tariff of repeats and the ends of the scale, and is sorted by its content: equal
/// messages cannot be told apart.
fn read_messages(step: &mut DayStep<'_>, inbox: &[Message]) {
    let DayStep { ledger, scratch, .. } = step;
    let Scratch { messages: charges, group_sums, arrivals, slow, .. } = &mut **scratch;
    let inflow = group_sums.open(ledger.residents, inbox.len());
    for message in inbox {
        match message.kin() {
            Some(points) => inflow.add(ledger.addressee(message), points),
            None => charges.push(*message),
        }
    }
    inflow.collect(ledger.residents, arrivals);
    ledger.associate(arrivals, slow);
    charges.sort_unstable();
    for message in charges.drain(..) {
        let who = ledger.addressee(&message);
        ledger.enter(who, message.charge());
    }
}
