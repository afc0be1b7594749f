//! `nosedive run` and `nosedive demo`: run a scenario and report its results.

mod report;
mod watch;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use lab::causes::CauseTwins;
use lab::estimate::{Precision, is_known};
use lab::study::{CheckpointInterval, RunOutcome, StopRule, Study, WorldOutcome};
use lab::summary::{self, Findings};
use lab::world::WorldResult;
use reader::{LoadedScenario, Overrides};
use results::read;
use results::{FinishedWorlds, Manifest, ResultsError, RunFolder, RunReport, WorldRecord};
use serde_json::json;
use society::units::WorldId;

use crate::args::ScenarioArgs;
use crate::output::{Exit, Failure, Output, argument, pasted, plain};
use crate::{memory, resources};
use report::{DEMO, Extent, report};
use watch::{CauseWatcher, Watcher};

#[derive(Args)]
pub(crate) struct Run {
    #[command(flatten)]
    scenario: ScenarioArgs,
    #[command(flatten)]
    how: How,
    /// Every measure besides the chief ones.
    #[arg(long)]
    all: bool,
}

#[derive(Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    how: How,
}

/// Options of a run.
#[derive(Args, Clone)]
struct How {
    /// Folder of runs, in which the results get a folder of their own.
    #[arg(long, default_value = "out")]
    out: PathBuf,
    /// Threads [default: one for each core].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Save the table of all citizens at the end of each world, too.
    #[arg(long)]
    keep_citizens: bool,
    /// Interval between checkpoints of an unfinished world, from which a killed run resumes:
    /// minutes (10m), simulated days (30d), or none (off).
    #[arg(long, value_name = "EVERY", default_value = "10m", value_parser = every)]
    checkpoint: CheckpointInterval,
}

/// Reads the interval of checkpoints.
fn every(text: &str) -> Result<CheckpointInterval, String> {
    let number = |text: &str| text.parse::<u16>().ok().filter(|&number| number > 0);
    let days = || Some(CheckpointInterval::Days(number(text.strip_suffix('d')?)?));
    let minutes = || number(text.strip_suffix('m')?).map(|number| 60 * u64::from(number));
    let time = || Some(CheckpointInterval::Time(Duration::from_secs(minutes()?)));
    let off = (text == "off").then_some(CheckpointInterval::Never);
    off.or_else(days)
        .or_else(time)
        .ok_or_else(|| "use minutes (10m), simulated days (30d), or off".to_owned())
}

pub(crate) fn run(args: &Run, output: Output) -> Result<Exit, Failure> {
    resources::use_threads(args.how.threads)?;
    let extent = if args.all { Extent::EveryMeasure } else { Extent::Screen };
    carry_out(&args.scenario.read()?, &args.how, extent, output)
}

/// The whole experiment, small enough to be over in seconds.
pub(crate) fn demo(args: &Demo, output: Output) -> Result<Exit, Failure> {
    resources::use_threads(args.how.threads)?;
    let overrides = Overrides {
        citizens: Some(10_000),
        worlds: Some(8),
        cause_worlds: Some(2),
        is_own_scenario: true,
        set: vec![("scenario.id".to_owned(), format!("\"{DEMO}\""))],
        ..Overrides::default()
    };
    carry_out(&read("as-reported", &overrides)?, &args.how, Extent::Screen, output)
}

fn carry_out(
    loaded: &LoadedScenario,
    how: &How,
    extent: Extent,
    output: Output,
) -> Result<Exit, Failure> {
    memory::fits(loaded)?;
    resources::writable(&how.out)?;
    let folder = RunFolder::open(&how.out, loaded)?;
    let folder = if how.keep_citizens { folder.with_citizens() } else { folder };
    if let Some((manifest, worlds)) = finished(&folder)? {
        output.note("This run is finished already; these are its results.");
        let manifest = mended(manifest, &worlds.findings(loaded), &folder, output)?;
        link_latest(&how.out, folder.path());
        report(&worlds.findings(loaded), &manifest, folder.path(), extent, output);
        return Ok(Exit::Done);
    }
    let (began, clock) = (now(), Instant::now());
    let Some(worlds) = simulate_all(loaded, &folder, how, output)? else {
        return Ok(stopped(loaded, &folder, how, output));
    };
    let times = Times { began: &began, ended: &now(), seconds: clock.elapsed().as_secs_f64() };
    let findings = worlds.findings(loaded);
    let manifest = finish(&findings, &folder, times)?;
    link_latest(&how.out, folder.path());
    report(&findings, &manifest, folder.path(), extent, output);
    let mut all = worlds.worlds.iter().chain(&worlds.causes);
    Ok(if all.any(|world| world.result.is_err()) { Exit::SomeFailed } else { Exit::Done })
}

