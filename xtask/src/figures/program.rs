//! The figures of the program: `cargo xtask figures program [MINUTES OF FUZZING]`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Output, Stdio};
use std::thread::sleep;
use std::time::Instant;

use lab::estimate::{Precision, estimate, is_enough};
use lab::layout::Layout;
use lab::ratios::ratio;
use lab::study::first_worlds;
use lab::world::WorldResult;
use reader::Overrides;
use results::read;
use serde_json::Value;
use society::chance::{Address, Chance, Purpose};
use society::measures::{Breakdown, MeasureId};
use society::population::GroupId;
use society::scenario::{Scenario, TwinId};
use society::units::Seed;

use super::work::{Work, manifest, mounted, walk};
use super::{Table, tests};

/// Measures everything that the program must show.
pub(crate) fn program(minutes: &str) -> ExitCode {
    let mut table = Table { all_hold: true };
    let Some(work) = Work::new() else {
        table.line("a folder to work in", "none", "one", false);
        return table.verdict();
    };
    let files = [
        ("first ten minutes: expected words, 100 x 24, next command", "nosedive", "screens", 2),
        (
            "bad input: one message, the exit code, nothing half-written",
            "nosedive",
            "bad_input",
            12,
        ),
        ("runs broken off, met twice, asked for again", "nosedive", "keeping", 12),
        ("refused scenarios: each with its expected message (U5, U14)", "results", "refused", 1),
        ("the JSON Schema against what ships and what is refused", "reader", "schema", 1),
        ("figures add up, digits stay within the error (U6, U7, U8)", "lab", "adding_up", 3),
    ];
    for (name, package, file, wanted) in files {
        tests(&mut table, name, package, file, wanted);
    }
    demo(&mut table, &work);
    offline(&mut table, &work);
    threads(&mut table, &work);
    crowded_places(&mut table, &work);
    kills(&mut table, &work);
    coverage(&mut table);
    identical_groups(&mut table);
    fuzz(&mut table, minutes);
    fresh_machine(&mut table, &work);
    table.verdict()
}

/// U1: three sentences within fifteen seconds.
fn demo(table: &mut Table, work: &Work) {
    let began = Instant::now();
    let output = work.output(&work.place("demo"), &["demo", "--quiet"]);
    let seconds = began.elapsed().as_secs_f64();
    let said =
        output.map_or_else(String::new, |it| String::from_utf8_lossy(&it.stdout).into_owned());
    let holds = seconds <= 15.0 && said.contains("made-up society") && said.contains("DRAFT");
    table.line("U1: demo, cold [s]", &format!("{seconds:.1}"), "15 at most", holds);
}

/// U2: every command without network and with a home that cannot be written to.
fn offline(table: &mut Table, work: &Work) {
    let at = work.place("offline");
    let commands: [&[&str]; 14] = [
        &[],
        &["demo"],
        &["new", "mine"],
        &["check", "mine.toml"],
        &["plan", "mine.toml"],
        &["run", "mine.toml", "--citizens", "500", "--worlds", "2", "--years", "0.5"],
        &["show"],
        &["list"],
        &["diff", "as-reported", "mine.toml"],
        &["verify"],
        &["policies"],
        &["facts", "list"],
        &["cite", "--bib"],
        &["generate", "schema"],
    ];
    let works = |arguments: &&&[&str]| {
        let mut alone = Command::new("unshare");
        alone.args(["--user", "--map-root-user", "--net"]).arg(&work.program).args(**arguments);
        alone.current_dir(&at).env("HOME", "/proc/1").stdout(Stdio::null()).stderr(Stdio::null());
        alone.status().is_ok_and(|status| status.success())
    };
    let working = commands.iter().filter(works).count();
    let goal = format!("{} of {0}", commands.len());
    table.line(
        "U2: commands that work without network and with a read-only home",
        &format!("{working} of {}", commands.len()),
        &goal,
        working == commands.len(),
    );
}

