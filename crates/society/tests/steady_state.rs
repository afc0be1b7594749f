//! A society in its steady state: its first day is like any later one.
//!
//! Unless a test says otherwise its interval is five standard errors wide on either side, which a true
//! model leaves once in 1.7 million times.

mod common;

use common::{rate, scenario, share, society};
use society::scenario::{Policy, Society};
use society::twins::Twins;
use society::units::{Neighborhood, Resident, Seed};

/// The twins of a society without any policy.
fn free(society: Society, seed: u64) -> Twins {
    Twins::new(&scenario(society, Policy::none()), Seed(seed))
}

/// Every adult, with the neighborhood.
fn adults(twins: &Twins) -> Vec<(Neighborhood, Resident)> {
    let people = twins.population();
    let of = |number| people.residents(number).adults().map(move |who| (number, who));
    people.neighborhoods().flat_map(of).collect()
}

/// Work, hardship and health of every adult today.
fn condition(twins: &Twins) -> Vec<[f64; 3]> {
    let of = |(number, who)| {
        let state = twins.worlds()[0].state(number);
        [
            f64::from(u8::from(state.works(who))),
            state.hardship(who).as_share(),
            state.health(who).as_share(),
        ]
    };
    adults(twins).into_iter().map(of).collect()
}

#[test]
fn the_share_at_work_on_the_first_day_is_that_of_the_chain() {
    for (loss, found, expected) in [(0.06, 0.15, 0.967_742), (1.2, 0.3, 0.75), (6.0, 0.5, 0.5)] {
        let mut society = society(40_000, 30);
        (society.livelihood.work.loss, society.livelihood.work.found) = (rate(loss), share(found));
        let twins = free(society, 3);
        let people = twins.population();
        let of_age = |&(number, who): &(Neighborhood, Resident)| {
            people.residents(number).cell[usize::from(who)].band().is_under_60()
        };
        let able: Vec<_> = adults(&twins).into_iter().filter(of_age).collect();
        let works =
            able.iter().filter(|(number, who)| twins.worlds()[0].state(*number).works(*who));
        let (at_work, all) = (works.count() as f64, able.len() as f64);
        let error = (expected * (1.0 - expected) / all).sqrt();
        assert!((at_work / all - expected).abs() < 5.0 * error, "{} of {expected}", at_work / all);
    }
}

/// The change of each citizen has a mean of nothing where the first day is of the steady state. Six tests of three
/// means each.
#[test]
fn without_a_policy_nothing_drifts() {
    let mut sick = society(40_000, 30);
    sick.livelihood.health.waiting = share(0.01);
    sick.hospital.rate = rate(8.0);
    let mut fickle = society(40_000, 30);
    (fickle.livelihood.work.loss, fickle.livelihood.work.found) = (rate(3.0), share(0.2));
    for (name, society) in [("ordinary", society(40_000, 30)), ("sick", sick), ("fickle", fickle)] {
        let mut twins = free(society, 11);
        let first = condition(&twins);
        for days in [20, 345] {
            (0..days).for_each(|_| twins.run_day());
            let now = condition(&twins);
            for (which, what) in ["work", "hardship", "health"].into_iter().enumerate() {
                let changes: Vec<f64> =
                    now.iter().zip(&first).map(|(now, first)| now[which] - first[which]).collect();
                let count = changes.len() as f64;
                let mean = changes.iter().sum::<f64>() / count;
                let spread =
                    changes.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>() / count;
                let error = (spread / count).sqrt();
                assert!(
                    mean.abs() <= 5.0 * error,
                    "{name}, {what} in {days} days: {mean} ± {error}"
                );
            }
        }
    }
}

#[test]
fn people_without_livelihood_begin_in_their_usual_condition() {
    let mut society = society(2_000, 30);
    society.livelihood.enabled = false;
    let twins = free(society, 1);
    let health: Vec<f64> = condition(&twins).into_iter().map(|[_, _, health]| health).collect();
    assert!(health.iter().all(|&it| (it - 0.9).abs() < 0.01));
}

#[test]
fn where_no_post_is_ever_lost_everyone_works() {
    let mut society = society(2_000, 30);
    (society.livelihood.work.loss, society.livelihood.work.found) = (rate(0.0), share(0.0));
    society.hospital.rate = rate(0.0);
    assert_eq!(society.livelihood.work.steady_share(), share(1.0));
    let mut twins = free(society, 1);
    let first = condition(&twins);
    (0..30).for_each(|_| twins.run_day());
    assert_eq!(condition(&twins), first);
}
