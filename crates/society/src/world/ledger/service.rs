//! Service at the gates: a citizen asks, and the gate looks at standings before it serves.
//!
//! Terms by one's own standing, and by the standings of one's household, are defined in the chapter
//! *Gates* of the handbook. Most citizens live with nobody restricted: their own terms are all, and a
//! bit of the household says so.

use super::base::Ledger;
use crate::measures::Tally;
use crate::scenario::{Context, Gate};
use crate::scoring::Deed;
use crate::standing::{Standing, Terms};
use crate::units::{Draw, Resident, Thousandths};
use crate::world::state::{ever, mark};

impl Ledger<'_> {
    /// Asks at a gate, and counts the answer: whether it serves when `draw` decides.
    ///
    /// One draw decides for every policy: a twin with a higher chance of refusal refuses all those that
    /// the other refuses.
    pub(crate) fn ask(&mut self, who: Resident, gate: Gate, draw: Draw) -> bool {
        self.ask_for(who, gate, draw, |_| 1)
    }

    /// The same, where one who is refused has asked for as many `tickets`; perhaps for none, since a
    /// citizen who is barred knows it.
    pub(crate) fn ask_for(
        &mut self,
        who: Resident,
        gate: Gate,
        draw: Draw,
        tickets: impl FnOnce(&Self) -> i64,
    ) -> bool {
        if !self.rules.gates.screens(gate) {
            self.count(who, Tally::ASKED.at(gate), 1);
            return true;
        }
        let own = self.state.standing(self.rules, who);
        // The refusal alone is one look into a table; the whole terms are put together only for those
        // few with somebody at home to look at.
        let others = self.rules.gates.asks_household(gate) && self.household_may_matter(who);
        let refusal = if others {
            self.terms_by_household(who, gate, own).refuse
        } else {
            self.rules.gates.refusal(gate, own)
        };
        let is_refused = refusal.admits(draw);
        let tickets = if is_refused { tickets(self) } else { 1 };
        self.count(who, Tally::ASKED.at(gate), tickets);
        // Only at gates that can refuse: rates of refusal by band are of these.
        self.count(who, Tally::ASKED_IN_BAND.at_index(usize::from(own.band)), tickets);
        if is_refused {
            self.refuse(who, gate, draw, tickets);
        }
        !is_refused
    }

    /// Counts a refusal of so many `tickets`, and whether true deeds would have spared the citizen from
    /// it on the same draw. It is felt once, also by one who knew and asked for none.
    #[inline(never)]
    fn refuse(&mut self, who: Resident, gate: Gate, draw: Draw, tickets: i64) {
        let own = self.state.standing(self.rules, who);
        self.count(who, Tally::REFUSED_IN_BAND.at_index(usize::from(own.band)), tickets);
        self.count(who, Tally::REFUSED.at(gate), tickets);
        if !self.true_terms(who, gate).refuse.admits(draw) {
            self.count(who, Tally::REFUSED_WRONGLY.at(gate), tickets);
        }
        self.count_detriment(who, self.terms_by_household(who, gate, own).context);
    }

    /// Whether a restricted citizen has made a trip by slow train: refused again, they ask for no second ticket.
    pub(crate) fn goes_slowly(&self, who: Resident) -> bool {
        let history = self.state.histories.of(who).filter(|_| self.state.is_restricted(who));
        history.is_some_and(|history| history.ever & ever::SLOW_TRAIN != 0)
    }

    /// Makes a trip by slow train instead of a fast one. A restricted citizen who is refused again takes it at
    /// once; one who is refused for somebody at home asks again.
    pub(crate) fn take_slow_train(&mut self, who: Resident) {
        self.count(who, Tally::SLOW_TRAINS, 1);
        self.count(who, Tally::SLOW_HOURS, self.rules.travel.slower);
        if self.state.is_restricted(who) {
            self.history(who).ever |= ever::SLOW_TRAIN;
        }
    }

    /// The terms of a gate for a citizen, by their own standing and, where the gate asks for it, by
    /// the standings of their household.
    pub(crate) fn terms(&self, who: Resident, gate: Gate) -> Terms {
        self.terms_by_household(who, gate, self.state.standing(self.rules, who))
    }

    /// The same for a citizen with an `own` standing that is known already.
    fn terms_by_household(&self, who: Resident, gate: Gate, own: Standing) -> Terms {
        let (rules, state) = (self.rules, &*self.state);
        if !self.household_may_matter(who) {
            return rules.gates.terms(gate, own);
        }
        // A penalty comes from a restricted member; a favor to households can come from any.
        let restricted_only = rules.gates.only_restricted_affect_household();
        self.worst_terms(who, gate, own, |member| {
            let could = !restricted_only || state.is_restricted(member);
            could.then(|| state.standing(rules, member))
        })
    }

    /// Whether the standing of any member of a citizen's household could change the terms; `true`
    /// does not say that it does.
    #[inline]
    pub(crate) fn household_may_matter(&self, who: Resident) -> bool {
        !self.rules.gates.only_restricted_affect_household()
            || self.state.household_has_restricted_member(self.residents, who)
    }

    /// The terms by the true deeds of the same people. No bit of the household helps here: it is about
    /// restrictions on record.
    fn true_terms(&self, who: Resident, gate: Gate) -> Terms {
        let own = self.state.true_standing(self.rules, who);
        self.worst_terms(who, gate, own, |member| {
            Some(self.state.true_standing(self.rules, member))
        })
    }

    /// The gravest terms over a household; `standing` gives that of each member, or `None` for one
    /// without effect on others.
    ///
    /// Members count in the order of their numbers, since of equal waits the first one stays.
    #[inline]
    fn worst_terms(
        &self,
        who: Resident,
        gate: Gate,
        own: Standing,
        standing: impl Fn(Resident) -> Option<Standing>,
    ) -> Terms {
        let (gates, residents) = (&self.rules.gates, self.residents);
        let own = gates.terms(gate, own);
        if !gates.asks_household(gate) {
            return own;
        }
        let home = residents.households.around(who).iter();
        let adults = home.filter(|&&member| self.is_adult(member));
        let standings = adults.filter_map(|&member| standing(member));
        let standings = standings.filter(|&at| gates.affects_household(at));
        standings.map(|at| gates.shared(gate, at)).fold(own, Terms::and)
    }

    /// Counts a penalty felt by a restricted citizen, and whether it falls outside the part of life
    /// of the deed behind the restriction.
    ///
    /// A restriction with no deed behind it makes every penalty unrelated. A citizen who is not
    /// restricted feels only another's penalty.
    pub(crate) fn count_detriment(&mut self, who: Resident, context: Context) {
        let Some(deed) = self.deed_of_restriction(who) else { return };
        self.count(who, Tally::DETRIMENTS, 1);
        if deed.conduct().is_none_or(|conduct| conduct.context() != context) {
            self.count(who, Tally::UNRELATED, 1);
        }
        let is_wronged = self.state.is(who, mark::WRONGED);
        let counts = &mut self.tallies.consequences[deed.number()];
        counts.felt[context as usize] += 1;
        counts.felt_wrongly += i64::from(is_wronged);
    }

    /// Takes a fine: hardship rises by it at once.
    pub(crate) fn fine(&mut self, who: Resident, fine: Thousandths) {
        self.count(who, Tally::FINES, fine.0.into());
        self.state.panel.add(who, -1000 * fine.0);
        let hardship = &mut self.state.hardship[usize::from(who)];
        *hardship = self.rules.livelihood.fined(*hardship, fine);
    }

    /// Takes the monthly fine of a standing, felt as a penalty in the part of life of money.
    pub(crate) fn fine_by_standing(&mut self, who: Resident, fine: Thousandths) {
        self.fine(who, fine);
        self.count_detriment(who, Context::Money);
        if let Some(deed) = self.deed_of_restriction(who) {
            self.tallies.consequences[deed.number()].fines += i64::from(fine.0);
        }
    }

    /// The reason behind a citizen's restriction; `None` for one who is free.
    fn deed_of_restriction(&self, who: Resident) -> Option<Deed> {
        let history = self.state.histories.of(who);
        history.filter(|_| self.state.is(who, mark::RESTRICTED)).map(|history| history.deed)
    }
}
