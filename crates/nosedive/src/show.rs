//! `nosedive show` and `nosedive list`: results of a run, and a list of all runs.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Args;
use lab::numbers::grouped;
use lab::summary::{self, Findings};
use lab::table;
use reader::LoadedScenario;
use results::{Manifest, ResultsError};
use serde_json::json;
use society::measures::Family;

use crate::output::{Exit, Failure, Output, argument, parent, pasted, plain};

#[derive(Args)]
pub(crate) struct Show {
    /// The folder of a run.
    #[arg(default_value = "out/latest")]
    run: PathBuf,
    /// Add what pairing saved, restriction by cause and part of society, the impact by part of society, the figures
    /// year by year, the rules before the law, the changes of a reform and the published figures.
    #[arg(long)]
    more: bool,
    /// Every measure, not only the chief ones.
    #[arg(long)]
    all: bool,
}

#[derive(Args)]
pub(crate) struct List {
    /// The folder of the runs.
    #[arg(long, default_value = "out")]
    out: PathBuf,
}

/// The manifest of a run, `None` where it is not finished, and its scenario.
pub(crate) fn open(run: &Path) -> Result<(Option<Manifest>, LoadedScenario), Failure> {
    if !run.exists() {
        let list = pasted(&[&"list", &"--out", &parent(run)]);
        return Err(Failure::wrong(format!(
            "there is no run at {}\n  hint: `{list}` lists the runs, `nosedive demo` makes one",
            run.display()
        )));
    }
    Ok((results::manifest(run)?, results::locked(run)?))
}

/// The manifest and the scenario of a run that is finished.
pub(crate) fn finished(run: &Path) -> Result<(Manifest, LoadedScenario), Failure> {
    let (manifest, loaded) = open(run)?;
    let unfinished = || {
        let resume = resume(run, !loaded.beyond_range.is_empty());
        Failure::wrong(format!(
            "the run at {} is not finished\n  hint: `{resume}` resumes it",
            run.display()
        ))
    };
    Ok((manifest.ok_or_else(unfinished)?, loaded))
}

/// The line that resumes the run in a folder, with numbers beyond their ranges or without.
fn resume(run: &Path, is_beyond_range: bool) -> String {
    // A link such as `latest` does not say where the results belong.
    let run =
        run.canonicalize().ok().filter(|_| run.is_symlink()).unwrap_or_else(|| run.to_owned());
    let (settings, out) = (results::settings(&argument(&run)), parent(&run));
    let mut words: Vec<&dyn AsRef<OsStr>> = vec![&"run", &settings, &"--out", &out];
    if is_beyond_range {
        words.push(&"--beyond-range");
    }
    pasted(&words)
}

pub(crate) fn show(show: &Show, output: Output) -> Result<Exit, Failure> {
    let (manifest, loaded) = finished(&show.run)?;
    let worlds = results::worlds(&show.run, &loaded, &manifest)?;
    let cause_worlds = results::cause_worlds(&show.run, &loaded, &manifest)?;
    let findings = Findings { loaded: &loaded, worlds: &worlds, cause_worlds: &cause_worlds };
    let text = if show.all {
        table::table(&loaded.scenario, &worlds, &Family::ALL)
    } else {
        let summary =
            if show.more { summary::summary(&findings) } else { summary::screen(&findings) };
        let folder = argument(&show.run);
        let [more, cite] = [pasted(&[&"show", &folder, &"--more"]), pasted(&[&"cite", &folder])];
        let tables = show.run.display();
        format!(
            "{summary}Tables  {tables}/*.parquet, worlds.csv, estimates.csv\nNext  {more}   or   {cite}\n"
        )
    };
    output.result(&text);
    let estimates = if show.all { summary::measures_json } else { summary::headlines_json };
    output.object(
        "show",
        json!({
            "folder": plain(&show.run), "manifest": manifest,
            "estimates": estimates(&loaded.scenario, &worlds),
            "summary": show.more.then(|| summary::summary(&findings)),
            "causes": summary::causes_json(&findings),
            "years": summary::years_json(&loaded.scenario, &worlds),
        }),
    );
    Ok(Exit::Done)
}

pub(crate) fn list(list: &List, output: Output) -> Result<Exit, Failure> {
    let runs = runs(&list.out, output)?;
    let mut text = String::new();
    for run in &runs {
        text.push_str(&run.line());
        output.object("listed", json!({ "folder": plain(&run.folder), "manifest": run.manifest }));
    }
    let next = match runs.last() {
        None => "nosedive demo".to_owned(),
        Some(Listed { folder, manifest: None }) => {
            let is_beyond = results::locked(folder).is_ok_and(|it| !it.beyond_range.is_empty());
            resume(folder, is_beyond)
        }
        Some(Listed { folder, .. }) => pasted(&[&"show", &argument(folder)]),
    };
    if runs.is_empty() {
        text = format!("No runs in {}.\n", list.out.display());
    }
    output.result(&format!("{text}Next  {next}\n"));
    output.object("list", json!({ "out": plain(&list.out), "runs": runs.len() }));
    Ok(Exit::Done)
}

/// Notes below a run in a list: its name does not say these things.
fn notes(manifest: &Manifest) -> String {
    let scenario = &manifest.scenario;
    let notes = [("changed here", &scenario.changed), ("beyond range", &scenario.beyond_range)];
    let notes = notes.into_iter().filter(|(_, lines)| !lines.is_empty());
    notes.map(|(name, lines)| lab::changes::noted(name, lines)).collect()
}

/// A run in a list.
struct Listed {
    folder: PathBuf,
    /// `None` where the run is not finished.
    manifest: Option<Manifest>,
}

/// The runs of a folder, unfinished ones first, then by their ends.
fn runs(out: &Path, output: Output) -> Result<Vec<Listed>, Failure> {
    let inside = match fs::read_dir(out) {
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(ResultsError::Io(out.to_owned(), error).into()),
        Ok(inside) => inside.flatten().map(|entry| entry.path()).collect(),
    };
    let is_run = |path: &PathBuf| !path.is_symlink() && results::settings(path).is_file();
    let mut runs = Vec::new();
    for folder in inside.into_iter().filter(is_run) {
        match results::manifest(&folder) {
            Ok(manifest) => runs.push(Listed { folder, manifest }),
            Err(error) => output.note(&format!("warning: {error}")),
        }
    }
    let ended = |run: &Listed| run.manifest.as_ref().map(|it| it.ended.clone());
    runs.sort_by_key(|run| (ended(run), run.folder.clone()));
    Ok(runs)
}

impl Listed {
    fn line(&self) -> String {
        let folder = self.folder.display().to_string();
        match &self.manifest {
            None => format!("{folder:<30} unfinished; run it again to resume\n"),
            Some(it) => {
                format!(
                    "{folder:<26} {:>4} worlds of {:>13} citizens  {}  {}{}\n",
                    it.worlds.len(),
                    grouped(it.scenario.citizens.into()),
                    it.ended.get(..16).unwrap_or("").replace('T', " "),
                    it.digest.get(..8).unwrap_or(""),
                    if it.is_draft { "  DRAFT" } else { "" },
                ) + &notes(it)
            }
        }
    }
}
