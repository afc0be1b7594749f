//! `nosedive verify`: live the worlds of a run again and compare every digest.

use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget};
use lab::engine::engine;
use lab::run::{Layout, RunPlan, WorldOutcome, abreast, live};
use results::{self, WorldRow};
use serde_json::json;
use society::chance::Chance;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::AtomicBool;

use crate::show::open;
use crate::talk::{Exit, Failure, Output};

#[derive(Args)]
pub(crate) struct Verify {
    /// The folder of a run.
    #[arg(default_value = "out/latest")]
    run: PathBuf,
    /// Live only so many of its first worlds again [default: all].
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    worlds: Option<u32>,
    /// Threads [default: one for each core].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

pub(crate) fn verify(verify: &Verify, talk: Output) -> Result<Exit, Failure> {
    crate::run::use_threads(verify.threads)?;
    let (manifest, asked) = open(&verify.run)?;
    let folder = verify.run.display();
    let Some(manifest) = manifest else {
        return Err(Failure::wrong(format!("the run at {folder} is not finished")));
    };
    let mut altered = results::altered(&verify.run, &manifest);
    let is_true = results::digest(&manifest.worlds) == manifest.digest
        && results::lot(&asked) == manifest.scenario
        && !manifest.worlds.is_empty();
    if !is_true {
        altered.push("manifest.json".to_owned());
    }
    let same_engine = manifest.program.engine == engine();
    let scenario = &asked.scenario;
    let (frame, chance) = (Layout::new(scenario), Chance::new(scenario.seed()));
    let all = manifest.worlds.len() as u32;
    let count = verify.worlds.unwrap_or(all).min(all);
    let bar = if talk.quiet || talk.json {
        ProgressBar::hidden()
    } else {
        ProgressBar::with_draw_target(Some(count.into()), ProgressDrawTarget::stderr())
    };
    let job = RunPlan {
        live: &|number| Some(live(scenario, &frame, number, chance.world(number))),
        is_enough: &|_| false,
        known: BTreeMap::new(),
        abreast: abreast(scenario.society().citizens),
        most: count,
        halt: &AtomicBool::new(false),
    };
    let Ok(ended) = lab::run::run(job, |_: &WorldOutcome| {
        bar.inc(1);
        Ok::<(), Infallible>(())
    });
    bar.finish_and_clear();
    let differs =
        |(world, kept): &(&WorldOutcome, &WorldRow)| WorldRow::of(world).digests != kept.digests;
    let pairs = ended.worlds.iter().zip(&manifest.worlds);
    let other: Vec<u32> = pairs.filter(differs).map(|(world, _)| world.number).collect();
    let mut text = String::new();
    for name in &altered {
        text.push_str(&format!("altered: {folder}/{name} is not the file that was written\n"));
    }
    if !same_engine {
        text.push_str("note: this engine gives other bytes than the one that lived the run\n");
    }
    for number in &other {
        text.push_str(&format!("differs: world {number} came to another end\n"));
    }
    let holds = altered.is_empty() && other.is_empty();
    let files = manifest.files.len();
    text.push_str(&if holds {
        format!(
            "Verified: {count} worlds lived again to the same digests; {files} files unaltered.\n"
        )
    } else {
        format!(
            "Not verified: {} of {count} worlds differ, {} of {files} files are altered.\n",
            other.len(),
            altered.len()
        )
    });
    text.push_str(&format!("Next  nosedive cite {folder}\n"));
    talk.result(&text);
    talk.object(
        "verify",
        json!({
            "folder": verify.run, "worlds": count, "differ": other, "altered": altered,
            "same_engine": same_engine, "holds": holds,
        }),
    );
    Ok(if holds { Exit::Done } else { Exit::Failed })
}
