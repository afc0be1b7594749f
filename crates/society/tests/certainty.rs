//! Certainty of a conduct and a place, against exact chains and closed forms.
//!
//! Chains are exact: one that fails is wrong. Shares are held to four standard errors on either side,
//! which a true model leaves once in 16,000 times.

mod common;

use common::{everything, exact, rate, rule, scenario, share, society};
use society::conduct::{ChoiceModels, Occasion, OccasionKind, Pressure, Situation};
use society::measures::Tally;
use society::response::ResponseModel;
use society::scenario::*;
use society::standing::Lists;
use society::twins::Twins;
use society::units::{
    Day, Disposition, Draw, Level, Neighborhood, PerYear, Resident, RunSeed, Score, Seed, Share,
};
use society::world::State;

/// Drivers whose only concern is the fine: no hardship, and nobody learns anything.
fn drivers(citizens: u32, days: u16) -> Society {
    let mut society = society(citizens, days);
    society.livelihood.enabled = false;
    (society.livelihood.poorest, society.livelihood.richest) = (Share::NONE, Share::NONE);
    society.livelihood.idle = Share::NONE;
    let driving = &mut society.habits[Conduct::Driving as usize];
    (driving.occasion.rate, driving.breaks) = (rate(100.0), share(0.3));
    (driving.disposition, driving.hardship, driving.certainty) = (0.0, 0.0, 1.5);
    society.response.certainty = Certainty {
        enabled: true,
        aware: Share::ALL,
        announced: share(0.8),
        own: Share::NONE,
        learns_from_error: Share::NONE,
        others: Share::NONE,
        fades: Share::NONE,
        wears_off: [Share::NONE; 3],
        halo: share(0.25),
        seen: Share::NONE,
        displaced: Share::NONE,
    };
    society
}

/// A fine for driving and for nothing else, before cameras that err in nothing.
fn fine(per_head: f64) -> Policy {
    let mut policy = Policy::none();
    policy.rules[Conduct::Driving as usize] =
        Some(Rule { fine: 0.05, ..rule(Watch::Cameras, 0.0, 0.0) });
    policy.cameras = everything().cameras.map(|cameras| Cameras {
        per_head,
        unenrolled: 0.0,
        missed_by_group: vec![Share::NONE; 2],
        ..cameras
    });
    policy
}

/// Driving occasions and breaches under the policy, and under none.
fn driven(society: Society, policy: Policy) -> [[i64; 2]; 2] {
    let mut twins = Twins::new(&scenario(society, policy), Seed(5));
    twins.run(&mut ());
    [0, 1].map(|world| {
        let counts = [Tally::OCCASIONS, Tally::BROKEN].map(|tally| tally.of(Conduct::Driving));
        counts.map(|tally| twins.worlds_mut()[world].tallies().total(tally))
    })
}

/// The share of occasions on which a driver of `society` breaks the rule under `pressure`.
fn share_broken(society: &Society, pressure: Pressure) -> f64 {
    let models = ChoiceModels::new(society, &fine(1.0));
    let at = Situation { pressure, ..Situation::default() };
    let breaks =
        |draw| models.model(Conduct::Driving).breaks(Disposition(0), &at, true, Draw(draw));
    let bits = (0..32).rev().fold(0u32, |least, bit| {
        let more = least | 1 << bit;
        if breaks(more - 1) { more } else { least }
    });
    f64::from(bits) / 4_294_967_296.0
}

/// The level that is expected of the cameras of `fine`, and the stake of its fine.
fn expected_and_at_stake(society: &Society) -> [f64; 2] {
    let model = ResponseModel::new(society, &fine(1.0));
    let expected = model.certainty().expectation(Channel::Cameras, Day::FIRST, Day::FIRST);
    let stake = model.stakes(Conduct::Driving).at(Lists::default(), Score(0));
    [f64::from(expected.of(Default::default())), f64::from(stake.0)]
}

/// Places of equal density, so that one share of the acts is filmed everywhere.
fn level(mut society: Society) -> Society {
    society.population.places.iter_mut().for_each(|place| place.cameras = 1.0);
    society
}

