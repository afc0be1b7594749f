//! Restriction: the standing on record compared with the standing by true deeds.
//!
//! | on record | in truth | the citizen is |
//! | --- | --- | --- |
//! | restricted | restricted | restricted |
//! | restricted | – | restricted and wronged: a false positive |
//! | – | restricted | spared: a false negative |
//! | – | – | free |
//!
//! Right and wrong are by the policy's own rules. Restricted, wronged and spared, and how a wrongful
//! restriction is attributed to an error, are defined in the chapter *Standing* of the handbook.

use super::base::{Ledger, StandingChange};
use crate::measures::{Stock, Tally};
use crate::scenario::Gate;
use crate::scoring::{Deed, WRONGS};
use crate::sparing::Sparing;
use crate::units::{Points, Resident, Threshold};
use crate::world::state::{RestrictionHistory, ever, mark};

impl Ledger<'_> {
    /// Compares the two standings of a citizen once both have moved, if either did.
    ///
    /// Nearly every charge moves a score within its zone, and ends here without a comparison.
    pub(crate) fn compare_after(&mut self, who: Resident, change: StandingChange) {
        if let Some(deed) = change.deed() {
            self.update_restriction(who, deed);
        }
    }

    /// Begins or ends a citizen's restriction, then its being wrongful or spared, over `deed`.
    ///
    /// A restriction begins before it can be wrongful: both write into one history. First bars from
    /// planes and trains are looked for as long as the restriction lasts, since its lists can change.
    pub(crate) fn update_restriction(&mut self, who: Resident, deed: Deed) {
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
            if spared {
                let cause = Sparing::of(deed, self.state.last_missed.of(who));
                self.count(who, Tally::SPARED_BEGUN.at_index(cause as usize), 1);
            }
        }
        // Effects are the policy's penalties: no citizen who is free can be barred.
        if is_restricted {
            self.count_first_bars(who);
        }
    }

    /// Begins a restriction over `deed`, and counts it. Where hardship is above that of the first
    /// restriction, the citizen is in a spiral, and counts once.
    fn begin_restriction(&mut self, who: Resident, deed: Deed) {
        self.state.set_restricted(self.residents, who, true);
        self.shift_stock(who, Stock::Restricted, 1);
        let (day, hardship) = (self.day, self.state.hardship[usize::from(who)]);
        let history = self.history(who);
        // Spells stop at 255 and never return to 0, so that the first is the first.
        let (first, harder) = (history.spells == 0, hardship > history.hardship);
        history.since = day;
        history.spells = history.spells.saturating_add(1);
        history.deed = deed;
        // The end of a restriction is told: after it a fast train is asked for again.
        history.ever &= !ever::SLOW_TRAIN;
        if first {
            history.hardship = hardship;
        }
        self.count(who, Tally::SPELLS, 1);
        self.count(who, Tally::BEGUN.at_index(deed.number()), 1);
        // The first restriction has no earlier hardship to compare with: it counts, and as the first.
        if first {
            self.count(who, Tally::EVER_RESTRICTED, 1);
        } else if harder && self.is_first_time(who, ever::SPIRALED) {
            self.count(who, Tally::SPIRALS, 1);
        }
        let day = self.counted(day);
        self.tallies.restriction_begins(deed, day);
        self.object_to_band(who);
    }

    /// Ends a restriction: its days are added up, and its length is counted by the deed behind it.
    fn end_restriction(&mut self, who: Resident) {
        self.state.set_restricted(self.residents, who, false);
        self.shift_stock(who, Stock::Restricted, -1);
        let day = self.day;
        let history = self.history(who);
        let (since, deed) = (history.since, history.deed);
        history.days += day - since;
        self.count(who, Tally::SPELLS_ENDED, 1);
        let (since, day) = (self.counted(since), self.counted(day));
        self.tallies.restriction_ends(deed, since, day);
    }

    /// Begins a wrongful restriction. At fault is the error that cost the citizen most by then.
    fn begin_wrong(&mut self, who: Resident) {
        self.state.set(who, mark::WRONGED, true);
        let (day, error) = (self.day, self.costliest_error(who));
        self.shift_stock(who, Stock::WRONGFUL[error], 1);
        let history = self.history(who);
        (history.wrong_since, history.error) = (day, error as u8);
        if self.is_first_time(who, ever::WRONGED) {
            self.count(who, Tally::EVER_WRONGED.at_index(error), 1);
        }
    }

    /// Ends a wrongful restriction, or the wrong in one that true deeds warrant by now.
    fn end_wrong(&mut self, who: Resident) {
        self.state.set(who, mark::WRONGED, false);
        let day = self.day;
        let history = self.history(who);
        history.wrong_days += day - history.wrong_since;
        let error = usize::from(history.error);
        self.shift_stock(who, Stock::WRONGFUL[error], -1);
    }

    /// The error, by number in [`WRONGS`], that cost a citizen most points.
    ///
    /// Losses and points not earned are known error by error. Points over ties are not noted: they are
    /// the rest of the gap between both scores. Equals go to the first, and where no error cost a
    /// point, to the one that could have led to a list.
    fn costliest_error(&self, who: Resident) -> usize {
        // A debt that is not owed costs no point, and still is the reason for its listing.
        if self.state.debts.all(who).iter().any(|debt| debt.on_file && !debt.owed) {
            return 1;
        }
        let lost = self.error_losses(who);
        let [mut cameras, mut registers, informants] = lost.map(Option::unwrap_or_default);
        let unearned = self.state.unearned.get(usize::from(who)).copied().unwrap_or(0);
        cameras += i32::from(unearned & 15) * Points::GRAINS;
        registers += i32::from(unearned >> 4) * Points::GRAINS;
        let gap = i32::from(self.state.shadow(who).0) - i32::from(self.state.score(who).0);
        // Ties are charged to the record alone, so that they show in the gap between both scores. Under
        // a policy without them, the rest of the gap is the work of caps and ends of the scale.
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

    /// Points lost through each kind of error; `None` without a charge through it [grains].
    pub(crate) fn error_losses(&self, who: Resident) -> [Option<i32>; 3] {
        let losses = self.state.error_losses.each_ref();
        losses.map(|losses| losses.of(who).map(|loss| loss.grains.into()))
    }

    /// Counts a citizen barred from planes or fast trains for the first time, by their own terms.
    fn count_first_bars(&mut self, who: Resident) {
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

    /// Notes an event of [`ever`]; returns whether it is the first of its kind for the citizen.
    pub(crate) fn is_first_time(&mut self, who: Resident, event: u8) -> bool {
        let history = self.history(who);
        let first = history.ever & event == 0;
        history.ever |= event;
        first
    }

    /// A citizen's history, opened where there is none.
    pub(super) fn history(&mut self, who: Resident) -> &mut RestrictionHistory {
        self.state.histories.open(who)
    }
}
