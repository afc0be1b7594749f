//! A diagnostic as text: the message, the line with the place marked, the hint.

use std::fmt;

use super::syntax::in_plain_words;
use super::{Diagnostic, Problem, SourceFile};
use crate::words::{short, visible};

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
            Problem::APolicy => to.write_str("this is a policy, and no scenario"),
            Problem::Twice { key, other } => {
                write!(to, "`{}` is set twice: here and {}", short(key), short(other))
            }
            Problem::Unprintable { key, letter } => write!(
                to,
                "`{}` holds a letter that no line of text has, U+{:04X}",
                short(key),
                u32::from(*letter)
            ),
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
