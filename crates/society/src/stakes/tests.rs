//! Stakes against closed forms: each is the stake of a fine as large as the loss worked out by hand.

use super::*;
use crate::scenario::{
    Band, Color, Effect, EffectKind, EffectTarget, EntryRule, ExitRule, Gate, List, Losses, Rule,
    ScoreRules, Update, Watch,
};
use crate::units::Share;

const PER_MONTH: f64 = 365.0 / 12.0;

fn society() -> Society {
    let mut society = Society::example();
    let mut closed = [0.0; Gate::COUNT];
    (closed[Gate::Flight as usize], closed[Gate::Fare as usize]) = (0.04, 0.1);
    let losses = &mut society.response.losses;
    *losses = Losses { warning: 0.001, closed, shunned: 0.0, ..*losses };
    society
}

fn rule(broken: f64, fine: f64) -> Option<Rule> {
    Some(Rule {
        watch: Watch::People,
        kept: Points::ZERO,
        broken: Points::from_points(broken),
        repeat: 1.0,
        monthly_cap: None,
        fine,
        warning: false,
    })
}

/// A policy with nothing but a rule about driving.
fn driving(rule: Option<Rule>) -> Policy {
    let mut policy = Policy::none();
    policy.rules[Conduct::Driving as usize] = rule;
    policy
}

fn fined(fine: f64) -> Policy {
    driving(rule(0.0, fine))
}

fn at(points: f64) -> Score {
    Score::from_points(points).expect("it is on the scale")
}

fn stake(policy: &Policy, lists: Lists, points: f64) -> Stake {
    Stakes::new(&society(), policy).of(Conduct::Driving).at(lists, at(points))
}

/// The stake where a breach takes `loss` months of income and nothing else.
fn stake_of(loss: f64) -> Stake {
    stake(&fined(loss), Lists::default(), 0.0)
}

/// No planes for those in the lowest of two bands, from 500 points on out of reach.
fn banded(half_life: Option<u16>) -> Policy {
    let mut policy = driving(rule(-10.0, 0.0));
    policy.score = Some(ScoreRules {
        start: at(600.0),
        floor: at(0.0),
        cap: at(800.0),
        update: Update::RealTime,
        half_life,
    });
    let band = |name: &str, from| Band { name: name.to_owned(), from: at(from) };
    policy.bands = vec![band("low", 0.0), band("high", 500.0)];
    policy.effects = vec![no_planes(vec![0], Vec::new())];
    policy
}

/// A charge of driving bars from planes.
fn listed(exit: ExitRule) -> Policy {
    let mut policy = driving(rule(0.0, 0.0));
    let entry = EntryRule { charges: vec![Conduct::Driving], ..EntryRule::default() };
    let name = "barred".to_owned();
    policy.lists = vec![List { name, color: Color::Black, entry, exit, notice: 73 }];
    policy.effects = vec![no_planes(Vec::new(), vec![0])];
    policy
}

fn no_planes(bands: Vec<u8>, lists: Vec<u8>) -> Effect {
    Effect {
        name: "no-planes".to_owned(),
        gate: Gate::Flight,
        bands,
        lists,
        does: EffectKind::Refuse(Share::ALL),
        context: Gate::Flight.context(),
        falls_on: EffectTarget::Oneself,
    }
}

#[test]
fn a_fine_is_at_stake_and_the_studied_one_is_a_full_stake() {
    assert_eq!(stake_of(society().response.losses.studied), Stake::FULL);
    assert_eq!(stake_of(0.0), Stake::NONE);
    let fines = [0.001, 0.005, 0.02, 0.1, 1.0].map(stake_of);
    assert!(fines.is_sorted() && fines[0] > Stake::NONE, "{fines:?}");
}

#[test]
fn a_letter_weighs_what_the_society_says() {
    let mut policy = fined(0.0);
    policy.rules[Conduct::Driving as usize].as_mut().expect("a rule").warning = true;
    assert_eq!(stake(&policy, Lists::default(), 0.0), stake_of(0.001));
}

#[test]
fn a_threshold_weighs_by_its_distance_and_by_the_time_until_points_are_forgotten() {
    let below = |points: f64| 1.0 / (1.0 + libm::exp((points - 500.0) / 25.0));
    for (half_life, months) in [
        (None, 12.0),
        (Some(200), 12.0 * (1.0 - libm::exp(-200.0 / libm::log(2.0) / PER_MONTH / 12.0))),
    ] {
        for points in [800.0, 600.0, 505.0, 499.0, 300.0, 0.0] {
            let after = f64::max(points - 10.0, 0.0);
            let loss = 0.04 * months * (below(after) - below(points));
            assert_eq!(stake(&banded(half_life), Lists::default(), points), stake_of(loss));
        }
    }
}

#[test]
fn a_list_is_at_stake_as_long_as_it_lasts_and_once() {
    let later = libm::exp(-73.0 / PER_MONTH / 12.0);
    let term = ExitRule { after: Some(365), ..ExitRule::default() };
    let year = 12.0 * (1.0 - libm::exp(-1.0));
    let off = Lists::default();
    let on = off.with(crate::scenario::ListId(0));
    // A term of one horizon counts for 1 - 1/e of a listing without end.
    assert_eq!(stake(&listed(term), off, 0.0), stake_of(0.04 * year * later));
    assert_eq!(stake(&listed(ExitRule::default()), off, 0.0), stake_of(0.04 * 12.0 * later));
    assert_eq!(stake(&listed(term), on, 0.0), Stake::NONE);
}

#[test]
fn whoever_is_barred_by_a_list_has_nothing_to_fear_of_a_band_that_bars_the_same() {
    let list = listed(ExitRule::default());
    let mut policy = banded(None);
    policy.lists = list.lists;
    policy.effects.extend(list.effects);
    let on = Lists::default().with(crate::scenario::ListId(0));
    for points in [300.0, 505.0, 800.0] {
        assert_eq!(stake(&policy, on, points), Stake::NONE);
        assert!(stake(&policy, Lists::default(), points) > Stake::NONE);
    }
}

#[test]
fn lists_are_looked_up_where_there_is_one() {
    let heeds = |policy: &Policy| Stakes::new(&society(), policy).of(Conduct::Driving).heed_lists();
    assert!(heeds(&listed(ExitRule::default())) && !heeds(&banded(None)));
}

#[test]
fn a_perk_that_can_be_lost_is_at_stake() {
    let mut policy = banded(None);
    policy.effects[0] = Effect {
        gate: Gate::Fare,
        bands: vec![1],
        does: EffectKind::Discount(Share::clamped(0.5)),
        ..no_planes(Vec::new(), Vec::new())
    };
    let below = |points: f64| 1.0 / (1.0 + libm::exp((points - 500.0) / 25.0));
    let loss = 0.1 * 0.5 * 12.0 * (below(500.0) - below(510.0));
    assert_eq!(stake(&policy, Lists::default(), 510.0), stake_of(loss));
}

#[test]
fn without_penalty_or_perk_nothing_is_at_stake() {
    let mut harmless = banded(None);
    harmless.effects.clear();
    assert!(!Stakes::new(&society(), &harmless).is_any());
    assert!(!Stakes::new(&society(), &Policy::none()).is_any());
}
