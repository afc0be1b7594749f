//! Dead rules: settings of a scenario that make no difference.
//!
//! Two searches find them. [`dead_rules`] reads the settings alone and finds rules that nothing can
//! trigger; [`smoke_run`] simulates a small society and finds those that nothing did trigger.

use society::measures::MeasureId;
use society::observation::{conducts_before_cameras, reportable_conducts, spurious_conducts};
use society::scenario::{
    Cameras, Color, Conduct, Effect, EffectKind, Gate, Habit, List, ListId, Nature, OccasionRate,
    Policy, Register, RegisterRules, Rule, Scenario, Society, TwinId, Watch,
};
use society::units::{PerYear, Points, Share};

use crate::dead_objections::dead_objections;
use crate::study::first_worlds;
use crate::world::TwinResult;

/// A setting that makes no difference.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadRule {
    /// Address of the setting.
    pub key: String,
    /// Reason why it makes no difference.
    pub why: String,
}

impl DeadRule {
    fn new(key: String, why: &str) -> DeadRule {
        DeadRule { key, why: why.to_owned() }
    }
}

/// Settings of the policy under study that cannot make a difference in any world.
///
/// ```
/// use lab::dead_rules::dead_rules;
///
/// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
/// assert!(dead_rules(&loaded.scenario).is_empty());
/// ```
#[must_use]
pub fn dead_rules(scenario: &Scenario) -> Vec<DeadRule> {
    let (society, policy) = (scenario.society(), &scenario.twins()[0].policy);
    let mut found = conduct_rules(society, policy);
    found.extend(errors(society, policy));
    let objections = dead_objections(policy).into_iter();
    found.extend(objections.map(|(key, why)| DeadRule::new(key.to_owned(), why)));
    // Cameras that follow their findings have nowhere to go where all places are of one kind.
    let moves = policy.cameras.as_ref().is_some_and(|cameras| cameras.moved.get() > 0.0);
    if moves && society.population.places.len() == 1 {
        found.push(DeadRule::new("cameras.moved".to_owned(), "there is one kind of place"));
    }
    // Made up for is the difference between places, and a halo of all leaves none where cameras are not seen.
    let certainty = &society.response.certainty;
    let alike = certainty.halo == Share::ALL && certainty.seen == Share::NONE;
    if certainty.displaced > Share::NONE && alike {
        let why = "cameras count alike everywhere";
        found.push(DeadRule::new("response.certainty.displaced".to_owned(), why));
    }
    found.extend(payments(society, policy));
    for list in policy.lists.iter().filter(|list| !can_be_entered(policy, list)) {
        found.push(DeadRule::new(format!("list.{}", list.name), "nobody can enter it"));
    }
    if policy.looked_up.get() > 0.0 && society.helping.is_none() {
        found.push(DeadRule::new("policy.looked_up".to_owned(), "nobody asks for help"));
    }
    for effect in &policy.effects {
        if let Some(why) = without_effect(society, policy, effect) {
            found.push(DeadRule::new(format!("effect.{}", effect.name), why));
        }
    }
    found
}

/// Settings of late payment, and of trips that are refused, that nothing can reach.
fn payments(society: &Society, policy: &Policy) -> Vec<DeadRule> {
    let (repayment, barred) = (&society.response.repayment, &society.barred);
    let all_can_pay = repayment.unable == Share::NONE;
    let mut found = Vec::new();
    let mut dead = |key: String, is_dead: bool, why| {
        if is_dead {
            found.push(DeadRule::new(key, why));
        }
    };
    let everyone_can = "every debtor can pay";
    let recovers = repayment.recovers > PerYear::NEVER && all_can_pay;
    dead("response.repayment.recovers".to_owned(), recovers, everyone_can);
    let weighs = repayment.hardship > 0.0 && all_can_pay;
    dead("response.repayment.hardship".to_owned(), weighs, everyone_can);
    let slower = barred.slower > 0 && barred.slow_train == Share::NONE;
    dead("visit.rail.slower".to_owned(), slower, "nobody takes a slow train instead");
    for List { name, entry, exit, .. } in &policy.lists {
        let settles = exit.settled > PerYear::NEVER;
        let at = format!("list.{name}.exit_settled");
        let ends = entry.debt_unpaid.is_some() && exit.repair;
        dead(at.clone(), settles && !ends, "payment of a debt does not end the listing");
        dead(at, settles && ends && all_can_pay, everyone_can);
    }
    found
}

