//! `nosedive generate`: completions, the manual page, the JSON Schema of a scenario.

use clap::{Args, Command, ValueEnum};
use clap_complete::Shell;
use serde_json::json;

use crate::output::{Exit, Failure, Output};

#[derive(Args)]
pub(crate) struct Generate {
    what: What,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// Completions for bash.
    CompleteBash,
    /// Completions for zsh.
    CompleteZsh,
    /// Completions for fish.
    CompleteFish,
    /// Completions for PowerShell.
    CompletePowershell,
    /// The manual page, in troff.
    Man,
    /// The JSON Schema of a scenario file, for editors.
    Schema,
}

/// Prints what is asked for of `command`, the whole command line.
pub(crate) fn generate(
    args: &Generate,
    mut command: Command,
    output: Output,
) -> Result<Exit, Failure> {
    let mut bytes = Vec::new();
    let shell = match args.what {
        What::CompleteBash => Some(Shell::Bash),
        What::CompleteZsh => Some(Shell::Zsh),
        What::CompleteFish => Some(Shell::Fish),
        What::CompletePowershell => Some(Shell::PowerShell),
        What::Man | What::Schema => None,
    };
    if let Some(shell) = shell {
        clap_complete::generate(shell, &mut command, "nosedive", &mut bytes);
    } else if matches!(args.what, What::Man) {
        let page = clap_mangen::Man::new(command);
        page.render(&mut bytes).map_err(|error| Failure::wrong(error.to_string()))?;
    } else {
        bytes = format!("{:#}\n", reader::schema()).into_bytes();
    }
    let text = String::from_utf8_lossy(&bytes);
    output.result(&text);
    output.object("generated", json!({ "text": text }));
    Ok(Exit::Done)
}
