//! The folder of a run: a file for each finished world, the tables, and their descriptions.
//!
//! ```text
//! out/as-reported-1a2b3c/
//!   scenario.lock.toml        every setting spelled out; it runs again to the same bytes
//!   worlds/00000.world …      one file for each finished world
//!   worlds/origin.txt         digest of all that decides these worlds
//!   worlds/00001.checkpoint … one for each that was interrupted
//!   causes/00000.world …      one for each world of the sum over causes
//!   citizens/00000.parquet …  everyone at the end of a world, on request
//!   *.parquet                 the tables; worlds and estimates also as CSV
//!   summary.txt               the run in sentences
//!   datapackage.json          the data dictionary: unit and meaning of every column
//!   ro-crate-metadata.json    the run as a research object
//!   manifest.json             digests of all files, written last
//! ```
//!
//! The folder's name follows from what the scenario asks and from the engine's fingerprint, so that
//! an interrupted run is resumed, and another question or engine gets a folder of its own. Worlds that it has
//! in common with a run beside it are taken over. Every file is there whole or not at all.

mod paths;
mod scenario_files;
pub mod tables;
mod citizens;
mod error;
mod files;
mod manifest;
mod dictionary;
mod research_object;
mod origin;
mod folder;
mod cause_worlds;
mod checkpoint;
mod finished;
mod finish;

pub use cause_worlds::CauseStore;
pub use error::ResultsError;
pub use finish::RunReport;
pub use finished::{altered, cause_worlds, manifest, worlds};
pub use folder::{FinishedWorlds, RunFolder, folder_in, folder_name};
pub use manifest::{Machine, Manifest, Program, ScenarioRecord, WorldRecord, digest};
pub use paths::settings;
pub use scenario_files::{locked, read};
