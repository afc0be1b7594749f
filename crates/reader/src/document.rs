//! A parsed file: settings by address, each with its place in the file.
//!
//! Readers look settings up by address. A setting looked up and absent is missing; one present and
//! never looked up is unknown; the one list of look-ups serves for both, so that no second list of
//! allowed keys can go stale.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use society::scenario::Bounds;

use super::diagnostic::{Diagnostic, MOST, Problem, SourceFile};
use super::entry::{Change, Entry, Spot};
use super::expected::{Expectations, Expected};
use super::requirement::Requirement;
use super::value::Value;
use super::words::is_name;

/// A file as settings by address.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) source: Arc<SourceFile>,
    pub(super) entries: BTreeMap<String, Entry>,
    /// Where each table begins, by address.
    pub(super) tables: BTreeMap<String, Spot>,
    /// Addresses looked up so far, with the expected kind.
    pub(super) asked: Expectations,
    /// Settings of another file, for a slip of the pen that meant one of them.
    pub(super) elsewhere: BTreeSet<String>,
    /// Changes of the file, in its order.
    pub(super) changes: Vec<Change>,
    /// Mistakes found so far.
    pub(super) mistakes: Vec<Diagnostic>,
    /// Whether nothing stands in it and it only notes what it is asked about.
    pub(super) is_blank: bool,
}

impl Document {
    /// A document of this name and text, without any setting yet.
    #[must_use]
    pub(super) fn empty(name: &str, text: &str) -> Document {
        Document {
            source: Arc::new(SourceFile { name: name.to_owned(), text: text.to_owned() }),
            entries: BTreeMap::new(),
            tables: BTreeMap::new(),
            asked: Expectations::new(),
            elsewhere: BTreeSet::new(),
            changes: Vec::new(),
            mistakes: Vec::new(),
            is_blank: false,
        }
    }

    /// A document that could not be read.
    #[must_use]
    pub(super) fn unreadable(name: &str, why: String) -> Document {
        let mut document = Document::empty(name, "");
        document.mistake(0..0, Problem::Unreadable(why));
        document
    }

    /// A document in which nothing stands, that notes what it is asked for.
    #[must_use]
    pub(super) fn blank() -> Document {
        Document { is_blank: true, ..Document::empty("", "") }
    }

    /// The name of the file.
    #[must_use]
    pub(super) fn name(&self) -> &str {
        &self.source.name
    }

    pub(super) fn mistake(&mut self, place: Range<usize>, wrong: Problem) {
        self.mistakes.push(Diagnostic { source: self.source.clone(), place, wrong });
    }

    /// Whether a setting stands in this file itself and not in one that it extends.
    #[must_use]
    pub(super) fn is_own(&self, address: &str) -> bool {
        self.entries.get(address).is_some_and(|entry| Arc::ptr_eq(&entry.source, &self.source))
    }

    /// The name of the file in which a setting stands.
    #[must_use]
    pub(super) fn file_of(&self, address: &str) -> &str {
        self.entries.get(address).map_or(self.name(), |entry| &entry.source.name)
    }

    /// The settings picked, each under its new address, as a document of its own.
    #[must_use]
    pub(super) fn part(&mut self, pick: impl Fn(&str) -> Option<String>) -> Document {
        let mut part = Document { source: self.source.clone(), ..Document::empty("", "") };
        for (key, entry) in &self.entries {
            if let Some(inner) = pick(key) {
                self.asked.insert(key.clone(), Expected::Anything);
                part.entries.insert(inner, entry.clone());
            }
        }
        let tables = self.tables.iter();
        part.tables.extend(tables.filter_map(|(key, spot)| Some((pick(key)?, spot.clone()))));
        part
    }

    /// The addresses that begin with `prefix.`, without it, in the order of the file.
    #[must_use]
    pub(super) fn under(&self, prefix: &str) -> Vec<String> {
        let prefix = format!("{prefix}.");
        let inside = self.entries.iter().filter_map(|(key, entry)| {
            key.strip_prefix(&prefix).map(|rest| (entry.place.start, rest.to_owned()))
        });
        let mut inside: Vec<_> = inside.collect();
        inside.sort();
        inside.into_iter().map(|(_, rest)| rest).collect()
    }

    /// The names of the tables directly under `prefix`, in the order of the file.
    #[must_use]
    pub(super) fn children(&self, prefix: &str) -> Vec<String> {
        let prefix = format!("{prefix}.");
        let inside =
            self.tables.range(prefix.clone()..).take_while(|(key, _)| key.starts_with(&prefix));
        let inside = inside.filter_map(|(key, spot)| {
            let rest = key.strip_prefix(&prefix).filter(|rest| !rest.contains('.'))?;
            Some((spot.rank, spot.start, rest.to_owned()))
        });
        let mut inside: Vec<_> = inside.collect();
        inside.sort();
        inside.into_iter().map(|(.., rest)| rest).collect()
    }

