//! The first ten minutes, as they are told in `first-ten-minutes.md`, and what screens say to do next.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use common::{done, folder, lines_to_paste, paste};

/// Every command answers in the expected words.
#[test]
fn every_command_answers_in_the_expected_words() {
    trycmd::TestCases::new().case("tests/first-ten-minutes.md");
}

/// Every screen fits a small window and ends in what to do next.
#[test]
fn every_screen_fits_and_ends_in_the_next_command() {
    let text = include_str!("first-ten-minutes.md");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let given = Path::new("tests/first-ten-minutes.in/my-reform.toml");
    fs::copy(given, folder.path().join("my-reform.toml")).expect("it is there");
    let commands: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("$ nosedive")).collect();
    assert!(commands.len() > 10, "the file holds the commands");
    for command in commands {
        let run = Command::cargo_bin("nosedive")
            .expect("it is built")
            .args(command.split_whitespace())
            .current_dir(folder.path())
            .output()
            .expect("it runs");
        let screen = String::from_utf8(run.stdout).expect("it is text")
            + &String::from_utf8(run.stderr).expect("it is text");
        let lines = screen.lines().count();
        // The line that was typed is on the screen, too, and so is the one to type next.
        assert!(lines <= 30, "`nosedive{command}` fills {lines} lines:\n{screen}");
        for line in screen.lines() {
            assert!(line.chars().count() <= 100, "`nosedive{command}` is wide:\n{line}");
        }
        let points_on = ["Next ", "Start here:", "did you mean"];
        let on = points_on.iter().any(|word| screen.contains(word));
        assert!(on, "`nosedive{command}` does not say what is next:\n{screen}");
    }
}

/// A small scenario in a file whose name a shell would split, and whose runs take no time.
const SMALL: &str = "schema = 1\nextends = \"as-reported\"\n\
    [run]\ncitizens = 300\ndays = 40\n[stop]\nworlds = 2\n[causes]\nworlds = 0\n";

/// Lines to paste, behind `Next`, are about the same file and the same run, and work.
#[cfg(unix)]
#[test]
fn every_line_to_paste_works() {
    let at = folder();
    fs::write(at.path().join("it's mine.toml"), SMALL).expect("it can be written");
    let commands: [&[&str]; 10] = [
        &["check", "it's mine.toml"],
        &["plan", "it's mine.toml", "--out", "aus gabe"],
        &["run", "it's mine.toml", "--out", "aus gabe", "--quiet"],
        &["show", "aus gabe/latest"],
        &["claims", "aus gabe/latest"],
        &["verify", "aus gabe/latest"],
        &["list", "--out", "aus gabe"],
        &["cite", "aus gabe/latest"],
        &["cite", "it's mine.toml"],
        &["diff", "as-reported", "aus gabe/latest"],
    ];
    let mut pasted = BTreeSet::new();
    for command in commands {
        let run = done(at.path(), command);
        let said = String::from_utf8(run.stdout).expect("it is text");
        let lines = lines_to_paste(&said);
        assert!(!lines.is_empty(), "{command:?}:\n{said}");
        for line in lines {
            // Of a run of the other twins, or of other figures, it is enough that they are asked for.
            let is_long = line.starts_with("nosedive run twins") || line.contains("claims");
            if !is_long && pasted.insert(line.clone()) {
                let again = paste(at.path(), &line);
                let said = String::from_utf8_lossy(&again.stderr).into_owned();
                assert_eq!(again.status.code(), Some(0), "{command:?}: {line}\n{said}");
            }
        }
    }
    assert!(pasted.iter().any(|line| line == "nosedive plan 'it'\\''s mine.toml'"), "{pasted:?}");
    assert!(pasted.contains("nosedive show 'aus gabe/latest' --more"), "{pasted:?}");
}

/// Numbers beyond their range are refused by every command, and told in every place where admitted.
#[test]
fn a_number_beyond_its_range_is_told_everywhere() {
    let at = folder();
    fs::write(at.path().join("it.toml"), SMALL).expect("it can be written");
    let reform = "schema = 1\nextends = \"it.toml\"\n\
        [reform]\nid = \"far\"\ntitle = \"Far\"\nwhy = \"so\"\n\
        [[change]]\npath = \"cameras.missed\"\nto = 0.6\nwhy = \"so\"\n";
    fs::write(at.path().join("far.toml"), reform).expect("it can be written");
    let said = "cameras.missed = 0.6 (range: 0 to 0.5)";
    let set = ["-s", "cameras.missed=0.6"];
    for command in ["check", "plan", "run"] {
        for words in [&["it.toml", set[0], set[1]][..], &["far.toml"]] {
            let all = [&[command], words].concat();
            let refused = done(at.path(), &all);
            let why = String::from_utf8_lossy(&refused.stderr).into_owned();
            assert_eq!(refused.status.code(), Some(2), "{all:?}");
            assert!(why.contains("author's range, 0 to 0.5"), "{all:?}: {why}");
            assert!(why.contains("--beyond-range"), "{all:?}: {why}");
            for json in [&[][..], &["--json"]] {
                let all = [&[command], words, &["--beyond-range"], json].concat();
                let admitted = done(at.path(), &all);
                let text = String::from_utf8_lossy(&admitted.stdout).into_owned();
                assert_eq!(admitted.status.code(), Some(0), "{all:?}");
                assert!(text.contains(said), "{all:?}:\n{text}");
            }
        }
    }
    assert_eq!(done(at.path(), &["diff", "it.toml", "far.toml"]).status.code(), Some(2));
    let commands: [&[&str]; 6] = [
        &["diff", "it.toml", "far.toml", "--beyond-range"],
        &["show"],
        &["show", "--more"],
        &["list"],
        &["cite", "out/latest"],
        &["cite", "far.toml"],
    ];
    for command in commands {
        for json in [&[][..], &["--json"]] {
            let told = done(at.path(), &[command, json].concat());
            let text = String::from_utf8_lossy(&told.stdout).into_owned();
            assert!(text.contains(said), "{command:?} {json:?}:\n{text}");
        }
    }
    for file in ["summary.txt", "manifest.json", "datapackage.json", "ro-crate-metadata.json"] {
        let text = fs::read_to_string(at.path().join("out/latest").join(file)).expect(file);
        assert!(text.contains(said), "{file}");
    }
    let table = fs::read(at.path().join("out/latest/estimates.parquet")).expect("it is there");
    assert!(table.windows(said.len()).any(|bytes| bytes == said.as_bytes()));
    assert_eq!(done(at.path(), &["verify"]).status.code(), Some(0));
}

