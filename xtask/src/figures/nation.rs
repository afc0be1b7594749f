//! The figures of a nation: `cargo xtask figures nation`.

mod alike;
mod kept;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use lab::estimate::estimate;
use lab::layout::Layout;
use lab::world::WorldResult;
use reader::Overrides;
use results::read;
use society::measures::{MeasureId, Unit};

use super::society::{memory, speed};
use super::work::Work;
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
    alike::vector_units(&mut table, &work);
    kept::kills(&mut table, &work, size.kills);
    kept::full_disk(&mut table, &work);
    alike::processes(&mut table, &work);
    beside_others(&mut table);
    whole(&mut table, &work, &size);
    table.verdict()
}

/// The common model in Nosedive and in other libraries.
fn beside_others(table: &mut Table) {
    let name = "speed in ones of the fastest peer, at 10^6 citizens";
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
    let peers = || others().filter(|found| !found.is_yardstick());
    fastest(table, name, (ours, goal), peers());
    // A program of three arrays has ties, and nothing else that a library brings.
    let name = "the same, in ones of the fastest library of people and ties";
    fastest(table, name, (ours, goal), peers().filter(|found| !found.is_bare()));
    beside_a_loop(table, &all);
    for found in others() {
        let name = format!("the same, in ones of {}", found.name);
        let value = found.speed().map_or_else(|| "-".to_owned(), |it| format!("{:.1}", ours / it));
        table.line(&name, &value, "-", true);
    }
}

/// The speed of two bare loops on two cores that lose nothing by sharing, in multiples of the fastest
/// peer, and Nosedive on one of them in ones of the loop: what is possible here, and what is left.
fn beside_a_loop(table: &mut Table, all: &[peers::Found]) {
    let speed = |wanted: fn(&peers::Found) -> bool| {
        all.iter().filter(|found| wanted(found)).filter_map(peers::Found::speed).reduce(f64::max)
    };
    let peer = speed(|found| !found.is_ours() && !found.is_yardstick());
    let (one, bare) = (speed(peers::Found::is_alone), speed(peers::Found::is_yardstick));
    let (Some(peer), Some(one), Some(bare)) = (peer, one, bare) else { return };
    let name = "two bare loops in Rust on two cores, in ones of the fastest peer";
    table.line(name, &format!("{:.1}", 2.0 * bare / peer), "-", true);
    let name = "Nosedive on one core, in ones of the speed of such a loop";
    table.line(name, &format!("{:.2}", one / bare), "-", true);
}

/// A speed in ones of the fastest of some peers.
fn fastest<'a>(
    table: &mut Table,
    name: &str,
    (ours, goal): (f64, &str),
    peers: impl Iterator<Item = &'a peers::Found>,
) {
    let timed = peers.filter_map(|found| Some((found.speed()?, found.name)));
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
fn outcomes(table: &mut Table, nation: &WorldResult, model: &[WorldResult]) {
    /// Student's t for seven degrees of freedom at 0.9995.
    const FAR: f64 = 5.408;
    let changes = Overrides { citizens: Some(model.len() as u32 * 1_000), ..Overrides::default() };
    let asked = read("nation", &changes).unwrap_or_else(|it| panic!("it is valid: {it:?}"));
    let layout = Layout::new(&asked.scenario);
    let (mut all, mut rare, mut outside) = (0, 0, Vec::new());
    for measure in &layout.measures {
        let of_a_thousand = [
            Unit::PerThousand,
            Unit::PerThousandCitizens,
            Unit::PerThousandYears,
            Unit::PerThousandDays,
        ];
        if !of_a_thousand.contains(&measure.unit) {
            continue;
        }
        let here = nation.twins[0].value(measure.id);
        let there = model.iter().map(|world| world.twins[0].value(measure.id));
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
        let chief =
            [MeasureId::RESTRICTED_EVER, MeasureId::WRONGED_EVER, MeasureId::TRANSGRESSIONS];
        if chief.contains(&measure.id) {
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
fn lived_in(out: &Path) -> Option<Vec<WorldResult>> {
    let inside = fs::read_dir(out).ok()?.flatten().map(|entry| entry.path());
    let run: PathBuf = inside.into_iter().find(|path| !path.is_symlink())?;
    let manifest = results::manifest(&run).ok()??;
    let loaded = results::locked(&run).ok()?;
    let worlds = results::worlds(&run, &loaded, &manifest).ok()?;
    worlds.into_iter().map(|world| world.result.ok()).collect()
}
