//! `mpirun -n 4 nosedive-mpi as-reported`: one world after another, each over several processes.
//!
//! Every process simulates some neighborhoods of each world and knows the counts of all of them in
//! the end; the first one saves the results, in the folder in which `nosedive run` would.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use clap::Parser;
use lab::study::{Study, WorldOutcome, WorldStore};
use lab::summary::Findings;
use mpi::collective::SystemOperation;
use mpi::datatype::{Partition, PartitionMut};
use mpi::topology::SimpleCommunicator;
use mpi::traits::{Communicator, CommunicatorCollectives};
use reader::{LoadedScenario, Overrides, citizens, setting};
use results::read;
use results::{RunFolder, RunReport};
use society::processes::Processes;

/// Run a scenario over several processes; the results are the same for any number of them.
#[derive(Parser)]
struct Arguments {
    /// The scenario: a file, or the name of one that ships.
    #[arg(default_value = "as-reported")]
    scenario: String,
    /// Change a setting, by its address: `-s score.start=500`. Can be given many times.
    #[arg(short, long, value_name = "KEY=VALUE", value_parser = setting)]
    set: Vec<(String, String)>,
    /// Citizens [default: the scenario's].
    #[arg(long, value_parser = citizens)]
    citizens: Option<u32>,
    /// Number of worlds of each twin.
    #[arg(long, default_value_t = 1)]
    worlds: u32,
    /// The folder in which the results get a folder of their own.
    #[arg(long, default_value = "out")]
    out: PathBuf,
    /// Threads of each process.
    #[arg(long, default_value_t = 1)]
    threads: usize,
}

/// The processes of one MPI program.
struct MpiProcesses {
    /// Bytes that this process has sent to others [bytes].
    sent: Arc<AtomicU64>,
}

impl Processes for MpiProcesses {
    fn number(&self) -> u32 {
        SimpleCommunicator::world().rank().unsigned_abs()
    }

    fn count(&self) -> u32 {
        SimpleCommunicator::world().size().unsigned_abs()
    }

    fn sum(&mut self, values: &mut [i64]) {
        let mut sums = vec![0; values.len()];
        SimpleCommunicator::world().all_reduce_into(
            &*values,
            &mut sums[..],
            SystemOperation::sum(),
        );
        values.copy_from_slice(&sums);
    }

    fn swap(&mut self, words: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
        let world = SimpleCommunicator::world();
        let counts: Vec<i32> = words.iter().map(|words| words.len() as i32).collect();
        let mut coming = vec![0; counts.len()];
        world.all_to_all_into(&counts[..], &mut coming[..]);
        let all = words.concat();
        self.sent.fetch_add(4 * all.len() as u64, Ordering::Relaxed);
        let mut got = vec![0u32; coming.iter().sum::<i32>() as usize];
        {
            let starts = |counts: &[i32]| -> Vec<i32> {
                let mut at = 0;
                let start = |&count: &i32| {
                    at += count;
                    at - count
                };
                counts.iter().map(start).collect()
            };
            let given = Partition::new(&all[..], counts.clone(), starts(&counts));
            let mut taken = PartitionMut::new(&mut got[..], coming.clone(), starts(&coming));
            world.all_to_all_varcount_into(&given, &mut taken);
        }
        let mut rest = &got[..];
        let mut parts = Vec::with_capacity(coming.len());
        for count in coming {
            let (part, later) = rest.split_at(count as usize);
            parts.push(part.to_vec());
            rest = later;
        }
        parts
    }
}

fn main() -> ExitCode {
    let Some(universe) = mpi::initialize() else {
        eprintln!("error: MPI has been initialized before");
        return ExitCode::from(2);
    };
    let args = Arguments::parse();
    let is_first = universe.world().rank() == 0;
    match carry_out(&args, &universe.world()) {
        Ok(text) => {
            if is_first {
                println!("{text}");
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            if is_first {
                eprintln!("error: {error}");
            }
            ExitCode::from(2)
        }
    }
}

fn carry_out(args: &Arguments, processes: &SimpleCommunicator) -> Result<String, String> {
    let loaded = load(args)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads).build_global();
    pool.map_err(|error| error.to_string())?;
    let began = Instant::now();
    let sent: Arc<AtomicU64> = Arc::default();
    let link = || -> Box<dyn Processes> { Box::new(MpiProcesses { sent: Arc::clone(&sent) }) };
    // A study with one world at a time runs it on this thread, the one that may call MPI.
    let study = Study::of(&loaded).with_parallel_worlds(std::num::NonZeroUsize::MIN).among(&link);
    let Ok(outcome) = study.run(&mut ());
    let mut all = [0_i64];
    let mine = [sent.load(Ordering::Relaxed) as i64];
    processes.all_reduce_into(&mine[..], &mut all[..], SystemOperation::sum());
    if processes.rank() > 0 {
        return Ok(String::new());
    }
    let seconds = began.elapsed().as_secs_f64();
    save(args, &loaded, &outcome.worlds, seconds)?;
    Ok(report(&loaded, &outcome.worlds, processes.size(), all[0], seconds))
}

fn load(args: &Arguments) -> Result<LoadedScenario, String> {
    let overrides = Overrides {
        citizens: args.citizens,
        worlds: Some(args.worlds),
        set: args.set.clone(),
        ..Overrides::default()
    };
    read(&args.scenario, &overrides).map_err(|diagnostics| {
        diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    })
}

/// One line: digests of the worlds, bytes sent, and speed.
fn report(
    loaded: &LoadedScenario,
    worlds: &[WorldOutcome],
    processes: i32,
    bytes: i64,
    seconds: f64,
) -> String {
    let society = loaded.scenario.society();
    let days = f64::from(society.citizens) * f64::from(society.horizon() - society::units::Day::FIRST) * worlds.len() as f64;
    let results = worlds.iter().filter_map(|world| world.result.as_ref().ok());
    let digests: Vec<String> =
        results.flat_map(|world| &world.digests).map(|digest| format!("{digest:016x}")).collect();
    format!(
        "processes {processes} | digests {} | bytes a citizen-day {:.4} | million citizen-days a second {:.1}",
        digests.join(" "),
        bytes as f64 / days,
        days / seconds / 1e6,
    )
}

/// Saves the worlds as `nosedive run` would.
fn save(
    args: &Arguments,
    loaded: &LoadedScenario,
    worlds: &[WorldOutcome],
    seconds: f64,
) -> Result<(), String> {
    let folder = RunFolder::open(&args.out, loaded).map_err(|error| error.to_string())?;
    for result in worlds.iter().filter_map(|world| world.result.as_ref().ok()) {
        folder.save(result).map_err(|error| error.to_string())?;
    }
    let report = RunReport {
        cause_worlds: &[],
        summary: &lab::summary::summary(&Findings { loaded, worlds, cause_worlds: &[] }),
        is_known: false,
        began: "",
        ended: "",
        seconds,
    };
    folder.finish(worlds, report).map(|_| ()).map_err(|error| error.to_string())
}
