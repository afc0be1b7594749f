//! Conditions of a society.

use super::within::within;
use crate::calendar::YEAR;
use crate::scenario::conduct::{Conduct, Nature};
use crate::scenario::violation::Violation;
use crate::scenario::{
    Barred, Gaming, Gate, Habit, Health, Helping, Losses, Marginals, OccasionRate, Place,
    Repayment, Response, Society, Work,
};
use crate::units::Share;

/// All violations of a society, in the order of its parts.
pub(super) fn violations(society: &Society) -> Vec<Violation> {
    let mut found = Vec::new();
    within(&mut found, "run.citizens", society.citizens.into(), Society::CITIZENS);
    within(&mut found, "run.days", society.days.into(), Society::DAYS);
    within(&mut found, "run.warm_up", society.warm_up.into(), Society::WARM_UP);
    // Months and years of the run would begin in the middle of those of the calendar.
    if !society.warm_up.is_multiple_of(YEAR) {
        found.push(Violation::WarmUp { found: society.warm_up });
    }
    population(&mut found, &society.population);
    for (&conduct, habit) in Conduct::ALL.iter().zip(&society.habits) {
        self::habit(&mut found, conduct, habit);
    }
    let visits = [
        ("flight", &society.flights),
        ("rail", &society.rail),
        ("school", &society.schooling),
        ("hospital", &society.hospital),
        ("venue", &society.venues),
        ("meeting", &society.meetings),
    ];
    for (name, rate) in visits {
        occasion(&mut found, &format!("visit.{name}"), rate);
    }
    for (name, tickets) in ["flight", "rail"].into_iter().zip(society.barred.tickets) {
        within(&mut found, format!("visit.{name}.tickets"), tickets, Barred::TICKETS);
    }
    within(&mut found, "visit.rail.slower", society.barred.slower.into(), Barred::SLOWER);
    response(&mut found, &society.response);
    helping(&mut found, society.helping.as_ref());
    let livelihood = &society.livelihood;
    within(&mut found, "livelihood.work.loss", livelihood.work.loss.get(), Work::LOSS);
    within(&mut found, "livelihood.health.wait", livelihood.health.wait.into(), Health::WAIT);
    found
}

fn population(found: &mut Vec<Violation>, people: &Marginals) {
    shares_of_one(found, "population.ages", people.ages);
    shares_of_one(found, "group", people.groups.iter().map(|group| group.share));
    shares_of_one(found, "place", people.places.iter().map(|place| place.share));
    let numbers = [
        ("sex_ratio", people.sex_ratio, Marginals::SEX_RATIO),
        ("household", people.household, Marginals::HOUSEHOLD),
        ("circle", people.circle.into(), Marginals::CIRCLE),
        ("team", people.team.into(), Marginals::TEAM),
        ("class", people.class.into(), Marginals::CLASS),
        ("workplace", people.workplace.into(), Marginals::WORKPLACE),
        ("zipf", people.zipf, Marginals::ZIPF),
        ("acquaintances", people.acquaintances.into(), Marginals::ACQUAINTANCES),
        ("kin", people.kin.into(), Marginals::KIN),
    ];
    for (key, number, bounds) in numbers {
        within(found, format!("population.{key}"), number, bounds);
    }
    within(found, "group", people.groups.len() as f64, Marginals::GROUPS);
    within(found, "place", people.places.len() as f64, Marginals::PLACES);
    for place in &people.places {
        within(found, format!("place.{}.cameras", place.name), place.cameras, Place::CAMERAS);
    }
    for factor in people.mobility {
        within(found, "population.mobility", factor, Marginals::MOBILITY);
    }
}

fn occasion(found: &mut Vec<Violation>, at: &str, occasion: &OccasionRate) {
    within(found, format!("{at}.rate"), occasion.rate.get(), OccasionRate::RATE);
    for factor in occasion.by_age {
        within(found, format!("{at}.by_age"), factor, OccasionRate::BY_AGE);
    }
}

fn habit(found: &mut Vec<Violation>, conduct: Conduct, habit: &Habit) {
    let at = format!("conduct.{}", conduct.name());
    occasion(found, &at, &habit.occasion);
    let breaks = habit.breaks.get();
    // The choice is a logit: a share of 0 or 1 would have an infinite one.
    if !(breaks > 0.0 && breaks < 1.0) {
        found.push(Violation::CertainBreach { conduct, found: breaks });
    }
    let weights = [
        ("disposition", habit.disposition, Habit::DISPOSITION),
        ("certainty", habit.certainty, Habit::RESPONSE),
        ("hardship", habit.hardship, Habit::RESPONSE),
        ("resignation", habit.resignation, Habit::RESPONSE),
        ("harm", habit.harm.into(), Habit::HARM),
    ];
    for (key, weight, bounds) in weights {
        within(found, format!("{at}.{key}"), weight, bounds);
    }
}

fn response(found: &mut Vec<Violation>, response: &Response) {
    let Repayment { unlisted, listed, hardship, recovers, .. } = response.repayment;
    losses(found, &response.losses);
    within(found, "response.gaming.shift", response.gaming.shift, Gaming::SHIFT);
    within(found, "response.repayment.unlisted", unlisted.get(), Repayment::RATE);
    within(found, "response.repayment.listed", listed.get(), Repayment::RATE);
    within(found, "response.repayment.hardship", hardship, Repayment::HARDSHIP);
    within(found, "response.repayment.recovers", recovers.get(), Repayment::RATE);
}

fn losses(found: &mut Vec<Violation>, losses: &Losses) {
    let mut within = |key: &str, value, bounds| {
        within(found, format!("response.losses.{key}"), value, bounds);
    };
    within("warning", losses.warning, Losses::WEIGHT);
    for (gate, weight) in Gate::ALL.into_iter().zip(losses.closed) {
        within(gate.name(), weight, Losses::WEIGHT);
    }
    within("shunned", losses.shunned, Losses::WEIGHT);
    within("horizon", losses.horizon, Losses::HORIZON);
    within("near", losses.near, Losses::NEAR);
    within("studied", losses.studied, Losses::STUDIED);
    within("severity", losses.severity, Losses::SEVERITY);
}

fn helping(found: &mut Vec<Violation>, helping: Option<&Helping>) {
    let Some(helping) = helping else { return };
    if helping.by.nature() != Nature::Virtue {
        found.push(Violation::HelpByNoVirtue { found: helping.by });
    }
    within(found, "helping.benefit", helping.benefit, Helping::BENEFIT);
}

/// Notes shares that do not sum to 1, to a millionth.
fn shares_of_one(
    found: &mut Vec<Violation>,
    key: &'static str,
    shares: impl IntoIterator<Item = Share>,
) {
    let sum: f64 = shares.into_iter().map(Share::get).sum();
    if (sum - 1.0).abs() >= 1e-6 {
        found.push(Violation::Sum { key, found: sum });
    }
}
