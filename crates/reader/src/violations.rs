//! Violations of a scenario as diagnostics: each at the setting in a file that causes it.
//!
//! The engine names a violation by twin and by part and knows no files. Here it is traced to the
//! setting as written, and to the file of the twin's policy.

use society::scenario::{
    Conduct, OutOfBounds, PolicyPlace, PolicyViolation, ScaleViolation, ScoreRange, Violation,
};
use society::units::Score;

use super::diagnostic::{Diagnostic, Problem};
use super::document::Document;
use super::requirement::Requirement;
use super::twins::TwinSource;
use super::words::readable;

/// A setting, the value found there, and the values allowed, as a message states them.
struct Finding {
    key: String,
    found: String,
    allowed: String,
}

impl Finding {
    fn new(
        key: impl Into<String>,
        found: impl Into<String>,
        allowed: impl Into<String>,
    ) -> Finding {
        Finding { key: key.into(), found: found.into(), allowed: allowed.into() }
    }

    fn problem(self, violation: Violation) -> Problem {
        let Finding { key, found, allowed } = self;
        let allowed = Requirement::Scenario { violation: Box::new(violation), allowed };
        Problem::NotAllowed { key, found, allowed }
    }
}

/// The diagnostics of these violations.
pub(super) fn mistakes(
    violations: &[Violation],
    from: &Document,
    lives: &[TwinSource],
) -> Vec<Diagnostic> {
    violations.iter().map(|violation| diagnostic(violation, from, lives)).collect()
}

fn diagnostic(violation: &Violation, from: &Document, lives: &[TwinSource]) -> Diagnostic {
    let finding = match violation {
        Violation::Policy { place, violation: inner } => {
            return of_policy(violation, place, inner, lives);
        }
        Violation::OutOfBounds(number) => out_of_bounds(number),
        Violation::Sum { key, found } => {
            Finding::new(*key, format!("{found} in sum"), "shares that sum to 1")
        }
        Violation::CertainBreach { conduct, found } => Finding::new(
            format!("conduct.{}.breaks", conduct.name()),
            readable(*found),
            "strictly between 0 and 1 (write rate = 0 for what never happens)",
        ),
        Violation::WarmUp { found } => Finding::new(
            "run.warm_up",
            found.to_string(),
            "a number of whole years: 0, 365, 730, … days",
        ),
        Violation::HelpByNoVirtue { found } => {
            Finding::new("helping.by", found.name(), "a good deed")
        }
        Violation::NoBaseline { found, .. } => {
            Finding::new("baseline", found.to_string(), "the name of a twin")
        }
        Violation::TwinNameTaken { name } => twin_name(name, from),
    };
    let (source, place) = from.place_of_change(&finding.key);
    Diagnostic { source, place, wrong: finding.problem(violation.clone()) }
}

/// A twin's name that is taken: by another twin of the file, or by a policy or a reform.
fn twin_name(name: &str, from: &Document) -> Finding {
    let allowed = "a name that no other twin has";
    let key = format!("twins.{name}");
    if from.has(&key) {
        return Finding::new(key, "the name of another twin too", allowed);
    }
    Finding::new("twins", name, allowed)
}

/// A violation of a policy: in its file, or at the change that makes it so on a later day.
fn of_policy(
    whole: &Violation,
    place: &PolicyPlace,
    violation: &PolicyViolation,
    lives: &[TwinSource],
) -> Diagnostic {
    let life = &lives[place.twin];
    let finding = finding(violation, &life.document);
    let Some(stage) = place.stage else {
        let (source, place) = life.document.place_of_change(&finding.key);
        return Diagnostic { source, place, wrong: finding.problem(whole.clone()) };
    };
    let day = life.twin.later[stage].day;
    let on_that_day = || life.later.iter().filter(|change| change.from_day == day.0);
    let culprit = on_that_day().find(|change| change.path == finding.key);
    let is_day = finding.key == FIRST_DAY;
    match culprit.or(on_that_day().next()) {
        Some(change) if is_day => change.refused_day(finding.problem(whole.clone())),
        Some(change) => change.refused_value(finding.problem(whole.clone())),
        None => {
            let (source, place) = life.document.place(&finding.key);
            Diagnostic { source, place, wrong: finding.problem(whole.clone()) }
        }
    }
}

/// The address of the first day of a change.
const FIRST_DAY: &str = "change.from_day";

