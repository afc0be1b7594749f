//! Diagnostics: the kind of each error in a file, its place, and a hint at the remedy.

mod hints;
mod rendering;
mod syntax;

use std::ops::Range;
use std::sync::Arc;

use crate::requirement::Requirement;

/// The most diagnostics of one scenario; later ones mostly follow from the first.
pub(crate) const MOST: usize = 100;

/// A file that was read: its name and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name that messages give it.
    pub name: String,
    /// Its whole text.
    pub text: String,
}

/// The condition behind a diagnostic, with the facts of the case.
///
/// Its `Display` is the first line of the message; [`hint`](Problem::hint) is the last.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The file cannot be read.
    Unreadable(String),
    /// The file is not TOML.
    NotToml(String),
    /// Tables and lists within one another, more than there can be.
    TooDeep {
        /// How many there can be.
        most: usize,
    },
    /// A file that another names, and that cannot be read.
    NoFile {
        /// The setting that names it.
        key: String,
        /// The name that it gives.
        file: String,
        /// Why it cannot be read.
        why: String,
        /// The names that could stand there instead.
        shipped: Vec<&'static str>,
    },
    /// A setting that does not exist.
    Unknown {
        /// The setting.
        key: String,
        /// The one that is most like it, where one is.
        nearest: Option<String>,
        /// Those that may stand in its place, by their names in that table.
        among: Vec<String>,
    },
    /// A setting that has to be there and is not.
    Missing {
        /// The setting.
        key: String,
        /// The requirement for its value.
        allowed: Requirement,
    },
    /// Tables that have to be there and are not.
    NoTables {
        /// The tables.
        keys: Vec<String>,
    },
    /// A value of the wrong kind, or one that may not stand there.
    NotAllowed {
        /// The setting.
        key: String,
        /// The value found.
        found: String,
        /// The requirement that it does not meet.
        allowed: Requirement,
    },
    /// A number in another unit than the setting has.
    Unit {
        /// The setting.
        key: String,
        /// The unit that the file gives.
        found: String,
        /// The units that the setting has.
        allowed: Vec<String>,
    },
    /// A number that nobody answers for, though it claims a source.
    NoSource {
        /// The setting.
        key: String,
        /// The source that is not there.
        source: String,
    },
    /// A setting of the policy where only settings of the scenario stand.
    OfPolicy {
        /// The setting.
        key: String,
        /// The one that is meant, where it is misspelled.
        meant: String,
    },
    /// A change of settings that fit a pattern, where none does.
    NothingFits {
        /// The pattern.
        key: String,
        /// The pattern that is most like it, where one is.
        nearest: Option<String>,
    },
    /// A change, from a later day, of a setting that is fixed for the run.
    TooLate {
        /// The setting.
        key: String,
    },
    /// A policy where a scenario should stand.
    APolicy,
    /// A setting that two places set.
    Twice {
        /// The setting.
        key: String,
        /// The other place.
        other: String,
    },
    /// Words with letters that steer a terminal, break a line or turn the direction of letters.
    Unprintable {
        /// The setting.
        key: String,
        /// The first such letter.
        letter: char,
    },
    /// A scenario that extends itself.
    Circle {
        /// The files, each extending the next.
        files: Vec<String>,
    },
    /// The name of a file of data.
    DataFile {
        /// The setting.
        key: String,
        /// The file.
        file: String,
    },
    /// Something that looks like data of persons.
    Person {
        /// The setting.
        key: String,
    },
}

impl Problem {
    /// Whether two violations of the scenario are described in the same words.
    fn reads_like(&self, other: &Problem) -> bool {
        let of_scenario = |problem: &Problem| {
            matches!(problem, Problem::NotAllowed { allowed: Requirement::Scenario { .. }, .. })
        };
        of_scenario(self) && of_scenario(other) && self.to_string() == other.to_string()
    }
}

/// An error in a file: its kind and its place.
///
/// Its `Display` is a whole message: the problem, the line with the place marked, the hint.
///
/// ```
/// use reader::{Overrides, Problem, parse};
///
/// let text = "schema = 1\nextends = \"as-reported\"\n\n[population]\nkinn = 12\n";
/// let found = parse("mine.toml", text, &Overrides::default()).unwrap_err();
/// assert!(matches!(&found[0].wrong, Problem::Unknown { key, .. } if key == "population.kinn"));
/// assert_eq!(found[0].wrong.hint().as_deref(), Some("did you mean `population.kin`?"));
/// ```
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The file.
    pub source: Arc<SourceFile>,
    /// The place in the text of the file [bytes]; empty where it concerns the whole file.
    pub place: Range<usize>,
    /// The condition and its facts.
    pub wrong: Problem,
}

impl Diagnostic {
    /// Whether another diagnostic says the same of the same place.
    ///
    /// Two violations of the scenario can come down to one setting: they differ, and are one message.
    #[must_use]
    pub fn is_same(&self, other: &Diagnostic) -> bool {
        (&self.source.name, &self.place) == (&other.source.name, &other.place)
            && (self.wrong == other.wrong || self.wrong.reads_like(&other.wrong))
    }

    /// Line and column [characters], both from 1; `None` where it concerns the whole file.
    #[must_use]
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        if self.place.is_empty() {
            return None;
        }
        let before = self.source.text.get(..self.place.start)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Some((line, column))
    }

    /// Whether it is about the name of a twin.
    pub(crate) fn names_a_twin(&self) -> bool {
        let names = |key: &str| {
            let last = key.rsplit('.').next().unwrap_or(key);
            key == "baseline" || key.starts_with("pattern.") && ["twin", "less"].contains(&last)
        };
        matches!(&self.wrong, Problem::NotAllowed { key, .. } if names(key))
    }

    /// Whether a number lies outside the range of its author, and nothing else is wrong with it.
    pub(crate) fn is_beyond_range(&self) -> bool {
        matches!(&self.wrong, Problem::NotAllowed { allowed, .. } if allowed.is_own_range())
    }

    /// Whether nothing else that is found in the same files can be trusted.
    pub(crate) fn is_fatal(&self) -> bool {
        matches!(
            self.wrong,
            Problem::Unreadable(_)
                | Problem::APolicy
                | Problem::NotToml(_)
                | Problem::TooDeep { .. }
                | Problem::NoFile { .. }
                | Problem::Circle { .. }
        )
    }
}

impl std::error::Error for Diagnostic {}
