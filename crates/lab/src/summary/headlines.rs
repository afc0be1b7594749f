//! Headlines: the chief measures of one twin in detail, or of all twins side by side.

use std::fmt::Write as _;

use serde_json::{Value, json};
use society::measures::MeasureId;
use society::scenario::{Scenario, TwinId};

use crate::causes::{CauseFigures, CauseShare};
use crate::estimate::{Estimate, range_holds};
use crate::figures::{Figures, studied};
use crate::numbers::{clumped, digits, level, roughly, signed, spread, with_half};
use crate::study::WorldOutcome;
use crate::summary::causes::{CausesOfRun, label};
use crate::summary::wrongs::wrong_sanctions;
use crate::words::wrapped;

/// Chief measures of a run, as programs read them.
pub const HEADLINES: [MeasureId; 11] = [
    MeasureId::RESTRICTED_EVER,
    MeasureId::WRONGED_EVER,
    MeasureId::SPARED,
    MeasureId::GROUNDED_EVER,
    MeasureId::OFF_RAIL_EVER,
    MeasureId::WRONGFUL_DAYS,
    MeasureId::FINES_WRONGLY,
    MeasureId::WARNINGS_WRONGLY,
    MeasureId::TRANSGRESSIONS,
    MeasureId::LAWFUL_SPEAKING,
    MeasureId::OVER_TIES_SHARE,
];

// Few enough for a window of thirty lines, with a row for each cause and the sentences above.
/// Those of them on the screen, each with the label of its row.
const ROWS: [(MeasureId, &str); 7] = [
    (MeasureId::RESTRICTED_EVER, "restricted at some time, of 1,000 adults"),
    (MeasureId::GROUNDED_EVER, "barred from planes, of 1,000 citizens"),
    (MeasureId::WRONGFUL_DAYS, "days of wrongful restriction, a year of 1,000"),
    (MeasureId::FINES_WRONGLY, "fines for others' acts, a year of 1,000"),
    (MeasureId::WARNINGS_WRONGLY, "letters for others' acts, a year of 1,000"),
    (MeasureId::TRANSGRESSIONS, "duties broken, a day of 1,000 adults"),
    (MeasureId::LAWFUL_SPEAKING, "lawful critical speech, a year of an adult"),
];

/// Wrong sanctions other than restriction: on the screen where there are any.
const SANCTIONS: [MeasureId; 2] = [MeasureId::FINES_WRONGLY, MeasureId::WARNINGS_WRONGLY];

/// Headlines of one twin: mean with half its 95 % interval, range of worlds, difference from the baseline;
/// the first of them with its parts by cause.
pub(super) fn of_twin(
    figures: &Figures<'_>,
    twin: TwinId,
    causes: Option<&CauseFigures<'_>>,
) -> String {
    let minus = format!("minus {}", figures.baseline());
    let mut text = format!(
        "{:<45} {:>18}  {:<16}{minus:>17}\n",
        figures.name(twin),
        "mean ±half 95 %",
        level(figures.results.len())
    );
    for (measure, label) in ROWS {
        let Some(found) = figures.of(measure, twin) else { continue };
        // A policy that fines nobody wrongs nobody by a fine, and its screen is full without that.
        if SANCTIONS.contains(&measure) && found.mean == 0.0 {
            continue;
        }
        // A mean between two clumps describes no world, so the clumps stand in its place.
        let row = match figures.clumps(measure, twin) {
            Some(split) => format!("{label:<45} {}", clumped(&split)),
            None => row(figures, (measure, label), &found, figures.difference(measure, twin)),
        };
        let _ = writeln!(text, "{}", row.trim_end());
        if measure == MeasureId::RESTRICTED_EVER {
            let causes = causes.and_then(|causes| CausesOfRun::new(causes, &found));
            text.push_str(&causes.as_ref().map_or_else(String::new, rows_of_causes));
        }
    }
    text
}

/// A row for each cause of restriction, from the worlds of the sum over causes.
fn rows_of_causes(causes: &CausesOfRun<'_>) -> String {
    let shares = causes.sum().map_or_else(Vec::new, |sum| sum.shares);
    // Without a range: these worlds are of another size than those of the run.
    let row = |share: &CauseShare| {
        let mean = with_half(Some(&share.share), share.share.interval);
        in_columns(label(share), &mean) + "\n"
    };
    shares.iter().map(row).collect()
}

/// A row of the headlines. The range is shown to a third of the spread of worlds, since finer digits
/// are luck.
fn row(
    figures: &Figures<'_>,
    (measure, label): (MeasureId, &str),
    found: &Estimate,
    difference: Option<Estimate>,
) -> String {
    let is_of_all = range_holds(found.worlds) == range_holds(figures.results.len());
    let step = spread(found) / 3.0;
    let show = |(low, high)| format!("{} to {}", roughly(low, step), roughly(high, step));
    let range = found.range.filter(|ends| is_of_all && ends.0 < ends.1);
    let range = range.map_or_else(String::new, show);
    let mean = in_columns(label, &mean_of(figures, measure, found));
    let difference = difference.map_or_else(String::new, |it| signed(&it));
    // A wide mean takes of the room of a narrow range, so that differences stay in line.
    format!("{:<82}{difference:>17}", format!("{mean}  {range}"))
}

