//! Measures of recourse: appeals against listings, objections to charges and bands.

use super::entry::Entry;
use super::entry::Formula::One;
use super::formulas::{ended, grains, per_thousand_years};
use super::unit::Unit;
use crate::measures::stock::Stock;
use crate::measures::tally::Tally;

/// Measures of the family `Recourse`.
pub(super) const RECOURSE: &[Entry] = &[
    Entry {
        name: "appeals",
        unit: Unit::PerThousandYears,
        definition: "Appeals lodged.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::APPEALS))),
    },
    // So far: appeals on their way count as lodged, and pull the share down a little.
    Entry {
        name: "appeals.granted",
        unit: Unit::Share,
        definition: "Share of appeals lodged that were granted so far.",
        value: One(|slice| ended(slice.ever(Tally::GRANTED), slice.ever(Tally::APPEALS))),
    },
    // A place to ask at, whatever its answer would be.
    Entry {
        name: "recourse",
        unit: Unit::Share,
        definition: "Share of restricted adults whose restriction the policy lets them contest, at the end: a listing by appeal, a band by objection, or either by an objection that waits.",
        value: One(|slice| slice.gauge.heard as f64 / slice.level(Stock::Restricted)),
    },
    // Any way at all: a term that ends, points that come back, a debt that can be paid, somebody to ask.
    Entry {
        name: "way-out",
        unit: Unit::Share,
        definition: "Share of restricted adults with a way out of every blacklist and band that restricts them, at the end.",
        value: One(|slice| slice.gauge.way_out as f64 / slice.level(Stock::Restricted)),
    },
    Entry {
        name: "objections",
        unit: Unit::PerThousandYears,
        definition: "Objections to charges and bands lodged.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::OBJECTIONS))),
    },
    Entry {
        name: "objections.decided",
        unit: Unit::PerThousandYears,
        definition: "Objections decided.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::OBJECTIONS_DECIDED))),
    },
    Entry {
        name: "objections.accepted",
        unit: Unit::Share,
        definition: "Share of objections decided that were accepted.",
        value: One(|slice| {
            slice.flow(Tally::OBJECTIONS_ACCEPTED) / slice.flow(Tally::OBJECTIONS_DECIDED)
        }),
    },
    Entry {
        name: "objections.wronged",
        unit: Unit::Share,
        definition: "Share of objections lodged against charges for what the adult did not do.",
        value: One(|slice| {
            slice.flow(Tally::OBJECTIONS_OF_WRONGED) / slice.flow(Tally::OBJECTIONS)
        }),
    },
    // Known when it is lodged: the wait of those that are still undecided counts as well.
    Entry {
        name: "objections.days",
        unit: Unit::Days,
        definition: "Days from an objection to its decision.",
        value: One(|slice| slice.flow(Tally::OBJECTION_DELAY) / slice.flow(Tally::OBJECTIONS)),
    },
    // Of one objection and not of one adult: by tenth of income it says who pays most for asking.
    Entry {
        name: "objections.fee",
        unit: Unit::Share,
        definition: "Share of a month's income that an objection costs.",
        value: One(|slice| {
            slice.flow(Tally::OBJECTION_FEES) / 1000.0 / slice.flow(Tally::OBJECTIONS)
        }),
    },
    Entry {
        name: "objections.days-lost",
        unit: Unit::PerThousandYears,
        definition: "Days of adults' lives that objections took.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::OBJECTION_DAYS))),
    },
    Entry {
        name: "objections.kept-wrongly",
        unit: Unit::PerThousandYears,
        definition: "Charges for what the adult did not do that were contested and upheld.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::UPHELD_WRONGLY))),
    },
    // Of those who were told that they are wrong: how many of them were not.
    Entry {
        name: "objections.rejected.wronged",
        unit: Unit::Share,
        definition: "Share of objections rejected that were against charges for what the adult did not do.",
        value: One(|slice| {
            let [decided, accepted] = [Tally::OBJECTIONS_DECIDED, Tally::OBJECTIONS_ACCEPTED];
            slice.flow(Tally::UPHELD_WRONGLY) / (slice.flow(decided) - slice.flow(accepted))
        }),
    },
    Entry {
        name: "objections.over-ties",
        unit: Unit::PerThousandYears,
        definition: "Points given back to an adult that were shared again over ties.",
        value: One(|slice| per_thousand_years(slice, grains(slice.flow(Tally::CORRECTED_ON)))),
    },
];
