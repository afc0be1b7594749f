//! `nosedive cite`: how to cite the program, and what it lived.

use std::path::Path;

use clap::Args;
use lab::engine::fingerprint;
use reader::{Overrides, read};
use results::folder_name;
use serde_json::json;

use crate::output::{Exit, Failure, Output};
use crate::show::open;

#[derive(Args)]
pub(crate) struct Cite {
    /// A scenario, or the folder of a run [default: the program alone].
    what: Option<String>,
    /// As BibTeX.
    #[arg(long)]
    bib: bool,
}

pub(crate) fn cite(cite: &Cite, output: Output) -> Result<Exit, Failure> {
    let version = env!("CARGO_PKG_VERSION");
    let year = "2026";
    let mut about = String::new();
    let mut digest = fingerprint()[..16].to_owned();
    if let Some(what) = &cite.what {
        let path = Path::new(what);
        if path.is_dir() {
            let (manifest, loaded) = open(path)?;
            let Some(manifest) = manifest else {
                return Err(Failure::wrong(format!("the run at {what} is not finished")));
            };
            digest.clone_from(&manifest.digest);
            about = format!(
                "Run of the scenario {} ({}): {} worlds of {} made-up citizens, seed {},\nresults sha256 {}.",
                loaded.id,
                loaded.title,
                manifest.worlds.len(),
                manifest.scenario.citizens,
                manifest.scenario.seed,
                manifest.digest,
            );
        } else {
            let loaded = read(what, &Overrides::default())?;
            let name = folder_name(&loaded);
            about = format!("Scenario {} ({}), resolved as {name}.", loaded.id, loaded.title);
            digest = name;
        }
    }
    let text = if cite.bib {
        format!(
            "@software{{nosedive,\n  title   = {{Nosedive: a laboratory for social scoring policies}},\n  author  = {{{{The Nosedive authors}}}},\n  year    = {{{year}}},\n  version = {{{version}}},\n  note    = {{{}engine {}. Everyone in it is made up.}},\n}}\n",
            if about.is_empty() { String::new() } else { format!("{} ", about.replace('\n', " ")) },
            &fingerprint()[..16],
        )
    } else {
        let about = if about.is_empty() { String::new() } else { format!("{about}\n") };
        format!(
            "The Nosedive authors ({year}). Nosedive: a laboratory for social scoring policies,\nversion {version}, engine {}.\n{about}Everyone in it is made up; it describes no country.\nNext  nosedive cite --bib\n",
            &fingerprint()[..16],
        )
    };
    output.result(&text);
    output.object(
        "cite",
        json!({ "version": version, "engine": fingerprint(), "digest": digest, "about": about }),
    );
    Ok(Exit::Done)
}
