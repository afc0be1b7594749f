//! The door: every rule that a scenario must keep, looked at all at once.

use super::{
    Appeal, Cameras, Color, Habit, List, OccasionRate, Policy, RegisterRules, Rule, Society, Twin,
};
use crate::units::{Points, Share};

/// A rule that a scenario breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The setting, as an address: `population.ages`, `twins.forgiven.lists`.
    pub key: String,
    /// The value found.
    pub found: String,
    /// The values allowed.
    pub allowed: String,
}

impl std::fmt::Display for Violation {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "`{}` is {}, but must be {}", self.key, self.found, self.allowed)
    }
}

/// Every rule that these parts break, in the order of the parts.
pub(super) fn violations(society: &Society, twins: &[Twin], baseline: usize) -> Vec<Violation> {
    let mut door = Validator::default();
    door.society(society);
    door.that("twins", twins.len(), (1..=64).contains(&twins.len()), "1 to 64 twins");
    door.that("baseline", baseline, baseline < twins.len(), "the name of a twin");
    for (number, twin) in twins.iter().enumerate() {
        let twice = twins[..number].iter().any(|other| other.name == twin.name);
        door.that("twins", &twin.name, !twice, "a name that no other twin has");
        door.at = format!("twins.{}.", twin.name);
        door.policy(&twin.policy, society);
        door.stages(twin, society);
    }
    door.found
}

#[derive(Default)]
struct Validator {
    at: String,
    found: Vec<Violation>,
}

impl Validator {
    fn that(&mut self, key: &str, found: impl std::fmt::Display, holds: bool, allowed: &str) {
        if !holds {
            self.found.push(Violation {
                key: format!("{}{key}", self.at),
                found: found.to_string(),
                allowed: allowed.to_owned(),
            });
        }
    }

    fn within(&mut self, key: &str, found: f64, low: f64, high: f64) {
        self.that(key, found, (low..=high).contains(&found), &format!("{low} to {high}"));
    }

    fn whole(&mut self, key: &str, shares: impl Iterator<Item = Share>) {
        let sum: f64 = shares.map(Share::get).sum();
        let allowed = "shares that sum to 1";
        self.that(key, format!("{sum} in sum"), (sum - 1.0).abs() < 1e-6, allowed);
    }

    fn society(&mut self, society: &Society) {
        self.within("run.citizens", society.citizens.into(), 2.0, 1.4e9);
        self.within("run.days", society.days.into(), 1.0, 36_500.0);
        self.population(society);
        for (conduct, habit) in super::Conduct::ALL.iter().zip(&society.habits) {
            self.at = format!("conduct.{}.", conduct.name());
            self.habit(habit);
        }
        let visits = [
            ("flight", &society.flights),
            ("rail", &society.rail),
            ("school", &society.schooling),
            ("hospital", &society.hospital),
            ("venue", &society.venues),
            ("meeting", &society.meetings),
        ];
        for (name, occasion) in visits {
            self.at = format!("visit.{name}.");
            self.occasion(occasion);
        }
        self.at.clear();
        let response = &society.response;
        self.within("response.near", response.near, 0.0, 2047.0);
        self.within("response.near_stake", response.near_stake, 1.0, 10.0);
        self.within("response.gaming.shift", response.gaming.shift, 0.0, 4.0);
        if let Some(helping) = society.helping {
            let virtue = helping.by.nature() == super::Nature::Virtue;
            self.that("helping.by", helping.by.name(), virtue, "a good deed");
            self.within("helping.benefit", helping.benefit, 0.0, 100.0);
        }
        self.within("livelihood.health.wait", society.livelihood.health.wait.into(), 1.0, 255.0);
    }

    fn population(&mut self, society: &Society) {
        let people = &society.population;
        self.at = "population.".to_owned();
        self.whole("ages", people.ages.iter().copied());
        self.within("sex_ratio", people.sex_ratio, 1.0, 10_000.0);
        self.within("household", people.household, 1.0, 5.0);
        self.within("groups", people.groups.len() as f64, 1.0, 4.0);
        self.whole("groups", people.groups.iter().map(|group| group.share));
        self.within("places", people.places.len() as f64, 1.0, 12.0);
        self.whole("places", people.places.iter().map(|place| place.share));
        for place in &people.places {
            self.within(&format!("places.{}.cameras", place.name), place.cameras, 0.0, 100.0);
        }
        self.within("circle", people.circle.into(), 2.0, 30.0);
        self.within("team", people.team.into(), 2.0, 100.0);
        self.within("class", people.class.into(), 2.0, 100.0);
        self.within("workplace", people.workplace.into(), 1.0, 4096.0);
        self.within("zipf", people.zipf, 0.5, 3.0);
        self.within("acquaintances", people.acquaintances.into(), 2.0, 1000.0);
        self.within("kin", people.kin.into(), 0.0, 8.0);
        for factor in people.mobility {
            self.within("mobility", factor, 0.0, 100.0);
        }
        self.at.clear();
    }

