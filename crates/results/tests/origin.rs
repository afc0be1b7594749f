//! Origin of worlds and question of runs: runs with the same question share a folder, those with the same worlds share these,
//! and no world is taken for another's.

use std::fs;
use std::path::Path;

use lab::study::{CheckpointInterval, Study};
use reader::{LoadedScenario, Overrides, read};
use results::{Manifest, RunFolder, RunReport, folder_in, folder_name};
use society::units::WorldId;

/// A small scenario with changes.
fn asked(worlds: u32, set: &[(&str, &str)]) -> LoadedScenario {
    let set = set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let changes = Overrides {
        citizens: Some(200),
        days: Some(40),
        worlds: Some(worlds),
        cause_worlds: Some(0),
        set,
        ..Overrides::default()
    };
    read("as-reported", &changes).expect("it ships, and the changes are valid")
}

/// Runs what is not there yet, and finishes; the number of worlds that were known, and the manifest.
fn finished(parent: &Path, loaded: &LoadedScenario) -> (usize, Manifest) {
    let folder = RunFolder::open(parent, loaded).expect("nothing is in the way");
    let known = folder.worlds();
    assert!(known.damaged.is_empty(), "{:?}", known.damaged);
    let count = known.results.len();
    let study = Study::of(loaded).saved_in(&folder, CheckpointInterval::Never);
    let outcome = study.with_known(known.results).run(&mut ()).expect("the disk takes it");
    let report = RunReport {
        summary: &loaded.title,
        cause_worlds: &[],
        is_known: false,
        began: "",
        ended: "",
        seconds: 0.0,
    };
    (count, folder.finish(&outcome.worlds, report).expect("the disk takes it"))
}

#[test]
fn words_and_values_that_stand_there_already_are_the_same_question() {
    let name = folder_name(&asked(2, &[]));
    let same: [&[(&str, &str)]; 5] = [
        &[("run.seed", "2031")],
        &[("cameras.missed", "0.11")],
        &[("scenario.title", "\"In other words\"")],
        &[("scenario.question", "\"Is it the same?\"")],
        &[("policy.say", "\"the same rules\"")],
    ];
    for changes in same {
        assert_eq!(folder_name(&asked(2, changes)), name, "{changes:?}");
    }
    for changes in [("run.seed", "2032"), ("cameras.missed", "0.12"), ("stop.within", "0.5")] {
        assert_ne!(folder_name(&asked(2, &[changes])), name, "{changes:?}");
    }
    assert_ne!(folder_name(&asked(3, &[])), name);
}

#[test]
fn further_worlds_are_all_that_a_longer_run_costs() {
    let parent = tempfile::tempdir().expect("a folder can be made");
    let (none, short) = finished(parent.path(), &asked(2, &[]));
    let (two, long) = finished(parent.path(), &asked(4, &[]));
    assert_eq!((none, two), (0, 2));
    for (one, other) in short.worlds.iter().zip(&long.worlds) {
        assert_eq!(one.digests, other.digests);
    }
    // The runs stay apart, and a world of neither is taken over where anything else decides.
    assert_eq!(finished(parent.path(), &asked(2, &[])).0, 2);
    assert_eq!(finished(parent.path(), &asked(4, &[("cameras.missed", "0.2")])).0, 0);
}

#[test]
fn a_new_title_is_written_from_the_same_worlds() {
    let parent = tempfile::tempdir().expect("a folder can be made");
    let first = asked(2, &[]);
    finished(parent.path(), &first);
    let again = asked(2, &[("scenario.title", "\"In other words\"")]);
    let (known, manifest) = finished(parent.path(), &again);
    assert_eq!((known, manifest.scenario.title.as_str()), (2, "In other words"));
    let summary = folder_in(parent.path(), &again).join("summary.txt");
    assert!(fs::read_to_string(summary).expect("it is there").contains("In other words"));
}

#[test]
fn a_world_of_another_run_is_not_taken_for_ones_own() {
    let parent = tempfile::tempdir().expect("a folder can be made");
    let [ours, theirs] = [asked(2, &[]), asked(2, &[("run.seed", "7")])];
    let (_, manifest) = finished(parent.path(), &ours);
    finished(parent.path(), &theirs);
    let [here, there] = [&ours, &theirs].map(|loaded| folder_in(parent.path(), loaded));
    let world = "worlds/00000.world";
    fs::copy(there.join(world), here.join(world)).expect("the disk takes it");
    let error = results::worlds(&here, &ours, &manifest).expect_err("it is another's");
    assert!(error.to_string().ends_with("it is a world of another run"), "{error}");
    let folder = RunFolder::open(parent.path(), &ours).expect("nothing is in the way");
    let found = folder.worlds();
    assert_eq!((found.results.len(), found.damaged.len()), (1, 1));
    assert!(found.results.contains_key(&WorldId(1)));
}

#[test]
fn a_folder_of_the_same_six_digits_is_left_to_the_other_run() {
    let parent = tempfile::tempdir().expect("a folder can be made");
    let [ours, theirs] = [asked(2, &[]), asked(2, &[("run.seed", "7")])];
    finished(parent.path(), &theirs);
    // As if both digests began with the same digits.
    let taken = parent.path().join(folder_name(&ours));
    fs::rename(folder_in(parent.path(), &theirs), &taken).expect("it can be moved");
    let (known, _) = finished(parent.path(), &ours);
    let found = folder_in(parent.path(), &ours);
    let name = found.file_name().expect("it has a name").to_string_lossy().into_owned();
    assert_eq!((known, name.len()), (0, "as-reported-".len() + 12));
    assert!(results::locked(&taken).is_ok_and(|there| there.scenario.seed().0 == 7));
}
/// The locked scenario asks what the scenario asked: a run is found again from its own folder.
#[test]
fn the_locked_scenario_asks_the_same() {
    let parent = tempfile::tempdir().expect("a folder can be made");
    for name in ["twins", "courts", "way-out"] {
        let small = Overrides { citizens: Some(200), days: Some(1_200), ..Overrides::default() };
        let asked = read(name, &small).expect("it ships");
        let folder = RunFolder::open(parent.path(), &asked).expect("nothing is in the way");
        let there = results::locked(folder.path()).expect("it was written");
        assert_eq!(folder_name(&there), folder_name(&asked), "{name}");
    }
}
