//! Origin of a world: a digest of all that decides it, and of nothing else.
//!
//! Two scenarios with the same society, policies and seed have the same worlds, whatever their files call
//! themselves, in whatever order, from whatever sources, and by whatever rule their runs end. A world is saved
//! with its origin, so that none is taken for another's, and a run takes over those that it has in common with
//! another.

use std::fs;
use std::path::Path;

use lab::engine::{fingerprint, hex};
use lab::world::WorldResult;
use reader::LoadedScenario;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use society::units::WorldId;

use crate::error::ResultsError;
use crate::files;
use crate::paths::numbers_in;

/// Name of the file with the origin of the worlds of a folder.
const ORIGIN: &str = "origin.txt";

/// A digest (SHA-256, hexadecimal) of all that decides the worlds of a run but their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin(pub(crate) String);

impl Origin {
    /// Origin of the worlds of a scenario: engine, society, policies and seed.
    pub(crate) fn of(loaded: &LoadedScenario) -> Origin {
        let scenario = &loaded.scenario;
        let mut twins = scenario.twins().to_vec();
        // Sentences decide nothing, nor do the names of policies, each of which has its twin's in a locked file.
        for twin in &mut twins {
            twin.say.clear();
            twin.policy.name.clear();
            twin.later.iter_mut().for_each(|stage| stage.policy.name.clear());
        }
        let (society, baseline, seed) = (scenario.society(), scenario.baseline(), scenario.seed());
        Origin::new(format!("{}\n{society:?}\n{twins:?}\n{baseline:?}\n{seed:?}", fingerprint()))
    }

    /// Origin of the worlds of its sum over causes.
    pub(crate) fn of_causes(loaded: &LoadedScenario) -> Origin {
        let of_run = Origin::of(loaded).0;
        Origin::new(format!("{of_run}\ncauses of {} citizens", loaded.causes.citizens))
    }

    fn new(text: String) -> Origin {
        Origin(hex(&Sha256::digest(text)))
    }

    /// Saves a world of this origin.
    pub(crate) fn save(&self, path: &Path, world: &WorldResult) -> Result<(), ResultsError> {
        files::save(path, &Saving { origin: &self.0, world })
    }

    /// The world of this origin and number in a file.
    ///
    /// # Errors
    ///
    /// [`ResultsError::Invalid`] where it holds another, or is damaged.
    pub(crate) fn saved(&self, path: &Path, number: WorldId) -> Result<WorldResult, ResultsError> {
        let Saved { origin, world } = files::saved(path)?;
        let invalid = |why: &str| Err(ResultsError::Invalid(path.to_owned(), why.to_owned()));
        if origin != self.0 {
            return invalid("it is a world of another run");
        }
        if world.number != number {
            return invalid("it is another world than its name says");
        }
        Ok(world)
    }

    /// Notes in a folder of worlds that they are of this origin.
    pub(crate) fn note(&self, worlds: &Path) -> Result<(), ResultsError> {
        let path = worlds.join(ORIGIN);
        if fs::read_to_string(&path).is_ok_and(|text| text.trim() == self.0) {
            return Ok(());
        }
        files::write(&path, format!("{}\n", self.0).as_bytes())
    }

    /// Takes over worlds of this origin that `worlds` lacks and another run beside it has, up to a number.
    ///
    /// As links where the disk has them. What cannot be taken over is run again, so that no error is one.
    pub(crate) fn take_over(&self, worlds: &Path, most: u32) {
        let Some(parent) = worlds.parent().and_then(Path::parent) else { return };
        let beside = fs::read_dir(parent).into_iter().flatten().flatten();
        let beside = beside.map(|entry| parent.join(entry.file_name()).join("worlds"));
        for other in beside.filter(|it| it != worlds) {
            let text = fs::read_to_string(other.join(ORIGIN));
            if !text.is_ok_and(|text| text.trim() == self.0) {
                continue;
            }
            for number in numbers_in(&other, ".world").into_iter().filter(|it| it.0 < most) {
                let name = format!("{number:05}.world");
                let (from, to) = (other.join(&name), worlds.join(&name));
                if !to.exists() && self.saved(&from, number).is_ok() {
                    let _ = fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(|_| ()));
                }
            }
        }
    }
}

/// A world as it is written.
#[derive(Serialize)]
struct Saving<'a> {
    origin: &'a str,
    world: &'a WorldResult,
}

/// The same as it is read.
#[derive(Deserialize)]
struct Saved {
    origin: String,
    world: WorldResult,
}

/// A digest of what a run is asked: the origin of its worlds, how many, and what they are held against.
pub(crate) fn question(loaded: &LoadedScenario) -> String {
    let LoadedScenario { id, stop, causes, patterns, .. } = loaded;
    let origin = Origin::of(loaded).0;
    hex(&Sha256::digest(format!("{origin}\n{id}\n{stop:?}\n{causes:?}\n{patterns:?}")))
}
