//! Everything that is checked besides the tests, in one command.

use std::process::{Command, ExitCode};

/// The version of the auditor of dependencies that the project's configuration is written for.
const AUDITOR: &str = "0.20.2";

/// A check and its name.
type Check = (&'static str, fn() -> bool);

/// Runs every check in turn and stops at the first that fails.
pub(crate) fn run() -> ExitCode {
    let checks: [Check; 11] = [
        ("formatting", || cargo(&["fmt", "--all", "--", "--check"], &[])),
        ("lints", || {
            cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"], &[])
        }),
        ("documentation", || {
            let strict = [("RUSTDOCFLAGS", "--deny warnings")];
            cargo(&["doc", "--workspace", "--no-deps"], &strict)
        }),
        ("dependencies and licenses", audit),
        ("house", crate::house::step),
        ("handbook", crate::handbook::step),
        ("the laws over 64 drawn scenarios each", drawn_laws),
        ("tests of these commands", || cargo(&["test", "--package", "xtask"], &[])),
        ("golden worlds", || crate::golden::check() == ExitCode::SUCCESS),
        ("the reference", || crate::reference::run() == ExitCode::SUCCESS),
        ("the main job", main_job),
    ];
    for (name, check) in checks {
        println!("== {name}");
        if !check() {
            eprintln!("== {name}: failed");
            return ExitCode::FAILURE;
        }
    }
    println!("== all checks passed");
    ExitCode::SUCCESS
}

fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> bool {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).envs(environment.iter().copied());
    command.status().is_ok_and(|status| status.success())
}

/// Scenarios drawn for each law: a quarter of full power, which `cargo xtask figures model` has, so that every
/// change is checked within half an hour.
const DRAWN: &str = "64";

/// The laws over more scenarios, of which `cargo test` draws a part. The package is not named: cargo would
/// then choose the features of libraries for it alone, and build them once more.
fn drawn_laws() -> bool {
    cargo(&["test", "--test", "laws"], &[("PROPTEST_CASES", DRAWN)])
}

/// Licenses, bans and sources; advisories need a database that is fetched, and are left to
/// whoever has the network for it.
fn audit() -> bool {
    let found = Command::new(env!("CARGO")).args(["deny", "--version"]).output();
    let version = found.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let here = version.is_ok_and(|version| version.contains(AUDITOR));
    let install = ["install", "--locked", "cargo-deny", "--version", AUDITOR];
    (here || cargo(&install, &[])) && cargo(&["deny", "check", "bans", "licenses", "sources"], &[])
}

/// The default scenario at a small size, into a folder of its own, and its tables in data tools.
fn main_job() -> bool {
    let folder = std::env::temp_dir().join(format!("nosedive-ci-{}", std::process::id()));
    let out = folder.join("out");
    let small = ["--citizens", "10000", "--years", "1", "--worlds", "4", "--out"];
    let program = [env!("CARGO"), "run", "--release", "--quiet", "--"];
    let to = out.display().to_string();
    let words = [&program[1..], &["run"], &small, &[&to]].concat();
    let lived = cargo(&words, &[]) && crate::data_tools::check(&out, &program);
    let left = std::fs::remove_dir_all(&folder);
    lived && left.is_ok()
}
