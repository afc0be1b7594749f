//! Seeds of runs and of worlds.

use std::fmt::{self, Display};

use serde::{Deserialize, Serialize};

/// The seed of a run, from which the seeds of its worlds are drawn.
///
/// ```
/// use society::units::{RunSeed, WorldId};
///
/// let run = RunSeed(2031);
/// assert_eq!(run.world(WorldId(3)), run.world(WorldId(3)));
/// assert_ne!(run.world(WorldId(0)), run.world(WorldId(1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunSeed(pub u64);

/// A world of a run, by its number from 0.
///
/// ```
/// use society::units::WorldId;
///
/// assert_eq!(format!("{:05}.world", WorldId(7)), "00007.world");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WorldId(pub u32);

impl Display for WorldId {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(to)
    }
}

/// The seed of one world: together with the scenario it determines every result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);
