//! Runs that are broken off, met twice, or asked for again: nothing finished is lost.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{begun, done, folder, lines_to_paste, manifest, paste, run_in};
use serde_json::Value;
use tempfile::TempDir;

fn worlds(folder: &Path) -> usize {
    let Ok(inside) = fs::read_dir(folder.join("out")) else { return 0 };
    let runs = inside.flatten().map(|entry| entry.path().join("worlds"));
    let files = runs.filter_map(|worlds| fs::read_dir(worlds).ok()).flatten().flatten();
    files.filter(|file| file.file_name().to_string_lossy().ends_with(".world")).count()
}

const SMALL: [&str; 8] =
    ["run", "--citizens", "1000", "--worlds", "12", "--years", "2", "--threads=2"];

/// A folder of its own with the finished run of `SMALL`, which is run once for all tests.
fn finished() -> TempDir {
    static RUN: LazyLock<TempDir> = LazyLock::new(|| {
        let at = folder();
        assert_eq!(done(at.path(), &SMALL).status.code(), Some(0));
        at
    });
    let own = folder();
    copy(&RUN.path().join("out"), &own.path().join("out"));
    own
}

/// Copies a folder with all below it; links are left out.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("it is there").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        match entry.file_type().expect("it has one") {
            kind if kind.is_dir() => copy(&from, &to),
            kind if kind.is_file() => drop(fs::copy(&from, &to).expect("it can be copied")),
            _ => {}
        }
    }
}

/// Waits until so many worlds are finished.
fn wait_for(folder: &Path, wanted: usize) {
    let began = Instant::now();
    while worlds(folder) < wanted {
        assert!(began.elapsed() < Duration::from_secs(120), "the run does not get on");
        sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_run_that_is_killed_goes_on_to_the_same_bytes() {
    let (whole, broken) = (finished(), folder());
    for at in [1, 4, 8] {
        let mut child = begun(broken.path(), &SMALL);
        wait_for(broken.path(), at);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        assert!(!run_in(broken.path()).join("manifest.json").exists());
    }
    let kept = worlds(broken.path());
    let last = done(broken.path(), &SMALL);
    assert_eq!(last.status.code(), Some(0));
    let said = String::from_utf8_lossy(&last.stderr).into_owned();
    assert!(said.contains(&format!("{kept} worlds are finished already")), "{said}");
    let [one, other] = [&whole, &broken].map(|folder| manifest(folder.path()));
    assert_eq!(one["digest"], other["digest"]);
    // Every file but the two that hold its times.
    assert_eq!(one["files"], other["files"]);
}

#[test]
fn one_thread_and_two_give_the_same_files() {
    let (one, two) = (folder(), finished());
    let mut single = SMALL;
    single[7] = "--threads=1";
    done(one.path(), &single);
    assert_eq!(manifest(one.path())["files"], manifest(two.path())["files"]);
}

#[test]
fn the_resolved_scenario_runs_again_to_the_same_folder() {
    let at = finished();
    let settings = run_in(at.path()).join("scenario.lock.toml");
    let again = done(at.path(), &["run", &settings.to_string_lossy()]);
    assert_eq!(again.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&again.stderr).contains("is finished already"));
    let other = folder();
    let text = fs::read_to_string(&settings).expect("it is there");
    fs::write(other.path().join("it.toml"), text).expect("it can be written");
    assert_eq!(done(other.path(), &["run", "it.toml"]).status.code(), Some(0));
    assert_eq!(manifest(at.path())["files"], manifest(other.path())["files"]);
}

/// Ctrl-C, the end of a job or of a container, and a connection that is lost; several send twice at once.
#[cfg(unix)]
#[test]
fn a_signal_to_end_ends_with_the_worlds_under_way_and_says_how_to_go_on() {
    for signals in [&["-INT"][..], &["-TERM"], &["-HUP"], &["-TERM", "-HUP", "-TERM"]] {
        let at = folder();
        let child = begun(at.path(), &SMALL);
        wait_for(at.path(), 2);
        for signal in signals {
            let sent = Command::new("kill").args([signal, &*child.id().to_string()]).status();
            assert!(sent.expect("it is sent").success());
        }
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(130), "{signals:?}: {said}");
        assert!(said.contains("to resume:"), "{signals:?}: {said}");
        assert!((2..12).contains(&worlds(at.path())));
    }
}

