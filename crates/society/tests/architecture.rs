//! Descriptions of the code are true of it.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every source file of a module: `name.rs` and all below `name/`.
fn files(folder: &Path, module: &str) -> Vec<PathBuf> {
    let mut found = vec![folder.join(format!("{module}.rs"))];
    let mut open = vec![folder.join(module)];
    while let Some(inner) = open.pop() {
        for entry in fs::read_dir(&inner).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found
}

/// The modules that a file declares, in their order.
fn modules(source: &str) -> Vec<&str> {
    source.lines().filter_map(declared).collect()
}

fn declared(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub(super) ").or(line.strip_prefix("pub ")).unwrap_or(line);
    line.strip_prefix("mod ")?.strip_suffix(';')
}

/// The word at the start of a text.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the file is there")
}

/// The order of the `mod` lines of a file is the order of reading and of imports: a module uses only
/// those above it. `path` is how the others call it: `crate`, `crate::world`.
fn each_module_uses_only_those_above_it(parent: &Path, path: &str) {
    let folder = match parent.file_stem() {
        Some(stem) if stem == "lib" => parent.with_file_name(""),
        _ => parent.with_extension(""),
    };
    let source = read(parent);
    let order = modules(&source);
    assert!(order.len() > 3, "{order:?}");
    for (rank, module) in order.iter().enumerate() {
        for file in files(&folder, module).iter().filter(|file| file.exists()) {
            let source = read(file);
            let file = file.display();
            assert!(!source.contains("crate::{"), "{file}: one `use crate::` a module");
            let siblings = source.split("super::").skip(1).filter(|_| is_flat(&folder, module));
            for used in source.split(&format!("{path}::")).skip(1).chain(siblings) {
                let below = &order[rank + 1..];
                let used = word(used);
                assert!(!below.contains(&used), "{file} uses {used}, which stands below it");
            }
        }
    }
}

/// Whether a module is one file, so that `super` in it is its parent.
fn is_flat(folder: &Path, module: &str) -> bool {
    !folder.join(module).exists()
}

#[test]
fn each_module_uses_only_those_above_it_in_its_crate() {
    for name in ["society", "reader", "lab", "results"] {
        let lib = root().join("crates").join(name).join("src/lib.rs");
        each_module_uses_only_those_above_it(&lib, "crate");
    }
}

#[test]
fn each_module_of_a_world_uses_only_those_above_it() {
    let world = root().join("crates/society/src/world.rs");
    each_module_uses_only_those_above_it(&world, "crate::world");
}

/// Method calls on the ledger in a file.
fn ledger_calls(source: &str) -> impl Iterator<Item = &str> {
    let calls = ["self.", "ledger."].into_iter().flat_map(|on| source.split(on).skip(1));
    calls.filter_map(|text| {
        let name = word(text);
        text[name.len()..].starts_with('(').then_some(name)
    })
}

/// Functions that a file defines.
fn functions(source: &str) -> impl Iterator<Item = &str> {
    source.split("fn ").skip(1).map(word)
}

#[test]
fn a_layer_of_the_ledger_calls_only_those_above_it_in_the_list_and_sees_no_stage() {
    let parent = root().join("crates/society/src/world/ledger.rs");
    each_module_uses_only_those_above_it(&parent, "crate::world::ledger");
    let source = read(&parent);
    let layers: Vec<(&str, String)> = modules(&source)
        .into_iter()
        .map(|layer| (layer, read(&parent.with_extension("").join(format!("{layer}.rs")))))
        .collect();
    for (rank, (layer, source)) in layers.iter().enumerate() {
        for word in ["DayStep", "stages", "day_step", "Scratch"] {
            assert!(!source.contains(word), "ledger/{layer}.rs knows of {word}");
        }
        for called in ledger_calls(source) {
            let upward = layers[rank + 1..].iter().find(|(_, other)| {
                functions(other).any(|defined| defined == called)
                    && !functions(source).any(|defined| defined == called)
            });
            let upward = upward.map(|(layer, _)| layer);
            assert!(upward.is_none(), "ledger/{layer}.rs calls {called} of {upward:?}");
        }
    }
}

#[test]
fn a_stage_of_the_day_uses_no_other_stage() {
    let parent = root().join("crates/society/src/world/stages.rs");
    let source = read(&parent);
    let stages = modules(&source);
    assert_eq!(stages, ["reform", "morning", "month", "acts", "gates", "evening"]);
    for stage in &stages {
        for file in files(&parent.with_extension(""), stage).iter().filter(|file| file.exists()) {
            let source = read(file);
            let others = stages.iter().filter(|other| *other != stage);
            for other in others {
                let paths = [format!("stages::{other}"), format!("super::{other}::")];
                let found = paths.iter().find(|path| source.contains(*path));
                assert!(found.is_none(), "{} uses {found:?}", file.display());
            }
        }
    }
}

#[test]
fn every_path_in_the_architecture_exists() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the file is there");
    let words = text.split('`').skip(1).step_by(2);
    let roots = ["crates/", "policies/", "scenarios/", "facts/", "xtask/", ".ci/"];
    let paths: Vec<&str> = words
        .filter(|word| roots.iter().any(|root| word.starts_with(root)) && !word.contains('*'))
        .collect();
    assert!(paths.len() > 10, "{paths:?}");
    for path in paths {
        assert!(root().join(path).exists(), "{path} is named and not there");
    }
}

/// The border: nothing here can open a camera, decode a picture or reach a network.
#[test]
fn no_dependency_could_take_in_a_face_or_reach_a_network() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the file is there");
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    let banned = [
        "image",
        "opencv",
        "nokhwa",
        "v4l",
        "reqwest",
        "hyper",
        "ureq",
        "curl",
        "tch",
        "ort",
        "candle-core",
    ];
    for name in names {
        assert!(!banned.contains(&name), "{name}");
    }
}
