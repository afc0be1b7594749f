//! Validation: every condition that a scenario must meet, checked in one pass.
//!
//! [`Scenario::validated`](super::Scenario::validated) is the only way to a scenario, so that
//! nothing past this module has to fail.

mod policy;
mod reform;
mod scale;
mod society;
mod within;

use within::within;

use super::society::Society;
use super::twin::{self, Twin, TwinId};
use super::violation::{PolicyPlace, PolicyViolation, Violation};

/// All violations of these parts, in the order of the parts.
pub(super) fn violations(society: &Society, twins: &[Twin], baseline: TwinId) -> Vec<Violation> {
    let mut found = society::violations(society);
    within(&mut found, "twins", twins.len() as f64, twin::COUNT);
    if baseline.0 >= twins.len() {
        found.push(Violation::NoBaseline { found: baseline.0, twins: twins.len() });
    }
    for (number, twin) in twins.iter().enumerate() {
        // Each name against all before it: with at most 64 twins, no set is needed.
        if twins[..number].iter().any(|other| other.name == twin.name) {
            found.push(Violation::TwinNameTaken { name: twin.name.clone() });
        }
        let mut at_stage = |stage, violations: Vec<PolicyViolation>| {
            let place = PolicyPlace { twin: number, name: twin.name.clone(), stage };
            let at = |violation| Violation::Policy { place: place.clone(), violation };
            found.extend(violations.into_iter().map(at));
        };
        at_stage(None, policy::violations(&twin.policy, society));
        for stage in 0..twin.later.len() {
            at_stage(Some(stage), reform::violations(twin, stage, society));
        }
    }
    found
}
