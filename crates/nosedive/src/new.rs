//! `nosedive new`: a scenario file to read and change.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use reader::{Overrides, parse, starter};
use serde_json::json;

use crate::output::{Exit, Failure, Output};

#[derive(Args)]
pub(crate) struct New {
    /// The name of the scenario; the file is NAME.toml.
    name: String,
    /// The policy to start from: one of those that ship.
    #[arg(long, default_value = "as-reported")]
    from: String,
}

pub(crate) fn new(new: &New, output: Output) -> Result<Exit, Failure> {
    let name = new.name.strip_suffix(".toml").unwrap_or(&new.name);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(is_plain) {
        return Err(Failure::wrong(format!(
            "`{name}` is no name for a scenario; letters, digits, - and _ make one\n  hint: nosedive new my-city"
        )));
    }
    let text = starter(name, &new.from).map_err(Failure::wrong)?;
    let path = PathBuf::from(format!("{name}.toml"));
    parse(&path.to_string_lossy(), &text, &Overrides::default())?;
    let in_the_way = |error: std::io::Error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            let message = format!("error: {} exists; nothing was changed", path.display());
            return Failure { exit: Exit::InTheWay, message };
        }
        Failure::wrong(format!("{} cannot be written: {error}", path.display()))
    };
    let mut file = File::create_new(&path).map_err(in_the_way)?;
    if let Err(error) = file.write_all(text.as_bytes()) {
        let _ = std::fs::remove_file(&path);
        return Err(in_the_way(error));
    }
    let lines = text.lines().count();
    output.result(&format!(
        "Wrote {} ({lines} lines: population, policy, twins, every number explained).\nNext  nosedive check {}   then change a line and   nosedive run {0}\n",
        path.display(),
        path.display(),
    ));
    output.object("new", json!({ "file": path, "lines": lines }));
    Ok(Exit::Done)
}
