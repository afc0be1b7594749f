//! Runs of the program in a folder of their own.
#![allow(dead_code, clippy::allow_attributes, reason = "each file of tests uses some of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) fn nosedive(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("nosedive"));
    command.args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn done(folder: &Path, arguments: &[&str]) -> Output {
    nosedive(folder, arguments).output().expect("it runs")
}

pub(crate) fn begun(folder: &Path, arguments: &[&str]) -> Child {
    nosedive(folder, arguments).spawn().expect("it runs")
}

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

/// The lines to paste of a text: whatever begins with the name of the program, up to three spaces.
pub(crate) fn lines_to_paste(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.strip_prefix("Next").unwrap_or(line).trim_start());
    let commands = lines.flat_map(|line| line.split("   ")).map(str::trim);
    commands.filter(|it| it.starts_with("nosedive ")).map(str::to_owned).collect()
}

/// Pastes a line into a shell.
#[cfg(unix)]
pub(crate) fn paste(folder: &Path, line: &str) -> Output {
    let program = assert_cmd::cargo::cargo_bin("nosedive");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut paths = vec![program.parent().expect("it lies somewhere").to_owned()];
    paths.extend(std::env::split_paths(&path));
    Command::new("bash")
        .args(["-c", line])
        .env("PATH", std::env::join_paths(paths).expect("they can be joined"))
        .current_dir(folder)
        .output()
        .expect("it runs")
}

/// The only run in a folder.
pub(crate) fn run_in(folder: &Path) -> PathBuf {
    let inside = fs::read_dir(folder.join("out")).expect("it is there").flatten();
    inside.map(|entry| entry.path()).find(|path| !path.is_symlink()).expect("a run")
}

pub(crate) fn manifest(folder: &Path) -> Value {
    let text = fs::read_to_string(run_in(folder).join("manifest.json")).expect("it is finished");
    serde_json::from_str(&text).expect("it is JSON")
}
