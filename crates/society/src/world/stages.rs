//! Stages of a day, in their order; none calls another.
//!
//! Each has a `run` that takes the day step. A stage leaves its results in the state, or with the
//! ledger for the evening, and can be read with nothing but its own chapter of the handbook.

pub(super) mod reform;
pub(super) mod morning;
pub(super) mod month;
pub(super) mod acts;
pub(super) mod gates;
pub(super) mod evening;
