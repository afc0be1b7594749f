//! The morning of a reform: the content of yesterday's rules is carried over to today's.
//!
//! Each neighborhood does this alone, before it reads its messages, so that neither threads nor
//! batches can change a result. The effects of a reform are listed at
//! [`Stage`](crate::scenario::Stage); where the rules stay the same, nothing moves.

use crate::scenario::{List, ListId};
use crate::scoring::Deed;
use crate::standing::Lists;
use crate::units::{Day, Points, Resident, Score};
use crate::world::charge::Side;
use crate::world::day_step::DayStep;
use crate::world::ledger::{Ledger, Listing};
use crate::world::rules::{Rules, rests_on_score};
use crate::world::state::{Phase, State, Table, TimerKind};

/// Puts one neighborhood under today's rules: first its columns, then its timers, then its citizens.
///
/// Columns take the shape of the new rules before any citizen is looked at, since the ledger reads
/// them by the new rules. Points that need not wait any more are released citizen by citizen, and only
/// then their columns can go.
pub(crate) fn run(step: &mut DayStep<'_>, before: &Rules) {
    let ledger = &mut step.ledger;
    let rules = ledger.rules;
    ledger.state.carry_over(before, rules, ledger.day);
    ledger.state.hear_news(rules, ledger.residents, ledger.day);
    renew_timers(ledger, before);
    let appeals_begin = rules.allow_appeals() && !before.allow_appeals();
    for who in ledger.residents.adults() {
        // Before the rules are adopted: a listing of this morning is appealed against as always, and
        // not twice.
        let listed = ledger.state.lists(who);
        ledger.adopt_rules(who, before);
        if appeals_begin {
            appeal_old_listings(ledger, who, listed);
        }
    }
    if !rules.scale.waits() {
        (ledger.state.waiting, ledger.state.waiting_deed) = (Vec::new(), Vec::new());
    }
}

/// Drops timers without a rule behind them, and begins terms of a new length anew.
///
/// A debt's timer stays even if its term is another now: it is judged when it fires.
fn renew_timers(ledger: &mut Ledger<'_>, before: &Rules) {
    let rules = ledger.rules;
    let (old, new) = (&before.policy.lists, &rules.policy.lists);
    ledger.state.timers.retain(|timer| {
        let (was, is) = (&old[usize::from(timer.list)], &new[usize::from(timer.list)]);
        match timer.kind {
            TimerKind::AppealEnds => rules.policy.appeal.is_some(),
            TimerKind::ListEnds => was.exit.after == is.exit.after,
            TimerKind::DebtRipens => is.entry.debt_unpaid.is_some(),
            TimerKind::ListBegins => !(rules.end_score_of(before) && rests_on_score(was)),
        }
    });
    for (list, (was, is)) in ListId::all(new).zip(old.iter().zip(new)) {
        if let Some(days) = new_term(was, is) {
            renew_terms(ledger, list, days);
        }
    }
}

/// The term of a list, where it is another than before [days].
fn new_term(was: &List, is: &List) -> Option<u16> {
    is.exit.after.filter(|_| was.exit.after != is.exit.after)
}

/// Sets the end of a new term for everyone on a list, on both sides; the old ones are dropped already.
fn renew_terms(ledger: &mut Ledger<'_>, list: ListId, days: u16) {
    for who in ledger.residents.adults() {
        for side in Side::BOTH {
            let of = Listing { who, list, side };
            if ledger.is_listed(of) {
                ledger.set_timer(TimerKind::ListEnds, of, Deed::Reform, days);
            }
        }
    }
}

/// Lodges appeals against the blacklistings in `listed`, those from before today, that still run.
fn appeal_old_listings(ledger: &mut Ledger<'_>, who: Resident, listed: Lists) {
    let now = ledger.state.lists(who);
    let black = Lists(ledger.rules.gates.black().0 & listed.0 & now.0);
    for list in ListId::all(&ledger.rules.policy.lists).filter(|&list| black.has(list)) {
        ledger.lodge_appeal(who, list);
    }
}

impl State {
    /// Reshapes the columns for the rules of `now`, with the content they had `before`.
    ///
    /// A score begins at the start of the scale for everyone, or ends with all its points. Counters of
    /// conducts with a cap or a repeat in both keep their counts.
    fn carry_over(&mut self, before: &Rules, now: &Rules, day: Day) {
        let size = self.score.len();
        match (before.scale.rules(), now.scale.rules()) {
            (None, Some(rules)) => self.begin_score(rules.start, now.gates.band(rules.start)),
            (Some(_), None) => self.end_score(),
            _ => {}
        }
        if now.scale.waits() {
            self.waiting.resize(size, [0; 2]);
            self.waiting_deed.resize(size, Deed::Gains);
        }
        let (moves, counters) = (before.scale.lasting(&now.scale), now.scale.counters());
        for column in [&mut self.counters, &mut self.shadow_counters] {
            *column = column.moved(&moves, counters, size);
        }
        self.carried.retain(|&(_, points)| now.spread.carries(points));
        self.carry_over_file(now);
        self.widen_late(now.longest_delay + 1, day);
    }

    /// Fits the charges on file to the rules of `now`: without objections nothing is on file, and
    /// without objections to bands only what is contested. Points of a score that ends are gone.
    fn carry_over_file(&mut self, now: &Rules) {
        let Some(objections) = &now.objections else {
            (self.on_file, self.list_reasons) = (Table::default(), Table::default());
            return;
        };
        if objections.band.is_none() {
            self.on_file.extract(|row| row.phase == Phase::Open);
        }
        for row in self.on_file.rows_mut() {
            row.set_counted(row.is_counted() && now.scale.repeat(row.conduct).is_some());
        }
    }

    /// Puts everyone at the start of a scale, on both sides, with nothing unearned so far.
    fn begin_score(&mut self, start: Score, band: u8) {
        self.score.fill(start.0);
        self.shadow.fill(start.0);
        self.unearned = vec![0; self.score.len()];
        self.record_band_of_all(band);
    }

    /// Removes every point; notes of errors stay, since they can be the reason for a listing.
    fn end_score(&mut self) {
        self.score.fill(0);
        self.shadow.fill(0);
        (self.unearned, self.carried) = (Vec::new(), Vec::new());
        (self.waiting, self.waiting_deed) = (Vec::new(), Vec::new());
        self.record_band_of_all(0);
        let losses = self.error_losses.iter_mut().flat_map(Table::rows_mut);
        losses.for_each(|loss| loss.grains = 0);
        self.on_file.rows_mut().iter_mut().for_each(|row| *row = row.of_points(Points::ZERO));
    }

    /// Records one band of reference for everyone: a year's mobility begins today.
    fn record_band_of_all(&mut self, band: u8) {
        Resident::all(0..self.score.len() as u16).for_each(|who| self.record_band(who, band));
    }

    /// Makes the ring of late entries at least `days` long. It never shrinks: entries with a longer
    /// delay can be on their way, in the ring and in messages.
    fn widen_late(&mut self, days: usize, day: Day) {
        let (day, old) = (usize::from(day), self.late.len());
        // Each day of the old ring is carried to the place of the same day in the new one.
        if days > old {
            let mut late = vec![Vec::new(); days];
            for due in day..day + old {
                late[due % days] = std::mem::take(&mut self.late[due % old]);
            }
            self.late = late;
        }
    }
}
