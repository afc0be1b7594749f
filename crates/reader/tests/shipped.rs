//! The files that ship: they read, every number answers for itself, and they keep their promises.

use std::collections::BTreeSet;

use reader::{Overrides, POLICIES, SCENARIOS, parse, read, starter};
use society::conduct::{ChoiceModels, OccasionSampler, Pressure, Situation};
use society::livelihood::{Circumstances, LivelihoodModel};
use society::population::{Class, Decile};
use society::scenario::Conduct;
use society::stakes::Stake;
use society::twins::Twins;
use society::units::{Disposition, Draw, Level, Seed};
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

/// At most 18 bytes a citizen of what can change, dense columns and sparse tables together, at
/// the end of the four years of the default scenario.
#[test]
fn eighteen_bytes_hold_what_can_change_about_a_citizen() {
    let changes = Overrides { citizens: Some(20_000), ..Overrides::default() };
    let asked = read("as-reported", &changes).expect("it is admitted");
    let mut twins = Twins::new(&asked.scenario, Seed(1));
    twins.run(&mut ());
    let bytes = twins.worlds()[0].bytes() as f64 / 20_000.0;
    assert!(bytes <= 18.0, "{bytes}");
}

/// The share of breaches of `conduct` under `as-reported` with this pressure, over a normal
/// disposition and the usual hardship of each income tenth.
fn share_of_breaches(conduct: Conduct, pressure: Pressure) -> f64 {
    let loaded = read("as-reported", &Overrides::default()).expect("it ships");
    let (society, policy) = (loaded.scenario.society(), &loaded.scenario.twins()[0].policy);
    let models = ChoiceModels::new(society, policy);
    let livelihood = LivelihoodModel::new(society);
    let draws = || (0..512u32).map(|at| Draw((at << 23) + (1 << 22)));
    let (mut breaches, mut all) = (0.0, 0.0);
    for z in -96..=96i8 {
        let sigma = f64::from(z) / 32.0;
        let weight = libm::exp(-sigma * sigma / 2.0);
        for decile in Decile::ALL {
            let hardship = livelihood.usual(Circumstances { decile, works: true });
            let at = Situation { pressure, hardship, ..Situation::default() };
            let breaks =
                |&draw: &Draw| models.model(conduct).breaks(Disposition(z), &at, false, draw);
            breaches += weight * draws().filter(breaks).count() as f64 / 512.0;
            all += weight;
        }
    }
    breaches / all
}

/// The weights of certainty hold at the condition of their studies: a sanction that is sure, and what
/// those studies threatened at stake.
#[test]
fn a_sure_sanction_deters_as_much_as_the_studies_found() {
    let sure = Stake::FULL.pressure(Level::FULL);
    // Vehicles over the limit at speed cameras; sensitive views after June 2013.
    for (conduct, published) in [(Conduct::Driving, -0.52), (Conduct::Speaking, -0.235)] {
        let [free, watched] = [Pressure(0), sure].map(|at| share_of_breaches(conduct, at));
        let change = watched / free - 1.0;
        assert!((change - published).abs() < 0.01, "{conduct:?}: {change:.4}, not {published}");
    }
}
