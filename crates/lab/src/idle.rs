//! What a scenario says that makes no difference: rules that nothing can set off.

use society::scenario::{
    Color, Conduct, Effect, EffectKind, Gate, Habit, List, OccasionRate, Policy, Rule, Scenario,
    Society, Watch,
};
use society::units::Points;

use crate::run::{Layout, WorldResult, first_worlds};
use society::measures::Breakdown;

/// A setting that makes no difference, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadRules {
    /// The setting.
    pub key: String,
    /// Why nothing comes of it.
    pub why: String,
}

/// The settings of the policy under study that cannot make a difference, whatever happens.
#[must_use]
pub fn idle(scenario: &Scenario) -> Vec<DeadRules> {
    let (society, policy) = (scenario.society(), &scenario.twins()[0].policy);
    let mut found = Vec::new();
    let mut note = |key: String, why: &str| found.push(DeadRules { key, why: why.to_owned() });
    for (conduct, rule) in Conduct::ALL.iter().zip(&policy.rules) {
        let Some(rule) = rule else { continue };
        let key = format!("rule.{}", conduct.name());
        if society.habit(*conduct).occasion.rate.get() == 0.0 {
            note(key, "the occasion never comes");
        } else if does_nothing(policy, *conduct, rule) {
            note(key, "it neither moves points, fines, warns nor lists anyone");
        } else if let Some(why) = unseen(policy, rule) {
            note(key, why);
        }
    }
    let moves = policy.cameras.as_ref().is_some_and(|cameras| cameras.moved.get() > 0.0);
    if moves && society.population.places.len() == 1 {
        note("cameras.moved".to_owned(), "there is one kind of place");
    }
    for list in &policy.lists {
        if !can_be_entered(policy, list) {
            note(format!("list.{}", list.name), "nobody can come onto it");
        }
    }
    if policy.looked_up.get() > 0.0 && society.helping.is_none() {
        note("policy.looked_up".to_owned(), "nobody asks for help");
    }
    for effect in &policy.effects {
        let key = format!("effect.{}", effect.name);
        if effect.bands.is_empty() && effect.lists.is_empty() && !policy.everywhere {
            note(key, "it names no band and no list");
        } else if !is_visited(society, effect.gate) {
            note(key, "nobody ever comes to its gate");
        }
    }
    found
}

fn does_nothing(policy: &Policy, conduct: Conduct, rule: &Rule) -> bool {
    let moves = rule.kept != Points::ZERO || rule.broken != Points::ZERO;
    let lists = policy.lists.iter().any(|list| list.entry.charges.contains(&conduct));
    let debts = conduct == Conduct::CourtDebt
        && policy.lists.iter().any(|list| list.entry.debt_unpaid.is_some());
    !moves && rule.fine == 0.0 && !rule.warning && !lists && !debts
}

/// Why nobody can hear of what a rule is about.
fn unseen(policy: &Policy, rule: &Rule) -> Option<&'static str> {
    let told = policy.informants.is_some_and(|people| people.tells.get() > 0.0);
    let films = policy.cameras.as_ref().is_some_and(|it| it.per_head > 0.0 && it.reach > 0.0);
    match rule.watch {
        Watch::Cameras if !films && !told => Some("no camera films it and nobody tells"),
        Watch::People if !told => Some("nobody tells"),
        Watch::Register(register) if policy.registers[register as usize].is_none() => {
            Some("its register is off")
        }
        _ => None,
    }
}

fn can_be_entered(policy: &Policy, list: &List) -> bool {
    let entry = &list.entry;
    let scale = policy.score.as_ref();
    let falls = entry.score_below.zip(scale).is_some_and(|(bound, scale)| bound > scale.floor);
    let rises = entry.score_from.zip(scale).is_some_and(|(bound, scale)| bound <= scale.cap);
    let debts = entry.debt_unpaid.is_some() && policy.rule(Conduct::CourtDebt).is_some();
    let charged = entry.charges.iter().any(|&conduct| policy.rule(conduct).is_some());
    falls
        || rises
        || debts
        || charged
        || entry.association.get() > 0.0
        || entry.association_monthly.get() > 0.0
}

/// Whether anyone can come to a gate: on a visit, on the way to an occasion, or every month.
fn is_visited(society: &Society, gate: Gate) -> bool {
    let comes = |occasion: &OccasionRate| occasion.rate.get() > 0.0;
    let leads = |habit: &Habit| habit.behind == Some(gate) && comes(&habit.occasion);
    visits(society, gate).is_some_and(comes)
        || matches!(gate, Gate::Job | Gate::Internet | Gate::Fare)
        || society.habits.iter().any(leads)
}

fn visits(society: &Society, gate: Gate) -> Option<&OccasionRate> {
    match gate {
        Gate::Flight => Some(&society.flights),
        Gate::Rail => Some(&society.rail),
        Gate::School => Some(&society.schooling),
        Gate::Hospital => Some(&society.hospital),
        Gate::Venue => Some(&society.venues),
        Gate::Job | Gate::Internet | Gate::Fare | Gate::Loan => None,
    }
}

/// What a trial town showed.
#[derive(Clone, Debug)]
pub struct SmokeRun {
    /// Its citizens [citizens].
    pub citizens: u32,
    /// The days it lived [days].
    pub days: u16,
    /// What never happened in it.
    pub never: Vec<DeadRules>,
}

/// Citizens of a trial town [citizens].
const TOWN: u32 = 4_000;

/// Lives a small town under the policy under study, and tells which lists nobody came onto, which
/// gates refused nobody and which bands nobody was in.
#[must_use]
pub fn trial(scenario: &Scenario) -> Option<SmokeRun> {
    let society =
        Society { citizens: scenario.society().citizens.min(TOWN), ..scenario.society().clone() };
    let (citizens, days) = (society.citizens, society.days);
    let twin = scenario.twins()[0].clone();
    let policy = twin.policy.clone();
    let town = Scenario::validated(society, vec![twin], 0, scenario.seed()).ok()?;
    let lived = first_worlds(&town, 1).pop()?;
    let frame = Layout::new(&town);
    let mut never = Vec::new();
    let black = policy.lists.iter().filter(|list| list.color == Color::Black).count();
    for (list, number) in policy.lists.iter().zip(["first", "second", "third", "fourth"]) {
        let (measure, why) = if black == 1 && list.color == Color::Black {
            ("blacklisted.ever".to_owned(), "nobody came onto it")
        } else {
            (format!("listed.{number}"), "nobody was on it at the end")
        };
        if value(&frame, &lived, &measure) == Some(0.0) {
            never.push(DeadRules { key: format!("list.{}", list.name), why: why.to_owned() });
        }
    }
    for gate in Gate::ALL {
        let refuses =
            |effect: &&Effect| effect.gate == gate && matches!(effect.does, EffectKind::Refuse(_));
        let Some(effect) = policy.effects.iter().find(refuses) else { continue };
        if value(&frame, &lived, &format!("refused.{}", gate.name())) == Some(0.0) {
            never.push(DeadRules {
                key: format!("effect.{}", effect.name),
                why: "it refused nobody".to_owned(),
            });
        }
    }
    Some(SmokeRun { citizens, days, never })
}

fn value(frame: &Layout, lived: &WorldResult, measure: &str) -> Option<f64> {
    let number = frame.measures.iter().position(|one| one.name == measure)?;
    let part = frame.by.iter().position(|&by| by == Breakdown::All)?;
    lived.twins.first().map(|twin| twin.outcomes[part][number])
}
