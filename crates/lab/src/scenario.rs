//! Scenario files: what was written, and what it means.
//!
//! A scenario says who lives in a society, names a policy, and names its twins as changes of that
//! policy. Every number may carry a range, a unit and a source; every mistake in a file is found
//! at once, with its place in it.

mod document;
mod mistake;
mod policy;
mod shipped;
mod society;

use std::fs;
use std::path::{Path, PathBuf};

pub use document::Number;
pub use mistake::{Mistake, Source, Wrong};
pub use shipped::{POLICIES, SCENARIOS, Shipped};

use ::society::scenario::{Policy, Refusal, Scenario, Society, Twin};
use ::society::units::Seed;
use document::Document;
use sha2::{Digest, Sha256};

/// What was asked for besides the file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changes {
    /// Citizens in place of the file's [citizens].
    pub citizens: Option<u32>,
    /// Days in place of the file's [days].
    pub days: Option<u16>,
    /// Worlds in place of the file's.
    pub worlds: Option<u32>,
    /// The seed in place of the file's.
    pub seed: Option<u64>,
}

/// A scenario that was read and admitted.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The scenario's name: the start of the name of its results.
    pub id: String,
    /// What it is, in one line.
    pub title: String,
    /// Worlds of each twin.
    pub worlds: u32,
    /// What it means.
    pub scenario: Scenario,
    /// Every number of its files, by address.
    pub inventory: Vec<(String, Number)>,
}

impl Asked {
    /// The name of the folder that the results of this run belong in: the same whenever the
    /// same is asked.
    #[must_use]
    pub fn folder(&self) -> String {
        let text = format!("{:?} {} {}", self.scenario, self.worlds, env!("CARGO_PKG_VERSION"));
        let digest = Sha256::digest(text.as_bytes());
        let hex: String = digest.iter().take(3).map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{hex}", self.id)
    }

    /// How many of the numbers rest on a source, in words.
    #[must_use]
    pub fn numbers(&self) -> String {
        let sourced = |(_, number): &&(String, Number)| {
            number.sources.iter().any(|source| source != "assumed")
        };
        let sourced = self.inventory.iter().filter(sourced).count();
        let bare = self.inventory.iter().filter(|(_, number)| number.sources.is_empty()).count();
        let assumed = self.inventory.len() - sourced - bare;
        let all = self.inventory.len();
        format!(
            "{all} numbers: {sourced} rest on a source, {assumed} are assumed, {bare} say nothing."
        )
    }
}

/// Reads a scenario: a file, or one that ships, by its name.
///
/// # Errors
///
/// Every mistake in the scenario and in the policies that it names.
pub fn read(name: &str, changes: &Changes) -> Result<Asked, Vec<Mistake>> {
    let (document, folder) = match SCENARIOS.iter().find(|(known, _)| *known == name) {
        Some((name, text)) => {
            (Document::parse(&format!("scenarios/{name}.toml"), text), PathBuf::new())
        }
        None => {
            (open(Path::new(name)), Path::new(name).parent().unwrap_or(Path::new("")).to_owned())
        }
    };
    admit(document, &folder, changes)
}

/// Reads a scenario from a text; `name` is what messages call it.
///
/// # Errors
///
/// Every mistake in the text and in the policies that it names.
pub fn parse(name: &str, text: &str, changes: &Changes) -> Result<Asked, Vec<Mistake>> {
    admit(Document::parse(name, text), Path::new(""), changes)
}

fn open(path: &Path) -> Document {
    let name = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => Document::parse(&name, &text),
        Err(error) => Document::unreadable(&name, error.to_string()),
    }
}

fn admit(mut from: Document, folder: &Path, changes: &Changes) -> Result<Asked, Vec<Mistake>> {
    if !from.mistakes.is_empty() {
        return Err(from.mistakes);
    }
    let schema = from.whole("schema", 1.0, 1.0);
    debug_assert!(schema <= 1, "the only schema so far");
    let id = from.word("scenario.id");
    let title = from.word("scenario.title");
    for word in ["question", "status", "licence", "not_for"] {
        from.word(&format!("scenario.{word}"));
    }
    let (citizens, days, worlds, seed) = size(&mut from, changes);
    let society = people(&mut from, citizens, days);
    let groups: Vec<String> =
        society.population.groups.iter().map(|group| group.name.clone()).collect();
    let (twins, baseline, mut inventory, mut mistakes) = twins(&mut from, folder, &groups);
    from.close();
    inventory.extend(from.numbers().map(|(key, number)| (key.to_owned(), number.clone())));
    mistakes.splice(0..0, std::mem::take(&mut from.mistakes));
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let scenario = Scenario::admit(society, twins, baseline, seed).map_err(|refusals| {
        refusals.into_iter().for_each(|refusal| place(&mut from, &refusal));
        std::mem::take(&mut from.mistakes)
    })?;
    Ok(Asked { id, title, worlds, scenario, inventory })
}

