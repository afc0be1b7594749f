//! `nosedive check`: every mistake in a scenario, and what in it makes no difference.

use clap::Args;
use lab::idle::{Idle, idle, trial};
use lab::summary::{grouped, lasting, told};
use serde_json::json;

use crate::asking::{Asking, typed_for};
use crate::talk::{Exit, Failure, Talk};

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    asking: Asking,
    /// List every number that rests on no source.
    #[arg(long)]
    guesses: bool,
}

pub(crate) fn check(check: &Check, talk: Talk) -> Result<Exit, Failure> {
    let asked = check.asking.read()?;
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
    let list =
        |idle: &Idle| format!("  warning: `{}` makes no difference: {}\n", idle.key, idle.why);
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
    let rows = |all: &[Idle]| -> Vec<_> {
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
