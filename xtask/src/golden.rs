//! Golden worlds: `cargo xtask golden` lives one world under all six policies and holds every table
//! of it against what was accepted last; `cargo xtask golden --accept WHY` accepts it anew, and
//! writes why into the changelog.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::ExitCode;

use lab::trace::{Line, Trace};
use reader::Overrides;
use results::read;
use sha2::{Digest, Sha256};
use toml::{Table as Toml, Value};

const FILE: &str = "reference/golden.toml";
const CHANGELOG: &str = "CHANGELOG.md";
const SCENARIO: &str = "reference/six.toml";

/// Under which heading of the changelog a reason goes, and how its line begins.
const HEADING: &str = "## Unreleased";
const BEGINS: &str = "- Golden worlds: ";

/// The summary of one table: its size, its digest, and of each column a short digest a day.
#[derive(Clone, Debug, Default, PartialEq)]
struct Table {
    bytes: usize,
    digest: String,
    columns: BTreeMap<String, String>,
}

/// Letters of the short digest of one column on one day.
const SHORT: usize = 4;

/// The tables of a world, by name.
type Tables = BTreeMap<String, Table>;

/// A table as it is written, day by day.
#[derive(Default)]
struct Writing {
    whole: Sha256,
    table: Table,
}

impl Writing {
    /// Adds the lines of a day; a column without a line has a digest all the same.
    fn day(&mut self, day: usize, lines: &[Line]) {
        let mut columns: BTreeMap<&str, Sha256> = BTreeMap::new();
        for line in lines {
            self.whole.update(&line.text);
            self.whole.update("\n");
            self.table.bytes += line.text.len() + 1;
            // Counts are many and small: they share a column.
            let column = if line.column.starts_with('#') { "counts" } else { &line.column };
            columns.entry(column).or_default().update(&line.text);
        }
        for (column, digest) in columns {
            let days = self.table.columns.entry(column.to_owned()).or_default();
            days.push_str(&"-".repeat(SHORT * day - days.len()));
            days.push_str(&hex(&digest.finalize())[..SHORT]);
        }
    }

