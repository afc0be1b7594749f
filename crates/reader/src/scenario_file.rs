//! Scenario files: from a name or a text to a scenario that is valid.

use std::collections::BTreeMap;

use society::scenario::{Bounds, Scenario, Society, TwinId};
use society::units::RunSeed;

use super::beyond::{self, BeyondRange};
use super::diagnostic::{Diagnostic, Problem};
use super::document::Document;
use super::entry::Change;
use super::load::PolicyChanges;
use super::loader::{Loader, ShippedOnly};
use super::overrides::Overrides;
use super::patterns::{self, Pattern};
use super::requirement::Requirement;
use super::resolve::{self, Resolved};
use super::sections::is_of_policy;
use super::settings::Setting;
use super::value::Value;
use super::words::matches;
use super::{load, ordering, society_section, twins, violations};

/// The stopping rule of a run: worlds are added until the mean of one measure is precise enough.
///
/// The file says `[stop]` with `measure`, `within` and `worlds`.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// The measure to estimate, under the policy under study, by its name in the catalogue.
    pub measure: String,
    /// The precision to reach: half the width of the 95 % interval as a share of the mean, 0.001
    /// to 1.
    pub within: f64,
    /// The fewest worlds, 1 to 100_000.
    pub least: u32,
    /// The most worlds, from `least` to 100_000.
    pub most: u32,
}

/// Worlds in which restriction is told apart by cause, beside those of the run.
///
/// Each has up to 32 twins, so that they are fewer than the worlds of the run, and smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CauseWorlds {
    /// Their number, 0 to 1,000; 0 for none.
    pub number: u32,
    /// Citizens of each, at most as many as the run has [citizens].
    pub citizens: u32,
}

/// A change of a reform, or one that was asked for besides the file, as the summary of a run lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReformLine {
    /// The address of the setting; `*` in it stands for any one part.
    pub path: String,
    /// The new value, as a file writes it.
    pub to: String,
    /// The reason given; empty without one.
    pub why: String,
    /// The first day of the change [days since the start]; 0 for the whole run.
    pub from_day: u16,
    /// The new value alone, without its unit and sources.
    pub value: String,
    /// The value before it, or several of them where the address has a `*`.
    pub was: String,
}

/// A scenario that was read and admitted.
#[derive(Clone, Debug)]
pub struct LoadedScenario {
    /// The scenario's name: the start of the name of its results.
    pub id: String,
    /// The title, one line.
    pub title: String,
    /// The question of the scenario.
    pub question: String,
    /// The stopping rule.
    pub stop: Stop,
    /// The worlds of the sum over causes.
    pub causes: CauseWorlds,
    /// The scenario to simulate.
    pub scenario: Scenario,
    /// Every setting by address, defaults included; those of the policy under study as a reform
    /// addresses them, those of other policies under `policies.NAME`.
    pub settings: BTreeMap<String, Setting>,
    /// Changes of the reform; empty for any other scenario.
    pub reform: Vec<ReformLine>,
    /// Changes that were asked for besides the file.
    pub asked: Vec<ReformLine>,
    /// Numbers outside the range of their author; none unless
    /// [`Overrides::beyond_range`](crate::Overrides::beyond_range) admits them.
    pub beyond_range: Vec<BeyondRange>,
    /// The published figures that it is held against.
    pub patterns: Vec<Pattern>,
    /// Every setting spelled out, as a scenario file that stands alone.
    pub resolved: String,
}

impl Stop {
    /// Bounds of the precision asked for, as a share of the mean.
    pub(super) const WITHIN: Bounds = Bounds::new(0.001..=1.0);
    /// Bounds of the number of worlds.
    pub(super) const WORLDS: Bounds = Bounds::new(1.0..=100_000.0);
}

/// The only version of the format of scenario files.
pub(super) const SCHEMA: Bounds = Bounds::new(1.0..=1.0);

/// Bounds of the number of worlds in which restriction is told apart by cause.
const CAUSE_WORLDS: Bounds = Bounds::new(0.0..=1_000.0);

/// Bounds of a seed: whole numbers that a float holds exactly.
const SEED: Bounds = Bounds::new(0.0..=9.0e15);

