//! Record linkage by registers: false links and missed links at published rates.

use super::interval::DrawInterval;
use crate::population::GroupId;
use crate::scenario::RegisterRules;
use crate::units::{Draw, Share, Threshold};

/// The outcome of linking a deed's record to a citizen, in the order of the draws that lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkOutcome {
    /// Linked to another citizen.
    FalseLink,
    /// Linked to the right citizen.
    Linked,
    /// Linked to no one.
    Missed,
}

/// The error model of one register, as bounds of one draw for each of up to four groups.
///
/// ```text
/// draw   0 ······ false_link[group] ······ linked ······ 2³²
///          FalseLink                Linked        Missed
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Linkage {
    false_link: [Threshold; 4],
    linked: Threshold,
}

impl Linkage {
    pub(super) fn new(rules: &RegisterRules) -> Linkage {
        let false_link = |factor: f64| Share::clamped(rules.false_link.get() * factor).threshold();
        Linkage {
            false_link: rules.false_link_by_group.map(false_link),
            linked: rules.missed.rest().threshold(),
        }
    }

    /// The draws that lead to [`LinkOutcome::Missed`].
    #[inline]
    #[must_use]
    pub fn missed(&self) -> DrawInterval {
        DrawInterval::above(self.linked)
    }

    /// The outcome for a deed of someone of `group`, by `draw`.
    #[inline]
    #[must_use]
    pub fn outcome(&self, group: GroupId, draw: Draw) -> LinkOutcome {
        let bounds = [self.false_link[usize::from(group)], self.linked];
        // Counted, not compared in turn, as in [`Detection::outcome`](super::Detection::outcome).
        match bounds.map(|bound| u8::from(!bound.admits(draw))).iter().sum() {
            0 => LinkOutcome::FalseLink,
            1 => LinkOutcome::Linked,
            2.. => LinkOutcome::Missed,
        }
    }
}
