//! A scenario as small values that a draw can make and make smaller, and its text.
//!
//! A [`Draft`] says nothing that the reader could refuse: shares, bands and lists are told by
//! how far along a scale they lie, and become settings when the text is written.

use std::collections::{BTreeMap, BTreeSet};

use proptest::sample::Index;
use reader::SCENARIOS;
use society::scenario::{Conduct, Context, Gate};

use super::sheet::Sheet;

/// A scenario: a society, a policy and what becomes of it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Whether the policy stands in the scenario itself, not under a name of its own.
    pub(super) inside: bool,
    pub(super) citizens: u32,
    pub(super) days: u32,
    pub(super) seed: u32,
    pub(super) people: People,
    pub(super) policy: Policy,
    pub(super) steps: Vec<Step>,
    /// Beginnings and ends of addresses that no later day changes.
    pub(super) lasting: Vec<&'static str>,
}

/// Differences from the society of `as-reported`.
#[derive(Clone, Debug)]
pub(super) struct People {
    /// Groups: their shares [1/100].
    pub(super) groups: Option<Vec<u32>>,
    /// Places: shares [1/100] and cameras [1/10 of the mean].
    pub(super) places: Option<Vec<(u32, u32)>>,
    /// Numbers by their place in [`NUMBERS`], in its steps.
    pub(super) numbers: Vec<Option<u32>>,
    /// Occasions a year, by [`OCCASIONS`].
    pub(super) rates: Vec<Option<u32>>,
    /// Switches that are not as in `as-reported`, by [`SWITCHES`].
    pub(super) turned: Vec<bool>,
}

/// A policy; shares are in hundredths, points in halves.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    pub(super) everywhere: bool,
    pub(super) looked_up: Option<u32>,
    pub(super) cameras: Option<Cameras>,
    pub(super) registers: Vec<Option<Register>>,
    pub(super) informants: Option<Informants>,
    pub(super) score: Option<Score>,
    pub(super) rules: Vec<Option<Rule>>,
    pub(super) lists: Vec<List>,
    pub(super) effects: Vec<Effect>,
    pub(super) spread: Option<Spread>,
    pub(super) appeal: Option<Appeal>,
    pub(super) objection: Option<Objection>,
}

#[derive(Clone, Debug)]
pub(super) struct Cameras {
    pub(super) off: bool,
    /// In tenths.
    pub(super) per_head: u32,
    pub(super) reach: u32,
    pub(super) passes: u32,
    /// By [`GALLERIES`].
    pub(super) gallery: usize,
    /// By [`FALSE_MATCHES`].
    pub(super) false_match: usize,
    pub(super) missed: u32,
    /// In tenths.
    pub(super) unenrolled: u32,
    pub(super) sticks: bool,
    /// Share that moves each month, in hundredths, and whether what is found is weighed.
    pub(super) follows: Option<(u32, bool)>,
    /// Factors on false matches and on misses of the first group.
    pub(super) by_group: Option<(u32, u32)>,
}

