//! Monthly updates: counters, waiting points, unfounded charges, work, debts, and slow change.
//!
//! Updates of different citizens fall on different days, as many each day as the month allows, so
//! that no day costs more than another. A citizen's day of the month follows from their number, and is
//! the same in every twin.
//!
//! ```text
//! for today's citizens together   draw, reset counters
//! citizen by citizen              release, forget, unfounded charges, work, services, debts, home
//! for today's citizens together   drift of hardship, health, certainty, resignation; imitation
//! ```
//!
//! The steps are numbered in the chapter *The month* of the handbook.

mod imitation;
mod livelihood;
mod unfounded;

use std::ops::Range;

use crate::calendar::{Month, month_of};
use crate::chance::{Address, Purpose};
use crate::measures::{Tally, rank};
use crate::units::{Draw, Resident};
use crate::world::day_step::DayStep;
use crate::world::ledger::Ledger;
use crate::world::scratch::MonthlyDraws;

/// Runs the monthly updates that fall on today.
///
/// Counters are reset before anything is charged: a charge of this update belongs to the new month.
/// Drift comes after work and fines, since hardship goes toward the usual value of the work that the
/// citizen has by then. Imitation is last, so that everyone compares gains of a month that is over.
pub(crate) fn run(step: &mut DayStep<'_>) {
    let DayStep { ledger, scratch, .. } = step;
    let month = month_of(ledger.day);
    let (from, upto) = month.share_of(ledger.day, ledger.residents.adults().len());
    let draws = &mut scratch.monthly;
    draw(ledger, draws, from..upto);
    let is_new_year = month.is_new_year();
    reset_counters(ledger, from..upto, is_new_year);
    if month.ends_year() {
        record_scores(ledger, month, from..upto);
    }
    for (at, &who) in draws.who.iter().enumerate() {
        release_and_forget(ledger, who, is_new_year);
        if let Some(&block) = draws.unfounded.get(at) {
            unfounded::run(ledger, who, block);
        }
        if let Some(&block) = draws.faces.get(at) {
            unfounded::mistake_face(ledger, who, block);
        }
        livelihood::run(ledger, who, draws.blocks[at], draws.owing.contains(&who));
        ledger.draw_in_household(who);
    }
    livelihood::drift(ledger, from..upto);
    if ledger.rules.help.is_some() {
        for (&who, &[.., other, chance]) in draws.who.iter().zip(&draws.blocks) {
            imitation::run(ledger, who, other, chance);
        }
    }
}

/// Draws the blocks of the citizens with an update today, and finds their debts.
///
/// Together, since the vector unit draws for many at once; only where chance decides something.
fn draw(ledger: &Ledger<'_>, draws: &mut MonthlyDraws, citizens: Range<usize>) {
    let (from, upto) = (citizens.start as u16, citizens.end as u16);
    draws.who.clear();
    draws.who.extend(Resident::all(from..upto));
    let first =
        |purpose| Address { who: ledger.first.0, day: ledger.day.into(), ..Address::of(purpose) };
    if ledger.rules.livelihood.is_enabled() || ledger.rules.help.is_some() {
        ledger.chance.draw_each(first(Purpose::Month), &draws.who, &mut draws.blocks);
    } else {
        // Nothing is decided by chance at any update.
        draws.blocks.resize(draws.who.len(), [Draw(0); 4]);
    }
    if ledger.rules.unfounded.occur() {
        ledger.chance.draw_each(first(Purpose::Spurious), &draws.who, &mut draws.unfounded);
    } else {
        draws.unfounded.clear();
    }
    if ledger.rules.sensors.accuse() {
        let second = Address { which: unfounded::FACES, ..first(Purpose::Spurious) };
        ledger.chance.draw_each(second, &draws.who, &mut draws.faces);
    } else {
        draws.faces.clear();
    }
    // No update of another citizen makes or pays a debt of theirs.
    let debts = ledger.state.debts.between(Resident(from)..Resident(upto));
    draws.owing.clear();
    draws.owing.extend(debts.iter().filter(|debt| debt.owed).map(|debt| debt.who));
}

/// Resets the counters of the month on both sides and, at a new year, those of the year; then counts
/// the move from the band of a year ago, and records the present one.
fn reset_counters(ledger: &mut Ledger<'_>, citizens: Range<usize>, is_new_year: bool) {
    let rules = ledger.rules;
    let yearly = rules.yearly_counters.iter().filter(|_| is_new_year);
    for &slot in rules.monthly_counters.iter().chain(yearly) {
        ledger.state.counters.clear(slot, citizens.clone());
        ledger.state.shadow_counters.clear(slot, citizens.clone());
    }
    if is_new_year {
        // Charges of the old year are in no counter any more, from which a correction could take them.
        let (from, upto) = (citizens.start as u16, citizens.end as u16);
        let rows = ledger.state.on_file.between_mut(Resident(from)..Resident(upto));
        rows.iter_mut().for_each(|row| row.set_counted(false));
    }
    // A move in the year before the first that counts is none of the run's.
    let counts = month_of(ledger.day).start > rules.counts_from;
    for who in citizens.filter(|_| is_new_year).map(|at| Resident(at as u16)) {
        let (then, now) =
            (ledger.state.band_a_year_ago(who), rules.gates.band(ledger.state.score(who)));
        ledger.tallies.moves[usize::from(then)][usize::from(now)] += i64::from(counts);
        ledger.state.record_band(who, now);
        ledger.count(who, Tally::RANKED, i64::from(counts));
        ledger.count(who, Tally::RANK_KEPT, i64::from(counts && then == now));
    }
}

/// Records the scores of the panel in the last month of a year, and counts each with that of a year ago
/// by their classes, from the second year on.
fn record_scores(ledger: &mut Ledger<'_>, month: Month, citizens: Range<usize>) {
    let Some(scale) = ledger.rules.scale.rules() else { return };
    let start = scale.start;
    let counts = month.number > 11 && month.start >= ledger.rules.counts_from;
    for who in citizens.map(|at| Resident(at as u16)) {
        let now = ledger.state.score(who);
        let Some(then) = ledger.state.panel.record_score(who, now) else { continue };
        let place = rank::class(then, start) * rank::CLASSES + rank::class(now, start);
        ledger.tallies.ranks[place] += i64::from(counts);
    }
}

/// Releases points that waited for this update, then forgets where the policy does: what is forgotten
/// is a share of the distance that the released points have made.
fn release_and_forget(ledger: &mut Ledger<'_>, who: Resident, is_new_year: bool) {
    let scale = &ledger.rules.scale;
    if scale.waits() && scale.is_due(is_new_year) {
        ledger.release(who);
    }
    if scale.rules().is_some_and(|rules| rules.half_life.is_some()) {
        ledger.forget(who);
    }
}
