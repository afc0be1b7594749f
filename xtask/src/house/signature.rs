//! Names in the signatures of public items.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{ImplItem, Item, Visibility};

use super::macros;

/// The names of types that stand in the signature of an item: in parameters and results, in public
/// fields, in variants and in methods of a trait. Bodies do not count.
pub(super) fn of_item(item: &Item) -> BTreeSet<String> {
    let mut names = Names::default();
    names.visit_item(item);
    names.0
}

/// The same of a method or constant.
pub(super) fn of_member(item: &ImplItem) -> BTreeSet<String> {
    let mut names = Names::default();
    names.visit_impl_item(item);
    names.0
}

#[derive(Default)]
struct Names(BTreeSet<String>);

impl<'ast> Visit<'ast> for Names {
    fn visit_path(&mut self, it: &'ast syn::Path) {
        self.0.extend(macros::words(it));
        visit::visit_path(self, it);
    }

    fn visit_item_struct(&mut self, it: &'ast syn::ItemStruct) {
        for field in it.fields.iter().filter(|field| matches!(field.vis, Visibility::Public(_))) {
            visit::visit_field(self, field);
        }
        self.visit_generics(&it.generics);
    }

    fn visit_block(&mut self, _: &'ast syn::Block) {}

    fn visit_expr(&mut self, _: &'ast syn::Expr) {}

    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let item: Item = syn::parse_str(text).expect("it is Rust");
        of_item(&item).into_iter().collect()
    }

    #[test]
    fn a_signature_is_everything_but_bodies_and_private_fields() {
        assert_eq!(
            names("pub fn f(a: &A, b: [B; 2]) -> Vec<C> { D::new() }"),
            ["A", "B", "C", "Vec"]
        );
        assert_eq!(names("pub struct S<T: G> { pub a: A, b: B, pub(crate) c: C }"), ["A", "G"]);
        assert_eq!(names("pub enum E { One(A), Two { b: B } }"), ["A", "B"]);
        assert_eq!(names("pub trait T { fn f(&self) -> A { B } }"), ["A"]);
        assert_eq!(names("pub const A: B = C;"), ["B"]);
    }
}
