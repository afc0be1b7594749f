//! Errors of the folder of a run.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// The reason why results could not be written or read.
///
/// ```
/// use results::ResultsError;
///
/// let error = ResultsError::Busy("out/demo-1a2b3c".into());
/// assert!(error.is_in_the_way());
/// assert_eq!(error.to_string(), "another run is writing into out/demo-1a2b3c right now");
/// ```
#[derive(Debug)]
pub enum ResultsError {
    /// A file or folder could not be read or written.
    Io(PathBuf, io::Error),
    /// A file is damaged, or is another one than its name says.
    Invalid(PathBuf, String),
    /// Something else stands where the results would go.
    Taken(PathBuf),
    /// Another run is writing into the folder.
    Busy(PathBuf),
}

impl ResultsError {
    /// Whether going on would have overwritten something.
    #[must_use]
    pub fn is_in_the_way(&self) -> bool {
        matches!(self, ResultsError::Taken(_) | ResultsError::Busy(_))
    }
}

// The path first, as compilers and shells do, then a reason that names no error code: `os error 28`
// helps nobody.
impl fmt::Display for ResultsError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ResultsError::Io(path, error) => {
                let path = path.display();
                match error.kind() {
                    io::ErrorKind::StorageFull => write!(to, "{path}: the disk is full"),
                    io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                        write!(to, "{path}: it cannot be written to ({error})")
                    }
                    io::ErrorKind::NotFound => write!(to, "{path}: it is not there"),
                    _ => write!(to, "{path}: {error}"),
                }
            }
            ResultsError::Invalid(path, why) => write!(to, "{}: {why}", path.display()),
            ResultsError::Taken(path) => write!(
                to,
                "{} exists and holds something else; nothing was changed in it",
                path.display()
            ),
            ResultsError::Busy(path) => {
                write!(to, "another run is writing into {} right now", path.display())
            }
        }
    }
}

impl Error for ResultsError {}
