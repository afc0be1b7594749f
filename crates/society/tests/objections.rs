//! Objections to charges and bands: days worked out by hand, closed forms and exact chains.
//!
//! Nobody does anything but what a test says. Acts are reported by onlookers, who see everything; an
//! entry in the legal register goes to a namesake, who is wronged by it.

mod common;

use common::{exact_register, reformed, rule, scenario, score, share, society};
use society::conduct::{Occasion, OccasionKind};
use society::measures::{Gauge, Tally};
use society::population::{Decile, TieGroup};
use society::scenario::*;
use society::scoring::Cause;
use society::twins::Twins;
use society::units::{Day, Draw, Neighborhood, Points, Resident, RunSeed, Seed, Share};
use society::world::State;

/// The start of the scale [points].
const START: f64 = 600.0;
/// Parts of a day in which an office keeps its time.
const PARTS: u64 = 65_536;

/// A society without response and livelihood, so that only charges move anything.
fn calm(citizens: u32) -> Society {
    let mut calm = society(citizens, 400);
    (calm.livelihood.enabled, calm.response.enabled) = (false, false);
    calm
}

/// Everyone of whom this is asked does it.
fn all() -> ByIncome {
    ByIncome { poorest: 1.0, richest: 1.0 }
}

/// Nobody does.
fn nobody() -> ByIncome {
    ByIncome { poorest: 0.0, richest: 0.0 }
}

/// Objections of everyone who is wronged, before an office that is always right on the next day.
fn perfect() -> Objections {
    Objections {
        charge: Some(Objecting { told: Share::ALL, wrong: all(), right: nobody() }),
        band: None,
        window: 30,
        delay: 1,
        capacity: None,
        fee: nobody(),
        days_lost: 0,
        if_wrong: Share::ALL,
        if_right: Share::NONE,
    }
}

/// Objections of everyone charged, which are all accepted.
fn lenient() -> Objections {
    Objections {
        charge: Some(Objecting { told: Share::ALL, wrong: all(), right: all() }),
        if_right: Share::ALL,
        ..perfect()
    }
}

/// A score with a blacklist below 540 and a band with a penalty below 560, onlookers who report every
/// crossing, and a legal register that enters everything under the wrong name.
fn strict(objections: Option<Objections>) -> Policy {
    let mut policy = Policy { objections, ..Policy::none() };
    let legal = Watch::Register(Register::Legal);
    policy.rules[Conduct::Crossing as usize] = Some(rule(Watch::People, 0.0, -10.0));
    policy.rules[Conduct::Travel as usize] = Some(rule(legal, 0.0, -100.0));
    policy.rules[Conduct::CourtDebt as usize] = Some(rule(legal, 0.0, -1.0));
    policy.registers[Register::Legal as usize] =
        Some(RegisterRules { false_link: Share::ALL, ..exact_register() });
    policy.informants =
        Some(Informants { tells: Share::ALL, lies: society::units::PerYear::NEVER });
    policy.score = Some(ScoreRules {
        start: score(START),
        floor: score(0.0),
        cap: score(800.0),
        update: Update::RealTime,
        half_life: None,
    });
    let band = |name: &str, from| Band { name: name.into(), from: score(from) };
    policy.bands = vec![band("low", 0.0), band("ordinary", 560.0)];
    policy.lists = vec![List {
        name: "barred".into(),
        color: Color::Black,
        entry: EntryRule {
            score_below: Some(score(540.0)),
            debt_unpaid: Some(5),
            ..EntryRule::default()
        },
        exit: ExitRule::default(),
        notice: 0,
    }];
    policy.effects = vec![Effect {
        name: "fine".into(),
        gate: Gate::Job,
        bands: vec![0],
        lists: vec![],
        does: EffectKind::Fine(share(0.01)),
        context: Context::Money,
        falls_on: EffectTarget::Oneself,
    }];
    policy
}

/// One neighborhood under a policy.
struct Town {
    twins: Twins,
}

impl Town {
    fn under(citizens: u32, policy: Policy) -> Town {
        Town { twins: Twins::new(&scenario(calm(citizens), policy), Seed(7)) }
    }

    fn state(&self) -> &State {
        self.twins.worlds()[0].state(Neighborhood(0))
    }

    fn adults(&self) -> Vec<Resident> {
        self.twins.population().residents(Neighborhood(0)).adults().collect()
    }

