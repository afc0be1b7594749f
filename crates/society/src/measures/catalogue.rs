//! Every measure, once: its name, its unit, what it says, and how it follows from the counts.

use super::{Compared, Slice, Stock, Tally};
use crate::scenario::{Conduct, Gate, Nature, Register};
use crate::scoring::{Cause, WRONGS};
use crate::units::Points;

/// What a measure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Whether behaviour improves.
    Benefit,
    /// Who is restricted, from what, for how long.
    Restriction,
    /// Who is restricted without cause, and who is spared.
    Wrongful,
    /// Whether there is a way back.
    LockIn,
    /// What comes from other people.
    Contagion,
    /// What is done for the score alone.
    Gaming,
    /// What lawful people stop doing.
    Chilling,
    /// Work, money and health.
    Livelihood,
    /// What is seen, and what is got wrong.
    Eyes,
    /// The score itself.
    Score,
    /// What the law asks about.
    Law,
    /// The same citizens without the scheme.
    Contrast,
}

/// The unit of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Per 1,000 adults.
    PerThousand,
    /// Per 1,000 citizens, children included.
    PerThousandCitizens,
    /// Per 1,000 adult-years.
    PerThousandYears,
    /// Per 1,000 adult-days.
    PerThousandDays,
    /// Per adult-year.
    PerYear,
    /// Per adult-day.
    PerDay,
    /// A share of 1.
    Share,
    /// Points.
    Points,
    /// Days.
    Days,
    /// From −1 to 1.
    Correlation,
    /// A pure number.
    Ratio,
    /// The scenario's own weights of harm, per adult.
    Harm,
}

impl Unit {
    /// The unit in words, as tables print it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Unit::PerThousand => "per 1,000 adults",
            Unit::PerThousandCitizens => "per 1,000 citizens",
            Unit::PerThousandYears => "per 1,000 adult-years",
            Unit::PerThousandDays => "per 1,000 adult-days",
            Unit::PerYear => "per adult-year",
            Unit::PerDay => "per adult-day",
            Unit::Share => "share",
            Unit::Points => "points",
            Unit::Days => "days",
            Unit::Correlation => "correlation",
            Unit::Ratio => "ratio",
            Unit::Harm => "harm per adult",
        }
    }
}

/// One measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its name in tables.
    pub name: String,
    /// What it is about.
    pub family: Family,
    /// Its unit.
    pub unit: Unit,
    /// What it says, in one sentence.
    pub definition: String,
    /// How it follows: from a slice and the number of what it is told for.
    value: fn(&Slice, usize) -> f64,
    number: usize,
}

impl Measure {
    /// The measure of some citizens over some days; not a number where it has no meaning for
    /// them, as a share of nothing.
    #[must_use]
    pub fn of(&self, slice: &Slice) -> f64 {
        (self.value)(slice, self.number)
    }
}

/// The catalogue as it is written down below.
#[derive(Default)]
struct Catalogue {
    measures: Vec<Measure>,
    family: Option<Family>,
}

impl Catalogue {
    fn about(&mut self, family: Family) -> &mut Catalogue {
        self.family = Some(family);
        self
    }

    fn one(
        &mut self,
        name: &str,
        unit: Unit,
        definition: &str,
        value: fn(&Slice, usize) -> f64,
    ) -> &mut Catalogue {
        self.add(name.to_owned(), unit, definition.to_owned(), value, 0)
    }

