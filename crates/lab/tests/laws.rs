//! The laws of the model over random scenarios, 256 of them for each law; more with
//! `PROPTEST_CASES`. What fails is shrunk and printed as a scenario file.

#[path = "laws/drawn.rs"]
mod drawn;

use drawn::{Drawn, drawn};
use lab::scenario::{Changes, parse};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use society::chance::Chance;
use society::conduct::{Agenda, Desk, What};
use society::measures::{Book, Stock, Tally};
use society::population::Cell;
use society::recorder::{Recorder, Report};
use society::scenario::{
    Conduct, Exit, Gate, Policy, Register, Scenario, Society, Spread, Stage, Twin, Watch,
};
use society::scoring::{Cause, WRONGS};
use society::twins::Twins;
use society::units::{PerYear, Points, Seed, Share};
use society::world::{State, World};

const SEED: Seed = Seed(7);

/// 256 scenarios, the same in every run; `PROPTEST_CASES` asks for more, `PROPTEST_RNG_SEED` for
/// others.
fn config() -> ProptestConfig {
    let given = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match given.rng_seed {
        RngSeed::Random => ProptestConfig { rng_seed: RngSeed::Fixed(2031), ..given },
        RngSeed::Fixed(_) => given,
    }
}

fn digests(twins: &mut Twins) -> Vec<u64> {
    twins.worlds_mut().iter_mut().map(World::digest).collect()
}

fn lived(scenario: &Scenario) -> Twins {
    let mut twins = Twins::new(scenario, SEED);
    twins.live(&mut ());
    twins
}

fn twin(name: &str, policy: Policy, later: Vec<Stage>) -> Twin {
    Twin { name: name.to_owned(), say: String::new(), policy, later }
}

/// Another policy, or other people, in place of those of `scenario`.
fn with(scenario: &Scenario, society: Society, twins: Vec<Twin>) -> Scenario {
    let baseline = twins.len() - 1;
    Scenario::admit(society, twins, baseline, scenario.seed()).expect("it still agrees")
}

fn study(scenario: &Scenario) -> Policy {
    scenario.twins()[0].policy.clone()
}

/// A policy beside none, in the society of `scenario`.
fn beside_none(scenario: &Scenario, society: Society, policy: Policy) -> Scenario {
    let twins = vec![twin("drawn", policy, Vec::new()), twin("none", Policy::none(), Vec::new())];
    with(scenario, society, twins)
}

/// Keeps nothing, but looks at everything.
#[derive(Default)]
struct Watcher(i64);

impl Recorder for Watcher {
    fn month(&mut self, report: Report<'_>) {
        self.0 += report.book.total(Tally::HARM) + report.gauges.len() as i64;
    }
}

/// Every state of every neighbourhood, and how many live there.
fn states(twins: &Twins, twin: usize) -> impl Iterator<Item = (&State, u16)> {
    let people = twins.population();
    (0..people.neighbourhoods())
        .map(move |home| (twins.worlds()[twin].state(home), people.cast(home).size() as u16))
}

/// Nobody responds to anything, so that acts are the same whatever follows from them.
fn unmoved(mut society: Society, mut policy: Policy) -> (Society, Policy) {
    society.livelihood.enabled = false;
    policy.stake = 0.0;
    policy.spread = Spread::default();
    policy.appeal = None;
    policy.lists.iter_mut().for_each(|list| list.entry.association = Share::NONE);
    (society, policy)
}

/// No errors, no ties, no gaming.
fn perfect(mut society: Society, mut policy: Policy) -> (Society, Policy) {
    society.response.gaming.players = Share::NONE;
    if let Some(cameras) = &mut policy.cameras {
        cameras.false_match = Share::NONE;
        cameras.missed_by_group.fill(Share::NONE);
    }
    for register in policy.registers.iter_mut().flatten() {
        (register.missed, register.false_link) = (Share::NONE, Share::NONE);
        register.phantom = PerYear::NEVER;
    }
    if let Some(informants) = &mut policy.informants {
        informants.lies = PerYear::NEVER;
    }
    policy.spread = Spread::default();
    // To let off one who is rightly on a list is an error too.
    if let Some(appeal) = &mut policy.appeal {
        appeal.if_right = Share::NONE;
    }
    // A debt that no register hears of is no error, and still unknown.
    let debts = policy.rule(Conduct::CourtDebt).map(|rule| rule.watch);
    let is_heard =
        matches!(debts, Some(Watch::Register(it)) if policy.registers[it as usize].is_some());
    for list in &mut policy.lists {
        list.entry.association = Share::NONE;
        list.entry.debt_unpaid = list.entry.debt_unpaid.filter(|_| is_heard);
    }
    (society, policy)
}