impl LoadedScenario {
    /// Numbers about the society and the policy under study by address, without those left open.
    ///
    /// The size of the simulation and the published figures are no assumptions of a scenario, and
    /// not among them.
    #[must_use]
    pub fn inventory(&self) -> Vec<(&str, &Setting)> {
        let is_number = |(address, setting): &(&String, &Setting)| {
            let first = address.split('.').next().unwrap_or("");
            let is_outside =
                ["schema", "run", "stop", "causes", "pattern", "policies"].contains(&first);
            setting.number().is_some() && !setting.is_default() && !is_outside
        };
        let numbers = self.settings.iter().filter(is_number);
        let mut numbers: Vec<_> = numbers.map(|(at, setting)| (at.as_str(), setting)).collect();
        // In the order of a resolved file, which writes the policy under `policies`.
        let in_file = |address: &str| {
            let table = if is_of_policy(address) { "policies." } else { "" };
            format!("{table}{address}")
        };
        numbers.sort_by_cached_key(|(address, _)| in_file(address));
        numbers
    }

    /// Settings of a twin's policy on the first day, by the address that a policy file gives them.
    ///
    /// ```
    /// use society::scenario::TwinId;
    ///
    /// let loaded = reader::read("twins", &reader::Overrides::default()).expect("it ships");
    /// let of = |name: &str| {
    ///     let twin = loaded.scenario.twins().iter().position(|twin| twin.name == name);
    ///     loaded.policy_settings(TwinId(twin.expect("it is one")))["score.update"].value.to_string()
    /// };
    /// assert_eq!((of("as-reported"), of("yearly")), ("\"real-time\"".to_owned(), "\"yearly\"".to_owned()));
    /// ```
    #[must_use]
    pub fn policy_settings(&self, twin: TwinId) -> BTreeMap<&str, &Setting> {
        // As `resolve` writes them: those of the policy under study bare, others under their twin's name.
        let prefix = match twin {
            TwinId::STUDIED => String::new(),
            _ => format!("policies.{}.", self.scenario.twin(twin).name),
        };
        let of_policy = self.settings.iter().filter_map(|(address, setting)| {
            let address = address.strip_prefix(&prefix)?;
            is_of_policy(address).then_some((address, setting))
        });
        of_policy.collect()
    }

    /// Counts of the numbers of [`inventory`](Self::inventory): with a source, assumed, and without
    /// any statement of origin.
    #[must_use]
    pub fn grounds(&self) -> [usize; 3] {
        let mut counts = [0; 3];
        for (_, number) in self.inventory() {
            let sourced = number.sources.iter().any(|source| source != "assumed");
            counts[if sourced { 0 } else { 1 + usize::from(number.sources.is_empty()) }] += 1;
        }
        counts
    }

    /// How many of the numbers rest on a source, in words.
    #[must_use]
    pub fn numbers(&self) -> String {
        let grounds @ [sourced, assumed, bare] = self.grounds();
        let all: usize = grounds.iter().sum();
        format!(
            "{all} numbers: {sourced} rest on a source, {assumed} are assumed, {bare} say nothing."
        )
    }
}

/// Reads a scenario that ships, by its name.
///
/// ```
/// let small = reader::Overrides { citizens: Some(1_000), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// assert_eq!(loaded.scenario.society().citizens, 1_000);
/// ```
///
/// # Errors
///
/// The mistakes in the scenario and in the policies that it names, all those of one step: files that
/// cannot be read, then settings by themselves, then those that contradict each other.
pub fn read(name: &str, changes: &Overrides) -> Result<LoadedScenario, Vec<Diagnostic>> {
    read_with(name, changes, &ShippedOnly)
}

/// Reads a scenario by its name: one that ships, or a file of `loader`.
///
/// # Errors
///
/// As [`read`].
pub fn read_with(
    name: &str,
    changes: &Overrides,
    loader: &dyn Loader,
) -> Result<LoadedScenario, Vec<Diagnostic>> {
    validated(load::load(load::open(name, loader), loader), changes, loader)
}

/// Reads a scenario from a text, which may extend a scenario or name a policy that ships; `name`
/// stands for the file in diagnostics.
///
/// ```
/// use reader::{Overrides, parse};
///
/// let text = "schema = 1\nextends = \"as-reported\"\n\n[run]\ncitizens = \"many\"\n";
/// let found = parse("mine.toml", text, &Overrides::default()).unwrap_err();
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].line_and_column(), Some((5, 12)));
/// assert!(found[0].to_string().starts_with("error: `run.citizens` is \"many\", but must be"));
/// ```
///
/// # Errors
///
/// As [`read`].
pub fn parse(
    name: &str,
    text: &str,
    changes: &Overrides,
) -> Result<LoadedScenario, Vec<Diagnostic>> {
    let loader = &ShippedOnly;
    validated(load::load(Document::parse(name, text), loader), changes, loader)
}

