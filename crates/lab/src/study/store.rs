//! Storage of worlds, finished and unfinished.

use std::convert::Infallible;
use std::error::Error;
use std::time::{Duration, Instant};

use society::units::Day;

use crate::world::{WorldResult, WorldRun};

/// A place where worlds outlast the process; used by several threads at a time.
///
/// `()` stores nothing.
pub trait WorldStore: Sync {
    /// The reason why a world cannot be saved or restored.
    type Error: Error + Send;

    /// Brings a world on its first morning to the day of its checkpoint [days]; `None` where there
    /// is no checkpoint.
    ///
    /// # Errors
    ///
    /// Where the checkpoint is damaged or of another world. The world is then in no defined state,
    /// and the study begins it anew.
    fn restore(&self, world: &mut WorldRun<'_>) -> Result<Option<u16>, Self::Error>;

    /// Saves an unfinished world, in place of its last checkpoint.
    ///
    /// # Errors
    ///
    /// Where it cannot be saved; the last checkpoint is then left as it was.
    fn save_checkpoint(&self, world: &mut WorldRun<'_>) -> Result<(), Self::Error>;

    /// Saves more of a finished world than its results, such as its citizens.
    ///
    /// # Errors
    ///
    /// Where it cannot be saved.
    fn save_citizens(&self, world: &WorldRun<'_>) -> Result<(), Self::Error> {
        let _ = world;
        Ok(())
    }

    /// Saves the results of a world, and drops its checkpoint.
    ///
    /// # Errors
    ///
    /// Where they cannot be saved.
    fn save(&self, result: &WorldResult) -> Result<(), Self::Error>;
}

impl WorldStore for () {
    type Error = Infallible;

    fn restore(&self, _: &mut WorldRun<'_>) -> Result<Option<u16>, Infallible> {
        Ok(None)
    }

    fn save_checkpoint(&self, _: &mut WorldRun<'_>) -> Result<(), Infallible> {
        Ok(())
    }

    fn save(&self, _: &WorldResult) -> Result<(), Infallible> {
        Ok(())
    }
}

/// Interval between two checkpoints of a world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckpointInterval {
    /// No checkpoint, except where the run is interrupted.
    #[default]
    Never,
    /// Every so many days of the world [days].
    Days(u16),
    /// Every so much time, at the end of a day [s].
    Time(Duration),
}

impl CheckpointInterval {
    /// Whether a checkpoint is due after `day`, when the last one was written at `since`.
    pub(super) fn is_due(self, day: u16, since: Instant) -> bool {
        match self {
            CheckpointInterval::Never => false,
            // By the day of the world, not since the last checkpoint: a resumed world saves on the
            // same days as one that never stopped.
            CheckpointInterval::Days(length) => day.is_multiple_of(length.max(1)),
            CheckpointInterval::Time(length) => since.elapsed() >= length,
        }
    }

    /// Days that may pass from the morning of `day` until a checkpoint can be due, at least one [days].
    pub(super) fn days_until_due(self, day: Day) -> u16 {
        match self {
            CheckpointInterval::Days(length) => length.max(1) - day.0 % length.max(1),
            CheckpointInterval::Never | CheckpointInterval::Time(_) => u16::MAX,
        }
    }
}
