//! A scenario with every setting spelled out: one file that stands alone and runs to the same
//! bytes.

use super::document::Document;
use super::sections::is_of_policy;
use super::twins::Twins;
use super::words::quoted as word;
use super::writing::quoted_key;

const HEAD: &str = "\
# A scenario with every setting spelled out, written by Nosedive. It stands alone: running it gives
# the same bytes. EVERYONE IN IT IS MADE UP, computed from the seed and published aggregate figures.

schema = 1
";

/// The text of the scenario that `from` and its twins amount to.
pub(super) fn resolve(from: &mut Document, twins: &Twins<'_>) -> String {
    let mut text = HEAD.to_owned();
    let lives = &twins.lives;
    text.push_str(&format!("policy = {}\n", word(&lives[0].twin.name)));
    text.push_str(&format!("baseline = {}\n", word(&lives[twins.baseline].twin.name)));
    for (key, said) in [("id", "id"), ("title", "title"), ("question", "why")] {
        if let Some(reform) = from.set(&format!("scenario.{key}"), &format!("reform.{said}")) {
            from.change(&reform);
        }
    }
    let elsewhere = ["schema", "policy", "baseline", "society", "extends"];
    let parts = ["twins", "policies", "reform"];
    let rest = from.part(|key| {
        let first = key.split('.').next().unwrap_or("");
        let goes = elsewhere.contains(&key) || parts.contains(&first) || is_of_policy(key);
        (!goes).then(|| key.to_owned())
    });
    rest.write("", &mut text);
    for life in &lives[1..] {
        let name = &life.twin.name;
        let say = word(&life.twin.say);
        text.push_str(&format!("\n[twins.{}]\nsay = {say}\n", quoted_key(name)));
        text.push_str(&format!("policy = {}\n", word(name)));
    }
    for life in lives {
        life.document.write(&format!("policies.{}", life.twin.name), &mut text);
    }
    for life in lives {
        for change in &life.later {
            text.push_str(&change.written(&life.twin.name));
        }
    }
    text
}
