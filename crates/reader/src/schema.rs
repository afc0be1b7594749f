//! The JSON Schema of a scenario file, for editors: made from the look-ups of the readers.

use serde_json::{Map, Value, json};

use super::document::Document;
use super::expected::Expected;
use super::meanings;
use super::parsing::FROM_DAY;
use super::scenario_file::{SCHEMA, preamble, settings};
use super::sections::is_of_policy;
use super::words::LONGEST_NAME;
use super::{patterns, policy_section as policy, units};

/// The JSON Schema (2020-12) of a scenario, of a policy and of a reform: each setting with its
/// kind, its bounds and, where the file that ships has one, its unit.
///
/// It follows from the same look-ups that read a file: a setting in it is a setting that is read.
///
/// ```
/// let schema = reader::schema();
/// let kin = &schema["properties"]["population"]["properties"]["kin"];
/// assert!(kin["description"].as_str().is_some_and(|text| text.contains("Relatives")));
/// ```
#[must_use]
pub fn schema() -> Value {
    let mut from = Document::blank();
    from.whole("schema", SCHEMA);
    for word in ["extends", "society", "policy", "baseline"] {
        from.word_if(word);
    }
    preamble(&mut from);
    settings(&mut from);
    for word in ["say", "policy"] {
        from.word_if(&format!("twins.*.{word}"));
    }
    patterns::patterns(&mut from, &["*".to_owned()], false);
    from.ask_source("*");
    policy::policy(&mut from, "", &["*".to_owned()]);
    let mut root = table();
    for (address, question) in &from.asked {
        if *question == Expected::Anything {
            continue;
        }
        let said = described(address);
        put(&mut root, address, &setting(question, &said));
        if is_of_policy(address) || address.starts_with("source.") {
            put(&mut root, &format!("policies.*.{address}"), &setting(question, &said));
        }
    }
    // Some words stand for a table too: a policy by its name, or written in the file itself.
    let by_name = json!({ "type": "string" });
    let mut written = root["properties"]["policy"].take();
    if let Some(written) = written.as_object_mut() {
        written.remove("anyOf");
    }
    root["properties"]["policy"] =
        json!({ "anyOf": [by_name, written], "description": described("policy") });
    let set = json!({ "type": "object", "description": described("twins.*.set") });
    put(&mut root, "twins.*.set", &set);
    root["properties"]["change"] = changes();
    // Patterns are written as a list, and read by their names as well.
    let named = root["properties"]["pattern"].take();
    let listed = json!({ "type": "array", "items": named["additionalProperties"] });
    root["properties"]["pattern"] =
        json!({ "anyOf": [listed, named], "description": described("pattern") });
    let head = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A Nosedive scenario",
        "description": "A synthetic society, a social scoring policy, and its twins. Everyone in it is made up.",
    });
    let mut all = head.as_object().cloned().unwrap_or_default();
    all.extend(root.as_object().cloned().unwrap_or_default());
    Value::Object(all)
}

fn table() -> Value {
    json!({ "type": "object", "properties": {}, "additionalProperties": false })
}

/// Puts the schema of a setting at its address, with the tables around it.
fn put(root: &mut Value, address: &str, setting: &Value) {
    let (first, rest) = match address.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (address, None),
    };
    let Some(object) = root.as_object_mut() else { return };
    if !object.contains_key("properties") {
        // A word that is a table as well.
        object.extend(table().as_object().cloned().unwrap_or_default());
    }
    let inner = if first == "*" {
        let slot = object.entry("additionalProperties").or_insert(Value::Bool(false));
        if slot.is_boolean() {
            *slot = table();
        }
        slot
    } else {
        let properties = object.entry("properties").or_insert_with(|| Value::Object(Map::new()));
        let Some(properties) = properties.as_object_mut() else { return };
        properties.entry(first).or_insert_with(table)
    };
    match rest {
        Some(rest) => put(inner, rest, setting),
        None => *inner = setting.clone(),
    }
}

/// The meaning of the setting at an address, and its unit in brackets where it has one.
fn described(address: &str) -> String {
    let unit = units::of(address).map(|units| format!("[{}]", units.join(" or ")));
    let words = [meanings::of(address).map(str::to_owned), unit];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn setting(question: &Expected, said: &str) -> Value {
    let is_free = |words: &[String]| words.iter().any(|word| word == "*");
    let text = || json!({ "type": "string" });
    let texts = |one: Value| json!({ "anyOf": [one, { "type": "array", "items": one }] });
    let mut value = match question {
        Expected::Number { bounds, whole } => {
            let kind = if *whole { "integer" } else { "number" };
            let number = json!({ "type": kind, "minimum": bounds.low, "maximum": bounds.high });
            let ends = json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 });
            or_said(&number, &[("range", ends), ("unit", text())])
        }
        Expected::Numbers => json!({ "anyOf": [
            { "type": "number" },
            { "type": "array", "items": { "type": "number" }, "minItems": 1, "maxItems": 2 },
        ] }),
        Expected::Flag => or_said(&json!({ "type": "boolean" }), &[]),
        Expected::Word | Expected::Anything => or_said(&text(), &[]),
        Expected::Name => {
            or_said(&json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_NAME }), &[])
        }
        Expected::Words => texts(text()),
        Expected::OneOf(words) if is_free(words) => or_said(&text(), &[]),
        Expected::OneOf(words) => or_said(&json!({ "enum": words }), &[]),
        Expected::SomeOf(words) if is_free(words) => texts(text()),
        Expected::SomeOf(words) => texts(json!({ "enum": words })),
    };
    if !said.is_empty() {
        value["description"] = json!(said);
    }
    value
}

/// A bare value, or one with its sources and with other parts.
fn or_said(value: &Value, parts: &[(&str, Value)]) -> Value {
    let src = json!({ "anyOf": [
        { "type": "string" },
        { "type": "array", "items": { "type": "string" } },
    ] });
    let mut said = json!({
        "type": "object",
        "properties": { "value": value, "src": src },
        "required": ["value"],
        "additionalProperties": false,
    });
    for (name, part) in parts {
        said["properties"][name] = part.clone();
    }
    json!({ "anyOf": [value, said] })
}

/// The schema of the changes of a reform.
fn changes() -> Value {
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "path": { "type": "string", "description": described("change.path") },
                "to": { "description": described("change.to") },
                "why": { "type": "string", "description": described("change.why") },
                "src": { "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }], "description": described("change.src") },
                "from_day": { "type": "integer", "minimum": FROM_DAY.low, "maximum": FROM_DAY.high, "description": format!("{} [days]", described("change.from_day")) },
                "made": { "type": "boolean", "description": described("change.made") },
                "asked": { "type": "boolean", "description": described("change.asked") },
                "was": { "type": "string", "description": described("change.was") },
                "policy": { "type": "string", "description": described("change.policy") },
            },
            "required": ["path", "to"],
            "additionalProperties": false,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_belongs_to_a_setting() {
        let schema = schema().to_string();
        for (address, meaning) in meanings::MEANINGS.iter().copied() {
            assert!(schema.contains(meaning), "{address} is no setting");
        }
    }
}
