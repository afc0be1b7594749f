//! Measures of restriction: standing, lists, gates, fines and waits.

use super::entry::Entry;
use super::entry::Formula::{Each, One};
use super::formulas::{per_thousand, per_thousand_years, per_year};
use super::names::Names;
use super::unit::Unit;
use crate::measures::stock::Stock;
use crate::measures::tally::Tally;
use crate::scenario::Gate;

/// Measures of the family `Restriction`.
pub(super) const RESTRICTION: &[Entry] = &[
    Entry {
        name: "restricted",
        unit: Unit::PerThousand,
        definition: "Adults under any penalty of a band or a list, at the end.",
        value: One(|slice| per_thousand(slice, slice.level(Stock::Restricted))),
    },
    // At some time rather than at the end: lists with a term come and go within a run.
    Entry {
        name: "restricted.ever",
        unit: Unit::PerThousand,
        definition: "Adults who were restricted at some time.",
        value: One(|slice| per_thousand(slice, slice.ever(Tally::EVER_RESTRICTED))),
    },
    Entry {
        name: "restricted.days",
        unit: Unit::PerThousandYears,
        definition: "Adult-days under restriction.",
        value: One(|slice| per_thousand_years(slice, slice.stock_days(Stock::Restricted))),
    },
    Entry {
        name: "blacklisted.ever",
        unit: Unit::PerThousand,
        definition: "Adults who were on a blacklist at some time.",
        value: One(|slice| per_thousand(slice, slice.ever(Tally::EVER_BLACKLISTED))),
    },
    Entry {
        name: "listed.{}",
        unit: Unit::PerThousand,
        definition: "Adults on the {} list of the policy, at the end.",
        value: Each(Names::Lists, |slice, list| {
            per_thousand(slice, slice.level(Stock::LISTED[list]))
        }),
    },
    // Entries and not people: the same citizen can come back to a list.
    Entry {
        name: "listed.new.{}",
        unit: Unit::PerThousandYears,
        definition: "Entries on the {} list of the policy.",
        value: Each(Names::Lists, |slice, list| {
            per_thousand_years(slice, slice.flow(Tally::LISTED.at_index(list)))
        }),
    },
    Entry {
        name: "listed.left.{}",
        unit: Unit::PerThousandYears,
        definition: "Exits from the {} list of the policy.",
        value: Each(Names::Lists, |slice, list| {
            per_thousand_years(slice, slice.flow(Tally::DELISTED.at_index(list)))
        }),
    },
    // Per citizen, unlike most measures, as the published figure counts: children are counted among
    // the citizens, and never as barred.
    Entry {
        name: "grounded.ever",
        unit: Unit::PerThousandCitizens,
        definition: "Citizens barred from planes at some time.",
        value: One(|slice| 1000.0 * slice.ever(Tally::EVER_GROUNDED) / slice.gauge.citizens as f64),
    },
    Entry {
        name: "off-rail.ever",
        unit: Unit::PerThousandCitizens,
        definition: "Citizens barred from fast trains at some time.",
        value: One(|slice| 1000.0 * slice.ever(Tally::EVER_OFF_RAIL) / slice.gauge.citizens as f64),
    },
    Entry {
        name: "asked.{}",
        unit: Unit::PerYear,
        definition: "Requests at the gate {}.",
        value: Each(Names::Gates, |slice, gate| {
            per_year(slice, slice.flow(Tally::ASKED.at_index(gate)))
        }),
    },
    Entry {
        name: "refused.{}",
        unit: Unit::PerThousandYears,
        definition: "Refusals at the gate {}.",
        value: Each(Names::Gates, |slice, gate| {
            per_thousand_years(slice, slice.flow(Tally::REFUSED.at_index(gate)))
        }),
    },
    Entry {
        name: "slow-train",
        unit: Unit::PerThousandYears,
        definition: "Trips by slow train for want of a ticket for a fast one.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::SLOW_TRAINS))),
    },
    Entry {
        name: "slow-train.hours",
        unit: Unit::PerThousandYears,
        definition: "Hours lost on slow trains for want of a ticket for a fast one.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::SLOW_HOURS))),
    },
    // Of requests and not of citizens: the one who travels most is refused most.
    Entry {
        name: "open.{}",
        unit: Unit::Share,
        definition: "Share of requests that the gate {} served.",
        value: Each(Names::Gates, |slice, gate| {
            1.0 - slice.flow(Tally::REFUSED.at_index(gate))
                / slice.flow(Tally::ASKED.at_index(gate))
        }),
    },
    // The select venue turns nearly everybody away by design, and would hide all other gates.
    Entry {
        name: "open.all",
        unit: Unit::Share,
        definition: "Share of requests at all gates but the select venue that were served.",
        value: One(|slice| {
            let sum = |tally: Tally| slice.flows(tally) - slice.flow(tally.at(Gate::Venue));
            1.0 - sum(Tally::REFUSED) / sum(Tally::ASKED)
        }),
    },
    // By the band at the moment of the request, so that a citizen can count in several.
    Entry {
        name: "open.band-{}",
        unit: Unit::Share,
        definition: "Share of requests at gates that look at standing which adults in band {}, counted from the lowest, had served.",
        value: Each(Names::Bands, |slice, band| {
            1.0 - slice.flow(Tally::REFUSED_IN_BAND.at_index(band))
                / slice.flow(Tally::ASKED_IN_BAND.at_index(band))
        }),
    },
    // Waits are summed in 1/256 of a day: whole numbers, so that no order of summing shows.
    Entry {
        name: "hospital.waited",
        unit: Unit::Days,
        definition: "Days waited for a hospital visit.",
        value: One(|slice| {
            let visits = slice.flow(Tally::ASKED.at(Gate::Hospital))
                - slice.flow(Tally::REFUSED.at(Gate::Hospital));
            slice.flow(Tally::WAITED) / 256.0 / visits
        }),
    },
    // The counterpart of hurried patients: the queue's length is conserved, and somebody pays.
    Entry {
        name: "hospital.for-others",
        unit: Unit::PerThousandYears,
        definition: "Days waited in addition because others were hurried, less days spared because others were slowed.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::WAITED_FOR_OTHERS) / 256.0)),
    },
    Entry {
        name: "hospital.hurried",
        unit: Unit::PerThousandYears,
        definition: "Days of waiting that hurried patients were spared.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::HURRIED) / 256.0)),
    },
    // In thousandths of an income when counted, and in incomes here: fines follow income.
    Entry {
        name: "fines",
        unit: Unit::PerYear,
        definition: "Fines paid, in months' income.",
        value: One(|slice| per_year(slice, slice.flow(Tally::FINES) / 1000.0)),
    },
    Entry {
        name: "fares.saved",
        unit: Unit::PerYear,
        definition: "Discounts on travel, in monthly cards.",
        value: One(|slice| per_year(slice, slice.flow(Tally::SAVED_FARES) / 256.0)),
    },
    Entry {
        name: "throttled",
        unit: Unit::PerThousandYears,
        definition: "Adult-months on a throttled line.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::THROTTLED))),
    },
    Entry {
        name: "warnings",
        unit: Unit::PerYear,
        definition: "Letters of warning.",
        value: One(|slice| per_year(slice, slice.flow(Tally::WARNINGS))),
    },
    Entry {
        name: "sanctions",
        unit: Unit::PerYear,
        definition: "Deductions, fines, letters and listings for what adults are held to have done.",
        value: One(|slice| per_year(slice, slice.flow(Tally::SANCTIONS))),
    },
];
