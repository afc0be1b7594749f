//! The page of settings, from the JSON Schema.

use serde_json::Value;
use society::scenario::{Conduct, Gate, Register};

use super::{WRITTEN, cell, code, head, row};

const BEGIN: &str = "\
# Settings

Every setting of a scenario, a policy and a reform, by its address. `score.start` is the line
`start` in the section `[score]`. `NAME` stands for a name that the file gives itself. `CONDUCT`,
`VISIT`, `REGISTER`, `AGE` and `GROUP` stand for one of several:
";

const AFTER: &str = "
A number may stand alone, or with its range, its unit and its source; see
[the scenario file](../scenario.md#numbers). Bounds are those beyond which a file is refused. The
range that an author gives must lie within them.

A policy can also be written inside a scenario, under `policies.NAME`; there the same addresses
follow. `nosedive generate schema` prints all this for an editor.
";

/// The sections, in the order in which a scenario reads.
const SECTIONS: &[(&str, &[&str])] = &[
    ("The file", &["schema", "extends", "society", "baseline", "scenario", "run", "stop"]),
    ("Twins", &["twins"]),
    ("Comparison with published figures", &["pattern"]),
    ("The sum over causes", &["causes"]),
    ("Reforms", &["reform", "change"]),
    ("Population", &["population", "group", "place"]),
    ("Conduct", &["conduct", "visit", "helping"]),
    ("Work, money, health", &["livelihood"]),
    ("Response", &["response"]),
    (
        "The policy",
        &[
            "policy",
            "cameras",
            "register",
            "informants",
            "score",
            "rule",
            "band",
            "list",
            "effect",
            "spread",
            "appeal",
            "objection",
        ],
    ),
    ("Who says so", &["source"]),
];

/// A setting as the page tells it: what it may be, its unit, what it says.
#[derive(Clone, PartialEq)]
struct Setting {
    may_be: String,
    unit: String,
    meaning: String,
}

/// The page.
pub(super) fn page(schema: &Value) -> String {
    let mut found = Vec::new();
    walk(schema, &mut Vec::new(), &mut found);
    let mut settings: Vec<(String, Vec<Setting>)> = Vec::new();
    for (address, setting) in found {
        match settings.iter_mut().find(|(known, _)| *known == address) {
            Some((_, same)) => same.push(setting),
            None => settings.push((address, vec![setting])),
        }
    }
    let mut text = format!("{WRITTEN}{BEGIN}\n{}", stand_for());
    text.push_str(AFTER);
    let mut told = 0;
    for &(title, sections) in SECTIONS {
        text.push_str(&format!("\n## {title}\n\n"));
        text.push_str(&head(&["Address", "What it says", "May be", "Unit"]));
        for section in sections {
            let inside = settings.iter().filter(|(address, _)| {
                address == section || address.starts_with(&format!("{section}."))
            });
            for (address, same) in inside {
                told += 1;
                text.push_str(&row(cells(address, same)));
            }
        }
    }
    assert_eq!(told, settings.len(), "every setting is in a section of the page");
    text
}

/// Wildcards for several names.
fn stand_for() -> String {
    let join =
        |names: &mut dyn Iterator<Item = &str>| names.map(code).collect::<Vec<_>>().join(", ");
    let rows = [
        ("CONDUCT", join(&mut Conduct::ALL.iter().map(|conduct| conduct.name()))),
        ("VISIT", join(&mut visits().into_iter())),
        ("REGISTER", join(&mut Register::ALL.iter().map(|register| register.name()))),
        ("AGE", join(&mut ["18-29", "30-44", "45-59", "60+"].into_iter())),
        ("GROUP", "a group of the society".to_owned()),
    ];
    let rows = rows.iter().map(|(word, names)| row([&code(word), names]));
    format!("{}{}", head(&["Word", "Stands for"]), rows.collect::<String>())
}

/// The occasions that are visits: gates to which one goes, and meetings.
fn visits() -> Vec<&'static str> {
    let gates = [Gate::Flight, Gate::Rail, Gate::School, Gate::Hospital, Gate::Venue];
    gates.iter().map(|gate| gate.name()).chain(["meeting"]).collect()
}