/// Rules about conduct that nothing can trigger, or that do nothing when triggered.
fn conduct_rules(society: &Society, policy: &Policy) -> Vec<DeadRule> {
    let rules = Conduct::ALL.iter().zip(&policy.rules);
    let rules = rules.filter_map(|(conduct, rule)| Some((*conduct, rule.as_ref()?)));
    let dead = |(conduct, rule): (Conduct, &Rule)| {
        let why = if society.habit(conduct).occasion.rate.get() == 0.0 {
            Some("it never has an occasion")
        } else if does_nothing(policy, conduct, rule) {
            Some("it neither moves points, fines, warns nor lists anyone")
        } else {
            unseen(policy, rule)
        };
        why.map(|why| DeadRule::new(format!("rule.{}", conduct.name()), why))
    };
    rules.filter_map(dead).collect()
}

/// Whether a charge for a conduct has no consequence: no points, fine, warning or list.
fn does_nothing(policy: &Policy, conduct: Conduct, rule: &Rule) -> bool {
    let moves = rule.kept != Points::ZERO || rule.broken != Points::ZERO;
    let lists = policy.lists.iter().any(|list| list.entry.charges.contains(&conduct));
    // A debt leads to a list by its age, without a charge.
    let debts = conduct == Conduct::CourtDebt
        && policy.lists.iter().any(|list| list.entry.debt_unpaid.is_some());
    !moves && rule.fine == 0.0 && !rule.warning && !lists && !debts
}

/// The reason why no sensor can detect the conduct of a rule.
fn unseen(policy: &Policy, rule: &Rule) -> Option<&'static str> {
    let informs = policy.informants.is_some_and(|people| people.tells.get() > 0.0);
    // Informants report on conduct that cameras watch, too, so both must be absent.
    let films = policy.cameras.as_ref().is_some_and(|it| it.per_head > 0.0 && it.reach > 0.0);
    match rule.watch {
        Watch::Cameras if !films && !informs => Some("no camera covers it and nobody informs"),
        Watch::People if !informs => Some("nobody informs"),
        Watch::Register(register) if policy.registers[register as usize].is_none() => {
            Some("its register is off")
        }
        _ => None,
    }
}

/// Rates of errors that can wrong nobody under the policy, whatever their size.
fn errors(society: &Society, policy: &Policy) -> Vec<DeadRule> {
    let mut found = Vec::new();
    if let Some(cameras) = &policy.cameras {
        found.extend(errors_of_cameras(society, policy, cameras));
    }
    for register in Register::ALL {
        if let Some(rules) = &policy.registers[register as usize] {
            found.extend(errors_of_register(society, policy, register, rules));
        }
    }
    let lies = policy.informants.is_some_and(|people| people.lies > PerYear::NEVER);
    if lies && reportable_conducts(policy).is_empty() {
        let why = "no breach in public has a consequence that a report could lead to";
        found.push(DeadRule::new("informants.lies".to_owned(), why));
    }
    found
}

