//! Days of a small town worked out by hand, act by act to gate by gate.
//!
//! Unless a test says otherwise every camera sees, every register joins at once and rightly,
//! nobody tells, nothing passes over ties, and a choice is made by the test: 0 breaks a rule
//! whatever the citizen is like, the highest draw keeps it.

mod common;

use common::{everything, exact, rule, scenario, share, society};
use society::chance::{Address, Chance, Purpose};
use society::conduct::{ChoiceModels, Occasion, OccasionKind, Pressure, Situation};
use society::measures::Tally;
use society::observation::{Detection, Sensor, Sensors};
use society::population::{Groups, Kinship, Residents, TieGroup};
use society::response::ResponseModel;
use society::scenario::*;
use society::scenario::{ListId, PlaceId};
use society::scoring::{Cause, Deed};
use society::sparing::Sparing;
use society::twins::Twins;
use society::units::{
    Citizen, Day, Disposition, Draw, Level, Neighborhood, PerYear, Points, Resident, Seed, Share,
};
use society::world::State;

const BREAK: Draw = Draw(0);
const KEEP: Draw = Draw(u32::MAX);

/// A town of one neighborhood under a policy, with its twin without one.
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

    fn residents(&self) -> &Residents {
        self.twins.population().residents(Neighborhood(0))
    }

    fn state(&self) -> &State {
        self.twins.worlds()[0].state(Neighborhood(0))
    }

    /// The first adult that this is true of.
    fn adult(&self, fits: impl Fn(Resident) -> bool) -> Resident {
        self.adults().find(|&who| fits(who)).expect("the town has someone like that")
    }

    fn adults(&self) -> impl ExactSizeIterator<Item = Resident> + DoubleEndedIterator + use<> {
        self.residents().adults()
    }

    /// Adults of a citizen's household.
    fn adults_at_home(&self, who: Resident) -> usize {
        let residents = self.residents();
        let home = residents.households.around(who).iter();
        home.filter(|&&one| residents.class[usize::from(one)].is_adult()).count()
    }

    /// The adult whose turn of the month comes last.
    fn last(&self) -> Resident {
        self.adults().next_back().expect("the town has adults")
    }

    fn live(&mut self, given: &[Occasion]) {
        let given: Vec<_> = given.iter().map(|&occasion| (Neighborhood(0), occasion)).collect();
        self.twins.run_day_with(&given);
    }

    /// Days on which nothing comes up.
    fn rest(&mut self, days: u16) {
        (0..days).for_each(|_| self.live(&[]));
    }

    fn points(&self, who: Resident) -> f64 {
        self.state().score(who).as_points()
    }

    /// Restrictions begun, by the reason behind them, where there are any.
    fn reasons(&mut self) -> Vec<(Deed, i64)> {
        let deeds = self.twins.worlds_mut()[0].tallies().deeds;
        let begun = Deed::all().zip(deeds.map(|spells| spells.begun));
        begun.filter(|&(_, begun)| begun > 0).collect()
    }

    fn counted(&mut self, tally: Tally) -> i64 {
        self.twins.worlds_mut()[0].tallies().total(tally)
    }
}

/// A citizen of the town by number in its only neighborhood.
fn local(citizen: Citizen) -> Resident {
    Resident(citizen.0 as u16)
}

/// An occasion of a citizen at an hour, with chosen draws.
fn at(who: Resident, hour: u32, what: OccasionKind, choice: Draw) -> Occasion {
    let when = |moment| Occasion {
        who,
        which: hour as u8,
        kind: what.kind(),
        moment,
        aside: 0,
        choice,
        sight: Draw(1 << 31),
    };
    let later = |occasion: &Occasion| occasion.second() >= hour * 3600;
    (0..=u16::MAX).map(when).find(later).expect("every hour has a moment at or after it")
}

fn act(who: Resident, hour: u32, conduct: Conduct, choice: Draw) -> Occasion {
    at(who, hour, OccasionKind::Act(conduct), choice)
}

