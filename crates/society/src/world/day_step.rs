//! One day of one neighbourhood under one policy: what every stage of it works on.

use super::listing::Side;
use super::rules::Rules;
use super::sparse::{Charge, LateEntry, Message, OVER_TIES};
use super::state::State;
use crate::chance::Chance;
use crate::conduct::{DayOccasions, Occasion, OccasionKind};
use crate::measures::{Tallies, Tally};
use crate::population::{Cell, Population, Residents};
use crate::scenario::Conduct;
use crate::scoring::Cause;
use crate::ties::GroupSums;
use crate::units::{Citizen, Points};

/// Space that a day works in, kept from neighbourhood to neighbourhood.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    /// Charges of today that reach others over ties.
    pub(super) charges: Vec<(u16, Points)>,
    /// Citizens on whom a sanction fell today.
    pub(super) sanctioned: Vec<u16>,
    /// Who breaks a rule today, by the occasion's place among those of its kind, and who keeps to it
    /// where that matters.
    pub(super) broken: Vec<u16>,
    pub(super) kept: Vec<u16>,
    /// Meetings of today.
    pub(super) meetings: Vec<Occasion>,
    /// Citizens whose charges wait for the evening.
    pub(super) tonight: Vec<u16>,
    /// Whether both of a citizen's standings are on the move together.
    pub(super) moving: bool,
    /// The conduct behind the move, where it changed a standing.
    pub(super) moved: Option<u8>,
    /// The draws of those whose month's turn it is.
    pub(super) draws: MonthlyDraws,
    /// The charges among the letters of the morning.
    pub(super) messages: Vec<Message>,
    /// What of the charges of today reaches each of a citizen's kin, still addressed to the citizen.
    pub(super) kin_shares: Vec<Message>,
    pub(super) group_sums: GroupSums,
    pub(super) arrivals: Vec<(u16, Points)>,
    /// Those of them whose scores move out of the calm.
    slow: Vec<(u16, Points)>,
}

/// Citizens and a block of draws for each.
#[derive(Clone, Debug, Default)]
pub(super) struct MonthlyDraws {
    pub(super) who: Vec<u16>,
    pub(super) blocks: Vec<[u32; 4]>,
    /// Those of them who truly owe a court debt.
    pub(super) owing: Vec<u16>,
    /// A second block, for those whose month needs one.
    pub(super) more: Vec<[u32; 4]>,
}

/// Counts a charge: that it is one, its points, those deducted, and those moved either way.
#[inline]
fn note(counts: &mut [i64; Tally::LANES], points: Points) {
    let grains = i64::from(points.grains());
    for (count, by) in counts.iter_mut().zip([1, grains, (-grains).max(0), grains.abs()]) {
        *count += by;
    }
}

/// One neighbourhood's day.
pub(super) struct DayStep<'a> {
    pub(super) rules: &'a Rules,
    /// The rules of yesterday, on the first day of new ones.
    pub(super) before: Option<&'a Rules>,
    pub(super) chance: Chance,
    pub(super) population: &'a Population,
    pub(super) residents: &'a Residents,
    pub(super) place: usize,
    pub(super) first: u32,
    pub(super) day: u16,
    pub(super) state: &'a mut State,
    pub(super) tallies: &'a mut Tallies,
    pub(super) outbox: &'a mut Vec<Message>,
    pub(super) scratch: &'a mut Scratch,
}

