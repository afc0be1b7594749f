//! Causes of restriction, and the set of them that count in a policy.
//!
//! All of them count in a policy of a file. A twin in which some do not is made to tell them apart:
//! the difference of two such twins is due to the one cause that only one of them counts.

use super::{Color, List, Policy, RegisterRules, Spread, Watch};
use crate::scenario::conduct::{Conduct, Nature};
use crate::scenario::register::Register;
use crate::units::{Points, Share};

/// A cause of restriction: a kind of event that moves a citizen's standing.
///
/// ```
/// use society::scenario::RestrictionCause;
///
/// assert_eq!(RestrictionCause::ALL.len(), 5);
/// assert_eq!(RestrictionCause::OthersDeeds.name(), "others-deeds");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum RestrictionCause {
    /// The citizen's own breaches of a duty.
    OwnBreaches,
    /// The citizen's lawful acts: a disfavored one, or a good deed left undone.
    LawfulActs,
    /// Deeds of others: points over ties, and lists entered with a relative.
    OthersDeeds,
    /// False matches, false links, entries from nothing and false reports.
    FalseAccusations,
    /// Deeds that a camera or a register misses. They spare more often than they restrict.
    Misses,
}

impl RestrictionCause {
    /// Every cause, in the order of its number.
    pub const ALL: [RestrictionCause; 5] = [
        RestrictionCause::OwnBreaches,
        RestrictionCause::LawfulActs,
        RestrictionCause::OthersDeeds,
        RestrictionCause::FalseAccusations,
        RestrictionCause::Misses,
    ];

    /// The cause's name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RestrictionCause::OwnBreaches => "own-breaches",
            RestrictionCause::LawfulActs => "lawful-acts",
            RestrictionCause::OthersDeeds => "others-deeds",
            RestrictionCause::FalseAccusations => "false-accusations",
            RestrictionCause::Misses => "misses",
        }
    }
}

/// A set of causes of restriction.
///
/// ```
/// use society::scenario::{CauseSet, RestrictionCause};
///
/// let without = CauseSet::ALL.without(RestrictionCause::Misses);
/// assert!(without.has(RestrictionCause::OwnBreaches) && !without.has(RestrictionCause::Misses));
/// assert_eq!(without.with(RestrictionCause::Misses), CauseSet::ALL);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CauseSet(u8);

impl CauseSet {
    /// Every cause: the set of every policy that is meant.
    pub const ALL: CauseSet = CauseSet(0b1_1111);

    /// No cause: points are earned, and nothing restricts but the score of the first day.
    pub const NONE: CauseSet = CauseSet(0);

    /// Whether the set has `cause`.
    #[inline]
    #[must_use]
    pub const fn has(self, cause: RestrictionCause) -> bool {
        self.0 >> cause as u8 & 1 == 1
    }

    /// The set with `cause` in it.
    #[must_use]
    pub const fn with(self, cause: RestrictionCause) -> CauseSet {
        CauseSet(self.0 | 1 << cause as u8)
    }

    /// The causes of the set, in the order of their numbers.
    pub fn causes(self) -> impl Iterator<Item = RestrictionCause> {
        RestrictionCause::ALL.into_iter().filter(move |&cause| self.has(cause))
    }

    /// The set without `cause`.
    #[must_use]
    pub const fn without(self, cause: RestrictionCause) -> CauseSet {
        CauseSet(self.0 & !(1 << cause as u8))
    }
}