    fn points(&self, who: Resident) -> f64 {
        self.state().score(who).as_points()
    }

    fn counted(&mut self, tally: Tally) -> i64 {
        self.twins.worlds_mut()[0].tallies().total(tally)
    }

    /// A day on which each of these breaks the rule of a conduct, in the open.
    fn breach(&mut self, who: &[Resident], conduct: Conduct) {
        let occasion = |&who: &Resident| Occasion {
            who,
            which: 0,
            kind: OccasionKind::Act(conduct).kind(),
            moment: 30_000,
            aside: 0,
            choice: Draw(0),
            sight: Draw(1 << 31),
        };
        let given: Vec<_> = who.iter().map(|who| (Neighborhood(0), occasion(who))).collect();
        self.twins.run_day_with(&given);
    }

    /// Adults whose score lacks points through errors, and of these those in a lower band for it.
    fn in_error(&mut self) -> (i64, i64) {
        let (people, worlds) = self.twins.people_and_worlds();
        let gauges = worlds[0].gauges(people);
        let sum = |of: fn(&Gauge) -> i64| gauges.iter().map(of).sum();
        (sum(|gauge| gauge.misscored), sum(|gauge| gauge.misranked))
    }

    fn rest(&mut self, days: usize) {
        (0..days).for_each(|_| self.breach(&[], Conduct::Crossing));
    }

    /// The one who pays for what the register puts to the wrong name.
    fn namesake(&self) -> Resident {
        let charged = |&who: &Resident| self.points(who) < START;
        self.adults().into_iter().find(charged).expect("somebody was charged")
    }
}

#[test]
fn a_charge_for_what_somebody_else_did_is_taken_back_with_the_list_that_it_led_to() {
    let mut town = Town::under(300, strict(Some(Objections { delay: 3, ..perfect() })));
    let who = town.adults()[0];
    town.breach(&[who], Conduct::Travel);
    town.rest(1);
    let victim = town.namesake();
    assert_eq!(town.points(victim), START - 100.0);
    assert!(town.state().is_wronged(victim) && town.state().lists(victim).has(ListId(0)));
    town.rest(2);
    assert!(town.state().lists(victim).has(ListId(0)));
    town.rest(1);
    assert_eq!(town.points(victim), START);
    assert!(!town.state().is_restricted(victim) && !town.state().lists(victim).has(ListId(0)));
    assert_eq!(town.state().restricted_days(victim, Day(6)), (3, 3));
    let counted = [Tally::OBJECTIONS, Tally::OBJECTIONS_OF_WRONGED, Tally::OBJECTIONS_ACCEPTED];
    assert_eq!(counted.map(|tally| town.counted(tally)), [1; 3]);
    assert_eq!(town.counted(Tally::OBJECTION_DELAY), 3);
    assert_eq!(town.counted(Tally::POINTS.by(Cause::Redress)), i64::from(100 * Points::GRAINS));
}

/// An entry under a wrong name moves the score of its namesake, and the band where it takes enough: from
/// 600 points to 599, and to 500, below the border at 560. A true breach is no error.
#[test]
fn a_score_is_in_error_until_its_points_come_back_and_a_band_where_they_pass_its_border() {
    let after = |conduct, objections: Option<Objections>, days| {
        let mut town = Town::under(300, strict(objections));
        let who = town.adults()[0];
        town.breach(&[who], conduct);
        town.rest(days);
        town.in_error()
    };
    assert_eq!(after(Conduct::CourtDebt, None, 1), (1, 0));
    assert_eq!(after(Conduct::Travel, None, 1), (1, 1));
    assert_eq!(after(Conduct::Crossing, None, 1), (0, 0));
    assert_eq!(after(Conduct::Travel, Some(Objections { delay: 3, ..perfect() }), 3), (1, 1));
    assert_eq!(after(Conduct::Travel, Some(Objections { delay: 3, ..perfect() }), 5), (0, 0));
}

/// A debt that nobody owes is noted, ripens after five days, and lists; decided on before that day it
/// never does, and after it the listing ends with the debt.
#[test]
fn an_invented_court_debt_ends_and_the_list_with_it() {
    for (delay, listed) in [(3, false), (9, true)] {
        let mut town = Town::under(300, strict(Some(Objections { delay, ..perfect() })));
        let who = town.adults()[0];
        town.breach(&[who], Conduct::CourtDebt);
        town.rest(7);
        let ever = town.counted(Tally::LISTED.on_list(ListId(0)));
        assert_eq!(ever > 0, listed, "after a delay of {delay} days");
        town.rest(30);
        let victims: Vec<Resident> = town.adults();
        let on = victims.iter().filter(|&&one| town.state().lists(one).has(ListId(0))).count();
        assert_eq!((on, town.counted(Tally::OBJECTIONS_ACCEPTED)), (0, 1));
    }
}

