//! Worlds of the sum over causes in the folder of a run: saved, known again, and guarded.

use std::fs;

use lab::causes::CauseTwins;
use lab::study::{CheckpointInterval, StopRule, Study, WorldOutcome};
use reader::{LoadedScenario, Overrides, read};
use results::{RunFolder, RunReport};

fn small() -> LoadedScenario {
    let changes =
        Overrides { citizens: Some(400), days: Some(60), worlds: Some(2), ..Overrides::default() };
    read("as-reported", &changes).expect("it ships")
}

/// Runs the worlds of the sum over causes that the folder does not hold yet.
fn causes(folder: &RunFolder<'_>, twins: &CauseTwins, count: u32) -> Vec<WorldOutcome> {
    let store = folder.cause_store();
    let study = twins.study(StopRule::Worlds(count)).saved_in(&store, CheckpointInterval::Never);
    let known = folder.cause_worlds().results;
    study.with_known(known).run(&mut ()).expect("the disk takes it").worlds
}

#[test]
fn a_finished_run_keeps_the_worlds_of_its_causes_and_notices_damage() {
    let loaded = small();
    let parent = tempfile::tempdir().expect("a folder can be made");
    let folder = RunFolder::open(parent.path(), &loaded).expect("nothing is in the way");
    let twins = CauseTwins::of(&loaded).expect("its policy restricts");
    let study = Study::of(&loaded).saved_in(&folder, CheckpointInterval::Never);
    let worlds = study.run(&mut ()).expect("the disk takes it").worlds;
    // One world first, as if the run had been stopped there.
    causes(&folder, &twins, 1);
    assert_eq!(folder.cause_worlds().results.len(), 1);
    let all = causes(&folder, &twins, 2);
    let report = RunReport {
        summary: "",
        cause_worlds: &all,
        is_known: false,
        began: "",
        ended: "",
        seconds: 0.0,
    };
    let manifest = folder.finish(&worlds, report).expect("the disk takes it");
    assert_eq!(manifest.cause_worlds.len(), 2);
    let read = results::cause_worlds(folder.path(), &loaded, &manifest).expect("they are whole");
    for (was, is) in all.iter().zip(&read) {
        // Not the values themselves: a share of nothing is no number, and unequal to itself.
        let [was, is] = [was, is].map(|world| world.result.as_ref().map(|it| &it.digests).ok());
        assert!(was.is_some() && was == is);
    }
    assert!(folder.path().join("causes.csv").is_file());
    assert!(results::altered(folder.path(), &manifest).is_empty());

    let file = folder.path().join("causes").join("00001.world");
    fs::write(&file, b"nothing").expect("it can be written");
    assert_eq!(results::altered(folder.path(), &manifest), ["causes/00001.world"]);
    assert_eq!(folder.cause_worlds().damaged.len(), 1);
}
