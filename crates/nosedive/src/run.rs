//! `nosedive run` and `nosedive demo`: live a scenario and tell what came of it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lab::estimate::digits;
use lab::estimate::{estimate, is_enough, is_known};
use lab::run::{Layout, RunOutcome, RunPlan, WorldOutcome, WorldRun, abreast};
use lab::summary::{self, grouped, lasting};
use reader::{LoadedScenario, Overrides, read};
use results::{
    self, CheckpointInterval, Manifest, ResultsError, RunFolder, RunRecord, SavedWorld, WorldRow,
};
use serde_json::json;
use society::measures::Family;

use crate::asking::ScenarioArgs;
use crate::machine;
use crate::talk::{Exit, Failure, Output};

#[derive(Args)]
pub(crate) struct Run {
    #[command(flatten)]
    asking: ScenarioArgs,
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

/// How a run is lived.
#[derive(Args, Clone)]
struct How {
    /// The folder in which the results get a folder of their own.
    #[arg(long, default_value = "out")]
    out: PathBuf,
    /// Threads [default: one for each core].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Keep the table of all citizens at the end of each world, too.
    #[arg(long)]
    keep_citizens: bool,
    /// Put worlds away so often that little of them is lost if the run is killed: after so many
    /// minutes (10m) or days of the world (30d), or never (off).
    #[arg(long, value_name = "EVERY", default_value = "10m", value_parser = every)]
    checkpoint: CheckpointInterval,
}

/// When to put a world away, as it is asked for.
fn every(text: &str) -> Result<CheckpointInterval, String> {
    let number = |text: &str| text.parse::<u16>().ok().filter(|&number| number > 0);
    let days = || Some(CheckpointInterval::Days(number(text.strip_suffix('d')?)?));
    let minutes = || number(text.strip_suffix('m')?).map(|number| 60 * u64::from(number));
    let time = || Some(CheckpointInterval::Time(Duration::from_secs(minutes()?)));
    let off = (text == "off").then_some(CheckpointInterval::Never);
    off.or_else(days)
        .or_else(time)
        .ok_or_else(|| "say minutes (10m), days of the world (30d), or off".to_owned())
}

/// The name of the scenario of `nosedive demo`.
const DEMO: &str = "demo";

/// Set when the person asks to stop: the worlds under way are put away, and no other begins.
static HALT: AtomicBool = AtomicBool::new(false);

pub(crate) fn run(asked: &Run, talk: Output) -> Result<Exit, Failure> {
    use_threads(asked.how.threads)?;
    let wanted = asked.asking.read()?;
    carry_out(&wanted, &asked.how, talk, asked.all)
}

/// The whole experiment, small enough to be over in seconds.
pub(crate) fn demo(asked: &Demo, talk: Output) -> Result<Exit, Failure> {
    use_threads(asked.how.threads)?;
    let changes = Overrides {
        citizens: Some(10_000),
        worlds: Some(8),
        set: vec![("scenario.id".to_owned(), format!("\"{DEMO}\""))],
        ..Overrides::default()
    };
    let wanted = read("as-reported", &changes)?;
    carry_out(&wanted, &asked.how, talk, false)
}

/// Uses so many threads from here on; one for each core where none is asked for.
pub(crate) fn use_threads(threads: Option<u16>) -> Result<(), Failure> {
    let threads = threads.map_or(0, usize::from);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|error| Failure::wrong(format!("cannot start {threads} threads: {error}")))
}

fn carry_out(wanted: &LoadedScenario, how: &How, talk: Output, all: bool) -> Result<Exit, Failure> {
    machine::fits(wanted)?;
    machine::writable(&how.out)?;
    let folder = RunFolder::open(&how.out, wanted)?;
    if let Some((manifest, worlds)) = finished(&folder, how.keep_citizens)? {
        talk.say("This run was lived before; here is what it found.");
        link_latest(&how.out, folder.path());
        tell(wanted, &worlds, &manifest, (folder.path(), all), talk);
        return Ok(Exit::Done);
    }
    stop_when_asked(talk);
    let began = now();
    let clock = Instant::now();
    let ended = watch(wanted, &folder, how, talk)?;
    if !ended.is_whole {
        let kept = folder.worlds().0.len();
        let message = format!(
            "Stopped. {kept} worlds are kept in {}; to go on:\n  nosedive run {} --out {}{}",
            folder.path().display(),
            results::settings(folder.path()).display(),
            how.out.display(),
            if how.keep_citizens { " --keep-citizens" } else { "" },
        );
        talk.object("stopped", json!({ "folder": folder.path(), "worlds": kept }));
        talk.say(&message);
        return Ok(Exit::Stopped);
    }
    let screen = summary::summary(wanted, &ended.worlds);
    let said = RunRecord {
        summary: &screen,
        is_known: is_known_now(wanted, &ended.worlds),
        began: &began,
        ended: &now(),
        seconds: clock.elapsed().as_secs_f64(),
    };
    let manifest = folder.finish(wanted, &ended.worlds, said)?;
    link_latest(&how.out, folder.path());
    tell(wanted, &ended.worlds, &manifest, (folder.path(), all), talk);
    let failed = ended.worlds.iter().any(|world| world.fate.is_err());
    Ok(if failed { Exit::SomeFailed } else { Exit::Done })
}

