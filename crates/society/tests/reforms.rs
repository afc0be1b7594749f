//! Effects and limits of a reform, on hand-made societies and policies.

mod common;

use common::{everything, harsh, rate, reformed, score, share, society, twin};
use society::measures::{Stock, Tallies, Tally};
use society::scenario::ListId;
use society::scenario::*;
use society::scoring::{Cause, Deed};
use society::twins::Twins;
use society::units::{Day, Neighborhood, Points, Resident, RunSeed, Score, Seed, Share};
use society::world::{Digest, State, World};

const CITIZENS: u16 = 1_500;

/// The day of the reform, within a month.
const DAY: u16 = 100;

fn changed(mut policy: Policy, change: impl FnOnce(&mut Policy)) -> Policy {
    change(&mut policy);
    policy
}

/// The harsh policy, whose list follows from the score alone.
fn harsh_by_score() -> Policy {
    changed(harsh(), |policy| policy.lists[0].entry.debt_unpaid = None)
}

fn updated(update: Update) -> Policy {
    changed(harsh_by_score(), |policy| {
        policy.score.iter_mut().for_each(|score| score.update = update)
    })
}

/// The harsh policy as far as it goes without a score.
fn unscored() -> Policy {
    changed(harsh_by_score(), |policy| {
        policy.score = None;
        policy.bands.clear();
        policy.lists[0].entry = EntryRule { debt_unpaid: Some(10), ..EntryRule::default() };
        policy.effects.iter_mut().for_each(|effect| effect.bands.clear());
        for rule in policy.rules.iter_mut().flatten() {
            (rule.kept, rule.broken) = (Points::ZERO, Points::ZERO);
        }
    })
}

fn validated(society: Society, twins: Vec<Twin>) -> Scenario {
    Scenario::validated(society, twins, TwinId(0), RunSeed(2031)).expect("the parts agree")
}

/// The morning of the reform of `policy` to `next`, and of the same without it.
fn eve(policy: Policy, next: Policy) -> Twins {
    let pair = vec![twin("as before", policy.clone()), reformed("new", policy, vec![(DAY, next)])];
    let mut twins = Twins::new(&validated(society(CITIZENS.into(), 600), pair), Seed(5));
    (0..DAY).for_each(|_| twins.run_day());
    twins
}

fn digests(twins: &mut Twins) -> Vec<Digest> {
    twins.worlds_mut().iter_mut().map(World::digest).collect()
}

/// Adults of the reformed world of whom this is true.
fn who(twins: &Twins, is: impl Fn(&State, Resident) -> bool) -> Vec<Resident> {
    let (state, residents) =
        (twins.worlds()[1].state(Neighborhood(0)), twins.population().residents(Neighborhood(0)));
    residents.adults().filter(|&who| is(state, who)).collect()
}

fn listed(twins: &Twins) -> Vec<Resident> {
    who(twins, |state, who| state.lists(who).has(ListId(0)))
}

/// Lives days on which nothing comes up.
fn rest(twins: &mut Twins, days: u16) {
    (0..days).for_each(|_| twins.run_day_with(&[]));
}

/// The policy with nothing on its way from day to day, and nothing that comes up by itself.
fn quiet(policy: Policy) -> Policy {
    changed(policy, |policy| {
        policy.cameras.iter_mut().for_each(|cameras| cameras.false_match = Share::NONE);
        policy.registers.iter_mut().flatten().for_each(|register| {
            (register.missed, register.false_link) = (Share::NONE, Share::NONE);
            (register.delay, register.spurious) = (0, rate(0.0));
        });
        policy.informants = None;
        policy.spread = Spread::default();
    })
}

fn total(twins: &mut Twins, world: usize, tally: Tally) -> i64 {
    twins.worlds_mut()[world].tallies().total(tally)
}

/// Citizens on the list, by the book.
fn on_list(twins: &mut Twins, world: usize) -> i64 {
    total(twins, world, Tally::LEVEL.stock(Stock::FirstList))
}