#[test]
fn without_objections_an_invented_debt_lists_for_good() {
    let mut town = Town::under(300, strict(None));
    let who = town.adults()[0];
    town.breach(&[who], Conduct::CourtDebt);
    town.rest(60);
    assert_eq!(town.counted(Tally::LISTED.on_list(ListId(0))), 1);
    assert_eq!(town.counted(Tally::DELISTED.on_list(ListId(0))), 0);
}

/// The account of true deeds keeps what the record forgives.
#[test]
fn a_rightful_charge_that_is_taken_back_leaves_its_citizen_free_despite_the_deed() {
    let mut policy = strict(Some(lenient()));
    policy.rules[Conduct::Crossing as usize] = Some(rule(Watch::People, 0.0, -80.0));
    let mut town = Town::under(300, policy);
    let who = town.adults()[0];
    town.breach(&[who], Conduct::Crossing);
    assert!(town.state().is_restricted(who) && !town.state().is_wronged(who));
    town.rest(1);
    assert_eq!((town.points(who), town.state().shadow(who).as_points()), (START, START - 80.0));
    assert!(!town.state().is_restricted(who) && town.state().is_spared(who));
}

/// The third breach of a year costs 10 · 2², the fourth after one correction as much as the third.
#[test]
fn a_correction_takes_the_charge_off_the_repeats() {
    let doubling = |objections| {
        let mut policy = strict(objections);
        policy.rules[Conduct::Crossing as usize] =
            Some(Rule { repeat: 2.0, ..rule(Watch::People, 0.0, -10.0) });
        policy
    };
    let lost = |objections: Option<Objections>| {
        let mut town = Town::under(300, doubling(objections));
        let who = town.adults()[0];
        for _ in 0..3 {
            town.breach(&[who], Conduct::Crossing);
            town.rest(1);
        }
        START - town.points(who)
    };
    assert_eq!(lost(None), 70.0);
    // Each is taken back the next morning, so that each is the first.
    assert_eq!(lost(Some(lenient())), 0.0);
}

/// Everyone at home pays a tenth, and gets it back over the same ties; nobody shares rewards.
#[test]
fn points_over_ties_come_back_over_the_same_ties() {
    let mut policy = strict(Some(Objections { delay: 2, ..lenient() }));
    policy.spread = Spread { household: Some(share(0.1)), once: true, ..Spread::default() };
    let mut town = Town::under(300, policy);
    let residents = town.twins.population().residents(Neighborhood(0)).clone();
    let home = |who: &Resident| residents.households.of(*who);
    let adults = town.adults();
    let paired = |who: &Resident| {
        home(who) != TieGroup::NONE
            && adults.iter().filter(|one| home(one) == home(who)).count() > 1
    };
    let who = *adults.iter().find(|who| paired(who)).expect("somebody lives with an adult");
    let other = *adults.iter().find(|one| **one != who && home(one) == home(&who)).expect("paired");
    town.breach(&[who], Conduct::Crossing);
    assert_eq!((town.points(who), town.points(other)), (START - 10.0, START - 1.0));
    town.rest(1);
    assert_eq!(town.points(other), START - 1.0);
    town.rest(1);
    assert_eq!((town.points(who), town.points(other)), (START, START));
    assert_eq!(town.counted(Tally::CORRECTED_ON), i64::from(10 * Points::GRAINS));
    assert_eq!(town.counted(Tally::POINTS.by(Cause::Association)), 0);
}

