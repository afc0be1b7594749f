//! The folder of a run: a file for each finished world, the tables, and what is said of them.
//!
//! ```text
//! out/as-reported-1a2b3c/
//!   scenario.lock.toml        every setting spelled out; it runs again to the same bytes
//!   worlds/00000.world …      one file for each finished world
//!   worlds/00001.checkpoint … one for each that was broken off in its days
//!   citizens/00000.parquet …  everyone at the end of a world, on request
//!   *.parquet                 the tables; worlds and estimates also as CSV
//!   summary.txt               the run in sentences
//!   datapackage.json          what every column says
//!   ro-crate-metadata.json    what the run is, as a research object
//!   manifest.json             digests of all of it, written last
//! ```
//!
//! The folder's name follows from the resolved scenario and from what the engine does, so that a
//! run that was broken off is taken up where it ended, and another scenario or engine gets a
//! folder of its own. Every file is there whole or not at all.

pub mod citizens;
pub mod tables;
mod checkpoint;
mod dictionary;
mod files;
mod manifest;
mod research_object;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

pub use checkpoint::{CheckpointInterval, SavedWorld};
pub use manifest::{Machine, Manifest, Program, ScenarioDigest, WorldRow, digest};

use crate::citizens::{citizens, no_citizens};
use crate::tables::{patterns, tables};
use lab::engine::{engine, hex};
use lab::run::{WorldOutcome, WorldResult};
use reader::LoadedScenario;
use society::scenario::Scenario;
use society::twins::Twins;

/// Why results could not be written or read.
#[derive(Debug)]
pub enum ResultsError {
    /// A file or folder could not be read or written.
    Io(PathBuf, io::Error),
    /// A file is not what it should be.
    Odd(PathBuf, String),
    /// Something else stands where the results would go.
    Taken(PathBuf),
    /// Another run is writing into the folder.
    Busy(PathBuf),
}

impl std::fmt::Display for ResultsError {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ResultsError::Io(path, error) => {
                let why = match error.kind() {
                    io::ErrorKind::StorageFull => "the disk is full".to_owned(),
                    io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                        format!("it cannot be written to ({error})")
                    }
                    io::ErrorKind::NotFound => "it is not there".to_owned(),
                    _ => error.to_string(),
                };
                write!(to, "{}: {why}", path.display())
            }
            ResultsError::Odd(path, why) => write!(to, "{}: {why}", path.display()),
            ResultsError::Taken(path) => write!(
                to,
                "{} exists and holds something else; nothing was changed in it",
                path.display()
            ),
            ResultsError::Busy(path) => {
                write!(to, "another run is writing into {} right now", path.display())
            }
        }
    }
}

impl std::error::Error for ResultsError {}

impl ResultsError {
    /// Whether going on would have overwritten something.
    #[must_use]
    pub fn is_in_the_way(&self) -> bool {
        matches!(self, ResultsError::Taken(_) | ResultsError::Busy(_))
    }
}

const SCENARIO: &str = "scenario.lock.toml";
const MANIFEST: &str = "manifest.json";
const SUMMARY: &str = "summary.txt";

/// The folder of one run, held against other runs.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
    /// Held as long as the folder is.
    _lock: File,
}

/// Whether a folder holds nothing but what a run leaves that was killed as it began.
fn is_free(path: &Path) -> bool {
    let Ok(mut inside) = fs::read_dir(path) else { return false };
    inside.all(|entry| {
        let name = entry.map(|entry| entry.file_name().to_string_lossy().into_owned());
        name.is_ok_and(|name| name == ".lock" || name == "worlds" || name.ends_with(".part"))
    })
}

/// The name of the folder that the results of `asked` belong in.
#[must_use]
pub fn name_of(asked: &LoadedScenario) -> String {
    let whole = Sha256::digest(format!("{}\n{}", engine(), asked.resolved));
    format!("{}-{}", asked.id, &hex(&whole)[..6])
}

impl RunFolder {
    /// The folder of `asked` in `parent`: a new one, or the one in which it was broken off.
    ///
    /// # Errors
    ///
    /// [`ResultsError`] where it cannot be made, is held by another run, or is something else.
    pub fn open(parent: &Path, asked: &LoadedScenario) -> Result<RunFolder, ResultsError> {
        let path = parent.join(name_of(asked));
        let io = |error| ResultsError::Io(path.clone(), error);
        let settings = path.join(SCENARIO);
        let is_new = !path.exists();
        if !is_new && !is_free(&path) && !settings.is_file() {
            return Err(ResultsError::Taken(path));
        }
        fs::create_dir_all(path.join("worlds")).map_err(io)?;
        let lock = File::create(path.join(".lock")).map_err(io)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ResultsError::Busy(path)),
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
        if settings.exists() {
            let is_ours = fs::read_to_string(&settings).is_ok_and(|text| text == asked.resolved);
            if !is_ours {
                return Err(ResultsError::Taken(path));
            }
        } else if let Err(error) = files::write(&settings, asked.resolved.as_bytes()) {
            if is_new {
                // Nothing half-made is left behind; if even that fails, the first error says why.
                let _ = fs::remove_dir_all(&path);
            }
            return Err(error);
        }
        Ok(RunFolder { path, _lock: lock })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The worlds that are finished, and the files of worlds that are damaged and do not count.
    #[must_use]
    pub fn worlds(&self) -> (BTreeMap<u32, WorldResult>, Vec<ResultsError>) {
        let (mut lived, mut damaged) = (BTreeMap::new(), Vec::new());
        for number in self.numbers(".world") {
            match files::kept::<WorldResult>(&self.world(number)) {
                Ok(world) if world.number == number => {
                    lived.insert(number, world);
                }
                Ok(_) => damaged.push(ResultsError::Odd(
                    self.world(number),
                    "it is another world than its name says".to_owned(),
                )),
                Err(error) => damaged.push(error),
            }
        }
        (lived, damaged)
    }

