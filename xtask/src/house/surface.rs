//! The public surface of a crate: its items that other crates can name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::{ImplItem, Item, Visibility};

use super::macros;
use super::modules::{Modules, Target, flattened};
use super::package::{Package, texts};
use super::signature;
use super::source::{Finding, ModulePath, Source, Spot, line_of};

/// Folders of code outside the crates below `crates/`.
const OUTSIDE: [&str; 7] = ["crates", "xtask", "shards", "peers", "python", "wasm", "fuzz"];

/// The folder of these measures, whose own words would hide items that nobody uses.
const OWN: &str = "xtask/src/house";

/// The kind of a public item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    /// A struct, an enum, a union, a trait or an alias.
    Type,
    Function,
    Constant,
    /// A method or a constant of a type.
    Member,
}

/// An item that other crates can name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Public {
    pub(crate) name: String,
    pub(crate) sort: Sort,
    pub(crate) spot: Spot,
    /// Names in its signature.
    pub(crate) carries: BTreeSet<String>,
}

/// The public items of a crate: those reachable from its root, and members of such types.
///
/// Fields, variants and methods of traits belong to their types and are not listed.
pub(crate) fn surface(package: &Package) -> BTreeSet<Public> {
    let mut walk = Walk {
        package,
        modules: Modules::new(package),
        items: package.modules().into_iter().map(|(at, file, items)| (at, (file, items))).collect(),
        open: BTreeSet::new(),
        found: BTreeSet::new(),
    };
    if package.is_library() {
        walk.module(&[]);
        walk.members();
    }
    walk.found
}

struct Walk<'a> {
    package: &'a Package,
    modules: Modules,
    items: BTreeMap<ModulePath, (usize, &'a [Item])>,
    open: BTreeSet<ModulePath>,
    found: BTreeSet<Public>,
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

impl Walk<'_> {
    /// Everything public in a public module, once.
    fn module(&mut self, at: &[String]) {
        let Some(&(file, items)) = self.items.get(at) else { return };
        if !self.open.insert(at.to_vec()) {
            return;
        }
        for item in items {
            match item {
                Item::Mod(it) if is_public(&it.vis) => {
                    self.module(&[at, &[it.ident.to_string()]].concat());
                }
                Item::Use(it) if is_public(&it.vis) => self.brought(at, it),
                _ => self.item(file, item),
            }
        }
    }

    fn item(&mut self, file: usize, item: &Item) {
        if let Some((name, sort, line)) = named(item) {
            let spot = self.package.sources[file].spot(line);
            let carries = signature::of_item(item);
            self.found.insert(Public { name, sort, spot, carries });
        }
    }

    /// The items behind a `pub use`.
    fn brought(&mut self, at: &[String], it: &syn::ItemUse) {
        for used in flattened(&it.tree) {
            match self.modules.find(at, &used.path) {
                Some(Target::Module { module, .. }) => self.module(&module),
                Some(
                    Target::Function { file, module, name } | Target::Other { file, module, name },
                ) => self.named(file, &module, &name),
                None => {}
            }
        }
    }

    fn named(&mut self, file: usize, module: &[String], wanted: &str) {
        let Some(&(_, items)) = self.items.get(module) else { return };
        let is_wanted = |item: &&Item| named(item).is_some_and(|(name, ..)| name == wanted);
        if let Some(item) = items.iter().find(is_wanted) {
            self.item(file, item);
        }
    }

    /// Public methods and constants of public types.
    fn members(&mut self) {
        let types = self.found.iter().filter(|public| public.sort == Sort::Type);
        let types: BTreeSet<String> = types.map(|public| public.name.clone()).collect();
        for &(file, items) in self.items.values() {
            for item in items {
                let Item::Impl(it) = item else { continue };
                if it.trait_.is_none() && owner(it).is_some_and(|own| types.contains(&own)) {
                    let source = &self.package.sources[file];
                    self.found.extend(it.items.iter().filter_map(|one| member(one, source)));
                }
            }
        }
    }
}

/// The type of an `impl`.
pub(super) fn owner(it: &syn::ItemImpl) -> Option<String> {
    match &*it.self_ty {
        syn::Type::Path(it) => macros::words(&it.path).pop(),
        _ => None,
    }
}

/// The name, kind and line of a public item of a module.
fn named(item: &Item) -> Option<(String, Sort, usize)> {
    let (visibility, ident, sort) = match item {
        Item::Struct(it) => (&it.vis, &it.ident, Sort::Type),
        Item::Enum(it) => (&it.vis, &it.ident, Sort::Type),
        Item::Union(it) => (&it.vis, &it.ident, Sort::Type),
        Item::Trait(it) => (&it.vis, &it.ident, Sort::Type),
        Item::Type(it) => (&it.vis, &it.ident, Sort::Type),
        Item::Fn(it) => (&it.vis, &it.sig.ident, Sort::Function),
        Item::Const(it) => (&it.vis, &it.ident, Sort::Constant),
        Item::Static(it) => (&it.vis, &it.ident, Sort::Constant),
        _ => return None,
    };
    is_public(visibility).then(|| (ident.to_string(), sort, line_of(ident)))
}

