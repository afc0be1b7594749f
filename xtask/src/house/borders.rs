//! Borders of the crates: the imports allowed between them, and parts of `std` that some lack.

use std::process::Command;

use serde_json::Value;
use syn::visit::{self, Visit};

use super::macros;
use super::modules::{Used, flattened};
use super::package::Package;
use super::source::{Finding, Source, line_of};

/// Crates of the workspace, and those that each may import.
const ARROWS: [(&str, Allowed); 9] = [
    ("society", Allowed::These(&[])),
    ("reader", Allowed::These(&["society"])),
    ("lab", Allowed::These(&["reader", "society"])),
    ("results", Allowed::These(&["lab", "reader", "society"])),
    ("report", Allowed::These(&["lab", "reader"])),
    ("live", Allowed::These(&["lab", "reader", "report"])),
    ("nosedive", Allowed::These(&["live", "report", "results", "lab", "reader", "society"])),
    ("xtask", Allowed::All),
    ("shards", Allowed::All),
];

/// Crates that compile to WebAssembly.
const PURE: [&str; 2] = ["society", "reader"];

/// Parts of `std` that need a machine below them.
const MACHINE: [&str; 6] = [
    "std::fs",
    "std::net",
    "std::time::Instant",
    "std::time::SystemTime",
    "std::env",
    "std::process",
];

#[derive(Clone, Copy, Debug)]
enum Allowed {
    All,
    These(&'static [&'static str]),
}

/// Imports between crates that the table does not allow, those for tests included.
///
/// # Errors
///
/// Cargo's words are passed on where it cannot tell.
pub(super) fn imports() -> Result<Vec<String>, String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["metadata", "--format-version", "1", "--no-deps", "--locked"]);
    let output = command.output().map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    refused(&metadata)
}

fn refused(metadata: &Value) -> Result<Vec<String>, String> {
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    let mut found = Vec::new();
    for package in packages {
        let (name, manifest) = (word(&package["name"]), word(&package["manifest_path"]));
        let manifest = short(manifest, word(&metadata["workspace_root"]));
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
            found.push(format!("{manifest}:1: `{name}` is not in the table of imports; {REMEDY}"));
            continue;
        };
        let used = package["dependencies"].as_array().into_iter().flatten();
        // Dependencies with a path are those of this tree.
        for used in used.filter(|used| used["path"].is_string()).map(|used| word(&used["name"])) {
            if !allowed.allows(used) {
                found.push(format!("{manifest}:1: `{name}` imports `{used}`; {REMEDY}"));
            }
        }
    }
    Ok(found)
}

const REMEDY: &str = "the table is in xtask/src/house/borders.rs";

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn short<'a>(path: &'a str, root: &str) -> &'a str {
    path.strip_prefix(root).map_or(path, |path| path.trim_start_matches('/'))
}

impl Allowed {
    fn allows(self, name: &str) -> bool {
        match self {
            Allowed::All => true,
            Allowed::These(all) => all.contains(&name),
        }
    }
}

/// Uses of files, network, clock, environment and processes in the crates that have none.
pub(super) fn machine(packages: &[Package]) -> Vec<Finding> {
    let pure = packages.iter().filter(|package| PURE.contains(&package.name.as_str()));
    pure.flat_map(|package| &package.sources).flat_map(machine_in).collect()
}

fn machine_in(source: &Source) -> Vec<Finding> {
    let mut brought = Brought::default();
    source.items.iter().for_each(|item| brought.visit_item(item));
    let mut scan = Scan { source, brought: brought.0, found: Vec::new() };
    source.items.iter().for_each(|item| scan.visit_item(item));
    scan.found
}

/// The `use` lines of a file.
#[derive(Default)]
struct Brought(Vec<Used>);

impl<'ast> Visit<'ast> for Brought {
    fn visit_item_use(&mut self, it: &'ast syn::ItemUse) {
        self.0.extend(flattened(&it.tree));
    }
}

struct Scan<'a> {
    source: &'a Source,
    brought: Vec<Used>,
    found: Vec<Finding>,
}

