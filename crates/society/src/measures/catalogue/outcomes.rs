//! Measures of work, money and health, and of each citizen against the baseline.

use super::entry::Entry;
use super::entry::Formula::One;
use super::formulas::{changed, difference, mean, per_thousand_years};
use super::unit::Unit;
use crate::measures::paired::PairedOutcome;
use crate::measures::stock::Stock;
use crate::measures::tally::Tally;

/// Measures of the family `Livelihood`.
pub(super) const LIVELIHOOD: &[Entry] = &[
    Entry {
        name: "hardship",
        unit: Unit::Share,
        definition: "Hardship of adults at the end, from 0 to 1.",
        value: One(|slice| mean(slice, slice.gauge.hardship, 255.0)),
    },
    Entry {
        name: "health",
        unit: Unit::Share,
        definition: "Health of adults at the end, from 0 to 1.",
        value: One(|slice| mean(slice, slice.gauge.health, 255.0)),
    },
    // Of those under 60: the old have left work behind and are not out of it.
    Entry {
        name: "in-work",
        unit: Unit::Share,
        definition: "Share of adults under 60 in work at the end.",
        value: One(|slice| slice.gauge.working as f64 / slice.gauge.working_age as f64),
    },
    // Days, since two short spells and a long one are as many losses.
    Entry {
        name: "idle.days",
        unit: Unit::PerThousandYears,
        definition: "Days out of work of adults under 60.",
        value: One(|slice| per_thousand_years(slice, slice.stock_days(Stock::OutOfWork))),
    },
    Entry {
        name: "work.lost",
        unit: Unit::PerThousandYears,
        definition: "Posts lost.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::LOST_WORK))),
    },
    Entry {
        name: "work.found",
        unit: Unit::PerThousandYears,
        definition: "Posts found.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::FOUND_WORK))),
    },
];

/// Measures of the family `PairedDifference`.
pub(super) const PAIRED: &[Entry] = &[
    // The same citizens twice: the variance between citizens drops out of the difference.
    Entry {
        name: "twin.harm",
        unit: Unit::Harm,
        definition: "Harm done, less the same citizen's in the baseline.",
        value: One(|slice| difference(slice, PairedOutcome::Harm)),
    },
    Entry {
        name: "twin.harm.more",
        unit: Unit::PerThousand,
        definition: "Adults who did more harm than in the baseline.",
        value: One(|slice| changed(slice, PairedOutcome::Harm, 0)),
    },
    Entry {
        name: "twin.harm.less",
        unit: Unit::PerThousand,
        definition: "Adults who did less harm than in the baseline.",
        value: One(|slice| changed(slice, PairedOutcome::Harm, 1)),
    },
    Entry {
        name: "twin.restricted",
        unit: Unit::Days,
        definition: "Restricted days, less the same citizen's in the baseline.",
        value: One(|slice| difference(slice, PairedOutcome::RestrictedDays)),
    },
    Entry {
        name: "twin.wrongful",
        unit: Unit::Days,
        definition: "Wrongly restricted days, less the same citizen's in the baseline.",
        value: One(|slice| difference(slice, PairedOutcome::WrongfulDays)),
    },
    // Person by person: two policies that restrict as many may restrict other people.
    Entry {
        name: "twin.restricted.only-here",
        unit: Unit::PerThousand,
        definition: "Adults restricted at some time here, and never in the baseline.",
        value: One(|slice| changed(slice, PairedOutcome::EverRestricted, 0)),
    },
    Entry {
        name: "twin.restricted.only-there",
        unit: Unit::PerThousand,
        definition: "Adults restricted at some time in the baseline, and never here.",
        value: One(|slice| changed(slice, PairedOutcome::EverRestricted, 1)),
    },
    Entry {
        name: "twin.hardship",
        unit: Unit::Share,
        definition: "Hardship at the end, less the same citizen's in the baseline.",
        value: One(|slice| difference(slice, PairedOutcome::Hardship) / 255.0),
    },
    Entry {
        name: "twin.hardship.more",
        unit: Unit::PerThousand,
        definition: "Adults in more hardship than in the baseline.",
        value: One(|slice| changed(slice, PairedOutcome::Hardship, 0)),
    },
    Entry {
        name: "twin.health",
        unit: Unit::Share,
        definition: "Health at the end, less the same citizen's in the baseline.",
        value: One(|slice| difference(slice, PairedOutcome::Health) / 255.0),
    },
    Entry {
        name: "twin.health.less",
        unit: Unit::PerThousand,
        definition: "Adults in worse health than in the baseline.",
        value: One(|slice| changed(slice, PairedOutcome::Health, 1)),
    },
];
