//! Measures of wrongful restriction, of the way back, and of effects over ties.

use super::entry::Entry;
use super::entry::Formula::{Each, One};
use super::formulas::{ended, per_thousand, per_thousand_years, wronged, wrongful_days};
use super::names::Names;
use super::unit::Unit;
use crate::measures::stock::Stock;
use crate::measures::tally::Tally;
use crate::scoring::Cause;

/// Measures of the family `Wrongful`.
pub(super) const WRONGFUL: &[Entry] = &[
    // By standing and not by charge: an error wrongs nobody who would be restricted anyway.
    Entry {
        name: "wronged",
        unit: Unit::PerThousand,
        definition: "Adults restricted though their true deeds would not restrict them, at the end.",
        value: One(|slice| per_thousand(slice, wronged(slice))),
    },
    Entry {
        name: "wronged.ever",
        unit: Unit::PerThousand,
        definition: "Adults who were wrongly restricted at some time.",
        value: One(|slice| per_thousand(slice, slice.evers(Tally::EVER_WRONGED))),
    },
    // By the error at the first time: a citizen counts once, and the parts add up to the whole.
    Entry {
        name: "wronged.ever.{}",
        unit: Unit::PerThousand,
        definition: "Adults first wrongly restricted; error: {}.",
        value: Each(Names::Errors, |slice, error| {
            per_thousand(slice, slice.ever(Tally::EVER_WRONGED.at_index(error)))
        }),
    },
    Entry {
        name: "wrongful.days",
        unit: Unit::PerThousandYears,
        definition: "Adult-days under a restriction that true deeds would not bring.",
        value: One(|slice| per_thousand_years(slice, wrongful_days(slice))),
    },
    Entry {
        name: "wrongful.days.{}",
        unit: Unit::PerThousandYears,
        definition: "Adult-days of wrongful restriction; error: {}.",
        value: Each(Names::Errors, |slice, error| {
            per_thousand_years(slice, slice.stock_days(Stock::WRONGFUL[error]))
        }),
    },
    // Of days, not of citizens: a short error and a long one differ.
    Entry {
        name: "wrongful.share",
        unit: Unit::Share,
        definition: "Share of restricted adult-days that are wrongful.",
        value: One(|slice| wrongful_days(slice) / slice.stock_days(Stock::Restricted)),
    },
    Entry {
        name: "refused.wrongly",
        unit: Unit::Share,
        definition: "Share of refusals that true deeds would not bring, at all gates.",
        value: One(|slice| slice.flows(Tally::REFUSED_WRONGLY) / slice.flows(Tally::REFUSED)),
    },
    Entry {
        name: "refusals.wrongly",
        unit: Unit::PerThousandYears,
        definition: "Refusals that true deeds would not bring, at all gates.",
        value: One(|slice| per_thousand_years(slice, slice.flows(Tally::REFUSED_WRONGLY))),
    },
    // By gate: a select venue that turns nearly everybody away has more of them than all others.
    Entry {
        name: "refusals.wrongly.{}",
        unit: Unit::PerThousandYears,
        definition: "Refusals at the gate {} that true deeds would not bring.",
        value: Each(Names::Gates, |slice, gate| {
            per_thousand_years(slice, slice.flow(Tally::REFUSED_WRONGLY.at_index(gate)))
        }),
    },
    // A fine or a letter is wrong one by one, where restriction is compared as a whole: it is for one
    // act, and no other act would have brought it.
    Entry {
        name: "fines.wrongly",
        unit: Unit::PerThousandYears,
        definition: "Fines for acts that an error attributed to the wrong adult, or that nobody did, less those refunded.",
        value: One(|slice| {
            per_thousand_years(
                slice,
                slice.flow(Tally::FINED_WRONGLY) - slice.flow(Tally::FINES_REFUNDED),
            )
        }),
    },
    Entry {
        name: "warnings.wrongly",
        unit: Unit::PerThousandYears,
        definition: "Letters of warning for acts that an error attributed to the wrong adult, or that nobody did, less those withdrawn.",
        value: One(|slice| {
            per_thousand_years(
                slice,
                slice.flow(Tally::WARNED_WRONGLY) - slice.flow(Tally::WARNINGS_WITHDRAWN),
            )
        }),
    },
    // The counterpart of `wronged`: errors free some while they restrict others.
    Entry {
        name: "spared",
        unit: Unit::PerThousand,
        definition: "Adults free though their true deeds would restrict them, at the end.",
        value: One(|slice| per_thousand(slice, slice.level(Stock::Spared))),
    },
    Entry {
        name: "spared.days",
        unit: Unit::PerThousandYears,
        definition: "Adult-days free that true deeds would not leave free.",
        value: One(|slice| per_thousand_years(slice, slice.stock_days(Stock::Spared))),
    },
];