/// The words of a line to paste are quoted where they have to be, also those that are no text.
#[cfg(unix)]
#[test]
fn the_line_to_resume_a_run_can_be_pasted() {
    let at = folder();
    let mut all = SMALL.to_vec();
    all.extend(["--out", "don't stop $me"]);
    let child = begun(at.path(), &all);
    let out = at.path().join("don't stop $me");
    let began = Instant::now();
    while !fs::read_dir(&out).is_ok_and(|mut inside| inside.next().is_some()) {
        assert!(began.elapsed() < Duration::from_secs(120), "the run does not get on");
        sleep(Duration::from_millis(2));
    }
    sleep(Duration::from_millis(500));
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.expect("it is sent").success());
    let said = child.wait_with_output().expect("it ends");
    let said = String::from_utf8(said.stderr).expect("it is text");
    let lines = lines_to_paste(&said);
    assert_eq!(lines.len(), 1, "{said}");
    let resumed = paste(at.path(), &format!("{} --worlds 2", lines[0]));
    assert_eq!(resumed.status.code(), Some(0), "{}", String::from_utf8_lossy(&resumed.stderr));
    assert_eq!(lines_to_paste(&String::from_utf8_lossy(&resumed.stdout)).len(), 2);
}

#[test]
fn two_runs_into_one_folder_at_once_are_refused() {
    let at = folder();
    let mut long = SMALL;
    long[4] = "100";
    let mut first = begun(at.path(), &long);
    wait_for(at.path(), 1);
    let second = done(at.path(), &long);
    assert_eq!(second.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another run is writing"));
    first.kill().expect("it can be stopped");
    first.wait().expect("it ends");
}

/// A folder left by a kill before anything was written is no reason to refuse.
#[test]
fn a_run_that_was_killed_as_it_began_can_begin_again() {
    let at = finished();
    let run = run_in(at.path());
    fs::remove_dir_all(&run).expect("it can go");
    fs::create_dir_all(run.join("worlds")).expect("it can be made");
    fs::write(run.join(".lock"), "").expect("it can be made");
    assert_eq!(done(at.path(), &SMALL).status.code(), Some(0));
}

/// A finished run that has lost a world is not reported as if it had fewer.
#[test]
fn a_world_that_is_gone_is_run_again() {
    let at = finished();
    let before = manifest(at.path());
    fs::remove_file(run_in(at.path()).join("worlds/00005.world")).expect("it can go");
    let again = done(at.path(), &SMALL);
    assert_eq!(again.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&again.stderr).contains("is finished already"));
    assert_eq!(before["files"], manifest(at.path())["files"]);
}

#[test]
fn a_damaged_world_is_reported_and_run_again() {
    let at = finished();
    let before = manifest(at.path());
    let run = run_in(at.path());
    fs::write(run.join("worlds/00003.world"), "nosedive kept 1\nrubbish").expect("it can");
    let verified = done(at.path(), &["verify", &run.to_string_lossy(), "--worlds", "1"]);
    assert_eq!(verified.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&verified.stdout).contains("worlds/00003.world"));
    fs::remove_file(run.join("manifest.json")).expect("it can go");
    let again = done(at.path(), &SMALL);
    assert!(String::from_utf8_lossy(&again.stderr).contains("this world is run again"));
    assert_eq!(before["files"], manifest(at.path())["files"]);
}

#[test]
fn lost_and_damaged_tables_are_written_again() {
    let at = finished();
    let before = manifest(at.path());
    let run = run_in(at.path());
    fs::remove_file(run.join("series.parquet")).expect("it is there");
    fs::write(run.join("estimates.csv"), "nothing").expect("it can be written");
    let again = done(at.path(), &SMALL);
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(said.contains("written again: estimates.csv, series.parquet"), "{said}");
    assert_eq!(again.status.code(), Some(0));
    let after = manifest(at.path());
    assert_eq!((&after["files"], &after["began"]), (&before["files"], &before["began"]));
    assert!(run.join("series.parquet").exists());
}

#[test]
fn citizens_are_kept_on_request() {
    let at = folder();
    let mut all = SMALL.to_vec();
    all[4] = "2";
    all.push("--keep-citizens");
    assert_eq!(done(at.path(), &all).status.code(), Some(0));
    let kept = run_in(at.path()).join("citizens");
    assert_eq!(fs::read_dir(kept).expect("it is there").count(), 2);
}

