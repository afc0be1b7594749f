//! Everything that is measured of a crate, in one place.

use super::circles::Arrows;
use super::docs::{self, Words};
use super::lines::{self, Counted, Lengths};
use super::numbers::{self, Bare, Border};
use super::package::{Package, crates};
use super::source::Finding;
use super::{calls, imports, surface};

/// A function longer than this is listed [lines].
const LONG: usize = 60;

/// The measures of a crate.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) name: String,
    pub(crate) files: Lengths,
    pub(crate) functions: Lengths,
    pub(crate) lines: Counted,
    pub(crate) words: Words,
    pub(crate) imports: Arrows,
    pub(crate) calls: Arrows,
    /// Public items that nobody outside names; nothing of a program.
    pub(crate) unused: Vec<Finding>,
    pub(crate) bare: Vec<Bare>,
    pub(crate) tuples: Vec<Finding>,
    pub(crate) examples: Vec<Finding>,
    long: Vec<Finding>,
    undocumented: Vec<Finding>,
    circles: [Vec<Finding>; 2],
}

/// Findings under a name.
pub(crate) struct List {
    pub(crate) name: &'static str,
    pub(crate) findings: Vec<Finding>,
    /// Whether none should be left, or few.
    pub(crate) is_goal: bool,
}

/// The measures of every crate.
///
/// # Errors
///
/// A file that cannot be read, or is not Rust, is refused with its name.
pub(crate) fn all() -> Result<Vec<Measured>, String> {
    let packages = crates()?;
    packages.iter().map(|package| Measured::new(package, &packages)).collect()
}

impl Measured {
    fn new(package: &Package, all: &[Package]) -> Result<Measured, String> {
        let (imports, calls) = (imports::imports(package), calls::calls(package, all));
        let functions = lines::functions(package);
        let sources = &package.sources;
        Ok(Measured {
            name: package.name.clone(),
            files: lines::files(package),
            lines: lines::counted(sources),
            words: docs::words(sources),
            unused: surface::unused(package)?,
            bare: numbers::bare_numbers(package),
            tuples: numbers::tuple_parameters(package),
            examples: if package.is_library() { docs::examples(sources) } else { Vec::new() },
            long: functions.iter().filter(|one| one.0 > LONG).map(|one| one.1.clone()).collect(),
            functions: Lengths::new(functions.into_iter().map(|(length, _)| length).collect()),
            undocumented: undocumented(package),
            circles: [imports.findings(package), calls.findings(package)],
            imports,
            calls,
        })
    }

    /// Public functions with bare numbers.
    pub(crate) fn open_numbers(&self) -> impl Iterator<Item = &Bare> {
        self.bare.iter().filter(|bare| bare.border == Border::Open)
    }

    /// The line of the table.
    pub(super) fn row(&self) -> String {
        let (files, functions) = (&self.files, &self.functions);
        let of = |border| self.bare.iter().filter(|bare| bare.border == border).count();
        format!(
            "| {} | {} / {} ({}) | {} / {} / {} | {:.2} | {:.2} | {} | {} | {:.2} | {} | {} ({}, {}) | {} | {} |",
            self.name,
            files.percentile(50),
            files.percentile(90),
            files.longest(),
            functions.percentile(50),
            functions.percentile(90),
            functions.longest(),
            self.lines.docs(),
            self.lines.comments(),
            none(self.imports.largest()),
            none(self.calls.largest()),
            self.words.of_a_hundred(),
            self.unused.len(),
            self.open_numbers().count(),
            of(Border::Inner),
            of(Border::Field),
            self.tuples.len(),
            self.examples.len(),
        )
    }

    /// The findings behind the numbers.
    pub(crate) fn lists(&self) -> Vec<List> {
        let bare = self.open_numbers().map(|bare| bare.finding.clone()).collect();
        let inner = self.bare.iter().filter(|bare| bare.border != Border::Open);
        let inner = inner.map(|bare| bare.finding.clone()).collect();
        let [imports, calls] = self.circles.clone();
        let list = |name, findings, is_goal| List { name, findings, is_goal };
        vec![
            list("docs", self.undocumented.clone(), false),
            list("imports", imports, true),
            list("calls", calls, true),
            list("pronouns", self.words.pronouns.clone(), true),
            list("unused", self.unused.clone(), true),
            list("bare", bare, true),
            list("bare-inside", inner, false),
            list("tuples", self.tuples.clone(), true),
            list("long", self.long.clone(), false),
            list("examples", self.examples.clone(), false),
        ]
    }
}

/// A number of files, or `none`.
pub(crate) fn none(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { count.to_string() }
}

/// Doc and comment lines per line of code of each file, the barest first.
fn undocumented(package: &Package) -> Vec<Finding> {
    let mut all: Vec<(f64, Finding)> = package
        .sources
        .iter()
        .map(|source| {
            let lines = lines::counted([source]);
            let (docs, comments) = (lines.docs(), lines.comments());
            let text = format!("{docs:.2} doc, {comments:.2} other comment lines per line of code");
            (docs, source.finding(1, text))
        })
        .collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    all.into_iter().map(|(_, finding)| finding).collect()
}