impl Policy {
    /// Causes that can restrict anyone under this policy, or spare them; none where it restricts nobody.
    ///
    /// ```
    /// use society::scenario::{CauseSet, Policy, RestrictionCause};
    ///
    /// let causes = Policy::example().causes();
    /// assert!(causes.has(RestrictionCause::OwnBreaches));
    /// // It has no rule about speech, gaming or good deeds that costs a point.
    /// assert!(!causes.has(RestrictionCause::LawfulActs));
    /// assert_eq!(Policy::none().causes(), CauseSet::NONE);
    /// ```
    #[must_use]
    pub fn causes(&self) -> CauseSet {
        let restricts = self.effects.iter().any(|effect| effect.does.is_penalty())
            || self.lists.iter().any(|list| list.color == Color::Black);
        let acts = Conduct::ALL.into_iter().filter(|&conduct| restricts && self.costs(conduct));
        let of = |conduct: Conduct| match conduct.nature() {
            Nature::Duty => RestrictionCause::OwnBreaches,
            Nature::Virtue | Nature::Disfavored => RestrictionCause::LawfulActs,
        };
        let causes = acts.map(of).fold(CauseSet::NONE, CauseSet::with);
        // Without acts there is nothing to pass on, to accuse of, or to miss.
        let possible = if causes == CauseSet::NONE { [false; 3] } else { self.of_others() };
        let of_others = [
            RestrictionCause::OthersDeeds,
            RestrictionCause::FalseAccusations,
            RestrictionCause::Misses,
        ];
        of_others
            .into_iter()
            .zip(possible)
            .filter(|(_, is_possible)| *is_possible)
            .fold(causes, |causes, (cause, _)| causes.with(cause))
    }

    /// Whether a breach of `conduct` costs points, or leads to a list.
    fn costs(&self, conduct: Conduct) -> bool {
        let leads = |list: &List| {
            list.entry.charges.contains(&conduct)
                || (conduct == Conduct::CourtDebt && list.entry.debt_unpaid.is_some())
        };
        let listed = self.lists.iter().any(leads);
        self.rule(conduct).is_some_and(|rule| listed || rule.broken != Points::ZERO)
    }

    /// Whether deeds pass over ties, whether anyone is accused falsely, whether a deed is missed.
    fn of_others(&self) -> [bool; 3] {
        let Spread { household, kin, circle, team, .. } = self.spread;
        let spreads =
            [household, kin, circle, team].iter().flatten().any(|&share| share > Share::NONE);
        let associates = |list: &List| {
            list.entry.association > Share::NONE || list.entry.association_monthly > Share::NONE
        };
        let watched = |watch| Conduct::ALL.iter().any(|&conduct| self.watches(watch, conduct));
        let registers = Register::ALL.into_iter().zip(&self.registers);
        let registers = registers.filter(|&(register, _)| watched(Watch::Register(register)));
        let registers: Vec<&RegisterRules> = registers.filter_map(|(_, it)| it.as_ref()).collect();
        let cameras = self.cameras.as_ref().filter(|_| watched(Watch::Cameras));
        let matches = cameras.is_some_and(|cameras| cameras.false_match > Share::NONE);
        let links = registers.iter().any(|it| it.false_link > Share::NONE);
        let spurious = registers.iter().any(|it| it.spurious.get() > 0.0);
        let lies = self.informants.is_some_and(|informants| informants.lies.get() > 0.0);
        let faces = cameras.is_some_and(|it| it.missed_by_group.iter().any(|&it| it > Share::NONE));
        let entries = registers.iter().any(|it| it.missed > Share::NONE);
        [
            spreads || self.lists.iter().any(associates),
            matches || links || spurious || lies,
            faces || entries || links,
        ]
    }

    /// The same policy where only `causes` count.
    ///
    /// Rules, gates and sensors stay as they are, and so do their stakes: people know the same policy.
    /// A breach that does not count leaves the record of its citizen alone, and passes over ties all
    /// the same; an accusation that does not count is never made; a deed that no sensor may miss is
    /// seen. Points earned always count, since they restrict nobody.
    ///
    /// ```
    /// use society::scenario::{CauseSet, Policy, RestrictionCause};
    ///
    /// let policy = Policy::example();
    /// assert_eq!(policy.counting(CauseSet::ALL), policy);
    /// let alone = policy.counting(CauseSet::ALL.without(RestrictionCause::OthersDeeds));
    /// assert!(alone.spread.household.is_none());
    /// ```
    #[must_use]
    pub fn counting(&self, causes: CauseSet) -> Policy {
        let mut policy = Policy { counted: causes, ..self.clone() };
        // By the settings and not at each charge: without shares and chances a day never looks at ties.
        if !causes.has(RestrictionCause::OthersDeeds) {
            policy.spread = Spread::default();
            for list in &mut policy.lists {
                list.entry.association = Share::NONE;
                list.entry.association_monthly = Share::NONE;
            }
        }
        policy
    }
}
