//! Expected values: the kind of value that a setting takes, and its description for diagnostics.

use std::collections::BTreeMap;
use std::fmt;

use society::scenario::Bounds;

use super::words::{LONGEST_NAME, readable};

/// The kind of value that a setting takes.
///
/// Its `Display` names the values allowed.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// A number.
    Number {
        /// The least and the most.
        bounds: Bounds,
        /// Whether it must be whole.
        whole: bool,
    },
    /// One number, or two in order.
    Numbers,
    /// True or false.
    Flag,
    /// A text.
    Word,
    /// A list of texts.
    Words,
    /// A text that can be a name.
    Name,
    /// One of these words.
    OneOf(Vec<String>),
    /// Some of these words.
    SomeOf(Vec<String>),
    /// Any value.
    Anything,
}

impl fmt::Display for Expected {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::Number { bounds, .. } if bounds.low == bounds.high => {
                to.write_str(&readable(bounds.low))
            }
            Expected::Number { bounds, whole } => {
                let kind = if *whole { "a whole number" } else { "a number" };
                write!(to, "{kind}, {} to {}", readable(bounds.low), readable(bounds.high))
            }
            Expected::Numbers => to.write_str("a number, or two in order: [32, 256]"),
            Expected::Flag => to.write_str("true or false"),
            Expected::Word => to.write_str("words in quotes"),
            Expected::Words => to.write_str("a list of words in quotes"),
            Expected::Name => write!(
                to,
                "a name in quotes: letters, digits, - and _, at most {LONGEST_NAME} of them"
            ),
            Expected::OneOf(names) | Expected::SomeOf(names) if names.is_empty() => {
                to.write_str("left out: there is none to name")
            }
            Expected::OneOf(names) => write!(to, "one of {}", names.join(", ")),
            Expected::SomeOf(names) => {
                write!(to, "a list of words in quotes, of these: {}", names.join(", "))
            }
            Expected::Anything => to.write_str("what it shall be"),
        }
    }
}

/// The expected value of every setting that was read from a document, by address.
pub(super) type Expectations = BTreeMap<String, Expected>;
