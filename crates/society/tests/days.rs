//! Days of a small town worked out by hand, act by act to gate by gate.
//!
//! Unless a test says otherwise every camera sees, every register joins at once and rightly,
//! nobody tells, nothing passes over ties, and a choice is made by the test: 0 breaks a rule
//! whatever the citizen is like, the highest draw keeps it.

mod common;

use common::{everything, scenario, share, society};
use society::conduct::{Happening, What};
use society::measures::Tally;
use society::population::{Cast, Groups};
use society::scenario::*;
use society::scoring::Cause;
use society::twins::Twins;
use society::units::{Citizen, PerYear, Points, Seed, Share};
use society::world::State;

const BREAK: u32 = 0;
const KEEP: u32 = u32::MAX;

/// The policy with everything, made exact.
fn exact() -> Policy {
    let mut policy = everything();
    policy.cameras = policy.cameras.map(|cameras| Cameras {
        reach: 100.0,
        false_match: Share::NONE,
        missed_by_group: vec![Share::NONE; 2],
        ..cameras
    });
    policy.registers = [Some(RegisterRules {
        delay: 0,
        missed: Share::NONE,
        false_link: Share::NONE,
        false_link_by_group: [1.0; 4],
        phantom: PerYear::NEVER,
        weight: 1.0,
    }); 3];
    policy.informants = None;
    policy.spread = Spread::default();
    policy
}

/// A town of one neighbourhood under a policy, with its twin without one.
struct Town {
    twins: Twins,
}

impl Town {
    fn under(policy: Policy) -> Town {
        Town::with(society(300, 400), policy)
    }

    fn with(society: Society, policy: Policy) -> Town {
        Town { twins: Twins::new(&scenario(society, policy), Seed(1)) }
    }

    fn cast(&self) -> &Cast {
        self.twins.population().cast(0)
    }

    fn state(&self) -> &State {
        self.twins.worlds()[0].state(0)
    }

    /// The first adult that this is true of.
    fn adult(&self, fits: impl Fn(u16) -> bool) -> u16 {
        let adults = (0..300).filter(|&who| self.cast().class[usize::from(who)].is_adult());
        adults.into_iter().find(|&who| fits(who)).expect("the town has someone like that")
    }

    fn live(&mut self, given: &[Happening]) {
        let given: Vec<_> = given.iter().map(|&happening| (0, happening)).collect();
        self.twins.live_given(&given);
    }

    /// Days on which nothing comes up.
    fn rest(&mut self, days: u16) {
        (0..days).for_each(|_| self.live(&[]));
    }

    fn points(&self, who: u16) -> f64 {
        self.state().score(who).as_points()
    }

    fn counted(&mut self, tally: Tally) -> i64 {
        self.twins.worlds_mut()[0].book().total(tally)
    }
}

/// What comes up for a citizen at an hour, and what chance makes of it.
fn at(who: u16, hour: u32, what: What, choice: u32) -> Happening {
    Happening {
        who,
        which: hour as u8,
        what,
        second: hour * 3600,
        aside: 0,
        choice,
        sight: 1 << 31,
    }
}

fn act(who: u16, hour: u32, conduct: Conduct, choice: u32) -> Happening {
    at(who, hour, What::Act(conduct), choice)
}

fn visit(who: u16, hour: u32, gate: Gate) -> Happening {
    at(who, hour, What::Visit(gate), 0)
}

fn with_rule(mut policy: Policy, conduct: Conduct, change: impl Fn(&mut Rule)) -> Policy {
    policy.rules[conduct as usize].iter_mut().for_each(change);
    policy
}

/// 600 points; a breach of 250 leaves 350, below 400: on the list, and refused at the airport
/// five hours later. A flight before the act is served.
#[test]
fn an_act_at_nine_closes_the_gate_at_fourteen_and_not_at_eight() {
    let policy =
        with_rule(exact(), Conduct::Speaking, |rule| rule.broken = Points::from_points(-250.0));
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[
        visit(who, 14, Gate::Flight),
        act(who, 9, Conduct::Speaking, BREAK),
        visit(who, 8, Gate::Flight),
    ]);
    assert_eq!(town.points(who), 350.0);
    assert!(town.state().lists(who).has(0));
    assert_eq!(town.counted(Tally::ASKED.at(Gate::Flight)), 2);
    assert_eq!(town.counted(Tally::REFUSED.at(Gate::Flight)), 1);
}

