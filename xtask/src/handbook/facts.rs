//! The page of published figures that something rests on.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lab::numbers::grouped;
use reader::facts::{Fact, facts};
use reader::{POLICIES, SCENARIOS};
use toml::{Table, Value};

use super::{WRITTEN, cell, code, head, row};

const BEGIN: &str = "\
# Published figures

Every row of `facts/` on which a scenario that ships, a policy that ships or a check rests, with its
grade. `nosedive facts` searches all rows, those that nothing rests on among them.

| Grade | Meaning |
| --- | --- |
| `S1` | read in an official, primary or peer-reviewed source |
| `S2` | read in the press or another good secondary text |
| `S3` | read in a weak source: a student paper, a forum, a mirror, an unofficial page |
| `SC` | read in published source code |
| `D` | worked out from other rows |
| `R` | recalled and not read again; the named source may say otherwise |
";

/// Sources as files name them, and the figures that each stands for; with the file where a name
/// means another thing in each.
const SOURCES: &[(&str, &[&str])] = &[
    ("census2020", &["ages-0-14", "ages-15-59", "ages-60", "household", "sex-ratio", "urban"]),
    ("layers", &["layer-1", "layer-2", "layer-3", "layer-4"]),
    ("axtell", &["firms", "firms-exponent"]),
    ("cameras2017", &["speed-cameras-over-limit"]),
    ("certainty", &["elasticity-violent", "elasticity-property", "elasticity-severity"]),
    ("chilling", &["chilling-reading"]),
    ("licenses", &["point-licenses", "point-licenses-last"]),
    ("halo2005", &["camera-halo-away", "camera-halo-at"]),
    ("ftc2012", &["credit-alleged", "credit-confirmed", "credit-moved", "credit-scale"]),
    ("ftc2015", &["credit-unresolved"]),
    ("spain", &["point-license-spain"]),
    ("italy", &["point-license-italy"]),
    ("spc2026", &["list-2025-new", "list-inflow"]),
    ("exit2025", &["list-2025-repaired", "list-2023-stock", "list-exit-hazard"]),
    ("abc2018", &["press-cap"]),
    ("ihs2017", &["cameras-2020-projected", "population"]),
    ("npl2023", &["npl-hit", "npl-false-10000", "npl-false-1000", "false-match"]),
    ("nist8280", &["false-match-by-origin"]),
    ("picanet", &["hesid-false", "hesid-missed", "hesid-missed-1998", "hesid-missed-2015"]),
    ("disputes", &["credit-alleged", "credit-confirmed", "credit-unresolved"]),
    ("suqian", &["suqian-bill", "suqian-blood"]),
    ("rongcheng", &["rongcheng-ticket"]),
    ("zhima", &["zhima-contacts"]),
    ("liu2018", &["lending-range", "lending-threshold", "lending-paid", "lending-unpaid"]),
    ("grades", &["rongcheng-start", "suqian-start"]),
    ("huantai", &["huantai-from-aaa"]),
    ("notice2018", &["ban-notice-rail"]),
    ("press2018", &["plane-blocked-2017", "rail-blocked-2017", "population"]),
    ("cochrane", &["speed-cochrane", "speed-cochrane-most"]),
    ("redlights", &["red-light-violations", "red-light-later"]),
    ("cctv", &["cctv"]),
    ("field", &["precision-range", "swp-false-share", "met-trial-precision"]),
    ("spc2014", &["list-2014-entries", "list-2014-complied"]),
    (
        "spc2018",
        &[
            "list-2018-cumulative",
            "list-2018-complied",
            "plane-blocked-2018-09",
            "rail-blocked-2018-09",
        ],
    ),
    ("npcic2018", &["plane-blocked-2018", "rail-blocked-2018"]),
    ("spc2023", &["list-2023-stock", "list-2023-share-all", "population"]),
    ("debts2018", &["list-2018-cumulative", "population"]),
    ("tickets2018", &["plane-blocks-per-entry", "rail-blocks-per-entry"]),
    ("caac2018", &["plane-passengers-2018", "population"]),
    ("rail2018", &["fast-train-trips-2018", "population"]),
    ("ecns2015", &["fast-trains-closed"]),
    ("grace2020", &["list-grace", "list-first-fall"]),
    ("spc2017", &["list-2017-cumulative", "plane-blocked-2017", "rail-blocked-2017"]),
    ("ft2023", &["list-2020-stock"]),
    ("order36", &["repair-serious", "repair-in-force"]),
    // The day on which rules came into force, and that they have no term.
    ("rules2013", &[]),
    // Fitted in each file to something else; the checks name the figures themselves.
    ("calibrated", &[]),
];