#[derive(Clone, Debug)]
pub(super) struct Register {
    pub(super) off: bool,
    pub(super) delay: u32,
    pub(super) missed: u32,
    pub(super) false_link: u32,
    /// In tenths a year.
    pub(super) spurious: u32,
    /// Weights of the conducts, by number, that spurious entries accuse of.
    pub(super) spurious_of: Option<BTreeMap<usize, u32>>,
    /// In tenths.
    pub(super) weight: u32,
    /// A factor on false links of the first group.
    pub(super) by_group: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct Informants {
    pub(super) off: bool,
    pub(super) tells: u32,
    /// In tenths a year.
    pub(super) lies: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Score {
    pub(super) off: bool,
    pub(super) floor: u32,
    pub(super) width: u32,
    /// How far up the scale it starts [1/100].
    pub(super) start: u32,
    /// By [`UPDATES`].
    pub(super) update: usize,
    pub(super) half_life: Option<u32>,
    /// Where bands above the lowest begin, as shares of the scale [1/100].
    pub(super) bands: Vec<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// By [`WATCHES`].
    pub(super) watch: usize,
    pub(super) kept: u32,
    pub(super) broken: u32,
    /// In tenths above 1.
    pub(super) repeat: Option<u32>,
    pub(super) monthly_cap: Option<u32>,
    pub(super) fine: Option<u32>,
    pub(super) warning: bool,
}

/// A list; what is about a score says how far up the scale [1/100].
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) red: bool,
    pub(super) enters_below: Option<u32>,
    pub(super) enters_from: Option<u32>,
    pub(super) debt_unpaid: Option<u32>,
    pub(super) charges: Vec<usize>,
    pub(super) association: Option<u32>,
    pub(super) association_monthly: Option<u32>,
    pub(super) exit_after: Option<u32>,
    pub(super) exit_score: Option<u32>,
    pub(super) exit_repair: bool,
    /// Settlements a year, in tenths.
    pub(super) exit_settled: Option<u32>,
    pub(super) notice: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct Effect {
    /// By [`DOES`].
    pub(super) does: usize,
    pub(super) gate: usize,
    /// Of the bands and of the lists that there are, counted round and round.
    pub(super) bands: Vec<usize>,
    pub(super) lists: Vec<usize>,
    pub(super) size: Option<u32>,
    pub(super) context: usize,
    /// By [`FALLS_ON`].
    pub(super) falls_on: usize,
}

/// Shares in two-hundredths: to household, kin, circle, team.
#[derive(Clone, Debug)]
pub(super) struct Spread {
    pub(super) shares: Vec<Option<u32>>,
    pub(super) earned_too: bool,
    pub(super) once: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Appeal {
    pub(super) off: bool,
    pub(super) lodged: u32,
    pub(super) delay: u32,
    pub(super) if_wrong: u32,
    pub(super) if_right: u32,
}

/// Objections; shares and fees are in hundredths.
#[derive(Clone, Debug)]
pub(super) struct Objection {
    pub(super) off: bool,
    pub(super) charge: Option<Objecting>,
    pub(super) band: Option<Objecting>,
    pub(super) window: u32,
    pub(super) delay: u32,
    pub(super) capacity: Option<u32>,
    pub(super) fee: [u32; 2],
    pub(super) days_lost: u32,
    pub(super) if_wrong: u32,
    pub(super) if_right: u32,
}

/// Chances to be told and to object, the poorest's and the richest's.
#[derive(Clone, Debug)]
pub(super) struct Objecting {
    pub(super) told: u32,
    pub(super) wrong: [u32; 2],
    pub(super) right: [u32; 2],
}

/// A change of the policy on a later day: how far into the days [1/100], of which setting, and
/// what decides its new value.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) when: u32,
    pub(super) which: Index,
    pub(super) value: u32,
}

pub(super) const GALLERIES: [&str; 5] = ["1", "1_000", "100_000", "10_000_000", "1_000_000_000"];
pub(super) const FALSE_MATCHES: [&str; 5] = ["0", "1e-9", "1e-8", "1e-7", "1e-6"];
pub(super) const UPDATES: [&str; 4] = ["real-time", "daily", "monthly", "yearly"];
pub(super) const WATCHES: [&str; 5] = ["cameras", "people", "financial", "legal", "medical"];
pub(super) const DOES: [&str; 7] =
    ["refuse", "slow", "hurry", "discount", "fine", "throttle", "admit"];
pub(super) const FALLS_ON: [&str; 3] = ["oneself", "household", "children"];
pub(super) const LISTS: [&str; 4] = ["first", "second", "third", "fourth"];
const REGISTERS: [&str; 3] = ["financial", "legal", "medical"];
const BANDS: [&str; 4] = ["lowest", "lower", "higher", "highest"];
const GROUPS: [&str; 3] = ["river", "hill", "valley"];
const PLACES: [&str; 3] = ["center", "suburb", "country"];
const SPREADS: [&str; 4] = ["household", "kin", "circle", "team"];

/// Occasions with a rate that are no conduct.
const VISITS: [&str; 6] = ["flight", "rail", "school", "hospital", "venue", "meeting"];

/// Headings of everything that has a rate.
pub(super) fn occasions() -> impl Iterator<Item = String> {
    let conducts = Conduct::ALL.iter().map(|conduct| format!("conduct.{}", conduct.name()));
    conducts.chain(VISITS.iter().map(|visit| format!("visit.{visit}")))
}

/// The number of the switch of all response.
pub(super) const RESPONSE: usize = 4;

/// Switches of the society, and whether they are on in `as-reported`.
pub(super) const SWITCHES: [(&str, &str, bool); 5] = [
    ("response.certainty", "enabled", true),
    ("response", "chilling", true),
    ("livelihood", "enabled", true),
    ("helping", "enabled", false),
    ("response", "enabled", true),
];

/// A number of the society: where it stands, its least and its most in steps, and steps to one.
pub(super) type Setting = (&'static str, &'static str, u32, u32, u32);

/// Numbers of the society that a draft can change.
pub(super) const NUMBERS: &[Setting] = &[
    ("population", "household", 10, 50, 10),
    ("population", "circle", 2, 30, 1),
    ("population", "team", 2, 100, 1),
    ("population", "workplace", 1, 400, 1),
    ("population", "acquaintances", 2, 200, 1),
    ("population", "kin", 0, 4, 1),
    ("population", "alike", 0, 100, 100),
    ("population.mobility", "most", 0, 40, 10),
    ("conduct.bills", "breaks", 1, 99, 100),
    ("conduct.bills", "harm", 0, 100, 1),
    ("conduct.bills", "open", 0, 100, 100),
    ("conduct.court-debt", "breaks", 1, 99, 100),
    ("conduct.court-debt", "open", 0, 100, 100),
    ("conduct.charity", "open", 0, 100, 100),
    ("conduct.volunteering", "breaks", 1, 99, 100),
    ("conduct.crossing", "breaks", 1, 99, 100),
    ("conduct.driving", "breaks", 1, 99, 100),
    ("conduct.appointment", "open", 0, 100, 100),
    ("conduct.taxes", "certainty", 0, 80, 10),
    ("conduct.taxes", "open", 0, 100, 100),
    ("conduct.speaking", "open", 0, 100, 100),
    ("conduct.loan", "open", 0, 100, 100),
    ("helping", "willing", 0, 100, 100),
    ("helping", "benefit", 0, 100, 10),
    ("helping", "imitation", 0, 100, 100),
    ("livelihood", "poorest", 0, 100, 100),
    ("livelihood", "richest", 0, 100, 100),
    ("livelihood", "idle", 0, 100, 100),
    ("livelihood", "recovery", 0, 100, 100),
    ("livelihood", "fine", 0, 100, 100),
    ("livelihood", "refusal", 0, 100, 100),
    ("livelihood.work", "loss", 0, 120, 10),
    ("livelihood.work", "found", 0, 100, 100),
    ("livelihood.health", "wait", 1, 60, 1),
    ("livelihood.health", "waiting", 0, 100, 100),
    ("livelihood.health", "recovery", 0, 100, 100),
    ("response.losses", "warning", 0, 100, 1000),
    ("response.losses", "flight", 0, 100, 100),
    ("response.losses", "shunned", 0, 100, 100),
    ("response.losses", "horizon", 1, 240, 1),
    ("response.losses", "near", 0, 80, 10),
    ("response.losses", "studied", 1, 100, 100),
    ("response.losses", "severity", 5, 100, 100),
    ("response", "resignation", 0, 100, 100),
    ("response", "cut", 0, 100, 100),
    ("response.certainty", "aware", 0, 100, 100),
    ("response.certainty", "announced", 0, 100, 100),
    ("response.certainty", "own", 0, 100, 100),
    ("response.certainty", "others", 0, 100, 100),
    ("response.certainty", "fades", 0, 100, 100),
    ("response.certainty", "learns_from_error", 0, 100, 100),
    ("response.certainty", "seen", 0, 100, 100),
    ("response.certainty", "halo", 0, 100, 100),
    ("response.certainty", "displaced", 0, 100, 100),
    ("response.certainty.wears_off", "cameras", 0, 100, 100),
    ("response.certainty.wears_off", "registers", 0, 100, 100),
    ("response.certainty.wears_off", "informants", 0, 100, 100),
    ("response.gaming", "players", 0, 100, 100),
    ("response.gaming", "shift", 0, 40, 10),
    ("response.gaming", "staged", 0, 100, 100),
    ("response.repayment", "unlisted", 0, 120, 10),
    ("response.repayment", "listed", 0, 120, 10),
    ("response.repayment", "unable", 0, 100, 100),
    ("response.repayment", "hardship", 0, 50, 10),
    ("response.repayment", "recovers", 0, 120, 10),
    ("visit.flight", "tickets", 0, 30, 10),
    ("visit.rail", "tickets", 0, 30, 10),
    ("visit.rail", "slow_train", 0, 100, 100),
];

/// So many steps of a number, as a file writes it.
pub(super) fn part(steps: u32, of: u32) -> String {
    (f64::from(steps) / f64::from(of)).to_string()
}

fn word(word: &str) -> String {
    format!("\"{word}\"")
}

fn words(words: &BTreeSet<&str>) -> String {
    format!("[{}]", words.iter().map(|it| word(it)).collect::<Vec<_>>().join(", "))
}

impl Draft {
    /// The whole text, with `more` at its end.
    pub(super) fn text_and(&self, more: &str) -> String {
        let mut sheet = Sheet::default();
        sheet.set("", "schema", "1".to_owned());
        if !self.people.stands_alone() {
            sheet.set("", "society", word("as-reported"));
        }
        if !self.inside {
            sheet.set("", "policy", word("drawn"));
        }
        sheet.set("", "baseline", word("drawn"));
        for (key, said) in [
            ("id", "drawn"),
            ("title", "drawn"),
            ("question", "Does the law hold?"),
            ("status", "a check of the program, not of the world"),
            ("license", "CC0-1.0"),
            ("not_for", "scoring, tracking or describing real people"),
        ] {
            sheet.set("scenario", key, word(said));
        }
        sheet.set("run", "citizens", self.citizens.to_string());
        sheet.set("run", "days", self.days.to_string());
        sheet.set("run", "seed", self.seed.to_string());
        sheet.set("stop", "measure", word("wrongful.days"));
        sheet.set("stop", "within", "0.05".to_owned());
        sheet.set("stop", "worlds", "1".to_owned());
        self.people.write(&mut sheet);
        let policy = self.policy.sheet();
        sheet.add(if self.inside { "" } else { "policies.drawn." }, &policy);
        let changes: String = self.changes(&policy).iter().map(Change::written).collect();
        format!("{}{changes}{more}", sheet.written())
    }

