//! Accounts: a charge becomes points, fines, warnings and listings.
//!
//! The real account feels everything; the shadow account, points and listings alone. A fine or a
//! warning is an event of the citizen's life and happens once. The tariff, error losses and sanctions
//! are in the chapter *Scoring* of the handbook.

use super::base::{Ledger, StandingChange};
use super::timers::Listing;
use crate::calendar::month_of;
use crate::measures::Tally;
use crate::scenario::Conduct;
use crate::scoring::{Cause, Deed};
use crate::units::{Day, Points, Resident};
use crate::world::charge::{Charge, Side};
use crate::world::state::ErrorLoss;

/// Adds a charge to its four tallies: charges [1], points, points deducted, points moved either way
/// [grains].
#[inline]
pub(crate) fn tally_charge(counts: &mut [i64; Tally::LANES], points: Points) {
    let grains = i64::from(points.grains());
    for (count, by) in counts.iter_mut().zip([1, grains, (-grains).max(0), grains.abs()]) {
        *count += by;
    }
}

impl Ledger<'_> {
    /// Makes a charge on record: counts it, puts its points, and for a breach notes an error loss and
    /// imposes the sanction. Points that reach anyone over ties are kept for the evening.
    pub(crate) fn charge_real(&mut self, who: Resident, charge: Charge) -> StandingChange {
        let rules = self.rules;
        let conduct = charge.conduct;
        let points = rules.scale.tariff(&mut self.state.counters, who, conduct, charge.kept);
        // Of deeds alone: an error has no act that the entry could be late for.
        if charge.cause == Cause::Deed {
            self.count_delay(who, charge);
        }
        self.count_charge(who, charge.cause, points);
        self.count_points(who, conduct, points);
        if !charge.kept {
            let counts = &mut self.tallies.consequences[conduct as usize];
            counts.charges += 1;
            counts.charged_wrongly += i64::from(!charge.is_own());
            // Before the points: a list that they lead to can rest on the charge.
            self.file_charge(who, charge, points);
        }
        let mut change = self.put(who, points, conduct.into());
        if !charge.kept {
            // Before the lists and before any comparison: a restriction that begins with this charge asks for
            // the error behind it.
            self.note_error_loss(who, charge.cause, points);
            change = change.then(self.sanction(who, charge, points));
        }
        if rules.spread.reach(points) {
            self.evening.charges.push((who, points));
        }
        change
    }

    /// Passes a deed over ties that does not count on the record of its citizen.
    pub(crate) fn charge_ties(&mut self, who: Resident, charge: Charge) {
        let rules = self.rules;
        // By the same counters as on record: a repeated deed passes on as much as in every twin.
        let Charge { conduct, kept, .. } = charge;
        let points = rules.scale.tariff(&mut self.state.counters, who, conduct, kept);
        if rules.spread.reach(points) {
            self.evening.charges.push((who, points));
        }
    }

    /// Makes a charge in the shadow account, by counters of its own: of it follow points and listings
    /// alone.
    pub(crate) fn charge_shadow(&mut self, who: Resident, charge: Charge) -> StandingChange {
        let rules = self.rules;
        let conduct = charge.conduct;
        // Its own counters: with those on record, an error of today would make the true breach of tomorrow
        // dearer.
        let counters = &mut self.state.shadow_counters;
        let points = rules.scale.tariff(counters, who, conduct, charge.kept);
        let change = self.put_on(who, Side::Shadow, points, conduct.into());
        if charge.kept { change } else { change.then(self.list_for(who, conduct, Side::Shadow)) }
    }

    /// Consequences of a breach on record besides points: fine, warning, word of it in the evening,
    /// certainty, and lists.
    ///
    /// A breach without any of them, nor a deduction, is no sanction: nobody would notice it. A fine
    /// comes before the listings, since a restriction records the hardship that it begins with.
    fn sanction(&mut self, who: Resident, charge: Charge, points: Points) -> StandingChange {
        let (rules, conduct) = (self.rules, charge.conduct);
        let wrongly = i64::from(charge.cause != Cause::Deed);
        let Some(rule) = rules.policy.rule(conduct) else { return StandingChange::NONE };
        if rule.fine > 0.0 {
            let fine = rules.fines[conduct as usize];
            self.fine(who, fine);
            self.tallies.consequences[conduct as usize].fines += i64::from(fine.0);
            self.count(who, Tally::FINED_WRONGLY, wrongly);
        }
        if rule.warning {
            self.count(who, Tally::WARNINGS, 1);
            self.state.panel.add(who, rules.letter);
            self.count(who, Tally::WARNED_WRONGLY, wrongly);
        }
        let has_lists = !rules.list_index.by_charge[conduct as usize].is_empty();
        // A rule can count conduct without any consequence; then there is nothing to hear of.
        if !points.is_deduction() && rule.fine == 0.0 && !rule.warning && !has_lists {
            return StandingChange::NONE;
        }
        self.count(who, Tally::SANCTIONS, 1);
        self.teach(who, charge);
        self.list_for(who, conduct, Side::Real)
    }

    /// Moves the certainty of a sanctioned citizen, in the channel that watches the conduct: up, with word
    /// of it in the evening, where the deed was their own, and down by an error.
    ///
    /// An error goes round as an error: whoever hears of it learns nothing about deeds.
    fn teach(&mut self, who: Resident, charge: Charge) {
        let certainty = self.rules.response.certainty();
        let Some(channel) = certainty.channel(charge.conduct) else { return };
        let level = &mut self.state.certainty[channel as usize][usize::from(who)];
        if charge.cause == Cause::Deed {
            *level = certainty.sanctioned(*level);
            self.evening.sanctioned.push((who, channel));
        } else {
            *level = certainty.mistaken(*level);
        }
    }

    /// Schedules the listings that a breach of `conduct` leads to by itself, on one side.
    fn list_for(&mut self, who: Resident, conduct: Conduct, side: Side) -> StandingChange {
        let lists = &self.rules.list_index.by_charge[conduct as usize];
        lists.iter().fold(StandingChange::NONE, |change, &list| {
            let of = Listing { who, list, side };
            if side == Side::Real {
                self.note_reason(who, list);
            }
            change.then(self.schedule_listing(of, conduct.into()))
        })
    }

    /// Counts points put to the real account, by cause; a charge of no points counts as a charge.
    #[inline]
    pub(crate) fn count_charge(&mut self, who: Resident, cause: Cause, points: Points) {
        let cell = self.cell(who);
        tally_charge(self.tallies.lanes_mut(self.place, cell, Tally::CHARGES.by(cause)), points);
    }

    /// Counts points won or lost by a conduct, whether it is the citizen's own or an error's.
    fn count_points(&mut self, who: Resident, conduct: Conduct, points: Points) {
        // Most rules pay nothing for keeping to them: no cache line is touched for nothing.
        if points != Points::ZERO {
            let tally = if points.is_deduction() { Tally::LOST } else { Tally::WON };
            self.count(who, tally.of(conduct), points.grains().abs().into());
        }
    }

    /// Counts the days from a deed to the day on which its points move the score, and the hours until
    /// gates see them.
    ///
    /// A monthly or yearly update and a late entry come with the morning, a daily update at the end of
    /// the evening; what moves at once is seen in the same hour.
    fn count_delay(&mut self, who: Resident, charge: Charge) {
        let days = u16::from(charge.delay) + self.days_until_update(who, charge.delay > 0);
        let midnights = days + u16::from(self.rules.scale.is_daily());
        // Under real-time updates most charges move the score at once, and count nothing.
        if midnights > 0 {
            self.count(who, Tally::DELAY, days.into());
            self.count(who, Tally::HOURS, 24 * i64::from(midnights) - i64::from(charge.hour));
        }
    }

    /// Days until points put today move the score, by the schedule in force; 0 without a score.
    ///
    /// A late entry comes in the `morning`, before the updates of the day, and an act after them.
    fn days_until_update(&self, who: Resident, morning: bool) -> u16 {
        let scale = &self.rules.scale;
        // Daily updates come in the evening of the charge, and count as its day.
        if !scale.waits() || scale.is_daily() {
            return 0;
        }
        let adults = self.residents.adults().len();
        let first = Day(self.day.0 + u16::from(!morning));
        let mut month = month_of(first);
        loop {
            let turn = month.turn_of(who.into(), adults);
            if turn >= first && scale.is_due(month.is_new_year()) {
                return turn - self.day;
            }
            month = month_of(month.end);
        }
    }

    /// Notes points lost through an error, so that a wrongful restriction has a cause. Other causes
    /// note nothing.
    ///
    /// The row is made even where no point is lost: a charge can lead to a list by itself.
    fn note_error_loss(&mut self, who: Resident, cause: Cause, points: Points) {
        let error = match cause {
            Cause::Misidentified => 0,
            Cause::Misrecorded => 1,
            Cause::FalselyReported => 2,
            _ => return,
        };
        let new = || ErrorLoss { who, ..Default::default() };
        let grains = &mut self.state.error_losses[error].or_insert(who, new).grains;
        *grains = u16::try_from(i32::from(*grains) + points.grains().abs()).unwrap_or(u16::MAX);
    }

    /// Returns `points` lost through errors to the real account, at once or when the schedule says.
    /// The shadow account never lost them.
    pub(crate) fn redress(&mut self, who: Resident, points: Points) -> StandingChange {
        self.count_charge(who, Cause::Redress, points);
        self.put(who, points, Deed::Redress)
    }
}