/// An exact law of a whole town: where every charge is taken back, over any ties that carry a charge
/// once, every score returns to the start, to the grain.
#[test]
fn where_every_charge_is_taken_back_every_score_returns_to_the_start() {
    let mut policy = strict(Some(Objections { delay: 4, ..lenient() }));
    policy.spread = Spread {
        household: Some(share(0.13)),
        kin: Some(share(0.07)),
        circle: Some(share(0.03)),
        team: Some(share(0.011)),
        earned_too: false,
        once: true,
    };
    policy.lists.clear();
    let mut town = Town::under(1_500, policy);
    let adults = town.adults();
    for day in 0..20 {
        let some: Vec<Resident> = adults.iter().copied().skip(day % 7).step_by(3).collect();
        town.breach(&some, Conduct::Crossing);
    }
    assert!(adults.iter().any(|&who| town.points(who) < START - 30.0));
    // The last charge is decided after four days, and its shares reach kin a day later.
    town.rest(5);
    let moved = adults.iter().filter(|&&who| town.points(who) != START).count();
    assert_eq!((moved, town.counted(Tally::POINTS.by(Cause::Association))), (0, 0));
}

/// With a perfect office that decides after `delay` days, the wrong charges that stand are those of the
/// last `delay` days, on every day: an exact form of Little's law.
#[test]
fn no_wrongful_charge_stays_longer_than_the_delay_of_a_perfect_office() {
    let delay = 6;
    let mut policy = strict(Some(Objections { delay: delay as u16, ..perfect() }));
    policy.lists.clear();
    let mut town = Town::under(1_500, policy);
    let adults = town.adults();
    let mut wrong = vec![0];
    for day in 0..60 {
        let some: Vec<Resident> = adults.iter().copied().skip(day * 11).step_by(40).collect();
        town.breach(&some, Conduct::Travel);
        let charged = town.counted(Tally::CHARGES.by(Cause::Misrecorded));
        wrong.push(charged);
        let stands = charged - town.counted(Tally::OBJECTIONS_ACCEPTED);
        let last = charged - wrong[wrong.len().saturating_sub(delay + 1)];
        assert_eq!(stands, last, "on day {day}");
        let lost: f64 = adults.iter().map(|&who| START - town.points(who)).sum();
        assert_eq!(lost, 100.0 * stands as f64, "on day {day}");
    }
    assert_eq!(town.counted(Tally::UPHELD_WRONGLY), 0);
    assert!(wrong.last().is_some_and(|&charged| charged > 500));
}

/// An office of one desk with a fixed time for each objection: the exact chain of Lindley (1952), from
/// the numbers that come each day.
#[test]
fn the_wait_at_a_full_office_is_that_of_its_chain() {
    let (capacity, delay) = (90.0, 4);
    let mut policy =
        strict(Some(Objections { capacity: Some(capacity), delay: delay as u16, ..lenient() }));
    policy.lists.clear();
    let mut town = Town::under(1_500, policy);
    let adults = town.adults();
    let month = PARTS as f64 * 365.0 / 12.0;
    let service = (month / (capacity * adults.len() as f64 / 1000.0)).round() as u64;
    let (mut free, mut waited, mut due) = (0, 0, vec![0; 500]);
    for day in 0..150u64 {
        // A rush of a week every month, and a few on other days.
        let step = if day % 30 < 7 { 61 } else { 397 };
        let some: Vec<Resident> = adults.iter().copied().skip(day as usize).step_by(step).collect();
        town.breach(&some, Conduct::Crossing);
        for _ in &some {
            free = free.max(day * PARTS) + service;
            let decided = free.div_ceil(PARTS).max(day + delay);
            due[decided as usize] += 1;
            waited += decided - day;
        }
        assert_eq!(town.counted(Tally::OBJECTION_DELAY), waited as i64, "on day {day}");
        let decided: i64 = due[..=day as usize].iter().sum();
        assert_eq!(town.counted(Tally::OBJECTIONS_DECIDED), decided, "on day {day}");
    }
    assert!(waited as f64 > 1.5 * (delay * due.iter().sum::<i64>() as u64) as f64, "a full office");
}

/// A hundred on one day: the k-th is decided on the day ⌈k · service⌉, by the order of their numbers.
#[test]
fn those_who_come_together_are_decided_on_one_after_another() {
    let mut policy = strict(Some(Objections { capacity: Some(40.0), ..lenient() }));
    policy.lists.clear();
    let mut town = Town::under(1_500, policy);
    let adults = town.adults();
    let service = 365.0 / 12.0 / (40.0 * adults.len() as f64 / 1000.0);
    town.breach(&adults[..100], Conduct::Crossing);
    for day in 1..=70 {
        town.rest(1);
        let back = adults[..100].iter().map(|&who| town.points(who) == START);
        let by_number = (1..=100).map(|k| f64::from(k) * service <= f64::from(day));
        // Within a hundredth of a day of the border, the office rounds its time.
        let near = (1..=100).map(|k| (f64::from(k) * service - f64::from(day)).abs() < 0.01);
        assert!(back.zip(by_number).zip(near).all(|((back, due), near)| near || back == due));
    }
}