    fn occasion(&mut self, occasion: &OccasionRate) {
        self.within("rate", occasion.rate.get(), 0.0, 365.0);
        for factor in occasion.by_age {
            self.within("by_age", factor, 0.0, 10.0);
        }
    }

    fn habit(&mut self, habit: &Habit) {
        self.occasion(&habit.occasion);
        let breaks = habit.breaks.get();
        let allowed = "strictly between 0 and 1 (write rate = 0 for what never happens)";
        self.that("breaks", breaks, breaks > 0.0 && breaks < 1.0, allowed);
        self.within("disposition", habit.disposition, 0.0, 4.0);
        self.within("certainty", habit.certainty, 0.0, 8.0);
        self.within("severity", habit.severity, 0.0, 8.0);
        self.within("hardship", habit.hardship, 0.0, 8.0);
        self.within("resignation", habit.resignation, 0.0, 8.0);
        self.within("harm", habit.harm.into(), 0.0, 100.0);
    }

    fn policy(&mut self, policy: &Policy, society: &Society) {
        let groups = society.population.groups.len();
        if let Some(cameras) = &policy.cameras {
            self.cameras(cameras, groups);
        }
        for (register, rules) in super::Register::ALL.iter().zip(&policy.registers) {
            if let Some(rules) = rules {
                self.register(register.name(), rules);
            }
        }
        for (conduct, rule) in super::Conduct::ALL.iter().zip(&policy.rules) {
            if let Some(rule) = rule {
                self.rule(conduct.name(), rule);
            }
        }
        self.scale(policy);
        self.lists(policy);
        self.effects(policy);
        if let Some(Appeal { delay, .. }) = policy.appeal {
            self.within("appeal.delay", delay.into(), 1.0, 3650.0);
        }
        self.within("stake", policy.stake, 0.0, 10.0);
    }

    fn stages(&mut self, twin: &Twin, society: &Society) {
        let mut before = 0;
        for (number, stage) in twin.later.iter().enumerate() {
            self.at = format!("twins.{}.later.{}.", twin.name, number + 1);
            let day = stage.day;
            self.that("day", day, day > before, &format!("later than day {before}"));
            let horizon = format!("before the horizon, day {}", society.days);
            self.that("day", day, day < society.days, &horizon);
            self.policy(&stage.policy, society);
            self.same_lists_and_bands(twin, &stage.policy);
            before = before.max(day);
        }
    }

    /// Citizens keep their lists by number, and tables have one name for each list and band.
    /// Where there is no score there are no bands: those that must stay are of the first score.
    fn same_lists_and_bands(&mut self, twin: &Twin, policy: &Policy) {
        let rule = "a reform can change the lists and bands that a policy has, not their number";
        let (found, allowed) = (lists(policy), lists(&twin.policy));
        let same = found == allowed;
        self.that("lists", found, same, &format!("{allowed}: {rule}"));
        let later = twin.later.iter().map(|stage| &stage.policy);
        let mut scored = std::iter::once(&twin.policy).chain(later).filter(|it| it.score.is_some());
        if let (Some(first), true) = (scored.next(), policy.score.is_some()) {
            let (found, allowed) = (bands(policy), bands(first));
            let same = found == allowed;
            self.that("bands", found, same, &format!("{allowed}: {rule}"));
        }
    }

    fn cameras(&mut self, cameras: &Cameras, groups: usize) {
        self.within("cameras.per_head", cameras.per_head, 0.0, 10.0);
        self.within("cameras.reach", cameras.reach, 0.0, 100.0);
        self.within("cameras.passes", cameras.passes, 0.0, 1000.0);
        self.within("cameras.gallery", cameras.gallery as f64, 1.0, 1e10);
        self.within("cameras.quality", cameras.quality, 0.0, 10_000.0);
        let named = [cameras.false_match_by_group.len(), cameras.missed_by_group.len()];
        for found in named {
            self.that(
                "cameras",
                format!("given for {found} groups"),
                found == groups,
                "given for each group",
            );
        }
        for &factor in &cameras.false_match_by_group {
            self.within("cameras.false_match_by_group", factor, 0.0, 1000.0);
        }
    }