fn days_of(
    citizens: u32,
    policy: &Policy,
    later: Vec<(u16, Policy)>,
    batches: usize,
) -> Vec<Digest> {
    let twins = vec![reformed("policy", policy.clone(), later)];
    let mut twins = Twins::in_batches(&validated(society(citizens, 60), twins), Seed(5), batches);
    (0..60).flat_map(|_| (twins.run_day(), digests(&mut twins)).1).collect()
}

#[test]
fn a_reform_that_changes_nothing_leaves_no_trace_whatever_the_threads_and_batches() {
    let forgetting = changed(updated(Update::Monthly), |policy| {
        policy.score.iter_mut().for_each(|score| score.half_life = Some(90));
        policy.appeal = Some(Appeal {
            lodged: share(0.5),
            delay: 20,
            if_wrong: share(0.7),
            if_right: share(0.1),
        });
        policy.lists[0].exit = ExitRule {
            after: Some(40),
            score: Some(score(460.0)),
            repair: true,
            ..ExitRule::default()
        };
        policy.lists[0].entry.debt_unpaid = Some(10);
        policy.lists[0].notice = 9;
    });
    let charged = changed(harsh_by_score(), |policy| {
        policy.lists[0].entry.charges = vec![Conduct::Driving];
        policy.lists[0].exit.score = Some(score(400.0));
    });
    for policy in [harsh_by_score(), updated(Update::Daily), forgetting, charged, unscored()] {
        let same = vec![(17, policy.clone()), (40, policy.clone())];
        assert_eq!(days_of(9_000, &policy, vec![], 64), days_of(9_000, &policy, same.clone(), 64));
        for (batches, threads) in [(1, 1), (1, 2), (2, 2)] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let found = pool.install(|| days_of(9_000, &policy, same.clone(), batches));
            assert_eq!(days_of(9_000, &policy, vec![], 64), found, "{batches} in {threads}");
        }
    }
}

#[test]
fn a_reform_is_the_same_reform_whatever_the_threads_and_batches() {
    let later = vec![(17, unscored()), (40, updated(Update::Monthly))];
    let one = days_of(9_000, &harsh_by_score(), later.clone(), 64);
    for (batches, threads) in [(1, 1), (1, 2), (2, 2)] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let found = pool.install(|| days_of(9_000, &harsh_by_score(), later.clone(), batches));
        assert_eq!(one, found, "{batches} in {threads}");
    }
}

#[test]
fn before_its_day_a_reform_changes_nothing() {
    let mut twins = eve(harsh_by_score(), Policy { name: "other".into(), ..unscored() });
    let before = digests(&mut twins);
    assert_eq!(before[0], before[1]);
    twins.run_day();
    let after = digests(&mut twins);
    assert_ne!(after[0], after[1]);
}

#[test]
fn a_way_out_frees_everyone_on_the_list_when_its_term_has_run_from_the_reform_on() {
    let policy = quiet(harsh_by_score());
    let next = changed(policy.clone(), |policy| policy.lists[0].exit.after = Some(30));
    let mut twins = eve(policy, next);
    let before = listed(&twins);
    assert!(before.len() > 20, "{}", before.len());
    rest(&mut twins, 30);
    assert_eq!(listed(&twins), before);
    rest(&mut twins, 1);
    assert_eq!(listed(&twins), []);
    assert_eq!(on_list(&mut twins, 0), before.len() as i64);
}

#[test]
fn a_term_of_another_length_begins_anew_and_one_that_is_taken_away_never_ends() {
    let with =
        |after| changed(quiet(harsh_by_score()), |policy| policy.lists[0].exit.after = after);
    let mut longer = eve(with(Some(60)), with(Some(80)));
    let before = listed(&longer);
    rest(&mut longer, 80);
    assert_eq!(listed(&longer), before);
    rest(&mut longer, 1);
    assert_eq!(listed(&longer), []);
    let mut never = eve(with(Some(60)), with(None));
    let before = listed(&never);
    rest(&mut never, 400);
    assert_eq!(listed(&never), before);
}