/// Told, objecting and decided on are three chances: the accepted are their product, by tenth. Ten
/// counts within four standard errors each: a true model fails once in 1,600 times.
#[test]
fn the_share_of_charges_taken_back_is_a_product_of_three_chances_in_each_tenth() {
    let objecting = Objecting {
        told: share(0.7),
        wrong: nobody(),
        right: ByIncome { poorest: 0.2, richest: 0.65 },
    };
    let fee = ByIncome { poorest: 0.09, richest: 0.009 };
    let objections = Objections {
        charge: Some(objecting),
        if_right: share(0.6),
        fee,
        days_lost: 3,
        ..perfect()
    };
    let mut policy = strict(Some(objections));
    policy.lists.clear();
    let mut town = Town::under(4_000, policy);
    let adults = town.adults();
    (0..20).for_each(|_| town.breach(&adults, Conduct::Crossing));
    town.rest(1);
    let residents = town.twins.population().residents(Neighborhood(0)).clone();
    let place = town.twins.population().place(Neighborhood(0));
    let tallies = town.twins.worlds_mut()[0].tallies();
    for (tenth, decile) in (0..).zip(Decile::ALL) {
        let of = |tally| {
            let cells = tallies.cells().filter(|cell| cell.decile() == decile);
            cells.map(|cell| tallies.count(place, cell, tally)).sum::<i64>()
        };
        let people =
            adults.iter().filter(|&&who| residents.cell[usize::from(who)].decile() == decile);
        let charged = 20.0 * people.count() as f64;
        let objects = 0.7 * (0.2 + 0.45 * f64::from(tenth) / 9.0);
        for (tally, chance) in
            [(Tally::OBJECTIONS, objects), (Tally::OBJECTIONS_ACCEPTED, 0.6 * objects)]
        {
            let apart = 4.0 * (charged * chance * (1.0 - chance)).sqrt();
            let found = of(tally) as f64;
            assert!(
                (found - charged * chance).abs() < apart,
                "{tally:?} of tenth {tenth}: {found}"
            );
        }
        // The burden is no matter of chance once it is known who objects.
        let thousandths = 90 - 9 * tenth;
        assert_eq!(of(Tally::OBJECTION_FEES), of(Tally::OBJECTIONS) * i64::from(thousandths));
        assert_eq!(of(Tally::OBJECTION_DAYS), 3 * of(Tally::OBJECTIONS));
    }
}

/// Two charges of their own and a larger one for somebody else: whoever falls into a restricting band
/// contests the one that is not theirs.
#[test]
fn whoever_comes_into_a_band_contests_what_they_did_not_do() {
    let band = Some(Objecting { told: Share::ALL, wrong: all(), right: all() });
    let mut policy = strict(Some(Objections { charge: None, band, delay: 2, ..lenient() }));
    policy.lists.clear();
    policy.rules[Conduct::Travel as usize] =
        Some(rule(Watch::Register(Register::Legal), 0.0, -25.0));
    let mut town = Town::under(300, policy);
    let who = town.adults()[0];
    town.breach(&[who], Conduct::Travel);
    town.rest(1);
    let victim = town.namesake();
    town.breach(&[victim], Conduct::Crossing);
    assert_eq!((town.points(victim), town.counted(Tally::OBJECTIONS)), (START - 35.0, 0));
    town.breach(&[victim], Conduct::Crossing);
    assert!(town.state().is_wronged(victim));
    assert_eq!(town.counted(Tally::OBJECTIONS_OF_WRONGED), 1);
    town.rest(2);
    assert_eq!(town.points(victim), START - 20.0);
    assert!(!town.state().is_restricted(victim));
}

