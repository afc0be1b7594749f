//! Settings of a loaded scenario: typed values by address, each with its range, unit and sources.

use std::fmt;

use society::scenario::Bounds;

use super::value::{Number, Value};

/// The value of a setting.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingValue {
    /// A number, in the unit of the setting.
    Number(f64),
    /// A list of numbers.
    Numbers(Vec<f64>),
    /// A switch.
    Flag(bool),
    /// A word or a sentence.
    Word(String),
    /// A list of words.
    Words(Vec<String>),
}

/// A setting of a loaded scenario.
///
/// ```
/// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
/// let kin = &loaded.settings["population.kin"];
/// assert!(kin.number().is_some());
/// assert!(!kin.sources.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The value.
    pub value: SettingValue,
    /// The author's range for the value, both ends included, if one is given.
    pub range: Option<Bounds>,
    /// The unit, if one is given.
    pub unit: Option<String>,
    /// The sources: `default` alone where the file leaves the number open, none for a bare one.
    pub sources: Vec<String>,
}

impl Setting {
    /// The number, if the setting is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self.value {
            SettingValue::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The setting as a file writes it, with its range, unit and sources.
    #[must_use]
    pub fn written(&self) -> String {
        self.described().written()
    }

    /// The setting for a value read from a file; `None` for a value that no setting takes.
    pub(super) fn of(value: &Value) -> Option<Setting> {
        let bare = |value| Setting { value, range: None, unit: None, sources: Vec::new() };
        Some(match value.clone() {
            Value::Number(Number { value, range, unit, sources }) => {
                let range = range.map(|(low, high)| Bounds::new(low..=high));
                Setting { value: SettingValue::Number(value), range, unit, sources }
            }
            Value::Numbers(numbers) => bare(SettingValue::Numbers(numbers)),
            Value::Flag(flag) => bare(SettingValue::Flag(flag)),
            Value::Word(word) => bare(SettingValue::Word(word)),
            Value::Words(words) => bare(SettingValue::Words(words)),
            Value::Other(_) | Value::Broken => return None,
        })
    }

    /// Whether the file leaves the number open, so that a default holds.
    pub(super) fn is_default(&self) -> bool {
        self.sources.iter().any(|source| source == "default")
    }

    fn described(&self) -> Value {
        match &self.value {
            SettingValue::Number(number) => Value::Number(Number {
                value: *number,
                range: self.range.map(|range| (range.low, range.high)),
                unit: self.unit.clone(),
                sources: self.sources.clone(),
            }),
            other => other.bare(),
        }
    }
}

impl SettingValue {
    fn bare(&self) -> Value {
        match self.clone() {
            SettingValue::Number(number) => Value::Number(Number::bare(number)),
            SettingValue::Numbers(numbers) => Value::Numbers(numbers),
            SettingValue::Flag(flag) => Value::Flag(flag),
            SettingValue::Word(word) => Value::Word(word),
            SettingValue::Words(words) => Value::Words(words),
        }
    }
}

impl fmt::Display for SettingValue {
    /// Writes the value as a file does: words in quotes, numbers as short as they read back.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.bare().written())
    }
}
