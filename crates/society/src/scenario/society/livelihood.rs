//! Livelihood: work, money and health.

use crate::scenario::bounds::Bounds;
use crate::units::{PerYear, Share};

/// Work, hardship and health; disabled, all three keep their values of the first day.
///
/// ```
/// use society::scenario::{Livelihood, Society};
///
/// let society = Society::example();
/// let fixed = Livelihood { enabled: false, ..society.livelihood };
/// let society = Society { livelihood: fixed, ..society };
/// assert!(society.livelihood.poorest > society.livelihood.richest);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Livelihood {
    /// Whether livelihood changes at all.
    pub enabled: bool,
    /// Employment.
    pub work: Work,
    /// Hardship of the poorest tenth in work.
    pub poorest: Share,
    /// Hardship of the richest tenth in work.
    pub richest: Share,
    /// Additional hardship while out of work.
    pub idle: Share,
    /// Monthly share of the gap to its usual level by which hardship recovers [1/month].
    pub recovery: Share,
    /// Additional hardship after a fine of one month's income.
    pub fine: Share,
    /// Additional hardship after one refused trip or school.
    pub refusal: Share,
    /// Health.
    pub health: Health,
}

/// Employment: losing and finding a job.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Work {
    /// Share of citizens of working age in work on the first day.
    pub employed: Share,
    /// Rate of job loss of a citizen in work, within [`Work::LOSS`] [1/year].
    pub loss: PerYear,
    /// Probability per month of search to find a job with every gate open.
    pub found: Share,
    /// Share of that probability lost on an internet line throttled to nothing.
    pub offline: Share,
}

impl Work {
    // Drawn once a month: a higher rate could not show.
    /// Bounds of the rate of job loss [1/year].
    pub const LOSS: Bounds = Bounds::new(0.0..=12.0);
}

/// Health, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Health {
    /// Health on the first day, and the level of recovery.
    pub start: Share,
    /// Waiting time at the hospital without priority, within [`Health::WAIT`] [days].
    pub wait: u8,
    /// Loss of health per day of waiting.
    pub waiting: Share,
    /// Loss of health per month at full hardship.
    pub hardship: Share,
    /// Monthly share of the gap to full health by which health recovers [1/month].
    pub recovery: Share,
}

impl Health {
    /// Bounds of the waiting time [days].
    pub const WAIT: Bounds = Bounds::new(1.0..=255.0);
}
