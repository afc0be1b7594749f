//! Resources that a run takes of the machine: memory, disk, time and threads.

use std::fs;
use std::path::Path;
use std::time::Instant;

use lab::causes::CauseTwins;
use lab::layout::Layout;
use lab::study::parallel_worlds;
use reader::LoadedScenario;
use society::scenario::Society;
use society::twins::Twins;
use society::units::{Day, Seed};

use crate::output::Failure;

/// Size of the small society in which the memory of a citizen is measured [citizens].
const SMALL: u32 = 8_192;

/// Days that it is simulated for [days].
const SMALL_DAYS: u16 = 40;

/// Memory that a citizen comes to take in addition, as tables grow over the four years of
/// `as-reported`, with some to spare [bytes].
const GROWTH: f64 = 4.0;

/// The time in which it does [days].
const FOUR_YEARS: f64 = 1_460.0;

/// Memory of the residents of a neighborhood with their tables [bytes].
const RESIDENTS: f64 = 400_000.0;

/// Sets of residents that a society has at most; beyond that, neighborhoods share them.
const RESIDENT_SETS: f64 = 257.0;

/// Memory of the program itself with its tables [bytes].
const PROGRAM: f64 = 40e6;

/// Memory that a run takes at its peak [bytes].
pub(crate) fn memory(loaded: &LoadedScenario) -> f64 {
    let kept = f64::from(loaded.stop.most) * world_file(loaded) * 4.0;
    PROGRAM + of_run(loaded).max(of_causes(loaded)) + kept
}

/// Memory of the worlds of the run that run at the same time [bytes].
fn of_run(loaded: &LoadedScenario) -> f64 {
    of_worlds(loaded.scenario.society(), a_citizen(loaded))
}

/// The same of the worlds of the sum over causes; 0 where the run leaves it out [bytes].
fn of_causes(loaded: &LoadedScenario) -> f64 {
    let twins = CauseTwins::of(loaded).filter(|_| loaded.causes.number > 0);
    twins.map_or(0.0, |twins| {
        let number = twins.scenario().twins().len() as f64;
        of_worlds(twins.scenario().society(), number * a_twin(loaded))
    })
}

/// Memory of as many worlds of a society as run at the same time, by that of a citizen in all twins [bytes].
fn of_worlds(society: &Society, a_citizen: f64) -> f64 {
    let citizens = f64::from(society.citizens);
    let casts = (citizens / 4096.0).ceil().min(RESIDENT_SETS);
    let world = citizens * a_citizen + casts * RESIDENTS;
    parallel_worlds(society).get() as f64 * world
}

/// Twins of the sum over causes; 0 where the run leaves it out.
pub(crate) fn cause_twins(loaded: &LoadedScenario) -> f64 {
    let twins = CauseTwins::of(loaded).filter(|_| loaded.causes.number > 0);
    twins.map_or(0.0, |twins| twins.scenario().twins().len() as f64)
}

/// Memory that a citizen takes in one of the twins of the sum over causes, from the mean of all twins
/// of the run [bytes].
fn a_twin(loaded: &LoadedScenario) -> f64 {
    // Most of a baseline's memory is missing: twice the mean is what a policy takes beside it.
    2.0 * a_citizen(loaded) / loaded.scenario.twins().len() as f64
}

/// Memory that a citizen takes in all twins together [bytes].
fn a_citizen(loaded: &LoadedScenario) -> f64 {
    let twins = loaded.scenario.twins().len() as f64;
    let Some(mut small) = small_society(loaded, SMALL) else { return 32.0 * twins };
    (0..SMALL_DAYS).for_each(|_| small.run_day());
    let held: usize = small.worlds().iter().map(society::world::World::bytes).sum();
    // Fast at first, and slower: a hundred million citizens came to take half of it in a quarter of the time.
    let share = (f64::from(loaded.scenario.society().days) / FOUR_YEARS).min(1.0).sqrt();
    held as f64 / f64::from(small.population().citizens()) + GROWTH * share * twins
}

/// A society under the policies of the scenario, of this many citizens or as many as it has.
fn small_society(loaded: &LoadedScenario, citizens: u32) -> Option<Twins> {
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

/// Free memory of this machine, where it can be found out [bytes].
pub(crate) fn free_memory() -> Option<f64> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    // A container may be allowed less than the machine has.
    let limit = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let limit = limit.and_then(|text| text.trim().parse::<f64>().ok());
    Some(limit.map_or(kib * 1024.0, |limit| limit.min(kib * 1024.0)))
}

/// Refuses a run that does not fit into the memory of this machine.
pub(crate) fn fits(loaded: &LoadedScenario) -> Result<(), Failure> {
    let (needed, Some(free)) = (memory(loaded), free_memory()) else { return Ok(()) };
    if needed <= free {
        return Ok(());
    }
    let (of_run, of_causes) = (of_run(loaded), of_causes(loaded));
    let citizens = f64::from(loaded.scenario.society().citizens);
    let (size, twins, hint) = if of_causes > of_run {
        let hint = "without the sum over causes it may fit: --causes 0".to_owned();
        (f64::from(loaded.causes.citizens), cause_twins(loaded), hint)
    } else {
        let fit = (citizens * free / needed * 0.9 / 1e6).floor() * 1e6;
        let hint =
            format!("about {} would fit: --citizens {fit}", lab::numbers::grouped(fit as u64));
        (citizens, loaded.scenario.twins().len() as f64, hint)
    };
    Err(Failure::wrong(format!(
        "{} citizens in {twins} twins need {} of memory, and {} are free\n  hint: {hint}",
        lab::numbers::grouped(size as u64),
        bytes(needed),
        bytes(free),
    )))
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
