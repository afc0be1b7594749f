//! The figures of a nation: `cargo xtask figures nation`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use lab::estimate::estimate;
use lab::results;
use lab::run::{Frame, Lived};
use lab::scenario::{Changes, read};
use society::chance::{Chance, Purpose};
use society::measures::{By, Unit};
use society::units::Seed;

use super::society::{memory, speed};
use super::work::{Work, manifest, mounted, walk};
use super::{Table, tests};
use crate::peers::{self, peak_of};

/// How large a nation is, its model, and how often a run of it is killed.
struct Size {
    citizens: u32,
    model: u32,
    kills: u16,
}

/// Measures everything that a nation must show.
pub(crate) fn nation(quick: bool) -> ExitCode {
    let mut table = Table { all_hold: true };
    let Some(work) = Work::new() else {
        table.line("a folder to work in", "none", "one", false);
        return table.verdict();
    };
    let size = match quick {
        false => Size { citizens: 1_400_000_000, model: 10_000_000, kills: 200 },
        true => Size { citizens: 1_400_000, model: 300_000, kills: 20 },
    };
    tests(&mut table, "worlds put away: killed, damaged, foreign", "nosedive", "checkpoints", 4);
    memory(&mut table, 16.0);
    speed(&mut table, if quick { &["--nation", "--quick"] } else { &["--nation"] });
    kills(&mut table, &work, size.kills);
    full_disk(&mut table, &work);
    ranks(&mut table, &work);
    beside_others(&mut table);
    whole(&mut table, &work, &size);
    table.verdict()
}

/// One world, long enough to be killed in its days, put away every thirtieth.
const LONG: [&str; 13] = [
    "run",
    "--citizens",
    "120000",
    "--worlds",
    "1",
    "--years",
    "2",
    "--threads",
    "2",
    "--quiet",
    "--checkpoint",
    "30d",
    "--json",
];

/// A world that is killed at random moments and taken up again ends in the same bytes.
fn kills(table: &mut Table, work: &Work, wanted: u16) {
    let whole = work.place("whole");
    let began = Instant::now();
    work.output(&whole, &LONG);
    let took = began.elapsed();
    let files = |at: &Path| manifest(at).map(|manifest| manifest["files"].to_string());
    let expected = files(&whole);
    let at = work.place("killed");
    let chance = Chance::new(Seed(200));
    let is_put_away = || {
        walk(&at.join("out")).iter().any(|it| it.extension().is_some_and(|it| it == "checkpoint"))
    };
    let (mut killed, mut taken_up, mut ends, mut same) = (0, 0, 0, 0);
    for round in 0..8 * u32::from(wanted) {
        if killed == wanted {
            break;
        }
        if manifest(&at).is_some() {
            // It ended in spite of the kills: the next ones meet a new run.
            ends += 1;
            same += u16::from(files(&at) == expected);
            let _ = fs::remove_dir_all(at.join("out"));
        }
        let resumes = is_put_away();
        let Ok(mut child) = work.command(&at, &LONG).stdout(Stdio::null()).spawn() else { break };
        let [word, ..] = chance.draw(Purpose::Event, round, 0, 0, 0);
        sleep(took.mul_f64(f64::from(word) / 4_294_967_296.0 * 0.5));
        if child.kill().is_ok() && child.wait().is_ok_and(|status| status.code().is_none()) {
            killed += 1;
            taken_up += u16::from(resumes);
        }
    }
    work.output(&at, &LONG);
    ends += 1;
    same += u16::from(expected.is_some() && files(&at) == expected);
    table.line(
        "a world of two years killed at random moments, put away every 30 days",
        &format!("{killed} kills, {taken_up} of worlds that had been taken up, {same} of {ends} ends the same"),
        &format!("{wanted} kills, every end the same"),
        killed == wanted && same == ends && taken_up > 0,
    );
}

/// A disk that is full leaves the last good checkpoint as it was.
fn full_disk(table: &mut Table, work: &Work) {
    let name = "a full disk, when a world is put away";
    let goal = "one message, code 2, the last checkpoint whole";
    let at = work.place("crowded");
    let disk = at.join("disk");
    if !mounted(&disk, "size=4m") {
        table.line(name, "cannot mount a small disk", goal, false);
        return;
    }
    // A checkpoint takes some 1.3 MB: one fits, and then something else takes the room.
    let all = [&LONG[..], &["--out", "disk"]].concat();
    let Ok(child) = work.command(&at, &all).spawn() else { return };
    let put_away =
        || walk(&disk).into_iter().find(|it| it.extension().is_some_and(|it| it == "checkpoint"));
    let began = Instant::now();
    while put_away().is_none() && began.elapsed() < Duration::from_secs(60) {
        sleep(Duration::from_millis(1));
    }
    let _ = fs::write(disk.join("other"), vec![1; 3 << 20]);
    let output = child.wait_with_output().ok();
    let told = output.is_some_and(|it| {
        let said = String::from_utf8_lossy(&it.stderr).into_owned();
        it.status.code() == Some(2)
            && said.contains("the disk is full")
            && !said.contains("panicked")
    });
    let clean = !walk(&disk).iter().any(|path| path.to_string_lossy().ends_with(".part"));
    let _ = fs::remove_file(disk.join("other"));
    let again = work.output(&at, &all);
    let went_on = again.is_some_and(|it| {
        it.status.code() == Some(0) && String::from_utf8_lossy(&it.stderr).is_empty()
    });
    let _ = Command::new("umount").arg(&disk).status();
    let holds = told && clean && went_on;
    table.line(name, if holds { goal } else { "not so" }, goal, holds);
}

