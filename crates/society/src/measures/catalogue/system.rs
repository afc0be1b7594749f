//! Measures of the scheme: detection, charges, restrictions, errors.

use super::{
    BANDS, Catalogue, Unit, errors, gates, grains, per_thousand, per_thousand_years, per_year,
    registers, spread, wronged, wrongful_days,
};
use crate::measures::{Stock, Tally};
use crate::scenario::Gate;
use crate::scoring::Cause;

pub(super) fn restriction(to: &mut Catalogue) {
    const LISTS: [(usize, &str); 4] = [(0, "first"), (1, "second"), (2, "third"), (3, "fourth")];
    to.one(
        "restricted",
        Unit::PerThousand,
        "Adults under any penalty of a band or a list, at the end.",
        |slice, _| per_thousand(slice, slice.level(Stock::Restricted)),
    )
    .one(
        "restricted.ever",
        Unit::PerThousand,
        "Adults who were restricted at some time.",
        |slice, _| per_thousand(slice, slice.flow(Tally::EVER_RESTRICTED)),
    )
    .one("restricted.days", Unit::PerThousandYears, "Adult-days under restriction.", |slice, _| {
        per_thousand_years(slice, slice.stock_days(Stock::Restricted))
    })
    .one(
        "blacklisted.ever",
        Unit::PerThousand,
        "Adults who were on a blacklist at some time.",
        |slice, _| per_thousand(slice, slice.flow(Tally::EVER_BLACKLISTED)),
    )
    .each(
        LISTS,
        ("listed.{}", Unit::PerThousand, "Adults on the {} list of the policy, at the end."),
        |slice, list| per_thousand(slice, slice.level(Stock::list(list))),
    )
    .each(
        LISTS,
        ("listed.new.{}", Unit::PerThousandYears, "Entries on the {} list of the policy."),
        |slice, list| per_thousand_years(slice, slice.flow(Tally::LISTED.number(list))),
    )
    .each(
        LISTS,
        ("listed.left.{}", Unit::PerThousandYears, "Exits from the {} list of the policy."),
        |slice, list| per_thousand_years(slice, slice.flow(Tally::DELISTED.number(list))),
    )
    .one(
        "grounded.ever",
        Unit::PerThousandCitizens,
        "Citizens barred from planes at some time.",
        |slice, _| 1000.0 * slice.flow(Tally::EVER_GROUNDED) / slice.gauge.citizens as f64,
    )
    .one(
        "off-rail.ever",
        Unit::PerThousandCitizens,
        "Citizens barred from fast trains at some time.",
        |slice, _| 1000.0 * slice.flow(Tally::EVER_OFF_RAIL) / slice.gauge.citizens as f64,
    )
    .each(gates(), ("asked.{}", Unit::PerYear, "Requests at the gate {}."), |slice, gate| {
        per_year(slice, slice.flow(Tally::ASKED.number(gate)))
    })
    .each(
        gates(),
        ("refused.{}", Unit::PerThousandYears, "Refusals at the gate {}."),
        |slice, gate| per_thousand_years(slice, slice.flow(Tally::REFUSED.number(gate))),
    )
    .each(
        gates(),
        ("open.{}", Unit::Share, "Share of requests that the gate {} served."),
        |slice, gate| {
            1.0 - slice.flow(Tally::REFUSED.number(gate)) / slice.flow(Tally::ASKED.number(gate))
        },
    )
    .one(
        "open.all",
        Unit::Share,
        "Share of requests at all gates but the select venue that were served.",
        |slice, _| {
            let sum = |tally: Tally| (0..7).map(|gate| slice.flow(tally.number(gate))).sum::<f64>();
            1.0 - sum(Tally::REFUSED) / sum(Tally::ASKED)
        },
    )
    .each(
        BANDS.into_iter().enumerate(),
        (
            "open.band-{}",
            Unit::Share,
            "Share of requests at gates that look at standing which adults in band {}, counted from the lowest, had served.",
        ),
        |slice, band| {
            1.0 - slice.flow(Tally::REFUSED_IN_BAND.number(band))
                / slice.flow(Tally::ASKED_IN_BAND.number(band))
        },
    )
    .one("hospital.waited", Unit::Days, "Days waited for a hospital visit.", |slice, _| {
        let visits = slice.flow(Tally::ASKED.at(Gate::Hospital))
            - slice.flow(Tally::REFUSED.at(Gate::Hospital));
        slice.flow(Tally::WAITED) / 256.0 / visits
    })
    .one(
        "hospital.for-others",
        Unit::PerThousandYears,
        "Days waited in addition because others were hurried.",
        |slice, _| per_thousand_years(slice, slice.flow(Tally::WAITED_FOR_OTHERS) / 256.0),
    )
    .one(
        "hospital.hurried",
        Unit::PerThousandYears,
        "Days of waiting that hurried patients were spared.",
        |slice, _| per_thousand_years(slice, slice.flow(Tally::HURRIED) / 256.0),
    )
    .one("fines", Unit::PerYear, "Fines paid, in months' income.", |slice, _| {
        per_year(slice, slice.flow(Tally::FINES) / 1000.0)
    })
    .one("fares.saved", Unit::PerYear, "Discounts on travel, in monthly cards.", |slice, _| {
        per_year(slice, slice.flow(Tally::SAVED_FARES) / 256.0)
    })
    .one("throttled", Unit::PerThousandYears, "Adult-months on a throttled line.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::THROTTLED))
    })
    .one("warnings", Unit::PerYear, "Letters of warning.", |slice, _| {
        per_year(slice, slice.flow(Tally::WARNINGS))
    })
    .one(
        "sanctions",
        Unit::PerYear,
        "Deductions, fines and letters for what adults are held to have done.",
        |slice, _| per_year(slice, slice.flow(Tally::SANCTIONS)),
    );
}

