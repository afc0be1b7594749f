//! The experiment around a society: scenario files in, tables and sentences out.

pub mod facts;
pub mod scenario;
pub mod estimate;
pub mod clumps;
pub mod run;
pub mod patterns;
pub mod tables;
pub mod citizens;
pub mod engine;
pub mod idle;
pub mod results;
pub mod summary;
pub mod trace;
