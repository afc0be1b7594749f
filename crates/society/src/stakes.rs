//! Stakes: what a charge would take from a citizen, today, under one policy.
//!
//! Nobody sets a stake by hand. It follows from the policy's fines, letters, bands, lists, terms,
//! gates and ways out, weighed by how much the society minds each loss ([`Losses`]):
//!
//! ```text
//! loss  = fine + letter + lists by this charge + value(score if broken) − value(score if kept)
//! stake = ln(1 + x · loss / studied loss) / ln(1 + x)
//! ```
//!
//! so that a reform that takes a penalty away takes its deterrence away with it. All of it is
//! tabulated once for each policy: a choice costs one load.
//!
//! ```text
//! table  conduct │ lists │ whole points of score      [u16; 13 · 2^lists · points], 1/64 stakes
//! ```
//!
//! A conduct's part for citizens on no list is some 1.6 KiB, and acts come conduct by conduct: it
//! stays in the first-level cache.
//!
//! [`Losses`]: crate::scenario::Losses

mod stake;
mod losing;
mod perception;

pub use stake::Stake;

use losing::{Losing, Outlook};
use perception::Perception;

use crate::scenario::{Conduct, Policy, Society};
use crate::scoring::Scale;
use crate::standing::{Gates, Lists};
use crate::units::{Points, Score};

/// The stakes of one policy: by conduct, lists and score.
///
/// ```
/// use society::scenario::{Conduct, Policy, Scenario};
/// use society::stakes::{Stake, Stakes};
/// use society::standing::Lists;
/// use society::units::Score;
///
/// let scenario = Scenario::example();
/// let at = Score::from_points(600.0).unwrap();
/// let stake = |policy: Policy| {
///     let stakes = Stakes::new(scenario.society(), &policy);
///     stakes.of(Conduct::Driving).at(Lists::default(), at)
/// };
/// assert!(stake(Policy::example()) > Stake::NONE);
/// assert_eq!(stake(Policy::none()), Stake::NONE);
/// ```
#[derive(Clone, Debug)]
pub struct Stakes {
    /// By conduct, lists and whole points.
    table: Vec<Stake>,
    /// Sets of lists: a power of two.
    sets: usize,
    /// Whole points of the score, one without a score.
    points: usize,
}

impl Stakes {
    /// The stakes of citizens of `society` under `policy`.
    #[must_use]
    pub fn new(society: &Society, policy: &Policy) -> Stakes {
        let gates = Gates::new(policy);
        let scale = Scale::new(policy);
        let top = policy.score.map_or(0, |score| score.cap.as_points() as usize);
        let (sets, points) = (1 << policy.lists.len(), top + 1);
        let losing = Losing::new(society, policy, &gates, &scale);
        let perception = Perception::new(&society.response.losses);
        let mut table = Vec::with_capacity(Conduct::COUNT * sets * points);
        for conduct in Conduct::ALL {
            for lists in (0..sets as u8).map(Lists) {
                // Whole points alone: between two of them no loss changes by what anyone would feel.
                table.extend((0..points).map(|at| {
                    let score = Score(at as u16 * Points::GRAINS as u16);
                    let from = Outlook { lists, band: gates.band(score) };
                    perception.stake(loss(&losing, &scale, conduct, score, from))
                }));
            }
        }
        Stakes { table, sets, points }
    }

    /// Whether anything is ever at stake.
    #[must_use]
    pub(crate) fn is_any(&self) -> bool {
        self.table.iter().any(|&stake| stake > Stake::NONE)
    }

    /// The stakes of one conduct.
    #[inline]
    #[must_use]
    pub fn of(&self, conduct: Conduct) -> ConductStakes<'_> {
        let size = self.sets * self.points;
        let from = conduct as usize * size;
        ConductStakes { table: &self.table[from..from + size], points: self.points }
    }
}

/// The worth of a month in each standing under `policy`, by [`Standing::index`], as citizens of `society`
/// mind it: gains above 0, losses below, fines left out [1/1,000,000 months of income].
///
/// [`Standing::index`]: crate::standing::Standing::index
#[must_use]
pub(crate) fn worth_of_months(society: &Society, policy: &Policy) -> Vec<i32> {
    losing::worth(&society.response.losses, policy, &Gates::new(policy))
}

/// The stakes of one conduct, by lists and score.
#[derive(Clone, Copy, Debug)]
pub struct ConductStakes<'a> {
    table: &'a [Stake],
    points: usize,
}

impl ConductStakes<'_> {
    /// Whether lists change anything: without any list of the policy, they need not be looked up.
    #[inline]
    #[must_use]
    pub(crate) fn heed_lists(self) -> bool {
        self.table.len() > self.points
    }

    /// The stake of whoever has the most to lose.
    #[must_use]
    pub(crate) fn highest(self) -> Stake {
        self.table.iter().copied().max().unwrap_or_default()
    }

    /// The stake of a citizen on these lists at this score.
    #[inline]
    #[must_use]
    pub fn at(self, lists: Lists, score: Score) -> Stake {
        // By whole points: grains would take 32 times as much of the cache.
        let at = usize::from(lists.0) * self.points + usize::from(score.0 / Points::GRAINS as u16);
        self.table.get(at).copied().unwrap_or_default()
    }
}

/// The loss by a breach rather than an act that keeps to the rule [months of income].
///
/// The points are those of a first breach: repeats, caps of the month and shares over ties are left
/// out.
fn loss(losing: &Losing<'_>, scale: &Scale, conduct: Conduct, score: Score, from: Outlook) -> f64 {
    let mut loss = losing.by_charge(conduct, from);
    if scale.rules().is_some() {
        let moved = |points| scale.moved(score, points).score.as_points();
        let broken = losing.at_score(moved(scale.broken(conduct, 0)), from);
        let kept = losing.at_score(moved(scale.kept(conduct)), from);
        loss += broken - kept;
    }
    loss
}

#[cfg(test)]
mod tests;
