//! Unknown settings: present in a file and never looked up.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, MOST, Problem};
use crate::document::Document;
use crate::entry::Entry;
use crate::expected::Expected;
use crate::requirement::Requirement;
use crate::retired::present_address;
use crate::sections::is_of_policy;
use crate::words::{nearest, nearest_within};

/// Headings under which a file gives names of its own.
const NAMING: [&str; 10] =
    ["twins", "source", "policies", "group", "place", "band", "list", "effect", "rule", "pattern"];

/// The grades that a source can have.
const GRADES: [(&str, ()); 6] = [
    ("official", ()),
    ("study", ()),
    ("press", ()),
    ("weak", ()),
    ("calibrated", ()),
    ("none", ()),
];

impl Document {
    /// Reports unknown settings.
    pub(crate) fn note_unknown(&mut self) {
        let mut told = BTreeSet::new();
        let mut found = Vec::new();
        for key in self.written() {
            let Some(unknown) = self.unknown(key) else { continue };
            if told.len() < MOST && told.insert(unknown.to_owned()) {
                found.push(self.about_unknown(unknown));
            }
        }
        self.mistakes.append(&mut found);
    }

    /// Looks up the keys of each source.
    pub(crate) fn ask_sources(&mut self) {
        for name in self.children("source") {
            self.ask_source(&name);
        }
    }

    pub(crate) fn ask_source(&mut self, name: &str) {
        let at = format!("source.{name}");
        self.word(&format!("{at}.title"));
        self.one_of(&format!("{at}.grade"), &GRADES);
        for word in ["url", "seen"] {
            self.word_if(&format!("{at}.{word}"));
        }
    }

    /// Every address at which something was written, and every table with nothing in it.
    fn written(&self) -> impl Iterator<Item = &str> {
        let entries = self.entries.iter().filter(|(_, entry)| !entry.is_default);
        let is_empty = |key: &&String| {
            let inside = format!("{key}.");
            let next = self.entries.range(inside.clone()..).next();
            !self.entries.contains_key(*key)
                && next.is_none_or(|(next, _)| !next.starts_with(&inside))
        };
        let tables = self.tables.keys().filter(is_empty);
        entries.map(|(key, _)| key).chain(tables).map(String::as_str)
    }

    /// Whether an address, or one inside it, was asked about.
    fn is_known(&self, address: &str) -> bool {
        let inside = format!("{address}.");
        let next = self.asked.range(inside.clone()..).next();
        self.asked.contains_key(address)
            || NAMING.contains(&address)
            || next.is_some_and(|(next, _)| next.starts_with(&inside))
    }