    fn register(&mut self, name: &str, rules: &RegisterRules) {
        self.within(&format!("register.{name}.weight"), rules.weight, 0.0, 10.0);
        for factor in rules.false_link_by_group {
            self.within(&format!("register.{name}.false_link_by_group"), factor, 0.0, 1000.0);
            let worst = rules.missed.get() + rules.false_link.get() * factor;
            self.within(
                &format!("register.{name}: missed and false links together"),
                worst,
                0.0,
                1.0,
            );
        }
        self.within(&format!("register.{name}.spurious"), rules.spurious.get(), 0.0, 12.0);
    }

    fn rule(&mut self, name: &str, rule: &Rule) {
        let limit = 2000.0;
        self.within(&format!("rule.{name}.kept"), rule.kept.as_points(), 0.0, limit);
        self.within(&format!("rule.{name}.broken"), rule.broken.as_points(), -limit, 0.0);
        self.within(&format!("rule.{name}.repeat"), rule.repeat, 1.0, 4.0);
        self.within(&format!("rule.{name}.fine"), rule.fine, 0.0, 10.0);
        if let Some(times) = rule.monthly_cap {
            self.within(&format!("rule.{name}.monthly_cap"), times.into(), 0.0, 15.0);
        }
    }

    fn scale(&mut self, policy: &Policy) {
        let Some(score) = &policy.score else {
            self.that("bands", policy.bands.len(), policy.bands.is_empty(), "none without a score");
            let points = policy.rules.iter().flatten();
            let scored =
                points.filter(|rule| rule.kept != Points::ZERO || rule.broken != Points::ZERO);
            self.that("rule", "points", scored.count() == 0, "none without a score");
            return;
        };
        let (floor, start, cap) = (score.floor, score.start, score.cap);
        let shown = format!("{} to {}", floor.as_points(), cap.as_points());
        self.that("score.floor", &shown, floor < cap, "below the cap");
        let inside = (floor..=cap).contains(&start);
        self.that("score.start", start.as_points(), inside, &format!("within the scale, {shown}"));
        let bands = &policy.bands;
        self.within("bands", bands.len() as f64, 1.0, 8.0);
        let begins = bands.first().is_some_and(|band| band.from == floor);
        self.that("bands", "a lowest band", begins, "one that begins at the floor");
        let rising = bands.windows(2).all(|pair| pair[0].from < pair[1].from);
        self.that("bands", "in this order", rising, "in rising order of `from`");
        let within = bands.last().is_none_or(|band| band.from <= cap);
        self.that("bands", "a band above the cap", within, "within the scale");
        if let Some(days) = score.half_life {
            self.within("score.half_life", days.into(), 1.0, 36_500.0);
        }
    }

    fn lists(&mut self, policy: &Policy) {
        self.within("lists", policy.lists.len() as f64, 0.0, 4.0);
        for list in &policy.lists {
            let key = format!("list.{}", list.name);
            self.within(&format!("{key}.notice"), list.notice.into(), 0.0, 365.0);
            let entry = &list.entry;
            let by_score = entry.score_below.is_some()
                || entry.score_from.is_some()
                || list.exit.score.is_some();
            self.that(
                &key,
                "by score",
                !by_score || policy.score.is_some(),
                "another way without a score",
            );
        }
    }

    fn effects(&mut self, policy: &Policy) {
        self.within("effects", policy.effects.len() as f64, 0.0, 64.0);
        for effect in &policy.effects {
            let bands = effect.bands.iter().all(|&band| usize::from(band) < policy.bands.len());
            let lists = effect.lists.iter().all(|&list| usize::from(list) < policy.lists.len());
            self.that(
                &format!("effect.{}", effect.name),
                "for another",
                bands && lists,
                "for bands and lists of the policy",
            );
            let shareable =
                !matches!(effect.does, super::EffectKind::Fine(_) | super::EffectKind::Admit);
            self.that(
                &format!("effect.{}.falls_on", effect.name),
                "the household",
                shareable || effect.falls_on != super::EffectTarget::Household,
                "oneself: a fine and an admission have one addressee",
            );
        }
    }
}

/// The lists of a policy, each with its color.
fn lists(policy: &Policy) -> String {
    let color = |list: &List| if list.color == Color::Black { "black" } else { "red" };
    named(policy.lists.iter().map(|list| format!("{} ({})", list.name, color(list))))
}

/// The bands of a policy, from the lowest up.
fn bands(policy: &Policy) -> String {
    named(policy.bands.iter().map(|band| band.name.clone()))
}

fn named(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