/// The worlds of a run, and those of its sum over causes.
struct RunWorlds {
    worlds: Vec<WorldOutcome>,
    causes: Vec<WorldOutcome>,
}

impl RunWorlds {
    fn findings<'a>(&'a self, loaded: &'a LoadedScenario) -> Findings<'a> {
        Findings { loaded, worlds: &self.worlds, cause_worlds: &self.causes }
    }
}

/// The manifest and the worlds of a run that is finished and undamaged.
fn finished(folder: &RunFolder<'_>) -> Result<Option<(Manifest, RunWorlds)>, ResultsError> {
    let Some(manifest) = results::manifest(folder.path())? else { return Ok(None) };
    let worlds = undamaged(&manifest.worlds, folder.worlds().results);
    let causes = undamaged(&manifest.cause_worlds, folder.cause_worlds().results);
    Ok(worlds.zip(causes).map(|(worlds, causes)| (manifest, RunWorlds { worlds, causes })))
}

/// The manifest of a finished run, after its lost and damaged files are written again from the worlds.
fn mended(
    manifest: Manifest,
    findings: &Findings<'_>,
    folder: &RunFolder<'_>,
    output: Output,
) -> Result<Manifest, ResultsError> {
    let altered = results::altered(folder.path(), &manifest);
    if altered.is_empty() {
        return Ok(manifest);
    }
    output.note(&format!("Lost or damaged, and written again: {}.", altered.join(", ")));
    let Manifest { began, ended, seconds, .. } = &manifest;
    finish(findings, folder, Times { began, ended, seconds: *seconds })
}

/// The worlds of these records, where each is there with the digests of its record.
fn undamaged(
    records: &[WorldRecord],
    mut results: BTreeMap<WorldId, WorldResult>,
) -> Option<Vec<WorldOutcome>> {
    let world = |record: &WorldRecord| {
        let world = results.remove(&record.number).map(WorldOutcome::of)?;
        (WorldRecord::of(&world).digests == record.digests).then_some(world)
    };
    records.iter().map(world).collect()
}

/// Runs the worlds that are not there yet, then those of the sum over causes; `None` where the run
/// was interrupted.
fn simulate_all(
    loaded: &LoadedScenario,
    folder: &RunFolder<'_>,
    how: &How,
    output: Output,
) -> Result<Option<RunWorlds>, Failure> {
    let interrupt = Arc::new(AtomicBool::new(false));
    stop_at_signal(&interrupt, output);
    let outcome = simulate(loaded, folder, how, &interrupt, output)?;
    if !outcome.is_complete {
        return Ok(None);
    }
    let causes = simulate_causes(loaded, folder, &interrupt, output)?;
    let worlds = outcome.worlds;
    Ok(causes.is_complete.then_some(RunWorlds { worlds, causes: causes.worlds }))
}

/// Runs the worlds of the sum over causes that are not there yet; none where the scenario asks for
/// none, or its policy restricts nobody.
fn simulate_causes(
    loaded: &LoadedScenario,
    folder: &RunFolder<'_>,
    interrupt: &AtomicBool,
    output: Output,
) -> Result<RunOutcome, Failure> {
    let twins = CauseTwins::of(loaded).filter(|_| loaded.causes.number > 0);
    let Some(twins) = twins else {
        return Ok(RunOutcome { worlds: Vec::new(), is_complete: true });
    };
    let (known, store) = (known(folder.cause_worlds(), output), folder.cause_store());
    let study = twins
        .study(StopRule::Worlds(loaded.causes.number))
        .saved_in(&store, CheckpointInterval::Never)
        .with_known(known)
        .interrupted_by(interrupt);
    Ok(study.run(&mut CauseWatcher::new(&twins, loaded.causes.number, output))?)
}

