//! Each rule by itself, held to its definition: distributions, choices, recognition, linkage,
//! gates, spread, livelihood and response.

mod common;

use common::{everything, share, society};
use society::chance::distributions::{
    AliasTable, capped_poisson, falling, normal, poisson, poisson_tails, zipf,
};
use society::chance::{Address, Chance, Purpose};
use society::conduct::{ChoiceModel, ChoiceModels, KindCode, OccasionKind, Pressure, Situation};
use society::livelihood::{Circumstances, Condition, LivelihoodModel};
use society::measures::{Gauge, Mobility, mobility};
use society::observation::{
    Detection, DrawInterval, LinkOutcome, Linkage, Recognition, Sensor, Sensors, Sighting,
    false_identification,
};
use society::population::{Decile, GroupId};
use society::response::ResponseModel;
use society::scenario::{
    Band, Cameras, Color, Conduct, Effect, EffectKind, EffectTarget, EntryRule, ExitRule, Gate,
    List, PlaceId, Policy, Register, RegisterRules, Spread, Watch,
};
use society::standing::{Gates, Lists, Standing, Terms};
use society::ties::SpreadRates;
use society::units::{
    Disposition, Draw, Level, PerYear, Points, Score, Seed, Share, Thousandths, Threshold,
};

/// Mean and variance of 20,000 variates.
fn moments(variate: impl Fn([Draw; 4]) -> f64) -> (f64, f64) {
    let chance = Chance::new(Seed(4));
    let (mut sum, mut squares) = (0.0, 0.0);
    for item in 0..20_000 {
        let one = variate(chance.draw(Address { who: item, ..Address::of(Purpose::Passing) }));
        sum += one;
        squares += one * one;
    }
    (sum / 2e4, squares / 2e4 - (sum / 2e4) * (sum / 2e4))
}

/// The mean lies within four standard errors except once in 16,000 times, here and below.
#[test]
fn poisson_variates_have_their_mean_and_their_variance() {
    for mean in [0.3, 12.0, 450.0] {
        let (found, variance) = moments(|[a, b, ..]| poisson(mean, [a, b]) as f64);
        assert!((found - mean).abs() < 4.0 * libm::sqrt(mean / 2e4), "{found} of {mean}");
        assert!((variance / mean - 1.0).abs() < 0.1, "{variance} of {mean}");
    }
}

/// Four standard errors of the mean are 0.0283, of the variance 0.04.
#[test]
fn normal_variates_have_mean_zero_and_variance_one() {
    let (mean, variance) = moments(|[a, b, ..]| normal(a, b));
    assert!(mean.abs() < 0.0283 && (variance - 1.0).abs() < 0.04, "{mean}, {variance}");
}

/// The variance of the right triangular law is width²/18.
#[test]
fn falling_variates_have_a_third_of_their_width_as_mean() {
    let (mean, variance) = moments(|[a, ..]| falling(a, 36.0));
    assert!((mean - 12.0).abs() < 4.0 * libm::sqrt(72.0 / 2e4), "{mean}");
    assert!((variance / 72.0 - 1.0).abs() < 0.05, "{variance}");
}

#[test]
fn uniform_variates_keep_to_their_ends() {
    let (least, most) = (Draw(0), Draw(u32::MAX));
    assert_eq!((least.unit(), most.below(7), least.below(7)), (0.0, 6, 0));
    assert!(least.open_unit() > 0.0 && most.open_unit() < 1.0 && most.unit() < 1.0);
}

#[test]
fn the_tails_of_a_poisson_law_are_those_of_the_closed_form() {
    let [one, two, ..] = poisson_tails::<4>(0.2);
    assert!((Draw(one).unit() - (1.0 - libm::exp(-0.2))).abs() < 1e-9);
    assert!((Draw(two).unit() - (1.0 - 1.2 * libm::exp(-0.2))).abs() < 1e-9);
}

/// A capped variate is the uncapped one or the cap, at every word.
#[test]
fn a_capped_poisson_variate_is_the_smaller_of_itself_and_the_cap() {
    for word in (0..u32::MAX).step_by(9_999_991) {
        let draw = Draw(word);
        assert_eq!(capped_poisson(1.6, 2, draw), capped_poisson(1.6, 90, draw).min(2));
    }
}

