//! Typed access to the settings of a document, with a diagnostic for each missing or invalid one.

use society::scenario::Bounds;

use super::document::Document;
use super::entry::Entry;
use super::expected::Expected;
use super::requirement::Requirement;
use super::value::{Number, Value};
use super::words::{is_name, readable};

impl Document {
    fn ask(&mut self, address: &str, question: Expected) -> Option<Value> {
        if !self.asked.contains_key(address) {
            self.asked.insert(address.to_owned(), question);
        }
        self.entries.get(address).map(|entry| entry.value.clone())
    }

    /// Reports a value of another kind than expected.
    fn refuse_kind(&mut self, address: &str, found: &Value) {
        if *found != Value::Broken {
            self.refuse(address, found.render(), self.allowed(address));
        }
    }

    /// Sets the default of a setting that the file leaves open.
    fn default(&mut self, address: &str, value: Value) {
        if !self.is_blank && !self.entries.contains_key(address) {
            let (source, place) = self.nearest_table(address);
            let entry = Entry { is_default: true, ..Entry::new(value, source, place) };
            self.entries.insert(address.to_owned(), entry);
        }
    }

    /// The number at an address, if there is one, within these bounds; the lower of them in place
    /// of one that is wrong.
    pub(super) fn number_within(&mut self, address: &str, bounds: Bounds) -> Option<f64> {
        match self.ask(address, Expected::Number { bounds, whole: false })? {
            Value::Number(Number { value, .. }) if bounds.contains(value) => Some(value),
            other => {
                self.refuse_kind(address, &other);
                Some(bounds.low)
            }
        }
    }

    /// The number at an address with range, unit and sources, if there is one.
    pub(super) fn number_of(&self, address: &str) -> Option<Number> {
        match &self.entries.get(address)?.value {
            Value::Number(number) => Some(number.clone()),
            _ => None,
        }
    }

    /// The number at an address within these bounds; the lower of them in place of one that is
    /// wrong, which is then noted as a mistake.
    pub(super) fn number(&mut self, address: &str, bounds: Bounds) -> f64 {
        let found = self.number_within(address, bounds);
        if !self.stands(address) {
            self.missing(address);
        }
        found.unwrap_or(bounds.low)
    }

    /// The number at an address within these bounds, or `default` where none stands there.
    pub(super) fn number_or(&mut self, address: &str, bounds: Bounds, default: f64) -> f64 {
        self.default_number(address, default);
        self.number_within(address, bounds).unwrap_or(default)
    }

    /// Sets the default of a number that the file leaves open.
    fn default_number(&mut self, address: &str, default: f64) {
        let number = Number { sources: vec!["default".to_owned()], ..Number::bare(default) };
        self.default(address, Value::Number(number));
    }

    /// The whole number at an address within these bounds, if there is one.
    pub(super) fn whole_within(&mut self, address: &str, bounds: Bounds) -> Option<u64> {
        self.ask(address, Expected::Number { bounds, whole: true });
        let found = self.number_within(address, bounds)?;
        if found.fract() != 0.0 {
            self.refuse(address, readable(found), self.allowed(address));
        }
        Some(found as u64)
    }

    /// The whole number at an address within these bounds.
    pub(super) fn whole(&mut self, address: &str, bounds: Bounds) -> u64 {
        let found = self.whole_within(address, bounds);
        if !self.stands(address) {
            self.missing(address);
        }
        found.unwrap_or(bounds.low as u64)
    }

    /// The whole number at an address within these bounds, or `default` where none stands there.
    pub(super) fn whole_or(&mut self, address: &str, bounds: Bounds, default: u32) -> u64 {
        self.default_number(address, default.into());
        self.whole_within(address, bounds).unwrap_or_else(|| default.into())
    }

