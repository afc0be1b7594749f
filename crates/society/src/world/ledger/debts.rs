//! Court debts: noted when left unpaid, ripe for a list after its term, gone when paid.
//!
//! A debt is on file, truly owed, or both. An entry that a register missed is owed and not on file; an
//! entry linked to the wrong citizen is on file and not owed. See *Standing*, under court debts, in the
//! handbook.

use super::base::{Ledger, StandingChange};
use super::timers::Listing;
use crate::chance::Purpose;
use crate::measures::Tally;
use crate::scenario::{Conduct, ListId};
use crate::standing::Lists;
use crate::units::{Day, Resident};
use crate::world::charge::Side;
use crate::world::state::{Debt, Timer, TimerKind};

impl Ledger<'_> {
    /// Notes an unpaid court debt, and sets a timer for each list that takes it to be overdue.
    ///
    /// One timer serves both sides: which of them the debt counts on is looked up when it fires.
    pub(crate) fn note_debt(&mut self, debt: Debt) {
        let who = debt.who;
        if debt.owed {
            self.count(who, Tally::DEBTS, 1);
        }
        self.state.debts.push(debt);
        let rules = self.rules;
        for &list in &rules.list_index.by_debt {
            self.ripens_in(who, list, self.ripening(list));
        }
    }

    /// Sets the timer of a debt that ripens in `days` days.
    fn ripens_in(&mut self, who: Resident, list: ListId, days: u16) {
        let of = Listing { who, list, side: Side::Real };
        self.set_timer(TimerKind::DebtRipens, of, Conduct::CourtDebt.into(), days);
    }

    /// Schedules a listing over debts that have been unpaid for as long as the list allows, the truth
    /// first.
    ///
    /// Debts paid meanwhile are not among them any more, so that a timer need not be dropped when one
    /// is paid.
    pub(crate) fn ripen(&mut self, who: Resident, list: ListId) -> StandingChange {
        self.wait_for_unripe(who, list);
        let ripe = |debt: &&Debt| self.ripe_on(debt, list) <= self.day;
        let debts = self.state.debts.all(who).iter().filter(ripe);
        let overdue = debts.fold([false; 2], |[shadow, real], debt| {
            [shadow || debt.counts_on(Side::Shadow), real || debt.counts_on(Side::Real)]
        });
        let mut change = StandingChange::NONE;
        for (side, _) in Side::BOTH.into_iter().zip(overdue).filter(|(_, overdue)| *overdue) {
            let of = Listing { who, list, side };
            change = change.then(self.schedule_listing(of, Conduct::CourtDebt.into()));
        }
        change
    }

    /// Whether a citizen has a debt on file that a list takes to be overdue.
    pub(crate) fn is_overdue(&self, who: Resident, list: ListId) -> bool {
        let ripe = |debt: &Debt| debt.on_file && self.ripe_on(debt, list) <= self.day;
        self.state.debts.all(who).iter().any(ripe)
    }

    /// The day on which a list takes a debt to be overdue, the day after it was noted at the earliest.
    fn ripe_on(&self, debt: &Debt, list: ListId) -> Day {
        debt.since.after(self.ripening(list))
    }

    /// Days from a debt to its listing: a list can enter it on the next day at the earliest [days].
    fn ripening(&self, list: ListId) -> u16 {
        self.rules.policy.list(list).entry.debt_unpaid.unwrap_or(0).max(1)
    }

    /// Waits on for debts with a term that a reform has made longer.
    ///
    /// Their timers were set by the old term, and fire too early. A new one is set then, and not on the
    /// day of the reform: a later reform could change the term again.
    fn wait_for_unripe(&mut self, who: Resident, list: ListId) {
        let unripe = self.state.debts.all(who).iter().map(|debt| self.ripe_on(debt, list));
        // Nearly always empty, and an empty vector allocates nothing.
        let unripe: Vec<Day> = unripe.filter(|&due| due > self.day).collect();
        for due in unripe {
            let waits = |timer: &Timer| {
                (timer.kind, timer.who, timer.list, timer.due)
                    == (TimerKind::DebtRipens, who, list, due)
            };
            // Several debts of one day share a timer, and each of them comes by here when it fires.
            if !self.state.timers.iter().any(waits) {
                self.ripens_in(who, list, due - self.day);
            }
        }
    }

    /// Ends the listings that payment ends, on each side without a debt, the truth first.
    pub(crate) fn end_paid_listings(&mut self, who: Resident) -> StandingChange {
        let rules = self.rules;
        let mut change = StandingChange::NONE;
        for list in ListId::all(&rules.policy.lists).filter(|&list| rules.repairs(list)) {
            for side in Side::BOTH {
                if !self.owes(who, side) {
                    let of = Listing { who, list, side };
                    // A debt that is paid within the notice leads nowhere.
                    self.drop_timers(TimerKind::ListBegins, of);
                    change = change.then(self.leave_list(of));
                }
            }
        }
        change
    }

    /// Whether a debtor cannot pay: by words of their own, in the hardship of today, while the oldest of
    /// the debts is too young for means to have been recovered.
    pub(crate) fn cannot_pay(&self, who: Resident) -> bool {
        let model = &self.rules.repayment;
        let owed = self.state.debts.all(who).iter().filter(|debt| debt.owed);
        let Some(since) = owed.map(|debt| debt.since).min() else { return false };
        // The words of the first day, on every day: who cannot pay does not change with the draw.
        model.knows_the_unable()
            && model.cannot_pay(
                self.lasting_draw(Purpose::Month, who, 3),
                self.state.hardship[usize::from(who)],
                self.day - since,
            )
    }

    /// The blacklists that a citizen is on, or has been told of.
    pub(crate) fn pressing_lists(&self, who: Resident) -> Lists {
        let timers = self.state.timers.iter();
        let told = timers.filter(|timer| {
            (timer.kind, timer.who, timer.side()) == (TimerKind::ListBegins, who, Side::Real)
        });
        let told = told.fold(0, |lists, timer| lists | 1 << timer.list.0);
        Lists(self.rules.gates.black().0 & (self.state.lists(who).0 | told))
    }

    /// Whether a citizen has a debt on one side: on record, or in truth.
    pub(crate) fn owes(&self, who: Resident, side: Side) -> bool {
        self.state.debts.all(who).iter().any(|debt| debt.counts_on(side))
    }
}
