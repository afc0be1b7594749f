//! Measures of the source tree, and checks of its words and borders: `cargo xtask house`.

pub(crate) mod borders;
pub(crate) mod calls;
pub(crate) mod circles;
pub(crate) mod docs;
pub(crate) mod imports;
pub(crate) mod lines;
pub(crate) mod macros;
pub(crate) mod measured;
pub(crate) mod modules;
pub(crate) mod names;
pub(crate) mod numbers;
pub(crate) mod one_way;
pub(crate) mod package;
pub(crate) mod signature;
pub(crate) mod source;
pub(crate) mod surface;

use std::process::ExitCode;

use measured::Measured;
use package::crates;
use source::Finding;

/// Findings of a kind that are printed before the rest is counted.
const SHOWN: usize = 10;

/// Prints the measures of each crate, and the places behind those that fall short.
pub(crate) fn run() -> ExitCode {
    let all = match measured::all() {
        Ok(all) => all,
        Err(why) => return fail(&why),
    };
    println!("{}", table(&all));
    for measured in &all {
        for list in measured.lists().into_iter().filter(|list| list.is_goal) {
            show(&measured.name, list.name, &list.findings, SHOWN);
        }
    }
    ExitCode::SUCCESS
}

/// Prints one list of every crate in full.
pub(crate) fn list(name: &str) -> ExitCode {
    let all = match measured::all() {
        Ok(all) => all,
        Err(why) => return fail(&why),
    };
    let names: Vec<&str> =
        all.iter().flat_map(|measured| measured.lists()).map(|list| list.name).collect();
    if !names.contains(&name) {
        let mut names = names;
        names.sort_unstable();
        names.dedup();
        return fail(&format!("no list `{name}`; there are {}", names.join(", ")));
    }
    for measured in &all {
        for list in measured.lists().into_iter().filter(|list| list.name == name) {
            show(&measured.name, name, &list.findings, usize::MAX);
        }
    }
    ExitCode::SUCCESS
}

fn fail(why: &str) -> ExitCode {
    eprintln!("house: {why}");
    ExitCode::FAILURE
}

fn show(of: &str, name: &str, findings: &[Finding], most: usize) {
    if findings.is_empty() {
        return;
    }
    println!("\n{of}, {name}: {}", findings.len());
    findings.iter().take(most).for_each(|finding| println!("  {finding}"));
    if findings.len() > most {
        println!("  and {} more: cargo xtask house --list {name}", findings.len() - most);
    }
}

/// The table of the crates.
fn table(all: &[Measured]) -> String {
    let mut text = String::from(
        "| crate | file lines median / p90 (max) | function lines median / p90 / max | doc lines per \
         code line | other comments | circle by imports | by calls | pronouns in 100 words | public \
         and unused | bare numbers (inside, fields) | tuple parameters | examples |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    );
    all.iter().for_each(|measured| text.push_str(&format!("\n{}", measured.row())));
    text
}

/// Runs the step by itself.
pub(crate) fn check() -> ExitCode {
    if step() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Fails where a name, a first doc line, the glossary, an import or a bare number breaks its rule, or
/// where files of a crate form a circle.
pub(crate) fn step() -> bool {
    match checked() {
        Ok(found) => {
            found.iter().for_each(|line| eprintln!("{line}"));
            found.is_empty()
        }
        Err(why) => {
            eprintln!("house: {why}");
            false
        }
    }
}

fn checked() -> Result<Vec<String>, String> {
    let packages = crates()?;
    let mut findings = names::shared(&packages);
    findings.extend(names::first_lines()?);
    findings.extend(borders::machine(&packages));
    findings.extend(one_way::circles(&packages));
    let mut found: Vec<String> = findings.iter().map(ToString::to_string).collect();
    found.extend(borders::imports()?);
    match names::glossary(&packages) {
        Ok(missing) => found.extend(missing.iter().map(ToString::to_string)),
        Err(why) => found.push(why),
    }
    found.extend(without_reason(&packages)?);
    Ok(found)
}

/// Public functions of libraries with bare numbers that the list argues nowhere, and reasons for
/// functions without any.
fn without_reason(packages: &[package::Package]) -> Result<Vec<String>, String> {
    let path = numbers::ARGUED;
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let argued = numbers::argued(&text)?;
    let mut found = Vec::new();
    for package in packages.iter().filter(|package| package.is_library()) {
        let bare = numbers::bare_numbers(package);
        let open: Vec<_> = bare.iter().filter(|one| one.border == numbers::Border::Open).collect();
        let (without, gone) = numbers::unargued(&package.name, &open, &argued);
        found.extend(without.iter().map(|it| format!("{it}; type it, or argue it in {path}")));
        found.extend(gone.iter().map(|item| format!("{path}: `{item}` has no bare number")));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::package::Package;

    /// A crate of files below `src/`.
    pub(super) fn package(files: &[(&str, &str)]) -> Package {
        let whole = |&(name, text): &(&str, &str)| (format!("src/{name}"), text.to_owned());
        let files: Vec<(String, String)> = files.iter().map(whole).collect();
        Package::parse("x", &files).expect("it is Rust")
    }
}