/// U4: the same bytes on 1, 2 and 16 threads.
fn threads(table: &mut Table, work: &Work) {
    let mut digests = Vec::new();
    for threads in ["1", "2", "16"] {
        let at = work.place(&format!("threads-{threads}"));
        let all =
            ["run", "--citizens", "5000", "--worlds", "16", "--years", "1", "--threads", threads];
        work.output(&at, &all);
        digests.push(manifest(&at).map(|manifest| manifest["files"].to_string()));
    }
    let equal = digests[0].is_some() && digests.windows(2).all(|pair| pair[0] == pair[1]);
    let value = if equal { "equal" } else { "different" };
    table.line("U4: files of a run on 1, 2 and 16 threads", value, "equal", equal);
}

/// A disk that is full, and one that cannot be written to.
fn crowded_places(table: &mut Table, work: &Work) {
    let at = work.place("crowded");
    let disk = at.join("disk");
    let run = |citizens: &str| {
        let all =
            ["run", "--citizens", citizens, "--worlds", "16", "--years", "4", "--out", "disk"];
        work.output(&at, &all)
    };
    let told = |output: Option<Output>, words: &str| {
        output.is_some_and(|it| {
            let said = String::from_utf8_lossy(&it.stderr).into_owned();
            it.status.code() == Some(2) && said.contains(words) && !said.contains("panicked")
        })
    };
    let mut lines = Vec::new();
    if mounted(&disk, "size=600k") {
        let full = told(run("2000"), "the disk is full");
        let parts =
            walk(&disk).into_iter().filter(|path| path.to_string_lossy().ends_with(".part"));
        let tables = walk(&disk).into_iter().filter(|path| path.ends_with("manifest.json"));
        let clean = parts.count() == 0 && tables.count() == 0;
        lines.push(("bad input: a full disk", full && clean));
        let _ = Command::new("mount").args(["-o", "remount,ro"]).arg(&disk).status();
        lines.push((
            "bad input: a folder that is read-only",
            told(run("100"), "cannot be written to"),
        ));
        let _ = Command::new("umount").arg(&disk).status();
    } else {
        lines.push(("bad input: a full disk and a read-only one (needs to mount)", false));
    }
    for (name, holds) in lines {
        let value = if holds { "one message, code 2, nothing half-written" } else { "not so" };
        table.line(name, value, "one message, code 2, nothing half-written", holds);
    }
}

/// Runs that are killed at random.
const KILLS: u16 = 50;

/// U3: a run that is killed at random moments, again and again, ends in the same bytes, and only
/// the worlds under way are lived twice.
fn kills(table: &mut Table, work: &Work) {
    let all =
        ["run", "--citizens", "4000", "--worlds", "64", "--years", "2", "--threads", "2", "--json"];
    let whole = work.place("whole");
    let began = Instant::now();
    work.output(&whole, &all);
    let took = began.elapsed();
    let expected = manifest(&whole).map(|manifest| manifest["files"].to_string());
    let at = work.place("killed");
    let chance = Chance::new(Seed(50));
    let (mut killed, mut lost) = (0, Vec::new());
    let finished = |folder: &Path| {
        let files = walk(&folder.join("out"));
        files.into_iter().filter(|path| path.extension().is_some_and(|it| it == "world")).count()
    };
    let mut round = 0;
    while killed < KILLS && round < 4 * KILLS {
        round += 1;
        if manifest(&at).is_some() {
            // It ended in spite of the kills: the next ones meet a new run.
            let same = manifest(&at).map(|manifest| manifest["files"].to_string()) == expected;
            if !same {
                break;
            }
            let _ = fs::remove_dir_all(at.join("out"));
        }
        let Ok(mut child) = work.command(&at, &all).stdout(Stdio::null()).spawn() else { break };
        let [word, ..] = chance.draw(Address { who: round.into(), ..Address::of(Purpose::Event) });
        sleep(took.mul_f64(word.unit() * 0.25));
        let before = finished(&at);
        if child.kill().is_ok() && child.wait().is_ok_and(|status| status.code().is_none()) {
            killed += 1;
            // What was finished when it was killed is there afterwards.
            lost.push(before.saturating_sub(finished(&at)));
        }
    }
    work.output(&at, &all);
    let same = expected.is_some()
        && manifest(&at).map(|manifest| manifest["files"].to_string()) == expected;
    let most = lost.iter().max().copied().unwrap_or(usize::MAX);
    table.line(
        "U3: kills at random moments, and what then came of the run",
        &format!("{killed} kills, {}", if same { "the same files" } else { "other files" }),
        &format!("{KILLS} kills, the same files"),
        killed == KILLS && same,
    );
    table.line("U3: finished worlds lost by a kill, at most", &most.to_string(), "0", most == 0);
}