/// Measures of the family `LockIn`.
pub(super) const LOCK_IN: &[Entry] = &[
    // Spells on their way count as begun: a glance, where the survival curve censors them properly.
    Entry {
        name: "restored",
        unit: Unit::Share,
        definition: "Share of restrictions begun that have ended.",
        value: One(|slice| ended(slice.ever(Tally::SPELLS_ENDED), slice.ever(Tally::SPELLS))),
    },
    // Of those ever restricted, so that a mild policy with few of them is not flattered.
    Entry {
        name: "never-restored",
        unit: Unit::Share,
        definition: "Share of adults ever restricted who are restricted at the end.",
        value: One(|slice| slice.level(Stock::Restricted) / slice.ever(Tally::EVER_RESTRICTED)),
    },
    Entry {
        name: "delisted",
        unit: Unit::Share,
        definition: "Share of entries on lists that have ended.",
        value: One(|slice| ended(slice.evers(Tally::DELISTED), slice.evers(Tally::LISTED))),
    },
    // Deeper hardship and not a second time alone: returning is common, sinking is the claim. Adults and
    // not restrictions, so that one who comes and goes every month does not stand for twelve.
    Entry {
        name: "spirals",
        unit: Unit::PerThousand,
        definition: "Adults in a spiral: restricted again in more hardship than when first restricted, at some time.",
        value: One(|slice| per_thousand(slice, slice.ever(Tally::SPIRALS))),
    },
];

/// Measures of the family `Contagion`.
pub(super) const CONTAGION: &[Entry] = &[
    // Of deductions alone: gains over ties would cancel them.
    Entry {
        name: "over-ties.share",
        unit: Unit::Share,
        definition: "Share of points deducted, for what anybody did or is held to have done, that came over ties.",
        value: One(|slice| {
            // What a scheme forgets of a high score is no deduction for what anybody did.
            let deducted =
                slice.flows(Tally::DEDUCTED) - slice.flow(Tally::DEDUCTED.by(Cause::Forgetting));
            slice.flow(Tally::DEDUCTED.by(Cause::Association)) / deducted
        }),
    },
    // A reproduction number: below 1 a charge dies out, above it one charge reaches everybody.
    Entry {
        name: "branching",
        unit: Unit::Ratio,
        definition: "Points that one point charged to a citizen sets off in others, over ties.",
        value: One(|slice| slice.flow(Tally::CAME_OVER) / slice.flow(Tally::PASSED_ON)),
    },
    Entry {
        name: "ties.cut",
        unit: Unit::PerThousandYears,
        definition: "Ties of friendship cut.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::TIES_CUT))),
    },
    Entry {
        name: "cut-off",
        unit: Unit::PerThousand,
        definition: "Adults from whom a friend turned away.",
        value: One(|slice| per_thousand(slice, slice.ever(Tally::CUT_OFF))),
    },
    // Counted for the one who asked: a refusal harms them, and says nothing of the other.
    Entry {
        name: "help.denied",
        unit: Unit::PerThousandYears,
        definition: "Help refused for the standing of the person who asked.",
        value: One(|slice| per_thousand_years(slice, slice.flow(Tally::DENIED))),
    },
    Entry {
        name: "help.willing",
        unit: Unit::Share,
        definition: "Share of adults who help when asked, at the end.",
        value: One(|slice| slice.gauge.willing as f64 / slice.gauge.asked as f64),
    },
];