fn visit(who: Resident, hour: u32, gate: Gate) -> Occasion {
    at(who, hour, OccasionKind::Visit(gate), BREAK)
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
    assert!(town.state().lists(who).has(ListId(0)));
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
    let who = town.last();
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    assert_eq!(town.points(who), 600.0);
    assert_eq!(town.state().waiting(who), Points::from_points(-10.0));
    town.rest(31);
    assert_eq!(town.points(who), 590.0);
    assert_eq!(town.state().waiting(who), Points::ZERO);
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

/// A camera that misses every face and takes it for another: the deed of one is charged to a lookalike the
/// next morning, whose shadow score stays at 600; the doer's score stays and the shadow falls.
#[test]
fn a_mistaken_face_is_charged_to_a_lookalike_the_next_morning() {
    let mut policy = exact();
    policy.cameras.iter_mut().for_each(|cameras| {
        (cameras.false_match, cameras.gallery) = (Share::ALL, 1_000);
        cameras.missed_by_group = vec![Share::ALL; 2];
    });
    let mut town = Town::under(policy);
    let population = town.twins.population();
    let standing = |who: Resident| {
        (0..3)
            .filter_map(|draw| population.lookalike(Citizen(who.into()), Draw(draw), None))
            .collect::<Vec<_>>()
    };
    let who = town.adult(|who| standing(who).len() == 3);
    let alike = standing(who);
    town.live(&[act(who, 9, Conduct::Crossing, BREAK)]);
    assert_eq!((town.points(who), town.state().shadow(who).as_points()), (600.0, 595.0));
    town.live(&[]);
    let charged: Vec<Resident> =
        town.adults().filter(|&other| town.points(other) < 600.0).collect();
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
    assert_eq!(town.counted(Tally::HOURS), 3 * 24 - 9);
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
        (town.points(who), shadow, town.points(local(other)))
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
    let hidden = Occasion { aside: u16::MAX, ..act(who, 12, Conduct::Crossing, BREAK) };
    town.live(&[act(who, 9, Conduct::Crossing, BREAK), hidden]);
    assert_eq!((town.points(who), town.state().shadow(who).as_points()), (595.0, 595.0));
    assert_eq!(town.counted(Tally::REPORTED), 1);
}

/// A charge of 100 points: 5 to each adult of the household, 1 to each of the circle, 0.2 to
/// each of the team (6 grains of 6.4), 2 to each of the kin a day later; the shadows stay.
#[test]
fn a_charge_passes_to_household_circle_team_and_kin() {
    let mut policy = exact();
    policy.spread = everything().spread;
    let mut town = Town::under(policy);
    let adults = |residents: &Residents, groups: &Groups, who: Resident| -> Vec<Resident> {
        let all = groups.around(who).iter().copied();
        all.filter(|&one| one != who && residents.class[usize::from(one)].is_adult()).collect()
    };
    let residents = town.residents().clone();
    let around = |who| {
        [&residents.households, &residents.circles, &residents.teams]
            .map(|groups| adults(&residents, groups, who))
    };
    let alone = |who: Resident| {
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
    let kin: Vec<Resident> = (0..2)
        .filter_map(|which| town.twins.population().kin(Citizen(who.into()), Kinship(which)))
        .map(local)
        .filter(|&kin| residents.class[usize::from(kin)].is_adult())
        .collect();
    let before: Vec<f64> = kin.iter().map(|&one| town.points(one)).collect();
    let passing_on = town.points(home[0]);
    town.live(&[]);
    for (&one, before) in kin.iter().zip(before) {
        assert!(town.points(one) <= before - 2.0, "{} of {before}", town.points(one));
    }
    assert!(town.points(home[0]) <= passing_on);
    let mut others = town.adults().filter(|&one| one != who);
    assert!(others.all(|one| town.state().shadow(one).as_points() == 600.0));
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
    let residents = town.residents().clone();
    let who = town.adult(|who| {
        let circle = residents.circles.around(who);
        circle.len() > 2 && circle.iter().all(|&one| residents.class[usize::from(one)].is_adult())
    });
    let circle = residents.circles.around(who).to_vec();
    let friend = *circle.iter().find(|&&one| one != who).expect("more than two");
    town.live(&[act(who, 9, Conduct::Taxes, BREAK)]);
    assert_eq!(town.points(friend), 595.0);
    // The meeting is with the member of the circle that the draw points at.
    let place = circle.iter().position(|&one| one == who).expect("a member");
    let aside = ((place as u32 * 65_536).div_ceil(circle.len() as u32)) as u16;
    town.live(&[Occasion { aside, ..at(friend, 10, OccasionKind::Meeting, BREAK) }]);
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
    policy.lists[0].entry = EntryRule { debt_unpaid: Some(20), ..EntryRule::default() };
    policy.lists[0].exit = ExitRule { after: Some(30), ..ExitRule::default() };
    policy.lists[0].notice = 5;
    let mut society = society(300, 400);
    society.response.repayment.unlisted = PerYear::NEVER;
    society.response.repayment.listed = PerYear::NEVER;
    let mut town = Town::with(society, policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    // Day 0 is the deed, day 20 the decision, day 25 the listing.
    town.rest(24);
    assert!(!town.state().lists(who).has(ListId(0)));
    town.live(&[]);
    assert!(town.state().lists(who).has(ListId(0)));
    assert!(town.state().is_restricted(who) && !town.state().is_wronged(who));
    town.rest(29);
    assert!(town.state().lists(who).has(ListId(0)));
    town.live(&[]);
    assert!(!town.state().lists(who).has(ListId(0)));
    assert_eq!(town.state().restricted_days(who, Day(56)), (30, 0));
}

/// The same list, and a second debt on day 15: it is decided on day 35, and its notice is given to
/// one who is on the list already as to anybody, so that the term begins anew on day 40.
#[test]
fn a_term_begins_anew_when_the_notice_is_over() {
    let mut policy = with_rule(exact(), Conduct::CourtDebt, |rule| rule.broken = Points::ZERO);
    policy.lists[0].entry = EntryRule { debt_unpaid: Some(20), ..EntryRule::default() };
    policy.lists[0].exit = ExitRule { after: Some(30), ..ExitRule::default() };
    policy.lists[0].notice = 5;
    let mut society = society(300, 400);
    society.response.repayment.unlisted = PerYear::NEVER;
    society.response.repayment.listed = PerYear::NEVER;
    let mut town = Town::with(society, policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    town.rest(14);
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    town.rest(54);
    assert!(town.state().lists(who).has(ListId(0)));
    town.live(&[]);
    assert!(!town.state().lists(who).has(ListId(0)));
    assert_eq!(town.state().restricted_days(who, Day(71)), (45, 0));
}

/// Paying takes a debtor off a list that repair ends: here every debt is paid at the first turn.
#[test]
fn payment_ends_a_listing_that_repair_ends() {
    let mut policy = exact();
    policy.lists[0].entry = EntryRule { debt_unpaid: Some(1), ..EntryRule::default() };
    policy.lists[0].exit = ExitRule { repair: true, ..ExitRule::default() };
    let mut society = society(300, 400);
    society.livelihood.poorest = Share::NONE;
    society.livelihood.richest = Share::NONE;
    society.livelihood.idle = Share::NONE;
    society.response.repayment.listed = PerYear::new(12.0).expect("a rate");
    let mut town = Town::with(society, policy);
    let who = town.adult(|who| who > Resident(200));
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    town.live(&[]);
    assert!(town.state().lists(who).has(ListId(0)));
    town.rest(31);
    assert!(!town.state().lists(who).has(ListId(0)));
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
        cameras.missed_by_group = vec![Share::ALL; 2];
    });
    policy.appeal =
        Some(Appeal { lodged: Share::ALL, delay: 10, if_wrong: Share::ALL, if_right: Share::NONE });
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    town.live(&[]);
    let victim =
        Resident::all(0..300).find(|&one| town.points(one) == 350.0).expect("somebody was charged");
    assert!(town.state().is_wronged(victim));
    town.rest(9);
    assert!(town.state().lists(victim).has(ListId(0)));
    town.live(&[]);
    assert!(!town.state().lists(victim).has(ListId(0)));
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
        // What comes second in a day comes after all that comes first.
        at(other, 8, OccasionKind::Meeting, BREAK),
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
    let residents = town.residents().clone();
    let parent = town.adult(|who| residents.class[usize::from(who)].is_parent());
    town.live(&[
        act(parent, 9, Conduct::Speaking, BREAK),
        visit(parent, 10, Gate::School),
        at(parent, 11, OccasionKind::Visit(Gate::School), KEEP),
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
    let residents = town.residents().clone();
    let adults = |who: Resident| {
        let home = residents.households.around(who).iter();
        home.filter(|&&one| residents.class[usize::from(one)].is_adult()).count()
    };
    let who = town.adult(|who| who > Resident(40) && adults(who) == 3);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    town.rest(30);
    assert_eq!(town.counted(Tally::THROTTLED), 3);
}

/// People who live through a policy without a thought of it, so that only its means are felt.
fn heedless() -> Society {
    let mut society = society(300, 400);
    society.response.enabled = false;
    society
}

fn set_update(policy: &mut Policy, update: Update) {
    policy.score.iter_mut().for_each(|score| score.update = update);
}

/// The least draw on which this citizen keeps to the rule in this situation.
fn least_kept(
    town: &Town,
    models: &ChoiceModels,
    conduct: Conduct,
    who: Resident,
    situation: Situation,
) -> Draw {
    let disposition = town.residents().disposition[usize::from(who)];
    let (mut broken, mut kept) = (0, u32::MAX);
    while kept - broken > 1 {
        let middle = broken + (kept - broken) / 2;
        match models.model(conduct).breaks(disposition, &situation, false, Draw(middle)) {
            true => broken = middle,
            false => kept = middle,
        }
    }
    Draw(kept)
}

/// 250 points wait: the gate serves that day and the next, and refuses the day after the turn,
/// which comes within 31 days.
#[test]
fn under_a_monthly_rhythm_the_gate_stays_open_until_the_turn() {
    let mut policy =
        with_rule(exact(), Conduct::Speaking, |rule| rule.broken = Points::from_points(-250.0));
    set_update(&mut policy, Update::Monthly);
    let mut town = Town::under(policy);
    let who = town.last();
    town.live(&[act(who, 9, Conduct::Speaking, BREAK), visit(who, 14, Gate::Flight)]);
    town.live(&[visit(who, 8, Gate::Flight)]);
    assert_eq!(town.counted(Tally::REFUSED.at(Gate::Flight)), 0);
    town.rest(31);
    town.live(&[visit(who, 8, Gate::Flight)]);
    assert_eq!(town.counted(Tally::REFUSED.at(Gate::Flight)), 1);
}

/// Under a yearly rhythm nothing counts before the thirteenth turn, in the second year.
#[test]
fn under_a_yearly_rhythm_a_charge_waits_for_the_new_year() {
    let mut policy = exact();
    set_update(&mut policy, Update::Yearly);
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    town.rest(364);
    assert_eq!(town.points(who), 600.0);
    town.rest(31);
    assert_eq!(town.points(who), 590.0);
}

/// From the act of the first morning to the score: on the day at once or in the evening, and for the
/// citizen whose turn of that day is over, a month of 31 days or a year.
#[test]
fn a_delay_is_counted_until_the_points_move_the_score() {
    let schedules =
        [(Update::RealTime, 0), (Update::Daily, 0), (Update::Monthly, 31), (Update::Yearly, 365)];
    for (update, days) in schedules {
        let mut policy = exact();
        set_update(&mut policy, update);
        let mut town = Town::under(policy);
        let who = town.adult(|_| true);
        town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
        assert_eq!(town.counted(Tally::DELAY), i64::from(days), "{update:?}");
        // From nine o'clock to the midnight in which the points move.
        let hours = match update {
            Update::RealTime => 0,
            Update::Daily => 24 - 9,
            _ => 24 * i64::from(days) - 9,
        };
        assert_eq!(town.counted(Tally::HOURS), hours, "{update:?}");
        for _ in 0..days {
            assert_eq!(town.points(who), 600.0, "{update:?}");
            town.live(&[]);
        }
        assert_eq!(town.points(who), 590.0, "{update:?}");
    }
}

/// Half a month's income more or less is half of hardship: a fine of a fifth of a month's
/// income adds 0.5 · 0.2 · 255 = 25.5, rounded 26, on the spot.
#[test]
fn a_fine_makes_poorer_at_once() {
    let policy = with_rule(exact(), Conduct::Crossing, |rule| rule.fine = 0.2);
    let mut town = Town::with(heedless(), policy);
    let who = town.adult(|who| who > Resident(200));
    let before = town.state().hardship(who);
    town.live(&[act(who, 9, Conduct::Crossing, BREAK)]);
    assert_eq!(town.state().hardship(who), Level(before.0 + 26));
    assert_eq!(town.counted(Tally::FINES), 200);
}

/// Bills left late on every draw from sure to never: those that no hardship would have paid are all those
/// below the bound in hardship and not below the bound without, one by one by the model of the choice.
#[test]
fn a_bill_is_late_out_of_hardship_where_the_same_citizen_in_none_would_pay() {
    let (society, policy) = (heedless(), exact());
    let models = ChoiceModels::new(&society, &policy);
    let mut town = Town::with(society, policy);
    // The last of them: their hardship stays until the end of the month.
    let mut poor = town.adults().rev().filter(|&who| town.state().hardship(who) > Level(60));
    let who = poor.next().expect("the town has poor adults");
    let (hardship, disposition) =
        (town.state().hardship(who), town.residents().disposition[usize::from(who)]);
    let breaks = |hardship: Level, draw: Draw| {
        let situation = Situation { hardship, ..Situation::default() };
        models.model(Conduct::Bills).breaks(disposition, &situation, false, draw)
    };
    let draws = (0..8).map(|eighth| Draw(eighth << 26));
    let mut wanted = 0;
    for draw in draws {
        town.live(&[act(who, 9, Conduct::Bills, draw)]);
        wanted += i64::from(breaks(hardship, draw) && !breaks(Level::NONE, draw));
        assert_eq!(town.counted(Tally::LATE_IN_HARDSHIP), wanted, "{draw:?}");
    }
    assert!(wanted > 0 && wanted < town.counted(Tally::BROKEN.of(Conduct::Bills)));
}

/// The draw of the bill lies just where the citizen pays it without the fine of an hour ago; with
/// it they do not, and are 20 points the poorer too.
#[test]
fn someone_fined_misses_the_bill_that_they_would_have_paid() {
    let policy = with_rule(exact(), Conduct::Crossing, |rule| rule.fine = 0.2);
    let society = heedless();
    let models = ChoiceModels::new(&society, &policy);
    let mut town = Town::with(society, policy);
    let who = town.adult(|who| who > Resident(200));
    let hardship = town.state().hardship(who);
    let situation = Situation { hardship, ..Situation::default() };
    let bill = least_kept(&town, &models, Conduct::Bills, who, situation);
    town.live(&[act(who, 9, Conduct::Crossing, BREAK), act(who, 10, Conduct::Bills, bill)]);
    assert_eq!(town.counted(Tally::BROKEN.of(Conduct::Bills)), 1);
    assert_eq!(town.points(who), 600.0 - 5.0 - 20.0);
    let unfined = town.twins.worlds_mut()[1].tallies();
    assert_eq!(unfined.total(Tally::BROKEN.of(Conduct::Bills)), 0);
}

/// A refused flight adds 0.02 · 255 = 5.1, so 5, to hardship.
#[test]
fn a_refused_trip_makes_life_harder() {
    let policy = with_rule(exact(), Conduct::Speaking, |rule| {
        rule.broken = Points::from_points(-250.0);
    });
    let mut town = Town::with(heedless(), policy);
    let who = town.adult(|who| who > Resident(200));
    let before = town.state().hardship(who);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK), visit(who, 14, Gate::Flight)]);
    assert_eq!(town.state().hardship(who), Level(before.0 + 5));
}

/// A month's turn goes 38/256 of the way to 255, rounded up: 38, and 71 a month later. Where the
/// list ends after ten days there is a way back, and nobody resigns.
#[test]
fn whoever_has_no_way_back_resigns_month_by_month() {
    let resignation = |after| {
        let mut policy = with_rule(exact(), Conduct::Speaking, |rule| {
            rule.broken = Points::from_points(-250.0);
        });
        policy.lists[0].exit.after = after;
        let mut town = Town::under(policy);
        let who = town.last();
        town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
        let mut resignation = |days| {
            town.rest(days);
            town.state().resignation(who)
        };
        [resignation(30), resignation(31)]
    };
    assert_eq!(resignation(None), [38, 71].map(Level));
    assert_eq!(resignation(Some(100)), [Level::NONE; 2]);
}

/// Speech on one and the same draw: spoken where nothing has happened, left unspoken where a
/// fine for crossing has just shown how sure a sanction is, and spoken all the same where lawful
/// acts are not chilled.
#[test]
fn a_sanction_for_one_thing_silences_about_another() {
    let spoken = |sanctioned: bool, chilling: bool| {
        let mut society = society(300, 400);
        society.response.chilling = true;
        let models = ChoiceModels::new(&society, &exact());
        let mind = ResponseModel::new(&society, &exact());
        society.response.chilling = chilling;
        let mut town = Town::with(society, exact());
        let who = town.adult(|who| who > Resident(200));
        let (hardship, certainty) =
            (town.state().hardship(who), town.state().certainty(who, Channel::Cameras));
        // What the crossing leaves: more certainty, and 595 points.
        let afterwards = common::score(595.0);
        let stake =
            mind.stakes(Conduct::Speaking).at(society::standing::Lists::default(), afterwards);
        let pressure = stake.pressure(mind.certainty().sanctioned(certainty));
        let situation = Situation { pressure, hardship, ..Situation::default() };
        let draw = least_kept(&town, &models, Conduct::Speaking, who, situation);
        let crossing = if sanctioned { BREAK } else { KEEP };
        let hidden = |one| Occasion { aside: u16::MAX, ..one };
        town.live(&[
            act(who, 9, Conduct::Crossing, crossing),
            hidden(act(who, 10, Conduct::Speaking, draw)),
        ]);
        town.counted(Tally::BROKEN.of(Conduct::Speaking))
    };
    assert_eq!(spoken(false, true), 1);
    assert_eq!(spoken(true, true), 0);
    assert_eq!(spoken(true, false), 1);
}

/// One spouse is listed over taxes; the next morning every other adult at home is on the second
/// list for it, wrongfully and by association, and nobody else is.
#[test]
fn a_household_follows_one_of_its_own_onto_a_list() {
    let mut policy = exact();
    policy.lists = ["debtors", "family"]
        .map(|name| List {
            name: name.into(),
            color: Color::Black,
            entry: EntryRule::default(),
            exit: ExitRule::default(),
            notice: 0,
        })
        .to_vec();
    policy.lists[0].entry.charges = vec![Conduct::Taxes];
    policy.lists[1].entry.association = Share::ALL;
    let mut town = Town::under(policy);
    let residents = town.residents().clone();
    let adults = |who: Resident| {
        let home = residents.households.around(who).iter().copied();
        home.filter(|&one| residents.class[usize::from(one)].is_adult()).collect::<Vec<_>>()
    };
    let who = town.adult(|who| adults(who).len() == 3);
    town.live(&[act(who, 9, Conduct::Taxes, BREAK)]);
    assert_eq!(town.counted(Tally::LISTED.on_list(ListId(1))), 0);
    town.live(&[]);
    let listed: Vec<Resident> =
        Resident::all(0..300).filter(|&one| town.state().lists(one).has(ListId(1))).collect();
    assert_eq!(listed, adults(who).into_iter().filter(|&one| one != who).collect::<Vec<_>>());
    assert!(listed.iter().all(|&one| town.state().is_wronged(one)));
    assert_eq!(town.counted(Tally::EVER_WRONGED.at_index(3)), 2);
    assert!(!town.state().is_wronged(who));
    assert_eq!(town.reasons(), [(Deed::Conduct(Conduct::Taxes), 1), (Deed::Association, 2)]);
}

/// A listing over taxes lasts 40 days. At the turn of the month that falls into them, and on no
/// other day, it takes along the other adults at home, who come onto the same list on the morrow.
#[test]
fn a_household_follows_one_of_its_own_month_by_month() {
    let mut policy = exact();
    policy.lists[0].entry = EntryRule {
        charges: vec![Conduct::Taxes],
        association_monthly: Share::ALL,
        ..EntryRule::default()
    };
    policy.lists[0].exit = ExitRule { after: Some(40), ..ExitRule::default() };
    let mut town = Town::under(policy);
    let residents = town.residents().clone();
    let adults = |who: Resident| {
        let home = residents.households.around(who).iter().copied();
        home.filter(|&one| residents.class[usize::from(one)].is_adult()).collect::<Vec<_>>()
    };
    // The adults take their turns on 31 days.
    let who = town.adult(|who| who >= Resident(90) && adults(who).len() == 3);
    let size = town.adults().len() as u32;
    let turn =
        (0..31).find(|day| u32::from(who) < size * (day + 1) / 31).expect("a day of January");
    let others: Vec<Resident> = adults(who).into_iter().filter(|&one| one != who).collect();
    town.live(&[act(who, 9, Conduct::Taxes, BREAK)]);
    let listed = |town: &Town| {
        Resident::all(0..300).filter(|&one| town.state().lists(one).has(ListId(0))).count()
    };
    for day in 1..=turn {
        town.live(&[]);
        assert_eq!(listed(&town), 1, "on day {day}");
    }
    town.live(&[]);
    assert_eq!(listed(&town), 3);
    assert!(others.iter().all(|&one| town.state().is_wronged(one)));
    assert_eq!(town.counted(Tally::EVER_WRONGED.at_index(3)), 2);
}

/// Whoever is on the list for their taxes gets no loan, and so has none to pay back: it is asked for,
/// refused, and moves nothing. Somebody else gets one and pays it back, for 10 points.
#[test]
fn where_a_loan_is_refused_there_is_none_to_pay_back() {
    let mut policy = exact();
    policy.rules[Conduct::Loan as usize] =
        Some(rule(Watch::Register(Register::Financial), 10.0, -30.0));
    policy.lists[0].entry = EntryRule { charges: vec![Conduct::Taxes], ..EntryRule::default() };
    policy.effects = vec![Effect {
        name: "no loans".into(),
        gate: Gate::Loan,
        bands: Vec::new(),
        lists: vec![0],
        does: EffectKind::Refuse(Share::ALL),
        context: Context::Money,
        falls_on: EffectTarget::Oneself,
    }];
    let mut town = Town::under(policy);
    let listed = town.adult(|_| true);
    let other = town.adult(|who| who > listed);
    town.live(&[act(listed, 9, Conduct::Taxes, BREAK)]);
    let before = town.points(listed);
    town.live(&[act(listed, 9, Conduct::Loan, BREAK), act(other, 9, Conduct::Loan, KEEP)]);
    assert_eq!((town.points(listed), town.points(other)), (before, 610.0));
    let at_gate = [Tally::ASKED, Tally::REFUSED, Tally::REFUSED_WRONGLY];
    assert_eq!(at_gate.map(|tally| town.counted(tally.at(Gate::Loan))), [2, 1, 0]);
    assert_eq!(town.counted(Tally::OCCASIONS.of(Conduct::Loan)), 1);
    assert_eq!(town.counted(Tally::BROKEN.of(Conduct::Loan)), 0);
}

/// Everyone helps whoever asks and looks them up first. One who asks is on a blacklist: turning them
/// away costs the points of a good deed left undone. Another gets help that is worth 2 to them and
/// costs 1.
#[test]
fn help_is_denied_to_the_shunned_and_that_costs_points_too() {
    let mut policy = exact();
    policy.looked_up = Share::ALL;
    policy.rules[Conduct::Volunteering as usize] =
        Some(rule(Watch::Register(Register::Financial), 5.0, -2.0));
    policy.lists[0].entry = EntryRule { charges: vec![Conduct::Taxes], ..EntryRule::default() };
    let by = Conduct::Volunteering;
    let helping = Helping { by, willing: Share::ALL, benefit: 2.0, imitation: Share::NONE };
    let mut town = Town::with(Society { helping: Some(helping), ..society(300, 400) }, policy);
    let shunned = town.adult(|_| true);
    town.live(&[act(shunned, 9, Conduct::Taxes, BREAK)]);
    // Whom an occasion at this hour of the next day lets ask.
    let asks = |town: &Town, who: Resident, hour: u32| {
        let asked = Address {
            who: who.into(),
            whom: 3,
            day: 1,
            which: hour as u16,
            purpose: Purpose::Event,
        };
        let [whom, ..] = Chance::new(Seed(1)).draw(asked);
        let known = town.residents().acquaintances.around(who);
        known[whom.below(known.len() as u32) as usize]
    };
    let adult = |town: &Town, who: Resident| town.residents().class[usize::from(who)].is_adult();
    let hour = |town: &Town, who: Resident, fits: &dyn Fn(Resident) -> bool| {
        (1..24).find(|&hour| fits(asks(town, who, hour)))
    };
    let one = town.adult(|who| who != shunned && hour(&town, who, &|it| it == shunned).is_some());
    let kind = |who: Resident| who != one && who != shunned;
    let fits = |town: &Town, who: Resident, it: Resident| kind(it) && it != who && adult(town, it);
    let other =
        town.adult(|who| kind(who) && hour(&town, who, &|it| fits(&town, who, it)).is_some());
    let first = hour(&town, one, &|it| it == shunned).expect("found");
    let second = hour(&town, other, &|it| fits(&town, other, it)).expect("found");
    let helped = asks(&town, other, second);
    let child = |who: Resident| hour(&town, who, &|it| !adult(&town, it));
    let third =
        town.adult(|who| ![one, other, shunned, helped].contains(&who) && child(who).is_some());
    let at_child = child(third).expect("found");
    town.live(&[
        act(one, first, by, KEEP),
        act(other, second, by, KEEP),
        act(third, at_child, by, KEEP),
    ]);
    assert_eq!([one, other, third].map(|who| town.points(who)), [598.0, 605.0, 600.0]);
    assert_eq!([one, other, helped].map(|who| town.state().gains(who)[0]), [0, -16, 32]);
    let counted = [Tally::OCCASIONS.of(by), Tally::BROKEN.of(by), Tally::DENIED];
    assert_eq!(counted.map(|tally| town.counted(tally)), [2, 1, 1]);
}

/// Everyone makes up a report of an acquaintance at their turn: what it costs lies on the
/// accounts, none of it on a shadow, and it is the lies alone that restrict anyone wrongly.
#[test]
fn what_informants_make_up_never_shows_in_a_shadow() {
    let mut policy = exact();
    let lies = PerYear::new(12.0).expect("a rate");
    policy.informants = Some(Informants { tells: Share::NONE, lies });
    let mut town = Town::under(policy);
    town.rest(120);
    let lost = |who| 600 * 32 - i64::from(town.state().score(who).0);
    let lost: i64 = town.adults().map(lost).sum();
    assert!(lost > 0);
    assert_eq!(lost, -town.counted(Tally::POINTS.by(Cause::FalselyReported)));
    assert!(town.adults().all(|who| town.state().shadow(who).as_points() == 600.0));
    let wronged = [0, 1, 2, 3].map(|error| town.counted(Tally::EVER_WRONGED.at_index(error)));
    assert!(wronged[2] > 0 && wronged[0] + wronged[1] + wronged[3] == 0, "{wronged:?}");
}

/// A policy with a register that invents an entry about everyone each month, of these conducts alone.
fn inventing(register: Register, of: &[Conduct]) -> Policy {
    let mut policy = exact();
    policy.registers[register as usize].iter_mut().for_each(|rules| {
        rules.spurious = PerYear::new(12.0).expect("a rate");
        rules.spurious_of = Some(Conduct::ALL.map(|it| f64::from(u8::from(of.contains(&it)))));
    });
    policy
}

/// A financial register that invents an entry about everyone each month: within the first
/// month every adult loses 20 points for a bill, and no shadow does.
#[test]
fn a_register_that_invents_entries_charges_for_nothing() {
    let mut town = Town::under(inventing(Register::Financial, &[Conduct::Bills]));
    town.rest(31);
    for who in town.adults() {
        assert_eq!((town.points(who), town.state().shadow(who).as_points()), (580.0, 600.0));
    }
}

/// Court debts that nobody has: charged in the first month, they are on record and not owed, and lead
/// to the list of debtors after 90 days, wrongly.
#[test]
fn an_invented_debt_is_on_record_and_leads_to_the_list() {
    let policy =
        with_rule(inventing(Register::Legal, &[Conduct::CourtDebt]), Conduct::CourtDebt, |rule| {
            rule.broken = Points::ZERO;
        });
    let mut town = Town::under(policy);
    town.rest(90);
    let on_the_list =
        |town: &Town| town.adults().filter(|&who| town.state().lists(who).has(ListId(0))).count();
    assert_eq!(on_the_list(&town), 0);
    town.rest(31);
    assert_eq!(on_the_list(&town), town.adults().count());
    assert!(town.adults().all(|who| town.state().is_wronged(who)));
    assert_eq!((town.counted(Tally::DEBTS), town.counted(Tally::REPAID)), (0, 0));
}

/// A register accuses of nothing where it watches nothing that has a weight.
#[test]
fn a_register_invents_nothing_of_what_it_does_not_watch() {
    // Charity is watched; that it was left undone is no entry.
    for (register, of) in [
        (Register::Legal, Conduct::Bills),
        (Register::Legal, Conduct::Driving),
        (Register::Financial, Conduct::Charity),
    ] {
        let mut town = Town::under(inventing(register, &[of]));
        town.rest(60);
        assert_eq!(town.counted(Tally::SPURIOUS.in_register(register)), 0);
    }
}

/// One of two kin earns 100 points and the other loses 100 on the same day: the shares of 2
/// cancel, and nothing at all is charged to the relative.
#[test]
fn gains_and_losses_of_kin_cancel_to_nothing() {
    let mut policy = with_rule(exact(), Conduct::Taxes, |rule| {
        (rule.kept, rule.broken) = (Points::from_points(100.0), Points::from_points(-100.0));
    });
    policy.spread = Spread { kin: Some(share(0.02)), earned_too: true, ..Spread::default() };
    let mut town = Town::under(policy);
    let residents = town.residents().clone();
    let kin = |town: &Town, who: Resident| {
        [0, 1].map(|which| town.twins.population().kin(Citizen(who.into()), Kinship(which)))
    };
    let is_adult =
        |kin: Option<Citizen>| kin.is_some_and(|kin| residents.class[kin.0 as usize].is_adult());
    let who = town.adult(|who| {
        let [one, other] = kin(&town, who);
        is_adult(one) && is_adult(other) && one != other
    });
    let [one, other] = kin(&town, who).map(|kin| local(kin.expect("both are there")));
    town.live(&[act(one, 9, Conduct::Taxes, KEEP), act(other, 9, Conduct::Taxes, BREAK)]);
    town.live(&[]);
    assert_eq!(town.points(who), 600.0);
    assert_eq!(town.counted(Tally::CHARGES.by(Cause::Deed)), 2);
}

/// A tenth of a deduction of 100 goes to each of two kin. What reaches them passes on to theirs
/// again, unless the policy lets a charge pass over one tie alone.
#[test]
fn a_charge_that_passes_once_ends_with_those_it_reaches() {
    let charged = |once: bool| {
        let mut policy = with_rule(exact(), Conduct::Taxes, |rule| {
            rule.broken = Points::from_points(-100.0);
        });
        policy.spread = Spread { kin: Some(share(0.1)), once, ..Spread::default() };
        let mut town = Town::under(policy);
        let residents = town.residents().clone();
        let kin = |town: &Town, who: Resident| {
            [0, 1].map(|which| town.twins.population().kin(Citizen(who.into()), Kinship(which)))
        };
        let is_adult = |kin: Option<Citizen>| {
            kin.is_some_and(|kin| residents.class[kin.0 as usize].is_adult())
        };
        let who = town.adult(|who| {
            let [one, other] = kin(&town, who);
            is_adult(one) && is_adult(other) && one != other
        });
        town.live(&[act(who, 9, Conduct::Taxes, BREAK)]);
        town.rest(5);
        let lost = kin(&town, who).map(|kin| 600.0 - town.points(local(kin.expect("it is there"))));
        (lost, town.counted(Tally::CHARGES.by(Cause::Association)))
    };
    assert_eq!(charged(true), ([10.0, 10.0], 2));
    let (lost, times) = charged(false);
    assert!(lost.iter().all(|&lost| lost >= 10.0) && times > 2, "{lost:?} in {times} charges");
}

/// A list of ten days for speaking: a second speech on day 6 begins the term anew, so that it
/// ends on day 16 and not on day 10.
#[test]
fn a_second_breach_on_the_list_begins_the_term_anew() {
    let mut policy = exact();
    policy.lists[0].entry = EntryRule { charges: vec![Conduct::Speaking], ..EntryRule::default() };
    policy.lists[0].exit.after = Some(10);
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    town.rest(5);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    town.rest(9);
    assert!(town.state().lists(who).has(ListId(0)));
    town.live(&[]);
    assert!(!town.state().lists(who).has(ListId(0)));
    assert_eq!(town.state().restricted_days(who, Day(17)).0, 16);
}

/// Listed on day 0 for ten days, off again by a score of 650 on day 3, listed again on day 5:
/// the first listing's end on day 10 is not the second's, which comes on day 15.
#[test]
fn the_end_of_one_listing_is_not_the_end_of_the_next() {
    let nothing = |rule: &mut Rule| rule.broken = Points::ZERO;
    let mut policy = with_rule(exact(), Conduct::Speaking, nothing);
    policy = with_rule(policy, Conduct::Taxes, |rule| rule.kept = Points::from_points(60.0));
    policy.lists[0].entry = EntryRule { charges: vec![Conduct::Speaking], ..EntryRule::default() };
    policy.lists[0].exit =
        ExitRule { after: Some(10), score: Some(common::score(650.0)), ..ExitRule::default() };
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    town.rest(2);
    town.live(&[act(who, 9, Conduct::Taxes, KEEP)]);
    assert!(!town.state().lists(who).has(ListId(0)));
    town.live(&[]);
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    town.rest(9);
    assert!(town.state().lists(who).has(ListId(0)));
    town.live(&[]);
    assert!(!town.state().lists(who).has(ListId(0)));
}

/// A debt ripens on day 1 into a listing with 60 days of notice; whoever pays at the turn of the
/// month is never listed.
#[test]
fn a_debt_that_is_paid_within_the_notice_leads_nowhere() {
    let mut policy = exact();
    policy.lists[0].entry = EntryRule { debt_unpaid: Some(1), ..EntryRule::default() };
    policy.lists[0].exit = ExitRule { repair: true, ..ExitRule::default() };
    policy.lists[0].notice = 60;
    let mut society = society(300, 400);
    (society.livelihood.poorest, society.livelihood.richest) = (Share::NONE, Share::NONE);
    society.livelihood.idle = Share::NONE;
    // A notice presses as the listing does.
    let repayment = &mut society.response.repayment;
    [repayment.unlisted, repayment.listed] = [PerYear::new(12.0).expect("a rate"); 2];
    let mut town = Town::with(society, policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    town.rest(100);
    assert_eq!(town.counted(Tally::REPAID), 1);
    assert_eq!(town.counted(Tally::LISTED.on_list(ListId(0))), 0);
}

/// The court's entry is lost and everybody tells of everything: still nobody but the court knows
/// of a debt, which is owed once and held against nobody.
#[test]
fn a_debt_that_the_register_missed_is_owed_once_and_on_no_file() {
    let mut policy = exact();
    policy.registers.iter_mut().flatten().for_each(|register| register.missed = Share::ALL);
    policy.informants = Some(Informants { tells: Share::ALL, lies: PerYear::NEVER });
    policy.lists[0].entry.debt_unpaid = Some(5);
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    town.rest(10);
    assert_eq!((town.counted(Tally::DEBTS), town.counted(Tally::REPORTED)), (1, 0));
    assert!(!town.state().is_restricted(who));
    let spared =
        town.twins.worlds_mut()[0].tallies().days(society::measures::Stock::Spared, Day(11));
    assert!(spared > 0, "perfect eyes would have listed the debtor");
}

/// Whoever begins in a band with a penalty is restricted from the first day, and not wrongly.
#[test]
fn a_first_score_in_a_penal_band_restricts_from_the_first_day() {
    let mut policy = exact();
    policy.score.iter_mut().for_each(|rules| rules.start = common::score(500.0));
    let mut town = Town::under(policy);
    town.live(&[]);
    let residents = town.residents().clone();
    assert!(residents.everyone().all(|who| {
        town.state().is_restricted(who) == residents.class[usize::from(who)].is_adult()
            && !town.state().is_wronged(who)
    }));
    assert_eq!(town.counted(Tally::EVER_WRONGED), 0);
    let adults = town.adults().len() as i64;
    assert_eq!(town.reasons(), [(Deed::FirstDay, adults)]);
}

/// From 552 points, a debt of 100 brings the debtor below 550, and with 5 of it everyone at home: the
/// debtor over the debt, and the others over ties, which are not the first day nor a listing.
#[test]
fn points_of_another_restrict_over_ties() {
    let mut policy = exact();
    policy.spread = Spread { household: Some(share(0.05)), ..Spread::default() };
    policy.score.iter_mut().for_each(|rules| rules.start = common::score(552.0));
    let mut town = Town::under(policy);
    let who = town.adult(|who| town.adults_at_home(who) == 3);
    town.live(&[act(who, 9, Conduct::CourtDebt, BREAK)]);
    assert_eq!(town.reasons(), [(Deed::Conduct(Conduct::CourtDebt), 1), (Deed::Ties, 2)]);
}

/// A start of 500 points restricts below 550; 100 for taxes set free, and what is forgotten of them in
/// a month, 50.5, restricts again: over forgetting.
#[test]
fn a_score_that_is_forgotten_restricts_over_forgetting() {
    let mut policy =
        with_rule(exact(), Conduct::Taxes, |rule| rule.kept = Points::from_points(100.0));
    policy.score.iter_mut().for_each(|rules| {
        (rules.start, rules.half_life) = (common::score(500.0), Some(30));
    });
    let mut town = Town::under(policy);
    let (who, adults) = (town.last(), town.adults().len() as i64);
    town.live(&[act(who, 9, Conduct::Taxes, KEEP)]);
    assert!(!town.state().is_restricted(who));
    town.rest(30);
    assert!(town.state().is_restricted(who));
    assert_eq!(town.reasons(), [(Deed::FirstDay, adults), (Deed::Forgetting, 1)]);
}

/// 540 points after 60 for speaking; 20 for taxes lift score and shadow together over 550: at no
/// moment is anyone restricted wrongly.
#[test]
fn score_and_shadow_cross_a_threshold_together() {
    for update in [Update::RealTime, Update::Daily, Update::Monthly] {
        let mut policy = with_rule(exact(), Conduct::Speaking, |rule| {
            rule.broken = Points::from_points(-60.0);
        });
        policy = with_rule(policy, Conduct::Taxes, |rule| rule.kept = Points::from_points(20.0));
        set_update(&mut policy, update);
        let mut town = Town::under(policy);
        let who = town.adult(|_| true);
        town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
        town.rest(31);
        assert!(town.state().is_restricted(who));
        town.live(&[act(who, 9, Conduct::Taxes, KEEP)]);
        town.rest(31);
        assert!(!town.state().is_restricted(who));
        let wronged = [0, 1, 2, 3].map(|error| town.counted(Tally::EVER_WRONGED.at_index(error)));
        assert_eq!(wronged, [0; 4]);
    }
}

/// The deed behind a restriction is remembered over the month that its points wait, and over the
/// notice of a list: speech, not what came over ties.
#[test]
fn the_deed_behind_a_restriction_is_known_however_late_it_bites() {
    let behind = |policy: Policy| {
        let mut town = Town::under(policy);
        let who = town.adult(|_| true);
        town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
        town.rest(40);
        town.twins.worlds_mut()[0].tallies().deeds[Conduct::Speaking as usize].begun
    };
    let costly =
        || with_rule(exact(), Conduct::Speaking, |rule| rule.broken = Points::from_points(-100.0));
    let mut monthly = costly();
    set_update(&mut monthly, Update::Monthly);
    assert_eq!(behind(monthly), 1);
    let mut noticed = exact();
    noticed.lists[0].entry = EntryRule { charges: vec![Conduct::Speaking], ..EntryRule::default() };
    noticed.lists[0].notice = 20;
    assert_eq!(behind(noticed), 1);
}

/// A list without a score: somebody else's crossing, seen by a camera, lists a lookalike; what is
/// at fault is the camera. A bill joined to a colliding identity: the register.
#[test]
fn the_error_behind_a_listing_without_points_is_known() {
    let fault = |conduct: Conduct| {
        let mut policy = exact();
        policy.score = None;
        policy.bands.clear();
        policy.rules.iter_mut().flatten().for_each(|rule| {
            (rule.kept, rule.broken) = (Points::ZERO, Points::ZERO);
        });
        policy.effects.retain(|effect| effect.bands.is_empty());
        policy.cameras.iter_mut().for_each(|cameras| {
            (cameras.false_match, cameras.gallery) = (Share::ALL, 1_000);
            cameras.missed_by_group = vec![Share::ALL; 2];
        });
        policy.registers.iter_mut().flatten().for_each(|register| {
            register.false_link = Share::ALL;
        });
        policy.lists[0].entry = EntryRule { charges: vec![conduct], ..EntryRule::default() };
        let mut town = Town::under(policy);
        let who = town.adult(|_| true);
        town.live(&[act(who, 9, conduct, BREAK)]);
        town.live(&[]);
        [0, 1, 2, 3].map(|error| town.counted(Tally::EVER_WRONGED.at_index(error)))
    };
    assert_eq!(fault(Conduct::Crossing), [1, 0, 0, 0]);
    assert_eq!(fault(Conduct::Bills), [0, 1, 0, 0]);
}

/// From 540 points, four good deeds that a camera films and cannot name, each told by an onlooker:
/// they earn 20 all the same. A bill of another that is then held against the citizen costs 12 and
/// restricts below 550: the register is at fault, since the camera has kept nothing back.
#[test]
fn what_an_onlooker_tells_of_is_not_unearned() {
    let mut policy =
        with_rule(exact(), Conduct::Bills, |rule| rule.broken = Points::from_points(-12.0));
    policy.score.iter_mut().for_each(|rules| rules.start = common::score(540.0));
    policy.cameras.iter_mut().for_each(|cameras| cameras.missed_by_group = vec![Share::ALL; 2]);
    policy.registers.iter_mut().flatten().for_each(|it| it.false_link = Share::ALL);
    policy.informants = Some(Informants { tells: Share::ALL, lies: PerYear::NEVER });
    let mut society = society(300, 400);
    society.response.gaming.players = Share::NONE;
    let mut town = Town::with(society, policy);
    let victim = |town: &Town, who: Resident| {
        town.twins.population().colliding(Citizen(who.into())).map(local)
    };
    let adult = |town: &Town, who: Resident| town.residents().class[usize::from(who)].is_adult();
    let other = town.adult(|who| victim(&town, who).is_some_and(|it| adult(&town, it)));
    let who = victim(&town, other).expect("there is one");
    for _ in 0..4 {
        town.live(&[act(who, 9, Conduct::Volunteering, KEEP)]);
    }
    assert_eq!((town.points(who), town.counted(Tally::REPORTED)), (560.0, 4));
    assert!(!town.state().is_restricted(who));
    town.live(&[act(other, 9, Conduct::Bills, BREAK)]);
    town.live(&[]);
    assert!(town.points(who) == 548.0 && town.state().is_wronged(who));
    let wronged = [0, 1, 2, 3].map(|error| town.counted(Tally::EVER_WRONGED.at_index(error)));
    assert_eq!(wronged, [0, 1, 0, 0]);
}

/// A school that looks at the whole household refuses the child of a parent in good standing for
/// the deeds of the other: by rule, not by error.
#[test]
fn a_refusal_over_the_true_deeds_of_the_household_is_no_error() {
    let mut policy =
        with_rule(exact(), Conduct::Speaking, |rule| rule.broken = Points::from_points(-100.0));
    policy.effects.retain(|effect| effect.gate == Gate::School);
    policy.effects[0].falls_on = EffectTarget::Household;
    policy.effects[0].does = EffectKind::Refuse(Share::ALL);
    let mut town = Town::under(policy);
    let residents = town.residents().clone();
    let partner = |who: Resident| {
        let mut home = residents.households.around(who).iter().copied();
        home.find(|&one| one != who && residents.class[usize::from(one)].is_adult())
    };
    let parent =
        town.adult(|who| residents.class[usize::from(who)].is_parent() && partner(who).is_some());
    let partner = partner(parent).expect("there is one");
    // The hours of a day order the acts of one citizen; those of two may need two days.
    town.live(&[act(partner, 9, Conduct::Speaking, BREAK)]);
    town.live(&[visit(parent, 10, Gate::School)]);
    assert_eq!(town.counted(Tally::REFUSED.at(Gate::School)), 1);
    assert_eq!(town.counted(Tally::REFUSED_WRONGLY.at(Gate::School)), 0);
}

/// A venue admits from 700 points: 600 are refused, 750 are not.
#[test]
fn a_select_venue_opens_at_seven_hundred_points() {
    let policy = with_rule(exact(), Conduct::Taxes, |rule| rule.kept = Points::from_points(150.0));
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[
        visit(who, 8, Gate::Venue),
        act(who, 9, Conduct::Taxes, KEEP),
        visit(who, 10, Gate::Venue),
    ]);
    assert_eq!(town.counted(Tally::ASKED.at(Gate::Venue)), 2);
    assert_eq!(town.counted(Tally::REFUSED.at(Gate::Venue)), 1);
}

/// Three patients hurried by 77/256 of five days, then four ordinary ones: what the three were
/// spared, the four and those still to come wait, and nobody waits more than twice as long.
#[test]
fn the_queue_of_a_hospital_gives_nothing_away() {
    let policy = with_rule(exact(), Conduct::Taxes, |rule| rule.kept = Points::from_points(150.0));
    let mut town = Town::under(policy);
    let adults: Vec<Resident> = {
        let residents = town.residents();
        Resident::all(0..300)
            .filter(|&who| residents.class[usize::from(who)].is_adult())
            .take(7)
            .collect()
    };
    let (hurried, others) = adults.split_at(3);
    let mut day: Vec<Occasion> = hurried
        .iter()
        .flat_map(|&who| [act(who, 8, Conduct::Taxes, KEEP), visit(who, 9, Gate::Hospital)])
        .collect();
    day.extend(others.iter().map(|&who| visit(who, 9, Gate::Hospital)));
    town.live(&day);
    let spared = 3 * (5 * 256 * 77 / 256);
    assert_eq!(town.counted(Tally::HURRIED), spared);
    assert_eq!(town.counted(Tally::WAITED_FOR_OTHERS) + town.state().queue(), spared);
    assert_eq!(town.counted(Tally::WAITED) + town.state().queue(), 7 * 5 * 256);
}

/// A scheme that forgets half in 365/12 days: 100 points below the start are 50 a month later.
#[test]
fn a_scheme_with_a_half_life_of_a_month_forgets_half_at_the_turn() {
    let mut policy =
        with_rule(exact(), Conduct::Speaking, |rule| rule.broken = Points::from_points(-100.0));
    policy.score.iter_mut().for_each(|score| score.half_life = Some(30));
    let mut town = Town::under(policy);
    let who = town.last();
    town.live(&[act(who, 9, Conduct::Speaking, BREAK)]);
    town.rest(30);
    // 1 − 2^(−30.4167/30) = 0.50479 of 3,200 grains is 1,615.3 grains.
    assert_eq!(town.state().score(who).0, 500 * 32 + 1615);
    assert_eq!(town.state().shadow(who), town.state().score(who));
    assert_eq!(town.counted(Tally::POINTS.by(Cause::Forgetting)), 1615);
    assert_eq!(town.counted(Tally::DEDUCTED.by(Cause::Forgetting)), 0);
}

/// 100 points above the start, of which as many are forgotten, and count as deducted.
#[test]
fn what_is_forgotten_of_a_high_score_counts_as_deducted() {
    let mut policy =
        with_rule(exact(), Conduct::Taxes, |rule| rule.kept = Points::from_points(100.0));
    policy.score.iter_mut().for_each(|score| score.half_life = Some(30));
    let mut town = Town::under(policy);
    let who = town.last();
    town.live(&[act(who, 9, Conduct::Taxes, KEEP)]);
    town.rest(30);
    assert_eq!(town.state().score(who).0, 700 * 32 - 1615);
    let counted = [Tally::CHARGES, Tally::POINTS, Tally::DEDUCTED]
        .map(|tally| town.counted(tally.by(Cause::Forgetting)));
    assert_eq!(counted, [1, -1615, 1615]);
}

/// 60 points for a breach would lead from 600 below 550. A camera that misses every face and a register
/// that links no entry spare the citizen, each by its own doing; 10 to somebody at home of 100 gained for
/// taxes lift them from 545 over 550 where the truth stays below.
#[test]
fn whoever_is_spared_is_spared_by_a_sensor_or_over_ties() {
    let causes = |town: &mut Town| {
        [0, 1, 2, 3, 4].map(|cause| town.counted(Tally::SPARED_BEGUN.at_index(cause)))
    };
    for (conduct, wanted) in
        [(Conduct::Speaking, [1, 0, 0, 0, 0]), (Conduct::Bills, [0, 1, 0, 0, 0])]
    {
        let mut policy =
            with_rule(exact(), conduct, |rule| rule.broken = Points::from_points(-60.0));
        policy.cameras.iter_mut().for_each(|it| it.missed_by_group = vec![Share::ALL; 2]);
        policy.registers.iter_mut().flatten().for_each(|register| register.missed = Share::ALL);
        let mut town = Town::under(policy);
        let who = town.adult(|_| true);
        town.live(&[act(who, 9, conduct, BREAK)]);
        assert!(town.state().is_spared(who));
        assert_eq!(causes(&mut town), wanted, "{conduct:?}");
    }
    let mut policy =
        with_rule(exact(), Conduct::Taxes, |rule| rule.kept = Points::from_points(100.0));
    policy.score.iter_mut().for_each(|rules| rules.start = common::score(545.0));
    policy.spread = Spread { household: Some(share(0.1)), earned_too: true, ..Spread::default() };
    let mut town = Town::under(policy);
    let who = town.adult(|who| town.adults_at_home(who) == 3);
    town.live(&[act(who, 9, Conduct::Taxes, KEEP)]);
    assert_eq!(causes(&mut town), [0, 0, 2, 0, 0]);
}

/// An appeal frees one who truly belongs on the list: spared by the appeal.
#[test]
fn whoever_is_freed_by_an_appeal_despite_their_deeds_is_spared_by_it() {
    let mut policy = exact();
    policy.lists[0].entry = EntryRule { charges: vec![Conduct::Taxes], ..EntryRule::default() };
    policy.appeal =
        Some(Appeal { lodged: Share::ALL, delay: 10, if_wrong: Share::ALL, if_right: Share::ALL });
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Taxes, BREAK)]);
    town.rest(10);
    assert!(town.state().is_spared(who));
    assert_eq!(town.counted(Tally::SPARED_BEGUN.at_index(Sparing::Redress as usize)), 1);
}

