//! `nosedive show` and `nosedive list`: what runs there are, and what they found.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use lab::numbers::grouped;
use lab::{summary, table};
use reader::{LoadedScenario, Overrides, read};
use results::{Manifest, ResultsError};
use serde_json::json;
use society::measures::Family;

use crate::output::{Exit, Failure, Output};

#[derive(Args)]
pub(crate) struct Show {
    /// The folder of a run.
    #[arg(default_value = "out/latest")]
    run: PathBuf,
    /// Add the impact by part of society, the changes of a reform and the published figures.
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

/// A run that is there: its manifest, where it is finished, and its scenario.
pub(crate) fn open(run: &Path) -> Result<(Option<Manifest>, LoadedScenario), Failure> {
    if !run.exists() {
        return Err(Failure::wrong(format!(
            "there is no run at {}\n  hint: `nosedive list` lists the runs, `nosedive demo` makes one",
            run.display()
        )));
    }
    let manifest = results::manifest(run)?;
    let settings = results::settings(run);
    Ok((manifest, read(&settings.to_string_lossy(), &Overrides::default())?))
}

pub(crate) fn show(show: &Show, output: Output) -> Result<Exit, Failure> {
    let (manifest, loaded) = open(&show.run)?;
    let Some(manifest) = manifest else {
        return Err(Failure::wrong(format!(
            "the run at {} is not finished\n  hint: `nosedive run {}` resumes it",
            show.run.display(),
            results::settings(&show.run).display()
        )));
    };
    let worlds = results::worlds(&show.run, &manifest)?;
    let text = if show.all {
        table::table(&loaded.scenario, &worlds, &Family::ALL)
    } else {
        let summary = if show.more {
            summary::summary(&loaded, &worlds)
        } else {
            summary::screen(&loaded, &worlds)
        };
        let folder = show.run.display();
        format!(
            "{summary}Tables  {folder}/*.parquet, worlds.csv, estimates.csv\nNext  nosedive show --more   or   nosedive show --all   or   nosedive cite {folder}\n"
        )
    };
    output.result(&text);
    output.object(
        "show",
        json!({
            "folder": show.run, "manifest": manifest,
            "estimates": summary::headlines_json(&loaded.scenario, &worlds),
        }),
    );
    Ok(Exit::Done)
}

pub(crate) fn list(list: &List, output: Output) -> Result<Exit, Failure> {
    let mut rows = Vec::new();
    let inside = fs::read_dir(&list.out);
    let is_missing = |error: &std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
    let inside = match inside {
        Err(error) if is_missing(&error) => Vec::new(),
        Err(error) => return Err(ResultsError::Io(list.out.clone(), error).into()),
        Ok(inside) => inside.flatten().collect(),
    };
    for entry in inside {
        let path = entry.path();
        if path.is_symlink() || !results::settings(&path).is_file() {
            continue;
        }
        match results::manifest(&path) {
            Ok(manifest) => rows.push((path, manifest)),
            Err(error) => output.say(&format!("warning: {error}")),
        }
    }
    rows.sort_by_key(|(path, manifest)| {
        (manifest.as_ref().map_or_else(String::new, |it| it.ended.clone()), path.clone())
    });
    let mut text = String::new();
    for (path, manifest) in &rows {
        let folder = path.display().to_string();
        let line = match manifest {
            None => format!("{folder:<30} unfinished; run it again to resume\n"),
            Some(it) => format!(
                "{folder:<30} {:>4} worlds of {:>13} citizens  {}  {}\n",
                it.worlds.len(),
                grouped(it.scenario.citizens.into()),
                it.ended.get(..16).unwrap_or("").replace('T', " "),
                it.digest.get(..8).unwrap_or(""),
            ),
        };
        text.push_str(&line);
        output.object("listed", json!({ "folder": path, "manifest": manifest }));
    }
    if rows.is_empty() {
        text = format!("No runs in {}.\n", list.out.display());
    }
    let next = if rows.is_empty() { "nosedive demo" } else { "nosedive show FOLDER" };
    output.result(&format!("{text}Next  {next}\n"));
    output.object("list", json!({ "out": list.out, "runs": rows.len() }));
    Ok(Exit::Done)
}
