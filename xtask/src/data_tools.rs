//! The tables of a run in data tools: the data dictionary by its validator, the handbook's lines, and the
//! printed figures worked out again in SQL.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Folder of the tools, made anew where it is missing.
const TOOLS: &str = "target/data-tools";

/// Checks the last run in a folder of results called `out`, by the program that made it.
///
/// Where the tools cannot be installed, as on a machine without a network, that is told and nothing is checked.
pub(crate) fn check(out: &Path, program: &[&str]) -> bool {
    let Some(python) = installed() else {
        println!("left out: the data tools cannot be installed here");
        return true;
    };
    let shown = out.with_file_name("shown.json");
    let latest = out.join("latest");
    let show =
        Command::new(program[0]).args(&program[1..]).args(["show", "--json"]).arg(&latest).output();
    let is_shown = show.is_ok_and(|it| it.status.success() && fs::write(&shown, it.stdout).is_ok());
    let page = fs::canonicalize("handbook/src/start.md");
    let (true, Ok(page)) = (is_shown, page) else { return false };
    let mut check = Command::new(python);
    check.arg("xtask/data_tools/check.py").args([out, &page, &shown]);
    check.status().is_ok_and(|status| status.success())
}

/// The interpreter with the tools; `None` where they cannot be installed.
fn installed() -> Option<PathBuf> {
    let wanted = fs::read_to_string("xtask/data_tools/requirements.txt").ok()?;
    let python = Path::new(TOOLS).join("bin/python");
    let mark = Path::new(TOOLS).join("installed.txt");
    if fs::read_to_string(&mark).is_ok_and(|known| known == wanted) {
        return Some(python);
    }
    let ran = |command: &mut Command| {
        command.stdout(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    let made = ran(Command::new("python3").args(["-m", "venv", "--clear", TOOLS]));
    let pip =
        ["-m", "pip", "install", "--quiet", "--requirement", "xtask/data_tools/requirements.txt"];
    (made && ran(Command::new(&python).args(pip)) && fs::write(&mark, &wanted).is_ok())
        .then_some(python)
}
