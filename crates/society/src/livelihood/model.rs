//! The livelihood model of one society, compiled to integers.

use crate::population::Decile;
use crate::scenario::Society;
use crate::units::{Draw, Level, Share, Thousandths, Threshold};

/// The livelihood model of one society, compiled to integers.
#[derive(Clone, Debug)]
pub struct LivelihoodModel {
    enabled: bool,
    /// Usual hardship, by income decile, then out of work or in work.
    usual: [[Level; 2]; 10],
    /// Share of the way back to usual hardship in a month [1/256].
    recovery: i32,
    /// Hardship of a fine of one month's income [1/255].
    fine: f64,
    /// Hardship of a refused trip or school.
    refusal: Level,
    /// Health to which everyone returns.
    health: Level,
    /// Share of the way back to that health in a month [1/256].
    healing: i32,
    /// Health lost by a day waited [1/256 of 1/255].
    pub(super) waiting: i32,
    /// Health lost in a month, by hardship.
    strain: [Level; 256],
    /// The usual wait at a hospital [days].
    wait: i32,
    /// Chance of losing work in a month.
    loss: Threshold,
    /// Chance of finding work in a month of search.
    found: f64,
    /// Share of that chance lost on a fully throttled line.
    offline: f64,
}

/// The circumstances that usual hardship depends on.
///
/// ```
/// use society::livelihood::{Circumstances, LivelihoodModel};
/// use society::{population::Decile, scenario::Scenario};
///
/// let model = LivelihoodModel::new(Scenario::example().society());
/// let usual = |works| model.usual(Circumstances { decile: Decile::POOREST, works });
/// assert!(usual(true) <= usual(false));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circumstances {
    /// The income decile of the household.
    pub decile: Decile,
    /// Whether the citizen is in work, or too old for it.
    pub works: bool,
}

/// The hardship and the health of a citizen.
///
/// ```
/// use society::livelihood::{Circumstances, Condition, LivelihoodModel};
/// use society::{population::Decile, scenario::Scenario, units::Level};
///
/// let model = LivelihoodModel::new(Scenario::example().society());
/// let rich = Circumstances { decile: Decile::RICHEST, works: true };
/// let now = Condition { hardship: Level::FULL, health: model.health() };
/// assert!(model.month(rich, now).hardship <= now.hardship);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Hardship.
    pub hardship: Level,
    /// Health.
    pub health: Level,
}

impl LivelihoodModel {
    /// The livelihood model of `society`.
    #[must_use]
    pub fn new(society: &Society) -> LivelihoodModel {
        let rules = &society.livelihood;
        let (poorest, richest) = (rules.poorest.get(), rules.richest.get());
        let usual = |decile: usize| {
            let base = poorest + (richest - poorest) * decile as f64 / 9.0;
            [Level::of_share(base + rules.idle.get()), Level::of_share(base)]
        };
        let parts = |share: Share| libm::round(share.get() * 256.0) as i32;
        LivelihoodModel {
            enabled: rules.enabled,
            usual: std::array::from_fn(usual),
            recovery: parts(rules.recovery),
            fine: rules.fine.get() * 255.0,
            refusal: Level::of_share(rules.refusal.get()),
            health: Level::of_share(rules.health.start.get()),
            healing: parts(rules.health.recovery),
            waiting: libm::round(rules.health.waiting.get() * 255.0 * 256.0) as i32,
            // One entry for each level of hardship: a month then adds and looks up, without floating point
            // in the loop over citizens.
            strain: std::array::from_fn(|at| {
                Level::of_share(rules.health.hardship.get() * at as f64 / 255.0)
            }),
            wait: i32::from(rules.health.wait),
            loss: Share::clamped(rules.work.loss.get() / 12.0).threshold(),
            found: rules.work.found.get(),
            offline: rules.work.offline.get(),
        }
    }

    /// Whether livelihood changes at all.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// The usual hardship in these circumstances.
    #[must_use]
    pub fn usual(&self, of: Circumstances) -> Level {
        self.usual[usize::from(of.decile)][usize::from(of.works)]
    }

    /// Health to which everyone returns.
    #[must_use]
    pub fn health(&self) -> Level {
        self.health
    }

    /// Hardship after a fine; full at most.
    #[must_use]
    pub(crate) fn fined(&self, hardship: Level, fine: Thousandths) -> Level {
        self.raised(hardship, libm::round(self.fine * f64::from(fine.0) / 1000.0) as i32)
    }

    /// Hardship after a refused trip or school; full at most.
    #[must_use]
    pub fn refused(&self, hardship: Level) -> Level {
        self.raised(hardship, i32::from(self.refusal))
    }

    /// Hardship raised by `by`; unchanged in a society without livelihood.
    fn raised(&self, hardship: Level, by: i32) -> Level {
        if self.enabled { Level((i32::from(hardship) + by).min(255) as u8) } else { hardship }
    }

    /// The usual wait at a hospital, without priority for anyone [1/256 days].
    #[must_use]
    pub(crate) fn wait(&self) -> i32 {
        self.wait * 256
    }

    /// Health after a wait of `days` [1/256 days].
    ///
    /// A wait costs less than the unit of health: a uniform `chance` rounds the loss up or down
    /// (stochastic rounding), so that its mean is exact.
    #[must_use]
    pub(crate) fn waited(&self, health: Level, days: i32, chance: u16) -> Level {
        // The chance is the rest of 16 bits: added before the shift, it carries as often as it should.
        let lost = (self.waiting * days + i32::from(chance)) >> 16;
        if self.enabled { Level((i32::from(health) - lost).clamp(0, 255) as u8) } else { health }
    }

    /// Hardship and health a month later, in these circumstances.
    #[inline]
    #[must_use]
    pub fn month(&self, of: Circumstances, before: Condition) -> Condition {
        if !self.enabled {
            return before;
        }
        let hardship = self.relaxed(before.hardship, self.usual(of));
        // The strain is that of the hardship just reached, not of the month before.
        Condition { hardship, health: self.healed(before.health, hardship) }
    }

    /// Hardship a month later, on the way to its `usual` level.
    #[inline]
    pub(super) fn relaxed(&self, hardship: Level, usual: Level) -> Level {
        hardship.toward(usual, self.recovery)
    }

    /// Health a month later, on the way to that of the scenario and under the strain of `hardship`.
    #[inline]
    pub(super) fn healed(&self, health: Level, hardship: Level) -> Level {
        let healed = health.toward(self.health, self.healing);
        Level(healed.0.saturating_sub(self.strain[usize::from(hardship)].0))
    }

    /// Whether a citizen in work loses it this month, by `draw`.
    #[must_use]
    pub(crate) fn loses_work(&self, draw: Draw) -> bool {
        self.enabled && self.loss.admits(draw)
    }

    /// Whether a month of search finds work, by `draw`, on a line throttled by `throttle` [1/256].
    #[must_use]
    pub(crate) fn finds_work(&self, throttle: i32, draw: Draw) -> bool {
        let chance = self.found * (1.0 - self.offline * f64::from(throttle) / 256.0);
        self.enabled && Share::clamped(chance).threshold().admits(draw)
    }
}
