//! A file read into settings by address.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use society::scenario::{Bounds, Society};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::diagnostic::{Diagnostic, MOST, Problem};
use crate::document::Document;
use crate::entry::{Change, Entry, Spot};
use crate::requirement::Requirement;
use crate::size;
use crate::value::{ReadValue, Value, is_described, read_value, value_of};
use crate::words::{is_data_file, is_personal, is_unprintable, readable};

/// The longest address that is read [bytes].
const LONGEST: usize = 400;

/// The most changes that a file can make.
const MOST_CHANGES: usize = 4096;

/// Bounds of the first day of a change: every day of the longest scenario [days].
pub(super) const FROM_DAY: Bounds = Bounds::new(0.0..=Society::DAYS.high - 1.0);

impl Document {
    /// The settings of a file; a text that is no TOML has none, and a mistake.
    #[must_use]
    pub(crate) fn parse(name: &str, text: &str) -> Document {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut document = Document::empty(name, text);
        if let Err((place, wrong)) = size::fits(text) {
            document.mistake(place, wrong);
            return document;
        }
        match DeTable::parse(text) {
            Ok(table) => document.flatten("", table.get_ref()),
            Err(error) => {
                let place = size::at_least_a_letter(text, error.span().unwrap_or(0..0));
                document.mistake(place, Problem::NotToml(error.message().to_owned()));
            }
        }
        document.answer_for_sources();
        document
    }

    fn set_table(&mut self, address: &str, start: usize) {
        let spot = Spot { source: self.source.clone(), start, rank: 0 };
        self.tables.insert(address.to_owned(), spot);
    }

