//! Runs: which worlds count, and what becomes of one that fails.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};

use lab::run::{Layout, RunOutcome, RunPlan, WorldOutcome, WorldResult, live, run};
use reader::{Overrides, read};
use results::tables::tables;
use society::chance::Chance;
use society::scenario::Scenario;

fn tiny() -> Scenario {
    let changes = Overrides { citizens: Some(200), days: Some(60), ..Overrides::default() };
    read("as-reported", &changes).expect("it ships").scenario
}

fn lived(scenario: &Scenario, number: u32) -> WorldResult {
    let (frame, chance) = (Layout::new(scenario), Chance::new(scenario.seed()));
    live(scenario, &frame, number, chance.world(number))
}

fn ended(
    live: &(dyn Fn(u32) -> Option<WorldResult> + Sync),
    abreast: usize,
    enough: usize,
) -> RunOutcome {
    let job = RunPlan {
        live,
        is_enough: &|worlds: &[WorldOutcome]| worlds.len() >= enough,
        known: BTreeMap::new(),
        abreast,
        most: 20,
        halt: &AtomicBool::new(false),
    };
    let Ok(ended) = run(job, |_| Ok::<(), Infallible>(()));
    ended
}

/// A world that fails says why, and the others go on.
#[test]
fn a_world_that_fails_is_a_row_with_its_reason() {
    let scenario = tiny();
    let live = |number| {
        assert!(number != 3, "world {number} met its end");
        Some(lived(&scenario, number))
    };
    let ended = ended(&live, 2, 8);
    assert!(ended.is_whole);
    assert_eq!(ended.worlds.len(), 8);
    let failed: Vec<_> = ended.worlds.iter().filter(|world| world.fate.is_err()).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].number, 3);
    assert!(failed[0].fate.as_ref().is_err_and(|why| why.contains("world 3 met its end")));
    let tables = tables(&scenario, &ended.worlds);
    let rows = tables[0].batch().expect("its columns are of one length").num_rows();
    assert_eq!((tables[0].name, rows), ("worlds", 8 * scenario.twins().len()));
}

/// Which worlds count does not depend on how many are lived side by side.
#[test]
fn the_same_worlds_count_on_any_number_of_threads() {
    let scenario = tiny();
    let live = |number| Some(lived(&scenario, number));
    let digests = |ended: RunOutcome| -> Vec<Vec<u64>> {
        ended.worlds.into_iter().map(|world| world.fate.expect("it lives").digests).collect()
    };
    let one = digests(ended(&live, 1, 7));
    assert_eq!(one.len(), 7);
    assert_eq!(one, digests(ended(&live, 5, 7)));
}

/// Worlds that are there are not lived again.
#[test]
fn known_worlds_are_not_lived_again() {
    let scenario = tiny();
    let again = AtomicBool::new(false);
    let live = |number| {
        again.fetch_or(number < 4, Ordering::Relaxed);
        Some(lived(&scenario, number))
    };
    let known = (0..4).map(|number| (number, lived(&scenario, number))).collect();
    let job = RunPlan {
        live: &live,
        is_enough: &|worlds: &[WorldOutcome]| worlds.len() == 6,
        known,
        abreast: 2,
        most: 20,
        halt: &AtomicBool::new(false),
    };
    let Ok(ended) = run(job, |_| Ok::<(), Infallible>(()));
    assert_eq!(ended.worlds.len(), 6);
    assert!(!again.into_inner());
}

/// The first error in keeping a world ends the run.
#[test]
fn a_world_that_cannot_be_kept_ends_the_run() {
    let scenario = tiny();
    let live = |number| Some(lived(&scenario, number));
    let job = RunPlan {
        live: &live,
        is_enough: &|_: &[WorldOutcome]| false,
        known: BTreeMap::new(),
        abreast: 2,
        most: 20,
        halt: &AtomicBool::new(false),
    };
    assert_eq!(run(job, |_| Err("the disk is full")).map(|_| ()), Err("the disk is full"));
}