/// The words of the upper 1/k give sizes of k or more, at an exponent of 1.
#[test]
fn sizes_by_zipf_have_their_survival_function() {
    for size in [2, 5, 100] {
        let bound = u32::MAX - u32::MAX / size;
        assert!(
            zipf(Draw(bound + 9), 1.0, 1_000) >= size && zipf(Draw(bound - 9), 1.0, 1_000) < size,
            "{size}"
        );
    }
}

#[test]
fn an_alias_table_picks_in_proportion_to_the_weights() {
    let table = AliasTable::new(&[0.1, 0.0, 0.6, 0.3]);
    let mut counts = [0; 4];
    (0..1 << 16).for_each(|word: u32| counts[usize::from(table.pick(Draw(word << 16)))] += 1);
    for (count, share) in counts.into_iter().zip([0.1, 0.0, 0.6, 0.3]) {
        assert!((f64::from(count) / 65_536.0 - share).abs() < 1e-3, "{counts:?}");
    }
}

#[test]
fn no_kind_of_occasion_shares_its_number() {
    let kinds: Vec<KindCode> =
        Conduct::ALL.into_iter().map(|conduct| OccasionKind::Act(conduct).kind()).collect();
    assert!((1..kinds.len()).all(|at| !kinds[..at].contains(&kinds[at])), "{kinds:?}");
}

#[test]
fn more_pressure_adds_no_breach_on_any_draw() {
    let models = ChoiceModels::new(&society(4_096, 1), &everything());
    let model: ChoiceModel<'_> = models.model(Conduct::Driving);
    let breaks = |pressure, draw| {
        let situation =
            Situation { pressure, hardship: Level(90), resignation: Level::NONE, plays: false };
        model.breaks(Disposition(3), &situation, true, draw)
    };
    for draw in (0..u32::MAX).step_by(65_521_000).map(Draw) {
        assert!(breaks(Pressure(0), draw) >= breaks(Pressure(1 << 14), draw));
    }
}

/// Of the draws that miss the right citizen, half lie in the upper half.
#[test]
fn a_second_decision_is_independent_of_the_first() {
    let detection = detection(10_000_000, 0);
    let missed: DrawInterval = detection.missed();
    let half: Threshold = share(0.5).threshold();
    let (mut all, mut upper) = (0, 0);
    for draw in (0..u32::MAX).step_by(65_521).map(Draw) {
        if matches!(detection.outcome(draw), Sighting::Mistaken | Sighting::Unnamed) {
            all += 1;
            upper += i32::from(missed.upper(half, draw));
        }
    }
    assert!((upper - all / 2).abs() <= 1, "{upper} of {all}");
}

#[test]
fn a_register_errs_at_its_rates_and_by_group() {
    let court = RegisterRules {
        delay: 0,
        missed: share(0.1),
        false_link: share(0.01),
        false_link_by_group: [1.0, 5.0, 1.0, 1.0],
        spurious: PerYear::NEVER,
        spurious_of: None,
        weight: 1.0,
    };
    let policy = Policy { registers: [Some(court); 3], ..Policy::none() };
    let sensors = Sensors::new(&society(4_096, 1), &policy);
    let watch = Watch::Register(Register::ALL[0]);
    let Sensor::Register(_, linkage) = sensors.watch(watch, PlaceId(0)) else {
        panic!("it is watched")
    };
    let linkage: &Linkage = linkage;
    let count = |group, wanted| {
        let outcomes = (0..10_000).map(|at| linkage.outcome(GroupId(group), Draw(at * 429_496)));
        outcomes.filter(|&outcome| outcome == wanted).count()
    };
    for (group, wrong) in [(0, 100), (1, 500)] {
        assert!(count(group, LinkOutcome::FalseLink).abs_diff(wrong) <= 1);
        assert!(count(group, LinkOutcome::Missed).abs_diff(1_000) <= 1);
        assert!(count(group, LinkOutcome::Linked).abs_diff(9_000 - wrong) <= 2);
    }
}

