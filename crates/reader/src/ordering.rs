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
    let mut refused: BTreeSet<(String, usize, String)> = BTreeSet::new();
    for diagnostic in &diagnostics {
        match &diagnostic.wrong {
            Problem::Unknown { nearest: Some(nearest), .. } => {
                meant.insert(nearest.clone());
            }
            Problem::NotAllowed { key, allowed, .. } if !is_own_range(allowed) => {
                refused.insert((
                    diagnostic.source.name.clone(),
                    diagnostic.place.start,
                    key.clone(),
                ));
            }
            _ => {}
        }
    }
    let mut diagnostics = gathered(diagnostics);
    let is_reported = |diagnostic: &Diagnostic| match &diagnostic.wrong {
        Problem::Missing { key, .. } => !meant.contains(key),
        Problem::NotAllowed { key, allowed, .. } if is_own_range(allowed) => {
            let (name, start) = (diagnostic.source.name.clone(), diagnostic.place.start);
            !refused.contains(&(name, start, key.clone()))
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
        if reported.len() < MOST && !reported.iter().any(|known| known.is_same(&diagnostic)) {
            reported.push(diagnostic);
        }
    }
    reported
}

/// Whether a requirement is the range that a file gives a number itself.
fn is_own_range(allowed: &Requirement) -> bool {
    matches!(allowed, Requirement::OwnRange { .. })
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
