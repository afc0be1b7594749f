//! The policy: observation, scoring, standing, consequences and remedies, which twins can change.

mod causes;
mod effects;
mod lists;
mod objection;
mod observation;
mod scoring;

pub use causes::{CauseSet, RestrictionCause};
pub use effects::{Effect, EffectKind, EffectTarget, Spread};
pub use lists::{Appeal, Color, EntryRule, ExitRule, List, ListId};
pub use objection::{ByIncome, Objecting, Objections};
pub use observation::{Cameras, Informants, RegisterRules, Watch};
pub use scoring::{Band, Rule, ScoreRules, Update};

use super::bounds::Bounds;
use super::channel::Channel;
use super::conduct::Conduct;
use crate::units::{Points, Share};

/// A policy; [`Policy::none`] is the one without any observation or consequence.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The policy's name.
    pub name: String,
    /// Cameras with face recognition, if any.
    pub cameras: Option<Cameras>,
    /// Registers of the policy, in the order of [`super::Register::ALL`].
    pub registers: [Option<RegisterRules>; 3],
    /// Informants, if any.
    pub informants: Option<Informants>,
    /// Rules, in the order of [`Conduct::ALL`].
    pub rules: [Option<Rule>; Conduct::COUNT],
    /// The score, if there is one.
    pub score: Option<ScoreRules>,
    /// Bands from the lowest up, the first from the floor; their number within [`Policy::BANDS`]
    /// with a score, and none without.
    pub bands: Vec<Band>,
    /// Blacklists and redlists, their number within [`Policy::LISTS`].
    pub lists: Vec<List>,
    /// Effects of bands and lists, their number within [`Policy::EFFECTS`].
    pub effects: Vec<Effect>,
    /// Whether one blacklist closes every gate: a citizen on any bears all penalties of the policy,
    /// not only those of that list.
    pub everywhere: bool,
    /// The spread of charges over ties.
    pub spread: Spread,
    /// The right of appeal, if there is one.
    pub appeal: Option<Appeal>,
    /// The right to object to charges and bands, if there is one.
    pub objections: Option<Objections>,
    /// Probability that a citizen asked for help checks the standing of the asker.
    pub looked_up: Share,
    /// Causes of restriction that count: all but in twins that tell them apart.
    pub counted: CauseSet,
}

impl Policy {
    // A standing is three bits of band and four of lists, so that all effects of a policy fit into
    // tables of 128 rows; more bands or lists would double them, once for each bit.
    /// Bounds of the number of bands of a score.
    pub const BANDS: Bounds = Bounds::new(1.0..=8.0);
    /// Bounds of the number of lists.
    pub const LISTS: Bounds = Bounds::new(0.0..=4.0);
    /// Bounds of the number of effects.
    pub const EFFECTS: Bounds = Bounds::new(0.0..=64.0);

    /// The policy without observation, score, lists or effects.
    ///
    /// ```
    /// use society::scenario::{Conduct, Policy};
    ///
    /// let none = Policy::none();
    /// assert!(none.score.is_none());
    /// assert!(Conduct::ALL.iter().all(|&conduct| none.rule(conduct).is_none()));
    /// ```
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
            objections: None,
            looked_up: Share::NONE,
            counted: CauseSet::ALL,
        }
    }

    /// Whether `conduct` has any consequence: points, a fine, a warning or a listing.
    #[must_use]
    pub(crate) fn regulates(&self, conduct: Conduct) -> bool {
        let listed = self.lists.iter().any(|list| {
            list.entry.charges.contains(&conduct)
                || (conduct == Conduct::CourtDebt && list.entry.debt_unpaid.is_some())
        });
        // A list that charges a conduct does nothing by itself: the charge needs a rule, with the
        // means by which the conduct is observed.
        self.rule(conduct).is_some_and(|rule| {
            let points = rule.kept != Points::ZERO || rule.broken != Points::ZERO;
            listed || points || rule.fine > 0.0 || rule.warning
        })
    }

    /// The rule for `conduct`, if the policy has one.
    ///
    /// ```
    /// use society::scenario::{Conduct, Policy, Watch};
    ///
    /// let driving = Policy::example().rule(Conduct::Driving).copied();
    /// assert_eq!(driving.map(|rule| rule.watch), Some(Watch::Cameras));
    /// ```
    #[must_use]
    pub fn rule(&self, conduct: Conduct) -> Option<&Rule> {
        self.rules[conduct as usize].as_ref()
    }

    /// The channel by which `conduct` is observed: that of its rule, if the policy has the sensor.
    ///
    /// None where no camera stands, the register is off or nobody tells: the rule is then on paper alone.
    #[must_use]
    pub fn channel(&self, conduct: Conduct) -> Option<Channel> {
        let watch = self.rule(conduct)?.watch;
        let has_sensor = match watch {
            Watch::Cameras => self.cameras.as_ref().is_some_and(|cameras| cameras.per_head > 0.0),
            Watch::Register(register) => self.registers[register as usize].is_some(),
            Watch::People => self.informants.is_some_and(|people| people.tells > Share::NONE),
        };
        has_sensor.then(|| watch.channel())
    }

    /// Whether the policy has a rule about `conduct` with `watch` as its sensor.
    #[must_use]
    pub fn watches(&self, watch: Watch, conduct: Conduct) -> bool {
        self.rule(conduct).is_some_and(|rule| rule.watch == watch)
    }

    /// The list of this number.
    ///
    /// # Panics
    ///
    /// Where the policy has fewer lists.
    #[inline]
    #[must_use]
    pub fn list(&self, list: ListId) -> &List {
        &self.lists[usize::from(list)]
    }
}
