//! Resources of runs: memory beside that of `plan`, and the cost of a second run after a first one like it.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::super::Table;
use super::super::work::Work;
use crate::peers::peak_of;

/// Shapes of runs: many small worlds, many years, many twins, causes, large societies.
const SHAPES: [&str; 8] = [
    "as-reported --citizens 10 --worlds 4000 --years 0.1 --causes 0",
    "as-reported --citizens 2000 --worlds 64 --causes 0",
    "as-reported --citizens 20 --worlds 256 --causes 0",
    "twins --citizens 2000 --worlds 4 --years 4",
    "as-reported --citizens 9000 --worlds 2 --years 1 --causes 8",
    "courts --citizens 50000 --worlds 4 --years 2",
    "as-reported --citizens 1000000 --worlds 1 --years 0.5 --causes 0",
    "as-reported --citizens 10000000 --worlds 1 --years 0.05 --causes 0",
];

/// Largest distance of the memory of `plan` from the peak [share of the peak].
const MEMORY_WITHIN: f64 = 0.2;

/// Time between two looks at a process that runs.
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

/// Lines about memory and about what runs have in common.
pub(super) fn measure(table: &mut Table) {
    let Some(work) = Work::new() else {
        return table.line("the program", "it cannot be built", "it is built", false);
    };
    for shape in SHAPES {
        memory(table, &work, shape);
    }
    in_common(table, &work);
}

/// Peak memory of a run beside that of its plan.
fn memory(table: &mut Table, work: &Work, shape: &str) {
    let at = work.place("memory");
    let words: Vec<&str> = shape.split(' ').collect();
    let planned = work.output(&at, &[&["plan", "--json"], &words[..]].concat());
    let planned = planned.and_then(|it| serde_json::from_slice::<Value>(&it.stdout).ok());
    let planned = planned.and_then(|it| it["memory_bytes"].as_f64()).unwrap_or(f64::NAN) / 1e6;
    let mut run = work.command(&at, &[&["run", "--quiet"], &words[..]].concat());
    let mut peak = f64::NAN;
    if let Ok(mut child) = run.stdout(std::process::Stdio::null()).spawn() {
        while child.try_wait().is_ok_and(|ended| ended.is_none()) {
            // Of a process that has ended meanwhile nothing is known, and what was known holds.
            peak = peak_of(child.id()).map_or(peak, |kib| (kib * 1024.0 / 1e6).max(peak));
            std::thread::sleep(BETWEEN_LOOKS);
        }
    }
    let ratio = planned / peak;
    table.line(
        &format!("memory of plan over the peak, {shape}"),
        &format!("{ratio:.2} ({planned:.0} of {peak:.0} MB)"),
        "0.8 to 1.2",
        (ratio - 1.0).abs() <= MEMORY_WITHIN,
    );
    let _ = std::fs::remove_dir_all(at);
}

/// Cost of a run that has its worlds in common with one before, in shares of that one.
fn in_common(table: &mut Table, work: &Work) {
    let at = work.place("common");
    let seconds = |more: &[&str]| {
        let small = ["run", "--quiet", "--citizens", "20000", "--causes", "0"];
        let began = Instant::now();
        let ended = work.output(&at, &[&small, more].concat());
        ended.filter(|it| it.status.success()).map(|_| began.elapsed().as_secs_f64())
    };
    let shares = |whole: f64, more: &[&str]| seconds(more).map_or(f64::NAN, |it| it / whole);
    let Some(whole) = seconds(&["--worlds", "16"]) else {
        return table.line("a run", "it fails", "it ends", false);
    };
    let title = shares(whole, &["--worlds", "16", "-s", "scenario.title=\"In other words\""]);
    let further = shares(whole, &["--worlds", "17"]);
    let lines = [
        ("a new title", title, 0.25, "of the whole run"),
        ("one world more, of 16", further, 0.3, "of the whole run"),
    ];
    for (name, share, most, of) in lines {
        let (value, goal) = (format!("{share:.2} {of}"), format!("{most} at most"));
        table.line(&format!("cost of {name}"), &value, &goal, share <= most);
    }
}