/// A violation of a policy as a finding about the setting of this document that causes it.
fn finding(violation: &PolicyViolation, document: &Document) -> Finding {
    match violation {
        PolicyViolation::OutOfBounds(number) => out_of_bounds(number),
        PolicyViolation::GroupCount { key, found, .. } => {
            Finding::new(*key, format!("given for {found} groups"), "given for each group")
        }
        PolicyViolation::LinkErrors { register, found } => Finding::new(
            format!("register.{}", register.name()),
            format!("{found} for missed and false links together"),
            "0 to 1",
        ),
        PolicyViolation::SpuriousOfNothing { register } => Finding::new(
            format!("register.{}.spurious_of", register.name()),
            "0 for every conduct",
            "above 0 for one at least (write spurious = 0 for no such entries)",
        ),
        PolicyViolation::BandsWithoutScore { .. }
        | PolicyViolation::PointsWithoutScore { .. }
        | PolicyViolation::ListByScore { .. } => without_score(violation, document),
        PolicyViolation::Scale(violation) => scale(violation),
        PolicyViolation::EffectOfNothing { effect } => Finding::new(
            format!("effect.{effect}"),
            "for another",
            "for bands and lists of the policy",
        ),
        PolicyViolation::EffectOnHousehold { effect } => Finding::new(
            format!("effect.{effect}.falls_on"),
            "the household",
            "oneself: a fine and an admission have one addressee",
        ),
        PolicyViolation::ReformNotLater { day, before } => {
            Finding::new(FIRST_DAY, day.to_string(), format!("later than day {before}"))
        }
        PolicyViolation::ReformPastEnd { day, days } => {
            Finding::new(FIRST_DAY, day.to_string(), format!("before the horizon, day {days}"))
        }
        PolicyViolation::OtherLists { found, first } => same("list", found, first),
        PolicyViolation::OtherBands { found, first } => same("band", found, first),
    }
}

/// Something that needs a score in a policy without one: the switch of the score where it is
/// written, or else the setting that needs it.
fn without_score(violation: &PolicyViolation, document: &Document) -> Finding {
    if document.stands("score.enabled") {
        let allowed = "true while rules give points, or bands and lists go by them";
        return Finding::new("score.enabled", "false", allowed);
    }
    let left_out = "left out: the policy has no score";
    let first_of = |keys: Vec<String>, table: &str| {
        keys.into_iter().find(|key| document.stands(key)).unwrap_or_else(|| table.to_owned())
    };
    match violation {
        PolicyViolation::BandsWithoutScore { found } => {
            Finding::new("band", format!("{found} bands"), left_out)
        }
        PolicyViolation::ListByScore { list } => {
            let at = format!("list.{list}");
            let keys = ["enters_below", "enters_from", "exit_score"];
            let keys = keys.iter().map(|key| format!("{at}.{key}")).collect();
            Finding::new(first_of(keys, &at), "by score", left_out)
        }
        _ => {
            let keys = Conduct::ALL.iter().flat_map(|conduct| {
                ["kept", "broken"].map(|key| format!("rule.{}.{key}", conduct.name()))
            });
            Finding::new(first_of(keys.collect(), "rule"), "worth points", left_out)
        }
    }
}

/// A violation of the scale, at its ends, its start or one of its bands.
fn scale(violation: &ScaleViolation) -> Finding {
    let points = |score: &Score| readable(score.as_points());
    let within = |scale: &ScoreRange| {
        format!("within the scale, {} to {}", points(&scale.floor), points(&scale.cap))
    };
    let from = |band: &str| format!("band.{band}.from");
    match violation {
        ScaleViolation::FloorNotBelowCap(scale) => Finding::new(
            "score.floor",
            points(&scale.floor),
            format!("below the cap, {}", points(&scale.cap)),
        ),
        ScaleViolation::StartOutside { start, scale } => {
            Finding::new("score.start", points(start), within(scale))
        }
        ScaleViolation::LowestBandNotAtFloor { band, from: found, floor } => Finding::new(
            from(band),
            points(found),
            format!("the floor, {}, for the lowest band", points(floor)),
        ),
        ScaleViolation::BandsNotRising { before, band, from: found } => Finding::new(
            from(band),
            points(found),
            format!("another score than that from which {before} begins"),
        ),
        ScaleViolation::BandAboveCap { band, from: found, scale } => {
            Finding::new(from(band), points(found), within(scale))
        }
    }
}

/// Lists or bands that a reform may not add, remove or rename.
fn same(key: &str, found: &[String], first: &[String]) -> Finding {
    let named = |names: &[String]| match names {
        [] => "none".to_owned(),
        names => names.join(", "),
    };
    let rule = "a reform can change the lists and bands that a policy has, not their number";
    Finding::new(key, named(found), format!("{}: {rule}", named(first)))
}

/// A number outside its bounds; for a table, the number of its entries.
fn out_of_bounds(number: &OutOfBounds) -> Finding {
    let OutOfBounds { key, found, bounds } = number;
    let allowed = format!("{} to {}", readable(bounds.low), readable(bounds.high));
    match &**key {
        "band" => Finding::new(key, format!("{found} bands"), format!("{allowed} bands")),
        _ => Finding::new(key, readable(*found), allowed),
    }
}
