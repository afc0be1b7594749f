//! Generated pages of the handbook, and the run in the README: `cargo xtask handbook`.
//!
//! They stand in the tree like every other page, to be read there. `--check` fails where one of them
//! differs from the output of the code.

mod example;
mod facts;
mod measures;
mod policies;
mod readme;
mod settings;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{fs, io};

/// The version of mdBook that the book is written for.
const BINDER: &str = "0.5.4";

/// A generated page: its path from the root, and its text.
type Page = (&'static str, String);

/// Every generated page.
fn pages() -> Result<Vec<Page>, String> {
    let example = example::Example::live();
    Ok(vec![
        ("handbook/src/reference/example.txt", example.screen()),
        ("handbook/src/reference/measures.md", measures::page(&example)),
        ("handbook/src/reference/settings.md", settings::page(&reader::schema())),
        ("handbook/src/reference/policies.md", policies::page()?),
        ("handbook/src/reference/facts.md", facts::page()?),
        ("README.md", readme::page(&root())?),
    ])
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn place(page: &str) -> PathBuf {
    root().join(page)
}

/// Writes every page.
pub(crate) fn write() -> ExitCode {
    let written = pages().and_then(|pages| {
        for (page, text) in pages {
            let path = place(page);
            let within = path.parent().map_or(Ok(()), fs::create_dir_all);
            within.and_then(|()| fs::write(&path, text)).map_err(|error| told(&path, &error))?;
            println!("{page}");
        }
        Ok(())
    });
    verdict(written)
}

/// Holds every page in the tree against what the code writes.
pub(crate) fn check() -> ExitCode {
    verdict(up_to_date())
}

fn verdict(of: Result<(), String>) -> ExitCode {
    match of {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn told(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn up_to_date() -> Result<(), String> {
    for (page, text) in pages()? {
        let path = place(page);
        let found = fs::read_to_string(&path).map_err(|error| told(&path, &error))?;
        if found == text {
            continue;
        }
        let line = 1 + found.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
        return Err(format!(
            "{page}: line {line} is not what the code writes; `cargo xtask handbook` writes it"
        ));
    }
    Ok(())
}

/// The pages are up to date, and the book builds without a warning and reaches for nothing outside
/// itself.
pub(crate) fn whole() -> ExitCode {
    verdict(up_to_date().and_then(|()| build()))
}

/// The step of `cargo xtask ci`.
pub(crate) fn step() -> bool {
    whole() == ExitCode::SUCCESS
}

/// Builds the book into `target/handbook`.
fn build() -> Result<(), String> {
    install()?;
    let book = root().join("target/handbook");
    let mut command = Command::new("mdbook");
    command.arg("build").arg(root().join("handbook")).arg("--dest-dir").arg(&book);
    let output = command.env("RUST_LOG", "info").output().map_err(|error| error.to_string())?;
    let said = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    let said = said.concat();
    let complains = ["WARN", "ERROR"].iter().any(|word| said.contains(word));
    if complains || !output.status.success() {
        return Err(said);
    }
    within_itself(&book)
}

/// Installs mdBook where it is not there: without its server and its watcher, which need most of
/// the time.
fn install() -> Result<(), String> {
    let found = Command::new("mdbook").arg("--version").output();
    let version = found.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    if version.is_ok_and(|version| version.trim().ends_with(BINDER)) {
        return Ok(());
    }
    let install = ["install", "--locked", "mdbook", "--version", BINDER];
    let features = ["--no-default-features", "--features", "search"];
    let status = Command::new(env!("CARGO")).args(install).args(features).status();
    let installed = status.is_ok_and(|status| status.success());
    if installed { Ok(()) } else { Err(format!("mdbook {BINDER} could not be installed")) }
}

/// Fails where a page of the built book loads anything from elsewhere.
fn within_itself(book: &Path) -> Result<(), String> {
    let loads = [
        "src=\"http",
        "src=\"//",
        "<link rel=\"stylesheet\" href=\"http",
        "@import",
        "url(http",
        "url(\"http",
    ];
    let mut open = vec![book.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| told(&folder, &error))? {
            let path = entry.map_err(|error| told(&folder, &error))?.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let kind = path.extension().and_then(|end| end.to_str()).unwrap_or("");
            if !["html", "css"].contains(&kind) {
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|error| told(&path, &error))?;
            if let Some(load) = loads.iter().find(|load| text.contains(**load)) {
                return Err(format!("{}: loads something from elsewhere: {load}", path.display()));
            }
        }
    }
    Ok(())
}

/// Text as it may stand in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ").replace('<', "&lt;").replace('*', "\\*")
}

/// An address as it may stand in a cell of a table.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// A row of a table.
fn row<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let cells = cells.into_iter().map(|text| format!(" {} |", text.as_ref()));
    format!("|{}\n", cells.collect::<String>())
}

/// The head of a table.
fn head(names: &[&str]) -> String {
    let rule: String = names.iter().map(|_| " --- |").collect();
    format!("{}|{rule}\n", row(names))
}

/// The first line of every generated page.
const WRITTEN: &str = "<!-- Written by `cargo xtask handbook`; do not edit. -->\n\n";
