//! Measures of detection: cameras, registers and informants.

use super::entry::Entry;
use super::entry::Formula::{Each, One};
use super::formulas::{per_thousand_years, per_year};
use super::names::Names;
use super::unit::Unit;
use crate::measures::tally::Tally;

/// Measures of the family `Sensors`.
pub(super) const SENSORS: &[Entry] = &[
    // Passers-by are most sightings, and no rule is about them: recognition is tried on all alike.
    Entry {
        name: "sightings",
        unit: Unit::PerDay,
        definition: "Sightings by cameras, of people who act and of passers-by.",
        value: One(|slice| {
            per_year(slice, slice.flow(Tally::FILMED) + slice.flow(Tally::PASSED)) / 365.0
        }),
    },
    Entry {
        name: "sightings.identified",
        unit: Unit::Share,
        definition: "Share of sightings matched to the right citizen.",
        value: One(|slice| {
            (slice.flow(Tally::NAMED) + slice.flow(Tally::PASSED_NAMED))
                / (slice.flow(Tally::FILMED) + slice.flow(Tally::PASSED))
        }),
    },
    Entry {
        name: "sightings.mistaken",
        unit: Unit::Share,
        definition: "Share of sightings matched to a wrong citizen.",
        value: One(|slice| {
            (slice.flow(Tally::MISTAKEN) + slice.flow(Tally::PASSED_MISTAKEN))
                / (slice.flow(Tally::FILMED) + slice.flow(Tally::PASSED))
        }),
    },
    // A rate and not a share: what these people do is not counted where no camera is wrong about it.
    Entry {
        name: "sightings.unenrolled",
        unit: Unit::PerThousandYears,
        definition: "Breaches of people who are not in the gallery, put to a citizen by a camera.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::UNENROLLED_MISTAKEN))),
    },
    // Of acts alone: an operator sees alerts, and passers-by raise none.
    Entry {
        name: "alerts.precision",
        unit: Unit::Share,
        definition: "Share of citizens' acts matched to anyone by a camera that were matched to the right one.",
        value: One(|slice| {
            slice.flow(Tally::NAMED) / (slice.flow(Tally::NAMED) + slice.flow(Tally::MISTAKEN))
        }),
    },
    Entry {
        name: "sightings.breaches",
        unit: Unit::PerYear,
        definition: "Breaches that a camera matched to anyone, rightly or wrongly; cameras that move follow them.",
        value: One(|slice| per_year(slice, slice.flow(Tally::FOUND))),
    },
    Entry {
        name: "entries.{}",
        unit: Unit::PerYear,
        definition: "Entries in the {} register that a deed stands behind.",
        value: Each(Names::Registers, |slice, register| {
            per_year(slice, slice.flow(Tally::ENTRIES.at_index(register)))
        }),
    },
    // Of entries with a deed behind them: nothing is missed in an entry made up.
    Entry {
        name: "missed.{}",
        unit: Unit::Share,
        definition: "Share of entries in the {} register linked to nobody.",
        value: Each(Names::Registers, |slice, register| {
            slice.flow(Tally::MISSED.at_index(register))
                / slice.flow(Tally::ENTRIES.at_index(register))
        }),
    },
    Entry {
        name: "mislinked.{}",
        unit: Unit::Share,
        definition: "Share of entries in the {} register linked to the wrong citizen.",
        value: Each(Names::Registers, |slice, register| {
            slice.flow(Tally::MISLINKED.at_index(register))
                / slice.flow(Tally::ENTRIES.at_index(register))
        }),
    },
    // A rate and not a share: they come by time, whatever citizens do.
    Entry {
        name: "spurious.{}",
        unit: Unit::PerThousandYears,
        definition: "Entries in the {} register that no deed stands behind.",
        value: Each(Names::Registers, |slice, register| {
            per_thousand_years(slice, slice.flow(Tally::SPURIOUS.at_index(register)))
        }),
    },
    Entry {
        name: "reports.true",
        unit: Unit::PerThousandYears,
        definition: "True reports by informants.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::REPORTED))),
    },
    Entry {
        name: "reports.false",
        unit: Unit::PerThousandYears,
        definition: "False reports by informants.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::FALSE_REPORTS))),
    },
];
