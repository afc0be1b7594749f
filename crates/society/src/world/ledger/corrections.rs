//! Corrections: the decision on an objection, and the undoing of what followed from the charge.
//!
//! The record alone is corrected. The account of true deeds never knew of a wrong charge, and keeps a
//! rightful one: a citizen whose charge for a deed is taken back is free despite that deed.

use super::base::{Ledger, StandingChange};
use super::timers::Listing;
use crate::measures::Tally;
use crate::scenario::{Conduct, ListId};
use crate::scoring::Deed;
use crate::units::{Points, Resident, Score};
use crate::world::charge::Side;
use crate::world::state::{ChargeOnFile, TimerKind};

impl Ledger<'_> {
    /// Decides on an objection, and corrects the record where it succeeds.
    pub(crate) fn decide_objection(&mut self, row: &ChargeOnFile) -> StandingChange {
        let Some(objections) = &self.rules.objections else { return StandingChange::NONE };
        let [_, _, decision, _] = self.draw_objection(row);
        let (who, is_wrong) = (row.who, row.is_wrong());
        self.count(who, Tally::OBJECTIONS_DECIDED, 1);
        if !objections.succeeds(is_wrong, decision) {
            self.count(who, Tally::UPHELD_WRONGLY, i64::from(is_wrong));
            return StandingChange::NONE;
        }
        self.count(who, Tally::OBJECTIONS_ACCEPTED, 1);
        self.correct(row)
    }

    /// Undoes a charge: its points, those that went over ties, its count among repeats, its debt, the
    /// lists that rest on it, and in the counts its fine and its letter.
    ///
    /// Points first: whether a list still has a reason is asked of the corrected record.
    fn correct(&mut self, row: &ChargeOnFile) -> StandingChange {
        let who = row.who;
        let change = self.give_back(row);
        if let Some(slot) = self.rules.scale.repeat(row.conduct).filter(|_| row.is_counted()) {
            self.state.counters.take_back(slot, who);
        }
        self.take_back_error_loss(row);
        if row.conduct == Conduct::CourtDebt {
            self.strike_debt(row);
        }
        if row.is_wrong() {
            self.count_refund(who, row.conduct);
        }
        let change = change.then(self.end_listings_resting_on(row));
        // As after an appeal: without the decision nothing would have moved.
        change.because_of(Deed::Redress)
    }

    /// Gives back the points of a charge, and in the evening their shares to those who paid with the
    /// citizen, over the same ties.
    fn give_back(&mut self, row: &ChargeOnFile) -> StandingChange {
        let (who, points) = (row.who, row.lost());
        if points == Points::ZERO || self.rules.scale.rules().is_none() {
            return StandingChange::NONE;
        }
        // A correction goes as far as the deduction did, also where no reward is shared.
        if self.rules.spread.carries(points) {
            self.count(who, Tally::CORRECTED_ON, points.grains().into());
            self.evening.charges.push((who, points));
        }
        self.redress(who, points)
    }

    /// Takes the debt of a charge off the file; one that is truly owed is still owed.
    fn strike_debt(&mut self, row: &ChargeOnFile) {
        let owed = !row.is_wrong();
        let debts = self.state.debts.all_mut(row.who).iter_mut();
        let mut charged =
            debts.filter(|debt| debt.since == row.since && debt.on_file && debt.owed == owed);
        // One debt for one charge: two invented on one day are contested one by one.
        if let Some(debt) = charged.next() {
            debt.on_file = false;
        }
        self.state.debts.remove(row.who, |debt| !debt.on_file && !debt.owed);
    }

    /// Counts the fine and the letter of a wrong charge as taken back.
    fn count_refund(&mut self, who: Resident, conduct: Conduct) {
        let Some(rule) = self.rules.policy.rule(conduct) else { return };
        self.count(who, Tally::FINES_REFUNDED, i64::from(rule.fine > 0.0));
        self.count(who, Tally::WARNINGS_WITHDRAWN, i64::from(rule.warning));
    }

    /// Ends the listings that rest on a charge, and the notices of them, where the corrected record has
    /// no other reason.
    fn end_listings_resting_on(&mut self, row: &ChargeOnFile) -> StandingChange {
        let (who, rules) = (row.who, self.rules);
        let mut change = StandingChange::NONE;
        for list in ListId::all(&rules.policy.lists) {
            let leads = self.leads_to(row.conduct, list);
            if leads {
                self.take_back_reason(row, list);
            }
            if (leads || row.lists().has(list)) && !self.has_reason(who, list) {
                let of = Listing { who, list, side: Side::Real };
                self.drop_timers(TimerKind::ListBegins, of);
                change = change.then(self.leave_list(of));
            }
        }
        change
    }

    /// Whether the record has a reason for a listing: the score, with the points that wait; a debt that
    /// is ripe; a charge that stands and leads to the list.
    ///
    /// Somebody else's listing is no reason that the record knows of.
    fn has_reason(&self, who: Resident, list: ListId) -> bool {
        let entry = &self.rules.policy.list(list).entry;
        let score = self.score_with_waiting(who);
        let by_score = entry.score_below.is_some_and(|bound| score < bound)
            || entry.score_from.is_some_and(|bound| score >= bound);
        let reasons = self.state.list_reasons.all(who).iter();
        by_score
            || entry.debt_unpaid.is_some() && self.is_overdue(who, list)
            || reasons.filter(|reason| reason.list == list).any(|reason| reason.charges > 0)
    }

    /// The score on record with the points that wait for the schedule.
    fn score_with_waiting(&self, who: Resident) -> Score {
        let waiting = self.state.waiting.get(usize::from(who)).map_or(0, |both| both[0]);
        self.rules.scale.moved(self.state.score(who), Points::from_grains(waiting)).score
    }
}
