//! Two policies over one society, and the counts from which tests recompute what tables say.

#![allow(dead_code, reason = "each test file uses its own part of these")]

use reader::Overrides;
use society::measures::Tallies;
use society::recorder::{MonthReport, Recorder};
use society::scenario::{Scenario, Twin, TwinId};
use society::twins::Twins;
use society::units::WorldId;

/// The society that ships with so many citizens, days and days of warm-up, under these twins; the last is the
/// baseline.
pub(crate) fn scenario(citizens: u32, [warm_up, days]: [u16; 2], twins: Vec<Twin>) -> Scenario {
    let small = Overrides { citizens: Some(citizens), days: Some(days), ..Overrides::default() };
    let loaded = reader::read("as-reported", &small).expect("it ships");
    let mut society = loaded.scenario.society().clone();
    society.warm_up = warm_up;
    let baseline = TwinId(twins.len() - 1);
    Scenario::validated(society, twins, baseline, loaded.scenario.seed()).expect("they agree")
}

/// The policy under study as it ships, without its reforms, beside the twin without a policy.
pub(crate) fn shipped(citizens: u32, days: [u16; 2]) -> Scenario {
    let loaded = reader::read("as-reported", &Overrides::default()).expect("it ships");
    let at_once = |twin| Twin { later: Vec::new(), ..loaded.scenario.twin(twin).clone() };
    scenario(citizens, days, [TwinId::STUDIED, loaded.scenario.baseline()].map(at_once).to_vec())
}

/// The tallies of a twin of one world, and its adults, at the end of each of these days that count.
pub(crate) fn tallies(
    scenario: &Scenario,
    world: u32,
    twin: TwinId,
    days: &[u16],
) -> Vec<(Tallies, i64)> {
    struct Kept<'a>(TwinId, &'a [u16], Vec<(Tallies, i64)>);
    impl Recorder for Kept<'_> {
        fn month(&mut self, report: MonthReport<'_>) {
            if report.twin == self.0 && self.1.contains(&report.days) {
                let adults = report.gauges.iter().map(|gauge| gauge.adults).sum();
                self.2.push((report.tallies.clone(), adults));
            }
        }
    }
    let mut kept = Kept(twin, days, Vec::new());
    Twins::new(scenario, scenario.seed().world(WorldId(world))).run(&mut kept);
    assert_eq!(kept.2.len(), days.len());
    kept.2
}

/// Whether two numbers are one but for rounding.
pub(crate) fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1e-3)
}