/// A charge that is too old is not on file any more, and then there is nothing to contest.
#[test]
fn a_band_is_contested_by_charges_within_the_window_alone() {
    for (pause, objections) in [(9, 1), (10, 1), (11, 0)] {
        let band = Some(Objecting { told: Share::ALL, wrong: all(), right: nobody() });
        let mut policy = strict(Some(Objections { charge: None, band, window: 11, ..perfect() }));
        policy.lists.clear();
        policy.rules[Conduct::Travel as usize] =
            Some(rule(Watch::Register(Register::Legal), 0.0, -35.0));
        let mut town = Town::under(300, policy);
        let who = town.adults()[0];
        town.breach(&[who], Conduct::Travel);
        town.rest(1);
        let victim = town.namesake();
        town.rest(pause);
        town.breach(&[victim], Conduct::Crossing);
        assert!(town.state().is_restricted(victim));
        assert_eq!(town.counted(Tally::OBJECTIONS), objections, "after {pause} days");
    }
}

/// A list by charge is left when the last of the charges behind it is taken back, and not before.
#[test]
fn a_list_stays_as_long_as_one_charge_behind_it_stands() {
    let mut policy = strict(Some(perfect()));
    policy.lists[0].entry =
        EntryRule { charges: vec![Conduct::Crossing, Conduct::Travel], ..EntryRule::default() };
    let mut town = Town::under(300, policy);
    let who = town.adults()[0];
    town.breach(&[who], Conduct::Travel);
    town.rest(1);
    let victim = town.namesake();
    town.rest(1);
    assert!(!town.state().lists(victim).has(ListId(0)));
    // The same again, with a breach of their own on the day of the wrong charge.
    town.breach(&[who], Conduct::Travel);
    town.breach(&[victim], Conduct::Crossing);
    town.rest(5);
    assert!(town.state().lists(victim).has(ListId(0)));
    assert_eq!(town.points(victim), START - 10.0);
}

/// The town under one policy, and from the morning of a later day on under another.
fn reform(from: Policy, day: u16, to: Policy) -> Town {
    let twins = vec![reformed("policy", from, vec![(day, to)])];
    let scenario = Scenario::validated(calm(300), twins, TwinId(0), RunSeed(1));
    Town { twins: Twins::new(&scenario.expect("the parts agree"), Seed(7)) }
}

#[test]
fn objections_that_are_abolished_lapse_and_charges_of_before_are_not_on_file() {
    let heard = || strict(Some(Objections { delay: 5, ..perfect() }));
    for (from, to, lodged) in [(heard(), strict(None), 1), (strict(None), heard(), 0)] {
        let mut town = reform(from, 3, to);
        let who = town.adults()[0];
        town.breach(&[who], Conduct::Travel);
        town.rest(1);
        let victim = town.namesake();
        town.rest(30);
        assert_eq!(town.points(victim), START - 100.0);
        let counted = [Tally::OBJECTIONS, Tally::OBJECTIONS_DECIDED];
        assert_eq!(counted.map(|tally| town.counted(tally)), [lodged, 0]);
    }
}

/// A twentieth of a month's income, where a whole month's fine is half of all hardship: 6 of 255.
#[test]
fn a_fee_is_felt_as_a_fine_is_and_counts_as_none() {
    let fee = ByIncome { poorest: 0.05, richest: 0.05 };
    let policy = strict(Some(Objections { fee, ..lenient() }));
    let mut with = calm(300);
    with.livelihood.enabled = true;
    let mut town = Town { twins: Twins::new(&scenario(with, policy), Seed(7)) };
    let who = town.adults().into_iter().next_back().expect("the town has adults");
    let before = town.state().hardship(who);
    town.breach(&[who], Conduct::Crossing);
    assert_eq!(town.state().hardship(who).0 - before.0, 6);
    assert_eq!([Tally::OBJECTION_FEES, Tally::FINES].map(|it| town.counted(it)), [50, 0]);
}

/// Without points there is nothing to give back, and the charge is contested all the same.
#[test]
fn fines_and_letters_that_were_wrong_are_counted_as_taken_back() {
    let mut policy = strict(Some(perfect()));
    policy.rules[Conduct::Travel as usize] =
        Some(Rule { fine: 0.1, warning: true, ..rule(Watch::Register(Register::Legal), 0.0, 0.0) });
    let mut town = Town::under(300, policy);
    let who = town.adults()[0];
    town.breach(&[who], Conduct::Travel);
    town.rest(2);
    let counted = [
        Tally::FINED_WRONGLY,
        Tally::FINES_REFUNDED,
        Tally::WARNED_WRONGLY,
        Tally::WARNINGS_WITHDRAWN,
        Tally::POINTS.by(Cause::Redress),
    ];
    assert_eq!(counted.map(|tally| town.counted(tally)), [1, 1, 1, 1, 0]);
}
