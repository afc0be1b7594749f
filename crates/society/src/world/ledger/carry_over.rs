//! Carry-over: a citizen's scores and listings on the first day of new rules.
//!
//! Exits of the new rules hold at once, for everyone who meets them; entries reach forward only. See
//! [`Stage`](crate::scenario::Stage).

use super::base::{Ledger, StandingChange};
use super::timers::Listing;
use crate::scenario::ListId;
use crate::units::{Points, Resident, Score};
use crate::world::charge::Side;
use crate::world::rules::{Rules, rests_on_score};

impl Ledger<'_> {
    /// Fits both scores to the new scale, releases points that need not wait any more, and opens the
    /// new ways out of the lists.
    ///
    /// In this order: an exit is judged by the score that the citizen will have this morning. A score
    /// moved by its release meets the lists by itself; one moved by the new scale alone is remembered
    /// as `fitted`, since no charge has moved it.
    pub(crate) fn carry_over(&mut self, who: Resident, before: &Rules) -> StandingChange {
        let fitted = Side::BOTH.map(|side| self.fit_to_scale(who, side));
        let mut change = StandingChange::NONE;
        // The rhythms without monthly updates let nothing wait overnight.
        if !self.state.waiting.is_empty() && !self.rules.scale.is_due(true) {
            change = change.then(self.move_by_waiting(who));
        }
        for (side, fitted) in Side::BOTH.into_iter().zip(fitted) {
            change = change.then(self.leave_by_new_exits(who, side, before, fitted));
        }
        change
    }

    /// Moves a score outside the scale to its nearest end; returns whether it did. Points cut off on
    /// record are counted as at any end of a scale.
    fn fit_to_scale(&mut self, who: Resident, side: Side) -> bool {
        let score = self.state.score_mut(who, side);
        let before = Score(*score);
        // A move by nothing is held within the scale like any other.
        let moved = self.rules.scale.moved(before, Points::ZERO);
        *score = moved.score.0;
        if side == Side::Real {
            self.count_cut(who, moved);
        }
        moved.score != before
    }

    /// Ends the listings with new exits that a citizen meets already; a score `fitted` to the scale
    /// has moved, so that it counts anew.
    ///
    /// An exit that is the same as before ends nothing: a citizen who met it yesterday would have left
    /// yesterday, and one who was listed above it, for another reason, stays.
    fn leave_by_new_exits(
        &mut self,
        who: Resident,
        side: Side,
        before: &Rules,
        fitted: bool,
    ) -> StandingChange {
        let rules = self.rules;
        let score = Score(*self.state.score_mut(who, side));
        let mut change = StandingChange::NONE;
        let lists = before.policy.lists.iter().zip(&rules.policy.lists);
        for (list, (was, is)) in ListId::all(&rules.policy.lists).zip(lists) {
            let of = Listing { who, list, side };
            if !self.is_listed(of) {
                continue;
            }
            // An exit that was open before would have been taken then: only a new one, or a score that the
            // new scale has moved, lets anybody go now.
            let by_score = (fitted || was.exit.score != is.exit.score) && is.is_left_at(score);
            let by_payment = rules.repairs(list) && !before.repairs(list) && !self.owes(who, side);
            let score_is_gone = rules.end_score_of(before) && rests_on_score(was);
            if by_score || by_payment || score_is_gone {
                change = change.then(self.leave_list(of));
            }
        }
        change
    }
}