/// Puts a refusal where the setting stands that it is about.
fn place(from: &mut Document, refusal: &Refusal) {
    from.refuse(&refusal.key, &refusal.found, &refusal.allowed);
}

fn size(from: &mut Document, changes: &Changes) -> (u32, u16, u32, Seed) {
    let citizens = from.whole("run.citizens", 2.0, 1.4e9) as u32;
    let days = from.whole("run.days", 1.0, 36_500.0) as u16;
    let worlds = from.whole("run.worlds", 1.0, 100_000.0) as u32;
    let seed = from.whole("run.seed", 0.0, 9.0e15);
    (
        changes.citizens.unwrap_or(citizens),
        changes.days.unwrap_or(days),
        changes.worlds.unwrap_or(worlds).max(1),
        Seed(changes.seed.unwrap_or(seed)),
    )
}

/// The society of a scenario: its own, or that of another scenario that ships.
fn people(from: &mut Document, citizens: u32, days: u16) -> Society {
    let Some(name) = from.word_if("society") else {
        return society::society(from, citizens, days);
    };
    let Some((name, text)) = SCENARIOS.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = SCENARIOS.iter().map(|(name, _)| *name).collect();
        from.refuse("society", format!("\"{name}\""), format!("one of {}", names.join(", ")));
        return society::society(from, citizens, days);
    };
    let mut other = Document::parse(&format!("scenarios/{name}.toml"), text);
    let society = society::society(&mut other, citizens, days);
    from.mistakes.append(&mut other.mistakes);
    society
}

type Twins = (Vec<Twin>, usize, Vec<(String, Number)>, Vec<Mistake>);

/// The policy under study and its twins, with every number of their files.
fn twins(from: &mut Document, folder: &Path, groups: &[String]) -> Twins {
    let studied = from.word("policy");
    let mut mistakes = Vec::new();
    let mut inventory = Vec::new();
    let mut twins = Vec::new();
    let mut read = |from: &Document, name: &str, file: &str, say: String, changes: &[String]| {
        let mut document = policy_file(file, folder);
        for address in changes {
            document.set(address, from, &format!("twins.{name}.set.{address}"));
        }
        let policy: Policy = policy::policy(&mut document, file, groups);
        document.close();
        if changes.is_empty() {
            let numbers = document.numbers();
            inventory
                .extend(numbers.map(|(key, number)| (format!("{file}: {key}"), number.clone())));
        }
        mistakes.append(&mut document.mistakes);
        twins.push(Twin { name: name.to_owned(), say, policy, later: Vec::new() });
    };
    read(from, &studied, &studied, String::new(), &[]);
    for name in from.names("twins") {
        let say = from.word(&format!("twins.{name}.say"));
        let file = from.word_if(&format!("twins.{name}.policy")).unwrap_or(studied.clone());
        let prefix = format!("twins.{name}.set");
        let changes = from.under(&prefix);
        for address in &changes {
            from.known(&format!("{prefix}.{address}"));
        }
        read(from, &name, &file, say, &changes);
    }
    let wanted = from.word("baseline");
    let baseline = twins.iter().position(|twin| twin.name == wanted);
    if baseline.is_none() {
        let names: Vec<&str> = twins.iter().map(|twin| twin.name.as_str()).collect();
        from.refuse("baseline", format!("\"{wanted}\""), format!("one of {}", names.join(", ")));
    }
    (twins, baseline.unwrap_or(0), inventory, mistakes)
}

/// The file of a policy: one that ships, by its name, or a path from the scenario's folder.
fn policy_file(name: &str, folder: &Path) -> Document {
    match POLICIES.iter().find(|(known, _)| *known == name) {
        Some((name, text)) => Document::parse(&format!("policies/{name}.toml"), text),
        None => open(&folder.join(name)),
    }
}
