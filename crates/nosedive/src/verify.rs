//! `nosedive verify`: run the worlds of a finished run again and compare every digest.

use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget};
use lab::engine::fingerprint;
use lab::study::{Event, StopRule, Study, WorldOutcome};
use reader::LoadedScenario;
use results::{Manifest, ScenarioRecord, WorldRecord};
use serde_json::json;
use society::units::WorldId;

use crate::output::{Exit, Failure, Output};
use crate::resources::use_threads;
use crate::show::open;

#[derive(Args)]
pub(crate) struct Verify {
    /// The folder of a run.
    #[arg(default_value = "out/latest")]
    run: PathBuf,
    /// Run only this many of its first worlds again [default: all].
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    worlds: Option<u32>,
    /// Threads [default: one for each core].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// Findings of a verification.
struct Findings {
    /// Files that are not as they were written.
    altered: Vec<String>,
    /// Worlds that were run again.
    count: u32,
    /// Numbers of those with other digests than before.
    differ: Vec<WorldId>,
    is_same_engine: bool,
}

pub(crate) fn verify(verify: &Verify, output: Output) -> Result<Exit, Failure> {
    use_threads(verify.threads)?;
    let (manifest, loaded) = open(&verify.run)?;
    let Some(manifest) = manifest else {
        let folder = verify.run.display();
        return Err(Failure::wrong(format!("the run at {folder} is not finished")));
    };
    let worlds = run_again(verify, &manifest, &loaded, output);
    let differs = |(world, was): &(&WorldOutcome, &WorldRecord)| {
        WorldRecord::of(world).digests != was.digests
    };
    let pairs = worlds.iter().zip(&manifest.worlds);
    let findings = Findings {
        altered: altered(verify, &manifest, &loaded),
        count: worlds.len() as u32,
        differ: pairs.filter(differs).map(|(world, _)| world.number).collect(),
        is_same_engine: manifest.program.engine == fingerprint(),
    };
    Ok(findings.report(verify, &manifest, output))
}

/// Files that are not as they were written; the manifest is one of them if it contradicts itself
/// or the scenario.
fn altered(verify: &Verify, manifest: &Manifest, loaded: &LoadedScenario) -> Vec<String> {
    let mut altered = results::altered(&verify.run, manifest);
    let is_consistent = results::digest(&manifest.worlds) == manifest.digest
        && ScenarioRecord::of(loaded) == manifest.scenario
        && !manifest.worlds.is_empty();
    if !is_consistent {
        altered.push("manifest.json".to_owned());
    }
    altered
}

fn run_again(
    verify: &Verify,
    manifest: &Manifest,
    loaded: &LoadedScenario,
    output: Output,
) -> Vec<WorldOutcome> {
    let all = manifest.worlds.len() as u32;
    let count = verify.worlds.unwrap_or(all).min(all);
    let bar = if output.quiet || output.json {
        ProgressBar::hidden()
    } else {
        ProgressBar::with_draw_target(Some(count.into()), ProgressDrawTarget::stderr())
    };
    let mut watch = |event: Event<'_>| {
        if let Event::WorldFinished(_) = event {
            bar.inc(1);
        }
        ControlFlow::Continue(())
    };
    let Ok(outcome) = Study::new(&loaded.scenario, StopRule::Worlds(count)).run(&mut watch);
    bar.finish_and_clear();
    outcome.worlds
}

impl Findings {
    fn report(&self, verify: &Verify, manifest: &Manifest, output: Output) -> Exit {
        let holds = self.altered.is_empty() && self.differ.is_empty();
        output.result(&self.describe(verify, manifest));
        output.object(
            "verify",
            json!({
                "folder": verify.run, "worlds": self.count, "differ": self.differ,
                "altered": self.altered, "same_engine": self.is_same_engine, "holds": holds,
            }),
        );
        if holds { Exit::Done } else { Exit::Failed }
    }

    fn describe(&self, verify: &Verify, manifest: &Manifest) -> String {
        let (folder, count, files) = (verify.run.display(), self.count, manifest.files.len());
        let mut text = String::new();
        for name in &self.altered {
            text.push_str(&format!("altered: {folder}/{name} is not the file that was written\n"));
        }
        if !self.is_same_engine {
            text.push_str("note: this engine computes other results than that of the run\n");
        }
        for number in &self.differ {
            text.push_str(&format!("differs: world {number} ends with other digests\n"));
        }
        let verdict = if self.altered.is_empty() && self.differ.is_empty() {
            format!(
                "Verified: {count} worlds run again to the same digests; {files} files unaltered."
            )
        } else {
            format!(
                "Not verified: {} of {count} worlds differ, {} of {files} files are altered.",
                self.differ.len(),
                self.altered.len()
            )
        };
        format!("{text}{verdict}\nNext  nosedive cite {folder}\n")
    }
}