    /// One measure for each of `names`; `{}` in the name and the definition stands for it.
    fn each(
        &mut self,
        names: impl IntoIterator<Item = (usize, &'static str)>,
        (name, unit, definition): (&str, Unit, &str),
        value: fn(&Slice, usize) -> f64,
    ) -> &mut Catalogue {
        for (number, of) in names {
            self.add(name.replace("{}", of), unit, definition.replace("{}", of), value, number);
        }
        self
    }

    fn add(
        &mut self,
        name: String,
        unit: Unit,
        definition: String,
        value: fn(&Slice, usize) -> f64,
        number: usize,
    ) -> &mut Catalogue {
        let family = self.family.unwrap_or(Family::Benefit);
        self.measures.push(Measure { name, family, unit, definition, value, number });
        self
    }
}

fn conducts(nature: Nature) -> impl Iterator<Item = (usize, &'static str)> {
    let all = Conduct::ALL.into_iter().filter(move |conduct| conduct.nature() == nature);
    all.map(|conduct| (conduct as usize, conduct.name()))
}

fn gates() -> impl Iterator<Item = (usize, &'static str)> {
    Gate::ALL.into_iter().map(|gate| (gate as usize, gate.name()))
}

fn registers() -> impl Iterator<Item = (usize, &'static str)> {
    Register::ALL.into_iter().map(|register| (register as usize, register.name()))
}

fn errors() -> impl Iterator<Item = (usize, &'static str)> {
    WRONGS.into_iter().enumerate().map(|(number, cause)| (number, cause.name()))
}

/// Bands in the names of measures, from the lowest.
const BANDS: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];

fn per_thousand(slice: &Slice, count: f64) -> f64 {
    1000.0 * count / slice.adults()
}

fn per_thousand_years(slice: &Slice, count: f64) -> f64 {
    1000.0 * count / slice.adult_years()
}

fn per_year(slice: &Slice, count: f64) -> f64 {
    count / slice.adult_years()
}

fn per_thousand_days(slice: &Slice, count: f64) -> f64 {
    per_thousand_years(slice, count) / 365.0
}

fn mean(slice: &Slice, sum: i64, full: f64) -> f64 {
    sum as f64 / slice.adults() / full
}

fn grains(count: f64) -> f64 {
    count / f64::from(Points::GRAINS)
}

/// Good deeds done, seen or not.
fn done(slice: &Slice, conduct: usize) -> f64 {
    slice.flow(Tally::OCCASIONS.number(conduct)) - slice.flow(Tally::BROKEN.number(conduct))
}

fn transgressions(slice: &Slice) -> f64 {
    conducts(Nature::Duty).map(|(conduct, _)| slice.flow(Tally::BROKEN.number(conduct))).sum()
}

fn wrongful_days(slice: &Slice) -> f64 {
    (0..WRONGS.len()).map(|error| slice.stock_days(Stock::wrongful(error))).sum()
}

fn wronged(slice: &Slice) -> f64 {
    (0..WRONGS.len()).map(|error| slice.level(Stock::wrongful(error))).sum()
}

/// The correlation of score and harm done so far, over adults.
fn correlation(slice: &Slice) -> f64 {
    let (n, gauge) = (slice.adults(), &slice.gauge);
    let (score, harm) = (grains(gauge.score as f64) / n, gauge.harm as f64 / n);
    let covariance = gauge.score_harm as f64 / n - score * harm;
    let scores = gauge.score_squared as f64 / n - score * score;
    let harms = gauge.harm_squared as f64 / n - harm * harm;
    covariance / libm::sqrt(scores * harms)
}

fn spread(slice: &Slice) -> f64 {
    let (n, gauge) = (slice.adults(), &slice.gauge);
    let mean = grains(gauge.score as f64) / n;
    libm::sqrt((gauge.score_squared as f64 / n - mean * mean).max(0.0))
}

fn difference(slice: &Slice, what: Compared) -> f64 {
    slice.contrast.sums[what as usize][0] as f64 / slice.contrast.adults as f64
}

fn changed(slice: &Slice, what: Compared, less: usize) -> f64 {
    1000.0 * slice.contrast.changed[what as usize][less] as f64 / slice.contrast.adults as f64
}

