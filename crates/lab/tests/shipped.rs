//! The files that ship: they read, every number answers for itself, and they keep their promises.

use std::collections::BTreeSet;

use lab::scenario::{Changes, POLICIES, SCENARIOS, parse, read, starter};
use society::conduct::Agenda;
use society::population::Class;
use society::twins::Twins;
use society::units::Seed;

#[test]
fn every_scenario_that_ships_is_admitted() {
    for (name, _) in SCENARIOS {
        if let Err(mistakes) = read(name, &Changes::default()) {
            panic!("{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
    }
}

#[test]
fn every_number_that_ships_says_who_says_so() {
    for (policy, _) in POLICIES {
        let text = starter("it", policy).expect("it ships");
        let asked = parse("it.toml", &text, &Changes::default()).expect("it is admitted");
        assert!(asked.inventory.len() > 100, "{policy}: {}", asked.inventory.len());
        for (address, number) in &asked.inventory {
            assert!(!number.sources.is_empty(), "{policy}: {address} has no source");
        }
    }
}

/// A source that nothing names is a leftover.
#[test]
fn every_source_that_is_described_is_named() {
    for (name, text) in SCENARIOS.iter().chain(&POLICIES) {
        for line in text.lines() {
            if let Some(source) =
                line.strip_prefix("[source.").and_then(|rest| rest.strip_suffix(']'))
            {
                assert!(text.contains(&format!("\"{source}\"")), "{name}: {source} is never named");
            }
        }
    }
}

#[test]
fn each_of_the_six_policies_makes_a_world_of_its_own() {
    let changes =
        Changes { citizens: Some(2_000), days: Some(200), worlds: Some(1), ..Changes::default() };
    let asked = read("twins", &changes).expect("it is admitted");
    let mut twins = Twins::new(&asked.scenario, Seed(1));
    twins.live(&mut ());
    let names = asked.scenario.twins().iter().map(|twin| twin.policy.name.as_str());
    let policies: BTreeSet<&str> = names.collect();
    assert_eq!(policies.len(), POLICIES.len());
    let digests: BTreeSet<u64> =
        twins.worlds_mut().iter_mut().map(society::world::World::digest).collect();
    assert!(digests.len() >= POLICIES.len());
}

/// The speed of a day rests on this: some 0.17 occasions a citizen-day, children included.
#[test]
fn few_things_happen_to_most_citizens_on_most_days() {
    let asked = read("as-reported", &Changes::default()).expect("it is admitted");
    let twins = Twins::new(&asked.scenario, Seed(1));
    let agenda = Agenda::new(asked.scenario.society());
    let people = twins.population();
    let classes = (0..people.neighbourhoods()).flat_map(|number| people.cast(number).class.clone());
    let mean: f64 =
        classes.map(|class: Class| agenda.mean(class)).sum::<f64>() / f64::from(people.citizens());
    assert!((0.13..0.21).contains(&mean), "{mean}");
}

/// At most 20 bytes a citizen of what can change, dense columns and sparse tables together, at
/// the end of the four years of the default scenario.
#[test]
fn twenty_bytes_hold_what_can_change_about_a_citizen() {
    let changes = Changes { citizens: Some(20_000), ..Changes::default() };
    let asked = read("as-reported", &changes).expect("it is admitted");
    let mut twins = Twins::new(&asked.scenario, Seed(1));
    twins.live(&mut ());
    let bytes = twins.worlds()[0].bytes() as f64 / 20_000.0;
    assert!(bytes <= 20.0, "{bytes}");
}

#[track_caller]
fn refused(change: (&str, &str), expected: &[&str]) {
    let text = SCENARIOS[0].1;
    assert!(text.contains(change.0), "the scenario says {}", change.0);
    let mistakes = parse("my.toml", &text.replacen(change.0, change.1, 1), &Changes::default())
        .expect_err("the file has a mistake");
    let message = mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for part in expected {
        assert!(message.contains(part), "{part:?} is not in:\n{message}");
    }
}

#[test]
fn an_unknown_setting_is_refused_with_its_place_and_the_nearest_one() {
    refused(
        ("household = {", "houshold = {"),
        &[
            "unknown setting `population.houshold`",
            "my.toml:40:",
            "did you mean `population.household`?",
        ],
    );
}

#[test]
fn a_missing_setting_is_named() {
    refused(("seed = 2031", ""), &["`run.seed` is missing"]);
}

#[test]
fn a_share_above_one_is_refused_with_what_is_allowed() {
    refused(
        ("alike = { value = 0.3,", "alike = { value = 1.3,"),
        &["`population.alike` is 1.3", "within its own range, 0 to 1"],
    );
}

#[test]
fn a_number_without_its_described_source_is_refused() {
    refused(
        ("src = [\"axtell\"]", "src = [\"nobody\"]"),
        &["names the source `nobody`", "[source.nobody]"],
    );
}

#[test]
fn a_word_in_place_of_a_number_is_refused() {
    refused(("within = 0.05", "within = \"many\""), &["`stop.within` is \"many\"", "a number"]);
}

#[test]
fn a_number_that_is_none_is_refused() {
    for wrong in ["nan", "inf", "-inf"] {
        refused(("within = 0.05", &format!("within = {wrong}")), &["`stop.within`", "a number"]);
    }
}

#[test]
fn shares_that_do_not_sum_to_one_are_refused() {
    refused(
        ("working = { value = 0.6335", "working = { value = 0.5335"),
        &["`population.ages`", "shares that sum to 1"],
    );
}

#[test]
fn a_policy_that_is_not_there_is_refused() {
    refused(
        ("policy = \"as-reported\"", "policy = \"nowhere.toml\""),
        &["nowhere.toml", "cannot be read"],
    );
}

#[test]
fn a_baseline_that_is_no_twin_is_refused_with_the_twins_there_are() {
    refused(
        ("baseline = \"no_scheme\"", "baseline = \"nothing\""),
        &["`baseline` is \"nothing\"", "one of as-reported, no_scheme"],
    );
}

#[test]
fn a_twin_that_changes_what_is_not_there_is_refused() {
    let set = "say = \"the same people with the same luck, and no scheme\"\nset = { \"cameras.per_haed\" = 1 }";
    refused(
        ("say = \"the same people with the same luck, and no scheme\"\npolicy = \"none\"", set),
        &["unknown setting `cameras.per_haed`", "did you mean `cameras.per_head`?"],
    );
}

#[test]
fn what_looks_like_data_of_persons_is_refused_with_the_reason() {
    refused(
        ("[run]", "[run]\nphoto = \"a.png\""),
        &["`run.photo` looks like data of persons", "takes in nothing about real people"],
    );
}

#[test]
fn text_that_is_no_toml_is_refused_at_its_place() {
    refused(("schema = 1", "schema = = 1"), &["this is not TOML", "my.toml:"]);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text =
        SCENARIOS[0].1.replace("worlds = [32, 256]", "worlds = 0").replace("kin = {", "kins = {");
    let mistakes = parse("my.toml", &text, &Changes::default()).expect_err("it has two");
    assert!(mistakes.len() == 2, "{}", mistakes.len());
}
