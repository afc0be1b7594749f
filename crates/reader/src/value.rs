//! Values of settings: numbers with range, unit and sources, words, flags and lists.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::Problem;
use super::requirement::Requirement;
use super::words::{nearest, quoted, readable};

/// A number with its range, unit and sources, as in
/// `{ value = 2.6, range = [2.4, 2.8], unit = "people", src = ["census2020"] }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The number, finite, in `unit`.
    pub value: f64,
    /// The range of the author, lowest and highest, both included and in the same unit; `None`
    /// without one. Sensitivity analyses draw from it.
    pub range: Option<(f64, f64)>,
    /// The unit as the file names it, such as `a year` or `points`; `None` without one.
    pub unit: Option<String>,
    /// Names of sources, each the name of a `[source.NAME]` or `assumed`; empty for a bare number.
    pub sources: Vec<String>,
}

impl Number {
    /// A number with neither range nor unit nor source.
    ///
    /// Untyped on purpose: the unit of a value is a fact of its setting, and only the section that
    /// reads the setting turns it into a share, a rate or a number of days.
    #[must_use]
    pub fn bare(value: f64) -> Number {
        Number { value, range: None, unit: None, sources: Vec::new() }
    }
}

/// The value of one setting.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Number(Number),
    Numbers(Vec<f64>),
    Flag(bool),
    Word(String),
    Words(Vec<String>),
    /// Something else, as a message shows it.
    Other(String),
    /// A value with a diagnostic of its own already, so that no second one follows.
    Broken,
}

impl Value {
    /// The value in the form of a message.
    pub(super) fn render(&self) -> String {
        let listed = |items: Vec<String>| format!("[{}]", items.join(", "));
        // More of a list is not shown anyway.
        let most = 20;
        match self {
            Value::Number(number) => readable(number.value),
            Value::Numbers(numbers) => {
                listed(numbers.iter().take(most).map(|&number| readable(number)).collect())
            }
            Value::Flag(flag) => flag.to_string(),
            Value::Word(word) => format!("\"{word}\""),
            Value::Words(words) => {
                listed(words.iter().take(most).map(|word| format!("\"{word}\"")).collect())
            }
            Value::Other(shown) => shown.clone(),
            Value::Broken => "broken".to_owned(),
        }
    }

    /// The value in the form of a file.
    pub(super) fn written(&self) -> String {
        let listed = |items: Vec<String>| format!("[{}]", items.join(", "));
        match self {
            Value::Number(Number { value, range: None, unit: None, sources })
                if sources.is_empty() =>
            {
                plainly(*value)
            }
            Value::Number(Number { value, range, unit, sources }) => {
                let mut parts = vec![format!("value = {}", plainly(*value))];
                parts.extend(
                    range.map(|(low, high)| {
                        format!("range = [{}, {}]", plainly(low), plainly(high))
                    }),
                );
                parts.extend(unit.iter().map(|unit| format!("unit = {}", quoted(unit))));
                if !sources.is_empty() {
                    let sources = sources.iter().map(|source| quoted(source)).collect();
                    parts.push(format!("src = {}", listed(sources)));
                }
                format!("{{ {} }}", parts.join(", "))
            }
            Value::Numbers(numbers) => {
                listed(numbers.iter().map(|&value| plainly(value)).collect())
            }
            Value::Flag(flag) => flag.to_string(),
            Value::Word(word) => quoted(word),
            Value::Words(words) => listed(words.iter().map(|word| quoted(word)).collect()),
            Value::Other(_) | Value::Broken => "false".to_owned(),
        }
    }
}

/// A number as short as reads back to the same bits.
fn plainly(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{value:.0}")
    } else {
        toml::Value::from(value).to_string()
    }
}

/// Converts a TOML value.
pub(super) fn value_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(word) => Value::Word(word.to_string()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Integer(_) | DeValue::Float(_) => match plain(value) {
            Some(value) => Value::Number(Number::bare(value)),
            None => Value::Other(literal(value).to_owned()),
        },
        DeValue::Array(items) => {
            let all = || items.iter().map(Spanned::get_ref);
            if let Some(words) = all().map(DeValue::as_str).collect::<Option<Vec<_>>>() {
                Value::Words(words.into_iter().map(str::to_owned).collect())
            } else if let Some(numbers) = all().map(plain).collect() {
                Value::Numbers(numbers)
            } else {
                Value::Other("a list of different kinds".to_owned())
            }
        }
        DeValue::Table(_) => Value::Other("a table".to_owned()),
        DeValue::Datetime(date) => Value::Word(date.to_string()),
    }
}

/// A value of a file, with the place of each part.
pub(super) struct ReadValue {
    pub(super) value: Value,
    pub(super) place: Range<usize>,
    pub(super) unit: Range<usize>,
    /// Sources, each with its place.
    pub(super) cited: Vec<(String, Range<usize>)>,
    /// Mistakes within the value.
    pub(super) wrong: Vec<(Range<usize>, Problem)>,
}

/// Keys of a number with its description.
const PARTS: [&str; 4] = ["value", "range", "unit", "src"];

/// Whether a table is a value with its description: `{ value, range, unit, src }`.
pub(super) fn is_described(table: &DeTable<'_>) -> bool {
    PARTS.iter().any(|part| table.contains_key(*part))
}

/// Reads the value at `address`; `key` is the place of its name.
pub(super) fn read_value(
    address: &str,
    key: Range<usize>,
    value: &Spanned<DeValue<'_>>,
) -> ReadValue {
    let nothing = |value, place: Range<usize>| ReadValue {
        value,
        unit: place.clone(),
        place,
        cited: Vec::new(),
        wrong: Vec::new(),
    };
    match value.get_ref() {
        DeValue::Table(table) if is_described(table) => {
            let mut said = nothing(Value::Broken, key);
            said.describe(address, table);
            said
        }
        DeValue::Table(_) => nothing(value_of(value.get_ref()), key),
        other => nothing(value_of(other), value.span()),
    }
}