/// The same act under a daily rhythm: the gate at 14:00 still serves; in the evening the score
/// is 350 and tomorrow's flight is refused.
#[test]
fn under_a_daily_rhythm_the_gate_closes_the_next_day() {
    let mut policy =
        with_rule(exact(), Conduct::Speaking, |rule| rule.broken = Points::from_points(-250.0));
    policy.score.iter_mut().for_each(|score| score.update = Update::Daily);
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK), visit(who, 14, Gate::Flight)]);
    assert_eq!(town.counted(Tally::REFUSED.at(Gate::Flight)), 0);
    assert_eq!(town.points(who), 350.0);
    town.live(&[visit(who, 8, Gate::Flight)]);
    assert_eq!(town.counted(Tally::REFUSED.at(Gate::Flight)), 1);
}

/// Under a monthly rhythm 10 points wait until the citizen's turn, which comes within 31 days.
#[test]
fn under_a_monthly_rhythm_a_charge_waits_for_the_turn() {
    let mut policy = exact();
    policy.score.iter_mut().for_each(|score| score.update = Update::Monthly);
    let mut town = Town::under(policy);
    // The last tenth of the town has its turn late in the month.
    let who = town.adult(|who| who > 270);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    assert_eq!(town.points(who), 600.0);
    assert_eq!(town.state().waiting(who), -10 * Points::GRAINS);
    town.rest(31);
    assert_eq!(town.points(who), 590.0);
    assert_eq!(town.state().waiting(who), 0);
}

/// 600 + 250 stops at 800 and the cap cuts off 50; 800 − 900 stops at 0 and the floor cuts 100.
#[test]
fn a_score_stops_at_the_cap_and_at_the_floor_and_what_is_cut_off_is_counted() {
    let policy = with_rule(exact(), Conduct::Taxes, |rule| {
        (rule.kept, rule.broken) = (Points::from_points(250.0), Points::from_points(-900.0));
    });
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Taxes, KEEP)]);
    assert_eq!(town.points(who), 800.0);
    assert_eq!(town.counted(Tally::CAP), i64::from(50 * Points::GRAINS));
    town.live(&[act(who, 9, Conduct::Taxes, BREAK)]);
    assert_eq!(town.points(who), 0.0);
    assert_eq!(town.counted(Tally::FLOOR), i64::from(100 * Points::GRAINS));
}

/// Driving costs 10, and half as much again each time within the year: 10 + 15 + 22.5.
#[test]
fn a_breach_costs_more_each_time_within_a_year() {
    let mut town = Town::under(exact());
    let who = town.adult(|_| true);
    for _ in 0..3 {
        town.live(&[act(who, 9, Conduct::Driving, BREAK)]);
    }
    assert_eq!(town.points(who), 600.0 - 47.5);
}

/// Gifts earn 10 points twice a month and nothing the third time: 620; after the citizen's turn
/// of the next month the count begins anew: 630.
#[test]
fn good_deeds_earn_so_often_a_month_and_no_more() {
    let mut town = Town::under(exact());
    let who = town.adult(|_| true);
    town.live(&[9, 12, 15].map(|hour| act(who, hour, Conduct::Charity, KEEP)));
    assert_eq!(town.points(who), 620.0);
    town.rest(61);
    town.live(&[act(who, 9, Conduct::Charity, KEEP)]);
    assert_eq!(town.points(who), 630.0);
}

/// A camera that takes every face for another: the deed of one is charged to a lookalike the
/// next morning, whose shadow score stays at 600; the doer's score stays and the shadow falls.
#[test]
fn a_mistaken_face_is_charged_to_a_lookalike_the_next_morning() {
    let mut policy = exact();
    policy.cameras.iter_mut().for_each(|cameras| {
        (cameras.false_match, cameras.gallery) = (Share::ALL, 1_000);
    });
    let mut town = Town::under(policy);
    let population = town.twins.population();
    let standing = |who: u16| {
        (0..3)
            .filter_map(|draw| population.lookalike(Citizen(who.into()), draw, None))
            .collect::<Vec<_>>()
    };
    let who = town.adult(|who| standing(who).len() == 3);
    let alike = standing(who);
    town.live(&[act(who, 9, Conduct::Crossing, BREAK)]);
    assert_eq!((town.points(who), town.state().shadow(who).as_points()), (600.0, 595.0));
    town.live(&[]);
    let charged: Vec<u16> = (0..300).filter(|&other| town.points(other) < 600.0).collect();
    assert_eq!(charged.len(), 1);
    assert!(alike.contains(&Citizen(charged[0].into())));
    assert_eq!(town.points(charged[0]), 595.0);
    assert_eq!(town.state().shadow(charged[0]).as_points(), 600.0);
}

