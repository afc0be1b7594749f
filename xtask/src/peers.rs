//! One small model in several libraries, side by side: `cargo xtask peers`.
//!
//! Every program lives the common model of the handbook's page on peers, is held against the
//! distribution that follows from it, and is timed by one protocol: so many seconds of days, the
//! society built and the first day run before the clock runs.

mod ours;

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, ExitCode, Stdio};
use std::thread::{available_parallelism, sleep};
use std::time::{Duration, Instant};

use serde_json::Value;
use statrs::distribution::{Binomial, Discrete as _};

const SCENARIO: &str = "peers/common.toml";

/// The highest number of points, and the first [points].
const CAP: usize = 800;

/// Sizes of a society [citizens].
pub(crate) const SIZES: [u32; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

/// The size at which programs are compared, and the one at which they are checked [citizens].
pub(crate) const COMPARED: u32 = 1_000_000;
const CHECKED: u32 = 100_000;

/// Days of a whole run, and seconds for which a larger society is run.
const DAYS: u16 = 366;
const SECONDS: u32 = 6;

/// The longest time to build and run a society [s].
const PATIENCE: u64 = 300;

/// A program that lives the common model.
struct Peer {
    name: &'static str,
    /// The file of its model.
    model: &'static str,
    by: By,
}

enum By {
    Ours {
        threads: usize,
    },
    Rust(&'static str),
    /// A module of `peers/python`, and the environment that it needs.
    Python(&'static str, &'static str),
}

const PEERS: [Peer; 9] = [
    Peer { name: "Nosedive", model: SCENARIO, by: By::Ours { threads: 0 } },
    Peer { name: "Nosedive, one thread", model: SCENARIO, by: By::Ours { threads: 1 } },
    Peer {
        name: "NumPy, bare",
        model: "peers/python/in_numpy.py",
        by: By::Python("numpy", "plain"),
    },
    Peer { name: "Rust, bare", model: "peers/rust/src/bare.rs", by: By::Rust("bare") },
    Peer { name: "ixa", model: "peers/rust/src/in_ixa.rs", by: By::Rust("ixa") },
    Peer {
        name: "mesa-frames",
        model: "peers/python/in_mesa_frames.py",
        by: By::Python("mesa_frames", "frames"),
    },
    Peer {
        name: "Starsim",
        model: "peers/python/in_starsim.py",
        by: By::Python("starsim", "plain"),
    },
    Peer { name: "krABMaga", model: "peers/rust/src/in_krabmaga.rs", by: By::Rust("krabmaga") },
    Peer { name: "Mesa", model: "peers/python/in_mesa.py", by: By::Python("mesa", "plain") },
];

/// The report of a program on one society.
#[derive(Clone, Debug)]
struct Told {
    days: f64,
    seconds: f64,
    /// The most memory held [KiB].
    peak: f64,
    /// How many citizens have so many points in the end.
    points: Vec<f64>,
}

/// Why a program was not timed at a size.
#[derive(Clone, Debug)]
enum Not {
    /// It would hold so much memory [GiB].
    Fits(f64),
    InTime,
    Works(String),
}

/// The results of a program at one size.
#[derive(Clone, Copy, Debug)]
struct Did {
    /// Citizen-days a second.
    speed: f64,
    /// The most memory held [KiB].
    peak: f64,
}

/// The record of one program.
pub(crate) struct Found {
    pub(crate) name: &'static str,
    /// Lines of its model, comments left out.
    lines: usize,
    /// Its results at each size [citizens].
    sizes: Vec<(u32, Result<Did, Not>)>,
    /// How far its points are from the distribution that the model has.
    far: Option<f64>,
}

impl Found {
    fn at(&self, size: u32) -> Option<&Did> {
        let (_, did) = self.sizes.iter().find(|&&(citizens, _)| citizens == size)?;
        did.as_ref().ok()
    }

    /// Citizen-days a second at the size at which programs are compared.
    pub(crate) fn speed(&self) -> Option<f64> {
        Some(self.at(COMPARED)?.speed)
    }

    /// Whether its points have the distribution of the model.
    pub(crate) fn is_the_model(&self) -> bool {
        self.far.is_some_and(|far| far <= farthest(CHECKED))
    }

    /// Whether it is Nosedive itself.
    pub(crate) fn is_ours(&self) -> bool {
        self.name.starts_with("Nosedive")
    }

    /// Whether it is Nosedive on one core.
    pub(crate) fn is_alone(&self) -> bool {
        self.name == "Nosedive, one thread"
    }

    /// Whether it is a program of arrays alone, with no library of people and ties.
    pub(crate) fn is_bare(&self) -> bool {
        self.name.ends_with("bare")
    }

    /// Whether it is there to tell what this machine gives a loop in Nosedive's own language.
    pub(crate) fn is_yardstick(&self) -> bool {
        self.name.starts_with("Rust")
    }

    /// Memory of one more citizen, from the least to the largest society [bytes].
    fn bytes(&self) -> Option<f64> {
        let reached = |&(size, ref did): &(u32, Result<Did, Not>)| {
            Some((f64::from(size), did.as_ref().ok()?.peak))
        };
        let mut reached = self.sizes.iter().filter_map(reached);
        let (least, first) = reached.next()?;
        let (most, last) = reached.next_back()?;
        Some((last - first) * 1024.0 / (most - least))
    }
}

/// `cargo xtask peers`: the table, every size.
pub(crate) fn run() -> ExitCode {
    let found = match measure(&SIZES) {
        Ok(found) => found,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    println!("{}", table(&found));
    if found.iter().all(Found::is_the_model) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// `cargo xtask peers live …`: Nosedive's own part.
pub(crate) fn live(words: &[&str]) -> ExitCode {
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<u32>().ok());
    let asked = (number(0), number(1), number(2), number(3));
    let (Some(citizens), Some(days), Some(seconds), Some(threads)) = asked else {
        eprintln!("cargo xtask peers live CITIZENS DAYS SECONDS THREADS");
        return ExitCode::from(2);
    };
    ours::live(citizens, days as u16, seconds.into(), threads as usize)
}

/// Lives the common model in every program, in societies of `sizes`.
///
/// # Errors
///
/// Where the programs cannot be built here.
pub(crate) fn measure(sizes: &[u32]) -> Result<Vec<Found>, String> {
    set_up()?;
    let mut all: Vec<Found> = Vec::new();
    for peer in &PEERS {
        let text =
            fs::read_to_string(peer.model).map_err(|error| format!("{}: {error}", peer.model))?;
        let mut found =
            Found { name: peer.name, lines: lines(&text), sizes: Vec::new(), far: None };
        for &size in sizes {
            eprintln!("{}, {size} citizens", peer.name);
            let told = may(&found, size).and_then(|()| tell(peer, size));
            if size == CHECKED {
                found.far = told.as_ref().ok().map(Told::far);
            }
            found.sizes.push((size, told.map(|told| told.did(size))));
        }
        all.push(found);
    }
    again(&mut all);
    Ok(all)
}

/// Nosedive and the fastest others once more, in turns: a machine has better and worse minutes.
fn again(all: &mut [Found]) {
    let best = all.iter().filter_map(Found::speed).fold(0.0, f64::max);
    for _ in 0..2 {
        for (peer, found) in PEERS.iter().zip(all.iter_mut()) {
            let here = found.sizes.iter_mut().find(|&&mut (size, _)| size == COMPARED);
            let Some((_, Ok(did))) = here else { continue };
            if did.speed * 8.0 > best
                && let Ok(told) = tell(peer, COMPARED)
            {
                did.speed = did.speed.max(told.did(COMPARED).speed);
            }
        }
    }
}

/// Whether a society of `size` fits into memory, from what a tenth of it held.
fn may(found: &Found, size: u32) -> Result<(), Not> {
    let Some((_, smaller)) = found.sizes.last() else { return Ok(()) };
    let free = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
        line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()
    });
    match (smaller, free) {
        (Err(why), _) => Err(why.clone()),
        (Ok(did), Some(free)) if size > CHECKED && did.peak * 10.0 > free * 0.9 => {
            Err(Not::Fits(did.peak * 10.0 / 1024.0 / 1024.0))
        }
        _ => Ok(()),
    }
}

/// Environments and programs, as they are needed.
fn set_up() -> Result<(), String> {
    let did = |command: &mut Command| {
        let status = command.stdout(Stdio::null()).status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{command:?}: {status}")),
            Err(error) => Err(format!("{command:?}: {error}")),
        }
    };
    for (name, wants) in [("plain", "requirements.txt"), ("frames", "requirements-frames.txt")] {
        let (wants, at) = (format!("peers/python/{wants}"), format!("target/peers/{name}"));
        let marker = format!("{at}/wanted.txt");
        let asked = fs::read(&wants).map_err(|error| format!("{wants}: {error}"))?;
        if fs::read(&marker).is_ok_and(|made| made == asked) {
            continue;
        }
        eprintln!("making an environment for Python in {at}");
        did(Command::new("python3").args(["-m", "venv", "--clear", &at]))?;
        did(Command::new(format!("{at}/bin/pip")).args(["install", "--quiet", "-r", &wants]))?;
        fs::write(&marker, asked).map_err(|error| format!("{marker}: {error}"))?;
    }
    eprintln!("building the peers in Rust");
    did(Command::new(env!("CARGO")).args(["build", "--release", "--quiet", "--locked"]).args([
        "--manifest-path",
        "peers/rust/Cargo.toml",
        "--target-dir",
        "target/peers/rust",
    ]))
}

