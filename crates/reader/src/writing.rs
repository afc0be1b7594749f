//! Settings as a file says them.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::entry::{Change, Entry};
use crate::words::quoted;

impl Document {
    /// The settings as a file says them, defaults included, each address behind `prefix`.
    pub(crate) fn write(&self, prefix: &str, to: &mut String) {
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
                to.push_str(&format!("{} = {}\n", quoted_key(name), entry.value.written()));
            }
        }
    }
}

impl Change {
    /// A change of the first day as a file writes it whose settings hold it already.
    pub(crate) fn written_as_made(&self) -> String {
        format!(
            "\n[[change]]\npath = {}\nto = {}\nmade = true\n{}{}why = {}\n",
            quoted(&self.path),
            self.to(),
            if self.is_asked { "asked = true\n" } else { "" },
            self.written_was(),
            quoted(&self.why),
        )
    }

    /// The change as a file writes it, made to `policy`.
    pub(crate) fn written(&self, policy: &str) -> String {
        format!(
            "\n[[change]]\npath = {}\npolicy = {}\nto = {}\nfrom_day = {}\n{}why = {}\n",
            quoted(&self.path),
            quoted(policy),
            self.to(),
            self.from_day,
            self.written_was(),
            quoted(&self.why),
        )
    }

    /// The line of the value before it; none where that is not known.
    fn written_was(&self) -> String {
        if self.was.is_empty() { String::new() } else { format!("was = {}\n", quoted(&self.was)) }
    }
}

/// A key as a file writes it: quoted where it has to be.
pub(crate) fn quoted_key(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(bare) { key.to_owned() } else { quoted(key) }
}
