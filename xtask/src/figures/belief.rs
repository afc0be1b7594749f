//! The figures of belief: `cargo xtask figures belief [quick]`; `quick` leaves out the mutants.

use std::collections::BTreeSet;
use std::process::{Command, ExitCode};

use lab::numbers::with_half;
use lab::patterns::{self, Agreement};
use lab::study::worlds;
use reader::{Overrides, Use};
use results::read;

use super::society::identical_groups;
use super::{Table, changes, lives_the_same_days, tests};
use crate::{golden, handbook, mutants, reference};

/// Seeds of the symmetric null.
const SEEDS: u32 = 100;

/// How many of their intervals must cover zero: 19 of 20 do, and fewer than this once in 600 times.
const COVER: usize = 88;

/// Measures everything that makes the model believable.
pub(crate) fn belief(quick: bool) -> ExitCode {
    let mut table = Table { all_hold: true };
    let random = "laws over random scenarios, 256 cases each";
    tests(&mut table, random, "results", "laws", 8);
    theory(&mut table);
    identical_groups(&mut table, SEEDS, COVER);
    second_program(&mut table);
    published(&mut table);
    let same = |is: bool| if is { "the same" } else { "not so" };
    let is = golden::check() == ExitCode::SUCCESS;
    table.line("golden worlds, six policies", same(is), "the same", is);
    let is = handbook::check() == ExitCode::SUCCESS;
    table.line("pages of the handbook that follow from the code", same(is), "the same", is);
    if !quick {
        changes(&mut table, &mutants::BASIS);
    }
    table.verdict()
}

/// Statistical laws: a line for each, as its test prints it.
fn theory(table: &mut Table) {
    let arguments = [
        "test",
        "--package",
        "society",
        "--test",
        "theory",
        "--",
        "--nocapture",
        "--test-threads=1",
    ];
    let output = Command::new(env!("CARGO")).args(arguments).output();
    let text = output.map_or_else(
        |error| error.to_string(),
        |output| String::from_utf8_lossy(&output.stdout).into_owned(),
    );
    // The name of a test and what it prints can stand on one line.
    let lines = text.lines().filter_map(|line| line.find("V").map(|at| &line[at..]));
    let mut told = BTreeSet::new();
    for line in lines.filter(|line| line.split(" | ").count() == 6) {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [number, what, expected, found, interval, pass] = parts[..] else { continue };
        let goal = format!("{expected} ({interval})");
        table.line(&format!("{number} {what}"), found, &goal, pass == "pass");
        told.insert(number.to_owned());
    }
    for number in (1..=14).map(|number| format!("V{number}")).filter(|it| !told.contains(it)) {
        match ELSEWHERE.iter().find(|(it, _)| *it == number) {
            Some((_, place)) => println!("{number} | {place} | - | -"),
            None => table.line(&number, "no test", "a test", false),
        }
    }
}

/// Laws with lines elsewhere in the table.
const ELSEWHERE: [(&str, &str); 2] = [
    ("V10", "two identical groups, below"),
    ("V11", "without errors, ties and playing nobody is wronged: among the laws, above"),
];

/// The reference, on draws that are addressed alike and on random numbers of its own.
fn second_program(table: &mut Table) {
    lives_the_same_days(table);
    let name = "the reference on random numbers of its own";
    match reference::distributions() {
        Ok(found) => table.line(name, &found.told(), "no outcome further apart", found.holds()),
        Err(why) => table.line(name, &why, "no outcome further apart", false),
    }
}

/// Published figures: those that were fitted must agree, the others are told.
fn published(table: &mut Table) {
    for name in ["as-reported", "courts"] {
        let Ok(asked) = read(name, &Overrides::default()) else { continue };
        let lived = worlds(&asked.scenario, asked.stop.least);
        for found in patterns::found(&asked, &lived) {
            let pattern = found.pattern;
            let (low, high) = pattern.range();
            let line = format!("{name}, {}: {}", pattern.part.name(), pattern.say);
            let value = with_half(found.estimate.as_ref(), found.interval);
            let agreement = found.agreement.name();
            let goal = format!("{low} to {high}");
            if pattern.part == Use::Fit {
                table.line(&line, &value, &goal, found.agreement == Agreement::Agrees);
            } else {
                println!("{line} | {value} | {goal} | - ({agreement})");
            }
        }
    }
}