/// One world over one to four processes of MPI, beside the program that knows of none.
fn ranks(table: &mut Table, work: &Work) {
    let name = "1, 2, 3 and 4 ranks of MPI, and no MPI at all: the files of a run of 16 twins";
    let goal = "the same files";
    let installed = Command::new("bash").arg("shards/install.sh").stdout(Stdio::null()).status();
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "--manifest-path", "shards/Cargo.toml"])
        .args(["--target-dir", "target/shards"])
        .status();
    let is_there =
        |status: std::io::Result<std::process::ExitStatus>| status.is_ok_and(|it| it.success());
    if !is_there(installed) || !is_there(built) {
        table.line(name, "it cannot be built here", goal, false);
        return;
    }
    let Some(program) =
        std::env::current_dir().ok().map(|at| at.join("target/shards/release/nosedive-mpi"))
    else {
        return;
    };
    let live = |scenario: &str, count: usize| {
        let at = work.place(&format!("{scenario}-{count}"));
        let days = if scenario == "twins" { "run.days=70" } else { "run.days=200" };
        let size = ["--citizens", "120000", "--worlds", "1", "-s", days];
        let output = if count == 0 {
            work.output(&at, &[&["run", scenario, "--quiet"], &size[..]].concat())
        } else {
            let mut command = Command::new("mpirun");
            command.args(["--allow-run-as-root", "--oversubscribe", "-n", &count.to_string()]);
            command.arg(&program).arg(scenario).args(size).current_dir(&at).output().ok()
        };
        let said = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
        let files = manifest(&at).map(|manifest| manifest["files"].to_string());
        files.zip(said)
    };
    let all: Vec<_> = (0..=4).map(|count| live("twins", count).map(|(files, _)| files)).collect();
    let same = all[0].is_some() && all.iter().all(|files| *files == all[0]);
    table.line(name, if same { goal } else { "other files" }, goal, same);
    for count in 2..=4 {
        let told = live("nation", count).map(|(_, said)| said);
        let bytes = told.as_deref().and_then(|it| it.split("bytes a citizen-day ").nth(1));
        let bytes = bytes.and_then(|it| it.split(' ').next()).unwrap_or("none");
        let name = format!("bytes exchanged a citizen-day among {count} ranks, as-reported");
        let each = bytes.parse::<f64>().unwrap_or(f64::NAN);
        table.line(&name, &format!("{each:.3}"), "-", each.is_finite());
    }
}

/// The common model in Nosedive and in other libraries.
fn beside_others(table: &mut Table) {
    let name = "speed in ones of the fastest peer with ties, at 10^6 citizens";
    let goal = "10 at least";
    let all = match peers::measure(&[100_000, peers::COMPARED]) {
        Ok(all) => all,
        Err(why) => {
            table.line(name, &why, goal, false);
            return;
        }
    };
    let alike = all.iter().filter(|found| found.is_the_model()).count();
    table.line(
        "programs whose points have the distribution of the common model",
        &format!("{alike} of {}", all.len()),
        "all",
        alike == all.len(),
    );
    let Some(ours) = all.iter().find_map(|found| found.is_ours().then(|| found.speed())?) else {
        table.line(name, "Nosedive was not timed", goal, false);
        return;
    };
    let others = || all.iter().filter(|found| !found.is_ours());
    let timed = others().filter_map(|found| Some((found.speed()?, found.name)));
    let Some((speed, who)) = timed.max_by(|one, other| one.0.total_cmp(&other.0)) else {
        table.line(name, "no peer was timed", goal, false);
        return;
    };
    let (times, million) = (ours / speed, 1e6);
    let value = format!(
        "{times:.1} ({who}; {:.0} million citizen-days a second to {:.0})",
        ours / million,
        speed / million
    );
    table.line(name, &value, goal, times >= 10.0);
    for found in others().filter(|found| found.name != who) {
        let name = format!("the same, in ones of {}", found.name);
        let value = found.speed().map_or_else(|| "-".to_owned(), |it| format!("{:.1}", ours / it));
        table.line(&name, &value, "-", true);
    }
}

