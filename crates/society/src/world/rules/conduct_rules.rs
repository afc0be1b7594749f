//! One conduct under one policy: visibility, harm, observation and reward.

use crate::conduct::Occasion;
use crate::scenario::{Conduct, Gate, Nature, Policy, Society, Watch};
use crate::scoring::Scale;
use crate::units::Points;

/// One conduct under one policy.
#[derive(Clone, Debug)]
pub(crate) struct ConductRules {
    /// The conduct.
    pub(crate) conduct: Conduct,
    /// Share of occasions in the open, 0 to 65,536 [1/65536].
    pub(crate) open: u32,
    /// Harm of a breach, 0 to 255 [harm].
    pub(crate) harm: u8,
    /// The gate to be passed before each occasion.
    pub(crate) behind: Option<Gate>,
    /// Whether the conduct is help for others.
    helps: bool,
    /// The channel that observes it, where the policy has a rule about it.
    pub(crate) watch: Option<Watch>,
    /// Whether keeping to the rule earns points.
    pub(crate) earns: bool,
    /// Whether the policy rewards it and those who game the system can stage it.
    pub(crate) is_staged: bool,
}

impl ConductRules {
    /// The conduct as `society` has it and `policy` minds it; `scale` is the policy's own.
    pub(crate) fn new(
        society: &Society,
        policy: &Policy,
        scale: &Scale,
        conduct: Conduct,
    ) -> ConductRules {
        let (habit, rule) = (society.habit(conduct), policy.rule(conduct));
        ConductRules {
            conduct,
            open: libm::round(habit.open.get() * 65_536.0) as u32,
            harm: habit.harm,
            behind: habit.behind,
            helps: society.helping.is_some_and(|helping| helping.by == conduct),
            watch: rule.map(|rule| rule.watch),
            earns: rule.is_some() && scale.kept(conduct) != Points::ZERO,
            is_staged: rule.is_some() && conduct.nature() == Nature::Virtue,
        }
    }

    /// Whether an occasion arises only where a gate serves or a citizen asks for help. Such occasions
    /// run one by one, the others all together.
    pub(crate) fn is_asked_for(&self) -> bool {
        self.behind.is_some() || self.helps
    }

    /// Whether others can see the act on an occasion: the occasion's own draw decides, so that the
    /// same acts are in the open under every policy.
    #[inline]
    pub(crate) fn is_open(&self, occasion: &Occasion) -> bool {
        u32::from(occasion.aside) < self.open
    }
}
