//! A ready-made scenario for examples and tests.
//!
//! Its numbers are round, and none of them has a source: it shows how the parts fit together, and
//! nothing about any country. Scenarios with sources are files; the crate `reader` reads them.

mod numbers;
mod policy;
mod society;

use super::{Policy, Scenario, Society, Twin, TwinId};
use crate::units::RunSeed;

impl Scenario {
    /// Two twins over 200 citizens and 60 days: [`Policy::example`], and no policy at all.
    ///
    /// The twin without a policy is the baseline. Points are dear enough that two months suffice for
    /// days under penalties, in one twin alone:
    ///
    /// ```
    /// use society::measures::PairedOutcome;
    /// use society::{scenario::{Scenario, TwinId}, twins::Twins, units::Seed};
    ///
    /// let mut twins = Twins::new(&Scenario::example(), Seed(1));
    /// (0..60).for_each(|_| twins.run_day());
    ///
    /// let restricted = |twin: TwinId| -> i64 {
    ///     let cells = twins.paired_differences(twin);
    ///     cells.iter().map(|cell| cell.sums[PairedOutcome::RestrictedDays as usize][0]).sum()
    /// };
    /// assert!(restricted(TwinId(0)) > 0 && restricted(TwinId(1)) == 0);
    /// ```
    #[must_use]
    pub fn example() -> Scenario {
        let twins = [Policy::example(), Policy::none()].map(|policy| Twin {
            name: policy.name.clone(),
            say: String::new(),
            policy,
            later: Vec::new(),
        });
        Scenario::validated(Society::example(), twins.to_vec(), TwinId(1), RunSeed(1))
            .expect("a test holds the example to the rules of validation")
    }
}
