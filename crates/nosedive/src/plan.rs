//! `nosedive plan`: what a run will take, before it runs.

use std::path::PathBuf;

use clap::Args;
use lab::numbers::{duration, grouped};
use results::folder_name;
use serde_json::json;

use crate::args::{ScenarioArgs, typed_for};
use crate::output::{Exit, Failure, Output};
use crate::resources::{bytes, disk, fits, memory, seconds, time, use_threads};

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
    let (society, stop) = (loaded.scenario.society(), &loaded.stop);
    let folder = plan.out.join(folder_name(&loaded));
    let there = match results::manifest(&folder) {
        Ok(Some(_)) => "finished: nothing to run",
        Ok(None) => "unfinished: it resumes there",
        Err(_) if folder.exists() => "something else stands there",
        Err(_) => "nothing there yet",
    };
    fits(&loaded)?;
    let range = |least: String, most: String| {
        if least == most { least } else { format!("{least} to {most}") }
    };
    let [quick, long] = [stop.least, stop.most].map(|worlds| seconds(&loaded, worlds));
    let until = if stop.least == stop.most {
        String::new()
    } else {
        format!("\n  stops when {} is known to ±{:.0} %", stop.measure, 100.0 * stop.within)
    };
    let worlds = range(stop.least.to_string(), stop.most.to_string());
    let size = [stop.least, stop.most].map(|worlds| bytes(disk(&loaded, worlds)));
    let [small, large] = size;
    output.result(&format!(
        "{} made-up citizens x {} x {} twins x {worlds} worlds{until}\n  about {} on {} threads, {} of memory, {} of disk\n  -> {}   {there}\nNext  {}\n",
        grouped(society.citizens.into()),
        duration(society.days),
        loaded.scenario.twins().len(),
        range(time(quick), time(long)),
        rayon::current_num_threads(),
        bytes(memory(&loaded)),
        range(small, large),
        folder.display(),
        typed_for("run", &["--json"]),
    ));
    output.object(
        "plan",
        json!({
            "citizens": society.citizens, "days": society.days,
            "twins": loaded.scenario.twins().len(), "worlds": [stop.least, stop.most],
            "seconds": [quick, long], "memory_bytes": memory(&loaded),
            "disk_bytes": [disk(&loaded, stop.least), disk(&loaded, stop.most)],
            "folder": folder, "state": there,
        }),
    );
    Ok(Exit::Done)
}
