//! Figures of each part of the project, measured now: `name | value | goal | holds`.

mod belief;
mod house;
mod model;
mod nation;
mod outputs;
mod program;
mod society;
mod twins;
mod work;

use std::process::{Command, ExitCode};

use crate::{mutants, reference};

pub(crate) use belief::belief;
pub(crate) use house::house;
pub(crate) use model::model;
pub(crate) use nation::nation;
pub(crate) use outputs::outputs;
pub(crate) use program::program;
pub(crate) use society::society;
pub(crate) use twins::twins;

/// Number of scenarios drawn for each law at full power.
const DRAWN: &str = "256";

/// The lines so far, and whether every one of them holds.
struct Table {
    all_hold: bool,
}

impl Table {
    fn line(&mut self, name: &str, value: &str, goal: &str, holds: bool) {
        self.all_hold &= holds;
        println!("{name} | {value} | {goal} | {}", if holds { "holds" } else { "falls short" });
    }

    fn verdict(&self) -> ExitCode {
        if self.all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Runs one file of tests and holds the number that pass against the number wanted.
fn tests(table: &mut Table, name: &str, package: &str, file: &str, wanted: usize) {
    let arguments = ["test", "--quiet", "--package", package, "--test", file];
    let output = Command::new(env!("CARGO")).args(arguments).env("PROPTEST_CASES", DRAWN).output();
    let text = output.map_or_else(
        |error| error.to_string(),
        |output| String::from_utf8_lossy(&output.stdout).into_owned(),
    );
    let count = |word: &str| {
        let line = text.lines().find(|line| line.starts_with("test result"))?;
        line.split(&[';', '.'][..])
            .find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<usize>().ok())
    };
    let (passed, failed) = (count("passed").unwrap_or(0), count("failed").unwrap_or(wanted));
    let value = format!("{passed} pass, {failed} fail");
    table.line(
        name,
        &value,
        &format!("{wanted} or more pass, none fails"),
        passed >= wanted && failed == 0,
    );
}

/// The second program on the same draws, scenario by scenario.
fn lives_the_same_days(table: &mut Table) {
    for name in reference::LIVED {
        let line = format!("the reference lives `{name}`");
        match reference::compare(name) {
            Ok(found) => {
                let holds = found.parted.is_none();
                table.line(&line, &found.told(), "the same", holds);
            }
            Err(why) => table.line(&line, &why, "the same", false),
        }
    }
}

/// Changes of the code, one at a time, and how many of them a test notices.
fn changes(table: &mut Table, parts: &'static [&'static str]) {
    let name = "changes that a test notices";
    match mutants::measure(parts) {
        Ok(found) => {
            let goal = "90 % or more of viable changes noticed";
            table.line(name, &found.told(), goal, found.holds());
        }
        Err(why) => table.line(name, &why, "90 % or more", false),
    }
}
