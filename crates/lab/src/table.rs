//! The table of every measure, as text.

use std::fmt::Write as _;

use society::measures::{Family, Measure};
use society::scenario::{Scenario, TwinId};

use crate::figures::Figures;
use crate::numbers::{clumped, digits, with_interval};
use crate::study::WorldOutcome;

/// Every measure of these families for every twin: mean, error of the mean, range of nine in ten
/// worlds, and the paired difference from the baseline with its 95 % interval.
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
            "{}\n  {:<34} {:>12} {:>10}   {:<25} minus baseline",
            figures.name(twin),
            "measure",
            "mean",
            "±std err",
            "9 of 10 worlds"
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
    let show = |value| digits(value, found.error);
    let error = found.error.map_or_else(|| "-".to_owned(), |error| digits(error, Some(error)));
    let (low, high) = found.nine_in_ten;
    let range = format!("{} to {}", show(low), show(high));
    let difference =
        figures.difference(id, twin).map_or_else(String::new, |it| with_interval(Some(it)));
    Some(format!(
        "  {name:<34} {:>12} {error:>10}   {range:<25} {difference}  {unit}\n",
        show(found.mean),
    ))
}
