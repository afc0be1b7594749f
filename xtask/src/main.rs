//! The one command of developers: `cargo xtask figures TOPIC`, `cargo xtask ci`,
//! `cargo xtask fuzz`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it talks to developers")]

mod ci;
mod figures;
mod fuzz;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask figures society   measure what the society must show; a line each
cargo xtask fuzz [MINUTES] [SEED]
                              read mutated scenarios; fail on a panic, a wait or a heap
cargo xtask ci                formatting, lints, documentation, dependencies, the main job";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["figures", "society"] => figures::society(),
        ["fuzz"] => fuzz::run("1", "2031"),
        ["fuzz", minutes] => fuzz::run(minutes, "2031"),
        ["fuzz", minutes, seed] => fuzz::run(minutes, seed),
        ["ci"] => ci::run(),
        _ => {
            eprintln!("{HELP}");
            ExitCode::from(2)
        }
    }
}
