//! `nosedive verify`: run the worlds of a finished run again and compare every digest.

use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget};
use lab::causes::CauseTwins;
use lab::engine::fingerprint;
use lab::study::{Event, StopRule, Study, WorldOutcome};
use reader::LoadedScenario;
use results::{Manifest, ScenarioRecord, WorldRecord};
use serde_json::json;
use society::units::WorldId;

use crate::output::{Exit, Failure, Output, argument, pasted, plain};
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
    /// Worlds of the sum over causes that were run again.
    cause_count: u32,
    /// Numbers of those with other digests than before.
    causes_differ: Vec<WorldId>,
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
    let causes = run_causes_again(verify, &manifest, &loaded);
    let findings = Findings {
        altered: altered(verify, &manifest, &loaded),
        count: worlds.len() as u32,
        differ: differing(&worlds, &manifest.worlds),
        cause_count: causes.len() as u32,
        causes_differ: differing(&causes, &manifest.cause_worlds),
        is_same_engine: manifest.program.engine == fingerprint(),
    };
    Ok(findings.report(verify, &manifest, output))
}

/// Numbers of the worlds with other digests than in their records.
fn differing(worlds: &[WorldOutcome], records: &[WorldRecord]) -> Vec<WorldId> {
    let pairs = worlds.iter().zip(records);
    let differ = pairs.filter(|(world, was)| WorldRecord::of(world).digests != was.digests);
    differ.map(|(world, _)| world.number).collect()
}

/// The worlds of the sum over causes, run again: all of them, or as many as of the others.
fn run_causes_again(
    verify: &Verify,
    manifest: &Manifest,
    loaded: &LoadedScenario,
) -> Vec<WorldOutcome> {
    let all = manifest.cause_worlds.len() as u32;
    let count = verify.worlds.unwrap_or(all).min(all);
    let Some(twins) = CauseTwins::of(loaded).filter(|_| count > 0) else {
        return Vec::new();
    };
    let Ok(outcome) = twins.study(StopRule::Worlds(count)).run(&mut ());
    outcome.worlds
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
        let holds = self.holds();
        output.result(&self.describe(verify, manifest));
        output.object(
            "verify",
            json!({
                "folder": plain(&verify.run), "worlds": self.count, "differ": self.differ,
                "cause_worlds": self.cause_count, "causes_differ": self.causes_differ,
                "altered": self.altered, "same_engine": self.is_same_engine, "holds": holds,
            }),
        );
        if holds { Exit::Done } else { Exit::Failed }
    }

    /// Whether every file and every digest is as it was.
    fn holds(&self) -> bool {
        self.altered.is_empty() && self.differ.is_empty() && self.causes_differ.is_empty()
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
        for number in &self.causes_differ {
            text.push_str(&format!(
                "differs: world {number} of the causes ends with other digests\n"
            ));
        }
        let causes = self.cause_count;
        let of_causes =
            if causes > 0 { format!(" and {causes} of the causes") } else { String::new() };
        let verdict = if self.holds() {
            format!(
                "Verified: {count} worlds{of_causes} run again to the same digests; {files} files unaltered."
            )
        } else {
            format!(
                "Not verified: {} of {} worlds differ, {} of {files} files are altered.",
                self.differ.len() + self.causes_differ.len(),
                count + causes,
                self.altered.len()
            )
        };
        let next = pasted(&[&"cite", &argument(&verify.run)]);
        format!("{text}{verdict}\nNext  {next}\n")
    }
}
