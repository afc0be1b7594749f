//! Wrong sanctions of every kind in one unit: a year of 1,000 adults.

use society::measures::MeasureId;
use society::scenario::TwinId;

use crate::figures::Figures;
use crate::words::in_words;

/// Kinds of sanction, each with its noun.
const KINDS: [(MeasureId, &str); 4] = [
    (MeasureId::WRONGFUL_DAYS, "days of restriction"),
    (MeasureId::REFUSALS_WRONGLY, "refusals"),
    (MeasureId::FINES_WRONGLY, "fines"),
    (MeasureId::WARNINGS_WRONGLY, "letters of warning"),
];

/// Wrong sanctions under a policy in a sentence; `None` where none is wrong.
pub(super) fn wrong_sanctions(figures: &Figures<'_>, twin: TwinId) -> Option<String> {
    let told = KINDS.into_iter().filter_map(|(measure, name)| {
        let found = figures.of(measure, twin).filter(|found| found.mean > 0.0)?;
        Some(format!("{} {name}", in_words(figures, measure, twin, &found)))
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
