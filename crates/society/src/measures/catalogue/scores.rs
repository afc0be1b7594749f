//! Measures of the score, of its charges, and of conditions that the law names.

use super::entry::Entry;
use super::entry::Formula::{Each, One};
use super::formulas::{grains, per_thousand_years, per_year, spread};
use super::names::Names;
use super::unit::Unit;
use crate::measures::tally::Tally;
use crate::scoring::Cause;

/// Measures of the family `Score`.
pub(super) const SCORE: &[Entry] = &[
    Entry {
        name: "score",
        unit: Unit::Points,
        definition: "Mean score of adults at the end.",
        value: One(|slice| grains(slice.gauge.score as f64) / slice.adults()),
    },
    Entry {
        name: "score.spread",
        unit: Unit::Points,
        definition: "Standard deviation of the scores of adults at the end.",
        value: One(spread),
    },
    Entry {
        name: "score.at-cap",
        unit: Unit::Share,
        definition: "Share of adults at the cap at the end.",
        value: One(|slice| slice.gauge.at_cap as f64 / slice.adults()),
    },
    // What the cap takes is goodwill without effect; what the floor takes is harm without price.
    Entry {
        name: "score.cut-by-cap",
        unit: Unit::PerYear,
        definition: "Points that the cap cut off.",
        value: One(|slice| per_year(slice, grains(slice.flow(Tally::CAP)))),
    },
    Entry {
        name: "score.cut-by-floor",
        unit: Unit::PerYear,
        definition: "Points of deductions that the floor cut off.",
        value: One(|slice| per_year(slice, grains(slice.flow(Tally::FLOOR)))),
    },
    // Of charges for own deeds: points over ties and errors have no deed to count from. To the
    // score and not to the charge: under a yearly schedule a charge of today closes no gate for months.
    Entry {
        name: "score.delay",
        unit: Unit::Days,
        definition: "Days from a deed to the day on which its points move the score, by the schedule in force.",
        value: One(|slice| slice.flow(Tally::DELAY) / slice.flow(Tally::CHARGES.by(Cause::Deed))),
    },
    Entry {
        name: "band.{}",
        unit: Unit::Share,
        definition: "Share of adults in band {}, counted from the lowest, at the end.",
        value: Each(Names::Bands, |slice, band| slice.gauge.bands[band] as f64 / slice.adults()),
    },
    // Points and not charges: an error that only lists costs no score.
    Entry {
        name: "misscored",
        unit: Unit::Share,
        definition: "Share of adults who have lost points through errors and not got them back, at the end.",
        value: One(|slice| slice.gauge.misscored as f64 / slice.adults()),
    },
    Entry {
        name: "misranked",
        unit: Unit::Share,
        definition: "Share of adults in a lower band than with these points, at the end.",
        value: One(|slice| slice.gauge.misranked as f64 / slice.adults()),
    },
    // By cause, so that the causes add up to the whole movement of all scores.
    Entry {
        name: "points.{}",
        unit: Unit::PerYear,
        definition: "Points charged, gains less deductions; cause: {}.",
        value: Each(Names::Causes, |slice, cause| {
            per_year(slice, grains(slice.flow(Tally::POINTS.at_index(cause))))
        }),
    },
    Entry {
        name: "charges.{}",
        unit: Unit::PerYear,
        definition: "Charges; cause: {}.",
        value: Each(Names::Causes, |slice, cause| {
            per_year(slice, slice.flow(Tally::CHARGES.at_index(cause)))
        }),
    },
];

/// Measures of the family `Law`.
pub(super) const LAW: &[Entry] = &[
    // Each penalty counts when it is felt: a listing that nobody feels harms nobody yet.
    Entry {
        name: "unrelated",
        unit: Unit::Share,
        definition: "Share of penalties felt in a part of life other than that of the deed behind them: AI Act, Article 5(1)(c)(i).",
        value: One(|slice| slice.flow(Tally::UNRELATED) / slice.flow(Tally::DETRIMENTS)),
    },
    Entry {
        name: "detriments",
        unit: Unit::PerThousandYears,
        definition: "Penalties felt at gates, on the line and in monthly fines.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::DETRIMENTS))),
    },
];