/// What a folder holds, where every world of its run is there and is the one that was lived.
fn finished(
    folder: &RunFolder,
    with_citizens: bool,
) -> Result<Option<(Manifest, Vec<WorldOutcome>)>, ResultsError> {
    let Some(manifest) = results::manifest(folder.path())? else { return Ok(None) };
    let (mut known, _) = folder.worlds();
    let mut worlds = Vec::new();
    for row in &manifest.worlds {
        let world = known
            .remove(&row.number)
            .map(|lived| WorldOutcome { number: row.number, fate: Ok(lived) });
        let Some(world) = world.filter(|world| WorldRow::of(world).digests == row.digests) else {
            return Ok(None);
        };
        if with_citizens && !folder.has_citizens(row.number) {
            return Ok(None);
        }
        worlds.push(world);
    }
    Ok(Some((manifest, worlds)))
}

/// The time, to the second (RFC 3339).
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Whether the figure that the scenario wants to know is known.
fn is_known_now(wanted: &LoadedScenario, worlds: &[WorldOutcome]) -> bool {
    let found = estimate(headline(wanted, worlds, &wanted.stop.measure));
    found.is_some_and(|found| is_known(&found, wanted.stop.within))
}

/// A measure of the policy under study in each world that was lived.
fn headline(wanted: &LoadedScenario, worlds: &[WorldOutcome], measure: &str) -> Vec<f64> {
    let frame = Layout::new(&wanted.scenario);
    let Some(number) = frame.measures.iter().position(|one| one.name == measure) else {
        return Vec::new();
    };
    let lived = worlds.iter().filter_map(|world| world.fate.as_ref().ok());
    lived.map(|lived| lived.twins[0].outcomes[0][number]).collect()
}

/// The first interrupt ends the run with the day of the worlds under way, a second one at once.
fn stop_when_asked(talk: Output) {
    #[expect(clippy::exit, reason = "the second interrupt means now")]
    let handler = move || {
        if HALT.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Stopped as i32);
        }
        talk.say("\nStopping at the end of the day; once more to stop now.");
    };
    // Without a handler an interrupt stops at once, and nothing finished is lost either.
    let _ = ctrlc::set_handler(handler);
}

/// Lives every world that is not there yet, showing how the estimate sharpens.
fn watch(
    wanted: &LoadedScenario,
    folder: &RunFolder,
    how: &How,
    talk: Output,
) -> Result<RunOutcome, Failure> {
    let (scenario, stop, keep_citizens) = (&wanted.scenario, &wanted.stop, how.keep_citizens);
    let (mut known, damaged) = folder.worlds();
    for error in damaged {
        talk.say(&format!("warning: {error}; this world is lived again"));
    }
    if keep_citizens {
        known.retain(|&number, _| folder.has_citizens(number));
    }
    greet(wanted, known.len(), talk);
    let bar = bar(wanted, known.len(), talk);
    let frame = Layout::new(scenario);
    let trouble: Mutex<Option<ResultsError>> = Mutex::new(None);
    let found = |found: SavedWorld| match found {
        SavedWorld::Resumed(number, day) => {
            talk.say(&format!("World {number} goes on from day {day}."));
        }
        SavedWorld::Refused(error) => {
            talk.say(&format!("warning: {error}; this world is lived from its first day"));
        }
    };
    let live_one = |number| {
        let living = folder.live(wanted, (&frame, number), (how.checkpoint, &HALT), &found);
        let lived = living.and_then(|living| {
            let kept = living.as_ref().filter(|_| keep_citizens);
            kept.map_or(Ok(()), |it| folder.keep_citizens(scenario, number, it.twins()))?;
            Ok(living)
        });
        lived.map_or_else(
            |error| {
                trouble.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                None
            },
            |living| living.map(WorldRun::finish),
        )
    };
    let enough = |worlds: &[WorldOutcome]| {
        let values = headline(wanted, worlds, &stop.measure);
        worlds.len() >= stop.least as usize
            && is_enough(&values, stop.within, stop.least as usize, stop.most as usize)
    };
    let mut so_far: Vec<WorldOutcome> = known
        .iter()
        .map(|(&number, lived)| WorldOutcome { number, fate: Ok(lived.clone()) })
        .collect();
    let job = RunPlan {
        live: &live_one,
        is_enough: &enough,
        known,
        abreast: abreast(scenario.society().citizens),
        most: stop.most,
        halt: &HALT,
    };
    // A world that panics is told of in its row, not in the middle of the progress.
    let loud = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let ended =
        lab::run::run(job, |world| {
            if let Ok(lived) = &world.fate {
                folder.keep(lived)?;
            }
            so_far.push(world.clone());
            let now = sharpened(wanted, &so_far);
            talk.object("world", json!({
            "number": world.number, "lived": so_far.len(), "failed": world.fate.as_ref().err(),
            "measure": stop.measure, "mean": now.1, "half_width": now.2,
        }));
            bar.set_message(now.0);
            bar.inc(1);
            Ok::<(), ResultsError>(())
        });
    std::panic::set_hook(loud);
    bar.finish_and_clear();
    let ended = ended?;
    match trouble.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error.into()),
        None => Ok(ended),
    }
}

