//! The table of every measure, as text.

use std::fmt::Write as _;

use society::measures::{Family, Measure};
use society::scenario::{Scenario, TwinId};

use crate::estimate::{Estimate, range_holds};
use crate::figures::Figures;
use crate::layout::bounds;
use crate::numbers::{clumped, digits, level, with_interval};
use crate::study::WorldOutcome;

/// Every measure of these families for every twin: mean with its 95 % interval, range of worlds, and the
/// paired difference from the baseline with its 95 % interval.
///
/// ```
/// use lab::{study::worlds, table::table};
/// use society::measures::Family;
///
/// let small = reader::Overrides { citizens: Some(300), days: Some(90), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let worlds = worlds(&loaded.scenario, 2);
/// assert!(table(&loaded.scenario, &worlds, &[Family::Restriction]).contains("restricted.ever"));
/// ```
#[must_use]
pub fn table(scenario: &Scenario, worlds: &[WorldOutcome], families: &[Family]) -> String {
    let figures = Figures::new(scenario, worlds);
    let wanted = |measure: &&Measure| families.contains(&measure.family);
    let mut text = String::new();
    for twin in scenario.twin_ids() {
        let _ = writeln!(
            text,
            "{}\n  {:<34} {:<32} {:<25} minus baseline (95 % interval)",
            figures.name(twin),
            "measure",
            "mean (95 % interval)",
            level(figures.results.len())
        );
        // A measure without a value in any world has no row: shares of nothing would fill the screen
        // with dashes.
        for measure in figures.layout.measures.iter().filter(wanted) {
            text.push_str(&row(&figures, measure, twin).unwrap_or_default());
        }
    }
    text
}

/// The row of a measure; `None` where it has no value in any world.
fn row(figures: &Figures<'_>, measure: &Measure, twin: TwinId) -> Option<String> {
    let (id, name, unit) = (measure.id, &measure.name, measure.unit.name());
    let found = figures.of(id, twin)?;
    if let Some(split) = figures.clumps(id, twin) {
        return Some(format!("  {name:<34} {}  {unit}\n", clumped(&split)));
    }
    let mean = with_interval(&found, found.interval_within(&bounds(figures.scenario, measure)));
    let range = range(&found, figures.results.len());
    let difference = figures.difference(id, twin);
    let difference = difference.map_or_else(String::new, |it| match it.is_equal_in_all_worlds() {
        true => format!("{} in all worlds", digits(it.mean, it.error)),
        false => with_interval(&it, it.interval),
    });
    let figure = format!("{mean:<32} {range}");
    Some(format!("  {name:<34} {figure:<58} {difference}  {unit}\n"))
}

/// The range of worlds; empty where all are equal, and where it is of fewer than the `worlds` of the run.
fn range(of: &Estimate, worlds: usize) -> String {
    let is_told = !of.is_equal_in_all_worlds() && range_holds(of.worlds) == range_holds(worlds);
    let told = of.range.filter(|_| is_told);
    let show = |value| digits(value, of.error);
    told.map_or_else(String::new, |(low, high)| format!("{} to {}", show(low), show(high)))
}
