//! Checkpoints of unfinished worlds: resuming, damage, and interruption.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{begun, done, folder, manifest, run_in};
use serde_json::Value;

/// A run of one world that is long enough to be interrupted: a scenario and its citizens.
#[derive(Clone, Copy)]
struct Long(&'static str, &'static str);

/// Every twin, in two neighborhoods.
const LARGE: Long = Long("twins", "4200");

/// Two twins in one neighborhood, to be run many times.
const SMALL: Long = Long("as-reported", "2000");

impl Long {
    /// The arguments of this run, with a seed, saved this often.
    fn with<'a>(self, seed: &'a str, every: &'a str) -> Vec<&'a str> {
        let mut all = vec!["run", self.0, "--citizens", self.1, "--worlds", "1", "--years", "1"];
        all.extend(["--threads", "2", "--seed", seed, "--checkpoint", every]);
        all
    }

    /// The files of the run without interruption and without checkpoints.
    fn whole(self) -> Value {
        let at = folder();
        assert_eq!(done(at.path(), &self.with("5", "off")).status.code(), Some(0));
        manifest(at.path())["files"].clone()
    }
}

/// The files of the large run, which two tests share.
static WHOLE: LazyLock<Value> = LazyLock::new(|| LARGE.whole());

fn checkpoint(folder: &Path) -> PathBuf {
    run_in(folder).join("worlds/00000.checkpoint")
}

/// Waits until a file of the run is there.
fn wait_for(folder: &Path, file: &str) {
    let began = Instant::now();
    let runs = || fs::read_dir(folder.join("out")).into_iter().flatten().flatten();
    while !runs().any(|run| run.path().join(file).exists()) {
        assert!(began.elapsed() < Duration::from_secs(120), "the run does not get on");
        sleep(Duration::from_millis(1));
    }
}

/// Begins the run of a seed, and kills it as soon as a checkpoint is there.
fn broken_off(folder: &Path, run: Long, seed: &str) {
    let mut child = begun(folder, &run.with(seed, "40d"));
    wait_for(folder, "worlds/00000.checkpoint");
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    assert!(!run_in(folder).join("manifest.json").exists(), "it was over before the kill");
}

/// Finishes the run, and returns its messages.
fn rest(folder: &Path, run: Long) -> String {
    let output = done(folder, &run.with("5", "40d"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(!checkpoint(folder).exists(), "a finished world needs no checkpoint");
    said
}

#[test]
fn a_world_that_is_killed_in_its_days_goes_on_to_the_same_bytes() {
    let at = folder();
    broken_off(at.path(), LARGE, "5");
    let said = rest(at.path(), LARGE);
    assert!(said.contains("World 0 resumes from day "), "{said}");
    assert_eq!(manifest(at.path())["files"], *WHOLE);
}

#[test]
fn a_checkpoint_that_is_damaged_or_foreign_is_refused_with_its_reason() {
    let at = folder();
    broken_off(at.path(), SMALL, "5");
    let good = fs::read(checkpoint(at.path())).expect("it is there");
    let other = folder();
    broken_off(other.path(), SMALL, "7");
    let foreign = fs::read(checkpoint(other.path())).expect("it is there");
    let turned = |byte: usize| {
        let mut bytes = good.clone();
        bytes[byte] ^= 1;
        bytes
    };
    let cases: [(Vec<u8>, &str); 7] = [
        (turned(3), "it is not a checkpoint"),
        (turned(30), "a frame of it is damaged"),
        (turned(good.len() / 2), "a frame of it is damaged"),
        (turned(good.len() - 1), "a frame of it is damaged"),
        (good[..good.len() - 9].to_vec(), "it is cut short"),
        ([&good[..], b"and more"].concat(), "it goes on after its end"),
        (foreign, "it is of another scenario, or of another world"),
    ];
    let expected = SMALL.whole();
    let run = run_in(at.path());
    for (bytes, why) in cases {
        for file in ["manifest.json", "worlds/00000.world"] {
            let _ = fs::remove_file(run.join(file));
        }
        fs::write(checkpoint(at.path()), bytes).expect("it can be written");
        let said = rest(at.path(), SMALL);
        assert!(said.contains(why), "{why}: {said}");
        assert!(said.contains("this world starts again from its first day"), "{said}");
        assert_eq!(manifest(at.path())["files"], expected, "{why}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_saves_the_world_at_the_end_of_the_day() {
    let at = folder();
    let child = begun(at.path(), &LARGE.with("5", "off"));
    wait_for(at.path(), "scenario.lock.toml");
    sleep(Duration::from_millis(100));
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupt.expect("it is sent").success());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(checkpoint(at.path()).exists(), "{said}");
    let said = rest(at.path(), LARGE);
    assert!(said.contains("World 0 resumes from day "), "{said}");
    assert_eq!(manifest(at.path())["files"], *WHOLE);
}

#[test]
fn the_checkpoint_interval_is_given_in_days_or_minutes() {
    let at = folder();
    for (asked, code) in [("30d", 0), ("5m", 0), ("off", 0), ("5", 2), ("0d", 2), ("often", 2)] {
        let all =
            ["run", "--citizens", "200", "--worlds", "1", "--years", "1", "--checkpoint", asked];
        let output = done(at.path(), &all);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{asked}: {said}");
        if code == 2 {
            assert!(said.contains("minutes (10m), simulated days (30d), or off"), "{said}");
        }
    }
}
