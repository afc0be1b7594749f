//! `mpirun -n 4 nosedive-mpi as-reported`: one world after another, each over several processes.
//!
//! Every process lives some neighbourhoods of each world and knows the counts of all of them in the
//! end; the first one keeps what came of it, in the folder in which `nosedive run` would.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use clap::Parser;
use results::{RunFolder, RunRecord};
use lab::run::{Layout, WorldOutcome, WorldRun};
use reader::{LoadedScenario, Overrides, citizens, read, setting};
use mpi::collective::SystemOperation;
use mpi::datatype::{Partition, PartitionMut};
use mpi::topology::SimpleCommunicator;
use mpi::traits::{Communicator, CommunicatorCollectives};
use society::chance::Chance;
use society::ranks::Ranks;

/// Live a scenario over several processes; the same bytes come out however many they are.
#[derive(Parser)]
struct Asking {
    /// The scenario: a file, or the name of one that ships.
    #[arg(default_value = "as-reported")]
    scenario: String,
    /// Change a setting, by its address: `-s score.start=500`. Can be given many times.
    #[arg(short, long, value_name = "KEY=VALUE", value_parser = setting)]
    set: Vec<(String, String)>,
    /// Citizens [default: the scenario's].
    #[arg(long, value_parser = citizens)]
    citizens: Option<u32>,
    /// Just so many worlds of each twin.
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
struct Processes {
    /// Bytes that this process has handed to others [bytes].
    handed: Arc<AtomicU64>,
}

impl Ranks for Processes {
    fn rank(&self) -> u32 {
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
        self.handed.fetch_add(4 * all.len() as u64, Ordering::Relaxed);
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
        let mut lots = Vec::with_capacity(coming.len());
        for count in coming {
            let (lot, later) = rest.split_at(count as usize);
            lots.push(lot.to_vec());
            rest = later;
        }
        lots
    }
}

fn main() -> ExitCode {
    let Some(universe) = mpi::initialize() else {
        eprintln!("error: MPI has been initialized before");
        return ExitCode::from(2);
    };
    let asked = Asking::parse();
    let is_first = universe.world().rank() == 0;
    match carry_out(&asked, &universe.world()) {
        Ok(told) => {
            if is_first {
                println!("{told}");
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

fn carry_out(asking: &Asking, world: &SimpleCommunicator) -> Result<String, String> {
    let changes = Overrides {
        citizens: asking.citizens,
        worlds: Some(asking.worlds),
        set: asking.set.clone(),
        ..Overrides::default()
    };
    let asked = read(&asking.scenario, &changes).map_err(|mistakes| {
        mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    })?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(asking.threads).build_global();
    pool.map_err(|error| error.to_string())?;
    let began = Instant::now();
    let (frame, chance) = (Layout::new(&asked.scenario), Chance::new(asked.scenario.seed()));
    let handed: Arc<AtomicU64> = Arc::default();
    let live = |number| {
        let processes = Processes { handed: Arc::clone(&handed) };
        let whose = (number, chance.world(number));
        let mut living = WorldRun::among(&asked.scenario, &frame, whose, Box::new(processes));
        while living.day() {}
        WorldOutcome { number, fate: Ok(living.finish()) }
    };
    let worlds: Vec<WorldOutcome> = (0..asking.worlds).map(live).collect();
    let mut all = [0_i64];
    let mine = [handed.load(Ordering::Relaxed) as i64];
    world.all_reduce_into(&mine[..], &mut all[..], SystemOperation::sum());
    if world.rank() > 0 {
        return Ok(String::new());
    }
    let seconds = began.elapsed().as_secs_f64();
    keep(asking, &asked, &worlds, seconds)?;
    let society = asked.scenario.society();
    let lived = f64::from(society.citizens) * f64::from(society.days) * f64::from(asking.worlds);
    let digests = worlds.iter().filter_map(|world| world.fate.as_ref().ok());
    let digests: Vec<String> =
        digests.flat_map(|lived| &lived.digests).map(|digest| format!("{digest:016x}")).collect();
    Ok(format!(
        "ranks {} | digests {} | bytes a citizen-day {:.4} | million citizen-days a second {:.1}",
        world.size(),
        digests.join(" "),
        all[0] as f64 / lived,
        lived / seconds / 1e6,
    ))
}

/// Keeps the worlds as `nosedive run` would.
fn keep(
    asking: &Asking,
    asked: &LoadedScenario,
    worlds: &[WorldOutcome],
    seconds: f64,
) -> Result<(), String> {
    let folder = RunFolder::open(&asking.out, asked).map_err(|error| error.to_string())?;
    for lived in worlds.iter().filter_map(|world| world.fate.as_ref().ok()) {
        folder.keep(lived).map_err(|error| error.to_string())?;
    }
    let said = RunRecord {
        summary: &lab::summary::summary(asked, worlds),
        is_known: false,
        began: "",
        ended: "",
        seconds,
    };
    folder.finish(asked, worlds, said).map(|_| ()).map_err(|error| error.to_string())
}
