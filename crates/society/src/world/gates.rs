//! Gates: who comes to one, what it does, and what that does to them.

use super::day_step::DayStep;
use super::state::mark;
use crate::chance::Purpose;
use crate::conduct::Occasion;
use crate::measures::Tally;
use crate::scenario::{Context, Gate};
use crate::standing::{Standing, Terms};

impl DayStep<'_> {
    /// A citizen at a gate.
    pub(super) fn visit(&mut self, occasion: &Occasion, gate: Gate) {
        let who = occasion.who;
        let served = self.ask(who, gate, occasion.choice);
        match gate {
            Gate::Hospital if served => self.wait_in_queue(who, occasion.aside),
            Gate::Flight | Gate::Rail | Gate::School if !served => {
                let hardship = &mut self.state.hardship[usize::from(who)];
                *hardship = self.rules.livelihood.refused(*hardship);
            }
            _ => {}
        }
    }

    /// Asks at a gate; the answer is whether it serves when `draw` decides.
    pub(super) fn ask(&mut self, who: u16, gate: Gate, draw: u32) -> bool {
        self.count(who, Tally::ASKED.at(gate), 1);
        if !self.rules.gates.screens(gate) {
            return true;
        }
        let own = self.state.standing(self.rules, who);
        let band = usize::from(own.band);
        self.count(who, Tally::ASKED_IN_BAND.number(band), 1);
        let others = self.rules.gates.asks_household(gate) && self.household_may_matter(who);
        let refusal = if others {
            self.terms_of(who, gate, own).refuse
        } else {
            self.rules.gates.refusal(gate, own)
        };
        let is_refused = refusal.admits(draw);
        if is_refused {
            self.refuse(who, gate, draw);
        }
        !is_refused
    }

    /// A gate that does not serve.
    #[inline(never)]
    fn refuse(&mut self, who: u16, gate: Gate, draw: u32) {
        let own = self.state.standing(self.rules, who);
        self.count(who, Tally::REFUSED_IN_BAND.number(usize::from(own.band)), 1);
        self.count(who, Tally::REFUSED.at(gate), 1);
        if !self.true_terms(who, gate).refuse.admits(draw) {
            self.count(who, Tally::REFUSED_WRONGLY.at(gate), 1);
        }
        self.bear(who, self.terms_of(who, gate, own).context);
    }

    /// What a gate does with a citizen: by their own standing and, where it asks for it, by the
    /// standing of everyone they live with.
    pub(super) fn terms(&self, who: u16, gate: Gate) -> Terms {
        self.terms_of(who, gate, self.state.standing(self.rules, who))
    }

    /// The same for one whose own standing is known.
    fn terms_of(&self, who: u16, gate: Gate, own: Standing) -> Terms {
        let (rules, state) = (self.rules, &*self.state);
        if !self.household_may_matter(who) {
            return rules.gates.terms(gate, own);
        }
        let restricted_only = rules.gates.only_restricted_affect_household();
        self.terms_by(who, (gate, own), |member| {
            let could = !restricted_only || state.is_restricted(member);
            could.then(|| state.standing(rules, member))
        })
    }

    /// Whether anybody who lives with a citizen could be a burden to them.
    #[inline]
    fn household_may_matter(&self, who: u16) -> bool {
        !self.rules.gates.only_restricted_affect_household()
            || self.state.household_has_restricted_member(self.residents, who)
    }

    /// What the gate would do by the true deeds of the same people.
    fn true_terms(&self, who: u16, gate: Gate) -> Terms {
        let own = self.state.true_standing(self.rules, who);
        self.terms_by(who, (gate, own), |member| Some(self.state.true_standing(self.rules, member)))
    }

    /// What a gate does with a citizen, where `standing` tells that of others at home who could be a
    /// burden.
    #[inline]
    fn terms_by(
        &self,
        who: u16,
        (gate, own): (Gate, Standing),
        standing: impl Fn(u16) -> Option<Standing>,
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

    /// Counts a penalty that a restricted citizen feels, and whether it falls in the part of
    /// life of the deed behind it.
    pub(super) fn bear(&mut self, who: u16, context: Context) {
        if !self.state.is(who, mark::RESTRICTED) {
            return;
        }
        self.count(who, Tally::DETRIMENTS, 1);
        let deed = self.state.histories.of(who).and_then(|file| Self::deed_name(file.deed));
        if deed.is_none_or(|conduct| conduct.context() != context) {
            self.count(who, Tally::UNRELATED, 1);
        }
    }

    /// The queue is fixed: what a hurried patient is spared, the patients after wait, each at
    /// most as long again as their own wait.
    fn wait_in_queue(&mut self, who: u16, chance: u16) {
        let wait = self.rules.livelihood.wait();
        let terms = self.terms(who, Gate::Hospital);
        let waited = match terms.wait * wait / 256 {
            0 => {
                let others = self.state.queue.clamp(-i64::from(wait), wait.into());
                self.state.queue -= others;
                self.count(who, Tally::WAITED_FOR_OTHERS, others);
                wait + others as i32
            }
            change => {
                self.state.queue -= i64::from(change);
                let tally = if change < 0 { Tally::HURRIED } else { Tally::SLOWED };
                self.count(who, tally, change.abs().into());
                if change > 0 {
                    self.bear(who, terms.context);
                }
                wait + change
            }
        };
        self.count(who, Tally::WAITED, waited.into());
        let health = &mut self.state.health[usize::from(who)];
        *health = self.rules.livelihood.waited(*health, waited, chance);
    }

    /// Work: in it, losing it, or looking for it on whatever line the household has.
    pub(super) fn work(&mut self, who: u16, draws: [u32; 2]) {
        let livelihood = &self.rules.livelihood;
        if self.state.works(who) {
            if livelihood.loses_work(draws[0]) {
                self.count(who, Tally::LOST_WORK, 1);
                self.set_work(who, false);
            }
            return;
        }
        if self.ask(who, Gate::Job, draws[1]) {
            let throttle = self.terms(who, Gate::Internet).throttle;
            if self.rules.livelihood.finds_work(throttle, draws[0]) {
                self.count(who, Tally::FOUND_WORK, 1);
                self.set_work(who, true);
            }
        }
    }

    fn set_work(&mut self, who: u16, works: bool) {
        self.state.set(who, mark::WORKS, works);
        self.shift_stock(who, crate::measures::Stock::OutOfWork, if works { -1 } else { 1 });
    }

    /// The monthly services: the line, the travel card, the fine of a standing.
    pub(super) fn subscriptions(&mut self, who: u16) {
        let rules = self.rules;
        if rules.policy.effects.is_empty() || !self.feels_the_month(who) {
            return;
        }
        if rules.gates.screens(Gate::Internet) {
            let line = self.terms(who, Gate::Internet);
            if line.throttle > 0 {
                self.count(who, Tally::THROTTLED, 1);
                self.bear(who, line.context);
            }
        }
        if rules.gates.screens(Gate::Fare) {
            let fare = self.terms(who, Gate::Fare);
            if fare.discount > 0 {
                self.count(who, Tally::SAVED_FARES, fare.discount.into());
            }
        }
        let fine = rules.gates.fine(self.state.standing(rules, who));
        if fine > 0 {
            self.fine(who, fine);
            self.bear(who, Context::Money);
        }
    }

    /// Whether anything that comes each month is not as it is for everyone: by one's own standing
    /// or by that of someone at home.
    fn feels_the_month(&self, who: u16) -> bool {
        let (gates, standing) = (&self.rules.gates, |who| self.state.standing(self.rules, who));
        let home = self.residents.households.around(who).iter();
        let could = |one: u16| {
            self.state.is_restricted(one)
                || (!gates.only_restricted_affect_household() && self.is_adult(one))
        };
        gates.is_felt_monthly(standing(who))
            || self.household_may_matter(who)
                && home
                    .filter(|&&one| could(one))
                    .any(|&one| gates.affects_household(standing(one)))
    }

    /// Whether a court debt is paid after all this month.
    pub(super) fn repay(&mut self, who: u16) {
        let black = self.rules.gates.black().0 & self.state.lists(who).0 != 0;
        let spare = 1.0 - f64::from(self.state.hardship[usize::from(who)]) / 255.0;
        let chance = crate::units::Share::clamped(self.rules.repays[usize::from(black)] * spare);
        let [.., draw] = self.draw(Purpose::Month, who, 2);
        if chance.threshold().admits(draw) {
            let paid = self.state.debts.remove(who, |debt| debt.owed) as i64;
            self.count(who, Tally::REPAID, paid);
            if black {
                self.count(who, Tally::REPAID_LISTED, paid);
            }
            self.repair(who);
        }
    }
}
