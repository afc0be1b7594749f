//! Figures by year: each by hand, then against the counts of a run; verdicts at the edge of the tolerance.

mod common;

use common::{is_same, shipped, tallies};
use lab::figures::Figures;
use lab::study::{WorldOutcome, worlds};
use lab::world::{TwinResult, WorldResult};
use lab::years::{Change, Followed, Rest, WITHIN, YearFigure, Years};
use society::measures::rank::CLASSES;
use society::measures::{MeasureId, Stock, Tallies, Tally, catalogue};
use society::scenario::{Conduct, Nature, Scenario, TwinId};
use society::units::{Day, WorldId};

/// Student's t with two degrees of freedom at 97.5 %.
const T: f64 = 4.302_652_729_911_275;

const RESTRICTED: Followed = Followed::Measure(MeasureId::RESTRICTED);

/// Restricted adults and duties broken of a twin by year, and its stability of ranks.
type ByYear<'a> = &'a [[f64; 3]];

/// A world with these values under the policy, then under the baseline.
fn world(number: u32, twins: [ByYear<'_>; 2]) -> WorldOutcome {
    let year = |&[restricted, duties, _]: &[f64; 3]| {
        let mut values = vec![f64::NAN; catalogue().len()];
        values[MeasureId::RESTRICTED.number()] = restricted;
        values[MeasureId::TRANSGRESSIONS.number()] = duties;
        values
    };
    let twin = |years: ByYear<'_>| TwinResult {
        years: years.iter().map(year).collect(),
        rank_stability: years.iter().map(|year| year[2]).collect(),
        ..TwinResult::default()
    };
    let twins = twins.map(twin).to_vec();
    WorldOutcome::of(WorldResult { number: WorldId(number), seed: 0, twins, digests: Vec::new() })
}

fn of(scenario: &Scenario, worlds: &[WorldOutcome], what: Followed) -> Vec<Option<YearFigure>> {
    Years(&Figures::new(scenario, worlds)).of(what, TwinId::STUDIED)
}

/// Three worlds of two years; in the last one nobody has a score, and nobody in the baseline breaks a duty.
fn by_hand() -> Vec<WorldOutcome> {
    let none = f64::NAN;
    vec![
        world(
            0,
            [&[[10.0, 30.0, none], [13.0, 28.0, 0.5]], &[[0.0, 40.0, none], [1.0, 35.0, none]]],
        ),
        world(
            1,
            [&[[12.0, 20.0, none], [14.0, 25.0, 0.7]], &[[0.0, 40.0, none], [1.0, 50.0, none]]],
        ),
        world(
            2,
            [&[[14.0, 10.0, none], [15.0, 10.0, none]], &[[0.0, 0.0, none], [4.0, 0.0, none]]],
        ),
    ]
}

#[test]
fn a_year_has_its_mean_and_its_difference_from_the_baseline_and_from_the_year_before() {
    let (scenario, worlds) = (shipped(400, [0, 730]), by_hand());
    let [Some(first), Some(second)] = of(&scenario, &worlds, RESTRICTED)[..] else {
        panic!("two years have a value")
    };
    assert_eq!((first.estimate.mean, second.estimate.mean), (12.0, 14.0));
    assert_eq!((first.difference.map(|it| it.mean), first.change), (Some(12.0), None));
    // Less 1, 1 and 4 in the same worlds.
    assert_eq!(second.difference.map(|it| it.mean), Some(12.0));
    // World by world 3, 2 and 1 more, not 14 ± 1.5 less 12 ± 1.5.
    let change = second.change.expect("the year before has a value");
    assert_eq!((change.difference.mean, change.level), (2.0, 12.0));
    let half = T / 3.0_f64.sqrt();
    let interval = change.difference.interval.expect("there are three worlds");
    assert!((interval.0 - (2.0 - half)).abs() < 1e-6 && (interval.1 - (2.0 + half)).abs() < 1e-6);
    // From 4 % less to 37 % more.
    assert_eq!(change.rest, Rest::Undecided);
    let relative = change.relative.expect("there was something");
    assert!(is_same(relative.mean, 1.0 / 6.0));
    // The ratio of the means varies as 3, 2 and 1 less a sixth of the year before do, nearly.
    assert!(relative.half().is_some_and(|it| 0.0 < it && it < half / 12.0 * 1.5));
}

#[test]
fn duties_are_held_against_those_of_the_baseline_in_all_worlds_of_the_same_year() {
    let (scenario, worlds) = (shipped(400, [0, 730]), by_hand());
    let [Some(first), Some(second)] = of(&scenario, &worlds, Followed::DutiesAgainstBaseline)[..]
    else {
        panic!("two years have a value")
    };
    // 30, 20 and 10 for 40, 40 and none; 28, 25 and 10 for 35, 50 and none.
    let (then, now) = (60.0 / 80.0 - 1.0, 63.0 / 85.0 - 1.0);
    assert_eq!((first.estimate.worlds, second.estimate.worlds), (3, 3));
    assert!(is_same(first.estimate.mean, then) && is_same(second.estimate.mean, now));
    assert!(first.estimate.interval.is_some() && first.estimate.range.is_none());
    assert_eq!((first.difference, second.difference), (None, None));
    let change = second.change.expect("the year before has a value");
    assert!(is_same(change.difference.mean, now - then) && is_same(change.level, 0.25));
    assert_eq!(change.difference.worlds, 3);
    assert!(change.relative.is_some_and(|it| is_same(it.mean, (now - then) / 0.25)));
}

