//! Does a test bite? `cargo xtask mutants` changes one thing at a time in the parts of `society` that
//! everything rests on, `cargo xtask mutants choice` in those by which a policy reaches a choice; both tell
//! which changes no test noticed.

use std::fs;
use std::process::{Command, ExitCode, Stdio};

/// The version of the tool.
const TOOL: &str = "27.1.0";

/// The parts that everything rests on.
pub(crate) const BASIS: [&str; 5] = ["scoring", "standing", "observation", "ties", "chance"];

/// The parts by which a policy reaches a choice.
pub(crate) const CHOICE: [&str; 3] = ["stakes", "response", "conduct"];

/// Share of viable changes that must be noticed.
const CAUGHT: f64 = 0.9;

const OUT: &str = "target/mutants";

/// Outcomes of the changes.
pub(crate) struct Found {
    /// The parts that were changed.
    parts: &'static [&'static str],
    caught: Vec<String>,
    missed: Vec<String>,
}

impl Found {
    /// Share of viable changes that a test noticed.
    pub(crate) fn share(&self) -> f64 {
        self.caught.len() as f64 / (self.caught.len() + self.missed.len()).max(1) as f64
    }

    /// Whether enough of them were.
    pub(crate) fn holds(&self) -> bool {
        !self.caught.is_empty() && self.share() >= CAUGHT
    }

    /// The findings, in words.
    pub(crate) fn told(&self) -> String {
        let all = self.caught.len() + self.missed.len();
        let part = |name: &&'static str| {
            let ours = |lines: &[String]| {
                let (file, folder) = (format!("src/{name}.rs"), format!("src/{name}/"));
                let in_part = |line: &&String| line.contains(&file) || line.contains(&folder);
                lines.iter().filter(in_part).count()
            };
            let (caught, missed) = (ours(&self.caught), ours(&self.missed));
            format!("{name} {caught} of {}", caught + missed)
        };
        let parts: Vec<String> = self.parts.iter().map(part).collect();
        format!(
            "{:.1} %: {} of {all} ({})",
            100.0 * self.share(),
            self.caught.len(),
            parts.join(", ")
        )
    }
}

/// Changes, and prints what no test noticed.
pub(crate) fn run(parts: &'static [&'static str]) -> ExitCode {
    match measure(parts) {
        Ok(found) => {
            for line in &found.missed {
                println!("not noticed: {line}");
            }
            println!("noticed: {}", found.told());
            if found.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(why) => {
            eprintln!("mutants: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Makes every change of these parts, one at a time.
pub(crate) fn measure(parts: &'static [&'static str]) -> Result<Found, String> {
    let cargo = || Command::new(env!("CARGO"));
    let version = cargo().args(["mutants", "--version"]).output();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if !version.is_ok_and(|output| text(&output.stdout).contains(TOOL)) {
        let install = ["install", "--locked", "cargo-mutants", "--version", TOOL];
        let installed = cargo().args(install).status();
        if !installed.is_ok_and(|status| status.success()) {
            return Err("the tool cannot be installed".to_owned());
        }
    }
    let mut command = cargo();
    command.args(["mutants", "--package", "society", "--output", OUT]);
    for part in parts {
        command.args(["--file", &format!("crates/society/src/{part}.rs")]);
        command.args(["--file", &format!("crates/society/src/{part}/*.rs")]);
    }
    // Each change is built and run for a moment: compiling costs more than slow days do.
    command.arg("--cargo-arg=--config=profile.dev.package.society.opt-level=1");
    command.arg("--cargo-arg=--config=profile.dev.debug=false");
    command.args(["--", "--lib", "--tests"]);
    let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    // 2 and 3 say that some were missed or took too long, which the lists tell as well.
    let code = ended.map_err(|error| error.to_string())?.code();
    if !matches!(code, Some(0 | 2 | 3)) {
        return Err(format!("the tool ended with {code:?}; see {OUT}/mutants.out"));
    }
    let lines = |name: &str| -> Result<Vec<String>, String> {
        let path = format!("{OUT}/mutants.out/{name}.txt");
        let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        Ok(text.lines().map(str::to_owned).collect())
    };
    let (mut caught, missed) = (lines("caught")?, lines("missed")?);
    // A change that makes a test run for ever is noticed.
    caught.extend(lines("timeout")?);
    Ok(Found { parts, caught, missed })
}
