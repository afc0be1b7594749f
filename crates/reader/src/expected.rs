//! Expected values: the kind of value that a setting takes, and its description for diagnostics.

use std::collections::BTreeMap;

use society::scenario::Bounds;

use super::words::{LONGEST_NAME, readable};

/// The kind of value that a setting takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expected {
    /// A number within these bounds; whether it must be whole.
    Number {
        bounds: Bounds,
        whole: bool,
    },
    Numbers,
    Flag,
    Word,
    Words,
    /// A word that can be a name.
    Name,
    OneOf(Vec<String>),
    SomeOf(Vec<String>),
    /// Any value.
    Anything,
}

impl Expected {
    /// The values allowed, in words.
    pub(super) fn allowed(&self) -> String {
        match self {
            Expected::Number { bounds, .. } if bounds.low == bounds.high => readable(bounds.low),
            Expected::Number { bounds, whole } => {
                let kind = if *whole { "a whole number" } else { "a number" };
                format!("{kind}, {} to {}", readable(bounds.low), readable(bounds.high))
            }
            Expected::Numbers => "a number, or two in order: [32, 256]".to_owned(),
            Expected::Flag => "true or false".to_owned(),
            Expected::Word => "words in quotes".to_owned(),
            Expected::Words => "a list of words in quotes".to_owned(),
            Expected::Name => format!(
                "a name in quotes: letters, digits, - and _, at most {LONGEST_NAME} of them"
            ),
            Expected::OneOf(names) | Expected::SomeOf(names) if names.is_empty() => {
                "left out: there is none to name".to_owned()
            }
            Expected::OneOf(names) => format!("one of {}", names.join(", ")),
            Expected::SomeOf(names) => {
                format!("a list of words in quotes, of these: {}", names.join(", "))
            }
            Expected::Anything => "what it shall be".to_owned(),
        }
    }
}

/// The expected value of every setting that was read from a document, by address.
pub(super) type Expectations = BTreeMap<String, Expected>;
