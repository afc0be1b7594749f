//! Output: results to standard output, everything else to standard error.

use std::ffi::OsStr;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use reader::{Diagnostic, visible};
use results::ResultsError;
use serde_json::{Value, json};

/// Exit code of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The command is done.
    Done = 0,
    /// A check failed.
    Failed = 1,
    /// Wrong use, an error in a scenario, or a disk that refuses results.
    Wrong = 2,
    /// Some worlds failed; the others are reported.
    SomeFailed = 3,
    /// Something is in the way that would have been overwritten.
    InTheWay = 4,
    /// The run was interrupted and can be resumed.
    Stopped = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Reason why a command failed.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) message: String,
}

impl Failure {
    /// Wrong use: `error: …`, with a hint on a line of its own.
    pub(crate) fn wrong(message: impl Into<String>) -> Failure {
        Failure { exit: Exit::Wrong, message: format!("error: {}", message.into()) }
    }
}

impl From<ResultsError> for Failure {
    fn from(error: ResultsError) -> Failure {
        let exit = if error.is_in_the_way() { Exit::InTheWay } else { Exit::Wrong };
        Failure { exit, message: format!("error: {error}") }
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(mistakes: Vec<Diagnostic>) -> Failure {
        let texts: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        let more = match mistakes.len() {
            1 => String::new(),
            many => format!("\n{many} mistakes"),
        };
        Failure { exit: Exit::Wrong, message: texts.join("\n") + &more }
    }
}

/// Form of the output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    pub(crate) json: bool,
    pub(crate) quiet: bool,
}

impl Output {
    /// Writes a result to standard output; not where JSON is asked for.
    pub(crate) fn result(self, text: &str) {
        self.colored(&shown(text));
    }

    /// The same for a text of the program alone, which may hold colors.
    pub(crate) fn colored(self, text: &str) {
        if !self.json {
            put(text);
        }
    }

    /// Writes an object to standard output where JSON is asked for.
    pub(crate) fn object(self, kind: &str, mut value: Value) {
        if self.json {
            if let Some(object) = value.as_object_mut() {
                object.shift_insert(0, "v".to_owned(), json!(1));
                object.shift_insert(1, "kind".to_owned(), json!(kind));
            }
            put(&format!("{value}\n"));
        }
    }

    /// Writes a note to standard error; not where JSON is asked for.
    pub(crate) fn note(self, text: &str) {
        if !self.quiet && !self.json {
            let _ = writeln!(anstream::stderr(), "{}", shown(text));
        }
    }

    /// Writes the reason of a failure to standard error, and as an object.
    pub(crate) fn failure(self, message: &str, exit: Exit) {
        self.object("error", json!({ "exit": exit as u8, "message": message }));
        // Color goes away by itself where it is not wanted: NO_COLOR, TERM=dumb, a file.
        let message = shown(message);
        let lines = message.lines().map(|line| match line.strip_prefix("error:") {
            Some(rest) => format!("\u{1b}[1;31merror:\u{1b}[0m{rest}"),
            None => line.to_owned(),
        });
        let lines: Vec<String> = lines.collect();
        let _ = writeln!(anstream::stderr(), "{}", lines.join("\n"));
    }
}

/// A text as a terminal may have it: whatever would steer it or turn the direction of letters, and came
/// from a file or an argument, stands there by its number.
pub(crate) fn shown(text: &str) -> String {
    let letter = |letter: char| match letter {
        '\n' | '\t' => letter.to_string(),
        steers if visible(steers) != steers => steers.escape_unicode().to_string(),
        plain => plain.to_string(),
    };
    text.chars().map(letter).collect()
}

/// The line of this command for a shell: each word as it is typed, quoted where it has to be.
pub(crate) fn pasted(words: &[&dyn AsRef<OsStr>]) -> String {
    let words = words.iter().map(|word| quoted(word.as_ref()));
    format!("nosedive {}", words.collect::<Vec<_>>().join(" "))
}

/// A word in the quotes of a POSIX shell, where it needs them; one that no terminal shows in the form
/// `$'\x1b'`.
fn quoted(word: &OsStr) -> String {
    let bare = |c: char| c.is_alphanumeric() || "-_./:,+@%=".contains(c);
    match word.to_str() {
        Some(text) if !text.is_empty() && !text.starts_with('=') && text.chars().all(bare) => {
            text.to_owned()
        }
        Some(text) if text.chars().all(|letter| visible(letter) == letter) => {
            format!("'{}'", text.replace('\'', "'\\''"))
        }
        _ => {
            let byte = |byte: &u8| match byte {
                b'\'' | b'\\' => format!("\\{}", char::from(*byte)),
                b' '..=b'~' => char::from(*byte).to_string(),
                other => format!("\\x{other:02x}"),
            };
            format!("$'{}'", word.as_encoded_bytes().iter().map(byte).collect::<String>())
        }
    }
}

/// A path as text: one that is none loses what is not.
pub(crate) fn plain(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The path of a file or folder as an argument: one that begins as an option does is told from it.
pub(crate) fn argument(path: &Path) -> PathBuf {
    let is_like_option = path.as_os_str().as_encoded_bytes().starts_with(b"-");
    if is_like_option { Path::new(".").join(path) } else { path.to_owned() }
}

/// The folder of runs in which a run lies.
pub(crate) fn parent(run: &Path) -> PathBuf {
    match run.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => argument(parent),
        _ => PathBuf::from("."),
    }
}

/// Writes a text to standard output, and ends the program where that fails.
fn put(text: &str) {
    let mut out = anstream::stdout();
    let done = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    // A reader that closed the pipe has read what it wanted.
    if let Err(error) = done
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = writeln!(anstream::stderr(), "error: standard output: {error}");
        #[expect(clippy::exit, reason = "the result is lost, whatever was still to be done")]
        std::process::exit(Exit::Wrong as i32);
    }
}
