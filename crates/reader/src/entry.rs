//! Entries of a file: a setting, a table and a change, each with its places in the text.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Problem, SourceFile};
use crate::value::Value;

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
    /// The range of the number before a change moved it outside.
    pub(super) range_before: Option<(f64, f64)>,
}

impl Entry {
    pub(super) fn new(value: Value, source: Arc<SourceFile>, place: Range<usize>) -> Entry {
        let (name, unit) = (place.clone(), place.clone());
        let (cited, is_default, range_before) = (Vec::new(), false, None);
        Entry { value, source, place, name, unit, cited, is_default, range_before }
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
