//! A synthetic society under a social scoring policy, lived day by day.

pub mod units;
pub mod chance;
pub mod scenario;
