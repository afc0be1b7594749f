//! Charges with no act behind them: spurious register entries, false reports by informants.

use crate::scenario::{Conduct, Context, Nature, Policy, Register};
use crate::units::{Draw, Share, Threshold};

/// Chances of an unfounded charge at a citizen's monthly update.
///
/// The chapter *The month* of the handbook has the formulas, under errors without a deed.
#[derive(Clone, Debug)]
pub(crate) struct UnfoundedRules {
    /// Chances of a spurious entry [1/month], cumulative over [`Register`]: the entry is in the
    /// first register with a threshold that admits the draw.
    spurious: [Threshold; 3],
    /// Chance that an adult makes a false report [1/month].
    pub(crate) false_reports: Threshold,
    /// Conducts that a false report can accuse of, in the order of their numbers.
    reportable: Vec<Conduct>,
}

impl UnfoundedRules {
    /// The unfounded charges that happen under `policy`.
    pub(crate) fn new(policy: &Policy) -> UnfoundedRules {
        let lies = policy.informants.map(|informants| informants.lies.get() / 12.0);
        UnfoundedRules {
            spurious: spurious(policy),
            false_reports: lies.map_or(Share::NONE, Share::clamped).threshold(),
            reportable: reportable(policy),
        }
    }

    /// Whether any can occur: otherwise no draw is spent on them.
    pub(crate) fn occur(&self) -> bool {
        // The last of the cumulative bounds is the largest: it speaks for all registers.
        self.false_reports.bound() > 0 || self.spurious[2].bound() > 0
    }

    /// The register with a spurious entry on this draw, if any.
    pub(crate) fn register(&self, draw: Draw) -> Option<Register> {
        Register::ALL.into_iter().find(|&register| self.spurious[register as usize].admits(draw))
    }

    /// The conduct that a false report accuses of, evenly among those that can be; `None` where
    /// there are none.
    pub(crate) fn accusation(&self, draw: Draw) -> Option<Conduct> {
        let pick = draw.below(self.reportable.len() as u32);
        self.reportable.get(pick as usize).copied()
    }
}

/// Chances of a spurious entry [1/month], cumulative over the registers.
///
/// A register counts where the policy has a rule about the conduct that its entries accuse of.
fn spurious(policy: &Policy) -> [Threshold; 3] {
    let mut upto = 0.0;
    Register::ALL.map(|register| {
        let minded = policy.rule(register.spurious()).is_some();
        let rules = policy.registers[register as usize].filter(|_| minded);
        upto += rules.map_or(0.0, |rules| rules.spurious.get() / 12.0);
        Share::clamped(upto).threshold()
    })
}

/// Breaches with a consequence that an onlooker could claim to have seen.
fn reportable(policy: &Policy) -> Vec<Conduct> {
    Conduct::ALL.into_iter().filter(|&conduct| is_reportable(policy, conduct)).collect()
}

fn is_reportable(policy: &Policy, conduct: Conduct) -> bool {
    let rule = policy.rule(conduct);
    let happens_in_public =
        matches!(conduct.context(), Context::Road | Context::Speech | Context::Transport);
    let has_consequence =
        rule.is_some_and(|rule| rule.broken.is_deduction() || rule.fine > 0.0 || rule.warning);
    conduct.nature() != Nature::Virtue && happens_in_public && has_consequence
}