/// 2 points for one bill that is paid, 20 for one that is not: 2 won and 20 lost by bills, and nothing
/// by any other conduct.
#[test]
fn points_are_won_and_lost_by_the_conduct_that_they_are_charged_for() {
    let mut town = Town::under(exact());
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Bills, KEEP), act(who, 10, Conduct::Bills, BREAK)]);
    for conduct in Conduct::ALL {
        let points = [Tally::WON, Tally::LOST].map(|tally| town.counted(tally.of(conduct)));
        let wanted = if conduct == Conduct::Bills { [2 * 32, 20 * 32] } else { [0, 0] };
        assert_eq!(points, wanted, "{conduct:?}");
    }
}

/// 540 points, below 550: in a month half of a school and three quarters of a line are lost, by the
/// society's weights, and a fiftieth of an income; on the spot, the fifth of an income for crossing. Another
/// adult outside the panel has no net, and one in it who did nothing has lost nothing.
#[test]
fn the_net_of_a_policy_is_its_fines_and_the_months_of_a_standing() {
    let policy = with_rule(exact(), Conduct::Crossing, |rule| {
        (rule.broken, rule.fine) = (Points::from_points(-60.0), 0.2);
    });
    let society = society(300, 400);
    let losses = society.response.losses;
    let mut town = Town::with(society, policy);
    let mut panel = town.adults().rev().filter(|&who| usize::from(who).is_multiple_of(16));
    let (who, other) = (panel.next().expect("a panel"), panel.next().expect("two of them"));
    let neighbor = Resident(who.0 - 1);
    town.live(&[act(who, 9, Conduct::Crossing, BREAK), act(neighbor, 9, Conduct::Crossing, BREAK)]);
    assert_eq!(town.state().net(who), -200_000);
    town.rest(30);
    let [school, line] = [Gate::School, Gate::Internet].map(|gate| losses.closed[gate as usize]);
    let month = ((school * 0.5 + line * 0.75) * 1e6).round() as i32;
    assert_eq!(town.state().net(who), -200_000 - 20_000 - month);
    assert_eq!([neighbor, other].map(|who| town.state().net(who)), [0, 0]);
}

