//! What restriction does to work, money and health, and what hardship is without it.

use crate::scenario::Society;
use crate::units::{Share, Threshold};

/// The rules of livelihood, worked out for speed. Hardship and health are shares of 255.
#[derive(Clone, Debug)]
pub struct LivelihoodModel {
    enabled: bool,
    usual: [[u8; 2]; 10],
    recovery: i32,
    fine: f64,
    refusal: u8,
    health: u8,
    healing: i32,
    /// Health lost by a day waited [1/256 of 1/255].
    waiting: i32,
    /// Health lost in a month, by hardship.
    strain: [u8; 256],
    /// Days waited when nobody is hurried [days].
    wait: i32,
    loss: Threshold,
    found: f64,
    offline: f64,
}

fn byte(share: f64) -> u8 {
    libm::round(share.clamp(0.0, 1.0) * 255.0) as u8
}

/// `from` moved by `share`/256 of the way to `to`, by one at least where they differ, so that
/// the way does come to an end.
#[inline]
#[must_use]
pub fn toward(from: u8, to: u8, share: i32) -> u8 {
    let way = (i32::from(to) - i32::from(from)) * share;
    (i32::from(from) + (way + 255 * way.signum()) / 256) as u8
}

impl LivelihoodModel {
    /// The livelihood of `society`.
    #[must_use]
    pub fn new(society: &Society) -> LivelihoodModel {
        let rules = &society.livelihood;
        let (poorest, richest) = (rules.poorest.get(), rules.richest.get());
        let usual = |tenth: usize| {
            let base = poorest + (richest - poorest) * tenth as f64 / 9.0;
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

    /// Whether livelihood moves at all.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// The hardship of someone of this income tenth, in work or not, when nothing presses.
    #[must_use]
    pub fn usual(&self, tenth: usize, works: bool) -> u8 {
        self.usual[tenth][usize::from(works)]
    }

    /// Health on the first day.
    #[must_use]
    pub fn health(&self) -> u8 {
        self.health
    }

    /// Hardship after a fine of `thousandths` of a month's income.
    #[must_use]
    pub fn fined(&self, hardship: u8, thousandths: i32) -> u8 {
        self.raised(hardship, libm::round(self.fine * f64::from(thousandths) / 1000.0) as i32)
    }

    /// Hardship after a trip or a school was refused.
    #[must_use]
    pub fn refused(&self, hardship: u8) -> u8 {
        self.raised(hardship, i32::from(self.refusal))
    }

    fn raised(&self, hardship: u8, by: i32) -> u8 {
        if self.enabled { (i32::from(hardship) + by).min(255) as u8 } else { hardship }
    }

    /// Days that a patient waits when nobody is hurried [1/256 days].
    #[must_use]
    pub fn wait(&self) -> i32 {
        self.wait * 256
    }

    /// Health after waiting so long [1/256 days]. A wait costs little beside a 255th: `chance` rounds
    /// it up or down, so that on average nothing is lost or gained by rounding.
    #[must_use]
    pub fn waited(&self, health: u8, days: i32, chance: u16) -> u8 {
        let lost = (self.waiting * days + i32::from(chance)) >> 16;
        if self.enabled { (i32::from(health) - lost).clamp(0, 255) as u8 } else { health }
    }

    /// Hardship and health a month later.
    #[inline]
    #[must_use]
    pub fn month(&self, (tenth, works): (usize, bool), hardship: u8, health: u8) -> (u8, u8) {
        if !self.enabled {
            return (hardship, health);
        }
        let eased = toward(hardship, self.usual(tenth, works), self.recovery);
        let healed = toward(health, self.health, self.healing);
        (eased, healed.saturating_sub(self.strain[usize::from(eased)]))
    }

    /// Whether someone in work loses it this month when `draw` decides.
    #[must_use]
    pub fn loses_work(&self, draw: u32) -> bool {
        self.enabled && self.loss.admits(draw)
    }

    /// Whether a month's search ends in a post when `draw` decides, on a line of which
    /// `throttle`/256 is taken.
    #[must_use]
    pub fn finds_work(&self, throttle: i32, draw: u32) -> bool {
        let chance = self.found * (1.0 - self.offline * f64::from(throttle) / 256.0);
        self.enabled && Share::clamped(chance).threshold().admits(draw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_gone_to_its_end_and_no_further() {
        let mut at = 200;
        for _ in 0..400 {
            at = toward(at, 17, 10);
        }
        assert_eq!(at, 17);
        assert_eq!(toward(17, 17, 256), 17);
        assert_eq!(toward(3, 250, 256), 250);
    }
}
