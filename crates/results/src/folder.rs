//! The folder of one run while it is written: its name, its lock, its worlds.
//!
//! The folder is the whole state of a run. To resume is to open it again: finished worlds are known,
//! unfinished ones have a checkpoint, and everything else is computed anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use lab::world::{WorldResult, WorldRun};
use reader::LoadedScenario;
use society::units::WorldId;

use crate::citizens::citizens;
use crate::error::ResultsError;
use crate::files;
use crate::manifest::ScenarioRecord;
use crate::origin::{Origin, question};
use crate::paths::{MANIFEST, numbers_in, settings, world_file};
use crate::scenario_files::locked;

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
    /// Origin of its worlds.
    pub(crate) origin: Origin,
    pub(crate) saves_citizens: bool,
    /// Held as long as the folder is.
    _lock: File,
}

/// Digits of a digest in the name of a folder; more where a folder of fewer holds another run.
const DIGITS: [usize; 3] = [6, 12, 64];

/// Name of the folder that the results of a scenario belong in: its id, and six hexadecimal digits
/// of a digest of what it asks: engine, society, policies, seed, the number of worlds, published figures.
///
/// Words, such as titles and sources, and the order of a file are no part of it.
///
/// ```
/// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
/// assert!(results::folder_name(&loaded).starts_with("as-reported-"));
/// ```
#[must_use]
pub fn folder_name(loaded: &LoadedScenario) -> String {
    named(loaded, &question(loaded), DIGITS[0])
}

/// The folder in `parent` that the results of a scenario belong in.
///
/// Its name has more digits where a shorter one stands for another run.
///
/// ```
/// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
/// let folder = results::folder_in("out".as_ref(), &loaded);
/// assert!(folder.starts_with("out/"));
/// ```
#[must_use]
pub fn folder_in(parent: &Path, loaded: &LoadedScenario) -> PathBuf {
    let question = question(loaded);
    let folders = DIGITS.map(|digits| parent.join(named(loaded, &question, digits)));
    let is_ours = |folder: &&PathBuf| !is_of_another(folder, &question);
    folders.iter().find(is_ours).unwrap_or(&folders[0]).clone()
}

fn named(loaded: &LoadedScenario, question: &str, digits: usize) -> String {
    format!("{}-{}", loaded.id, &question[..digits])
}

/// Whether a folder holds a run of another question.
fn is_of_another(folder: &Path, asked: &str) -> bool {
    settings(folder).is_file() && locked(folder).is_ok_and(|loaded| question(&loaded) != asked)
}

impl<'a> RunFolder<'a> {
    /// The folder of a scenario in `parent`: a new one, or that of its interrupted run.
    ///
    /// # Errors
    ///
    /// [`ResultsError::Taken`] where something else stands there, [`ResultsError::Busy`] where
    /// another run holds it, [`ResultsError::Io`] where it cannot be made.
    pub fn open(parent: &Path, loaded: &'a LoadedScenario) -> Result<RunFolder<'a>, ResultsError> {
        let path = folder_in(parent, loaded);
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
        let (origin, worlds) = (Origin::of(loaded), path.join("worlds"));
        origin.note(&worlds)?;
        origin.take_over(&worlds, loaded.stop.most);
        Ok(RunFolder { path, loaded, origin, saves_citizens: false, _lock: lock })
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
        let mut found = worlds_in(&self.path.join("worlds"), &self.origin);
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

/// Finished worlds of an origin in a folder of worlds, and damaged ones.
pub(crate) fn worlds_in(folder: &Path, origin: &Origin) -> FinishedWorlds {
    let mut found = FinishedWorlds::default();
    for number in numbers_in(folder, ".world") {
        let path = folder.join(format!("{number:05}.world"));
        match origin.saved(&path, number) {
            Ok(world) => drop(found.results.insert(number, world)),
            Err(error) => found.damaged.push(error),
        }
    }
    found
}

/// Whether a folder holds nothing but the traces of a run that was killed as it began.
fn is_free(path: &Path) -> bool {
    let Ok(mut inside) = fs::read_dir(path) else { return false };
    inside.all(|entry| {
        let name = entry.map(|entry| entry.file_name().to_string_lossy().into_owned());
        name.is_ok_and(|name| name == ".lock" || name == "worlds" || name.ends_with(".part"))
    })
}

/// Writes the resolved scenario, or makes sure that the one that is there asks the same.
///
/// One in other words is written anew, and the run is finished again from its worlds: its tables and its
/// summary have the new words.
fn write_settings(folder: &Path, loaded: &LoadedScenario) -> Result<(), ResultsError> {
    let path = settings(folder);
    if !path.exists() {
        return files::write(&path, loaded.resolved.as_bytes());
    }
    if fs::read_to_string(&path).is_ok_and(|text| text == loaded.resolved) {
        return Ok(());
    }
    if locked(folder).is_ok_and(|there| question(&there) == question(loaded)) {
        let manifest = folder.join(MANIFEST);
        match fs::remove_file(&manifest) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(ResultsError::Io(manifest, error));
            }
            _ => return files::write(&path, loaded.resolved.as_bytes()),
        }
    }
    Err(ResultsError::Taken(folder.to_owned()))
}
