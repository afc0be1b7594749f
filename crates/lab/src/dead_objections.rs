//! Objections that cannot make a difference under a policy.

use society::scenario::{ByIncome, Conduct, Objecting, Objections, Policy};
use society::standing::{Gates, Lists, Standing};

/// Addresses of the settings, with the reason why each makes no difference.
pub(crate) fn dead_objections(policy: &Policy) -> Vec<(&'static str, &'static str)> {
    let Some(objections) = &policy.objections else { return Vec::new() };
    let Objections { charge, band, .. } = objections;
    if charge.is_none() && band.is_none() {
        return vec![("objection", "neither charges nor bands can be contested")];
    }
    // Without a consequence no breach comes on file, for a band no more than for itself.
    let no_charge = (!Conduct::ALL.into_iter().any(|conduct| can_be_contested(policy, conduct)))
        .then_some("no charge has a consequence that could be contested");
    let no_band = (!has_restricting_band(policy)).then_some("no band has a penalty");
    let ways =
        [("objection.charge", charge, no_charge), ("objection.band", band, no_charge.or(no_band))];
    let dead = ways.into_iter().filter_map(|(key, objecting, why)| {
        let why = why.or_else(|| nobody_objects(objecting.as_ref()?));
        objecting.and(why).map(|why| (key, why))
    });
    dead.collect()
}

/// The reason why nobody ever objects in one way.
fn nobody_objects(objecting: &Objecting) -> Option<&'static str> {
    let Objecting { told, wrong, right } = objecting;
    let none = |by: &ByIncome| by.poorest == 0.0 && by.richest == 0.0;
    if told.get() == 0.0 {
        Some("nobody is told")
    } else if none(wrong) && none(right) {
        Some("nobody objects")
    } else {
        None
    }
}

/// Whether a breach of a conduct costs points, money or a place on a list.
fn can_be_contested(policy: &Policy, conduct: Conduct) -> bool {
    let lists = policy.lists.iter().any(|list| {
        list.entry.charges.contains(&conduct)
            || conduct == Conduct::CourtDebt && list.entry.debt_unpaid.is_some()
    });
    policy
        .rule(conduct)
        .is_some_and(|rule| rule.broken.is_deduction() || rule.fine > 0.0 || rule.warning || lists)
}

/// Whether any band restricts by itself.
fn has_restricting_band(policy: &Policy) -> bool {
    let gates = Gates::new(policy);
    let alone = |band| Standing { band, lists: Lists::default() };
    (0..policy.bands.len() as u8).any(|band| gates.restricts(alone(band)))
}
