//! Measures of behavior: duties, good deeds, deeds for show, and lawful acts given up.

use super::entry::Entry;
use super::entry::Formula::{Each, One};
use super::formulas::{
    correlation, done, ended, mean, per_thousand_days, per_thousand_years, per_year, transgressions,
};
use super::names::Names;
use super::unit::Unit;
use crate::measures::tally::Tally;
use crate::scenario::{Conduct, Context, Nature};

/// Measures of the family `Benefit`.
pub(super) const BENEFIT: &[Entry] = &[
    // Detected or not: a policy is judged by what people do, not by what it sees.
    Entry {
        name: "transgressions",
        unit: Unit::PerThousandDays,
        definition: "Duties broken, detected or not.",
        value: One(|slice| per_thousand_days(slice, transgressions(slice))),
    },
    Entry {
        name: "transgressions.{}",
        unit: Unit::PerThousandDays,
        definition: "Breaches of the duty {}, detected or not.",
        value: Each(Names::Conducts(Nature::Duty), |slice, conduct| {
            per_thousand_days(slice, slice.flow(Tally::BROKEN.at_index(conduct)))
        }),
    },
    Entry {
        name: "transgressions.road",
        unit: Unit::PerThousandDays,
        definition: "Duties broken on the road, detected or not: the offenses of this society in public.",
        value: One(|slice| {
            let on_the_road = |conduct: &Conduct| conduct.context() == Context::Road;
            let broken = |conduct| slice.flow(Tally::BROKEN.of(conduct));
            per_thousand_days(slice, Conduct::ALL.into_iter().filter(on_the_road).map(broken).sum())
        }),
    },
    Entry {
        name: "bills.on-time",
        unit: Unit::Share,
        definition: "Share of bills paid on time.",
        value: One(|slice| {
            done(slice, Conduct::Bills as usize) / slice.flow(Tally::OCCASIONS.of(Conduct::Bills))
        }),
    },
    Entry {
        name: "recycling.sorted",
        unit: Unit::Share,
        definition: "Share of collections at which the recycling was sorted.",
        value: One(|slice| {
            done(slice, Conduct::Recycling as usize)
                / slice.flow(Tally::OCCASIONS.of(Conduct::Recycling))
        }),
    },
    Entry {
        name: "good.{}",
        unit: Unit::PerYear,
        definition: "Good deeds of {} done, detected or not.",
        value: Each(Names::Conducts(Nature::Virtue), |slice, conduct| {
            per_year(slice, done(slice, conduct))
        }),
    },
    Entry {
        name: "harm",
        unit: Unit::PerThousandDays,
        definition: "Harm of all breaches, in the scenario's own weights.",
        value: One(|slice| per_thousand_days(slice, slice.flow(Tally::HARM))),
    },
    // When ordered: a debt paid later counts here too, and again as repaid.
    Entry {
        name: "debts.unpaid",
        unit: Unit::PerThousandYears,
        definition: "Court debts left unpaid when ordered.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::DEBTS))),
    },
    Entry {
        name: "debts.repaid",
        unit: Unit::Share,
        definition: "Share of unpaid court debts that were paid after all.",
        value: One(|slice| ended(slice.ever(Tally::REPAID), slice.ever(Tally::DEBTS))),
    },
    Entry {
        name: "debts.repaid.listed",
        unit: Unit::PerThousandYears,
        definition: "Court debts paid after all by someone on a blacklist.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::REPAID_LISTED))),
    },
];

/// Measures of the family `Gaming`.
pub(super) const GAMING: &[Entry] = &[
    // Harm so far and not of this month: a score claims to know the past.
    Entry {
        name: "score-harm",
        unit: Unit::Correlation,
        definition: "Correlation of the score with harm done so far; −1 would be a perfect score.",
        value: One(correlation),
    },
    // Staged deeds count as breaches in truth, so that a show does not improve the share.
    Entry {
        name: "seen.{}",
        unit: Unit::Share,
        definition: "Share kept or done of {} where others can see, staged deeds left out.",
        value: Each(Names::Showable, |slice, conduct| {
            1.0 - slice.flow(Tally::OPEN_BROKEN.at_index(conduct))
                / slice.flow(Tally::OPEN.at_index(conduct))
        }),
    },
    Entry {
        name: "unseen.{}",
        unit: Unit::Share,
        definition: "Share kept or done of {} where nobody can see.",
        value: Each(Names::Showable, |slice, conduct| {
            let flow = |all: Tally, open: Tally| {
                slice.flow(all.at_index(conduct)) - slice.flow(open.at_index(conduct))
            };
            1.0 - flow(Tally::BROKEN, Tally::OPEN_BROKEN) / flow(Tally::OCCASIONS, Tally::OPEN)
        }),
    },
    Entry {
        name: "staged",
        unit: Unit::PerThousandYears,
        definition: "Good deeds that were staged: seen and not done.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::STAGED))),
    },
];

/// Measures of the family `Chilling`.
pub(super) const CHILLING: &[Entry] = &[
    // The act and not its rate of breach: `broken` means here that the disfavored act is done.
    Entry {
        name: "lawful.{}",
        unit: Unit::PerYear,
        definition: "Lawful acts of {} that the authorities disfavor.",
        value: Each(Names::Conducts(Nature::Disfavored), |slice, conduct| {
            per_year(slice, slice.flow(Tally::BROKEN.at_index(conduct)))
        }),
    },
    Entry {
        name: "certainty.{}",
        unit: Unit::Share,
        definition: "Perceived certainty of a sanction through {}, mean of adults at the end, from 0 to 1.",
        value: Each(Names::Channels, |slice, channel| {
            mean(slice, slice.gauge.certainty[channel], 255.0)
        }),
    },
    Entry {
        name: "resignation",
        unit: Unit::Share,
        definition: "Resignation of adults at the end, from 0 to 1.",
        value: One(|slice| mean(slice, slice.gauge.resignation, 255.0)),
    },
];