/// A register with a delay of three days: the score falls on the fourth morning.
#[test]
fn an_entry_counts_when_its_register_has_made_it() {
    let mut policy = exact();
    policy.registers.iter_mut().flatten().for_each(|register| register.delay = 3);
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Bills, BREAK)]);
    town.rest(2);
    assert_eq!(town.points(who), 600.0);
    town.live(&[]);
    assert_eq!(town.points(who), 580.0);
}

/// A register that joins no entry charges nobody; one that joins every entry wrongly charges
/// the citizen whose identity collides.
#[test]
fn an_entry_is_missed_or_falls_on_a_colliding_identity() {
    let set = |missed, false_link| {
        let mut policy = exact();
        policy.registers.iter_mut().flatten().for_each(|register| {
            (register.missed, register.false_link) = (share(missed), share(false_link));
        });
        let mut town = Town::under(policy);
        let who = town.adult(|_| true);
        let other = town.twins.population().colliding(Citizen(who.into())).expect("there are many");
        town.live(&[act(who, 9, Conduct::Bills, BREAK)]);
        town.live(&[]);
        let shadow = town.state().shadow(who).as_points();
        (town.points(who), shadow, town.points(other.0 as u16))
    };
    assert_eq!(set(1.0, 0.0), (600.0, 580.0, 600.0));
    assert_eq!(set(0.0, 1.0), (600.0, 580.0, 580.0));
}

/// No camera and an onlooker who always tells: what is done in the open is charged, and perfect
/// eyes would have heard of it too; what nobody sees is not.
#[test]
fn an_onlooker_tells_of_what_is_done_in_the_open() {
    let mut policy = exact();
    policy.cameras = None;
    policy.informants = Some(Informants { tells: Share::ALL, lies: PerYear::NEVER });
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    let hidden = Happening { aside: u16::MAX, ..act(who, 12, Conduct::Crossing, BREAK) };
    town.live(&[act(who, 9, Conduct::Crossing, BREAK), hidden]);
    assert_eq!((town.points(who), town.state().shadow(who).as_points()), (595.0, 595.0));
    assert_eq!(town.counted(Tally::TOLD), 1);
}

/// A charge of 100 points: 5 to each adult of the household, 1 to each of the circle, 0.2 to
/// each of the team (6 grains of 6.4), 2 to each of the kin a day later; the shadows stay.
#[test]
fn a_charge_passes_to_household_circle_team_and_kin() {
    let mut policy = exact();
    policy.spread = everything().spread;
    let mut town = Town::under(policy);
    let adults = |cast: &Cast, groups: &Groups, who: u16| -> Vec<u16> {
        let all = groups.around(who).iter().copied();
        all.filter(|&one| one != who && cast.class[usize::from(one)].is_adult()).collect()
    };
    let cast = town.cast().clone();
    let around = |who| {
        [&cast.households, &cast.circles, &cast.teams].map(|groups| adults(&cast, groups, who))
    };
    let alone = |who: u16| {
        let [home, circle, team] = around(who);
        let all = [home.clone(), circle.clone(), team.clone()].concat();
        let once = all.iter().all(|one| all.iter().filter(|other| *other == one).count() == 1);
        once && !home.is_empty() && !circle.is_empty() && !team.is_empty()
    };
    let who = town.adult(alone);
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    let [home, circle, team] = around(who);
    assert!(home.iter().all(|&one| town.points(one) == 595.0));
    assert!(circle.iter().all(|&one| town.points(one) == 599.0));
    assert!(team.iter().all(|&one| town.points(one) == 600.0 - 6.0 / 32.0));
    let kin: Vec<u16> = (0..2)
        .filter_map(|which| town.twins.population().kin(Citizen(who.into()), which))
        .map(|kin| kin.0 as u16)
        .filter(|&kin| cast.class[usize::from(kin)].is_adult())
        .collect();
    let before: Vec<f64> = kin.iter().map(|&one| town.points(one)).collect();
    let passing_on = town.points(home[0]);
    town.live(&[]);
    for (&one, before) in kin.iter().zip(before) {
        assert!(town.points(one) <= before - 2.0, "{} of {before}", town.points(one));
    }
    assert!(town.points(home[0]) <= passing_on);
    assert!((0..300).all(|one| one == who || town.state().shadow(one).as_points() == 600.0));
}

