//! Numbers without a unit across the borders of modules.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{FnArg, ReturnType, Signature, Type, Visibility};

use super::package::Package;
use super::source::{Finding, Source, line_of};
use super::surface::owner;

/// The list of bare numbers that may stand: `item | reason`, a line each.
pub(crate) const ARGUED: &str = "xtask/src/house/bare_numbers.txt";

/// Types of integers and floats that carry no unit.
const BARE: [&str; 14] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32",
    "f64",
];

/// The border that a number crosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Border {
    /// The signature of a `pub` function.
    Open,
    /// That of a function for some modules of the crate: `pub(super)`, `pub(crate)`, `pub(in …)`.
    Inner,
    /// A `pub` field of a `pub` struct.
    Field,
}

/// A function or a field with bare numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bare {
    /// `module::function`, `module::Type::function` or `module::Type.field`.
    pub(crate) item: String,
    pub(crate) border: Border,
    pub(crate) finding: Finding,
}

/// Functions with a parameter or a result that is a bare integer or float, and fields that are one.
///
/// A function counts once. The type must be the number itself, by value or reference: numbers
/// inside an `Option`, a slice or a tuple are not seen, nor is the number of a unit, which is a
/// tuple struct of one field. A conversion of a unit is where its number has to cross: a method that
/// only makes a unit of one number, or only gives one number of it.
pub(crate) fn bare_numbers(package: &Package) -> Vec<Bare> {
    let mut found = Vec::new();
    let units: BTreeSet<String> = package.sources.iter().flat_map(units).collect();
    for source in &package.sources {
        let at = source.module.clone();
        let mut visitor = Numbers { source, units: &units, at, found: &mut found };
        source.items.iter().for_each(|item| visitor.visit_item(item));
    }
    found
}

/// The names of the units of a file: tuple structs of one bare number.
fn units(source: &Source) -> BTreeSet<String> {
    let unit = |item: &syn::Item| match item {
        syn::Item::Struct(it) => match &it.fields {
            syn::Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                bare(&fields.unnamed[0].ty).map(|_| it.ident.to_string())
            }
            _ => None,
        },
        _ => None,
    };
    source.items.iter().filter_map(unit).collect()
}

/// Whether a method of a unit does no more than convert: one number to the unit, or the unit to one.
fn converts(signature: &Signature) -> bool {
    let takes_self = signature.receiver().is_some();
    let others = signature.inputs.len() - usize::from(takes_self);
    let gives_number =
        matches!(&signature.output, ReturnType::Type(_, result) if bare(result).is_some());
    if takes_self { others == 0 && gives_number } else { others == 1 && !gives_number }
}

struct Numbers<'a> {
    source: &'a Source,
    /// The units of the whole package.
    units: &'a BTreeSet<String>,
    /// Module and type around.
    at: Vec<String>,
    found: &'a mut Vec<Bare>,
}

fn border(visibility: &Visibility) -> Option<Border> {
    match visibility {
        Visibility::Public(_) => Some(Border::Open),
        Visibility::Restricted(_) => Some(Border::Inner),
        Visibility::Inherited => None,
    }
}

/// The bare number that a type is.
fn bare(it: &Type) -> Option<String> {
    match it {
        Type::Path(it) => it.path.get_ident().map(ToString::to_string),
        Type::Reference(it) => bare(&it.elem),
        Type::Paren(it) => bare(&it.elem),
        _ => None,
    }
    .filter(|name| BARE.contains(&name.as_str()))
}

/// The bare numbers of a signature, as they are written.
fn bare_in(signature: &Signature) -> Vec<String> {
    let parameter = |input: &FnArg| match input {
        FnArg::Typed(input) => Some(format!("{}: {}", parameter(&input.pat), bare(&input.ty)?)),
        FnArg::Receiver(_) => None,
    };
    let mut all: Vec<String> = signature.inputs.iter().filter_map(parameter).collect();
    if let ReturnType::Type(_, result) = &signature.output {
        all.extend(bare(result).map(|number| format!("-> {number}")));
    }
    all
}

