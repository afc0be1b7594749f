//! Finished runs, read back from their folders.
//!
//! No lock is needed: a finished run is not written to again, except by a run of the same scenario,
//! which replaces whole files by equal ones.

use std::fs;
use std::io;
use std::path::Path;

use lab::study::{WorldError, WorldOutcome};

use crate::error::ResultsError;
use crate::files;
use crate::manifest::{Manifest, WorldRecord};
use crate::origin::Origin;
use crate::paths::{MANIFEST, cause_file, settings, world_file};
use reader::LoadedScenario;

/// The manifest of a run; `None` where the run is not finished.
///
/// ```
/// let folder = tempfile::tempdir().expect("a folder can be made");
/// let error = results::manifest(folder.path()).expect_err("it is empty");
/// assert!(error.to_string().contains("it holds no run"));
/// ```
///
/// # Errors
///
/// [`ResultsError`] where the folder holds no run, or its manifest is not one.
pub fn manifest(folder: &Path) -> Result<Option<Manifest>, ResultsError> {
    if !settings(folder).is_file() {
        let why = "it holds no run (no scenario.lock.toml)".to_owned();
        return Err(ResultsError::Invalid(folder.to_owned(), why));
    }
    let path = folder.join(MANIFEST);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|error| ResultsError::Io(path.clone(), error))?,
    };
    let invalid = |error: serde_json::Error| ResultsError::Invalid(path, error.to_string());
    serde_json::from_str(&text).map(Some).map_err(invalid)
}

/// The worlds of a finished run in the order of their numbers, failed ones with their error.
///
/// # Errors
///
/// [`ResultsError`] where the file of a world is missing, damaged, or of another run.
pub fn worlds(
    folder: &Path,
    loaded: &LoadedScenario,
    manifest: &Manifest,
) -> Result<Vec<WorldOutcome>, ResultsError> {
    let origin = Origin::of(loaded);
    let worlds = manifest.worlds.iter();
    worlds.map(|of| outcome(of, &world_file(folder, of.number), &origin)).collect()
}

/// The worlds of the sum over causes of a finished run, failed ones with their error.
///
/// # Errors
///
/// As [`worlds`].
pub fn cause_worlds(
    folder: &Path,
    loaded: &LoadedScenario,
    manifest: &Manifest,
) -> Result<Vec<WorldOutcome>, ResultsError> {
    let origin = Origin::of_causes(loaded);
    let worlds = manifest.cause_worlds.iter();
    worlds.map(|of| outcome(of, &cause_file(folder, of.number), &origin)).collect()
}

/// The outcome of a world of an origin, from its record and its file.
fn outcome(
    record: &WorldRecord,
    file: &Path,
    origin: &Origin,
) -> Result<WorldOutcome, ResultsError> {
    let result = match &record.failed {
        Some(message) => Err(WorldError::new(message)),
        None => Ok(origin.saved(file, record.number)?),
    };
    let found = WorldOutcome { number: record.number, result };
    if WorldRecord::of(&found).digests != record.digests {
        let why = "it is not the world of the manifest".to_owned();
        return Err(ResultsError::Invalid(file.to_owned(), why));
    }
    Ok(found)
}

/// Files of a run that are missing, or have another digest than the one in its manifest.
#[must_use]
pub fn altered(folder: &Path, manifest: &Manifest) -> Vec<String> {
    let is_altered = |(name, digest): &(&String, &String)| {
        files::digest_of(&folder.join(name)).ok().as_ref() != Some(*digest)
    };
    manifest.files.iter().filter(is_altered).map(|(name, _)| name.clone()).collect()
}