#[test]
fn a_list_that_ends_frees_everyone_on_it_that_morning() {
    let policy = changed(quiet(harsh_by_score()), |policy| {
        policy.effects.retain(|effect| effect.bands.is_empty());
    });
    let next = changed(policy.clone(), |policy| {
        policy.effects.clear();
        policy.lists[0].entry = EntryRule::default();
        policy.lists[0].exit.after = Some(0);
    });
    let mut twins = eve(policy, next);
    assert!(!listed(&twins).is_empty());
    let before = who(&twins, |state, who| state.restricted_days(who, Day(DAY)).0 > 0);
    let days: Vec<u16> = before
        .iter()
        .map(|&who| twins.worlds()[1].state(Neighborhood(0)).restricted_days(who, Day(DAY)).0)
        .collect();
    rest(&mut twins, 1);
    assert_eq!(who(&twins, State::is_restricted), []);
    let state = twins.worlds()[1].state(Neighborhood(0));
    let after = before.iter().map(|&who| state.restricted_days(who, Day(DAY + 1)).0);
    assert!(after.eq(days), "nobody is restricted on the day of the reform");
    assert_eq!(total(&mut twins, 1, Tally::LEVEL.stock(Stock::Restricted)), 0);
}

#[test]
fn penalties_that_are_lifted_from_a_band_free_those_in_it_that_morning() {
    let next = changed(quiet(harsh_by_score()), |policy| {
        policy.effects.retain(|effect| effect.bands.is_empty());
        policy.everywhere = false;
    });
    let mut twins = eve(quiet(harsh_by_score()), next);
    assert!(who(&twins, State::is_restricted).len() > listed(&twins).len() + 20);
    rest(&mut twins, 1);
    assert_eq!(who(&twins, State::is_restricted), listed(&twins));
}

/// Those whom a new bound catches are restricted that morning; those whom a new entry to a list
/// would catch are left alone until their next fall.
#[test]
fn a_new_bound_of_a_band_holds_at_once_and_one_of_a_list_for_the_next_fall() {
    let bands = changed(quiet(harsh_by_score()), |policy| policy.bands[2].from = score(479.0));
    let higher = changed(quiet(harsh_by_score()), |policy| {
        policy.lists[0].entry.score_below = Some(score(469.0))
    });
    let mut twins = eve(quiet(harsh_by_score()), bands);
    let below = who(&twins, |state, who| state.score(who) < score(479.0));
    let free = who(&twins, |state, who| !state.is_restricted(who));
    rest(&mut twins, 1);
    let caught = below.iter().filter(|who| free.contains(who)).count();
    let over_reform = twins.worlds_mut()[1].tallies().deeds[Deed::Reform.number()].begun;
    assert!(caught > 20 && over_reform == caught as i64, "{over_reform} of {caught}");
    assert!(below.iter().all(|&who| twins.worlds()[1].state(Neighborhood(0)).is_restricted(who)));
    let mut twins = eve(quiet(harsh_by_score()), higher);
    let before = listed(&twins);
    rest(&mut twins, 1);
    assert_eq!(listed(&twins), before);
    (0..100).for_each(|_| twins.run_day());
    assert!(on_list(&mut twins, 1) > on_list(&mut twins, 0));
}

#[test]
fn those_who_meet_a_new_exit_by_score_leave_the_list_that_morning() {
    let next =
        changed(quiet(harsh_by_score()), |policy| policy.lists[0].exit.score = Some(score(430.0)));
    let mut twins = eve(quiet(harsh_by_score()), next);
    let before = listed(&twins);
    let high = |score: Score, bound: f64| score >= common::score(bound);
    let stay: Vec<Resident> = before
        .iter()
        .copied()
        .filter(|&who| !high(twins.worlds()[1].state(Neighborhood(0)).score(who), 430.0))
        .collect();
    rest(&mut twins, 1);
    assert_eq!(listed(&twins), stay);
    assert!(!stay.is_empty() && stay.len() < before.len());
}

