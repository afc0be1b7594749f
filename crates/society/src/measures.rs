//! Measures: counts and gauges of a world, and the named figures computed from them.
//!
//! A count is kept for each kind of place and each cell of group, income decile, sex and age
//! band, as an integer: any sum of them over places, cells, shards or threads is exact and
//! independent of its order.

mod gauge;
pub mod rank;
mod tallies;
mod id;
mod catalogue;
mod paired;
mod mobility;
mod rows;
mod slice;
mod stock;
mod tally;

pub use catalogue::{Family, Measure, Unit, catalogue};
pub use gauge::Gauge;
pub use id::MeasureId;
pub use mobility::{Mobility, SurvivalPoint, mobility, survival};
pub use paired::{PairedDifference, PairedOutcome};
pub(crate) use rows::add_up;
pub use slice::{Breakdown, Counts, Slice, slices};
pub use stock::Stock;
pub use tallies::{Consequences, SpellSums, Tallies};
pub use tally::Tally;
