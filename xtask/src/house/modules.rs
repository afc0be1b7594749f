//! Names of a crate and the files that define them.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Item, UseTree};

use super::package::Package;
use super::source::ModulePath;

/// Steps of re-export that a name is followed over.
const STEPS: usize = 12;

/// Everything that a module declares or brings in.
#[derive(Debug, Default)]
struct Scope {
    file: usize,
    functions: BTreeSet<String>,
    others: BTreeSet<String>,
    /// A name brought in, and its path.
    uses: Vec<(String, Vec<String>)>,
    globs: Vec<Vec<String>>,
}

/// The thing behind a path, and its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Module {
        file: usize,
        module: ModulePath,
    },
    Function {
        file: usize,
        module: ModulePath,
        name: String,
    },
    /// A type, a trait, a constant or a macro.
    Other {
        file: usize,
        module: ModulePath,
        name: String,
    },
}

impl Target {
    pub(super) fn file(&self) -> usize {
        match self {
            Target::Module { file, .. }
            | Target::Function { file, .. }
            | Target::Other { file, .. } => *file,
        }
    }
}

/// The modules of a crate.
///
/// Names made by macros and modules under `#[path]` are not known.
#[derive(Debug)]
pub(super) struct Modules {
    scopes: BTreeMap<ModulePath, Scope>,
}

impl Modules {
    pub(super) fn new(package: &Package) -> Modules {
        let scopes = package.modules().into_iter().map(|(module, file, items)| {
            let mut scope = Scope { file, ..Scope::default() };
            items.iter().for_each(|item| scope.add(item));
            (module, scope)
        });
        Modules { scopes: scopes.collect() }
    }

    /// The thing behind a path written in the module `from`; nothing for other crates' names.
    pub(super) fn find(&self, from: &[String], path: &[String]) -> Option<Target> {
        self.seek(from, path, STEPS)
    }

    /// Whether `name` is a module directly below `from`.
    pub(super) fn has_child(&self, from: &[String], name: &str) -> bool {
        self.scopes.contains_key(&child(from, name))
    }

    fn seek(&self, from: &[String], path: &[String], steps: usize) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.walk(&[], rest, steps),
            "self" => self.walk(from, rest, steps),
            _ => self.walk(from, path, steps),
        }
    }

    /// Follows a path below a module.
    fn walk(&self, at: &[String], path: &[String], steps: usize) -> Option<Target> {
        let steps = steps.checked_sub(1)?;
        let scope = self.scopes.get(at)?;
        let Some((name, rest)) = path.split_first() else {
            return Some(Target::Module { file: scope.file, module: at.to_vec() });
        };
        if name == "super" {
            return self.walk(at.split_last()?.1, rest, steps);
        }
        if self.has_child(at, name) {
            return self.walk(&child(at, name), rest, steps);
        }
        scope.own(at, name).or_else(|| self.brought(scope, at, (name, rest), steps))
    }

    /// The thing behind a name that a module brings in from elsewhere.
    fn brought(
        &self,
        scope: &Scope,
        at: &[String],
        (name, rest): (&String, &[String]),
        steps: usize,
    ) -> Option<Target> {
        if let Some((_, path)) = scope.uses.iter().find(|(alias, _)| alias == name) {
            let is_itself = path.first() == Some(name);
            let path = [path, rest].concat();
            return (!is_itself).then(|| self.seek(at, &path, steps))?;
        }
        scope.globs.iter().find_map(|glob| {
            let path = [glob, &[name.clone()][..], rest].concat();
            (glob.first() != Some(name)).then(|| self.seek(at, &path, steps))?
        })
    }
}

fn child(at: &[String], name: &str) -> ModulePath {
    [at, &[name.to_owned()]].concat()
}

