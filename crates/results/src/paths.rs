//! Paths in the folder of a run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use society::units::WorldId;

const SCENARIO: &str = "scenario.lock.toml";

pub(crate) const MANIFEST: &str = "manifest.json";

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

/// Name of the folder of the sum over causes.
pub(crate) const CAUSES: &str = "causes";

/// Path of the results of a world of the sum over causes.
pub(crate) fn cause_file(folder: &Path, number: WorldId) -> PathBuf {
    folder.join(CAUSES).join(format!("{number:05}.world"))
}

/// Numbers of the worlds that have a file with this ending in a folder; none where it is missing.
pub(crate) fn numbers_in(folder: &Path, ending: &str) -> BTreeSet<WorldId> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let number = |name: &str| name.strip_suffix(ending)?.parse().ok().map(WorldId);
    names.filter_map(|entry| number(&entry.file_name().to_string_lossy())).collect()
}