impl Numbers<'_> {
    fn note(&mut self, border: Border, name: &str, numbers: &str, line: usize) {
        let item =
            [&self.at.join("::"), name].join(if border == Border::Field { "" } else { "::" });
        let item = item.trim_start_matches(':').to_owned();
        let finding = self.source.finding(line, format!("`{item}` has {numbers}"));
        self.found.push(Bare { item, border, finding });
    }

    fn function(&mut self, visibility: &Visibility, signature: &Signature) {
        let numbers = bare_in(signature);
        if let Some(border) = border(visibility).filter(|_| !numbers.is_empty()) {
            let name = signature.ident.to_string();
            self.note(border, &name, &numbers.join(", "), line_of(&signature.ident));
        }
    }
}

fn parameter(it: &syn::Pat) -> String {
    match it {
        syn::Pat::Ident(it) => it.ident.to_string(),
        _ => "_".to_owned(),
    }
}

impl<'ast> Visit<'ast> for Numbers<'_> {
    fn visit_item_mod(&mut self, it: &'ast syn::ItemMod) {
        self.at.push(it.ident.to_string());
        visit::visit_item_mod(self, it);
        self.at.pop();
    }

    fn visit_item_impl(&mut self, it: &'ast syn::ItemImpl) {
        self.at.extend(owner(it));
        visit::visit_item_impl(self, it);
        self.at.truncate(self.at.len() - usize::from(owner(it).is_some()));
    }

    fn visit_item_fn(&mut self, it: &'ast syn::ItemFn) {
        self.function(&it.vis, &it.sig);
    }

    fn visit_impl_item_fn(&mut self, it: &'ast syn::ImplItemFn) {
        let of_unit = self.at.last().is_some_and(|owner| self.units.contains(owner));
        if !(of_unit && converts(&it.sig)) {
            self.function(&it.vis, &it.sig);
        }
    }

    fn visit_item_struct(&mut self, it: &'ast syn::ItemStruct) {
        let is_public = |visibility: &Visibility| border(visibility) == Some(Border::Open);
        // The fields of a tuple struct have no names: most are units.
        let named = it.fields.iter().filter_map(|field| Some((field, field.ident.as_ref()?)));
        self.at.push(it.ident.to_string());
        for (field, name) in named.filter(|(field, _)| is_public(&it.vis) && is_public(&field.vis))
        {
            if let Some(number) = bare(&field.ty) {
                self.note(Border::Field, &format!(".{name}"), &number, line_of(name));
            }
        }
        self.at.pop();
    }
}

/// Functions that take a tuple apart in their parameters, or take one whole.
///
/// Closures are none; neither is a tuple inside another type, such as a slice of pairs.
pub(super) fn tuple_parameters(package: &Package) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in &package.sources {
        let mut visitor = Tuples { source, found: &mut found };
        source.items.iter().for_each(|item| visitor.visit_item(item));
    }
    found
}

struct Tuples<'a> {
    source: &'a Source,
    found: &'a mut Vec<Finding>,
}

impl<'ast> Visit<'ast> for Tuples<'_> {
    fn visit_signature(&mut self, it: &'ast Signature) {
        let is_tuple = |input: &FnArg| matches!(input, FnArg::Typed(one) if of_tuple(&one.ty));
        if it.inputs.iter().any(is_tuple) {
            let text = format!("`{}` takes a tuple; name its parts in a struct", it.ident);
            self.found.push(self.source.finding(line_of(&it.ident), text));
        }
    }
}

fn of_tuple(it: &Type) -> bool {
    match it {
        Type::Tuple(it) => !it.elems.is_empty(),
        Type::Reference(it) => of_tuple(&it.elem),
        _ => false,
    }
}

/// Bare numbers that may stand, by item, and the reason of each.
pub(crate) type Argued = BTreeMap<String, String>;

/// The list of bare numbers that may stand.
///
/// # Errors
///
/// A line without a reason is refused.
pub(crate) fn argued(text: &str) -> Result<Argued, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    });
    lines
        .map(|(at, line)| match line.split_once('|').map(|(item, why)| (item.trim(), why.trim())) {
            Some((item, why)) if !item.is_empty() && !why.is_empty() => {
                Ok((item.to_owned(), why.to_owned()))
            }
            _ => Err(format!("{ARGUED}:{}: write `item | reason`", at + 1)),
        })
        .collect()
}