pub(super) fn wrongful(to: &mut Catalogue) {
    to.one(
        "wronged",
        Unit::PerThousand,
        "Adults restricted though their true deeds would not restrict them, at the end.",
        |slice, _| per_thousand(slice, wronged(slice)),
    )
    .one(
        "wronged.ever",
        Unit::PerThousand,
        "Adults who were wrongly restricted at some time.",
        |slice, _| per_thousand(slice, slice.flows(Tally::EVER_WRONGED, 4)),
    )
    .each(
        errors(),
        ("wronged.ever.{}", Unit::PerThousand, "Adults first wrongly restricted; error: {}."),
        |slice, error| per_thousand(slice, slice.flow(Tally::EVER_WRONGED.number(error))),
    )
    .one(
        "wrongful.days",
        Unit::PerThousandYears,
        "Adult-days under a restriction that true deeds would not bring.",
        |slice, _| per_thousand_years(slice, wrongful_days(slice)),
    )
    .each(
        errors(),
        (
            "wrongful.days.{}",
            Unit::PerThousandYears,
            "Adult-days of wrongful restriction; error: {}.",
        ),
        |slice, error| per_thousand_years(slice, slice.stock_days(Stock::wrongful(error))),
    )
    .one(
        "wrongful.share",
        Unit::Share,
        "Share of restricted adult-days that are wrongful.",
        |slice, _| wrongful_days(slice) / slice.stock_days(Stock::Restricted),
    )
    .one(
        "refused.wrongly",
        Unit::Share,
        "Share of refusals that true deeds would not bring, at all gates.",
        |slice, _| slice.flows(Tally::REFUSED_WRONGLY, 8) / slice.flows(Tally::REFUSED, 8),
    )
    .one(
        "spared",
        Unit::PerThousand,
        "Adults free though their true deeds would restrict them, at the end.",
        |slice, _| per_thousand(slice, slice.level(Stock::Spared)),
    )
    .one(
        "spared.days",
        Unit::PerThousandYears,
        "Adult-days free that true deeds would not leave free.",
        |slice, _| per_thousand_years(slice, slice.stock_days(Stock::Spared)),
    )
    .one("appeals", Unit::PerThousandYears, "Appeals lodged.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::APPEALS))
    })
    .one(
        "appeals.granted",
        Unit::Share,
        "Share of appeals lodged that were granted so far.",
        |slice, _| slice.flow(Tally::GRANTED) / slice.flow(Tally::APPEALS),
    );
}

