//! What was written: a file as settings by address, each with its place in the file.
//!
//! A reader asks for settings by address. What was asked for and is not there is missing; what
//! is there and nobody asked for is unknown; and the one list of what is asked for serves for
//! both, so that no second list of allowed keys can go stale.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::ask::Questions;
use super::leaf::{Leaf, Number, leaf};
use super::mistake::{MOST, Mistake, Source, Wrong};
use super::units;
use super::words::{is_data_file, is_personal, matches, nearest};

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) leaf: Leaf,
    pub(super) source: Arc<Source>,
    pub(super) place: Range<usize>,
    /// Whether the file leaves it open, and this is what holds then.
    pub(super) is_default: bool,
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
    place: Range<usize>,
}

/// A file as settings by address.
#[derive(Clone, Debug)]
pub(super) struct Document {
    source: Arc<Source>,
    pub(super) entries: BTreeMap<String, Entry>,
    /// Where each table begins, by address.
    tables: BTreeMap<String, Spot>,
    asked: BTreeSet<String>,
    /// Settings of another file, for a slip of the pen that meant one of them.
    elsewhere: BTreeSet<String>,
    /// What the file changes, in its order.
    pub(super) changes: Vec<Change>,
    /// What has been found wrong so far.
    pub(super) mistakes: Vec<Mistake>,
    /// What every question was about, where that is to be known.
    pub(super) questions: Option<Questions>,
}

/// The longest text that is read as a scenario or a policy [bytes].
const LONGEST: usize = 4 << 20;

impl Document {
    /// The settings of a file; a text that is no TOML has none, and a mistake.
    #[must_use]
    pub(super) fn parse(name: &str, text: &str) -> Document {
        let source = Arc::new(Source { name: name.to_owned(), text: text.to_owned() });
        let mut document = Document {
            source: source.clone(),
            entries: BTreeMap::new(),
            tables: BTreeMap::new(),
            asked: BTreeSet::new(),
            elsewhere: BTreeSet::new(),
            changes: Vec::new(),
            mistakes: Vec::new(),
            questions: None,
        };
        if text.len() > LONGEST {
            let why = format!("it is longer than {} MiB", LONGEST >> 20);
            document.mistake(0..0, Wrong::Unreadable(why));
            return document;
        }
        match DeTable::parse(text) {
            Ok(table) => document.flatten("", table.get_ref()),
            Err(error) => {
                let place = error.span().unwrap_or(0..0);
                let wrong = Wrong::NotToml(error.message().to_owned());
                document.mistakes.push(Mistake { source, place, wrong });
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
        document.questions = Some(Questions::default());
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
            if is_personal(name) && !at.starts_with("source") {
                self.mistake(key.span(), Wrong::Person { key: address });
                continue;
            }
            if let ("change", DeValue::Array(rows)) = (&*address, value.get_ref()) {
                self.read_changes(rows);
                continue;
            }
            self.set_table(&address, key.span().start);
            match value.get_ref() {
                DeValue::Table(inner) if !inner.contains_key("value") => {
                    self.flatten(&address, inner);
                }
                _ => self.insert(address, key.span(), value),
            }
        }
    }

    fn insert(&mut self, address: String, key: Range<usize>, value: &Spanned<DeValue<'_>>) {
        if let Some(entry) = self.entry(&address, key, value) {
            self.entries.insert(address, entry);
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
            && let Some(inner) = rows.iter().find_map(|row| personal_column(row.get_ref()))
        {
            self.mistake(key, Wrong::Person { key: format!("{address}.{inner}") });
            return None;
        }
        let leaf = leaf(value.get_ref());
        let is_table = matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_));
        let place = if is_table { key } else { value.span() };
        let words = match &leaf {
            Leaf::Word(word) => std::slice::from_ref(word),
            Leaf::Words(words) => words,
            _ => &[],
        };
        if let Some(file) = words.iter().find(|word| is_data_file(word)) {
            let wrong = Wrong::DataFile { key: address.to_owned(), file: file.clone() };
            self.mistake(place, wrong);
            return None;
        }
        if let Leaf::Number(Number { value: found, range: Some((low, high)), .. }) = &leaf
            && !(low..=high).contains(&found)
        {
            let allowed = format!("within its own range, {low} to {high}");
            let wrong =
                Wrong::NotAllowed { key: address.to_owned(), found: found.to_string(), allowed };
            self.mistake(place.clone(), wrong);
        }
        Some(Entry { leaf, source: self.source.clone(), place, is_default: false })
    }

