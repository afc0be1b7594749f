//! Hints: the likely meaning of a misspelled or misplaced setting, and the remedy.

use std::collections::BTreeSet;

use society::measures::catalogue;
use society::scenario::Bounds;

use super::Problem;
use super::syntax::in_plain_words;
use crate::expected::Expected;
use crate::requirement::Requirement;
use crate::sections::POLICY;
use crate::words::{nearest, short};

impl Problem {
    /// The remedy, or a guess at the intended value.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Problem::Unknown { nearest: Some(nearest), .. } => Some(format!("did you mean `{nearest}`?")),
            Problem::Unknown { key, among, .. } => beside(key, among),
            Problem::NothingFits { nearest: Some(nearest), .. } => {
                Some(format!("did you mean `{nearest}`?"))
            }
            Problem::NothingFits { .. } => Some(
                "a `*` stands for one word between dots: register.*.missed is the missed share of \
                 every register"
                    .to_owned(),
            ),
            Problem::Missing { key, allowed: Requirement::Table } if POLICY.contains(&key.as_str()) => {
                Some(format!("add [{key}] with its settings, as in policies/as-reported.toml"))
            }
            Problem::NoTables { keys } if keys.contains(&"policy".to_owned()) => Some(
                "write them as in policies/as-reported.toml, or name a policy that ships".to_owned(),
            ),
            Problem::NoTables { .. } => Some(
                "begin with extends = \"as-reported\" and write only what differs; a policy is \
                 named by a scenario"
                    .to_owned(),
            ),
            Problem::Missing { key, allowed: Requirement::Table } => Some(format!(
                "add [{key}] with its settings, or begin with extends = \"as-reported\" and write \
                 only what differs"
            )),
            Problem::Missing { key, allowed } => {
                let (table, name) = key.rsplit_once('.').unwrap_or(("", key));
                let table = match table {
                    "" => String::new(),
                    "change" => " to this [[change]]".to_owned(),
                    table => format!(" under [{}]", short(table)),
                };
                Some(format!("add `{} = …`{table}: {allowed}", short(name)))
            }
            Problem::NotAllowed { allowed, .. } if allowed.is_own_range() => Some(
                "with --beyond-range it is admitted, and every result says so"
                    .to_owned(),
            ),
            Problem::NotAllowed { found, allowed, .. } => slip(found, allowed),
            Problem::NoFile { file, shipped, .. } => {
                Some(match nearest(file, shipped.iter().copied()) {
                    Some(nearest) => format!("did you mean \"{nearest}\"?"),
                    None => format!(
                        "these ship: {}; a file of your own is looked for from the folder of this \
                         one",
                        shipped.join(", ")
                    ),
                })
            }
            Problem::Unit { allowed, .. } => Some(format!(
                "give the number in \"{}\", or leave out `unit`",
                allowed.first().map_or("", String::as_str)
            )),
            Problem::NoSource { source, .. } => Some(format!(
                "add [source.{}] with a title and a grade, or name \"assumed\"",
                short(source)
            )),
            Problem::OfPolicy { meant, .. } => {
                Some(format!("change it with [[change]] and path = \"{meant}\""))
            }
            Problem::TooLate { .. } => {
                Some("leave out `from_day`: it then holds from the first day".to_owned())
            }
            Problem::APolicy => Some(
                "a scenario names it: extends = \"as-reported\" and policy = \"its-file.toml\"".to_owned(),
            ),
            Problem::Twice { .. } => Some("leave one of them out".to_owned()),
            Problem::Unprintable { .. } => {
                Some("words stand on one line, without control and direction characters".to_owned())
            }
            Problem::Circle { .. } => {
                Some("one of these files must name another, or no file, in `extends`".to_owned())
            }
            Problem::Person { .. } | Problem::DataFile { .. } => Some(
                "Nosedive takes in nothing about real people: everyone in it is computed from a \
                 seed and published aggregate figures"
                    .to_owned(),
            ),
            Problem::TooDeep { .. } => Some(
                "no setting lies deeper than policies.mine.register.legal.missed, in a list".to_owned(),
            ),
            Problem::NotToml(why) => Some(
                in_plain_words(why)
                    .map_or(
                        "a setting is written  name = 5  or  name = \"words\", and a heading  [name]",
                        |it| it.1,
                    )
                    .to_owned(),
            ),
            Problem::Unreadable(_) => None,
        }
    }
}

/// Which settings there are, where none is like the one that was written.
fn beside(key: &str, among: &[String]) -> Option<String> {
    if among.is_empty() {
        return Some("leave it out: nothing of this name can stand here".to_owned());
    }
    let most = 24;
    let more = if among.len() > most { ", …" } else { "" };
    let names: Vec<&str> = among.iter().take(most).map(String::as_str).collect();
    let names = names.join(", ");
    Some(match key.rsplit_once('.') {
        Some((table, _)) => format!("[{}] can hold: {names}{more}", short(table)),
        None => format!("a scenario can hold: {names}{more}"),
    })
}

/// A guess at the value intended by one that is not allowed.
fn slip(found: &str, allowed: &Requirement) -> Option<String> {
    let word = found.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let bare = word.unwrap_or(found);
    match (word, allowed) {
        (Some(word), Requirement::Measure) => return Some(similar_measure(word)),
        (Some(word), Requirement::Kind(Expected::OneOf(names))) => {
            let near = nearest(word, names.iter().map(String::as_str));
            return near.map(|near| format!("did you mean \"{near}\"?"));
        }
        (_, Requirement::Kind(Expected::Number { bounds: Bounds::SHARE, whole: false })) => {
            if let Some(hint) = share_meant(bare, word.is_some()) {
                return Some(hint);
            }
        }
        (_, Requirement::Kind(Expected::Flag)) => return flag_meant(bare),
        _ => {}
    }
    let number = bare.parse::<f64>().ok();
    match word {
        Some(_) if allowed.takes_numbers() && number.is_some_and(f64::is_finite) => {
            Some(format!("write it without quotes: {bare}"))
        }
        None if allowed.takes_words() && number.is_some() => {
            Some(format!("write it in quotes: \"{bare}\""))
        }
        _ => None,
    }
}

/// The measure most similar to a word, or the families of names where none is.
fn similar_measure(word: &str) -> String {
    let names: Vec<String> = catalogue().into_iter().map(|measure| measure.name).collect();
    if let Some(near) = nearest(word, names.iter().map(String::as_str)) {
        return format!("did you mean \"{near}\"?");
    }
    let families = names.iter().map(|name| name.split('.').next().unwrap_or(name));
    let families: Vec<&str> = families.collect::<BTreeSet<&str>>().into_iter().collect();
    format!("their names begin with {}", families.join(", "))
}

/// The share meant by a percentage, or by a number with a comma or in quotes.
fn share_meant(bare: &str, is_quoted: bool) -> Option<String> {
    let percent = bare.trim_end_matches(['%', ' ']).replace(',', ".").parse::<f64>().ok()?;
    let is_percentage = percent > 1.0 && percent <= 100.0;
    (is_percentage || (is_quoted && bare.contains(['%', ',']))).then(|| {
        let meant = if percent > 1.0 || bare.contains('%') { percent / 100.0 } else { percent };
        format!("did you mean {meant}?")
    })
}

/// The truth meant by a word or a number.
fn flag_meant(bare: &str) -> Option<String> {
    let word = bare.to_lowercase();
    let is_true = ["true", "yes", "on", "1"].contains(&&*word);
    let is_false = ["false", "no", "off", "0"].contains(&&*word);
    (is_true || is_false).then(|| format!("did you mean {is_true}, without quotes?"))
}
