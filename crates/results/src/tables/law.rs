//! The table of rules before the law: gravity of the conduct beside what follows from it.

use lab::estimate::Estimate;
use lab::figures::Figures;
use lab::law::{Quotient, RuleFigures, rules};
use society::scenario::{Context, Scenario, TwinId};

use super::column::{Column, or_nan, reals, texts, texts_if};

/// Unit of rates.
const RATE: &str = "per 1,000 adult-years";

/// A row for each rule of each twin.
pub(super) fn law(scenario: &Scenario, figures: &Figures<'_>) -> Vec<Column> {
    let of_twin = |twin: TwinId| rules(figures, twin).into_iter().map(move |rule| (twin, rule));
    let rows: Vec<(TwinId, RuleFigures)> = scenario.twin_ids().flat_map(of_twin).collect();
    let all = || rows.iter().map(|row| &row.1);
    let falls_in = |rule: &RuleFigures| {
        let parts = rule.falls_in.iter().map(|(at, share)| format!("{} {share:.3}", at.name()));
        parts.collect::<Vec<_>>().join("; ")
    };
    let mut columns = vec![
        texts("twin", "name of the twin", rows.iter().map(|row| &scenario.twin(row.0).name)),
        texts(
            "rule",
            "conduct of the rule, or a reason without one",
            all().map(|it| it.deed.name()),
        ),
        texts_if(
            "observed_in",
            "part of life of the conduct; empty without one",
            all().map(|it| it.observed_in.map(Context::name)),
        ),
        texts_if(
            "felt_in",
            "parts of life in which penalties fall, with their shares; empty where none falls",
            all().map(|it| Some(falls_in(it)).filter(|parts| !parts.is_empty())),
        ),
        reals(
            "harm",
            "harm",
            "gravity: harm of one breach in the scenario's weights",
            all().map(|it| or_nan(it.harm.map(f64::from))),
        ),
    ];
    columns.extend(rate(&rows, ["charges", "charges_low95", "charges_high95"], CHARGES, |it| {
        it.charges
    }));
    columns.extend(rate(&rows, ["felt", "felt_low95", "felt_high95"], FELT, |it| it.felt));
    let mut quotient = |names, unit, meaning, of: fn(&RuleFigures) -> Option<Quotient>| {
        let values = rows.iter().map(|row| of(&row.1)).collect::<Vec<_>>();
        columns.extend(three(&values, names, unit, meaning));
    };
    quotient(
        ["charged_wrong", "charged_wrong_low95", "charged_wrong_high95"],
        "share",
        "share of charges for what an error put to the adult",
        |it| it.charged_wrongly,
    );
    quotient(
        ["days", "days_low95", "days_high95"],
        "days a charge",
        "days of the restrictions that began for it",
        |it| it.days,
    );
    quotient(
        ["fines", "fines_low95", "fines_high95"],
        "months of income a charge",
        "fines for charges, and monthly ones under these restrictions",
        |it| it.fines,
    );
    quotient(
        ["unrelated", "unrelated_low95", "unrelated_high95"],
        "share",
        "share of penalties felt in another part of life than that of the conduct",
        |it| it.unrelated,
    );
    quotient(
        ["felt_wrong", "felt_wrong_low95", "felt_wrong_high95"],
        "share",
        "share of penalties felt by adults whom true deeds would not restrict",
        |it| it.felt_wrongly,
    );
    columns
}

const CHARGES: &str = "breaches charged";
const FELT: &str = "penalties felt under restrictions that began for it";

/// The columns of a rate: mean, and the ends of its interval.
fn rate(
    rows: &[(TwinId, RuleFigures)],
    names: [&'static str; 3],
    meaning: &'static str,
    of: fn(&RuleFigures) -> Option<Estimate>,
) -> [Column; 3] {
    let counts = 0.0..=f64::INFINITY;
    let quotient =
        |it: Estimate| Quotient { value: it.mean, interval: it.interval_within(&counts) };
    let values = rows.iter().map(|row| of(&row.1).map(quotient));
    three(&values.collect::<Vec<_>>(), names, RATE, meaning)
}

/// The columns of a value and of the ends of its 95 % interval.
fn three(
    values: &[Option<Quotient>],
    [value, low, high]: [&'static str; 3],
    unit: &'static str,
    meaning: &'static str,
) -> [Column; 3] {
    let end = |pick: fn((f64, f64)) -> f64| {
        values.iter().map(move |it| or_nan(it.and_then(|it| it.interval).map(pick)))
    };
    [
        reals(value, unit, meaning, values.iter().map(|it| or_nan(it.map(|it| it.value)))),
        reals(low, unit, "lower end of its 95 % interval", end(|it| it.0)),
        reals(high, unit, "upper end of its 95 % interval", end(|it| it.1)),
    ]
}
