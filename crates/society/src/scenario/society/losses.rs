//! Losses: the weight of each loss that a policy can inflict, in months of income.

use crate::scenario::bounds::Bounds;
use crate::scenario::gate::Gate;

/// The weights of losses: how much citizens mind each, in months of their own income.
///
/// They belong to the society and are the same in every twin, so that the stakes of two policies
/// differ by what the policies take and by nothing else. A fine weighs what it costs.
///
/// ```
/// use society::scenario::{Gate, Losses, Society};
///
/// let mut losses = Society::example().response.losses;
/// // People who do not mind being kept from planes:
/// losses.closed[Gate::Flight as usize] = 0.0;
/// assert!(losses.closed[Gate::Job as usize] > 0.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Losses {
    /// A letter of warning, within [`Losses::WEIGHT`] [months of income].
    pub warning: f64,
    /// Each gate closed for a month, in the order of [`Gate::ALL`], each within
    /// [`Losses::WEIGHT`]; a wait twice as long, a line without speed and the whole price of
    /// services count as closed [months of income a month].
    pub closed: [f64; Gate::COUNT],
    /// A month in which friends turn away, within [`Losses::WEIGHT`] [months of income a month].
    pub shunned: f64,
    /// Time over which a loss to come shrinks to 1/e of its weight, within [`Losses::HORIZON`]
    /// [months].
    pub horizon: f64,
    /// Distance from a threshold over which the fear of crossing it grows, in charges of what the policy takes on
    /// the mean over its rules, within [`Losses::NEAR`] [charges].
    pub near: f64,
    /// The loss that the studies threatened from which the weights of certainty were taken, within
    /// [`Losses::STUDIED`]: one full stake [months of income].
    pub studied: f64,
    /// Elasticity of the stake in the loss at the studied loss, within [`Losses::SEVERITY`].
    pub severity: f64,
}

impl Losses {
    /// Bounds of the weight of a loss [months of income].
    pub const WEIGHT: Bounds = Bounds::new(0.0..=10.0);
    /// Bounds of the horizon [months].
    pub const HORIZON: Bounds = Bounds::new(0.1..=600.0);
    /// Bounds of the distance from a threshold [charges].
    pub const NEAR: Bounds = Bounds::new(0.0..=100.0);
    /// Bounds of the studied loss [months of income].
    pub const STUDIED: Bounds = Bounds::new(0.001..=10.0);
    // At 1 the stake is the loss itself; towards 0 every loss weighs the same.
    /// Bounds of the elasticity.
    pub const SEVERITY: Bounds = Bounds::new(0.05..=1.0);
}
