//! What can stand at one address of a file: a number and what is said about it, a word, a flag.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

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

impl Number {
    /// A number about which nothing is said.
    #[must_use]
    pub fn bare(value: f64) -> Number {
        Number { value, range: None, unit: None, sources: Vec::new() }
    }
}

/// What stands at one address.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Leaf {
    Number(Number),
    Numbers(Vec<f64>),
    Flag(bool),
    Word(String),
    Words(Vec<String>),
    Other(&'static str),
}

impl Leaf {
    /// What stands there, as a message shows it.
    pub(super) fn shown(&self) -> String {
        match self {
            Leaf::Number(number) => number.value.to_string(),
            Leaf::Numbers(_) => "a list of numbers".to_owned(),
            Leaf::Flag(flag) => flag.to_string(),
            Leaf::Word(word) => format!("\"{word}\""),
            Leaf::Words(_) => "a list of words".to_owned(),
            Leaf::Other(kind) => (*kind).to_owned(),
        }
    }

    /// What stands there, as a file writes it.
    pub(super) fn written(&self) -> String {
        let quoted = |word: &str| toml::Value::from(word).to_string();
        let listed = |items: Vec<String>| format!("[{}]", items.join(", "));
        match self {
            Leaf::Number(Number { value, range: None, unit: None, sources })
                if sources.is_empty() =>
            {
                plainly(*value)
            }
            Leaf::Number(Number { value, range, unit, sources }) => {
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
            Leaf::Numbers(numbers) => listed(numbers.iter().map(|&value| plainly(value)).collect()),
            Leaf::Flag(flag) => flag.to_string(),
            Leaf::Word(word) => quoted(word),
            Leaf::Words(words) => listed(words.iter().map(|word| quoted(word)).collect()),
            Leaf::Other(_) => "false".to_owned(),
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

/// What a value of a file says.
pub(super) fn leaf(value: &DeValue<'_>) -> Leaf {
    match value {
        DeValue::String(word) => Leaf::Word(word.to_string()),
        DeValue::Boolean(flag) => Leaf::Flag(*flag),
        DeValue::Integer(_) | DeValue::Float(_) => match plain(value) {
            Some(value) => Leaf::Number(Number::bare(value)),
            None => Leaf::Other("a number out of reach"),
        },
        DeValue::Array(items) => {
            let all = || items.iter().map(Spanned::get_ref);
            if let Some(words) = all().map(DeValue::as_str).collect::<Option<Vec<_>>>() {
                Leaf::Words(words.into_iter().map(str::to_owned).collect())
            } else if let Some(numbers) = all().map(plain).collect() {
                Leaf::Numbers(numbers)
            } else {
                Leaf::Other("a list of other things")
            }
        }
        DeValue::Table(table) => described(table),
        DeValue::Datetime(date) => Leaf::Word(date.to_string()),
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
            let range = match get("range").map(leaf) {
                Some(Leaf::Numbers(ends)) if ends.len() == 2 && ends[0] <= ends[1] => {
                    Some((ends[0], ends[1]))
                }
                Some(_) => return Leaf::Other("a number whose range is not two numbers in order"),
                None => None,
            };
            let sources = match get("src").map(leaf) {
                Some(Leaf::Words(words)) => words,
                Some(Leaf::Word(word)) => vec![word],
                Some(_) => return Leaf::Other("a number whose src is not a list of names"),
                None => Vec::new(),
            };
            let unit = match get("unit").map(leaf) {
                Some(Leaf::Word(unit)) => Some(unit),
                Some(_) => return Leaf::Other("a number whose unit is not a word"),
                None => None,
            };
            Leaf::Number(Number { value, range, unit, sources })
        }
        Some(other) => other,
        None => Leaf::Other("a table"),
    }
}

/// A number as it stands, finite.
pub(super) fn plain(value: &DeValue<'_>) -> Option<f64> {
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
            Leaf::Number(sourced),
            Leaf::Number(Number::bare(0.1 + 0.2)),
            Leaf::Number(Number::bare(-50_000.0)),
            Leaf::Numbers(vec![32.0, 256.0]),
            Leaf::Flag(true),
            Leaf::Word("a \\ b\n\"c\"".to_owned()),
            Leaf::Words(vec!["x".to_owned(), "y".to_owned()]),
        ] {
            let text = format!("it = {}", one.written());
            let table = DeTable::parse(&text).expect("it is TOML");
            assert_eq!(leaf(table.get_ref().get("it").expect("it is there").get_ref()), one);
        }
    }
}
