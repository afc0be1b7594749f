//! One policy over one society, day after day.
//!
//! A day runs neighborhood by neighborhood, each alone, in the order that `world/day.rs` lists.
//! Messages from one neighborhood to another are delivered before the next morning. Every sum is of
//! integers, and messages are read in an order of their own, so that neither threads nor batches nor
//! processes can change a result.
//!
//! The rules of a world can change before a morning; see [`Stage`](crate::scenario::Stage).
//!
//! From the inside out:
//!
//! | layer | modules |
//! | --- | --- |
//! | data | `charge`, `message`, `rules`, `first_morning`, `state` |
//! | one citizen's standing | `ledger` |
//! | one neighborhood's day | `day`, with its `stages` |
//! | one batch's day | `batch_day`, with `batches` and `workers` |
//! | one world | `simulation`, with `passers_by` |
//! | a world between two days | `outcomes`, `checkpoint`, `digest` |
//!
//! A module uses only modules above it in this list; stages of the day never use one another, and
//! the ledger never sees a stage.

mod charge;
mod message;
mod rules;
mod first_morning;
mod state;
mod gauges;
mod scratch;
mod ledger;
mod day_step;
mod stages;
mod day;
mod workers;
mod batches;
mod batch_day;
mod passers_by;
mod simulation;
mod outcomes;
mod checkpoint;
mod digest;

pub(crate) use batch_day::BatchDay;
pub(crate) use batches::Partition;
pub use checkpoint::CheckpointHeader;
pub use digest::Digest;
pub(crate) use first_morning::FirstMorning;
pub use message::Message;
pub use simulation::World;
pub use state::State;