    /// The names of the tables directly under `prefix`, in the order of the file.
    ///
    /// More than `bounds` allow, and words that are no names, are refused. Fewer than they allow
    /// are left to validation, which sees what the scenario means.
    pub(super) fn names(&mut self, prefix: &str, bounds: Bounds) -> Vec<String> {
        let most = bounds.high as usize;
        if self.is_blank {
            return vec!["*".to_owned()];
        }
        let (tables, values) = self
            .children(prefix)
            .into_iter()
            .partition::<Vec<_>, _>(|name| !self.entries.contains_key(&format!("{prefix}.{name}")));
        let mut names = tables;
        for name in values.iter().take(MOST) {
            let at = format!("{prefix}.{name}");
            let found =
                self.entries.get(&at).map_or_else(String::new, |entry| entry.value.render());
            self.refuse(&at, found, Requirement::TableAt(at.clone()));
            self.known(&at);
        }
        if let Some(name) = names.get(most) {
            let (at, found) = (format!("{prefix}.{name}"), format!("one of {}", names.len()));
            let allowed = Requirement::TablesAtMost { most, under: prefix.to_owned() };
            self.refuse(&at, found, allowed);
            let extra: BTreeSet<String> = names.split_off(most).into_iter().collect();
            let is_kept = |key: &str| {
                let rest = key.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('.'));
                rest.is_none_or(|rest| !extra.contains(rest.split('.').next().unwrap_or(rest)))
            };
            self.entries.retain(|key, _| is_kept(key));
            self.tables.retain(|key, _| is_kept(key));
        }
        for name in names.iter().filter(|name| !is_name(name)) {
            let at = format!("{prefix}.{name}");
            self.refuse(&at, format!("called \"{name}\""), Requirement::Heading);
        }
        names
    }

    /// Whether anything stands at or under an address.
    #[must_use]
    pub(super) fn has(&self, address: &str) -> bool {
        self.is_blank || self.entries.contains_key(address) || self.tables.contains_key(address)
    }

    /// Whether a setting stands at an address.
    #[must_use]
    pub(super) fn stands(&self, address: &str) -> bool {
        self.entries.contains_key(address)
    }

    /// Whether a word stands at an address.
    #[must_use]
    pub(super) fn holds_a_word(&self, address: &str) -> bool {
        let entry = self.entries.get(address);
        entry.is_some_and(|entry| matches!(entry.value, Value::Word(_)))
    }

    /// The requirement for the value at an address.
    pub(super) fn allowed(&self, address: &str) -> Requirement {
        Requirement::Kind(self.asked.get(address).unwrap_or(&Expected::Anything).clone())
    }

    /// Marks an address as known, with any value.
    pub(super) fn known(&mut self, address: &str) {
        self.asked.insert(address.to_owned(), Expected::Anything);
    }

    /// Reports the value at an address as not allowed.
    pub(super) fn refuse(&mut self, address: &str, found: impl ToString, allowed: Requirement) {
        let found = found.to_string();
        let wrong = Problem::NotAllowed { key: address.to_owned(), found, allowed };
        let (source, place) = self.place(address);
        self.mistakes.push(Diagnostic { source, place, wrong });
    }

    /// Where a setting stands, or the table of that name, or the one around it.
    pub(super) fn place(&self, address: &str) -> (Arc<SourceFile>, Range<usize>) {
        match (self.entries.get(address), self.tables.get(address)) {
            (Some(Entry { source, place, .. }), _) => (source.clone(), place.clone()),
            (None, Some(spot)) => spot.place(),
            (None, None) => self.nearest_table(address),
        }
    }

    /// The place of a setting, or of a value that another file sets in the table of that name.
    pub(super) fn place_of_change(&self, address: &str) -> (Arc<SourceFile>, Range<usize>) {
        let (source, place) = self.place(address);
        let inside = format!("{address}.");
        let inside = self.entries.iter().filter(|(key, _)| key.starts_with(&inside));
        let changed = inside
            .map(|(_, entry)| entry)
            .find(|entry| !entry.is_default && entry.source.name != source.name);
        changed.map_or((source, place), |entry| (entry.source.clone(), entry.place.clone()))
    }

    /// Where the innermost table begins that an address lies in.
    pub(super) fn nearest_table(&self, address: &str) -> (Arc<SourceFile>, Range<usize>) {
        let mut at = address;
        while let Some((outer, _)) = at.rsplit_once('.') {
            if let Some(spot) = self.tables.get(outer) {
                return spot.place();
            }
            at = outer;
        }
        (self.source.clone(), 0..0)
    }

    /// Says that a setting is missing, or that a table stands in its place.
    pub(super) fn missing(&mut self, address: &str) {
        let (key, allowed) = (address.to_owned(), self.allowed(address));
        if self.tables.contains_key(address) {
            self.refuse(address, "a table", allowed);
            return;
        }
        let (source, place) = self.nearest_table(address);
        self.mistakes.push(Diagnostic { source, place, wrong: Problem::Missing { key, allowed } });
    }
}