#[test]
fn a_charge_too_small_for_half_a_grain_reaches_no_one() {
    let spread = Spread { circle: Share::new(0.25), earned_too: true, ..Spread::default() };
    let rates = SpreadRates::new(&spread);
    assert!(rates.reach(Points::from_grains(2)) && !rates.reach(Points::from_grains(1)));
    assert!(Points::from_grains(-1).is_deduction());
    assert_eq!(rates.to_kin(Points::from_grains(9_999)).grains(), 0);
}

#[test]
fn hardship_returns_to_its_usual_level_and_falls_with_income() {
    let model = LivelihoodModel::new(&society(4_096, 1));
    assert!(model.is_enabled());
    for decile in Decile::ALL {
        let usual = |works| model.usual(Circumstances { decile, works });
        let start = Condition { hardship: Level::FULL, health: Level(10) };
        let month = |now, _| model.month(Circumstances { decile, works: true }, now);
        let end = (0..600).fold(start, month);
        assert_eq!(end.hardship, usual(true));
        assert!(end.health <= model.health() && usual(true) <= usual(false));
    }
    let in_work = |decile| model.usual(Circumstances { decile, works: true });
    assert!(Decile::ALL.map(in_work).is_sorted_by(|a, b| a >= b));
    assert!(in_work(Decile::POOREST) > in_work(Decile::RICHEST));
}

#[test]
fn certainty_rises_with_each_sanction_and_pressure_with_certainty() {
    let none = ResponseModel::new(&society(4_096, 1), &Policy::none());
    assert!(!none.is_enabled());
    let model = ResponseModel::new(&society(4_096, 1), &everything());
    let stake = model.stakes(Conduct::Driving).at(Lists::default(), common::score(600.0));
    for certainty in (0..255).map(Level) {
        let model = model.certainty();
        assert!(model.sanctioned(certainty) > certainty && model.heard(certainty) >= certainty);
        assert!(model.mistaken(certainty) <= certainty);
        let more = Level(certainty.0 + 1);
        assert!(stake.pressure(certainty) < stake.pressure(more));
    }
}

#[test]
fn gauges_of_parts_add_up_to_that_of_the_whole() {
    let one = Gauge { adults: 3, score_squared: 4, harm_squared: 5, ..Gauge::default() };
    let other = Gauge { adults: 2, score_harm: -6, at_cap: 1, ..Gauge::default() };
    let both = one.and(&other);
    assert_eq!(both, other.and(&one));
    assert_eq!((both.adults, both.score_squared, both.harm_squared), (5, 4, 5));
    assert_eq!((both.score_harm, both.at_cap), (-6, 1));
}

#[test]
fn a_chain_without_memory_forgets_everything_in_a_year() {
    let mut moves = [[0; 8]; 8];
    (moves[0][0], moves[0][1], moves[1][0], moves[1][1]) = (50, 50, 50, 50);
    let found: Mobility = mobility(&moves).expect("two bands are in use");
    assert_eq!((found.shorrocks, found.forgetting), (1.0, 1.0));
}

fn effect(gate: Gate, does: EffectKind, bands: &[u8], lists: &[u8]) -> Effect {
    Effect {
        name: String::new(),
        gate,
        bands: bands.to_vec(),
        lists: lists.to_vec(),
        does,
        context: gate.context(),
        falls_on: EffectTarget::Oneself,
    }
}

/// Two bands, from 0 and from 100 points, a blacklist and a redlist.
fn policy(effects: Vec<Effect>) -> Policy {
    let band = |points: u16| Band { name: String::new(), from: Score(points * 32) };
    let list = |color| List {
        name: String::new(),
        color,
        entry: EntryRule::default(),
        exit: ExitRule::default(),
        notice: 0,
    };
    Policy {
        bands: vec![band(0), band(100)],
        lists: vec![list(Color::Black), list(Color::Red)],
        effects,
        ..Policy::none()
    }
}