/// A quiet policy that lists those who leave a debt unpaid for so long, in a society of debtors.
fn debts(days: Option<u16>, repair: bool) -> Policy {
    changed(quiet(unscored()), |policy| {
        policy.lists[0].entry.debt_unpaid = days;
        policy.lists[0].exit.repair = repair;
    })
}

fn debtors(repays: f64, policy: Policy, later: Vec<(u16, Policy)>) -> Twins {
    let mut society = society(CITIZENS.into(), 600);
    society.habits[Conduct::CourtDebt as usize].occasion.rate = rate(1.0);
    society.response.repayment = Repayment::of_the_able(rate(repays), rate(repays));
    let twins = vec![twin("as before", policy.clone()), reformed("new", policy, later)];
    let mut twins = Twins::new(&validated(society, twins), Seed(5));
    (0..DAY).for_each(|_| twins.run_day());
    twins
}

#[test]
fn whoever_has_paid_already_leaves_the_list_when_repair_becomes_a_way_out() {
    let later = vec![(DAY, debts(Some(10), true)), (DAY + 20, debts(None, true))];
    let mut twins = debtors(4.0, debts(Some(10), false), later);
    let before = on_list(&mut twins, 1);
    rest(&mut twins, 1);
    let after = on_list(&mut twins, 1);
    assert!(after > 20 && after < before, "{after} of {before}");
    rest(&mut twins, 20);
    let no_more = on_list(&mut twins, 1);
    rest(&mut twins, 200);
    let last = on_list(&mut twins, 1);
    assert!(last < no_more / 2, "payment frees still, though debts lead there no more");
}

#[test]
fn a_longer_term_for_debts_lists_those_who_owe_already_when_it_has_run() {
    let mut twins = debtors(0.0, debts(Some(10), false), vec![(DAY, debts(Some(40), false))]);
    let before = on_list(&mut twins, 1);
    rest(&mut twins, 30);
    let (old, new) = (on_list(&mut twins, 0), on_list(&mut twins, 1));
    assert!(old > new && new == before);
    rest(&mut twins, 10);
    assert_eq!(on_list(&mut twins, 1), old);
}

#[test]
fn debts_that_run_lead_to_no_list_when_debts_lead_there_no_more() {
    let mut twins = debtors(0.0, debts(Some(10), false), vec![(DAY, debts(None, false))]);
    let before = on_list(&mut twins, 1);
    rest(&mut twins, 60);
    assert!(on_list(&mut twins, 0) > before && on_list(&mut twins, 1) == before);
}

#[test]
fn stocks_are_what_a_count_of_heads_finds_after_every_reform() {
    let narrow = changed(harsh_by_score(), |policy| policy.bands[1].from = score(469.0));
    let ended = changed(harsh_by_score(), |policy| policy.lists[0].exit.after = Some(0));
    let steps = [unscored(), updated(Update::Monthly), narrow, debts(Some(10), true), ended];
    let later: Vec<_> = (1..).map(|step| step * 50).zip(steps).collect();
    let twins = vec![reformed("policy", harsh_by_score(), later)];
    let mut twins = Twins::new(&validated(society(CITIZENS.into(), 400), twins), Seed(11));
    for day in 0..300 {
        twins.run_day();
        let state = twins.worlds()[0].state(Neighborhood(0));
        let heads = |is: &dyn Fn(Resident) -> bool| {
            Resident::all(0..CITIZENS).filter(|&who| is(who)).count() as i64
        };
        let found = [
            heads(&|who| state.is_restricted(who)),
            heads(&|who| state.is_wronged(who)),
            heads(&|who| state.lists(who).has(ListId(0))),
        ];
        let level = |stock| Tally::LEVEL.stock(stock);
        let wronged =
            (0..4).map(|error| total(&mut twins, 0, level(Stock::WRONGFUL[error]))).sum::<i64>();
        let restricted = total(&mut twins, 0, level(Stock::Restricted));
        assert_eq!([restricted, wronged, on_list(&mut twins, 0)], found, "day {day}");
    }
}