    /// The whole text.
    pub(super) fn text(&self) -> String {
        self.text_and("")
    }

    /// Changes on later days.
    fn changes(&self, policy: &Sheet) -> Vec<Change> {
        let change = |step: &Step| {
            let (path, _, to) = policy.pick(step.which, step.value);
            Change { path, to, day: self.day(step.when) }
        };
        let lasts = |change: &Change| {
            let path = &change.path;
            self.lasting.iter().any(|part| path.starts_with(part) || path.ends_with(part))
        };
        let mut changes: Vec<Change> = self.steps.iter().map(change).collect();
        changes.retain(|change| !lasts(change));
        changes.sort_by_key(|change| change.day);
        changes
    }

    /// A later day, so far into the days [1/100].
    pub(super) fn day(&self, when: u32) -> u32 {
        1 + when * (self.days - 2) / 100
    }
}

/// A setting of a policy that becomes another on a later day.
pub(super) struct Change {
    pub(super) path: String,
    pub(super) to: String,
    pub(super) day: u32,
}

impl Change {
    pub(super) fn written(&self) -> String {
        let Change { path, to, day } = self;
        format!("\n[[change]]\npath = \"{path}\"\nto = {to}\nfrom_day = {day}\nwhy = \"drawn\"\n")
    }
}

impl Sheet {
    /// One of the settings of a policy that a reform can change: its address, what stands there,
    /// and what may stand there as well.
    pub(super) fn pick(&self, which: Index, value: u32) -> (String, String, String) {
        let all = self.settings().filter_map(|(address, now)| {
            let then = other(&address, value).or_else(|| self.border(&address, value))?;
            Some((address, now, then))
        });
        which.get(&all.collect::<Vec<_>>()).clone()
    }

