//! The JSON Schema of a scenario file, for editors: made from what the readers ask for.

use serde_json::{Map, Value, json};

use super::ask::Question;
use super::document::Document;
use super::load::is_of_policy;
use super::{policy, preamble, settings, units};

/// The JSON Schema (2020-12) of a scenario, of a policy and of a reform: each setting with its
/// kind, its bounds and, where the file that ships has one, its unit.
#[must_use]
pub fn schema() -> Value {
    let mut from = Document::blank();
    from.whole("schema", 1.0, 1.0);
    for word in ["extends", "society", "policy", "baseline"] {
        from.word_if(word);
    }
    preamble(&mut from);
    settings(&mut from);
    for word in ["say", "policy"] {
        from.word_if(&format!("twins.*.{word}"));
    }
    for word in ["title", "grade", "url", "seen"] {
        from.word_if(&format!("source.*.{word}"));
    }
    policy::policy(&mut from, "", &["*".to_owned()]);
    let mut root = table();
    for (address, question) in from.questions.iter().flatten() {
        let unit = units::of(address).map(|units| units.join(" or "));
        let unit = unit.as_deref();
        put(&mut root, address, &setting(question, unit));
        if is_of_policy(address) {
            put(&mut root, &format!("policies.*.{address}"), &setting(question, unit));
        }
    }
    // Some words stand for a table too: a policy by its name, or written in the file itself.
    let by_name = json!({ "type": "string" });
    let written = root["properties"]["policy"].take();
    root["properties"]["policy"] = json!({ "anyOf": [by_name, written] });
    put(&mut root, "twins.*.set", &json!({ "type": "object" }));
    root["properties"]["change"] = changes();
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

/// Puts what a setting may be at its address, with the tables around it.
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

fn setting(question: &Question, unit: Option<&str>) -> Value {
    let mut value = match question {
        Question::Number { low, high, whole } => {
            let kind = if *whole { "integer" } else { "number" };
            let number = json!({ "type": kind, "minimum": low, "maximum": high });
            let said = json!({
                "type": "object",
                "properties": {
                    "value": number,
                    "range": { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 },
                    "unit": { "type": "string" },
                    "src": { "type": "array", "items": { "type": "string" } },
                },
                "required": ["value"],
                "additionalProperties": false,
            });
            json!({ "anyOf": [number, said] })
        }
        Question::Numbers => json!({ "anyOf": [
            { "type": "number" },
            { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 },
        ] }),
        Question::Flag => json!({ "type": "boolean" }),
        Question::Word => json!({ "type": "string" }),
        Question::Words => json!({ "type": "array", "items": { "type": "string" } }),
        Question::OneOf(words) if words.iter().any(|word| word == "*") => {
            json!({ "type": "string" })
        }
        Question::OneOf(words) => json!({ "enum": words }),
        Question::SomeOf(words) if words.iter().any(|word| word == "*") => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
        Question::SomeOf(words) => json!({ "type": "array", "items": { "enum": words } }),
    };
    if let Some(unit) = unit {
        value["description"] = json!(format!("[{unit}]"));
    }
    value
}

/// What a change of a reform says.
fn changes() -> Value {
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "path": { "type": "string", "description": "the setting, by its address" },
                "to": { "description": "what it is changed to" },
                "why": { "type": "string" },
                "src": { "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] },
                "from_day": { "type": "integer", "minimum": 0, "description": "[days]" },
                "policy": { "type": "string", "description": "the policy that it changes, where it is not the one under study" },
            },
            "required": ["path", "to"],
            "additionalProperties": false,
        },
    })
}
