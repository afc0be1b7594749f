//! Conditions of a reform: its day, and lists and bands that stay the same.

use super::policy;
use crate::scenario::twin::Twin;
use crate::scenario::violation::PolicyViolation;
use crate::scenario::{List, Policy, Society};
use crate::units::Day;

/// All violations of the reform with this number among those of a twin.
pub(super) fn violations(twin: &Twin, stage: usize, society: &Society) -> Vec<PolicyViolation> {
    let (day, days) = (twin.later[stage].day, society.days);
    let mut found = Vec::new();
    // Later than every reform before it, so that one misplaced day is one violation.
    let before = twin.later[..stage].iter().map(|stage| stage.day).max().unwrap_or(Day::FIRST);
    if day <= before {
        found.push(PolicyViolation::ReformNotLater { day, before });
    }
    if day >= Day(days) {
        found.push(PolicyViolation::ReformPastEnd { day, days });
    }
    found.extend(policy::violations(&twin.later[stage].policy, society));
    same_lists_and_bands(&mut found, twin, &twin.later[stage].policy);
    found
}

/// Citizens keep their lists by number, and tables have one name for each list and band. A policy
/// without a score has no bands: they are compared with those of the first policy with a score.
fn same_lists_and_bands(found: &mut Vec<PolicyViolation>, twin: &Twin, policy: &Policy) {
    let (here, first) = (lists(policy), lists(&twin.policy));
    if here != first {
        found.push(PolicyViolation::OtherLists { found: here, first });
    }
    let policies =
        std::iter::once(&twin.policy).chain(twin.later.iter().map(|stage| &stage.policy));
    let mut scored = policies.filter(|policy| policy.score.is_some());
    if let (Some(first), Some(_)) = (scored.next(), &policy.score) {
        let (here, first) = (bands(policy), bands(first));
        if here != first {
            found.push(PolicyViolation::OtherBands { found: here, first });
        }
    }
}

/// The lists of a policy, each with its color.
fn lists(policy: &Policy) -> Vec<String> {
    let color = |list: &List| list.color.name();
    policy.lists.iter().map(|list| format!("{} ({})", list.name, color(list))).collect()
}

/// The bands of a policy, from the lowest up.
fn bands(policy: &Policy) -> Vec<String> {
    policy.bands.iter().map(|band| band.name.clone()).collect()
}
