//! Scenario files on disk: the loader of the command line, of tests and of figures.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use reader::{Diagnostic, LoadedScenario, Loader, Overrides, read_with};

use crate::paths::settings;

/// The loader of files by their path, from the working directory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScenarioFiles;

impl Loader for ScenarioFiles {
    fn load(&self, path: &Path, longest: usize) -> Result<String, String> {
        let about = fs::metadata(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => error.to_string(),
        })?;
        if about.is_dir() {
            return Err("it is a folder".to_owned());
        }
        if !about.is_file() {
            return Err("it is not a file".to_owned());
        }
        // Files of the system say that they are empty, and some have no end.
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(|error| error.to_string())?;
        let most = longest as u64 + 1;
        file.take(most).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if about.len().max(bytes.len() as u64) > longest as u64 {
            return Err(format!("it is longer than {} MiB", longest >> 20));
        }
        String::from_utf8(bytes).map_err(|error| {
            let (before, at) = (error.as_bytes(), error.utf8_error().valid_up_to());
            let line = 1 + before[..at].iter().filter(|byte| **byte == b'\n').count();
            format!("line {line} is not text in UTF-8; save it as UTF-8 in your editor")
        })
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        let real = |name: &str| fs::canonicalize(name).ok();
        one == other || real(one).is_some_and(|path| Some(path) == real(other))
    }
}

/// The loader of one file, whatever its name: a path need not be text.
struct OneFile<'a>(&'a Path);

impl Loader for OneFile<'_> {
    fn load(&self, _: &Path, longest: usize) -> Result<String, String> {
        ScenarioFiles.load(self.0, longest)
    }
}

/// Reads the resolved scenario in the folder of a run, with the numbers outside their ranges that the
/// run admitted.
///
/// # Errors
///
/// The mistakes in it, as [`reader::read`] tells them.
pub fn locked(folder: &Path) -> Result<LoadedScenario, Vec<Diagnostic>> {
    let path = settings(folder);
    let admitted = Overrides { beyond_range: true, ..Overrides::default() };
    read_with(&path.to_string_lossy(), &admitted, &OneFile(&path))
}

/// Reads a scenario: one that ships, or a file.
///
/// # Errors
///
/// The mistakes in the scenario and in the files that it names, as [`reader::read`] tells them.
pub fn read(name: &str, changes: &Overrides) -> Result<LoadedScenario, Vec<Diagnostic>> {
    read_with(name, changes, &ScenarioFiles)
}