/// A friend of someone discredited meets them and turns away; from then on the charge of 100
/// points that cost the friend 1 point costs nothing.
#[test]
fn a_tie_that_is_cut_carries_nothing() {
    let mut policy =
        with_rule(exact(), Conduct::Taxes, |rule| rule.broken = Points::from_points(-500.0));
    policy.spread = Spread { circle: Some(share(0.01)), ..Spread::default() };
    let mut society = society(300, 400);
    society.response.cut = Share::ALL;
    let mut town = Town::with(society, policy);
    let cast = town.cast().clone();
    let who = town.adult(|who| {
        let circle = cast.circles.around(who);
        circle.len() > 2 && circle.iter().all(|&one| cast.class[usize::from(one)].is_adult())
    });
    let circle = cast.circles.around(who).to_vec();
    let friend = *circle.iter().find(|&&one| one != who).expect("more than two");
    town.live(&[act(who, 9, Conduct::Taxes, BREAK)]);
    assert_eq!(town.points(friend), 595.0);
    // The meeting is with the member of the circle that the draw points at.
    let place = circle.iter().position(|&one| one == who).expect("a member");
    let aside = ((place as u32 * 65_536).div_ceil(circle.len() as u32)) as u16;
    town.live(&[Happening { aside, ..at(friend, 10, What::Meeting, 0) }]);
    assert_eq!(town.state().cuts().len(), 2);
    assert_eq!(town.counted(Tally::CUT_OFF), 1);
    let other = *circle.iter().find(|&&one| one != who && one != friend).expect("more than two");
    let before = [friend, other].map(|one| town.points(one));
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    assert_eq!([friend, other].map(|one| town.points(one)), [before[0], before[1] - 1.0]);
}

