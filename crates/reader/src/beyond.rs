//! Numbers outside the range of their author: those that a scenario holds, from the first day or a later one.

use std::collections::BTreeMap;
use std::fmt;

use society::scenario::Bounds;

use super::settings::Setting;
use super::twins::TwinSource;
use super::value::{Number, Value};
use super::words::{matches, readable};

/// A number outside the range that its author thinks possible.
///
/// Its `Display` is one line: `cameras.missed = 0.6 (range: 0 to 0.5)`.
#[derive(Clone, Debug, PartialEq)]
pub struct BeyondRange {
    /// The address of the setting; that of another policy than the one under study begins with
    /// `policies.NAME.`.
    pub path: String,
    /// The number, in the unit of the setting.
    pub value: f64,
    /// The range of the author, both ends included, in the same unit.
    pub range: Bounds,
    /// The first day on which it holds [days since the start]; 0 for the whole run.
    pub from_day: u16,
}

impl fmt::Display for BeyondRange {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BeyondRange { path, value, range: Bounds { low, high }, from_day } = self;
        write!(to, "{path} = {}", readable(*value))?;
        if *from_day > 0 {
            write!(to, " from day {from_day}")?;
        }
        write!(to, " (range: {} to {})", readable(*low), readable(*high))
    }
}

/// The numbers outside their ranges among these settings and the later changes of these policies.
pub(super) fn beyond_range(
    settings: &BTreeMap<String, Setting>,
    lives: &[TwinSource],
) -> Vec<BeyondRange> {
    let of_setting = |(path, setting): (&String, &Setting)| {
        beyond(path.clone(), setting.number()?, setting.range?, 0)
    };
    let mut found: Vec<BeyondRange> = settings.iter().filter_map(of_setting).collect();
    for (number, life) in lives.iter().enumerate() {
        let prefix = match number {
            0 => String::new(),
            _ => format!("policies.{}.", life.twin.name),
        };
        found.extend(later(life, &prefix));
    }
    // Of what several policies share, that of the one under study stands for all.
    let own = found.clone();
    let is_shared = |it: &BeyondRange| {
        let inside = it.path.strip_prefix("policies.").and_then(|rest| rest.split_once('.'));
        let is_same = |known: &BeyondRange, path: &str| {
            (known.path.as_str(), known.value, known.from_day) == (path, it.value, it.from_day)
        };
        inside.is_some_and(|(_, path)| own.iter().any(|known| is_same(known, path)))
    };
    found.retain(|it| !is_shared(it));
    found
}

/// The numbers that changes of later days put outside their ranges.
fn later(life: &TwinSource, prefix: &str) -> Vec<BeyondRange> {
    let mut found = Vec::new();
    for change in &life.later {
        let Value::Number(Number { value, range, .. }) = &change.entry.value else { continue };
        let settings = life.document.entries.iter();
        for (path, entry) in settings.filter(|(path, _)| matches(&change.path, path)) {
            let Value::Number(before) = &entry.value else { continue };
            let Some((low, high)) = range.or(before.range) else { continue };
            let path = format!("{prefix}{path}");
            found.extend(beyond(path, *value, Bounds::new(low..=high), change.from_day));
        }
    }
    found
}

fn beyond(path: String, value: f64, range: Bounds, from_day: u16) -> Option<BeyondRange> {
    (!range.contains(value)).then_some(BeyondRange { path, value, range, from_day })
}
