//! Charges with no act of the accused behind them: spurious register entries, false reports by
//! informants, deeds of people not enrolled.

use crate::observation::{
    WeightedConducts, conducts_before_cameras, reportable_conducts, spurious_conducts,
};
use crate::scenario::{Conduct, Policy, Register, Society};
use crate::units::{Draw, Share, Threshold};

/// Chances of an unfounded charge at a citizen's monthly update.
///
/// Each error has a draw of its own, so that more of one is never less of another. The chapter *The
/// month* of the handbook has the formulas, under errors without a deed.
#[derive(Clone, Debug)]
pub(crate) struct UnfoundedRules {
    /// Chance of a spurious entry, by [`Register`] [1/month].
    spurious: [Threshold; 3],
    /// Conducts that a spurious entry can accuse of, by [`Register`].
    entries: [WeightedConducts; 3],
    /// Chance that an adult makes a false report [1/month].
    pub(crate) false_reports: Threshold,
    /// Conducts that a false report can accuse of, in the order of their numbers.
    reportable: Vec<Conduct>,
    /// Conducts that cameras watch, as often as people break their rules.
    before_cameras: WeightedConducts,
}

impl UnfoundedRules {
    /// The unfounded charges that happen under `policy`.
    pub(crate) fn new(society: &Society, policy: &Policy) -> UnfoundedRules {
        let entries = Register::ALL.map(|register| spurious_conducts(society, policy, register));
        let spurious = |register: Register| {
            let can_accuse = !entries[register as usize].is_empty();
            let rules = policy.registers[register as usize].filter(|_| can_accuse);
            monthly(rules.map_or(0.0, |rules| rules.spurious.get()))
        };
        UnfoundedRules {
            spurious: Register::ALL.map(spurious),
            false_reports: monthly(policy.informants.map_or(0.0, |people| people.lies.get())),
            reportable: reportable_conducts(policy),
            before_cameras: conducts_before_cameras(society, policy),
            entries,
        }
    }

    /// Whether any can occur but for those by cameras: otherwise no draw is spent on them.
    pub(crate) fn occur(&self) -> bool {
        let chances = self.spurious.iter().chain([&self.false_reports]);
        chances.into_iter().any(|chance| chance.bound() > 0)
    }

    /// Whether `register` has a spurious entry on this draw.
    pub(crate) fn has_entry(&self, register: Register, draw: Draw) -> bool {
        self.spurious[register as usize].admits(draw)
    }

    /// The conduct that a spurious entry of `register` accuses of; `None` where it watches none.
    pub(crate) fn entry(&self, register: Register, draw: Draw) -> Option<Conduct> {
        self.entries[register as usize].pick(draw)
    }

    /// The conduct that a false report accuses of, evenly among those that can be; `None` where
    /// there are none.
    pub(crate) fn accusation(&self, draw: Draw) -> Option<Conduct> {
        let pick = draw.below(self.reportable.len() as u32);
        self.reportable.get(pick as usize).copied()
    }

    /// The conduct of somebody not enrolled before a camera; `None` where cameras watch for none.
    pub(crate) fn before_cameras(&self, draw: Draw) -> Option<Conduct> {
        self.before_cameras.pick(draw)
    }
}

/// The chance that an event of this yearly rate comes at a monthly update.
fn monthly(rate: f64) -> Threshold {
    Share::clamped(rate / 12.0).threshold()
}
