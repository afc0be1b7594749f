//! Studies of a society under policies: worlds by the dozen, estimates over them, and reports in
//! words and tables.
//!
//! A study takes a scenario from [`reader`], simulates worlds of it by the engine in [`society`]
//! until an estimate is sharp enough, and reports figures. No file is read or written here; the
//! crate `results` does that.

pub mod labels;
pub mod estimate;
pub mod ratios;
mod clumps;
pub mod numbers;
pub mod layout;
pub mod world;
pub mod study;
pub mod engine;
mod dead_objections;
pub mod dead_rules;
pub mod figures;
mod words;
pub mod changes;
pub mod patterns;
pub mod years;
pub mod law;
pub mod causes;
pub mod claims;
pub mod summary;
pub mod table;
pub mod trace;
