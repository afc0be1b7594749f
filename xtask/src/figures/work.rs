//! A place to work in, the program as it is built, and what runs leave behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder that goes away in the end, and the program.
pub(super) struct Work {
    pub(super) folder: PathBuf,
    pub(super) program: PathBuf,
}

impl Drop for Work {
    fn drop(&mut self) {
        // A folder left behind in the place for such is no harm.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Work {
    pub(super) fn new() -> Option<Work> {
        let built = Command::new(env!("CARGO"))
            .args(["build", "--release", "--quiet", "--package", "nosedive"])
            .status();
        let folder = std::env::temp_dir().join(format!("nosedive-figures-{}", std::process::id()));
        fs::create_dir_all(&folder).ok()?;
        let program = std::env::current_dir().ok()?.join("target/release/nosedive");
        built.is_ok_and(|status| status.success()).then_some(Work { folder, program })
    }

    /// A new folder for a part of the work.
    pub(super) fn place(&self, name: &str) -> PathBuf {
        let place = self.folder.join(name);
        let _ = fs::create_dir_all(&place);
        place
    }

    pub(super) fn command(&self, at: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).current_dir(at).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(super) fn output(&self, at: &Path, arguments: &[&str]) -> Option<Output> {
        self.command(at, arguments).output().ok()
    }
}

/// The manifest of the only run in a folder.
pub(super) fn manifest(at: &Path) -> Option<Value> {
    let inside = fs::read_dir(at.join("out")).ok()?.flatten().map(|entry| entry.path());
    let run = inside.into_iter().find(|path| !path.is_symlink())?;
    serde_json::from_str(&fs::read_to_string(run.join("manifest.json")).ok()?).ok()
}

/// Every file under a folder.
pub(super) fn walk(folder: &Path) -> Vec<PathBuf> {
    let inside = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    inside.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// Mounts a small disk of memory; whether that could be done.
pub(super) fn mounted(disk: &Path, options: &str) -> bool {
    let _ = fs::create_dir_all(disk);
    let mut command = Command::new("mount");
    command.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(disk);
    command.status().is_ok_and(|status| status.success())
}
