//! Livelihood: hardship, health and work, with and without restriction.
//!
//! Hardship and health are levels that relax geometrically, by a fixed share of the
//! remaining way each month, to the usual hardship of an income decile and to the
//! health of the scenario. Fines, refusals, waiting and lost posts disturb them.

mod model;
mod weighted;
mod chain;
mod steady_state;

pub use model::{Circumstances, Condition, LivelihoodModel};
pub use steady_state::{Beginning, SteadyState};
