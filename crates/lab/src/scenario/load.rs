//! From names to files: what a scenario extends, and what is asked for besides it.

use std::fs;
use std::path::Path;

use super::Changes;
use super::document::{Change, Document};
use super::mistake::{Mistake, Wrong};
use super::shipped::{POLICIES, SCENARIOS, Shipped};

/// The sections of a policy.
pub(super) const POLICY: [&str; 11] = [
    "policy",
    "cameras",
    "register",
    "informants",
    "rule",
    "score",
    "band",
    "list",
    "effect",
    "spread",
    "appeal",
];

/// The sections of a society.
const SOCIETY: [&str; 8] =
    ["population", "group", "place", "conduct", "visit", "livelihood", "response", "source"];

/// The most files that extend one another.
const DEEPEST: usize = 16;

/// Whether an address is one of the policy's.
pub(super) fn is_of_policy(address: &str) -> bool {
    let first = address.split('.').next().unwrap_or("");
    POLICY.contains(&first) && address != "policy"
}

/// The scenario called `name`: one that ships, or a file, from where `beside` lies.
pub(super) fn open(name: &str, beside: &str) -> Document {
    find(name, beside, "scenarios", &SCENARIOS)
}

/// The policy called `name`: one that ships, or a file, from where `beside` lies.
pub(super) fn open_policy(name: &str, beside: &str) -> Document {
    find(name, beside, "policies", &POLICIES)
}

fn find(name: &str, beside: &str, folder: &str, shipped: &[Shipped]) -> Document {
    if let Some((name, text)) = shipped.iter().find(|(known, _)| *known == name) {
        return Document::parse(&format!("{folder}/{name}.toml"), text);
    }
    let path = Path::new(beside).parent().unwrap_or(Path::new("")).join(name);
    let shown = path.display().to_string();
    match fs::read_to_string(&path) {
        Ok(text) => Document::parse(&shown, &text),
        Err(error) => Document::unreadable(&shown, unreadable(&path, &error, shipped)),
    }
}

/// Why a file cannot be read, and what could be meant instead.
fn unreadable(path: &Path, error: &std::io::Error, shipped: &[Shipped]) -> String {
    if path.is_dir() {
        return "it is a folder".to_owned();
    }
    if error.kind() == std::io::ErrorKind::InvalidData {
        return "it is not text (UTF-8)".to_owned();
    }
    if error.kind() == std::io::ErrorKind::NotFound {
        let names: Vec<&str> = shipped.iter().map(|(name, _)| *name).collect();
        return format!("there is no such file, and none that ships: {}", names.join(", "));
    }
    error.to_string()
}

/// A file with everything that it extends beneath it.
pub(super) fn load(file: Document) -> Document {
    let mut files = vec![file];
    while let Some(last) = files.last_mut() {
        let Some(base) = last.word_if("extends") else { break };
        let over = open(&base, last.name());
        let circle = files.iter().any(|file| file.name() == over.name());
        if circle || files.len() == DEEPEST {
            let mut names: Vec<String> = files.iter().map(|file| file.name().to_owned()).collect();
            names.push(over.name().to_owned());
            let last = files.last_mut().expect("there is a file at least");
            if let Some(said) = last.set("extends", "extends") {
                last.mistakes.push(said.refused(Wrong::Circle { files: names }));
            }
            break;
        }
        files.push(over);
    }
    let mut under = files.pop().expect("there is a file at least");
    while let Some(over) = files.pop() {
        under.overlay(over);
    }
    if let Some(name) = under.word_if("society") {
        match SCENARIOS.iter().find(|(known, _)| *known == name) {
            Some(_) => under.underlay(&open(&name, ""), &SOCIETY),
            None => {
                let names: Vec<&str> = SCENARIOS.iter().map(|(name, _)| *name).collect();
                let allowed = format!("one of {}", names.join(", "));
                under.refuse("society", format!("\"{name}\""), allowed);
            }
        }
    }
    under
}

/// What is changed of the policies, and by whom.
#[derive(Default)]
pub(super) struct Orders {
    /// Changes of a reform.
    pub(super) reform: Vec<Change>,
    /// Changes asked for besides the files.
    pub(super) asked: Vec<Change>,
}

/// Makes every change of the society and of the run, and returns those of the policies.
pub(super) fn changes(from: &mut Document, asked: &Changes) -> Orders {
    let mut orders = Orders::default();
    for change in from.changes.clone() {
        if is_of_policy(&change.path) {
            orders.reform.push(change);
        } else if change.from_day > 0 {
            let wrong = Wrong::TooLate { key: change.path.clone() };
            from.mistakes.push(change.refused(wrong));
        } else {
            from.change(&change);
        }
    }
    let number = |key: &str, value: Option<u64>| Some((key.to_owned(), value?.to_string()));
    let numbers = [
        number("run.citizens", asked.citizens.map(u64::from)),
        number("run.days", asked.days.map(u64::from)),
        number("run.seed", asked.seed),
        number("stop.worlds", asked.worlds.map(u64::from)),
    ];
    let wanted = asked.set.iter().cloned().chain(numbers.into_iter().flatten());
    for (key, value) in wanted {
        match order(&key, &value) {
            Ok(change) if is_of_policy(&key) => orders.asked.push(change),
            Ok(change) => from.change(&change),
            Err(mut mistakes) => from.mistakes.append(&mut mistakes),
        }
    }
    orders
}

/// What `-s key=value` asks for; a value that is no TOML is taken for a word.
fn order(key: &str, value: &str) -> Result<Change, Vec<Mistake>> {
    let quoted = |word: &str| toml::Value::from(word).to_string();
    let say = |value: &str| Document::parse("-s", &format!("{} = {value}", quoted(key)));
    let mut said = say(value);
    if said.mistakes.iter().any(|mistake| matches!(mistake.wrong, Wrong::NotToml(_))) {
        said = say(&quoted(value));
    }
    match said.set(key, key) {
        Some(change) if said.mistakes.is_empty() => Ok(change),
        _ => Err(said.mistakes),
    }
}
