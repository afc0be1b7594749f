//! Exact laws, on hand-made societies and policies.

mod common;

use common::{everything, scenario, score, share, society, twin};
use society::measures::{
    Breakdown, Counts, Gauge, MeasureId, Stock, Tallies, Tally, catalogue, slices,
};
use society::population::Cell;
use society::recorder::{MonthReport, Recorder};
use society::scenario::*;
use society::scenario::{ListId, PlaceId};
use society::scoring::{Cause, WRONGS};
use society::twins::Twins;
use society::units::{
    Citizen, Day, Draw, Neighborhood, PerYear, Points, Resident, RunSeed, Seed, Share,
};
use society::world::{Digest, World};

/// Policies that differ in their rhythm and in what they remember.
fn policies() -> Vec<Policy> {
    let updated = |update| {
        let mut policy = everything();
        policy.score.iter_mut().for_each(|score| score.update = update);
        policy
    };
    let mut forgetting = updated(Update::Monthly);
    forgetting.score.iter_mut().for_each(|score| score.half_life = Some(90));
    forgetting.appeal =
        Some(Appeal { lodged: Share::ALL, delay: 20, if_wrong: share(0.7), if_right: share(0.1) });
    forgetting.lists[0].exit = ExitRule { after: Some(40), ..ExitRule::default() };
    let mut both_ways = everything();
    both_ways.spread.earned_too = true;
    both_ways.spread.household = Some(share(0.3));
    vec![
        everything(),
        updated(Update::Daily),
        updated(Update::Monthly),
        updated(Update::Yearly),
        forgetting,
        both_ways,
        listing(),
    ]
}

/// A policy of lists: with terms, notice, repair and a way out by score, entered over charges,
/// over debts and by a score near the start.
fn listing() -> Policy {
    let mut policy = everything();
    let list = |name: &str, color, entry, exit, notice| List {
        name: name.into(),
        color,
        entry,
        exit,
        notice,
    };
    let charged =
        EntryRule { charges: vec![Conduct::Driving, Conduct::Taxes], ..EntryRule::default() };
    let poor = EntryRule { score_below: Some(score(580.0)), ..EntryRule::default() };
    let owing = EntryRule { debt_unpaid: Some(10), ..EntryRule::default() };
    let praised = EntryRule { score_from: Some(score(610.0)), ..EntryRule::default() };
    let by_score = |points| ExitRule { score: Some(score(points)), ..ExitRule::default() };
    policy.lists = vec![
        list(
            "drivers",
            Color::Black,
            charged,
            ExitRule { after: Some(40), ..ExitRule::default() },
            7,
        ),
        list("low", Color::Black, poor, by_score(590.0), 0),
        list("debtors", Color::Black, owing, ExitRule { repair: true, ..ExitRule::default() }, 15),
        list("praised", Color::Red, praised, by_score(600.0), 0),
    ];
    policy.everywhere = false;
    policy
}

/// The policy without errors, ties and anything that only an error could bring.
fn perfect(mut policy: Policy) -> Policy {
    policy.cameras.iter_mut().for_each(|cameras| {
        cameras.false_match = Share::NONE;
        cameras.missed_by_group = vec![Share::NONE; 2];
    });
    policy.registers.iter_mut().flatten().for_each(|register| {
        (register.missed, register.false_link) = (Share::NONE, Share::NONE);
        register.spurious = PerYear::NEVER;
    });
    policy.informants.iter_mut().for_each(|informants| informants.lies = PerYear::NEVER);
    policy.spread = Spread::default();
    policy.appeal = None;
    policy
}

fn honest(mut society: Society) -> Society {
    society.response.gaming.players = Share::NONE;
    society
}

fn lived(society: Society, policy: Policy, seed: u64) -> Twins {
    let mut twins = Twins::new(&scenario(society, policy), Seed(seed));
    twins.run(&mut ());
    twins
}

fn digests(twins: &mut Twins) -> Vec<Digest> {
    twins.worlds_mut().iter_mut().map(World::digest).collect()
}

#[test]
fn one_seed_has_one_result_and_another_seed_another() {
    let of = |seed| digests(&mut lived(society(3_000, 90), everything(), seed));
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}