    fn flatten(&mut self, at: &str, table: &DeTable<'_>) {
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            let address = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
            if name.is_empty() || address.len() > LONGEST {
                let allowed = Requirement::AddressLength { most: LONGEST };
                let wrong = Problem::NotAllowed {
                    key: address,
                    found: format!("a name of {} letters", name.chars().count()),
                    allowed,
                };
                self.mistake(key.span(), wrong);
                continue;
            }
            if is_personal(name) && !is_source(&address) {
                self.mistake(key.span(), Problem::Person { key: address });
                continue;
            }
            if let ("change", DeValue::Array(rows)) = (&*address, value.get_ref()) {
                self.read_changes(rows);
                continue;
            }
            if let ("pattern", DeValue::Array(rows)) = (&*address, value.get_ref()) {
                self.read_patterns(rows);
                continue;
            }
            if address == "change" {
                let (key, place, found) = (address, key.span(), value_of(value.get_ref()).render());
                let allowed = Requirement::Rows("change");
                self.mistake(place, Problem::NotAllowed { key, found, allowed });
                continue;
            }
            if let Some(before) = self.tables.get(&address).cloned() {
                // TOML itself refuses the same name twice, but not `"a.b"` beside `b` under [a].
                self.twice(address, key.span(), before.place().1);
                continue;
            }
            self.set_table(&address, key.span().start);
            match value.get_ref() {
                DeValue::Table(inner) if !is_described(inner) => self.flatten(&address, inner),
                _ => self.insert(address, key.span(), value),
            }
        }
    }

    /// Reports a setting that two places of the file set, at the later of them.
    fn twice(&mut self, key: String, one: Range<usize>, other: Range<usize>) {
        // To find a line is to read the file: not for more than will be told.
        if self.mistakes.len() < MOST {
            let is_later = one.start > other.start;
            let [here, there] = if is_later { [one, other] } else { [other, one] };
            let other = self.line(there.start);
            self.mistake(here, Problem::Twice { key, other });
        }
    }

    /// The line of a place, in words.
    fn line(&self, place: usize) -> String {
        let before = self.source.text.get(..place).unwrap_or("");
        format!("in line {}", 1 + before.matches('\n').count())
    }

    fn insert(&mut self, address: String, key: Range<usize>, value: &Spanned<DeValue<'_>>) {
        match self.entry(&address, key.clone(), value) {
            Some(entry) => {
                self.entries.insert(address, entry);
            }
            // All has been said about it.
            None => {
                let entry = Entry::new(Value::Broken, self.source.clone(), key);
                self.known(&address);
                self.entries.insert(address, entry);
            }
        }
    }

    /// The entry at an address; nothing where no scenario can have it.
    fn entry(
        &mut self,
        address: &str,
        key: Range<usize>,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<Entry> {
        if let DeValue::Array(rows) = value.get_ref()
            && let Some((column, place)) =
                rows.iter().find_map(|row| personal_column(row.get_ref()))
        {
            self.mistake(place, Problem::Person { key: format!("{address}.{column}") });
            return None;
        }
        let name = key.clone();
        let ReadValue { value, place, unit, cited, wrong } = read_value(address, key, value);
        let words = match &value {
            Value::Word(word) => std::slice::from_ref(word),
            Value::Words(words) => words,
            _ => &[],
        };
        if let Some(letter) =
            words.iter().flat_map(|word| word.chars()).find(|&it| is_unprintable(it))
        {
            self.mistake(place, Problem::Unprintable { key: address.to_owned(), letter });
            return None;
        }
        let file = words.iter().find(|word| is_data_file(word));
        if let (Some(file), false) = (file, is_source(address)) {
            let wrong = Problem::DataFile { key: address.to_owned(), file: file.clone() };
            self.mistake(place, wrong);
            return None;
        }
        for (place, wrong) in wrong {
            self.mistake(place, wrong);
        }
        let source = self.source.clone();
        Some(Entry { name, unit, cited, ..Entry::new(value, source, place) })
    }

    /// The rows of `[[pattern]]`, each as a table under its own name.
    fn read_patterns(&mut self, rows: &DeArray<'_>) {
        for row in rows.iter() {
            let key = "pattern.id".to_owned();
            let allowed = Requirement::PatternName;
            let Some(table) = row.get_ref().as_table() else {
                let (key, found) = ("pattern".to_owned(), value_of(row.get_ref()).render());
                let allowed = Requirement::Rows("pattern");
                self.mistake(row.span(), Problem::NotAllowed { key, found, allowed });
                continue;
            };
            let Some(id) = table.get("id").filter(|id| id.get_ref().as_str().is_some()) else {
                self.mistake(row.span(), Problem::Missing { key, allowed });
                continue;
            };
            let at = format!("pattern.{}", id.get_ref().as_str().unwrap_or(""));
            if self.tables.contains_key(&at) {
                let found = format!("\"{}\" twice", at.trim_start_matches("pattern."));
                self.mistake(id.span(), Problem::NotAllowed { key, found, allowed });
                continue;
            }
            self.set_table(&at, row.span().start);
            self.flatten(&at, table);
        }
    }

    /// The rows of `[[change]]`.
    fn read_changes(&mut self, rows: &DeArray<'_>) {
        if let Some(row) = rows.get(MOST_CHANGES) {
            let found = format!("made {} times", readable(rows.len() as f64));
            let allowed = Requirement::TimesAtMost { most: MOST_CHANGES };
            let wrong = Problem::NotAllowed { key: "change".to_owned(), found, allowed };
            self.mistake(row.span(), wrong);
        }
        let mut told = BTreeMap::new();
        for row in rows.iter().take(MOST_CHANGES) {
            let Some(table) = row.get_ref().as_table() else {
                let wrong = Problem::NotAllowed {
                    key: "change".to_owned(),
                    found: value_of(row.get_ref()).render(),
                    allowed: Requirement::ChangeRow,
                };
                self.mistake(row.span(), wrong);
                continue;
            };
            let Some(change) = self.read_change(row.span(), table) else { continue };
            // A spelled-out file lists what it holds already as it came.
            let key = (change.path.clone(), change.from_day, change.policy.clone());
            match told.insert(key, change.place.start).filter(|_| !change.is_made) {
                // To find a line is to read the file: not for more than will be told.
                Some(first) if self.mistakes.len() < MOST => {
                    let (key, other) = (change.path.clone(), self.line(first));
                    self.mistakes.push(change.refused(Problem::Twice { key, other }));
                }
                Some(_) => {}
                None => self.changes.push(change),
            }
        }
    }

    fn read_change(&mut self, span: Range<usize>, row: &DeTable<'_>) -> Option<Change> {
        let mut row_of = Document { source: self.source.clone(), ..Document::empty("", "") };
        row_of.set_table("change", span.start);
        for (key, value) in row.iter() {
            let address = format!("change.{}", key.get_ref());
            row_of.set_table(&address, key.span().start);
            row_of.insert(address, key.span(), value);
        }
        let path = row_of.word("change.path");
        let why = row_of.word_if("change.why").unwrap_or_default();
        let sources = row_of.words_if("change.src");
        let policy = row_of.word_if("change.policy");
        let from_day = row_of.whole_within("change.from_day", FROM_DAY).unwrap_or(0);
        let is_made = row_of.flag_or("change.made", false);
        let is_asked = row_of.flag_or("change.asked", false);
        let was = row_of.word_if("change.was").unwrap_or_default();
        if let (true, Some(place)) =
            (is_made && from_day > 0, row_of.entries.get("change.from_day"))
        {
            let (key, found) = ("change.from_day".to_owned(), from_day.to_string());
            let wrong = Problem::NotAllowed { key, found, allowed: Requirement::OfTheFirstDay };
            row_of.mistakes.push(Diagnostic {
                source: self.source.clone(),
                place: place.place.clone(),
                wrong,
            });
        }
        row_of.known("change.to");
        if !row_of.has("change.to") {
            row_of.missing("change.to");
        }
        // Not `close`: to know the units is to have read the files that ship, these rows among them.
        row_of.note_unknown();
        self.mistakes.append(&mut row_of.mistakes);
        let place =
            |part: &str| row_of.entries.get(part).map_or(span.clone(), |it| it.place.clone());
        let (day, whose) = (place("change.from_day"), place("change.policy"));
        let (place, by) = (place("change.path"), place("change.src"));
        let mut entry = row_of.entries.remove("change.to")?;
        entry.name = place.clone();
        entry.cited.extend(sources.iter().map(|source| (source.clone(), by.clone())));
        if let Value::Number(number) = &mut entry.value {
            number.sources.extend(sources);
        }
        let (source, from_day) = (self.source.clone(), from_day as u16);
        row_of.entries.contains_key("change.path").then_some(())?;
        Some(Change {
            path,
            why,
            from_day,
            is_made,
            is_asked,
            was,
            is_counterfactual: false,
            policy,
            entry,
            source,
            place,
            day,
            whose,
        })
    }

    /// Every source that is named must be described in the file that names it.
    fn answer_for_sources(&mut self) {
        let sources: BTreeSet<String> = self.children("source").into_iter().collect();
        let changed = self.changes.iter().map(|change| (&change.path, &change.entry));
        let mut found = Vec::new();
        for (key, entry) in self.entries.iter().chain(changed) {
            // A policy inside a scenario may describe sources of its own.
            let inside = key.strip_prefix("policies.").and_then(|rest| rest.split_once('.'));
            for (said, place) in &entry.cited {
                let own = inside.is_some_and(|(name, _)| {
                    self.tables.contains_key(&format!("policies.{name}.source.{said}"))
                });
                if !["assumed", "default"].contains(&&**said) && !own && !sources.contains(said) {
                    let wrong = Problem::NoSource { key: key.clone(), source: said.clone() };
                    let (source, place) = (entry.source.clone(), place.clone());
                    found.push(Diagnostic { source, place, wrong });
                }
            }
        }
        self.mistakes.append(&mut found);
    }
}

/// Whether an address lies in the description of a source, which may name people and files.
fn is_source(address: &str) -> bool {
    let inside = address.strip_prefix("policies.").and_then(|rest| rest.split_once('.'));
    address.starts_with("source.") || inside.is_some_and(|(_, rest)| rest.starts_with("source."))
}

/// The first column of a row that only data of persons has, and its place.
fn personal_column(row: &DeValue<'_>) -> Option<(String, Range<usize>)> {
    let mut keys = row.as_table()?.keys();
    let key = keys.find(|key| is_personal(key.get_ref()))?;
    Some((key.get_ref().to_string(), key.span()))
}
