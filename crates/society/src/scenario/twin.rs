//! Twins: one society under several policies, with the same people and the same draws.

use super::bounds::Bounds;
use super::policy::Policy;
use crate::units::Day;

/// Bounds of the number of twins of a scenario, the policy under study included.
pub(super) const COUNT: Bounds = Bounds::new(1.0..=64.0);

/// A twin of a scenario, by its place: 0 is the policy under study.
///
/// ```
/// use society::scenario::{Scenario, TwinId};
///
/// let example = Scenario::example();
/// assert_eq!(example.twin(TwinId::STUDIED).name, "example");
/// assert_eq!(example.twin(example.baseline()).name, "none");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TwinId(pub usize);

impl TwinId {
    /// The policy under study, the first twin of every scenario.
    pub const STUDIED: TwinId = TwinId(0);
}

/// A twin: a named policy for the same people with the same draws.
///
/// The first twin of a scenario is the policy under study; each other twin changes it, or is
/// another policy.
///
/// ```
/// use society::scenario::{Policy, Twin};
///
/// let none = Twin {
///     name: "no-scheme".to_owned(),
///     say: "nothing is scored".to_owned(),
///     policy: Policy::none(),
///     later: Vec::new(),
/// };
/// assert!(none.policy.lists.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// The twin's name in tables and sentences, unlike that of every other twin.
    pub name: String,
    /// The change against the policy under study, in one line.
    pub say: String,
    /// The policy from the first day on.
    pub policy: Policy,
    /// Reforms in the order of their days; none for most twins.
    pub later: Vec<Stage>,
}

/// A reform: the policy from the morning of a day on.
///
/// A reform can change everything in a policy but the number, the names and the colors of its lists
/// and bands. Whole mechanisms can come or go, the score included, and its bands with it.
///
/// # Effect on the morning of the reform
///
/// Before that morning's messages are delivered:
///
/// - **State is kept**: the score, listings, debts, hardship, certainty, ties cut. A score outside
///   a new scale moves to its nearest end, which counts as cut off there.
/// - **Gates, bands and penalties apply at once.** The restriction of every citizen is compared
///   anew.
/// - **Entry rules apply forward only.** No citizen is listed for a score or a debt of before; the
///   next fall and the next debt decide. A notice that runs keeps its day, and so does the term of
///   a debt unless the new term is longer. Where debts no longer lead to the list, no running term
///   does.
/// - **Exit rules apply at once** to those on a list. A citizen who meets a new exit by score, or by
///   repair with nothing owed, leaves that morning. Where the length of a listing changes, appears
///   or ends, the term of everyone on the list starts again.
/// - **Appeals.** Where the right of appeal is new, everyone on a blacklist can appeal that day;
///   where it is abolished, pending appeals lapse. Otherwise they keep their day.
/// - **Objections.** Charges come on file from the first day of the right to object; where it is
///   abolished, pending objections lapse. Otherwise they keep their day.
/// - **Messages and late entries** in transit arrive as sent and are charged by the new rules.
/// - **Monthly caps and repeats** keep their counts where a conduct still has them, and start at
///   zero where they are new.
/// - **Pending charges** are released that morning if the new update is neither monthly nor yearly.
/// - **The score.** A new score starts at its start for everyone. Where the score ends, points
///   lapse, and so do listings on a list that only a score led to.
///
/// # Known limits
///
/// Monthly events, such as a fine for one's standing, follow the policy of their day.
///
/// # Example
///
/// ```
/// use society::scenario::{Policy, Scenario, Stage, Twin, TwinId};
/// use society::units::Day;
///
/// // An amnesty: the lists stay, and no effect remains from day 30 on.
/// let amnesty = Policy { effects: Vec::new(), ..Policy::example() };
/// let example = Scenario::example();
/// let twin = Twin {
///     name: "amnesty".to_owned(),
///     later: vec![Stage { day: Day(30), policy: amnesty }],
///     ..example.twins()[0].clone()
/// };
/// let twins = vec![example.twins()[0].clone(), twin];
/// assert!(Scenario::validated(example.society().clone(), twins, TwinId::STUDIED, example.seed()).is_ok());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The first day of the policy, from 1 to the last day of the scenario [days].
    pub day: Day,
    /// The policy from the morning of that day on.
    pub policy: Policy,
}
