//! The command line of Nosedive.
//!
//! Results go to standard output, progress and notes to standard error. Exit codes: see
//! [`output::Exit`].

mod output;
mod args;
mod memory;
mod resources;
mod check;
mod cite;
mod diff;
mod generate;
mod lookup;
mod new;
mod plan;
mod run;
mod show;
mod claims;
mod verify;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use output::{Exit, Failure, Output};
use serde_json::json;

/// A laboratory that measures what a social scoring policy does to a society.
///
/// Everyone in it is made up: computed from a seed and published aggregate figures. It takes in
/// no record, name, image or score of a real person, recognizes nobody, and does not
/// instruct any other system. It opens no connection.
#[derive(Parser)]
#[command(
    name = "nosedive",
    version,
    max_term_width = 80,
    after_help = "Exit codes: 0 done; 1 a check failed; 2 wrong use or an error in a scenario;\n\
                  3 some worlds failed; 4 something is in the way; 130 interrupted, run again to resume."
)]
pub(crate) struct Nosedive {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print JSON, one object per line, each with its version `v`.
    #[arg(long, global = true)]
    json: bool,
    /// Print nothing but the result.
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Subcommand)]
enum Command {
    /// See a whole experiment in 15 seconds: 10,000 citizens, 8 worlds.
    #[command(after_help = "Examples:\n  nosedive demo\n  nosedive demo --out first --threads 1")]
    Demo(run::Demo),
    /// Write a scenario file to read and change.
    #[command(
        after_help = "Examples:\n  nosedive new my-city\n  nosedive new my-city --from city-points"
    )]
    New(new::New),
    /// Find every error in a scenario, and every rule that makes no difference.
    #[command(
        after_help = "Examples:\n  nosedive check my-city.toml\n  nosedive check as-reported -s score.start=500 --guesses"
    )]
    Check(check::Check),
    /// Estimate the time, memory and disk of a run.
    #[command(
        after_help = "Examples:\n  nosedive plan my-city.toml\n  nosedive plan nation --years 0.1"
    )]
    Plan(plan::Plan),
    /// Run a scenario and its twins in many worlds, and report the results.
    #[command(
        after_help = "Examples:\n  nosedive run my-city.toml\n  nosedive run as-reported --citizens 1e4 --worlds 32"
    )]
    Run(run::Run),
    /// Show the results of a run.
    #[command(after_help = "Examples:\n  nosedive show\n  nosedive show out/latest --more")]
    Show(show::Show),
    /// Answer the claims of the press, C1 to C25, by the figures of a run.
    #[command(after_help = "Examples:\n  nosedive claims\n  nosedive claims out/latest --only C17")]
    Claims(claims::Claims),
    /// List all runs.
    #[command(after_help = "Examples:\n  nosedive list\n  nosedive list --out first")]
    List(show::List),
    /// Compare two scenarios, setting by setting.
    #[command(
        after_help = "Examples:\n  nosedive diff as-reported twins\n  nosedive diff as-reported out/latest"
    )]
    Diff(diff::Diff),
    /// Run the worlds of a run again and compare every digest.
    #[command(after_help = "Examples:\n  nosedive verify\n  nosedive verify out/latest --worlds 2")]
    Verify(verify::Verify),
    /// List the policies that ship, or print one.
    #[command(after_help = "Examples:\n  nosedive policies\n  nosedive policies fines-only")]
    Policies(lookup::Policies),
    /// Search the published figures behind the model.
    #[command(after_help = "Examples:\n  nosedive facts\n  nosedive facts speed cameras")]
    Facts(lookup::Facts),
    /// Print a citation of Nosedive, a scenario or a run.
    #[command(after_help = "Examples:\n  nosedive cite\n  nosedive cite out/latest --bib")]
    Cite(cite::Cite),
    /// Print completions for a shell, the manual page, or the JSON Schema of a scenario.
    #[command(
        after_help = "Examples:\n  nosedive generate complete-bash > nosedive.bash\n  nosedive generate schema > scenario.schema.json"
    )]
    Generate(generate::Generate),
}

const FIRST_HELP: &str = "\
A laboratory for social scoring policies. Made-up people only.

  nosedive demo                     see a whole experiment in 15 seconds
  nosedive new my-city              write a scenario file to read and change
  nosedive check my-city.toml       find every error in it
  nosedive plan my-city.toml        estimate the cost of a run
  nosedive run my-city.toml         run it and its twins in many worlds
  nosedive show                     show the results of the last run

Start here:  nosedive demo          More:  nosedive --help
";

fn main() -> ExitCode {
    print_no_panic_of_a_world();
    // A thread of the pool fails silently and hands its panic on; here it gets its message.
    std::panic::catch_unwind(start).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        let text = text.unwrap_or_else(|| "no message".to_owned());
        let output = Output { json: is_json(), quiet: false };
        output.failure(&format!("error: a defect of the program: {text}"), Exit::Wrong);
        Exit::Wrong.into()
    })
}

/// Keeps the panics of worlds off the screen: they are reported with their world.
fn print_no_panic_of_a_world() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        let is_worker = thread.name().is_some_and(|name| name.starts_with(resources::WORKER));
        if !is_worker && !lab::study::is_inside_world() {
            print(panic);
        }
    }));
}

/// Whether JSON is asked for, as far as can be seen without reading the arguments.
fn is_json() -> bool {
    std::env::args_os().any(|word| word == "--json")
}

/// Reads the arguments and carries out the command.
fn start() -> ExitCode {
    let Nosedive { command, json, quiet } = match Nosedive::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let output = Output { json, quiet };
    let Some(command) = command else {
        let text = format!("nosedive {}\n{FIRST_HELP}", env!("CARGO_PKG_VERSION"));
        output.result(&text);
        output.object("help", json!({ "text": text }));
        return Exit::Done.into();
    };
    match carry_out(command, output) {
        Ok(code) => code.into(),
        Err(Failure { exit, message }) => {
            output.failure(&message, exit);
            exit.into()
        }
    }
}

/// Answers arguments that cannot be carried out, and requests for help.
fn refuse(error: &clap::Error) -> ExitCode {
    let code = if error.use_stderr() { Exit::Wrong } else { Exit::Done };
    let output = Output { json: is_json(), quiet: false };
    let text = error.render();
    if code == Exit::Done {
        output.colored(&text.ansi().to_string());
        output.object("help", json!({ "text": text.to_string() }));
    } else {
        output.failure(text.to_string().trim_end(), code);
    }
    code.into()
}

fn carry_out(command: Command, output: Output) -> Result<Exit, Failure> {
    match command {
        Command::Demo(args) => run::demo(&args, output),
        Command::New(args) => new::new(&args, output),
        Command::Check(args) => check::check(&args, output),
        Command::Plan(args) => plan::plan(&args, output),
        Command::Run(args) => run::run(&args, output),
        Command::Show(args) => show::show(&args, output),
        Command::Claims(args) => claims::claims(&args, output),
        Command::List(args) => show::list(&args, output),
        Command::Diff(args) => diff::diff(&args, output),
        Command::Verify(args) => verify::verify(&args, output),
        Command::Policies(args) => lookup::policies(&args, output),
        Command::Facts(args) => lookup::facts(&args, output),
        Command::Cite(args) => cite::cite(&args, output),
        Command::Generate(args) => generate::generate(&args, Nosedive::command(), output),
    }
}
