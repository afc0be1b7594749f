//! Studies: the worlds that count, failures, interruptions and stores.

use std::convert::Infallible;
use std::fmt;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use lab::study::{
    CheckpointInterval, Event, RunOutcome, StopRule, Study, WorldStore, first_worlds,
};
use lab::world::{WorldResult, WorldRun};
use reader::{LoadedScenario, Overrides};
use results::read;
use results::tables::tables;
use society::scenario::Scenario;
use society::units::WorldId;

fn tiny() -> Scenario {
    loaded().scenario
}

/// The same with its file.
fn loaded() -> LoadedScenario {
    let changes = Overrides { citizens: Some(200), days: Some(60), ..Overrides::default() };
    read("as-reported", &changes).expect("it ships")
}

/// A store that holds nothing and notes which worlds begin; one world can be made to fail.
#[derive(Default)]
struct Notes {
    begun: Mutex<Vec<WorldId>>,
    fails: Option<WorldId>,
}

impl WorldStore for Notes {
    type Error = Infallible;

    fn restore(&self, world: &mut WorldRun<'_>) -> Result<Option<u16>, Infallible> {
        self.begun.lock().expect("nobody panics with it").push(world.number());
        assert!(Some(world.number()) != self.fails, "world {} met its end", world.number());
        Ok(None)
    }

    fn save_checkpoint(&self, _: &mut WorldRun<'_>) -> Result<(), Infallible> {
        Ok(())
    }

    fn save(&self, _: &WorldResult) -> Result<(), Infallible> {
        Ok(())
    }
}

fn at_a_time(worlds: usize) -> NonZeroUsize {
    NonZeroUsize::new(worlds).expect("at least one")
}

fn run(
    scenario: &Scenario,
    notes: &Notes,
    parallel_worlds: NonZeroUsize,
    count: u32,
) -> RunOutcome {
    let study = Study::new(scenario, StopRule::Worlds(count))
        .saved_in(notes, CheckpointInterval::Never)
        .with_parallel_worlds(parallel_worlds);
    let Ok(outcome) = study.run(&mut ());
    outcome
}

/// A world that fails says why, and the others go on.
#[test]
fn a_world_that_fails_is_a_row_with_its_reason() {
    let scenario = tiny();
    for parallel_worlds in [1, 2].map(at_a_time) {
        let notes = Notes { fails: Some(WorldId(3)), ..Notes::default() };
        let outcome = run(&scenario, &notes, parallel_worlds, 8);
        assert!(outcome.is_complete);
        assert_eq!(outcome.worlds.len(), 8);
        let failed: Vec<_> = outcome.worlds.iter().filter(|it| it.result.is_err()).collect();
        assert_eq!((failed.len(), failed[0].number), (1, WorldId(3)));
        let error = failed[0].result.as_ref().expect_err("it failed");
        assert_eq!(error.message(), "world 3 met its end");
        let tables = tables(&loaded(), &outcome.worlds);
        let rows = tables[0].batch().expect("its columns are of one length").num_rows();
        assert_eq!((tables[0].name, rows), ("worlds", 8 * scenario.twins().len()));
    }
}

/// The worlds that count do not depend on how many run at a time.
#[test]
fn the_same_worlds_count_on_any_number_of_threads() {
    let scenario = tiny();
    let digests = |outcome: RunOutcome| -> Vec<Vec<u64>> {
        let results = outcome.worlds.into_iter().map(|world| world.result);
        results.map(|it| it.expect("none fails").digests).collect()
    };
    let one = digests(run(&scenario, &Notes::default(), at_a_time(1), 7));
    assert_eq!(one.len(), 7);
    assert_eq!(one, digests(run(&scenario, &Notes::default(), at_a_time(5), 7)));
}

/// A study stops by its rule as soon as its first worlds are enough, and drops the others.
#[test]
fn a_study_stops_as_soon_as_its_figure_is_known() {
    let loaded = read(
        "as-reported",
        &Overrides { citizens: Some(2_000), days: Some(200), ..Overrides::default() },
    )
    .expect("it ships");
    let measure = society::measures::MeasureId::TRANSGRESSIONS;
    let stop =
        StopRule::Known { measure, within: lab::estimate::Precision(0.05), least: 3, most: 20 };
    let Ok(outcome) =
        Study::new(&loaded.scenario, stop).with_parallel_worlds(at_a_time(4)).run(&mut ());
    assert!(outcome.is_complete);
    assert!((3..20).contains(&outcome.worlds.len()), "{}", outcome.worlds.len());
}

#[test]
fn known_worlds_are_not_run_again() {
    let scenario = tiny();
    let known = first_worlds(&scenario, 4).into_iter().map(|world| (world.number, world)).collect();
    let notes = Notes::default();
    let study = Study::new(&scenario, StopRule::Worlds(6))
        .with_known(known)
        .saved_in(&notes, CheckpointInterval::Never)
        .with_parallel_worlds(at_a_time(2));
    let Ok(outcome) = study.run(&mut ());
    assert_eq!(outcome.worlds.len(), 6);
    let mut begun = notes.begun.into_inner().expect("nobody panicked with it");
    begun.sort_unstable();
    assert_eq!(begun, [4, 5].map(WorldId));
}

#[derive(Debug)]
struct Full;

impl fmt::Display for Full {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("the disk is full")
    }
}

impl std::error::Error for Full {}

/// A store that saves nothing, and fails at it.
struct FullDisk;

impl WorldStore for FullDisk {
    type Error = Full;

    fn restore(&self, _: &mut WorldRun<'_>) -> Result<Option<u16>, Full> {
        Ok(None)
    }

    fn save_checkpoint(&self, _: &mut WorldRun<'_>) -> Result<(), Full> {
        Err(Full)
    }

    fn save(&self, _: &WorldResult) -> Result<(), Full> {
        Err(Full)
    }
}

/// The first error in saving a world ends the run.
#[test]
fn a_world_that_cannot_be_saved_ends_the_run() {
    let scenario = tiny();
    for parallel_worlds in [1, 2].map(at_a_time) {
        let study = Study::new(&scenario, StopRule::Worlds(100))
            .saved_in(&FullDisk, CheckpointInterval::Never)
            .with_parallel_worlds(parallel_worlds);
        assert_eq!(study.run(&mut ()).expect_err("it is full").to_string(), "the disk is full");
    }
}

/// A flag that is set from outside, as by a signal, ends a study whose observer goes on.
#[test]
fn a_study_is_interrupted_by_a_flag_or_by_its_observer() {
    let scenario = tiny();
    let flag = AtomicBool::new(false);
    let mut set_flag = |event: Event<'_>| {
        flag.fetch_or(matches!(event, Event::WorldFinished(_)), Ordering::Relaxed);
        ControlFlow::Continue(())
    };
    let mut break_off = |event: Event<'_>| match event {
        Event::WorldFinished(_) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let study =
        || Study::new(&scenario, StopRule::Worlds(1_000)).with_parallel_worlds(at_a_time(2));
    let Ok(by_flag) = study().interrupted_by(&flag).run(&mut set_flag);
    let Ok(by_observer) = study().run(&mut break_off);
    for outcome in [by_flag, by_observer] {
        assert!(!outcome.is_complete && outcome.worlds.len() < 20, "{}", outcome.worlds.len());
    }
}