    /// The numbers of the worlds that have a file that ends so.
    fn numbers(&self, ending: &str) -> BTreeSet<u32> {
        let names = fs::read_dir(self.path.join("worlds")).into_iter().flatten().flatten();
        let number = |name: &str| name.strip_suffix(ending)?.parse().ok();
        names.filter_map(|entry| number(&entry.file_name().to_string_lossy())).collect()
    }

    fn world(&self, number: u32) -> PathBuf {
        world_file(&self.path, number)
    }

    fn people(&self, number: u32) -> PathBuf {
        self.path.join("citizens").join(format!("{number:05}.parquet"))
    }

    /// Whether the citizens of a world are kept.
    #[must_use]
    pub fn has_citizens(&self, number: u32) -> bool {
        self.people(number).exists()
    }

    /// Keeps a finished world.
    ///
    /// # Errors
    ///
    /// [`ResultsError`] where it cannot be written; nothing half-written is left then.
    pub fn keep(&self, lived: &WorldResult) -> Result<(), ResultsError> {
        files::keep(&self.world(lived.number), lived)?;
        checkpoint::forget(&self.checkpoint(lived.number));
        Ok(())
    }

    /// Keeps everyone of a world as the twins left them.
    ///
    /// # Errors
    ///
    /// As [`RunFolder::keep`].
    pub fn keep_citizens(
        &self,
        scenario: &Scenario,
        number: u32,
        twins: &Twins,
    ) -> Result<(), ResultsError> {
        let folder = self.path.join("citizens");
        fs::create_dir_all(&folder).map_err(|error| ResultsError::Io(folder.clone(), error))?;
        let parts = citizens(scenario, number, twins);
        files::parquet(&folder, &format!("{number:05}"), parts)
    }

    /// Writes the tables and all that is said of them, and last the manifest.
    ///
    /// # Errors
    ///
    /// As [`RunFolder::keep`].
    pub fn finish(
        &self,
        asked: &LoadedScenario,
        worlds: &[WorldOutcome],
        said: RunRecord<'_>,
    ) -> Result<Manifest, ResultsError> {
        let last = worlds.len() as u32;
        // Worlds that were begun too many belong to nobody, and neither do checkpoints now.
        for number in self.numbers(".world").into_iter().filter(|&number| number >= last) {
            for path in [self.world(number), self.people(number)] {
                let _ = fs::remove_file(path);
            }
        }
        for number in self.numbers(".checkpoint") {
            checkpoint::forget(&self.checkpoint(number));
        }
        let mut tables = tables(&asked.scenario, worlds);
        if !asked.patterns.is_empty() {
            tables.push(patterns(asked, worlds));
        }
        let mut held = Vec::new();
        for table in &tables {
            files::parquet(&self.path, table.name, std::iter::once(table))?;
            let mut names = vec![format!("{}.parquet", table.name)];
            if ["worlds", "estimates"].contains(&table.name) {
                files::csv(&self.path, table)?;
                names.push(format!("{}.csv", table.name));
            }
            held.push((table, names));
        }
        files::text(&self.path.join(SUMMARY), said.summary)?;
        let kept = (0..last).filter(|&number| self.has_citizens(number));
        let kept: Vec<String> =
            kept.map(|number| format!("citizens/{number:05}.parquet")).collect();
        let everyone = no_citizens(&asked.scenario);
        held.push((&everyone, kept));
        let dictionary = dictionary::dictionary(asked, &held);
        files::write(&self.path.join("datapackage.json"), dictionary.as_bytes())?;
        let mut manifest = self.manifest(asked, worlds, &said);
        manifest.files = self.digests(last)?;
        let object = research_object::describe(&manifest, &tables);
        let path = self.path.join("ro-crate-metadata.json");
        files::write(&path, object.as_bytes())?;
        let json = serde_json::to_string_pretty(&manifest)
            .map_err(|error| ResultsError::Odd(self.path.join(MANIFEST), error.to_string()))?;
        files::write(&self.path.join(MANIFEST), (json + "\n").as_bytes())?;
        Ok(manifest)
    }