fn counted(twins: &mut Twins, twin: usize, tally: Tally) -> i64 {
    twins.worlds_mut()[twin].book().total(tally)
}

fn occasions(book: &Book) -> Vec<i64> {
    let cells =
        (0..book.places()).flat_map(|place| (0..book.cells()).map(move |cell| (place, cell)));
    let of = |(place, cell)| {
        Conduct::ALL.map(|it| book.count(place, Cell(cell as u16), Tally::OCCASIONS.of(it)))
    };
    cells.flat_map(of).collect()
}

proptest! {
    #![proptest_config(config())]

    /// Law 1: one seed, one result, whatever the batches and whether or not anyone watches.
    #[test]
    fn one_seed_has_one_result(mut drawn in drawn(), many in 0u8..24) {
        if many == 0 {
            // Several neighbourhoods, on several threads.
            (drawn.citizens, drawn.days) = (8_300, drawn.days.min(8));
        }
        let scenario = drawn.asked().scenario;
        let once = digests(&mut lived(&scenario));
        let mut watched = Twins::in_batches(&scenario, SEED, 1);
        watched.live(&mut Watcher::default());
        prop_assert_eq!(&once, &digests(&mut watched));
        let mut daily = Twins::in_batches(&scenario, SEED, 2);
        (0..drawn.days).for_each(|_| daily.live_day());
        prop_assert_eq!(once, digests(&mut daily));
    }

    /// Law 2: equal policies make equal twins, also where one is decreed anew; and a scenario that is
    /// spelled out, or changed and changed back, is the same.
    #[test]
    fn equal_policies_make_equal_twins(drawn in drawn(), day in 1u16..60) {
        let asked = drawn.asked();
        let scenario = &asked.scenario;
        let policy = study(scenario);
        let day = day.min(drawn.days - 1).max(1);
        let again = vec![Stage { day, policy: policy.clone() }];
        let twins = vec![
            twin("one", policy.clone(), Vec::new()),
            twin("decreed anew", policy.clone(), again),
            twin("other", policy, Vec::new()),
        ];
        let mut twins = lived(&with(scenario, scenario.society().clone(), twins));
        let found = digests(&mut twins);
        prop_assert!(found[0] == found[1] && found[0] == found[2], "{:?}", found);
        for twin in 0..2 {
            let contrasts = twins.contrasts(twin);
            prop_assert!(contrasts.iter().all(|one| one.sums.iter().flatten().all(|&sum| sum == 0)));
        }
        let spelled = parse("spelled.toml", &asked.resolved, &Changes::default());
        let spelled = spelled.expect("what is spelled out is read again");
        prop_assert_eq!(&asked.resolved, &spelled.resolved);
        let there = [("response.near", "7"), ("response.near", "25")];
        let set = there.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
        let back = parse("drawn.toml", &drawn.text(), &Changes { set, ..Changes::default() });
        prop_assert_eq!(digests(&mut lived(&back.expect("it is read").scenario)), digests(&mut lived(scenario)));
    }

    /// Law 3: all twins meet the same occasions, and one more leaves the others as they were.
    #[test]
    fn a_policy_reaches_no_occasion_and_no_other_twin(one in drawn(), other in drawn()) {
        let scenario = one.asked().scenario;
        let alone = digests(&mut lived(&scenario));
        let guest = twin("guest", study(&other.asked().scenario), Vec::new());
        let [first, none] = [0, 1].map(|number| scenario.twins()[number].clone());
        let mut twins = lived(&with(&scenario, scenario.society().clone(), vec![first, guest, none]));
        let found = digests(&mut twins);
        prop_assert_eq!((alone[0], alone[1]), (found[0], found[2]));
        let met = [0, 1, 2].map(|twin| occasions(twins.worlds_mut()[twin].book()));
        prop_assert!(met[0] == met[1] && met[0] == met[2]);
    }

    /// Law 3 again: where nothing passes between people, other points for one conduct change only
    /// those who had an occasion of it, or of whom a register could make it up.
    #[test]
    fn points_for_a_conduct_reach_only_those_who_meet_it(drawn in drawn(), conduct in 0usize..12) {
        let scenario = drawn.asked().scenario;
        let (mut society, mut policy) =
            perfect(scenario.society().clone(), study(&scenario));
        society.response.certainty.others = Share::NONE;
        society.response.cut = Share::NONE;
        policy.effects.clear();
        let before = policy.clone();
        let Some(rule) = policy.rules[conduct].as_mut().filter(|_| before.score.is_some()) else {
            return Ok(());
        };
        rule.broken = Points::from_points(rule.broken.as_points() - 3.0);
        let twins = vec![
            twin("before", before, Vec::new()),
            twin("after", policy, Vec::new()),
            twin("none", Policy::none(), Vec::new()),
        ];
        let scenario = with(&scenario, society, twins);
        let twins = lived(&scenario);
        let people = twins.population();
        let (agenda, mut desk, mut here) = (Agenda::new(scenario.society()), Desk::default(), Vec::new());
        let mut met = vec![false; drawn.citizens as usize];
        for day in 0..drawn.days {
            for home in 0..people.neighbourhoods() {
                let first = people.first(home);
                agenda.day(Chance::new(SEED), (first, people.cast(home)), day.into(), &mut desk, &mut here);
                for one in here.iter().filter(|one| one.what == What::Act(Conduct::ALL[conduct])) {
                    met[(first + u32::from(one.who)) as usize] = true;
                }
            }
        }
        for home in 0..people.neighbourhoods() {
            let [before, after] = [0, 1].map(|twin| twins.worlds()[twin].state(home));
            for who in 0..people.cast(home).size() as u16 {
                let same = before.score(who) == after.score(who)
                    && before.shadow(who) == after.shadow(who)
                    && before.lists(who) == after.lists(who)
                    && before.certainty(who) == after.certainty(who);
                let citizen = people.first(home) + u32::from(who);
                prop_assert!(same || met[citizen as usize], "citizen {} never met it", citizen);
            }
        }
    }

    /// Law 4: no errors, no ties, no gaming: not one wrongful restriction, and score = shadow score,
    /// every day.
    #[test]
    fn without_errors_nobody_is_wronged(drawn in drawn()) {
        let scenario = drawn.asked().scenario;
        let (society, policy) = perfect(scenario.society().clone(), study(&scenario));
        let scenario = beside_none(&scenario, society, policy);
        let mut twins = Twins::new(&scenario, SEED);
        for day in 0..drawn.days {
            twins.live_day();
            for (state, size) in states(&twins, 0) {
                for who in 0..size {
                    prop_assert!(state.score(who) == state.shadow(who), "citizen {} on day {}", who, day);
                    prop_assert!(!state.is_wronged(who), "citizen {} on day {}", who, day);
                }
            }
        }
        for gate in Gate::ALL {
            prop_assert_eq!(counted(&mut twins, 0, Tally::REFUSED_WRONGLY.at(gate)), 0);
        }
    }

    /// Law 5: without a policy nothing is charged, refused or listed, and all is as in the baseline; one
    /// of which every part is switched off is none.
    #[test]
    fn without_a_policy_nothing_follows(drawn in drawn()) {
        let scenario = drawn.asked().scenario;
        let named = Policy { name: "nothing".to_owned(), ..Policy::none() };
        let mut twins = lived(&beside_none(&scenario, scenario.society().clone(), named));
        let found = digests(&mut twins);
        prop_assert_eq!(found[0], found[1]);
        for tally in [Tally::SPELLS, Tally::SANCTIONS, Tally::FINES, Tally::WARNINGS, Tally::TIES_CUT] {
            prop_assert_eq!(counted(&mut twins, 0, tally), 0);
        }
        for cause in Cause::ALL {
            prop_assert_eq!(counted(&mut twins, 0, Tally::CHARGES.by(cause)), 0);
        }
        for gate in Gate::ALL {
            prop_assert_eq!(counted(&mut twins, 0, Tally::REFUSED.at(gate)), 0);
        }
    }

    /// Law 6: on shared draws more false matches and a larger gallery never mean fewer wrongful
    /// charges, and a longer term never fewer restricted days.
    #[test]
    fn more_of_what_harms_never_harms_less(drawn in drawn(), factor in 1u8..20, longer in 1u16..30) {
        let scenario = drawn.asked().scenario;
        let (society, policy) = unmoved(scenario.society().clone(), study(&scenario));
        let mistaken = |policy: Policy| {
            let mut twins = lived(&beside_none(&scenario, society.clone(), policy));
            (
                counted(&mut twins, 0, Tally::MISTAKEN),
                counted(&mut twins, 0, Tally::CHARGES.by(Cause::Misidentified)),
                twins.worlds_mut()[0].book().days(Stock::Restricted, drawn.days),
            )
        };
        let (few, charged, restricted) = mistaken(policy.clone());
        if let Some(cameras) = &policy.cameras {
            let mut worse = policy.clone();
            if let Some(cameras) = &mut worse.cameras {
                cameras.false_match = Share::clamped(cameras.false_match.get() * f64::from(factor));
            }
            let more = mistaken(worse);
            prop_assert!(few <= more.0 && charged <= more.1, "{few} {charged}, then {more:?}");
            let mut larger = policy.clone();
            if let Some(those) = &mut larger.cameras {
                those.gallery = cameras.gallery * u64::from(factor);
            }
            let more = mistaken(larger);
            prop_assert!(few <= more.0 && charged <= more.1, "{few} {charged}, then {more:?}");
        }
        let mut harder = policy.clone();
        for list in &mut harder.lists {
            list.exit = Exit { after: list.exit.after.map(|days| days + longer), ..list.exit };
        }
        // A perk that is held longer can be what keeps a citizen from a worse standing nowhere here,
        // since nobody responds.
        let more = mistaken(harder).2;
        prop_assert!(restricted <= more, "{restricted} days, then {more}");
    }

    /// Law 7: points are conserved: charges by cause are the change of scores, what waits and what the
    /// ends of the scale cut off, every day.
    #[test]
    fn points_are_conserved(drawn in drawn()) {
        let scenario = drawn.asked().scenario;
        let Some(rules) = study(&scenario).score else { return Ok(()) };
        let start = i64::from(rules.start.0);
        let mut twins = Twins::new(&scenario, SEED);
        for day in 0..drawn.days {
            twins.live_day();
            let held = |(state, size): (&State, u16)| -> i64 {
                let one = |who| i64::from(state.score(who).0) - start + i64::from(state.waiting(who));
                (0..size).map(one).sum()
            };
            let change: i64 = states(&twins, 0).map(held).sum();
            let charged: i64 =
                Cause::ALL.iter().map(|&it| counted(&mut twins, 0, Tally::POINTS.by(it))).sum();
            let cut = counted(&mut twins, 0, Tally::FLOOR) - counted(&mut twins, 0, Tally::CAP);
            prop_assert_eq!(change, charged + cut, "on day {}", day);
        }
    }

    /// Law 8: counts add up, parts never exceed wholes, and stocks are what a count of heads finds.
    #[test]
    fn counts_add_up(drawn in drawn()) {
        let scenario = drawn.asked().scenario;
        let lists = study(&scenario).lists.len();
        let mut twins = lived(&scenario);
        let heads = |is: &dyn Fn(&State, u16) -> bool| -> i64 {
            states(&twins, 0).map(|(state, size)| (0..size).filter(|&who| is(state, who)).count() as i64).sum()
        };
        let restricted = heads(&|state, who| state.is_restricted(who));
        let wronged = heads(&|state, who| state.is_wronged(who));
        let spared = heads(&|state, who| state.is_spared(who));
        let listed: Vec<i64> = (0..lists).map(|list| heads(&|state, who| state.lists(who).has(list))).collect();
        let book = twins.worlds_mut()[0].book();
        let of = |tally: Tally| book.total(tally);
        let level = |stock| of(Tally::LEVEL.stock(stock));
        prop_assert_eq!(level(Stock::Restricted), restricted);
        prop_assert_eq!((0..WRONGS.len()).map(|error| level(Stock::wrongful(error))).sum::<i64>(), wronged);
        prop_assert_eq!(level(Stock::Spared), spared);
        prop_assert!(wronged <= restricted);
        for (number, &listed) in listed.iter().enumerate() {
            prop_assert_eq!(level(Stock::list(number)), listed);
            prop_assert_eq!(of(Tally::LISTED.number(number)) - of(Tally::DELISTED.number(number)), listed);
        }
        prop_assert_eq!(of(Tally::SPELLS) - of(Tally::SPELLS_ENDED), restricted);
        for gate in Gate::ALL {
            prop_assert!(of(Tally::REFUSED.at(gate)) <= of(Tally::ASKED.at(gate)));
            prop_assert!(of(Tally::REFUSED_WRONGLY.at(gate)) <= of(Tally::REFUSED.at(gate)));
        }
        for conduct in Conduct::ALL {
            prop_assert!(of(Tally::BROKEN.of(conduct)) <= of(Tally::OCCASIONS.of(conduct)));
            prop_assert!(of(Tally::OPEN_BROKEN.of(conduct)) <= of(Tally::OPEN.of(conduct)).min(of(Tally::BROKEN.of(conduct))));
        }
        for register in Register::ALL {
            let errors = of(Tally::MISSED.in_register(register)) + of(Tally::MISJOINED.in_register(register));
            prop_assert!(errors <= of(Tally::ENTRIES.in_register(register)));
        }
        prop_assert!(of(Tally::NAMED) + of(Tally::MISTAKEN) <= of(Tally::FILMED));
        prop_assert!(of(Tally::UNRELATED) <= of(Tally::DETRIMENTS));
        prop_assert!(of(Tally::GRANTED) <= of(Tally::APPEALS));
        prop_assert!(of(Tally::EVER_RESTRICTED) <= of(Tally::SPELLS));
    }
}

