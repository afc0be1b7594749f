//! Measures of reasons: the conduct behind restrictions, points and misses, and the way from act to gate.

use super::entry::Entry;
use super::entry::Formula::{Each, One};
use super::formulas::{grains, per_thousand_years, per_year};
use super::names::Names;
use super::unit::Unit;
use crate::measures::tally::Tally;
use crate::scoring::Cause;

/// Measures of the family `Reasons`.
pub(super) const REASONS: &[Entry] = &[
    // Of a year, unlike `restricted.ever`, which counts an adult in their first year alone.
    Entry {
        name: "restrictions",
        unit: Unit::PerThousandYears,
        definition: "Restrictions begun, for whatever reason.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::SPELLS))),
    },
    // Restrictions and not adults: the same adult can be restricted for another reason each time, and
    // the parts add up to all restrictions begun.
    Entry {
        name: "restricted.for.{}",
        unit: Unit::PerThousandYears,
        definition: "Restrictions begun; reason: {}.",
        value: Each(Names::Deeds, |slice, deed| {
            per_thousand_years(slice, slice.flow(Tally::BEGUN.at_index(deed)))
        }),
    },
    // Won and lost apart: a conduct that earns on most days and costs on some would come out at nothing.
    Entry {
        name: "points.won.{}",
        unit: Unit::PerYear,
        definition: "Points won for {}, as charged, own acts and those put to an adult by an error.",
        value: Each(Names::AllConducts, |slice, conduct| {
            per_year(slice, grains(slice.flow(Tally::WON.at_index(conduct))))
        }),
    },
    Entry {
        name: "points.lost.{}",
        unit: Unit::PerYear,
        definition: "Points lost for {}, as charged, own acts and those put to an adult by an error.",
        value: Each(Names::AllConducts, |slice, conduct| {
            per_year(slice, grains(slice.flow(Tally::LOST.at_index(conduct))))
        }),
    },
    // By the last miss and not the largest: which sensor lost how much is not noted, to save memory.
    Entry {
        name: "spared.begun.{}",
        unit: Unit::PerThousandYears,
        definition: "Times that an adult came to be free despite their true deeds; cause: {}.",
        value: Each(Names::Sparings, |slice, cause| {
            per_thousand_years(slice, slice.flow(Tally::SPARED_BEGUN.at_index(cause)))
        }),
    },
    // The same deeds as `score.delay`, to the hour: under a daily schedule every delay is within a day.
    Entry {
        name: "gate.delay",
        unit: Unit::Hours,
        definition: "Hours from a deed until gates see its points or listing, by the schedule in force.",
        value: One(|slice| slice.flow(Tally::HOURS) / slice.flow(Tally::CHARGES.by(Cause::Deed))),
    },
];