    fn manifest(
        &self,
        asked: &LoadedScenario,
        worlds: &[WorldOutcome],
        said: &RunRecord<'_>,
    ) -> Manifest {
        let rows: Vec<WorldRow> = worlds.iter().map(WorldRow::of).collect();
        Manifest {
            v: 1,
            made_up: true,
            digest: digest(&rows),
            program: Program {
                name: "nosedive".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                engine: engine().to_owned(),
            },
            scenario: lot(asked),
            worlds: rows,
            is_known: said.is_known,
            machine: Machine::here(),
            began: said.began.to_owned(),
            ended: said.ended.to_owned(),
            seconds: said.seconds,
            files: BTreeMap::new(),
        }
    }

    /// The digest of every file that a run writes but for those that tell when it was lived.
    fn digests(&self, worlds: u32) -> Result<BTreeMap<String, String>, ResultsError> {
        let mut found = BTreeMap::new();
        let mut digest = |path: &Path, name: String| -> Result<(), ResultsError> {
            let digest = files::digest_of(path);
            found.insert(name, digest.map_err(|error| ResultsError::Io(path.to_owned(), error))?);
            Ok(())
        };
        let inside =
            fs::read_dir(&self.path).map_err(|error| ResultsError::Io(self.path.clone(), error))?;
        for entry in inside.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let told = ["ro-crate-metadata.json", MANIFEST].contains(&&*name);
            if entry.path().is_file() && !name.starts_with('.') && !told {
                digest(&entry.path(), name)?;
            }
        }
        for number in 0..worlds {
            if self.world(number).exists() {
                digest(&self.world(number), format!("worlds/{number:05}.world"))?;
            }
            if self.has_citizens(number) {
                digest(&self.people(number), format!("citizens/{number:05}.parquet"))?;
            }
        }
        Ok(found)
    }
}

/// What a manifest says of the scenario of a run.
#[must_use]
pub fn lot(asked: &LoadedScenario) -> ScenarioDigest {
    let scenario = &asked.scenario;
    ScenarioDigest {
        id: asked.id.clone(),
        title: asked.title.clone(),
        digest: hex(&Sha256::digest(&asked.resolved)),
        seed: scenario.seed().0,
        citizens: scenario.society().citizens,
        days: scenario.society().days,
        twins: scenario.twins().iter().map(|twin| twin.name.clone()).collect(),
        baseline: scenario.twins()[scenario.baseline()].name.clone(),
    }
}

/// What is said of a run besides its worlds.
#[derive(Clone, Copy, Debug)]
pub struct RunRecord<'a> {
    /// The run in sentences.
    pub summary: &'a str,
    /// Whether the figure that had to be known is known.
    pub is_known: bool,
    /// When it began (RFC 3339).
    pub began: &'a str,
    /// When it ended (RFC 3339).
    pub ended: &'a str,
    /// What it took [s].
    pub seconds: f64,
}

/// The manifest of a finished run; `None` where the run is not finished.
///
/// # Errors
///
/// [`ResultsError`] where the folder is not there or its manifest is not one.
pub fn manifest(folder: &Path) -> Result<Option<Manifest>, ResultsError> {
    if !folder.join(SCENARIO).is_file() {
        let why = "it holds no run (no scenario.lock.toml)".to_owned();
        return Err(ResultsError::Odd(folder.to_owned(), why));
    }
    let path = folder.join(MANIFEST);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|error| ResultsError::Io(path.clone(), error))?,
    };
    let odd = |error: serde_json::Error| ResultsError::Odd(path, error.to_string());
    serde_json::from_str(&text).map(Some).map_err(odd)
}

/// The worlds of a finished run, failed ones with their reason.
///
/// # Errors
///
/// [`ResultsError`] where the file of a world is gone or damaged.
pub fn worlds(folder: &Path, manifest: &Manifest) -> Result<Vec<WorldOutcome>, ResultsError> {
    let world = |row: &WorldRow| {
        let fate = match &row.failed {
            Some(why) => Err(why.clone()),
            None => Ok(files::kept(&world_file(folder, row.number))?),
        };
        Ok(WorldOutcome { number: row.number, fate })
    };
    manifest.worlds.iter().map(world).collect()
}

fn world_file(folder: &Path, number: u32) -> PathBuf {
    folder.join("worlds").join(format!("{number:05}.world"))
}

/// The file of the resolved scenario of a run.
#[must_use]
pub fn settings(folder: &Path) -> PathBuf {
    folder.join(SCENARIO)
}

/// The summary of a finished run.
///
/// # Errors
///
/// [`ResultsError`] where it cannot be read.
pub fn summary(folder: &Path) -> Result<String, ResultsError> {
    let path = folder.join(SUMMARY);
    fs::read_to_string(&path).map_err(|error| ResultsError::Io(path, error))
}

/// Files of a run whose digest is not the one in its manifest, or that are gone.
#[must_use]
pub fn altered(folder: &Path, manifest: &Manifest) -> Vec<String> {
    let is_altered = |(name, digest): &(&String, &String)| {
        files::digest_of(&folder.join(name)).ok().as_ref() != Some(*digest)
    };
    manifest.files.iter().filter(is_altered).map(|(name, _)| name.clone()).collect()
}