/// Every measure there is.
#[must_use]
pub fn catalogue() -> Vec<Measure> {
    let mut catalogue = Catalogue::default();
    benefit(catalogue.about(Family::Benefit));
    restriction(catalogue.about(Family::Restriction));
    wrongful(catalogue.about(Family::Wrongful));
    lock_in(catalogue.about(Family::LockIn));
    contagion(catalogue.about(Family::Contagion));
    gaming(catalogue.about(Family::Gaming));
    chilling(catalogue.about(Family::Chilling));
    livelihood(catalogue.about(Family::Livelihood));
    eyes(catalogue.about(Family::Eyes));
    score(catalogue.about(Family::Score));
    law(catalogue.about(Family::Law));
    contrast(catalogue.about(Family::Contrast));
    catalogue.measures
}

fn benefit(to: &mut Catalogue) {
    to.one(
        "transgressions",
        Unit::PerThousandDays,
        "Duties truly broken, seen or not.",
        |slice, _| per_thousand_days(slice, transgressions(slice)),
    )
    .each(
        conducts(Nature::Duty),
        ("transgressions.{}", Unit::PerThousandDays, "Breaches of the duty {}, seen or not."),
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
        ("good.{}", Unit::PerYear, "Good deeds of {} truly done, seen or not."),
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
    );
}

fn restriction(to: &mut Catalogue) {
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
        [(0, "first"), (1, "second"), (2, "third"), (3, "fourth")],
        ("listed.{}", Unit::PerThousand, "Adults on the {} list of the policy, at the end."),
        |slice, list| per_thousand(slice, slice.level(Stock::list(list))),
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

fn wrongful(to: &mut Catalogue) {
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
        (
            "wronged.ever.{}",
            Unit::PerThousand,
            "Adults first wrongly restricted because they were {}.",
        ),
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
        ("wrongful.days.{}", Unit::PerThousandYears, "Of these, adult-days of those who were {}."),
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

fn lock_in(to: &mut Catalogue) {
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
        "Adults restricted again who are harder up than at their first restriction.",
        |slice, _| per_thousand(slice, slice.flow(Tally::SPIRALS)),
    );
}

fn contagion(to: &mut Catalogue) {
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
    });
}

fn gaming(to: &mut Catalogue) {
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
        "Good deeds that were seen and not done.",
        |slice, _| per_thousand_years(slice, slice.flow(Tally::STAGED)),
    );
}

fn chilling(to: &mut Catalogue) {
    to.each(
        conducts(Nature::Disfavoured),
        (
            "lawful.{}",
            Unit::PerYear,
            "Lawful acts of {}, which the authorities would rather not see.",
        ),
        |slice, conduct| per_year(slice, slice.flow(Tally::BROKEN.number(conduct))),
    )
    .one(
        "certainty",
        Unit::Share,
        "How sure a sanction seems to adults at the end, from 0 to 1.",
        |slice, _| mean(slice, slice.gauge.certainty, 255.0),
    )
    .one(
        "resignation",
        Unit::Share,
        "Resignation of adults at the end, from 0 to 1.",
        |slice, _| mean(slice, slice.gauge.resignation, 255.0),
    );
}