fn validated(
    mut from: Document,
    changes: &Overrides,
    loader: &dyn Loader,
) -> Result<LoadedScenario, Vec<Diagnostic>> {
    let name = from.name().to_owned();
    let is_policy = from.has("policy.title") && !from.has("schema") && !from.has("scenario");
    if is_policy {
        let (source, place) = from.place("policy.title");
        from.mistakes.push(Diagnostic { source, place, wrong: Problem::APolicy });
    }
    if from.mistakes.iter().any(Diagnostic::is_fatal) {
        from.mistakes.retain(Diagnostic::is_fatal);
        return Err(ordering::in_order(&name, from.mistakes));
    }
    from.whole("schema", SCHEMA);
    let orders = load::changes(&mut from, changes);
    let said = preamble(&mut from);
    let Settings { society, seed, stop, causes } = settings(&mut from);
    let groups: Vec<String> =
        society.population.groups.iter().map(|group| group.name.clone()).collect();
    let twins = twins::twins(&mut from, &orders, &groups, loader);
    let names: Vec<String> = twins.lives.iter().map(|life| life.twin.name.clone()).collect();
    let patterns = patterns::patterns(&mut from, &names, orders.is_other_policy);
    from.close();
    let mut mistakes = std::mem::take(&mut from.mistakes);
    mistakes.extend(twins.mistakes.iter().cloned());
    if mistakes.iter().any(Diagnostic::is_fatal) {
        // A twin whose policy cannot be read has a name that nothing else fits.
        mistakes.retain(|mistake| !mistake.names_a_twin());
    }
    if changes.beyond_range {
        mistakes.retain(|mistake| !mistake.is_beyond_range());
    }
    // A value may be outside its range because no scenario can have it, which is then the mistake.
    if !mistakes.iter().all(Diagnostic::is_beyond_range) {
        return Err(ordering::in_order(&name, mistakes));
    }
    note_changes(&mut from, &orders, &twins, changes.is_own_scenario);
    let Resolved { text: resolved, settings } = resolve::resolve(&mut from, &twins);
    let twins::Twins { lives, baseline, .. } = twins;
    let twins = lives.iter().map(|life| life.twin.clone()).collect();
    let scenario = Scenario::validated(society, twins, TwinId(baseline), seed);
    if let Err(violations) = &scenario {
        mistakes.extend(violations::mistakes(violations, &from, &lives));
    }
    let Some(scenario) = scenario.ok().filter(|_| mistakes.is_empty()) else {
        return Err(ordering::in_order(&name, mistakes));
    };
    let [reform, asked] = change_lines(&from.changes, &settings);
    let beyond_range = beyond::beyond_range(&settings, &lives);
    let [id, title, question] = said;
    Ok(LoadedScenario {
        id,
        title,
        question,
        stop,
        causes,
        scenario,
        settings,
        reform,
        asked,
        beyond_range,
        patterns,
        resolved,
    })
}

/// Notes the values before the changes of a reform, and the changes that were asked for besides the file
/// and differ from it. Names and titles change no result, and are not among them.
fn note_changes(
    from: &mut Document,
    orders: &PolicyChanges,
    twins: &twins::Twins<'_>,
    is_own_scenario: bool,
) {
    let made = || twins.lives.iter().flat_map(|life| life.first.iter().chain(&life.later));
    for change in from.changes.iter_mut().filter(|change| change.was.is_empty()) {
        let is_it = |it: &&Change| {
            (&it.path, it.from_day, &it.place) == (&change.path, change.from_day, &change.place)
        };
        change.was = made().find(is_it).map_or_else(String::new, |it| it.was.clone());
    }
    let of_policy = twins.lives.first().into_iter().flat_map(|life| &life.first);
    let asked = orders.made.iter().chain(of_policy.filter(|change| change.is_asked));
    let differs = |change: &&Change| {
        !is_own_scenario
            && change.was != change.entry.value.render()
            && !change.path.starts_with("scenario.")
    };
    let asked: Vec<Change> = asked.filter(differs).cloned().collect();
    let is_again = |old: &Change| old.is_asked && asked.iter().any(|new| new.path == old.path);
    from.changes.retain(|old| !is_again(old));
    from.changes.extend(asked.into_iter().map(|change| Change { is_made: true, ..change }));
}

