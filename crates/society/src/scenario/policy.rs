//! Policies: observation, scoring, standing, consequences, remedy. A twin may change all of it.

use super::{Conduct, Context, Gate, Register};
use crate::units::{PerYear, Points, Score, Share};

/// A policy. [`Policy::none`] is the one that does nothing at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The policy's name.
    pub name: String,
    /// Cameras and recognition, if any.
    pub cameras: Option<Cameras>,
    /// The registers whose entries count, by [`Register`].
    pub registers: [Option<RegisterRules>; 3],
    /// People who tell on others, if they are heard.
    pub informants: Option<Informants>,
    /// Points, fines and warnings of each conduct, by [`Conduct`].
    pub rules: [Option<Rule>; Conduct::COUNT],
    /// The score, if there is one.
    pub score: Option<ScoreRules>,
    /// Ranges of the score from the lowest up; the first begins at the floor. At most eight.
    pub bands: Vec<Band>,
    /// Blacklists and redlists, at most four.
    pub lists: Vec<List>,
    /// Effects of bands and lists at the gates, at most 64.
    pub effects: Vec<Effect>,
    /// Whether one failing closes every gate: a citizen on any blacklist bears every penalty of
    /// the policy, not only those of that list.
    pub everywhere: bool,
    /// Shares of charges that pass between people.
    pub spread: Spread,
    /// The way to have a listing looked at again, if there is one.
    pub appeal: Option<Appeal>,
    /// Weight of a sanction to a citizen, 0 to 10; a full stake is 1.
    pub stake: f64,
    /// Chance that someone who is asked for help looks up the standing of whoever asks.
    pub looked_up: Share,
}

/// Cameras in public places and what recognises the faces before them: an error model with
/// published rates.
#[derive(Clone, Debug, PartialEq)]
pub struct Cameras {
    /// Cameras per head of the society, 0 to 10 [1/citizen].
    pub per_head: f64,
    /// Share of public places that one camera per head would leave unfilmed is e to the minus
    /// this, 0 to 100.
    pub reach: f64,
    /// Times a day that an adult passes before a camera at one camera per head, 0 to 1,000.
    pub passes: f64,
    /// Faces that each sighting is compared with, 1 or more [faces].
    pub gallery: u64,
    /// False matches per comparison.
    pub false_match: Share,
    /// Factor on false matches for each group, 0 to 1,000.
    pub false_match_by_group: Vec<f64>,
    /// Share of sightings in which the right face is not found, for each group.
    pub missed_by_group: Vec<Share>,
    /// Factor on false matches for how poor the pictures are, 0 to 10,000.
    pub quality: f64,
    /// Whether errors return to the same lookalikes; otherwise each falls on a fresh one.
    pub lookalikes_stick: bool,
    /// Share of the cameras that move each month to the places where breaches were found.
    pub moved: Share,
    /// Whether what is found in a place is divided by the cameras that found it.
    pub weighed: bool,
}

/// How a register reports, joins and errs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegisterRules {
    /// Days from the deed to the entry, 0 to 255 [days].
    pub delay: u8,
    /// Share of entries joined to nobody.
    pub missed: Share,
    /// Share of entries joined to the wrong citizen.
    pub false_link: Share,
    /// Factor on false links for each of up to four groups, 0 to 1,000.
    pub false_link_by_group: [f64; 4],
    /// Entries about an adult that no deed stands behind [1/year].
    pub spurious: PerYear,
    /// Factor on the points of every entry of this register, 0 to 10.
    pub weight: f64,
}

/// People who report others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Informants {
    /// Chance that a breach in the open that nothing else has caught is reported.
    pub tells: Share,
    /// False reports that an adult makes of an acquaintance [1/year].
    pub lies: PerYear,
}

/// By what a conduct is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// By cameras, where there are any.
    Cameras,
    /// By an entry in a register.
    Register(Register),
    /// By other people alone.
    People,
}

/// The rule about one conduct: its gains and its costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// By what it is seen.
    pub watch: Watch,
    /// Points for keeping to it, or for the good deed; zero or more.
    pub kept: Points,
    /// Points for breaking it, or for the disfavoured act; zero or less.
    pub broken: Points,
    /// Factor on the deduction for each earlier breach charged in the same year, 1 to 4.
    pub repeat: f64,
    /// Times a month that keeping to it earns points; 15 at most, `None` for no cap.
    pub monthly_cap: Option<u8>,
    /// The fine for breaking it, as a share of a month's income, 0 to 10.
    pub fine: f64,
    /// Whether breaking it brings a letter of warning.
    pub warning: bool,
}

/// The rhythm in which charges become the score that gates look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// At once: an act at 09:00 can close a gate at 14:00.
    RealTime,
    /// At the end of the day.
    Daily,
    /// At the citizen's monthly turn.
    Monthly,
    /// At the citizen's monthly turn in every twelfth month.
    Yearly,
}

/// The scale and the rhythm of the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreRules {
    /// The score of every adult on the first day.
    pub start: Score,
    /// The lowest score.
    pub floor: Score,
    /// The highest score.
    pub cap: Score,
    /// When charges become score.
    pub update: Update,
    /// Days in which the distance to the start halves by itself; `None` for a scheme that
    /// forgets nothing [days].
    pub half_life: Option<u16>,
}

/// A range of scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The band's name.
    pub name: String,
    /// The lowest score of the band.
    pub from: Score,
}

/// Whether a list harms or favours those on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// A blacklist.
    Black,
    /// A redlist.
    Red,
}