/// Everything counted in a twin, and both scores of every adult.
fn accounts(twins: &mut Twins, twin: usize) -> (Tallies, Vec<[Score; 2]>) {
    let (population, worlds) = twins.people_and_worlds();
    let tallies = worlds[twin].tallies().clone();
    let scores = population.neighborhoods().flat_map(|number| {
        let state = worlds[twin].state(number);
        population
            .residents(number)
            .adults()
            .map(|who| [state.score(who), state.shadow(who)])
            .collect::<Vec<_>>()
    });
    (tallies, scores.collect())
}

/// A cap that nobody ever reaches moves every counter after it to another slot.
#[test]
fn counters_go_on_counting_when_they_move_to_other_slots() {
    let twice = changed(harsh_by_score(), |policy| {
        for conduct in [Conduct::Charity, Conduct::Volunteering, Conduct::Appointment] {
            policy.rules[conduct as usize].iter_mut().for_each(|rule| rule.monthly_cap = Some(1));
        }
    });
    let next = changed(twice.clone(), |policy| {
        policy.rules[Conduct::Bills as usize]
            .iter_mut()
            .for_each(|rule| rule.monthly_cap = Some(15));
    });
    let mut twins = eve(twice.clone(), next);
    for _ in 0..60 {
        twins.run_day();
        // A counter more is state that a digest sees: all that follows from counters is compared.
        let [one, other] = [0, 1].map(|twin| accounts(&mut twins, twin));
        assert_eq!(one, other);
    }
    let next = changed(twice, |policy| {
        policy.rules[Conduct::Charity as usize].iter_mut().for_each(|rule| rule.monthly_cap = None);
    });
    let mut twins = eve(harsh_by_score(), next);
    (0..60).for_each(|_| twins.run_day());
    let found = digests(&mut twins);
    assert_ne!(found[0], found[1], "a cap that goes does change something");
}

/// The sum of charges by cause is the change of all scores, with what waits, and with what the
/// floor and the cap cut off: on every single day, whatever follows whatever.
#[test]
fn points_are_conserved_through_every_reform() {
    let delayed = |days: u8| {
        changed(harsh_by_score(), |policy| {
            policy.registers.iter_mut().flatten().for_each(|register| register.delay = days);
        })
    };
    let narrow = changed(harsh_by_score(), |policy| {
        policy.score.iter_mut().for_each(|rules| {
            (rules.floor, rules.cap) = (score(460.0), score(475.0));
        });
        for (band, from) in policy.bands.iter_mut().zip([460.0, 465.0, 470.0, 475.0]) {
            band.from = score(from);
        }
    });
    let rhythms = [Update::RealTime, Update::Daily, Update::Monthly, Update::Yearly].map(updated);
    let policies = [&rhythms[..], &[delayed(0), delayed(60), narrow]].concat();
    for (number, first) in policies.iter().enumerate() {
        let later: Vec<_> = (1..).map(|step| step * 37).zip(policies.iter().cloned()).collect();
        let twins = vec![reformed("policy", first.clone(), later)];
        let mut twins = Twins::new(&validated(society(CITIZENS.into(), 400), twins), Seed(11));
        for day in 0..300 {
            twins.run_day();
            let state = twins.worlds()[0].state(Neighborhood(0));
            let held = |who| {
                i64::from(state.score(who).0) + i64::from(state.waiting(who).grains())
                    - i64::from(score(470.0).0)
            };
            let change: i64 =
                twins.population().residents(Neighborhood(0)).adults().map(held).sum();
            let tallies = twins.worlds_mut()[0].tallies();
            let charged: i64 =
                Cause::ALL.iter().map(|&cause| tallies.total(Tally::POINTS.by(cause))).sum();
            let cut = tallies.total(Tally::FLOOR) - tallies.total(Tally::CAP);
            assert_eq!(change, charged + cut, "policy {number}, day {day}");
        }
    }
}