    fn end(mut self) -> Table {
        self.table.digest = hex(&self.whole.finalize())[..16].to_owned();
        self.table
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lives the world.
fn live() -> Result<Tables, String> {
    let asked = read(SCENARIO, &Overrides::default())
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect::<String>())?;
    let mut trace = Trace::new(&asked.scenario);
    let mut people = Writing::default();
    people.day(0, &trace.people());
    let mut occasions = Writing::default();
    let mut twins: Vec<Writing> =
        asked.scenario.twins().iter().map(|_| Writing::default()).collect();
    while let Some(day) = trace.day() {
        let line = Line { column: "occasions".to_owned(), text: day.occasions };
        occasions.day(day.day.into(), &[line]);
        for (writing, lines) in twins.iter_mut().zip(&day.twins) {
            writing.day(day.day.into(), lines);
        }
    }
    let names = asked.scenario.twins().iter().map(|twin| twin.name.clone());
    let mut tables: Tables = names.zip(twins.into_iter().map(Writing::end)).collect();
    tables.insert("people".to_owned(), people.end());
    tables.insert("occasions".to_owned(), occasions.end());
    Ok(tables)
}

/// Holds the world against what was accepted last.
pub(crate) fn check() -> ExitCode {
    match live().and_then(|now| Ok(differences(&accepted()?, &now))) {
        Ok(found) if found.is_empty() => {
            println!("golden worlds: the same");
            ExitCode::SUCCESS
        }
        Ok(found) => {
            for line in found {
                eprintln!("golden worlds: {line}");
            }
            eprintln!("  accept them with `cargo xtask golden --accept WHY`, if that is meant");
            ExitCode::FAILURE
        }
        Err(why) => {
            eprintln!("golden worlds: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Accepts the world as it is now, and writes why into the changelog.
pub(crate) fn accept(why: &str) -> ExitCode {
    let accepted = live().and_then(|tables| {
        let changelog = fs::read_to_string(CHANGELOG).map_err(|error| error.to_string())?;
        let start = changelog
            .find(HEADING)
            .ok_or_else(|| format!("{CHANGELOG} has no heading `{HEADING}`"))?;
        let end = changelog[start + 1..].find("\n## ").map_or(changelog.len(), |at| start + 1 + at);
        let (before, after) = changelog.split_at(end);
        let changelog = format!("{}\n{BEGINS}{why}\n{after}", before.trim_end());
        fs::write(FILE, written(why, &tables)).map_err(|error| error.to_string())?;
        fs::write(CHANGELOG, changelog).map_err(|error| error.to_string())
    });
    match accepted {
        Ok(()) => {
            println!("accepted: {FILE}, with its reason in {CHANGELOG}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("golden worlds: {why}");
            ExitCode::FAILURE
        }
    }
}

fn written(why: &str, tables: &Tables) -> String {
    let mut text = format!(
        "# World 0 of {SCENARIO}: the size and digest of each table, and of each column {SHORT} letters a day.\n\
         # Written by `cargo xtask golden --accept WHY` alone.\n\nwhy = {}\n",
        Value::String(why.to_owned())
    );
    for (name, table) in tables {
        text.push_str(&format!(
            "\n[{name}]\nbytes = {}\ndigest = \"{}\"\n",
            table.bytes, table.digest
        ));
        for (column, days) in &table.columns {
            text.push_str(&format!("days.\"{column}\" = \"{days}\"\n"));
        }
    }
    text
}

/// The tables accepted last; the changelog must give the reason.
fn accepted() -> Result<Tables, String> {
    let read = |path: &str| fs::read_to_string(path).map_err(|error| format!("{path}: {error}"));
    let parsed: Toml = read(FILE)?.parse().map_err(|error| format!("{FILE}: {error}"))?;
    let why = parsed.get("why").and_then(Value::as_str).unwrap_or("");
    if why.is_empty() || !read(CHANGELOG)?.contains(&format!("{BEGINS}{why}")) {
        return Err(format!("{CHANGELOG} does not say why they were accepted: \"{why}\""));
    }
    let table = |value: &Value| {
        let days = value.get("days").and_then(Value::as_table).cloned().unwrap_or_default();
        let days =
            days.into_iter().filter_map(|(name, days)| Some((name, days.as_str()?.to_owned())));
        let bytes = value.get("bytes").and_then(Value::as_integer).unwrap_or(0) as usize;
        let digest = value.get("digest").and_then(Value::as_str).unwrap_or("").to_owned();
        Table { bytes, digest, columns: days.collect() }
    };
    let tables = parsed.iter().filter(|(_, value)| value.is_table());
    Ok(tables.map(|(name, value)| (name.clone(), table(value))).collect())
}

/// Changes, a line for each table: its size, and on which day which columns
/// parted first.
fn differences(before: &Tables, now: &Tables) -> Vec<String> {
    let names: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        let (Some(was), Some(is)) = (before.get(name), now.get(name)) else {
            found.push(format!(
                "table {name} {}",
                if now.contains_key(name) { "is new" } else { "is gone" }
            ));
            continue;
        };
        if was != is {
            found.push(format!(
                "table {name}: {}; {} bytes, before {}",
                parted(was, is),
                is.bytes,
                was.bytes
            ));
        }
    }
    found
}

fn parted(was: &Table, is: &Table) -> String {
    let columns: BTreeSet<&String> = was.columns.keys().chain(is.columns.keys()).collect();
    let first = |column: &&String| {
        let days = |table: &Table| table.columns.get(*column).cloned().unwrap_or_default();
        let (was, is) = (days(was), days(is));
        let most = was.len().max(is.len()) / SHORT;
        let on = |days: &str, day: usize| {
            let quiet = "-".repeat(SHORT);
            days.get(day * SHORT..(day + 1) * SHORT).map_or(quiet, str::to_owned)
        };
        (0..most).find(|&day| on(&was, day) != on(&is, day))
    };
    let days: Vec<(usize, &String)> =
        columns.iter().filter_map(|column| Some((first(column)?, *column))).collect();
    let Some(&day) = days.iter().map(|(day, _)| day).min() else {
        return "parted where the short digests are alike".to_owned();
    };
    let names = days.iter().filter(|(first, _)| *first == day).map(|(_, name)| name.as_str());
    format!("parted on day {day} in {}", names.collect::<Vec<_>>().join(", "))
}
