//! The opening sentences: how many are restricted, how many of them wrongly, and the benefit.

use std::fmt::Write as _;

use society::measures::MeasureId;
use society::scenario::TwinId;

use crate::estimate::Estimate;
use crate::figures::Figures;
use crate::numbers::{clumped, duration, grouped, with_range};

/// The sentences about the policy under study: the first twin that is not the baseline.
///
/// Each figure stands with the range of nine in ten worlds, not with the error of its mean: a reader
/// of sentences asks how a society may fare, and not how well a mean is known.
pub(super) fn describe(figures: &Figures<'_>) -> String {
    let scenario = figures.scenario;
    let twin = studied(figures);
    let Some(ever) = figures.of(MeasureId::RESTRICTED_EVER, twin) else { return String::new() };
    let society = scenario.society();
    let mut text = format!(
        "In this made-up society of {}, over {}, {} restricted\n\
         {} of every 1,000 adults at some time.      In brackets: 9 of 10 worlds.\n",
        grouped(society.citizens.into()),
        duration(society.days),
        figures.name(twin),
        in_words(figures, MeasureId::RESTRICTED_EVER, twin, &ever),
    );
    if society.warm_up > 0 {
        let _ = writeln!(
            text,
            "The {} before them are warm-up and not counted.",
            duration(society.warm_up)
        );
    }
    // Where nobody is restricted, nobody can be restricted wrongly, and a sentence about 0 of 0 says
    // nothing.
    let wronged = figures.of(MeasureId::WRONGED_EVER, twin).filter(|_| ever.mean > 0.0);
    if let Some(wronged) = wronged {
        let wronged = in_words(figures, MeasureId::WRONGED_EVER, twin, &wronged);
        let _ = writeln!(
            text,
            "{wronged} of them were restricted wrongly: their true deeds would not have led to it."
        );
    }
    text.push_str(&wrong_sanctions(figures, twin).unwrap_or_default());
    if twin != scenario.baseline() {
        text.push_str(&duties(figures, twin));
    }
    text
}

/// The policy under study: the first twin that is not the baseline.
pub(super) fn studied(figures: &Figures<'_>) -> TwinId {
    figures.others().next().unwrap_or(TwinId::STUDIED)
}

/// Wrong fines and letters of a policy that restricts nobody; `None` where it restricts, or none is
/// wrong.
pub(super) fn wrong_sanctions(figures: &Figures<'_>, twin: TwinId) -> Option<String> {
    // Whoever is restricted has more to lose than a fine, and their number stands above.
    figures.of(MeasureId::RESTRICTED_EVER, twin).filter(|ever| ever.mean == 0.0)?;
    let kinds =
        [(MeasureId::FINES_WRONGLY, "fines"), (MeasureId::WARNINGS_WRONGLY, "letters of warning")];
    let told = kinds.into_iter().filter_map(|(measure, name)| {
        let found = figures.of(measure, twin).filter(|found| found.mean > 0.0)?;
        Some(format!("{} {name}", in_words(figures, measure, twin, &found)))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| {
        format!(
            "Under {}, {} a year of 1,000 adults\n\
             were for the acts of others, or of nobody.\n",
            figures.name(twin),
            told.join(" and ")
        )
    })
}

/// A measure in words; its two clumps where the worlds fall into two.
fn in_words(figures: &Figures<'_>, measure: MeasureId, twin: TwinId, of: &Estimate) -> String {
    let split = figures.clumps(measure, twin);
    split.map_or_else(|| with_range(of, 1.0), |split| format!("({})", clumped(&split)))
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
            "Duties were broken exactly as often as by the same people with the\n\
             same luck under {baseline}, in every world.\n"
        );
    }
    // The worlds are counted apart from the mean: ten worlds that agree say more than a mean that a
    // single one could have made.
    let less = change.mean < 0.0;
    let agrees = |&&difference: &&f64| (difference < 0.0) == less && difference != 0.0;
    format!(
        "Duties were broken {} % {} often than by the same people with the\n\
         same luck under {baseline}; the same holds in {} of {} worlds.\n",
        percent(change),
        if less { "less" } else { "more" },
        differences.iter().filter(agrees).count(),
        differences.len(),
    )
}

/// The size of a relative change [%], smallest end of its range first.
fn percent(change: Estimate) -> String {
    let (low, high) = change.nine_in_ten;
    if change.mean < 0.0 {
        with_range(&Estimate { nine_in_ten: (high, low), ..change }, -100.0)
    } else {
        with_range(&change, 100.0)
    }
}