/// The census of `cargo xtask figures society`, which holds these figures as numbers.
const CENSUS: [&str; 5] = ["layer-1", "layer-2", "layer-3", "layer-4", "clustering"];

/// Settings that rest on each figure, by its id.
type Uses = BTreeMap<&'static str, Vec<String>>;

/// A figure by its id.
fn fact(id: &str) -> Option<&'static Fact> {
    facts().iter().find(|fact| fact.id == id)
}

/// The page.
pub(super) fn page() -> Result<String, String> {
    let mut uses = Uses::new();
    let mut sources = String::new();
    for (folder, files) in [("scenarios", &SCENARIOS[..]), ("policies", &POLICIES[..])] {
        for (name, text) in files {
            let file = format!("{folder}/{name}");
            let table: Table = text.parse().map_err(|error| format!("{file}: {error}"))?;
            sources.push_str(&described(&file, &table, &mut uses)?);
            listed(&Value::Table(table), &code(&file), &mut uses);
        }
    }
    for id in CENSUS {
        note(fact(id).ok_or_else(|| format!("facts/ has no {id}"))?, "census", &mut uses);
    }
    let mut text = format!("{WRITTEN}{BEGIN}\n## Figures\n\n{}", figures(&uses));
    let _ = write!(
        text,
        "\n## Sources by file\n\nA file that ships names its sources at its end. What is called \
         `calibrated` was fitted; see [how it is checked](../checked.md).\n\n{}{sources}",
        head(&["File", "Source", "What it says", "Grade", "Figures"])
    );
    Ok(text)
}

fn note(fact: &'static Fact, by: &str, uses: &mut Uses) {
    let all = uses.entry(&fact.id).or_default();
    if !all.iter().any(|known| known == by) {
        all.push(by.to_owned());
    }
}

/// Notes every figure that a text names in quotes.
fn named(text: &str, by: &str, uses: &mut Uses) {
    for fact in facts().iter().filter(|fact| text.contains(&format!("\"{}\"", fact.id))) {
        note(fact, by, uses);
    }
}

/// Notes every figure that a file lists as `facts` of something.
fn listed(of: &Value, by: &str, uses: &mut Uses) {
    match of {
        Value::Array(all) => all.iter().for_each(|one| listed(one, by, uses)),
        Value::Table(table) => {
            for (key, value) in table {
                if key == "facts" {
                    named(&value.to_string(), by, uses);
                } else {
                    listed(value, by, uses);
                }
            }
        }
        _ => {}
    }
}

/// The rows of a file's sources; notes what they stand for.
fn described(file: &str, table: &Table, uses: &mut Uses) -> Result<String, String> {
    let mut rows = String::new();
    let all = table.get("source").and_then(Value::as_table).into_iter().flatten();
    for (source, said) in all {
        let (_, ids) = SOURCES
            .iter()
            .find(|(known, _)| known == source)
            .ok_or_else(|| format!("{file}: no figures are noted for the source {source}"))?;
        for id in *ids {
            let fact = fact(id).ok_or_else(|| format!("facts/ has no {id}"))?;
            note(fact, &code(file), uses);
        }
        let word = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or("");
        let ids: Vec<String> = ids.iter().map(|id| code(id)).collect();
        let ids = if ids.is_empty() { "–".to_owned() } else { ids.join(", ") };
        rows.push_str(&row([
            code(file),
            code(source),
            cell(word("title")),
            cell(word("grade")),
            ids,
        ]));
    }
    Ok(rows)
}

/// A figure as it is read: large numbers in groups of three digits.
fn figure(text: &str) -> String {
    let shown = |word: &str| match word.parse::<u64>() {
        Ok(number) if number >= 10_000 => grouped(number),
        _ => word.replace('-', "−"),
    };
    text.split(' ').map(shown).collect::<Vec<_>>().join(" ")
}

fn figures(uses: &Uses) -> String {
    let mut text =
        head(&["Figure", "What", "Value", "Unit", "Year", "Grade", "Source", "Rests on it"]);
    for fact in facts().iter().filter(|fact| uses.contains_key(fact.id.as_str())) {
        let note = if fact.note.is_empty() { String::new() } else { format!(" ({})", fact.note) };
        text.push_str(&row([
            code(&fact.id),
            cell(&format!("{}{note}", fact.quantity)),
            figure(&fact.figure),
            cell(&fact.unit),
            fact.year.map_or_else(|| "–".to_owned(), |year| year.to_string()),
            code(&fact.sure),
            cell(&fact.source),
            uses[fact.id.as_str()].join(", "),
        ]));
    }
    text
}
