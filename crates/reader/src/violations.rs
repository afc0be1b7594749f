//! Violations of the rules for scenarios, as diagnostics at their place in a file.
//!
//! The door knows what a scenario means and not how it was written: it names what it refuses by
//! twin and by part. Here that becomes the setting that was written, and in whose file.

use society::scenario::{Policy, Violation};

use super::diagnostic::{Diagnostic, Problem};
use super::document::Document;
use super::twins::TwinSource;
use super::words::readable;

/// The mistakes that refusals stand for.
pub(super) fn mistakes(
    violations: &[Violation],
    from: &Document,
    lives: &[TwinSource],
) -> Vec<Diagnostic> {
    let upside_down = violations.iter().any(|refusal| refusal.key.ends_with("score.floor"));
    let follows = |refusal: &&Violation| {
        upside_down && ["score.start", "bands"].iter().any(|end| refusal.key.ends_with(end))
    };
    let told = violations.iter().filter(|refusal| !follows(refusal));
    told.map(|refusal| mistake(refusal, from, lives)).collect()
}

fn mistake(refusal: &Violation, from: &Document, lives: &[TwinSource]) -> Diagnostic {
    let Violation { key, found, allowed } = refusal;
    let (found, allowed) = (found.clone(), allowed.clone());
    if key.ends_with(".twins") {
        return of_scenario("twins", found, allowed, from);
    }
    let of = |life: &TwinSource| {
        let rest = key.strip_prefix(&format!("twins.{}.", life.twin.name))?;
        Some(rest.to_owned())
    };
    let Some((life, rest)) = lives.iter().find_map(|life| Some((life, of(life)?))) else {
        return of_scenario(key, found, allowed, from);
    };
    match rest.strip_prefix("later.").and_then(|rest| rest.split_once('.')) {
        Some((number, rest)) => of_stage(life, number, rest, found, allowed),
        None => {
            let (key, found, allowed) =
                told(&rest, found, allowed, &life.twin.policy, &life.document);
            let (source, place) = life.document.place_of_change(&key);
            Diagnostic { source, place, wrong: Problem::NotAllowed { key, found, allowed } }
        }
    }
}

fn of_scenario(key: &str, found: String, allowed: String, from: &Document) -> Diagnostic {
    let (key, found) = match key {
        "twins" if from.has(&format!("twins.{found}")) => {
            (format!("twins.{found}"), "the name of another twin too".to_owned())
        }
        "population.groups" => ("group".to_owned(), found),
        "population.places" => ("place".to_owned(), found),
        other => (other.to_owned(), found),
    };
    let (source, place) = from.place_of_change(&key);
    Diagnostic { source, place, wrong: Problem::NotAllowed { key, found, allowed } }
}

/// A refusal of what a policy becomes on a later day: it stands at the change that made it so.
fn of_stage(
    life: &TwinSource,
    number: &str,
    key: &str,
    found: String,
    allowed: String,
) -> Diagnostic {
    let mut days: Vec<u16> = life.later.iter().map(|change| change.from_day).collect();
    days.dedup();
    let number: usize = number.parse().unwrap_or(1);
    let day = days.get(number - 1);
    let on_that_day = || life.later.iter().filter(|change| Some(&change.from_day) == day);
    let stage = life.twin.later.get(number - 1);
    let policy = stage.map_or(&life.twin.policy, |stage| &stage.policy);
    let is_day = key == "day";
    let (key, found, allowed) = match key {
        "day" => ("change.from_day".to_owned(), found, allowed),
        key => told(key, found, allowed, policy, &life.document),
    };
    let culprit = on_that_day().find(|change| change.path == key).or(on_that_day().next());
    let wrong = Problem::NotAllowed { key: key.clone(), found, allowed };
    match culprit {
        Some(change) if is_day => change.refused_day(wrong),
        Some(change) => change.refused_value(wrong),
        None => {
            let (source, place) = life.document.place(&key);
            Diagnostic { source, place, wrong }
        }
    }
}

/// A rule that a policy breaks, by the setting that breaks it.
fn told(
    key: &str,
    found: String,
    allowed: String,
    policy: &Policy,
    document: &Document,
) -> (String, String, String) {
    let say = |key: &str, found: String, allowed: &str| (key.to_owned(), found, allowed.to_owned());
    let score = policy.score.as_ref();
    let cap = score.map_or(0.0, |score| score.cap.as_points());
    let floor = score.map_or(0.0, |score| score.floor.as_points());
    let band = |band: Option<&society::scenario::Band>| {
        band.map_or_else(|| "band".to_owned(), |band| format!("band.{}.from", band.name))
    };
    let off = "the policy has no score";
    if allowed.contains("without a score") && document.stands("score.enabled") {
        let allowed = "true while rules give points, or bands and lists go by them";
        return say("score.enabled", "false".to_owned(), allowed);
    }
    match (key, &*allowed) {
        ("score.floor", _) => {
            say(key, readable(floor), &format!("below the cap, {}", readable(cap)))
        }
        ("rule", _) => {
            let names = society::scenario::Conduct::ALL.map(society::scenario::Conduct::name);
            let pays = |part: &&String| document.stands(part);
            let points = names
                .iter()
                .flat_map(|name| [format!("rule.{name}.kept"), format!("rule.{name}.broken")]);
            let points: Vec<String> = points.collect();
            let first = points.iter().find(pays).map_or("rule", String::as_str);
            say(first, "worth points".to_owned(), &format!("left out: {off}"))
        }
        ("bands", "one that begins at the floor") => {
            let lowest = policy.bands.first();
            let from = lowest.map_or(0.0, |band| band.from.as_points());
            let allowed = format!("the floor, {}, for the lowest band", readable(floor));
            say(&band(lowest), readable(from), &allowed)
        }
        ("bands", "in rising order of `from`") => {
            let pair = policy.bands.windows(2).find(|pair| pair[0].from >= pair[1].from);
            let other = pair.map_or("another", |pair| &pair[0].name);
            let from = pair.map_or(0.0, |pair| pair[1].from.as_points());
            let allowed = format!("another score than that from which {other} begins");
            say(&band(pair.map(|pair| &pair[1])), readable(from), &allowed)
        }
        ("bands", "within the scale") => {
            let last = policy.bands.last();
            let from = last.map_or(0.0, |band| band.from.as_points());
            let allowed = format!("within the scale, {} to {}", readable(floor), readable(cap));
            say(&band(last), readable(from), &allowed)
        }
        ("bands", "none without a score") => {
            say("band", format!("{found} bands"), &format!("left out: {off}"))
        }
        ("bands", "1 to 8") => say("band", format!("{found} bands"), "1 to 8 bands"),
        ("bands" | "lists" | "effects", allowed) => say(key.trim_end_matches('s'), found, allowed),
        (key, "another way without a score") => {
            let by = ["enters_below", "enters_from", "exit_score"].map(|by| format!("{key}.{by}"));
            let first = by.iter().find(|by| document.stands(by)).map_or(key, String::as_str);
            say(first, "by score".to_owned(), &format!("left out: {off}"))
        }
        (key, allowed) => match key.split_once(": ") {
            Some((key, of)) => say(key, format!("{found} for {of}"), allowed),
            None => say(key, found, allowed),
        },
    }
}
