//! `nosedive check`: every mistake in a scenario, and what in it makes no difference.

use clap::Args;
use lab::idle::{DeadRules, idle, trial};
use lab::patterns::{self, PatternResult};
use lab::run::worlds;
use lab::summary::{grouped, lasting, told};
use reader::{LoadedScenario, Pattern, Use};
use serde_json::json;

use crate::asking::{ScenarioArgs, typed_for};
use crate::machine::fits;
use crate::talk::{Exit, Failure, Output};

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    asking: ScenarioArgs,
    /// List every number that rests on no source.
    #[arg(long)]
    guesses: bool,
    /// Live the scenario and hold it against the published figures that it names.
    #[arg(long)]
    patterns: bool,
}

pub(crate) fn check(check: &Check, talk: Output) -> Result<Exit, Failure> {
    let asked = check.asking.read()?;
    if check.patterns {
        return held(check, &asked, talk);
    }
    let still = idle(&asked.scenario);
    let town = trial(&asked.scenario);
    let [sourced, assumed, bare] = asked.grounds();
    let mut text = format!("{} is valid: {}\n", check.asking.scenario, asked.title);
    for change in &asked.reform {
        text.push_str(&format!("  changes {}\n", told(change)));
    }
    text.push_str(&format!("  {}\n", asked.numbers()));
    if check.guesses {
        for (address, number) in &asked.inventory {
            let is_guess = !number.sources.iter().any(|source| source != "assumed");
            if is_guess {
                let unit = number.unit.clone().unwrap_or_default();
                text.push_str(&format!("    {address} = {} {unit}\n", number.value));
            }
        }
    } else if assumed + bare > 0 {
        text.push_str("  see the assumed ones with --guesses\n");
    }
    if !asked.patterns.is_empty() {
        text.push_str(&format!(
            "  see it held against {} published figures with --patterns\n",
            asked.patterns.len()
        ));
    }
    let list =
        |idle: &DeadRules| format!("  warning: `{}` makes no difference: {}\n", idle.key, idle.why);
    text.extend(still.iter().map(list));
    if let Some(town) = &town {
        let where_ = format!(
            "a trial town of {} over {}",
            grouped(town.citizens.into()),
            lasting(town.days)
        );
        let fresh = || town.never.iter().filter(|one| still.iter().all(|it| it.key != one.key));
        if fresh().next().is_none() {
            text.push_str(&format!("  every list and every closed gate was met in {where_}\n"));
        }
        for one in fresh() {
            text.push_str(&format!("  warning: `{}`: {} in {where_}\n", one.key, one.why));
        }
    }
    text.push_str(&format!("Next  {}\n", typed_for("plan", &["--json", "--guesses"])));
    talk.result(&text);
    let rows = |all: &[DeadRules]| -> Vec<_> {
        all.iter().map(|one| json!({ "key": one.key, "why": one.why })).collect()
    };
    talk.object(
        "check",
        json!({
            "scenario": asked.id, "title": asked.title, "numbers": asked.inventory.len(),
            "sourced": sourced, "assumed": assumed, "bare": bare, "idle": rows(&still),
            "never": town.map_or_else(Vec::new, |town| rows(&town.never)),
        }),
    );
    Ok(Exit::Done)
}

/// Lives as many worlds as the scenario asks for at least, and holds them against its patterns.
fn held(check: &Check, asked: &LoadedScenario, talk: Output) -> Result<Exit, Failure> {
    if asked.patterns.is_empty() {
        return Err(Failure::wrong(format!(
            "{} names no published figure to be held against\n  hint: `[[pattern]]` does; see `nosedive check as-reported --patterns`",
            check.asking.scenario
        )));
    }
    fits(asked)?;
    talk.say(&format!("{} worlds of {} …", asked.stop.least, asked.title));
    let worlds = worlds(&asked.scenario, asked.stop.least);
    let found = patterns::found(asked, &worlds);
    let next = typed_for("run", &["--json", "--guesses", "--patterns"]);
    talk.result(&format!(
        "{}{}\nNext  {next}\n",
        patterns::table(&found),
        patterns::verdict(&found)
    ));
    for (pattern, found) in &found {
        let of = found.estimate.as_ref();
        talk.object(
            "pattern",
            json!({
                "pattern": pattern.name, "use": pattern.part.name(), "say": pattern.say,
                "published": pattern.published.value, "agrees_with": pattern.range(),
                "unit": pattern.published.unit, "src": pattern.published.sources,
                "facts": pattern.facts, "mean": of.map(|it| it.mean),
                "error": of.and_then(|it| it.error), "interval95": of.and_then(|it| it.interval),
                "agrees": found.agrees,
            }),
        );
    }
    let fits =
        |(pattern, found): &(&Pattern, PatternResult)| pattern.part == Use::Check || found.agrees;
    Ok(if found.iter().all(fits) { Exit::Done } else { Exit::Failed })
}
