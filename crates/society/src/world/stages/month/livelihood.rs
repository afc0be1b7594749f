//! Livelihood month by month: work, services, debts; then hardship, health, certainty, resignation.

use std::ops::Range;

use crate::chance::Purpose;
use crate::livelihood::{Circumstances, Condition};
use crate::measures::{Stock, Tally};
use crate::scenario::{Channel, Gate, ListId};
use crate::units::{Draw, Resident, Thousandths};
use crate::world::ledger::Ledger;
use crate::world::state::mark;

/// Updates work, monthly services and debts of one citizen, by the `words` of their block; `owes` says
/// whether there is a debt to be paid.
///
/// Work first: the gate that decides it looks at the standing that the month has left, and the payment
/// of a debt can change it.
pub(crate) fn run(ledger: &mut Ledger<'_>, who: Resident, words: [Draw; 4], owes: bool) {
    let livelihood = &ledger.rules.livelihood;
    if livelihood.is_enabled() {
        let could_work = ledger.residents.class[usize::from(who)].band().is_under_60();
        // Without a branch: nearly everyone of working age stays in work.
        let stays = ledger.state.works(who) & !livelihood.loses_work(words[0]);
        if could_work & !stays {
            update_work(ledger, who, words[0], words[1]);
        }
    }
    let month = ledger.rules.worth[ledger.state.standing(ledger.rules, who).index()];
    ledger.state.panel.add(who, month);
    bill_services(ledger, who);
    if owes {
        repay(ledger, who);
    }
}

/// Loses work, or looks for some: the job gate may refuse, and a throttled line slows the search.
///
/// The same draw loses and finds, since a citizen is either in work or not; the gate has its own.
fn update_work(ledger: &mut Ledger<'_>, who: Resident, draw: Draw, at_gate: Draw) {
    let livelihood = &ledger.rules.livelihood;
    if ledger.state.works(who) {
        if livelihood.loses_work(draw) {
            ledger.count(who, Tally::LOST_WORK, 1);
            set_work(ledger, who, false);
        }
        return;
    }
    if ledger.ask(who, Gate::Job, at_gate) {
        let throttle = ledger.terms(who, Gate::Internet).throttle;
        if livelihood.finds_work(throttle, draw) {
            ledger.count(who, Tally::FOUND_WORK, 1);
            set_work(ledger, who, true);
        }
    }
}

/// Sets whether a citizen is in work, and moves the stock of those who are not.
fn set_work(ledger: &mut Ledger<'_>, who: Resident, works: bool) {
    ledger.state.set(who, mark::WORKS, works);
    ledger.shift_stock(who, Stock::OutOfWork, if works { -1 } else { 1 });
}

/// Bills the monthly services: the internet line, the travel card, the fine of a standing.
///
/// A throttle and a fine are penalties, and felt; a discount only saves money.
fn bill_services(ledger: &mut Ledger<'_>, who: Resident) {
    let rules = ledger.rules;
    if rules.policy.effects.is_empty() || !feels_the_month(ledger, who) {
        return;
    }
    if rules.gates.screens(Gate::Internet) {
        let line = ledger.terms(who, Gate::Internet);
        if line.throttle > 0 {
            ledger.count(who, Tally::THROTTLED, 1);
            ledger.count_detriment(who, line.context);
        }
    }
    // A discount is money saved and no detriment; a slower line is one, whoever of the household
    // earned it.
    if rules.gates.screens(Gate::Fare) {
        let fare = ledger.terms(who, Gate::Fare);
        if fare.discount > 0 {
            ledger.count(who, Tally::SAVED_FARES, fare.discount.into());
        }
    }
    let fine = rules.gates.fine(ledger.state.standing(rules, who));
    if fine > Thousandths(0) {
        ledger.fine_by_standing(who, fine);
    }
}

/// Whether any monthly service differs for a citizen, by their own standing or a household member's.
///
/// `false` for most, in a look at one table and one bit; `true` can turn out to mean nothing.
fn feels_the_month(ledger: &Ledger<'_>, who: Resident) -> bool {
    let (rules, state) = (ledger.rules, &*ledger.state);
    let standing = |who| state.standing(rules, who);
    let home = ledger.residents.households.around(who).iter();
    let could = |one: Resident| {
        state.is_restricted(one)
            || (!rules.gates.only_restricted_affect_household() && ledger.is_adult(one))
    };
    rules.gates.is_felt_monthly(standing(who))
        || ledger.household_may_matter(who)
            && home
                .filter(|&&one| could(one))
                .any(|&one| rules.gates.affects_household(standing(one)))
}