#[test]
fn ranks_of_the_first_year_have_no_year_before_them() {
    let (scenario, worlds) = (shipped(400, [0, 730]), by_hand());
    let [None, Some(second)] = of(&scenario, &worlds, Followed::RankStability)[..] else {
        panic!("the second year alone has a value")
    };
    assert!(is_same(second.estimate.mean, 0.6) && second.estimate.worlds == 2);
    assert_eq!((second.difference, second.change), (None, None));
    // A twin without a score has none in any year.
    let figures = Figures::new(&scenario, &worlds);
    let baseline = Years(&figures).of(Followed::RankStability, TwinId(1));
    assert!(baseline.iter().all(Option::is_none) && baseline.len() == 2);
}

#[test]
fn one_world_has_a_change_and_no_verdict() {
    let scenario = shipped(400, [0, 730]);
    let alone = [by_hand().remove(0)];
    let [Some(first), Some(second)] = of(&scenario, &alone, RESTRICTED)[..] else {
        panic!("two years have a value")
    };
    assert_eq!((first.estimate.error, first.estimate.interval), (None, None));
    let change = second.change.expect("the year before has a value");
    assert_eq!((change.difference.mean, change.rest), (3.0, Rest::Undecided));
    let relative = change.relative.expect("there was something");
    assert_eq!((relative.mean, relative.interval), (0.3, None));
}

/// The 97.5 % quantile of Student's t with 7 degrees of freedom: eight worlds.
const T_OF_EIGHT: f64 = 2.364_624_251_592_784;

/// The tolerance itself is at rest; beyond it by any amount in all worlds is not.
#[test]
fn at_the_tolerance_a_figure_is_at_rest_and_beyond_it_moves() {
    assert_eq!(WITHIN, 0.05);
    let rest = |then: f64, now: [f64; 8]| Change::of(&[then; 8], &now).expect("values").rest;
    for (then, now, expected) in [
        (100.0, 105.0, Rest::AtRest),
        (100.0, 95.0, Rest::AtRest),
        (100.0, 105.000_001, Rest::Moving),
        (100.0, 94.999_999, Rest::Moving),
        // Below 0 the level has no sign.
        (-100.0, -105.0, Rest::AtRest),
        (-100.0, -94.999_999, Rest::Moving),
        // Nothing before: nothing alone is at rest.
        (0.0, 0.0, Rest::AtRest),
        (0.0, 1e-9, Rest::Moving),
    ] {
        assert_eq!(rest(then, [now; 8]), expected, "from {then} to {now}");
    }
    // An interval of 1 to each side, at either end of either bound; by a thousandth in or out.
    let spread = 7.0_f64.sqrt() / T_OF_EIGHT;
    for (middle, expected) in [
        (4.0 - 1e-3, Rest::AtRest),
        (4.0 + 1e-3, Rest::Undecided),
        (6.0 - 1e-3, Rest::Undecided),
        (6.0 + 1e-3, Rest::Moving),
    ] {
        for sign in [1.0, -1.0] {
            let now = [-1, 1, -1, 1, -1, 1, -1, 1].map(f64::from);
            let now = now.map(|side| 100.0 + sign * middle + side * spread);
            assert_eq!(rest(100.0, now), expected, "{middle} times {sign}");
        }
    }
}

/// A pair of years that lack a world on either side is a pair of the others.
#[test]
fn worlds_without_both_years_are_left_out() {
    let none = f64::NAN;
    let change = Change::of(&[10.0, none, 30.0, 20.0], &[11.0, 50.0, none, 22.0]);
    let change = change.expect("two worlds have both");
    assert_eq!((change.difference.worlds, change.difference.mean, change.level), (2, 1.5, 15.0));
    assert_eq!(Change::of(&[none, 1.0], &[1.0, none]), None);
    assert_eq!(Change::of(&[], &[]), None);
    let begins = Change::of(&[0.0; 2], &[3.0; 2]).expect("two worlds have both");
    assert_eq!(begins.relative, None);
}

/// Kendall's tau-b by every pair of people, one by one.
fn tau_of_pairs(joint: &[i64]) -> f64 {
    let place = |at: usize| (at / CLASSES, at % CLASSES);
    let people: Vec<(usize, usize)> =
        joint.iter().enumerate().flat_map(|(at, &count)| vec![place(at); count as usize]).collect();
    let (mut score, mut untied) = (0, [0; 2]);
    for (number, one) in people.iter().enumerate() {
        for other in &people[..number] {
            let order = [one.0.cmp(&other.0), one.1.cmp(&other.1)].map(|it| it as i64);
            score += order[0] * order[1];
            (0..2).for_each(|which| untied[which] += order[which].abs());
        }
    }
    score as f64 / ((untied[0] * untied[1]) as f64).sqrt()
}

