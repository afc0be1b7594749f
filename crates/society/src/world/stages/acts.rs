//! Acts: occasions to keep or break a rule, the choice, and its consequences.
//!
//! Choices on the occasions of one conduct come first, for everyone at once, and consequences after
//! them: nobody's choice depends on the consequences of another's on the same round. That lets the
//! first pass run without a branch that a processor could not predict.
//!
//! ```text
//! occasions  0 1 2 3 4 5 …        of one conduct, each of another citizen
//! broken     1 4 …                indices, filled from the left
//! kept       0 2 3 5 …            the rest
//! ```
//!
//! Consequences then come breaches first, honest acts next and players last: each loop does one thing,
//! and its code stays in the instruction cache. No order between citizens shows in a result, since
//! each has one occasion of a kind in a round, and an act moves the account of nobody else today.

mod choices;
mod help;
mod observing;

use crate::conduct::Occasion;
use crate::measures::Tally;
use crate::observation::Sensor;
use crate::scenario::{Conduct, Gate};
use crate::units::Resident;
use crate::world::day_step::DayStep;
use crate::world::ledger::{Aside, Ledger};
use crate::world::rules::ConductRules;
use crate::world::scratch::Scratch;
use choices::{Choices, Split, outcome_counts};
use observing::Act;

/// Runs the occasions of one conduct, each of another citizen.
///
/// One by one where an occasion has a condition: a gate looks at standings, which consequences of the
/// same round can change at home.
pub(crate) fn run(step: &mut DayStep<'_>, conduct: Conduct, occasions: &[Occasion]) {
    let DayStep { ledger, scratch, .. } = step;
    let conduct_rules = &ledger.rules.conducts[conduct as usize];
    if conduct_rules.is_asked_for() {
        for occasion in occasions {
            run_if_asked(ledger, occasion, conduct_rules);
        }
    } else {
        run_all(ledger, scratch, conduct_rules, occasions);
    }
}

/// Runs occasions that arise without a condition: all choices, then all sightings, then all
/// consequences.
///
/// Keeping to a rule has no consequence unless it earns points or could be staged: most conducts end
/// with their breaches.
fn run_all(
    ledger: &mut Ledger<'_>,
    scratch: &mut Scratch,
    conduct_rules: &ConductRules,
    occasions: &[Occasion],
) {
    let Scratch { broken, kept, .. } = scratch;
    // The lists never shrink: what lies beyond the counts of a split is left from another conduct.
    for list in [&mut *broken, &mut *kept] {
        list.resize(list.len().max(occasions.len()), 0);
    }
    let choices = Choices::new(ledger.rules, conduct_rules, ledger.residents, ledger.state)
        .at(ledger.place, ledger.rules);
    // Counts go straight into the tallies of the place, a word a cell; room was made for the whole day.
    let counts = ledger.tallies.daily_mut(ledger.place, Tally::OCCASIONS.of(conduct_rules.conduct));
    let Split { breakers, keepers } = choices.split(occasions, counts, broken, kept);
    if conduct_rules.conduct == Conduct::Bills {
        // Before any consequence: a fine of this round would add to the hardship of the choice.
        let late = broken[..breakers].iter().map(|&at| &occasions[usize::from(at)]);
        for bill in late.filter(|bill| choices.is_out_of_hardship(bill)) {
            let cell = ledger.residents.cell[usize::from(bill.who)];
            ledger.tallies.add(ledger.place, cell, Tally::LATE_IN_HARDSHIP, 1);
        }
    }
    let sensor = observing::sensor(ledger, conduct_rules);
    observing::count_sightings(ledger, occasions, sensor);
    for &at in &broken[..breakers] {
        break_rule(ledger, &occasions[usize::from(at)], conduct_rules, sensor);
    }
    let [honest, players] = if conduct_rules.is_staged {
        split_off_players(ledger, occasions, conduct_rules, &mut kept[..keepers], broken)
    } else {
        [keepers, 0]
    };
    if conduct_rules.earns {
        for &at in &kept[..honest] {
            earn(ledger, &occasions[usize::from(at)], conduct_rules, sensor, true);
        }
    }
    // `broken` has been gone through, and now holds the players.
    for &at in &broken[..players] {
        keep_rule(ledger, &occasions[usize::from(at)], conduct_rules, sensor);
    }
}

/// Runs one occasion that arises only where a gate serves or an acquaintance asks for help.
///
/// The gate comes first, then the request, then the choice; where either of the first two fails, the
/// occasion lapses and is not counted.
fn run_if_asked(ledger: &mut Ledger<'_>, occasion: &Occasion, conduct_rules: &ConductRules) {
    if conduct_rules.behind.is_some_and(|gate| !is_served(ledger, occasion, gate)) {
        return;
    }
    let rules = ledger.rules;
    let help = rules.help.as_ref().filter(|help| help.by == conduct_rules.conduct);
    let request = help.and_then(|help| help::request(ledger, occasion, help));
    if help.is_some() && request.is_none() {
        return;
    }
    // Unwilling helpers and askers of low standing break the duty whatever the choice would be.
    let refuses = request.is_some_and(|request| !request.is_met);
    let choices =
        Choices::new(rules, conduct_rules, ledger.residents, ledger.state).at(ledger.place, rules);
    let open = conduct_rules.is_open(occasion);
    let breaks = refuses || choices.breaks(occasion, open);
    let (place, cell) = (ledger.place, ledger.cell(occasion.who));
    let counts = ledger.tallies.daily_mut(place, Tally::OCCASIONS.of(conduct_rules.conduct));
    counts[usize::from(cell.0)] += outcome_counts(breaks, open);
    let is_bill = conduct_rules.conduct == Conduct::Bills;
    if is_bill && breaks && !refuses && choices.is_out_of_hardship(occasion) {
        ledger.tallies.add(place, cell, Tally::LATE_IN_HARDSHIP, 1);
    }
    let sensor = observing::sensor(ledger, conduct_rules);
    observing::count_sightings(ledger, std::slice::from_ref(occasion), sensor);
    let is_kept = if breaks {
        break_rule(ledger, occasion, conduct_rules, sensor);
        false
    } else {
        keep_rule(ledger, occasion, conduct_rules, sensor)
    };
    if let (Some(help), Some(request), true) = (help, request, is_kept) {
        help::give(ledger, occasion.who, request.asker, help);
    }
}

