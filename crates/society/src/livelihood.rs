//! Livelihood: hardship, health and work, with and without restriction.
//!
//! Hardship and health are bytes from 0 to 255 that relax geometrically, by a fixed share of the
//! remaining way each month ([`toward`]), to the usual hardship of an income decile and to the
//! health of the first day. Fines, refusals, waiting and lost posts disturb them.

use crate::population::Decile;
use crate::scenario::Society;
use crate::units::{Draw, Share, Threshold};

/// The livelihood model of one society, compiled to integers. Hardship and health are from 0 to 255
/// [1/255].
#[derive(Clone, Debug)]
pub struct LivelihoodModel {
    enabled: bool,
    /// Usual hardship, by income decile, then out of work or in work.
    usual: [[u8; 2]; 10],
    /// Share of the way back to usual hardship in a month [1/256].
    recovery: i32,
    /// Hardship of a fine of one month's income [1/255].
    fine: f64,
    /// Hardship of a refused trip or school.
    refusal: u8,
    /// Health on the first day.
    health: u8,
    /// Share of the way back to that health in a month [1/256].
    healing: i32,
    /// Health lost by a day waited [1/256 of 1/255].
    waiting: i32,
    /// Health lost in a month, by hardship.
    strain: [u8; 256],
    /// The usual wait at a hospital [days].
    wait: i32,
    /// Chance of losing work in a month.
    loss: Threshold,
    /// Chance of finding work in a month of search.
    found: f64,
    /// Share of that chance lost on a fully throttled line.
    offline: f64,
}

/// A share, cut to 0 to 1, as a byte [1/255].
fn byte(share: f64) -> u8 {
    libm::round(share.clamp(0.0, 1.0) * 255.0) as u8
}

/// `from` moved by `share` [1/256], 0 to 256, of the way to `to`.
///
/// Rounded away from `from`, so that each step covers one at least and the limit is reached; a
/// share of 0 does not move.
///
/// ```
/// use society::livelihood::toward;
///
/// assert_eq!(toward(200, 100, 64), 175);
/// assert_eq!([toward(101, 100, 1), toward(100, 100, 64), toward(9, 200, 0)], [100, 100, 9]);
/// ```
#[inline]
#[must_use]
pub fn toward(from: u8, to: u8, share: i32) -> u8 {
    debug_assert!((0..=256).contains(&share), "{share} of 256");
    // 255 before the division rounds any rest away from zero, for either sign.
    let way = (i32::from(to) - i32::from(from)) * share;
    (i32::from(from) + (way + 255 * way.signum()) / 256) as u8
}

impl LivelihoodModel {
    /// The livelihood model of `society`.
    #[must_use]
    pub fn new(society: &Society) -> LivelihoodModel {
        let rules = &society.livelihood;
        let (poorest, richest) = (rules.poorest.get(), rules.richest.get());
        let usual = |decile: usize| {
            let base = poorest + (richest - poorest) * decile as f64 / 9.0;
            [byte(base + rules.idle.get()), byte(base)]
        };
        let parts = |share: Share| libm::round(share.get() * 256.0) as i32;
        LivelihoodModel {
            enabled: rules.enabled,
            usual: std::array::from_fn(usual),
            recovery: parts(rules.recovery),
            fine: rules.fine.get() * 255.0,
            refusal: byte(rules.refusal.get()),
            health: byte(rules.health.start.get()),
            healing: parts(rules.health.recovery),
            waiting: libm::round(rules.health.waiting.get() * 255.0 * 256.0) as i32,
            strain: std::array::from_fn(|at| byte(rules.health.hardship.get() * at as f64 / 255.0)),
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

    /// The usual hardship of this income decile, in work or not.
    #[must_use]
    pub fn usual(&self, decile: Decile, works: bool) -> u8 {
        self.usual[usize::from(decile)][usize::from(works)]
    }

    /// Health on the first day [1/255].
    #[must_use]
    pub fn health(&self) -> u8 {
        self.health
    }

    /// Hardship after a fine of `thousandths` of a month's income; 255 at most.
    #[must_use]
    pub(crate) fn fined(&self, hardship: u8, thousandths: i32) -> u8 {
        self.raised(hardship, libm::round(self.fine * f64::from(thousandths) / 1000.0) as i32)
    }

    /// Hardship after a refused trip or school; 255 at most.
    #[must_use]
    pub fn refused(&self, hardship: u8) -> u8 {
        self.raised(hardship, i32::from(self.refusal))
    }

    /// Hardship raised by `by`; unchanged in a society without livelihood.
    fn raised(&self, hardship: u8, by: i32) -> u8 {
        if self.enabled { (i32::from(hardship) + by).min(255) as u8 } else { hardship }
    }

    /// The usual wait at a hospital, without priority for anyone [1/256 days].
    #[must_use]
    pub fn wait(&self) -> i32 {
        self.wait * 256
    }

    /// Health after a wait of `days` [1/256 days].
    ///
    /// A wait costs less than the unit of health: a uniform `chance` rounds the loss up or down
    /// (stochastic rounding), so that its mean is exact.
    #[must_use]
    pub(crate) fn waited(&self, health: u8, days: i32, chance: u16) -> u8 {
        // The chance is the rest of 16 bits: added before the shift, it carries as often as it should.
        let lost = (self.waiting * days + i32::from(chance)) >> 16;
        if self.enabled { (i32::from(health) - lost).clamp(0, 255) as u8 } else { health }
    }

    /// Hardship and health a month later, for an income decile, in work or not.
    #[inline]
    #[must_use]
    pub fn month(&self, (decile, works): (Decile, bool), hardship: u8, health: u8) -> (u8, u8) {
        if !self.enabled {
            return (hardship, health);
        }
        let eased = toward(hardship, self.usual(decile, works), self.recovery);
        let healed = toward(health, self.health, self.healing);
        (eased, healed.saturating_sub(self.strain[usize::from(eased)]))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_steps_reach_the_limit_and_stay() {
        let mut at = 200;
        for _ in 0..400 {
            at = toward(at, 17, 10);
        }
        assert_eq!(at, 17);
        assert_eq!(toward(17, 17, 256), 17);
        assert_eq!(toward(3, 250, 256), 250);
    }
}