    /// Another bound of a band above the lowest, no nearer to the next bound than half way: bounds that move
    /// one by one stay in their order.
    fn border(&self, address: &str, value: u32) -> Option<String> {
        let of = |prefix: &'static str| {
            let all = self.settings().filter(move |it| it.0.starts_with(prefix));
            all.map(|(at, now)| (at, now.parse().expect("a whole number")))
        };
        let bounds: Vec<(String, u32)> = of("band.").chain(of("score.cap")).collect();
        let place = bounds.iter().position(|(at, _)| at == address && at.ends_with(".from"))?;
        let [below, now, above] = [place.checked_sub(1)?, place, place + 1].map(|it| bounds[it].1);
        let (least, most) = ((below + now) / 2 + 1, (now + above) / 2);
        Some((least + value % (most + 1 - least)).to_string())
    }
}

/// Another value that may stand at an address of a policy, where a reform can change it.
fn other(address: &str, value: u32) -> Option<String> {
    let (table, key) = address.rsplit_once('.')?;
    let first = table.split('.').next()?;
    let upto = |most: u32| value % (most + 1);
    let one_of = |all: &[&str]| all[value as usize % all.len()].to_owned();
    Some(match (first, key) {
        (
            _,
            "enabled" | "everywhere" | "lookalikes_stick" | "weighed" | "warning" | "exit_repair",
        ) if first != "score" => upto(1).eq(&1).to_string(),
        ("spread", "earned_too" | "once") => upto(1).eq(&1).to_string(),
        ("cameras", "per_head" | "reach" | "unenrolled") => part(upto(30), 10),
        ("cameras", "gallery") => one_of(&GALLERIES),
        ("cameras", "false_match") => one_of(&FALSE_MATCHES),
        ("policy", "looked_up") | ("cameras", "missed" | "moved") => part(upto(100), 100),
        ("register", "delay") => upto(40).to_string(),
        ("register", "missed") => part(upto(30), 100),
        ("register", "false_link") => part(upto(15), 100),
        ("register", "spurious") | ("informants", "lies") => part(upto(120), 10),
        ("register", "weight") => part(upto(30), 10),
        ("informants", "tells") => part(upto(100), 100),
        ("score", "update") => word(&one_of(&UPDATES)),
        ("score", "half_life") => (1 + upto(400)).to_string(),
        ("rule", "watch") => word(&one_of(&WATCHES)),
        ("rule", "kept") => part(upto(40), 2),
        ("rule", "broken") => format!("-{}", part(upto(100), 2)),
        ("rule", "repeat") => part(10 + upto(30), 10),
        ("rule", "monthly_cap") => upto(15).to_string(),
        ("rule", "fine") => part(upto(200), 100),
        ("list", "enters_below" | "enters_from" | "exit_score") => upto(900).to_string(),
        ("list", "debt_unpaid" | "exit_after") => (1 + upto(60)).to_string(),
        ("list", "association" | "association_monthly") | ("effect", "size") => {
            part(upto(100), 100)
        }
        ("list", "notice") => upto(20).to_string(),
        ("list", "exit_settled") => part(upto(120), 10),
        ("spread", _) => part(upto(100), 200),
        ("appeal", "delay") => (1 + upto(40)).to_string(),
        ("appeal", _) => part(upto(100), 100),
        ("objection", "window" | "delay") => (1 + upto(40)).to_string(),
        ("objection", "capacity") => (1 + upto(200)).to_string(),
        ("objection", "days_lost") => upto(5).to_string(),
        ("objection", _) => part(upto(100), 100),
        _ => return None,
    })
}