/// Everything is joined rightly, so that every entry that is made is charged in the end.
#[test]
fn longer_and_shorter_delays_lose_no_entry() {
    let delayed = |days: u8| {
        changed(quiet(harsh_by_score()), |policy| {
            policy.registers.iter_mut().flatten().for_each(|register| register.delay = days);
        })
    };
    let mut society = society(CITIZENS.into(), 600);
    society.livelihood.enabled = false;
    society.response.enabled = false;
    let charges = |later: Vec<(u16, Policy)>| {
        let twins = vec![reformed("policy", delayed(30), later)];
        let mut twins = Twins::new(&validated(society.clone(), twins), Seed(5));
        (0..DAY).for_each(|_| twins.run_day());
        let before = total(&mut twins, 0, Tally::CHARGES.by(Cause::Deed));
        rest(&mut twins, 30);
        (before, total(&mut twins, 0, Tally::CHARGES.by(Cause::Deed)))
    };
    let (before, after) = charges(vec![]);
    assert!(after > before + 100);
    let steps: [&[(u16, u8)]; 4] =
        [&[(DAY, 2)], &[(DAY, 90)], &[(DAY, 90), (DAY + 7, 0)], &[(DAY, 0), (DAY + 7, 90)]];
    for steps in steps {
        let later = steps.iter().map(|&(day, days)| (day, delayed(days))).collect();
        assert_eq!(charges(later), (before, after), "{steps:?}");
    }
}

#[test]
fn what_waits_for_a_turn_is_released_when_there_are_no_more_turns() {
    for (first, next) in [
        (Update::Monthly, Update::RealTime),
        (Update::Yearly, Update::RealTime),
        (Update::Yearly, Update::Daily),
    ] {
        let mut twins = eve(quiet(updated(first)), quiet(updated(next)));
        let state = twins.worlds()[1].state(Neighborhood(0));
        let due: Vec<i32> = Resident::all(0..CITIZENS)
            .map(|who| i32::from(state.score(who).0) + state.waiting(who).grains())
            .collect();
        assert!(
            Resident::all(0..CITIZENS).filter(|&who| state.waiting(who) != Points::ZERO).count()
                > 20
        );
        rest(&mut twins, 1);
        let state = twins.worlds()[1].state(Neighborhood(0));
        let settled = Resident::all(0..CITIZENS).map(|who| i32::from(state.score(who).0));
        assert!(settled.eq(due));
        assert!(Resident::all(0..CITIZENS).all(|who| state.waiting(who) == Points::ZERO));
    }
    let mut twins = eve(updated(Update::RealTime), updated(Update::Yearly));
    (0..30).for_each(|_| twins.run_day());
    assert!(who(&twins, |state, who| state.waiting(who) != Points::ZERO).len() > 20);
}

#[test]
fn nobody_is_restricted_by_a_score_that_is_no_more() {
    let mut twins = eve(harsh_by_score(), unscored());
    assert!(who(&twins, State::is_restricted).len() > 100 && !listed(&twins).is_empty());
    let over_ties = total(&mut twins, 1, Tally::CAME_OVER);
    twins.run_day();
    assert_eq!(who(&twins, State::is_restricted), []);
    assert_eq!(listed(&twins), []);
    assert_eq!(who(&twins, |state, who| state.score(who).0 + state.shadow(who).0 > 0), []);
    (0..200).for_each(|_| twins.run_day());
    assert_eq!(total(&mut twins, 1, Tally::CAME_OVER), over_ties);
    assert_eq!(who(&twins, State::is_restricted), listed(&twins));
    assert!(!listed(&twins).is_empty());
}

#[test]
fn where_a_score_begins_everyone_begins_at_its_start() {
    for update in [Update::RealTime, Update::Monthly] {
        let mut twins = eve(quiet(unscored()), quiet(updated(update)));
        rest(&mut twins, 1);
        assert_eq!(who(&twins, |state, who| state.score(who) != score(470.0)), []);
        (0..100).for_each(|_| twins.run_day());
        assert!(who(&twins, State::is_restricted).len() > 100);
    }
}