/// A label, and a mean with half its interval, each in its column; a wider text ends where both end.
fn in_columns(label: &str, text: &str) -> String {
    let parts = text.split_once(' ').filter(|(_, half)| half.starts_with('±'));
    let apart = parts.map(|(mean, half)| format!("{mean:>9} {half:>8}"));
    let room = 64 - label.chars().count().min(45);
    format!("{label}{:>room$}", format!(" {}", apart.unwrap_or_else(|| text.to_owned())))
}

/// A mean with its 95 % interval; in a narrow column, equal worlds have their number alone, since the line of
/// the blind spot says what they leave open.
fn mean_of(figures: &Figures<'_>, measure: MeasureId, found: &Estimate) -> String {
    if found.is_equal_in_all_worlds() {
        return format!("{} in all worlds", digits(found.mean, found.error));
    }
    let bounds = figures.layout.measure(measure).range();
    with_half(Some(found), found.interval_within(&bounds))
}

/// A row for each twin: its chief measures beside those of the baseline.
pub(super) fn of_all_twins(figures: &Figures<'_>) -> String {
    let mut text = format!(
        "{:<18}{:>24}{:>24}{:>30}\n{:<18}{:>24}{:>24}{:>30}\n",
        "±half 95 %",
        "restricted at some time",
        "days of it wrongful",
        "duties broken [%]",
        "",
        "of 1,000 adults",
        "a year of 1,000 adults",
        format!("more than {}", figures.baseline()),
    );
    for twin in figures.scenario.twin_ids() {
        let _ = writeln!(
            text,
            "{:<18}{:>24}{:>24}{:>30}",
            figures.name(twin),
            cell(figures, MeasureId::RESTRICTED_EVER, twin),
            cell(figures, MeasureId::WRONGFUL_DAYS, twin),
            percent_more(figures, twin),
        );
    }
    // Columns of restriction say 0 of a policy that only fines or warns, however often it is wrong.
    let others = figures.scenario.twin_ids().filter(|&twin| twin != studied(figures.scenario));
    let is_free = |twin: &TwinId| {
        figures.of(MeasureId::RESTRICTED_EVER, *twin).is_some_and(|ever| ever.mean == 0.0)
    };
    let wrong = others.filter(is_free).filter_map(|twin| wrong_sanctions(figures, twin));
    text.extend(wrong.map(|text| wrapped(&text)));
    text
}

/// A mean with its error, unless the worlds fall into two clumps.
fn cell(figures: &Figures<'_>, measure: MeasureId, twin: TwinId) -> String {
    match (figures.of(measure, twin), figures.clumps(measure, twin)) {
        (_, Some(_)) => "two clumps of worlds".to_owned(),
        (Some(it), None) => mean_of(figures, measure, &it),
        (None, None) => "-".to_owned(),
    }
}

/// Change of duties broken relative to the baseline [%]; `-` for the baseline itself.
fn percent_more(figures: &Figures<'_>, twin: TwinId) -> String {
    let change = figures.change(MeasureId::TRANSGRESSIONS, twin);
    let Some(it) = change.filter(|_| twin != figures.scenario.baseline()) else {
        return "-".to_owned();
    };
    signed(&it.times(100.0))
}

/// Headlines of every twin as JSON, one object for each twin and measure.
#[must_use]
pub fn headlines_json(scenario: &Scenario, worlds: &[WorldOutcome]) -> Value {
    let figures = Figures::new(scenario, worlds);
    let twins = scenario.twin_ids();
    let rows = twins.flat_map(|twin| HEADLINES.map(|measure| (twin, measure)));
    rows.filter_map(|(twin, measure)| headline_json(&figures, twin, measure)).collect()
}

/// Every measure of every twin as JSON, in the form of [`headlines_json`].
#[must_use]
pub fn measures_json(scenario: &Scenario, worlds: &[WorldOutcome]) -> Value {
    let figures = Figures::new(scenario, worlds);
    let measures = || figures.layout.measures.iter().map(|measure| measure.id);
    let rows = scenario.twin_ids().flat_map(|twin| measures().map(move |measure| (twin, measure)));
    rows.filter_map(|(twin, measure)| headline_json(&figures, twin, measure)).collect()
}

/// One measure of a twin; `None` where the measure has no value in any world.
fn headline_json(figures: &Figures<'_>, twin: TwinId, measure: MeasureId) -> Option<Value> {
    let found = figures.of(measure, twin)?;
    let difference = figures.difference(measure, twin);
    let clump = |of: Estimate| (of.worlds, of.mean);
    let clumps = figures.clumps(measure, twin);
    Some(json!({
        "twin": figures.name(twin), "measure": figures.layout.measure(measure).name,
        "worlds": found.worlds, "mean": found.mean,
        "standard_error": found.error,
        "interval95": found.interval_within(&figures.layout.measure(measure).range()),
        "range": found.range, "range_level": found.range_level(),
        "clumps": clumps.map(|split| [clump(split.low), clump(split.high)]),
        "less_baseline": difference.map(|it| it.mean),
        "less_baseline_standard_error": difference.and_then(|it| it.error),
    }))
}
