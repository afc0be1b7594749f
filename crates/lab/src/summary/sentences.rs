//! The opening sentences: how many are restricted and for what, what was wrong, and the benefit.

use society::measures::MeasureId;
use society::scenario::TwinId;

use super::causes::{CausesOfRun, parts, persons, worlds_of_causes};
use super::wrongs::wrong_sanctions;
use super::years;
use crate::causes::CauseFigures;
use crate::figures::{Figures, studied};
use crate::numbers::{duration, grouped, level, with_range};
use crate::words::{in_words, wrapped};

/// The sentences about the policy under study: the first twin that is not the baseline.
///
/// Each figure stands with the range of worlds, not with the error of its mean: a reader
/// of sentences asks how a society may fare, and not how well a mean is known. Shares of causes, from
/// fewer worlds, have the interval of the mean instead.
pub(super) fn describe(figures: &Figures<'_>, causes: Option<&CauseFigures<'_>>) -> String {
    let scenario = figures.scenario;
    let twin = studied(scenario);
    let Some(ever) = figures.of(MeasureId::RESTRICTED_EVER, twin) else { return String::new() };
    let causes = causes.and_then(|causes| CausesOfRun::new(causes, &ever));
    let sum = causes.and_then(|causes| causes.sum());
    let society = scenario.society();
    let mut text = format!(
        "In this made-up society of {}, over {}, {} restricted {} of every 1,000 adults at some time",
        grouped(society.citizens.into()),
        duration(society.days),
        figures.name(twin),
        in_words(figures, MeasureId::RESTRICTED_EVER, twin, &ever),
    );
    text.push_str(&sum.as_ref().map_or_else(String::new, |sum| format!(": {}", parts(sum))));
    text.push_str(". ");
    if society.warm_up > 0 {
        let before = duration(society.warm_up);
        text.push_str(&format!("The {before} before them are warm-up and not counted. "));
    }
    text.push_str(&causes.as_ref().map_or_else(String::new, persons));
    text.push_str(&wrong_sanctions(figures, twin).unwrap_or_default());
    if twin != scenario.baseline() {
        text.push_str(&duties(figures, twin));
    }
    text.push_str(&years::describe(figures));
    text.push_str(&legend(figures, causes.as_ref()));
    wrapped(text.trim_end())
}

/// Whether duties were broken less often than under the baseline, and in how many worlds.
fn duties(figures: &Figures<'_>, twin: TwinId) -> String {
    let baseline = figures.baseline();
    let pairs = figures.pairs(MeasureId::TRANSGRESSIONS, twin);
    let differences: Vec<f64> = pairs.map(|(here, there)| here - there).collect();
    let Some(change) = figures.change(MeasureId::TRANSGRESSIONS, twin) else {
        return String::new();
    };
    if differences.iter().all(|&difference| difference == 0.0) {
        return format!(
            "Duties were broken exactly as often as by the same people with the same luck under \
             {baseline}, in every world. "
        );
    }
    // The worlds are counted apart from the mean: ten worlds that agree say more than a mean that a
    // single one could have made.
    let less = change.mean < 0.0;
    let agrees = |&&difference: &&f64| (difference < 0.0) == less && difference != 0.0;
    format!(
        "Duties were broken {} % {} often than by the same people with the same luck under \
         {baseline}, in {} of {} worlds. ",
        with_range(&change.times(if less { -100.0 } else { 100.0 }), figures.results.len()),
        if less { "less" } else { "more" },
        differences.iter().filter(agrees).count(),
        differences.len(),
    )
}

/// The meaning of brackets of both kinds; nothing where a single world has neither.
fn legend(figures: &Figures<'_>, causes: Option<&CausesOfRun<'_>>) -> String {
    let level = level(figures.results.len());
    let square = if level.is_empty() { level } else { format!("[{level}] ") };
    square + &causes.map_or_else(String::new, worlds_of_causes)
}
