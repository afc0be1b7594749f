//! Effects: consequences of bands and lists at the gates, and their spread over ties.

use crate::scenario::context::Context;
use crate::scenario::gate::Gate;
use crate::units::Share;

/// The citizens affected by an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectTarget {
    /// The citizen in the band or on the list.
    Oneself,
    /// Everyone of that citizen's household.
    Household,
    /// The citizen's children.
    Children,
}

/// The kind and the size of an effect.
///
/// ```
/// use society::scenario::EffectKind;
/// use society::units::Share;
///
/// assert!(EffectKind::Refuse(Share::ALL).is_penalty());
/// assert!(!EffectKind::Discount(Share::ALL).is_penalty());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EffectKind {
    /// Refusal with this probability.
    Refuse(Share),
    /// Admission reserved for those with the effect: a venue for select guests.
    Admit,
    /// Longer waiting time by this share of it.
    Slow(Share),
    /// Shorter waiting time by this share of it, at the expense of others in the queue.
    Hurry(Share),
    /// Lower price by this share of it.
    Discount(Share),
    /// A monthly fine of this share of a month's income.
    Fine(Share),
    /// Slower internet by this share of its speed.
    Throttle(Share),
}

impl EffectKind {
    /// Whether the effect has size zero, and no consequence.
    #[must_use]
    pub(crate) fn is_nothing(self) -> bool {
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

    /// Whether the effect can fall on a household: a fine and an admission have one addressee.
    #[must_use]
    pub(crate) fn is_shareable(self) -> bool {
        !matches!(self, EffectKind::Fine(_) | EffectKind::Admit)
    }
}

/// An effect of bands and lists at a gate.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The effect's name.
    pub name: String,
    /// The gate; without meaning for an [`EffectKind::Fine`].
    pub gate: Gate,
    /// Bands with the effect, by number in [`super::Policy::bands`].
    pub bands: Vec<u8>,
    /// Lists with the effect, by number in [`super::Policy::lists`].
    pub lists: Vec<u8>,
    /// Kind and size.
    pub does: EffectKind,
    /// The area of life that it touches.
    pub context: Context,
    /// The citizens affected.
    pub falls_on: EffectTarget,
}

/// The spread of charges: the share of each charge passed on to each tie of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// Share for each member of the household.
    pub household: Option<Share>,
    /// Share for each relative elsewhere.
    pub kin: Option<Share>,
    /// Share for each member of the circle.
    pub circle: Option<Share>,
    /// Share for each member of the team.
    pub team: Option<Share>,
    /// Whether rewards spread too, or deductions alone.
    pub earned_too: bool,
    /// Whether a charge stops after one tie, or spreads on from there.
    pub once: bool,
}
