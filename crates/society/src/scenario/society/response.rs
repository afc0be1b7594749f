//! Response: expectations, resignation, gaming and ties under a score.

use super::losses::Losses;
use crate::scenario::bounds::Bounds;
use crate::scenario::channel::Channel;
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

/// The late payment of court debts. Rates and share are means over the debtors of a society without any
/// policy, whoever these are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repayment {
    /// Rate of those who can pay, off every blacklist, within [`Repayment::RATE`] [1/year].
    pub unlisted: PerYear,
    /// Rate of those who can pay, on a blacklist or told of one, within [`Repayment::RATE`] [1/year].
    pub listed: PerYear,
    /// Share of debtors who cannot pay.
    pub unable: Share,
    /// Weight of hardship in the logit of being unable, at full hardship, within
    /// [`Repayment::HARDSHIP`].
    pub hardship: f64,
    /// Rate at which those who cannot pay recover the means, within [`Repayment::RATE`] [1/year].
    pub recovers: PerYear,
}

impl Repayment {
    // Drawn once a month: a higher rate could not show.
    /// Bounds of the rates [1/year].
    pub const RATE: Bounds = Bounds::new(0.0..=12.0);
    /// Bounds of the weight of hardship [logits].
    pub const HARDSHIP: Bounds = Bounds::new(0.0..=20.0);

    /// Rates of debtors of whom everyone can pay.
    ///
    /// ```
    /// use society::{scenario::Repayment, units::{PerYear, Share}};
    ///
    /// let always = Repayment::of_the_able(PerYear::NEVER, PerYear::NEVER);
    /// assert_eq!(always.unable, Share::NONE);
    /// ```
    #[must_use]
    pub fn of_the_able(unlisted: PerYear, listed: PerYear) -> Repayment {
        let (unable, recovers) = (Share::NONE, PerYear::NEVER);
        Repayment { unlisted, listed, unable, hardship: 0.0, recovers }
    }
}

/// Perceived certainty of a sanction, by channel of observation: its start, its updates and its reach
/// in space; disabled, it stays at zero.
///
/// ```
/// use society::scenario::{Certainty, Society};
/// use society::units::Share;
///
/// let certainty = Society::example().response.certainty;
/// // Certainty counts anywhere as before a camera, and no announcement wears off.
/// let one_for_all =
///     Certainty { seen: Share::NONE, halo: Share::ALL, wears_off: [Share::NONE; 3], ..certainty };
/// assert!(one_for_all.enabled);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Certainty {
    /// Whether perceived certainty counts at all.
    pub enabled: bool,
    /// Share of adults aware of the scheme on the first day.
    pub aware: Share,
    /// Perceived certainty of those adults before any experience, by any channel in use.
    pub announced: Share,
    /// Share of the gap to full certainty closed by a sanction for one's own deed.
    pub own: Share,
    /// Share of the way to no certainty after a sanction for a deed of somebody else or of nobody.
    pub learns_from_error: Share,
    /// Share of that gap closed by such a sanction in the household, the circle or the team.
    pub others: Share,
    /// Monthly share of the gap to the expectation by which certainty decays [1/month].
    pub fades: Share,
    /// Monthly share by which the expectation itself falls from the announced level, in the order of
    /// [`Channel::ALL`] [1/month].
    pub wears_off: [Share; Channel::COUNT],
    /// Share of the gap to full certainty closed by the sight of a camera, for whoever expects any sanction
    /// of cameras.
    pub seen: Share,
    /// Share of certainty that counts where no camera is known.
    pub halo: Share,
    /// Share of what cameras prevent that is made up for where none is known.
    pub displaced: Share,
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