/// False matches, misses and strangers that lead nowhere.
fn errors_of_cameras(society: &Society, policy: &Policy, cameras: &Cameras) -> Vec<DeadRule> {
    let mistakes = cameras.false_match > Share::NONE;
    let missed = cameras.missed_by_group.iter().any(|&missed| missed > Share::NONE);
    let why = (!is_watched(policy, Watch::Cameras))
        .then_some("cameras watch no conduct that the policy has a rule about");
    // Strangers are in no gallery: with any of them about, a false match needs no miss.
    let all_found = (!missed && cameras.unenrolled == 0.0)
        .then_some("everyone is in the gallery, and no face is missed");
    let no_match = (!mistakes).then_some("no comparison ever matches a wrong face");
    let no_breach = conducts_before_cameras(society, policy)
        .is_empty()
        .then_some("cameras watch no breach that ever happens");
    let rates = [
        ("false_match", mistakes, why.or(all_found)),
        ("missed", missed, why),
        ("unenrolled", cameras.unenrolled > 0.0, why.or(no_match).or(no_breach)),
    ];
    let dead = rates.into_iter().filter(|&(_, is_given, _)| is_given);
    dead.filter_map(|(key, _, why)| Some(DeadRule::new(format!("cameras.{key}"), why?))).collect()
}

/// Missed links, false links and spurious entries that lead nowhere, and weights of the latter that
/// count for nothing.
fn errors_of_register(
    society: &Society,
    policy: &Policy,
    register: Register,
    rules: &RegisterRules,
) -> Vec<DeadRule> {
    let watch = Watch::Register(register);
    let nothing = (!is_watched(policy, watch))
        .then_some("the register watches no conduct that the policy has a rule about");
    let accuses = !spurious_conducts(society, policy, register).is_empty();
    let no_entry = (!accuses).then_some("no breach that the register watches has a weight");
    let is_made_up = rules.spurious > PerYear::NEVER;
    let rates = [
        ("missed", rules.missed > Share::NONE, nothing),
        ("false_link", rules.false_link > Share::NONE, nothing),
        ("spurious", is_made_up, nothing.or(no_entry)),
        (
            "spurious_of",
            rules.spurious_of.is_some() && !is_made_up,
            Some("the register has no entry without a deed"),
        ),
    ];
    let at = |key: &str| format!("register.{}.{key}", register.name());
    let dead = rates.into_iter().filter(|&(_, is_given, _)| is_given);
    let dead = dead.filter_map(|(key, _, why)| Some(DeadRule::new(at(key), why?)));
    let weights = Conduct::ALL.into_iter().zip(rules.spurious_of.into_iter().flatten());
    let weighted = weights.filter(|&(_, weight)| weight > 0.0).map(|(conduct, _)| conduct);
    let stray = weighted.filter_map(|conduct| {
        let why = not_accused(policy, watch, conduct)?;
        Some(DeadRule::new(at(&format!("spurious_of.{}", conduct.name())), why))
    });
    dead.chain(stray).collect()
}

/// The reason why no entry without a deed accuses of a conduct.
fn not_accused(policy: &Policy, watch: Watch, conduct: Conduct) -> Option<&'static str> {
    if !policy.watches(watch, conduct) {
        Some("the register does not watch it")
    } else if conduct.nature() == Nature::Virtue {
        Some("nobody is accused of a good deed left undone")
    } else {
        None
    }
}

/// Whether the policy has a rule with this sensor.
fn is_watched(policy: &Policy, watch: Watch) -> bool {
    Conduct::ALL.into_iter().any(|conduct| policy.watches(watch, conduct))
}

/// Whether any way leads to a list.
fn can_be_entered(policy: &Policy, list: &List) -> bool {
    let entry = &list.entry;
    let scale = policy.score.as_ref();
    // A bound beyond the end of the scale is never crossed.
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

/// The reason why an effect reaches nobody.
fn without_effect(society: &Society, policy: &Policy, effect: &Effect) -> Option<&'static str> {
    if effect.bands.is_empty() && effect.lists.is_empty() && !policy.everywhere {
        Some("it names no band and no list")
    } else if !is_visited(society, effect.gate) {
        Some("nobody requests anything at its gate")
    } else {
        None
    }
}

