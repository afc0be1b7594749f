//! The units that settings have: those of the files that ship.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::diagnostic::{Diagnostic, Problem};
use super::document::Document;
use super::entry::Entry;
use super::value::{Number, Value};
use super::{POLICIES, SCENARIOS};

/// The units of a setting, with `*` for the names that a file is free to give; `None` for a
/// setting without one.
pub(super) fn of(address: &str) -> Option<&'static Vec<String>> {
    static UNITS: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    UNITS.get_or_init(shipped).get(address)
}

fn shipped() -> BTreeMap<String, Vec<String>> {
    let mut units: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, text) in SCENARIOS.iter().chain(&POLICIES) {
        let document = Document::parse(name, text);
        // A published figure has the unit in which it was published.
        let settings = document.entries.iter();
        for (address, entry) in settings.filter(|(address, _)| !address.starts_with("pattern.")) {
            let Value::Number(Number { unit: Some(unit), .. }) = &entry.value else { continue };
            let known = units.entry(starred(address)).or_default();
            if !known.contains(unit) {
                known.push(unit.clone());
            }
        }
    }
    units
}

/// An address with `*` in place of the names that a file is free to give.
fn starred(address: &str) -> String {
    const NAMED: [&str; 6] = ["group", "place", "band", "list", "effect", "twins"];
    let mut parts: Vec<&str> = address.split('.').collect();
    if parts.len() > 2 {
        if parts[0] == "policies" {
            parts.drain(..2);
        }
        let last = parts.len() - 1;
        if last > 1 && NAMED.contains(&parts[0]) {
            parts[1] = "*";
        }
        if parts[last.saturating_sub(1)].ends_with("_by_group") {
            parts[last] = "*";
        }
    }
    parts.join(".")
}

/// Numbers that are given in another unit than their setting has.
pub(super) fn wrong<'a>(entries: impl Iterator<Item = (&'a String, &'a Entry)>) -> Vec<Diagnostic> {
    let mistake = |(key, entry): (&String, &Entry)| {
        let Value::Number(number) = &entry.value else { return None };
        let found = number.unit.clone()?;
        let allowed = of(&starred(key))?.clone();
        let wrong =
            Problem::Unit { key: key.clone(), found: found.clone(), allowed: allowed.clone() };
        let (source, place) = (entry.source.clone(), entry.unit.clone());
        (!allowed.contains(&found)).then_some(Diagnostic { source, place, wrong })
    };
    entries.filter_map(mistake).collect()
}