/// Lives a society in a program of its own.
fn tell(peer: &Peer, size: u32) -> Result<Told, Not> {
    let limit = if size <= CHECKED { PATIENCE as u32 } else { SECONDS };
    let numbers = [size.to_string(), DAYS.to_string(), limit.to_string()];
    let mut command = match peer.by {
        By::Ours { threads } => {
            let cores = available_parallelism().map_or(1, usize::from);
            let threads = if threads == 0 { cores } else { threads };
            let ours = std::env::current_exe().map_err(|it| Not::Works(it.to_string()))?;
            let mut command = Command::new(ours);
            command.args(["peers", "live"]).args(numbers).arg(threads.to_string());
            command
        }
        By::Rust(library) => {
            let mut command = Command::new("target/peers/rust/release/peers");
            command.arg(library).args(numbers).arg("2031");
            command
        }
        By::Python(library, environment) => {
            let mut command = Command::new(format!("target/peers/{environment}/bin/python"));
            command.args(["peers/python", library]).args(numbers).arg("2031");
            command
        }
    };
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| Not::Works(error.to_string()))?;
    let began = Instant::now();
    while child.try_wait().is_ok_and(|status| status.is_none()) {
        if began.elapsed() > Duration::from_secs(PATIENCE) {
            let _ = child.kill();
            let _ = child.wait();
            return Err(Not::InTime);
        }
        sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().map_err(|error| Not::Works(error.to_string()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    // A library may have words of its own before that.
    read(text.lines().last().unwrap_or_default())
        .ok_or_else(|| Not::Works(format!("{}", output.status)))
}

fn read(line: &str) -> Option<Told> {
    let told: Value = serde_json::from_str(line).ok()?;
    let points = told["points"].as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    let number = |key: &str| told[key].as_f64();
    Some(Told { days: number("days")?, seconds: number("seconds")?, peak: number("peak")?, points })
}

impl Told {
    fn did(&self, size: u32) -> Did {
        Did { speed: f64::from(size) * self.days / self.seconds, peak: self.peak }
    }

    /// The farthest that the distribution function of the points is from that of the model.
    fn far(&self) -> f64 {
        let all: f64 = self.points.iter().sum();
        let mut apart = [0.0_f64; 2];
        let law = law(self.days as u64 + 1);
        let steps = self.points.iter().zip(&law).map(|(&here, there)| {
            apart = [apart[0] + here / all, apart[1] + there];
            (apart[0] - apart[1]).abs()
        });
        steps.fold(0.0, f64::max)
    }
}

/// How likely each number of points is after `days` days.
///
/// A citizen is seen at an act with a chance of 1/100 a day, and so is each of eight others, whose
/// last day nobody bears any more: both numbers are binomial, and nothing else moves points.
fn law(days: u64) -> Vec<f64> {
    let times = |trials: u64| Binomial::new(0.01, trials).expect("a chance and a number");
    let (own, others) = (times(days), times(8 * (days - 1)));
    let mut law = vec![0.0; CAP + 1];
    for mine in 0..=days.min(40) {
        for theirs in 0..=(8 * (days - 1)).min(150) {
            let lost = (60 * mine + 6 * theirs) as usize;
            law[CAP.saturating_sub(lost)] += own.pmf(mine) * others.pmf(theirs);
        }
    }
    law
}

/// How far from the law a program of the model is in 999 of 1,000 cases, at most.
///
/// Kolmogorov's 1.95/√n, for a third of the citizens: what eight others bear together makes their
/// points alike, and the shares of citizens so unsure as those of a third of them at worst. (Two tied
/// citizens have 2 · 60 · 6 / (60² + 8 · 6²) of the variance in common, two with a tie to a third
/// 6² / (60² + 8 · 6²): in all, the variance of a mean is 2.8 times what it would be.)
fn farthest(citizens: u32) -> f64 {
    1.95 / (f64::from(citizens) / 3.0).sqrt()
}

/// Lines that are neither empty nor comments.
fn lines(text: &str) -> usize {
    let mut in_words = false;
    let counts = text.lines().map(str::trim).filter(|line| {
        let quotes = line.matches("\"\"\"").count();
        let is_words = in_words || line.starts_with("\"\"\"");
        in_words ^= quotes % 2 == 1;
        !(is_words || line.is_empty() || line.starts_with('#') || line.starts_with("//"))
    });
    counts.count()
}

/// The table, as it stands in the handbook.
fn table(all: &[Found]) -> String {
    let mut text = String::from("| Program | Lines | Bytes a citizen |");
    for size in SIZES {
        let _ = write!(text, " 10^{} |", size.ilog10());
    }
    text += " From the law |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for found in all {
        let bytes = found.bytes().map_or_else(|| "-".to_owned(), |bytes| format!("{bytes:.0}"));
        let _ = write!(text, "| {} | {} | {bytes} |", found.name, found.lines);
        for (_, did) in &found.sizes {
            let told = match did {
                Ok(did) => format!("{:.1}", did.speed / 1e6),
                Err(Not::Fits(gib)) => format!("{gib:.0} GiB"),
                Err(Not::InTime) => format!("over {} min", PATIENCE / 60),
                Err(Not::Works(why)) => why.clone(),
            };
            let _ = write!(text, " {told} |");
        }
        let far = found.far.map_or_else(|| "-".to_owned(), |far| format!("{far:.4}"));
        let _ = writeln!(text, " {far} |");
    }
    let _ = write!(
        text,
        "\nMillion citizen-days a second. From the law: the farthest that a distribution function of \
         points is from the exact one, {CHECKED} citizens; {:.4} at most in 999 of 1,000 cases.",
        farthest(CHECKED)
    );
    text
}

/// The most memory that a process has held so far [KiB].
pub(crate) fn peak_of(process: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