#[test]
fn a_twin_identical_to_itself_differs_in_nothing() {
    let at = folder();
    let text = "schema = 1\nextends = \"as-reported\"\nbaseline = \"itself\"\n\
        [reform]\nid = \"same\"\ntitle = \"Nothing changes\"\nwhy = \"a control\"\n\
        [twins.itself]\nsay = \"the same again\"\n";
    fs::write(at.path().join("same.toml"), text).expect("it can be written");
    let all = ["run", "same.toml", "--citizens", "1000", "--worlds", "3", "--years", "1", "--json"];
    let output = done(at.path(), &all);
    let last = String::from_utf8_lossy(&output.stdout).lines().last().map(str::to_owned);
    let value: Value = serde_json::from_str(&last.expect("it says something")).expect("JSON");
    let rows = value["estimates"].as_array().expect("rows");
    let mine: Vec<_> = rows.iter().filter(|row| row["twin"] == "as-reported").collect();
    assert!(!mine.is_empty());
    for row in mine {
        assert_eq!(
            (&row["less_baseline"], &row["less_baseline_standard_error"]),
            (&0.0.into(), &0.0.into())
        );
    }
}

/// Requirements of RO-Crate 1.1 and its profile of a process run.
#[test]
fn the_folder_is_a_research_object() {
    let at = folder();
    let mut all = SMALL.to_vec();
    all[4] = "2";
    assert_eq!(done(at.path(), &all).status.code(), Some(0));
    let run = run_in(at.path());
    let text = fs::read_to_string(run.join("ro-crate-metadata.json")).expect("it is there");
    let object: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(object["@context"], "https://w3id.org/ro/crate/1.1/context");
    let graph = object["@graph"].as_array().expect("a graph");
    let entity = |id: &str| {
        let found = graph.iter().find(|entity| entity["@id"] == id);
        found.unwrap_or_else(|| panic!("{id} is named and not described"))
    };
    let about = entity("ro-crate-metadata.json");
    assert_eq!(about["about"]["@id"], "./");
    assert_eq!(about["conformsTo"]["@id"], "https://w3id.org/ro/crate/1.1");
    let root = entity("./");
    for key in ["name", "description", "datePublished", "license", "hasPart"] {
        assert!(!root[key].is_null(), "the root has no {key}");
    }
    let parts: Vec<&str> = root["hasPart"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|part| part["@id"].as_str().expect("an id"))
        .collect();
    for part in &parts {
        assert_eq!(entity(part)["@type"], "File");
        assert!(run.join(part).is_file(), "{part} is described and not there");
    }
    for file in ["manifest.json", "scenario.lock.toml", "estimates.csv", "outcomes.parquet"] {
        assert!(parts.contains(&file), "{file} is not described");
    }
    let action = entity(root["mentions"]["@id"].as_str().expect("a run"));
    assert_eq!(action["@type"], "CreateAction");
    for key in ["instrument", "agent", "object"] {
        entity(action[key]["@id"].as_str().expect("an id"));
    }
    let package = fs::read_to_string(run.join("datapackage.json")).expect("it is there");
    let package: Value = serde_json::from_str(&package).expect("it is JSON");
    for resource in package["resources"].as_array().expect("tables") {
        let path = resource["path"].as_str().expect("a path");
        assert!(run.join(path).is_file(), "{path}");
        for field in resource["schema"]["fields"].as_array().expect("columns") {
            assert!(!field["description"].as_str().unwrap_or("").is_empty(), "{path}: {field}");
        }
    }
}

/// Every table says in each row, and in what describes it, that nobody in it exists.
#[test]
fn every_table_says_that_its_people_are_made_up() {
    let at = folder();
    let mut all = SMALL.to_vec();
    all[4] = "2";
    assert_eq!(done(at.path(), &all).status.code(), Some(0));
    let run = run_in(at.path());
    for name in ["worlds.csv", "estimates.csv"] {
        let text = fs::read_to_string(run.join(name)).expect("it is there");
        let mut lines = text.lines();
        assert!(lines.next().is_some_and(|header| header.ends_with(",synthetic")));
        assert!(lines.all(|line| line.ends_with(",true")), "{name}");
    }
    for entry in fs::read_dir(&run).expect("it is there").flatten() {
        let path = entry.path();
        let bytes = fs::read(&path).unwrap_or_default();
        if path.extension().is_some_and(|it| it == "parquet") {
            let holds = |words: &str| bytes.windows(words.len()).any(|at| at == words.as_bytes());
            assert!(holds("made_up") && holds("synthetic"), "{}", path.display());
        }
    }
    let summary = fs::read_to_string(run.join("summary.txt")).expect("it is there");
    assert!(summary.starts_with("Everyone in this run is made up"));
}
