//! Response: expectations, resignation, gaming and ties under a score.

use super::losses::Losses;
use crate::scenario::bounds::Bounds;
use crate::scenario::conduct::Conduct;
use crate::units::{PerYear, Share};

/// The response of citizens to being scored.
///
/// ```
/// use society::scenario::{Response, Society};
/// use society::units::Share;
///
/// let response = Society::example().response;
/// let unimpressed = Response { resignation: Share::NONE, chilling: false, ..response };
/// assert!(unimpressed.enabled);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Response {
    /// Whether citizens respond to a policy at all.
    pub enabled: bool,
    /// Perceived certainty of a sanction.
    pub certainty: Certainty,
    /// Weights of the losses that a policy can inflict.
    pub losses: Losses,
    /// Share of the gap to full resignation closed by a month without a way out.
    pub resignation: Share,
    /// Whether perceived certainty deters lawful, disfavored acts as well.
    pub chilling: bool,
    /// Gaming of the score.
    pub gaming: Gaming,
    /// Probability per meeting to cut the tie to a citizen in the worst band or on a blacklist.
    pub cut: Share,
    /// Late payment of court debts.
    pub repayment: Repayment,
}

/// Help among acquaintances: some citizens give it when asked, others never do, and each imitates
/// acquaintances with a better month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Helping {
    /// The good deed that consists in helping: a [`crate::scenario::Nature::Virtue`].
    pub by: Conduct,
    /// Share of adults willing to help on the first day.
    pub willing: Share,
    /// Benefit to the receiver as a multiple of the giver's cost, within [`Helping::BENEFIT`]
    /// [costs].
    pub benefit: f64,
    /// Monthly probability to imitate an acquaintance, for each cost of difference in payoff
    /// [1/cost].
    pub imitation: Share,
}

impl Helping {
    /// Bounds of the benefit of help [costs].
    pub const BENEFIT: Bounds = Bounds::new(0.0..=100.0);
}

/// The late payment of court debts by a citizen without hardship.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repayment {
    /// Rate off every blacklist, within [`Repayment::RATE`] [1/year].
    pub unlisted: PerYear,
    /// Rate on a blacklist, within [`Repayment::RATE`] [1/year].
    pub listed: PerYear,
}

impl Repayment {
    // Drawn once a month: a higher rate could not show.
    /// Bounds of both rates [1/year].
    pub const RATE: Bounds = Bounds::new(0.0..=12.0);
}

/// Perceived certainty of a sanction: its start and its updates; disabled, it stays at zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Certainty {
    /// Whether perceived certainty counts at all.
    pub enabled: bool,
    /// Share of adults aware of the scheme on the first day.
    pub aware: Share,
    /// Initial perceived certainty of those adults.
    pub announced: Share,
    /// Share of the gap to full certainty closed by a sanction of one's own.
    pub own: Share,
    /// Share of that gap closed by a sanction in the household, the circle or the team.
    pub others: Share,
    /// Monthly share of the gap to the initial certainty by which it decays [1/month].
    pub fades: Share,
}

/// Gaming: effort moved from hidden occasions to visible ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaming {
    /// Share of adults who game the score.
    pub players: Share,
    /// Shift of the logit, down in view of others and up out of view, within [`Gaming::SHIFT`].
    pub shift: f64,
    /// Share of a player's visible good deeds that are staged: seen, and not done.
    pub staged: Share,
}

impl Gaming {
    /// Bounds of the shift of the logit.
    pub const SHIFT: Bounds = Bounds::new(0.0..=4.0);
}
