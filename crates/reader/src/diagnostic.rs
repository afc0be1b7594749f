//! Why a file was refused, with the place in it, what may stand there, and a hint.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use society::measures::catalogue;

use super::sections::POLICY;
use super::words::{nearest, short, visible};

/// A file that was read: its name and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name that messages give it.
    pub name: String,
    /// Its whole text.
    pub text: String,
}

/// The problem.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The file cannot be read.
    Unreadable(String),
    /// The file is not TOML.
    NotToml(String),
    /// Tables and lists within one another, more than there can be.
    TooDeep {
        /// How many there can be.
        most: usize,
    },
    /// A file that another names, and that cannot be read.
    NoFile {
        /// The setting that names it.
        key: String,
        /// The name that it gives.
        file: String,
        /// Why it cannot be read.
        why: String,
        /// The names that could stand there instead.
        shipped: Vec<&'static str>,
    },
    /// A setting that does not exist.
    Unknown {
        /// The setting.
        key: String,
        /// The one that is most like it, where one is.
        nearest: Option<String>,
        /// Those that may stand in its place, by their names in that table.
        among: Vec<String>,
    },
    /// A setting that has to be there and is not.
    Missing {
        /// The setting.
        key: String,
        /// The values allowed.
        allowed: String,
    },
    /// Tables that have to be there and are not.
    NoTables {
        /// The tables.
        keys: Vec<String>,
    },
    /// A value of the wrong kind, or one that may not stand there.
    NotAllowed {
        /// The setting.
        key: String,
        /// The value found.
        found: String,
        /// The values allowed.
        allowed: String,
    },
    /// A number in another unit than the setting has.
    Unit {
        /// The setting.
        key: String,
        /// The unit that the file gives.
        found: String,
        /// The units that the setting has.
        allowed: Vec<String>,
    },
    /// A number that nobody answers for, though it claims a source.
    NoSource {
        /// The setting.
        key: String,
        /// The source that is not there.
        source: String,
    },
    /// A setting of the policy where only settings of the scenario stand.
    OfPolicy {
        /// The setting.
        key: String,
        /// The one that is meant, where it is misspelled.
        meant: String,
    },
    /// A change of settings that fit a pattern, where none does.
    NothingFits {
        /// The pattern.
        key: String,
        /// The pattern that is most like it, where one is.
        nearest: Option<String>,
    },
    /// A change from a later day of what cannot change.
    TooLate {
        /// The setting.
        key: String,
    },
    /// A scenario that extends itself.
    Circle {
        /// The files, each extending the next.
        files: Vec<String>,
    },
    /// The name of a file of data.
    DataFile {
        /// The setting.
        key: String,
        /// The file.
        file: String,
    },
    /// Something that looks like data of persons.
    Person {
        /// The setting.
        key: String,
    },
}

/// A mistake in a file.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The file.
    pub source: Arc<SourceFile>,
    /// Where it stands [bytes]; empty where it is the whole file's.
    pub place: Range<usize>,
    /// The problem.
    pub wrong: Problem,
}

impl Diagnostic {
    /// Whether another mistake is this one, found twice.
    #[must_use]
    pub fn is_same(&self, other: &Diagnostic) -> bool {
        (&self.source.name, &self.place, &self.wrong)
            == (&other.source.name, &other.place, &other.wrong)
    }

    /// Line and column, both from 1; `None` where the mistake is the whole file's.
    #[must_use]
    pub fn line_and_column(&self) -> Option<(usize, usize)> {
        if self.place.is_empty() {
            return None;
        }
        let before = self.source.text.get(..self.place.start)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Some((line, column))
    }

    /// Whether nothing else that is found in the same files can be trusted.
    pub(super) fn is_fatal(&self) -> bool {
        matches!(
            self.wrong,
            Problem::Unreadable(_)
                | Problem::NotToml(_)
                | Problem::TooDeep { .. }
                | Problem::NoFile { .. }
                | Problem::Circle { .. }
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Unreadable(why) => write!(to, "the file cannot be read: {why}"),
            Problem::NotToml(why) => {
                write!(
                    to,
                    "this is not TOML: {}",
                    in_plain_words(why).map_or(short(why), |it| it.0.to_owned())
                )
            }
            Problem::TooDeep { most } => {
                write!(to, "this lies more than {most} tables, lists or dots deep")
            }
            Problem::NoFile { key, file, why, .. } => {
                write!(
                    to,
                    "`{}` names \"{}\", which cannot be read: {why}",
                    short(key),
                    short(file)
                )
            }
            Problem::Unknown { key, .. } => write!(to, "unknown setting `{}`", short(key)),
            Problem::Missing { key, .. } => write!(to, "`{}` is missing", short(key)),
            Problem::NoTables { keys } => write!(to, "[{}] are missing", keys.join("], [")),
            Problem::NotAllowed { key, found, allowed } => {
                write!(to, "`{}` is {}, but must be {allowed}", short(key), short(found))
            }
            Problem::Unit { key, found, allowed } => {
                let (key, found, allowed) = (short(key), short(found), allowed.join("\" or \""));
                write!(to, "`{key}` is given in \"{found}\", but is in \"{allowed}\"")
            }
            Problem::NoSource { key, source } => {
                let (key, source) = (short(key), short(source));
                write!(to, "`{key}` names the source `{source}`, which is not described")
            }
            Problem::OfPolicy { key, .. } => {
                write!(to, "`{}` is a setting of the policy, not of the scenario", short(key))
            }
            Problem::NothingFits { key, .. } => write!(to, "no setting fits `{}`", short(key)),
            Problem::TooLate { key } => {
                write!(
                    to,
                    "`{}` cannot change in mid-run: it is no setting of a policy",
                    short(key)
                )
            }
            Problem::Circle { files } => {
                write!(to, "a scenario extends itself: {}", files.join(" -> "))
            }
            Problem::DataFile { key, file } => {
                write!(to, "`{}` names a file of data, {}", short(key), short(file))
            }
            Problem::Person { key } => write!(to, "`{}` looks like data of persons", short(key)),
        }
    }
}

