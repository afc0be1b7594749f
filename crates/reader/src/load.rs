//! Loading: the files that a scenario extends, and the overrides of the command line.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::Overrides;
use super::diagnostic::{Diagnostic, Problem};
use super::document::Document;
use super::entry::Change;
use super::expected::Expected;
use super::loader::Loader;
use super::requirement::Requirement;
use super::sections::{SOCIETY, is_of_policy};
use super::shipped::{POLICIES, SCENARIOS, Shipped};
use super::size;
use super::words::{matches, nearest, quoted};
use super::writing::quoted_key;

/// The most files that extend one another.
const DEEPEST: usize = 16;

/// Files of one kind: the folder in which they ship, and those that do.
struct ShippedFiles(&'static str, &'static [Shipped]);

const SCENARIO: ShippedFiles = ShippedFiles("scenarios", &SCENARIOS);
const POLICIES_THERE: ShippedFiles = ShippedFiles("policies", &POLICIES);

/// The scenario called `name`: one that ships, or a file.
pub(super) fn open(name: &str, loader: &dyn Loader) -> Document {
    find(name, "", &SCENARIO, loader).unwrap_or_else(|NotFound { shown, why }| {
        let ships = || SCENARIOS.iter().map(|(name, _)| *name);
        let near = nearest(name, ships()).map(|near| format!("; did you mean `{near}`?"));
        let all = ships().collect::<Vec<_>>().join(", ");
        let with_ending = format!("{name}.toml");
        let file = loader.load(Path::new(&with_ending), size::LONGEST);
        let near = file.ok().map(|_| format!("; did you mean `{with_ending}`?")).or(near);
        let is_policy = POLICIES.iter().any(|(known, _)| *known == name);
        let policy = format!("; a policy has this name: nosedive policies {name}");
        let near = is_policy.then_some(policy).or(near);
        let hint = near.unwrap_or_else(|| format!(" (scenarios that ship: {all})"));
        Document::unreadable(&shown, why + &hint)
    })
}

/// The policy that the setting `key` names: one that ships, or a file, from where the file lies
/// that says so. Where it cannot be read, that is noted as a mistake.
pub(super) fn open_policy(
    from: &mut Document,
    key: &str,
    name: &str,
    loader: &dyn Loader,
) -> Option<Document> {
    let found = find(name, from.file_of(key), &POLICIES_THERE, loader);
    found_beside(from, key, name, &POLICIES_THERE, found)
}

/// The file that the setting `key` names, or a diagnostic at that setting.
fn found_beside(
    from: &mut Document,
    key: &str,
    name: &str,
    shelf: &ShippedFiles,
    found: Result<Document, NotFound>,
) -> Option<Document> {
    let why = match found {
        Ok(document) => return Some(document),
        Err(NotFound { why, .. }) => why,
    };
    let shipped = shelf.1.iter().map(|(name, _)| *name).collect();
    let (file, key) = (name.to_owned(), key.to_owned());
    let (source, place) = from.place(&key);
    let wrong = Problem::NoFile { key, file, why, shipped };
    from.mistakes.push(Diagnostic { source, place, wrong });
    None
}

/// A file that cannot be read: the name that messages give it, and why.
struct NotFound {
    shown: String,
    why: String,
}

fn find(
    name: &str,
    beside: &str,
    ShippedFiles(folder, shipped): &ShippedFiles,
    loader: &dyn Loader,
) -> Result<Document, NotFound> {
    if let Some((name, text)) = shipped.iter().find(|(known, _)| *known == name) {
        return Ok(Document::parse(&format!("{folder}/{name}.toml"), text));
    }
    let path = Path::new(beside).parent().unwrap_or(Path::new("")).join(name);
    let path: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    let shown = path.display().to_string();
    match loader.load(&path, size::LONGEST) {
        Ok(text) => Ok(Document::parse(&shown, &text)),
        Err(why) => Err(NotFound { shown, why }),
    }
}

/// A file with everything that it extends beneath it.
pub(super) fn load(file: Document, loader: &dyn Loader) -> Document {
    let mut files = vec![file];
    while let Some(last) = files.last_mut() {
        let Some(base) = last.word_if("extends") else { break };
        let found = find(&base, last.file_of("extends"), &SCENARIO, loader);
        let Some(over) = found_beside(last, "extends", &base, &SCENARIO, found) else { break };
        let Some(said) = last.set("extends", "extends") else { break };
        let circle = files.iter().any(|file| loader.is_same(file.name(), over.name()));
        let mut names: Vec<String> = files.iter().map(|file| file.name().to_owned()).collect();
        names.push(over.name().to_owned());
        let wrong = if circle {
            Problem::Circle { files: names }
        } else if files.len() == DEEPEST {
            let found = format!("the {DEEPEST}th file in a row that extends another");
            let (key, allowed) =
                ("extends".to_owned(), Requirement::NthAtMost { most: DEEPEST - 1 });
            Problem::NotAllowed { key, found, allowed }
        } else {
            files.push(over);
            continue;
        };
        if let Some(last) = files.last_mut() {
            last.mistakes.push(said.refused_value(wrong));
        }
        break;
    }
    let mut files = files.into_iter().rev();
    let Some(mut under) = files.next() else { return Document::parse("", "") };
    files.for_each(|over| under.overlay(over));
    if let Some(name) = under.word_if("society") {
        match SCENARIOS.iter().find(|(known, _)| *known == name) {
            Some(_) => under.underlay(&open(&name, loader), &SOCIETY),
            None => {
                let names = SCENARIOS.iter().map(|(name, _)| (*name).to_owned()).collect();
                let allowed = Requirement::Kind(Expected::OneOf(names));
                under.refuse("society", format!("\"{name}\""), allowed);
            }
        }
    }
    under
}

