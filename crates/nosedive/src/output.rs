//! Output: results to standard output, everything else to standard error.

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use reader::Diagnostic;
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
            let _ = writeln!(anstream::stderr(), "{text}");
        }
    }

    /// Writes the reason of a failure to standard error, and as an object.
    pub(crate) fn failure(self, message: &str, exit: Exit) {
        self.object("error", json!({ "exit": exit as u8, "message": message }));
        // Color goes away by itself where it is not wanted: NO_COLOR, TERM=dumb, a file.
        let lines = message.lines().map(|line| match line.strip_prefix("error:") {
            Some(rest) => format!("\u{1b}[1;31merror:\u{1b}[0m{rest}"),
            None => line.to_owned(),
        });
        let lines: Vec<String> = lines.collect();
        let _ = writeln!(anstream::stderr(), "{}", lines.join("\n"));
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