/// Additions of a year to the counts of a run.
fn between(now: &Tallies, before: Option<&Tallies>, of: &dyn Fn(&Tallies) -> i64) -> f64 {
    (of(now) - before.map_or(0, of)) as f64
}

/// The years of a run, from the tallies at their ends: after a warm-up and without one, and a third year
/// that is not whole and does not count.
#[test]
fn the_years_of_a_run_are_those_of_its_tallies() {
    const WORLDS: u32 = 2;
    let measures = catalogue();
    let broken = |it: &Tallies| -> i64 {
        let duties = Conduct::ALL.into_iter().filter(|it| it.nature() == Nature::Duty);
        duties.map(|duty| it.total(Tally::BROKEN.of(duty))).sum()
    };
    let wrong = |it: &Tallies, day| {
        Stock::WRONGFUL.iter().map(|&stock| it.days(stock, Day(day))).sum::<i64>()
    };
    for warm_up in [0, 365] {
        let scenario = shipped(2_000, [warm_up, 800]);
        let outcomes = worlds(&scenario, WORLDS);
        let figures = Figures::new(&scenario, &outcomes);
        let years = Years(&figures);
        assert_eq!(years.count(), 2, "the last 70 days are no year");
        let ends = [365, 730];
        let by_world = |twin| -> Vec<Vec<(Tallies, i64)>> {
            (0..WORLDS).map(|world| tallies(&scenario, world, twin, &ends)).collect()
        };
        let (here, there) = (by_world(TwinId::STUDIED), by_world(scenario.baseline()));
        let mean = |of: &dyn Fn(usize) -> f64| {
            (0..WORLDS as usize).map(of).sum::<f64>() / f64::from(WORLDS)
        };
        for (year, day) in ends.into_iter().enumerate() {
            let pair = |twin: &Vec<Vec<(Tallies, i64)>>, world: usize| {
                let then = year.checked_sub(1).map(|last| twin[world][last].0.clone());
                (twin[world][year].clone(), then)
            };
            let in_year = |twin: &Vec<Vec<(Tallies, i64)>>, world, of: &dyn Fn(&Tallies) -> i64| {
                let ((now, adults), then) = pair(twin, world);
                between(&now, then.as_ref(), of) / adults as f64
            };
            let expect = |what: Followed, expected: f64| {
                let found = years.of(what, TwinId::STUDIED)[year].expect("it has a value");
                let name = what.name(&measures);
                assert!(
                    is_same(found.estimate.mean, expected),
                    "{name}, {year}: {expected}, {found:?}"
                );
                found
            };
            // A count of the year, a state at its end, days of the year, a rate of each day.
            let spells = |it: &Tallies| it.total(Tally::SPELLS);
            let begun = mean(&|world| 1_000.0 * in_year(&here, world, &spells));
            expect(Followed::Measure(MeasureId::RESTRICTIONS), begun);
            let state = |it: &Tallies| it.total(Tally::LEVEL.stock(Stock::Restricted));
            let restricted = mean(&|world| {
                let (now, adults) = &here[world][year];
                1_000.0 * state(now) as f64 / *adults as f64
            });
            let found = expect(RESTRICTED, restricted);
            // Nobody is restricted without a policy.
            assert!(found.difference.is_some_and(|it| is_same(it.mean, restricted)));
            assert_eq!(found.change.is_some(), year == 1);
            let wrongful = mean(&|world| {
                let ((now, adults), then) = pair(&here, world);
                let before = then.map_or(0, |then| wrong(&then, day - 365));
                1_000.0 * (wrong(&now, day) - before) as f64 / adults as f64
            });
            expect(Followed::Measure(MeasureId::WRONGFUL_DAYS), wrongful);
            let duties = mean(&|world| 1_000.0 * in_year(&here, world, &broken) / 365.0);
            expect(Followed::Measure(MeasureId::TRANSGRESSIONS), duties);
            let relative = mean(&|world| in_year(&here, world, &broken))
                / mean(&|world| in_year(&there, world, &broken))
                - 1.0;
            expect(Followed::DutiesAgainstBaseline, relative);
            assert!(begun > 0.0 && restricted > 0.0 && wrongful > 0.0 && relative < 0.0);
            // The year before the first is in a warm-up or nowhere.
            let stability = years.of(Followed::RankStability, TwinId::STUDIED)[year];
            assert_eq!(stability.is_some(), year == 1 || warm_up > 0);
            if stability.is_some() {
                let tau = mean(&|world| {
                    let ((now, _), then) = pair(&here, world);
                    let before = then.map_or(vec![0; now.ranks.len()], |then| then.ranks);
                    let of_year = now.ranks.iter().zip(&before).map(|(now, then)| now - then);
                    tau_of_pairs(&of_year.collect::<Vec<_>>())
                });
                assert!(expect(Followed::RankStability, tau).estimate.mean < 1.0);
            }
        }
    }
}
