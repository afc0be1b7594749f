//! Causes of restriction, and the set of them that count in a policy.
//!
//! All of them count in a policy of a file. A twin in which some do not is made to tell them apart:
//! the difference of two such twins is due to the one cause that only one of them counts.

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
