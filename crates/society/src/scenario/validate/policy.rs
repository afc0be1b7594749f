//! Conditions of one policy.

use super::scale;
use super::within::within;
use crate::scenario::conduct::Conduct;
use crate::scenario::register::Register;
use crate::scenario::violation::PolicyViolation;
use crate::scenario::{
    Appeal, Bounds, ByIncome, Cameras, EffectTarget, EntryRule, ExitRule, Informants, List,
    Objecting, Objections, Policy, RegisterRules, Rule, Society,
};

/// All violations of a policy of this society, in the order of its parts.
pub(super) fn violations(policy: &Policy, society: &Society) -> Vec<PolicyViolation> {
    let mut found = Vec::new();
    if let Some(cameras) = &policy.cameras {
        self::cameras(&mut found, cameras, society.population.groups.len());
    }
    for (&register, rules) in Register::ALL.iter().zip(&policy.registers) {
        rules.iter().for_each(|rules| self::register(&mut found, register, rules));
    }
    if let Some(Informants { lies, .. }) = policy.informants {
        within(&mut found, "informants.lies", lies.get(), Informants::LIES);
    }
    for (&conduct, rule) in Conduct::ALL.iter().zip(&policy.rules) {
        rule.iter().for_each(|rule| self::rule(&mut found, conduct, rule));
    }
    scale::check(&mut found, policy);
    lists(&mut found, policy);
    effects(&mut found, policy);
    if let Some(Appeal { delay, .. }) = policy.appeal {
        within(&mut found, "appeal.delay", delay.into(), Appeal::DELAY);
    }
    policy.objections.iter().for_each(|objections| self::objections(&mut found, objections));
    found
}

fn objections(found: &mut Vec<PolicyViolation>, objections: &Objections) {
    let numbers = [
        ("window", objections.window.into(), Objections::WINDOW),
        ("delay", objections.delay.into(), Objections::DELAY),
        ("fee.poorest", objections.fee.poorest, Objections::FEE),
        ("fee.richest", objections.fee.richest, Objections::FEE),
        ("days_lost", objections.days_lost.into(), Objections::DAYS_LOST),
    ];
    for (key, number, bounds) in numbers {
        within(found, format!("objection.{key}"), number, bounds);
    }
    if let Some(capacity) = objections.capacity {
        within(found, "objection.capacity", capacity, Objections::CAPACITY);
    }
    let ways = [("charge", objections.charge), ("band", objections.band)];
    for (way, Objecting { wrong, right, .. }) in
        ways.into_iter().filter_map(|(way, objecting)| Some((way, objecting?)))
    {
        for (truth, ByIncome { poorest, richest }) in [("wrong", wrong), ("right", right)] {
            let at = |tenth: &str| format!("objection.{way}.{truth}.{tenth}");
            within(found, at("poorest"), poorest, Bounds::SHARE);
            within(found, at("richest"), richest, Bounds::SHARE);
        }
    }
}

fn cameras(found: &mut Vec<PolicyViolation>, cameras: &Cameras, groups: usize) {
    let numbers = [
        ("per_head", cameras.per_head, Cameras::PER_HEAD),
        ("reach", cameras.reach, Cameras::REACH),
        ("passes", cameras.passes, Cameras::PASSES),
        ("gallery", cameras.gallery as f64, Cameras::GALLERY),
        ("quality", cameras.quality, Cameras::QUALITY),
        ("unenrolled", cameras.unenrolled, Cameras::UNENROLLED),
    ];
    for (key, number, bounds) in numbers {
        within(found, format!("cameras.{key}"), number, bounds);
    }
    let by_group = [
        ("cameras.false_match_by_group", cameras.false_match_by_group.len()),
        ("cameras.missed_by_group", cameras.missed_by_group.len()),
    ];
    for (key, length) in by_group {
        if length != groups {
            found.push(PolicyViolation::GroupCount { key, found: length, groups });
        }
    }
    for &factor in &cameras.false_match_by_group {
        within(found, "cameras.false_match_by_group", factor, Cameras::FALSE_MATCH_BY_GROUP);
    }
}

