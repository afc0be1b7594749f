//! The program: everything that talks to a person.
//!
//! Standard output is the result, standard error the talk. The exit code says how it went: see
//! [`talk::Exit`].

mod talk;
mod asking;
mod machine;
mod check;
mod cite;
mod diff;
mod generate;
mod lookup;
mod new;
mod plan;
mod run;
mod show;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::json;
use talk::{Exit, Failure, Output};

/// A laboratory that measures what a social scoring policy does to a society.
///
/// Everyone in it is made up: computed from a seed and published aggregate figures. It takes in
/// no record, name, image or score of a real person, recognises nobody, and tells no other
/// system whom to serve. It opens no connection.
#[derive(Parser)]
#[command(
    name = "nosedive",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 done; 1 a check failed; 2 wrong use or a mistake in a scenario;\n\
                  3 some worlds failed; 4 something is in the way; 130 stopped, run again to go on."
)]
pub(crate) struct Nosedive {
    #[command(subcommand)]
    command: Option<Command>,
    /// Answer in JSON, one object a line, each with its version `v`.
    #[arg(long, global = true)]
    json: bool,
    /// Say nothing but the result.
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Subcommand)]
enum Command {
    /// See a whole experiment in 15 seconds: 10,000 citizens, 8 worlds.
    Demo(run::Demo),
    /// Write a scenario file to read and change.
    New(new::New),
    /// Find every mistake in a scenario, and every rule that never fires.
    Check(check::Check),
    /// Tell what a run will take, before it runs.
    Plan(plan::Plan),
    /// Live a scenario beside its twins, many times, and tell what came of it.
    Run(run::Run),
    /// Show what a run found.
    Show(show::Show),
    /// List the runs there are.
    List(show::List),
    /// Tell how two scenarios differ, setting by setting.
    Diff(diff::Diff),
    /// Live the worlds of a run again and compare every digest.
    Verify(verify::Verify),
    /// List the policies that ship, or print one.
    Policies(lookup::Policies),
    /// Search the published figures that the model rests on.
    Facts(lookup::Facts),
    /// Tell how to cite Nosedive, a scenario or a run.
    Cite(cite::Cite),
    /// Print completions for a shell, the manual page, or the JSON Schema of a scenario.
    Generate(generate::Generate),
}

const FIRST_HELP: &str = "\
A laboratory for social scoring policies. Made-up people only.

  nosedive demo                     see a whole experiment in 15 seconds
  nosedive new my-city              write a scenario file to read and change
  nosedive check my-city.toml       find every mistake in it
  nosedive plan my-city.toml        tell what a run will take
  nosedive run my-city.toml         live it, many times, beside its twins
  nosedive show                     show again what the last run found

Start here:  nosedive demo          More:  nosedive --help
";

fn main() -> ExitCode {
    let Nosedive { command, json, quiet } = match Nosedive::try_parse() {
        Ok(asked) => asked,
        Err(error) => {
            let code = if error.use_stderr() { Exit::Wrong } else { Exit::Done };
            // What was asked for is not known yet; whether in JSON can be seen.
            let talk = Output { json: std::env::args().any(|word| word == "--json"), quiet: false };
            let text = error.render();
            if code == Exit::Done {
                talk.result(&text.ansi().to_string());
                talk.object("help", json!({ "text": text.to_string() }));
            } else {
                let message = text.to_string();
                talk.object("error", json!({ "exit": code as u8, "message": message.trim_end() }));
                // Nobody is left to tell where that fails.
                let _ = error.print();
            }
            return code.into();
        }
    };
    let talk = Output { json, quiet };
    let Some(command) = command else {
        let text = format!("nosedive {}\n{FIRST_HELP}", env!("CARGO_PKG_VERSION"));
        talk.result(&text);
        talk.object("help", json!({ "text": text }));
        return Exit::Done.into();
    };
    let done = match command {
        Command::Demo(asked) => run::demo(&asked, talk),
        Command::New(asked) => new::new(&asked, talk),
        Command::Check(asked) => check::check(&asked, talk),
        Command::Plan(asked) => plan::plan(&asked, talk),
        Command::Run(asked) => run::run(&asked, talk),
        Command::Show(asked) => show::show(&asked, talk),
        Command::List(asked) => show::list(&asked, talk),
        Command::Diff(asked) => diff::diff(&asked, talk),
        Command::Verify(asked) => verify::verify(&asked, talk),
        Command::Policies(asked) => lookup::policies(&asked, talk),
        Command::Facts(asked) => lookup::facts(&asked, talk),
        Command::Cite(asked) => cite::cite(&asked, talk),
        Command::Generate(asked) => generate::generate(&asked, talk),
    };
    match done {
        Ok(code) => code.into(),
        Err(Failure { exit, message }) => {
            talk.failure(&message, exit);
            exit.into()
        }
    }
}
