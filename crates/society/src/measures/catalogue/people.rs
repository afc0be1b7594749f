//! Measures of behavior and livelihood.

use super::{
    Catalogue, Unit, changed, conducts, correlation, difference, done, mean, per_thousand_days,
    per_thousand_years, per_year, transgressions,
};
use crate::measures::{PairedOutcome, Stock, Tally};
use crate::scenario::{Conduct, Nature};

pub(super) fn benefit(to: &mut Catalogue) {
    to.one(
        "transgressions",
        Unit::PerThousandDays,
        "Duties broken, detected or not.",
        |slice, _| per_thousand_days(slice, transgressions(slice)),
    )
    .each(
        conducts(Nature::Duty),
        ("transgressions.{}", Unit::PerThousandDays, "Breaches of the duty {}, detected or not."),
        |slice, conduct| per_thousand_days(slice, slice.flow(Tally::BROKEN.number(conduct))),
    )
    .one("bills.on-time", Unit::Share, "Share of bills paid on time.", |slice, _| {
        done(slice, Conduct::Bills as usize) / slice.flow(Tally::OCCASIONS.of(Conduct::Bills))
    })
    .one(
        "recycling.sorted",
        Unit::Share,
        "Share of collections at which the recycling was sorted.",
        |slice, _| {
            done(slice, Conduct::Recycling as usize)
                / slice.flow(Tally::OCCASIONS.of(Conduct::Recycling))
        },
    )
    .each(
        conducts(Nature::Virtue),
        ("good.{}", Unit::PerYear, "Good deeds of {} done, detected or not."),
        |slice, conduct| per_year(slice, done(slice, conduct)),
    )
    .one(
        "harm",
        Unit::PerThousandDays,
        "Harm of all breaches, in the scenario's own weights.",
        |slice, _| per_thousand_days(slice, slice.flow(Tally::HARM)),
    )
    .one(
        "debts.unpaid",
        Unit::PerThousandYears,
        "Court debts left unpaid when ordered.",
        |slice, _| per_thousand_years(slice, slice.flow(Tally::DEBTS)),
    )
    .one(
        "debts.repaid",
        Unit::Share,
        "Share of unpaid court debts that were paid after all.",
        |slice, _| slice.flow(Tally::REPAID) / slice.flow(Tally::DEBTS),
    )
    .one(
        "debts.repaid.listed",
        Unit::PerThousandYears,
        "Court debts paid after all by someone on a blacklist.",
        |slice, _| per_thousand_years(slice, slice.flow(Tally::REPAID_LISTED)),
    );
}

pub(super) fn gaming(to: &mut Catalogue) {
    let good = || conducts(Nature::Virtue).chain([(Conduct::Recycling as usize, "recycling")]);
    to.one(
        "score-harm",
        Unit::Correlation,
        "Correlation of the score with harm done so far; −1 would be a perfect score.",
        |slice, _| correlation(slice),
    )
    .each(
        good(),
        (
            "seen.{}",
            Unit::Share,
            "Share kept or done of {} where others can see, staged deeds left out.",
        ),
        |slice, conduct| {
            1.0 - slice.flow(Tally::OPEN_BROKEN.number(conduct))
                / slice.flow(Tally::OPEN.number(conduct))
        },
    )
    .each(
        good(),
        ("unseen.{}", Unit::Share, "Share kept or done of {} where nobody can see."),
        |slice, conduct| {
            let flow = |all: Tally, open: Tally| {
                slice.flow(all.number(conduct)) - slice.flow(open.number(conduct))
            };
            1.0 - flow(Tally::BROKEN, Tally::OPEN_BROKEN) / flow(Tally::OCCASIONS, Tally::OPEN)
        },
    )
    .one(
        "staged",
        Unit::PerThousandYears,
        "Good deeds that were staged: seen and not done.",
        |slice, _| per_thousand_years(slice, slice.flow(Tally::STAGED)),
    );
}

pub(super) fn chilling(to: &mut Catalogue) {
    to.each(
        conducts(Nature::Disfavored),
        ("lawful.{}", Unit::PerYear, "Lawful acts of {} that the authorities disfavor."),
        |slice, conduct| per_year(slice, slice.flow(Tally::BROKEN.number(conduct))),
    )
    .one(
        "certainty",
        Unit::Share,
        "Perceived certainty of a sanction, mean of adults at the end, from 0 to 1.",
        |slice, _| mean(slice, slice.gauge.certainty, 255.0),
    )
    .one(
        "resignation",
        Unit::Share,
        "Resignation of adults at the end, from 0 to 1.",
        |slice, _| mean(slice, slice.gauge.resignation, 255.0),
    );
}

pub(super) fn livelihood(to: &mut Catalogue) {
    to.one("hardship", Unit::Share, "Hardship of adults at the end, from 0 to 1.", |slice, _| {
        mean(slice, slice.gauge.hardship, 255.0)
    })
    .one("health", Unit::Share, "Health of adults at the end, from 0 to 1.", |slice, _| {
        mean(slice, slice.gauge.health, 255.0)
    })
    .one("in-work", Unit::Share, "Share of adults under 60 in work at the end.", |slice, _| {
        slice.gauge.working as f64 / slice.gauge.working_age as f64
    })
    .one("idle.days", Unit::PerThousandYears, "Days out of work of adults under 60.", |slice, _| {
        per_thousand_years(slice, slice.stock_days(Stock::OutOfWork))
    })
    .one("work.lost", Unit::PerThousandYears, "Posts lost.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::LOST_WORK))
    })
    .one("work.found", Unit::PerThousandYears, "Posts found.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::FOUND_WORK))
    });
}

pub(super) fn paired(to: &mut Catalogue) {
    to.one(
        "twin.harm",
        Unit::Harm,
        "Harm done, less the same citizen's in the baseline.",
        |slice, _| difference(slice, PairedOutcome::Harm),
    )
    .one(
        "twin.harm.more",
        Unit::PerThousand,
        "Adults who did more harm than in the baseline.",
        |slice, _| changed(slice, PairedOutcome::Harm, 0),
    )
    .one(
        "twin.harm.less",
        Unit::PerThousand,
        "Adults who did less harm than in the baseline.",
        |slice, _| changed(slice, PairedOutcome::Harm, 1),
    )
    .one(
        "twin.restricted",
        Unit::Days,
        "Restricted days, less the same citizen's in the baseline.",
        |slice, _| difference(slice, PairedOutcome::RestrictedDays),
    )
    .one(
        "twin.wrongful",
        Unit::Days,
        "Wrongly restricted days, less the same citizen's in the baseline.",
        |slice, _| difference(slice, PairedOutcome::WrongfulDays),
    )
    .one(
        "twin.hardship",
        Unit::Share,
        "Hardship at the end, less the same citizen's in the baseline.",
        |slice, _| difference(slice, PairedOutcome::Hardship) / 255.0,
    )
    .one(
        "twin.hardship.more",
        Unit::PerThousand,
        "Adults in more hardship than in the baseline.",
        |slice, _| changed(slice, PairedOutcome::Hardship, 0),
    )
    .one(
        "twin.health",
        Unit::Share,
        "Health at the end, less the same citizen's in the baseline.",
        |slice, _| difference(slice, PairedOutcome::Health) / 255.0,
    )
    .one(
        "twin.health.less",
        Unit::PerThousand,
        "Adults in worse health than in the baseline.",
        |slice, _| changed(slice, PairedOutcome::Health, 1),
    );
}
