//! Rules before the law: each figure by hand, then against the counts of a run.

mod common;

use common::{is_same, scenario, shipped, tallies};
use lab::estimate::Estimate;
use lab::figures::Figures;
use lab::law::{Quotient, RuleFigures, rules};
use lab::study::{WorldOutcome, worlds};
use lab::world::{DeedResult, TwinResult, WorldResult};
use society::measures::{Consequences, MeasureId, Tallies, Tally};
use society::scenario::{Conduct, Context, Policy, Rule, Scenario, Stage, Twin, TwinId};
use society::scoring::Deed;
use society::units::{Day, Points, WorldId};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Two years, half of them in a warm-up that no rate may count.
const DAYS: [u16; 2] = [730, 730];

/// Counts of one reason in one world, in the order of the columns.
fn counts(
    charges: [i64; 2],
    [days, fines]: [i64; 2],
    felt: &[(Context, i64)],
    felt_wrongly: i64,
) -> DeedResult {
    let mut by_context = [0; Context::ALL.len()];
    felt.iter().for_each(|&(at, count)| by_context[at as usize] = count);
    let [charges, charged_wrongly] = charges;
    let consequences =
        Consequences { charges, charged_wrongly, fines, felt: by_context, felt_wrongly };
    DeedResult { restrictions: 1, days, consequences }
}

/// A world of so many adults with these counts under the first twin, and none under the last.
fn world(number: u32, adults: i64, counts: &[(Deed, DeedResult)]) -> WorldOutcome {
    let twin = |counts: &[(Deed, DeedResult)]| {
        let mut deeds = vec![DeedResult::default(); Deed::COUNT];
        counts.iter().for_each(|&(deed, of)| deeds[deed.number()] = of);
        TwinResult { adults: vec![adults], deeds, ..TwinResult::default() }
    };
    let twins = vec![twin(counts), twin(&[])];
    WorldOutcome::of(WorldResult { number: WorldId(number), seed: 0, twins, digests: Vec::new() })
}

/// Rules of every kind: a deduction for bills; nothing but a fine for crossing and a letter for driving; a
/// reward alone for charity; a court debt and taxes whose rules do nothing but put on a list; and from a
/// reform on a deduction for late gaming.
fn every_kind() -> Scenario {
    let mut policy = Policy::example();
    let bills = *policy.rule(Conduct::Bills).expect("the example has it");
    let nothing = Rule { kept: Points::ZERO, broken: Points::ZERO, ..bills };
    policy.rules = [None; Conduct::COUNT];
    for (conduct, rule) in [
        (Conduct::Bills, bills),
        (Conduct::Crossing, Rule { fine: 0.1, ..nothing }),
        (Conduct::Driving, Rule { warning: true, ..nothing }),
        (Conduct::Charity, Rule { kept: bills.kept, ..nothing }),
        (Conduct::CourtDebt, nothing),
        (Conduct::Taxes, nothing),
        // A rule without any consequence.
        (Conduct::Appointment, nothing),
    ] {
        policy.rules[conduct as usize] = Some(rule);
    }
    policy.lists[0].entry.debt_unpaid = Some(30);
    policy.lists[0].entry.charges = vec![Conduct::Taxes];
    let mut next = policy.clone();
    next.rules[Conduct::LateGaming as usize] = Some(bills);
    let twin =
        |name: &str, policy, later| Twin { name: name.into(), say: String::new(), policy, later };
    let later = vec![Stage { day: Day(100), policy: next }];
    let twins = vec![twin("every kind", policy, later), twin("none", Policy::none(), Vec::new())];
    scenario(400, DAYS, twins)
}

fn of(rules: &[RuleFigures], deed: impl Into<Deed>) -> &RuleFigures {
    let deed = deed.into();
    rules.iter().find(|rule| rule.deed == deed).expect("it has a row")
}

/// A rate and its interval; both ends by hand.
fn is_rate(found: Option<Estimate>, mean: f64, interval: Option<(f64, f64)>) -> bool {
    let ends = |(one, other): (Option<f64>, Option<f64>)| match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-3,
        (one, other) => one == other,
    };
    found.is_some_and(|found| {
        let found = (found.mean, found.interval.unzip());
        let (low, high) = interval.unzip();
        is_same(found.0, mean) && ends((found.1.0, low)) && ends((found.1.1, high))
    })
}

