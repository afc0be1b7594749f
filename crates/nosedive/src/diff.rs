//! `nosedive diff`: how two scenarios differ, setting by setting.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clap::Args;
use lab::summary::reform_line;
use reader::{LoadedScenario, Overrides, ReformLine, read, settings_of};
use serde_json::json;

use crate::output::{Exit, Failure, Output};

#[derive(Args)]
pub(crate) struct Diff {
    /// A scenario, by file or name, or the folder of a run.
    one: String,
    /// The other.
    other: String,
}

fn open(name: &str) -> Result<LoadedScenario, Failure> {
    let path = Path::new(name);
    if path.is_dir() && results::settings(path).is_file() {
        return Ok(read(&results::settings(path).to_string_lossy(), &Overrides::default())?);
    }
    Ok(read(name, &Overrides::default())?)
}

pub(crate) fn diff(diff: &Diff, output: Output) -> Result<Exit, Failure> {
    let (one, other) = (open(&diff.one)?, open(&diff.other)?);
    // What a setting is called and who says so is no difference in what is lived.
    let settings = |loaded: &LoadedScenario| -> BTreeMap<String, String> {
        let lived = |(key, _): &(String, String)| {
            let first = key.split('.').next().unwrap_or("");
            !["source", "scenario", "policy", "twins", "pattern"].contains(&first)
                || key == "policy.everywhere"
                || key == "policy.stake"
        };
        settings_of(loaded).into_iter().filter(lived).collect()
    };
    let (here, there) = (settings(&one), settings(&other));
    let mut text = format!("{} -> {}\n", diff.one, diff.other);
    let mut rows = 0;
    let keys: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
    for key in keys {
        let (was, is) = (here.get(key), there.get(key));
        if was.map(|text| value(text)) == is.map(|text| value(text)) {
            continue;
        }
        // Policies that only one of the two lives under are told as a whole.
        if key.starts_with("policies.") && (was.is_none() || is.is_none()) {
            continue;
        }
        rows += 1;
        let show = |text: Option<&String>| text.map_or("not set", |text| value(text)).to_owned();
        let unit = is.or(was).and_then(|text| unit(text));
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        text.push_str(&format!("  {key}: {} -> {}{unit}\n", show(was), show(is)));
        output.object("setting", json!({ "key": key, "one": was, "other": is }));
    }
    let is_shared = |change: &ReformLine| {
        let same = |mine: &ReformLine| {
            (&mine.path, &mine.to, mine.from_day) == (&change.path, &change.to, change.from_day)
        };
        one.reform.iter().any(same)
    };
    for change in other.reform.iter().filter(|it| it.from_day > 0 && !is_shared(it)) {
        rows += 1;
        text.push_str(&format!("  {}\n", reform_line(change)));
        output.object(
            "change",
            json!({ "key": change.path, "other": change.to, "from_day": change.from_day }),
        );
    }
    let names = |loaded: &LoadedScenario| -> Vec<String> {
        loaded.scenario.twins().iter().skip(1).map(|twin| twin.name.clone()).collect()
    };
    let (ours, theirs) = (names(&one), names(&other));
    for (sign, only, rest) in [("without", &ours, &theirs), ("with", &theirs, &ours)] {
        for name in only.iter().filter(|name| !rest.contains(name)) {
            rows += 1;
            text.push_str(&format!("  {sign} the twin {name}\n"));
            output.object(
                "twin",
                json!({ "twin": name, "in": if sign == "with" { "other" } else { "one" } }),
            );
        }
    }
    if rows == 0 {
        text.push_str("  the same in every setting\n");
    }
    text.push_str(&format!("Next  nosedive run {}\n", diff.other));
    output.result(&text);
    output.object("diff", json!({ "one": diff.one, "other": diff.other, "differences": rows }));
    Ok(Exit::Done)
}

/// The value in what a file writes.
fn value(written: &str) -> &str {
    let inner = written.strip_prefix("{ value = ").unwrap_or(written);
    let ends = [", range = ", ", unit = ", ", src = ", " }"];
    let end = ends.iter().filter_map(|end| inner.find(end)).min();
    if inner.len() == written.len() { written } else { &inner[..end.unwrap_or(inner.len())] }
}

/// The unit in what a file writes.
fn unit(written: &str) -> Option<String> {
    let rest = written.split_once("unit = \"")?.1;
    Some(rest.split_once('"')?.0.to_owned())
}
