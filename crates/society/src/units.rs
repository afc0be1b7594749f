//! Units as types: citizens, days, shares, rates, points and scores.
//!
//! A day, a share and a number of points cannot be mistaken for one another, and a value that
//! exists is a valid one. Counted quantities are integers inside, so that sums are exact and
//! independent of their order.

mod people;
mod day;
mod seeds;
mod chance;
mod points;
mod levels;

pub use chance::{Draw, PerYear, Share, Threshold};
pub use day::Day;
pub use levels::{Disposition, Level, Quantile};
pub use people::{Citizen, Neighborhood, Resident};
pub use points::{Points, Score, Thousandths};
pub use seeds::{RunSeed, Seed, WorldId};
