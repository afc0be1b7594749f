//! Why a file was refused, with the place in it, what may stand there, and a hint.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A file that was read: its name and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that messages give it.
    pub name: String,
    /// Its whole text.
    pub text: String,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// The file cannot be read.
    Unreadable(String),
    /// The file is not TOML.
    NotToml(String),
    /// A setting that does not exist.
    Unknown {
        /// The setting.
        key: String,
        /// The one that is most like it, where one is.
        nearest: Option<String>,
    },
    /// A setting that has to be there and is not.
    Missing {
        /// The setting.
        key: String,
    },
    /// A value of the wrong kind, or one that may not stand there.
    NotAllowed {
        /// The setting.
        key: String,
        /// What stands there.
        found: String,
        /// What may.
        allowed: String,
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
    },
    /// A change from a later day of what cannot change.
    TooLate {
        /// The setting.
        key: String,
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

/// A mistake in a file.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The file.
    pub source: Arc<Source>,
    /// Where it stands [bytes]; empty where it is the whole file's.
    pub place: Range<usize>,
    /// What is wrong.
    pub wrong: Wrong,
}

impl Mistake {
    /// Whether another mistake is this one, found twice.
    #[must_use]
    pub fn is_same(&self, other: &Mistake) -> bool {
        (&self.source.name, &self.place, &self.wrong)
            == (&other.source.name, &other.place, &other.wrong)
    }

    /// Line and column, both from 1; `None` where the mistake is the whole file's.
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
}

impl fmt::Display for Wrong {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wrong::Unreadable(why) => write!(to, "the file cannot be read: {why}"),
            Wrong::NotToml(why) => write!(to, "this is not TOML: {why}"),
            Wrong::Unknown { key, .. } => write!(to, "unknown setting `{key}`"),
            Wrong::Missing { key } => write!(to, "`{key}` is missing"),
            Wrong::NotAllowed { key, found, allowed } => {
                write!(to, "`{key}` is {found}, but must be {allowed}")
            }
            Wrong::Unit { key, found, allowed } => {
                write!(
                    to,
                    "`{key}` is given in \"{found}\", but is in \"{}\"",
                    allowed.join("\" or \"")
                )
            }
            Wrong::NoSource { key, source } => {
                write!(to, "`{key}` names the source `{source}`, which is not described")
            }
            Wrong::OfPolicy { key } => write!(to, "`{key}` is a setting of the policy"),
            Wrong::TooLate { key } => {
                write!(to, "`{key}` cannot change in mid-run: it describes the society")
            }
            Wrong::Circle { files } => {
                write!(to, "a scenario extends itself: {}", files.join(" -> "))
            }
            Wrong::DataFile { key, file } => write!(to, "`{key}` names a file of data, {file}"),
            Wrong::Person { key } => write!(to, "`{key}` looks like data of persons"),
        }
    }
}

impl Wrong {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Wrong::Unknown { nearest: Some(nearest), .. } => {
                Some(format!("did you mean `{nearest}`?"))
            }
            Wrong::NoSource { source, .. } => {
                Some(format!("add [source.{source}] with a title and a grade, or name `assumed`"))
            }
            Wrong::OfPolicy { key } => {
                Some(format!("change it with [[change]] and path = \"{key}\""))
            }
            Wrong::TooLate { .. } => Some("leave out `from_day`".to_owned()),
            Wrong::Person { .. } | Wrong::DataFile { .. } => Some(
                "Nosedive takes in nothing about real people: everyone in it is computed from a \
                 seed and published aggregate figures"
                    .to_owned(),
            ),
            _ => None,
        }
    }
}

/// Mistakes as they are told: a setting that is missing only because its name is misspelled is
/// told once, and no mistake twice.
#[must_use]
pub(super) fn tidy(mistakes: Vec<Mistake>) -> Vec<Mistake> {
    let meant = |key: &str| {
        mistakes.iter().any(|other| match &other.wrong {
            Wrong::Unknown { nearest, .. } => nearest.as_deref() == Some(key),
            _ => false,
        })
    };
    let mut told: Vec<Mistake> = Vec::new();
    for mistake in &mistakes {
        let is_slip = matches!(&mistake.wrong, Wrong::Missing { key } if meant(key));
        if !is_slip && !told.iter().any(|known| known.is_same(mistake)) {
            told.push(mistake.clone());
        }
        if told.len() == MOST {
            break;
        }
    }
    told
}

/// Mistakes told of one scenario; after so many, more are of no use.
pub(super) const MOST: usize = 100;

impl fmt::Display for Mistake {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "error: {}", self.wrong)?;
        let name = &self.source.name;
        let Some((line, column)) = self.line_and_column() else {
            write!(to, "\n  --> {name}")?;
            return self.wrong.hint().map_or(Ok(()), |hint| write!(to, "\n  hint: {hint}"));
        };
        let shown = self.source.text.lines().nth(line - 1).unwrap_or("");
        let carets = self
            .source
            .text
            .get(self.place.clone())
            .map_or(1, |text| text.lines().next().unwrap_or("").chars().count().max(1));
        let margin = " ".repeat(line.to_string().len());
        write!(
            to,
            "\n  --> {name}:{line}:{column}\n {margin} |\n {line} | {shown}\n {margin} | {}{}",
            " ".repeat(column - 1),
            "^".repeat(carets),
        )?;
        self.wrong.hint().map_or(Ok(()), |hint| write!(to, " {hint}"))
    }
}

impl std::error::Error for Mistake {}
