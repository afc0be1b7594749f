//! Appeals: the decision on a listing, and the correction that follows.
//!
//! An appeal is a second test with errors of its own: it can be granted to a citizen rightly listed,
//! and denied to one who is not. See *Standing*, under appeals, in the handbook.

use super::base::{Ledger, StandingChange};
use super::timers::Listing;
use crate::chance::Purpose;
use crate::measures::Tally;
use crate::scenario::ListId;
use crate::scoring::Deed;
use crate::units::{Points, Resident};
use crate::world::charge::Side;

impl Ledger<'_> {
    /// Decides an appeal. One that is granted strikes debts that are not owed, returns the points
    /// lost through errors, and ends the listing.
    ///
    /// Points returned can lift the score over the exit of the same list first; to leave it twice
    /// changes nothing. An appeal against a listing that has ended meanwhile decides nothing.
    pub(crate) fn decide_appeal(&mut self, who: Resident, list: ListId) -> StandingChange {
        let [on_record, in_truth] =
            [Side::Real, Side::Shadow].map(|side| Listing { who, list, side });
        let Some(appeal) = self.rules.policy.appeal else { return StandingChange::NONE };
        if !self.is_listed(on_record) {
            return StandingChange::NONE;
        }
        let chance = if self.is_listed(in_truth) { appeal.if_right } else { appeal.if_wrong };
        // The first word of the same address decided whether an appeal was lodged.
        let [_, draw, ..] = self.draw(Purpose::Appeal, who, list.0.into());
        if !chance.threshold().admits(draw) {
            return StandingChange::NONE;
        }
        self.count(who, Tally::GRANTED, 1);
        self.state.debts.remove(who, |debt| !debt.owed);
        let lost = self.forget_losses(who);
        self.settle_wrong_charges(who);
        let mut change = StandingChange::NONE;
        if lost > Points::ZERO && self.rules.scale.rules().is_some() {
            // Without a score there is no account to put points to, though their loss was noted: a reform
            // can have ended it.
            change = self.redress(who, lost);
        }
        let change = change.then(self.leave_list(on_record));
        // Whatever of the two moved a standing last: without the appeal neither would have.
        change.because_of(Deed::Redress)
    }

    /// Clears every note of points lost through errors; returns the points to be given back.
    ///
    /// Unearned points are forgotten with the rest and not given back: an appeal corrects the record,
    /// and they were never on it.
    fn forget_losses(&mut self, who: Resident) -> Points {
        let lost: i32 = self.error_losses(who).into_iter().flatten().sum();
        for losses in &mut self.state.error_losses {
            losses.remove(who, |_| true);
        }
        if let Some(unearned) = self.state.unearned.get_mut(usize::from(who)) {
            *unearned = 0;
        }
        Points::from_grains(lost)
    }
}
