//! Published figures by their ids in `facts/`.

use toml::{Table, Value};

const FILES: [&str; 4] = [
    include_str!("../../../facts/behavior.toml"),
    include_str!("../../../facts/cameras.toml"),
    include_str!("../../../facts/lists.toml"),
    include_str!("../../../facts/travel.toml"),
];

/// A published figure: its lowest and its highest value, which are one where one was published.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Published {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Published {
    /// A figure of one value.
    pub(super) fn one(value: f64) -> Published {
        Published { low: value, high: value }
    }

    /// The figure in another unit.
    pub(super) fn times(self, factor: f64) -> Published {
        Published { low: self.low * factor, high: self.high * factor }
    }

    /// Whether a value is the figure, give or take a tenth of it.
    pub(super) fn is_met_by(self, value: f64) -> bool {
        let (low, high) = (self.low - 0.1 * self.low.abs(), self.high + 0.1 * self.high.abs());
        (low..=high).contains(&value)
    }
}

/// The figure of an id.
///
/// # Panics
///
/// If no fact of `facts/` has this id and a number: then the caller is out of date.
pub(super) fn published(id: &str) -> Published {
    let tables = FILES.iter().map(|text| text.parse::<Table>().expect("facts are TOML"));
    let facts = tables.flat_map(|table| match table.get("fact") {
        Some(Value::Array(facts)) => facts.clone(),
        _ => Vec::new(),
    });
    let number = |value: &Value| value.as_float().or(value.as_integer().map(|whole| whole as f64));
    let read = |fact: &Value| {
        let of = |key| fact.get(key).and_then(number);
        let value = of("value");
        Some(Published { low: value.or(of("low"))?, high: value.or(of("high"))? })
    };
    let fact = facts.into_iter().find(|fact| fact.get("id").and_then(Value::as_str) == Some(id));
    fact.as_ref().and_then(read).unwrap_or_else(|| panic!("facts/ has a figure {id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_found_by_its_id_whether_one_value_or_two_were_published() {
        assert_eq!(published("list-2023-stock"), Published::one(8_542_322.0));
        assert_eq!(published("red-light-violations"), Published { low: -0.6, high: -0.2 });
    }

    #[test]
    fn a_figure_is_met_within_a_tenth_of_it() {
        let figure = Published { low: -0.5, high: -0.2 };
        assert!(figure.is_met_by(-0.54) && figure.is_met_by(-0.19));
        assert!(!figure.is_met_by(-0.56) && !figure.is_met_by(-0.17));
    }
}
