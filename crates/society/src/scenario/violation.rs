//! Violations: conditions that a scenario must meet and does not, one variant each.
//!
//! A violation carries facts, never a sentence: readers of files find the setting by its address
//! and word the message for the author of the file. [`Display`](std::fmt::Display) words it for a
//! program that builds scenarios itself.

mod scale;

pub use scale::{ScaleViolation, ScoreRange};

use std::fmt;

use super::bounds::Bounds;
use super::conduct::Conduct;
use super::register::Register;
use crate::units::Day;

/// A number outside its bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfBounds {
    /// The setting, as an address within its part: `population.kin`, `cameras.per_head`.
    pub key: String,
    /// The number found.
    pub found: f64,
    /// The bounds that it exceeds.
    pub bounds: Bounds,
}

/// A condition that a scenario does not meet.
///
/// ```
/// use society::scenario::{Bounds, OutOfBounds, Violation};
///
/// let key = "population.kin".to_owned();
/// let kin = Violation::OutOfBounds(OutOfBounds { key, found: 9.0, bounds: Bounds::new(0.0..=8.0) });
/// assert_eq!(kin.to_string(), "`population.kin` is 9, but must be 0 to 8");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Violation {
    /// A number of the society outside its bounds, or a number of twins.
    OutOfBounds(OutOfBounds),
    /// Shares that do not sum to 1.
    Sum {
        /// The setting with the shares: `population.ages`, `group` or `place`.
        key: &'static str,
        /// Their sum.
        found: f64,
    },
    /// A share of breaches that is 0 or 1, and so has no logit.
    CertainBreach {
        /// The conduct.
        conduct: Conduct,
        /// Its share of breaches, 0 or 1.
        found: f64,
    },
    /// A warm-up that is no number of whole years.
    WarmUp {
        /// Its length [days].
        found: u16,
    },
    /// Help by a conduct that is no good deed.
    HelpByNoVirtue {
        /// The conduct.
        found: Conduct,
    },
    /// A baseline that is the number of no twin.
    NoBaseline {
        /// The number found.
        found: usize,
        /// The number of twins.
        twins: usize,
    },
    /// A name shared by two twins.
    TwinNameTaken {
        /// The name.
        name: String,
    },
    /// A condition that a policy does not meet.
    Policy {
        /// The policy's place among the twins.
        place: PolicyPlace,
        /// The condition.
        violation: PolicyViolation,
    },
}

/// The place of a policy in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyPlace {
    /// The number of the twin, from 0.
    pub twin: usize,
    /// The name of the twin.
    pub name: String,
    /// The number of the reform among [`super::Twin::later`]; `None` for the first policy.
    pub stage: Option<usize>,
}

/// A condition that one policy does not meet.
///
/// ```
/// use society::scenario::{Policy, PolicyViolation, Scenario, Twin, TwinId, Violation};
///
/// let example = Scenario::example();
/// let scoreless = Policy { score: None, ..Policy::example() };
/// let twins = vec![Twin { policy: scoreless, ..example.twins()[0].clone() }];
/// let found = Scenario::validated(example.society().clone(), twins, TwinId(0), example.seed());
/// assert!(found.is_err_and(|all| all.iter().any(|violation| matches!(
///     violation,
///     Violation::Policy { violation: PolicyViolation::BandsWithoutScore { found: 3 }, .. }
/// ))));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum PolicyViolation {
    /// A number outside its bounds.
    OutOfBounds(OutOfBounds),
    /// A factor of the cameras given for more or fewer groups than the society has.
    GroupCount {
        /// The setting with the factors.
        key: &'static str,
        /// The number of factors.
        found: usize,
        /// The number of groups.
        groups: usize,
    },
    /// Missed and false links of a group that sum to more than 1.
    LinkErrors {
        /// The register.
        register: Register,
        /// Their sum.
        found: f64,
    },
    /// Weights of entries without a deed that are all 0.
    SpuriousOfNothing {
        /// The register.
        register: Register,
    },
    /// Bands where there is no score.
    BandsWithoutScore {
        /// The number of bands.
        found: usize,
    },
    /// Rules with points where there is no score.
    PointsWithoutScore {
        /// The first such conduct.
        conduct: Conduct,
    },
    /// A list with an entry or an exit by score where there is no score.
    ListByScore {
        /// The list.
        list: String,
    },
    /// A scale without extent, or a start or bands that do not fit it.
    Scale(ScaleViolation),
    /// An effect of a band or a list that the policy does not have.
    EffectOfNothing {
        /// The effect.
        effect: String,
    },
    /// A fine or an admission that falls on a household.
    EffectOnHousehold {
        /// The effect.
        effect: String,
    },
    /// A reform on a day no later than the reform before it.
    ReformNotLater {
        /// Its day [days].
        day: Day,
        /// The day of the reform before it, 0 for the first day of the scenario [days].
        before: Day,
    },
    /// A reform past the last day of the scenario.
    ReformPastEnd {
        /// Its day [days].
        day: Day,
        /// The length of the simulation [days].
        days: u16,
    },
    /// A reform that adds, removes, renames or recolors lists.
    OtherLists {
        /// The lists of the reform, as `name (color)`.
        found: Vec<String>,
        /// The lists of the first policy.
        first: Vec<String>,
    },
    /// A reform that adds, removes or renames bands.
    OtherBands {
        /// The bands of the reform.
        found: Vec<String>,
        /// The bands of the first policy with a score.
        first: Vec<String>,
    },
}

