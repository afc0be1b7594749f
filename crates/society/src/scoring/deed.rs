//! The reason behind a move of a score, a listing or a restriction: a conduct, or none.

use serde::{Deserialize, Serialize};

use crate::scenario::Conduct;

/// The reason behind a move of a score, a listing or a restriction.
///
/// In one byte: a conduct leaves values of its byte to spare. Reasons without a conduct are numbered
/// after the last conduct.
///
/// ```
/// use society::{scenario::Conduct, scoring::Deed};
///
/// assert_eq!(Deed::from(Conduct::Driving).name(), "driving");
/// assert_eq!(Deed::Ties.number(), Conduct::COUNT);
/// assert!(Deed::all().enumerate().all(|(number, deed)| deed.number() == number));
/// assert_eq!(size_of::<Deed>(), 1);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// A conduct of the citizen, or one put to them by an error.
    Conduct(Conduct),
    /// A charge to somebody else, over ties.
    Ties,
    /// The listing of somebody at home.
    Association,
    /// The score of the first day; a history is opened with it, and overwritten at once.
    #[default]
    FirstDay,
    /// The return of the score toward its start.
    Forgetting,
    /// Other rules than yesterday.
    Reform,
    /// Points given back by an appeal, and the appeal itself.
    Redress,
    /// The end of another listing, with what it brought.
    ListEnd,
    /// Gains alone, of a whole period of the schedule.
    Gains,
}

impl Deed {
    /// The reasons without a conduct, in the order of their numbers.
    pub const OTHERS: [Deed; 8] = [
        Deed::Ties,
        Deed::Association,
        Deed::FirstDay,
        Deed::Forgetting,
        Deed::Reform,
        Deed::Redress,
        Deed::ListEnd,
        Deed::Gains,
    ];

    /// Reasons, with and without a conduct.
    pub const COUNT: usize = Conduct::COUNT + Deed::OTHERS.len();

    /// Every reason, in the order of its number: conducts first.
    pub fn all() -> impl Iterator<Item = Deed> {
        Conduct::ALL.into_iter().map(Deed::Conduct).chain(Deed::OTHERS)
    }

    /// The conduct; `None` for a reason without one.
    ///
    /// ```
    /// use society::{scenario::Conduct, scoring::Deed};
    ///
    /// assert_eq!(Deed::Conduct(Conduct::Bills).conduct(), Some(Conduct::Bills));
    /// assert_eq!(Deed::Reform.conduct(), None);
    /// ```
    #[must_use]
    pub const fn conduct(self) -> Option<Conduct> {
        match self {
            Deed::Conduct(conduct) => Some(conduct),
            _ => None,
        }
    }

    /// The number: that of the conduct, or one after the last.
    #[must_use]
    pub const fn number(self) -> usize {
        match self {
            Deed::Conduct(conduct) => conduct as usize,
            Deed::Ties => Conduct::COUNT,
            Deed::Association => Conduct::COUNT + 1,
            Deed::FirstDay => Conduct::COUNT + 2,
            Deed::Forgetting => Conduct::COUNT + 3,
            Deed::Reform => Conduct::COUNT + 4,
            Deed::Redress => Conduct::COUNT + 5,
            Deed::ListEnd => Conduct::COUNT + 6,
            Deed::Gains => Conduct::COUNT + 7,
        }
    }

    /// The name in tables and in the names of measures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Deed::Conduct(conduct) => conduct.name(),
            Deed::Ties => "over-ties",
            Deed::Association => "association",
            Deed::FirstDay => "first-day",
            Deed::Forgetting => "forgetting",
            Deed::Reform => "reform",
            Deed::Redress => "redress",
            Deed::ListEnd => "end-of-listing",
            Deed::Gains => "gains",
        }
    }
}

impl From<Conduct> for Deed {
    fn from(conduct: Conduct) -> Deed {
        Deed::Conduct(conduct)
    }
}

impl Ord for Deed {
    fn cmp(&self, other: &Deed) -> std::cmp::Ordering {
        self.number().cmp(&other.number())
    }
}

impl PartialOrd for Deed {
    fn partial_cmp(&self, other: &Deed) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