impl People {
    /// Whether the society has fewer groups or places than `as-reported`, which only a file that
    /// stands alone can say.
    fn stands_alone(&self) -> bool {
        self.groups.as_ref().is_some_and(|groups| groups.len() < 2)
            || self.places.as_ref().is_some_and(|places| places.len() < 3)
    }

    fn write(&self, to: &mut Sheet) {
        if self.stands_alone() {
            let base = as_reported();
            to.add("", base);
            for (name, unwanted) in
                [("group", &self.groups.is_some()), ("place", &self.places.is_some())]
            {
                if *unwanted {
                    to.drop(name);
                }
            }
        }
        for (name, share) in GROUPS.iter().zip(self.groups.iter().flatten()) {
            to.set(&format!("group.{name}"), "share", part(*share, 100));
        }
        for (name, (share, cameras)) in PLACES.iter().zip(self.places.iter().flatten()) {
            to.set(&format!("place.{name}"), "share", part(*share, 100));
            to.set(&format!("place.{name}"), "cameras", part(*cameras, 10));
        }
        for (heading, rate) in occasions().zip(&self.rates) {
            if let Some(rate) = rate {
                to.set(&heading, "rate", rate.to_string());
            }
        }
        for ((table, key, _, _, per), steps) in NUMBERS.iter().zip(&self.numbers) {
            if let Some(steps) = steps {
                to.set(table, key, part(*steps, *per));
            }
        }
        for ((table, key, on), turned) in SWITCHES.iter().zip(&self.turned) {
            if *turned {
                to.set(table, key, (!on).to_string());
            }
        }
    }

