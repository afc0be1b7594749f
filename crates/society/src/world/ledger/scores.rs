//! Scores: moves within the scale, and the bands and lists that a move can change.

use super::base::{Ledger, StandingChange};
use super::timers::Listing;
use crate::measures::Tally;
use crate::scoring::{Deed, ScoreMove};
use crate::units::{Points, Resident, Score};
use crate::world::charge::Side;
use crate::world::state::TimerKind;

impl Ledger<'_> {
    /// Puts points to the real account, now or when the schedule of the policy says; none where
    /// there are none.
    #[inline]
    pub(crate) fn put(&mut self, who: Resident, points: Points, deed: Deed) -> StandingChange {
        if points == Points::ZERO {
            return StandingChange::NONE;
        }
        self.put_on(who, Side::Real, points, deed)
    }

    /// The same on either side; zero points wait like others.
    ///
    /// A shadow charge of zero points takes this way: where it waits it costs nothing, and a move by
    /// nothing ends at the zones.
    #[inline]
    pub(crate) fn put_on(
        &mut self,
        who: Resident,
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

    /// Adds points to those that wait; the last deduction on record is the reason of all.
    fn wait(&mut self, who: Resident, side: Side, points: Points, deed: Deed) {
        let at = usize::from(who);
        self.state.waiting[at][side as usize] += points.grains();
        // Gains hardly restrict anybody: where they do, no single one of a month is the reason.
        if side == Side::Real && points.is_deduction() {
            self.state.waiting_deed[at] = deed;
        }
        // Under the other schedules the monthly update comes by without being called.
        if self.rules.scale.is_daily() {
            self.evening.waiting.push(who);
        }
    }

    /// Moves both scores by the points that have waited, the truth first, and leaves none waiting.
    ///
    /// Their sum moves at once: a deduction and a reward of the same month can meet no end of the scale
    /// between them.
    pub(crate) fn move_by_waiting(&mut self, who: Resident) -> StandingChange {
        let at = usize::from(who);
        let waiting = std::mem::take(&mut self.state.waiting[at]);
        let deed = std::mem::replace(&mut self.state.waiting_deed[at], Deed::Gains);
        Side::BOTH.into_iter().fold(StandingChange::NONE, |change, side| {
            let points = Points::from_grains(waiting[side as usize]);
            change.then(self.move_score(who, side, points, deed))
        })
    }

    /// Moves one score: by a sum where it stays within its zone, else with its consequences.
    ///
    /// The short way is inlined everywhere, the long one nowhere: most moves of a day take the first,
    /// and the second would fill the instruction cache at each of its callers.
    #[inline(always)]
    pub(crate) fn move_score(
        &mut self,
        who: Resident,
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

    /// Moves one score out of its zone or to an end of the scale: first the score, then each list
    /// with a bound of it, in their order; then the band.
    ///
    /// The change of a list comes before that of the band, so that the later one names the conduct.
    #[inline(never)]
    fn move_with_effects(
        &mut self,
        who: Resident,
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
        // A cut of the shadow score is nobody's loss: that account is a measure, not a fate.
        if side == Side::Real {
            self.count_cut(who, moved);
        }
        // Asked again, by the score as moved: the ends of the scale can have kept it in its zone.
        if rules.score_zones.stays_within(before.0, moved.score.0.into()) {
            return StandingChange::NONE;
        }
        let mut change = StandingChange::NONE;
        for &list in &rules.list_index.by_score {
            let of = Listing { who, list, side };
            change = change.then(self.list_by_score(of, before, moved.score, deed));
        }
        // Even where the band brings no penalty: whether it does is for the comparison to say.
        if rules.gates.band(before) != rules.gates.band(moved.score) {
            change = change.then(StandingChange::over(deed));
        }
        change
    }

    /// Counts the points that the ends of the scale cut off [grains].
    pub(crate) fn count_cut(&mut self, who: Resident, moved: ScoreMove) {
        for (tally, cut) in [(Tally::FLOOR, moved.floor), (Tally::CAP, moved.cap)] {
            if cut != Points::ZERO {
                self.count(who, tally, cut.grains().into());
            }
        }
    }

    /// Ends or schedules a listing, by the score before and `now`.
    ///
    /// An exit goes before an entry. An entry asks for the direction of the move: a score that rises
    /// and is still below the bound lists nobody again for rising.
    fn list_by_score(
        &mut self,
        of: Listing,
        before: Score,
        now: Score,
        deed: Deed,
    ) -> StandingChange {
        let rule = self.rules.policy.list(of.list);
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