    /// The numbers at an address: a list, or a single one.
    pub(super) fn numbers_at(&mut self, address: &str) -> Option<Vec<f64>> {
        match self.ask(address, Expected::Numbers)? {
            Value::Numbers(numbers) => Some(numbers),
            Value::Number(number) => Some(vec![number.value]),
            other => {
                self.refuse_kind(address, &other);
                None
            }
        }
    }

    /// The flag at an address.
    pub(super) fn flag(&mut self, address: &str) -> bool {
        match self.ask(address, Expected::Flag) {
            Some(Value::Flag(flag)) => return flag,
            Some(other) => self.refuse_kind(address, &other),
            None => self.missing(address),
        }
        false
    }

    /// The flag at an address, or `default` where none stands there.
    pub(super) fn flag_or(&mut self, address: &str, default: bool) -> bool {
        self.default(address, Value::Flag(default));
        self.flag(address)
    }

    /// The word at an address, if there is one.
    pub(super) fn word_if(&mut self, address: &str) -> Option<String> {
        match self.ask(address, Expected::Word)? {
            Value::Word(word) => Some(word),
            other => {
                self.refuse_kind(address, &other);
                None
            }
        }
    }

    /// The word at an address; empty in place of one that is wrong.
    pub(super) fn word(&mut self, address: &str) -> String {
        let found = self.word_if(address);
        if !self.stands(address) {
            self.missing(address);
        }
        found.unwrap_or_default()
    }

    /// The name at an address; empty in place of one that is wrong.
    pub(super) fn name_at(&mut self, address: &str) -> String {
        self.ask(address, Expected::Name);
        let name = self.word(address);
        if self.holds_a_word(address) && !is_name(&name) {
            self.refuse(address, format!("\"{name}\""), self.allowed(address));
            return String::new();
        }
        name
    }

    /// The words at an address; none where nothing stands there.
    pub(super) fn words_if(&mut self, address: &str) -> Vec<String> {
        match self.ask(address, Expected::Words) {
            Some(Value::Words(words)) => words,
            Some(Value::Word(word)) => vec![word],
            Some(other) => {
                self.refuse_kind(address, &other);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Which of `all` the word at an address names; the first in place of one that is wrong.
    pub(super) fn one_of<T: Copy, N: AsRef<str>>(&mut self, address: &str, all: &[(N, T)]) -> T {
        self.ask(address, Expected::OneOf(names(all)));
        let word = self.word(address);
        self.pick(address, &word, all).unwrap_or(all[0].1)
    }

    /// Which of `all` the word at an address names; the first where none stands there.
    pub(super) fn one_of_or<T: Copy, N: AsRef<str>>(&mut self, address: &str, all: &[(N, T)]) -> T {
        self.default(address, Value::Word(all[0].0.as_ref().to_owned()));
        self.one_of(address, all)
    }

    fn pick<T: Copy, N: AsRef<str>>(
        &mut self,
        address: &str,
        word: &str,
        all: &[(N, T)],
    ) -> Option<T> {
        let found = all.iter().find(|(name, _)| name.as_ref() == word).map(|(_, one)| *one);
        let is_word = self
            .entries
            .get(address)
            .is_some_and(|entry| matches!(entry.value, Value::Word(_) | Value::Words(_)));
        if found.is_none() && is_word {
            self.refuse(
                address,
                format!("\"{word}\""),
                Requirement::Kind(Expected::OneOf(names(all))),
            );
        }
        found
    }

    /// Which of `all` the words at an address name; none where nothing stands there.
    pub(super) fn some_of<T: Copy, N: AsRef<str>>(
        &mut self,
        address: &str,
        all: &[(N, T)],
    ) -> Vec<T> {
        self.ask(address, Expected::SomeOf(names(all)));
        let words = self.words_if(address);
        words.iter().filter_map(|word| self.pick(address, word, all)).collect()
    }
}

fn names<T, N: AsRef<str>>(all: &[(N, T)]) -> Vec<String> {
    all.iter().map(|(name, _)| name.as_ref().to_owned()).collect()
}
