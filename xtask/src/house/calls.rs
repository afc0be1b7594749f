//! Arrows between files by calls: a function or method of one file named in another of the crate.
//!
//! Seen are functions by their path or by a name brought in, `Type::method` and `Self::method`,
//! methods called on `self` inside an `impl` of their type, and methods on anything else whose name
//! is defined in one file of the crate, in no crate that it uses, and is not a common one of the
//! standard library. A function
//! handed over by a path, as in `map(Self::f)`, counts as called; by a single name it does not. Missed are methods whose name several files
//! define, methods of other crates' traits, calls through generic parameters and function pointers,
//! and calls inside macros with a grammar of their own. A method counts where its `impl` stands,
//! wherever its type is defined.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};

use super::circles::Arrows;
use super::macros;
use super::modules::{Modules, Target};
use super::package::Package;
use super::source::{ModulePath, Source, line_of};

/// Methods of the standard library that a name alone could mean.
const COMMON: &str = "abs all and and_then any append as_bytes as_deref as_mut as_ref as_slice as_str \
    binary_search borrow by_ref chain checked_sub chunks clamp clear clone cloned cmp collect concat \
    contains contains_key copied count default dedup deref display drain end entry enumerate eq err \
    expect extend filter filter_map find find_map finish first flat_map flatten flush fmt fold \
    for_each from get get_mut get_or_insert_with hash index insert into into_iter is_empty is_err \
    is_none is_ok is_some iter iter_mut join keys last len lines lock map map_err max max_by min \
    min_by ne new next nth ok or or_else parse partial_cmp pop position pow product push push_str \
    range read remove repeat replace reserve resize retain rev saturating_sub skip sort sort_by \
    split split_at start starts_with step_by sum swap take then then_some to_owned to_string to_vec \
    total_cmp trim truncate try_from try_into unwrap_or unwrap_or_default values windows with_capacity \
    wrapping_add write write_str zip";

/// The arrows by calls of a crate, one of `all` in its workspace.
pub(super) fn calls(package: &Package, all: &[Package]) -> Arrows {
    let (modules, mut methods) = (Modules::new(package), Methods::new(package));
    let used = all.iter().filter(|other| other.name != package.name && names(package, other));
    used.for_each(|other| methods.leave_to(&Methods::new(other)));
    let mut arrows = Arrows::default();
    for (file, source) in package.sources.iter().enumerate() {
        let (module, own) = (source.module.clone(), None);
        let known = Known { modules: &modules, methods: &methods };
        let mut visitor = Calls { known, source, file, module, own, arrows: &mut arrows };
        source.items.iter().for_each(|item| visitor.visit_item(item));
    }
    arrows
}

/// Whether a crate names another one.
fn names(package: &Package, other: &Package) -> bool {
    let path = format!("{}::", other.name);
    package.sources.iter().flat_map(|source| &source.lines).any(|line| line.text.contains(&path))
}

/// Methods of a crate and the files of their `impl`s.
#[derive(Default)]
struct Methods {
    by_type: BTreeMap<(String, String), BTreeSet<usize>>,
    by_name: BTreeMap<String, BTreeSet<usize>>,
    traits: BTreeSet<String>,
}

impl Methods {
    fn new(package: &Package) -> Methods {
        let mut methods = Methods::default();
        let modules = package.modules();
        let items =
            || modules.iter().flat_map(|(_, file, items)| items.iter().map(|it| (*file, it)));
        items().for_each(|(file, item)| methods.add_trait(file, item));
        items().for_each(|(file, item)| methods.add_impl(file, item));
        methods
    }

    fn add_trait(&mut self, file: usize, item: &syn::Item) {
        let syn::Item::Trait(it) = item else { return };
        self.traits.insert(it.ident.to_string());
        for inner in &it.items {
            if let syn::TraitItem::Fn(method) = inner {
                self.add(file, &it.ident.to_string(), &method.sig.ident.to_string(), true);
            }
        }
    }

