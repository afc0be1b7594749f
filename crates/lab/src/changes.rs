//! Changes: what a run holds that its scenario alone does not say, told wherever its results are.

use std::fmt::Display;

use reader::{LoadedScenario, ReformLine};

use crate::words::{WIDTH, wrapped, wrapped_to};

/// Worlds below which figures are a draft.
pub(crate) const DRAFT: usize = 32;

/// One line of text for each.
///
/// ```
/// assert_eq!(lab::changes::lines(&[0.5, 2.0]), ["0.5", "2"]);
/// ```
#[must_use]
pub fn lines(all: &[impl Display]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

/// The numbers outside the range of their author, in lines of at most 80 columns; `None` where there are
/// none.
///
/// ```
/// use lab::changes::beyond_line;
/// use reader::{Overrides, read};
///
/// let set = vec![("cameras.missed".to_owned(), "0.6".to_owned())];
/// let asked = Overrides { set, beyond_range: true, ..Overrides::default() };
/// let line = beyond_line(&read("as-reported", &asked).expect("it is admitted"));
/// let said = "Beyond its author's range: cameras.missed = 0.6 (range: 0 to 0.5).\n";
/// assert_eq!(line.as_deref(), Some(said));
/// ```
#[must_use]
pub fn beyond_line(loaded: &LoadedScenario) -> Option<String> {
    let beyond = &loaded.beyond_range;
    let whose = if beyond.len() == 1 { "its author's range" } else { "their authors' ranges" };
    let line = || wrapped(&format!("Beyond {whose}: {}.", lines(beyond).join(", ")));
    (!beyond.is_empty()).then(line)
}

/// The changes that a reform makes or that were asked for besides the file, a line each.
///
/// ```
/// use reader::{Overrides, read};
///
/// let set = vec![("cameras.missed".to_owned(), "0.2".to_owned())];
/// let loaded = read("as-reported", &Overrides { set, ..Overrides::default() });
/// let lines = lab::changes::changed(&loaded.expect("it ships"));
/// assert_eq!(lines, ["cameras.missed = 0.2 (file: 0.11)"]);
/// ```
#[must_use]
pub fn changed(loaded: &LoadedScenario) -> Vec<String> {
    loaded.asked.iter().chain(&loaded.reform).map(change_line).collect()
}

/// A change in one line: setting, new value, day, and the value before.
#[must_use]
pub fn change_line(change: &ReformLine) -> String {
    let day = match change.from_day {
        0 => String::new(),
        day => format!(" from day {day}"),
    };
    format!("{} = {}{day} (file: {})", change.path, change.value, change.was)
}

/// The most changes that the head of a screen names.
const NAMED: usize = 6;

/// The changes in lines of at most 80 columns; `None` where there are none.
#[must_use]
pub fn changed_line(loaded: &LoadedScenario) -> Option<String> {
    let changed = changed(loaded);
    let more = match changed.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let named = changed.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    (!changed.is_empty()).then(|| wrapped(&format!("Changed here: {named}{more}.")))
}

/// Notes of one kind below a line about a run, indented, in lines of at most 80 columns.
///
/// ```
/// let noted = lab::changes::noted("changed here", &["run.days = 365 (file: 1460)".to_owned()]);
/// assert_eq!(noted, "    changed here: run.days = 365 (file: 1460)\n");
/// ```
#[must_use]
pub fn noted(name: &str, lines: &[String]) -> String {
    let text = wrapped_to(&format!("{name}: {}", lines.join(", ")), WIDTH - 4);
    text.lines().map(|line| format!("    {line}\n")).collect()
}

/// Whether figures of so many worlds are a draft.
#[must_use]
pub fn is_draft(worlds: usize) -> bool {
    worlds < DRAFT
}

/// The head of a screen: what the run holds that its scenario alone does not say; empty where that is
/// nothing.
#[must_use]
pub fn head(loaded: &LoadedScenario) -> String {
    let lines = [changed_line(loaded), beyond_line(loaded)];
    lines.into_iter().flatten().collect()
}
