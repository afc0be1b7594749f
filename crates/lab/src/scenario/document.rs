//! What was written: a file as settings by address, each with its place in the file.
//!
//! A reader asks for settings by address. What was asked for and is not there is missing; what
//! is there and nobody asked for is unknown; and the one list of what is asked for serves for
//! both, so that no second list of allowed keys can go stale.
//!
//! It is long for one reason: all of it works on the entries of [`Document`], which nobody else may
//! touch.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::ask::{Question, Questions};
use super::leaf::{Leaf, Number, Said, is_described, leaf, said};
use super::load::is_of_policy;
use super::mistake::{MOST, Mistake, Source, Wrong};
use super::words::{
    is_data_file, is_name, is_personal, matches, nearest, nearest_within, quoted, readable,
};
use super::{size, units};

/// What stands at an address, and where.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) leaf: Leaf,
    pub(super) source: Arc<Source>,
    /// Where its value stands.
    pub(super) place: Range<usize>,
    /// Where its name stands.
    pub(super) name: Range<usize>,
    /// Where its unit stands.
    pub(super) unit: Range<usize>,
    /// The sources that it names, each with its place.
    pub(super) cited: Vec<(String, Range<usize>)>,
    /// Whether the file leaves it open, and this is what holds then.
    pub(super) is_default: bool,
    /// The range that was said of the number before it was changed to one outside.
    pub(super) range_before: Option<(f64, f64)>,
}

impl Entry {
    pub(super) fn new(leaf: Leaf, source: Arc<Source>, place: Range<usize>) -> Entry {
        let (name, unit) = (place.clone(), place.clone());
        let (cited, is_default, range_before) = (Vec::new(), false, None);
        Entry { leaf, source, place, name, unit, cited, is_default, range_before }
    }
}

/// Where a table begins.
#[derive(Clone, Debug)]
struct Spot {
    source: Arc<Source>,
    start: usize,
    /// Files that lie under the one it stands in.
    rank: usize,
}

/// A change that a reform makes: what, to what, why and from when.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// The setting.
    pub(super) path: String,
    /// The reason given; empty where there is none.
    pub(super) why: String,
    /// The day from which it holds [days].
    pub(super) from_day: u16,
    /// The policy that it changes, by its name; the one under study where none is named.
    pub(super) policy: Option<String>,
    entry: Entry,
    source: Arc<Source>,
    /// Where its path stands.
    place: Range<usize>,
    /// Where its day stands.
    day: Range<usize>,
    /// Where its policy stands.
    whose: Range<usize>,
}

/// A file as settings by address.
#[derive(Clone, Debug)]
pub(super) struct Document {
    source: Arc<Source>,
    pub(super) entries: BTreeMap<String, Entry>,
    /// Where each table begins, by address.
    tables: BTreeMap<String, Spot>,
    /// What it was asked about.
    pub(super) asked: Questions,
    /// Settings of another file, for a slip of the pen that meant one of them.
    elsewhere: BTreeSet<String>,
    /// What the file changes, in its order.
    pub(super) changes: Vec<Change>,
    /// What has been found wrong so far.
    pub(super) mistakes: Vec<Mistake>,
    /// Whether nothing stands in it and it only notes what it is asked about.
    pub(super) is_blank: bool,
}

/// The longest address that is read [bytes].
const LONGEST: usize = 400;

/// The most changes that a file can make.
const MOST_CHANGES: usize = 4096;

/// Headings under which a file gives names of its own.
const NAMING: [&str; 10] =
    ["twins", "source", "policies", "group", "place", "band", "list", "effect", "rule", "pattern"];

impl Document {
    /// The settings of a file; a text that is no TOML has none, and a mistake.
    #[must_use]
    pub(super) fn parse(name: &str, text: &str) -> Document {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = Arc::new(Source { name: name.to_owned(), text: text.to_owned() });
        let mut document = Document {
            source: source.clone(),
            entries: BTreeMap::new(),
            tables: BTreeMap::new(),
            asked: Questions::new(),
            elsewhere: BTreeSet::new(),
            changes: Vec::new(),
            mistakes: Vec::new(),
            is_blank: false,
        };
        if let Err((place, wrong)) = size::fits(text) {
            document.mistake(place, wrong);
            return document;
        }
        match DeTable::parse(text) {
            Ok(table) => document.flatten("", table.get_ref()),
            Err(error) => {
                let place = size::at_least_a_letter(text, error.span().unwrap_or(0..0));
                document.mistake(place, Wrong::NotToml(error.message().to_owned()));
            }
        }
        document.answer_for_sources();
        document
    }

