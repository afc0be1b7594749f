//! What was written: a file as settings by address, each with its place in the file.
//!
//! A reader asks for settings by address. What was asked for and is not there is missing; what
//! is there and nobody asked for is unknown; and the one list of what is asked for serves for
//! both, so that no second list of allowed keys can go stale.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::{Mistake, Source, Wrong};

/// A number with what its author says about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The number.
    pub value: f64,
    /// The range within which it may lie, where one is given.
    pub range: Option<(f64, f64)>,
    /// Its unit, where one is given.
    pub unit: Option<String>,
    /// Who says so; empty for a bare number.
    pub sources: Vec<String>,
}

/// What stands at one address.
#[derive(Clone, Debug, PartialEq)]
enum Leaf {
    Number(Number),
    Flag(bool),
    Word(String),
    Words(Vec<String>),
    Other(&'static str),
}

#[derive(Clone, Debug)]
struct Entry {
    leaf: Leaf,
    source: Arc<Source>,
    place: Range<usize>,
}

/// A file as settings by address.
#[derive(Clone, Debug)]
pub(super) struct Document {
    source: Arc<Source>,
    entries: BTreeMap<String, Entry>,
    /// Where each table begins, by address.
    tables: BTreeMap<String, usize>,
    asked: BTreeSet<String>,
    /// What has been found wrong so far.
    pub(super) mistakes: Vec<Mistake>,
}

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
            mistakes: Vec::new(),
        };
        match DeTable::parse(text) {
            Ok(table) => document.flatten("", table.get_ref()),
            Err(error) => {
                let place = error.span().unwrap_or(0..0);
                let wrong = Wrong::NotToml(error.message().to_owned());
                document.mistakes.push(Mistake { source, place, wrong });
            }
        }
        document
    }

    /// A document that could not be read.
    #[must_use]
    pub(super) fn unreadable(name: &str, why: String) -> Document {
        let mut document = Document::parse(name, "");
        document.mistake(0..0, Wrong::Unreadable(why));
        document
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
            self.tables.insert(address.clone(), key.span().start);
            match value.get_ref() {
                DeValue::Table(inner) if !inner.contains_key("value") => {
                    self.flatten(&address, inner)
                }
                _ => self.insert(address, key.span(), value),
            }
        }
    }

    fn insert(&mut self, address: String, key: Range<usize>, value: &Spanned<DeValue<'_>>) {
        let leaf = leaf(value.get_ref());
        let is_table = matches!(value.get_ref(), DeValue::Table(_));
        let place = if is_table { key } else { value.span() };
        if let Leaf::Number(Number { value: found, range: Some((low, high)), .. }) = &leaf
            && !(low..=high).contains(&found)
        {
            let allowed = format!("within its own range, {low} to {high}");
            let wrong =
                Wrong::NotAllowed { key: address.clone(), found: found.to_string(), allowed };
            self.mistake(place.clone(), wrong);
        }
        self.entries.insert(address, Entry { leaf, source: self.source.clone(), place });
    }

    /// Sets what `address` says, with `*` for any one part of it, to what stands at `from` in
    /// `other`; where nothing is there yet, the setting is added.
    pub(super) fn set(&mut self, address: &str, other: &Document, from: &str) {
        let Some(entry) = other.entries.get(from).cloned() else { return };
        if !address.contains('*') {
            self.entries.insert(address.to_owned(), entry);
            return;
        }
        let hit: Vec<String> =
            self.entries.keys().filter(|key| matches(address, key)).cloned().collect();
        if hit.is_empty() {
            let wrong = Wrong::Unknown { key: address.to_owned(), nearest: None };
            let Entry { source, place, .. } = entry;
            self.mistakes.push(Mistake { source, place, wrong });
            return;
        }
        for key in hit {
            self.entries.insert(key, entry.clone());
        }
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
        let prefix = format!("{prefix}.");
        let inside = self.tables.iter().filter_map(|(key, &place)| {
            key.strip_prefix(&prefix)
                .filter(|rest| !rest.contains('.'))
                .map(|rest| (place, rest.to_owned()))
        });
        let mut inside: Vec<_> = inside.collect();
        inside.sort();
        inside.into_iter().map(|(_, rest)| rest).collect()
    }

    /// Whether anything stands at or under an address.
    #[must_use]
    pub(super) fn has(&self, address: &str) -> bool {
        self.entries.contains_key(address) || self.tables.contains_key(address)
    }

    /// Says that what stands at an address is meant to, whatever it is.
    pub(super) fn known(&mut self, address: &str) {
        self.asked.insert(address.to_owned());
    }

    fn ask(&mut self, address: &str) -> Option<Entry> {
        self.asked.insert(address.to_owned());
        self.entries.get(address).cloned()
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
                let start = self.nearest_table(address);
                let end = start + self.source.text[start..].find(['\n', ']', '=']).unwrap_or(0);
                self.mistake(start..end, wrong);
            }
        }
    }

    /// Where the innermost table begins that an address lies in.
    fn nearest_table(&self, address: &str) -> usize {
        let mut at = address;
        while let Some((outer, _)) = at.rsplit_once('.') {
            if let Some(&start) = self.tables.get(outer) {
                return start;
            }
            at = outer;
        }
        0
    }

    fn missing(&mut self, address: &str) {
        let start = self.nearest_table(address);
        let end = start + self.source.text[start..].find(['\n', ']']).unwrap_or(0);
        self.mistake(start..end, Wrong::Missing { key: address.to_owned() });
    }

    /// The number at an address, if there is one.
    pub(super) fn number_if(&mut self, address: &str) -> Option<f64> {
        match self.ask(address)?.leaf {
            Leaf::Number(number) => Some(number.value),
            other => {
                self.refuse(address, other.kind(), "a number");
                None
            }
        }
    }

    /// The number at an address within these bounds; 0 in place of one that is wrong, which is
    /// then noted as a mistake.
    pub(super) fn number(&mut self, address: &str, low: f64, high: f64) -> f64 {
        if !self.entries.contains_key(address) {
            self.asked.insert(address.to_owned());
            self.missing(address);
            return low;
        }
        self.number_within(address, low, high).unwrap_or(low)
    }

    /// The number at an address, if there is one, within these bounds.
    pub(super) fn number_within(&mut self, address: &str, low: f64, high: f64) -> Option<f64> {
        let found = self.number_if(address)?;
        if (low..=high).contains(&found) {
            return Some(found);
        }
        self.refuse(address, found, format!("{low} to {high}"));
        Some(low)
    }

    /// The whole number at an address within these bounds.
    pub(super) fn whole(&mut self, address: &str, low: f64, high: f64) -> u64 {
        let found = self.number(address, low, high);
        if found.fract() != 0.0 {
            self.refuse(address, found, "a whole number");
        }
        found as u64
    }

    /// The flag at an address.
    pub(super) fn flag(&mut self, address: &str) -> bool {
        match self.ask(address).map(|entry| entry.leaf) {
            Some(Leaf::Flag(flag)) => flag,
            Some(other) => {
                self.refuse(address, other.kind(), "true or false");
                false
            }
            None => {
                self.missing(address);
                false
            }
        }
    }

    /// The word at an address, if there is one.
    pub(super) fn word_if(&mut self, address: &str) -> Option<String> {
        match self.ask(address)?.leaf {
            Leaf::Word(word) => Some(word),
            other => {
                self.refuse(address, other.kind(), "a word in quotes");
                None
            }
        }
    }

    /// The word at an address; empty in place of one that is wrong.
    pub(super) fn word(&mut self, address: &str) -> String {
        if !self.entries.contains_key(address) {
            self.asked.insert(address.to_owned());
            self.missing(address);
        }
        self.word_if(address).unwrap_or_default()
    }

    /// Which of `all` the word at an address names; the first in place of one that is wrong.
    pub(super) fn one_of<T: Copy, N: AsRef<str>>(&mut self, address: &str, all: &[(N, T)]) -> T {
        let word = self.word(address);
        self.pick(address, &word, all).unwrap_or(all[0].1)
    }

    fn pick<T: Copy, N: AsRef<str>>(
        &mut self,
        address: &str,
        word: &str,
        all: &[(N, T)],
    ) -> Option<T> {
        let found = all.iter().find(|(name, _)| name.as_ref() == word).map(|(_, one)| *one);
        if found.is_none() && self.entries.contains_key(address) {
            let names: Vec<&str> = all.iter().map(|(name, _)| name.as_ref()).collect();
            self.refuse(address, format!("\"{word}\""), format!("one of {}", names.join(", ")));
        }
        found
    }

    /// Which of `all` the words at an address name; none where nothing stands there.
    pub(super) fn some_of<T: Copy, N: AsRef<str>>(
        &mut self,
        address: &str,
        all: &[(N, T)],
    ) -> Vec<T> {
        let words = match self.ask(address).map(|entry| entry.leaf) {
            Some(Leaf::Words(words)) => words,
            Some(other) => {
                self.refuse(address, other.kind(), "a list of words in quotes");
                Vec::new()
            }
            None => Vec::new(),
        };
        words.iter().filter_map(|word| self.pick(address, word, all)).collect()
    }

    /// Every number that was asked for, by address.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&str, &Number)> {
        self.entries.iter().filter_map(|(key, entry)| match &entry.leaf {
            Leaf::Number(number) => Some((key.as_str(), number)),
            _ => None,
        })
    }

    /// Notes as a mistake what nobody asked for, and every source that is not described.
    pub(super) fn close(&mut self) {
        let known: Vec<String> = self.asked.iter().cloned().collect();
        let sources = self.names("source");
        for (key, entry) in self.entries.clone() {
            if key.starts_with("source.") {
                continue;
            }
            let Entry { leaf, source, place } = entry;
            if !self.asked.contains(&key) {
                let nearest = nearest(&key, &known);
                let wrong = Wrong::Unknown { key, nearest };
                self.mistakes.push(Mistake { source, place, wrong });
            } else if let Leaf::Number(number) = leaf {
                // A number that came from another file answers to the sources of that file.
                let ours = Arc::ptr_eq(&source, &self.source);
                let unknown =
                    |said: &&String| ours && *said != "assumed" && !sources.contains(said);
                for said in number.sources.iter().filter(unknown) {
                    let wrong = Wrong::NoSource { key: key.clone(), source: said.clone() };
                    self.mistakes.push(Mistake {
                        source: source.clone(),
                        place: place.clone(),
                        wrong,
                    });
                }
            }
        }
    }
}

