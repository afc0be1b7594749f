//! Entries of a file: a setting, a table and a change, each with its places in the text.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Problem, SourceFile};
use crate::requirement::Requirement;
use crate::value::{Number, Value};
use crate::words::readable;

/// The value at an address, with its places in the file.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) value: Value,
    pub(super) source: Arc<SourceFile>,
    /// Where its value stands.
    pub(super) place: Range<usize>,
    /// Where its name stands.
    pub(super) name: Range<usize>,
    /// Where its unit stands.
    pub(super) unit: Range<usize>,
    /// The sources that it names, each with its place.
    pub(super) cited: Vec<(String, Range<usize>)>,
    /// Whether the file leaves it open, and this is what holds then.
    pub(super) is_default: bool,
    /// Whether a change put it here.
    pub(super) is_changed: bool,
}

impl Entry {
    pub(super) fn new(value: Value, source: Arc<SourceFile>, place: Range<usize>) -> Entry {
        let (name, unit) = (place.clone(), place.clone());
        let (is_default, is_changed) = (false, false);
        Entry { value, source, place, name, unit, cited: Vec::new(), is_default, is_changed }
    }
}

impl Entry {
    /// Takes over what is said of the number that stood in its place, but for who says so.
    pub(super) fn inherit(&mut self, before: &Entry) {
        if let (Value::Number(new), Value::Number(old)) = (&mut self.value, &before.value) {
            new.unit = new.unit.take().or_else(|| old.unit.clone());
            new.range = new.range.or(old.range);
        }
    }

    /// Whether it is a number of which nothing else is said; a published figure says it all.
    pub(super) fn is_bare(&self, address: &str) -> bool {
        let is_bare =
            matches!(&self.value, Value::Number(number) if *number == Number::bare(number.value));
        is_bare && !address.starts_with("pattern.")
    }

    /// Leaves the range out, where it is said to go.
    pub(super) fn forget_range(&mut self, goes: bool) {
        if let (true, Value::Number(number)) = (goes, &mut self.value) {
            number.range = None;
        }
    }

    /// A number outside its own range, as a mistake at the value.
    pub(super) fn beyond_range(&self, address: &str) -> Option<Diagnostic> {
        let Value::Number(Number { value, range: Some((low, high)), .. }) = &self.value else {
            return None;
        };
        if (low..=high).contains(&value) {
            return None;
        }
        let (key, found) = (address.to_owned(), readable(*value));
        let allowed = Requirement::OwnRange { low: *low, high: *high };
        let wrong = Problem::NotAllowed { key, found, allowed };
        Some(Diagnostic { source: self.source.clone(), place: self.place.clone(), wrong })
    }
}

/// Where a table begins.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) source: Arc<SourceFile>,
    pub(super) start: usize,
    /// Files that lie under the one it stands in.
    pub(super) rank: usize,
}

/// A change that a reform makes: setting, new value, reason and first day.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// The setting.
    pub(super) path: String,
    /// The reason given; empty where there is none.
    pub(super) why: String,
    /// The day from which it holds [days].
    pub(super) from_day: u16,
    /// Whether the settings of the file hold it already, and it is only reported.
    pub(super) is_made: bool,
    /// Whether it is asked for besides the files.
    pub(super) is_asked: bool,
    /// The value before it, as a message shows it; empty where that is not known yet.
    pub(super) was: String,
    /// Whether a twin makes it, which asks what would be and says nothing of what is.
    pub(super) is_counterfactual: bool,
    /// The policy that it changes, by its name; the one under study where none is named.
    pub(super) policy: Option<String>,
    pub(super) entry: Entry,
    pub(super) source: Arc<SourceFile>,
    /// Where its path stands.
    pub(super) place: Range<usize>,
    /// Where its day stands.
    pub(super) day: Range<usize>,
    /// Where its policy stands.
    pub(super) whose: Range<usize>,
}

impl Spot {
    /// The words of the table's heading, as far as they are its own.
    pub(super) fn place(&self) -> (Arc<SourceFile>, Range<usize>) {
        let rest = self.source.text.get(self.start..).unwrap_or("");
        let end = rest.find(['\n', ']', '=']).unwrap_or(rest.len());
        let end = rest[..end].trim_end().len().max(1).min(rest.len());
        (self.source.clone(), self.start..self.start + end)
    }
}

impl Change {
    /// A mistake in the path of the change.
    pub(super) fn refused(&self, wrong: Problem) -> Diagnostic {
        Diagnostic { source: self.source.clone(), place: self.place.clone(), wrong }
    }

    /// A mistake about the day from which it holds.
    pub(super) fn refused_day(&self, wrong: Problem) -> Diagnostic {
        Diagnostic { source: self.source.clone(), place: self.day.clone(), wrong }
    }

    /// A mistake about the policy that it changes.
    pub(super) fn refused_policy(&self, wrong: Problem) -> Diagnostic {
        Diagnostic { source: self.source.clone(), place: self.whose.clone(), wrong }
    }

    /// A mistake in the new value.
    pub(super) fn refused_value(&self, wrong: Problem) -> Diagnostic {
        Diagnostic { source: self.entry.source.clone(), place: self.entry.place.clone(), wrong }
    }

    /// The new value, in the form of a file.
    pub(super) fn to(&self) -> String {
        self.entry.value.written()
    }
}
