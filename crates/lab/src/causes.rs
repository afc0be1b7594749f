//! The sum over causes: who is restricted for what, by exact twins in every order.
//!
//! A policy has up to five causes of restriction ([`society::scenario::RestrictionCause`]). Each
//! subset of them is a policy again, so that a world is run under all of them, on shared people and
//! luck. The share of a cause is the mean, over all orders in which causes can be added one by one,
//! of the change that it brings (Shapley 1953). Shares add up to the headline exactly, in every
//! world, in every part of society, and without any choice of whose turn comes first.

mod game;
mod whole;
mod twins;
mod shares;

pub use shares::{CauseFigures, CauseShare, CauseSum};
pub use twins::CauseTwins;
pub(crate) use whole::whole_numbers;
