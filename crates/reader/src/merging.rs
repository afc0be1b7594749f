//! One file laid over another, and changed.

use std::collections::BTreeSet;

use crate::diagnostic::Problem;
use crate::document::Document;
use crate::entry::{Change, Entry, Spot};
use crate::requirement::Requirement;
use crate::retired::present_address;
use crate::words::{matches, nearest};

impl Document {
    /// Lays another file's settings over these: its settings hold, all others stay.
    pub(crate) fn overlay(&mut self, over: Document) {
        let rank = 1 + self.tables.values().map(|spot| spot.rank).max().unwrap_or(0);
        for (key, spot) in over.tables {
            self.tables.entry(key).or_insert(Spot { rank, ..spot });
        }
        for (key, mut entry) in over.entries {
            // A number alone changes the value of the one beneath it, and nothing else that is said of it.
            if let Some(before) = self.entries.get(&key).filter(|_| entry.is_bare(&key)) {
                entry.inherit(before);
                self.mistakes.extend(entry.beyond_range(&key));
            }
            self.entries.insert(key, entry);
        }
        self.changes.extend(over.changes);
        self.mistakes.extend(over.mistakes);
        self.source = over.source;
    }

    /// Notes the look-ups of another file as candidates for a misspelled setting.
    pub(crate) fn hear_of(&mut self, other: &Document) {
        let new = other.asked.keys().filter(|key| !self.elsewhere.contains(*key));
        let new: Vec<String> = new.cloned().collect();
        self.elsewhere.extend(new);
    }

    /// Takes the settings of `sections` that are absent here from another file.
    pub(crate) fn underlay(&mut self, under: &Document, sections: &[&str]) {
        let within = |key: &&String| {
            let first = key.split('.').next().unwrap_or("");
            sections.contains(&first)
        };
        for (key, entry) in under.entries.iter().filter(|(key, _)| within(key)) {
            self.entries.entry(key.clone()).or_insert_with(|| entry.clone());
        }
        for (key, place) in under.tables.iter().filter(|(key, _)| within(key)) {
            self.tables.entry(key.clone()).or_insert_with(|| place.clone());
        }
    }

    /// Leaves out a table with all that is in it.
    pub(crate) fn forget(&mut self, table: &str) {
        let inside = format!("{table}.");
        self.entries.retain(|key, _| !key.starts_with(&inside));
        self.tables.retain(|key, _| key != table && !key.starts_with(&inside));
    }

    /// Makes a change. A number outside the range of the one that it replaces is a mistake, unless it
    /// has a range of its own.
    pub(crate) fn change(&mut self, change: &Change) {
        if self.tables.contains_key(&change.path) && !self.stands(&change.path) {
            self.mistakes.push(change.refused(Problem::NotAllowed {
                key: change.path.clone(),
                found: "a table".to_owned(),
                allowed: Requirement::SingleSetting,
            }));
            return;
        }
        if !change.path.contains('*') {
            self.put(&change.path, change);
            return;
        }
        let hit: Vec<String> =
            self.entries.keys().filter(|key| matches(&change.path, key)).cloned().collect();
        if hit.is_empty() {
            let nearest = self.nearest_pattern(&change.path);
            self.mistakes
                .push(change.refused(Problem::NothingFits { key: change.path.clone(), nearest }));
        }
        hit.iter().for_each(|key| self.put(key, change));
    }

    /// Makes a change, which notes the value before it.
    pub(crate) fn change_from_now(&mut self, change: &mut Change) {
        if change.was.is_empty() {
            change.was = self.values_at(&change.path);
        }
        self.change(change);
    }

    /// The values of the settings that fit a path, as a message shows them; each once, in order.
    pub(crate) fn values_at(&self, path: &str) -> String {
        let values = self.entries.iter().filter(|(key, _)| matches(path, key));
        let mut values: Vec<String> = values.map(|(_, entry)| entry.value.render()).collect();
        let mut told = BTreeSet::new();
        values.retain(|value| told.insert(value.clone()));
        if values.is_empty() { "not set".to_owned() } else { values.join(", ") }
    }

    /// Puts the value of a change at an address, with what is said of the number that stood there.
    fn put(&mut self, address: &str, change: &Change) {
        let mut entry = Entry { is_changed: true, ..change.entry.clone() };
        if let Some(before) = self.entries.get(address) {
            entry.inherit(before);
        }
        let mistake = entry.beyond_range(address);
        if change.is_counterfactual {
            entry.forget_range(mistake.is_some());
        } else {
            self.mistakes.extend(mistake);
        }
        self.entries.insert(address.to_owned(), entry);
    }

    /// The pattern that is most like this one of those that fit a setting.
    fn nearest_pattern(&self, pattern: &str) -> Option<String> {
        if let Some(present) = present_address(pattern) {
            return Some(present);
        }
        let parts: Vec<&str> = pattern.split('.').collect();
        let starred = |key: &String| {
            let own: Vec<&str> = key.split('.').collect();
            let pairs = own.iter().zip(&parts);
            let pattern: Vec<&str> =
                pairs.map(|(own, part)| if *part == "*" { "*" } else { own }).collect();
            (own.len() == parts.len()).then(|| pattern.join("."))
        };
        let patterns: BTreeSet<String> = self.entries.keys().filter_map(starred).collect();
        nearest(pattern, patterns.iter().map(String::as_str))
    }

    /// The change of `path` to the value at `from`.
    pub(crate) fn set(&self, path: &str, from: &str) -> Option<Change> {
        let entry = self.entries.get(from)?.clone();
        let (source, place) = (entry.source.clone(), entry.name.clone());
        let path = path.to_owned();
        let (day, whose) = (place.clone(), place.clone());
        let (why, policy) = (String::new(), None);
        Some(Change {
            path,
            why,
            from_day: 0,
            is_made: false,
            is_asked: false,
            was: String::new(),
            is_counterfactual: false,
            policy,
            entry,
            source,
            place,
            day,
            whose,
        })
    }
}