/// Fined and restricted three times in a day, and free between: the second and the third time in
/// more hardship than the first. That is one adult in a spiral, and not two.
#[test]
fn an_adult_in_a_spiral_counts_once() {
    let mut policy = with_rule(exact(), Conduct::Speaking, |rule| {
        rule.broken = Points::from_points(-100.0);
        rule.fine = 0.2;
    });
    policy = with_rule(policy, Conduct::Taxes, |rule| rule.kept = Points::from_points(100.0));
    let mut town = Town::with(heedless(), policy);
    let who = town.adult(|_| true);
    town.live(&[
        act(who, 9, Conduct::Speaking, BREAK),
        act(who, 10, Conduct::Taxes, KEEP),
        act(who, 11, Conduct::Speaking, BREAK),
        act(who, 12, Conduct::Taxes, KEEP),
        act(who, 13, Conduct::Speaking, BREAK),
    ]);
    let counted = [Tally::SPELLS, Tally::EVER_RESTRICTED, Tally::SPIRALS];
    assert_eq!(counted.map(|tally| town.counted(tally)), [3, 1, 1]);
}

/// Letters and fines for what informants make up are wrong, all of them; one for a deed is not.
#[test]
fn fines_and_letters_for_lies_are_wrong() {
    let mut policy = exact();
    for rule in policy.rules.iter_mut().flatten() {
        (rule.fine, rule.warning) = (0.01, true);
    }
    let lies = PerYear::new(12.0).expect("a rate");
    policy.informants = Some(Informants { tells: Share::NONE, lies });
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Crossing, BREAK)]);
    town.rest(60);
    let lies = town.counted(Tally::CHARGES.by(Cause::FalselyReported));
    assert!(lies > 0 && town.counted(Tally::CHARGES.by(Cause::Deed)) == 1);
    let counted = [Tally::WARNED_WRONGLY, Tally::FINED_WRONGLY, Tally::WARNINGS];
    assert_eq!(counted.map(|tally| town.counted(tally)), [lies, lies, lies + 1]);
}

