//! One stake, and the pressure that it makes.

use crate::conduct::{Pressure, Risk};

/// A stake: what a sanction is worth to a citizen, within [`Stake::NONE`] and ten full stakes
/// [1/64 stakes].
///
/// ```
/// use society::stakes::Stake;
///
/// assert!(Stake::NONE < Stake::FULL);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stake(pub u16);

impl Stake {
    /// Nothing to lose.
    pub const NONE: Stake = Stake(0);
    /// The loss that the studies threatened from which the weights of certainty were taken.
    pub const FULL: Stake = Stake(64);
    /// The largest stake that is told from a larger one [stakes].
    const MOST: f64 = 10.0;

    /// The stake times the `risk` of a sanction, rounded down.
    #[inline]
    #[must_use]
    pub fn pressure(self, risk: impl Into<Risk>) -> Pressure {
        // Ten full stakes before the strongest urge still fit into 32 bits.
        Pressure((risk.into().0 * i32::from(self.0)) >> 8)
    }

    /// The nearest stake, within the bounds.
    pub(super) fn of(stakes: f64) -> Stake {
        Stake(libm::round(64.0 * stakes.clamp(0.0, Stake::MOST)) as u16)
    }
}
