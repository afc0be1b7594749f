//! Scores: moves within the scale, and the bands and lists that a move can change.

use super::base::{Ledger, StandingChange};
use super::timers::Listing;
use crate::measures::Tally;
use crate::scoring::ScoreMove;
use crate::units::{Points, Score};
use crate::world::charge::Side;
use crate::world::state::{Deed, TimerKind};

impl Ledger<'_> {
    /// Puts points to the real account, now or when the rhythm of the policy says.
    #[inline]
    pub(crate) fn put(&mut self, who: u16, points: Points, deed: Deed) -> StandingChange {
        if points == Points::ZERO {
            return StandingChange::NONE;
        }
        self.put_on(who, Side::Real, points, deed)
    }

    /// The same on either side; zero points wait like others.
    #[inline]
    pub(crate) fn put_on(
        &mut self,
        who: u16,
        side: Side,
        points: Points,
        deed: Deed,
    ) -> StandingChange {
        if self.rules.scale.waits() {
            self.wait(who, side, points, deed);
            return StandingChange::NONE;
        }
        self.move_score(who, side, points, deed)
    }

    fn wait(&mut self, who: u16, side: Side, points: Points, deed: Deed) {
        let at = usize::from(who);
        self.state.waiting[at][side as usize] += points.grains();
        if side == Side::Real && points.is_deduction() {
            self.state.waiting_deed[at] = deed;
        }
        if self.rules.scale.is_daily() {
            self.evening.waiting.push(who);
        }
    }

    /// Moves both scores by the points that have waited.
    pub(crate) fn move_by_waiting(&mut self, who: u16) -> StandingChange {
        let at = usize::from(who);
        let waiting = std::mem::take(&mut self.state.waiting[at]);
        let deed = std::mem::replace(&mut self.state.waiting_deed[at], Deed::OVER_TIES);
        Side::BOTH.into_iter().fold(StandingChange::NONE, |change, side| {
            let points = Points::from_grains(waiting[side as usize]);
            change.then(self.move_score(who, side, points, deed))
        })
    }

    /// Moves one score.
    #[inline(always)]
    pub(crate) fn move_score(
        &mut self,
        who: u16,
        side: Side,
        points: Points,
        deed: Deed,
    ) -> StandingChange {
        let zones = &self.rules.score_zones;
        let score = self.state.score_mut(who, side);
        let wanted = i32::from(*score) + points.grains();
        if zones.stays_within(*score, wanted) {
            *score = wanted as u16;
            return StandingChange::NONE;
        }
        self.move_with_effects(who, side, points, deed)
    }

    /// Moves one score out of its zone or to an end of the scale.
    #[inline(never)]
    fn move_with_effects(
        &mut self,
        who: u16,
        side: Side,
        points: Points,
        deed: Deed,
    ) -> StandingChange {
        if points == Points::ZERO {
            return StandingChange::NONE;
        }
        let rules = self.rules;
        let score = self.state.score_mut(who, side);
        let before = Score(*score);
        let moved = rules.scale.moved(before, points);
        *score = moved.score.0;
        if side == Side::Real {
            self.count_cut(who, moved);
        }
        if rules.score_zones.stays_within(before.0, moved.score.0.into()) {
            return StandingChange::NONE;
        }
        let mut change = StandingChange::NONE;
        for &list in &rules.list_index.by_score {
            let of = Listing { who, list, side };
            change = change.then(self.list_by_score(of, before, moved.score, deed));
        }
        if rules.gates.band(before) != rules.gates.band(moved.score) {
            change = change.then(StandingChange::over(deed));
        }
        change
    }

    /// Counts the points that the ends of the scale cut off.
    pub(crate) fn count_cut(&mut self, who: u16, moved: ScoreMove) {
        for (tally, cut) in [(Tally::FLOOR, moved.floor), (Tally::CAP, moved.cap)] {
            if cut != Points::ZERO {
                self.count(who, tally, cut.grains().into());
            }
        }
    }

    /// Begins or ends a listing, by the score before and `now`.
    fn list_by_score(
        &mut self,
        of: Listing,
        before: Score,
        now: Score,
        deed: Deed,
    ) -> StandingChange {
        let rule = &self.rules.policy.lists[of.list];
        let falls = now < before;
        let enters = rule.entry.score_below.is_some_and(|bound| falls && now < bound)
            || rule.entry.score_from.is_some_and(|bound| !falls && now >= bound);
        if rule.is_left_at(now) {
            // A way out that is found within the notice is one all the same.
            if rule.notice > 0 {
                self.drop_timers(TimerKind::ListBegins, of);
            }
            return self.leave_list(of);
        }
        if enters { self.schedule_listing(of, deed) } else { StandingChange::NONE }
    }
}