    /// Sets a number of the society [steps].
    pub(super) fn set(&mut self, table: &str, key: &str, steps: u32) {
        let place = NUMBERS.iter().position(|setting| (setting.0, setting.1) == (table, key));
        self.numbers[place.expect("a number that a draft can change")] = Some(steps);
    }
}

/// The society of `as-reported`.
fn as_reported() -> &'static Sheet {
    static SHEET: std::sync::OnceLock<Sheet> = std::sync::OnceLock::new();
    SHEET.get_or_init(|| {
        let text = SCENARIOS.iter().find(|(name, _)| *name == "as-reported").expect("it ships").1;
        let mut sheet = Sheet::read(text);
        for other in ["", "scenario", "run", "stop", "twins"] {
            sheet.drop(other);
        }
        sheet
    })
}

impl Policy {
    /// The settings of the policy, by address.
    pub(super) fn sheet(&self) -> Sheet {
        let mut to = Sheet::default();
        to.set("policy", "title", word("drawn"));
        to.set("policy", "say", word("drawn"));
        to.set("policy", "everywhere", self.everywhere.to_string());
        if let Some(share) = self.looked_up {
            to.set("policy", "looked_up", part(share, 100));
        }
        if let Some(cameras) = &self.cameras {
            cameras.write(&mut to);
        }
        for (name, register) in REGISTERS.iter().zip(&self.registers) {
            if let Some(register) = register {
                register.write(&format!("register.{name}"), &mut to);
            }
        }
        if let Some(informants) = &self.informants {
            to.set("informants", "enabled", (!informants.off).to_string());
            to.set("informants", "tells", part(informants.tells, 100));
            to.set("informants", "lies", part(informants.lies, 10));
        }
        if let Some(score) = &self.score {
            score.write(&mut to);
        }
        let scored = self.scored();
        for (conduct, rule) in Conduct::ALL.iter().zip(&self.rules) {
            if let Some(rule) = rule {
                rule.write(&format!("rule.{}", conduct.name()), scored.is_some(), &mut to);
            }
        }
        for (name, list) in LISTS.iter().zip(&self.lists) {
            list.write(&format!("list.{name}"), scored, &mut to);
        }
        for (number, effect) in self.effects.iter().enumerate() {
            let bands = scored.map_or(0, |score| score.borders().len());
            let at = format!("effect.number-{}", number + 1);
            effect.write(&at, (bands, self.lists.len()), &mut to);
        }
        if let Some(spread) = &self.spread {
            to.set("spread", "earned_too", spread.earned_too.to_string());
            to.set("spread", "once", spread.once.to_string());
            for (name, share) in SPREADS.iter().zip(&spread.shares) {
                if let Some(share) = share {
                    to.set("spread", name, part(*share, 200));
                }
            }
        }
        if let Some(appeal) = &self.appeal {
            to.set("appeal", "enabled", (!appeal.off).to_string());
            to.set("appeal", "lodged", part(appeal.lodged, 100));
            to.set("appeal", "delay", appeal.delay.to_string());
            to.set("appeal", "if_wrong", part(appeal.if_wrong, 100));
            to.set("appeal", "if_right", part(appeal.if_right, 100));
        }
        if let Some(objection) = &self.objection {
            objection.write(&mut to);
        }
        to
    }