impl Leaf {
    fn kind(&self) -> String {
        match self {
            Leaf::Number(number) => number.value.to_string(),
            Leaf::Flag(flag) => flag.to_string(),
            Leaf::Word(word) => format!("\"{word}\""),
            Leaf::Words(_) => "a list".to_owned(),
            Leaf::Other(kind) => (*kind).to_owned(),
        }
    }
}

fn leaf(value: &DeValue<'_>) -> Leaf {
    match value {
        DeValue::String(word) => Leaf::Word(word.to_string()),
        DeValue::Boolean(flag) => Leaf::Flag(*flag),
        DeValue::Integer(_) | DeValue::Float(_) => match plain(value) {
            Some(value) => {
                Leaf::Number(Number { value, range: None, unit: None, sources: Vec::new() })
            }
            None => Leaf::Other("a number out of reach"),
        },
        DeValue::Array(items) => match items.iter().map(|item| item.get_ref().as_str()).collect() {
            Some::<Vec<&str>>(words) => Leaf::Words(words.into_iter().map(str::to_owned).collect()),
            None => Leaf::Other("a list of other things"),
        },
        DeValue::Table(table) => described(table),
        DeValue::Datetime(_) => Leaf::Other("a date"),
    }
}

/// A value with what is said about it: `{ value, range, unit, src }`.
fn described(table: &DeTable<'_>) -> Leaf {
    let get = |key: &str| table.get(key).map(Spanned::get_ref);
    let known = ["value", "range", "unit", "src"];
    if table.keys().any(|key| !known.contains(&key.get_ref().as_ref())) {
        return Leaf::Other("a table with more than value, range, unit and src");
    }
    match get("value").map(leaf) {
        Some(Leaf::Number(Number { value, .. })) => {
            let pair = get("range")
                .and_then(DeValue::as_array)
                .map(|ends| ends.iter().filter_map(|end| plain(end.get_ref())).collect::<Vec<_>>());
            let sources = match get("src").map(leaf) {
                Some(Leaf::Words(words)) => words,
                Some(Leaf::Word(word)) => vec![word],
                _ => Vec::new(),
            };
            let range = match pair.as_deref() {
                Some(&[low, high]) if low <= high => Some((low, high)),
                Some(_) => return Leaf::Other("a number whose range is not two numbers in order"),
                None => None,
            };
            let unit = get("unit").and_then(DeValue::as_str).map(str::to_owned);
            Leaf::Number(Number { value, range, unit, sources })
        }
        Some(other) => other,
        None => Leaf::Other("a table"),
    }
}

