//! The figures of the source tree: `cargo xtask figures house`.

mod fresh;
mod turns;

use std::fs;
use std::process::ExitCode;

use super::{Table, tests};
use crate::house::measured::{self, Measured, none};
use crate::house::numbers::{ARGUED, argued, unargued};
use crate::house::source::Finding;
use crate::house::surface::CARRIED;

/// Crates that are held to shares of comments.
const TOLD: [&str; 2] = ["society", "lab"];

/// The crate whose numbers carry units.
const UNITS: &str = "society";

/// Functions with bare numbers that may stand, each with its reason.
const BARE: usize = 30;

/// Runnable examples in the docs of all crates.
const EXAMPLES: usize = 60;

/// Measures everything that the source tree must show; `quick` leaves out the laws, a fresh clone
/// and all turns but one.
pub(crate) fn house(quick: bool) -> ExitCode {
    let mut table = Table { all_hold: true };
    match measured::all() {
        Ok(all) => {
            all.iter().for_each(|one| source(&mut table, one));
            examples(&mut table, &all);
        }
        Err(why) => table.line("the source tree", &why, "it can be read", false),
    }
    unchanged(&mut table, quick);
    turns::speed(&mut table, quick);
    if !quick {
        fresh::clone(&mut table);
    }
    table.verdict()
}

/// The measures of one crate.
fn source(table: &mut Table, one: &Measured) {
    lengths(table, one);
    if TOLD.contains(&one.name.as_str()) {
        least(table, &format!("{}: doc lines per line of code", one.name), one.lines.docs(), 0.30);
        let name = format!("{}: other comments per line of code", one.name);
        least(table, &name, one.lines.comments(), 0.03);
    }
    for (by, arrows) in [("imports", &one.imports), ("calls", &one.calls)] {
        let name = format!("{}: files in the largest circle by {by}", one.name);
        absent(table, &name, arrows.largest());
    }
    let pronouns = one.words.of_a_hundred();
    let name = format!("{}: relative pronouns in 100 words of doc", one.name);
    table.line(&name, &format!("{pronouns:.2}"), "0.3 at most", pronouns <= 0.3);
    unused(table, one);
    if one.name == UNITS {
        bare(table, one);
    }
    absent(table, &format!("{}: functions with a tuple parameter", one.name), one.tuples.len());
}

/// Public items that nobody names; a type may have to be public all the same.
fn unused(table: &mut Table, one: &Measured) {
    let name = format!("{}: public items named nowhere outside", one.name);
    let is_carried = |finding: &&Finding| finding.text.contains(CARRIED);
    let (count, carried) = (one.unused.len(), one.unused.iter().filter(is_carried).count());
    let value = match carried {
        0 => none(count),
        _ => format!("{count}, {carried} of them types in signatures of items in use"),
    };
    table.line(&name, &value, "none but such types", count == carried);
}

fn lengths(table: &mut Table, one: &Measured) {
    let lengths = [("file", &one.files), ("function", &one.functions)];
    for (of, lengths) in lengths {
        let (median, far) = (lengths.percentile(50), lengths.percentile(90));
        let name = format!("{}: {of} lines, median / p90 / longest", one.name);
        table.line(&name, &format!("{median} / {far} / {}", lengths.longest()), "-", true);
    }
}

fn least(table: &mut Table, name: &str, value: f64, least: f64) {
    table.line(name, &format!("{value:.2}"), &format!("{least:.2} at least"), value >= least);
}

fn absent(table: &mut Table, name: &str, count: usize) {
    table.line(name, &none(count), "none", count == 0);
}

/// Public functions with bare numbers, against the list of those argued.
fn bare(table: &mut Table, one: &Measured) {
    let name = format!("{}: public functions with bare numbers, those without a reason", one.name);
    let goal = format!("{BARE} at most, none");
    let list = fs::read_to_string(ARGUED).map_err(|error| format!("{ARGUED}: {error}"));
    match list.and_then(|text| argued(&text)) {
        Ok(argued) => {
            let found: Vec<_> = one.open_numbers().collect();
            let (without, gone) = unargued(&one.name, &found, &argued);
            let value = format!("{}, {}", found.len(), none(without.len()));
            table.line(&name, &value, &goal, found.len() <= BARE && without.is_empty());
            let name = format!("{}: reasons for functions without bare numbers", one.name);
            absent(table, &name, gone.len());
        }
        Err(why) => table.line(&name, &why, &goal, false),
    }
}

fn examples(table: &mut Table, all: &[Measured]) {
    let count: usize = all.iter().map(|one| one.examples.len()).sum();
    let goal = format!("{EXAMPLES} at least");
    table.line("runnable examples in docs", &count.to_string(), &goal, count >= EXAMPLES);
}

/// Golden worlds, the reference and the laws.
fn unchanged(table: &mut Table, quick: bool) {
    let same = |code| if code == ExitCode::SUCCESS { "the same" } else { "another" };
    let golden = same(crate::golden::check());
    table.line("golden worlds", golden, "the same", golden == "the same");
    let reference = same(crate::reference::run());
    table.line("the reference in Python", reference, "the same", reference == "the same");
    if !quick {
        tests(table, "laws on hand-made societies", "society", "laws", 12);
        tests(table, "laws on drawn societies", "results", "laws", 1);
    }
}
