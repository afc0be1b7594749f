//! The synthetic population: its published marginals, and ties that are mutual.

mod common;

use common::society;
use society::census::{CensusRow, census};
use society::chance::Chance;
use society::population::{Class, Population};
use society::units::{Citizen, Draw, Seed};

fn people(citizens: u32) -> Population {
    Population::new(&society(citizens, 1), Chance::new(Seed(2031)))
}

/// Each row states its own false-alarm rate; see [`census`].
#[test]
fn the_population_meets_its_published_marginals() {
    let society = society(50_000, 1);
    let rows: Vec<CensusRow> = census(&society, &people(50_000));
    for row in rows {
        assert!(row.holds(), "{row:?}");
    }
}

#[test]
fn kin_are_mutual_and_never_oneself() {
    let people = people(10_001);
    for citizen in (0..10_001).map(Citizen) {
        for which in people.kinships() {
            if let Some(kin) = people.kin(citizen, which) {
                assert_ne!(kin, citizen);
                assert_eq!(people.kin(kin, which), Some(citizen));
            }
        }
    }
}

#[test]
fn standing_lookalikes_are_similar_few_and_always_the_same() {
    let people = people(20_000);
    for citizen in (0..20_000).step_by(97).map(Citizen) {
        let mut seen: Vec<Citizen> =
            (0..60).filter_map(|draw| people.lookalike(citizen, Draw(draw), None)).collect();
        let appearance = people.cell(citizen).appearance();
        assert!(seen.iter().all(|&other| people.cell(other).appearance() == appearance));
        seen.sort_unstable();
        seen.dedup();
        assert!((1..=3).contains(&seen.len()), "{seen:?}");
    }
}

#[test]
fn a_fresh_error_falls_on_ever_other_citizens() {
    let people = people(20_000);
    let mut seen: Vec<Citizen> =
        (0..60).filter_map(|day| people.lookalike(Citizen(11), Draw(5), Some(day))).collect();
    seen.sort_unstable();
    seen.dedup();
    assert!(seen.len() > 30);
}

#[test]
fn every_child_lives_with_an_adult() {
    let people = people(50_000);
    let mut alone = 0;
    for number in people.neighborhoods() {
        let residents = people.residents(number);
        for members in residents.households.iter() {
            let ages = members.iter().map(|&who| residents.age[usize::from(who)]);
            alone += usize::from(ages.max().is_some_and(|eldest| eldest < 18));
        }
    }
    assert_eq!(alone, 0);
}

/// Members of a group name the same group, in every kind of tie.
#[test]
fn ties_are_mutual_and_every_citizen_is_in_its_own_group() {
    let people = people(20_000);
    for number in people.neighborhoods() {
        let residents = people.residents(number);
        let kinds = [
            &residents.households,
            &residents.circles,
            &residents.teams,
            &residents.workplaces,
            &residents.acquaintances,
        ];
        for (ties, who) in kinds
            .iter()
            .flat_map(|ties| residents.everyone().step_by(7).map(move |who| (ties, who)))
        {
            let mine = ties.around(who);
            assert!(mine.is_empty() || mine.contains(&who));
            assert!(mine.iter().all(|&other| ties.around(other).contains(&who)));
        }
    }
}

/// The four quarters of mobility are equal, as their factors take for granted. Half of mobility
/// follows the household, so that the error is at most that of whole households: four such
/// errors are left by a true population less than once in 16,000 times for each quarter.
#[test]
fn mobility_has_four_equal_quarters() {
    let people = people(60_000);
    let (mut counts, mut squares) = ([0.0; 4], 0.0);
    for number in people.neighborhoods() {
        let residents = people.residents(number);
        residents.class.iter().for_each(|class| counts[usize::from(class.mobility())] += 1.0);
        for size in residents.households.iter().map(|members| members.len() as f64) {
            squares += size * size;
        }
    }
    let within = 4.0 * libm::sqrt(0.25 * 0.75 * squares) / 60_000.0;
    for count in counts {
        assert!((count / 60_000.0 - 0.25f64).abs() < within, "{counts:?}, within {within}");
    }
}

/// A household without an adult cannot be: every one has a head, and one only.
#[test]
fn every_household_has_one_head() {
    let people = people(20_000);
    for number in people.neighborhoods() {
        let residents = people.residents(number);
        for members in residents.households.iter() {
            let classes = members.iter().map(|&who| residents.class[usize::from(who)]);
            assert_eq!(classes.filter(|class: &Class| class.is_head()).count(), 1);
        }
    }
}

/// A team lies within one workplace, and nobody at work shares a class with pupils.
#[test]
fn colleagues_have_one_workplace() {
    let people = people(20_000);
    for number in people.neighborhoods() {
        let residents = people.residents(number);
        for members in residents.teams.iter() {
            let first = members[0];
            assert!(members.iter().all(|&one| {
                residents.workplaces.of(one) == residents.workplaces.of(first)
                    && residents.works[usize::from(one)] == residents.works[usize::from(first)]
            }));
        }
    }
}
