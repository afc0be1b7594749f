//! Livelihood: work, money and health.

use crate::scenario::bounds::Bounds;
use crate::units::{PerYear, Share};

/// Work, hardship and health; disabled, all three keep their values of the first day. They begin
/// where they come to rest without a policy.
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

    /// Share of those of working age in work in the long run, with every gate open: posts found over
    /// posts found and lost; everyone where neither happens.
    ///
    /// ```
    /// use society::scenario::Society;
    /// use society::units::{PerYear, Share};
    ///
    /// let mut work = Society::example().livelihood.work;
    /// (work.loss, work.found) = (PerYear::new(0.6).unwrap(), Share::clamped(0.15));
    /// assert_eq!(work.steady_share(), Share::clamped(0.75));
    /// ```
    #[must_use]
    pub fn steady_share(&self) -> Share {
        let (lost, found) = ((self.loss.get() / 12.0).min(1.0), self.found.get());
        if lost + found > 0.0 { Share::clamped(found / (found + lost)) } else { Share::ALL }
    }
}

/// Health, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Health {
    /// Health of a life without strain and waits, and the level of recovery.
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
