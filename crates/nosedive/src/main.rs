//! The program: everything that talks to a person.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lab::estimate::estimate;
use lab::run::Lived;
use lab::scenario::{Asked, Changes};
use lab::{run, summary, tables};
use society::measures::Family;

/// A laboratory that measures what a social scoring policy does to a society.
///
/// Everyone in it is made up: computed from a seed and published aggregate figures. It takes in
/// no record, name, image or score of a real person, recognises nobody, and tells no other
/// system whom to serve.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Nosedive {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Live a scenario beside its twins, many times, and tell what came of it.
    Run(Run),
}

#[derive(Args)]
struct Run {
    /// The scenario: a file, or the name of one that ships.
    #[arg(default_value = "as-reported")]
    scenario: String,
    /// Citizens [default: the scenario's].
    #[arg(long, value_parser = clap::value_parser!(u32).range(2..=1_400_000_000))]
    citizens: Option<u32>,
    /// Days to live [default: the scenario's].
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=36_500))]
    days: Option<u16>,
    /// Worlds of each twin [default: the scenario's].
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    worlds: Option<u32>,
    /// The seed of the run [default: the scenario's].
    #[arg(long)]
    seed: Option<u64>,
    /// The folder in which the results get a folder of their own.
    #[arg(long, default_value = "out")]
    out: PathBuf,
    /// Threads [default: one for each core].
    #[arg(long)]
    threads: Option<usize>,
    /// Every measure besides the sentences.
    #[arg(long)]
    all: bool,
}

fn main() -> ExitCode {
    let Nosedive { command: Command::Run(asked) } = Nosedive::parse();
    match live(&asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // A closed standard error leaves nobody to tell.
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::from(2)
        }
    }
}

/// Lives what is asked and tells it; the error is what the person should read.
fn live(asked: &Run) -> Result<(), String> {
    let threads = asked.threads.unwrap_or(0);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|error| format!("error: cannot start {threads} threads: {error}"))?;
    let changes = Changes {
        citizens: asked.citizens,
        days: asked.days,
        worlds: asked.worlds,
        seed: asked.seed,
    };
    let wanted = lab::scenario::read(&asked.scenario, &changes).map_err(|mistakes| {
        mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    })?;
    // Better to fail now than after all the worlds are lived.
    std::fs::create_dir_all(&asked.out).map_err(|error| {
        format!("error: results cannot be put into {}\n  {error}", asked.out.display())
    })?;
    let began = Instant::now();
    let lived = watch(&wanted);
    let took = began.elapsed().as_secs_f64();
    let folder = tables::write(&asked.out, &wanted.folder(), &wanted.scenario, &lived)
        .map_err(|error| format!("error: the results cannot be written\n  {error}"))?;
    let told = tell(&wanted, &lived, asked.all);
    let done = format!("{told}Tables  {}   ({took:.0} s)\n", folder.display());
    // A reader that closed the pipe has read what it wanted.
    let _ = std::io::stdout().write_all(done.as_bytes());
    Ok(())
}

fn tell(wanted: &Asked, lived: &[Lived], all: bool) -> String {
    let sentences = summary::sentences(&wanted.scenario, lived);
    let numbers = wanted.numbers();
    if !all {
        return format!("{sentences}{numbers}\n");
    }
    let families = [
        Family::Benefit,
        Family::Restriction,
        Family::Wrongful,
        Family::LockIn,
        Family::Contagion,
        Family::Gaming,
        Family::Chilling,
        Family::Livelihood,
        Family::Eyes,
        Family::Score,
        Family::Law,
        Family::Contrast,
    ];
    format!("{}\n{sentences}{numbers}\n", summary::table(&wanted.scenario, lived, &families))
}

/// Lives every world, showing how many are done and how the estimate sharpens.
fn watch(wanted: &Asked) -> Vec<Lived> {
    let society = wanted.scenario.society();
    let twins: Vec<&str> = wanted.scenario.twins().iter().map(|twin| twin.name.as_str()).collect();
    let bar =
        ProgressBar::with_draw_target(Some(wanted.worlds.into()), ProgressDrawTarget::stderr());
    bar.set_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len} worlds  {msg}  {elapsed}, {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar.println(format!(
        "{}: {} made-up citizens, {} days, {} worlds each of {} (seed {})",
        wanted.title,
        society.citizens,
        society.days,
        wanted.worlds,
        twins.join(", "),
        wanted.scenario.seed().0,
    ));
    let frame = run::Frame::new(&wanted.scenario);
    let headline = frame.measures.iter().position(|measure| measure.name == "restricted.ever");
    let mut found = Vec::new();
    let lived = run::run(&wanted.scenario, wanted.worlds, |world| {
        found.extend(headline.map(|number| world.twins[0].outcomes[0][number]));
        if let Some(now) = estimate(found.iter().copied()) {
            let error = now.error.map_or_else(String::new, |error| format!(" ±{error:.1}"));
            bar.set_message(format!("restricted ever {:.1}{error} per 1,000", now.mean));
        }
        bar.inc(1);
    });
    bar.finish_and_clear();
    lived
}