#[test]
fn equal_policies_make_equal_twins() {
    for policy in policies() {
        let twins = vec![twin("one", policy.clone()), twin("other", policy)];
        let scenario =
            Scenario::validated(society(2_000, 120), twins, TwinId(1), RunSeed(1)).unwrap();
        let mut twins = Twins::new(&scenario, Seed(3));
        twins.run(&mut ());
        let found = digests(&mut twins);
        assert_eq!(found[0], found[1]);
        let paired_differences = twins.paired_differences(TwinId(0));
        assert!(
            paired_differences.iter().all(|paired| paired
                .sums
                .iter()
                .flatten()
                .all(|&sum| sum == 0))
        );
    }
}

#[test]
fn a_twin_more_leaves_the_others_as_they_were() {
    let mut few = lived(society(3_000, 90), everything(), 5);
    let other = policies().swap_remove(2);
    let twins =
        vec![twin("policy", everything()), twin("other", other), twin("none", Policy::none())];
    let scenario =
        Scenario::validated(society(3_000, 90), twins, TwinId(2), RunSeed(2031)).unwrap();
    let mut many = Twins::new(&scenario, Seed(5));
    many.run(&mut ());
    let (few, many) = (digests(&mut few), digests(&mut many));
    assert_eq!((few[0], few[1]), (many[0], many[2]));
}

/// A list that nobody can enter, a gate effect of no size and a share of nothing are as good as
/// not there.
#[test]
fn what_has_no_size_leaves_no_trace() {
    let plain = Policy {
        effects: Vec::new(),
        spread: Spread::default(),
        lists: Vec::new(),
        ..everything()
    };
    let mut idle = plain.clone();
    idle.spread.circle = Some(Share::NONE);
    idle.effects = everything().effects.into_iter().take(1).collect();
    idle.effects[0].lists = vec![0];
    idle.effects[0].does = EffectKind::Refuse(Share::NONE);
    idle.lists = everything().lists;
    idle.lists[0].entry = EntryRule { score_below: Some(score(0.0)), ..EntryRule::default() };
    let mut of = [plain, idle].map(|policy| lived(society(2_000, 120), policy, 9));
    let counts = of
        .each_mut()
        .map(|twins| twins.worlds_mut()[0].tallies().total(Tally::POINTS.by(Cause::Deed)));
    assert_eq!(counts[0], counts[1]);
    let scores = of.map(|twins| {
        Resident::all(0..2_000)
            .map(|who| twins.worlds()[0].state(Neighborhood(0)).score(who))
            .collect::<Vec<_>>()
    });
    assert_eq!(scores[0], scores[1]);
}

/// With ties and errors off, an act that one citizen alone does on a day changes nobody else on
/// any day after.
#[test]
fn one_citizen_different_changes_nobody_out_of_reach() {
    use society::conduct::{Occasion, OccasionKind};
    let mut policy = perfect(everything());
    policy.effects.retain(|effect| {
        effect.gate != Gate::Hospital && effect.falls_on != EffectTarget::Household
    });
    let mut society = honest(society(2_000, 300));
    society.response.certainty.others = Share::NONE;
    society.response.cut = Share::NONE;
    let scenario = scenario(society, policy);
    let lived = |extra: &[(Neighborhood, Occasion)]| {
        let mut twins = Twins::new(&scenario, Seed(8));
        twins.run_day_with(extra);
        (0..120).for_each(|_| twins.run_day());
        twins
    };
    let who = Resident(700);
    let act = Occasion {
        who,
        which: 0,
        kind: OccasionKind::Act(Conduct::Taxes).kind(),
        moment: 0,
        aside: 0,
        choice: Draw(0),
        sight: Draw(1 << 31),
    };
    let (with, without) = (lived(&[(Neighborhood(0), act)]), lived(&[]));
    let differs = |one: Resident| {
        let of = |twins: &Twins| {
            let state = twins.worlds()[0].state(Neighborhood(0));
            (
                state.score(one),
                state.shadow(one),
                Channel::ALL.map(|channel| state.certainty(one, channel)),
                state.hardship(one),
                state.harm(one),
            )
        };
        of(&with) != of(&without)
    };
    assert!(differs(who));
    assert!(Resident::all(0..2_000).all(|one| one == who || !differs(one)));
}