/// A sanction of one's own goes 77/256 of the way to certainty; word of it 5/256, once over each
/// tie: whoever lives with the citizen and is of the same circle hears of it twice.
#[test]
fn word_of_a_sanction_goes_round_once_over_each_tie() {
    let mut town = Town::under(exact());
    let residents = town.residents().clone();
    let who = town.adult(|who| who > Resident(200) && residents.teams.of(who) != TieGroup::NONE);
    let before: Vec<Level> =
        town.adults().map(|one| town.state().certainty(one, Channel::Cameras)).collect();
    town.live(&[act(who, 9, Conduct::Crossing, BREAK)]);
    let toward = |Level(from): Level, parts: i32| {
        Level(from + (((255 - i32::from(from)) * parts + 255) >> 8) as u8)
    };
    let month = society::calendar::month_of(Day(0)).share_of(Day(0), residents.adults().len());
    // Those whose turn it is today forget a little besides.
    for one in town.adults().filter(|&one| !(month.0..month.1).contains(&usize::from(one))) {
        let ties = [&residents.households, &residents.circles, &residents.teams];
        let times = ties.iter().filter(|groups| groups.around(who).contains(&one)).count();
        let start = before[usize::from(one)];
        let expected = match one == who {
            true => toward(start, 77),
            false => (0..times).fold(start, |from, _| toward(from, 5)),
        };
        assert_eq!(town.state().certainty(one, Channel::Cameras), expected, "{one:?}");
    }
}