fn at(band: u8, lists: u8) -> Standing {
    Standing { band, lists: Lists(lists) }
}

#[test]
fn an_effect_applies_by_a_band_or_by_a_list_and_everywhere_by_any_blacklist() {
    let refuse = EffectKind::Refuse(Share::ALL);
    let mut policy = policy(vec![
        effect(Gate::Flight, refuse, &[0], &[]),
        effect(Gate::Rail, refuse, &[], &[1]),
        effect(Gate::Fare, EffectKind::Discount(share(0.5)), &[1], &[]),
    ]);
    let shut = |gates: &Gates, at: Standing| {
        [Gate::Flight, Gate::Rail].map(|gate| gates.terms(gate, at).refuse.admits(Draw(u32::MAX)))
    };
    let gates = Gates::new(&policy);
    assert_eq!(shut(&gates, at(0, 0)), [true, false]);
    assert_eq!(shut(&gates, at(1, 2)), [false, true]);
    assert_eq!(shut(&gates, at(1, 1)), [false, false]);
    assert_eq!(shut(&gates, at(1, 0)), [false, false]);
    policy.everywhere = true;
    let gates = Gates::new(&policy);
    // One failing closes every gate, and gives no perk.
    assert_eq!(shut(&gates, at(1, 1)), [true, true]);
    assert_eq!(shut(&gates, at(1, 0)), [false, false]);
    assert_eq!(gates.terms(Gate::Fare, at(0, 1)).discount, 0);
    policy.bands.clear();
    assert_eq!(shut(&Gates::new(&policy), at(0, 0)), [false, false]);
}

#[test]
fn a_gate_that_admits_some_is_closed_to_all_others() {
    let gates = Gates::new(&policy(vec![
        effect(Gate::Venue, EffectKind::Admit, &[1], &[]),
        effect(Gate::Venue, EffectKind::Admit, &[], &[1]),
    ]));
    let shut = |band, lists| gates.terms(Gate::Venue, at(band, lists)).refuse;
    assert_eq!([shut(1, 0), shut(0, 2)], [Share::NONE.threshold(); 2]);
    assert_eq!([shut(0, 0), shut(0, 1)], [Share::ALL.threshold(); 2]);
    assert_eq!(gates.terms(Gate::Rail, at(0, 0)).refuse, Share::NONE.threshold());
    let closed: Terms = gates.terms(Gate::Venue, at(0, 0));
    assert!(closed.is_penalty());
}

#[test]
fn restricted_and_shunned_are_those_under_a_penalty_or_on_a_blacklist() {
    let gates = Gates::new(&policy(vec![
        effect(Gate::Job, EffectKind::Refuse(share(0.1)), &[1], &[]),
        effect(Gate::Fare, EffectKind::Discount(share(0.5)), &[0], &[]),
    ]));
    assert!(gates.restricts(at(1, 0)) && !gates.restricts(at(0, 0)));
    assert!(gates.restricts(at(0, 1)) && !gates.restricts(at(0, 2)));
    // A penalty shuns from the lowest band alone.
    assert!(!gates.shuns(at(1, 0)) && !gates.shuns(at(0, 0)) && gates.shuns(at(0, 1)));
    let low = Gates::new(&policy(vec![effect(Gate::Job, EffectKind::Slow(share(0.1)), &[0], &[])]));
    assert!(low.shuns(at(0, 0)) && !low.shuns(at(1, 0)));
}

