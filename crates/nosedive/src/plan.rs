//! `nosedive plan`: what a run will take, before it runs.

use std::path::PathBuf;

use clap::Args;
use lab::summary::{grouped, lasting};
use results::{self, name_of};
use serde_json::json;

use crate::asking::{ScenarioArgs, typed_for};
use crate::machine::{bytes, disk, fits, memory, seconds, time};
use crate::talk::{Exit, Failure, Output};

#[derive(Args)]
pub(crate) struct Plan {
    #[command(flatten)]
    asking: ScenarioArgs,
    /// The folder in which the results would get a folder of their own.
    #[arg(long, default_value = "out")]
    out: PathBuf,
    /// Threads [default: one for each core].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

pub(crate) fn plan(plan: &Plan, talk: Output) -> Result<Exit, Failure> {
    crate::run::use_threads(plan.threads)?;
    let asked = plan.asking.read()?;
    let (society, stop) = (asked.scenario.society(), &asked.stop);
    let folder = plan.out.join(name_of(&asked));
    let there = match results::manifest(&folder) {
        Ok(Some(_)) => "finished: nothing to live",
        Ok(None) => "begun: it goes on there",
        Err(_) if folder.exists() => "something else stands there",
        Err(_) => "nothing there yet",
    };
    fits(&asked)?;
    let range = |least: String, most: String| {
        if least == most { least } else { format!("{least} to {most}") }
    };
    let [quick, long] = [stop.least, stop.most].map(|worlds| seconds(&asked, worlds));
    let until = if stop.least == stop.most {
        String::new()
    } else {
        format!("\n  stops when {} is known to ±{:.0} %", stop.measure, 100.0 * stop.within)
    };
    let worlds = range(stop.least.to_string(), stop.most.to_string());
    let size = [stop.least, stop.most].map(|worlds| bytes(disk(&asked, worlds)));
    let [small, large] = size;
    talk.result(&format!(
        "{} made-up citizens x {} x {} twins x {worlds} worlds{until}\n  about {} on {} threads, {} of memory, {} of disk\n  -> {}   {there}\nNext  {}\n",
        grouped(society.citizens.into()),
        lasting(society.days),
        asked.scenario.twins().len(),
        range(time(quick), time(long)),
        rayon::current_num_threads(),
        bytes(memory(&asked)),
        range(small, large),
        folder.display(),
        typed_for("run", &["--json"]),
    ));
    talk.object(
        "plan",
        json!({
            "citizens": society.citizens, "days": society.days,
            "twins": asked.scenario.twins().len(), "worlds": [stop.least, stop.most],
            "seconds": [quick, long], "memory_bytes": memory(&asked),
            "disk_bytes": [disk(&asked, stop.least), disk(&asked, stop.most)],
            "folder": folder, "state": there,
        }),
    );
    Ok(Exit::Done)
}
