//! Bad input: one clear message, the right exit code, and nothing half-written.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

fn nosedive(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("nosedive").expect("it is built");
    command.args(arguments).current_dir(folder).output().expect("it runs")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

/// Runs a command that must be refused with `code`, one message that says `words`, and an
/// untouched folder.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str], code: i32, words: &[&str]) {
    let listing = |at: &Path| {
        let inside = fs::read_dir(at).expect("it can be read").flatten();
        let mut names: Vec<_> = inside.map(|entry| entry.file_name()).collect();
        names.sort();
        names
    };
    let before = listing(folder);
    let run = nosedive(folder, arguments);
    let said = String::from_utf8(run.stderr).expect("it is text");
    assert_eq!(run.status.code(), Some(code), "{said}");
    for word in words {
        assert!(said.contains(word), "{word:?} is not in:\n{said}");
    }
    assert!(said.starts_with("error: "), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert!(run.stdout.is_empty(), "a result in spite of the error");
    let after: Vec<_> = listing(folder).into_iter().filter(|name| name != "out").collect();
    assert_eq!(before.into_iter().filter(|name| name != "out").collect::<Vec<_>>(), after);
    if let Ok(mut out) = fs::read_dir(folder.join("out")) {
        let left: Vec<_> = out.by_ref().flatten().map(|entry| entry.path()).collect();
        assert!(left.iter().all(|path| path.ends_with("kept")), "left behind: {left:?}");
    }
}

fn scenario(folder: &Path, text: &str) {
    fs::write(folder.join("it.toml"), text).expect("it can be written");
}

#[test]
fn a_file_that_is_not_there() {
    let at = folder();
    refused(at.path(), &["run", "it.toml"], 2, &["it.toml", "no such file"]);
    refused(at.path(), &["run", "as-reportd"], 2, &["no such file", "as-reported"]);
}

#[test]
fn a_folder_in_place_of_a_file() {
    let at = folder();
    fs::create_dir(at.path().join("it.toml")).expect("it can be made");
    refused(at.path(), &["run", "it.toml"], 2, &["it.toml", "it is a folder"]);
}

#[test]
fn a_file_that_is_no_text() {
    let at = folder();
    fs::write(at.path().join("it.toml"), [0xff, 0xfe, 0x00, 0x80]).expect("it can be written");
    refused(at.path(), &["run", "it.toml"], 2, &["it.toml", "not text"]);
}

#[test]
fn a_scenario_nested_ten_thousand_deep() {
    let at = folder();
    scenario(at.path(), &format!("schema = 1\nx = {}{}", "[".repeat(10_000), "]".repeat(10_000)));
    refused(at.path(), &["run", "it.toml"], 2, &["it.toml:2:"]);
}

#[test]
fn a_scenario_that_extends_itself() {
    let at = folder();
    scenario(at.path(), "schema = 1\nextends = \"it.toml\"\n");
    refused(at.path(), &["run", "it.toml"], 2, &["extends itself", "it.toml -> it.toml"]);
}

#[test]
fn numbers_that_are_none() {
    for number in ["nan", "inf", "-inf", "1e999"] {
        let at = folder();
        let set = format!("score.start={number}");
        refused(at.path(), &["run", "-s", &set], 2, &["score.start"]);
    }
}

#[test]
fn more_citizens_than_the_machine_holds() {
    let at = folder();
    let words = ["1,400,000,000 citizens", "of memory", "would fit: --citizens"];
    let all = ["run", "twins", "--citizens", "1400000000"];
    refused(at.path(), &all, 2, &words);
}

#[test]
fn more_worlds_than_the_machine_holds() {
    let at = folder();
    let words = ["100,000 worlds need", "of memory", "worlds would fit: --worlds"];
    let all = ["run", "--citizens", "1000", "--years", "100", "--worlds", "100000"];
    refused(at.path(), &all, 2, &words);
}

#[test]
fn a_place_for_results_that_takes_none() {
    let at = folder();
    fs::write(at.path().join("taken"), "a file").expect("it can be written");
    let all = ["run", "--citizens", "100", "--worlds", "1", "--out", "taken"];
    refused(at.path(), &all, 2, &["results cannot be written to taken"]);
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let at = folder();
    let small = ["run", "--citizens", "100", "--worlds", "1", "--years", "0.1", "--quiet"];
    assert_eq!(nosedive(at.path(), &small).status.code(), Some(0));
    let inside = fs::read_dir(at.path().join("out")).expect("it is there").flatten();
    let run = inside.map(|entry| entry.path()).find(|path| !path.is_symlink()).expect("a run");
    fs::remove_dir_all(&run).expect("it can go");
    fs::create_dir(&run).expect("it can be made");
    fs::write(run.join("thesis.txt"), "years of work").expect("it can be written");
    let again = nosedive(at.path(), &small);
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert_eq!(again.status.code(), Some(4), "{said}");
    assert!(said.contains("holds something else"), "{said}");
    assert_eq!(fs::read_dir(&run).expect("it is there").count(), 1);
}

#[test]
fn a_scenario_that_would_be_overwritten_is_not() {
    let at = folder();
    assert_eq!(nosedive(at.path(), &["new", "mine"]).status.code(), Some(0));
    fs::write(at.path().join("mine.toml"), "changed").expect("it can be written");
    refused(at.path(), &["new", "mine"], 4, &["mine.toml exists", "nothing was changed"]);
    assert_eq!(fs::read_to_string(at.path().join("mine.toml")).expect("it is there"), "changed");
}

#[test]
fn words_that_are_no_settings_and_options_that_are_none() {
    let at = folder();
    refused(at.path(), &["run", "-s", "cameras.names_right=1"], 2, &["unknown setting"]);
    refused(at.path(), &["run", "--years", "0"], 2, &["one day"]);
    refused(at.path(), &["run", "-s", "nothing"], 2, &["-s score.start=500"]);
    refused(at.path(), &["policies", "as-reportd"], 2, &["did you mean `as-reported`?"]);
}

#[test]
fn what_looks_like_data_of_persons() {
    for text in
        ["[person]\nname = \"x\"\n", "[run]\npath = \"people.csv\"\n", "[[rows]]\nphone = 1\n"]
    {
        let at = folder();
        scenario(at.path(), &format!("schema = 1\nextends = \"as-reported\"\n{text}"));
        refused(at.path(), &["run", "it.toml"], 2, &["nothing about real people"]);
    }
}

/// Arguments need not be text: they work where a folder may be called so, and are refused elsewhere.
#[cfg(target_os = "linux")]
#[test]
fn arguments_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt as _;
    let at = folder();
    let strange = std::ffi::OsStr::from_bytes(b"x\xff");
    let run = |words: &[&str], strange: &std::ffi::OsStr, json: bool| {
        let mut command = Command::cargo_bin("nosedive").expect("it is built");
        command.args(words).arg(strange).current_dir(at.path());
        let output = command.args(json.then_some("--json")).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("panicked") && !said.contains("defect"), "{words:?}: {said}");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    for json in [false, true] {
        for words in
            [&["check"][..], &["run"], &["plan"], &["cite"], &["diff", "twins"], &["run", "-s"]]
        {
            assert_eq!(run(words, strange, json).0, Some(2), "{words:?}");
        }
        let plan = ["plan", "--citizens", "300", "--years", "0.1", "--out"];
        assert_eq!(run(&plan, strange, json).0, Some(0));
        let small =
            ["run", "--citizens", "300", "--years", "0.1", "--worlds=2", "--causes=0", "--out"];
        let (code, said) = run(&small, strange, json);
        assert_eq!(code, Some(0));
        assert!(json || said.contains(r"nosedive show $'x\xff/as-reported-"), "{said}");
        assert_eq!(run(&["list", "--out"], strange, json).0, Some(0));
        let latest = std::ffi::OsStr::from_bytes(b"x\xff/latest");
        for words in ["show", "verify", "claims"] {
            assert_eq!(run(&[words], latest, json).0, Some(0), "{words}");
        }
    }
}

