//! Outputs of a run: `cargo xtask figures outputs`.

use std::process::ExitCode;

use super::Table;

#[path = "../../../crates/lab/tests/coverage/planted.rs"]
mod planted;
mod resources;

use planted::coverages;

/// Blocks of planted worlds of each kind.
const BLOCKS: u32 = 2_000;

/// Largest distance of a coverage from the one that is claimed.
const WITHIN: f64 = 0.02;

/// Whether what a run says holds.
pub(crate) fn outputs() -> ExitCode {
    let mut table = Table { all_hold: true };
    coverage(&mut table);
    resources::measure(&mut table);
    table.verdict()
}

/// How often each kind of interval covers what is true, in planted worlds.
fn coverage(table: &mut Table) {
    for found in coverages(BLOCKS, &[8, 32, 256]) {
        let of = |pick: fn(&(u32, f64, f64)) -> f64| {
            let each = found.by_worlds.iter();
            each.map(|it| format!("{:.1} % of {}", 100.0 * pick(it), it.0)).collect::<Vec<_>>()
        };
        let holds = found.by_worlds.iter().all(|(_, covered, claimed)| {
            let gap = covered - claimed;
            gap >= -WITHIN && (found.is_least || gap <= WITHIN)
        });
        let goal = of(|it| it.2).join(", ");
        let least = if found.is_least { "at least " } else { "" };
        table.line(
            &format!("coverage of {}", found.name),
            &of(|it| it.1).join(", "),
            &format!("{least}{goal} worlds, within 2 points"),
            holds,
        );
    }
}
