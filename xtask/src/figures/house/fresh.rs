//! Patience that a newcomer needs: the tests and the program from a fresh clone.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::figures::Table;

/// Longest that the tests may take, building included [s].
const TESTS: f64 = 300.0;

/// Longest that the release build may take [s].
const BUILD: f64 = 150.0;

/// Times both in a clone of the last commit, each with nothing built before.
pub(super) fn clone(table: &mut Table) {
    let place = std::env::temp_dir().join(format!("nosedive-fresh-{}", std::process::id()));
    let tree = place.join("tree");
    let mut git = Command::new("git");
    git.args(["clone", "--quiet", "."]).arg(&tree);
    if git.status().is_ok_and(|status| status.success()) {
        let build = seconds(&tree, &["build", "--release"], &place.join("release"));
        line(table, "cold release build [s]", build, BUILD);
        let tests = seconds(&tree, &["test"], &place.join("debug"));
        line(table, "`cargo test` from a fresh clone [s]", tests, TESTS);
    } else {
        table.line("a fresh clone", "none", "one", false);
    }
    // A folder left behind in the place for such is no harm.
    let _ = std::fs::remove_dir_all(&place);
}

fn line(table: &mut Table, name: &str, seconds: Option<f64>, most: f64) {
    let value = seconds.map_or_else(|| "it failed".to_owned(), |seconds| format!("{seconds:.0}"));
    let holds = seconds.is_some_and(|seconds| seconds <= most);
    table.line(name, &value, &format!("{most:.0} at most"), holds);
}

/// The seconds of a command of cargo that ends well.
fn seconds(tree: &Path, arguments: &[&str], target: &Path) -> Option<f64> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).args(["--quiet", "--locked"]).env("CARGO_TARGET_DIR", target);
    cargo.current_dir(tree).stdout(Stdio::null()).stderr(Stdio::null());
    let began = Instant::now();
    let status = cargo.status();
    let seconds = began.elapsed().as_secs_f64();
    status.is_ok_and(|status| status.success()).then_some(seconds)
}