/// Where the estimates stand: in words, and the mean and half width of the one that decides.
fn sharpened(
    wanted: &LoadedScenario,
    worlds: &[WorldOutcome],
) -> (String, Option<f64>, Option<f64>) {
    let stop = &wanted.stop;
    let ever = estimate(headline(wanted, worlds, "restricted.ever"));
    let shown = ever.map_or_else(String::new, |ever| {
        let error = ever
            .error
            .map_or_else(String::new, |error| format!(" ±{}", digits(error, Some(error))));
        format!("restricted {}{error} of 1,000", digits(ever.mean, ever.error))
    });
    let deciding = estimate(headline(wanted, worlds, &stop.measure));
    let half = deciding.and_then(|it| it.interval).map(|(low, high)| (high - low) / 2.0);
    let percent = deciding.zip(half).map(|(it, half)| 100.0 * half / it.mean.abs());
    let narrowing =
        percent.filter(|percent| percent.is_finite()).map_or_else(String::new, |percent| {
            format!(", {} ±{percent:.1} % (asked: {:.0} %)", stop.measure, 100.0 * stop.within)
        });
    (shown + &narrowing, deciding.map(|it| it.mean), half)
}

fn greet(wanted: &LoadedScenario, known: usize, talk: Output) {
    let (society, stop) = (wanted.scenario.society(), &wanted.stop);
    let twins: Vec<&str> = wanted.scenario.twins().iter().map(|twin| twin.name.as_str()).collect();
    let worlds = if stop.least == stop.most {
        format!("{}", stop.least)
    } else {
        format!("{} to {}", stop.least, stop.most)
    };
    let shown = if twins.len() > 4 {
        format!("{} and {} twins", twins[0], twins.len() - 1)
    } else {
        twins.join(", ")
    };
    talk.say(&format!(
        "{}: {} made-up citizens (seed {}), {},\n{worlds} worlds each of {shown}",
        wanted.title,
        grouped(society.citizens.into()),
        wanted.scenario.seed().0,
        lasting(society.days),
    ));
    if known > 0 {
        talk.say(&format!("{known} worlds are there from before."));
    }
}

fn bar(wanted: &LoadedScenario, known: usize, talk: Output) -> ProgressBar {
    if talk.quiet || talk.json {
        return ProgressBar::hidden();
    }
    // The least number of worlds is what there surely is to do.
    let length = u64::from(wanted.stop.least).max(known as u64);
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:16} {pos}/{len} worlds  {msg}  {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_position(known as u64);
    bar
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

/// Tells what a run found.
fn tell(
    wanted: &LoadedScenario,
    worlds: &[WorldOutcome],
    manifest: &Manifest,
    (folder, all): (&Path, bool),
    talk: Output,
) {
    let mut text = String::new();
    if all {
        text.push_str(&summary::table(&wanted.scenario, worlds, &Family::ALL));
    }
    text.push_str(&summary::screen(wanted, worlds));
    let folder = folder.display();
    let next = if wanted.id == DEMO {
        "nosedive new my-city   or   nosedive show".to_owned()
    } else {
        format!("nosedive show {folder}   or   nosedive verify {folder}")
    };
    text.push_str(&format!(
        "Results  {folder}   same bytes as sha256 {}\nNext     {next}\n",
        manifest.digest.get(..16).unwrap_or(""),
    ));
    talk.result(&text);
    talk.object(
        "run",
        json!({
            "folder": folder.to_string(), "digest": manifest.digest, "worlds": worlds.len(),
            "failed": worlds.iter().filter(|world| world.fate.is_err()).count(),
            "is_known": manifest.is_known, "seconds": manifest.seconds,
            "estimates": summary::headlines_json(&wanted.scenario, worlds),
        }),
    );
}
