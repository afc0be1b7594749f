//! Days before the first that counts: they change what is counted, and nothing else.

mod common;

use common::{everything, harsh, reformed, scenario, society, twin};
use society::measures::{Stock, Tallies, Tally};
use society::recorder::{MonthReport, Recorder};
use society::scenario::{Channel, Conduct, Policy, Scenario, TwinId};
use society::twins::Twins;
use society::units::{Day, Neighborhood, Resident, RunSeed, Seed};
use society::world::State;

const CITIZENS: u32 = 1_500;
const WARM_UP: u16 = 365;
const DAYS: u16 = 100;

/// The same society with a warm-up, and with its days counted from the first.
fn both() -> [Scenario; 2] {
    let mut warm = society(CITIZENS, DAYS);
    warm.warm_up = WARM_UP;
    [warm, society(CITIZENS, WARM_UP + DAYS)].map(|society| scenario(society, harsh()))
}

fn run(scenario: &Scenario, days: u16) -> Twins {
    let mut twins = Twins::new(scenario, Seed(7));
    (0..days).for_each(|_| twins.run_day());
    twins
}

/// The state that decides the days to come of a citizen.
fn decisive(state: &State, who: Resident) -> impl PartialEq + std::fmt::Debug + use<> {
    let standing = (state.score(who), state.shadow(who), state.lists(who).0);
    let flags = (state.is_restricted(who), state.is_wronged(who), state.is_spared(who));
    (
        standing,
        flags,
        state.hardship(who),
        state.health(who),
        state.works(who),
        Channel::ALL.map(|channel| state.certainty(who, channel)),
    )
}

fn state(twins: &Twins) -> &State {
    twins.worlds()[0].state(Neighborhood(0))
}

fn adults(twins: &Twins) -> impl Iterator<Item = Resident> {
    twins.population().residents(Neighborhood(0)).adults()
}

#[test]
fn a_warm_up_changes_nobody_and_is_not_counted() {
    let [warm, all] = both();
    let [mut warm, mut whole] = [&warm, &all].map(|it| run(it, WARM_UP + DAYS));
    let mut before = run(&all, WARM_UP);
    for who in adults(&warm) {
        assert_eq!(decisive(state(&warm), who), decisive(state(&whole), who));
        assert_eq!(
            i32::from(state(&warm).harm(who)),
            i32::from(state(&whole).harm(who)) - i32::from(state(&before).harm(who)),
        );
    }
    let total = |twins: &mut Twins, tally: Tally| twins.worlds_mut()[0].tallies().total(tally);
    let flows = Conduct::ALL.map(|conduct| Tally::BROKEN.of(conduct));
    let flows = flows.into_iter().chain([
        Tally::HARM,
        Tally::SANCTIONS,
        Tally::LOST_WORK,
        Tally::SPELLS_ENDED,
    ]);
    for tally in flows {
        let rest = total(&mut whole, tally) - total(&mut before, tally);
        assert_eq!(total(&mut warm, tally), rest, "{tally:?}");
    }
    assert!(total(&mut before, Tally::SPELLS_ENDED) > 0, "the warm-up has a history to drop");
}

/// Counted by citizen, by stock and by event, the restricted are the same people on the same days.
#[test]
fn whoever_is_restricted_when_counting_begins_is_so_from_that_day() {
    let [warm, all] = both();
    let (mut twins, then) = (run(&warm, WARM_UP + DAYS), run(&all, WARM_UP));
    let already = adults(&then).filter(|&who| state(&then).is_restricted(who)).count();
    assert!(already > 0);
    let end = Day(WARM_UP + DAYS);
    let days: Vec<(u16, u16)> =
        adults(&twins).map(|who| state(&twins).restricted_days(who, end)).collect();
    assert!(days.iter().all(|&(days, _)| days <= DAYS));
    let (ever, wronged) = (
        days.iter().filter(|(days, _)| *days > 0).count(),
        days.iter().map(|(_, wronged)| i64::from(*wronged)).sum::<i64>(),
    );
    let spells = twins.worlds()[0].open_spells().iter().sum::<i64>();
    let tallies: &Tallies = twins.worlds_mut()[0].tallies();
    let sum: i64 = days.iter().map(|(days, _)| i64::from(*days)).sum();
    assert_eq!(tallies.days(Stock::Restricted, Day(DAYS)), sum);
    let by_error = Stock::WRONGFUL.map(|stock| tallies.days(stock, Day(DAYS)));
    assert_eq!(by_error.iter().sum::<i64>(), wronged);
    // One or another is restricted and freed on the same day.
    assert!((0..3).contains(&(tallies.total(Tally::EVER_RESTRICTED) - ever as i64)));
    assert!(tallies.total(Tally::SPELLS) - tallies.total(Tally::SPELLS_ENDED) == spells);
    assert_eq!(tallies.deeds.iter().map(|deed| deed.days_before(Day(DAYS))).sum::<i64>(), sum);
}

#[test]
fn a_reform_is_dated_from_the_first_day_that_counts() {
    let reform = |warm_up: u16, day: u16| {
        let mut society = society(CITIZENS, WARM_UP + DAYS - warm_up);
        society.warm_up = warm_up;
        let twins =
            vec![twin("none", Policy::none()), reformed("new", everything(), vec![(day, harsh())])];
        Scenario::validated(society, twins, TwinId(0), RunSeed(1)).expect("the parts agree")
    };
    let (warm, whole) = (reform(WARM_UP, 40), reform(0, WARM_UP + 40));
    let [warm, whole] = [&warm, &whole].map(|it| run(it, WARM_UP + DAYS));
    let of = |twins: &Twins, who| decisive(twins.worlds()[1].state(Neighborhood(0)), who);
    assert!(adults(&warm).all(|who| of(&warm, who) == of(&whole, who)));
    assert!(adults(&warm).any(|who| warm.worlds()[1].state(Neighborhood(0)).is_restricted(who)));
}

#[test]
fn months_of_the_warm_up_are_not_reported() {
    #[derive(Default)]
    struct Months(Vec<(u16, u16)>);
    impl Recorder for Months {
        fn month(&mut self, report: MonthReport<'_>) {
            if report.twin == TwinId::STUDIED {
                self.0.push((report.month, report.days));
            }
        }
    }
    let [warm, _] = both();
    let mut months = Months::default();
    Twins::new(&warm, Seed(1)).run(&mut months);
    assert_eq!(months.0, [(0, 31), (1, 61), (2, 92), (3, 100)]);
}

#[test]
fn a_warm_up_is_whole_years() {
    let mut society = society(CITIZENS, DAYS);
    for (days, holds) in
        [(0, true), (1, false), (364, false), (365, true), (400, false), (730, true)]
    {
        society.warm_up = days;
        let twins = vec![twin("none", Policy::none())];
        let found = Scenario::validated(society.clone(), twins, TwinId(0), RunSeed(1));
        assert_eq!(found.is_ok(), holds, "{days}");
    }
}