/// The cost of a run is measured once, so that a range is never upside down.
#[test]
fn a_plan_of_a_fixed_number_of_worlds_is_no_range() {
    let at = folder();
    let run = nosedive(at.path(), &["plan", "--citizens=2000", "--worlds=64", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&run.stdout).expect("it is JSON");
    assert_eq!(value["seconds"][0], value["seconds"][1]);
}

/// Nothing from an argument or a file steers the terminal.
#[cfg(target_os = "linux")]
#[test]
fn letters_that_steer_a_terminal_are_shown_by_their_numbers() {
    let at = folder();
    let steering = "a\u{1b}[2J\u{9b}\u{202e}b";
    let small = ["--citizens=300", "--years=0.1", "--worlds=2", "--causes=0"];
    for words in [
        &["run", steering][..],
        &["check", steering],
        &["show", steering],
        &["list", "--out", steering],
        &["policies", steering],
        &["new", steering],
        &["facts", steering],
        &[steering],
        &["run", "-s", steering],
        &["plan", "--citizens=300", "--years=0.1", "--out", steering],
        &[&["run", "--out", steering], &small[..]].concat(),
    ] {
        let run = nosedive(at.path(), words);
        for said in [run.stdout, run.stderr] {
            let said = String::from_utf8(said).expect("it is text");
            let steers = |c: char| ['\u{1b}', '\u{9b}', '\u{202e}'].contains(&c);
            assert!(!said.contains(steers), "{words:?}: {said:?}");
        }
    }
}

/// Neither a queue nor a device nor a file without end is read as a scenario or a policy.
#[cfg(target_os = "linux")]
#[test]
fn what_is_no_regular_file() {
    let at = folder();
    let made = std::process::Command::new("mkfifo").arg(at.path().join("it.toml")).status();
    assert!(made.expect("it runs").success());
    refused(at.path(), &["run", "it.toml"], 2, &["it is not a file"]);
    refused(at.path(), &["run", "/dev/zero"], 2, &["it is not a file"]);
    let text = "schema = 1\nextends = \"as-reported\"\npolicy = \"it.toml\"\n";
    fs::write(at.path().join("mine.toml"), text).expect("it can be written");
    refused(at.path(), &["check", "mine.toml"], 2, &["mine.toml:3:10", "it is not a file"]);
}

/// The file whose ending was left out is guessed.
#[test]
fn an_ending_that_is_missing() {
    let at = folder();
    scenario(at.path(), "schema = 1\nextends = \"as-reported\"\n");
    refused(at.path(), &["run", "it"], 2, &["did you mean `it.toml`?"]);
    refused(at.path(), &["run", "tiwns"], 2, &["did you mean `twins`?"]);
}

#[test]
fn a_mistake_is_told_as_json_where_that_is_asked_for() {
    let at = folder();
    let run = nosedive(at.path(), &["run", "it.toml", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&run.stdout).expect("it is JSON");
    assert_eq!((&value["v"], &value["kind"]), (&1.into(), &"error".into()));
    assert_eq!(value["exit"], 2);
}

#[test]
fn wrong_use_is_told_as_json_too() {
    let at = folder();
    let run = nosedive(at.path(), &["run", "--nope", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&run.stdout).expect("it is JSON");
    assert_eq!((&value["kind"], &value["exit"]), (&"error".into(), &2.into()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_standard_output_does_not_take() {
    let at = folder();
    for words in ["facts", "--help", "policies --json"] {
        let full = fs::File::options().write(true).open("/dev/full").expect("it is there");
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("nosedive"));
        let run = command.args(words.split(' ')).current_dir(at.path()).stdout(full).output();
        let run = run.expect("it runs");
        assert_eq!(run.status.code(), Some(2), "{words}");
        assert!(String::from_utf8_lossy(&run.stderr).contains("standard output"));
    }
}