/// The surest sanction at the highest stake that a scenario can ask for deters most of all.
#[test]
fn nothing_deters_more_than_a_sure_sanction_at_the_highest_stake() {
    let mut society = society(300, 1);
    society.habits[Conduct::Driving as usize].certainty = 8.0;
    let models = ChoiceModels::new(&society, &everything());
    let highest = 255 * 640;
    let least = |pressure| {
        let situation = Situation { pressure, ..Situation::default() };
        let model = models.model(Conduct::Driving);
        let breaks = |draw: &u32| model.breaks(Disposition(0), &situation, false, Draw(*draw));
        (0..32).map(|bit| 1u32 << bit).filter(breaks).count()
    };
    let counts: Vec<usize> = (0..=40).map(|part| least(Pressure(highest / 40 * part))).collect();
    assert!(counts.windows(2).all(|pair| pair[1] <= pair[0]), "{counts:?}");
    assert!(counts[40] < counts[0]);
}

/// The lenses over each group in a place.
fn lenses(eyes: &Sensors, place: u8) -> &[Detection] {
    match eyes.watch(Watch::Cameras, PlaceId(place)) {
        Sensor::Cameras(lenses) => lenses,
        eye => panic!("cameras look there, not {eye:?}"),
    }
}

/// The lens over a group in a place has the place's density and the group's rates, and no other.
#[test]
fn each_place_and_group_has_its_own_lens() {
    // Three neighborhoods of five are city: 1.4 and 0.4 times the mean of 1.0.
    let society = society(5 * NEIGHBORHOOD, 1);
    let mut policy = everything();
    let cameras = policy.cameras.as_mut().expect("it has cameras");
    (cameras.false_match, cameras.gallery) = (share(1e-7), 1_000_000);
    (cameras.false_match_by_group, cameras.missed_by_group) =
        (vec![1.0, 5.0], vec![share(0.1), share(0.3)]);
    let eyes = Sensors::new(&society, &policy);
    for (place, density) in [(0, 1.4), (1, 0.4)] {
        let filmed = -libm::expm1(-0.43 * density);
        for (group, factor, missed) in [(0, 1.0, 0.1), (1, 5.0, 0.3)] {
            let wrong = -libm::expm1(-0.1 * factor);
            let (mistaken, named) = lenses(&eyes, place)[group].shares();
            assert!((mistaken - filmed * missed * wrong).abs() < 1e-9, "{place} {group}");
            assert!((named - filmed * (1.0 - missed)).abs() < 1e-9);
        }
    }
}