fn livelihood(to: &mut Catalogue) {
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

fn eyes(to: &mut Catalogue) {
    to.one(
        "sightings",
        Unit::PerDay,
        "Sightings by cameras, of people who act and of people who pass.",
        |slice, _| per_year(slice, slice.flow(Tally::FILMED) + slice.flow(Tally::PASSED)) / 365.0,
    )
    .one(
        "sightings.identified",
        Unit::Share,
        "Share of sightings put to the right citizen.",
        |slice, _| {
            (slice.flow(Tally::NAMED) + slice.flow(Tally::PASSED_NAMED))
                / (slice.flow(Tally::FILMED) + slice.flow(Tally::PASSED))
        },
    )
    .one(
        "sightings.mistaken",
        Unit::Share,
        "Share of sightings put to a wrong citizen.",
        |slice, _| {
            (slice.flow(Tally::MISTAKEN) + slice.flow(Tally::PASSED_MISTAKEN))
                / (slice.flow(Tally::FILMED) + slice.flow(Tally::PASSED))
        },
    )
    .one(
        "alerts.precision",
        Unit::Share,
        "Share of acts put to someone by a camera that were put to the right one.",
        |slice, _| {
            slice.flow(Tally::NAMED) / (slice.flow(Tally::NAMED) + slice.flow(Tally::MISTAKEN))
        },
    )
    .each(
        registers(),
        ("entries.{}", Unit::PerYear, "Entries in the {} register that a deed stands behind."),
        |slice, register| per_year(slice, slice.flow(Tally::ENTRIES.number(register))),
    )
    .each(
        registers(),
        ("missed.{}", Unit::Share, "Share of entries in the {} register joined to no one."),
        |slice, register| {
            slice.flow(Tally::MISSED.number(register)) / slice.flow(Tally::ENTRIES.number(register))
        },
    )
    .each(
        registers(),
        (
            "misjoined.{}",
            Unit::Share,
            "Share of entries in the {} register put to the wrong citizen.",
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
    .one("told", Unit::PerThousandYears, "True reports by informants.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::TOLD))
    })
    .one("lies", Unit::PerThousandYears, "False reports by informants.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::LIES))
    });
}

fn score(to: &mut Catalogue) {
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

fn law(to: &mut Catalogue) {
    to.one("unrelated", Unit::Share, "Share of penalties felt in a part of life other than that of the deed behind them: AI Act, Article 5(1)(c)(i).", |slice, _| {
        slice.flow(Tally::UNRELATED) / slice.flow(Tally::DETRIMENTS)
    })
    .one("detriments", Unit::PerThousandYears, "Penalties felt at gates, on the line and in monthly fines.", |slice, _| {
        per_thousand_years(slice, slice.flow(Tally::DETRIMENTS))
    });
}

fn contrast(to: &mut Catalogue) {
    to.one(
        "twin.harm",
        Unit::Harm,
        "Harm done, less the same citizen's in the baseline.",
        |slice, _| difference(slice, Compared::Harm),
    )
    .one(
        "twin.harm.more",
        Unit::PerThousand,
        "Adults who did more harm than in the baseline.",
        |slice, _| changed(slice, Compared::Harm, 0),
    )
    .one(
        "twin.harm.less",
        Unit::PerThousand,
        "Adults who did less harm than in the baseline.",
        |slice, _| changed(slice, Compared::Harm, 1),
    )
    .one(
        "twin.restricted",
        Unit::Days,
        "Restricted days, less the same citizen's in the baseline.",
        |slice, _| difference(slice, Compared::RestrictedDays),
    )
    .one(
        "twin.wrongful",
        Unit::Days,
        "Wrongly restricted days, less the same citizen's in the baseline.",
        |slice, _| difference(slice, Compared::WrongfulDays),
    )
    .one(
        "twin.hardship",
        Unit::Share,
        "Hardship at the end, less the same citizen's in the baseline.",
        |slice, _| difference(slice, Compared::Hardship) / 255.0,
    )
    .one(
        "twin.hardship.more",
        Unit::PerThousand,
        "Adults harder up than in the baseline.",
        |slice, _| changed(slice, Compared::Hardship, 0),
    )
    .one(
        "twin.health",
        Unit::Share,
        "Health at the end, less the same citizen's in the baseline.",
        |slice, _| difference(slice, Compared::Health) / 255.0,
    )
    .one(
        "twin.health.less",
        Unit::PerThousand,
        "Adults in worse health than in the baseline.",
        |slice, _| changed(slice, Compared::Health, 1),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_a_name_of_its_own_and_a_sentence() {
        let all = catalogue();
        for (number, measure) in all.iter().enumerate() {
            assert!(
                all[..number].iter().all(|other| other.name != measure.name),
                "{}",
                measure.name
            );
            assert!(measure.definition.ends_with('.'), "{}", measure.name);
        }
        assert!(all.len() > 100);
    }
}
