//! Visits to the gates, and their effects on the citizen and on others in the queue.
//!
//! Here are the gates that a citizen visits on an occasion. The others are asked at a monthly update
//! (job, internet, fare) or before an act (loan). See *Gates* in the handbook.

use crate::conduct::Occasion;
use crate::measures::Tally;
use crate::scenario::Gate;
use crate::units::Resident;
use crate::world::day_step::DayStep;
use crate::world::ledger::{Aside, Ledger};

/// Runs the visits to one gate.
pub(crate) fn run(step: &mut DayStep<'_>, gate: Gate, occasions: &[Occasion]) {
    for occasion in occasions {
        visit(&mut step.ledger, occasion, gate);
    }
}

/// Asks at a gate, by the occasion's own draw. A trip or a school that is refused for good adds to
/// hardship; a hospital that serves makes one wait.
fn visit(ledger: &mut Ledger<'_>, occasion: &Occasion, gate: Gate) {
    let (who, rules) = (occasion.who, ledger.rules);
    let goes_slowly = gate == Gate::Rail && ledger.goes_slowly(who);
    let draws = |ledger: &Ledger<'_>| ledger.draw_aside(occasion, Aside::Ticket);
    let tickets = |ledger: &Ledger<'_>| {
        if goes_slowly { 0 } else { rules.travel.tickets(gate, draws(ledger)) }
    };
    let served = ledger.ask_for(who, gate, occasion.choice, tickets);
    match gate {
        Gate::Hospital if served => wait_in_queue(ledger, who, occasion.aside),
        Gate::Rail if !served && (goes_slowly || rules.travel.offers_slow(draws(ledger))) => {
            ledger.take_slow_train(who);
        }
        Gate::Flight | Gate::Rail | Gate::School if !served => {
            let hardship = &mut ledger.state.hardship[usize::from(who)];
            *hardship = rules.livelihood.refused(*hardship);
        }
        _ => {}
    }
}

/// Waits in the hospital's queue, which is fixed: time spared to a hurried patient is waited by the
/// patients after them, each at most as long again as their own wait [1/256 days].
///
/// Only a patient with no change of their own waits for others. `chance` rounds the loss of health,
/// which for most waits is less than the smallest step.
fn wait_in_queue(ledger: &mut Ledger<'_>, who: Resident, chance: u16) {
    let wait = ledger.rules.livelihood.wait();
    let terms = ledger.terms(who, Gate::Hospital);
    let waited = match terms.wait * wait / 256 {
        0 => {
            // Held within one wait: a queue left by many hurried patients is worked off by many.
            let others = ledger.state.queue.clamp(-i64::from(wait), wait.into());
            ledger.state.queue -= others;
            ledger.count(who, Tally::WAITED_FOR_OTHERS, others);
            wait + others as i32
        }
        change => {
            ledger.state.queue -= i64::from(change);
            let tally = if change < 0 { Tally::HURRIED } else { Tally::SLOWED };
            ledger.count(who, tally, change.abs().into());
            if change > 0 {
                ledger.count_detriment(who, terms.context);
            }
            wait + change
        }
    };
    ledger.count(who, Tally::WAITED, waited.into());
    let health = &mut ledger.state.health[usize::from(who)];
    *health = ledger.rules.livelihood.waited(*health, waited, chance);
}