/// A ratio of two sums, and its interval by leaving out world after world, by another way of writing it; it
/// begins at 0, and a share ends at 1.
fn by_jackknife(above: [f64; 3], below: [f64; 3], most: f64) -> Quotient {
    let value = above.iter().sum::<f64>() / below.iter().sum::<f64>();
    let without = [[1, 2], [0, 2], [0, 1]].map(|kept| {
        let [above, below] =
            [above, below].map(|it| kept.map(|at: usize| it[at]).iter().sum::<f64>());
        above / below
    });
    let mean = without.iter().sum::<f64>() / 3.0;
    let variance = without.map(|it| (it - mean) * (it - mean)).iter().sum::<f64>() * 2.0 / 3.0;
    // Student's t at 97.5 %, with the degrees of freedom of the effective number of worlds.
    let [charges, all] = [above, below].map(|it| it.iter().sum::<f64>());
    let weights = [0, 1, 2].map(|world: usize| above[world] / charges + below[world] / all);
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    let freedom = weights.iter().sum::<f64>() * 2.0 / squares - 1.0;
    let t = StudentsT::new(0.0, 1.0, freedom).expect("two worlds or more").inverse_cdf(0.975);
    let half = t * variance.sqrt();
    Quotient { value, interval: Some(((value - half).max(0.0), (value + half).min(most))) }
}

fn is_quotient(found: Option<Quotient>, expected: Quotient) -> bool {
    let close = |one: f64, other: f64| (one - other).abs() < 1e-6 * other.abs().max(1e-6);
    found.is_some_and(|found| {
        let ends = match (found.interval, expected.interval) {
            (Some(found), Some(expected)) => {
                close(found.0, expected.0) && close(found.1, expected.1)
            }
            (found, expected) => found == expected,
        };
        close(found.value, expected.value) && ends
    })
}

/// Two worlds: a mean of 6.25 with the error 1.25, and 12.706 of it to each side.
#[test]
fn rates_are_of_a_thousand_adults_and_of_the_years_that_count() {
    let scenario = every_kind();
    let bills = |charges, felt| {
        (Conduct::Bills.into(), counts([charges, 0], [0, 0], &[(Context::Transport, felt)], 0))
    };
    let worlds = [world(0, 1_000, &[bills(10, 4)]), world(1, 2_000, &[bills(30, 8)])];
    let found = rules(&Figures::new(&scenario, &worlds), TwinId::STUDIED);
    let rule = of(&found, Conduct::Bills);
    // 10 in two years of 1,000 adults are 5; 30 of 2,000 are 7.5.
    let half = 12.706_204_736 * 1.25;
    assert!(is_rate(rule.charges, 6.25, Some((6.25 - half, 6.25 + half))), "{rule:?}");
    assert!(is_rate(rule.felt, 2.0, Some((2.0, 2.0))), "{rule:?}");
    assert_eq!(rule.observed_in, Some(Context::Money));
    assert_eq!(rule.harm, Some(scenario.society().habit(Conduct::Bills).harm));
}

/// Ratios are of sums over all worlds, not means of ratios.
#[test]
fn consequences_are_counted_for_each_charge() {
    let scenario = every_kind();
    let (road, money, transport) = (Context::Road, Context::Money, Context::Transport);
    let in_worlds = [
        counts([100, 5], [3_000, 2_500], &[(road, 5), (money, 10), (transport, 35)], 10),
        counts([300, 10], [6_000, 1_500], &[(road, 2), (money, 20), (transport, 60)], 70),
        counts([200, 20], [9_000, 500], &[(road, 9), (money, 40), (transport, 19)], 20),
    ];
    let worlds: Vec<_> = (0..)
        .zip(in_worlds)
        .map(|(number, of)| world(number, 1_000, &[(Conduct::Crossing.into(), of)]))
        .collect();
    let found = rules(&Figures::new(&scenario, &worlds), TwinId::STUDIED);
    let rule = of(&found, Conduct::Crossing);
    let (charges, felt) = ([100.0, 300.0, 200.0], [50.0, 82.0, 68.0]);
    for (name, found, above, below, most) in [
        ("wrong", rule.charged_wrongly, [5.0, 10.0, 20.0], charges, 1.0),
        ("days", rule.days, [3e3, 6e3, 9e3], charges, f64::INFINITY),
        ("fines", rule.fines, [2.5, 1.5, 0.5], charges, f64::INFINITY),
        // Crossing belongs to the road.
        ("unrelated", rule.unrelated, [45.0, 80.0, 59.0], felt, 1.0),
        ("felt wrongly", rule.felt_wrongly, [10.0, 70.0, 20.0], felt, 1.0),
    ] {
        let expected = by_jackknife(above, below, most);
        assert!(is_quotient(found, expected), "{name}: {found:?} is not {expected:?}");
    }
    // The largest first: 114, 70 and 16 of 200; no part of life without a penalty.
    assert_eq!(rule.falls_in, [(transport, 0.57), (money, 0.35), (road, 0.08)]);
    // Cut off at 1, or the end of an interval of a share would say more than all of it.
    let wrongly = rule.felt_wrongly.and_then(|it| it.interval).expect("three worlds");
    assert_eq!(wrongly.1, 1.0);
}