/// A list of debtors alone: unpaid for 20 days puts on the list, with 5 days of notice; the term
/// of 30 days takes off again.
#[test]
fn a_debt_ripens_into_a_listing_that_ends_with_its_term() {
    let mut policy = with_rule(exact(), Conduct::CourtDebt, |rule| rule.broken = Points::ZERO);
    policy.lists[0].entry = Entry { debt_unpaid: Some(20), ..Entry::default() };
    policy.lists[0].exit = Exit { after: Some(30), ..Exit::default() };
    policy.lists[0].notice = 5;
    let mut society = society(300, 400);
    society.response.repayment.unlisted = PerYear::NEVER;
    society.response.repayment.listed = PerYear::NEVER;
    let mut town = Town::with(society, policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    // Day 0 is the deed, day 20 the decision, day 25 the listing.
    town.rest(24);
    assert!(!town.state().lists(who).has(0));
    town.live(&[]);
    assert!(town.state().lists(who).has(0));
    assert!(town.state().is_restricted(who) && !town.state().is_wronged(who));
    town.rest(29);
    assert!(town.state().lists(who).has(0));
    town.live(&[]);
    assert!(!town.state().lists(who).has(0));
    assert_eq!(town.state().restricted_days(who, 56), (30, 0));
}

/// Paying takes a debtor off a list that repair ends: here every debt is paid at the first turn.
#[test]
fn payment_ends_a_listing_that_repair_ends() {
    let mut policy = exact();
    policy.lists[0].entry = Entry { debt_unpaid: Some(1), ..Entry::default() };
    policy.lists[0].exit = Exit { repair: true, ..Exit::default() };
    let mut society = society(300, 400);
    society.livelihood.poorest = Share::NONE;
    society.livelihood.richest = Share::NONE;
    society.livelihood.idle = Share::NONE;
    society.response.repayment.listed = PerYear::new(12.0).expect("a rate");
    let mut town = Town::with(society, policy);
    let who = town.adult(|who| who > 200);
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    town.live(&[]);
    assert!(town.state().lists(who).has(0));
    town.rest(31);
    assert!(!town.state().lists(who).has(0));
    assert_eq!(town.counted(Tally::REPAID_LISTED), 1);
}

/// A lookalike pays for three deeds of 100 points that others did, is listed below 400, appeals,
/// and gets everything back 10 days later.
#[test]
fn an_appeal_that_is_granted_gives_back_what_others_cost() {
    let mut policy =
        with_rule(exact(), Conduct::Speaking, |rule| rule.broken = Points::from_points(-250.0));
    policy.cameras.iter_mut().for_each(|cameras| {
        (cameras.false_match, cameras.gallery) = (Share::ALL, 1_000);
    });
    policy.appeal =
        Some(Appeal { lodged: Share::ALL, delay: 10, if_wrong: Share::ALL, if_right: Share::NONE });
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    town.live(&[]);
    let victim = (0..300).find(|&one| town.points(one) == 350.0).expect("somebody was charged");
    assert!(town.state().is_wronged(victim));
    town.rest(9);
    assert!(town.state().lists(victim).has(0));
    town.live(&[]);
    assert!(!town.state().lists(victim).has(0));
    assert_eq!(town.points(victim), 600.0);
    assert_eq!(town.counted(Tally::POINTS.by(Cause::Redress)), i64::from(250 * Points::GRAINS));
}

/// Five days of waiting each. A hurried patient waits 30 % less (77/256 of it), and the next
/// ordinary patient waits just that much longer.
#[test]
fn what_a_hurried_patient_is_spared_the_next_one_waits() {
    let policy = with_rule(exact(), Conduct::Taxes, |rule| rule.kept = Points::from_points(150.0));
    let mut town = Town::under(policy);
    let hurried = town.adult(|_| true);
    let other = town.adult(|who| who > hurried);
    town.live(&[
        act(hurried, 8, Conduct::Taxes, KEEP),
        visit(hurried, 9, Gate::Hospital),
        visit(other, 9, Gate::Hospital),
    ]);
    assert_eq!(town.points(hurried), 750.0);
    let spared = 5 * 256 * 77 / 256;
    assert_eq!(town.counted(Tally::HURRIED), spared);
    assert_eq!(town.counted(Tally::WAITED_FOR_OTHERS), spared);
    assert_eq!(town.counted(Tally::WAITED), 2 * 5 * 256);
}

/// A parent below 550 is refused a school for the child when the draw lies under one half; the
/// deed was about speech, the penalty is about education: unrelated.
#[test]
fn a_child_is_refused_a_school_for_a_parents_score() {
    let policy =
        with_rule(exact(), Conduct::Speaking, |rule| rule.broken = Points::from_points(-100.0));
    let mut town = Town::under(policy);
    let cast = town.cast().clone();
    let parent = town.adult(|who| cast.class[usize::from(who)].is_parent());
    town.live(&[
        act(parent, 9, Conduct::Speaking, BREAK),
        visit(parent, 10, Gate::School),
        at(parent, 11, What::Visit(Gate::School), u32::MAX),
    ]);
    assert_eq!(town.counted(Tally::ASKED.at(Gate::School)), 2);
    assert_eq!(town.counted(Tally::REFUSED.at(Gate::School)), 1);
    assert_eq!(town.counted(Tally::UNRELATED), 1);
}

/// One member of a household below 550: at their turns every adult of the household is counted
/// on a throttled line, and nobody else in town.
#[test]
fn a_household_shares_the_throttled_line_of_one_member() {
    let policy =
        with_rule(exact(), Conduct::Speaking, |rule| rule.broken = Points::from_points(-100.0));
    let mut town = Town::under(policy);
    let cast = town.cast().clone();
    let adults = |who: u16| {
        let home = cast.households.around(who).iter();
        home.filter(|&&one| cast.class[usize::from(one)].is_adult()).count()
    };
    let who = town.adult(|who| who > 40 && adults(who) == 3);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    town.rest(30);
    assert_eq!(town.counted(Tally::THROTTLED), 3);
}
