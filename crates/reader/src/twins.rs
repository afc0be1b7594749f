//! The policy under study and its twins: their files, with every change made.

use std::path::Path;

use society::scenario::{Bounds, Scenario, Stage, Twin};

use super::diagnostic::MOST;
use super::diagnostic::{Diagnostic, Problem};
use super::document::Document;
use super::entry::Change;
use super::expected::Expected;
use super::load::{PolicyChanges, open_policy};
use super::loader::Loader;
use super::policy_section::policy;
use super::requirement::Requirement;
use super::sections::is_of_policy;
use society::units::Day;

/// A twin and the file of its policy, with every change of the first day made.
pub(super) struct TwinSource {
    pub(super) twin: Twin,
    pub(super) document: Document,
    /// Changes of the first day.
    pub(super) first: Vec<Change>,
    /// Changes of later days.
    pub(super) later: Vec<Change>,
}

/// Every twin of a scenario.
pub(super) struct Twins<'a> {
    /// The source of policy files.
    loader: &'a dyn Loader,
    pub(super) lives: Vec<TwinSource>,
    pub(super) mistakes: Vec<Diagnostic>,
    /// The number of the twin that the others are compared with.
    pub(super) baseline: usize,
}

/// A twin as it is asked for.
struct TwinRequest {
    name: String,
    say: String,
    /// The name of its policy.
    policy: String,
    /// The setting that names it.
    key: String,
    changes: Vec<Change>,
}

/// The policy under study and its twins.
pub(super) fn twins<'a>(
    from: &mut Document,
    orders: &PolicyChanges,
    groups: &[String],
    loader: &'a dyn Loader,
) -> Twins<'a> {
    let study = study(from);
    let ours = |change: &&Change| change.policy.as_ref().is_none_or(|policy| *policy == study);
    let reform: Vec<Change> = orders.reform.iter().filter(ours).cloned().collect();
    let mut twins = Twins { loader, lives: Vec::new(), mistakes: Vec::new(), baseline: 0 };
    let is_reform = from.has("reform") && !reform.is_empty();
    let own = |mut changes: Vec<Change>| {
        changes.extend(orders.asked.iter().cloned());
        changes
    };
    let name = if is_reform { from.name_at("reform.id") } else { called(&study) };
    let key = "policy".to_owned();
    let wanted = |name: String, say: &str, changes: Vec<Change>| TwinRequest {
        name,
        say: say.to_owned(),
        policy: study.clone(),
        key: key.clone(),
        changes,
    };
    twins.read(from, wanted(name, "", own(reform.clone())), groups);
    if is_reform {
        let say = "the same policy without the reform";
        twins.read(from, wanted(called(&study), say, own(Vec::new())), groups);
    }
    for name in from.names("twins", TWINS) {
        let at = format!("twins.{name}.policy");
        let say = from.word(&format!("twins.{name}.say"));
        let own_policy = from.word_if(&at);
        let mut changes = match &own_policy {
            None => own(reform.clone()),
            Some(policy) => {
                let its = |change: &&Change| change.policy.as_ref() == Some(policy);
                orders.reform.iter().filter(its).cloned().collect()
            }
        };
        let prefix = format!("twins.{name}.set");
        from.known(&prefix);
        for path in in_turn(from, &prefix) {
            let address = format!("{prefix}.{path}");
            from.known(&address);
            let change = from.set(&path, &address);
            changes.extend(change.map(|change| Change { is_counterfactual: true, ..change }));
        }
        let key = if own_policy.is_some() { at } else { key.clone() };
        let policy = own_policy.unwrap_or_else(|| study.clone());
        twins.read(from, TwinRequest { name, say, policy, key, changes }, groups);
    }
    twins.strays(orders);
    twins.baseline = twins.compared(from, is_reform);
    twins
}

/// The paths under a table of settings, those with more `*` first: what is said of one setting holds
/// before what is said of many. Two paths of which neither says more are refused where a setting fits both.
fn in_turn(from: &mut Document, prefix: &str) -> Vec<String> {
    let stars = |path: &str| path.split('.').filter(|part| *part == "*").count();
    let mut paths = from.under(prefix);
    paths.sort_by_key(|path| std::cmp::Reverse(stars(path)));
    for (number, path) in paths.iter().enumerate().filter(|(_, path)| stars(path) > 0) {
        let is_rival = |other: &&String| stars(other) == stars(path) && overlap(other, path);
        let Some(other) = paths[..number].iter().find(is_rival) else { continue };
        let (source, place) = from.place(&format!("{prefix}.{path}"));
        let (key, other) = (path.clone(), format!("by `{other}`, which fits the same settings"));
        from.mistakes.push(Diagnostic { source, place, wrong: Problem::Twice { key, other } });
    }
    paths
}

/// Whether there can be a setting that fits both paths.
fn overlap(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split('.').collect(), other.split('.').collect());
    let fits = |(one, other): (&&str, &&str)| one == other || *one == "*" || *other == "*";
    one.len() == other.len() && one.iter().zip(&other).all(fits)
}

/// Bounds of the number of twins besides the policy under study and, in a reform, the policy
/// without it.
const TWINS: Bounds = Bounds::new(0.0..=Scenario::TWINS.high - 2.0);