/// No errors, no ties, no gaming: not one wrongful restriction, and score = shadow score, every
/// day under every rhythm.
#[test]
fn without_error_ties_and_gaming_nobody_is_wronged_and_the_shadow_is_the_score() {
    for policy in policies() {
        let scenario = scenario(honest(society(2_000, 400)), perfect(policy));
        let mut twins = Twins::new(&scenario, Seed(4));
        for _ in 0..400 {
            twins.run_day();
            let state = twins.worlds()[0].state(Neighborhood(0));
            assert!(
                Resident::all(0..2_000)
                    .all(|who| { state.score(who) == state.shadow(who) && !state.is_wronged(who) })
            );
        }
        let tallies = twins.worlds_mut()[0].tallies();
        assert_eq!(tallies.total(Tally::EVER_WRONGED) + tallies.days(Stock::Spared, Day(400)), 0);
        assert!((0..4).all(|error| tallies.total(Tally::EVER_WRONGED.at_index(error)) == 0));
        assert!(Gate::ALL.iter().all(|&gate| tallies.total(Tally::REFUSED_WRONGLY.at(gate)) == 0));
        assert!(tallies.total(Tally::EVER_RESTRICTED) > 0, "{}", "somebody is restricted rightly");
    }
}

#[test]
fn without_a_policy_nothing_is_charged_or_refused() {
    let mut twins = lived(society(3_000, 365), everything(), 2);
    let tallies = twins.worlds_mut()[1].tallies();
    for cause in Cause::ALL {
        assert_eq!(tallies.total(Tally::CHARGES.by(cause)), 0);
    }
    for gate in Gate::ALL {
        assert_eq!(tallies.total(Tally::REFUSED.at(gate)), 0);
    }
    assert_eq!(tallies.total(Tally::SPELLS), 0);
    assert!(tallies.total(Tally::ASKED.at(Gate::Rail)) > 0);
}

/// Under shared draws; responses are off, so that the acts are the same whoever is charged.
fn wrongful_charges(change: impl Fn(&mut Policy)) -> i64 {
    let mut society = society(3_000, 200);
    society.response.certainty.enabled = false;
    society.livelihood.enabled = false;
    let mut policy = everything();
    change(&mut policy);
    let mut twins = lived(society, policy, 6);
    twins.worlds_mut()[0].tallies().total(Tally::CHARGES.by(Cause::Misidentified))
}

#[test]
fn more_false_matches_and_larger_galleries_never_mean_fewer_wrongful_charges() {
    let rates = [0.0, 1e-9, 1.67e-8, 1e-7, 1e-6].map(|rate| {
        wrongful_charges(|policy| {
            policy.cameras.iter_mut().for_each(|it| it.false_match = share(rate))
        })
    });
    assert!(rates.is_sorted() && rates[0] == 0 && rates[4] > rates[1], "{rates:?}");
    let galleries = [1_000, 100_000, 10_000_000].map(|gallery| {
        wrongful_charges(|policy| policy.cameras.iter_mut().for_each(|it| it.gallery = gallery))
    });
    assert!(galleries.is_sorted() && galleries[0] < galleries[2], "{galleries:?}");
}

#[test]
fn a_longer_term_never_means_fewer_restricted_days() {
    let days = |term| {
        let mut society = society(3_000, 400);
        society.response.certainty.enabled = false;
        society.response.resignation = Share::NONE;
        society.livelihood.enabled = false;
        let mut policy = everything();
        policy.effects.retain(|effect| !effect.lists.is_empty());
        policy.lists[0].exit = ExitRule { after: term, ..ExitRule::default() };
        policy.lists[0].entry.score_below = Some(score(560.0));
        lived(society, policy, 6).worlds_mut()[0].tallies().days(Stock::Restricted, Day(400))
    };
    let found = [days(Some(10)), days(Some(60)), days(Some(200)), days(None)];
    assert!(found.is_sorted() && found[0] < found[3], "{found:?}");
}

