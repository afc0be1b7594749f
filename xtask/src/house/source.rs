//! Source files of a crate as lines and as syntax, their tests left out.

use std::fmt;
use std::ops::RangeInclusive;

use syn::spanned::Spanned;
use syn::{Attribute, ImplItem, Item, Meta};

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) file: String,
    pub(crate) line: usize,
}

impl fmt::Display for Spot {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}:{}", self.file, self.line)
    }
}

/// A place that breaks a rule, or counts towards a number, and a remark on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub(crate) spot: Spot,
    pub(crate) text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.spot, self.text)
    }
}

/// The kind of a line: at most one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Blank,
    Doc,
    Comment,
    Code,
}

/// A line outside tests.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) kind: Kind,
    pub(crate) text: String,
}

/// The path of a module below the root of its crate; the root's is empty.
pub(crate) type ModulePath = Vec<String>;

/// One file without its tests.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) module: ModulePath,
    pub(crate) lines: Vec<Line>,
    pub(crate) items: Vec<Item>,
}

impl Source {
    /// The file at `path`, a path with `src/` in it.
    ///
    /// # Errors
    ///
    /// A text that is not Rust is refused with its line.
    pub(crate) fn parse(path: &str, text: &str) -> Result<Source, String> {
        let mut syntax = syn::parse_file(text)
            .map_err(|error| format!("{path}:{}: {error}", error.span().start().line))?;
        let mut tests = Vec::new();
        leave_out_tests(&mut syntax.items, &mut tests);
        let is_kept = |line: &Line| !tests.iter().any(|range| range.contains(&line.number));
        let lines = text.lines().enumerate().map(|(at, text)| Line::new(at + 1, text));
        Ok(Source {
            path: path.to_owned(),
            module: module_of(path),
            lines: lines.filter(is_kept).collect(),
            items: syntax.items,
        })
    }

    /// The lines of a file, its tests among them, without syntax.
    pub(crate) fn with_tests(path: &str, text: &str) -> Source {
        let lines = text.lines().enumerate().map(|(at, text)| Line::new(at + 1, text));
        let (path, module) = (path.to_owned(), module_of(path));
        Source { path, module, lines: lines.collect(), items: Vec::new() }
    }

    pub(crate) fn spot(&self, line: usize) -> Spot {
        Spot { file: self.path.clone(), line }
    }

    pub(crate) fn finding(&self, line: usize, text: impl Into<String>) -> Finding {
        Finding { spot: self.spot(line), text: text.into() }
    }
}

impl Line {
    fn new(number: usize, text: &str) -> Line {
        let text = text.trim();
        let is_doc = text.starts_with("//!") || text.starts_with("///");
        let kind = match text {
            "" => Kind::Blank,
            _ if is_doc && !text.starts_with("////") => Kind::Doc,
            _ if text.starts_with("//") => Kind::Comment,
            _ => Kind::Code,
        };
        Line { number, kind, text: text.to_owned() }
    }

    /// The words of a doc line, without the slashes.
    pub(crate) fn doc(&self) -> Option<&str> {
        (self.kind == Kind::Doc).then(|| self.text[3..].trim())
    }
}

/// `crates/x/src/a/b.rs` is the module `a::b`; the roots and `mod.rs` take the folder's name.
fn module_of(path: &str) -> ModulePath {
    let inside = path.split_once("src/").map_or(path, |(_, inside)| inside);
    let mut module: ModulePath =
        inside.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    let last = module.last().map_or("", String::as_str);
    if last == "mod" || (module.len() == 1 && ["lib", "main"].contains(&last)) {
        module.pop();
    }
    module
}

/// Takes test items out of `items`, at every depth, and notes their lines.
fn leave_out_tests(items: &mut Vec<Item>, gone: &mut Vec<RangeInclusive<usize>>) {
    items.retain(|item| {
        let is_test = attributes(item).iter().any(is_for_tests);
        if is_test {
            gone.push(lines_of(item));
        }
        !is_test
    });
    for item in items {
        match item {
            Item::Mod(inner) => {
                if let Some((_, items)) = &mut inner.content {
                    leave_out_tests(items, gone);
                }
            }
            Item::Impl(inner) => inner.items.retain(|item| {
                let is_test =
                    matches!(item, ImplItem::Fn(one) if one.attrs.iter().any(is_for_tests));
                if is_test {
                    gone.push(lines_of(item));
                }
                !is_test
            }),
            _ => {}
        }
    }
}

fn lines_of(spanned: &impl Spanned) -> RangeInclusive<usize> {
    let span = spanned.span();
    span.start().line..=span.end().line
}

/// Whether an attribute is `#[cfg(test)]`, `#[cfg(all(test, …))]` or `#[test]`.
fn is_for_tests(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string();
            condition == "test" || condition.replace(' ', "").starts_with("all(test,")
        }
        _ => false,
    }
}

/// The attributes of an item of a module.
pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Union(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

/// The line on which some syntax begins.
pub(crate) fn line_of(spanned: &impl Spanned) -> usize {
    spanned.span().start().line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_left_out_of_lines_and_syntax() {
        let text =
            "//! Doc.\n\nfn one() {}\n// Argued.\n#[cfg(test)]\nmod tests {\n    fn two() {}\n}\n";
        let source = Source::parse("crates/x/src/a/b.rs", text).expect("it is Rust");
        assert_eq!(source.module, ["a", "b"]);
        let kinds: Vec<Kind> = source.lines.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, [Kind::Doc, Kind::Blank, Kind::Code, Kind::Comment]);
        assert_eq!(source.items.len(), 1);
    }

    #[test]
    fn a_text_that_is_not_rust_is_refused_with_its_line() {
        let error = Source::parse("crates/x/src/lib.rs", "fn one() {}\nfn fn").err().expect("bad");
        assert!(error.starts_with("crates/x/src/lib.rs:2:"), "{error}");
    }
}
