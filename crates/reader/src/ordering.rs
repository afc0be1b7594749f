//! The order of mistakes, and the removal of those that follow from others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, MOST, Problem, SourceFile};
use crate::requirement::Requirement;

/// Diagnostics in the order of a report: those of the file called `main` first, by their place;
/// none twice; a setting that is missing only because its name is misspelled, and a number
/// that is outside of its own range because it is one that the setting cannot have, once.
#[must_use]
pub(crate) fn in_order(main: &str, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut meant: BTreeSet<String> = BTreeSet::new();
    let place = |it: &Diagnostic| (Arc::as_ptr(&it.source).addr(), it.place.start);
    let mut refused: BTreeSet<(usize, usize)> = BTreeSet::new();
    for diagnostic in &diagnostics {
        match &diagnostic.wrong {
            Problem::Unknown { nearest: Some(nearest), .. } => {
                meant.insert(nearest.clone());
            }
            Problem::NotAllowed { .. } if !diagnostic.is_beyond_range() => {
                refused.insert(place(diagnostic));
            }
            _ => {}
        }
    }
    let mut diagnostics = gathered(diagnostics);
    let is_reported = |diagnostic: &Diagnostic| match &diagnostic.wrong {
        Problem::Missing { key, .. } => !meant.contains(key),
        Problem::NotAllowed { .. } if diagnostic.is_beyond_range() => {
            !refused.contains(&place(diagnostic))
        }
        _ => true,
    };
    diagnostics.retain(is_reported);
    diagnostics.sort_by(|one, other| {
        let rank = |it: &Diagnostic| (it.source.name != main, it.place.start);
        let ((far, start), (other_far, other_start)) = (rank(one), rank(other));
        (far, &one.source.name, start).cmp(&(other_far, &other.source.name, other_start))
    });
    diagnostics.dedup_by(|one, before| one.is_same(before));
    let mut reported: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        let is_told =
            |known: &Diagnostic| known.is_same(&diagnostic) || is_one_value(known, &diagnostic);
        if reported.len() < MOST && !reported.iter().any(is_told) {
            reported.push(diagnostic);
        }
    }
    reported
}

/// Whether one value, for all settings of a pattern, lies outside the ranges of two of them.
fn is_one_value(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.is_beyond_range()
        && other.is_beyond_range()
        && Arc::ptr_eq(&one.source, &other.source)
        && one.place == other.place
}

/// Diagnostics with one for each missing table in place of one for each of its settings, and one
/// for several missing tables of a file.
fn gathered(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut gathered: Vec<Diagnostic> = Vec::new();
    let mut tables: BTreeMap<String, (Arc<SourceFile>, Vec<String>)> = BTreeMap::new();
    for diagnostic in diagnostics {
        match &diagnostic.wrong {
            Problem::Missing { key, .. } if diagnostic.place.is_empty() && key.contains('.') => {
                let table = key.split('.').next().unwrap_or(key).to_owned();
                let name = diagnostic.source.name.clone();
                let (_, keys) =
                    tables.entry(name).or_insert_with(|| (diagnostic.source.clone(), Vec::new()));
                if !keys.contains(&table) {
                    keys.push(table);
                }
            }
            _ => gathered.push(diagnostic),
        }
    }
    for (source, mut keys) in tables.into_values() {
        let wrong = match (keys.pop(), keys.is_empty()) {
            (Some(key), true) => Problem::Missing { key, allowed: Requirement::Table },
            (last, _) => Problem::NoTables { keys: keys.into_iter().chain(last).collect() },
        };
        gathered.push(Diagnostic { source, place: 0..0, wrong });
    }
    gathered
}