    /// The score, where there is one that is switched on.
    pub(super) fn scored(&self) -> Option<&Score> {
        self.score.as_ref().filter(|score| !score.off)
    }
}

impl Objection {
    fn write(&self, to: &mut Sheet) {
        to.set("objection", "enabled", (!self.off).to_string());
        to.set("objection", "window", self.window.to_string());
        to.set("objection", "delay", self.delay.to_string());
        if let Some(capacity) = self.capacity {
            to.set("objection", "capacity", capacity.to_string());
        }
        to.set("objection", "days_lost", self.days_lost.to_string());
        to.set("objection", "if_wrong", part(self.if_wrong, 100));
        to.set("objection", "if_right", part(self.if_right, 100));
        let mut by_income = |table: &str, [poorest, richest]: [u32; 2]| {
            to.set(table, "poorest", part(poorest, 100));
            to.set(table, "richest", part(richest, 100));
        };
        by_income("objection.fee", self.fee);
        let ways = [("charge", &self.charge), ("band", &self.band)];
        let ways = ways.into_iter().filter_map(|(way, objecting)| Some((way, objecting.as_ref()?)));
        let ways: Vec<_> = ways.collect();
        for (way, objecting) in &ways {
            by_income(&format!("objection.{way}.wrong"), objecting.wrong);
            by_income(&format!("objection.{way}.right"), objecting.right);
        }
        for (way, objecting) in ways {
            to.set(&format!("objection.{way}"), "told", part(objecting.told, 100));
        }
    }
}

impl Cameras {
    fn write(&self, to: &mut Sheet) {
        let mut set = |key: &str, value: String| to.set("cameras", key, value);
        set("enabled", (!self.off).to_string());
        set("per_head", part(self.per_head, 10));
        set("reach", part(self.reach, 10));
        set("passes", self.passes.to_string());
        set("gallery", GALLERIES[self.gallery].to_owned());
        set("false_match", FALSE_MATCHES[self.false_match].to_owned());
        set("quality", "1".to_owned());
        set("unenrolled", part(self.unenrolled, 10));
        set("missed", part(self.missed, 100));
        set("lookalikes_stick", self.sticks.to_string());
        if let Some((moved, weighed)) = self.follows {
            to.set("cameras", "moved", part(moved, 100));
            to.set("cameras", "weighed", weighed.to_string());
        }
        if let Some((false_match, missed)) = self.by_group {
            to.set("cameras.false_match_by_group", GROUPS[0], false_match.to_string());
            to.set("cameras.missed_by_group", GROUPS[0], missed.to_string());
        }
    }
}

impl Register {
    fn write(&self, at: &str, to: &mut Sheet) {
        to.set(at, "enabled", (!self.off).to_string());
        to.set(at, "delay", self.delay.to_string());
        to.set(at, "missed", part(self.missed, 100));
        to.set(at, "false_link", part(self.false_link, 100));
        to.set(at, "spurious", part(self.spurious, 10));
        for (&conduct, weight) in self.spurious_of.iter().flatten() {
            let name = Conduct::ALL[conduct].name();
            to.set(&format!("{at}.spurious_of"), name, weight.to_string());
        }
        to.set(at, "weight", part(self.weight, 10));
        if let Some(factor) = self.by_group {
            to.set(&format!("{at}.false_link_by_group"), GROUPS[0], factor.to_string());
        }
    }
}

impl Score {
    /// The point so far up the scale [1/100].
    pub(super) fn at(&self, share: u32) -> u32 {
        self.floor + self.width * share / 100
    }

    /// Where the bands begin.
    pub(super) fn borders(&self) -> BTreeSet<u32> {
        let above = self.bands.iter().map(|&share| self.at(share));
        std::iter::once(self.floor).chain(above).take(BANDS.len()).collect()
    }

