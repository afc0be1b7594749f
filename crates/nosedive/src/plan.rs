//! `nosedive plan`: the estimated cost of a run.

use std::path::{Path, PathBuf};

use clap::Args;
use lab::changes::{changed, head, lines};
use lab::numbers::{grouped, simulated};
use reader::LoadedScenario;
use results::folder_in;
use serde_json::json;

use crate::args::{ScenarioArgs, typed_for};
use crate::memory::{fits, memory};
use crate::output::{Exit, Failure, Output, plain};
use crate::resources::{bytes, cause_twins, disk, seconds, time, use_threads};

#[derive(Args)]
pub(crate) struct Plan {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// Folder of runs, in which the results would get a folder of their own.
    #[arg(long, default_value = "out")]
    out: PathBuf,
    /// Threads [default: one for each core].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

pub(crate) fn plan(plan: &Plan, output: Output) -> Result<Exit, Failure> {
    use_threads(plan.threads)?;
    let loaded = plan.scenario.read()?;
    fits(&loaded)?;
    let [least, most] = [loaded.stop.least, loaded.stop.most];
    let cost = Cost {
        seconds: seconds(&loaded, [least, most]),
        memory: memory(&loaded),
        disk: [least, most].map(|worlds| disk(&loaded, worlds)),
    };
    let folder = folder_in(&plan.out, &loaded);
    let state = state(&folder);
    let text = head(&loaded) + &cost.describe(&loaded);
    let (folder_text, next) = (folder.display(), typed_for("run", &["--json"]));
    output.result(&format!("{text}  -> {folder_text}   {state}\nNext  {next}\n"));
    let society = loaded.scenario.society();
    output.object(
        "plan",
        json!({
            "citizens": society.citizens, "days": society.days, "warm_up": society.warm_up,
            "twins": loaded.scenario.twins().len(), "worlds": [least, most],
            "seconds": cost.seconds, "memory_bytes": cost.memory, "disk_bytes": cost.disk,
            "folder": plain(&folder), "state": state,
            "changed": changed(&loaded), "beyond_range": lines(&loaded.beyond_range),
        }),
    );
    Ok(Exit::Done)
}

/// State of the folder of the results.
fn state(folder: &Path) -> &'static str {
    match results::manifest(folder) {
        Ok(Some(_)) => "finished: nothing to run",
        Ok(None) => "unfinished: it resumes there",
        Err(_) if folder.exists() => "something else stands there",
        Err(_) => "nothing there yet",
    }
}

/// Estimated cost of a run: with the least and with the most worlds.
struct Cost {
    /// Time [s].
    seconds: [f64; 2],
    /// Memory at its peak [bytes].
    memory: f64,
    /// Disk [bytes].
    disk: [f64; 2],
}

impl Cost {
    fn describe(&self, loaded: &LoadedScenario) -> String {
        let (society, stop) = (loaded.scenario.society(), &loaded.stop);
        let until = if stop.least == stop.most {
            String::new()
        } else {
            let percent = 100.0 * stop.within;
            format!("\n  stops when {} is known to ±{percent:.0} %", stop.measure)
        };
        let causes = match cause_twins(loaded) {
            0.0 => String::new(),
            twins => {
                let (worlds, citizens) = (loaded.causes.number, loaded.causes.citizens);
                let people = grouped(citizens.into());
                format!(
                    "\n  then {people} x {twins} twins x {worlds} worlds for the sum over causes"
                )
            }
        };
        format!(
            "{} made-up citizens x {} x {} twins x {} worlds{until}{causes}\n  about {} on {} threads, {} of memory, {} of disk\n",
            grouped(society.citizens.into()),
            simulated(society),
            loaded.scenario.twins().len(),
            range([stop.least, stop.most].map(|worlds| worlds.to_string())),
            range(self.seconds.map(time)),
            rayon::current_num_threads(),
            bytes(self.memory),
            range(self.disk.map(bytes)),
        )
    }
}

/// Two amounts as a range; as one where they look the same.
fn range([least, most]: [String; 2]) -> String {
    if least == most { least } else { format!("{least} to {most}") }
}