    /// The outermost part of an address that nobody asked about, if there is one.
    fn unknown<'a>(&self, key: &'a str) -> Option<&'a str> {
        if self.asked.contains_key(key) {
            return None;
        }
        if is_of_policy(key) && self.elsewhere.contains(key) {
            return Some(key);
        }
        if self.entries.contains_key(key) && self.is_known(key) {
            return Some(key);
        }
        let ends = key.match_indices('.').map(|(at, _)| at).chain([key.len()]);
        let mut outer = ends.map(|end| &key[..end]);
        let unknown = outer.find(|part| !self.is_known(part))?;
        // Of a section that is only out of place, the setting itself tells more.
        let is_section = is_of_policy(unknown) && !self.elsewhere.is_empty();
        Some(if is_section { key } else { unknown })
    }

    fn about_unknown(&self, key: &str) -> Diagnostic {
        let parent = key.rsplit_once('.').map_or("", |(parent, _)| parent);
        let (source, place) = match (self.entries.get(key), self.tables.get(key)) {
            (Some(entry), _) => (entry.source.clone(), entry.name.clone()),
            (None, Some(spot)) => spot.place(),
            (None, None) => self.first_inside(key).map_or_else(
                || self.nearest_table(key),
                |(_, entry)| (entry.source.clone(), entry.name.clone()),
            ),
        };
        let is_setting = |question: &&Expected| **question != Expected::Anything;
        if let Some(question) = self.asked.get(parent).filter(is_setting) {
            let (key, found) = (parent.to_owned(), "a table".to_owned());
            let wrong =
                Problem::NotAllowed { key, found, allowed: Requirement::Kind(question.clone()) };
            return Diagnostic { source, place, wrong };
        }
        if let Some(entry) = self.entries.get(key).filter(|_| self.is_known(key)) {
            let (key, found) = (key.to_owned(), entry.value.render());
            let (place, allowed) = (entry.place.clone(), Requirement::TableAt(key.clone()));
            let wrong = Problem::NotAllowed { key, found, allowed };
            return Diagnostic { source, place, wrong };
        }
        let (key, nearest) = (key.to_owned(), self.nearest(key));
        let meant = if self.elsewhere.contains(&key) { Some(key.clone()) } else { nearest.clone() };
        let changed = self.first_inside(&key).filter(|(_, entry)| entry.is_changed);
        let wrong = match meant {
            // A change names settings of policies too.
            Some(meant) if changed.is_some() => {
                let path = changed.map_or(&key, |(path, _)| path).clone();
                let rest = path.strip_prefix(&key).filter(|_| !meant.contains('.')).unwrap_or("");
                Problem::Unknown { nearest: Some(meant + rest), among: Vec::new(), key: path }
            }
            Some(meant) if is_of_policy(&meant) && self.elsewhere.contains(&meant) => {
                Problem::OfPolicy { key, meant }
            }
            Some(meant) if is_of_policy(&format!("{meant}.")) && !self.elsewhere.is_empty() => {
                let inside = self.entries.keys().find_map(|it| it.strip_prefix(&format!("{key}.")));
                let meant = inside.map_or(meant.clone(), |inside| format!("{meant}.{inside}"));
                Problem::OfPolicy { key, meant }
            }
            _ => Problem::Unknown { nearest, among: self.beside(parent), key },
        };
        Diagnostic { source, place, wrong }
    }

    /// The first setting at an address or inside it.
    fn first_inside(&self, address: &str) -> Option<(&String, &Entry)> {
        let inside = format!("{address}.");
        let own = self.entries.get_key_value(address);
        let next = self.entries.range(inside.clone()..).next();
        own.or(next.filter(|(next, _)| next.starts_with(&inside)))
    }

    /// The setting or the table that is most like an unknown one: of its own table, of the same
    /// name in another, or of all.
    fn nearest(&self, key: &str) -> Option<String> {
        if let Some(present) = present_address(key) {
            return Some(present);
        }
        let (parent, own) = key.rsplit_once('.').unwrap_or(("", key));
        if let Some(near) = nearest(own, self.beside(parent).iter().map(String::as_str)) {
            return Some(if parent.is_empty() { near } else { format!("{parent}.{near}") });
        }
        let known = || self.asked.keys().chain(&self.elsewhere).filter(|known| *known != key);
        let is_same = |known: &&String| known.rsplit_once('.').is_some_and(|(_, it)| it == own);
        // The size of a run is meant far more often than that of the worlds of its sum over causes.
        let same = known().filter(is_same).min_by_key(|known| !known.starts_with("run."));
        let depth = key.matches('.').count();
        let cut = known().map(|known| {
            let end = known.match_indices('.').nth(depth).map_or(known.len(), |(at, _)| at);
            &known[..end]
        });
        let cut: BTreeSet<&str> = cut.collect();
        same.cloned().or_else(|| nearest_within(key, own.len().max(6) / 3, cut))
    }

    /// Names of the settings of a table.
    fn beside(&self, table: &str) -> Vec<String> {
        let prefix = if table.is_empty() { String::new() } else { format!("{table}.") };
        let inside = self.asked.keys().filter_map(|key| key.strip_prefix(&prefix));
        let inside = inside.map(|rest| rest.split('.').next().unwrap_or(rest).to_owned());
        let inside: BTreeSet<String> = inside.collect();
        inside.into_iter().collect()
    }
}