#[test]
fn an_appeal_that_comes_into_being_is_lodged_by_some_and_frees_some_wrongly_listed() {
    let errors = changed(harsh_by_score(), |policy| {
        policy.cameras.iter_mut().for_each(|cameras| cameras.false_match = share(1e-6));
    });
    let appeal =
        Appeal { lodged: share(0.5), delay: 20, if_wrong: Share::ALL, if_right: Share::NONE };
    let next = changed(errors.clone(), |policy| policy.appeal = Some(appeal));
    let mut twins = eve(errors, next);
    let before = listed(&twins).len() as i64;
    let wronged = who(&twins, |state, who| {
        state.lists(who).has(ListId(0)) && !state.true_lists(who).has(ListId(0))
    });
    rest(&mut twins, 1);
    let lodged = total(&mut twins, 1, Tally::APPEALS);
    assert!(lodged > before / 4 && lodged < before, "{lodged} of {before}");
    rest(&mut twins, 19);
    assert_eq!(total(&mut twins, 1, Tally::GRANTED), 0);
    rest(&mut twins, 1);
    let granted = total(&mut twins, 1, Tally::GRANTED);
    let freed = wronged.iter().filter(|who| !listed(&twins).contains(who)).count();
    assert!(granted > 0 && freed > 0 && freed < wronged.len(), "{granted}, {freed}");
}

#[test]
fn an_appeal_that_is_abolished_is_not_decided() {
    let appeal =
        Appeal { lodged: Share::ALL, delay: 20, if_wrong: Share::ALL, if_right: Share::ALL };
    let with = changed(harsh_by_score(), |policy| policy.appeal = Some(appeal));
    let mut twins = eve(with, harsh_by_score());
    let granted = [0, 1].map(|world| total(&mut twins, world, Tally::GRANTED));
    rest(&mut twins, 30);
    assert!(total(&mut twins, 0, Tally::GRANTED) > granted[0]);
    assert_eq!(total(&mut twins, 1, Tally::GRANTED), granted[1]);
}

#[test]
fn whoever_comes_onto_a_list_on_the_morning_of_a_new_appeal_appeals_once() {
    let appeal =
        Appeal { lodged: Share::ALL, delay: 20, if_wrong: Share::ALL, if_right: Share::ALL };
    let next = changed(quiet(updated(Update::RealTime)), |policy| policy.appeal = Some(appeal));
    let mut twins = eve(quiet(updated(Update::Monthly)), next);
    let before = on_list(&mut twins, 1);
    rest(&mut twins, 1);
    let after = on_list(&mut twins, 1);
    assert!(before > 0 && after > before, "what waited has put {after} on the list");
    assert_eq!(total(&mut twins, 1, Tally::APPEALS), after);
}

/// Points lost through errors under the old score are no concern of the new one.
#[test]
fn an_appeal_gives_nothing_back_of_a_score_that_was_abolished() {
    let appeal =
        Appeal { lodged: Share::ALL, delay: 2, if_wrong: Share::ALL, if_right: Share::ALL };
    let both = |policy| {
        changed(policy, |policy| {
            policy.cameras.iter_mut().for_each(|cameras| cameras.false_match = share(1e-6));
            policy.lists[0].entry = EntryRule {
                score_below: Some(score(440.0)),
                debt_unpaid: Some(10),
                ..EntryRule::default()
            };
        })
    };
    let granted = |steps: Vec<(u16, Policy)>| {
        let twins = vec![reformed("policy", both(harsh_by_score()), steps)];
        let mut twins = Twins::new(&validated(society(CITIZENS.into(), 600), twins), Seed(5));
        (0..DAY).for_each(|_| twins.run_day());
        rest(&mut twins, 10);
        [Tally::GRANTED, Tally::POINTS.by(Cause::Redress)].map(|it| total(&mut twins, 0, it))
    };
    let new = changed(quiet(both(harsh_by_score())), |policy| policy.appeal = Some(appeal));
    let [some, back] = granted(vec![(DAY, new.clone())]);
    assert!(some > 0 && back > 0);
    let [same, none] = granted(vec![(DAY, unscored()), (DAY + 5, new)]);
    assert!(same > 0 && none == 0, "{same} granted, {none} given back");
}