/// A rule that nobody broke has the rate 0, and no ratio; nor has a ratio that is 0 an interval.
#[test]
fn a_rule_that_never_fires_has_rates_of_nothing_and_no_ratios() {
    let scenario = every_kind();
    let driving = counts([8, 0], [0, 0], &[(Context::Road, 6)], 0);
    let fires = (Conduct::Driving.into(), DeedResult { restrictions: 0, ..driving });
    let worlds: Vec<_> = (0..3).map(|number| world(number, 1_000, &[fires])).collect();
    let found = rules(&Figures::new(&scenario, &worlds), TwinId::STUDIED);
    let silent = of(&found, Conduct::Bills);
    for rate in [silent.charges, silent.felt] {
        assert!(is_rate(rate, 0.0, Some((0.0, 0.0))), "{silent:?}");
    }
    let ratios = |rule: &RuleFigures| {
        [rule.charged_wrongly, rule.days, rule.fines, rule.unrelated, rule.felt_wrongly]
    };
    assert_eq!(ratios(silent), [None; 5]);
    assert_eq!(silent.falls_in, []);
    assert!(silent.harm.is_some());
    // Charged, and every ratio above is of nothing.
    let nothing = Some(Quotient { value: 0.0, interval: None });
    assert_eq!(ratios(of(&found, Conduct::Driving)), [nothing; 5]);
}

#[test]
fn rows_are_of_rules_with_a_consequence_and_of_what_restricts_without_a_rule() {
    let scenario = every_kind();
    let named = |worlds: &[WorldOutcome]| -> Vec<Deed> {
        let found = rules(&Figures::new(&scenario, worlds), TwinId::STUDIED);
        found.iter().map(|rule| rule.deed).collect()
    };
    // Neither the reward for charity nor the rule about appointments, which does nothing; late gaming by the
    // reform.
    let of_rules = [
        Conduct::Bills,
        Conduct::CourtDebt,
        Conduct::Crossing,
        Conduct::Driving,
        Conduct::Taxes,
        Conduct::LateGaming,
    ];
    assert_eq!(named(&[world(0, 1_000, &[])]), of_rules.map(Deed::from));
    // Restricting without a penalty felt, and the other way around; charges alone make no row.
    let restricts = counts([0, 0], [90, 0], &[], 0);
    let hurts = DeedResult { restrictions: 0, ..counts([0, 0], [0, 0], &[(Context::Work, 3)], 1) };
    let charged = DeedResult { restrictions: 0, ..counts([5, 0], [0, 0], &[], 0) };
    let worlds = [
        world(0, 1_000, &[(Deed::Ties, restricts), (Conduct::Appointment.into(), charged)]),
        world(1, 1_000, &[(Deed::Reform, hurts), (Conduct::Charity.into(), restricts)]),
    ];
    let found = rules(&Figures::new(&scenario, &worlds), TwinId::STUDIED);
    let mut expected: Vec<Deed> = of_rules.map(Deed::from).to_vec();
    expected.insert(2, Conduct::Charity.into());
    expected.extend([Deed::Ties, Deed::Reform]);
    assert_eq!(named(&worlds), expected);
    // No conduct: no gravity, nothing charged, and all penalties unrelated.
    let reform = of(&found, Deed::Reform);
    assert_eq!((reform.observed_in, reform.harm, reform.charges), (None, None, None));
    assert_eq!((reform.days, reform.fines, reform.charged_wrongly), (None, None, None));
    assert_eq!(reform.unrelated.map(|it| it.value), Some(1.0));
    assert_eq!(reform.falls_in, [(Context::Work, 1.0)]);
    // Of one world in two: left out, nothing remains, and there is no interval.
    let third = Quotient { value: 1.0 / 3.0, interval: None };
    assert!(is_quotient(reform.felt_wrongly, third), "{reform:?}");
    // The twin without a policy restricts nobody.
    assert!(rules(&Figures::new(&scenario, &worlds), TwinId(1)).is_empty());
}

