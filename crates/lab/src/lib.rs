//! The experiment around a society: scenario files in, tables and sentences out.

pub mod labels;
pub mod estimate;
pub mod clumps;
pub mod run;
pub mod patterns;
pub mod engine;
pub mod idle;
pub mod summary;
pub mod trace;
