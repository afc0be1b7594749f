//! A scenario file to start from: the society, the policy and the twins in one file, with every
//! comment of the files that ship.

use super::words::nearest;
use super::{POLICIES, SCENARIOS};

/// The text of a scenario called `name` that begins as a policy that ships.
///
/// ```
/// let text = reader::starter("my-city", "court-list").expect("the policy ships");
/// assert!(reader::parse("my-city.toml", &text, &reader::Overrides::default()).is_ok());
/// assert!(reader::starter("my-city", "court-lst").unwrap_err().contains("did you mean"));
/// ```
///
/// # Errors
///
/// A message with the policies that ship where no such policy does.
pub fn starter(name: &str, policy: &str) -> Result<String, String> {
    let known = || POLICIES.iter().map(|(name, _)| *name);
    let Some((_, policy_text)) = POLICIES.iter().find(|(known, _)| *known == policy) else {
        let near = nearest(policy, known());
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let all = known().collect::<Vec<_>>().join(", ");
        return Err(format!("no policy `{policy}` ships{hint}\n  those that do: {all}"));
    };
    let society_text = SCENARIOS[0].1;
    let (society, society_sources) = split(society_text);
    let (rules, rule_sources) = split(policy_text);
    let (preamble, people) = society.split_once("# -----").unwrap_or((society, ""));
    // What the press's archetype is held against is no pattern of another scenario.
    let people = people.split(PATTERNS).next().unwrap_or(people);
    let preamble: Vec<&str> = preamble
        .lines()
        .filter(|line| *line != "policy = \"as-reported\"" && !line.starts_with('#'))
        .collect();
    let preamble =
        preamble.join("\n").replace("id = \"as-reported\"", &format!("id = \"{name}\"")).replace(
            "title = \"The scored society, as the press described it\"",
            &format!("title = \"{name}\""),
        );
    let is_new =
        |(name, _): &&(String, String)| rule_sources.iter().all(|(known, _)| known != name);
    let is_said = |(name, _): &&(String, String)| people.contains(&format!("\"{name}\""));
    let of_society = society_sources.iter().filter(is_new).filter(is_said);
    let sources: String =
        rule_sources.iter().chain(of_society).map(|(_, text)| text.as_str()).collect();
    Ok(format!(
        "{}{}\n\n# ================================================================ the policy\n{}\n\n# ================================================================ the society\n# -----{}\n\n# ---------------------------------------------------------------- who says so\n{sources}",
        HEAD.replace("NAME", name),
        preamble.trim_end(),
        after_comments(rules).trim_end(),
        people.trim_end(),
    ))
}

const PATTERNS: &str =
    "\n# ---------------------------------------------------------------- what it is held against";

const HEAD: &str = "\
# NAME: a scenario of your own. EVERYONE IN IT IS MADE UP, computed from the seed and from published
# aggregate figures; it describes no country. Read it aloud: every block is a sentence.
#
#   nosedive check NAME.toml      finds mistakes, and what has no effect
#   nosedive run NAME.toml        lives it beside its twins
#
# A number is  x = 5  or  x = { value = 5, range = [0, 10], unit = \"points\", src = [\"census2020\"] },
# where `src` says who says so. \"assumed\" means that nobody does.
";

/// A file without the sources at its end, and these one by one.
fn split(text: &str) -> (&str, Vec<(String, String)>) {
    let Some(at) = text.find("\n[source.") else { return (text, Vec::new()) };
    let (before, after) = text.split_at(at + 1);
    let before = before
        .rfind("# ----")
        .filter(|&at| before[at..].contains("who says so"))
        .map_or(before, |at| &before[..at]);
    let mut sources: Vec<(String, String)> = Vec::new();
    for line in after.lines() {
        if let Some(name) = line.strip_prefix("[source.") {
            sources.push((name.trim_end_matches(']').to_owned(), String::new()));
        }
        if let Some((_, text)) = sources.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    (before, sources)
}

/// A file without the comment that it begins with.
fn after_comments(text: &str) -> &str {
    let is_said = |line: &&str| !line.starts_with('#') && !line.trim().is_empty();
    let first = text.lines().find(is_said);
    first.and_then(|line| text.find(line)).map_or(text, |at| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::super::{Overrides, parse};
    use super::*;

    #[test]
    fn a_scenario_can_be_started_from_every_policy_that_ships() {
        for (policy, _) in POLICIES {
            let text = starter("my-city", policy).expect("it ships");
            if let Err(mistakes) = parse("my-city.toml", &text, &Overrides::default()) {
                panic!("{policy}: {}", mistakes[0]);
            }
        }
    }

    #[test]
    fn a_started_scenario_lives_what_the_one_that_ships_lives() {
        let text = starter("as-reported", "as-reported").expect("it ships");
        let [mine, ships] = [
            parse("mine.toml", &text, &Overrides::default()),
            super::super::read("as-reported", &Overrides::default()),
        ]
        .map(|asked| asked.expect("it is admitted").scenario);
        assert!(mine == ships);
    }
}