/// U13: how often the interval of a run that stops by the rule covers the true mean.
fn coverage(table: &mut Table) {
    const RUNS: u32 = 4_000;
    /// A planted outcome: its name, its true mean, its coverage as published, and its draw.
    type Planted = (&'static str, f64, f64, fn(&mut dyn FnMut() -> f64) -> f64);
    let planted: [Planted; 4] = [
        ("normal, cv 0.15", 1.0, 0.95, |unit| 1.0 + 0.15 * normal(unit)),
        ("lognormal, cv 0.5", 1.0, 0.94, |unit| {
            let variance = libm::log(1.25);
            libm::exp(variance.sqrt() * normal(unit) - variance / 2.0)
        }),
        ("10 % of worlds tip", 0.19, 0.91, |unit| tipping(0.10, unit)),
        ("5 % of worlds tip", 0.145, 0.76, |unit| tipping(0.05, unit)),
    ];
    for (number, (name, mean, published, draw)) in (0..).zip(planted) {
        let covered = (0..RUNS).filter(|&run| {
            let chance = Chance::new(Seed(1000 + number));
            let mut at = 0;
            let mut unit = || {
                at += 1;
                let [word, ..] =
                    chance.draw(Address { who: run, whom: at, ..Address::of(Purpose::Event) });
                word.open_unit()
            };
            let mut values = Vec::new();
            while !is_enough(&values, Precision(0.05), 32..=256) {
                values.push(draw(&mut unit));
            }
            let interval = estimate(values).and_then(|found| found.interval);
            interval.is_some_and(|(low, high)| low <= mean && mean <= high)
        });
        let share = covered.count() as f64 / f64::from(RUNS);
        // Two per cent for the rounding of the published table and for chance.
        table.line(
            &format!("U13: coverage of the stop rule, 32 to 256 worlds: {name}"),
            &format!("{share:.3}"),
            &format!("{published:.2} or more, within 0.02"),
            share >= published - 0.02,
        );
    }
}

/// A standard normal draw (Box and Muller).
fn normal(unit: &mut dyn FnMut() -> f64) -> f64 {
    let (one, other) = (unit(), unit());
    (-2.0 * libm::log(one)).sqrt() * libm::cos(std::f64::consts::TAU * other)
}

/// 0.1 in quiet worlds, 1.0 in those that tip; cv 0.05 within either.
fn tipping(share: f64, unit: &mut dyn FnMut() -> f64) -> f64 {
    let level = if unit() < share { 1.0 } else { 0.1 };
    level * (1.0 + 0.05 * normal(unit))
}

/// U12: blocks of seeds in which the machines treat both groups alike.
fn identical_groups(table: &mut Table) {
    const BLOCKS: u32 = 100;
    let set = ["cameras.false_match_by_group.hill", "register.*.false_link_by_group.hill"];
    let changes = Overrides {
        citizens: Some(8_000),
        days: Some(365),
        set: set.map(|key| (key.to_owned(), "1".to_owned())).to_vec(),
        beyond_range: true,
        ..Overrides::default()
    };
    let Ok(asked) = read("as-reported", &changes) else { return };
    let alone = vec![asked.scenario.twins()[0].clone()];
    let society = asked.scenario.society().clone();
    let Ok(scenario) = Scenario::validated(society, alone, TwinId::STUDIED, asked.scenario.seed())
    else {
        return;
    };
    let lived = first_worlds(&scenario, 8 * BLOCKS);
    let layout = Layout::new(&scenario);
    for id in [MeasureId::RESTRICTED_EVER, MeasureId::WRONGFUL_DAYS] {
        let measure = &layout.measure(id).name;
        let of = |world: &WorldResult, group: u8| {
            let part =
                layout.part(Breakdown::Group(GroupId(group))).expect("both groups are a part");
            world.twins[0].outcomes[part][id.number()]
        };
        let covers = |block: &&[WorldResult]| {
            let values = |group| block.iter().map(|world| of(world, group)).collect::<Vec<_>>();
            let interval = ratio(&values(1), &values(0)).and_then(|it| it.interval);
            interval.is_some_and(|(low, high)| low <= 1.0 && 1.0 <= high)
        };
        let covered = lived.chunks(8).filter(covers).count();
        table.line(
            &format!("U12: same_groups, 95 % intervals of the ratio in {measure} that cover 1"),
            &format!("{covered} of {BLOCKS}"),
            "93 of 100 or more",
            covered >= 93,
        );
    }
}

/// The reader of scenarios under random input, alone on the machine: it is timed.
fn fuzz(table: &mut Table, minutes: &str) {
    let program = std::env::current_exe();
    let output = program.and_then(|program| Command::new(program).args(["fuzz", minutes]).output());
    let holds = output.as_ref().is_ok_and(|output| output.status.success());
    let text = output.map_or_else(
        |error| error.to_string(),
        |output| String::from_utf8_lossy(&output.stdout).into_owned(),
    );
    let value = text.trim().replace('\n', "; ");
    let goal = "no panic, none above 2 s, 200 MB at most";
    table.line(&format!("fuzzing the reader for {minutes} minutes"), &value, goal, holds);
}

/// The two commands of the README, with a new home and an empty target.
fn fresh_machine(table: &mut Table, work: &Work) {
    let copy = work.place("fresh");
    let listed = Command::new("git").args(["ls-files", "-z"]).output();
    let Ok(listed) = listed else { return };
    for name in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|name| !name.is_empty())
    {
        let to = copy.join(name);
        let _ = to.parent().map(fs::create_dir_all);
        let _ = fs::copy(name, to);
    }
    // The toolchain is what a fresh machine has; all else begins anew.
    let tools = std::env::var("RUSTUP_HOME")
        .unwrap_or_else(|_| format!("{}/.rustup", std::env::var("HOME").unwrap_or_default()));
    let home = work.place("home");
    let fresh = |arguments: &[&str]| {
        let began = Instant::now();
        let done = Command::new("cargo")
            .args(arguments)
            .current_dir(&copy)
            .env("HOME", &home)
            .env("RUSTUP_HOME", &tools)
            .env_remove("CARGO_HOME")
            .env_remove("CARGO_TARGET_DIR")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        (began.elapsed().as_secs_f64(), done.is_ok_and(|status| status.success()))
    };
    let (run, ran) = fresh(&["run", "--release", "--timings", "--", "run"]);
    let (built, crates) = timings(&copy);
    table.line(
        "fresh machine: cold build [s]",
        &format!("{built:.0}"),
        "300 at most",
        ran && built <= 300.0 && built > 0.0,
    );
    let shown: Vec<String> =
        crates.iter().take(12).map(|(name, took)| format!("{name} {took:.0} s")).collect();
    println!("its crates by compile time | {} | - | -", shown.join(", "));
    let value = format!("{run:.0}");
    table.line(
        "fresh machine: cargo run --release -- run, from nothing [s]",
        &value,
        "it works",
        ran,
    );
    let (took, passed) = fresh(&["test"]);
    table.line(
        "fresh machine: cargo test, from there [s]",
        &format!("{took:.0}"),
        "it passes",
        passed,
    );
}

/// The length of the build and what its crates took, longest first, from cargo's own report.
fn timings(copy: &Path) -> (f64, Vec<(String, f64)>) {
    let path = copy.join("target/cargo-timings/cargo-timing.html");
    let text = fs::read_to_string(path).unwrap_or_default();
    let data = text.split_once("const UNIT_DATA = ").and_then(|(_, rest)| rest.split_once("];"));
    let units: Vec<Value> = data
        .and_then(|(data, _)| serde_json::from_str(&format!("{data}]")).ok())
        .unwrap_or_default();
    let number = |unit: &Value, key: &str| unit[key].as_f64().unwrap_or(0.0);
    let end = |unit: &Value| number(unit, "start") + number(unit, "duration");
    let built = units.iter().map(end).fold(0.0, f64::max);
    let mut crates: BTreeMap<String, f64> = BTreeMap::new();
    for unit in &units {
        let name = unit["name"].as_str().unwrap_or("").to_owned();
        *crates.entry(name).or_default() += number(unit, "duration");
    }
    let mut crates: Vec<(String, f64)> = crates.into_iter().collect();
    crates.sort_by(|one, other| other.1.total_cmp(&one.1));
    (built, crates)
}