fn cells(address: &str, same: &[Setting]) -> [String; 4] {
    let all = |of: fn(&Setting) -> &String| {
        let mut texts: Vec<&str> = Vec::new();
        for text in same.iter().map(of).filter(|text| !text.is_empty()) {
            if !texts.contains(&text.as_str()) {
                texts.push(text);
            }
        }
        cell(&texts.join("; "))
    };
    [code(address), all(|it| &it.meaning), all(|it| &it.may_be), all(|it| &it.unit)]
}

/// Finds every setting of a schema; those of policies inside a scenario are those of a policy.
fn walk(of: &Value, path: &mut Vec<String>, found: &mut Vec<(String, Setting)>) {
    let is_value = |one: &Value| !one["properties"]["value"].is_null();
    let alternatives = of["anyOf"].as_array().cloned().unwrap_or_default();
    let tables: Vec<&Value> =
        alternatives.iter().filter(|one| one["type"] == "object" && !is_value(one)).collect();
    let rows: Vec<&Value> = std::iter::once(of)
        .chain(&alternatives)
        .map(|one| &one["items"])
        .filter(|items| items["type"] == "object" && !is_value(items))
        .collect();
    let is_table = of["properties"].is_object() || of["additionalProperties"].is_object();
    let is_told =
        !is_table && rows.is_empty() && (tables.is_empty() || of["description"].is_string());
    if is_told {
        found.push((address(path), setting(of)));
    }
    // A list of rows and a table of them by name say the same.
    let inner = if rows.is_empty() { tables } else { rows };
    for one in inner {
        walk(one, path, found);
    }
    let named = of["properties"].as_object().into_iter().flatten();
    let named = named.map(|(name, inner)| (name.as_str(), inner));
    let free = of["additionalProperties"].is_object().then_some(("*", &of["additionalProperties"]));
    for (name, inner) in named.chain(free) {
        if path.is_empty() && name == "policies" {
            continue;
        }
        path.push(name.to_owned());
        walk(inner, path, found);
        path.pop();
    }
}

/// An address with a word in place of each name.
fn address(path: &[String]) -> String {
    let word = |at: usize| match (at, path[0].as_str()) {
        (1, "conduct" | "rule") => "CONDUCT",
        (1, "register") => "REGISTER",
        (1, "visit") => "VISIT",
        (at, _) if at > 0 && path[at - 1] == "by_age" => "AGE",
        (at, _) if at > 0 && path[at - 1] == "spurious_of" => "CONDUCT",
        (at, _) if at > 0 && path[at - 1].ends_with("_by_group") => "GROUP",
        (at, _) if path[at] == "*" => "NAME",
        (at, _) => &path[at],
    };
    (0..path.len()).map(word).collect::<Vec<_>>().join(".")
}

fn setting(of: &Value) -> Setting {
    let said = of["description"].as_str().unwrap_or("");
    let (meaning, unit) = match said.rsplit_once(" [") {
        Some((meaning, unit)) => (meaning, unit.trim_end_matches(']')),
        None => (said, ""),
    };
    let may_be = match of["anyOf"].as_array() {
        Some(all) if !all.is_empty() => kind(&all[0]),
        _ => kind(of),
    };
    Setting { may_be, unit: unit.to_owned(), meaning: meaning.to_owned() }
}

fn kind(of: &Value) -> String {
    if let Some(words) = of["enum"].as_array() {
        let words = words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`"));
        return words.collect::<Vec<_>>().join(", ");
    }
    match of["type"].as_str().unwrap_or("") {
        "boolean" => "`true` or `false`".to_owned(),
        "integer" | "number" => number(of),
        "array" => "a list".to_owned(),
        "object" => "a table of addresses".to_owned(),
        "string" => "words".to_owned(),
        _ => "whatever the setting may be".to_owned(),
    }
}

fn number(of: &Value) -> String {
    let kind = if of["type"] == "integer" { "whole, " } else { "" };
    match (of["minimum"].as_f64(), of["maximum"].as_f64()) {
        (Some(low), Some(high)) if low == high => shown(low),
        (Some(low), Some(high)) => format!("{kind}{} to {}", shown(low), shown(high)),
        (Some(low), None) => format!("{kind}{} or more", shown(low)),
        _ => "a number, or two in order".to_owned(),
    }
}

/// A number with thousands set apart.
fn shown(number: f64) -> String {
    if number >= 1000.0 && number.fract() == 0.0 {
        lab::numbers::grouped(number as u64)
    } else {
        number.to_string().replace('-', "−")
    }
}
