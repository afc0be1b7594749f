//! The handbook is true: its commands answer in its words, its scenarios are read, and its
//! links lead somewhere.
//!
//! - A block of `console` holds commands and what they answer.
//! - A block of `toml` is a whole scenario, or a reform. If its first line is a comment with a name,
//!   as `# my-reform.toml`, the commands of the page find it by that name.
//! - A block of `toml,fragment` is a part of a scenario. It is laid over the file that `nosedive new`
//!   writes, and must not change whether that is valid.
//! - A block of `toml,refused` is one that must not be read.

use std::fs;
use std::path::{Path, PathBuf};

use reader::{Diagnostic, Overrides, parse, starter};

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../handbook/src")
}

/// Every page: its path in the book, and its text.
fn pages() -> Vec<(PathBuf, String)> {
    let (mut open, mut found) = (vec![source()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("it can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                let text = fs::read_to_string(&path).expect("it is text");
                found.push((path.strip_prefix(source()).expect("it is inside").to_owned(), text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 20, "the book is there");
    found
}

/// The blocks of a page that begin with these words, each with the number of its first line.
fn blocks(text: &str, info: &str) -> Vec<(usize, String)> {
    let (mut found, mut block) = (Vec::new(), None::<(bool, usize, String)>);
    for (number, line) in (1..).zip(text.lines()) {
        match (line.strip_prefix("```"), &mut block) {
            (Some(said), None) => block = Some((said == info, number + 1, String::new())),
            (Some(_), Some((wanted, first, inner))) => {
                if *wanted {
                    found.push((*first, std::mem::take(inner)));
                }
                block = None;
            }
            (None, Some((_, _, inner))) => {
                inner.push_str(line);
                inner.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

/// The name that a block gives itself.
fn name(block: &str) -> Option<&str> {
    let name = block.lines().next()?.strip_prefix("# ")?;
    (name.ends_with(".toml") && !name.contains(' ')).then_some(name)
}

fn told(mistakes: &[Diagnostic]) -> String {
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Every command answers in the words of its page.
#[test]
fn every_command_answers_in_the_words_of_its_page() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let cases = trycmd::TestCases::new();
    let mut commands = 0;
    for (path, text) in pages() {
        let typed: usize = blocks(&text, "console")
            .iter()
            .map(|(_, block)| block.lines().filter(|line| line.starts_with("$ ")).count())
            .sum();
        if typed == 0 {
            continue;
        }
        commands += typed;
        let page = folder.path().join(path.to_string_lossy().replace('/', "-"));
        // The commands of a page run in a folder of their own.
        let inside = page.with_extension("in");
        fs::create_dir(&inside).expect("it can be made");
        for kind in ["toml", "toml,refused"] {
            for (_, block) in blocks(&text, kind) {
                if let Some(name) = name(&block) {
                    fs::write(inside.join(name), &block).expect("it can be written");
                }
            }
        }
        fs::write(&page, &text).expect("it can be written");
        cases.case(&page);
    }
    assert!(commands > 8, "{commands} commands in the book");
    cases.run();
}

/// Whole scenarios and reforms are admitted.
#[test]
fn every_scenario_of_the_book_is_admitted() {
    let mut count = 0;
    for (path, text) in pages() {
        for (line, block) in blocks(&text, "toml") {
            count += 1;
            if let Err(mistakes) = parse("block.toml", &block, &Overrides::default()) {
                panic!("{}:{line}: {}", path.display(), told(&mistakes));
            }
        }
    }
    assert!(count > 0, "the book shows a scenario");
}

/// Lays one table over another.
fn lay_over(under: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(value))
                if !inner.contains_key("value") && !value.contains_key("value") =>
            {
                lay_over(inner, value);
            }
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

/// Parts of a scenario fit into the scenario that `nosedive new` writes.
#[test]
fn every_part_of_a_scenario_fits_into_a_whole_one() {
    let mut count = 0;
    for (path, text) in pages() {
        for (line, block) in blocks(&text, "toml,fragment") {
            count += 1;
            let whole = starter("handbook", "as-reported").expect("it ships");
            let mut whole: toml::Table = whole.parse().expect("it is TOML");
            let part: toml::Table =
                block.parse().unwrap_or_else(|error| panic!("{}:{line}: {error}", path.display()));
            lay_over(&mut whole, part);
            if let Err(mistakes) = parse("block.toml", &whole.to_string(), &Overrides::default()) {
                panic!("{}:{line}: {}", path.display(), told(&mistakes));
            }
        }
    }
    assert!(count > 3, "{count} parts of scenarios in the book");
}

/// Examples shown as refused are refused.
#[test]
fn what_the_book_shows_as_refused_is_refused() {
    let mut count = 0;
    for (path, text) in pages() {
        for (line, block) in blocks(&text, "toml,refused") {
            count += 1;
            let read = parse("block.toml", &block, &Overrides::default());
            assert!(read.is_err(), "{}:{line} is admitted", path.display());
        }
    }
    assert!(count > 1, "{count} blocks that are refused");
}

/// A block of scenario text that no test looks at would be a claim that nobody checks.
#[test]
fn every_block_says_what_it_is() {
    let known = ["console", "sh", "text", "toml", "toml,fragment", "toml,refused", "rust,ignore"];
    for (path, text) in pages() {
        let mut is_open = false;
        for (number, line) in (1..).zip(text.lines()) {
            let Some(said) = line.strip_prefix("```") else { continue };
            if !is_open {
                assert!(known.contains(&said), "{}:{number}: a block of {said:?}", path.display());
            }
            is_open = !is_open;
        }
        assert!(!is_open, "{}: a block has no end", path.display());
    }
}

/// Targets for links on a page: its headings and its anchors.
fn anchors(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .split("<a id=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(id, _)| id.to_owned()))
        .collect();
    for line in text.lines().filter(|line| line.starts_with('#')) {
        let heading = line.trim_start_matches('#').trim();
        let heading = heading.split_once("</a>").map_or(heading, |(_, rest)| rest);
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        found.push(kept.collect::<String>().to_lowercase().replace(' ', "-"));
    }
    found
}

/// Where the links of a page lead, without those inside blocks.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_open = !is_open;
        }
        if is_open {
            continue;
        }
        for rest in line.split("](").skip(1) {
            found.extend(rest.split_once(')').map(|(link, _)| link.to_owned()));
        }
    }
    found
}

/// Every link leads to a page that is there and is part of the book, and to a place in it.
#[test]
fn every_link_leads_somewhere() {
    let pages = pages();
    let mut count = 0;
    for (path, text) in &pages {
        for link in links(text) {
            if link.starts_with("http") {
                continue;
            }
            count += 1;
            let (file, place) = link.split_once('#').unwrap_or((&link, ""));
            let folder = path.parent().unwrap_or(Path::new(""));
            let wanted = if file.is_empty() { path.clone() } else { folder.join(file) };
            let wanted = plain(&wanted);
            let there = pages.iter().find(|(path, _)| *path == wanted);
            let Some((_, there)) = there else { panic!("{}: {link}", path.display()) };
            assert!(
                place.is_empty() || anchors(there).iter().any(|anchor| anchor == place),
                "{}: {link}: no such place; there are {:?}",
                path.display(),
                anchors(there)
            );
        }
    }
    assert!(count > 50, "{count} links");
}

/// A path without steps up.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path {
        if part == ".." {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

/// Every page is in the table of contents, and every path of the repository that a page names is
/// there.
#[test]
fn every_page_is_listed_and_every_path_is_there() {
    let contents = fs::read_to_string(source().join("SUMMARY.md")).expect("it is there");
    for (path, text) in pages() {
        let path = path.to_string_lossy().into_owned();
        assert!(path == "SUMMARY.md" || contents.contains(&format!("({path})")), "{path}");
        for word in text.split('`').skip(1).step_by(2) {
            let is_path = ROOTS.iter().any(|root| word.starts_with(root));
            if is_path && !word.contains("NAME") {
                let at = source().join("../..").join(word);
                // A scenario or a policy is also named without its ending.
                let is_there = at.exists() || at.with_extension("toml").exists();
                assert!(is_there, "{path} names {word}");
            }
        }
    }
}

/// Where the paths begin that pages name.
const ROOTS: [&str; 7] =
    ["crates/", "policies/", "scenarios/", "facts/", "xtask/", ".ci/", "handbook/"];
