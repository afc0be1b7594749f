//! `nosedive policies` and `nosedive facts`: policies and published figures that ship.

use clap::Args;
use reader::facts::{Fact, facts as all_facts};
use reader::{POLICIES, nearest};
use serde_json::{Value, json};

use crate::output::{Exit, Failure, Output};

#[derive(Args)]
pub(crate) struct Policies {
    /// The policy to print [default: list them].
    name: Option<String>,
}

#[derive(Args)]
pub(crate) struct Facts {
    /// Words to look for: in the name, the quantity, the source or the subject.
    words: Vec<String>,
}

pub(crate) fn policies(args: &Policies, output: Output) -> Result<Exit, Failure> {
    match &args.name {
        Some(name) => print_policy(name, output),
        None => {
            list_policies(output);
            Ok(Exit::Done)
        }
    }
}

fn print_policy(name: &str, output: Output) -> Result<Exit, Failure> {
    let Some((name, text)) = POLICIES.iter().find(|(known, _)| *known == name) else {
        let near = nearest(name, POLICIES.iter().map(|(name, _)| *name));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let names: Vec<&str> = POLICIES.iter().map(|(name, _)| *name).collect();
        return Err(Failure::wrong(format!(
            "no policy `{name}` ships{hint}\n  those that do: {}",
            names.join(", ")
        )));
    };
    output.result(text);
    output.object("policy", json!({ "name": name, "text": text }));
    Ok(Exit::Done)
}

fn list_policies(output: Output) {
    let mut text = String::new();
    for (name, policy) in POLICIES {
        let setting = |key: &str| {
            let line = policy.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")));
            line.and_then(|line| line.strip_suffix('"')).unwrap_or("").to_owned()
        };
        let (title, say) = (setting("title"), setting("say"));
        text.push_str(&format!("{name:<15} {title}\n    {say}\n"));
        output.object("policy", json!({ "name": name, "title": title, "say": say }));
    }
    output.result(&format!(
        "{text}Next  nosedive policies as-reported   or   nosedive new my-city --from city-points\n"
    ));
}

pub(crate) fn facts(args: &Facts, output: Output) -> Result<Exit, Failure> {
    let words: Vec<String> = args.words.iter().map(|word| word.to_lowercase()).collect();
    let matches = |fact: &&Fact| {
        let text = format!("{} {} {} {}", fact.subject, fact.id, fact.quantity, fact.source);
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let found: Vec<&Fact> = all_facts().iter().filter(matches).collect();
    output.result(&if words.is_empty() { subjects() } else { figures(&found) });
    found.iter().for_each(|fact| output.object("fact", object(fact)));
    output.object("facts", json!({ "found": found.len() }));
    Ok(if found.is_empty() { Exit::Failed } else { Exit::Done })
}

/// The subjects, with the number of figures of each.
fn subjects() -> String {
    let mut subjects: Vec<&str> = all_facts().iter().map(|fact| fact.subject).collect();
    subjects.dedup();
    let line = |subject: &str| {
        let count = all_facts().iter().filter(|fact| fact.subject == subject).count();
        format!("{subject:<14} {count:>4} figures\n")
    };
    let lines: String = subjects.into_iter().map(line).collect();
    format!("{lines}Next  nosedive facts cameras   or any other word\n")
}

fn figures(found: &[&Fact]) -> String {
    let mut text = String::new();
    for fact in found {
        let year = fact.year.map_or_else(String::new, |year| format!(", {year}"));
        text.push_str(&format!(
            "{}\n  {}: {} {}{year}   [{}]\n  {}\n",
            fact.id, fact.quantity, fact.figure, fact.unit, fact.sure, fact.source
        ));
        if !fact.note.is_empty() {
            text.push_str(&format!("  caution: {}\n", fact.note));
        }
    }
    let next = if found.is_empty() { "cameras" } else { "lists" };
    format!(
        "{text}{} figures. S1 read in a primary source, S2 press, S3 weak, SC code, D derived, R recalled.\nNext  nosedive facts {next}\n",
        found.len(),
    )
}

fn object(fact: &Fact) -> Value {
    json!({
        "subject": fact.subject, "id": fact.id, "quantity": fact.quantity,
        "figure": fact.figure, "unit": fact.unit, "year": fact.year,
        "source": fact.source, "sure": fact.sure, "note": fact.note,
    })
}
