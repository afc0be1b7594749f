//! Checks of words: names of public types, first lines of docs, the glossary.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::docs;
use super::package::{Package, texts};
use super::source::{Finding, Source, Spot};
use super::surface::{Sort, surface};

/// The page of the handbook with a line for each term.
const GLOSSARY: &str = "handbook/src/glossary.md";

/// The crate whose types users meet.
const MET: &str = "society";

/// Folders whose doc comments are read, tests included.
const TOLD: [&str; 6] = ["crates", "xtask", "shards", "peers/rust", "python", "wasm"];

/// Public types of the crates, by name.
type Types = BTreeMap<String, BTreeSet<Spot>>;

fn types<'a>(packages: impl IntoIterator<Item = &'a Package>) -> Types {
    let mut types = Types::new();
    for public in packages.into_iter().flat_map(surface) {
        if public.sort == Sort::Type {
            types.entry(public.name).or_default().insert(public.spot);
        }
    }
    types
}

/// Public types that share their name with another one of the workspace.
pub(super) fn shared(packages: &[Package]) -> Vec<Finding> {
    let types = types(packages);
    let shared = types.iter().filter(|(_, spots)| spots.len() > 1);
    let each = shared.flat_map(|(name, spots)| spots.iter().map(move |spot| (name, spots, spot)));
    each.map(|(name, spots, spot)| {
        let others = spots.iter().filter(|other| *other != spot).map(ToString::to_string);
        let others = others.collect::<Vec<_>>().join(", ");
        let text = format!("`{name}` is also at {others}; give each idea a word of its own");
        Finding { spot: spot.clone(), text }
    })
    .collect()
}

/// First doc lines that begin with a pronoun, in the crates and the programs of developers.
///
/// # Errors
///
/// A file that cannot be read is refused with its name.
pub(super) fn first_lines() -> Result<Vec<Finding>, String> {
    let mut found = Vec::new();
    for folder in TOLD {
        for (path, text) in texts(folder)? {
            found.extend(docs::first_lines([&Source::with_tests(&path, &text)]));
        }
    }
    Ok(found)
}

/// Public types that users meet and the glossary lacks, and types of the glossary that no crate has.
///
/// # Errors
///
/// A glossary that cannot be read is refused.
pub(super) fn glossary(packages: &[Package]) -> Result<Vec<Finding>, String> {
    let text = fs::read_to_string(GLOSSARY).map_err(|error| format!("{GLOSSARY}: {error}"))?;
    let mut found = missing(packages.iter().filter(|package| package.name == MET), &text);
    found.extend(gone(packages, &text));
    Ok(found)
}

/// Types in the last column of the glossary's tables that no crate defines, public or not.
fn gone(packages: &[Package], glossary: &str) -> Vec<Finding> {
    let defined: BTreeSet<String> = packages
        .iter()
        .flat_map(|package| &package.sources)
        .flat_map(|source| &source.items)
        .filter_map(type_name)
        .collect();
    let mut found = Vec::new();
    for (at, line) in glossary.lines().enumerate() {
        let types = line.trim_end_matches(['|', ' ']).rsplit('|').next().unwrap_or_default();
        for name in in_backticks(types).filter(|name| !defined.contains(*name)) {
            let spot = Spot { file: GLOSSARY.to_owned(), line: at + 1 };
            found.push(Finding { spot, text: format!("no crate defines `{name}`") });
        }
    }
    found
}

/// The name of a type or a trait.
fn type_name(item: &syn::Item) -> Option<String> {
    let ident = match item {
        syn::Item::Struct(it) => &it.ident,
        syn::Item::Enum(it) => &it.ident,
        syn::Item::Trait(it) => &it.ident,
        syn::Item::Type(it) => &it.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn missing<'a>(packages: impl IntoIterator<Item = &'a Package>, glossary: &str) -> Vec<Finding> {
    let defined: BTreeSet<&str> = glossary.lines().flat_map(in_backticks).collect();
    let mut found = Vec::new();
    for (name, spots) in types(packages) {
        let last = |term: &&str| term.rsplit("::").next() == Some(&*name);
        if !defined.iter().any(last) {
            let text = format!("`{name}` is not in {GLOSSARY}; add its term and its meaning");
            found.extend(spots.into_iter().map(|spot| Finding { spot, text: text.clone() }));
        }
    }
    found
}

fn in_backticks(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::super::tests::package;
    use super::*;

    #[test]
    fn two_public_types_of_one_name_are_each_told_of_the_other() {
        let one =
            package(&[("lib.rs", "pub mod a; pub struct Word;"), ("a.rs", "pub trait Word {}")]);
        let found = shared(&[one]);
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("src/a.rs:1: `Word` is also at src/lib.rs:1;"), "{}", told[0]);
    }

    #[test]
    fn a_type_lifted_by_a_re_export_is_one_type_and_a_hidden_one_is_none() {
        let files = [
            ("lib.rs", "pub mod a; mod b; pub use a::Word; pub fn Other() {} pub struct Own;"),
            ("a.rs", "pub struct Word; struct Own;"),
            ("b.rs", "pub struct Word;"),
        ];
        assert!(shared(&[package(&files)]).is_empty());
    }

    #[test]
    fn a_type_of_the_glossary_is_one_of_a_crate() {
        let package = package(&[("lib.rs", "pub struct Score; enum Band {}")]);
        let page = "| score | points in `code` | `Score`, `Band` |\n| list | - | `List` |\n";
        let found = gone(&[package], page);
        let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["handbook/src/glossary.md:2: no crate defines `List`"]);
    }

    #[test]
    fn every_type_stands_in_the_glossary_by_its_whole_name() {
        let package =
            package(&[("lib.rs", "pub struct Score; pub enum Band {} pub fn score() {}")]);
        let all = "| score | points | `Score` |\n| band | age band | `society::Band` |\n";
        assert!(missing([&package], all).is_empty());
        let found = missing([&package], "| Band | Score | `Scores` and `BandMost` |\n");
        let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("src/lib.rs:1: `Band` is not in"), "{}", lines[0]);
    }
}