/// Whether `path` is `part` or inside it.
fn is_inside(path: &str, part: &str) -> bool {
    path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

impl Scan<'_> {
    fn note(&mut self, path: &str, line: usize) {
        if MACHINE.iter().any(|part| is_inside(path, part)) {
            let text = format!("uses `{path}`; leave it to a crate above, or take it as a value");
            self.found.push(self.source.finding(line, text));
        }
    }

    /// A glob brings in everything below it.
    fn note_glob(&mut self, path: &str, line: usize) {
        let hides = |part: &&&str| is_inside(part, path);
        match MACHINE.iter().find(hides) {
            Some(part) => self.note(part, line),
            None => self.note(path, line),
        }
    }

    /// A path as it would be without `use`.
    fn whole(&self, path: &[String]) -> Vec<String> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        let used = self.brought.iter().find(|used| used.alias.as_ref() == Some(first));
        used.map_or_else(|| path.to_vec(), |used| [&used.path, rest].concat())
    }
}

impl<'ast> Visit<'ast> for Scan<'_> {
    fn visit_item_use(&mut self, it: &'ast syn::ItemUse) {
        for used in flattened(&it.tree) {
            let path = used.path.join("::");
            match used.alias {
                Some(_) => self.note(&path, line_of(&it.tree)),
                None => self.note_glob(&path, line_of(&it.tree)),
            }
        }
    }

    fn visit_path(&mut self, it: &'ast syn::Path) {
        let path = macros::words(it);
        // A name by itself was told at its `use`.
        if path.len() > 1 {
            self.note(&self.whole(&path).join("::"), line_of(it));
        }
        visit::visit_path(self, it);
    }

    fn visit_macro(&mut self, it: &'ast syn::Macro) {
        macros::arguments(it).iter().for_each(|one| self.visit_expr(one));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(name: &str, uses: &[(&str, bool)]) -> Vec<String> {
        let one = |&(name, is_here): &(&str, bool)| json!({ "name": name, "path": is_here.then_some("/x/crates") });
        let uses: Vec<Value> = uses.iter().map(one).collect();
        let manifest = format!("/x/crates/{name}/Cargo.toml");
        let package = json!({ "name": name, "manifest_path": manifest, "dependencies": uses });
        refused(&json!({ "packages": [package], "workspace_root": "/x" })).expect("it is a list")
    }

    #[test]
    fn imports_of_the_table_and_of_other_peoples_crates_are_allowed() {
        assert!(told("society", &[("rayon", false)]).is_empty());
        assert!(told("lab", &[("society", true), ("reader", true), ("serde", false)]).is_empty());
        assert!(told("xtask", &[("nosedive", true)]).is_empty());
    }

    #[test]
    fn other_imports_and_other_crates_are_refused() {
        let found = told("society", &[("reader", true)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("crates/society/Cargo.toml:1: `society` imports `reader`"));
        assert!(told("report", &[("results", true)]).len() == 1);
        assert!(told("novelty", &[])[0].contains("`novelty` is not in the table"));
        assert!(refused(&json!({})).is_err());
    }

    fn lines(text: &str) -> Vec<usize> {
        let source = Source::parse("src/lib.rs", text).expect("it is Rust");
        machine_in(&source).iter().map(|it| it.spot.line).collect()
    }

    #[test]
    fn files_clock_and_network_are_seen_however_they_are_named() {
        let bad = [
            "use std::fs;",
            "use std::{fmt, net::TcpStream};",
            "use std::time::{Duration, Instant as Clock};",
            "use std::*;",
            "use std::fs::*;",
            "fn f() { std::env::var(\"HOME\"); }",
            "fn f(_: ::std::process::Command) {}",
            "use std::time; fn f() { time::SystemTime::now(); }",
            "fn f() { assert!(std::fs::exists(\"x\")); }",
        ];
        for text in bad {
            assert_eq!(lines(text), [1], "{text}");
        }
    }

    #[test]
    fn durations_arguments_and_tests_are_no_machine() {
        let good = "use std::time::Duration;\nuse std::fmt::{self, Write as _};\nmod env { pub fn f() {} }\n\
            fn g(fs: u8) { env::f(); env!(\"X\"); }\n#[cfg(test)]\nmod tests { use std::fs; }\n";
        assert!(lines(good).is_empty(), "{:?}", lines(good));
    }
}
