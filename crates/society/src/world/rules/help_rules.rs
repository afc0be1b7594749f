//! Help between acquaintances: its price, its benefit, and the weight of standing.

use crate::scenario::{Conduct, Helping, Policy};
use crate::units::{Quantile, Threshold};

/// Cost of giving help, the unit of all gains [1/16 costs].
pub(crate) const COST: i16 = 16;

/// The rules of helping under one policy; the chapter *Help* of the handbook has the model.
#[derive(Clone, Debug)]
pub(crate) struct HelpRules {
    /// The conduct that is help.
    pub(crate) by: Conduct,
    /// Gaming ranks from this one on help on the first day, 0 (everyone) to 256 (nobody).
    from: u32,
    /// Benefit to the receiver [1/16 costs].
    pub(crate) benefit: i16,
    /// Chance to imitate an acquaintance, for each sixteenth of a cost that they are ahead: a draw
    /// below the product imitates [2⁻³²].
    pub(crate) imitation: u64,
    /// Chance to look up the standing of the citizen who asks.
    pub(crate) looked_up: Threshold,
}

impl HelpRules {
    /// The rules of `helping` under `policy`.
    pub(crate) fn new(helping: &Helping, policy: &Policy) -> HelpRules {
        // Fixed by the whole range of a draw, so that the product needs no division at an update.
        let whole = f64::from(u32::MAX) + 1.0;
        HelpRules {
            by: helping.by,
            from: 256 - libm::round(256.0 * helping.willing.get()) as u32,
            benefit: libm::round(f64::from(COST) * helping.benefit) as i16,
            imitation: libm::round(helping.imitation.get() * whole / f64::from(COST)) as u64,
            looked_up: policy.looked_up.threshold(),
        }
    }

    /// Whether a citizen of this gaming rank helps on the first day: those least inclined to gaming.
    pub(crate) fn helps(&self, gaming_rank: Quantile) -> bool {
        !gaming_rank.is_below(self.from)
    }
}