impl DayStep<'_> {
    /// Lives the day: what was addressed here, the month's turn of those whose turn it is, what
    /// comes up, and the evening.
    pub(super) fn run(&mut self, messages: &[Message], today: &DayOccasions) {
        if self.day == 0 {
            self.first_morning();
        }
        if let Some(before) = self.before {
            self.reform(before);
        }
        self.tallies.make_room(today.all().len());
        self.morning(messages);
        self.monthly_updates();
        for (what, group) in today.by_kind() {
            match what {
                OccasionKind::Act(conduct) => self.acts(conduct, group),
                OccasionKind::Visit(gate) => group.iter().for_each(|one| self.visit(one, gate)),
                OccasionKind::Meeting => group.iter().for_each(|one| self.meet(one)),
            }
        }
        self.evening();
    }

    /// Restricts everyone whom the score of the first day restricts.
    fn first_morning(&mut self) {
        for who in 0..self.residents.adults() {
            self.update_restriction(who, OVER_TIES);
        }
    }

    /// What was addressed to citizens of the neighbourhood.
    fn morning(&mut self, messages: &[Message]) {
        self.scratch.charges.clear();
        self.scratch.charges.append(&mut self.state.carried);
        self.scratch.sanctioned.clear();
        self.scratch.tonight.clear();
        self.hear_from_kin(messages);
        let mut charges = std::mem::take(&mut self.scratch.messages);
        charges.sort_unstable();
        for message in charges.drain(..) {
            self.enter((message.to - self.first) as u16, message.charge());
        }
        self.scratch.messages = charges;
        self.post_late_entries();
        self.fire_due_timers();
    }

    /// Puts the charges among the letters by, and to the accounts what comes from kin: all that a
    /// citizen gets at once, since the ends of the scale must not see it piece by piece.
    fn hear_from_kin(&mut self, messages: &[Message]) {
        let Scratch { messages: charges, group_sums, arrivals, .. } = &mut *self.scratch;
        let inflow = group_sums.open(self.residents, messages.len());
        for message in messages {
            match message.kin() {
                Some(points) => inflow.add((message.to - self.first) as u16, points),
                None => charges.push(*message),
            }
        }
        inflow.collect(self.residents, arrivals);
        let arrivals = std::mem::take(&mut self.scratch.arrivals);
        self.associate(&arrivals);
        self.scratch.arrivals = arrivals;
    }

    fn post_late_entries(&mut self) {
        let today = usize::from(self.day) % self.state.late.len();
        // The space goes with the charges: kept for another day it would be memory for nothing.
        for late in std::mem::take(&mut self.state.late[today]) {
            self.charge(late.who, late.charge());
        }
    }

    /// Makes a charge now, or when its entry in a register is due.
    pub(super) fn enter(&mut self, who: u16, charge: Charge) {
        if charge.delay == 0 {
            self.charge(who, charge);
            return;
        }
        let ring = self.state.late.len() as u32;
        let due = (u32::from(self.day) + u32::from(charge.delay)) % ring;
        let due = &mut self.state.late[due as usize];
        due.reserve(1);
        due.push(LateEntry::new(who, charge));
    }

    /// Sends a charge to someone anywhere in the society, to be read the next morning.
    pub(super) fn send(&mut self, to: Citizen, charge: Charge) {
        self.outbox.push(Message::with(to.0, charge));
    }

    /// Puts a charge to the account, to the shadow account, or to both.
    pub(super) fn charge(&mut self, who: u16, charge: Charge) {
        if charge.conduct == Conduct::CourtDebt && !charge.kept {
            self.owe(who, charge.real, charge.shadow);
        }
        self.together(who, |step| {
            if charge.shadow {
                step.charge_shadow(who, charge);
            }
            if charge.real {
                step.charge_account(who, charge);
            }
        });
    }

    fn charge_account(&mut self, who: u16, charge: Charge) {
        let rules = self.rules;
        let conduct = charge.conduct;
        let points = rules.scale.tariff(&mut self.state.counters, who, conduct, charge.kept);
        if charge.cause == Cause::Deed && charge.delay > 0 {
            self.count(who, Tally::DELAY, charge.delay.into());
        }
        self.account(who, charge.cause, points);
        self.put(who, points, conduct as u8);
        if !charge.kept {
            self.note_error_loss(who, charge.cause, points);
            self.sanction(who, conduct, points);
        }
        if rules.spread.reach(points) {
            self.scratch.charges.push((who, points));
        }
    }

    fn charge_shadow(&mut self, who: u16, charge: Charge) {
        let rules = self.rules;
        let conduct = charge.conduct;
        let counters = &mut self.state.shadow_counters;
        let points = rules.scale.tariff(counters, who, conduct, charge.kept);
        if rules.scale.waits() {
            self.wait(who, 1, points, conduct as u8);
        } else {
            self.move_score(who, Side::Shadow, points, conduct as u8);
        }
        if !charge.kept {
            for &list in &rules.by_charge[conduct as usize] {
                self.schedule_listing(who, list, Side::Shadow, conduct as u8);
            }
        }
    }

    /// What being held to have broken a rule brings besides points.
    fn sanction(&mut self, who: u16, conduct: Conduct, points: Points) {
        let rules = self.rules;
        let Some(rule) = rules.policy.rule(conduct) else { return };
        if rule.fine > 0.0 {
            self.fine(who, rules.fines[conduct as usize]);
        }
        if rule.warning {
            self.count(who, Tally::WARNINGS, 1);
        }
        let lists = &rules.by_charge[conduct as usize];
        if !points.is_deduction() && rule.fine == 0.0 && !rule.warning && lists.is_empty() {
            return;
        }
        self.count(who, Tally::SANCTIONS, 1);
        self.scratch.sanctioned.push(who);
        if rules.response.is_enabled() {
            let certainty = &mut self.state.certainty[usize::from(who)];
            *certainty = rules.response.sanctioned(*certainty);
        }
        for &list in lists {
            self.schedule_listing(who, list, Side::Real, conduct as u8);
        }
    }

    /// Puts points to a citizen's account, now or when the rhythm of the policy says.
    #[inline]
    pub(super) fn put(&mut self, who: u16, points: Points, deed: u8) {
        if points == Points::ZERO {
            return;
        }
        if self.rules.scale.waits() {
            self.wait(who, 0, points, deed);
        } else {
            self.move_score(who, Side::Real, points, deed);
        }
    }

    /// Counts points that are put to a citizen's account.
    #[inline]
    pub(super) fn account(&mut self, who: u16, cause: Cause, points: Points) {
        let cell = self.cell(who);
        note(self.tallies.lanes_mut(self.place, cell, Tally::CHARGES.by(cause)), points);
    }

    /// Notes what was taken from a citizen through an error.
    fn note_error_loss(&mut self, who: u16, cause: Cause, points: Points) {
        let error = match cause {
            Cause::Misidentified => 0,
            Cause::Misrecorded => 1,
            Cause::FalselyReported => 2,
            _ => return,
        };
        let new = || super::sparse::ErrorLoss { who, ..Default::default() };
        let grains = &mut self.state.error_losses[error].or_insert(who, new).grains;
        *grains = u16::try_from(i32::from(*grains) + points.grains().abs()).unwrap_or(u16::MAX);
    }

    fn wait(&mut self, who: u16, side: usize, points: Points, deed: u8) {
        let at = usize::from(who);
        self.state.waiting[at][side] += points.grains();
        if side == 0 && points.is_deduction() {
            self.state.waiting_deed[at] = deed;
        }
        if self.rules.scale.is_daily() {
            self.scratch.tonight.push(who);
        }
    }

    /// Puts points that came over ties to the accounts of citizens, each named once, and on to the
    /// next.
    ///
    /// Nobody is charged more at a time than any scale is wide: where ties feed themselves, what
    /// comes over them would grow beyond all numbers. Where a reform has ended the score, what is
    /// on its way still comes to nothing.
    pub(super) fn associate(&mut self, arrivals: &[(u16, Points)]) {
        let rules = self.rules;
        if rules.scale.rules().is_none() {
            return;
        }
        let widest = i32::from(u16::MAX);
        let mut slow = std::mem::take(&mut self.scratch.slow);
        let lanes_by_cell =
            self.tallies.lanes_by_cell_mut(self.place, Tally::CHARGES.by(Cause::Association));
        let at_once = !rules.scale.waits();
        for &(who, points) in arrivals {
            // Nobody charges a child.
            let Some(score) = self.state.score.get_mut(usize::from(who)) else { continue };
            let points = Points::from_grains(points.grains().clamp(-widest, widest));
            note(&mut lanes_by_cell[usize::from(self.residents.cell[usize::from(who)].0)], points);
            let wanted = i32::from(*score) + points.grains();
            if at_once && rules.score_zones.holds(*score, wanted) {
                *score = wanted as u16;
            } else {
                slow.push((who, points));
            }
            if rules.spread.pass_on(points) {
                self.scratch.charges.push((who, points));
            }
        }
        // What moves in the calm changes nobody's standing, so that it can come first.
        for (who, points) in slow.drain(..) {
            self.put(who, points, OVER_TIES);
        }
        self.scratch.slow = slow;
    }

    /// Takes a fine of `thousandths` of a month's income.
    pub(super) fn fine(&mut self, who: u16, thousandths: i32) {
        self.count(who, Tally::FINES, thousandths.into());
        let hardship = &mut self.state.hardship[usize::from(who)];
        *hardship = self.rules.livelihood.fined(*hardship, thousandths);
    }

    /// The acquaintance that a draw falls on, where it is another adult.
    pub(super) fn acquaintance(&self, who: u16, draw: u32) -> Option<u16> {
        let known = self.residents.acquaintances.around(who);
        let other = known[((u64::from(draw) * known.len() as u64) >> 32) as usize];
        (other != who && self.is_adult(other)).then_some(other)
    }

    #[inline]
    pub(super) fn is_adult(&self, who: u16) -> bool {
        self.residents.is_adult(who)
    }

    #[inline]
    pub(super) fn cell(&self, who: u16) -> Cell {
        self.residents.cell[usize::from(who)]
    }

    #[inline]
    pub(super) fn citizen(&self, who: u16) -> Citizen {
        Citizen(self.first + u32::from(who))
    }

    #[inline]
    pub(super) fn count(&mut self, who: u16, tally: Tally, by: i64) {
        self.tallies.add(self.place, self.cell(who), tally, by);
    }
}
