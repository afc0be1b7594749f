//! The cost of a further twin: `cargo xtask figures twins`.

use std::process::ExitCode;

use super::Table;
use super::society::bench;

/// The cost of a further twin, from 2 to 32 of them, in ones of a world alone.
pub(crate) fn twins(asked: &[&str]) -> ExitCode {
    let mut table = Table { all_hold: true };
    bench(&mut table, "twins", asked);
    table.verdict()
}
