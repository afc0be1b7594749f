//! Changes: what a run holds that its scenario alone does not say, told wherever its results are.

use std::fmt::Display;

use reader::LoadedScenario;

use crate::words::wrapped;

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

/// The head of a screen: what the run holds that its scenario alone does not say; empty where that is
/// nothing.
#[must_use]
pub(crate) fn head(loaded: &LoadedScenario) -> String {
    beyond_line(loaded).unwrap_or_default()
}