    fn add_impl(&mut self, file: usize, item: &syn::Item) {
        let syn::Item::Impl(it) = item else { return };
        let Some(own) = name_of(&it.self_ty) else { return };
        let of = it.trait_.as_ref().and_then(|(path, ..)| macros::words(path).pop());
        let is_ours = of.is_none_or(|name| self.traits.contains(&name));
        for inner in &it.items {
            if let syn::ImplItem::Fn(method) = inner {
                self.add(file, &own, &method.sig.ident.to_string(), is_ours);
            }
        }
    }

    fn add(&mut self, file: usize, own: &str, name: &str, is_ours: bool) {
        let key = (own.to_owned(), name.to_owned());
        self.by_type.entry(key).or_default().insert(file);
        if is_ours {
            self.by_name.entry(name.to_owned()).or_default().insert(file);
        }
    }

    /// Forgets the names that another crate has methods of.
    fn leave_to(&mut self, other: &Methods) {
        self.by_name.retain(|name, _| !other.by_name.contains_key(name));
    }

    /// The file of a method of a type.
    fn of_type(&self, own: &str, name: &str) -> Option<usize> {
        only(self.by_type.get(&(own.to_owned(), name.to_owned()))?)
    }

    /// The file of a method that one file alone defines.
    fn of_name(&self, name: &str) -> Option<usize> {
        let is_common = COMMON.split_whitespace().any(|common| common == name);
        (!is_common).then(|| only(self.by_name.get(name)?))?
    }
}

fn only(files: &BTreeSet<usize>) -> Option<usize> {
    files.first().copied().filter(|_| files.len() == 1)
}

/// The name of a type, without references and generic arguments.
fn name_of(it: &syn::Type) -> Option<String> {
    match it {
        syn::Type::Path(it) => macros::words(&it.path).pop(),
        syn::Type::Reference(it) => name_of(&it.elem),
        _ => None,
    }
}

struct Known<'a> {
    modules: &'a Modules,
    methods: &'a Methods,
}

struct Calls<'a> {
    known: Known<'a>,
    source: &'a Source,
    file: usize,
    module: ModulePath,
    /// The type of the `impl` around.
    own: Option<String>,
    arrows: &'a mut Arrows,
}

impl Calls<'_> {
    fn draw(&mut self, to: Option<usize>, line: usize, name: &str) {
        if let Some(to) = to {
            self.arrows.draw(self.file, to, self.source.spot(line), name);
        }
    }

    /// The file of a function or associated function behind a path.
    fn function(&self, path: &[String]) -> Option<usize> {
        if let Some(Target::Function { file, .. }) = self.known.modules.find(&self.module, path) {
            return Some(file);
        }
        let [.., of, name] = path else { return None };
        let of = if of == "Self" { self.own.as_ref()? } else { of };
        self.known.methods.of_type(of, name)
    }

    /// The file of a method called on something.
    fn method(&self, on: &syn::Expr, name: &str) -> Option<usize> {
        let is_self = matches!(on, syn::Expr::Path(it) if it.path.is_ident("self"));
        let own = self.own.as_ref().filter(|_| is_self);
        let methods = self.known.methods;
        own.and_then(|own| methods.of_type(own, name)).or_else(|| methods.of_name(name))
    }

    fn within(&mut self, own: Option<String>, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.own, own);
        visit(self);
        self.own = outer;
    }
}

