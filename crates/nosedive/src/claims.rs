//! `nosedive claims`: the claims of the press, answered by a run.

use std::path::PathBuf;

use clap::Args;
use lab::claims::{Answer, AnswerFigure, answers, text};
use serde_json::{Value, json};

use crate::output::{Exit, Failure, Output, argument, parent, pasted, plain};
use crate::show::finished;

#[derive(Args)]
pub(crate) struct Claims {
    /// The folder of a run.
    #[arg(default_value = "out/latest")]
    run: PathBuf,
    /// One claim, such as C17. Can be given many times [default: all].
    #[arg(long, value_name = "CLAIM", value_parser = known)]
    only: Vec<String>,
}

/// The name of a claim.
fn known(text: &str) -> Result<String, String> {
    let name = text.to_uppercase();
    let is_known = reader::claims::claims().iter().any(|claim| claim.id == name);
    is_known.then_some(name).ok_or_else(|| "the claims are C1 to C25".to_owned())
}

pub(crate) fn claims(args: &Claims, output: Output) -> Result<Exit, Failure> {
    let (manifest, loaded) = finished(&args.run)?;
    let worlds = results::worlds(&args.run, &loaded, &manifest)?;
    let mut found = answers(&loaded.scenario, &worlds);
    found.retain(|answer| args.only.is_empty() || args.only.contains(&answer.claim.id));
    let lacks_twins = found.iter().flat_map(|it| &it.figures).any(|figure| !figure.is_in_run);
    let next = if lacks_twins {
        let run = pasted(&[&"run", &"twins", &"--out", &parent(&args.run)]);
        let latest = parent(&args.run).join("latest");
        format!("{run}   then   {}", pasted(&[&"claims", &latest]))
    } else {
        let show = pasted(&[&"show", &argument(&args.run), &"--all"]);
        format!("{show}   or   nosedive facts cameras")
    };
    output.result(&format!("{}\nNext  {next}\n", text(&found)));
    found.iter().for_each(|answer| output.object("claim", object(answer)));
    output.object("claims", json!({ "folder": plain(&args.run), "claims": found.len() }));
    Ok(Exit::Done)
}

fn object(answer: &Answer) -> Value {
    let claim = answer.claim;
    let figures: Vec<Value> = answer.figures.iter().map(figure).collect();
    json!({
        "claim": claim.id, "say": claim.say, "figures": figures,
        "facts": claim.facts, "weak": claim.weak,
    })
}

fn figure(figure: &AnswerFigure) -> Value {
    let estimate = figure.estimate.as_ref();
    json!({
        "say": figure.say.trim(), "part": figure.part, "measure": figure.measure,
        "twin": figure.twin, "is_change": figure.is_change, "is_in_run": figure.is_in_run,
        "mean": estimate.map(|it| it.mean), "standard_error": estimate.and_then(|it| it.error),
        "interval95": figure.interval(),
    })
}
