//! `nosedive check`: mistakes in a scenario, and every setting that makes no difference.

use clap::Args;
use lab::changes::{beyond_line, change_line, changed, head, lines};
use lab::dead_rules::{DeadRule, SmokeRun, dead_rules, smoke_run};
use lab::numbers::{duration, grouped};
use lab::patterns::{self, Agreement, PatternResult};
use lab::study::worlds;
use lab::summary::reform_line;
use reader::{LoadedScenario, Setting, Use};
use serde_json::{Value, json};

use crate::args::{ScenarioArgs, typed_for};
use crate::memory::fits;
use crate::output::{Exit, Failure, Output};

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// List every number that rests on no source.
    #[arg(long)]
    guesses: bool,
    /// Run the scenario and compare it with the published figures that it names.
    #[arg(long)]
    patterns: bool,
}

pub(crate) fn check(check: &Check, output: Output) -> Result<Exit, Failure> {
    let loaded = check.scenario.read()?;
    if check.patterns {
        return compare_patterns(check, &loaded, output);
    }
    let dead = dead_rules(&loaded.scenario);
    let smoke_run = smoke_run(&loaded.scenario);
    let mut text = format!("{} is valid: {}\n", check.scenario.scenario, loaded.title);
    for change in &loaded.asked {
        text.push_str(&format!("  changed here: {}\n", change_line(change)));
    }
    for change in &loaded.reform {
        text.push_str(&format!("  changes {}\n", reform_line(change)));
    }
    text.push_str(&beyond_line(&loaded).unwrap_or_default());
    text.push_str(&numbers(check, &loaded));
    for rule in &dead {
        text.push_str(&format!("  warning: `{}` makes no difference: {}\n", rule.key, rule.why));
    }
    if let Some(smoke_run) = &smoke_run {
        text.push_str(&never(smoke_run, &dead));
    }
    text.push_str(&format!("Next  {}\n", typed_for("plan", &["--json", "--guesses"])));
    output.result(&text);
    output.object("check", object(check, &loaded, &dead, smoke_run.as_ref()));
    Ok(Exit::Done)
}

/// How many numbers rest on a source, and where to see more of them.
fn numbers(check: &Check, loaded: &LoadedScenario) -> String {
    let mut text = format!("  {}\n", loaded.numbers());
    let [_, assumed, bare] = loaded.grounds();
    if check.guesses {
        for (address, setting) in guessed(loaded) {
            let unit = setting.unit.as_deref().unwrap_or_default();
            let number = setting.number().unwrap_or_default();
            text.push_str(&format!("    {address} = {number} {unit}\n"));
        }
    } else if assumed + bare > 0 {
        text.push_str("  list the assumed ones with --guesses\n");
    }
    if !loaded.patterns.is_empty() {
        let count = loaded.patterns.len();
        text.push_str(&format!("  compare it with {count} published figures with --patterns\n"));
    }
    text
}

/// The numbers that rest on no source.
fn guessed(loaded: &LoadedScenario) -> impl Iterator<Item = (&str, &Setting)> {
    let is_guess = |setting: &Setting| !setting.sources.iter().any(|source| source != "assumed");
    let numbers = loaded.inventory().into_iter();
    numbers.filter(move |(_, setting)| setting.number().is_some() && is_guess(setting))
}

/// Findings of the smoke run that the settings alone did not show.
fn never(found: &SmokeRun, dead: &[DeadRule]) -> String {
    let citizens = grouped(found.citizens.into());
    let place = format!("a trial run ({citizens} citizens, {})", duration(found.days));
    let is_new = |rule: &&DeadRule| dead.iter().all(|it| it.key != rule.key);
    let new: Vec<&DeadRule> = found.never.iter().filter(is_new).collect();
    if new.is_empty() {
        return format!("  every list and every closed gate took effect in {place}\n");
    }
    let line = |rule: &&DeadRule| format!("  warning: `{}`: {} in {place}\n", rule.key, rule.why);
    new.iter().map(line).collect()
}

fn object(
    check: &Check,
    loaded: &LoadedScenario,
    dead: &[DeadRule],
    smoke_run: Option<&SmokeRun>,
) -> Value {
    let [sourced, assumed, bare] = loaded.grounds();
    let guesses = |(address, setting): (&str, &Setting)| json!({ "key": address, "value": setting.number(), "unit": setting.unit });
    let guesses = check.guesses.then(|| guessed(loaded).map(guesses).collect::<Vec<_>>());
    let rows = |all: &[DeadRule]| -> Vec<Value> {
        all.iter().map(|rule| json!({ "key": rule.key, "why": rule.why })).collect()
    };
    json!({
        "scenario": loaded.id, "title": loaded.title, "numbers": loaded.inventory().len(),
        "sourced": sourced, "assumed": assumed, "bare": bare, "dead_rules": rows(dead),
        "guesses": guesses,
        "changed": changed(loaded), "beyond_range": lines(&loaded.beyond_range),
        "never": smoke_run.map_or_else(Vec::new, |it| rows(&it.never)),
    })
}

/// Runs the least number of worlds of the scenario, and compares them with its patterns.
fn compare_patterns(
    check: &Check,
    loaded: &LoadedScenario,
    output: Output,
) -> Result<Exit, Failure> {
    if loaded.patterns.is_empty() {
        return Err(Failure::wrong(format!(
            "{} names no published figure to compare it with\n  hint: `[[pattern]]` does; see `nosedive check as-reported --patterns`",
            check.scenario.scenario
        )));
    }
    fits(loaded)?;
    output.note(&format!("{} worlds of {} …", loaded.stop.least, loaded.title));
    let worlds = worlds(&loaded.scenario, loaded.stop.least);
    let found = patterns::found(loaded, &worlds);
    let next = typed_for("run", &["--json", "--guesses", "--patterns"]);
    let (table, verdict) = (patterns::table(&found), patterns::verdict(&found));
    let head = head(loaded);
    output.result(&format!("{head}{table}{verdict}\nNext  {next}\n"));
    found.iter().for_each(|result| output.object("pattern", pattern_object(result)));
    // Too few worlds to decide are no failure of the scenario.
    let holds = |it: &PatternResult<'_>| {
        it.pattern.part == Use::Check || it.agreement != Agreement::Disagrees
    };
    Ok(if found.iter().all(holds) { Exit::Done } else { Exit::Failed })
}

fn pattern_object(found: &PatternResult<'_>) -> Value {
    let (pattern, estimate) = (found.pattern, found.estimate.as_ref());
    json!({
        "pattern": pattern.name, "use": pattern.part.name(), "say": pattern.say,
        "published": pattern.published.value, "agrees_with": pattern.range(),
        "unit": pattern.published.unit, "src": pattern.published.sources,
        "facts": pattern.facts, "mean": estimate.map(|it| it.mean),
        "standard_error": estimate.and_then(|it| it.error),
        "interval95": found.interval, "agreement": found.agreement.name(),
    })
}