pub(super) fn lock_in(to: &mut Catalogue) {
    to.one("restored", Unit::Share, "Share of restrictions begun that have ended.", |slice, _| {
        slice.flow(Tally::SPELLS_ENDED) / slice.flow(Tally::SPELLS)
    })
    .one(
        "never-restored",
        Unit::Share,
        "Share of adults ever restricted who are restricted at the end.",
        |slice, _| slice.level(Stock::Restricted) / slice.flow(Tally::EVER_RESTRICTED),
    )
    .one("delisted", Unit::Share, "Share of entries on lists that have ended.", |slice, _| {
        slice.flows(Tally::DELISTED, 4) / slice.flows(Tally::LISTED, 4)
    })
    .one(
        "spirals",
        Unit::PerThousand,
        "Adults restricted again in more hardship than at their first restriction.",
        |slice, _| per_thousand(slice, slice.flow(Tally::SPIRALS)),
    );
}

pub(super) fn contagion(to: &mut Catalogue) {
    to.one(
        "over-ties.share",
        Unit::Share,
        "Share of points deducted that came over ties.",
        |slice, _| {
            slice.flow(Tally::DEDUCTED.by(Cause::Association))
                / slice.flows(Tally::DEDUCTED, Cause::ALL.len())
        },
    )
    .one(
        "branching",
        Unit::Ratio,
        "Points that one point charged to a citizen sets off in others, over ties.",
        |slice, _| slice.flow(Tally::CAME_OVER) / slice.flow(Tally::PASSED_ON),
    )
    .one("ties.cut", Unit::PerThousandYears, "Ties of friendship cut.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::TIES_CUT))
    })
    .one("cut-off", Unit::PerThousand, "Adults from whom a friend turned away.", |slice, _| {
        per_thousand(slice, slice.flow(Tally::CUT_OFF))
    })
    .one(
        "help.denied",
        Unit::PerThousandYears,
        "Help refused for the standing of the person who asked.",
        |slice, _| per_thousand_years(slice, slice.flow(Tally::DENIED)),
    )
    .one(
        "help.willing",
        Unit::Share,
        "Share of adults who help when asked, at the end.",
        |slice, _| slice.gauge.willing as f64 / slice.gauge.asked as f64,
    );
}