/// Changes by `-s`, by a flag and by a reform are told in every place, with the value in the file, and so is a
/// draft; a run that changes nothing says nothing.
#[test]
fn a_change_is_told_everywhere() {
    let at = folder();
    fs::write(at.path().join("it.toml"), SMALL).expect("it can be written");
    let reform = "schema = 1\nextends = \"it.toml\"\n\
        [reform]\nid = \"other\"\ntitle = \"Other\"\nwhy = \"so\"\n\
        [[change]]\npath = \"score.start\"\nto = 590\nfrom_day = 20\nwhy = \"so\"\n";
    fs::write(at.path().join("other.toml"), reform).expect("it can be written");
    let asked = ["other.toml", "-s", "cameras.missed=0.2", "--citizens", "310"];
    let said = [
        "cameras.missed = 0.2 (file: 0.11)",
        "run.citizens = 310 (file: 300)",
        "score.start = 590 from day 20 (file: 600)",
    ];
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let tells = |command: &[&str], json: bool| {
        let all = [command, if json { &["--json"] } else { &[] }].concat();
        let told = done(at.path(), &all);
        assert_eq!(told.status.code(), Some(0), "{all:?}");
        let text = plain(&String::from_utf8_lossy(&told.stdout));
        if command[0] != "check" || json {
            said.iter().for_each(|line| assert!(text.contains(line), "{all:?}:\n{text}"));
        }
        text
    };
    for command in ["check", "plan", "run"] {
        let all = [&[command], &asked[..]].concat();
        for json in [false, true] {
            tells(&all, json);
        }
    }
    for command in [&["show"][..], &["list"], &["cite", "out/latest"]] {
        assert!(tells(command, false).contains("DRAFT"), "{command:?}");
        tells(command, true);
    }
    assert!(tells(&["list"], true).contains("\"is_draft\":true"));
    for file in ["summary.txt", "manifest.json", "datapackage.json", "ro-crate-metadata.json"] {
        let text = fs::read_to_string(at.path().join("out/latest").join(file)).expect(file);
        said.iter().for_each(|line| assert!(plain(&text).contains(line), "{file}"));
        assert!(text.contains("draft") || text.contains("DRAFT"), "{file}");
    }
    let table = fs::read(at.path().join("out/latest/estimates.parquet")).expect("it is there");
    assert!(table.windows(said[0].len()).any(|bytes| bytes == said[0].as_bytes()));
    assert_eq!(done(at.path(), &["verify"]).status.code(), Some(0));
    let unchanged = done(at.path(), &["plan", "it.toml", "--citizens", "300"]);
    assert!(!String::from_utf8_lossy(&unchanged.stdout).contains("Changed here"));
}

/// An option that adds to the text adds to the JSON.
#[test]
fn json_answers_the_same_options_as_the_text() {
    let at = folder();
    fs::write(at.path().join("it.toml"), SMALL).expect("it can be written");
    let last = |command: &[&str]| -> serde_json::Value {
        let told = done(at.path(), &[command, &["--json"]].concat());
        let text = String::from_utf8_lossy(&told.stdout).into_owned();
        serde_json::from_str(text.lines().last().expect("it says something")).expect("JSON")
    };
    let rows = |value: &serde_json::Value| value["estimates"].as_array().map_or(0, Vec::len);
    assert!(rows(&last(&["run", "it.toml", "--all"])) > 3 * rows(&last(&["run", "it.toml"])));
    assert!(rows(&last(&["show", "--all"])) > 3 * rows(&last(&["show"])));
    assert!(last(&["show"])["summary"].is_null());
    let more = last(&["show", "--more"]);
    assert!(more["summary"].as_str().is_some_and(|text| text.contains("rule by rule")), "{more}");
    assert!(last(&["check", "it.toml"])["guesses"].is_null());
    let guesses = last(&["check", "it.toml", "--guesses"]);
    assert!(guesses["guesses"].as_array().is_some_and(|all| all.len() > 50), "{guesses}");
}

/// The help of every command, asked for in either way, fits 80 columns and gives two examples.
#[test]
fn the_help_of_every_command_fits_and_gives_two_examples() {
    let at = folder();
    let help = |words: &[&str]| {
        let told = done(at.path(), words);
        assert_eq!(told.status.code(), Some(0), "{words:?}");
        String::from_utf8(told.stdout).expect("it is text")
    };
    let all = help(&["--help"]);
    assert_eq!(all, help(&["help"]));
    let commands = all.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert_eq!(commands.len(), 14, "{commands:?}");
    for command in commands {
        let text = help(&[command, "--help"]);
        assert_eq!(text, help(&["help", command]), "{command}");
        let examples = text.split("Examples:").nth(1).unwrap_or_default();
        let examples =
            examples.lines().filter(|it| it.starts_with(&format!("  nosedive {command}")));
        assert_eq!(examples.count(), 2, "{command}:\n{text}");
        let wide = text.lines().chain(all.lines()).find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{command}");
    }
}
