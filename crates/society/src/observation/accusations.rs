//! Conducts that an error can accuse somebody of who has done nothing of the kind.
//!
//! An invented entry, a lie and a stranger's face accuse of what their channel covers under a policy.
//! Where that is nothing the channel leads nowhere: a policy cannot hear of what it has no rule about.

use crate::scenario::{Conduct, Context, Nature, Policy, Register, Society, Watch};
use crate::units::{Draw, Share, Threshold};

/// Conducts to choose from by one draw, each in proportion to a weight.
///
/// ```
/// use society::observation::WeightedConducts;
/// use society::scenario::Conduct;
/// use society::units::Draw;
///
/// let conducts = WeightedConducts::new([(Conduct::Bills, 3.0), (Conduct::Taxes, 1.0)]);
/// let pick = |quarter: u32| conducts.pick(Draw(quarter << 30));
/// assert_eq!([0, 1, 2].map(pick), [Some(Conduct::Bills); 3]);
/// assert_eq!(pick(3), Some(Conduct::Taxes));
/// ```
#[derive(Clone, Debug, Default)]
pub struct WeightedConducts(Vec<(Threshold, Conduct)>);

impl WeightedConducts {
    /// The conducts with a weight above 0.
    #[must_use]
    pub fn new(weights: impl IntoIterator<Item = (Conduct, f64)>) -> WeightedConducts {
        let weights = weights.into_iter().filter(|&(_, weight)| weight > 0.0);
        let weights: Vec<(Conduct, f64)> = weights.collect();
        let all: f64 = weights.iter().map(|&(_, weight)| weight).sum();
        let mut upto = 0.0;
        let bound = |(conduct, weight)| {
            upto += weight;
            (Share::clamped(upto / all).threshold(), conduct)
        };
        WeightedConducts(weights.into_iter().map(bound).collect())
    }

    /// The conduct of this draw; `None` where there are none.
    #[must_use]
    pub fn pick(&self, draw: Draw) -> Option<Conduct> {
        let found = self.0.iter().find(|(bound, _)| bound.admits(draw));
        // Sums are exact to rounding: a draw past the last bound belongs to the last conduct.
        found.or(self.0.last()).map(|&(_, conduct)| conduct)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Conduct, f64)> for WeightedConducts {
    fn from_iter<I: IntoIterator<Item = (Conduct, f64)>>(weights: I) -> WeightedConducts {
        WeightedConducts::new(weights)
    }
}

/// The conducts that an entry of `register` without a deed accuses of: those that the register watches,
/// but for good deeds, which nobody owes; by the weights of the policy, or else each as often as it is
/// broken where nothing is scored.
#[must_use]
pub fn spurious_conducts(
    society: &Society,
    policy: &Policy,
    register: Register,
) -> WeightedConducts {
    let given = policy.registers[register as usize].and_then(|rules| rules.spurious_of);
    let watched = watched(policy, Watch::Register(register));
    let weight = |conduct| {
        let weight = given.map(|weights| weights[conduct as usize]);
        (conduct, weight.unwrap_or_else(|| society.habit(conduct).breaches().get()))
    };
    watched.map(weight).collect()
}

/// The conducts of somebody not enrolled for whom a camera takes a citizen: those that cameras watch,
/// but for good deeds, each as often as it is broken where nothing is scored.
#[must_use]
pub fn conducts_before_cameras(society: &Society, policy: &Policy) -> WeightedConducts {
    let weight = |conduct| (conduct, society.habit(conduct).breaches().get());
    watched(policy, Watch::Cameras).map(weight).collect()
}

/// The conducts that a false report can accuse of: breaches with a consequence that an onlooker could
/// claim to have seen.
#[must_use]
pub fn reportable_conducts(policy: &Policy) -> Vec<Conduct> {
    Conduct::ALL.into_iter().filter(|&conduct| is_reportable(policy, conduct)).collect()
}

/// The conducts under this sensor with breaches: a good deed left undone is nothing to be entered.
pub(super) fn watched(policy: &Policy, watch: Watch) -> impl Iterator<Item = Conduct> {
    let is_watched = move |conduct: &Conduct| {
        conduct.nature() != Nature::Virtue && policy.watches(watch, *conduct)
    };
    Conduct::ALL.into_iter().filter(is_watched)
}

fn is_reportable(policy: &Policy, conduct: Conduct) -> bool {
    let rule = policy.rule(conduct);
    let happens_in_public =
        matches!(conduct.context(), Context::Road | Context::Speech | Context::Transport);
    let has_consequence =
        rule.is_some_and(|rule| rule.broken.is_deduction() || rule.fine > 0.0 || rule.warning);
    conduct.nature() != Nature::Virtue && happens_in_public && has_consequence
}