/// Whether anyone can come to a gate: on a visit, on the way to an occasion, or every month.
fn is_visited(society: &Society, gate: Gate) -> bool {
    let comes = |occasion: &OccasionRate| occasion.rate.get() > 0.0;
    let leads = |habit: &Habit| habit.behind == Some(gate) && comes(&habit.occasion);
    // Work, the line and the fare are looked at every month for everyone; nobody requests them.
    visits(society, gate).is_some_and(comes)
        || matches!(gate, Gate::Job | Gate::Internet | Gate::Fare)
        || society.habits.iter().any(leads)
}

/// Rate of requests at a gate; `None` for gates without requests of their own.
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

/// Findings of a smoke run: a small society, simulated once.
///
/// A rule that takes effect in one person of ten thousand may be dead here and alive in the
/// scenario, so these are warnings and no errors.
#[derive(Clone, Debug)]
pub struct SmokeRun {
    /// Size of its society [citizens].
    pub citizens: u32,
    /// Length of it [days].
    pub days: u16,
    /// Lists that nobody entered and gates that refused nobody.
    pub never: Vec<DeadRule>,
}

/// Size of the society of a smoke run, unless the scenario's is smaller [citizens].
const SMOKE_RUN: u32 = 4_000;

/// Simulates one world of a small society under the policy under study, and reports the lists that
/// nobody entered and the gates that refused nobody; `None` where the society cannot be made.
///
/// ```
/// use lab::dead_rules::smoke_run;
///
/// let small = reader::Overrides { days: Some(30), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let found = smoke_run(&loaded.scenario).expect("it is a valid society");
/// assert_eq!((found.citizens, found.days), (4_000, 30));
/// ```
#[must_use]
pub fn smoke_run(scenario: &Scenario) -> Option<SmokeRun> {
    let citizens = scenario.society().citizens.min(SMOKE_RUN);
    let society = Society { citizens, ..scenario.society().clone() };
    let days = society.days;
    // The first twin alone: the others would cost as much again, and are other policies.
    let twin = scenario.twins()[0].clone();
    let policy = twin.policy.clone();
    let small = Scenario::validated(society, vec![twin], TwinId::STUDIED, scenario.seed()).ok()?;
    let world = first_worlds(&small, 1).pop()?;
    let result = world.twins.first()?;
    let mut never = unused_lists(&policy, result);
    never.extend(open_gates(&policy, result));
    Some(SmokeRun { citizens, days, never })
}

/// Lists that no adult of a world was on.
fn unused_lists(policy: &Policy, result: &TwinResult) -> Vec<DeadRule> {
    let black = policy.lists.iter().filter(|list| list.color == Color::Black).count();
    let unused = |(number, list): (ListId, &List)| {
        // Entries are counted for blacklists together, so they speak for a list that is alone.
        let (measure, why) = if black == 1 && list.color == Color::Black {
            (MeasureId::BLACKLISTED_EVER, "nobody entered it")
        } else {
            (MeasureId::listed(number), "nobody was on it at the end")
        };
        let is_unused = result.value(measure) == 0.0;
        is_unused.then(|| DeadRule::new(format!("list.{}", list.name), why))
    };
    ListId::all(&policy.lists).zip(&policy.lists).filter_map(unused).collect()
}

/// Effects that refuse at a gate, and refused nobody in a world.
fn open_gates(policy: &Policy, result: &TwinResult) -> Vec<DeadRule> {
    let open = |gate: Gate| {
        let refuses =
            |effect: &&Effect| effect.gate == gate && matches!(effect.does, EffectKind::Refuse(_));
        let effect = policy.effects.iter().find(refuses)?;
        let is_open = result.value(MeasureId::refused(gate)) == 0.0;
        is_open.then(|| DeadRule::new(format!("effect.{}", effect.name), "it refused nobody"))
    };
    Gate::ALL.into_iter().filter_map(open).collect()
}
