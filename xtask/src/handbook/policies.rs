//! The page that sets the policies that ship side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use lab::numbers::grouped;
use reader::POLICIES;
use toml::{Table, Value};

use super::{WRITTEN, cell, code, head, row};

const BEGIN: &str = "\
# Settings by policy

The policies that ship, side by side: every setting in which they differ. A dash means that the
policy does not have the setting. What is *in italics* is assumed: nobody has published it. Units
and meanings stand under [settings](settings.md); the policies in words under
[policies](../policies.md).
";

/// The sections of a policy, in the order in which its file reads.
const SECTIONS: [(&str, &str); 12] = [
    ("policy", "The whole"),
    ("cameras", "Cameras"),
    ("register", "Registers"),
    ("informants", "Informants"),
    ("score", "The score"),
    ("rule", "What a deed earns and costs"),
    ("band", "Ranks"),
    ("list", "Lists"),
    ("effect", "What standing opens and closes"),
    ("spread", "Through other people"),
    ("appeal", "A way to object to a listing"),
    ("objection", "A way to object to charges and bands"),
];

/// The settings of one policy, by address.
type Settings = BTreeMap<String, String>;

/// The page.
pub(super) fn page() -> Result<String, String> {
    let mut policies: Vec<(&str, Settings)> = Vec::new();
    for (name, text) in POLICIES {
        let table: Table = text.parse().map_err(|error| format!("{name}: {error}"))?;
        let mut settings = Settings::new();
        flatten(&table, "", &mut settings);
        policies.push((name, settings));
    }
    let mut text = format!("{WRITTEN}{BEGIN}");
    for (section, title) in SECTIONS {
        let prefix = format!("{section}.");
        let has = |(_, all): &&(&str, Settings)| all.keys().any(|at| at.starts_with(&prefix));
        let (with, without): (Vec<_>, Vec<_>) = policies.iter().partition(has);
        let _ = write!(text, "\n## {title}\n\n");
        if !without.is_empty() {
            let names: Vec<String> = without.iter().map(|(name, _)| code(name)).collect();
            let _ = writeln!(text, "Nothing of it in {}.\n", names.join(", "));
        }
        text.push_str(&match section {
            "effect" => effects(&with),
            _ => beside_each_other(&with, &prefix, without.is_empty()),
        });
    }
    Ok(text)
}

/// A setting of some policy by its address.
fn value(of: &Settings, address: &str) -> String {
    of.get(address).cloned().unwrap_or_else(|| "–".to_owned())
}

/// A row for each setting of a section, a column for each policy; what is the same in every policy
/// that ships is left out.
fn beside_each_other(of: &[&(&str, Settings)], prefix: &str, is_all: bool) -> String {
    let names: Vec<String> = of.iter().map(|(name, _)| code(name)).collect();
    let mut heads = vec!["Setting"];
    heads.extend(names.iter().map(String::as_str));
    let addresses: BTreeSet<&String> =
        of.iter().flat_map(|(_, all)| all.keys()).filter(|at| at.starts_with(prefix)).collect();
    let mut text = head(&heads);
    for address in addresses {
        let values: Vec<String> = of.iter().map(|(_, all)| value(all, address)).collect();
        if !is_all || values.iter().any(|one| *one != values[0]) {
            text.push_str(&row([code(address)].into_iter().chain(values)));
        }
    }
    text
}

/// A row for each effect of each policy: their names have little in common.
fn effects(of: &[&(&str, Settings)]) -> String {
    let mut text = head(&[
        "Policy",
        "Effect",
        "Gate",
        "Bands",
        "Lists",
        "Does",
        "Size",
        "Part of life",
        "Falls on",
    ]);
    for (policy, all) in of {
        let named = all.keys().filter_map(|at| at.strip_prefix("effect.")?.split('.').next());
        for name in named.collect::<BTreeSet<&str>>() {
            let keys = ["gate", "bands", "lists", "does", "size", "context", "falls_on"];
            let cells = keys.map(|key| value(all, &format!("effect.{name}.{key}")));
            text.push_str(&row([code(policy), code(name)].into_iter().chain(cells)));
        }
    }
    text
}

fn flatten(table: &Table, prefix: &str, into: &mut Settings) {
    for (key, value) in table {
        let address = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        let is_told = !address.starts_with("source.") && key != "title" && key != "say";
        match value {
            Value::Table(inner) if inner.contains_key("value") => {
                let sources = inner.get("src").and_then(Value::as_array).into_iter().flatten();
                let mut sources =
                    sources.map(|source| source.as_str() == Some("assumed")).peekable();
                let is_assumed = sources.peek().is_some() && sources.all(|assumed| assumed);
                let value = shown(&inner["value"]);
                into.insert(address, if is_assumed { format!("*{value}*") } else { value });
            }
            Value::Table(inner) => flatten(inner, &address, into),
            value if is_told => {
                into.insert(address, shown(value));
            }
            _ => {}
        }
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(word) => cell(word),
        Value::Boolean(flag) => (if *flag { "yes" } else { "no" }).to_owned(),
        Value::Array(all) => all.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Integer(number) if *number >= 10_000 => grouped(number.unsigned_abs()),
        Value::Integer(number) => number.to_string().replace('-', "−"),
        Value::Float(number) if *number != 0.0 && number.abs() < 1e-4 => format!("{number:e}"),
        Value::Float(number) => number.to_string().replace('-', "−"),
        other => cell(&other.to_string()),
    }
}