/// With the share f of acts filmed, f · σ(level − there) + (1 − f) · σ(level − elsewhere) of them are breaches:
/// there, certainty is raised by the sight of the camera; elsewhere it is the halo, less what is made up for.
#[test]
fn breaches_are_a_mean_of_those_at_cameras_and_those_elsewhere() {
    for (seen, halo, displaced) in [
        (0.0, 0.25, 0.0),
        (0.0, 0.0, 0.0),
        (0.0, 0.25, 0.8),
        (0.5, 0.25, 0.4),
        (1.0, 0.0, 0.0),
        (1.0, 1.0, 1.0),
    ] {
        let mut society = level(drivers(1_000, 365));
        let certainty = &mut society.response.certainty;
        certainty.announced = share(0.4);
        (certainty.seen, certainty.halo, certainty.displaced) =
            (share(seen), share(halo), share(displaced));
        let [expected, stake] = expected_and_at_stake(&society);
        let filmed = -f64::exp_m1(-0.4);
        let there = expected + (255.0 - expected) * seen;
        let prevented = there - halo * expected;
        let elsewhere = halo * expected - displaced * prevented * filmed / (1.0 - filmed);
        let [here, there] = [there, elsewhere]
            .map(|risk| share_broken(&society, Pressure((risk * stake).floor() as i32)));
        let share = filmed * here + (1.0 - filmed) * there;
        let [[occasions, broken], _] = driven(society, fine(0.4));
        let (found, occasions) = (broken as f64 / occasions as f64, occasions as f64);
        let apart = 4.0 * (share * (1.0 - share) / occasions).sqrt();
        assert!((found - share).abs() < apart, "{found} is not {share} ± {apart}");
    }
}

/// A citizen who expects nothing of cameras has nothing to fear before one, however plain it is to see.
#[test]
fn the_sight_of_a_camera_is_nothing_to_whoever_knows_of_no_scheme() {
    let ignorant = |seen| {
        let mut society = drivers(400, 365);
        let certainty = &mut society.response.certainty;
        (certainty.aware, certainty.seen) = (Share::NONE, seen);
        driven(society, fine(1.0))
    };
    let [under, free] = ignorant(Share::ALL);
    assert_eq!(under, free);
    assert_eq!([under, free], ignorant(Share::NONE));
}

/// No camera, no care: drivers break the rule on just the same occasions as without any policy.
#[test]
fn nobody_takes_care_where_no_camera_stands() {
    let careless = |policy: Policy| {
        let [there, nowhere] = driven(drivers(400, 365), policy);
        assert_eq!(there, nowhere);
    };
    careless(fine(0.0));
    careless(Policy { cameras: None, ..fine(1.0) });
    let [[_, filmed], [_, free]] = driven(drivers(400, 365), fine(1.0));
    assert!(filmed < free, "{filmed} of {free}");
}

/// Where the pressure of a camera counts everywhere, cameras move nothing from one place to another, and
/// it makes no difference how many there are.
#[test]
fn with_a_halo_of_all_places_are_alike() {
    let everywhere = |per_head, displaced| {
        let mut society = drivers(400, 365);
        let certainty = &mut society.response.certainty;
        (certainty.halo, certainty.displaced) = (Share::ALL, share(displaced));
        driven(society, fine(per_head))
    };
    assert_eq!(everywhere(0.4, 0.0), everywhere(0.4, 1.0));
    assert_eq!(everywhere(0.4, 0.0), everywhere(2.0, 0.5));
}

/// A town of one neighborhood, every adult of it aware of the scheme.
struct Town {
    twins: Twins,
}

impl Town {
    fn new(policy: Policy, change: impl Fn(&mut Certainty)) -> Town {
        let mut society = society(300, 800);
        society.response.certainty.aware = Share::ALL;
        change(&mut society.response.certainty);
        Town { twins: Twins::new(&scenario(society, policy), Seed(1)) }
    }

    fn state(&self) -> &State {
        self.twins.worlds()[0].state(Neighborhood(0))
    }

    fn adults(&self) -> impl Iterator<Item = Resident> + use<> {
        self.twins.population().residents(Neighborhood(0)).adults()
    }

    fn live(&mut self, given: &[Occasion]) {
        let given: Vec<_> = given.iter().map(|&occasion| (Neighborhood(0), occasion)).collect();
        self.twins.run_day_with(&given);
    }

    fn levels(&self, who: Resident) -> [u8; 3] {
        Channel::ALL.map(|channel| self.state().certainty(who, channel).0)
    }
}

/// A breach of `conduct` before everybody's eyes.
fn breach(who: Resident, conduct: Conduct) -> Occasion {
    let kind = OccasionKind::Act(conduct).kind();
    let (choice, sight) = (Draw(0), Draw(1 << 31));
    Occasion { who, which: 0, kind, moment: 30_000, aside: 0, choice, sight }
}

/// Sensors that see everything and err in nothing, people among them.
fn told() -> Policy {
    let informants = Some(Informants { tells: Share::ALL, lies: PerYear::NEVER });
    Policy { informants, ..exact() }
}

/// Steps of `parts` of 256 of the way from one level to another, rounded away from the first.
fn way(from: i32, to: i32, parts: i32) -> i32 {
    let steps = (to - from) * parts;
    from + (steps + 255 * steps.signum()) / 256
}

