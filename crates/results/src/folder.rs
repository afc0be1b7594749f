//! The folder of one run while it is written: its name, its lock, its worlds.
//!
//! The folder is the whole state of a run. To resume is to open it again: finished worlds are known,
//! unfinished ones have a checkpoint, and everything else is computed anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use lab::engine::{fingerprint, hex};
use lab::world::{WorldResult, WorldRun};
use reader::LoadedScenario;
use sha2::{Digest, Sha256};

use society::units::WorldId;

use crate::citizens::citizens;
use crate::error::ResultsError;
use crate::files;
use crate::manifest::ScenarioRecord;

const SCENARIO: &str = "scenario.lock.toml";

/// The folder of one run, locked against other runs; it stores worlds for a
/// [`Study`](lab::study::Study).
///
/// ```
/// use lab::study::{CheckpointInterval, Study};
/// use results::RunFolder;
///
/// let small = reader::Overrides {
///     citizens: Some(200), days: Some(60), worlds: Some(2), ..Default::default()
/// };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let parent = tempfile::tempdir().expect("a folder can be made");
/// let folder = RunFolder::open(parent.path(), &loaded).expect("nothing is in the way");
/// let study = Study::of(&loaded).saved_in(&folder, CheckpointInterval::Never);
/// study.run(&mut ()).expect("the disk takes it");
/// assert_eq!(folder.worlds().results.len(), 2);
/// ```
#[derive(Debug)]
pub struct RunFolder<'a> {
    path: PathBuf,
    pub(crate) loaded: &'a LoadedScenario,
    pub(crate) saves_citizens: bool,
    /// Held as long as the folder is.
    _lock: File,
}

/// Name of the folder that the results of a scenario belong in: its id, and six hexadecimal digits
/// of a digest of the engine and of every setting.
///
/// ```
/// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
/// assert!(results::folder_name(&loaded).starts_with("as-reported-"));
/// ```
#[must_use]
pub fn folder_name(loaded: &LoadedScenario) -> String {
    // Six digits tell the runs of one folder apart; the whole digest stands in the manifest, and the
    // settings are compared before anything is written.
    let whole = Sha256::digest(format!("{}\n{}", fingerprint(), loaded.resolved));
    format!("{}-{}", loaded.id, &hex(&whole)[..6])
}

/// Path of the resolved scenario in the folder of a run.
///
/// ```
/// let path = results::settings("out/demo-1a2b3c".as_ref());
/// assert!(path.ends_with("scenario.lock.toml"));
/// ```
#[must_use]
pub fn settings(folder: &Path) -> PathBuf {
    folder.join(SCENARIO)
}

/// Path of the results of a world.
pub(crate) fn world_file(folder: &Path, number: WorldId) -> PathBuf {
    folder.join("worlds").join(format!("{number:05}.world"))
}

impl<'a> RunFolder<'a> {
    /// The folder of a scenario in `parent`: a new one, or that of its interrupted run.
    ///
    /// # Errors
    ///
    /// [`ResultsError::Taken`] where something else stands there, [`ResultsError::Busy`] where
    /// another run holds it, [`ResultsError::Io`] where it cannot be made.
    pub fn open(parent: &Path, loaded: &'a LoadedScenario) -> Result<RunFolder<'a>, ResultsError> {
        let path = parent.join(folder_name(loaded));
        let io = |error| ResultsError::Io(path.clone(), error);
        let is_new = !path.exists();
        if !is_new && !is_free(&path) && !settings(&path).is_file() {
            return Err(ResultsError::Taken(path));
        }
        fs::create_dir_all(path.join("worlds")).map_err(io)?;
        // A lock of the system, not a file that says who holds it: it ends with its process, however
        // that ends.
        let lock = File::create(path.join(".lock")).map_err(io)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ResultsError::Busy(path)),
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
        if let Err(error) = write_settings(&path, loaded) {
            if is_new && !error.is_in_the_way() {
                // Nothing half-made is left behind; if even that fails, the first error says why.
                let _ = fs::remove_dir_all(&path);
            }
            return Err(error);
        }
        Ok(RunFolder { path, loaded, saves_citizens: false, _lock: lock })
    }

    /// The same folder, which also takes the table of all citizens at the end of each world.
    ///
    /// Worlds that are finished without it are then run again, to the same results.
    #[must_use]
    pub fn with_citizens(mut self) -> Self {
        self.saves_citizens = true;
        self
    }

