//! The ways into the ledger. Each moves the accounts of a citizen and compares them once.
//!
//! Once, and after the last move: between the shadow move and the real one of the same charge the two
//! standings differ, and a comparison there would find a citizen spared or wronged for no time at all,
//! and count it.

use super::accounts::tally_charge;
use super::base::{Ledger, StandingChange};
use super::timers::Listing;
use crate::measures::Tally;
use crate::scenario::Conduct;
use crate::scoring::{Cause, Deed};
use crate::units::{Points, Resident};
use crate::world::charge::{Charge, LateEntry, Side};
use crate::world::rules::Rules;
use crate::world::state::{Debt, Timer, TimerKind, ever};

impl Ledger<'_> {
    /// Restricts every adult under a penalty by the score of the first day.
    ///
    /// On the first day and not when the state is made: a restriction is counted, and has a first day.
    pub(crate) fn restrict_from_the_start(&mut self) {
        for who in self.residents.adults() {
            self.update_restriction(who, Deed::FirstDay);
        }
    }

    /// Begins to count after the warm-up: histories and harm so far are dropped, and everyone under a
    /// penalty or on a blacklist is so from today.
    ///
    /// Standings, debts, resignation and whatever else decides stay as they are. Spells are begun anew
    /// rather than kept, so that a spell and its days are counted from the same day.
    pub(crate) fn begin_counting(&mut self) {
        self.state.harm.fill(0);
        self.state.panel.net.fill(0);
        let black = self.rules.gates.black().0;
        for who in self.residents.adults() {
            let goes_slowly = self.goes_slowly(who);
            let Some(deed) = self.state.forget_restrictions(self.residents, who) else { continue };
            if self.state.lists(who).0 & black != 0 {
                self.count_first_blacklisting(who);
            }
            self.update_restriction(who, deed);
            // It decides later days, and the restriction in which it was made goes on.
            if goes_slowly {
                self.history(who).ever |= ever::SLOW_TRAIN;
            }
        }
    }

    /// Makes a charge now, or files it until its entry in a register is due.
    ///
    /// The ring has a place for each day up to the longest delay, so that a charge is never filed under
    /// today.
    pub(crate) fn enter(&mut self, who: Resident, charge: Charge) {
        if charge.delay == 0 {
            self.charge(who, charge);
            return;
        }
        let ring = self.state.late.len() as u32;
        let due = (u32::from(self.day) + u32::from(charge.delay)) % ring;
        self.state.late[due as usize].push(LateEntry::new(who, charge));
    }

    /// Makes the charges with an entry due today, in the order in which they were filed.
    pub(crate) fn enter_due(&mut self) {
        let today = usize::from(self.day) % self.state.late.len();
        // The buffer goes with the charges: kept for another day it would be memory for nothing.
        for late in std::mem::take(&mut self.state.late[today]) {
            self.charge(late.who, late.charge());
        }
    }

    /// Makes a charge to the real account, the shadow account, or both, the truth first.
    ///
    /// A court debt is noted before: both listings that the charge leads to may ask for it.
    ///
    /// In a twin where its cause does not count, an accusation comes to nothing; a deed leaves the
    /// record as it is, and still passes over ties.
    pub(crate) fn charge(&mut self, who: Resident, charge: Charge) {
        let counts = charge.counts_where(self.rules.policy.counted);
        if !counts && !charge.is_own() {
            return;
        }
        if charge.conduct == Conduct::CourtDebt && !charge.kept {
            self.owe(who, charge.real && counts, charge.shadow);
        }
        let mut change = StandingChange::NONE;
        if charge.shadow {
            change = change.then(self.charge_shadow(who, charge));
        }
        if charge.real && counts {
            change = change.then(self.charge_real(who, charge));
        } else if charge.real {
            self.charge_ties(who, charge);
        }
        self.compare_after(who, change);
    }

    /// Notes a court debt left unpaid today: on record, truly owed, or both. Moves no account: a debt
    /// has its consequences when it ripens.
    pub(crate) fn owe(&mut self, who: Resident, on_file: bool, owed: bool) {
        self.note_debt(Debt { who, since: self.day, on_file, owed });
    }

    /// Moves both scores by the points that have waited for the schedule of the policy.
    pub(crate) fn release(&mut self, who: Resident) {
        let change = self.move_by_waiting(who);
        self.compare_after(who, change);
    }

    /// Moves both scores toward the start, where the policy forgets: the record first, and each by its
    /// own distance.
    pub(crate) fn forget(&mut self, who: Resident) {
        let scale = &self.rules.scale;
        let real = scale.forgotten(self.state.score(who));
        let shadow = scale.forgotten(self.state.shadow(who));
        if real != Points::ZERO {
            self.count_charge(who, Cause::Forgetting, real);
        }
        let change = self.move_score(who, Side::Real, real, Deed::Forgetting);
        let change = change.then(self.move_score(who, Side::Shadow, shadow, Deed::Forgetting));
        self.compare_after(who, change);
    }

    /// Fires the timers that are due today, citizen by citizen.
    ///
    /// A citizen with several is compared once, after the last: the end of one term and the beginning of
    /// another on the same morning are one restriction without a gap.
    pub(crate) fn fire_due_timers(&mut self) {
        let due = self.take_due_timers();
        for timers in due.chunk_by(|one, next| one.who == next.who) {
            let change = timers
                .iter()
                .fold(StandingChange::NONE, |change, timer| change.then(self.fire(timer)));
            self.compare_after(timers[0].who, change);
        }
    }

    /// Decides on the objections that are due today, citizen by citizen; each is compared once, after the
    /// last.
    pub(crate) fn decide_due_objections(&mut self) {
        let due = self.take_due_objections();
        for rows in due.chunk_by(|one, next| one.who == next.who) {
            let change = rows
                .iter()
                .fold(StandingChange::NONE, |change, row| change.then(self.decide_objection(row)));
            self.compare_after(rows[0].who, change);
        }
    }

    /// Brings about the event of a timer.
    fn fire(&mut self, timer: &Timer) -> StandingChange {
        let (who, list) = (timer.who, timer.list);
        let of = Listing { who, list, side: timer.side() };
        match timer.kind {
            TimerKind::DebtRipens => self.ripen(who, list),
            TimerKind::ListBegins => self.enter_list(of, timer.deed),
            TimerKind::ListEnds => self.leave_list(of),
            TimerKind::AppealEnds => self.decide_appeal(who, list),
        }
    }

    /// Ends the listings of a citizen that payment ends, once debts have been paid.
    pub(crate) fn repair(&mut self, who: Resident) {
        let change = self.end_paid_listings(who);
        self.compare_after(who, change);
    }

    /// Puts a citizen under new rules, and compares their standings by these.
    pub(crate) fn adopt_rules(&mut self, who: Resident, before: &Rules) {
        let change = self.carry_over(who, before);
        // Gates and bands differ though nothing may have moved.
        self.update_restriction(who, change.deed().unwrap_or(Deed::Reform));
    }

    /// Puts points that came over ties to the real accounts of citizens, each named once in
    /// `arrivals`, and on to the evening where the policy passes them on.
    ///
    /// Nobody is charged more at once than any scale is wide: where ties feed themselves, the points
    /// over them would grow beyond all numbers. Where a reform has ended the score, points on their
    /// way come to nothing.
    ///
    /// The first loop counts every arrival and makes the moves without consequences, nearly all; the
    /// rest go into `slow`, a scratch buffer, and are made one by one after it. Only the real account
    /// moves: the deed behind the points is somebody else's.
    pub(crate) fn associate(
        &mut self,
        arrivals: &[(Resident, Points)],
        slow: &mut Vec<(Resident, Points)>,
    ) {
        let rules = self.rules;
        if rules.scale.rules().is_none() {
            return;
        }
        let widest = i32::from(u16::MAX);
        let lanes =
            self.tallies.lanes_by_cell_mut(self.place, Tally::CHARGES.by(Cause::Association));
        // Looked up once: all arrivals are in this place and of one cause, and there are very many.
        let at_once = !rules.scale.waits();
        for &(who, points) in arrivals {
            // Nobody charges a child.
            // Adults have the lowest numbers, so that the bounds check is the test of age.
            let Some(score) = self.state.score.get_mut(usize::from(who)) else { continue };
            let points = Points::from_grains(points.grains().clamp(-widest, widest));
            tally_charge(&mut lanes[usize::from(self.residents.cell[usize::from(who)].0)], points);
            let wanted = i32::from(*score) + points.grains();
            if at_once && rules.score_zones.stays_within(*score, wanted) {
                *score = wanted as u16;
            } else {
                slow.push((who, points));
            }
            if rules.spread.pass_on(points) {
                self.evening.charges.push((who, points));
            }
        }
        // A move within a zone changes no standing, so that all of them can come first.
        for (who, points) in slow.drain(..) {
            let change = self.put(who, points, Deed::Ties);
            self.compare_after(who, change);
        }
    }
}