/// Changes as a summary lists them, by their days, those of a reform and those that were asked for; a change
/// of several twins once, and one that is made already only where the settings hold it.
fn change_lines(changes: &[Change], settings: &BTreeMap<String, Setting>) -> [Vec<ReformLine>; 2] {
    let is_so = |change: &&Change| !change.is_made || holds(settings, change);
    let mut lines = [Vec::new(), Vec::new()];
    for change in changes.iter().filter(is_so) {
        let line = ReformLine {
            path: change.path.clone(),
            to: change.to(),
            why: change.why.clone(),
            from_day: change.from_day,
            value: change.entry.value.render(),
            was: change.was.clone(),
        };
        let lines: &mut Vec<ReformLine> = &mut lines[usize::from(change.is_asked)];
        // A spelled-out file writes a later change for each twin that it is made to.
        let is_same =
            |known: &ReformLine| ReformLine { was: line.was.clone(), ..known.clone() } == line;
        if !lines.iter().any(is_same) {
            lines.push(line);
        }
    }
    lines.iter_mut().for_each(|lines| lines.sort_by_key(|line| line.from_day));
    lines
}

/// Whether a setting that the change is about has its value.
fn holds(settings: &BTreeMap<String, Setting>, change: &Change) -> bool {
    let path = match &change.policy {
        Some(policy) => format!("policies.{policy}.{}", change.path),
        None => change.path.clone(),
    };
    let to = Setting::of(&change.entry.value);
    let is_meant = |(key, _): &(&String, &Setting)| matches(&path, key);
    let mut meant = settings.iter().filter(is_meant);
    meant.any(|(_, setting)| to.as_ref().is_some_and(|to| to.value == setting.value))
}

/// The name, the title and the question of a scenario: those of the reform where it is one.
pub(super) fn preamble(from: &mut Document) -> [String; 3] {
    let (id, title) = (from.name_at("scenario.id"), title_at(from, "scenario.title"));
    let question = from.word("scenario.question");
    for word in ["status", "license", "not_for"] {
        from.word(&format!("scenario.{word}"));
    }
    if !from.has("reform") {
        return [id, title, question];
    }
    let id = from.name_at("reform.id");
    let (title, why) = (title_at(from, "reform.title"), from.word("reform.why"));
    for word in ["author", "date"] {
        from.word_if(&format!("reform.{word}"));
    }
    [id, title, why]
}

/// The longest title [characters].
const TITLE: usize = 200;

/// A title, which heads every screen.
fn title_at(from: &mut Document, address: &str) -> String {
    let title = from.word(address);
    if title.chars().count() > TITLE {
        from.refuse(address, format!("\"{title}\""), Requirement::Letters { most: TITLE });
    }
    title
}

/// The society of a file, and the size and the seed of its runs.
pub(super) struct Settings {
    society: Society,
    seed: RunSeed,
    stop: Stop,
    causes: CauseWorlds,
}

pub(super) fn settings(from: &mut Document) -> Settings {
    let citizens = from.whole("run.citizens", Society::CITIZENS) as u32;
    let days = from.whole("run.days", Society::DAYS) as u16;
    let warm_up = from.whole_or("run.warm_up", Society::WARM_UP, 0) as u16;
    let seed = RunSeed(from.whole("run.seed", SEED));
    let society = Society { warm_up, ..society_section::society(from, citizens, days) };
    Settings { causes: causes(from, citizens), seed, stop: stop(from), society }
}

/// The worlds of the sum over causes of a run of so many citizens: none by default, and of as many.
fn causes(from: &mut Document, citizens: u32) -> CauseWorlds {
    let number = from.whole_or("causes.worlds", CAUSE_WORLDS, 0) as u32;
    let asked = from.whole_within("causes.citizens", Society::CITIZENS);
    // A run may be made smaller than its file says; the sum is told apart in no larger a society.
    let citizens = asked.map_or(citizens, |asked| citizens.min(asked as u32));
    CauseWorlds { number, citizens }
}

/// The rule by which a run ends.
fn stop(from: &mut Document) -> Stop {
    let measure = patterns::measure(from, "stop.measure");
    let within = from.number("stop.within", Stop::WITHIN);
    let worlds = from.numbers_at("stop.worlds");
    let whole = |&number: &f64| number.fract() == 0.0 && Stop::WORLDS.contains(number);
    let (least, most) = match worlds.as_deref() {
        Some(&[one]) if whole(&one) => (one, one),
        Some(&[least, most]) if whole(&least) && whole(&most) && least <= most => (least, most),
        Some(found) => {
            let found = Value::Numbers(found.to_vec()).render();
            from.refuse("stop.worlds", found, Requirement::Worlds);
            (1.0, 1.0)
        }
        None => {
            if !from.stands("stop.worlds") {
                from.missing("stop.worlds");
            }
            (1.0, 1.0)
        }
    };
    Stop { measure, within, least: least as u32, most: most as u32 }
}
