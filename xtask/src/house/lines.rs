//! Lengths of files and functions, and the share of comments in them.

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::package::Package;
use super::source::{Finding, Kind, Source};

/// Lengths in ascending order [lines].
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Lengths(Vec<usize>);

impl Lengths {
    pub(super) fn new(mut all: Vec<usize>) -> Lengths {
        all.sort_unstable();
        Lengths(all)
    }

    /// The smallest length that `percent` of all do not exceed; 0 of none.
    pub(crate) fn percentile(&self, percent: usize) -> usize {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().unwrap_or(0)
    }

    pub(crate) fn longest(&self) -> usize {
        self.0.last().copied().unwrap_or(0)
    }
}

/// Lines of a crate by kind.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Counted {
    pub(crate) doc: usize,
    pub(crate) comment: usize,
    pub(crate) code: usize,
}

impl Counted {
    /// Doc-comment lines per line of code.
    pub(crate) fn docs(&self) -> f64 {
        self.doc as f64 / self.code.max(1) as f64
    }

    /// Other comment lines per line of code.
    pub(crate) fn comments(&self) -> f64 {
        self.comment as f64 / self.code.max(1) as f64
    }
}

/// Lines of some files by kind.
///
/// A line belongs to the first thing on it, so that a comment behind code is code.
pub(super) fn counted<'a>(sources: impl IntoIterator<Item = &'a Source>) -> Counted {
    let mut counted = Counted::default();
    for line in sources.into_iter().flat_map(|source| &source.lines) {
        match line.kind {
            Kind::Blank => {}
            Kind::Doc => counted.doc += 1,
            Kind::Comment => counted.comment += 1,
            Kind::Code => counted.code += 1,
        }
    }
    counted
}

/// The length of each file.
pub(super) fn files(package: &Package) -> Lengths {
    Lengths::new(package.sources.iter().map(|source| source.lines.len()).collect())
}

/// Each function and its length, from `fn` to the closing brace.
pub(super) fn functions(package: &Package) -> Vec<(usize, Finding)> {
    let mut all = Vec::new();
    for source in &package.sources {
        let mut visitor = Functions { source, all: &mut all };
        source.items.iter().for_each(|item| visitor.visit_item(item));
    }
    all
}

struct Functions<'a> {
    source: &'a Source,
    all: &'a mut Vec<(usize, Finding)>,
}

impl Functions<'_> {
    fn note(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let first = signature.fn_token.span.start().line;
        let length = body.span().end().line + 1 - first;
        let text = format!("`{}` has {length} lines", signature.ident);
        self.all.push((length, self.source.finding(first, text)));
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, it: &'ast syn::ItemFn) {
        self.note(&it.sig, &it.block);
        visit::visit_item_fn(self, it);
    }

    fn visit_impl_item_fn(&mut self, it: &'ast syn::ImplItemFn) {
        self.note(&it.sig, &it.block);
        visit::visit_impl_item_fn(self, it);
    }

    fn visit_trait_item_fn(&mut self, it: &'ast syn::TraitItemFn) {
        if let Some(body) = &it.default {
            self.note(&it.sig, body);
        }
        visit::visit_trait_item_fn(self, it);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::package;
    use super::*;

    #[test]
    fn lines_are_counted_by_their_first_characters() {
        let text = "//! One.\n//! Two.\n\n// Why.\nfn f() {} // behind\n//// no doc\nfn g() {}\n";
        let counted = counted(&package(&[("lib.rs", text)]).sources);
        assert_eq!(counted, Counted { doc: 2, comment: 2, code: 2 });
        assert_eq!((counted.docs(), counted.comments()), (1.0, 1.0));
    }

    #[test]
    fn a_function_is_as_long_as_from_its_fn_to_its_brace() {
        let text = "/// Doc.\n#[inline]\nfn f(\n    a: u8,\n) {\n    fn g() {}\n}\ntrait T {\n    fn h();\n}\n";
        let lengths = functions(&package(&[("lib.rs", text)]));
        let told: Vec<String> = lengths.iter().map(|(_, one)| one.to_string()).collect();
        assert_eq!(told, ["src/lib.rs:3: `f` has 5 lines", "src/lib.rs:6: `g` has 1 lines"]);
    }

    #[test]
    fn percentiles_are_lengths_that_occur() {
        let lengths = Lengths::new(vec![9, 1, 2, 3, 4, 5, 6, 7, 8, 100]);
        let found = (lengths.percentile(50), lengths.percentile(90), lengths.longest());
        assert_eq!(found, (5, 9, 100));
        assert_eq!(Lengths::default().percentile(50), 0);
    }
}