    /// A document that could not be read.
    #[must_use]
    pub(super) fn unreadable(name: &str, why: String) -> Document {
        let mut document = Document::parse(name, "");
        document.mistake(0..0, Wrong::Unreadable(why));
        document
    }

    /// A document in which nothing stands, that notes what it is asked for.
    #[must_use]
    pub(super) fn blank() -> Document {
        let mut document = Document::parse("", "");
        document.is_blank = true;
        document
    }

    /// The name of the file.
    #[must_use]
    pub(super) fn name(&self) -> &str {
        &self.source.name
    }

    fn set_table(&mut self, address: &str, start: usize) {
        let spot = Spot { source: self.source.clone(), start, rank: 0 };
        self.tables.insert(address.to_owned(), spot);
    }

    fn mistake(&mut self, place: Range<usize>, wrong: Wrong) {
        self.mistakes.push(Mistake { source: self.source.clone(), place, wrong });
    }

    fn flatten(&mut self, at: &str, table: &DeTable<'_>) {
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            let address = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
            if name.is_empty() || address.len() > LONGEST {
                let allowed = format!("of 1 to {LONGEST} letters with all that it lies in");
                let wrong = Wrong::NotAllowed {
                    key: address,
                    found: format!("a name of {} letters", name.chars().count()),
                    allowed,
                };
                self.mistake(key.span(), wrong);
                continue;
            }
            if is_personal(name) && !is_source(&address) {
                self.mistake(key.span(), Wrong::Person { key: address });
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
                let (key, place, found) = (address, key.span(), leaf(value.get_ref()).shown());
                let allowed = "a list of tables, each headed [[change]]".to_owned();
                self.mistake(place, Wrong::NotAllowed { key, found, allowed });
                continue;
            }
            self.set_table(&address, key.span().start);
            match value.get_ref() {
                DeValue::Table(inner) if !is_described(inner) => self.flatten(&address, inner),
                _ => self.insert(address, key.span(), value),
            }
        }
    }

    fn insert(&mut self, address: String, key: Range<usize>, value: &Spanned<DeValue<'_>>) {
        match self.entry(&address, key.clone(), value) {
            Some(entry) => {
                self.entries.insert(address, entry);
            }
            // All has been said about it.
            None => {
                let entry = Entry::new(Leaf::Broken, self.source.clone(), key);
                self.known(&address);
                self.entries.insert(address, entry);
            }
        }
    }

    /// What stands at an address; nothing where it must not stand in any scenario.
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
            self.mistake(place, Wrong::Person { key: format!("{address}.{column}") });
            return None;
        }
        let name = key.clone();
        let Said { leaf, place, unit, cited, wrong } = said(address, key, value);
        let words = match &leaf {
            Leaf::Word(word) => std::slice::from_ref(word),
            Leaf::Words(words) => words,
            _ => &[],
        };
        let file = words.iter().find(|word| is_data_file(word));
        if let (Some(file), false) = (file, is_source(address)) {
            let wrong = Wrong::DataFile { key: address.to_owned(), file: file.clone() };
            self.mistake(place, wrong);
            return None;
        }
        for (place, wrong) in wrong {
            self.mistake(place, wrong);
        }
        let source = self.source.clone();
        Some(Entry { name, unit, cited, ..Entry::new(leaf, source, place) })
    }

    /// The rows of `[[pattern]]`, each as a table under its own name.
    fn read_patterns(&mut self, rows: &DeArray<'_>) {
        for row in rows.iter() {
            let key = "pattern.id".to_owned();
            let allowed = "a name that no other pattern of the file has".to_owned();
            let Some(table) = row.get_ref().as_table() else {
                let (key, found) = ("pattern".to_owned(), leaf(row.get_ref()).shown());
                let allowed = "a list of tables, each headed [[pattern]]".to_owned();
                self.mistake(row.span(), Wrong::NotAllowed { key, found, allowed });
                continue;
            };
            let Some(id) = table.get("id").filter(|id| id.get_ref().as_str().is_some()) else {
                self.mistake(row.span(), Wrong::Missing { key, allowed });
                continue;
            };
            let at = format!("pattern.{}", id.get_ref().as_str().unwrap_or(""));
            if self.tables.contains_key(&at) {
                let found = format!("\"{}\" twice", at.trim_start_matches("pattern."));
                self.mistake(id.span(), Wrong::NotAllowed { key, found, allowed });
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
            let allowed = format!("made at most {} times", readable(MOST_CHANGES as f64));
            let wrong = Wrong::NotAllowed { key: "change".to_owned(), found, allowed };
            self.mistake(row.span(), wrong);
        }
        for row in rows.iter().take(MOST_CHANGES) {
            let Some(table) = row.get_ref().as_table() else {
                let wrong = Wrong::NotAllowed {
                    key: "change".to_owned(),
                    found: leaf(row.get_ref()).shown(),
                    allowed: "a table: [[change]] with path, to, why, src, from_day".to_owned(),
                };
                self.mistake(row.span(), wrong);
                continue;
            };
            if let Some(change) = self.read_change(row.span(), table) {
                self.changes.push(change);
            }
        }
    }

    fn read_change(&mut self, span: Range<usize>, row: &DeTable<'_>) -> Option<Change> {
        let mut row_of = Document { source: self.source.clone(), ..Document::parse("", "") };
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
        let from_day = row_of.whole_within("change.from_day", 0.0, 36_499.0).unwrap_or(0);
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
        if let Leaf::Number(number) = &mut entry.leaf {
            number.sources.extend(sources);
        }
        let (source, from_day) = (self.source.clone(), from_day as u16);
        row_of.entries.contains_key("change.path").then_some(())?;
        Some(Change { path, why, from_day, policy, entry, source, place, day, whose })
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
                    let wrong = Wrong::NoSource { key: key.clone(), source: said.clone() };
                    let (source, place) = (entry.source.clone(), place.clone());
                    found.push(Mistake { source, place, wrong });
                }
            }
        }
        self.mistakes.append(&mut found);
    }

    /// Lays another file's settings over these: what it says holds, what it leaves open stays.
    pub(super) fn overlay(&mut self, over: Document) {
        let rank = 1 + self.tables.values().map(|spot| spot.rank).max().unwrap_or(0);
        for (key, spot) in over.tables {
            self.tables.entry(key).or_insert(Spot { rank, ..spot });
        }
        self.entries.extend(over.entries);
        self.changes.extend(over.changes);
        self.mistakes.extend(over.mistakes);
        self.source = over.source;
    }

    /// Notes what another file was asked for, as what a slip of the pen may have meant.
    pub(super) fn hear_of(&mut self, other: &Document) {
        let new = other.asked.keys().filter(|key| !self.elsewhere.contains(*key));
        let new: Vec<String> = new.cloned().collect();
        self.elsewhere.extend(new);
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

    /// Takes from another file what stands in `sections` and is not said here.
    pub(super) fn underlay(&mut self, under: &Document, sections: &[&str]) {
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
    pub(super) fn forget(&mut self, table: &str) {
        let inside = format!("{table}.");
        self.entries.retain(|key, _| !key.starts_with(&inside));
        self.tables.retain(|key, _| key != table && !key.starts_with(&inside));
    }

    /// What stands in these sections, or under `prefix.`, as a document of its own.
    #[must_use]
    pub(super) fn part(&mut self, pick: impl Fn(&str) -> Option<String>) -> Document {
        let mut part = Document { source: self.source.clone(), ..Document::parse("", "") };
        for (key, entry) in &self.entries {
            if let Some(inner) = pick(key) {
                self.asked.insert(key.clone(), Question::Anything);
                part.entries.insert(inner, entry.clone());
            }
        }
        let tables = self.tables.iter();
        part.tables.extend(tables.filter_map(|(key, spot)| Some((pick(key)?, spot.clone()))));
        part
    }

    /// Makes a change, and says whether there was anything to change.
    pub(super) fn change(&mut self, change: &Change) {
        let kept = |before: Option<&Entry>| {
            let mut entry = change.entry.clone();
            let Some(before) = before else { return entry };
            if let (Leaf::Number(new), Leaf::Number(old)) = (&mut entry.leaf, &before.leaf) {
                // What was said of the number still describes it, but for who says so.
                new.unit = new.unit.take().or_else(|| old.unit.clone());
                let fits = |&(low, high): &(f64, f64)| (low..=high).contains(&new.value);
                entry.range_before = old.range.or(before.range_before);
                new.range = new.range.or(entry.range_before.filter(fits));
            }
            entry
        };
        if self.tables.contains_key(&change.path) && !self.stands(&change.path) {
            self.mistakes.push(change.refused(Wrong::NotAllowed {
                key: change.path.clone(),
                found: "a table".to_owned(),
                allowed: "one setting: change each of a table by itself".to_owned(),
            }));
            return;
        }
        if !change.path.contains('*') {
            let entry = kept(self.entries.get(&change.path));
            self.entries.insert(change.path.clone(), entry);
            return;
        }
        let hit: Vec<String> =
            self.entries.keys().filter(|key| matches(&change.path, key)).cloned().collect();
        if hit.is_empty() {
            let nearest = self.nearest_pattern(&change.path);
            self.mistakes
                .push(change.refused(Wrong::NothingFits { key: change.path.clone(), nearest }));
        }
        for key in hit {
            let entry = kept(self.entries.get(&key));
            self.entries.insert(key, entry);
        }
    }

    /// The pattern that is most like this one of those that fit a setting.
    fn nearest_pattern(&self, pattern: &str) -> Option<String> {
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

    /// The change that what stands at `from` makes to `path`.
    pub(super) fn set(&self, path: &str, from: &str) -> Option<Change> {
        let entry = self.entries.get(from)?.clone();
        let (source, place) = (entry.source.clone(), entry.name.clone());
        let path = path.to_owned();
        let (day, whose) = (place.clone(), place.clone());
        let (why, policy) = (String::new(), None);
        Some(Change { path, why, from_day: 0, policy, entry, source, place, day, whose })
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
    fn children(&self, prefix: &str) -> Vec<String> {
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

    /// The names of the tables directly under `prefix`, in the order of the file: at most so many,
    /// each a name, or that is noted as a mistake.
    pub(super) fn names(&mut self, prefix: &str, most: usize) -> Vec<String> {
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
            let found = self.entries.get(&at).map_or_else(String::new, |entry| entry.leaf.shown());
            self.refuse(&at, found, format!("a table of settings: [{at}]"));
            self.known(&at);
        }
        if let Some(name) = names.get(most) {
            let (at, found) = (format!("{prefix}.{name}"), format!("one of {}", names.len()));
            let allowed = format!("one of at most {most} under [{prefix}.…]");
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
            let allowed = Question::Name.allowed().replace(" in quotes", "");
            self.refuse(&at, format!("called \"{name}\""), format!("called by {allowed}"));
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
        entry.is_some_and(|entry| matches!(entry.leaf, Leaf::Word(_)))
    }

    /// Says that what stands at an address is meant to, whatever it is.
    pub(super) fn known(&mut self, address: &str) {
        self.asked.insert(address.to_owned(), Question::Anything);
    }

    /// Says that what stands at an address may not.
    pub(super) fn refuse(&mut self, address: &str, found: impl ToString, allowed: impl ToString) {
        let (found, allowed) = (found.to_string(), allowed.to_string());
        let wrong = Wrong::NotAllowed { key: address.to_owned(), found, allowed };
        let (source, place) = self.place(address);
        self.mistakes.push(Mistake { source, place, wrong });
    }

    /// Where a setting stands, or the table of that name, or the one around it.
    pub(super) fn place(&self, address: &str) -> (Arc<Source>, Range<usize>) {
        match (self.entries.get(address), self.tables.get(address)) {
            (Some(Entry { source, place, .. }), _) => (source.clone(), place.clone()),
            (None, Some(spot)) => spot.place(),
            (None, None) => self.nearest_table(address),
        }
    }

    /// Where a setting stands, or what another file says in the table of that name, or the table.
    pub(super) fn place_of_change(&self, address: &str) -> (Arc<Source>, Range<usize>) {
        let (source, place) = self.place(address);
        let inside = format!("{address}.");
        let inside = self.entries.iter().filter(|(key, _)| key.starts_with(&inside));
        let changed = inside
            .map(|(_, entry)| entry)
            .find(|entry| !entry.is_default && entry.source.name != source.name);
        changed.map_or((source, place), |entry| (entry.source.clone(), entry.place.clone()))
    }

    /// Where the innermost table begins that an address lies in.
    pub(super) fn nearest_table(&self, address: &str) -> (Arc<Source>, Range<usize>) {
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
        self.mistakes.push(Mistake { source, place, wrong: Wrong::Missing { key, allowed } });
    }

    /// Every setting as a file writes it, by address.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        self.entries.iter().map(|(key, entry)| (key.as_str(), entry.leaf.written()))
    }

    /// Every number that was written, by address.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&str, &Number)> {
        self.entries.iter().filter(|(_, entry)| !entry.is_default).filter_map(|(key, entry)| {
            match &entry.leaf {
                Leaf::Number(number) => Some((key.as_str(), number)),
                _ => None,
            }
        })
    }

    /// Notes as a mistake what nobody asked for, and every unit that is not the setting's.
    pub(super) fn close(&mut self) {
        self.ask_sources();
        let mut wrong = units::wrong(self.entries.iter());
        self.mistakes.append(&mut wrong);
        self.note_unknown();
    }

    /// Notes as a mistake what nobody asked for.
    fn note_unknown(&mut self) {
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

    /// What may be said of a source.
    fn ask_sources(&mut self) {
        for name in self.children("source") {
            self.ask_source(&name);
        }
    }

    pub(super) fn ask_source(&mut self, name: &str) {
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

    fn about_unknown(&self, key: &str) -> Mistake {
        let parent = key.rsplit_once('.').map_or("", |(parent, _)| parent);
        let (source, place) = match (self.entries.get(key), self.tables.get(key)) {
            (Some(entry), _) => (entry.source.clone(), entry.name.clone()),
            (None, Some(spot)) => spot.place(),
            (None, None) => self.nearest_table(key),
        };
        let is_setting = |question: &&Question| **question != Question::Anything;
        if let Some(question) = self.asked.get(parent).filter(is_setting) {
            let (key, found) = (parent.to_owned(), "a table".to_owned());
            let wrong = Wrong::NotAllowed { key, found, allowed: question.allowed() };
            return Mistake { source, place, wrong };
        }
        if let Some(entry) = self.entries.get(key).filter(|_| self.is_known(key)) {
            let (key, found) = (key.to_owned(), entry.leaf.shown());
            let (place, allowed) = (entry.place.clone(), format!("a table of settings: [{key}]"));
            let wrong = Wrong::NotAllowed { key, found, allowed };
            return Mistake { source, place, wrong };
        }
        let (key, nearest) = (key.to_owned(), self.nearest(key));
        let meant = if self.elsewhere.contains(&key) { Some(key.clone()) } else { nearest.clone() };
        let wrong = match meant {
            Some(meant) if is_of_policy(&meant) && self.elsewhere.contains(&meant) => {
                Wrong::OfPolicy { key, meant }
            }
            Some(meant) if is_of_policy(&format!("{meant}.")) && !self.elsewhere.is_empty() => {
                let inside = self.entries.keys().find_map(|it| it.strip_prefix(&format!("{key}.")));
                let meant = inside.map_or(meant.clone(), |inside| format!("{meant}.{inside}"));
                Wrong::OfPolicy { key, meant }
            }
            _ => Wrong::Unknown { nearest, among: self.beside(parent), key },
        };
        Mistake { source, place, wrong }
    }

    /// The setting or the table that is most like an unknown one: of its own table, of the same
    /// name in another, or of all.
    fn nearest(&self, key: &str) -> Option<String> {
        let (parent, own) = key.rsplit_once('.').unwrap_or(("", key));
        if let Some(near) = nearest(own, self.beside(parent).iter().map(String::as_str)) {
            return Some(if parent.is_empty() { near } else { format!("{parent}.{near}") });
        }
        let known = || self.asked.keys().chain(&self.elsewhere).filter(|known| *known != key);
        let same = known().find(|known| known.rsplit_once('.').is_some_and(|(_, it)| it == own));
        let depth = key.matches('.').count();
        let cut = known().map(|known| {
            let end = known.match_indices('.').nth(depth).map_or(known.len(), |(at, _)| at);
            &known[..end]
        });
        let cut: BTreeSet<&str> = cut.collect();
        same.cloned().or_else(|| nearest_within(key, own.len().max(6) / 3, cut))
    }

    /// What may stand in a table, by its names.
    fn beside(&self, table: &str) -> Vec<String> {
        let prefix = if table.is_empty() { String::new() } else { format!("{table}.") };
        let inside = self.asked.keys().filter_map(|key| key.strip_prefix(&prefix));
        let inside = inside.map(|rest| rest.split('.').next().unwrap_or(rest).to_owned());
        let inside: BTreeSet<String> = inside.collect();
        inside.into_iter().collect()
    }

    /// The settings as a file says them, defaults included, each address behind `prefix`.
    pub(super) fn write(&self, prefix: &str, to: &mut String) {
        let mut tables: BTreeMap<&str, Vec<(&str, &Entry)>> = BTreeMap::new();
        for (key, entry) in &self.entries {
            let (table, name) = key.rsplit_once('.').unwrap_or(("", key));
            tables.entry(table).or_default().push((name, entry));
        }
        let rank = |table: &str| self.tables.get(table).map(|spot| (spot.rank, spot.start));
        let mut order: Vec<&str> = tables.keys().copied().collect();
        order.sort_by_key(|table| {
            (!table.is_empty(), table.starts_with("source"), rank(table).is_none(), rank(table))
        });
        for table in order {
            let address = [prefix, table].into_iter().filter(|part| !part.is_empty());
            let parts = address.flat_map(|part| part.split('.')).map(quoted_key);
            let address = parts.collect::<Vec<_>>().join(".");
            if !address.is_empty() {
                to.push_str(&format!("\n[{address}]\n"));
            }
            let mut entries = tables[table].clone();
            entries.sort_by_key(|(_, entry)| (entry.is_default, entry.place.start));
            for (name, entry) in entries {
                to.push_str(&format!("{} = {}\n", quoted_key(name), entry.leaf.written()));
            }
        }
    }
}

/// A key as a file writes it: quoted where it has to be.
pub(super) fn quoted_key(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(bare) { key.to_owned() } else { quoted(key) }
}

/// The grades that a source can have.
const GRADES: [(&str, ()); 6] = [
    ("official", ()),
    ("study", ()),
    ("press", ()),
    ("weak", ()),
    ("calibrated", ()),
    ("none", ()),
];

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

impl Spot {
    /// The words of the table's heading, as far as they are its own.
    fn place(&self) -> (Arc<Source>, Range<usize>) {
        let rest = self.source.text.get(self.start..).unwrap_or("");
        let end = rest.find(['\n', ']', '=']).unwrap_or(rest.len());
        let end = rest[..end].trim_end().len().max(1).min(rest.len());
        (self.source.clone(), self.start..self.start + end)
    }
}

impl Change {
    /// A mistake about what the change says.
    pub(super) fn refused(&self, wrong: Wrong) -> Mistake {
        Mistake { source: self.source.clone(), place: self.place.clone(), wrong }
    }

    /// A mistake about the day from which it holds.
    pub(super) fn refused_day(&self, wrong: Wrong) -> Mistake {
        Mistake { source: self.source.clone(), place: self.day.clone(), wrong }
    }

    /// A mistake about the policy that it changes.
    pub(super) fn refused_policy(&self, wrong: Wrong) -> Mistake {
        Mistake { source: self.source.clone(), place: self.whose.clone(), wrong }
    }

    /// A mistake about what the setting is changed to.
    pub(super) fn refused_value(&self, wrong: Wrong) -> Mistake {
        Mistake { source: self.entry.source.clone(), place: self.entry.place.clone(), wrong }
    }

    /// What the setting is changed to, as a file writes it.
    pub(super) fn to(&self) -> String {
        self.entry.leaf.written()
    }

    /// The change as a file writes it, made to `policy`.
    pub(super) fn written(&self, policy: &str) -> String {
        format!(
            "\n[[change]]\npath = {}\npolicy = {}\nto = {}\nfrom_day = {}\nwhy = {}\n",
            quoted(&self.path),
            quoted(policy),
            self.to(),
            self.from_day,
            quoted(&self.why),
        )
    }
}
