//! Two programs that share no line, held against each other: `cargo xtask reference`.
//!
//! The reference in Python reads the same resolved scenario and lives the same world. On draws that
//! are addressed alike, everything must be the same: who lives there, what comes up, and after every
//! day the state of every citizen and every count.

mod luck;

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use lab::trace::Trace;
use reader::{LoadedScenario, Overrides};
use results::read;

/// The scenarios that both programs run: a name, and what is changed of the file.
pub(crate) const LIVED: [&str; 3] = ["six", "everything", "warm"];

/// The comparison of one scenario.
#[derive(Debug, Default)]
pub(crate) struct PairedOutcome {
    pub(crate) citizens: u32,
    pub(crate) days: u16,
    pub(crate) policies: usize,
    pub(crate) occasions: u64,
    pub(crate) values: u64,
    /// The first difference, if any.
    pub(crate) parted: Option<String>,
}

impl PairedOutcome {
    /// The comparison, in words.
    pub(crate) fn told(&self) -> String {
        let parted = self.parted.as_deref().unwrap_or("the same");
        format!(
            "{} citizens x {} days x {} policies, {} occasions, {} changes of state and counts: {parted}",
            self.citizens, self.days, self.policies, self.occasions, self.values
        )
    }
}

/// Compares every scenario and prints a line for each, then the distributions of the first.
pub(crate) fn run() -> ExitCode {
    let mut all_same = true;
    for name in LIVED {
        match compare(name) {
            Ok(found) => {
                println!("{name}: {}", found.told());
                all_same &= found.parted.is_none();
            }
            Err(why) => {
                eprintln!("{name}: {why}");
                all_same = false;
            }
        }
    }
    match distributions() {
        Ok(found) => {
            println!("other random numbers: {}", found.told());
            all_same &= found.holds();
        }
        Err(why) => {
            eprintln!("other random numbers: {why}");
            all_same = false;
        }
    }
    if all_same { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Compares what both programs make of the first scenario on random numbers of their own.
pub(crate) fn distributions() -> Result<luck::Alike, String> {
    let (asked, folder) = asked(LIVED[0])?;
    luck::alike(&asked, &folder)
}

/// A scenario, and a folder to compare it in.
fn asked(name: &str) -> Result<(LoadedScenario, PathBuf), String> {
    let asked = read(&format!("reference/{name}.toml"), &Overrides::default())
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect::<String>())?;
    let folder = PathBuf::from("target/reference").join(name);
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let lock = folder.join("scenario.lock.toml");
    fs::write(lock, &asked.resolved).map_err(|error| error.to_string())?;
    Ok((asked, folder))
}

/// Lives one scenario in both programs and compares them.
pub(crate) fn compare(name: &str) -> Result<PairedOutcome, String> {
    let (asked, folder) = asked(name)?;
    python(&folder, &[])?;
    let ours = folder.join("ours");
    let society = asked.scenario.society();
    let mut found = PairedOutcome {
        citizens: society.citizens,
        days: society.warm_up + society.days,
        policies: asked.scenario.twins().len(),
        ..PairedOutcome::default()
    };
    write(&asked, &ours).map_err(|error| error.to_string())?;
    let twins = asked.scenario.twins().iter().map(|twin| format!("{}.txt", twin.name));
    for name in ["people.txt".to_owned(), "occasions.txt".to_owned()].into_iter().chain(twins) {
        let values =
            same(&ours.join(&name), &folder.join("theirs").join(&name), &mut found.parted)?;
        *(if name == "occasions.txt" { &mut found.occasions } else { &mut found.values }) += values;
    }
    Ok(found)
}

/// Lives world 0 and writes its trace as the reference does, a file for each twin.
fn write(asked: &LoadedScenario, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let open = |name: &str| Ok::<_, io::Error>(BufWriter::new(File::create(folder.join(name))?));
    let mut trace = Trace::new(&asked.scenario);
    let mut people = open("people.txt")?;
    for line in trace.people() {
        writeln!(people, "{}", line.text)?;
    }
    let mut occasions = open("occasions.txt")?;
    let names = asked.scenario.twins().iter().map(|twin| format!("{}.txt", twin.name));
    let mut files = names.map(|name| open(&name)).collect::<io::Result<Vec<_>>>()?;
    while let Some(day) = trace.day() {
        if day.occasions.contains(' ') {
            writeln!(occasions, "{}", day.occasions)?;
        }
        for (file, lines) in files.iter_mut().zip(&day.twins) {
            for line in lines {
                writeln!(file, "{}", line.text)?;
            }
        }
    }
    Ok(())
}

/// Output of the reference for the scenarios of a folder.
pub(crate) fn python(folder: &Path, more: &[&str]) -> Result<String, String> {
    let mut command = Command::new("python3");
    let lock = folder.join("scenario.lock.toml");
    command.args(["-m", "reference"]).arg(lock).arg(folder.join("theirs")).args(more);
    let output = command.output().map_err(|error| format!("python3: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Compares two files line by line and tells how many values they share; notes the first place
/// where they part.
fn same(ours: &Path, theirs: &Path, parted: &mut Option<String>) -> Result<u64, String> {
    let lines = |path: &Path| {
        let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok::<_, String>(BufReader::new(file).lines().map_while(Result::ok))
    };
    let (mut here, mut there) = (lines(ours)?, lines(theirs)?);
    let mut values = 0;
    for number in 1.. {
        match (here.next(), there.next()) {
            (None, None) => break,
            (one, other) if one == other => {
                values += one.map_or(0, |line| line.split(' ').count() as u64 - 1);
            }
            (one, other) => {
                let (one, other) = (one.unwrap_or_default(), other.unwrap_or_default());
                parted.get_or_insert_with(|| {
                    format!("{}, line {number}: {}", ours.display(), part(&one, &other))
                });
                break;
            }
        }
    }
    Ok(values)
}

/// Where two lines part: their beginnings, and the first words that differ.
fn part(one: &str, other: &str) -> String {
    let (mut ours, mut theirs) = (one.split(' '), other.split(' '));
    let head = |line: &str| line.split(' ').take(3).collect::<Vec<_>>().join(" ");
    loop {
        match (ours.next(), theirs.next()) {
            (a, b) if a == b && a.is_some() => {}
            (a, b) => {
                let word = |word: Option<&str>| word.unwrap_or("nothing").to_owned();
                return format!(
                    "`{}` has {}, the reference `{}` has {}",
                    head(one),
                    word(a),
                    head(other),
                    word(b)
                );
            }
        }
    }
}
