//! The month's turn of a citizen: what drifts, what begins anew, what is made up.
//!
//! Citizens take their turns on different days, as many each day as the month allows, so that
//! no day costs more than another.

use std::ops::Range;

use super::day_step::DayStep;
use super::listing::Side;
use super::sparse::Charge;
use super::state::mark;
use crate::calendar::month_of;
use crate::chance::Purpose;
use crate::measures::Tally;
use crate::scenario::Register;
use crate::scoring::Cause;
use crate::standing::Standing;
use crate::units::{Points, Share};

impl DayStep<'_> {
    /// The turns of today.
    pub(super) fn monthly_updates(&mut self) {
        let month = month_of(self.day);
        let (from, upto) = month.share_of(self.day, self.residents.adults().into());
        let mut draws = std::mem::take(&mut self.scratch.draws);
        draws.who.clear();
        draws.who.extend(from as u16..upto as u16);
        let (day, who) = (self.day.into(), (self.first, &draws.who[..]));
        if self.rules.livelihood.is_enabled() || self.rules.help.is_some() {
            self.chance.draw_each((Purpose::Month, 0), day, who, &mut draws.blocks);
        } else {
            // Nothing is decided by chance at anyone's turn.
            draws.blocks.resize(draws.who.len(), [0; 4]);
        }
        if self.rules.invents {
            self.chance.draw_each((Purpose::Phantom, 0), day, who, &mut draws.more);
        }
        // Nobody else's turn makes or pays a debt of theirs.
        let debts = self.state.debts.between(from as u16..upto as u16);
        draws.owing.clear();
        draws.owing.extend(debts.iter().filter(|debt| debt.owed).map(|debt| debt.who));
        let new_year = month.number > 0 && month.number.is_multiple_of(12);
        self.reset_counters(from..upto, new_year);
        for (at, &who) in draws.who.iter().enumerate() {
            let owes = draws.owing.contains(&who);
            self.monthly_update(who, new_year, (draws.blocks[at], draws.more.get(at), owes));
        }
        self.drift(from..upto);
        if self.rules.help.is_some() {
            for (&who, &[.., other, draw]) in draws.who.iter().zip(&draws.blocks) {
                self.imitate(who, [other, draw]);
            }
        }
        self.scratch.draws = draws;
    }

    /// What one citizen's turn brings that can lead to something; `inventions` are the draws of what
    /// is made up, where anything is, and `owes` whether the citizen has a court debt to pay.
    fn monthly_update(
        &mut self,
        who: u16,
        new_year: bool,
        (words, inventions, owes): ([u32; 4], Option<&[u32; 4]>, bool),
    ) {
        self.settle(who, new_year);
        if let Some(&draws) = inventions {
            self.invent(who, draws);
        }
        if self.rules.livelihood.is_enabled() {
            let could_work = self.residents.class[usize::from(who)].band() < 4;
            let stays = self.state.works(who) & !self.rules.livelihood.loses_work(words[0]);
            if could_work & !stays {
                self.work(who, [words[0], words[1]]);
            }
        }
        self.subscriptions(who);
        if owes {
            self.repay(who);
        }
        self.draw_in_household(who);
    }

    /// Counters of the month, and at the turn of a year those of the year and the band.
    fn reset_counters(&mut self, whom: Range<usize>, new_year: bool) {
        let rules = self.rules;
        let yearly = rules.yearly.iter().filter(|_| new_year);
        for &slot in rules.monthly.iter().chain(yearly) {
            self.state.counters.clear(slot, whom.clone());
            self.state.shadow_counters.clear(slot, whom.clone());
        }
        for at in whom.filter(|_| new_year) {
            let Standing { band, .. } = self.state.standing(rules, at as u16);
            let marks = &mut self.state.marks[at];
            self.tallies.moves[usize::from(*marks >> 5)][usize::from(band)] += 1;
            *marks = *marks & 31 | band << 5;
        }
    }

    /// Charges that waited for this turn, and what the scheme forgets.
    fn settle(&mut self, who: u16, new_year: bool) {
        let scale = &self.rules.scale;
        if scale.waits() && scale.is_due(new_year) {
            self.release(who);
        }
        if scale.rules().is_some_and(|rules| rules.half_life.is_some()) {
            let points = scale.forgotten(self.state.score(who));
            let shadow = scale.forgotten(self.state.shadow(who));
            if points != Points::ZERO {
                self.count(who, Tally::CHARGES.by(Cause::Forgetting), 1);
                let grains = i64::from(points.grains());
                self.count(who, Tally::POINTS.by(Cause::Forgetting), grains);
                self.count(who, Tally::MOVED.by(Cause::Forgetting), grains.abs());
            }
            self.together(who, |step| {
                let deed = super::sparse::OVER_TIES;
                step.move_score(who, Side::Real, points, deed);
                step.move_score(who, Side::Shadow, shadow, deed);
            });
        }
    }

    /// Moves the scores by what has waited.
    pub(super) fn release(&mut self, who: u16) {
        self.together(who, |step| step.release_sides(who));
    }

    pub(super) fn release_sides(&mut self, who: u16) {
        let [real, shadow] = std::mem::take(&mut self.state.waiting[usize::from(who)]);
        let deed = std::mem::replace(
            &mut self.state.waiting_deed[usize::from(who)],
            super::sparse::OVER_TIES,
        );
        for (side, grains) in [(Side::Shadow, shadow), (Side::Real, real)] {
            self.move_score(who, side, Points::from_grains(grains), deed);
        }
    }

    /// Entries that no deed stands behind, and reports that an informant makes up.
    fn invent(&mut self, who: u16, [entry, lie, whom, what]: [u32; 4]) {
        let rules = self.rules;
        let register = Register::ALL.iter().find(|&&it| rules.phantoms[it as usize].admits(entry));
        if let Some(&register) = register {
            self.count(who, Tally::PHANTOM.in_register(register), 1);
            let (conduct, cause) = (register.phantom(), Cause::Misrecorded);
            let charge =
                Charge { conduct, kept: false, cause, delay: 0, real: true, shadow: false };
            self.charge(who, charge);
        }
        if rules.lies.admits(lie)
            && !rules.slanders.is_empty()
            && let Some(victim) = self.acquaintance(who, whom)
        {
            let pick = ((u64::from(what) * rules.slanders.len() as u64) >> 32) as usize;
            let (conduct, cause) = (rules.slanders[pick], Cause::FalselyReported);
            self.count(who, Tally::LIES, 1);
            let charge =
                Charge { conduct, kept: false, cause, delay: 0, real: true, shadow: false };
            self.send(self.citizen(victim), charge);
        }
    }

    /// Hardship, health, certainty and resignation a month later.
    fn drift(&mut self, whom: Range<usize>) {
        let (rules, residents, state) = (self.rules, self.residents, &mut *self.state);
        if rules.livelihood.is_enabled() {
            let people = residents.cell[whom.clone()].iter().zip(&residents.class[whom.clone()]);
            let works = state.marks[whom.clone()].iter().map(|marks| marks & mark::WORKS != 0);
            let bodies =
                state.hardship[whom.clone()].iter_mut().zip(&mut state.health[whom.clone()]);
            for (((cell, class), works), (hardship, health)) in people.zip(works).zip(bodies) {
                let works = works | (class.band() == 4);
                (*hardship, *health) =
                    rules.livelihood.month((cell.tenth(), works), *hardship, *health);
            }
        }
        if !rules.response.is_enabled() {
            return;
        }
        let regulates =
            state.certainty[whom.clone()].iter_mut().zip(&residents.awareness_rank[whom.clone()]);
        for (certainty, &awareness_rank) in regulates {
            *certainty = rules.response.faded(*certainty, awareness_rank);
        }
        for who in whom.map(|at| at as u16) {
            let stuck = self.state.is(who, mark::RESTRICTED) && self.is_stuck(who);
            if let Some(resignation) = self.state.histories.resignation_mut(who) {
                *resignation = rules.response.resigned(*resignation, stuck);
            }
        }
    }

    /// Whether a restricted citizen is on a list without a way out.
    fn is_stuck(&self, who: u16) -> bool {
        let lists = self.state.lists(who);
        let all = self.rules.policy.lists.iter().enumerate();
        let black = self.rules.gates.black();
        let appeal = self.rules.policy.appeal.is_some_and(|appeal| appeal.lodged > Share::NONE);
        all.into_iter().any(|(number, list)| {
            lists.has(number) && black.has(number) && list.exit.is_never() && !appeal
        })
    }
}
