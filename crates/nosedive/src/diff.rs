//! `nosedive diff`: the differences of two scenarios, setting by setting.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clap::Args;
use lab::changes::{beyond_line, lines};
use lab::summary::reform_line;
use reader::{LoadedScenario, Overrides, ReformLine, Setting, SettingValue};
use results::{locked, read};
use serde_json::{Value, json};

use crate::output::{Exit, Failure, Output, argument, pasted};

#[derive(Args)]
pub(crate) struct Diff {
    /// A scenario, by file or name, or the folder of a run.
    one: String,
    /// The other.
    other: String,
    /// Admit numbers outside the range that their author gives them.
    #[arg(long)]
    beyond_range: bool,
}

/// One difference, as a line and as an object.
struct Difference {
    line: String,
    kind: &'static str,
    object: Value,
}

pub(crate) fn diff(diff: &Diff, output: Output) -> Result<Exit, Failure> {
    let admitted = Overrides { beyond_range: diff.beyond_range, ..Overrides::default() };
    let (one, other) = (open(&diff.one, &admitted)?, open(&diff.other, &admitted)?);
    let mut found = settings(&one, &other);
    found.extend(later_changes(&one, &other));
    found.extend(twins(&one, &other));
    let mut text = format!("{} -> {}\n", diff.one, diff.other);
    let count = found.len();
    for difference in found {
        text.push_str(&format!("  {}\n", difference.line));
        output.object(difference.kind, difference.object);
    }
    if count == 0 {
        text.push_str("  the same in every setting\n");
    }
    for (name, side) in [(&diff.one, &one), (&diff.other, &other)] {
        text.push_str(
            &beyond_line(side).map_or_else(String::new, |line| format!("{name}: {line}")),
        );
    }
    let command = if is_run(&diff.other) { "show" } else { "run" };
    let file = argument(Path::new(&diff.other));
    let next = if !other.beyond_range.is_empty() && command == "run" {
        pasted(&[&command, &file, &"--beyond-range"])
    } else {
        pasted(&[&command, &file])
    };
    text.push_str(&format!("Next  {next}\n"));
    output.result(&text);
    output.object("diff", json!({
            "one": diff.one, "other": diff.other, "differences": count,
            "beyond_range": { "one": lines(&one.beyond_range), "other": lines(&other.beyond_range) },
        }));
    Ok(Exit::Done)
}

fn open(name: &str, admitted: &Overrides) -> Result<LoadedScenario, Failure> {
    if is_run(name) {
        return Ok(locked(Path::new(name))?);
    }
    Ok(read(name, admitted)?)
}

/// Whether a name is that of the folder of a run.
fn is_run(name: &str) -> bool {
    let path = Path::new(name);
    path.is_dir() && results::settings(path).is_file()
}

/// Settings that change results; names, titles and sources do not.
fn effective_settings(loaded: &LoadedScenario) -> BTreeMap<&String, &Setting> {
    let is_effective = |(key, _): &(&String, &Setting)| {
        let first = key.split('.').next().unwrap_or("");
        !["source", "scenario", "twins", "pattern"].contains(&first)
            && !["policy.title", "policy.say"].contains(&key.as_str())
    };
    loaded.settings.iter().filter(is_effective).collect()
}

fn settings(one: &LoadedScenario, other: &LoadedScenario) -> Vec<Difference> {
    let (here, there) = (effective_settings(one), effective_settings(other));
    let keys: BTreeSet<&String> = here.keys().chain(there.keys()).copied().collect();
    // A section that one side switches off and the other leaves out is off on both.
    let is_off = |key: &str| {
        let off =
            |side: &BTreeMap<&String, &Setting>, of: &LoadedScenario, other: &BTreeMap<_, _>| {
                !other.contains_key(&key.to_owned()) && is_switched_off(key, side, of)
            };
        off(&here, one, &there) || off(&there, other, &here)
    };
    let pair = |key: &String| setting(key, here.get(key).copied(), there.get(key).copied());
    keys.into_iter().filter(|key| !is_off(key)).filter_map(pair).collect()
}

/// Whether a setting stands in a section that is switched off, and that no later change switches on.
fn is_switched_off(key: &str, settings: &BTreeMap<&String, &Setting>, of: &LoadedScenario) -> bool {
    let dots = key.match_indices('.').map(|(dot, _)| dot);
    let off = |dot: usize| {
        let switch = format!("{}.enabled", &key[..dot]);
        let comes = of.reform.iter().any(|line| line.path == switch && line.to == "true");
        let is_off = settings.get(&switch).is_some_and(|it| it.value == SettingValue::Flag(false));
        is_off && !comes
    };
    dots.into_iter().any(off)
}

/// The difference of one setting; `None` where its value is the same.
fn setting(key: &str, was: Option<&Setting>, is: Option<&Setting>) -> Option<Difference> {
    if was.map(|it| &it.value) == is.map(|it| &it.value) {
        return None;
    }
    // A policy of one side alone is reported with its twin, not setting by setting.
    if key.starts_with("policies.") && (was.is_none() || is.is_none()) {
        return None;
    }
    let show =
        |it: Option<&Setting>| it.map_or_else(|| "not set".to_owned(), |it| it.value.to_string());
    let written = |it: Option<&Setting>| it.map(Setting::written);
    let unit = is.or(was).and_then(|it| it.unit.as_ref());
    let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
    Some(Difference {
        line: format!("{key}: {} -> {}{unit}", show(was), show(is)),
        kind: "setting",
        object: json!({ "key": key, "one": written(was), "other": written(is) }),
    })
}

/// Changes that a reform of the other side makes after the first day.
fn later_changes(one: &LoadedScenario, other: &LoadedScenario) -> Vec<Difference> {
    let is_shared = |change: &ReformLine| {
        let same = |mine: &ReformLine| {
            (&mine.path, &mine.to, mine.from_day) == (&change.path, &change.to, change.from_day)
        };
        one.reform.iter().any(same)
    };
    let new = other.reform.iter().filter(|it| it.from_day > 0 && !is_shared(it));
    let difference = |change: &ReformLine| Difference {
        line: reform_line(change),
        kind: "change",
        object: json!({ "key": change.path, "other": change.to, "from_day": change.from_day }),
    };
    new.map(difference).collect()
}

/// Twins of one side alone.
fn twins(one: &LoadedScenario, other: &LoadedScenario) -> Vec<Difference> {
    let names = |loaded: &LoadedScenario| -> Vec<String> {
        loaded.scenario.twins().iter().skip(1).map(|twin| twin.name.clone()).collect()
    };
    let (ours, theirs) = (names(one), names(other));
    let difference = |word: &str, side: &str, name: &String| Difference {
        line: format!("{word} the twin {name}"),
        kind: "twin",
        object: json!({ "twin": name, "in": side }),
    };
    let gone = ours.iter().filter(|name| !theirs.contains(name));
    let new = theirs.iter().filter(|name| !ours.contains(name));
    gone.map(|name| difference("without", "one", name))
        .chain(new.map(|name| difference("with", "other", name)))
        .collect()
}
