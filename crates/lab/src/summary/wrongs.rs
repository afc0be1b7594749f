//! Wrong sanctions of every kind in one unit: a year of 1,000 adults.

use society::measures::{Breakdown, MeasureId};
use society::scenario::{Gate, TwinId};

use crate::estimate::Estimate;
use crate::figures::Figures;
use crate::numbers::{roughly, spread};
use crate::words::in_words;

/// Kinds of sanction, each with its noun.
const KINDS: [(MeasureId, &str); 4] = [
    (MeasureId::WRONGFUL_DAYS, "days of restriction"),
    (MeasureId::REFUSALS_WRONGLY, "refusals"),
    (MeasureId::FINES_WRONGLY, "fines"),
    (MeasureId::WARNINGS_WRONGLY, "letters of warning"),
];

/// How many of the wrong refusals are at select venues, in brackets; `None` where none is.
///
/// Select venues turn nearly everybody away by design, so that a wrong score there is a refusal as at
/// any gate: without a word, their number would read as that of refused tickets, schools and jobs.
fn of_a_perk(figures: &Figures<'_>, twin: TwinId, all: &Estimate) -> Option<String> {
    let venue = MeasureId::refused_wrongly(Gate::Venue);
    let found = figures.of(venue, twin)?;
    // The few are told, since they are those that a reader would take all for.
    let others = libm::round(all.mean - found.mean);
    let by_world = |measure| figures.values(measure, twin, Breakdown::All);
    let is_all = by_world(MeasureId::REFUSALS_WRONGLY) == by_world(venue);
    let told = match others > found.mean {
        true => format!("{} at select venues", roughly(found.mean, spread(all))),
        false if others > 0.0 => format!("all but {others} at select venues"),
        false if is_all => "all at select venues".to_owned(),
        false => "nearly all at select venues".to_owned(),
    };
    (found.mean > 0.0).then(|| format!(" ({told})"))
}

/// Wrong sanctions under a policy in a sentence; `None` where none is wrong.
pub(super) fn wrong_sanctions(figures: &Figures<'_>, twin: TwinId) -> Option<String> {
    let told = KINDS.into_iter().filter_map(|(measure, name)| {
        let found = figures.of(measure, twin).filter(|found| found.mean > 0.0)?;
        let told = format!("{} {name}", in_words(figures, measure, twin, &found));
        let perks = || of_a_perk(figures, twin, &found);
        let is_refusals = measure == MeasureId::REFUSALS_WRONGLY;
        Some(told + &is_refusals.then(perks).flatten().unwrap_or_default())
    });
    let told: Vec<String> = told.collect();
    let (last, others) = told.split_last()?;
    let listed =
        if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
    Some(format!(
        "True deeds would not have brought {listed} in a year of 1,000 adults under {}. ",
        figures.name(twin),
    ))
}
