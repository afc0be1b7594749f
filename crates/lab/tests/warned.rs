//! Settings that are allowed and lead nowhere have their files in `scenarios/warned`, with the exact
//! warnings beside them.
//!
//! `WARNED=overwrite cargo test -p lab --test warned` writes the warnings anew.

use std::fs;
use std::path::{Path, PathBuf};

use lab::dead_rules::dead_rules;
use reader::{Overrides, POLICIES, SCENARIOS};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/warned")
}

/// The warnings about a scenario, a line each.
fn warnings(text: &str) -> String {
    let loaded =
        reader::parse("my.toml", text, &Overrides { beyond_range: true, ..Overrides::default() })
            .expect("it is valid");
    let line = |rule: &lab::dead_rules::DeadRule| format!("`{}`: {}\n", rule.key, rule.why);
    dead_rules(&loaded.scenario).iter().map(line).collect()
}

#[test]
fn every_setting_that_leads_nowhere_is_told_as_its_file_expects() {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("it reads").path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    assert!(files.len() >= 7, "{} files", files.len());
    let overwrite = std::env::var("WARNED").is_ok_and(|wish| wish == "overwrite");
    for file in files {
        let found = warnings(&fs::read_to_string(&file).expect("it reads"));
        let beside = file.with_extension("stdout");
        if overwrite {
            fs::write(beside, found).expect("it can be written");
            continue;
        }
        assert!(!found.is_empty(), "{}", file.display());
        assert_eq!(found, fs::read_to_string(beside).unwrap_or_default(), "{}", file.display());
    }
}

#[test]
fn no_error_leads_nowhere_in_what_ships() {
    for (name, text) in SCENARIOS {
        assert_eq!(warnings(text), "", "{name}");
    }
    for (name, _) in POLICIES {
        let overrides =
            Overrides { set: vec![("policy".into(), name.into())], ..Overrides::default() };
        let Ok(loaded) = reader::read("as-reported", &overrides) else { continue };
        let found = dead_rules(&loaded.scenario);
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}