impl ReadValue {
    fn describe(&mut self, address: &str, table: &DeTable<'_>) {
        for key in table.keys().filter(|key| !PARTS.contains(&key.get_ref().as_ref())) {
            let nearest = nearest(key.get_ref(), PARTS).map(|part| format!("{address}.{part}"));
            let (key, among) = (key.get_ref(), PARTS.map(str::to_owned).to_vec());
            let place = table.get_key_value(key.as_ref()).map_or(0..0, |(key, _)| key.span());
            let wrong = Problem::Unknown { key: format!("{address}.{key}"), nearest, among };
            self.wrong.push((place, wrong));
        }
        match table.get("value") {
            Some(value) => {
                self.value = value_of(value.get_ref());
                self.place = value.span();
            }
            None => {
                let key = format!("{address}.value");
                let allowed = Requirement::NumberItself;
                self.wrong.push((self.place.clone(), Problem::Missing { key, allowed }));
            }
        }
        self.cited = self.sources(address, table);
        let range = self.part(address, table, "range", Requirement::Range, |value| match value {
            Value::Numbers(ends) if ends.len() == 2 && ends[0] <= ends[1] => {
                Some((ends[0], ends[1]))
            }
            _ => None,
        });
        let unit = self.part(address, table, "unit", Requirement::Unit, |value| match value {
            Value::Word(unit) => Some(unit),
            _ => None,
        });
        if let Some(place) = table.get("unit").map(Spanned::span) {
            self.unit = place;
        }
        if !matches!(self.value, Value::Number(_) | Value::Broken | Value::Other(_)) {
            for part in ["range", "unit"] {
                let Some((name, _)) = table.get_key_value(part) else { continue };
                let (key, found) = (format!("{address}.{part}"), "given".to_owned());
                let allowed = Requirement::NumberAlone;
                self.wrong.push((name.span(), Problem::NotAllowed { key, found, allowed }));
            }
        }
        let Value::Number(number) = &mut self.value else { return };
        number.range = range;
        number.unit = unit;
        number.sources = self.cited.iter().map(|(source, _)| source.clone()).collect();
        if let Some((low, high)) = range
            && !(low..=high).contains(&number.value)
        {
            let allowed = Requirement::OwnRange { low, high };
            let (key, found) = (address.to_owned(), readable(number.value));
            self.wrong.push((self.place.clone(), Problem::NotAllowed { key, found, allowed }));
        }
    }

    /// One key of the description, where present and valid.
    fn part<T>(
        &mut self,
        address: &str,
        table: &DeTable<'_>,
        name: &str,
        allowed: Requirement,
        read: impl Fn(Value) -> Option<T>,
    ) -> Option<T> {
        let value = table.get(name)?;
        let found = value_of(value.get_ref());
        let read = read(found.clone());
        if read.is_none() {
            let (key, found) = (format!("{address}.{name}"), found.render());
            let wrong = Problem::NotAllowed { key, found, allowed };
            self.wrong.push((value.span(), wrong));
        }
        read
    }

    /// The sources.
    fn sources(&mut self, address: &str, table: &DeTable<'_>) -> Vec<(String, Range<usize>)> {
        let allowed = Requirement::Sources;
        let found = self.part(address, table, "src", allowed, |value| match value {
            Value::Words(words) => Some(words),
            Value::Word(word) => Some(vec![word]),
            _ => None,
        });
        let places: Vec<Range<usize>> = match table.get("src").map(|src| (src.get_ref(), src)) {
            Some((DeValue::Array(items), _)) => items.iter().map(Spanned::span).collect(),
            Some((_, one)) => vec![one.span()],
            None => Vec::new(),
        };
        found.unwrap_or_default().into_iter().zip(places).collect()
    }
}

/// A number as the file writes it.
fn literal<'a>(value: &'a DeValue<'_>) -> &'a str {
    match value {
        DeValue::Float(float) => float.as_str(),
        DeValue::Integer(int) => int.as_str(),
        _ => "",
    }
}

/// A number as it stands, finite.
pub(super) fn plain(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(int) if int.radix() != 10 => {
            i64::from_str_radix(int.as_str(), int.radix()).ok().map(|int| int as f64)
        }
        DeValue::Integer(_) | DeValue::Float(_) => {
            let number: f64 = literal(value).replace('_', "").parse().ok()?;
            number.is_finite().then_some(number)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_to_the_same() {
        let sourced = Number {
            value: 1.67e-8,
            range: Some((0.0, 0.1)),
            unit: Some("share \"so\"".to_owned()),
            sources: vec!["npl2023".to_owned()],
        };
        for one in [
            Value::Number(sourced),
            Value::Number(Number::bare(0.1 + 0.2)),
            Value::Number(Number::bare(-50_000.0)),
            Value::Number(Number::bare(1e300)),
            Value::Numbers(vec![32.0, 256.0]),
            Value::Flag(true),
            Value::Word("a \\ b\n\"c\"\u{7f}\u{0}\r".to_owned()),
            Value::Words(vec!["x".to_owned(), "y".to_owned()]),
        ] {
            let text = format!("it = {}", one.written());
            let table = DeTable::parse(&text).expect("it is TOML");
            let (key, value) = table.get_ref().get_key_value("it").expect("it is there");
            assert_eq!(read_value("it", key.span(), value).value, one);
        }
    }
}