/// Bare numbers without an argument, and arguments without a bare number.
///
/// In the list an item begins with the name of its crate.
pub(crate) fn unargued(
    name: &str,
    found: &[&Bare],
    argued: &Argued,
) -> (Vec<Finding>, Vec<String>) {
    let item = |bare: &Bare| format!("{name}::{}", bare.item);
    let is_argued = |bare: &&&Bare| !argued.contains_key(&item(bare));
    let without = found.iter().filter(is_argued).map(|bare| bare.finding.clone()).collect();
    let here = format!("{name}::");
    let is_gone = |known: &&String| {
        known.starts_with(&here) && !found.iter().any(|bare| item(bare) == **known)
    };
    (without, argued.keys().filter(is_gone).cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::package;
    use super::*;

    fn items(text: &str) -> Vec<String> {
        let found = bare_numbers(&package(&[("lib.rs", "mod a;"), ("a.rs", text)]));
        found.into_iter().map(|bare| bare.item).collect()
    }

    #[test]
    fn numbers_cross_a_border_in_parameters_results_and_fields() {
        let text = "pub fn f(x: u32, y: &f64) -> usize { 1 } pub struct S { pub n: i64, pub m: Day } \
            impl S { pub(super) fn g(&self, _: u8) {} } pub mod inner { pub(crate) fn h() -> u8 {} }";
        assert_eq!(items(text), ["a::f", "a::S.n", "a::S::g", "a::inner::h"]);
        let found = bare_numbers(&package(&[("lib.rs", text)]));
        let borders: Vec<Border> = found.iter().map(|bare| bare.border).collect();
        assert_eq!(borders, [Border::Open, Border::Field, Border::Inner, Border::Inner]);
        let told = found[0].finding.to_string();
        assert_eq!(told, "src/lib.rs:1: `f` has x: u32, y: f64, -> usize");
    }

    #[test]
    fn units_private_functions_and_truths_are_no_bare_numbers() {
        let text = "fn f(x: u32) {} pub fn g(x: bool, y: Day, z: &str) -> Option<u8> {} \
            pub struct Day(pub u16); pub struct S { n: u8, pub(crate) m: u8 } struct P { pub n: u8 }";
        assert!(items(text).is_empty(), "{:?}", items(text));
    }

    #[test]
    fn a_unit_converts_and_does_nothing_else_with_bare_numbers() {
        let text = "pub struct Day(pub u16); impl Day { pub fn new(n: u16) -> Option<Day> { None } \
            pub fn get(self) -> u16 { 0 } pub fn after(self, days: u16) -> Day { self } \
            pub fn twice(n: u16) -> u16 { n } } \
            pub struct Pair(u8, u8); impl Pair { pub fn first(self) -> u8 { self.0 } }";
        assert_eq!(items(text), ["a::Day::after", "a::Day::twice", "a::Pair::first"]);
    }

    #[test]
    fn functions_with_a_tuple_are_found_and_closures_are_not() {
        let text = "fn f((a, b): (u8, u8)) {}\nfn g(x: &(u8, u8)) {}\nfn h(x: &[(u8, u8)], y: ()) {}\n\
            impl S {\n fn i(&self, (a, b): (A, B)) { all.map(|(a, b)| a); }\n}\n";
        let found = tuple_parameters(&package(&[("lib.rs", text)]));
        let lines: Vec<usize> = found.iter().map(|it| it.spot.line).collect();
        assert_eq!(lines, [1, 2, 5]);
    }

    #[test]
    fn a_number_needs_a_reason_and_a_reason_needs_a_number() {
        let list = argued(
            "# A list.\n\nx::a::f | an index of a lane\nx::gone | no more\ny::h | of another\n",
        )
        .expect("ok");
        let found = bare_numbers(&package(&[
            ("lib.rs", "mod a;"),
            ("a.rs", "pub fn f(x: u8) {}\npub fn g(y: u8) {}"),
        ]));
        let (without, gone) = unargued("x", &found.iter().collect::<Vec<_>>(), &list);
        assert_eq!((without.len(), gone), (1, vec!["x::gone".to_owned()]));
        assert!(without[0].text.contains("a::g"), "{}", without[0]);
        assert!(argued("a::f |").is_err() && argued("a::f").is_err());
    }
}