#[test]
fn charges_on_their_way_pass_on_no_more_when_ties_count_no_more() {
    let next = changed(harsh_by_score(), |policy| policy.spread = Spread::default());
    let mut twins = eve(harsh_by_score(), next);
    let passed = [0, 1].map(|world| total(&mut twins, world, Tally::PASSED_ON));
    (0..30).for_each(|_| twins.run_day());
    assert!(total(&mut twins, 0, Tally::PASSED_ON) > passed[0]);
    assert_eq!(total(&mut twins, 1, Tally::PASSED_ON), passed[1]);
}

/// In each month as many pass a camera as in the month before, give or take chance.
#[test]
fn cameras_that_come_in_mid_month_see_only_the_rest_of_it() {
    let without = changed(harsh_by_score(), |policy| policy.cameras = None);
    let passed = |policy: &Policy, later| {
        let twins = vec![reformed("policy", policy.clone(), later)];
        let mut twins = Twins::new(&validated(society(CITIZENS.into(), 600), twins), Seed(5));
        rest(&mut twins, 31);
        total(&mut twins, 0, Tally::PASSED) as f64
    };
    let all = passed(&harsh_by_score(), vec![]);
    let come = passed(&without, vec![(21, harsh_by_score())]);
    let go = passed(&harsh_by_score(), vec![(21, without.clone())]);
    let back = passed(
        &harsh_by_score(),
        vec![(10, without.clone()), (21, harsh_by_score()), (26, without.clone())],
    );
    assert!((come / all - 10.0 / 31.0).abs() < 0.02, "{come} of {all}");
    assert!((go / all - 21.0 / 31.0).abs() < 0.02, "{go} of {all}");
    assert!((back / all - 15.0 / 31.0).abs() < 0.02, "{back} of {all}");
}

fn refused(later: Vec<(u16, Policy)>) -> Vec<String> {
    let twins = vec![reformed("policy", everything(), later)];
    let found = Scenario::validated(society(1_000, 300), twins, TwinId(0), RunSeed(1))
        .expect_err("a refusal");
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn a_reform_comes_after_the_first_day_after_the_one_before_it_and_before_the_horizon() {
    let on = |days: &[u16]| refused(days.iter().map(|&day| (day, everything())).collect());
    assert_eq!(on(&[0]), ["twin policy, reform 1: a reform on day 0, not after day 0"]);
    assert_eq!(on(&[9, 9]), ["twin policy, reform 2: a reform on day 9, not after day 9"]);
    assert_eq!(on(&[9, 300]), ["twin policy, reform 2: a reform on day 300 of 300 days"]);
}

#[test]
fn a_reform_keeps_the_rules_of_a_policy_and_its_lists_and_bands() {
    let with = |change: fn(&mut Policy)| refused(vec![(9, changed(everything(), change))]);
    assert_eq!(
        with(|policy| policy.lists[0].notice = 400),
        ["twin policy, reform 1: `list.untrustworthy.notice` is 400, but must be 0 to 365"]
    );
    assert_eq!(
        with(|policy| policy.lists[0].color = Color::Red),
        ["twin policy, reform 1: lists untrustworthy (red) in place of untrustworthy (black)"]
    );
    assert_eq!(
        with(|policy| policy.bands[1].name = "poor".into()),
        ["twin policy, reform 1: bands discredited, poor, ordinary, exemplary in place of \
          discredited, warned, ordinary, exemplary"]
    );
    let later = vec![(9, changed(unscored(), |_| {})), (20, everything())];
    assert!(
        Scenario::validated(
            society(1_000, 300),
            vec![reformed("x", everything(), later)],
            TwinId(0),
            RunSeed(1)
        )
        .is_ok()
    );
}
