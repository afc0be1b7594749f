//! A study: worlds of a scenario simulated until an estimate is sharp enough.
//!
//! The library holds no file, prints nothing and handles no signal. A caller watches and stops a
//! study by [`Progress`], saves worlds by [`WorldStore`], and interrupts them by a shared flag: the
//! command line, a live page, Python and MPI differ in these three and in nothing else.
//!
//! Small societies are run several worlds at a time, a large one world after world with all threads
//! on its neighborhoods. Every core is busy either way, and neither changes a bit of the results.

mod stop;
mod outcome;
mod progress;
mod store;
mod plan;
mod runner;

use society::scenario::Scenario;

use crate::world::WorldResult;

pub(crate) use outcome::results;
pub use outcome::{RunOutcome, WorldError, WorldOutcome};
pub use plan::{Study, parallel_worlds};
pub use progress::{Event, Progress};
pub use runner::is_inside_world;
pub use stop::StopRule;
pub use store::{CheckpointInterval, WorldStore};

/// Outcomes of the first `count` worlds of `scenario`, in the order of their numbers; nothing is
/// saved or watched.
///
/// ```
/// let small = reader::Overrides { citizens: Some(200), days: Some(30), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let worlds = lab::study::worlds(&loaded.scenario, 2);
/// assert!(worlds.iter().all(|world| world.result.is_ok()));
/// ```
#[must_use]
pub fn worlds(scenario: &Scenario, count: u32) -> Vec<WorldOutcome> {
    let Ok(outcome) = Study::new(scenario, StopRule::Worlds(count)).run(&mut ());
    outcome.worlds
}

/// Results of the first `count` worlds of `scenario`, in the order of their numbers.
///
/// # Panics
///
/// Where a world fails.
#[must_use]
pub fn first_worlds(scenario: &Scenario, count: u32) -> Vec<WorldResult> {
    let results = worlds(scenario, count).into_iter().map(|world| world.result);
    results.map(|it| it.unwrap_or_else(|error| panic!("a world failed: {error}"))).collect()
}
