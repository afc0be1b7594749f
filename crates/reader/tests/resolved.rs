//! A scenario with every setting spelled out means what it meant before, to the last byte.

use reader::{LoadedScenario, Overrides, SCENARIOS, parse, read};
use society::scenario::{Scenario, Twin};
use society::twins::Twins;
use society::units::Seed;
use society::world::{Digest, World};

/// The scenario without the names of its policies, which spelling out changes.
fn nameless(asked: &LoadedScenario) -> Scenario {
    let twin = |twin: &Twin| {
        let mut twin = twin.clone();
        twin.policy.name.clear();
        twin.later.iter_mut().for_each(|stage| stage.policy.name.clear());
        twin
    };
    let of = &asked.scenario;
    let twins = of.twins().iter().map(twin).collect();
    Scenario::validated(of.society().clone(), twins, of.baseline(), of.seed())
        .expect("it was admitted")
}

fn small() -> Overrides {
    Overrides { citizens: Some(2_000), days: Some(800), ..Overrides::default() }
}

/// Each scenario that ships, small, and what its spelled-out text reads as.
fn pairs() -> impl Iterator<Item = (&'static str, LoadedScenario, LoadedScenario)> {
    SCENARIOS.iter().map(|(name, _)| {
        let once = read(name, &small()).expect("it is admitted");
        let again = parse("resolved.toml", &once.resolved, &Overrides::default());
        let again = again.unwrap_or_else(|mistakes| panic!("{name}: {}", mistakes[0]));
        (*name, once, again)
    })
}

#[test]
fn what_is_spelled_out_means_the_same() {
    for (name, once, again) in pairs() {
        assert_eq!(nameless(&once), nameless(&again), "{name}");
        let of =
            |asked: &LoadedScenario| (asked.id.clone(), asked.title.clone(), asked.stop.clone());
        assert_eq!(of(&once), of(&again), "{name}");
    }
}

/// Changes of the first day are merged into the settings, and a run is reported from its spelled-out file.
#[test]
fn what_is_spelled_out_names_every_change_of_its_reform() {
    let mut first_day = 0;
    for (name, once, again) in pairs() {
        assert_eq!(once.reform, again.reform, "{name}");
        assert_eq!(once.asked, again.asked, "{name}");
        assert!(once.asked.iter().any(|line| line.path == "run.days" && line.value == "800"));
        first_day += once.reform.iter().filter(|line| line.from_day == 0).count();
    }
    assert!(first_day >= 2);
}

#[test]
fn what_is_spelled_out_spells_out_to_itself() {
    for (name, once, again) in pairs() {
        assert_eq!(once.resolved, again.resolved, "{name}");
    }
}

#[test]
fn worlds_of_what_is_spelled_out_are_equal_to_the_last_byte() {
    let digests = |asked: &LoadedScenario| -> Vec<Digest> {
        let mut twins = Twins::new(&asked.scenario, Seed(7));
        twins.run(&mut ());
        twins.worlds_mut().iter_mut().map(World::digest).collect()
    };
    for (name, once, again) in pairs() {
        assert_eq!(digests(&once), digests(&again), "{name}");
    }
}

#[test]
fn the_way_out_is_a_reform_that_the_old_policy_stands_beside() {
    let asked = read("way-out", &Overrides::default()).expect("it is admitted");
    let names: Vec<&str> = asked.scenario.twins().iter().map(|twin| twin.name.as_str()).collect();
    assert_eq!(names, ["way-out", "as-reported", "no_scheme"]);
    assert_eq!(asked.scenario.baseline(), society::scenario::TwinId(1));
    let way_out = &asked.scenario.twins()[0];
    assert!(way_out.policy.appeal.is_none() && way_out.later[0].policy.appeal.is_some());
    assert_eq!(way_out.later[0].day.0, 730);
}
