//! The policy under study and its twins: their files, with every change made.

use society::scenario::{Stage, Twin};

use super::document::{Change, Document};
use super::load::{Orders, is_of_policy, open_policy};
use super::mistake::{Mistake, Wrong};
use super::policy::policy;

/// A twin and the file of its policy, with every change of the first day made.
pub(super) struct Life {
    pub(super) twin: Twin,
    pub(super) document: Document,
    /// Changes of later days.
    pub(super) later: Vec<Change>,
}

/// Every twin of a scenario.
#[derive(Default)]
pub(super) struct Twins {
    pub(super) lives: Vec<Life>,
    pub(super) mistakes: Vec<Mistake>,
    /// The number of the twin that the others are compared with.
    pub(super) baseline: usize,
}

/// A twin as it is asked for.
struct Wanted {
    name: String,
    say: String,
    /// The name of its policy.
    policy: String,
    changes: Vec<Change>,
}

/// The policy under study and its twins.
pub(super) fn twins(from: &mut Document, orders: &Orders, groups: &[String]) -> Twins {
    let study = study(from);
    let ours = |change: &&Change| change.policy.as_ref().is_none_or(|policy| *policy == study);
    let reform: Vec<Change> = orders.reform.iter().filter(ours).cloned().collect();
    let mut twins = Twins::default();
    let is_reform = from.has("reform") && !reform.is_empty();
    let own = |mut changes: Vec<Change>| {
        changes.extend(orders.asked.iter().cloned());
        changes
    };
    let name = if is_reform { from.word("reform.id") } else { study.clone() };
    let under_study =
        Wanted { name, say: String::new(), policy: study.clone(), changes: own(reform.clone()) };
    twins.read(from, under_study, groups);
    if is_reform {
        let say = "the same policy without the reform".to_owned();
        let policy = study.clone();
        let wanted = Wanted { name: study.clone(), say, policy, changes: own(Vec::new()) };
        twins.read(from, wanted, groups);
    }
    for name in from.names("twins") {
        let say = from.word(&format!("twins.{name}.say"));
        let own_policy = from.word_if(&format!("twins.{name}.policy"));
        let mut changes = match &own_policy {
            None => own(reform.clone()),
            Some(policy) => {
                let its = |change: &&Change| change.policy.as_ref() == Some(policy);
                orders.reform.iter().filter(its).cloned().collect()
            }
        };
        let prefix = format!("twins.{name}.set");
        for path in from.under(&prefix) {
            let address = format!("{prefix}.{path}");
            from.known(&address);
            changes.extend(from.set(&path, &address));
        }
        let policy = own_policy.unwrap_or_else(|| study.clone());
        twins.read(from, Wanted { name, say, policy, changes }, groups);
    }
    twins.strays(orders);
    twins.baseline = twins.compared(from, is_reform);
    twins
}

/// The name of the policy under study: the scenario's own where it holds one itself.
fn study(from: &mut Document) -> String {
    if !from.has("policy.title") {
        return from.word("policy");
    }
    let id = from.word("scenario.id");
    if id.is_empty() { "policy".to_owned() } else { id }
}

impl Twins {
    /// Reads the policy of a twin, day by day on which it changes.
    fn read(&mut self, from: &mut Document, wanted: Wanted, groups: &[String]) {
        let Wanted { name, say, policy: file, changes } = wanted;
        let mut document = source(from, &file);
        let (now, mut later): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|change| change.from_day == 0);
        now.iter().for_each(|change| document.change(change));
        later.sort_by_key(|change| change.from_day);
        let first = policy(&mut document, &file, groups);
        let mut day = document.clone();
        let mut stages = Vec::new();
        for changes in later.chunk_by(|one, next| one.from_day == next.from_day) {
            changes.iter().for_each(|change| day.change(change));
            stages
                .push(Stage { day: changes[0].from_day, policy: policy(&mut day, &file, groups) });
        }
        for document in [&mut document, &mut day] {
            document.close();
            for mistake in document.mistakes.drain(..) {
                if !self.mistakes.iter().any(|known| known.is_same(&mistake)) {
                    self.mistakes.push(mistake);
                }
            }
        }
        from.hear_of(&document);
        let twin = Twin { name, say, policy: first, later: stages };
        self.lives.push(Life { twin, document, later });
    }

    /// The twin that the others are compared with: in a reform the policy without it, unless the
    /// reform itself names another.
    fn compared(&self, from: &mut Document, is_reform: bool) -> usize {
        let wanted = from.word("baseline");
        if is_reform && !from.is_own("baseline") {
            return 1;
        }
        let found = self.lives.iter().position(|life| life.twin.name == wanted);
        if found.is_none() && from.stands("baseline") {
            let names: Vec<&str> = self.lives.iter().map(|life| life.twin.name.as_str()).collect();
            from.refuse(
                "baseline",
                format!("\"{wanted}\""),
                format!("one of {}", names.join(", ")),
            );
        }
        found.unwrap_or(0)
    }

    /// Changes of policies that no twin lives under.
    fn strays(&mut self, orders: &Orders) {
        for change in &orders.reform {
            let Some(policy) = &change.policy else { continue };
            if !self.lives.iter().any(|life| life.twin.policy.name == *policy) {
                let key = format!("change of {}", change.path);
                let names: Vec<&str> =
                    self.lives.iter().map(|life| life.twin.policy.name.as_str()).collect();
                let allowed = format!("about one of {}", names.join(", "));
                let wrong =
                    Wrong::NotAllowed { key, found: format!("about \"{policy}\""), allowed };
                self.mistakes.push(change.refused(wrong));
            }
        }
    }
}

/// The settings of the policy called `name`: the scenario's own, one inside it, or a file.
fn source(from: &mut Document, name: &str) -> Document {
    let inside = format!("policies.{name}");
    if from.has(&inside) {
        let prefix = format!("{inside}.");
        return from.part(|key| key.strip_prefix(&prefix).map(str::to_owned));
    }
    if from.has("policy.title") && !from.stands("policy") {
        let id = from.word("scenario.id");
        if id == name || name == "policy" {
            return from.part(|key| is_of_policy(key).then(|| key.to_owned()));
        }
    }
    let beside = from.file_of("policy").to_owned();
    open_policy(name, &beside)
}
