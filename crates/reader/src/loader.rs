//! Loaders: the source of scenario and policy files that do not ship.
//!
//! The reader itself touches no file system, so that it runs in a browser as well. A program hands it
//! a loader of its own.

use std::path::Path;

/// A source of files by path.
///
/// ```
/// use std::path::Path;
/// use reader::{Loader, Overrides, read_with};
///
/// /// One scenario, held in memory.
/// struct Held;
///
/// impl Loader for Held {
///     fn load(&self, path: &Path, _: usize) -> Result<String, String> {
///         match path.to_str() {
///             Some("mine.toml") => Ok("schema = 1\nextends = \"as-reported\"\n".to_owned()),
///             _ => Err("there is no such file".to_owned()),
///         }
///     }
/// }
///
/// assert!(read_with("mine.toml", &Overrides::default(), &Held).is_ok());
/// assert!(read_with("yours.toml", &Overrides::default(), &Held).is_err());
/// ```
pub trait Loader {
    /// The text of a file of at most `longest` bytes; a longer one is an error, so that no file
    /// fills the memory.
    ///
    /// # Errors
    ///
    /// The reason why there is no such text, as a clause: "there is no such file".
    fn load(&self, path: &Path, longest: usize) -> Result<String, String>;

    /// Whether two names are those of one file, so that a file that extends itself is found.
    fn is_same(&self, one: &str, other: &str) -> bool {
        one == other
    }
}

/// The loader without files of its own: only the scenarios and policies that ship can be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShippedOnly;

impl Loader for ShippedOnly {
    fn load(&self, _: &Path, _: usize) -> Result<String, String> {
        Err("there is no such file".to_owned())
    }
}