fn member(item: &ImplItem, source: &Source) -> Option<Public> {
    let (visibility, ident) = match item {
        ImplItem::Fn(it) => (&it.vis, &it.sig.ident),
        ImplItem::Const(it) => (&it.vis, &it.ident),
        _ => return None,
    };
    is_public(visibility).then(|| Public {
        name: ident.to_string(),
        sort: Sort::Member,
        spot: source.spot(line_of(ident)),
        carries: signature::of_member(item),
    })
}

/// Public items of a crate whose name stands nowhere outside its `src/`.
///
/// Outside are its own `tests/` and `benches/`, every other crate, and the programs of developers.
/// A name is enough: two items of one name are used together. Comments, doc examples and the text
/// of formats do not count.
///
/// # Errors
///
/// A file that cannot be read, or is not Rust, is refused with its name.
pub(super) fn unused(package: &Package) -> Result<Vec<Finding>, String> {
    let inside = format!("{}/src/", package.folder);
    let mut names = BTreeSet::new();
    for folder in OUTSIDE {
        for (path, text) in texts(folder)? {
            if !path.starts_with(&inside) && !path.starts_with(OWN) {
                names.extend(identifiers(&path, &text)?);
            }
        }
    }
    Ok(unnamed(package, &names))
}

fn unnamed(package: &Package, names: &BTreeSet<String>) -> Vec<Finding> {
    let surface = surface(package);
    let (named, unnamed): (Vec<&Public>, Vec<&Public>) =
        surface.iter().partition(|public| names.contains(&public.name));
    let finding = |public: &&Public| {
        let name = &public.name;
        let carries = |other: &&&Public| other.carries.contains(name);
        // Through another carried type as well: a field of a field in use.
        let carried =
            unnamed.iter().filter(|other| named.iter().any(|it| it.carries.contains(&other.name)));
        let carrier = named.iter().find(carries).or_else(|| carried.into_iter().find(carries));
        let carried = carrier.filter(|_| public.sort == Sort::Type);
        let carried = carried.map_or(String::new(), |it| format!("{CARRIED}{}`", it.name));
        let text = format!("`{name}` is public and named nowhere outside{carried}");
        Finding { spot: public.spot.clone(), text }
    };
    unnamed.iter().map(finding).collect()
}

/// Words on a type that cannot be private, because an item in use has it in its signature.
pub(crate) const CARRIED: &str = "; it stands in the signature of `";

/// Every identifier of a text.
fn identifiers(path: &str, text: &str) -> Result<BTreeSet<String>, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("{path}: {error}"))?;
    let mut names = BTreeSet::new();
    gather(tokens, &mut names);
    Ok(names)
}

fn gather(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(inner) => gather(inner.stream(), names),
            TokenTree::Ident(name) => drop(names.insert(name.to_string())),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::package;
    use super::*;

    const ROOT: &str = "pub mod open; mod closed; pub use closed::Lifted; pub fn free() {}";
    const OPEN: &str = "pub struct Shown { pub field: u8 } struct Hidden; pub const MOST: u8 = 1; \
        impl Shown { pub fn method(&self) {} fn inner(&self) {} pub(crate) fn near(&self) {} }";
    const CLOSED: &str = "pub struct Lifted; pub struct Kept; impl Kept { pub fn lost(&self) {} } \
        impl Lifted { pub const ONE: u8 = 1; } impl Clone for Lifted { fn clone(&self) {} }";

    #[test]
    fn the_surface_is_reachable_from_the_root() {
        let package = package(&[("lib.rs", ROOT), ("open.rs", OPEN), ("closed.rs", CLOSED)]);
        let names: Vec<String> = surface(&package).into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["Lifted", "MOST", "ONE", "Shown", "free", "method"]);
        let program = super::super::tests::package(&[("main.rs", "pub struct Alone;")]);
        assert!(surface(&program).is_empty());
    }

    #[test]
    fn an_item_is_used_where_its_name_stands_in_code() {
        let package = package(&[("lib.rs", "pub struct Used; pub struct Told; pub struct Lost;")]);
        let text = "// Lost\nuse x::Used; fn f() { let _ = (\"Lost\", m!(Told)); }";
        let names = identifiers("a.rs", text).expect("it is Rust");
        let found = unnamed(&package, &names);
        assert_eq!(found.len(), 1);
        assert!(found[0].text.starts_with("`Lost`"), "{}", found[0]);
    }

    #[test]
    fn a_type_in_the_signature_of_an_item_in_use_is_told_apart() {
        let text =
            "pub fn used() -> Out { Out } pub struct Out; pub struct In; pub fn lost(x: In) {}";
        let found = unnamed(&package(&[("lib.rs", text)]), &BTreeSet::from(["used".to_owned()]));
        let carried: Vec<bool> = found.iter().map(|it| it.text.contains(CARRIED)).collect();
        assert_eq!(carried, [false, true, false]);
    }
}