/// The results among finished worlds, after a warning for each that is damaged.
fn known(found: FinishedWorlds, output: Output) -> BTreeMap<WorldId, WorldResult> {
    for error in found.damaged {
        output.note(&format!("warning: {error}; this world is run again"));
    }
    found.results
}

/// Runs the worlds that are not there yet.
fn simulate(
    loaded: &LoadedScenario,
    folder: &RunFolder<'_>,
    how: &How,
    interrupt: &AtomicBool,
    output: Output,
) -> Result<RunOutcome, Failure> {
    let study = Study::of(loaded)
        .saved_in(folder, how.checkpoint)
        .with_known(known(folder.worlds(), output))
        .interrupted_by(interrupt);
    Ok(study.run(&mut Watcher::new(loaded, output))?)
}

/// Time in which further signals belong to the first: a terminal that closes, `timeout` and systemd send
/// several at once.
const ONE_SIGNAL: Duration = Duration::from_secs(1);

/// The first signal to end (interrupt, termination or hang-up) ends the run with the day of the worlds
/// under way, a later one at once.
fn stop_at_signal(flag: &Arc<AtomicBool>, output: Output) {
    let flag = Arc::clone(flag);
    let mut first: Option<Instant> = None;
    #[expect(clippy::exit, reason = "the second signal means now")]
    let handler = move || {
        let began = *first.get_or_insert_with(Instant::now);
        if !flag.swap(true, Ordering::Relaxed) {
            output.note("\nStopping at the end of the simulated day; press again to stop now.");
        } else if began.elapsed() > ONE_SIGNAL {
            std::process::exit(Exit::Stopped as i32);
        }
    };
    // Without a handler a signal stops at once, and nothing finished is lost either.
    let _ = ctrlc::set_handler(handler);
}

fn stopped(loaded: &LoadedScenario, folder: &RunFolder<'_>, how: &How, output: Output) -> Exit {
    let worlds = folder.worlds().results.len();
    let resume = how.resume(loaded, folder.path());
    output.object(
        "stopped",
        json!({ "folder": plain(folder.path()), "worlds": worlds, "resume": resume }),
    );
    output.note(&format!(
        "Stopped. {worlds} worlds are saved in {}; to resume:\n  {resume}",
        folder.path().display(),
    ));
    Exit::Stopped
}

impl How {
    /// The line that resumes the run in this folder.
    fn resume(&self, loaded: &LoadedScenario, folder: &Path) -> String {
        let settings = results::settings(&argument(folder));
        let out = argument(&self.out);
        let mut words: Vec<&dyn AsRef<OsStr>> = vec![&"run", &settings, &"--out", &out];
        if !loaded.beyond_range.is_empty() {
            words.push(&"--beyond-range");
        }
        if self.keep_citizens {
            words.push(&"--keep-citizens");
        }
        pasted(&words)
    }
}

/// Times of a run; see [`RunReport`].
struct Times<'a> {
    began: &'a str,
    ended: &'a str,
    seconds: f64,
}

fn finish(
    findings: &Findings<'_>,
    folder: &RunFolder<'_>,
    times: Times<'_>,
) -> Result<Manifest, ResultsError> {
    let Findings { loaded, worlds, cause_worlds } = *findings;
    let results = worlds.iter().filter_map(|world| world.result.as_ref().ok());
    let found = StopRule::of(&loaded.stop).estimate(results);
    let report = RunReport {
        summary: &summary::summary(findings),
        cause_worlds,
        is_known: found.is_some_and(|found| is_known(&found, Precision(loaded.stop.within))),
        began: times.began,
        ended: times.ended,
        seconds: times.seconds,
    };
    folder.finish(worlds, report)
}

/// The time, to the second (RFC 3339).
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Lets `latest` in the folder of runs point to this one, where the system has such links.
fn link_latest(out: &Path, folder: &Path) {
    #[cfg(unix)]
    if let Some(name) = folder.file_name() {
        let link = out.join("latest");
        let part = out.join(".latest.part");
        let _ = std::fs::remove_file(&part);
        // A convenience: a run is whole without it.
        if link.is_symlink() || !link.exists() {
            let _ = std::os::unix::fs::symlink(name, &part)
                .and_then(|()| std::fs::rename(&part, &link));
        }
    }
}
