//! The JSON Schema that editors read: it lets through what ships and stops what is misbuilt.

use reader::{Overrides, POLICIES, SCENARIOS, read, schema};
use serde_json::Value;

/// A text of TOML as JSON; a date is a word.
fn json(text: &str) -> Value {
    fn value(from: toml::Value) -> Value {
        match from {
            toml::Value::String(word) => Value::from(word),
            toml::Value::Integer(number) => Value::from(number),
            toml::Value::Float(number) => Value::from(number),
            toml::Value::Boolean(flag) => Value::from(flag),
            toml::Value::Datetime(date) => Value::from(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(value).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(key, inner)| (key, value(inner))).collect())
            }
        }
    }
    value(toml::Value::Table(text.parse().expect("it is TOML")))
}

fn wrongs(text: &str) -> Vec<String> {
    let schema = jsonschema::validator_for(&schema()).expect("it is a schema");
    let text = json(text);
    let wrongs = schema.iter_errors(&text);
    wrongs.map(|wrong| format!("{}: {wrong}", wrong.instance_path())).collect()
}

#[track_caller]
fn is_let_through(name: &str, text: &str) {
    let wrongs = wrongs(text);
    assert!(wrongs.is_empty(), "{name}:\n{}", wrongs.join("\n"));
}

#[test]
fn what_ships_is_let_through() {
    for (name, text) in SCENARIOS.iter().chain(&POLICIES) {
        is_let_through(name, text);
    }
}

#[test]
fn what_is_spelled_out_is_let_through() {
    for (name, _) in SCENARIOS {
        let asked = read(name, &Overrides::default()).expect("it is admitted");
        is_let_through(name, &asked.resolved);
    }
}

/// Every setting of a schema, by its address, with what is said of it.
fn said(of: &Value, address: &str, found: &mut Vec<(String, Option<String>)>) {
    let all = |kind: &str| of[kind].as_array().cloned().unwrap_or_default();
    let inner: Vec<(String, Value)> = of["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, inner)| (name.clone(), inner.clone()))
        .chain(
            of["additionalProperties"].as_object().map(|one| ("*".to_owned(), one.clone().into())),
        )
        .collect();
    let text = of["description"].as_str().map(str::to_owned);
    let is_told = of["anyOf"].is_array() || of["items"].is_null() && inner.is_empty();
    if is_told && !address.is_empty() {
        found.push((address.to_owned(), text));
    }
    // A value can be said with its source and its unit; these say the same everywhere.
    if inner.iter().any(|(name, _)| name == "value") {
        return;
    }
    for one in all("anyOf").iter().filter(|one| one["properties"]["value"].is_null()) {
        if one["type"] == "object" {
            said(one, address, found);
        }
    }
    if of["items"]["type"] == "object" {
        said(&of["items"], address, found);
    }
    for (name, inner) in inner {
        let at = if address.is_empty() { name } else { format!("{address}.{name}") };
        said(&inner, &at, found);
    }
}

#[test]
fn every_setting_says_what_it_means() {
    let mut found = Vec::new();
    said(&schema(), "", &mut found);
    assert!(found.len() > 300, "{}", found.len());
    for (address, text) in found {
        let text = text.unwrap_or_default();
        assert!(text.contains('.'), "{address} says `{text}`");
    }
}

#[test]
fn what_is_misbuilt_is_stopped() {
    for name in [
        "unknown-setting",
        "unknown-table",
        "unknown-table-empty",
        "unknown-table-misspelled",
        "unknown-in-change",
        "unknown-part-of-number",
        "unknown-part-beside-value",
        "missing-change-path",
        "missing-change-to",
        "word-for-number",
        "number-for-flag",
        "flag-for-number",
        "list-for-number",
        "list-of-kinds",
        "number-for-word",
        "table-for-number",
        "number-for-table",
        "change-is-no-table",
        "change-is-a-word",
        "out-of-bounds",
        "negative",
        "percentage",
        "not-whole",
        "range-of-three",
        "range-of-a-word",
        "source-is-no-list",
        "source-grade",
        "schema-2",
        "person-name",
        "person-table",
    ] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/refused");
        let text = std::fs::read_to_string(format!("{folder}/{name}.toml")).expect("it is there");
        assert!(!wrongs(&text).is_empty(), "{name} is let through");
    }
}
