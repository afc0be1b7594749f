//! The run in the README: the screen of the default scenario, as the program prints it.

use std::fs;
use std::path::Path;
use std::process::Command;

const BEGIN: &str = "<!-- generated: run -->\n";
const END: &str = "<!-- /generated -->";

/// The README of `root` with the screen of a run of today.
///
/// # Errors
///
/// The README cannot be read or lacks the block, or the program fails.
pub(super) fn page(root: &Path) -> Result<String, String> {
    let readme = fs::read_to_string(root.join("README.md")).map_err(|error| error.to_string())?;
    let lacks = || "README.md lacks the block `generated: run`".to_owned();
    let (before, rest) = readme.split_once(BEGIN).ok_or_else(lacks)?;
    let (_, after) = rest.split_once(END).ok_or_else(lacks)?;
    Ok(format!("{before}{BEGIN}```text\n{}```\n{END}{after}", screen(root)?))
}

/// The screen of `nosedive run`, run in an empty folder.
fn screen(root: &Path) -> Result<String, String> {
    let build = ["build", "--release", "--quiet", "--package", "nosedive"];
    let status = Command::new(env!("CARGO")).current_dir(root).args(build).status();
    if !status.is_ok_and(|status| status.success()) {
        return Err("the program could not be built".to_owned());
    }
    let program = root.join("target/release/nosedive");
    let folder = std::env::temp_dir().join(format!("nosedive-readme-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let program = fs::canonicalize(program).map_err(|error| error.to_string())?;
    let output = Command::new(program).current_dir(&folder).args(["run", "--quiet"]).output();
    let removed = fs::remove_dir_all(&folder);
    let output = output.map_err(|error| error.to_string())?;
    removed.map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}
