//! What describes the code is true of it.

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

/// The order of the `mod` lines in a `lib.rs` is the order of reading and of imports.
fn each_module_uses_only_those_above_it(crate_name: &str) {
    let folder = root().join("crates").join(crate_name).join("src");
    let lib = fs::read_to_string(folder.join("lib.rs")).expect("the file is there");
    let order: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(order.len() > 3, "{order:?}");
    for (rank, module) in order.iter().enumerate() {
        for file in files(&folder, module) {
            let source = fs::read_to_string(&file).expect("the file is there");
            assert!(!source.contains("crate::{"), "{}: one `use crate::` a module", file.display());
            for used in source.split("crate::").skip(1) {
                let end =
                    used.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(used.len());
                let below = &order[rank + 1..];
                assert!(
                    !below.contains(&&used[..end]),
                    "{} uses {}, which stands below it",
                    file.display(),
                    &used[..end]
                );
            }
        }
    }
}

#[test]
fn each_module_of_the_society_uses_only_those_above_it() {
    each_module_uses_only_those_above_it("society");
}

#[test]
fn each_module_of_the_lab_uses_only_those_above_it() {
    each_module_uses_only_those_above_it("lab");
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
