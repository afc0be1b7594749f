//! Lists: entry after a notice, the term, and exit.
//!
//! Both sides have their own listings, with their own timers. On record, an entry to a blacklist brings
//! an appeal and can bring others; in truth it brings nothing, since nothing of it happens.

use super::base::{Ledger, StandingChange};
use super::timers::Listing;
use crate::chance::Purpose;
use crate::measures::{Stock, Tally};
use crate::scenario::{Color, ListId};
use crate::scoring::Deed;
use crate::units::{Resident, Threshold};
use crate::world::charge::Side;
use crate::world::state::{TimerKind, ever};

impl Ledger<'_> {
    /// Schedules a listing at the end of the list's notice, or begins it at once where there is
    /// none.
    ///
    /// A citizen already on the list gets the notice all the same: without it their renewed term
    /// would end sooner than that of a citizen newly listed.
    pub(crate) fn schedule_listing(&mut self, of: Listing, deed: Deed) -> StandingChange {
        let rule = self.rules.policy.list(of.list);
        if of.side == Side::Real && !self.is_listed(of) {
            self.note_listing(of.who, of.list);
        }
        if rule.notice == 0 {
            return self.enter_list(of, deed);
        }
        // Without a term there is nothing to renew: the notice would end in nothing.
        if rule.exit.after.is_some() || !self.is_listed(of) {
            self.set_timer(TimerKind::ListBegins, of, deed, rule.notice);
        }
        StandingChange::NONE
    }

    /// Begins a listing, or the term of one that runs anew: a longer term never frees anyone sooner.
    ///
    /// A renewed term is no change of standing, and is counted nowhere.
    pub(crate) fn enter_list(&mut self, of: Listing, deed: Deed) -> StandingChange {
        let rule = self.rules.policy.list(of.list);
        let is_on = self.is_listed(of);
        if let Some(days) = rule.exit.after {
            if is_on {
                // The old end would free the citizen in the middle of the new term.
                self.drop_timers(TimerKind::ListEnds, of);
            }
            self.set_timer(TimerKind::ListEnds, of, deed, days);
        }
        if is_on {
            return StandingChange::NONE;
        }
        self.state.set_list(of.who, of.list, of.side, true);
        if of.side == Side::Real {
            self.count(of.who, Tally::LISTED.on_list(of.list), 1);
            self.shift_stock(of.who, Stock::list(of.list), 1);
            if rule.color == Color::Black {
                self.blacklisted(of.who, of.list);
            }
        }
        StandingChange::over(deed)
    }

    /// Ends a listing, where there is one. No conduct is behind the change: none brings a citizen off
    /// a list.
    pub(crate) fn leave_list(&mut self, of: Listing) -> StandingChange {
        if of.side == Side::Real {
            // Also of a listing that ends within its notice.
            self.forget_reasons(of.who, of.list);
        }
        if !self.is_listed(of) {
            return StandingChange::NONE;
        }
        self.state.set_list(of.who, of.list, of.side, false);
        // Pending events of this listing must not fall on a later one.
        self.drop_timers(TimerKind::ListEnds, of);
        self.drop_timers(TimerKind::AppealEnds, of);
        if of.side == Side::Real {
            self.count(of.who, Tally::DELISTED.on_list(of.list), 1);
            self.shift_stock(of.who, Stock::list(of.list), -1);
        }
        StandingChange::over(Deed::ListEnd)
    }

    /// Whether the citizen of a listing is on the list, on its side.
    pub(crate) fn is_listed(&self, of: Listing) -> bool {
        self.state.lists_on(of.who, of.side).has(of.list)
    }

    /// Counts a citizen who is on a blacklist for the first time.
    pub(super) fn count_first_blacklisting(&mut self, who: Resident) {
        if self.is_first_time(who, ever::BLACKLISTED) {
            self.count(who, Tally::EVER_BLACKLISTED, 1);
        }
    }

    /// Consequences of an entry to a blacklist: the first time is counted, an appeal may be lodged,
    /// and other adults of the household may enter other lists tomorrow.
    ///
    /// Tomorrow, and as a timer: a listing at once would list a third because of the second, in an order
    /// that depends on their numbers.
    fn blacklisted(&mut self, who: Resident, list: ListId) {
        self.count_first_blacklisting(who);
        self.lodge_appeal(who, list);
        let (rules, residents) = (self.rules, self.residents);
        for (other, rule) in ListId::all(&rules.policy.lists).zip(&rules.policy.lists) {
            let chance = rule.entry.association.threshold();
            if other == list || chance == Threshold::default() {
                continue;
            }
            for &member in residents.households.around(who).iter().filter(|&&one| one != who) {
                // An address of member and cause: two relatives listed on one day are two risks.
                let [draw, ..] = self.draw(Purpose::Listing, member, u32::from(who));
                if self.is_adult(member) && chance.admits(draw) {
                    self.list_tomorrow(member, other);
                }
            }
        }
    }

    /// Lists household members of a blacklisted citizen from tomorrow on, with the monthly chance of
    /// each list.
    ///
    /// One draw for each member serves all lists: a list with a larger chance takes in all those that
    /// one with a smaller chance would.
    pub(crate) fn draw_in_household(&mut self, who: Resident) {
        let (rules, residents) = (self.rules, self.residents);
        let blacklisted = self.state.lists(who).0 & rules.gates.black().0 != 0;
        if rules.list_index.by_home.is_empty() || !blacklisted {
            return;
        }
        for &member in residents.households.around(who).iter().filter(|&&one| one != who) {
            if !self.is_adult(member) {
                continue;
            }
            let [_, draw, ..] = self.draw(Purpose::Listing, member, u32::from(who));
            for &(list, chance) in &rules.list_index.by_home {
                if chance.admits(draw) && !self.state.lists(member).has(list) {
                    self.list_tomorrow(member, list);
                }
            }
        }
    }

    /// Schedules a listing by association for tomorrow, on record alone.
    fn list_tomorrow(&mut self, who: Resident, list: ListId) {
        let of = Listing { who, list, side: Side::Real };
        self.set_timer(TimerKind::ListBegins, of, Deed::Association, 1);
    }

    /// Lodges an appeal against a blacklisting, by chance, where the policy has appeals; the decision
    /// is due after its delay.
    pub(crate) fn lodge_appeal(&mut self, who: Resident, list: ListId) {
        let Some(appeal) = self.rules.policy.appeal else { return };
        let [draw, ..] = self.draw(Purpose::Appeal, who, list.0.into());
        if appeal.lodged.threshold().admits(draw) {
            self.count(who, Tally::APPEALS, 1);
            let of = Listing { who, list, side: Side::Real };
            self.set_timer(TimerKind::AppealEnds, of, Deed::Redress, appeal.delay);
        }
    }
}
