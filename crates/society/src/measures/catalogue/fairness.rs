//! Measures of winners and losers: who pays, who gains, and for how long a place in the order lasts.

use super::entry::Entry;
use super::entry::Formula::{Each, One};
use super::formulas::{per_thousand_years, per_year};
use super::names::Names;
use super::unit::Unit;
use crate::measures::tally::Tally;
use crate::scenario::{Conduct, Gate};

/// Measures of the family `Fairness`.
pub(super) const FAIRNESS: &[Entry] = &[
    // In one unit, by the weights of losses that also deter: what is minded when it threatens is minded
    // when it comes.
    Entry {
        name: "net",
        unit: Unit::MonthsOfIncome,
        definition: "Gains less losses so far by fines, letters and months under the terms of the adult's own standing, by the society's weights.",
        value: One(|slice| {
            slice.gauge.net as f64 / 1e6 / slice.gauge.panel as f64 / slice.years_so_far()
        }),
    },
    Entry {
        name: "class.{}",
        unit: Unit::Share,
        definition: "Share of adults who so far are {}: by their net a year, big from 0.1 months of income, untouched below 0.01.",
        value: Each(Names::Classes, |slice, class| {
            slice.gauge.classes[class] as f64 / slice.gauge.panel as f64
        }),
    },
    // By tenth of income, the answer to the question whom the select places are for.
    Entry {
        name: "entered.venue",
        unit: Unit::PerYear,
        definition: "Visits to the select venue that were let in.",
        value: One(|slice| {
            let [asked, refused] =
                [Tally::ASKED, Tally::REFUSED].map(|tally| slice.flow(tally.at(Gate::Venue)));
            per_year(slice, asked - refused)
        }),
    },
    Entry {
        name: "hospital.slowed",
        unit: Unit::PerThousandYears,
        definition: "Days of waiting added to slowed patients.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::SLOWED) / 256.0)),
    },
    // Of late bills and not of the poor: the share that no deterrence can reach.
    Entry {
        name: "late.in-hardship",
        unit: Unit::Share,
        definition: "Share of bills paid late that the same adult would have paid on time in no hardship.",
        value: One(|slice| {
            slice.flow(Tally::LATE_IN_HARDSHIP) / slice.flow(Tally::BROKEN.of(Conduct::Bills))
        }),
    },
    // Bands and not tenths of the score: the order that gates look at, and all that is known of last year.
    Entry {
        name: "band.kept",
        unit: Unit::Share,
        definition: "Share of adults in the same band as a year before, at the new years so far.",
        value: One(|slice| slice.flow(Tally::RANK_KEPT) / slice.flow(Tally::RANKED)),
    },
];
