//! `nosedive cite`: a citation of the program, of a scenario or of a run.

use std::path::Path;

use clap::Args;
use lab::changes::head;
use lab::engine::fingerprint;
use reader::{LoadedScenario, Overrides};
use results::folder_name;
use results::read;
use serde_json::json;

use crate::output::{Exit, Failure, Output, argument, pasted};
use crate::show::open;

#[derive(Args)]
pub(crate) struct Cite {
    /// A scenario, or the folder of a run [default: the program alone].
    what: Option<String>,
    /// As BibTeX.
    #[arg(long)]
    bib: bool,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
const YEAR: &str = "2026";

/// A cited scenario or run.
struct Cited {
    /// Digest of it, or of the engine where the program alone is cited.
    digest: String,
    /// Description; empty where the program alone is cited.
    about: String,
}

pub(crate) fn cite(cite: &Cite, output: Output) -> Result<Exit, Failure> {
    let cited = match &cite.what {
        None => Cited { digest: engine().to_owned(), about: String::new() },
        Some(what) if Path::new(what).is_dir() => of_run(what)?,
        Some(what) => of_scenario(what)?,
    };
    output.result(&if cite.bib { bibtex(&cited) } else { text(&cited, cite.what.as_deref()) });
    output.object(
        "cite",
        json!({
            "version": VERSION, "engine": fingerprint(), "digest": cited.digest,
            "about": cited.about,
        }),
    );
    Ok(Exit::Done)
}

/// As much of the engine's fingerprint as a citation needs.
fn engine() -> &'static str {
    &fingerprint()[..16]
}

fn of_run(folder: &str) -> Result<Cited, Failure> {
    let (manifest, loaded) = open(Path::new(folder))?;
    let Some(manifest) = manifest else {
        return Err(Failure::wrong(format!("the run at {folder} is not finished")));
    };
    let about = format!(
        "Run of the scenario {} ({}): {} worlds of {} made-up citizens, seed {},\nresults sha256 {}.",
        loaded.id,
        loaded.title,
        manifest.worlds.len(),
        manifest.scenario.citizens,
        manifest.scenario.seed,
        manifest.digest,
    ) + &notes(&loaded);
    let draft = "\nDRAFT: fewer than 32 worlds; do not quote these figures.";
    let about = about + if manifest.is_draft { draft } else { "" };
    Ok(Cited { digest: manifest.digest, about })
}

fn of_scenario(name: &str) -> Result<Cited, Failure> {
    let loaded = read(name, &Overrides { beyond_range: true, ..Overrides::default() })?;
    let digest = folder_name(&loaded);
    let about = format!("Scenario {} ({}), resolved as {digest}.", loaded.id, loaded.title);
    Ok(Cited { digest, about: about + &notes(&loaded) })
}

/// Notes on the scenario that its name does not give.
fn notes(loaded: &LoadedScenario) -> String {
    head(loaded).lines().map(|line| format!("\n{line}")).collect()
}

fn bibtex(cited: &Cited) -> String {
    let about = cited.about.replace('\n', " ");
    let about = if about.is_empty() { about } else { format!("{about} ") };
    format!(
        "@software{{nosedive,\n  title   = {{Nosedive: a laboratory for social scoring policies}},\n  author  = {{{{The Nosedive authors}}}},\n  year    = {{{YEAR}}},\n  version = {{{VERSION}}},\n  note    = {{{about}engine {}. Everyone in it is made up.}},\n}}\n",
        engine(),
    )
}

fn text(cited: &Cited, what: Option<&str>) -> String {
    let next = match what {
        Some(what) => pasted(&[&"cite", &argument(Path::new(what)), &"--bib"]),
        None => pasted(&[&"cite", &"--bib"]),
    };
    let about = if cited.about.is_empty() { String::new() } else { format!("{}\n", cited.about) };
    format!(
        "The Nosedive authors ({YEAR}). Nosedive: a laboratory for social scoring policies,\nversion {VERSION}, engine {}.\n{about}Everyone in it is made up; it describes no country.\nNext  {next}\n",
        engine(),
    )
}
