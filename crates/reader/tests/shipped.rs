//! The files that ship: they read, every number answers for itself, and they keep their promises.

use std::collections::BTreeSet;

use reader::{Overrides, POLICIES, SCENARIOS, parse, read, starter};
use society::conduct::OccasionSampler;
use society::population::Class;
use society::twins::Twins;
use society::units::Seed;
use society::world::Digest;

#[test]
fn every_scenario_that_ships_is_admitted() {
    for (name, _) in SCENARIOS {
        if let Err(mistakes) = read(name, &Overrides::default()) {
            panic!("{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
    }
}

#[test]
fn every_number_that_ships_says_who_says_so() {
    for (policy, _) in POLICIES {
        let text = starter("it", policy).expect("it ships");
        let asked = parse("it.toml", &text, &Overrides::default()).expect("it is admitted");
        assert!(asked.inventory().len() > 100, "{policy}: {}", asked.inventory().len());
        for (address, number) in asked.inventory() {
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
    let changes = Overrides {
        citizens: Some(2_000),
        days: Some(200),
        worlds: Some(1),
        ..Overrides::default()
    };
    let asked = read("twins", &changes).expect("it is admitted");
    let mut twins = Twins::new(&asked.scenario, Seed(1));
    twins.run(&mut ());
    let names = asked.scenario.twins().iter().map(|twin| twin.policy.name.as_str());
    let policies: BTreeSet<&str> = names.collect();
    assert_eq!(policies.len(), POLICIES.len());
    let digests: BTreeSet<Digest> =
        twins.worlds_mut().iter_mut().map(society::world::World::digest).collect();
    assert!(digests.len() >= POLICIES.len());
}

/// The speed of a day rests on this: some 0.17 occasions a citizen-day, children included.
#[test]
fn few_things_happen_to_most_citizens_on_most_days() {
    let asked = read("as-reported", &Overrides::default()).expect("it is admitted");
    let twins = Twins::new(&asked.scenario, Seed(1));
    let people = twins.population();
    let agenda = OccasionSampler::new(asked.scenario.society(), people);
    let classes = people.neighborhoods().flat_map(|number| people.residents(number).class.clone());
    let mean: f64 = classes.map(|class: Class| agenda.mean(class).a_day()).sum::<f64>()
        / f64::from(people.citizens());
    assert!((0.13..0.21).contains(&mean), "{mean}");
}

/// At most 16 bytes a citizen of what can change, dense columns and sparse tables together, at
/// the end of the four years of the default scenario.
#[test]
fn sixteen_bytes_hold_what_can_change_about_a_citizen() {
    let changes = Overrides { citizens: Some(20_000), ..Overrides::default() };
    let asked = read("as-reported", &changes).expect("it is admitted");
    let mut twins = Twins::new(&asked.scenario, Seed(1));
    twins.run(&mut ());
    let bytes = twins.worlds()[0].bytes() as f64 / 20_000.0;
    assert!(bytes <= 16.0, "{bytes}");
}