/// However few neighborhoods there are, cameras a head are as many as the policy says: one of a
/// city alone has 0.43, not 1.4 times as many.
#[test]
fn cameras_a_head_are_right_at_any_size() {
    let policy = everything();
    let per_head = |citizens: u32| {
        let society = society(citizens, 1);
        let eyes = Sensors::new(&society, &policy);
        let homes = society.homes();
        (0..2)
            .map(|place| homes[usize::from(place)] * eyes.passing(PlaceId(place)) / 20.0)
            .sum::<f64>()
    };
    for citizens in [300, 5_000, 10_000, 50_000, 1_000_000] {
        assert!((per_head(citizens) - 0.43).abs() < 1e-9, "{citizens}: {}", per_head(citizens));
    }
}

/// Half of the cameras go where breaches were found, each place's found divided by the cameras that
/// found them or not; a place where nobody lives gets none, and where nothing was found all stay.
#[test]
fn cameras_move_to_what_they_found() {
    let eyes = |citizens: u32, country: f64, weighed: bool| {
        let mut society = society(citizens, 1);
        society.population.places[1].cameras = country;
        let mut policy = everything();
        let cameras = policy.cameras.as_mut().expect("it has cameras");
        (cameras.moved, cameras.weighed) = (share(0.5), weighed);
        Sensors::new(&society, &policy)
    };
    // Passes a day at 0.43 cameras a head, of which each place has so many times its share.
    let stand = |eyes: &Sensors| [0, 1].map(|place| eyes.passing(PlaceId(place)) / 20.0 / 0.43);
    let near = |found: [f64; 2], wanted: [f64; 2]| {
        assert!(
            (0..2).all(|at| (found[at] - wanted[at]).abs() < 1e-9),
            "{found:?}, not {wanted:?}"
        );
    };
    let moved = |mut eyes: Sensors, found: [i64; 2]| {
        eyes.relocate_cameras(&found);
        stand(&eyes)
    };
    let five = 5 * NEIGHBORHOOD;
    near(stand(&eyes(five, 0.4, false)), [1.4, 0.4]);
    // A quarter was found in the city, with three of five neighborhoods.
    near(moved(eyes(five, 0.4, false), [1, 3]), [0.7 + 0.125 / 0.6, 0.2 + 0.375 / 0.4]);
    // The city's found through 0.84 of all cameras, the country's through 0.16.
    let (city, country) = (1.0 / 0.84, 3.0 / 0.16);
    let (city, country) = (city / (city + country), country / (city + country));
    near(moved(eyes(five, 0.4, true), [1, 3]), [0.7 + 0.5 * city / 0.6, 0.2 + 0.5 * country / 0.4]);
    near(moved(eyes(five, 0.4, true), [0, 0]), [1.4, 0.4]);
    near(moved(eyes(300, 0.4, false), [7, 0]), [1.0, 0.4 / 1.4]);
}