/// The most days on which one policy changes.
const MOST_DAYS: usize = 32;

/// The name of a twin under this policy: the policy's own, or that of its file.
fn called(policy: &str) -> String {
    let stem = Path::new(policy).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.filter(|_| policy.ends_with(".toml"));
    stem.unwrap_or_else(|| policy.to_owned()).replace('.', "-")
}

/// The name of the policy under study: the scenario's own where it holds one itself.
fn study(from: &mut Document) -> String {
    if !from.has("policy.title") {
        return from.word("policy");
    }
    let id = from.name_at("scenario.id");
    if id.is_empty() { "policy".to_owned() } else { id }
}

impl Twins<'_> {
    /// Reads the policy of a twin, day by day on which it changes.
    fn read(&mut self, from: &mut Document, wanted: TwinRequest, groups: &[String]) {
        let TwinRequest { name, say, policy: file, key, changes } = wanted;
        let mut document = source(from, &file, &key, self.loader);
        if document.mistakes.iter().any(Diagnostic::is_fatal) {
            // What is missing in a file that cannot be read would be told as well.
            let mut mistakes = std::mem::take(&mut document.mistakes);
            mistakes.retain(|mistake| !mistake.source.name.is_empty());
            self.hear(mistakes);
            let first = policy(&mut document, &file, groups);
            document.mistakes.clear();
            let twin = Twin { name, say, policy: first, later: Vec::new() };
            self.lives.push(TwinSource { twin, document, first: Vec::new(), later: Vec::new() });
            return;
        }
        let (mut first, mut later): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|change| change.from_day == 0);
        first.iter_mut().for_each(|change| document.change_from_now(change));
        later.sort_by_key(|change| change.from_day);
        let now = policy(&mut document, &file, groups);
        let mut day = document.clone();
        let mut stages = Vec::new();
        for changes in later.chunk_by_mut(|one, next| one.from_day == next.from_day) {
            if stages.len() == MOST_DAYS {
                let found = format!("the {}th day on which this policy changes", MOST_DAYS + 1);
                let allowed = Requirement::NthAtMost { most: MOST_DAYS };
                let key = "change.from_day".to_owned();
                let wrong = Problem::NotAllowed { key, found, allowed };
                self.hear(vec![changes[0].refused_day(wrong)]);
                break;
            }
            changes.iter_mut().for_each(|change| day.change_from_now(change));
            stages.push(Stage {
                day: Day(changes[0].from_day),
                policy: policy(&mut day, &file, groups),
            });
        }
        for document in [&mut document, &mut day] {
            // Closing looks for what was meant, letter by letter: not for more than will be told.
            if self.mistakes.len() < MOST {
                document.close();
            }
            self.hear(std::mem::take(&mut document.mistakes));
        }
        from.hear_of(&document);
        let twin = Twin { name, say, policy: now, later: stages };
        self.lives.push(TwinSource { twin, document, first, later });
    }

    /// Notes mistakes, each once.
    fn hear(&mut self, mistakes: Vec<Diagnostic>) {
        for mistake in mistakes {
            let known = self.mistakes.iter().any(|known| known.is_same(&mistake));
            if !known && self.mistakes.len() < 2 * MOST {
                self.mistakes.push(mistake);
            }
        }
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
            let names = self.lives.iter().map(|life| life.twin.name.clone()).collect();
            let allowed = Requirement::Kind(Expected::OneOf(names));
            from.refuse("baseline", format!("\"{wanted}\""), allowed);
        }
        found.unwrap_or(0)
    }

    /// Reports changes of policies without a twin.
    fn strays(&mut self, orders: &PolicyChanges) {
        for change in &orders.reform {
            let Some(policy) = &change.policy else { continue };
            if !self.lives.iter().any(|life| life.twin.policy.name == *policy) {
                let mut names: Vec<String> =
                    self.lives.iter().map(|life| life.twin.policy.name.clone()).collect();
                names.sort_unstable();
                names.dedup();
                let allowed = Requirement::Kind(Expected::OneOf(names));
                let (key, found) = ("change.policy".to_owned(), format!("\"{policy}\""));
                let wrong = Problem::NotAllowed { key, found, allowed };
                self.mistakes.push(change.refused_policy(wrong));
            }
        }
    }
}

/// The settings of the policy called `name`: the scenario's own, one inside it, or a file.
fn source(from: &mut Document, name: &str, key: &str, loader: &dyn Loader) -> Document {
    let inside = format!("policies.{name}");
    if from.has(&inside) {
        let prefix = format!("{inside}.");
        return from.part(|key| key.strip_prefix(&prefix).map(str::to_owned));
    }
    if from.has("policy.title") && !from.stands("policy") {
        let id = from.name_at("scenario.id");
        if id == name || name == "policy" {
            return from.part(|key| is_of_policy(key).then(|| key.to_owned()));
        }
    }
    if name.is_empty() {
        if from.holds_a_word(key) {
            from.refuse(key, "\"\"", Requirement::PolicyName);
        }
        return Document::unreadable("", String::new());
    }
    open_policy(from, key, name, loader).unwrap_or_else(|| Document::unreadable("", String::new()))
}
