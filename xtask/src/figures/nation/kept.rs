//! Survival of a saved world: kills, and a full disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use society::chance::{Address, Chance, Purpose};
use society::units::Seed;

use super::Table;
use crate::figures::work::{Work, manifest, mounted, walk};

/// One world of two years, put away every thirty days.
const KILLED: [&str; 11] = [
    "run",
    "nation",
    "--citizens",
    "100000",
    "--years",
    "2",
    "--threads",
    "2",
    "--checkpoint",
    "30d",
    "--quiet",
];

/// A world that is killed at a random moment and taken up again ends in the same bytes, each time.
pub(super) fn kills(table: &mut Table, work: &Work, wanted: u16) {
    let whole = work.place("whole");
    let began = Instant::now();
    work.output(&whole, &KILLED);
    let took = began.elapsed();
    let files = |at: &Path| manifest(at).map(|manifest| manifest["files"].to_string());
    let expected = files(&whole);
    let at = work.place("killed");
    let is_put_away = || {
        walk(&at.join("out")).iter().any(|it| it.extension().is_some_and(|it| it == "checkpoint"))
    };
    let chance = Chance::new(Seed(200));
    let (mut killed, mut taken_up, mut same) = (0, 0, 0);
    for round in 0..8 * u32::from(wanted) {
        if killed == wanted {
            break;
        }
        let _ = fs::remove_dir_all(at.join("out"));
        let Ok(mut child) = work.command(&at, &KILLED).stdout(Stdio::null()).spawn() else { break };
        let [word, ..] = chance.draw(Address { who: round, ..Address::of(Purpose::Event) });
        sleep(took.mul_f64(word.unit()));
        if child.kill().is_err() || child.wait().is_ok_and(|status| status.code().is_some()) {
            continue;
        }
        killed += 1;
        taken_up += u16::from(is_put_away());
        work.output(&at, &KILLED);
        same += u16::from(expected.is_some() && files(&at) == expected);
    }
    table.line(
        "a world of two years killed at a random moment and begun again, put away every 30 days",
        &format!(
            "{killed} kills, {taken_up} taken up where they were put away, {same} ends the same"
        ),
        &format!("{wanted} kills, half of them taken up, every end the same"),
        killed == wanted && same == killed && 2 * taken_up >= killed,
    );
}

/// One world that is put away every thirty days.
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

/// A disk that is full leaves the last good checkpoint as it was.
pub(super) fn full_disk(table: &mut Table, work: &Work) {
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