/// A sanction teaches about the channel that saw the deed, and about no other: 77 of 256 parts.
#[test]
fn a_sanction_teaches_about_the_channel_that_saw_the_deed() {
    for (conduct, channel) in [
        (Conduct::Crossing, Channel::Cameras),
        (Conduct::Bills, Channel::Registers),
        (Conduct::LateGaming, Channel::Informants),
    ] {
        let mut town = Town::new(told(), |certainty| certainty.others = Share::NONE);
        let who = town.adults().last().expect("the town has adults");
        let before = town.levels(who);
        town.live(&[breach(who, conduct)]);
        let mut expected = before;
        let level = &mut expected[channel as usize];
        *level = way(i32::from(*level), 255, 77) as u8;
        assert_eq!(town.levels(who), expected, "{conduct:?}");
    }
}

/// A lookalike is sanctioned for the crossing of another: 64 of 256 parts of the way to none, in the
/// channel of cameras; the one who crossed learns nothing, and nobody hears of it.
#[test]
fn a_sanction_in_error_lowers_certainty_and_is_no_news() {
    let mut policy = told();
    policy.informants = None;
    policy.cameras.iter_mut().for_each(|cameras| {
        (cameras.false_match, cameras.gallery) = (Share::ALL, 1_000);
        cameras.missed_by_group = vec![Share::ALL; 2];
    });
    let taught = |learns: f64| {
        let mut town = Town::new(policy.clone(), |certainty| {
            (certainty.learns_from_error, certainty.announced) = (share(learns), share(0.4));
            certainty.fades = Share::NONE;
        });
        let who = town.adults().last().expect("the town has adults");
        town.live(&[breach(who, Conduct::Crossing)]);
        town.live(&[]);
        let moved: Vec<(u8, [u8; 3])> = town
            .adults()
            .map(|one| (town.state().certainty(one, Channel::Cameras).0, town.levels(one)))
            .filter(|&(level, _)| level != 102)
            .collect();
        moved
    };
    assert_eq!(taught(0.0), []);
    let lowered = way(102, 0, 64) as u8;
    assert_eq!(taught(0.25), [(lowered, [lowered, 102, 0])]);
}

/// Nothing happens for two years: the expectation falls month by month, and certainty follows it at each
/// citizen's monthly update, both by their own shares.
#[test]
fn certainty_follows_an_expectation_that_wears_off() {
    let mut town = Town::new(told(), |certainty| {
        (certainty.announced, certainty.fades) = (share(0.6), share(0.25));
        certainty.wears_off = [share(0.0), share(0.125), share(0.5)];
    });
    let who = town.adults().next().expect("the town has adults");
    // The first citizen's update is on the first day of each month, so that the chain is one of months.
    let mut expected = [[153; 2]; 3];
    for day in 0..730 {
        town.live(&[]);
        let month = society::calendar::month_of(Day(day));
        if month.start == Day(day) {
            for (levels, wears_off) in expected.iter_mut().zip([0, 32, 128]) {
                if month.number > 0 {
                    levels[0] = way(levels[0], 0, wears_off);
                }
                levels[1] = way(levels[1], levels[0], 64);
            }
        }
        assert_eq!(town.levels(who).map(i32::from), expected.map(|levels| levels[1]), "{day}");
    }
    assert_eq!(town.state().certainty(who, Channel::Cameras), Level(153));
    assert_eq!(town.state().certainty(who, Channel::Informants), Level::NONE);
}

/// A reform announces a channel that it begins to use, or through which it takes more than before, and no other.
#[test]
fn a_channel_is_announced_when_it_is_new_and_when_it_takes_more() {
    let announced = |before: Policy, points: f64| {
        let mut society = society(300, 500);
        let certainty = &mut society.response.certainty;
        (certainty.aware, certainty.fades) = (Share::ALL, Share::ALL);
        (certainty.announced, certainty.wears_off) = (share(0.8), [share(0.5); 3]);
        let mut twin = common::twin("policy", before);
        let mut harsher = told();
        harsher.rules[Conduct::Crossing as usize] = Some(rule(Watch::Cameras, 0.0, points));
        twin.later.push(Stage { day: Day(365), policy: harsher });
        let twins = vec![twin, common::twin("none", Policy::none())];
        let scenario = Scenario::validated(society, twins, TwinId(1), RunSeed(1));
        let mut twins = Twins::new(&scenario.expect("the parts agree"), Seed(1));
        (0..397).for_each(|_| twins.run_day_with(&[]));
        twins.worlds()[0].state(Neighborhood(0)).certainty(Resident(0), Channel::Cameras)
    };
    // 204 in the month of the reform, 102 in the next; of an announcement of a year ago, nothing.
    let gentler =
        told().rules[Conduct::Crossing as usize].expect("it has the rule").broken.as_points() / 2.0;
    assert_eq!(announced(told(), gentler), Level::NONE);
    assert_eq!(announced(told(), -50.0), Level(102));
    let mut blind = told();
    for conduct in [Conduct::Crossing, Conduct::Driving, Conduct::Recycling, Conduct::Speaking] {
        blind.rules[conduct as usize] = None;
    }
    blind.rules[Conduct::Volunteering as usize] = None;
    assert_eq!(announced(blind, gentler), Level(102));
}
