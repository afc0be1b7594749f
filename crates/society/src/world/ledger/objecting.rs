//! Objecting: charges on file, and the objections of those who are told.
//!
//! A charge comes on file before its points move the score, so that a list that these points lead to
//! can rest on it. Objections of a day reach the office together, in the evening; the handbook has the
//! rules in its chapter *Standing*, under objections.

use super::base::Ledger;
use crate::chance::{Address, Purpose};
use crate::measures::Tally;
use crate::scenario::{Conduct, ListId};
use crate::scoring::Cause;
use crate::standing::{Lists, Standing};
use crate::units::{Day, Draw, Points, Resident};
use crate::world::charge::Charge;
use crate::world::rules::ObjectionRules;
use crate::world::state::{ChargeOnFile, ListReason, Phase};

/// The counterpart in the address of a draw about a band, beyond all charges.
const BAND: u32 = u32::MAX;

impl Ledger<'_> {
    /// Puts a breach charged today on file where anyone could contest it, and objects to it by chance.
    ///
    /// Where a band cannot be contested, only charges that are contested today come on file: nobody
    /// will ever ask for the others.
    pub(crate) fn file_charge(&mut self, who: Resident, charge: Charge, points: Points) {
        let Some(objections) = &self.rules.objections else { return };
        let Charge { conduct, cause, .. } = charge;
        if !points.is_deduction() && !objections.has_consequence(conduct) {
            return;
        }
        let mut row = ChargeOnFile::new(who, self.day, conduct, cause).of_points(points);
        row.set_counted(self.rules.scale.repeat(conduct).is_some());
        if let Some(objecting) = &objections.charge {
            let [told, objects, ..] = self.draw_objection(&row);
            let decile = self.cell(who).decile();
            if objecting.object(decile, row.is_wrong(), [told, objects]) {
                row.phase = Phase::Lodged;
            }
        }
        if row.phase == Phase::Lodged || objections.band.is_some() {
            self.state.on_file.push(row);
        }
    }

    /// The draws about a charge: whether its citizen is told, whether they object, and the decision.
    ///
    /// By the day of the charge and not by that of the decision: a twin with another delay decides
    /// alike. Charges of one conduct and cause on one day are one notice, and share them.
    pub(crate) fn draw_objection(&self, row: &ChargeOnFile) -> [Draw; 4] {
        let whom = row.conduct as u32 | (row.cause as u32) << 8;
        let (who, day) = (self.citizen(row.who).0, row.since.into());
        self.chance.draw(Address { who, whom, day, ..Address::of(Purpose::Objection) })
    }

    /// Objects by chance to the band that a restriction has begun in: to the gravest charge on file
    /// that nobody has contested yet, one for what the citizen did not do before any other.
    ///
    /// A citizen knows what they have not done. Without a charge on file there is nothing to contest:
    /// points over ties are decided on where they came from.
    pub(crate) fn object_to_band(&mut self, who: Resident) {
        let objections = self.rules.objections.as_ref();
        let Some(objecting) = objections.and_then(|objections| objections.band.as_ref()) else {
            return;
        };
        let standing = self.state.standing(self.rules, who);
        let by_band_alone = Standing { lists: Lists::default(), ..standing };
        if !self.rules.gates.restricts(by_band_alone) {
            return;
        }
        let [told, objects, ..] = self.draw(Purpose::Objection, who, BAND);
        let decile = self.cell(who).decile();
        let open = self.state.on_file.all_mut(who).iter_mut();
        let open = open.filter(|row| row.phase == Phase::Open);
        // The later of equals; the rest of the key only tells apart what differs in its draws.
        let gravity = |row: &&mut ChargeOnFile| {
            (row.is_wrong(), row.lost(), row.since, row.conduct as u8, row.cause as u8)
        };
        if let Some(row) = open.max_by_key(gravity)
            && objecting.object(decile, row.is_wrong(), [told, objects])
        {
            row.phase = Phase::Lodged;
        }
    }

    /// Hands the objections of the day to the office, citizen by citizen: it decides in the order in
    /// which they come, and each waits for those before it.
    ///
    /// In the evening and in the order of numbers: that in which a day makes its charges is a matter of
    /// speed, and no result may depend on it.
    pub(crate) fn lodge_objections(&mut self) {
        let Some(objections) = &self.rules.objections else { return };
        let service = objections.service(self.residents.adults().len());
        for at in 0..self.state.on_file.rows().len() {
            let row = self.state.on_file.rows()[at];
            if row.phase != Phase::Lodged {
                continue;
            }
            let due = self.day_of_decision(objections, service);
            let row = &mut self.state.on_file.rows_mut()[at];
            (row.phase, row.due) = (Phase::Pending, due);
            let (who, is_wrong) = (row.who, row.is_wrong());
            self.count(who, Tally::OBJECTIONS, 1);
            self.count(who, Tally::OBJECTIONS_OF_WRONGED, i64::from(is_wrong));
            self.count(who, Tally::OBJECTION_DELAY, i64::from(due - self.day));
            self.bear_objection(who, objections);
        }
    }

    /// Takes the time of the office for one objection; returns the day of its decision.
    ///
    /// The office works on one at a time, so that the end of its work is all that has to be known of
    /// its queue.
    fn day_of_decision(&mut self, objections: &ObjectionRules, service: u64) -> Day {
        let soonest = self.day.after(objections.delay);
        if service == 0 {
            return soonest;
        }
        let now = u64::from(u32::from(self.day)) * ObjectionRules::PARTS_OF_A_DAY;
        let free = &mut self.state.office_free;
        *free = now.max(*free).saturating_add(service);
        let done = free.div_ceil(ObjectionRules::PARTS_OF_A_DAY);
        soonest.max(Day(u16::try_from(done).unwrap_or(u16::MAX)))
    }

    /// Counts what an objection costs its citizen, and makes hardship of the fee, as of any other sum.
    fn bear_objection(&mut self, who: Resident, objections: &ObjectionRules) {
        let fee = objections.fee(self.cell(who).decile());
        self.count(who, Tally::OBJECTION_FEES, fee.0.into());
        self.count(who, Tally::OBJECTION_DAYS, objections.days_lost);
        let hardship = &mut self.state.hardship[usize::from(who)];
        *hardship = self.rules.livelihood.fined(*hardship, fee);
    }

    /// Takes out the charges to be decided on today, by citizen, in the order of their filing; those
    /// that cannot be contested any more go with them, and are forgotten.
    pub(crate) fn take_due_objections(&mut self) -> Vec<ChargeOnFile> {
        let Some(objections) = &self.rules.objections else { return Vec::new() };
        let (today, window) = (self.day, objections.window);
        let is_over = |row: &ChargeOnFile| match row.phase {
            Phase::Pending => row.due <= today,
            Phase::Open => today > row.since.after(window),
            Phase::Lodged => false,
        };
        let mut over = self.state.on_file.extract(is_over);
        over.retain(|row| row.phase == Phase::Pending);
        over
    }

    /// Whether a citizen waits for the decision on an objection.
    pub(crate) fn waits_for_decision(&self, who: Resident) -> bool {
        self.state.on_file.all(who).iter().any(|row| row.phase != Phase::Open)
    }

    /// Notes on every charge on file that a list may rest on it: a citizen is being put on that list.
    pub(crate) fn note_listing(&mut self, who: Resident, list: ListId) {
        if self.rules.objections.is_some() {
            self.state.on_file.all_mut(who).iter_mut().for_each(|row| row.add_list(list));
        }
    }

    /// Counts a charge that leads to a list by itself among the reasons of the listing.
    pub(crate) fn note_reason(&mut self, who: Resident, list: ListId) {
        if self.rules.objections.is_none() {
            return;
        }
        let since = self.day;
        match self.state.list_reasons.all_mut(who).iter_mut().find(|reason| reason.list == list) {
            Some(reason) => reason.charges = reason.charges.saturating_add(1),
            None => self.state.list_reasons.push(ListReason { who, since, list, charges: 1 }),
        }
    }

    /// Takes one charge off the reasons of a listing, where it is among them.
    pub(crate) fn take_back_reason(&mut self, row: &ChargeOnFile, list: ListId) {
        let mut reasons = self.state.list_reasons.all_mut(row.who).iter_mut();
        // A listing that began after the charge was made rests on others.
        if let Some(reason) = reasons.find(|it| it.list == list && it.since <= row.since) {
            reason.charges = reason.charges.saturating_sub(1);
        }
    }

    /// Forgets the reasons of a listing that ends.
    pub(crate) fn forget_reasons(&mut self, who: Resident, list: ListId) {
        if !self.state.list_reasons.rows().is_empty() {
            self.state.list_reasons.remove(who, |reason| reason.list == list);
        }
    }

    /// Settles the charges on file for what a citizen did not do: an appeal has given back the points.
    pub(crate) fn settle_wrong_charges(&mut self, who: Resident) {
        self.state.on_file.remove(who, ChargeOnFile::is_wrong);
    }

    /// Takes a charge that is corrected out of the points lost through its error.
    pub(crate) fn take_back_error_loss(&mut self, row: &ChargeOnFile) {
        let error = match row.cause {
            Cause::Misidentified => 0,
            Cause::Misrecorded => 1,
            Cause::FalselyReported => 2,
            _ => return,
        };
        let losses = &mut self.state.error_losses[error];
        let lost = row.lost().grains() as u16;
        let rows = losses.all_mut(row.who).iter_mut();
        rows.for_each(|loss| loss.grains = loss.grains.saturating_sub(lost));
        losses.remove(row.who, |loss| loss.grains == 0);
    }

    /// Whether a conduct leads to a list by a charge alone.
    pub(crate) fn leads_to(&self, conduct: Conduct, list: ListId) -> bool {
        self.rules.list_index.by_charge[conduct as usize].contains(&list)
    }
}
