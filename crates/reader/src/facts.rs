//! The published figures that scenarios and checks rest on, as they ship.

use std::sync::OnceLock;

use toml::{Table, Value};

/// The files of facts, by subject.
const FILES: [(&str, &str); 11] = [
    ("attitudes", include_str!("../../../facts/attitudes.toml")),
    ("behavior", include_str!("../../../facts/behavior.toml")),
    ("cameras", include_str!("../../../facts/cameras.toml")),
    ("law", include_str!("../../../facts/law.toml")),
    ("linkage", include_str!("../../../facts/linkage.toml")),
    ("lists", include_str!("../../../facts/lists.toml")),
    ("networks", include_str!("../../../facts/networks.toml")),
    ("recognition", include_str!("../../../facts/recognition.toml")),
    ("repair", include_str!("../../../facts/repair.toml")),
    ("scales", include_str!("../../../facts/scales.toml")),
    ("travel", include_str!("../../../facts/travel.toml")),
];

/// One published figure.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its subject: the name of its file.
    pub subject: &'static str,
    /// Its name.
    pub id: String,
    /// The quantity counted or measured.
    pub quantity: String,
    /// The figure or the range that was printed, as text.
    pub figure: String,
    /// The figure, or the middle of the range.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: String,
    /// The year it is about.
    pub year: Option<i64>,
    /// Where it was read.
    pub source: String,
    /// How sure it is: S1, S2, S3, SC, D or R.
    pub sure: String,
    /// Caveats.
    pub note: String,
}

/// Every published figure, subject by subject.
pub fn facts() -> &'static [Fact] {
    static FACTS: OnceLock<Vec<Fact>> = OnceLock::new();
    FACTS.get_or_init(|| FILES.iter().flat_map(|&(subject, text)| read(subject, text)).collect())
}

fn read(subject: &'static str, text: &str) -> Vec<Fact> {
    // The files are part of the program; a test reads every one of them.
    let table: Table = text.parse().unwrap_or_default();
    let rows = table.get("fact").and_then(Value::as_array).cloned().unwrap_or_default();
    rows.iter().filter_map(Value::as_table).map(|row| fact(subject, row)).collect()
}

fn fact(subject: &'static str, row: &Table) -> Fact {
    let word = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let number = |key: &str| match row.get(key)? {
        Value::Integer(int) => Some(*int as f64),
        Value::Float(float) => Some(*float),
        _ => None,
    };
    let shown =
        |key: &str| row.get(key).map(|value| value.to_string().trim_matches('"').to_owned());
    let figure = match (shown("value"), shown("low"), shown("high")) {
        (Some(value), ..) => value,
        (None, Some(low), Some(high)) => format!("{low} to {high}"),
        _ => String::new(),
    };
    let middle = number("low").zip(number("high")).map(|(low, high)| f64::midpoint(low, high));
    Fact {
        subject,
        id: word("id"),
        quantity: word("quantity"),
        figure,
        value: number("value").or(middle),
        unit: word("unit"),
        year: row.get("year").and_then(Value::as_integer),
        source: word("source"),
        sure: word("sure"),
        note: word("note"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_a_figure_a_unit_and_a_source() {
        assert!(facts().len() > 200, "{}", facts().len());
        for fact in facts() {
            let told = [&fact.id, &fact.quantity, &fact.figure, &fact.source, &fact.sure];
            assert!(told.iter().all(|text| !text.is_empty()), "{fact:?}");
        }
    }
}