/// A list with its rule of entry and its rule of exit.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The list's name.
    pub name: String,
    /// Whether it harms or favours.
    pub color: Color,
    /// The ways onto it; any one is enough.
    pub entry: EntryRule,
    /// The ways off it; any one is enough, and none means never.
    pub exit: ExitRule,
    /// Days from the decision until the list bites, 0 to 365 [days].
    pub notice: u16,
}

impl List {
    /// Whether a score takes a citizen off it.
    #[must_use]
    pub fn is_left_at(&self, score: Score) -> bool {
        self.exit.score.is_some_and(|bound| match self.color {
            Color::Black => score >= bound,
            Color::Red => score < bound,
        })
    }
}

/// The ways onto a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryRule {
    /// A score below this.
    pub score_below: Option<Score>,
    /// A score of this or more.
    pub score_from: Option<Score>,
    /// A court debt unpaid for so many days [days].
    pub debt_unpaid: Option<u16>,
    /// A charge for breaking any of these.
    pub charges: Vec<Conduct>,
    /// Chance for each adult of the household when one of its members enters a blacklist of
    /// the policy other than this one.
    pub association: Share,
    /// Chance for the same in each month that one of them is on any blacklist, this one included.
    pub association_monthly: Share,
}

/// The ways off a list; with every field empty there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExitRule {
    /// So many days on the list [days].
    pub after: Option<u16>,
    /// A score of this or more (for a redlist: a score below this).
    pub score: Option<Score>,
    /// Payment of the debt that led there.
    pub repair: bool,
}

impl ExitRule {
    /// Whether there is no way out but an appeal.
    #[must_use]
    pub fn is_never(self) -> bool {
        self == ExitRule::default()
    }
}

/// On whom an effect falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectTarget {
    /// On the citizen whose standing it is.
    Oneself,
    /// On everyone of the household.
    Household,
    /// On the citizen's children.
    Children,
}

/// The departure of a gate from plain service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EffectKind {
    /// Refuses with this chance.
    Refuse(Share),
    /// Opens only to those with the effect: a venue for select guests.
    Admit,
    /// Lengthens the wait by this share of it.
    Slow(Share),
    /// Shortens the wait by this share of it, which others wait in addition.
    Hurry(Share),
    /// Takes this share off the price.
    Discount(Share),
    /// Takes this share of a month's income each month.
    Fine(Share),
    /// Takes this share of the speed of the line.
    Throttle(Share),
}

impl EffectKind {
    /// Whether the effect has no size, and is as good as not there.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        match self {
            EffectKind::Admit => false,
            EffectKind::Refuse(share)
            | EffectKind::Slow(share)
            | EffectKind::Hurry(share)
            | EffectKind::Discount(share)
            | EffectKind::Fine(share)
            | EffectKind::Throttle(share) => share == Share::NONE,
        }
    }

    /// Whether the effect is a penalty rather than a perk.
    #[must_use]
    pub fn is_penalty(self) -> bool {
        matches!(
            self,
            EffectKind::Refuse(_)
                | EffectKind::Slow(_)
                | EffectKind::Fine(_)
                | EffectKind::Throttle(_)
        )
    }
}

/// The effect of bands and lists at a gate.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The effect's name.
    pub name: String,
    /// The gate; a [`EffectKind::Fine`] is taken at none, whichever stands here.
    pub gate: Gate,
    /// The bands, by number, that it applies to.
    pub bands: Vec<u8>,
    /// The lists, by number, that it applies to.
    pub lists: Vec<u8>,
    /// The departure from plain service.
    pub does: EffectKind,
    /// The part of life it touches.
    pub context: Context,
    /// On whom it falls.
    pub falls_on: EffectTarget,
}

/// The share of each charge that passes to each tie of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// To each member of the household.
    pub household: Option<Share>,
    /// To each of the kin elsewhere.
    pub kin: Option<Share>,
    /// To each member of the circle.
    pub circle: Option<Share>,
    /// To each member of the team.
    pub team: Option<Share>,
    /// Whether points earned pass too, or deductions alone.
    pub earned_too: bool,
    /// Whether a charge stops where one tie has brought it, or passes on from there.
    pub once: bool,
}

/// The way to have a listing looked at again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Appeal {
    /// Chance that a citizen put on a blacklist appeals.
    pub lodged: Share,
    /// Days until the decision, 1 to 3,650 [days].
    pub delay: u16,
    /// Chance of success if the listing is wrongful.
    pub if_wrong: Share,
    /// Chance of success if it is not.
    pub if_right: Share,
}

impl Policy {
    /// The policy under which nothing is watched, scored, listed or refused.
    #[must_use]
    pub fn none() -> Policy {
        Policy {
            name: "none".to_owned(),
            cameras: None,
            registers: [None; 3],
            informants: None,
            rules: [None; Conduct::COUNT],
            score: None,
            bands: Vec::new(),
            lists: Vec::new(),
            effects: Vec::new(),
            everywhere: false,
            spread: Spread::default(),
            appeal: None,
            stake: 0.0,
            looked_up: Share::NONE,
        }
    }

    /// Whether keeping to `conduct` earns anything, or breaking it costs anything.
    #[must_use]
    pub fn regulates(&self, conduct: Conduct) -> bool {
        let listed = self.lists.iter().any(|list| {
            list.entry.charges.contains(&conduct)
                || (conduct == Conduct::CourtDebt && list.entry.debt_unpaid.is_some())
        });
        self.rule(conduct).is_some_and(|rule| {
            let points = rule.kept != Points::ZERO || rule.broken != Points::ZERO;
            listed || points || rule.fine > 0.0 || rule.warning
        })
    }

    /// The rule about `conduct`, where the policy has one.
    #[must_use]
    pub fn rule(&self, conduct: Conduct) -> Option<&Rule> {
        self.rules[conduct as usize].as_ref()
    }
}