/// A number as it stands, finite.
fn plain(value: &DeValue<'_>) -> Option<f64> {
    let text = match value {
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Integer(int) if int.radix() == 10 => int.as_str().to_owned(),
        DeValue::Integer(int) => {
            return i64::from_str_radix(int.as_str(), int.radix()).ok().map(|int| int as f64);
        }
        _ => return None,
    };
    text.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite())
}

/// Whether an address with `*` for any one part says `key`.
fn matches(pattern: &str, key: &str) -> bool {
    let (mut pattern, mut key) = (pattern.split('.'), key.split('.'));
    loop {
        match (pattern.next(), key.next()) {
            (None, None) => return true,
            (Some("*"), Some(_)) => {}
            (Some(one), Some(other)) if one == other => {}
            _ => return false,
        }
    }
}

/// Words that name a thing of a person. Settings are about rates and rules, never about anyone.
fn is_personal(key: &str) -> bool {
    const PERSONAL: [&str; 22] = [
        "first_name",
        "last_name",
        "surname",
        "full_name",
        "person",
        "persons",
        "birth",
        "birthday",
        "date_of_birth",
        "address",
        "phone",
        "email",
        "id_number",
        "passport",
        "photo",
        "image",
        "face",
        "faces",
        "plate",
        "voice",
        "location",
        "records",
    ];
    PERSONAL.contains(&key)
}

/// The one of `known` that is most like `key`, if any is like it at all.
fn nearest(key: &str, known: &[String]) -> Option<String> {
    let scored = known.iter().map(|other| (distance(key, other), other));
    let (changes, other) = scored.min()?;
    (changes <= key.len().max(6) / 3).then(|| other.clone())
}

/// The least number of letters put in, taken out or exchanged that makes one word the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = before + usize::from(a != *b);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_one_part() {
        assert!(matches("register.*.missed", "register.legal.missed"));
        assert!(!matches("register.*", "register.legal.missed"));
    }

    #[test]
    fn the_nearest_setting_is_the_one_with_the_fewest_letters_changed() {
        let known = ["cameras.reach", "cameras.per_head"].map(str::to_owned);
        assert_eq!(nearest("camera.reach", &known).as_deref(), Some("cameras.reach"));
        assert_eq!(nearest("something.else.entirely", &known), None);
    }
}