    /// Path of the folder: that of its parent, and [`folder_name`].
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The worlds that are finished; where the folder takes citizens, only worlds with theirs.
    ///
    /// Every digest is checked. A damaged file is no error but a world that has to be run again.
    #[must_use]
    pub fn worlds(&self) -> FinishedWorlds {
        let mut found = worlds_in(&self.path.join("worlds"));
        if self.saves_citizens {
            found.results.retain(|&number, _| self.has_citizens(number));
        }
        found
    }

    /// Numbers of the worlds that have a file with this ending.
    pub(crate) fn numbers(&self, ending: &str) -> BTreeSet<WorldId> {
        numbers_in(&self.path.join("worlds"), ending)
    }

    /// Path of the results of a world.
    pub(crate) fn world(&self, number: WorldId) -> PathBuf {
        world_file(&self.path, number)
    }

    /// Path of the checkpoint of a world.
    pub(crate) fn checkpoint(&self, number: WorldId) -> PathBuf {
        self.path.join("worlds").join(format!("{number:05}.checkpoint"))
    }

    /// Path of the citizens of a world.
    pub(crate) fn citizens(&self, number: WorldId) -> PathBuf {
        self.path.join("citizens").join(format!("{number:05}.parquet"))
    }

    /// Whether the citizens of a world are saved.
    pub(crate) fn has_citizens(&self, number: WorldId) -> bool {
        self.citizens(number).exists()
    }

    /// Writes the table of citizens of a world.
    pub(crate) fn write_citizens(&self, world: &WorldRun<'_>) -> Result<(), ResultsError> {
        let (folder, number) = (self.path.join("citizens"), world.number());
        fs::create_dir_all(&folder).map_err(|error| ResultsError::Io(folder.clone(), error))?;
        let parts = citizens(&self.loaded.scenario, number, world.twins());
        let notes = ScenarioRecord::of(self.loaded).notes();
        files::parquet(&folder, &format!("{number:05}"), parts, &notes)
    }
}

/// Finished worlds of a folder.
#[derive(Debug, Default)]
pub struct FinishedWorlds {
    /// Results, by number.
    pub results: BTreeMap<WorldId, WorldResult>,
    /// Damaged files; their worlds have to be run again.
    pub damaged: Vec<ResultsError>,
}

/// Finished worlds of a folder of worlds, and damaged ones.
pub(crate) fn worlds_in(folder: &Path) -> FinishedWorlds {
    let mut found = FinishedWorlds::default();
    for number in numbers_in(folder, ".world") {
        let path = folder.join(format!("{number:05}.world"));
        match files::saved::<WorldResult>(&path) {
            Ok(world) if world.number == number => {
                found.results.insert(number, world);
            }
            Ok(_) => {
                let why = "it is another world than its name says".to_owned();
                found.damaged.push(ResultsError::Invalid(path, why));
            }
            Err(error) => found.damaged.push(error),
        }
    }
    found
}

/// Numbers of the worlds that have a file with this ending in a folder; none where it is missing.
pub(crate) fn numbers_in(folder: &Path, ending: &str) -> BTreeSet<WorldId> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let number = |name: &str| name.strip_suffix(ending)?.parse().ok().map(WorldId);
    names.filter_map(|entry| number(&entry.file_name().to_string_lossy())).collect()
}

/// Whether a folder holds nothing but the traces of a run that was killed as it began.
fn is_free(path: &Path) -> bool {
    let Ok(mut inside) = fs::read_dir(path) else { return false };
    inside.all(|entry| {
        let name = entry.map(|entry| entry.file_name().to_string_lossy().into_owned());
        name.is_ok_and(|name| name == ".lock" || name == "worlds" || name.ends_with(".part"))
    })
}

/// Writes the resolved scenario, or makes sure that the one that is there is the same.
fn write_settings(folder: &Path, loaded: &LoadedScenario) -> Result<(), ResultsError> {
    let path = settings(folder);
    if !path.exists() {
        return files::write(&path, loaded.resolved.as_bytes());
    }
    if fs::read_to_string(&path).is_ok_and(|text| text == loaded.resolved) {
        Ok(())
    } else {
        Err(ResultsError::Taken(folder.to_owned()))
    }
}