impl<'ast> Visit<'ast> for Calls<'_> {
    fn visit_item_mod(&mut self, it: &'ast syn::ItemMod) {
        self.module.push(it.ident.to_string());
        visit::visit_item_mod(self, it);
        self.module.pop();
    }

    fn visit_item_impl(&mut self, it: &'ast syn::ItemImpl) {
        self.within(name_of(&it.self_ty), |inside| visit::visit_item_impl(inside, it));
    }

    fn visit_item_trait(&mut self, it: &'ast syn::ItemTrait) {
        self.within(Some(it.ident.to_string()), |inside| visit::visit_item_trait(inside, it));
    }

    fn visit_expr_call(&mut self, it: &'ast syn::ExprCall) {
        if let syn::Expr::Path(called) = &*it.func
            && let Some(name) = called.path.get_ident().map(ToString::to_string)
        {
            self.draw(self.function(std::slice::from_ref(&name)), line_of(it), &name);
        }
        visit::visit_expr_call(self, it);
    }

    fn visit_expr_path(&mut self, it: &'ast syn::ExprPath) {
        let path = macros::words(&it.path);
        // A name by itself may be a variable's.
        if it.path.leading_colon.is_none() && path.len() > 1 {
            self.draw(self.function(&path), line_of(it), &path.join("::"));
        }
        visit::visit_expr_path(self, it);
    }

    fn visit_expr_method_call(&mut self, it: &'ast syn::ExprMethodCall) {
        let name = it.method.to_string();
        self.draw(self.method(&it.receiver, &name), line_of(&it.method), &name);
        visit::visit_expr_method_call(self, it);
    }

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        macros::arguments(it).iter().for_each(|one| self.visit_expr(one));
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

#[cfg(test)]
mod tests {
    use super::super::tests::package;
    use super::*;

    /// The circle of `a`, which calls `b` by `down()`, and `b` with `up` in a function.
    fn circle(up: &str) -> usize {
        let a = "use crate::b::down; pub struct A; pub fn free() { down(); } \
                 impl A { pub fn rise(&self) { self.own(); } pub fn len(&self) {} }";
        let b = format!(
            "use crate::a::{{self, A}}; pub fn down() {{ {up} }}\n\
                 impl A {{ pub fn own(&self) {{}} }}"
        );
        calls(&package(&[("lib.rs", "mod a; mod b;"), ("a.rs", a), ("b.rs", &b)]), &[]).largest()
    }

    #[test]
    fn a_call_back_closes_a_circle_however_it_is_written() {
        let ways = [
            "a::free()",
            "crate::a::free()",
            "A::rise(&x)",
            "x.rise()",
            "all.for_each(A::rise)",
            "assert!(x.rise())",
            "|| vec![x.rise(); 2]",
        ];
        assert!(ways.iter().all(|up| circle(up) == 2));
    }

    #[test]
    fn names_without_a_call_and_common_methods_close_none() {
        let ways = ["", "let _: A;", "x.len()", "x.own()", "Vec::new()", "x.free()", "::a::free()"];
        for up in ways {
            assert_eq!(circle(up), 0, "{up}");
        }
    }

    #[test]
    fn a_method_on_self_counts_where_its_impl_stands() {
        let root = ("lib.rs", "mod a; mod b; mod c;");
        let a = ("a.rs", "pub struct A; impl A { pub fn run(&self) { self.step(); } }");
        let b = ("b.rs", "use crate::a::A; impl A { pub fn step(&self) { self.run(); } }");
        let c = ("c.rs", "pub struct C; impl C { pub fn step(&self) {} pub fn run(&self) {} }");
        assert_eq!(calls(&package(&[root, a, b, c]), &[]).largest(), 2);
    }

    #[test]
    fn a_name_that_a_used_crate_has_too_is_left_to_it() {
        let root = ("lib.rs", "mod a; mod b;");
        let a =
            ("a.rs", "use crate::b::down; pub struct A; impl A { pub fn up(&self) { down(); } }");
        let b = ("b.rs", "pub fn down(x: other::X) { x.up() }");
        let here = package(&[root, a, b]);
        let other = |name: &str| {
            let text = "pub struct X; impl X { pub fn up(&self) {} }".to_owned();
            Package::parse(name, &[("src/lib.rs".to_owned(), text)]).expect("it is Rust")
        };
        assert_eq!(calls(&here, &[other("other")]).largest(), 0);
        assert_eq!(calls(&here, &[other("unused")]).largest(), 2);
    }
}