impl Problem {
    /// The remedy, where there is one to suggest.
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
            Problem::Missing { key, allowed } if allowed == TABLE && POLICY.contains(&key.as_str()) => {
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
            Problem::Missing { key, allowed } if allowed == TABLE => Some(format!(
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

/// The commonest complaints of the TOML parser in plain words, each with a remedy.
fn in_plain_words(why: &str) -> Option<(&'static str, &'static str)> {
    const PLAIN: [(&str, &str, &str); 6] = [
        ("extra `=`", "there is one `=` too many", "a setting is written  name = 5"),
        (
            "unexpected key or value",
            "the line should end here, and goes on",
            "one setting a line; numbers with a point, 0.3; words in quotes",
        ),
        (
            "invalid basic string",
            "the words end here without a quote, or hold a letter that must not stand in quotes",
            "words stand between two quotes on one line:  title = \"words\"",
        ),
        ("duplicate key", "this name was given before", "each name stands once in its table"),
        (
            "string values must be quoted",
            "a number, words in quotes, true or false should stand here",
            "a setting is written  name = 5  or  name = \"words\"",
        ),
        (
            "key with no value",
            "a `=` should stand here",
            "a setting is written  name = 5; a remark begins with #",
        ),
    ];
    let found = PLAIN.iter().find(|(begin, ..)| why.starts_with(begin));
    found.map(|(_, told, hint)| (*told, *hint))
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

/// The value probably meant by one that is not allowed.
fn slip(found: &str, allowed: &str) -> Option<String> {
    let word = found.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    if let (Some(word), true) = (word, allowed == MEASURE) {
        let names: Vec<String> = catalogue().into_iter().map(|measure| measure.name).collect();
        let families = names.iter().map(|name| name.split('.').next().unwrap_or(name));
        let families: BTreeSet<&str> = families.collect();
        let families: Vec<&str> = families.into_iter().collect();
        return Some(match nearest(word, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("their names begin with {}", families.join(", ")),
        });
    }
    if let (Some(word), Some(names)) = (word, allowed.strip_prefix("one of ")) {
        return nearest(word, names.split(", ")).map(|near| format!("did you mean \"{near}\"?"));
    }
    let bare = word.unwrap_or(found);
    let share = bare.trim_end_matches(['%', ' ']).replace(',', ".").parse::<f64>();
    if allowed.ends_with("a number, 0 to 1")
        && let Ok(percent) = share
        && ((percent > 1.0 && percent <= 100.0) || (word.is_some() && bare.contains(['%', ','])))
    {
        let meant = if percent > 1.0 || bare.contains('%') { percent / 100.0 } else { percent };
        return Some(format!("did you mean {meant}?"));
    }
    if allowed == "true or false" {
        let is_true = ["true", "yes", "on", "1"].contains(&bare.to_lowercase().as_str());
        let is_false = ["false", "no", "off", "0"].contains(&bare.to_lowercase().as_str());
        return (is_true || is_false).then(|| format!("did you mean {is_true}, without quotes?"));
    }
    if word.is_some() && allowed.contains("number") && bare.parse::<f64>().is_ok_and(f64::is_finite)
    {
        return Some(format!("write it without quotes: {bare}"));
    }
    if word.is_none() && allowed.contains("in quotes") && bare.parse::<f64>().is_ok() {
        return Some(format!("write it in quotes: \"{bare}\""));
    }
    None
}

/// Mistakes as they are told: those of the file called `main` first, in the order of the file;
/// no mistake twice; a setting that is missing only because its name is misspelled, and a number
/// that is outside of its own range because it is one that the setting cannot have, once.
#[must_use]
pub(super) fn tidy(main: &str, mistakes: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut meant: BTreeSet<String> = BTreeSet::new();
    let mut refused: BTreeSet<(String, usize, String)> = BTreeSet::new();
    for mistake in &mistakes {
        match &mistake.wrong {
            Problem::Unknown { nearest: Some(nearest), .. } => {
                meant.insert(nearest.clone());
            }
            Problem::NotAllowed { key, allowed, .. } if !allowed.starts_with(OWN_RANGE) => {
                refused.insert((mistake.source.name.clone(), mistake.place.start, key.clone()));
            }
            _ => {}
        }
    }
    let mut mistakes = gathered(mistakes);
    let is_told = |mistake: &Diagnostic| match &mistake.wrong {
        Problem::Missing { key, .. } => !meant.contains(key),
        Problem::NotAllowed { key, allowed, .. } if allowed.starts_with(OWN_RANGE) => {
            let (name, start) = (mistake.source.name.clone(), mistake.place.start);
            !refused.contains(&(name, start, key.clone()))
        }
        _ => true,
    };
    mistakes.retain(is_told);
    mistakes.sort_by(|one, other| {
        let rank = |it: &Diagnostic| (it.source.name != main, it.place.start);
        let ((far, start), (other_far, other_start)) = (rank(one), rank(other));
        (far, &one.source.name, start).cmp(&(other_far, &other.source.name, other_start))
    });
    mistakes.dedup_by(|one, before| one.is_same(before));
    let mut told: Vec<Diagnostic> = Vec::new();
    for mistake in mistakes {
        if told.len() < MOST && !told.iter().any(|known| known.is_same(&mistake)) {
            told.push(mistake);
        }
    }
    told
}

/// Mistakes where what is missing with all of its table is told by the table, and several tables
/// of one file at once.
fn gathered(mistakes: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut gathered: Vec<Diagnostic> = Vec::new();
    let mut tables: BTreeMap<String, (Arc<SourceFile>, Vec<String>)> = BTreeMap::new();
    for mistake in mistakes {
        match &mistake.wrong {
            Problem::Missing { key, .. } if mistake.place.is_empty() && key.contains('.') => {
                let table = key.split('.').next().unwrap_or(key).to_owned();
                let name = mistake.source.name.clone();
                let (_, keys) =
                    tables.entry(name).or_insert_with(|| (mistake.source.clone(), Vec::new()));
                if !keys.contains(&table) {
                    keys.push(table);
                }
            }
            _ => gathered.push(mistake),
        }
    }
    for (source, mut keys) in tables.into_values() {
        let wrong = match (keys.pop(), keys.is_empty()) {
            (Some(key), true) => Problem::Missing { key, allowed: TABLE.to_owned() },
            (last, _) => Problem::NoTables { keys: keys.into_iter().chain(last).collect() },
        };
        gathered.push(Diagnostic { source, place: 0..0, wrong });
    }
    gathered
}

/// The values allowed for a measure.
pub(super) const MEASURE: &str = "a measure, such as \"wrongful.days\"";

/// The values allowed where a whole table is missing.
const TABLE: &str = "a table of settings";

/// How what a number may be begins, where only its author says so.
pub(super) const OWN_RANGE: &str = "within its own range";

/// Mistakes told of one scenario; after so many, more are of no use.
pub(super) const MOST: usize = 100;

/// The most of a line that a message shows [characters].
const WIDEST: usize = 160;

/// The part of a line that a message shows, and the column of the mistake in it.
fn excerpt(line: &str, column: usize) -> (String, usize) {
    let first = if line.chars().count() > WIDEST { column.saturating_sub(WIDEST / 2) } else { 0 };
    let mut shown: String = line.chars().skip(first).take(WIDEST).map(visible).collect();
    if line.chars().skip(first).nth(WIDEST).is_some() {
        shown.push('…');
    }
    if first > 0 { (format!("…{shown}"), column - first + 1) } else { (shown, column) }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "error: {}", self.wrong)?;
        let SourceFile { name, text } = &*self.source;
        if let Some((line, column)) = self.line_and_column() {
            let start = text[..self.place.start].rfind('\n').map_or(0, |at| at + 1);
            let shown = text[start..].split('\n').next().unwrap_or("").trim_end_matches('\r');
            let (shown, at) = excerpt(shown, column);
            let length = text
                .get(self.place.clone())
                .map_or(1, |text| text.lines().next().unwrap_or("").chars().take(WIDEST).count());
            let carets = length.min((shown.chars().count() + 1).saturating_sub(at)).max(1);
            let margin = " ".repeat(line.to_string().len());
            write!(
                to,
                "\n  --> {name}:{line}:{column}\n {margin} |\n {line} | {shown}\n {margin} | {}{}",
                " ".repeat(at - 1),
                "^".repeat(carets),
            )?;
        } else {
            write!(to, "\n  --> {name}")?;
        }
        self.wrong.hint().map_or(Ok(()), |hint| write!(to, "\n  hint: {hint}"))
    }
}

impl std::error::Error for Diagnostic {}