/// A place without cameras finds nothing, gets none, and does not keep those of the others from moving.
#[test]
fn a_place_without_cameras_gets_none() {
    let mut society = society(5 * NEIGHBORHOOD, 1);
    let place =
        |name: &str, of: f64, cameras: f64| Place { name: name.into(), share: share(of), cameras };
    society.population.places =
        vec![place("city", 0.4, 1.0), place("suburb", 0.4, 1.0), place("country", 0.2, 0.0)];
    let mut policy = everything();
    policy.cameras.iter_mut().for_each(|it| (it.moved, it.weighed) = (share(0.5), true));
    let mut eyes = Sensors::new(&society, &policy);
    eyes.relocate_cameras(&[1, 3, 0]);
    let wanted = [0.625 + 0.125 / 0.4, 0.625 + 0.375 / 0.4, 0.0];
    for (place, wanted) in (0..).zip(wanted) {
        assert!((eyes.passing(PlaceId(place)) / 20.0 / 0.43 - wanted).abs() < 1e-9, "{place}");
    }
}

/// New cameras stand where the old ones had gone.
#[test]
fn cameras_of_a_reform_stand_where_those_before_it_stood() {
    let society = society(5 * NEIGHBORHOOD, 1);
    let mut policy = everything();
    policy.cameras.iter_mut().for_each(|cameras| cameras.moved = share(0.5));
    let mut before = Sensors::new(&society, &policy);
    before.relocate_cameras(&[1, 3]);
    policy.cameras.iter_mut().for_each(|cameras| cameras.quality = 2.0);
    let after = Sensors::new(&society, &policy).at(before.density());
    for place in [0, 1] {
        assert_eq!(after.passing(PlaceId(place)), before.passing(PlaceId(place)));
        let named = |eyes: &Sensors| lenses(eyes, place)[0].shares();
        assert_ne!(named(&after), named(&before));
        assert_ne!(named(&after), named(&Sensors::new(&society, &policy)));
    }
}

/// A register of weight 1.5 takes 30 points for a bill of 20, and gives 3 for one of 2.
#[test]
fn the_weight_of_a_register_is_a_factor_on_its_points() {
    let mut policy = exact();
    policy.registers[Register::Financial as usize].iter_mut().for_each(|it| it.weight = 1.5);
    let mut town = Town::under(policy);
    let who = town.adult(|_| true);
    town.live(&[act(who, 9, Conduct::Bills, BREAK)]);
    assert_eq!(town.points(who), 570.0);
    town.live(&[act(who, 9, Conduct::Bills, KEEP)]);
    assert_eq!(town.points(who), 573.0);
}