fn register(found: &mut Vec<PolicyViolation>, register: Register, rules: &RegisterRules) {
    let at = |key: &str| format!("register.{}.{key}", register.name());
    within(found, at("delay"), rules.delay.into(), RegisterRules::DELAY);
    within(found, at("weight"), rules.weight, RegisterRules::WEIGHT);
    for factor in rules.false_link_by_group {
        let bounds = RegisterRules::FALSE_LINK_BY_GROUP;
        within(found, at("false_link_by_group"), factor, bounds);
        // A factor out of bounds is one violation, not a second one for the sum it leads to.
        let errors = rules.missed.get() + rules.false_link.get() * factor;
        if bounds.contains(factor) && errors > 1.0 {
            found.push(PolicyViolation::LinkErrors { register, found: errors });
        }
    }
    within(found, at("spurious"), rules.spurious.get(), RegisterRules::SPURIOUS);
    let Some(weights) = rules.spurious_of else { return };
    for (conduct, weight) in Conduct::ALL.into_iter().zip(weights) {
        let key = at(&format!("spurious_of.{}", conduct.name()));
        within(found, key, weight, RegisterRules::SPURIOUS_OF);
    }
    if weights.iter().all(|&weight| weight == 0.0) {
        found.push(PolicyViolation::SpuriousOfNothing { register });
    }
}

fn rule(found: &mut Vec<PolicyViolation>, conduct: Conduct, rule: &Rule) {
    let at = |key: &str| format!("rule.{}.{key}", conduct.name());
    within(found, at("kept"), rule.kept.as_points(), Rule::KEPT);
    within(found, at("broken"), rule.broken.as_points(), Rule::BROKEN);
    within(found, at("repeat"), rule.repeat, Rule::REPEAT);
    within(found, at("fine"), rule.fine, Rule::FINE);
    if let Some(times) = rule.monthly_cap {
        within(found, at("monthly_cap"), times.into(), Rule::MONTHLY_CAP);
    }
}

fn lists(found: &mut Vec<PolicyViolation>, policy: &Policy) {
    within(found, "list", policy.lists.len() as f64, Policy::LISTS);
    for List { name, entry, exit, notice, .. } in &policy.lists {
        let at = |key: &str| format!("list.{name}.{key}");
        within(found, at("notice"), (*notice).into(), List::NOTICE);
        if let Some(days) = entry.debt_unpaid {
            within(found, at("debt_unpaid"), days.into(), EntryRule::DEBT_UNPAID);
        }
        if let Some(days) = exit.after {
            within(found, at("exit_after"), days.into(), ExitRule::AFTER);
        }
        within(found, at("exit_settled"), exit.settled.get(), ExitRule::SETTLED);
        let by_score =
            [entry.score_below, entry.score_from, exit.score].iter().any(Option::is_some);
        if by_score && policy.score.is_none() {
            found.push(PolicyViolation::ListByScore { list: name.clone() });
        }
    }
}

fn effects(found: &mut Vec<PolicyViolation>, policy: &Policy) {
    within(found, "effect", policy.effects.len() as f64, Policy::EFFECTS);
    for effect in &policy.effects {
        // By number: past the end, an effect would apply to nobody, and no name would show it.
        let bands = effect.bands.iter().all(|&band| usize::from(band) < policy.bands.len());
        let lists = effect.lists.iter().all(|&list| usize::from(list) < policy.lists.len());
        if !bands || !lists {
            found.push(PolicyViolation::EffectOfNothing { effect: effect.name.clone() });
        }
        if effect.falls_on == EffectTarget::Household && !effect.does.is_shareable() {
            found.push(PolicyViolation::EffectOnHousehold { effect: effect.name.clone() });
        }
    }
}
