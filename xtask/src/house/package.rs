//! Crates of the tree as files of source.

use std::fs;
use std::path::Path;

use syn::Item;

use super::source::{ModulePath, Source};

/// A crate below `crates/`, or a program of developers.
pub(crate) struct Package {
    pub(crate) name: String,
    /// The folder with the manifest.
    pub(crate) folder: String,
    pub(crate) sources: Vec<Source>,
}

impl Package {
    /// The crate with these files of its `src/`; modules for tests alone are left out.
    ///
    /// # Errors
    ///
    /// A text that is not Rust is refused with its line.
    pub(crate) fn parse(folder: &str, files: &[(String, String)]) -> Result<Package, String> {
        let sources = files.iter().map(|(path, text)| Source::parse(path, text));
        let mut sources = sources.collect::<Result<Vec<_>, String>>()?;
        let declared = |module: &[String], from: &[Source]| match module.split_last() {
            None => true,
            Some((name, parent)) => from.iter().any(|source| declares(source, parent, name)),
        };
        let is_kept: Vec<bool> =
            sources.iter().map(|source| declared(&source.module, &sources)).collect();
        let mut kept = is_kept.into_iter();
        sources.retain(|_| kept.next().unwrap_or(true));
        let name = folder.rsplit('/').next().unwrap_or(folder).to_owned();
        Ok(Package { name, folder: folder.to_owned(), sources })
    }

    /// The crate in a folder.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or is not Rust, is refused with its name.
    pub(crate) fn read(folder: &str) -> Result<Package, String> {
        Package::parse(folder, &texts(&format!("{folder}/src"))?)
    }

    /// Whether other crates can use it.
    pub(crate) fn is_library(&self) -> bool {
        self.sources.iter().any(|source| source.path.ends_with("src/lib.rs"))
    }

    /// Every module, the number of its file and its items.
    pub(crate) fn modules(&self) -> Vec<(ModulePath, usize, &[Item])> {
        let mut all = Vec::new();
        for (file, source) in self.sources.iter().enumerate() {
            modules_in(&source.items, &source.module, file, &mut all);
        }
        all
    }
}

/// Whether a file has `mod name;` at the module `parent`, outside tests.
fn declares(source: &Source, parent: &[String], name: &str) -> bool {
    let mut all = Vec::new();
    modules_in(&source.items, &source.module, 0, &mut all);
    let names = |item: &Item| matches!(item, Item::Mod(inner) if inner.ident == name);
    all.iter().any(|(module, _, items)| module == parent && items.iter().any(names))
}

fn modules_in<'a>(
    items: &'a [Item],
    at: &[String],
    file: usize,
    all: &mut Vec<(ModulePath, usize, &'a [Item])>,
) {
    all.push((at.to_vec(), file, items));
    for item in items {
        if let Item::Mod(inner) = item
            && let Some((_, items)) = &inner.content
        {
            let module = [at, &[inner.ident.to_string()]].concat();
            modules_in(items, &module, file, all);
        }
    }
}

/// The crates below `crates/`, by name.
///
/// # Errors
///
/// A file that cannot be read, or is not Rust, is refused with its name.
pub(crate) fn crates() -> Result<Vec<Package>, String> {
    let inside = fs::read_dir("crates").map_err(|error| format!("crates: {error}"))?;
    let folders = inside.flatten().map(|entry| entry.path());
    let mut names: Vec<String> = folders
        .filter(|path| path.join("Cargo.toml").exists())
        .filter_map(|path| Some(format!("crates/{}", path.file_name()?.to_str()?)))
        .collect();
    names.sort();
    names.iter().map(|folder| Package::read(folder)).collect()
}

/// Every `.rs` file below a folder, by path, built and hidden folders apart.
///
/// # Errors
///
/// A file that cannot be read is refused with its name.
pub(crate) fn texts(folder: &str) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    gather(Path::new(folder), &mut found)?;
    found.sort();
    Ok(found)
}

fn gather(folder: &Path, found: &mut Vec<(String, String)>) -> Result<(), String> {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_built = name == "target" || name.starts_with('.') || path.is_symlink();
        if path.is_dir() && !is_built {
            gather(&path, found)?;
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            found.push((path.display().to_string(), text));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_only_tests_declare_is_left_out() {
        let files =
            [("lib.rs", "mod kept; #[cfg(test)] mod gone;"), ("kept.rs", ""), ("gone.rs", "")];
        let files = files.map(|(name, text)| (format!("crates/x/src/{name}"), text.to_owned()));
        let package = Package::parse("crates/x", &files).expect("it is Rust");
        let paths: Vec<&str> = package.sources.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(paths, ["crates/x/src/lib.rs", "crates/x/src/kept.rs"]);
    }
}