/// Changes of policies, by origin, and those that are made already.
#[derive(Default)]
pub(super) struct PolicyChanges {
    /// Changes of a reform.
    pub(super) reform: Vec<Change>,
    /// Changes asked for besides the files.
    pub(super) asked: Vec<Change>,
    /// Whether another policy was asked for.
    pub(super) is_other_policy: bool,
    /// Changes of the society and of the run that were asked for and are made.
    pub(super) made: Vec<Change>,
}

/// Settings that name the files to read, settled before any change.
const FIXED: [&str; 3] = ["schema", "extends", "society"];

/// Whether a change of this path would change one of them.
fn is_fixed(path: &str) -> bool {
    FIXED.iter().any(|fixed| matches(path, fixed))
}

/// Makes every change of the society and of the run, and returns those of the policies.
pub(super) fn changes(from: &mut Document, asked: &Overrides) -> PolicyChanges {
    let mut orders = PolicyChanges::default();
    let set = asked.set.iter().rev().find(|(key, _)| key == "run.days");
    let set = set.and_then(|(_, days)| days.replace('_', "").parse().ok());
    // A run that is asked to be shorter than its file ends before the later changes.
    if let Some(days) = asked.days.or(set) {
        from.changes.retain(|change| !is_of_policy(&change.path) || change.from_day < days);
    }
    for number in 0..from.changes.len() {
        let change = from.changes[number].clone();
        if change.is_made {
            continue;
        }
        if is_of_policy(&change.path) {
            orders.reform.push(change);
        } else if is_fixed(&change.path) {
            let key = "change.path".to_owned();
            let found = format!("\"{}\"", change.path);
            let allowed = Requirement::Changeable;
            let wrong = Problem::NotAllowed { key, found, allowed };
            from.mistakes.push(change.refused(wrong));
        } else if let Some(policy) = &change.policy {
            let (key, found) = ("change.policy".to_owned(), format!("\"{policy}\""));
            let allowed = Requirement::NoPolicyFor(change.path.clone());
            let wrong = Problem::NotAllowed { key, found, allowed };
            from.mistakes.push(change.refused_policy(wrong));
        } else if change.from_day > 0 {
            let wrong = Problem::TooLate { key: change.path.clone() };
            from.mistakes.push(change.refused_day(wrong));
        } else {
            from.changes[number].was = from.values_at(&change.path);
            from.change(&change);
        }
    }
    let number = |option: &'static str, key: &str, value: Option<u64>| {
        Some((option, key.to_owned(), value?.to_string()))
    };
    let numbers = [
        number("--citizens", "run.citizens", asked.citizens.map(u64::from)),
        number("--years", "run.days", asked.days.map(u64::from)),
        number("--seed", "run.seed", asked.seed),
        number("--worlds", "stop.worlds", asked.worlds.map(u64::from)),
        number("--causes", "causes.worlds", asked.cause_worlds.map(u64::from)),
    ];
    let by_key = asked.set.iter().map(|(key, value)| ("-s", key.clone(), value.clone()));
    let wanted = numbers.into_iter().flatten().chain(by_key);
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    for (option, key, value) in wanted {
        let mut said = order(option, &key, &value);
        match said.set(&key, &key) {
            Some(_) if !said.mistakes.iter().all(Diagnostic::is_beyond_range) => {}
            Some(change) if is_fixed(&key) => {
                let (key, found) = ("-s".to_owned(), format!("\"{key}\""));
                let allowed = Requirement::Changeable;
                said.mistakes.push(change.refused(Problem::NotAllowed { key, found, allowed }));
            }
            Some(change) => match told.insert(key.clone(), format!("by {option} with {value}")) {
                Some(other) => said.mistakes.push(change.refused(Problem::Twice { key, other })),
                None => make(from, &mut orders, Change { is_asked: true, ..change }),
            },
            None if said.mistakes.is_empty() => said.refuse(&key, "a table", Requirement::Setting),
            None => {}
        }
        from.mistakes.append(&mut said.mistakes);
    }
    orders
}

/// Makes a change that was asked for, or keeps it for the policies.
fn make(from: &mut Document, orders: &mut PolicyChanges, change: Change) {
    if is_of_policy(&change.path) {
        orders.asked.push(change);
        return;
    }
    let was = from.values_at(&change.path);
    orders.is_other_policy |= change.path == "policy";
    from.change(&change);
    orders.made.push(Change { was, ..change });
}

/// The document that `-s key=value` makes, or another option; a value that is no TOML is taken for a word.
fn order(option: &str, key: &str, value: &str) -> Document {
    let name: Vec<String> = key.split('.').map(quoted_key).collect();
    let say = |value: &str| Document::parse(option, &format!("{} = {value}", name.join(".")));
    let said = say(value);
    let is_word = value.contains(['\n', '\r'])
        || said.mistakes.iter().any(|mistake| matches!(mistake.wrong, Problem::NotToml(_)));
    if is_word { say(&quoted(value)) } else { said }
}
