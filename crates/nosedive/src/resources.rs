//! Resources that a run takes of the machine: disk, time and threads; memory has a file of its own.

use std::fs;
use std::path::Path;
use std::time::Instant;

use lab::causes::CauseTwins;
use lab::layout::Layout;
use reader::LoadedScenario;
use society::scenario::Society;
use society::twins::Twins;
use society::units::{Day, Seed};

use crate::output::Failure;

/// A society under the policies of the scenario, of this many citizens or as many as it has.
pub(crate) fn small_society(loaded: &LoadedScenario, citizens: u32) -> Option<Twins> {
    let (scenario, society) = (&loaded.scenario, loaded.scenario.society());
    let society = Society { citizens: society.citizens.min(citizens), ..society.clone() };
    let twins = scenario.twins().to_vec();
    let small = society::scenario::Scenario::validated(
        society,
        twins,
        scenario.baseline(),
        scenario.seed(),
    );
    small.ok().map(|small| Twins::new(&small, Seed(1)))
}

/// Twins of the sum over causes; 0 where the run leaves it out.
pub(crate) fn cause_twins(loaded: &LoadedScenario) -> f64 {
    let twins = CauseTwins::of(loaded).filter(|_| loaded.causes.number > 0);
    twins.map_or(0.0, |twins| twins.scenario().twins().len() as f64)
}

/// Size of the file of one world, roughly [bytes].
fn world_file(loaded: &LoadedScenario) -> f64 {
    let layout = Layout::new(&loaded.scenario);
    let months = f64::from(loaded.scenario.society().days) * 12.0 / 365.0;
    let values = layout.measures.len() as f64
        * (layout.by.len() as f64 + months * layout.monthly.len() as f64);
    values * loaded.scenario.twins().len() as f64 * 4.5
}

/// Disk that a run of this many worlds takes [bytes].
pub(crate) fn disk(loaded: &LoadedScenario, worlds: u32) -> f64 {
    // The file of each world, the same again in the tables, and the estimates as text.
    let layout = Layout::new(&loaded.scenario);
    let rows = (layout.measures.len() * layout.by.len() * loaded.scenario.twins().len()) as f64;
    f64::from(worlds) * world_file(loaded) * 2.0 + rows * 180.0
}

/// Times that runs of these numbers of worlds take, from a few days simulated now [s].
pub(crate) fn seconds(loaded: &LoadedScenario, worlds: [u32; 2]) -> [f64; 2] {
    let society = loaded.scenario.society();
    let Some(mut twins) = small_society(loaded, 50_000) else { return [f64::NAN; 2] };
    let small = twins.population().citizens();
    // The first month is busier than most; what a month costs later is what counts.
    let days = (society.horizon() - Day::FIRST).min(120);
    (0..days.min(30)).for_each(|_| twins.run_day());
    let began = Instant::now();
    (0..days).for_each(|_| twins.run_day());
    let a_day = began.elapsed().as_secs_f64() / f64::from(days) / f64::from(small);
    // Threads beyond the cores bring nothing.
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = rayon::current_num_threads().min(cores) as f64;
    let all = a_day * f64::from(society.citizens) * f64::from(society.horizon() - Day::FIRST);
    let start = 0.3 + f64::from(society.citizens) / 2e7;
    // A twin of the sum over causes costs as much for each citizen as the mean twin of the run, near enough.
    let part = f64::from(loaded.causes.citizens) / f64::from(society.citizens);
    let a_twin = part * all / loaded.scenario.twins().len() as f64;
    let causes = (a_twin * cause_twins(loaded) + start) * f64::from(loaded.causes.number);
    worlds.map(|worlds| ((all + start) * f64::from(worlds) + causes) / threads)
}

/// Bytes in words.
pub(crate) fn bytes(bytes: f64) -> String {
    match bytes {
        _ if bytes >= 1e10 => format!("{:.0} GB", bytes / 1e9),
        _ if bytes >= 1e9 => format!("{:.1} GB", bytes / 1e9),
        _ => format!("{:.0} MB", (bytes / 1e6).max(1.0)),
    }
}

/// Seconds in words.
pub(crate) fn time(seconds: f64) -> String {
    match seconds {
        _ if seconds >= 5400.0 => format!("{:.1} h", seconds / 3600.0),
        _ if seconds >= 90.0 => format!("{:.0} min", seconds / 60.0),
        _ => format!("{:.0} s", seconds.max(1.0)),
    }
}

/// Refuses a folder that cannot be written to, or made.
pub(crate) fn writable(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| {
        let why = results::ResultsError::Io(folder.to_owned(), error);
        Failure::wrong(format!("results cannot be written to {why}"))
    })
}

/// Uses this many threads from here on; one for each core where none is given.
pub(crate) fn use_threads(threads: Option<u16>) -> Result<(), Failure> {
    let threads = threads.map_or(0, usize::from);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|number| format!("{WORKER} {number}"))
        .build_global()
        .map_err(|error| Failure::wrong(format!("cannot start {threads} threads: {error}")))
}

/// First word of the names of the threads that work for a world.
pub(crate) const WORKER: &str = "worker";
