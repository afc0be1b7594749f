//! Lists: blacklists and redlists, with their entry rules, exit rules and appeals.

use serde::{Deserialize, Serialize};

use crate::scenario::bounds::Bounds;
use crate::scenario::conduct::Conduct;
use crate::units::{PerYear, Score, Share};

/// The color of a list: harmful or favorable to those on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// A blacklist.
    Black,
    /// A redlist.
    Red,
}

impl Color {
    /// The word for it in files and tables.
    ///
    /// ```
    /// assert_eq!(society::scenario::Color::Red.name(), "red");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Color::Black => "black",
            Color::Red => "red",
        }
    }
}

/// A list with its entry rule and its exit rule.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The list's name.
    pub name: String,
    /// The color.
    pub color: Color,
    /// Reasons for a listing; any one is enough.
    pub entry: EntryRule,
    /// Ends of a listing; any one is enough, and none means never.
    pub exit: ExitRule,
    /// Notice from the decision until the listing takes effect, within [`List::NOTICE`] [days].
    pub notice: u16,
}

impl List {
    /// Bounds of the notice [days].
    pub const NOTICE: Bounds = Bounds::new(0.0..=365.0);

    /// Whether a citizen with this score leaves the list.
    ///
    /// A blacklist is left at the exit score or above, a redlist below it.
    #[must_use]
    pub(crate) fn is_left_at(&self, score: Score) -> bool {
        self.exit.score.is_some_and(|bound| match self.color {
            Color::Black => score >= bound,
            Color::Red => score < bound,
        })
    }
}

/// The reasons for a listing; empty by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryRule {
    /// A score below this one.
    pub score_below: Option<Score>,
    /// A score of this or more.
    pub score_from: Option<Score>,
    /// A court debt unpaid for this long, within [`EntryRule::DEBT_UNPAID`] [days].
    pub debt_unpaid: Option<u16>,
    /// A charge for a breach of any of these.
    pub charges: Vec<Conduct>,
    /// Probability for each adult of the household when a member enters another blacklist of the
    /// policy.
    pub association: Share,
    /// Monthly probability of the same while a member is on any blacklist, this one included
    /// [1/month].
    pub association_monthly: Share,
}

impl EntryRule {
    /// Bounds of the time before an unpaid debt leads to the list [days].
    pub const DEBT_UNPAID: Bounds = Bounds::new(1.0..=36_500.0);
}

/// The ends of a listing; empty by default, which leaves an appeal alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExitRule {
    /// Length of the listing, within [`ExitRule::AFTER`] [days].
    pub after: Option<u16>,
    /// A score of this or more (for a redlist: below it).
    pub score: Option<Score>,
    /// Payment of the debt that led to the listing.
    pub repair: bool,
    /// Rate at which a debtor on the list who cannot pay settles with the court, which counts as payment,
    /// within [`ExitRule::SETTLED`] [1/year].
    pub settled: PerYear,
}

impl Default for ExitRule {
    fn default() -> ExitRule {
        ExitRule { after: None, score: None, repair: false, settled: PerYear::NEVER }
    }
}

impl ExitRule {
    /// Bounds of the length of a listing [days].
    pub const AFTER: Bounds = Bounds::new(0.0..=36_500.0);
    // Drawn once a month: a higher rate could not show.
    /// Bounds of the rate of settlement [1/year].
    pub const SETTLED: Bounds = Bounds::new(0.0..=12.0);

    /// Whether only an appeal ends the listing.
    #[must_use]
    pub(crate) fn is_never(self) -> bool {
        self.after.is_none() && self.score.is_none() && !self.repair
    }
}

/// The right of appeal against a listing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Appeal {
    /// Probability that a citizen put on a blacklist appeals.
    pub lodged: Share,
    /// Time until the decision, within [`Appeal::DELAY`] [days].
    pub delay: u16,
    /// Probability of success where the listing is wrongful.
    pub if_wrong: Share,
    /// Probability of success where it is rightful.
    pub if_right: Share,
}

impl Appeal {
    /// Bounds of the time until the decision [days].
    pub const DELAY: Bounds = Bounds::new(1.0..=3650.0);
}

/// The number of a list, 0 to 3, in the order of the policy.
///
/// ```
/// use society::scenario::{ListId, Policy};
///
/// let policy = Policy::example();
/// assert_eq!(ListId::all(&policy.lists).len(), policy.lists.len());
/// assert_eq!(ListId::all(&policy.lists).next(), Some(ListId(0)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ListId(pub u8);

impl ListId {
    /// Words for the lists of a policy by their order, in names of measures.
    pub const WORDS: [&'static str; 4] = ["first", "second", "third", "fourth"];

    /// The numbers of `lists`, in order.
    pub fn all(lists: &[List]) -> impl ExactSizeIterator<Item = ListId> + Clone + use<> {
        (0..lists.len() as u8).map(ListId)
    }
}

impl From<ListId> for usize {
    #[inline]
    fn from(list: ListId) -> usize {
        list.0.into()
    }
}
