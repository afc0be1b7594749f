//! Standing as it moves: scores, lists, restriction, and what restriction is blamed on.

use super::day_step::DayStep;
use super::sparse::{Debt, RestrictionHistory, Timer, TimerKind, ever, make_room};
use super::state::mark;
use crate::chance::Purpose;
use crate::measures::{Stock, Tally};
use crate::scenario::{Color, Gate};
use crate::scoring::{Cause, ScoreMove, WRONGS};
use crate::standing::Lists;
use crate::units::{Points, Score, Threshold};

/// Which of a citizen's two standings is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The one that the gates look at.
    Real,
    /// The one that true deeds alone would give.
    Shadow,
}

impl Side {
    pub(super) const BOTH: [Side; 2] = [Side::Shadow, Side::Real];
}

impl DayStep<'_> {
    #[inline]
    pub(super) fn score_mut(&mut self, who: u16, side: Side) -> &mut u16 {
        let state = &mut *self.state;
        let column = if side == Side::Real { &mut state.score } else { &mut state.shadow };
        &mut column[usize::from(who)]
    }

    /// Moves one of a citizen's two scores, and what hangs on it; by nothing, nothing moves.
    #[inline(always)]
    pub(super) fn move_score(&mut self, who: u16, side: Side, points: Points, deed: u8) {
        let score_zones = &self.rules.score_zones;
        let score = self.score_mut(who, side);
        let wanted = i32::from(*score) + points.grains();
        if score_zones.holds(*score, wanted) {
            *score = wanted as u16;
        } else {
            self.move_with_effects(who, side, points, deed);
        }
    }

    /// The same where it may have consequences.
    #[inline(never)]
    fn move_with_effects(&mut self, who: u16, side: Side, points: Points, deed: u8) {
        if points == Points::ZERO {
            return;
        }
        let rules = self.rules;
        let score = self.score_mut(who, side);
        let before = Score(*score);
        let moved = rules.scale.moved(before, points);
        *score = moved.score.0;
        if side == Side::Real {
            self.count_cut(who, moved);
        }
        if rules.score_zones.holds(before.0, moved.score.0.into()) {
            return;
        }
        for &list in &rules.by_score {
            self.list_by_score(who, list, side, (before, moved.score), deed);
        }
        if rules.gates.band(before) != rules.gates.band(moved.score) {
            self.update_restriction(who, deed);
        }
    }

    /// Counts what the ends of the scale cut off.
    pub(super) fn count_cut(&mut self, who: u16, moved: ScoreMove) {
        for (tally, cut) in [(Tally::FLOOR, moved.floor), (Tally::CAP, moved.cap)] {
            if cut != Points::ZERO {
                self.count(who, tally, cut.grains().into());
            }
        }
    }

    /// Puts a citizen on a list, or takes them off, as the score came to lie.
    fn list_by_score(
        &mut self,
        who: u16,
        list: usize,
        side: Side,
        (before, now): (Score, Score),
        deed: u8,
    ) {
        let rule = &self.rules.policy.lists[list];
        let falls = now < before;
        let enters = rule.entry.score_below.is_some_and(|bound| falls && now < bound)
            || rule.entry.score_from.is_some_and(|bound| !falls && now >= bound);
        if rule.is_left_at(now) {
            // A way out that is found within the notice is one all the same.
            if rule.notice > 0 {
                self.drop_timers(TimerKind::ListBegins, who, list, side);
            }
            self.leave_list(who, list, side);
        } else if enters {
            self.schedule_listing(who, list, side, deed);
        }
    }

    pub(super) fn lists(&self, who: u16, side: Side) -> Lists {
        let both = self.state.lists[usize::from(who)];
        Lists(if side == Side::Real { both & 15 } else { both >> 4 })
    }

    /// Decides that a citizen is to be on a list, when its notice is over. Whoever is on it already
    /// has the notice all the same, or they would be free of it sooner than one who was not.
    pub(super) fn schedule_listing(&mut self, who: u16, list: usize, side: Side, deed: u8) {
        let rule = &self.rules.policy.lists[list];
        if rule.notice == 0 {
            self.enter_list(who, list, side, deed);
        } else if rule.exit.after.is_some() || !self.lists(who, side).has(list) {
            self.set_timer(TimerKind::ListBegins, (who, deed), list, side, rule.notice);
        }
    }

    /// Puts a citizen on a list, or begins the term of one who is on it anew, so that a longer term
    /// never frees anyone sooner.
    fn enter_list(&mut self, who: u16, list: usize, side: Side, deed: u8) {
        let rule = &self.rules.policy.lists[list];
        let is_on = self.lists(who, side).has(list);
        if let Some(days) = rule.exit.after {
            if is_on {
                self.drop_timers(TimerKind::ListEnds, who, list, side);
            }
            self.set_timer(TimerKind::ListEnds, (who, deed), list, side, days);
        }
        if is_on {
            return;
        }
        let shift = if side == Side::Real { 0 } else { 4 };
        self.state.lists[usize::from(who)] |= 1 << list << shift;
        if side == Side::Real {
            self.count(who, Tally::LISTED.number(list), 1);
            self.shift_stock(who, Stock::list(list), 1);
            if rule.color == Color::Black {
                self.blacklisted(who, list);
            }
        }
        self.update_restriction(who, deed);
    }

    /// What an entry on a blacklist sets going: a first time, an appeal, the family's turn.
    fn blacklisted(&mut self, who: u16, list: usize) {
        if self.first_time(who, ever::BLACKLISTED) {
            self.count(who, Tally::EVER_BLACKLISTED, 1);
        }
        self.appeal(who, list);
        let rules = self.rules;
        let residents = self.residents;
        for (other, rule) in rules.policy.lists.iter().enumerate() {
            let chance = rule.entry.association.threshold();
            if other == list || chance == Threshold::default() {
                continue;
            }
            for &member in residents.households.around(who).iter().filter(|&&member| member != who)
            {
                let [draw, ..] = self.draw(Purpose::Listing, member, u32::from(who));
                if self.is_adult(member) && chance.admits(draw) {
                    let whose = (member, super::sparse::OVER_TIES);
                    self.set_timer(TimerKind::ListBegins, whose, other, Side::Real, 1);
                }
            }
        }
    }

    /// What being on a blacklist for another month does to those at home.
    pub(super) fn draw_in_household(&mut self, who: u16) {
        let (rules, residents) = (self.rules, self.residents);
        if rules.by_home.is_empty() || self.lists(who, Side::Real).0 & rules.gates.black().0 == 0 {
            return;
        }
        for &member in residents.households.around(who).iter().filter(|&&member| member != who) {
            if !self.is_adult(member) {
                continue;
            }
            let [_, draw, ..] = self.draw(Purpose::Listing, member, u32::from(who));
            for &(list, chance) in &rules.by_home {
                if chance.admits(draw) && !self.lists(member, Side::Real).has(list) {
                    let whose = (member, super::sparse::OVER_TIES);
                    self.set_timer(TimerKind::ListBegins, whose, list, Side::Real, 1);
                }
            }
        }
    }

    /// Lets a citizen on a blacklist lodge an appeal, where there is any.
    pub(super) fn appeal(&mut self, who: u16, list: usize) {
        let Some(appeal) = self.rules.policy.appeal else { return };
        let [draw, ..] = self.draw(Purpose::Appeal, who, list as u32);
        if appeal.lodged.threshold().admits(draw) {
            self.count(who, Tally::APPEALS, 1);
            let whose = (who, super::sparse::OVER_TIES);
            self.set_timer(TimerKind::AppealEnds, whose, list, Side::Real, appeal.delay);
        }
    }

    /// Takes a citizen off a list.
    pub(super) fn leave_list(&mut self, who: u16, list: usize, side: Side) {
        if !self.lists(who, side).has(list) {
            return;
        }
        let shift = if side == Side::Real { 0 } else { 4 };
        self.state.lists[usize::from(who)] &= !(1 << list << shift);
        // What was to come of this listing must not fall on a later one.
        self.drop_timers(TimerKind::ListEnds, who, list, side);
        self.drop_timers(TimerKind::AppealEnds, who, list, side);
        if side == Side::Real {
            self.count(who, Tally::DELISTED.number(list), 1);
            self.shift_stock(who, Stock::list(list), -1);
        }
        self.update_restriction(who, super::sparse::OVER_TIES);
    }

    /// Sets something to happen to a citizen in so many days, over a deed.
    pub(super) fn set_timer(
        &mut self,
        what: TimerKind,
        (who, deed): (u16, u8),
        list: usize,
        side: Side,
        days: u16,
    ) {
        make_room(&mut self.state.timers);
        let due = self.day.saturating_add(days);
        let shadow = side == Side::Shadow;
        self.state.timers.push(Timer { due, who, what, list: list as u8, shadow, deed });
    }

    fn drop_timers(&mut self, what: TimerKind, who: u16, list: usize, side: Side) {
        let shadow = side == Side::Shadow;
        let is_it = |timer: &Timer| {
            (timer.what, timer.who, usize::from(timer.list), timer.shadow)
                == (what, who, list, shadow)
        };
        self.state.timers.retain(|timer| !is_it(timer));
    }

    /// What was set to happen today.
    pub(super) fn fire_due_timers(&mut self) {
        let today = self.day;
        if self.state.timers.iter().all(|timer| timer.due > today) {
            return;
        }
        let mut due: Vec<Timer> =
            self.state.timers.extract_if(.., |timer| timer.due <= today).collect();
        due.sort_unstable();
        for timers in due.chunk_by(|one, next| one.who == next.who) {
            let who = timers[0].who;
            self.together(who, |step| timers.iter().for_each(|&timer| step.fire(timer)));
        }
    }

    fn fire(&mut self, timer: Timer) {
        let (who, list) = (timer.who, usize::from(timer.list));
        let side = if timer.shadow { Side::Shadow } else { Side::Real };
        match timer.what {
            TimerKind::DebtRipens => self.ripen(who, list),
            TimerKind::ListBegins => self.enter_list(who, list, side, timer.deed),
            TimerKind::ListEnds => self.leave_list(who, list, side),
            TimerKind::AppealEnds => self.decide_appeal(who, list),
        }
    }

    /// Notes an unpaid court debt: on file, truly owed, or both.
    pub(super) fn owe(&mut self, who: u16, on_file: bool, owed: bool) {
        if owed {
            self.count(who, Tally::DEBTS, 1);
        }
        self.state.debts.push(Debt { who, since: self.day, on_file, owed });
        let rules = self.rules;
        for &list in &rules.by_debt {
            let days = rules.policy.lists[list].entry.debt_unpaid.unwrap_or(0);
            let whose = (who, crate::scenario::Conduct::CourtDebt as u8);
            self.set_timer(TimerKind::DebtRipens, whose, list, Side::Real, days.max(1));
        }
    }

    /// Lists whoever has left a debt unpaid for as long as the list allows.
    fn ripen(&mut self, who: u16, list: usize) {
        self.ripen_later(who, list);
        let ripe = |debt: &&Debt| self.ripe_on(debt, list) <= self.day;
        let debts = self.state.debts.all(who).iter().filter(ripe);
        let (on_file, owed) = debts
            .fold((false, false), |(file, owed), debt| (file || debt.on_file, owed || debt.owed));
        let deed = crate::scenario::Conduct::CourtDebt as u8;
        if owed {
            self.schedule_listing(who, list, Side::Shadow, deed);
        }
        if on_file {
            self.schedule_listing(who, list, Side::Real, deed);
        }
    }

    /// The day on which a list takes a debt to have been unpaid for too long.
    fn ripe_on(&self, debt: &Debt, list: usize) -> u16 {
        let days = self.rules.policy.lists[list].entry.debt_unpaid.unwrap_or(0).max(1);
        debt.since.saturating_add(days)
    }

    /// Waits for the debts that are not ripe yet though their day has come, since a reform has
    /// made the term longer.
    fn ripen_later(&mut self, who: u16, list: usize) {
        let unripe = self.state.debts.all(who).iter().map(|debt| self.ripe_on(debt, list));
        let unripe: Vec<u16> = unripe.filter(|&due| due > self.day).collect();
        for due in unripe {
            let waits = |timer: &Timer| {
                (timer.what, timer.who, usize::from(timer.list), timer.due)
                    == (TimerKind::DebtRipens, who, list, due)
            };
            if !self.state.timers.iter().any(waits) {
                let whose = (who, crate::scenario::Conduct::CourtDebt as u8);
                let days = due - self.day;
                self.set_timer(TimerKind::DebtRipens, whose, list, Side::Real, days);
            }
        }
    }

    /// Takes a citizen who owes nothing more off the lists that repair ends.
    pub(super) fn repair(&mut self, who: u16) {
        self.together(who, |step| step.repair_sides(who));
    }

    fn repair_sides(&mut self, who: u16) {
        let rules = self.rules;
        for list in (0..rules.policy.lists.len()).filter(|&list| rules.repairs(list)) {
            for side in Side::BOTH {
                if !self.owes(who, side) {
                    // A debt that is paid within the notice leads nowhere.
                    self.drop_timers(TimerKind::ListBegins, who, list, side);
                    self.leave_list(who, list, side);
                }
            }
        }
    }

    /// Whether a citizen owes anything, on file or by true deeds.
    pub(super) fn owes(&self, who: u16, side: Side) -> bool {
        let owes = |debt: &Debt| if side == Side::Real { debt.on_file } else { debt.owed };
        self.state.debts.all(who).iter().any(owes)
    }

    /// Decides an appeal; one that is granted ends the listing, gives back what was taken for
    /// the errors of others, and strikes debts that are not owed.
    fn decide_appeal(&mut self, who: u16, list: usize) {
        let Some(appeal) = self.rules.policy.appeal else { return };
        if !self.lists(who, Side::Real).has(list) {
            return;
        }
        let wrong = !self.lists(who, Side::Shadow).has(list);
        let chance = if wrong { appeal.if_wrong } else { appeal.if_right };
        let [_, draw, ..] = self.draw(Purpose::Appeal, who, list as u32);
        if !chance.threshold().admits(draw) {
            return;
        }
        self.count(who, Tally::GRANTED, 1);
        self.state.debts.remove(who, |debt| !debt.owed);
        let taken: i32 = self.lost(who).into_iter().flatten().sum();
        for error_losses in &mut self.state.error_losses {
            error_losses.remove(who, |_| true);
        }
        if let Some(unearned) = self.state.unearned.get_mut(usize::from(who)) {
            *unearned = 0;
        }
        if taken > 0 && self.rules.scale.rules().is_some() {
            let points = Points::from_grains(taken);
            self.account(who, Cause::Redress, points);
            self.put(who, points, super::sparse::OVER_TIES);
        }
        self.leave_list(who, list, Side::Real);
    }

    /// What each kind of error has cost a citizen [grains], where there was any.
    fn lost(&self, who: u16) -> [Option<i32>; 3] {
        self.state
            .error_losses
            .each_ref()
            .map(|error_losses| error_losses.of(who).map(|it| it.grains.into()))
    }

    /// Makes moves of both of a citizen's standings and compares the two when all are made:
    /// between one and the next they differ though nothing is wrong.
    pub(super) fn together(&mut self, who: u16, moves: impl FnOnce(&mut Self)) {
        self.scratch.moving = true;
        moves(self);
        self.scratch.moving = false;
        if let Some(deed) = self.scratch.moved.take() {
            self.update_restriction(who, deed);
        }
    }

    /// Compares what a citizen bears with what true deeds would bring, after either has moved.
    pub(super) fn update_restriction(&mut self, who: u16, deed: u8) {
        if self.scratch.moving {
            self.scratch.moved = Some(deed);
            return;
        }
        let (gates, state) = (&self.rules.gates, &*self.state);
        let here = state.standing(self.rules, who);
        let (is_restricted, should_be) =
            (gates.restricts(here), gates.restricts(state.true_standing(self.rules, who)));
        if is_restricted != state.is(who, mark::RESTRICTED) {
            self.restrict(who, is_restricted, deed);
        }
        if (is_restricted && !should_be) != self.state.is(who, mark::WRONGED) {
            self.wrong(who, is_restricted && !should_be);
        }
        let spared = !is_restricted && should_be;
        if spared != self.state.is(who, mark::SPARED) {
            self.state.set(who, mark::SPARED, spared);
            self.shift_stock(who, Stock::Spared, if spared { 1 } else { -1 });
        }
        if is_restricted {
            self.first_closed_gates(who);
        }
    }

    /// Begins or ends a restriction.
    fn restrict(&mut self, who: u16, begins: bool, deed: u8) {
        self.state.set_restricted(self.residents, who, begins);
        self.shift_stock(who, Stock::Restricted, if begins { 1 } else { -1 });
        let (day, hardship) = (self.day, self.state.hardship[usize::from(who)]);
        let file = self.history(who);
        if begins {
            let (first, harder) = (file.spells == 0, hardship > file.hardship);
            file.since = day;
            file.spells = file.spells.saturating_add(1);
            file.deed = deed;
            if first {
                file.hardship = hardship;
            }
            self.count(who, Tally::SPELLS, 1);
            self.count(
                who,
                if first { Tally::EVER_RESTRICTED } else { Tally::SPIRALS },
                i64::from(first || harder),
            );
            self.tallies.restriction_begins(deed, day);
        } else {
            let (length, deed) = (day - file.since, file.deed);
            file.days += length;
            let since = file.since;
            self.count(who, Tally::SPELLS_ENDED, 1);
            self.tallies.restriction_ends(deed, since, day);
        }
    }

    /// Begins or ends a wrongful restriction; what is at fault is what took most from the
    /// citizen when it began.
    fn wrong(&mut self, who: u16, begins: bool) {
        self.state.set(who, mark::WRONGED, begins);
        let fault = if begins { self.fault(who) } else { usize::from(self.history(who).error) };
        self.shift_stock(who, Stock::wrongful(fault), if begins { 1 } else { -1 });
        let day = self.day;
        let file = self.history(who);
        if begins {
            (file.wrong_since, file.error) = (day, fault as u8);
            if self.first_time(who, ever::WRONGED) {
                self.count(who, Tally::EVER_WRONGED.number(fault), 1);
            }
        } else {
            file.wrong_days += day - file.wrong_since;
        }
    }

    /// The error, by number in [`WRONGS`], that took most from a citizen.
    fn fault(&self, who: u16) -> usize {
        if self.state.debts.all(who).iter().any(|debt| debt.on_file && !debt.owed) {
            return 1;
        }
        let lost = self.lost(who);
        let [mut a, mut b, c] = lost.map(Option::unwrap_or_default);
        let unearned = self.state.unearned.get(usize::from(who)).copied().unwrap_or(0);
        a += i32::from(unearned & 15) * Points::GRAINS;
        b += i32::from(unearned >> 4) * Points::GRAINS;
        let gap = i32::from(self.state.shadow(who).0) - i32::from(self.state.score(who).0);
        let over_ties = if self.rules.spread.is_any() { gap - (a + b + c) } else { 0 };
        let all = [a, b, c, over_ties];
        // Of equals the first, so that the answer does not depend on how it is sought.
        let most = (0..WRONGS.len()).rev().max_by_key(|&error| all[error]);
        match most.filter(|&error| all[error] > 0) {
            Some(error) => error,
            // A charge without a point can lead to a list, and so can somebody else's listing.
            None if self.rules.associates && lost == [None; 3] => 3,
            None => lost.iter().position(Option::is_some).unwrap_or(0),
        }
    }

    fn first_closed_gates(&mut self, who: u16) {
        let here = self.state.standing(self.rules, who);
        let gates = [
            (Gate::Flight, ever::GROUNDED, Tally::EVER_GROUNDED),
            (Gate::Rail, ever::OFF_RAIL, Tally::EVER_OFF_RAIL),
        ];
        for (gate, mark, tally) in gates {
            let shut = self.rules.gates.terms(gate, here).refuse > Threshold::default();
            if shut && self.first_time(who, mark) {
                self.count(who, tally, 1);
            }
        }
    }

    /// Whether something is true of a citizen for the first time.
    fn first_time(&mut self, who: u16, what: u8) -> bool {
        let file = self.history(who);
        let first = file.ever & what == 0;
        file.ever |= what;
        first
    }

    fn history(&mut self, who: u16) -> &mut RestrictionHistory {
        self.state.histories.open(who)
    }

    pub(super) fn shift_stock(&mut self, who: u16, stock: Stock, by: i64) {
        self.tallies.shift(self.place, self.cell(who), stock, by, self.day);
    }

    /// The words that decide something about a citizen today.
    pub(super) fn draw(&self, purpose: Purpose, who: u16, whom: u32) -> [u32; 4] {
        self.chance.draw(purpose, self.citizen(who).0, whom, self.day.into(), 0)
    }
}