pub(super) fn sensors(to: &mut Catalogue) {
    to.one(
        "sightings",
        Unit::PerDay,
        "Sightings by cameras, of people who act and of passers-by.",
        |slice, _| per_year(slice, slice.flow(Tally::FILMED) + slice.flow(Tally::PASSED)) / 365.0,
    )
    .one(
        "sightings.identified",
        Unit::Share,
        "Share of sightings matched to the right citizen.",
        |slice, _| {
            (slice.flow(Tally::NAMED) + slice.flow(Tally::PASSED_NAMED))
                / (slice.flow(Tally::FILMED) + slice.flow(Tally::PASSED))
        },
    )
    .one(
        "sightings.mistaken",
        Unit::Share,
        "Share of sightings matched to a wrong citizen.",
        |slice, _| {
            (slice.flow(Tally::MISTAKEN) + slice.flow(Tally::PASSED_MISTAKEN))
                / (slice.flow(Tally::FILMED) + slice.flow(Tally::PASSED))
        },
    )
    .one(
        "alerts.precision",
        Unit::Share,
        "Share of acts matched to anyone by a camera that were matched to the right citizen.",
        |slice, _| {
            slice.flow(Tally::NAMED) / (slice.flow(Tally::NAMED) + slice.flow(Tally::MISTAKEN))
        },
    )
    .one(
        "sightings.breaches",
        Unit::PerYear,
        "Breaches that a camera matched to anyone, rightly or wrongly; cameras that move follow them.",
        |slice, _| per_year(slice, slice.flow(Tally::FOUND)),
    )
    .each(
        registers(),
        ("entries.{}", Unit::PerYear, "Entries in the {} register that a deed stands behind."),
        |slice, register| per_year(slice, slice.flow(Tally::ENTRIES.number(register))),
    )
    .each(
        registers(),
        ("missed.{}", Unit::Share, "Share of entries in the {} register linked to nobody."),
        |slice, register| {
            slice.flow(Tally::MISSED.number(register)) / slice.flow(Tally::ENTRIES.number(register))
        },
    )
    .each(
        registers(),
        (
            "misjoined.{}",
            Unit::Share,
            "Share of entries in the {} register linked to the wrong citizen.",
        ),
        |slice, register| {
            slice.flow(Tally::MISJOINED.number(register))
                / slice.flow(Tally::ENTRIES.number(register))
        },
    )
    .each(
        registers(),
        (
            "phantom.{}",
            Unit::PerThousandYears,
            "Entries in the {} register that no deed stands behind.",
        ),
        |slice, register| per_thousand_years(slice, slice.flow(Tally::PHANTOM.number(register))),
    )
    .one("reports.true", Unit::PerThousandYears, "True reports by informants.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::TOLD))
    })
    .one("reports.false", Unit::PerThousandYears, "False reports by informants.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::LIES))
    });
}

pub(super) fn score(to: &mut Catalogue) {
    let causes = || Cause::ALL.into_iter().map(|cause| (cause as usize, cause.name()));
    let bands = BANDS.into_iter().enumerate();
    to.one("score", Unit::Points, "Mean score of adults at the end.", |slice, _| {
        grains(slice.gauge.score as f64) / slice.adults()
    })
    .one(
        "score.spread",
        Unit::Points,
        "Standard deviation of the scores of adults at the end.",
        |slice, _| spread(slice),
    )
    .one("score.at-cap", Unit::Share, "Share of adults at the cap at the end.", |slice, _| {
        slice.gauge.at_cap as f64 / slice.adults()
    })
    .one("score.cut-by-cap", Unit::PerYear, "Points that the cap cut off.", |slice, _| {
        per_year(slice, grains(slice.flow(Tally::CAP)))
    })
    .one(
        "score.cut-by-floor",
        Unit::PerYear,
        "Points of deductions that the floor cut off.",
        |slice, _| per_year(slice, grains(slice.flow(Tally::FLOOR))),
    )
    .one("score.delay", Unit::Days, "Days from a deed to its charge.", |slice, _| {
        slice.flow(Tally::DELAY) / slice.flow(Tally::CHARGES.by(Cause::Deed))
    })
    .each(
        bands,
        (
            "band.{}",
            Unit::Share,
            "Share of adults in band {}, counted from the lowest, at the end.",
        ),
        |slice, band| slice.gauge.bands[band] as f64 / slice.adults(),
    )
    .each(
        causes(),
        ("points.{}", Unit::PerYear, "Points charged, gains less deductions; cause: {}."),
        |slice, cause| per_year(slice, grains(slice.flow(Tally::POINTS.number(cause)))),
    )
    .each(causes(), ("charges.{}", Unit::PerYear, "Charges; cause: {}."), |slice, cause| {
        per_year(slice, slice.flow(Tally::CHARGES.number(cause)))
    });
}

pub(super) fn law(to: &mut Catalogue) {
    to.one("unrelated", Unit::Share, "Share of penalties felt in a part of life other than that of the deed behind them: AI Act, Article 5(1)(c)(i).", |slice, _| {
        slice.flow(Tally::UNRELATED) / slice.flow(Tally::DETRIMENTS)
    })
    .one("detriments", Unit::PerThousandYears, "Penalties felt at gates, on the line and in monthly fines.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::DETRIMENTS))
    });
}
