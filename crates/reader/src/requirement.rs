//! Requirements: the condition that a value in a file has to meet, with the facts of the case.

use std::fmt;

use society::scenario::{Bounds, Violation};

use super::expected::Expected;
use super::words::{LONGEST_NAME, readable};

/// A condition that a value does not meet.
///
/// Its `Display` completes the sentence "must be …".
///
/// ```
/// use reader::{Overrides, Problem, Requirement, parse};
///
/// let text = "schema = 1\nextends = \"as-reported\"\n\n[stop]\nmeasure = \"happiness\"\n";
/// let found = parse("mine.toml", text, &Overrides::default()).unwrap_err();
/// let Problem::NotAllowed { allowed, .. } = &found[0].wrong else { panic!("{}", found[0]) };
/// assert_eq!(*allowed, Requirement::Measure);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Requirement {
    /// A value of the kind that the setting takes.
    Kind(Expected),
    /// A number within the range that the file gives the setting.
    OwnRange {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// A measure of the catalogue.
    Measure,
    /// A month or two in order, within these bounds.
    Months(Bounds),
    /// A number of worlds, or two in order.
    Worlds,
    /// Names of facts; the most similar one, where one is.
    Facts(Option<String>),
    /// A table of settings.
    Table,
    /// A table of settings with this heading.
    TableAt(String),
    /// A heading that can be a name.
    Heading,
    /// One of so many tables under a heading.
    TablesAtMost {
        /// The most.
        most: usize,
        /// The heading that they share.
        under: String,
    },
    /// Any single setting.
    Setting,
    /// One setting instead of a table.
    SingleSetting,
    /// A setting that a change can name.
    Changeable,
    /// Absent, since this setting is of no policy.
    NoPolicyFor(String),
    /// Absent, since a change that is made already is one of the first day.
    OfTheFirstDay,
    /// Absent, since only a number has it.
    NumberAlone,
    /// The name of a policy.
    PolicyName,
    /// A name that no other pattern of the file has.
    PatternName,
    /// An address of so many letters.
    AddressLength {
        /// The most letters.
        most: usize,
    },
    /// Words of so many letters.
    Letters {
        /// The most letters.
        most: usize,
    },
    /// Rows headed by this name.
    Rows(&'static str),
    /// A row of a change.
    ChangeRow,
    /// Made so many times.
    TimesAtMost {
        /// The most times.
        most: usize,
    },
    /// The so-and-so-manieth of its kind.
    NthAtMost {
        /// The last that can be.
        most: usize,
    },
    /// The number of a described number.
    NumberItself,
    /// The range of a described number.
    Range,
    /// The unit of a described number.
    Unit,
    /// The sources of a described number.
    Sources,
    /// A condition of the scenario as a whole.
    Scenario {
        /// The violation that validation found.
        violation: Box<Violation>,
        /// The values that this setting can have then.
        allowed: String,
    },
}

impl fmt::Display for Requirement {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Requirement::Kind(expected) => expected.fmt(to),
            Requirement::OwnRange { low, high } => {
                write!(to, "within its author's range, {} to {}", readable(*low), readable(*high))
            }
            Requirement::Months(bounds) => write!(to, "one month or two in order, {bounds}"),
            Requirement::Facts(None) => to.write_str("names of facts"),
            Requirement::Facts(Some(near)) => write!(to, "names of facts, such as \"{near}\""),
            Requirement::TableAt(heading) => write!(to, "a table of settings: [{heading}]"),
            Requirement::Heading => write!(
                to,
                "called by a name: letters, digits, - and _, at most {LONGEST_NAME} of them"
            ),
            Requirement::TablesAtMost { most, under } => {
                write!(to, "one of at most {most} under [{under}.…]")
            }
            Requirement::NoPolicyFor(key) => {
                write!(to, "left out: `{key}` is no setting of a policy")
            }
            Requirement::AddressLength { most } => {
                write!(to, "of 1 to {most} letters with all that it lies in")
            }
            Requirement::Letters { most } => write!(to, "of at most {most} letters"),
            Requirement::Rows(name) => write!(to, "a list of tables, each headed [[{name}]]"),
            Requirement::TimesAtMost { most } => {
                write!(to, "made at most {} times", readable(*most as f64))
            }
            Requirement::NthAtMost { most } => write!(to, "at most the {most}th"),
            Requirement::Scenario { allowed, .. } => to.write_str(allowed),
            fixed => to.write_str(fixed.fixed_words()),
        }
    }
}

impl Requirement {
    /// Whether it is the range that an author gives a number.
    pub(crate) fn is_own_range(&self) -> bool {
        matches!(self, Requirement::OwnRange { .. })
    }

    /// Whether a number can meet it.
    pub(crate) fn takes_numbers(&self) -> bool {
        matches!(
            self,
            Requirement::Kind(Expected::Number { .. } | Expected::Numbers)
                | Requirement::Setting
                | Requirement::Worlds
                | Requirement::NumberItself
                | Requirement::Range
        )
    }

    /// Whether words in quotes can meet it.
    pub(crate) fn takes_words(&self) -> bool {
        matches!(
            self,
            Requirement::Kind(
                Expected::Word | Expected::Words | Expected::Name | Expected::SomeOf(_)
            ) | Requirement::Unit
                | Requirement::Sources
        )
    }

    /// The words of a requirement without facts of its own.
    fn fixed_words(&self) -> &'static str {
        match self {
            Requirement::Measure => "a measure, such as \"wrongful.days\"",
            Requirement::Worlds => {
                "one whole number of worlds, 1 to 100_000, or two in order: [32, 256]"
            }
            Requirement::Table => "a table of settings",
            Requirement::Setting => "a number, a word, a list, true or false",
            Requirement::SingleSetting => "one setting: change each of a table by itself",
            Requirement::Changeable => "a setting of the policy, of the society or of the run",
            Requirement::OfTheFirstDay => {
                "left out: a change that is made already is of the first day"
            }
            Requirement::NumberAlone => "left out: only a number has one",
            Requirement::PolicyName => "the name of a policy",
            Requirement::PatternName => "a name that no other pattern of the file has",
            Requirement::ChangeRow => "a table: [[change]] with path, to, why, src, from_day",
            Requirement::NumberItself => "the number itself",
            Requirement::Range => "two numbers in order: [0, 10]",
            Requirement::Unit => "a word in quotes",
            Requirement::Sources => "a list of names of sources, in quotes: [\"assumed\"]",
            _ => "",
        }
    }
}