/// Pays the court debts by chance: those who can, more often under pressure of a blacklist; those who
/// cannot, by a settlement where a list has any.
///
/// All that are owed at once, and none that is merely on file: a citizen does not pay a debt that they
/// do not have. Then the listings that payment ends are ended.
fn repay(ledger: &mut Ledger<'_>, who: Resident) {
    let model = &ledger.rules.repayment;
    let is_listed = ledger.rules.gates.black().0 & ledger.state.lists(who).0 != 0;
    let hardship = ledger.state.hardship[usize::from(who)];
    let pressing = ledger.pressing_lists(who);
    let chance = if ledger.cannot_pay(who) {
        model.settles(|list| pressing.has(list))
    } else {
        model.pays(hardship, pressing.0 != 0)
    };
    let [.., draw] = ledger.draw(Purpose::Month, who, 2);
    if chance.admits(draw) {
        let paid = ledger.state.debts.remove(who, |debt| debt.owed) as i64;
        ledger.count(who, Tally::REPAID, paid);
        if is_listed {
            ledger.count(who, Tally::REPAID_LISTED, paid);
        }
        ledger.repair(who);
    }
}

/// Moves hardship, health, certainty and resignation of a range of citizens by a month, column by
/// column.
pub(crate) fn drift(ledger: &mut Ledger<'_>, citizens: Range<usize>) {
    if ledger.rules.livelihood.is_enabled() {
        drift_bodies(ledger, citizens.clone());
    }
    if ledger.rules.response.is_enabled() {
        drift_minds(ledger, citizens);
    }
}

/// Moves hardship toward the usual value of income and work, then health by the hardship just
/// reached.
fn drift_bodies(ledger: &mut Ledger<'_>, citizens: Range<usize>) {
    let (rules, residents, state) = (ledger.rules, ledger.residents, &mut *ledger.state);
    let people = residents.cell[citizens.clone()].iter().zip(&residents.class[citizens.clone()]);
    let works = state.marks[citizens.clone()].iter().map(|marks| marks & mark::WORKS != 0);
    let bodies = state.hardship[citizens.clone()].iter_mut().zip(&mut state.health[citizens]);
    for (((cell, class), works), (hardship, health)) in people.zip(works).zip(bodies) {
        // The old have left work behind: they are not out of it.
        let works = works | !class.band().is_under_60();
        let of = Circumstances { decile: cell.decile(), works };
        let before = Condition { hardship: *hardship, health: *health };
        Condition { hardship: *hardship, health: *health } = rules.livelihood.month(of, before);
    }
}

/// Moves certainty of each channel in use toward the expectation, and resignation up for the stuck and
/// down for the rest. Only a citizen with a history has any resignation to move.
fn drift_minds(ledger: &mut Ledger<'_>, citizens: Range<usize>) {
    let (rules, ranks) = (ledger.rules, &ledger.residents.awareness_rank[citizens.clone()]);
    let (model, today) = (rules.response.certainty(), ledger.day);
    for (channel, column) in Channel::ALL.into_iter().zip(&mut ledger.state.certainty) {
        // Only a channel in use has a column; one kept from earlier rules is expected to do nothing, and fades.
        let Some(levels) = column.get_mut(citizens.clone()) else { continue };
        let expected = model.expectation(channel, rules.announced[channel as usize], today);
        for (certainty, &rank) in levels.iter_mut().zip(ranks) {
            *certainty = model.faded(*certainty, expected.of(rank));
        }
    }
    for who in citizens.map(|at| Resident(at as u16)) {
        let stuck = ledger.state.is(who, mark::RESTRICTED) && is_stuck(ledger, who);
        if let Some(resignation) = ledger.state.histories.resignation_mut(who) {
            *resignation = rules.response.resigned(*resignation, stuck);
        }
    }
}

/// Whether a restricted citizen is on a blacklist without a way out: no term, no exit by score or
/// payment, no appeal that anyone lodges, and no objection to be decided.
fn is_stuck(ledger: &Ledger<'_>, who: Resident) -> bool {
    let (policy, black) = (&ledger.rules.policy, ledger.rules.gates.black());
    let lists = ledger.state.lists(who);
    let can_appeal = ledger.rules.allow_appeals();
    ListId::all(&policy.lists).zip(&policy.lists).any(|(number, list)| {
        lists.has(number) && black.has(number) && list.exit.is_never() && !can_appeal
    }) && !ledger.waits_for_decision(who)
}
