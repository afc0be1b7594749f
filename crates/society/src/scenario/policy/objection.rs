//! Objections: to a charge, or to the band that charges have led to, before an office that decides.

use crate::scenario::bounds::Bounds;
use crate::units::Share;

/// The right to object, and the office that decides.
///
/// An objection always contests one charge. The office has errors of its own: it can keep a charge
/// for what nobody did, and take back one for a deed.
///
/// ```
/// use society::scenario::{ByIncome, Objecting, Objections};
/// use society::units::Share;
///
/// // Everyone is told, and only those object who have done nothing; the office is always right.
/// let wronged_alone = Objecting {
///     told: Share::ALL,
///     wrong: ByIncome { poorest: 1.0, richest: 1.0 },
///     right: ByIncome { poorest: 0.0, richest: 0.0 },
/// };
/// let perfect = Objections {
///     charge: Some(wronged_alone),
///     band: None,
///     window: 30,
///     delay: 1,
///     capacity: None,
///     fee: ByIncome { poorest: 0.0, richest: 0.0 },
///     days_lost: 0,
///     if_wrong: Share::ALL,
///     if_right: Share::NONE,
/// };
/// assert!(Objections::DELAY.contains(perfect.delay.into()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Objections {
    /// Objections to a charge, on the day of it; `None` where a charge alone cannot be contested.
    pub charge: Option<Objecting>,
    /// Objections to a restricting band, on the day on which a citizen comes into one; they contest
    /// the gravest charge behind it. `None` where a band cannot be contested.
    pub band: Option<Objecting>,
    /// Time for which a charge can be contested, within [`Objections::WINDOW`] [days].
    pub window: u16,
    /// Time until the decision where nobody waits before, within [`Objections::DELAY`] [days].
    pub delay: u16,
    /// Decisions that the office makes, within [`Objections::CAPACITY`]; `None` for as many as there
    /// are objections [1/(1,000 adults · month)].
    pub capacity: Option<f64>,
    /// The cost of an objection, within [`Objections::FEE`] [monthly incomes].
    pub fee: ByIncome,
    /// Days that an objection takes of the citizen's life, within [`Objections::DAYS_LOST`] [days].
    pub days_lost: u16,
    /// Probability of success against a charge for what the citizen did not do.
    pub if_wrong: Share,
    /// Probability of success against a charge for what the citizen did.
    pub if_right: Share,
}

/// The citizens who object, given that they are told and whether the charge is wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Objecting {
    /// Share of the citizens concerned who are told.
    pub told: Share,
    /// Share of these who object to a charge for what they did not do.
    pub wrong: ByIncome,
    /// Share of these who object to a charge for what they did.
    pub right: ByIncome,
}

/// A number that changes evenly from the poorest tenth of households to the richest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByIncome {
    /// The number of the poorest tenth.
    pub poorest: f64,
    /// The number of the richest tenth.
    pub richest: f64,
}

impl ByIncome {
    /// The number of a tenth, 0 (the poorest) to 9.
    pub(crate) fn of_tenth(self, tenth: usize) -> f64 {
        self.poorest + (self.richest - self.poorest) * tenth as f64 / 9.0
    }
}

impl Objections {
    /// Bounds of the time for which a charge can be contested [days].
    pub const WINDOW: Bounds = Bounds::new(0.0..=3650.0);
    /// Bounds of the time until the decision [days].
    pub const DELAY: Bounds = Bounds::new(1.0..=3650.0);
    // An office that never decides is one without a chance of success, and not one without hands.
    /// Bounds of the decisions of the office [1/(1,000 adults · month)].
    pub const CAPACITY: Bounds = Bounds::new(0.01..=10_000.0);
    /// Bounds of the cost of an objection [monthly incomes].
    pub const FEE: Bounds = Bounds::new(0.0..=10.0);
    /// Bounds of the days that an objection takes [days].
    pub const DAYS_LOST: Bounds = Bounds::new(0.0..=365.0);
}
