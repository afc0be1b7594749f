//! A scenario with every setting spelled out: one file that stands alone and runs to the same
//! bytes.

use std::collections::BTreeMap;

use super::document::Document;
use super::sections::is_of_policy;
use super::settings::Setting;
use super::twins::Twins;
use super::value::{Number, Value};
use super::words::quoted as word;
use super::writing::quoted_key;

const HEAD: &str = "\
# A scenario with every setting spelled out, written by Nosedive. It stands alone: running it gives
# the same bytes. EVERYONE IN IT IS MADE UP, computed from the seed and published aggregate figures.

schema = 1
";

/// A scenario with every setting spelled out.
pub(super) struct Resolved {
    /// The scenario as a file that stands alone.
    pub(super) text: String,
    /// The same settings by address, those of the policy under study as a reform addresses them.
    pub(super) settings: BTreeMap<String, Setting>,
}

/// The scenario of a document and its twins, spelled out.
pub(super) fn resolve(from: &mut Document, twins: &Twins<'_>) -> Resolved {
    let mut text = HEAD.to_owned();
    let lives = &twins.lives;
    text.push_str(&format!("policy = {}\n", word(&lives[0].twin.name)));
    text.push_str(&format!("baseline = {}\n", word(&lives[twins.baseline].twin.name)));
    for (key, said) in [("id", "id"), ("title", "title"), ("question", "why")] {
        if let Some(reform) = from.set(&format!("scenario.{key}"), &format!("reform.{said}")) {
            from.change(&reform);
        }
    }
    let elsewhere = ["schema", "policy", "baseline", "society", "extends"];
    let parts = ["twins", "policies", "reform"];
    let rest = from.part(|key| {
        let first = key.split('.').next().unwrap_or("");
        let goes = elsewhere.contains(&key) || parts.contains(&first) || is_of_policy(key);
        (!goes).then(|| key.to_owned())
    });
    rest.write("", &mut text);
    for life in &lives[1..] {
        let name = &life.twin.name;
        let say = word(&life.twin.say);
        text.push_str(&format!("\n[twins.{}]\nsay = {say}\n", quoted_key(name)));
        text.push_str(&format!("policy = {}\n", word(name)));
    }
    for life in lives {
        life.document.write(&format!("policies.{}", life.twin.name), &mut text);
    }
    // Changes of the first day are part of the settings above, where nobody can tell them from the rest.
    for change in from.changes.iter().filter(|change| change.from_day == 0) {
        text.push_str(&change.written_as_made());
    }
    for life in lives {
        for change in &life.later {
            text.push_str(&change.written(&life.twin.name));
        }
    }
    Resolved { text, settings: settings(&rest, twins) }
}

/// Settings by address: those of the scenario, of its twins, and of each policy.
fn settings(rest: &Document, twins: &Twins<'_>) -> BTreeMap<String, Setting> {
    let lives = &twins.lives;
    let word = |word: &str| Value::Word(word.to_owned());
    let mut values = vec![
        ("schema".to_owned(), Value::Number(Number::bare(1.0))),
        ("policy".to_owned(), word(&lives[0].twin.name)),
        ("baseline".to_owned(), word(&lives[twins.baseline].twin.name)),
    ];
    for life in &lives[1..] {
        let name = &life.twin.name;
        values.push((format!("twins.{name}.say"), word(&life.twin.say)));
        values.push((format!("twins.{name}.policy"), word(name)));
    }
    let mut settings = BTreeMap::new();
    let mut put = |address: String, value: &Value| {
        // A source of the policy under study can share its name with one of the scenario, whose
        // description is kept.
        if let Some(setting) = Setting::of(value) {
            settings.entry(address).or_insert(setting);
        }
    };
    values.iter().for_each(|(address, value)| put(address.clone(), value));
    rest.entries.iter().for_each(|(address, entry)| put(address.clone(), &entry.value));
    for (number, life) in lives.iter().enumerate() {
        let prefix = match number {
            0 => String::new(),
            _ => format!("policies.{}.", life.twin.name),
        };
        let entries = life.document.entries.iter();
        entries.for_each(|(address, entry)| put(format!("{prefix}{address}"), &entry.value));
    }
    settings
}
