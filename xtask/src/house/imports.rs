//! Arrows between files by imports: `use` lines and paths within the crate.
//!
//! An arrow leads to the file that defines a name, over re-exports. A submodule that names
//! something of its parent's file draws one upwards. Seen are `use` anywhere, and paths that begin
//! with `crate`, `self`, `super` or a submodule, in code and in the arguments of macros. Missed are
//! names made by macros, and names inside macros with a grammar of their own.

use syn::visit::{self, Visit};

use super::circles::Arrows;
use super::macros;
use super::modules::{Modules, flattened};
use super::package::Package;
use super::source::{ModulePath, Source, line_of};

/// The arrows by imports of a crate.
pub(super) fn imports(package: &Package) -> Arrows {
    let (modules, mut arrows) = (Modules::new(package), Arrows::default());
    for (file, source) in package.sources.iter().enumerate() {
        let module = source.module.clone();
        let mut visitor = Imports { modules: &modules, source, file, module, arrows: &mut arrows };
        source.items.iter().for_each(|item| visitor.visit_item(item));
    }
    arrows
}

struct Imports<'a> {
    modules: &'a Modules,
    source: &'a Source,
    file: usize,
    module: ModulePath,
    arrows: &'a mut Arrows,
}

impl Imports<'_> {
    fn draw(&mut self, path: &[String], line: usize) {
        if let Some(found) = self.modules.find(&self.module, path) {
            let spot = self.source.spot(line);
            self.arrows.draw(self.file, found.file(), spot, &path.join("::"));
        }
    }

    /// Whether a path inside code names another module by itself.
    fn leads_away(&self, path: &[String]) -> bool {
        let is_long = path.len() > 1;
        let leads = |first: &String| {
            ["crate", "self", "super"].contains(&first.as_str())
                || self.modules.has_child(&self.module, first)
        };
        is_long && path.first().is_some_and(leads)
    }
}

impl<'ast> Visit<'ast> for Imports<'_> {
    fn visit_item_mod(&mut self, it: &'ast syn::ItemMod) {
        self.module.push(it.ident.to_string());
        visit::visit_item_mod(self, it);
        self.module.pop();
    }

    fn visit_item_use(&mut self, it: &'ast syn::ItemUse) {
        if it.leading_colon.is_none() {
            for used in flattened(&it.tree) {
                self.draw(&used.path, line_of(&it.tree));
            }
        }
    }

    fn visit_path(&mut self, it: &'ast syn::Path) {
        let path = macros::words(it);
        if it.leading_colon.is_none() && self.leads_away(&path) {
            self.draw(&path, line_of(it));
        }
        visit::visit_path(self, it);
    }

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        macros::arguments(it).iter().for_each(|one| self.visit_expr(one));
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

#[cfg(test)]
mod tests {
    use super::super::tests::package;
    use super::*;

    fn largest(files: &[(&str, &str)]) -> usize {
        imports(&package(files)).largest()
    }

    #[test]
    fn a_parent_that_uses_its_submodules_is_no_circle() {
        let root = ("lib.rs", "mod a; mod b;");
        let a = ("a.rs", "mod x; mod y; use x::X; pub use y::Y;");
        let x = ("a/x.rs", "use super::Y; pub(in crate::a) struct X;");
        let b = ("b.rs", "use crate::a::Y; fn f() { crate::a::x::g(); }");
        assert_eq!(largest(&[root, a, x, b, ("a/y.rs", "pub struct Y;")]), 0);
    }

    #[test]
    fn a_submodule_that_uses_its_parents_type_closes_a_circle() {
        let a = ("a.rs", "mod x; use x::X; pub struct Top;");
        let used = [
            "use super::Top;",
            "fn f(_: super::Top) {}",
            "fn f() { let _ = vec![super::Top]; }",
            "fn f() { use super::*; }",
            "fn f() { assert!(true, \"{}\", crate::a::Top); }",
        ];
        for used in used {
            let x = format!("pub struct X; {used}");
            assert_eq!(largest(&[("lib.rs", "mod a;"), a, ("a/x.rs", &x)]), 2, "{used}");
        }
    }
}