/// The generator reaches what it is meant to reach: in some of its scenarios each of these happens.
#[test]
fn what_is_drawn_reaches_every_mechanism() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut totals = vec![0i64; Tally::COUNT];
    for _ in 0..200 {
        let drawn: Drawn =
            drawn().new_tree(&mut runner).expect("a scenario can be drawn").current();
        let mut twins = lived(&drawn.asked().scenario);
        let counts = twins.worlds_mut()[0].book().counts();
        for (number, count) in counts.iter().enumerate() {
            totals[number % Tally::COUNT] += count.abs();
        }
    }
    let reached = |tally: Tally| totals[tally.place()] > 0;
    let wanted = [
        Tally::STAGED,
        Tally::MISTAKEN,
        Tally::TOLD,
        Tally::LIES,
        Tally::CAME_OVER,
        Tally::FLOOR,
        Tally::CAP,
        Tally::WARNINGS,
        Tally::HURRIED,
        Tally::SLOWED,
        Tally::THROTTLED,
        Tally::SAVED_FARES,
        Tally::TIES_CUT,
        Tally::GRANTED,
        Tally::REPAID,
        Tally::DELISTED,
    ];
    for tally in wanted {
        assert!(reached(tally), "{tally:?} never happens");
    }
    assert!(Cause::ALL.iter().all(|&cause| reached(Tally::CHARGES.by(cause))));
    assert!((0..4).all(|error| reached(Tally::EVER_WRONGED.number(error))));
    // Nobody goes to the line and the fare, which come each month by themselves.
    let visited = Gate::ALL.iter().filter(|gate| !matches!(gate, Gate::Internet | Gate::Fare));
    assert!(visited.into_iter().all(|&gate| reached(Tally::ASKED.at(gate))));
}