impl Scope {
    fn add(&mut self, item: &Item) {
        let ident = match item {
            Item::Fn(it) => return self.functions.extend([it.sig.ident.to_string()]),
            Item::Use(it) if it.leading_colon.is_none() => return self.bring(&it.tree),
            Item::Const(it) => &it.ident,
            Item::Enum(it) => &it.ident,
            Item::Static(it) => &it.ident,
            Item::Struct(it) => &it.ident,
            Item::Trait(it) => &it.ident,
            Item::Type(it) => &it.ident,
            Item::Union(it) => &it.ident,
            Item::Macro(it) if it.ident.is_some() => return self.others.extend(name_of(it)),
            _ => return,
        };
        self.others.insert(ident.to_string());
    }

    fn bring(&mut self, tree: &UseTree) {
        for used in flattened(tree) {
            match used.alias {
                Some(alias) => self.uses.push((alias, used.path)),
                None => self.globs.push(used.path),
            }
        }
    }

    /// A name that the module itself defines.
    fn own(&self, at: &[String], name: &str) -> Option<Target> {
        let (file, module, name) = (self.file, at.to_vec(), name.to_owned());
        if self.functions.contains(&name) {
            return Some(Target::Function { file, module, name });
        }
        self.others.contains(&name).then_some(Target::Other { file, module, name })
    }
}

fn name_of(it: &syn::ItemMacro) -> Option<String> {
    it.ident.as_ref().map(ToString::to_string)
}

/// One path of a `use`, and the name that it brings in; none for a glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Used {
    pub(super) path: Vec<String>,
    pub(super) alias: Option<String>,
}

/// The paths of a `use`.
pub(super) fn flattened(tree: &UseTree) -> Vec<Used> {
    let mut all = Vec::new();
    flatten(tree, &mut Vec::new(), &mut all);
    all
}

fn flatten(tree: &UseTree, at: &mut Vec<String>, all: &mut Vec<Used>) {
    match tree {
        UseTree::Path(it) => {
            at.push(it.ident.to_string());
            flatten(&it.tree, at, all);
            at.pop();
        }
        UseTree::Group(it) => it.items.iter().for_each(|tree| flatten(tree, at, all)),
        UseTree::Name(it) => all.push(named(at, &it.ident, &it.ident)),
        UseTree::Rename(it) => all.push(named(at, &it.ident, &it.rename)),
        UseTree::Glob(_) => all.push(Used { path: at.clone(), alias: None }),
    }
}

/// `a::{self}` names `a`.
fn named(at: &[String], ident: &syn::Ident, alias: &syn::Ident) -> Used {
    let is_self = *ident == "self" && !at.is_empty();
    let path = if is_self { at.to_vec() } else { child(at, &ident.to_string()) };
    let alias = if *alias == "self" { path.last().cloned() } else { Some(alias.to_string()) };
    Used { path, alias: alias.or_else(|| Some(String::new())) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::package;
    use super::*;

    fn find(from: &str, path: &str) -> Option<(usize, bool)> {
        let package = package(&[
            ("lib.rs", "pub mod a; mod d; pub use a::b::Deep; pub use d::*;"),
            (
                "a.rs",
                "pub mod b; use b::helper as help; pub struct Top; mod inner { pub struct In; }",
            ),
            ("a/b.rs", "pub struct Deep; pub fn helper() {}"),
            ("d.rs", "pub struct Globbed;"),
        ]);
        let words = |text: &str| -> Vec<String> {
            text.split("::").filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let found = Modules::new(&package).find(&words(from), &words(path))?;
        Some((found.file(), matches!(found, Target::Function { .. })))
    }

    #[test]
    fn names_are_followed_to_the_file_that_defines_them() {
        assert_eq!(find("a::b", "super::Top"), Some((1, false)));
        assert_eq!(find("a::b", "super::super::Deep"), Some((2, false)));
        assert_eq!(find("", "crate::Deep::new"), Some((2, false)));
        assert_eq!(find("a", "help"), Some((2, true)));
        assert_eq!(find("a", "crate::Globbed"), Some((3, false)));
        assert_eq!(find("a", "inner::In"), Some((1, false)));
        assert_eq!(find("", "a::b"), Some((2, false)));
    }

    #[test]
    fn names_of_other_crates_are_found_nowhere() {
        assert_eq!(find("a", "std::fs"), None);
        assert_eq!(find("a", "Deep"), None);
    }
}