#[test]
fn a_single_world_has_figures_without_intervals() {
    let scenario = every_kind();
    let bills = counts([40, 10], [200, 8_000], &[(Context::Money, 5), (Context::Work, 15)], 4);
    let found = rules(
        &Figures::new(&scenario, &[world(0, 500, &[(Conduct::Bills.into(), bills)])]),
        TwinId(0),
    );
    let rule = of(&found, Conduct::Bills);
    assert!(is_rate(rule.charges, 40.0, None) && is_rate(rule.felt, 20.0, None), "{rule:?}");
    let ratios = [rule.charged_wrongly, rule.days, rule.fines, rule.unrelated, rule.felt_wrongly];
    let alone = |value| Some(Quotient { value, interval: None });
    assert_eq!(ratios, [0.25, 5.0, 0.2, 0.75, 0.2].map(alone));
}

/// The figures of a run with a warm-up, from the tallies of each of its worlds, and the sum of the rules
/// from measures that are counted by cell.
#[test]
fn the_rules_of_a_run_are_those_of_its_tallies_and_add_up_to_its_measures() {
    const WORLDS: u32 = 3;
    let (warm_up, days) = (365, 500);
    let scenario = shipped(2_000, [warm_up, days]);
    let outcomes = worlds(&scenario, WORLDS);
    let figures = Figures::new(&scenario, &outcomes);
    let found = rules(&figures, TwinId::STUDIED);
    let counted: Vec<_> =
        (0..WORLDS).flat_map(|world| tallies(&scenario, world, TwinId::STUDIED, &[days])).collect();
    let sum = |of: &dyn Fn(&Tallies) -> i64| {
        counted.iter().map(|(tallies, _)| of(tallies)).sum::<i64>() as f64
    };
    let a_year = |of: &dyn Fn(&Tallies) -> i64| {
        let rate = |(tallies, adults): &(_, i64)| of(tallies) as f64 / *adults as f64;
        1_000.0 * 365.0 / f64::from(days) * counted.iter().map(rate).sum::<f64>() / 3.0
    };
    let mut ratios = 0;
    for rule in &found {
        let at = rule.deed.number();
        let charges = |it: &Tallies| it.consequences[at].charges;
        let felt = |it: &Tallies| it.consequences[at].felt.iter().sum();
        let restricted = |it: &Tallies| it.deeds[at].days_before(Day(days));
        assert!(rule.felt.is_some_and(|found| is_same(found.mean, a_year(&felt))), "{rule:?}");
        if let Some(found) = rule.charges {
            assert!(is_same(found.mean, a_year(&charges)), "{rule:?}");
        }
        if let Some(found) = rule.days {
            assert!(is_same(found.value, sum(&restricted) / sum(&charges)), "{rule:?}");
            ratios += i32::from(found.value > 0.0);
        }
        if let Some(found) = rule.fines {
            let fines = sum(&|it| it.consequences[at].fines) / 1_000.0;
            assert!(is_same(found.value, fines / sum(&charges)), "{rule:?}");
        }
        assert_eq!(rule.days.is_some(), sum(&charges) > 0.0, "{rule:?}");
    }
    assert!(ratios > 3, "rules are broken and restrict: {ratios}");

    // By rule and by cell: the same penalties, counted apart.
    let measure = |name: &str| {
        let id = MeasureId::named(name).expect("the catalogue has it");
        figures.of(id, TwinId::STUDIED).expect("it has a value")
    };
    let all: f64 = found.iter().filter_map(|rule| rule.felt).map(|felt| felt.mean).sum();
    assert!(all > 0.0 && is_same(all, measure("detriments").mean), "{all}");
    let unrelated = |rule: &RuleFigures| {
        let at = rule.deed.number();
        rule.unrelated.map_or(0.0, |it| it.value) * sum(&|it| it.consequences[at].felt.iter().sum())
    };
    let unrelated: f64 = found.iter().map(unrelated).sum();
    assert!(is_same(unrelated, sum(&|it| it.total(Tally::UNRELATED))), "{unrelated}");
    for rule in &found {
        let parts: f64 = rule.falls_in.iter().map(|part| part.1).sum();
        assert!(rule.falls_in.is_empty() || is_same(parts, 1.0), "{rule:?}");
    }
    // A policy without restriction: none of the rules, nor anything else, has a row.
    assert!(rules(&figures, TwinId(1)).is_empty());
}
