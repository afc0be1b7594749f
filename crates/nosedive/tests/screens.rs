//! The first ten minutes, as they are told in `first-ten-minutes.md`.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

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