/// The nation itself, for a month, beside a model of it.
fn whole(table: &mut Table, work: &Work, size: &Size) {
    const DAYS: u16 = 30;
    let at = work.place("nation");
    let days = format!("run.days={DAYS}");
    let live = |citizens: u32, worlds: &str, out: &str| {
        let citizens = citizens.to_string();
        let all = [
            "run",
            "nation",
            "-s",
            &days,
            "--citizens",
            &citizens,
            "--worlds",
            worlds,
            "--out",
            out,
            "--checkpoint",
            "off",
            "--quiet",
        ];
        let began = Instant::now();
        let mut child = work.command(&at, &all).stdout(Stdio::null()).spawn().ok()?;
        let mut peak = 0.0;
        let done = loop {
            if let Some(status) = child.try_wait().ok()? {
                break status.success();
            }
            peak = peak_of(child.id()).unwrap_or(0.0_f64).max(peak);
            sleep(Duration::from_millis(200));
        };
        let seconds = began.elapsed().as_secs_f64();
        let lived = lived_in(&at.join(out))?;
        done.then_some((lived, seconds, peak))
    };
    let Some((nation, seconds, peak)) = live(size.citizens, "1", "whole") else {
        table.line("the nation", "it did not live", "it lives", false);
        return;
    };
    let citizens = f64::from(size.citizens);
    let name = format!("the nation: peak memory, {} citizens for {DAYS} days [GiB]", size.citizens);
    let gib = peak / 1024.0 / 1024.0;
    table.line(&name, &format!("{gib:.1}"), "22 at most", gib > 0.0 && gib <= 22.0);
    let rate = citizens * f64::from(DAYS) / seconds;
    table.line(
        "the nation: seconds, and million citizen-days a second, its first morning included",
        &format!("{seconds:.0}, {:.0}", rate / 1e6),
        "-",
        true,
    );
    let hours = seconds / f64::from(DAYS) * 365.0 / 3600.0;
    table.line("the nation: a year [h]", &format!("{hours:.2}"), "2 at most", hours <= 2.0);
    let Some((model, ..)) = live(size.model, "8", "model") else {
        table.line("the model", "it did not live", "it lives", false);
        return;
    };
    outcomes(table, &nation[0], &model);
}

/// Outcomes of the nation against those of worlds of a smaller one.
///
/// Both have the same number of casts, so that a nation is one more world of the same kind: it must
/// lie where one further world lies in 999 of 1,000.
fn outcomes(table: &mut Table, nation: &Lived, model: &[Lived]) {
    /// Student's t for seven degrees of freedom at 0.9995.
    const FAR: f64 = 5.408;
    let changes = Changes { citizens: Some(model.len() as u32 * 1_000), ..Changes::default() };
    let asked = read("nation", &changes).unwrap_or_else(|it| panic!("it is valid: {it:?}"));
    let frame = Frame::new(&asked.scenario);
    let part = frame.by.iter().position(|&by| by == By::All).unwrap_or(0);
    let (mut all, mut rare, mut outside) = (0, 0, Vec::new());
    for (number, measure) in frame.measures.iter().enumerate() {
        let of_a_thousand = [
            Unit::PerThousand,
            Unit::PerThousandCitizens,
            Unit::PerThousandYears,
            Unit::PerThousandDays,
        ];
        if !of_a_thousand.contains(&measure.unit) {
            continue;
        }
        let here = nation.twins[0].outcomes[part][number];
        let there = model.iter().map(|world| world.twins[0].outcomes[part][number]);
        let Some(found) = estimate(there) else { continue };
        let Some(error) = found.error else { continue };
        // What never happened in any world of the model has no range there.
        if found.mean == 0.0 && error == 0.0 {
            rare += usize::from(here != 0.0);
            continue;
        }
        let worlds = model.len() as f64;
        let spread = error * worlds.sqrt() * (1.0 + 1.0 / worlds).sqrt();
        all += 1;
        if (here - found.mean).abs() > FAR * spread {
            outside.push(format!("{} {here} for {}", measure.name, found.mean));
        }
        if ["restricted.ever", "wronged.ever", "transgressions"].contains(&measure.name.as_str()) {
            let goal =
                format!("{:.4} to {:.4}", found.mean - FAR * spread, found.mean + FAR * spread);
            let holds = (here - found.mean).abs() <= FAR * spread;
            let name = format!("the nation: {}, as in a further world of the model", measure.name);
            table.line(&name, &format!("{here:.4}"), &goal, holds);
        }
    }
    table.line(
        "the nation: outcomes of 1,000 within the 99.9 % range of a further world of the model",
        &format!(
            "{} of {all} {}; {rare} too rare for the model",
            all - outside.len(),
            outside.join(", ")
        ),
        "all",
        all > 0 && outside.is_empty(),
    );
}

/// The worlds of the only run in a folder.
fn lived_in(out: &Path) -> Option<Vec<Lived>> {
    let inside = fs::read_dir(out).ok()?.flatten().map(|entry| entry.path());
    let run: PathBuf = inside.into_iter().find(|path| !path.is_symlink())?;
    let manifest = results::manifest(&run).ok()??;
    let worlds = results::worlds(&run, &manifest).ok()?;
    worlds.into_iter().map(|world| world.fate.ok()).collect()
}
