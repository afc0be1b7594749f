//! Settings by heading and key, in the order in which a file tells them.

/// The settings of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    tables: Vec<(String, Vec<(String, String)>)>,
}

impl Sheet {
    /// The settings of a text that has one on each line, without its lists of tables.
    pub(super) fn read(text: &str) -> Sheet {
        let mut sheet = Sheet::default();
        let mut heading = Some(String::new());
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if let Some(inner) = line.strip_prefix('[') {
                let is_table = !inner.starts_with('[');
                heading = is_table.then(|| inner.split(']').next().unwrap_or("").to_owned());
            } else if let (Some(heading), Some((key, value))) = (&heading, line.split_once(" = ")) {
                sheet.set(heading, key.trim(), value.to_owned());
            }
        }
        sheet
    }

    /// Says that a setting is `value`, in place of what was said of it before.
    pub(super) fn set(&mut self, heading: &str, key: &str, value: String) {
        let place = self.tables.iter().position(|(known, _)| known == heading);
        let place = place.unwrap_or_else(|| {
            self.tables.push((heading.to_owned(), Vec::new()));
            self.tables.len() - 1
        });
        let table = &mut self.tables[place].1;
        match table.iter_mut().find(|(known, _)| known == key) {
            Some((_, said)) => *said = value,
            None => table.push((key.to_owned(), value)),
        }
    }

    /// All that `other` says, with its headings behind `prefix`.
    pub(super) fn add(&mut self, prefix: &str, other: &Sheet) {
        for (heading, table) in &other.tables {
            for (key, value) in table {
                self.set(&format!("{prefix}{heading}"), key, value.clone());
            }
        }
    }

    /// Forgets the headings that are `first` or begin with it.
    pub(super) fn drop(&mut self, first: &str) {
        self.tables.retain(|(heading, _)| heading.split('.').next() != Some(first));
    }

    /// Every setting: its address and its value.
    pub(super) fn settings(&self) -> impl Iterator<Item = (String, String)> {
        self.tables.iter().flat_map(|(heading, table)| {
            table.iter().map(move |(key, value)| (format!("{heading}.{key}"), value.clone()))
        })
    }

    /// The text.
    pub(super) fn written(&self) -> String {
        let mut text = String::new();
        for (heading, table) in &self.tables {
            if !heading.is_empty() {
                text.push_str(&format!("\n[{heading}]\n"));
            }
            for (key, value) in table {
                text.push_str(&format!("{key} = {value}\n"));
            }
        }
        text
    }
}