#[test]
fn a_gate_checks_the_citizen_or_the_household_as_its_effects_say() {
    let throttle = effect(Gate::Internet, EffectKind::Throttle(share(0.5)), &[0], &[]);
    let shared = Effect { falls_on: EffectTarget::Household, ..throttle };
    let gates = Gates::new(&policy(vec![shared]));
    assert!(gates.screens(Gate::Internet) && !gates.screens(Gate::Fare));
    assert!(gates.asks_household(Gate::Internet) && !gates.asks_household(Gate::Fare));
    assert!(gates.affects_household(at(0, 0)) && !gates.affects_household(at(1, 0)));
    assert!(gates.only_restricted_affect_household());
    assert!(!gates.is_felt_monthly(at(0, 0)), "it falls on the household alone");
    let perk = effect(Gate::Fare, EffectKind::Discount(share(0.5)), &[1], &[]);
    let shared = Effect { falls_on: EffectTarget::Household, ..perk.clone() };
    assert!(!Gates::new(&policy(vec![shared])).only_restricted_affect_household());
    let gates = Gates::new(&policy(vec![perk]));
    assert!(gates.is_felt_monthly(at(1, 0)) && !gates.is_felt_monthly(at(0, 0)));
    assert!(!gates.affects_household(at(1, 0)));
    let fine = effect(Gate::Job, EffectKind::Fine(share(0.02)), &[0], &[]);
    let gates = Gates::new(&policy(vec![fine.clone(), fine]));
    assert_eq!((gates.fine(at(0, 0)), gates.fine(at(1, 0))), (Thousandths(40), Thousandths(0)));
    assert!(gates.is_felt_monthly(at(0, 0)));
}

fn cameras(gallery: u64) -> Cameras {
    Cameras {
        per_head: 0.43,
        reach: 1.0,
        passes: 10.0,
        gallery,
        false_match: Share::clamped(1.67e-8),
        false_match_by_group: vec![1.0, 10.0],
        missed_by_group: vec![Share::clamped(0.11); 2],
        quality: 1.0,
        unenrolled: 0.1,
        lookalikes_stick: true,
        moved: Share::NONE,
        weighed: false,
    }
}

/// The error model of a camera that films all.
fn detection(gallery: u64, group: u8) -> Detection {
    Detection::new(Recognition::new(&cameras(gallery), GroupId(group)), Share::ALL)
}

/// National Physical Laboratory 2023: 1 in 60,000 at 1,000 faces, 1 in 6,000 at 10,000.
#[test]
fn false_identifications_meet_the_two_published_rates() {
    for (gallery, published) in [(1_000, 1.0 / 60_000.0), (10_000, 1.0 / 6_000.0)] {
        let found = false_identification(gallery, Share::clamped(1.67e-8), 1.0).get();
        assert!((found / published - 1.0).abs() < 0.01, "{gallery}: {found}");
    }
}

#[test]
fn the_shares_of_a_detection_are_those_of_its_rates() {
    let (mistaken, named) = detection(10_000_000, 0).shares();
    let wrong = 1.0 - libm::exp(-0.167);
    assert!((mistaken - 0.11 * wrong).abs() < 1e-9, "{mistaken}");
    assert!((named - 0.89).abs() < 1e-9, "{named}");
}

/// For each enrolled face that passes two others do, and they are mistaken as one that is missed.
#[test]
fn faces_not_in_the_gallery_are_mistaken_at_the_whole_rate() {
    let cameras = Cameras { unenrolled: 2.0, ..cameras(10_000_000) };
    let rates = Recognition::new(&cameras, GroupId(0));
    let wrong = 1.0 - libm::exp(-0.167);
    let [mistaken, named, unnamed] = rates.passing(&cameras);
    assert!((mistaken - 2.11 * wrong).abs() < 1e-9, "{mistaken}");
    assert!((named - 0.89).abs() < 1e-9, "{named}");
    assert!((unnamed - 2.11 * (1.0 - wrong)).abs() < 1e-9, "{unnamed}");
}

#[test]
fn a_larger_gallery_loses_no_false_match_and_no_right_one_on_any_draw() {
    let (small, large) = (detection(1 << 20, 0), detection(1 << 24, 0));
    for draw in (0..u32::MAX).step_by(65_521).map(Draw) {
        match small.outcome(draw) {
            Sighting::Unnamed => assert_ne!(large.outcome(draw), Sighting::Named),
            other => assert_eq!(large.outcome(draw), other),
        }
    }
}

#[test]
fn the_group_with_ten_times_the_false_matches_has_about_ten_times_the_mistakes() {
    let [(river, _), (hill, _)] = [0, 1].map(|group| detection(100_000, group).shares());
    assert!((9.8..10.0).contains(&(hill / river)), "{}", hill / river);
}
