//! Confidence in a run: reason of its end, blind spot, and savings by pairing.

use society::measures::{Breakdown, MeasureId};
use society::scenario::TwinId;

use reader::Stop;

use crate::changes::is_draft;
use crate::estimate::{Estimate, Precision, blind_spot, is_known};
use crate::figures::Figures;
use crate::numbers::grouped;
use crate::ratios::pairing;
use crate::study::{StopRule, WorldOutcome};

/// The lines below the headlines, each ending in a line break.
pub(super) fn describe(figures: &Figures<'_>, stop: &Stop, worlds: &[WorldOutcome]) -> String {
    let count = figures.results.len();
    let mut text = stopped(figures, stop);
    text.push_str(&failures(figures, worlds));
    text.push_str(&format!(
        "Blind spot: an event in fewer than {:.0} of 100 worlds may have been missed.\n",
        100.0 * blind_spot(count)
    ));
    if is_draft(count) {
        text.push_str("DRAFT: fewer than 32 worlds; do not quote these figures.\n");
    }
    text
}

/// Why no more worlds were run, and how well the deciding measure is known.
fn stopped(figures: &Figures<'_>, stop: &Stop) -> String {
    let found = StopRule::of(stop).estimate(figures.results.iter().copied());
    let is_known = found.is_some_and(|found| is_known(&found, Precision(stop.within)));
    let why = match (stop.least == stop.most, is_known) {
        (true, _) => "as requested",
        (false, true) => "enough",
        (false, false) => "the most allowed",
    };
    format!(
        "{} worlds, {why}: {} {}; target: ±{} %.\n",
        figures.results.len(),
        stop.measure,
        precision(found),
        libm::round(1000.0 * stop.within) / 10.0,
    )
}

/// How well a mean is known, in words: half the width of its 95 % interval relative to it [%].
fn precision(found: Option<Estimate>) -> String {
    let Some(found) = found else { return "has no value in any world".to_owned() };
    let Some(half) = found.half() else {
        return "has no interval from one world".to_owned();
    };
    // Not a number where both width and mean are 0: the measure is 0 in every world.
    let half = 100.0 * half / found.mean.abs();
    if half.is_nan() {
        return "is the same in every world".to_owned();
    }
    format!("is known to ±{half:.1} % (95 % interval)")
}

/// How many worlds failed, with the first message; empty where none did.
fn failures(figures: &Figures<'_>, worlds: &[WorldOutcome]) -> String {
    let failed = worlds.len() - figures.results.len();
    let Some(first) = worlds.iter().find_map(|world| world.result.as_ref().err()) else {
        return String::new();
    };
    format!("{failed} of {} worlds failed and are left out: {first}\n", worlds.len())
}

/// How many times as many worlds would be needed if twins did not share people and luck.
pub(super) fn saved_by_pairing(figures: &Figures<'_>) -> String {
    // A saving below twofold is no news.
    let (twin, baseline) = (TwinId::STUDIED, figures.scenario.baseline());
    let of = |twin| figures.values(MeasureId::TRANSGRESSIONS, twin, Breakdown::All);
    let saved = (twin != baseline).then(|| pairing(&of(twin), &of(baseline))).flatten();
    saved.filter(|&saved| saved >= 2.0).map_or_else(String::new, |saved| {
        let times = grouped(saved as u64);
        format!("Pairing saved work: without it, duties broken would need {times} times as many worlds.\n")
    })
}