/// Whether the gate before an occasion serves the citizen. The draw is one of its own: the choice of
/// the occasion decides the act, and must not decide the gate as well.
fn is_served(ledger: &mut Ledger<'_>, occasion: &Occasion, gate: Gate) -> bool {
    let [draw, ..] = ledger.draw_aside(occasion, Aside::Gate);
    ledger.ask(occasion.who, gate, draw)
}

/// Consequences of a breach: harm, then observation. An unpaid court debt is owed even where nobody
/// looks.
fn break_rule(
    ledger: &mut Ledger<'_>,
    occasion: &Occasion,
    conduct_rules: &ConductRules,
    sensor: Sensor<'_>,
) {
    let (who, conduct, open) =
        (occasion.who, conduct_rules.conduct, conduct_rules.is_open(occasion));
    do_harm(ledger, who, conduct_rules);
    if conduct_rules.watch.is_some() {
        let hour = occasion.hour();
        let act = Act { conduct, seems_kept: false, is_kept: false, open, hour };
        observing::observe(ledger, occasion, sensor, act);
    } else if conduct == Conduct::CourtDebt {
        ledger.owe(who, false, true);
    }
}

/// Splits keepers of a rule into honest ones, left in `kept`, and possible pretenders, put into
/// `players`; returns the numbers of both.
fn split_off_players(
    ledger: &Ledger<'_>,
    occasions: &[Occasion],
    conduct_rules: &ConductRules,
    kept: &mut [u16],
    players: &mut [u16],
) -> [usize; 2] {
    let mut counts = [0; 2];
    for from in 0..kept.len() {
        let at = kept[from];
        let could = could_pretend(ledger, &occasions[usize::from(at)], conduct_rules);
        // Both are written and one is counted: cheaper than a branch on who plays.
        (kept[counts[0]], players[counts[1]]) = (at, at);
        counts[0] += usize::from(!could);
        counts[1] += usize::from(could);
    }
    counts
}

/// Whether a keeper of a rule could only pretend to keep it: a player, in the open, at a good deed.
#[inline]
fn could_pretend(ledger: &Ledger<'_>, occasion: &Occasion, conduct_rules: &ConductRules) -> bool {
    let rank = ledger.residents.gaming_rank[usize::from(occasion.who)];
    conduct_rules.is_staged & conduct_rules.is_open(occasion) & ledger.rules.response.plays(rank)
}

/// Consequences of keeping a rule, or of pretending to; returns whether it is kept.
///
/// A staged act counts as a breach in truth and does its harm, and to an observer seems kept.
fn keep_rule(
    ledger: &mut Ledger<'_>,
    occasion: &Occasion,
    conduct_rules: &ConductRules,
    sensor: Sensor<'_>,
) -> bool {
    let (who, conduct) = (occasion.who, conduct_rules.conduct);
    let staged = could_pretend(ledger, occasion, conduct_rules) && is_staged(ledger, occasion);
    if staged {
        // Counted as kept by the choice: the breach is added here, in the open as staging always is.
        ledger.count(who, Tally::STAGED, 1);
        for tally in [Tally::BROKEN, Tally::OPEN_BROKEN] {
            ledger.count(who, tally.of(conduct), 1);
        }
        do_harm(ledger, who, conduct_rules);
    }
    // Keeping a rule has no consequence unless it earns points.
    if conduct_rules.earns {
        earn(ledger, occasion, conduct_rules, sensor, !staged);
    }
    !staged
}

/// Consequences of an act that earns points where it is seen, kept or staged: observation alone.
fn earn(
    ledger: &mut Ledger<'_>,
    occasion: &Occasion,
    conduct_rules: &ConductRules,
    sensor: Sensor<'_>,
    is_kept: bool,
) {
    let (conduct, open) = (conduct_rules.conduct, conduct_rules.is_open(occasion));
    let act = Act { conduct, seems_kept: true, is_kept, open, hour: occasion.hour() };
    observing::observe(ledger, occasion, sensor, act);
}

/// Adds the harm of a breach to the citizen's sum, which stops at 65,535 [harm].
fn do_harm(ledger: &mut Ledger<'_>, who: Resident, conduct_rules: &ConductRules) {
    if conduct_rules.harm > 0 {
        ledger.count(who, Tally::HARM, conduct_rules.harm.into());
        let harm = &mut ledger.state.harm[usize::from(who)];
        *harm = harm.saturating_add(conduct_rules.harm.into());
    }
}

/// Whether a player stages this good act, by a draw of the occasion's own.
fn is_staged(ledger: &Ledger<'_>, occasion: &Occasion) -> bool {
    let [draw, ..] = ledger.draw_aside(occasion, Aside::Staging);
    ledger.rules.staged_chance.admits(draw)
}
