//! `nosedive policies` and `nosedive facts`: what ships with the program.

use clap::Args;
use reader::facts::{Fact, facts as all_facts};
use reader::{POLICIES, nearest};
use serde_json::json;

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

pub(crate) fn policies(asked: &Policies, output: Output) -> Result<Exit, Failure> {
    if let Some(name) = &asked.name {
        let Some((name, text)) = POLICIES.iter().find(|(known, _)| known == name) else {
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
        return Ok(Exit::Done);
    }
    let mut listed = String::new();
    for (name, text) in POLICIES {
        let said = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")));
            line.and_then(|line| line.strip_suffix('"')).unwrap_or("").to_owned()
        };
        let (title, say) = (said("title"), said("say"));
        listed.push_str(&format!("{name:<15} {title}\n    {say}\n"));
        output.object("policy", json!({ "name": name, "title": title, "say": say }));
    }
    output.result(&format!("{listed}Next  nosedive policies as-reported   or   nosedive new my-city --from city-points\n"));
    Ok(Exit::Done)
}

pub(crate) fn facts(asked: &Facts, output: Output) -> Result<Exit, Failure> {
    let words: Vec<String> = asked.words.iter().map(|word| word.to_lowercase()).collect();
    let fits = |fact: &&Fact| {
        let text = format!("{} {} {} {}", fact.subject, fact.id, fact.quantity, fact.source);
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let found: Vec<&Fact> = all_facts().iter().filter(fits).collect();
    let mut text = String::new();
    if words.is_empty() {
        let mut subjects: Vec<&str> = all_facts().iter().map(|fact| fact.subject).collect();
        subjects.dedup();
        for subject in subjects {
            let count = all_facts().iter().filter(|fact| fact.subject == subject).count();
            text.push_str(&format!("{subject:<14} {count:>4} figures\n"));
        }
        text.push_str("Next  nosedive facts cameras   or any other word\n");
    } else {
        for fact in &found {
            let year = fact.year.map_or_else(String::new, |year| format!(", {year}"));
            text.push_str(&format!(
                "{}\n  {}: {} {}{year}   [{}]\n  {}\n",
                fact.id, fact.quantity, fact.figure, fact.unit, fact.sure, fact.source
            ));
            if !fact.note.is_empty() {
                text.push_str(&format!("  caution: {}\n", fact.note));
            }
        }
        text.push_str(&format!(
            "{} figures. S1 read in a primary source, S2 press, S3 weak, SC code, D derived, R recalled.\nNext  nosedive facts {}\n",
            found.len(),
            if found.is_empty() { "cameras" } else { "lists" },
        ));
    }
    output.result(&text);
    for fact in &found {
        output.object(
            "fact",
            json!({
                "subject": fact.subject, "id": fact.id, "quantity": fact.quantity,
                "figure": fact.figure, "unit": fact.unit, "year": fact.year,
                "source": fact.source, "sure": fact.sure, "note": fact.note,
            }),
        );
    }
    output.object("facts", json!({ "found": found.len() }));
    Ok(if found.is_empty() { Exit::Failed } else { Exit::Done })
}