impl From<OutOfBounds> for Violation {
    fn from(number: OutOfBounds) -> Violation {
        Violation::OutOfBounds(number)
    }
}

impl From<OutOfBounds> for PolicyViolation {
    fn from(number: OutOfBounds) -> PolicyViolation {
        PolicyViolation::OutOfBounds(number)
    }
}

impl fmt::Display for OutOfBounds {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "`{}` is {}, but must be {}", self.key, self.found, self.bounds)
    }
}

impl fmt::Display for PolicyPlace {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "twin {}", self.name)?;
        self.stage.map_or(Ok(()), |stage| write!(to, ", reform {}", stage + 1))
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Violation::OutOfBounds(number) => number.fmt(to),
            Violation::Sum { key, found } => {
                write!(to, "shares of `{key}` sum to {found}, not to 1")
            }
            Violation::CertainBreach { conduct, found } => write!(
                to,
                "`conduct.{}.breaks` is {found}, but must lie strictly between 0 and 1",
                conduct.name()
            ),
            Violation::WarmUp { found } => {
                write!(to, "`run.warm_up` is {found}, but must be whole years of 365 days")
            }
            Violation::HelpByNoVirtue { found } => {
                write!(to, "`helping.by` is {}, which is no good deed", found.name())
            }
            Violation::NoBaseline { found, twins } => {
                write!(to, "the baseline is twin {found} of {twins}")
            }
            Violation::TwinNameTaken { name } => write!(to, "two twins are called {name}"),
            Violation::Policy { place, violation } => write!(to, "{place}: {violation}"),
        }
    }
}

impl fmt::Display for PolicyViolation {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        use PolicyViolation as It;
        match self {
            It::OutOfBounds(number) => number.fmt(to),
            It::GroupCount { key, found, groups } => {
                write!(to, "`{key}` has {found} factors for {groups} groups")
            }
            It::LinkErrors { register, found } => {
                write!(to, "missed and false links of `{}` sum to {found}", register.name())
            }
            It::SpuriousOfNothing { register } => {
                write!(to, "spurious entries of `{}` accuse of nothing", register.name())
            }
            It::BandsWithoutScore { found } => write!(to, "{found} bands without a score"),
            It::PointsWithoutScore { conduct } => {
                write!(to, "points for `{}` without a score", conduct.name())
            }
            It::ListByScore { list } => write!(to, "list {list} goes by a score that is not there"),
            It::OtherLists { found, first } => {
                write!(to, "lists {} in place of {}", found.join(", "), first.join(", "))
            }
            It::OtherBands { found, first } => {
                write!(to, "bands {} in place of {}", found.join(", "), first.join(", "))
            }
            It::EffectOfNothing { effect } => {
                write!(to, "effect {effect} goes by a band or list that is not there")
            }
            It::EffectOnHousehold { effect } => {
                write!(to, "effect {effect} has one addressee, not a household")
            }
            It::ReformNotLater { day, before } => {
                write!(to, "a reform on day {day}, not after day {before}")
            }
            It::ReformPastEnd { day, days } => {
                write!(to, "a reform on day {day} of {days} days")
            }
            It::Scale(violation) => violation.fmt(to),
        }
    }
}
