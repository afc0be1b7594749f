//! Charges with no act of the accused behind them: spurious register entries, false reports by
//! informants, deeds of people not enrolled.

use crate::scenario::{Conduct, Context, Nature, Policy, Register, Society, Watch};
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
    /// Conducts that cameras watch, as often as people break their rules.
    before_cameras: WeightedConducts,
}

impl UnfoundedRules {
    /// The unfounded charges that happen under `policy`.
    pub(crate) fn new(society: &Society, policy: &Policy) -> UnfoundedRules {
        let breaches = |conduct| society.habit(conduct).breaches().get();
        let by_cameras = |conduct: &Conduct| policy.watches(Watch::Cameras, *conduct);
        let before_cameras = Conduct::ALL.into_iter().filter(by_cameras);
        let lies = policy.informants.map(|informants| informants.lies.get() / 12.0);
        UnfoundedRules {
            spurious: spurious(policy),
            false_reports: lies.map_or(Share::NONE, Share::clamped).threshold(),
            reportable: reportable(policy),
            before_cameras: WeightedConducts::new(before_cameras.map(|it| (it, breaches(it)))),
        }
    }

    /// Whether any can occur: otherwise no draw is spent on them.
    pub(crate) fn occur(&self) -> bool {
        // The last of the cumulative bounds is the largest: it speaks for all registers.
        self.false_reports.bound() > 0 || self.spurious[2].bound() > 0
    }

    /// The conduct of somebody not enrolled before a camera; `None` where cameras watch for none.
    pub(crate) fn before_cameras(&self, draw: Draw) -> Option<Conduct> {
        self.before_cameras.pick(draw)
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

/// Conducts to choose from by one draw, each in proportion to a weight.
#[derive(Clone, Debug, Default)]
struct WeightedConducts(Vec<(Threshold, Conduct)>);

impl WeightedConducts {
    /// The conducts of a weight above 0.
    fn new(weights: impl Iterator<Item = (Conduct, f64)>) -> WeightedConducts {
        let weights: Vec<(Conduct, f64)> = weights.filter(|&(_, weight)| weight > 0.0).collect();
        let all: f64 = weights.iter().map(|&(_, weight)| weight).sum();
        let mut upto = 0.0;
        let bound = |(conduct, weight)| {
            upto += weight;
            (Share::clamped(upto / all).threshold(), conduct)
        };
        WeightedConducts(weights.into_iter().map(bound).collect())
    }

    /// The conduct of this draw; `None` where there are none.
    fn pick(&self, draw: Draw) -> Option<Conduct> {
        let found = self.0.iter().find(|(bound, _)| bound.admits(draw));
        // Sums are exact to rounding: a draw past the last bound belongs to the last conduct.
        found.or(self.0.last()).map(|&(_, conduct)| conduct)
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
