//! Outcomes: of a world, and of a whole run.

use std::any::Any;
use std::error::Error;
use std::fmt;

use society::units::WorldId;

use crate::world::WorldResult;

/// A defect that ended a world: the message of its panic.
///
/// ```
/// let error = lab::study::WorldError::new("index out of bounds");
/// assert_eq!(error.to_string(), "index out of bounds");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldError {
    message: String,
}

impl WorldError {
    /// A defect with this message.
    #[must_use]
    pub fn new(message: impl Into<String>) -> WorldError {
        WorldError { message: message.into() }
    }

    /// The defect behind a panic.
    pub(super) fn of(panic: Box<dyn Any + Send>) -> WorldError {
        // A literal message is a `&str`, a formatted one a `String`; anything else has no text.
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        WorldError::new(text.unwrap_or_else(|| "it failed without a message".to_owned()))
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for WorldError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.message)
    }
}

impl Error for WorldError {}

/// Outcome of one world: its results, or the defect that ended it.
#[derive(Clone, Debug)]
pub struct WorldOutcome {
    /// Number of the world, from 0.
    pub number: WorldId,
    /// Results of the world.
    pub result: Result<WorldResult, WorldError>,
}

impl WorldOutcome {
    /// Outcome of a world that was run to its end.
    #[must_use]
    pub fn of(result: WorldResult) -> WorldOutcome {
        WorldOutcome { number: result.number, result: Ok(result) }
    }
}

/// Results of those worlds that did not fail, in their order.
pub(crate) fn results(worlds: &[WorldOutcome]) -> impl Iterator<Item = &WorldResult> + Clone {
    worlds.iter().filter_map(|world| world.result.as_ref().ok())
}

/// Outcome of a run.
#[derive(Clone, Debug)]
pub struct RunOutcome {
    /// Worlds that count, in the order of their numbers from 0.
    pub worlds: Vec<WorldOutcome>,
    /// Whether the stop rule is met; otherwise the run was interrupted.
    pub is_complete: bool,
}
