//! Restriction: the standing on record compared with the standing by true deeds.

use super::base::{Ledger, StandingChange};
use crate::measures::{Stock, Tally};
use crate::scenario::Gate;
use crate::scoring::WRONGS;
use crate::units::{Points, Threshold};
use crate::world::state::{Deed, RestrictionHistory, ever, mark};

impl Ledger<'_> {
    /// Compares the two standings of a citizen once both have moved, if either did.
    pub(crate) fn compare_after(&mut self, who: u16, change: StandingChange) {
        if let Some(deed) = change.deed() {
            self.update_restriction(who, deed);
        }
    }

    /// Begins or ends a citizen's restriction, and whether it is wrongful or spared.
    pub(crate) fn update_restriction(&mut self, who: u16, deed: Deed) {
        let (gates, state) = (&self.rules.gates, &*self.state);
        let is_restricted = gates.restricts(state.standing(self.rules, who));
        let should_be = gates.restricts(state.true_standing(self.rules, who));
        if is_restricted != state.is(who, mark::RESTRICTED) {
            if is_restricted {
                self.begin_restriction(who, deed)
            } else {
                self.end_restriction(who)
            }
        }
        let wronged = is_restricted && !should_be;
        if wronged != self.state.is(who, mark::WRONGED) {
            if wronged { self.begin_wrong(who) } else { self.end_wrong(who) }
        }
        let spared = !is_restricted && should_be;
        if spared != self.state.is(who, mark::SPARED) {
            self.state.set(who, mark::SPARED, spared);
            self.shift_stock(who, Stock::Spared, if spared { 1 } else { -1 });
        }
        if is_restricted {
            self.count_first_bars(who);
        }
    }

    fn begin_restriction(&mut self, who: u16, deed: Deed) {
        self.state.set_restricted(self.residents, who, true);
        self.shift_stock(who, Stock::Restricted, 1);
        let (day, hardship) = (self.day, self.state.hardship[usize::from(who)]);
        let history = self.history(who);
        let (first, harder) = (history.spells == 0, hardship > history.hardship);
        history.since = day;
        history.spells = history.spells.saturating_add(1);
        history.deed = deed;
        if first {
            history.hardship = hardship;
        }
        self.count(who, Tally::SPELLS, 1);
        let tally = if first { Tally::EVER_RESTRICTED } else { Tally::SPIRALS };
        self.count(who, tally, i64::from(first || harder));
        self.tallies.restriction_begins(deed.number(), day);
    }

    fn end_restriction(&mut self, who: u16) {
        self.state.set_restricted(self.residents, who, false);
        self.shift_stock(who, Stock::Restricted, -1);
        let day = self.day;
        let history = self.history(who);
        let (since, deed) = (history.since, history.deed);
        history.days += day - since;
        self.count(who, Tally::SPELLS_ENDED, 1);
        self.tallies.restriction_ends(deed.number(), since, day);
    }

    /// Begins a wrongful restriction. At fault is the error that cost the citizen most by then.
    fn begin_wrong(&mut self, who: u16) {
        self.state.set(who, mark::WRONGED, true);
        let (day, error) = (self.day, self.costliest_error(who));
        self.shift_stock(who, Stock::wrongful(error), 1);
        let history = self.history(who);
        (history.wrong_since, history.error) = (day, error as u8);
        if self.is_first_time(who, ever::WRONGED) {
            self.count(who, Tally::EVER_WRONGED.number(error), 1);
        }
    }

    fn end_wrong(&mut self, who: u16) {
        self.state.set(who, mark::WRONGED, false);
        let day = self.day;
        let history = self.history(who);
        history.wrong_days += day - history.wrong_since;
        let error = usize::from(history.error);
        self.shift_stock(who, Stock::wrongful(error), -1);
    }

    /// The error, by number in [`WRONGS`], that cost a citizen most points.
    fn costliest_error(&self, who: u16) -> usize {
        if self.state.debts.all(who).iter().any(|debt| debt.on_file && !debt.owed) {
            return 1;
        }
        let lost = self.error_losses(who);
        let [mut cameras, mut registers, informants] = lost.map(Option::unwrap_or_default);
        let unearned = self.state.unearned.get(usize::from(who)).copied().unwrap_or(0);
        cameras += i32::from(unearned & 15) * Points::GRAINS;
        registers += i32::from(unearned >> 4) * Points::GRAINS;
        let gap = i32::from(self.state.shadow(who).0) - i32::from(self.state.score(who).0);
        let explained = cameras + registers + informants;
        let ties = if self.rules.spread.is_any() { gap - explained } else { 0 };
        let all = [cameras, registers, informants, ties];
        // The first of equals, so that the answer does not depend on the order of the search.
        let most = (0..WRONGS.len()).rev().max_by_key(|&error| all[error]);
        match most.filter(|&error| all[error] > 0) {
            Some(error) => error,
            // A charge without a point can lead to a list, and so can somebody else's listing.
            None if self.rules.associates && lost == [None; 3] => 3,
            None => lost.iter().position(Option::is_some).unwrap_or(0),
        }
    }

    /// Points lost through each kind of error, where there was any [grains].
    pub(crate) fn error_losses(&self, who: u16) -> [Option<i32>; 3] {
        let losses = self.state.error_losses.each_ref();
        losses.map(|losses| losses.of(who).map(|loss| loss.grains.into()))
    }

    /// Counts a citizen barred from planes or fast trains for the first time.
    fn count_first_bars(&mut self, who: u16) {
        let here = self.state.standing(self.rules, who);
        let gates = [
            (Gate::Flight, ever::GROUNDED, Tally::EVER_GROUNDED),
            (Gate::Rail, ever::OFF_RAIL, Tally::EVER_OFF_RAIL),
        ];
        for (gate, event, tally) in gates {
            let barred = self.rules.gates.terms(gate, here).refuse > Threshold::default();
            if barred && self.is_first_time(who, event) {
                self.count(who, tally, 1);
            }
        }
    }

    /// Whether an event of [`ever`] happens to a citizen for the first time; notes it.
    pub(crate) fn is_first_time(&mut self, who: u16, event: u8) -> bool {
        let history = self.history(who);
        let first = history.ever & event == 0;
        history.ever |= event;
        first
    }

    fn history(&mut self, who: u16) -> &mut RestrictionHistory {
        self.state.histories.open(who)
    }
}