    /// The rows of `[[change]]`.
    fn read_changes(&mut self, rows: &DeArray<'_>) {
        for row in rows.iter() {
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
            row_of.insert(address, key.span(), value);
        }
        let path = row_of.word("change.path");
        let why = row_of.word_if("change.why").unwrap_or_default();
        let sources = row_of.words_if("change.src");
        let policy = row_of.word_if("change.policy");
        let from_day = row_of.whole_within("change.from_day", 0.0, 36_499.0).unwrap_or(0);
        if !row_of.has("change.to") {
            row_of.missing("change.to");
        }
        row_of.known("change.to");
        row_of.close();
        self.mistakes.append(&mut row_of.mistakes);
        let place = row_of.entries.get("change.path")?.place.clone();
        let mut entry = row_of.entries.remove("change.to")?;
        if let Leaf::Number(number) = &mut entry.leaf {
            number.sources.extend(sources);
        }
        let source = self.source.clone();
        Some(Change { path, why, from_day: from_day as u16, policy, entry, source, place })
    }

    /// Every source that a number names must be described in the file that names it.
    fn answer_for_sources(&mut self) {
        let sources = self.names("source");
        let entries = self.entries.iter().map(|(key, entry)| (key, entry));
        let changed = self.changes.iter().map(|change| (&change.path, &change.entry));
        let mut found = Vec::new();
        for (key, entry) in entries.chain(changed) {
            // A policy inside a scenario may describe sources of its own.
            let own = key.strip_prefix("policies.").and_then(|rest| rest.split_once('.'));
            let own = own
                .map_or_else(Vec::new, |(name, _)| self.names(&format!("policies.{name}.source")));
            let Leaf::Number(number) = &entry.leaf else { continue };
            let unknown = |said: &&String| {
                *said != "assumed" && !sources.contains(said) && !own.contains(said)
            };
            for said in number.sources.iter().filter(unknown) {
                let wrong = Wrong::NoSource { key: key.clone(), source: said.clone() };
                found.push(Mistake {
                    source: entry.source.clone(),
                    place: entry.place.clone(),
                    wrong,
                });
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
        self.elsewhere.extend(other.asked.iter().cloned());
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

    /// What stands in these sections, or under `prefix.`, as a document of its own.
    #[must_use]
    pub(super) fn part(&mut self, pick: impl Fn(&str) -> Option<String>) -> Document {
        let mut part = Document { source: self.source.clone(), ..Document::parse("", "") };
        for (key, entry) in &self.entries {
            if let Some(inner) = pick(key) {
                self.asked.insert(key.clone());
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
            if let (Leaf::Number(new), Some(Leaf::Number(old))) =
                (&mut entry.leaf, before.map(|entry| &entry.leaf))
            {
                // What was said of the number still describes it, but for who says so.
                new.unit = new.unit.take().or_else(|| old.unit.clone());
                let fits = |&(low, high): &(f64, f64)| (low..=high).contains(&new.value);
                new.range = new.range.or(old.range.filter(fits));
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
            self.mistakes
                .push(change.refused(Wrong::Unknown { key: change.path.clone(), nearest: None }));
        }
        for key in hit {
            let entry = kept(self.entries.get(&key));
            self.entries.insert(key, entry);
        }
    }

    /// The change that what stands at `from` makes to `path`.
    pub(super) fn set(&self, path: &str, from: &str) -> Option<Change> {
        let entry = self.entries.get(from)?.clone();
        let (source, place) = (entry.source.clone(), entry.place.clone());
        let path = path.to_owned();
        Some(Change { path, why: String::new(), from_day: 0, policy: None, entry, source, place })
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
    pub(super) fn names(&self, prefix: &str) -> Vec<String> {
        if self.questions.is_some() {
            return vec!["*".to_owned()];
        }
        let prefix = format!("{prefix}.");
        let inside = self.tables.iter().filter_map(|(key, spot)| {
            let rest = key.strip_prefix(&prefix).filter(|rest| !rest.contains('.'))?;
            Some((spot.rank, spot.start, rest.to_owned()))
        });
        let mut inside: Vec<_> = inside.collect();
        inside.sort();
        inside.into_iter().map(|(.., rest)| rest).collect()
    }

    /// Whether anything stands at or under an address.
    #[must_use]
    pub(super) fn has(&self, address: &str) -> bool {
        self.questions.is_some()
            || self.entries.contains_key(address)
            || self.tables.contains_key(address)
    }

    /// Whether a setting stands at an address.
    #[must_use]
    pub(super) fn stands(&self, address: &str) -> bool {
        self.entries.contains_key(address)
    }

    /// Says that what stands at an address is meant to, whatever it is.
    pub(super) fn known(&mut self, address: &str) {
        self.asked.insert(address.to_owned());
    }

    /// Says that what stands at an address may not.
    pub(super) fn refuse(&mut self, address: &str, found: impl ToString, allowed: impl ToString) {
        let (found, allowed) = (found.to_string(), allowed.to_string());
        let wrong = Wrong::NotAllowed { key: address.to_owned(), found, allowed };
        match self.entries.get(address).cloned() {
            Some(Entry { source, place, .. }) => {
                self.mistakes.push(Mistake { source, place, wrong })
            }
            None => {
                let (source, place) = self.nearest_table(address);
                self.mistakes.push(Mistake { source, place, wrong });
            }
        }
    }

    /// Where the innermost table begins that an address lies in.
    pub(super) fn nearest_table(&self, address: &str) -> (Arc<Source>, Range<usize>) {
        let mut at = address;
        while let Some((outer, _)) = at.rsplit_once('.') {
            if let Some(Spot { source, start, .. }) = self.tables.get(outer) {
                let rest = source.text.get(*start..).unwrap_or("");
                let end = start + rest.find(['\n', ']', '=']).unwrap_or(0);
                return (source.clone(), *start..end);
            }
            at = outer;
        }
        (self.source.clone(), 0..0)
    }

    pub(super) fn missing(&mut self, address: &str) {
        let (source, place) = self.nearest_table(address);
        let wrong = Wrong::Missing { key: address.to_owned() };
        self.mistakes.push(Mistake { source, place, wrong });
    }

    /// Every setting as a file writes it, by address.
    pub(super) fn written(&self) -> impl Iterator<Item = (&str, String)> {
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
        let mut wrong = units::wrong(self.entries.iter());
        self.mistakes.append(&mut wrong);
        let unknown = |(key, _): &(&String, &Entry)| {
            !self.asked.contains(*key) && !key.split('.').any(|part| part == "source")
        };
        let unknown: Vec<_> = self.entries.iter().filter(unknown).collect();
        let mut found = Vec::new();
        for (key, entry) in unknown.into_iter().take(MOST) {
            let known = self.asked.iter().chain(&self.elsewhere).map(String::as_str);
            let nearest = nearest(key, known);
            let Entry { source, place, .. } = entry.clone();
            let wrong = Wrong::Unknown { key: key.clone(), nearest };
            found.push(Mistake { source, place, wrong });
        }
        self.mistakes.append(&mut found);
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
    if !key.is_empty() && key.chars().all(bare) {
        key.to_owned()
    } else {
        toml::Value::from(key).to_string()
    }
}

/// The first column of a row that only data of persons has.
fn personal_column(row: &DeValue<'_>) -> Option<String> {
    let keys = row.as_table()?.keys();
    keys.map(|key| key.get_ref().to_string()).find(|key| is_personal(key))
}

impl Change {
    /// A mistake about what the change says.
    pub(super) fn refused(&self, wrong: Wrong) -> Mistake {
        Mistake { source: self.source.clone(), place: self.place.clone(), wrong }
    }

    /// What the setting is changed to, as a file writes it.
    pub(super) fn to(&self) -> String {
        self.entry.leaf.written()
    }

    /// The change as a file writes it, made to `policy`.
    pub(super) fn written(&self, policy: &str) -> String {
        let word = |word: &str| Leaf::Word(word.to_owned()).written();
        format!(
            "\n[[change]]\npath = {}\npolicy = {}\nto = {}\nfrom_day = {}\nwhy = {}\n",
            word(&self.path),
            word(policy),
            self.to(),
            self.from_day,
            word(&self.why),
        )
    }
}