    fn write(&self, to: &mut Sheet) {
        to.set("score", "enabled", (!self.off).to_string());
        to.set("score", "start", self.at(self.start).to_string());
        to.set("score", "floor", self.floor.to_string());
        to.set("score", "cap", (self.floor + self.width).to_string());
        to.set("score", "update", word(UPDATES[self.update]));
        if let Some(days) = self.half_life {
            to.set("score", "half_life", days.to_string());
        }
        for (name, from) in BANDS.iter().zip(self.borders()).filter(|_| !self.off) {
            to.set(&format!("band.{name}"), "from", from.to_string());
        }
    }
}

impl Rule {
    fn write(&self, at: &str, scored: bool, to: &mut Sheet) {
        to.set(at, "watch", word(WATCHES[self.watch]));
        if scored && self.kept > 0 {
            to.set(at, "kept", part(self.kept, 2));
        }
        if scored && self.broken > 0 {
            to.set(at, "broken", format!("-{}", part(self.broken, 2)));
        }
        if let Some(tenths) = self.repeat {
            to.set(at, "repeat", part(10 + tenths, 10));
        }
        if let Some(times) = self.monthly_cap {
            to.set(at, "monthly_cap", times.to_string());
        }
        if let Some(fine) = self.fine {
            to.set(at, "fine", part(fine, 100));
        }
        if self.warning {
            to.set(at, "warning", "true".to_owned());
        }
    }
}

impl List {
    fn write(&self, at: &str, scored: Option<&Score>, to: &mut Sheet) {
        to.set(at, "color", word(if self.red { "red" } else { "black" }));
        if let Some(score) = scored {
            let bounds = [
                ("enters_below", self.enters_below),
                ("enters_from", self.enters_from),
                ("exit_score", self.exit_score),
            ];
            for (key, share) in bounds {
                if let Some(share) = share {
                    to.set(at, key, score.at(share).to_string());
                }
            }
        }
        let days = [
            ("debt_unpaid", self.debt_unpaid),
            ("exit_after", self.exit_after),
            ("notice", self.notice),
        ];
        for (key, days) in days {
            if let Some(days) = days {
                to.set(at, key, days.to_string());
            }
        }
        if !self.charges.is_empty() {
            let names = self.charges.iter().map(|&conduct| Conduct::ALL[conduct].name());
            to.set(at, "charges", words(&names.collect()));
        }
        if let Some(share) = self.association {
            to.set(at, "association", part(share, 100));
        }
        if let Some(share) = self.association_monthly {
            to.set(at, "association_monthly", part(share, 100));
        }
        if self.exit_repair {
            to.set(at, "exit_repair", "true".to_owned());
        }
        if let Some(settled) = self.exit_settled {
            to.set(at, "exit_settled", part(settled, 10));
        }
    }
}

impl Effect {
    pub(super) fn does(&self) -> &'static str {
        DOES[self.does]
    }

    pub(super) fn is_on_household(&self) -> bool {
        FALLS_ON[self.falls_on] == "household" && !["fine", "admit"].contains(&self.does())
    }

    fn write(&self, at: &str, (bands, lists): (usize, usize), to: &mut Sheet) {
        let named = |of: &[usize], names: &[&'static str], count: usize| -> BTreeSet<&str> {
            of.iter().filter(|_| count > 0).map(|number| names[number % count.max(1)]).collect()
        };
        if self.does() != "fine" {
            to.set(at, "gate", word(Gate::ALL[self.gate].name()));
        }
        for (key, named) in [
            ("bands", named(&self.bands, &BANDS, bands)),
            ("lists", named(&self.lists, &LISTS, lists)),
        ] {
            if !named.is_empty() {
                to.set(at, key, words(&named));
            }
        }
        to.set(at, "does", word(self.does()));
        if let (Some(size), false) = (self.size, self.does() == "admit") {
            to.set(at, "size", part(size, 100));
        }
        to.set(at, "context", word(Context::ALL[self.context].name()));
        if FALLS_ON[self.falls_on] == "children" || self.is_on_household() {
            to.set(at, "falls_on", word(FALLS_ON[self.falls_on]));
        }
    }
}