/// The sum of charges by cause is the change of all scores, with what waits, and with what the
/// floor and the cap cut off: on every single day.
#[test]
fn points_are_conserved_every_day() {
    for (number, policy) in policies().into_iter().enumerate() {
        let scenario = scenario(society(1_500, 400), policy);
        let mut twins = Twins::new(&scenario, Seed(11));
        let start = score(600.0).0;
        for day in 0..400 {
            twins.run_day();
            let state = twins.worlds()[0].state(Neighborhood(0));
            let held = |who| {
                i64::from(state.score(who).0) + i64::from(state.waiting(who).grains())
                    - i64::from(start)
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

/// The gauges of the studied twin in the last month.
#[derive(Default)]
struct LastGauges(Vec<Gauge>);

impl Recorder for LastGauges {
    fn month(&mut self, report: MonthReport<'_>) {
        if report.twin == TwinId::STUDIED {
            self.0 = report.gauges.to_vec();
        }
    }
}

/// Spread and correlation are those of the citizens themselves, in two passes over them: also where a
/// scheme forgets, and few scores are whole points.
#[test]
fn spread_and_correlation_are_those_of_a_pass_over_the_citizens() {
    for policy in policies() {
        let mut twins = Twins::new(&scenario(society(3_000, 400), policy), Seed(14));
        let mut last = LastGauges::default();
        twins.run(&mut last);
        let (people, worlds) = twins.people_and_worlds();
        let mut both = Vec::new();
        for number in people.neighborhoods() {
            let state = worlds[0].state(number);
            let of = |who| (state.score(who).as_points(), f64::from(state.harm(who)));
            both.extend(people.residents(number).adults().map(of));
        }
        let adults = both.len() as f64;
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| both.iter().map(of).sum::<f64>() / adults;
        let (score, harm) = (mean(&|it| it.0), mean(&|it| it.1));
        let scores = mean(&|it| (it.0 - score) * (it.0 - score)).sqrt();
        let harms = mean(&|it| (it.1 - harm) * (it.1 - harm)).sqrt();
        let wanted = mean(&|it| (it.0 - score) * (it.1 - harm)) / scores / harms;
        let now = Counts { tallies: worlds[0].tallies(), days: 400 };
        let slice = &slices(&[Breakdown::All], now, &last.0)[0];
        let of = |name| catalogue()[MeasureId::named(name).expect("a measure").number()].of(slice);
        assert!((of("score.spread") - scores).abs() < 1e-9 * scores);
        assert!((of("score-harm") - wanted).abs() < 1e-9, "{} for {wanted}", of("score-harm"));
    }
}

/// A refusal at any gate weighs in the sums over gates, at the venue in that of wrong ones alone.
#[test]
fn no_gate_is_left_out_of_the_sums_over_gates() {
    let named = |name| MeasureId::named(name).expect("a measure").number();
    for gate in Gate::ALL {
        let mut tallies = Tallies::new(1, 1);
        for (tally, by) in [(Tally::ASKED, 10), (Tally::REFUSED, 4), (Tally::REFUSED_WRONGLY, 1)] {
            tallies.add(PlaceId(0), Cell(0), tally.at(gate), by);
        }
        let now = Counts { tallies: &tallies, days: 365 };
        let slice = &slices(&[Breakdown::All], now, &[Gauge::default()])[0];
        let of = |name| catalogue()[named(name)].of(slice);
        assert_eq!(of("refused.wrongly"), 0.25, "{}", gate.name());
        assert_eq!(of("open.all").is_nan(), gate == Gate::Venue, "{}", gate.name());
        assert!(gate == Gate::Venue || of("open.all") == 0.6, "{}", gate.name());
    }
}

/// Counts by cell add up to the total, and stocks to what a look at every citizen finds.
#[test]
fn counts_add_up_by_cell_and_stocks_are_what_a_count_of_heads_finds() {
    let mut twins = lived(society(9_000, 400), everything(), 12);
    let world = &twins.worlds()[0];
    let heads = |is: &dyn Fn(&society::world::State, Resident) -> bool| -> i64 {
        let count = |number: Neighborhood| {
            let everyone = twins.population().residents(number).everyone();
            everyone.filter(|&who| is(world.state(number), who)).count() as i64
        };
        twins.population().neighborhoods().map(count).sum()
    };
    let restricted = heads(&|state, who| state.is_restricted(who));
    let wronged = heads(&|state, who| state.is_wronged(who));
    let listed = heads(&|state, who| state.lists(who).has(ListId(0)));
    let days = heads(&|state, who| state.restricted_days(who, Day(400)).0 > 0);
    let total_days: i64 = twins
        .population()
        .neighborhoods()
        .flat_map(|number| {
            twins.population().residents(number).everyone().map(move |who| (number, who))
        })
        .map(|(number, who)| i64::from(world.state(number).restricted_days(who, Day(400)).0))
        .sum();
    let tallies: &Tallies = twins.worlds_mut()[0].tallies();
    let level = |stock| tallies.total(Tally::LEVEL.stock(stock));
    assert_eq!(level(Stock::Restricted), restricted);
    assert_eq!((0..WRONGS.len()).map(|error| level(Stock::WRONGFUL[error])).sum::<i64>(), wronged);
    assert_eq!(level(Stock::FirstList), listed);
    assert_eq!(tallies.days(Stock::Restricted, Day(400)), total_days);
    assert!(restricted > 0 && wronged > 0 && listed > 0 && days >= restricted);
    let cells = |place| tallies.cells().map(move |cell| (place, cell));
    let sum: i64 = tallies
        .places()
        .flat_map(cells)
        .map(|(place, cell)| tallies.count(place, cell, Tally::SANCTIONS))
        .sum();
    assert_eq!(sum, tallies.total(Tally::SANCTIONS));
    let spread: i64 = tallies.deeds.iter().map(|span| span.level).sum();
    assert_eq!(spread, restricted);
}

/// With shares that sum to more than one a single charge takes the whole circle to the floor.
#[test]
fn above_a_branching_ratio_of_one_a_charge_feeds_itself_to_the_floor() {
    use society::conduct::{Occasion, OccasionKind};
    let fall = |part: f64| {
        let mut policy = perfect(everything());
        policy.rules[Conduct::Taxes as usize]
            .iter_mut()
            .for_each(|rule| rule.broken = Points::from_points(-100.0));
        policy.spread.circle = Some(share(part));
        let mut society = honest(society(300, 400));
        society.response.cut = Share::NONE;
        let mut twins = Twins::new(&scenario(society, policy), Seed(1));
        let residents = twins.population().residents(Neighborhood(0)).clone();
        let full = |who: &Resident| {
            let circle = residents.circles.around(*who);
            circle.len() >= 6
                && circle.iter().all(|&one| residents.class[usize::from(one)].is_adult())
        };
        let who = Resident::all(0..300).find(full).expect("a circle of adults");
        let act = Occasion {
            who,
            which: 0,
            kind: OccasionKind::Act(Conduct::Taxes).kind(),
            moment: 0,
            aside: 0,
            choice: Draw(0),
            sight: Draw(1 << 31),
        };
        twins.run_day_with(&[(Neighborhood(0), act)]);
        (0..60).for_each(|_| twins.run_day_with(&[]));
        let state = twins.worlds()[0].state(Neighborhood(0));
        residents
            .circles
            .around(who)
            .iter()
            .map(|&one| state.score(one).as_points())
            .fold(0.0, f64::max)
    };
    assert!(fall(0.02) > 590.0);
    assert_eq!(fall(0.5), 0.0);
}

/// With ties on, one deed reaches just those around the citizen in the evening, their kin by the
/// next day, and nobody after that: what passes on is less than half a grain from there.
#[test]
fn one_deed_reaches_those_around_and_nobody_else() {
    use society::conduct::{Occasion, OccasionKind};
    let mut policy = perfect(everything());
    let [household, kin, others] = [0.05, 0.02, 0.01].map(|part| Some(share(part)));
    policy.spread = Spread { household, kin, circle: others, team: others, ..Spread::default() };
    policy.rules[Conduct::Crossing as usize]
        .iter_mut()
        .for_each(|rule| rule.broken = Points::from_points(-5.0));
    let mut society = honest(society(9_000, 400));
    society.livelihood.enabled = false;
    society.response.certainty.enabled = false;
    let scenario = scenario(society, policy);
    for who in [40, 700, 2_300].map(Resident) {
        let mut twins = Twins::new(&scenario, Seed(21));
        let people = twins.population().clone();
        let residents = people.residents(Neighborhood(1));
        let is_adult = |citizen: Citizen| people.cell(citizen).band().is_adult();
        assert!(residents.is_adult(who));
        let citizen = |who: Resident| people.citizen(Neighborhood(1), who);
        let around = [&residents.households, &residents.circles, &residents.teams]
            .map(|ties| ties.around(who));
        let mut near: Vec<Citizen> = around.concat().into_iter().map(citizen).collect();
        near.extend(people.kinships().filter_map(|which| people.kin(citizen(who), which)));
        near.push(citizen(who));
        near.retain(|&one| is_adult(one));
        near.sort_unstable();
        near.dedup();
        let act = Occasion {
            who,
            which: 0,
            kind: OccasionKind::Act(Conduct::Crossing).kind(),
            moment: 0,
            aside: u16::MAX,
            choice: Draw(0),
            sight: Draw(0),
        };
        twins.run_day_with(&[(Neighborhood(1), act)]);
        (0..5).for_each(|_| twins.run_day_with(&[]));
        let lost = |one: &Citizen| {
            let (number, local) = people.locate(*one);
            let adult = people.residents(number).is_adult(local);
            adult && twins.worlds()[0].state(number).score(local) < score(600.0)
        };
        let reached: Vec<Citizen> = (0..9_000).map(Citizen).filter(lost).collect();
        assert!(reached.len() > 3);
        assert_eq!(reached, near);
    }
}

/// Everybody's restricted days by the length of the term, where nobody responds to anything.
fn restricted_days(seed: u64, term: u16, entry: &EntryRule, notice: u16) -> Vec<u16> {
    let mut society = society(1_500, 300);
    society.response.certainty.enabled = false;
    society.response.resignation = Share::NONE;
    society.livelihood.enabled = false;
    let mut policy = everything();
    policy.effects.retain(|effect| !effect.lists.is_empty());
    policy.lists[0].exit = ExitRule { after: Some(term), ..ExitRule::default() };
    policy.lists[0].entry = entry.clone();
    policy.lists[0].notice = notice;
    let twins = lived(society, policy, seed);
    let state = twins.worlds()[0].state(Neighborhood(0));
    Resident::all(0..1_500).map(|who| state.restricted_days(who, Day(300)).0).collect()
}

/// The terms lie close together and are short, where a breach within one term falls outside
/// another: since the term begins anew with each, a longer one frees no single citizen sooner.
#[test]
fn not_even_a_slightly_longer_term_means_fewer_restricted_days_for_anyone() {
    let charges = EntryRule {
        charges: vec![Conduct::Speaking, Conduct::Driving, Conduct::Crossing],
        ..EntryRule::default()
    };
    for (seed, notice) in [(1, 0), (2, 0), (3, 9)] {
        let found = [1, 2, 3, 5, 8, 12, 17, 25, 40, 90]
            .map(|term| restricted_days(seed, term, &charges, notice));
        for pair in found.windows(2) {
            assert!(pair[0].iter().zip(&pair[1]).all(|(short, long)| short <= long));
        }
        assert!(found[0].iter().max() < found[9].iter().max());
    }
}

/// Every month and under every policy, levels of stocks are what a count of heads finds, and
/// days in them the sum of everybody's days.
#[test]
fn stocks_are_a_count_of_heads_every_month_under_every_policy() {
    let citizens = 1_200u16;
    for policy in policies() {
        let lists = policy.lists.len();
        let mut twins = Twins::new(&scenario(society(citizens.into(), 400), policy), Seed(13));
        for day in 1..=400 {
            twins.run_day();
            if day % 30 != 0 {
                continue;
            }
            let residents = twins.population().residents(Neighborhood(0)).clone();
            let state = twins.worlds()[0].state(Neighborhood(0)).clone();
            let heads = |is: &dyn Fn(Resident) -> bool| {
                Resident::all(0..citizens).filter(|&who| is(who)).count() as i64
            };
            let days = |of: &dyn Fn((u16, u16)) -> u16| -> i64 {
                Resident::all(0..citizens)
                    .map(|who| i64::from(of(state.restricted_days(who, Day(day)))))
                    .sum()
            };
            let tallies = twins.worlds_mut()[0].tallies();
            let level = |stock| tallies.total(Tally::LEVEL.stock(stock));
            let wrongs = (0..WRONGS.len()).map(|error| Stock::WRONGFUL[error]);
            assert_eq!(level(Stock::Restricted), heads(&|who| state.is_restricted(who)));
            assert_eq!(tallies.days(Stock::Restricted, Day(day)), days(&|(all, _)| all));
            assert_eq!(wrongs.clone().map(level).sum::<i64>(), heads(&|who| state.is_wronged(who)));
            assert_eq!(
                wrongs.map(|stock| tallies.days(stock, Day(day))).sum::<i64>(),
                days(&|(_, wrong)| wrong)
            );
            for list in (0..lists).map(|list| ListId(list as u8)) {
                assert_eq!(level(Stock::list(list)), heads(&|who| state.lists(who).has(list)));
                let flow = tallies.total(Tally::LISTED.on_list(list))
                    - tallies.total(Tally::DELISTED.on_list(list));
                assert_eq!(flow, level(Stock::list(list)));
            }
            let idle = |who| {
                let class = residents.class[usize::from(who)];
                class.is_adult() && class.band().is_under_60() && !state.works(who)
            };
            assert_eq!(level(Stock::OutOfWork), heads(&idle));
            let spells = tallies.total(Tally::SPELLS) - tallies.total(Tally::SPELLS_ENDED);
            assert_eq!(spells, level(Stock::Restricted));
        }
    }
}

/// With the errors of the cameras gone nobody is wronged by a mistaken face, without ties nobody
/// by association, and so on for each of the four.
#[test]
fn an_error_that_cannot_happen_is_never_at_fault() {
    let without: [fn(&mut Policy); 4] = [
        |policy| {
            policy.cameras.iter_mut().for_each(|it| {
                it.false_match = Share::NONE;
                it.missed_by_group = vec![Share::NONE; 2];
            });
        },
        |policy| {
            policy.registers.iter_mut().flatten().for_each(|it| {
                (it.missed, it.false_link) = (Share::NONE, Share::NONE);
                it.spurious = PerYear::NEVER;
            });
        },
        |policy| policy.informants.iter_mut().for_each(|it| it.lies = PerYear::NEVER),
        |policy| policy.spread = Spread::default(),
    ];
    let harsh = || {
        let mut policy = everything();
        policy.score.iter_mut().for_each(|rules| rules.start = score(560.0));
        policy.cameras.iter_mut().for_each(|it| it.false_match = share(1e-7));
        policy.informants.iter_mut().for_each(|it| it.lies = common::rate(0.3));
        policy
    };
    let wronged = |policy| {
        let mut twins = lived(honest(society(2_500, 300)), policy, 5);
        let tallies = twins.worlds_mut()[0].tallies();
        [0, 1, 2, 3].map(|error| tallies.total(Tally::EVER_WRONGED.at_index(error)))
    };
    let all = wronged(harsh());
    assert!(all.iter().all(|&count| count > 0), "{all:?}");
    for (error, without) in without.into_iter().enumerate() {
        let mut policy = harsh();
        without(&mut policy);
        let found = wronged(policy);
        assert_eq!(found[error], 0, "{found:?}");
    }
}

/// Wrongful days by group and charges for deeds, on shared draws where nobody responds and no mistake
/// does anyone good; by default only faces are mistaken, and those of all groups alike.
fn wronged(change: impl Fn(&mut Policy)) -> ([i64; 2], i64) {
    let mut society = society(6_000, 300);
    society.response.certainty.enabled = false;
    society.response.resignation = Share::NONE;
    society.response.gaming.players = Share::NONE;
    society.livelihood.enabled = false;
    let mut policy = everything();
    policy.spread = Spread::default();
    policy.score.iter_mut().for_each(|rules| rules.start = score(560.0));
    policy.rules.iter_mut().flatten().filter(|rule| rule.watch == Watch::Cameras).for_each(
        |rule| {
            rule.kept = Points::ZERO;
        },
    );
    let cameras = policy.cameras.as_mut().expect("it has cameras");
    (cameras.gallery, cameras.false_match) = (1_000_000, share(1e-8));
    cameras.false_match_by_group = vec![1.0; 2];
    policy.registers.iter_mut().flatten().for_each(|it| it.spurious = PerYear::NEVER);
    policy.informants.iter_mut().for_each(|it| it.lies = PerYear::NEVER);
    change(&mut policy);
    let mut twins = lived(society, policy, 9);
    let tallies = twins.worlds_mut()[0].tallies();
    let days = |group: usize| {
        let cells = tallies.cells().filter(|cell| usize::from(cell.group()) == group);
        let counts = cells.flat_map(|cell| tallies.places().map(move |place| (place, cell)));
        let stocks = |(place, cell)| {
            let days = |stock: Stock| {
                tallies.count(place, cell, Tally::LEVEL.stock(stock)) * 300
                    - tallies.count(place, cell, Tally::SINCE.stock(stock))
            };
            Stock::WRONGFUL.map(days).iter().sum::<i64>()
        };
        counts.map(stocks).sum::<i64>()
    };
    ([days(0), days(1)], tallies.total(Tally::CHARGES.by(Cause::Deed)))
}

fn wronged_by_faces(change: impl Fn(&mut Cameras)) -> ([i64; 2], i64) {
    wronged(|policy| policy.cameras.iter_mut().for_each(&change))
}

/// More entries from nothing mean more wrongful days in each register, whatever they accuse of, and so
/// do more lies; no deed is charged less.
#[test]
fn wrongful_days_rise_with_entries_from_nothing_and_with_lies() {
    let rates = [0.0, 0.1, 1.0, 12.0].map(common::rate);
    let rising = |what: &str, change: &dyn Fn(&mut Policy, PerYear)| {
        let found = rates.map(|rate| wronged(|policy| change(policy, rate)));
        let days = found.map(|([river, hill], _)| river + hill);
        assert!(days.is_sorted() && days[0] < days[2] && days[2] < days[3], "{what}: {days:?}");
        assert!(found.iter().all(|it| it.1 == found[0].1), "{what}: {found:?}");
    };
    let entries = |register: Register, of: Option<Conduct>| {
        move |policy: &mut Policy, rate: PerYear| {
            policy.registers[register as usize].iter_mut().for_each(|rules| {
                rules.spurious = rate;
                rules.spurious_of =
                    of.map(|of| Conduct::ALL.map(|it| f64::from(u8::from(it == of))));
            });
        }
    };
    for register in Register::ALL {
        rising(register.name(), &entries(register, None));
    }
    rising("court debts", &entries(Register::Legal, Some(Conduct::CourtDebt)));
    rising("lies", &|policy, rate| policy.informants.iter_mut().for_each(|it| it.lies = rate));
}

/// More false matches mean more wrongful days and take no charge from those who acted.
#[test]
fn wrongful_days_rise_with_false_matches_and_no_deed_is_charged_less() {
    let found = [0.0, 1e-9, 1e-8, 1e-7, 1e-6]
        .map(|rate| wronged_by_faces(|cameras| cameras.false_match = share(rate)));
    let days = found.map(|([river, hill], _)| river + hill);
    assert!(days.is_sorted() && days[0] < days[2] && days[2] < days[4], "{days:?}");
    assert!(found.iter().all(|it| it.1 == found[0].1), "{found:?}");
    let others = [0.0, 0.1, 1.0].map(|others| wronged_by_faces(|it| it.unenrolled = others).0);
    let others = others.map(|[river, hill]| river + hill);
    assert!(others.is_sorted() && others[0] < others[2], "{others:?}");
}

/// A factor on the false matches of one group harms that group, and nobody else.
#[test]
fn wrongful_days_of_a_group_rise_with_its_own_factor() {
    let found = [0.0, 1.0, 10.0, 100.0].map(|factor| {
        wronged_by_faces(|cameras| cameras.false_match_by_group = vec![1.0, factor]).0
    });
    let hill = found.map(|it| it[1]);
    assert!(hill.is_sorted() && hill[0] < hill[2] && hill[2] < hill[3], "{hill:?}");
    assert!(found.iter().all(|it| it[0] == found[0][0]), "{found:?}");
}

/// Half of the adults cross against the law every day, before cameras; the other half do nothing
/// at all. On shared draws a larger gallery only adds to what the idle are charged, one by one.
#[test]
fn a_larger_gallery_spares_no_single_victim() {
    use society::conduct::{Occasion, OccasionKind};
    let citizens = 1_000u16;
    let scores = |gallery: u64| -> Vec<society::units::Score> {
        let mut policy = perfect(everything());
        policy.cameras.iter_mut().for_each(|cameras| {
            (cameras.gallery, cameras.false_match) = (gallery, share(1e-7));
            cameras.missed_by_group = vec![share(0.5); 2];
        });
        let mut society = society(citizens.into(), 100);
        society.response.enabled = false;
        let mut twins = Twins::new(&scenario(society, policy), Seed(4));
        let residents = twins.population().residents(Neighborhood(0)).clone();
        let act = |who: Resident, day: u32| Occasion {
            who,
            which: 0,
            kind: OccasionKind::Act(Conduct::Crossing).kind(),
            moment: 0,
            aside: u16::MAX,
            choice: Draw(0),
            sight: Draw((u32::from(who) * 60 + day).wrapping_mul(0x9e37_79b9)),
        };
        let adult = |who: &Resident| residents.class[usize::from(*who)].is_adult();
        for day in 0..60 {
            let busy = Resident::all(0..citizens).step_by(2).filter(adult);
            let given: Vec<_> = busy.map(|who| (Neighborhood(0), act(who, day))).collect();
            twins.run_day_with(&given);
        }
        let state = twins.worlds()[0].state(Neighborhood(0));
        Resident::all(0..citizens).skip(1).step_by(2).map(|who| state.score(who)).collect()
    };
    let by_gallery = [1_000, 100_000, 1_000_000, 10_000_000].map(scores);
    for pair in by_gallery.windows(2) {
        assert!(pair[0].iter().zip(&pair[1]).all(|(small, large)| large <= small));
    }
    assert!(by_gallery[0].iter().max() > by_gallery[3].iter().min());
}
