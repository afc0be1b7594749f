//! Intervals keep their word: in planted worlds with a known mean, they cover as often as they claim.

#[path = "coverage/planted.rs"]
mod planted;

use planted::coverages;

/// Blocks of worlds of each kind.
const BLOCKS: u32 = 500;

/// Two points, and two standard errors of a share of 500 blocks.
const WITHIN: f64 = 0.02 + 2.0 * 0.01;

#[test]
fn every_kind_of_interval_covers_as_often_as_it_claims() {
    for found in coverages(BLOCKS, &[8, 32]) {
        for (worlds, covered, claimed) in found.by_worlds {
            let (name, gap) = (&found.name, covered - claimed);
            assert!(gap > -WITHIN, "{name}, {worlds} worlds: {covered:.3} of {claimed:.3}");
            assert!(found.is_least || gap < WITHIN, "{name}, {worlds}: {covered:.3}");
        }
    }
}
