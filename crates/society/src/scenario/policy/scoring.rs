//! Scoring: points and fines of each conduct, the scale, and the bands on it.

use super::observation::Watch;
use crate::scenario::bounds::Bounds;
use crate::units::{Points, Score};

/// The rewards and sanctions of one conduct.
///
/// ```
/// use society::scenario::{Conduct, Policy, Rule};
/// use society::units::Points;
///
/// let policy = Policy::example();
/// let bills = policy.rule(Conduct::Bills).expect("the example has a rule for bills");
/// let milder = Rule { broken: Points::from_points(-10.0), ..*bills };
/// assert!(milder.broken.is_deduction() && milder.broken > bills.broken);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The means of observation.
    pub watch: Watch,
    /// Points for compliance or a good deed, within [`Rule::KEPT`].
    pub kept: Points,
    /// Points for a breach or a disfavored act, within [`Rule::BROKEN`].
    pub broken: Points,
    /// Factor on the deduction for each earlier breach charged in the same year, within
    /// [`Rule::REPEAT`].
    pub repeat: f64,
    /// The most rewards in a month, within [`Rule::MONTHLY_CAP`]; `None` for no cap.
    pub monthly_cap: Option<u8>,
    /// The fine for a breach as a share of a month's income, within [`Rule::FINE`].
    pub fine: f64,
    /// Whether a breach brings a warning.
    pub warning: bool,
}

impl Rule {
    /// Bounds of the reward [points].
    pub const KEPT: Bounds = Bounds::new(0.0..=2000.0);
    /// Bounds of the deduction [points].
    pub const BROKEN: Bounds = Bounds::new(-2000.0..=0.0);
    /// Bounds of the factor for repeated breaches.
    pub const REPEAT: Bounds = Bounds::new(1.0..=4.0);
    /// Bounds of the monthly cap on rewards [1/month]: the engine counts them in four bits.
    pub const MONTHLY_CAP: Bounds = Bounds::new(0.0..=15.0);
    /// Bounds of the fine [monthly incomes].
    pub const FINE: Bounds = Bounds::new(0.0..=10.0);
}

/// The interval at which charges become the score that gates check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// At once: an act at 09:00 can close a gate at 14:00.
    RealTime,
    /// At the end of the day.
    Daily,
    /// At the citizen's monthly update.
    Monthly,
    /// At the citizen's monthly update in every twelfth month.
    Yearly,
}

/// The scale of the score and its update.
///
/// ```
/// use society::scenario::{Policy, ScoreRules, Update};
///
/// let score = Policy::example().score.expect("the example has a score");
/// let slow = ScoreRules { update: Update::Yearly, half_life: Some(365), ..score };
/// assert!((slow.floor..=slow.cap).contains(&slow.start));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreRules {
    /// The score of every adult on the first day, within the scale.
    pub start: Score,
    /// The lowest score.
    pub floor: Score,
    /// The highest score, above the floor.
    pub cap: Score,
    /// The interval at which charges become score.
    pub update: Update,
    /// Half-life of the distance to the start, within [`ScoreRules::HALF_LIFE`]; `None` for a score
    /// without decay [days].
    pub half_life: Option<u16>,
}

impl ScoreRules {
    // A score is two bytes of grains, 32 to the point.
    /// Bounds of every score of a policy [points].
    pub const POINTS: Bounds = Bounds::new(0.0..=Score::HIGHEST);
    /// Bounds of the half-life [days].
    pub const HALF_LIFE: Bounds = Bounds::new(1.0..=36_500.0);
}

/// A band: a range of scores with a name, up to where the next band starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The band's name.
    pub name: String,
    /// The lowest score of the band.
    pub from: Score,
}
