//! Speed beside an earlier commit, in turns: before, now, before, now.
//!
//! Both programs run the same scenarios on the same machine, each from its own tree, so that a
//! setting may have another name in one of them. A turn takes the time of a whole process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::figures::Table;

/// The commit that speed is held against.
const BEFORE: &str = "f6513bb";

/// Its tree, and both builds.
const PLACE: &str = "target/before";

/// Runs of each program; odd, so that the median is one of them.
const TURNS: usize = 7;

/// The slowest that counts as no slower.
const LEAST: f64 = 0.99;

/// Something timed: its name, and the arguments of the program.
struct Timed {
    name: &'static str,
    arguments: &'static [&'static str],
    /// The same, made small.
    quick: &'static [&'static str],
}

const ALL: [Timed; 3] = [
    Timed {
        name: "the default run",
        arguments: &["run"],
        quick: &["run", "--citizens", "5000", "--worlds", "4", "--years", "1"],
    },
    Timed {
        name: "a society of a million citizens",
        arguments: &["run", "--citizens", "1000000", "--worlds", "1", "-s", "run.days=120"],
        quick: &["run", "--citizens", "100000", "--worlds", "1", "-s", "run.days=40"],
    },
    Timed {
        name: "the common model of the peers",
        arguments: &[
            "run",
            "peers/common.toml",
            "--citizens",
            "1000000",
            "--worlds",
            "1",
            "-s",
            "run.days=366",
        ],
        quick: &[
            "run",
            "peers/common.toml",
            "--citizens",
            "100000",
            "--worlds",
            "1",
            "-s",
            "run.days=60",
        ],
    },
];

/// A program and the tree that it runs in.
struct Program {
    tree: PathBuf,
    binary: PathBuf,
}

/// Holds the speed of each run against that of the earlier commit.
pub(super) fn speed(table: &mut Table, quick: bool) {
    match both() {
        Ok((before, now)) => {
            let turns = if quick { 1 } else { TURNS };
            ALL.iter().for_each(|timed| line(table, timed, [&before, &now], (quick, turns)));
        }
        Err(why) => table.line("speed beside an earlier commit", &why, "it can be timed", false),
    }
    forget();
}

fn line(table: &mut Table, timed: &Timed, programs: [&Program; 2], (quick, turns): (bool, usize)) {
    let name = format!("{}: speed in that of {BEFORE}, median of {turns} turns", timed.name);
    let goal = format!("{LEAST} at least");
    let arguments = if quick { timed.quick } else { timed.arguments };
    match medians(programs, arguments, turns) {
        Some([before, now]) => {
            let ratio = before / now;
            let value = format!("{ratio:.3} ({before:.2} s before, {now:.2} s now)");
            table.line(&name, &value, &goal, ratio >= LEAST);
        }
        None => table.line(&name, "a run failed", &goal, false),
    }
}

/// The median seconds of both programs, which take turns.
fn medians(programs: [&Program; 2], arguments: &[&str], turns: usize) -> Option<[f64; 2]> {
    let mut seconds = [Vec::new(), Vec::new()];
    for _ in 0..turns {
        for (program, seconds) in programs.iter().zip(&mut seconds) {
            seconds.push(program.seconds(arguments)?);
        }
    }
    Some(seconds.map(|mut all| {
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    }))
}

impl Program {
    /// The program of a tree, built.
    fn build(tree: &Path, target: &Path) -> Result<Program, String> {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--release", "--quiet", "--locked", "--package", "nosedive"])
            .arg("--target-dir")
            .arg(target)
            .current_dir(tree)
            .status();
        let binary = target.join("release/nosedive");
        match status {
            Ok(status) if status.success() => Ok(Program { tree: tree.to_owned(), binary }),
            _ => Err(format!("{} cannot be built", tree.display())),
        }
    }

    /// The seconds of one run, into a new folder.
    fn seconds(&self, arguments: &[&str]) -> Option<f64> {
        let out = std::env::temp_dir().join(format!("nosedive-turns-{}", std::process::id()));
        let mut command = Command::new(&self.binary);
        command.args(arguments).args(["--quiet", "--checkpoint", "off", "--out"]).arg(&out);
        command.current_dir(&self.tree).stdout(Stdio::null()).stderr(Stdio::null());
        let began = Instant::now();
        let status = command.status();
        let seconds = began.elapsed().as_secs_f64();
        // A folder left behind in the place for such is no harm.
        let _ = fs::remove_dir_all(&out);
        status.is_ok_and(|status| status.success()).then_some(seconds)
    }
}

/// The program of the earlier commit, and that of this tree.
fn both() -> Result<(Program, Program), String> {
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let tree = here.join(PLACE).join("tree");
    forget();
    let path = tree.display().to_string();
    git(&["worktree", "add", "--force", "--quiet", "--detach", &path, BEFORE])?;
    let before = Program::build(&tree, &here.join(PLACE).join("target"))?;
    let now = Program::build(&here, &here.join("target"))?;
    Ok((before, now))
}

fn git(arguments: &[&str]) -> Result<(), String> {
    let output = Command::new("git").args(arguments).output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if output.status.success() { Ok(()) } else { Err(said) }
}

/// Removes the earlier tree, where there is one; its build stays for the next time.
fn forget() {
    let tree = format!("{PLACE}/tree");
    if Path::new(&tree).exists() {
        let _ = git(&["worktree", "remove", "--force", &tree]);
    }
}
