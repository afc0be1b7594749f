//! Every mechanism has an off position that takes it away exactly.
//!
//! Where a mechanism can be absent or have no size, the two are the same world to the last
//! byte; where it has only a switch, what it counts is nothing.

mod common;

use common::{harsh, rate, scenario, share, society};
use society::conduct::{Occasion, OccasionKind};
use society::measures::Tally;
use society::scenario::ListId;
use society::scenario::*;
use society::scoring::Cause;
use society::twins::Twins;
use society::units::{Draw, Level, Neighborhood, PerYear, Points, Resident, Seed, Share};
use society::world::{Digest, State};

const CITIZENS: u16 = 1_500;
const DAYS: u16 = 200;

fn people() -> Society {
    society(CITIZENS.into(), DAYS)
}

fn lived(society: Society, policy: Policy) -> Twins {
    let mut twins = Twins::new(&scenario(society, policy), Seed(17));
    twins.run(&mut ());
    twins
}

/// The digest of the world under a policy.
fn digest(society: Society, policy: Policy) -> Digest {
    lived(society, policy).worlds_mut()[0].digest()
}

/// Whether two policies make one and the same world, which a third world is not.
fn are_one(one: Policy, other: Policy) -> bool {
    let [one, other, all] = [one, other, harsh()].map(|policy| digest(people(), policy));
    one == other && one != all
}

/// The harsh policy, changed.
fn but(change: impl FnOnce(&mut Policy)) -> Policy {
    let mut policy = harsh();
    change(&mut policy);
    policy
}

/// The society of ordinary people, changed.
fn where_(change: impl FnOnce(&mut Society)) -> Society {
    let mut society = people();
    change(&mut society);
    society
}

fn total(twins: &mut Twins, tally: Tally) -> i64 {
    twins.worlds_mut()[0].tallies().total(tally)
}

/// Whether something is true of every citizen on the last day.
fn all(twins: &Twins, is: impl Fn(&State, Resident) -> bool) -> bool {
    Resident::all(0..CITIZENS).all(|who| is(twins.worlds()[0].state(Neighborhood(0)), who))
}

#[test]
fn cameras_of_which_none_move_stay_whatever_is_weighed() {
    let follow = |moved: f64, weighed: bool| {
        but(|policy| {
            let cameras = policy.cameras.iter_mut();
            cameras.for_each(|it| (it.moved, it.weighed) = (share(moved), weighed));
        })
    };
    let mut people = people();
    people.citizens = 9_000;
    let lived = |policy| digest(people.clone(), policy);
    let [stay, weighed, moved, by_need] =
        [(0.0, false), (0.0, true), (0.5, false), (0.5, true)].map(|it| lived(follow(it.0, it.1)));
    assert_eq!(stay, weighed);
    assert!(stay != moved && stay != by_need && moved != by_need);
}

#[test]
fn no_cameras_and_cameras_that_stand_nowhere_are_one() {
    let none = but(|policy| policy.cameras = None);
    let nowhere = but(|policy| {
        policy.cameras.iter_mut().for_each(|cameras| cameras.per_head = 0.0);
    });
    assert!(are_one(none, nowhere));
}

#[test]
fn cameras_without_false_matches_mistake_nobody() {
    let policy = but(|policy| {
        policy.cameras.iter_mut().for_each(|cameras| cameras.false_match = Share::NONE);
    });
    let mut twins = lived(people(), policy);
    assert_eq!(total(&mut twins, Tally::MISTAKEN), 0);
    assert_eq!(total(&mut twins, Tally::PASSED_MISTAKEN), 0);
    assert_eq!(total(&mut twins, Tally::UNENROLLED_MISTAKEN), 0);
    assert!(total(&mut twins, Tally::NAMED) > 0);
}

/// Where everyone is in the gallery and found, no one is taken for another; one in ten elsewhere is
/// enough for mistakes, and leaves the acts of citizens as they were.
#[test]
fn a_gallery_of_all_who_pass_mistakes_nobody_who_is_found() {
    let mistaken = |unenrolled, missed| {
        let policy = but(|policy| {
            policy.cameras.iter_mut().for_each(|cameras| {
                (cameras.unenrolled, cameras.false_match) = (unenrolled, share(1e-7));
                cameras.missed_by_group = vec![share(missed); 2];
            });
        });
        let mut twins = lived(people(), policy);
        [Tally::MISTAKEN, Tally::UNENROLLED_MISTAKEN].map(|tally| total(&mut twins, tally))
    };
    assert_eq!(mistaken(0.0, 0.0), [0, 0]);
    let (found, missed) = (mistaken(0.1, 0.0), mistaken(0.1, 0.1));
    assert!(found[0] == 0 && missed[0] > 0, "{missed:?}");
    assert!(found[1] > 0 && missed[1] == found[1], "{found:?}, {missed:?}");
}

#[test]
fn a_register_that_is_off_makes_no_entry_and_the_others_go_on() {
    for off in Register::ALL {
        let mut twins = lived(people(), but(|policy| policy.registers[off as usize] = None));
        for register in Register::ALL {
            let entries = total(&mut twins, Tally::ENTRIES.in_register(register));
            let phantoms = total(&mut twins, Tally::SPURIOUS.in_register(register));
            assert_eq!((entries > 0, phantoms > 0), (register != off, register != off));
        }
    }
}

#[test]
fn registers_without_errors_record_nobody_wrongly() {
    let policy = but(|policy| {
        policy.registers.iter_mut().flatten().for_each(|register| {
            (register.missed, register.false_link) = (Share::NONE, Share::NONE);
            register.spurious = PerYear::NEVER;
        });
    });
    let mut twins = lived(people(), policy);
    let wrong = Register::ALL.map(|register| {
        total(&mut twins, Tally::MISSED.in_register(register))
            + total(&mut twins, Tally::MISLINKED.in_register(register))
            + total(&mut twins, Tally::SPURIOUS.in_register(register))
    });
    assert_eq!(wrong, [0; 3]);
    assert_eq!(total(&mut twins, Tally::CHARGES.by(Cause::Misrecorded)), 0);
}

#[test]
fn no_informants_and_informants_who_say_nothing_are_one() {
    let silent = Informants { tells: Share::NONE, lies: PerYear::NEVER };
    assert!(are_one(
        but(|policy| policy.informants = None),
        but(|policy| policy.informants = Some(silent)),
    ));
}

#[test]
fn no_list_and_a_list_that_nothing_leads_to_are_one() {
    let by_band = |policy: &mut Policy| policy.effects.retain(|effect| effect.lists.is_empty());
    let none = but(|policy| {
        by_band(policy);
        policy.lists.clear();
    });
    let idle = but(|policy| {
        by_band(policy);
        policy.lists[0].entry = EntryRule::default();
    });
    assert!(are_one(none, idle));
}

#[test]
fn an_effect_of_no_size_and_no_effect_are_one() {
    for number in 0..harsh().effects.len() {
        let sizeless = match harsh().effects[number].does {
            EffectKind::Refuse(_) => EffectKind::Refuse(Share::NONE),
            EffectKind::Slow(_) => EffectKind::Slow(Share::NONE),
            EffectKind::Hurry(_) => EffectKind::Hurry(Share::NONE),
            EffectKind::Discount(_) => EffectKind::Discount(Share::NONE),
            EffectKind::Fine(_) => EffectKind::Fine(Share::NONE),
            EffectKind::Throttle(_) => EffectKind::Throttle(Share::NONE),
            EffectKind::Admit => continue,
        };
        let gone = but(|policy| drop(policy.effects.remove(number)));
        let small = but(|policy| policy.effects[number].does = sizeless);
        assert!(are_one(gone, small), "{}", harsh().effects[number].name);
    }
}

#[test]
fn a_venue_that_admits_nobody_in_particular_is_open_to_all() {
    let policy = but(|policy| policy.effects.retain(|effect| effect.does != EffectKind::Admit));
    let mut twins = lived(people(), policy);
    assert!(total(&mut twins, Tally::ASKED.at(Gate::Venue)) > 0);
    assert_eq!(total(&mut twins, Tally::REFUSED.at(Gate::Venue)), 0);
}

#[test]
fn no_spread_and_a_spread_of_nothing_are_one() {
    let nothing = Some(Share::NONE);
    assert!(are_one(
        but(|policy| policy.spread = Spread::default()),
        but(|policy| {
            policy.spread = Spread {
                household: nothing,
                kin: nothing,
                circle: nothing,
                team: nothing,
                earned_too: true,
                once: true,
            };
        }),
    ));
}

#[test]
fn each_tie_that_carries_nothing_is_one_with_a_tie_that_is_not_asked() {
    let ties: [fn(&mut Spread) -> &mut Option<Share>; 4] = [
        |spread| &mut spread.household,
        |spread| &mut spread.kin,
        |spread| &mut spread.circle,
        |spread| &mut spread.team,
    ];
    for tie in ties {
        let none = but(|policy| *tie(&mut policy.spread) = None);
        let nothing = but(|policy| *tie(&mut policy.spread) = Some(Share::NONE));
        assert!(are_one(none, nothing));
    }
}

/// Where no list is black, nothing is everywhere.
#[test]
fn everywhere_and_not_everywhere_are_one_where_nobody_is_blacklisted() {
    let without = |everywhere| {
        but(|policy| {
            policy.lists[0].entry = EntryRule::default();
            policy.everywhere = everywhere;
        })
    };
    assert!(are_one(without(true), without(false)));
}

#[test]
fn no_appeal_and_an_appeal_that_nobody_lodges_are_one() {
    let unheard =
        Appeal { lodged: Share::NONE, delay: 30, if_wrong: Share::ALL, if_right: Share::ALL };
    let one = but(|_| ());
    let other = but(|policy| policy.appeal = Some(unheard));
    assert_eq!(digest(people(), one), digest(people(), other));
}

#[test]
fn a_list_without_association_takes_nobody_for_their_family() {
    let mut policy = harsh();
    let family = List {
        name: "family".into(),
        color: Color::Black,
        entry: EntryRule { association: Share::NONE, ..EntryRule::default() },
        exit: ExitRule::default(),
        notice: 0,
    };
    policy.lists.push(family);
    let mut twins = lived(people(), policy);
    assert!(total(&mut twins, Tally::LISTED.on_list(ListId(0))) > 0);
    assert_eq!(total(&mut twins, Tally::LISTED.on_list(ListId(1))), 0);
}

#[test]
fn a_list_without_monthly_association_takes_nobody_along() {
    let along = |chance: f64| {
        let mut policy = harsh();
        policy.lists[0].entry.association_monthly = share(chance);
        lived(people(), policy)
    };
    let [mut none, mut all] = [0.0, 1.0].map(along);
    assert_eq!(none.worlds_mut()[0].digest(), digest(people(), harsh()));
    let listed = |twins: &mut Twins| total(twins, Tally::LISTED.on_list(ListId(0)));
    assert!(listed(&mut all) > listed(&mut none));
}

/// Where nobody asks for help, nobody looks anyone up; and looking up is all that a policy has to do
/// with who helps.
#[test]
fn where_nobody_asks_for_help_nobody_is_denied_it() {
    let asked = |imitation: f64| {
        let by = Conduct::Volunteering;
        let imitation = share(imitation);
        where_(|society| {
            society.helping = Some(Helping { by, willing: share(0.6), benefit: 3.0, imitation });
        })
    };
    let looked_up = |chance: f64| but(|policy| policy.looked_up = share(chance));
    assert_eq!(digest(people(), looked_up(0.5)), digest(people(), harsh()));
    let denied = |society, policy| total(&mut lived(society, policy), Tally::DENIED);
    assert_eq!(denied(asked(0.0), looked_up(0.0)), 0);
    assert!(denied(asked(0.0), looked_up(1.0)) > 0);
    let willing = |imitation: f64| {
        let twins = lived(asked(imitation), harsh());
        Resident::all(0..CITIZENS)
            .filter(|&who| twins.worlds()[0].state(Neighborhood(0)).is_willing(who))
            .count()
    };
    let first = Twins::new(&scenario(asked(0.0), harsh()), Seed(17));
    let on_the_first_day = Resident::all(0..CITIZENS)
        .filter(|&who| first.worlds()[0].state(Neighborhood(0)).is_willing(who))
        .count();
    assert!(willing(0.0) == on_the_first_day && on_the_first_day > 400);
    assert!(willing(0.5) < on_the_first_day);
}

/// Hardship is the usual one of each income tenth, in work or not, from the first day to the
/// last, whatever the policy; so is health, and nobody wins or loses a post.
#[test]
fn without_livelihood_nobody_is_poorer_iller_or_out_of_work() {
    let still = || where_(|society| society.livelihood.enabled = false);
    let mut twins = lived(still(), harsh());
    let fresh = Twins::new(&scenario(still(), harsh()), Seed(17));
    let first = fresh.worlds()[0].state(Neighborhood(0));
    assert!(all(&twins, |state, who| {
        (state.hardship(who), state.health(who), state.works(who))
            == (first.hardship(who), first.health(who), first.works(who))
    }));
    assert_eq!(total(&mut twins, Tally::LOST_WORK) + total(&mut twins, Tally::FOUND_WORK), 0);
    assert!(total(&mut twins, Tally::FINES) > 0);
}

/// With every response off, a policy is lived through as if nobody responded to it.
#[test]
fn without_responses_nothing_is_at_stake() {
    let still = || {
        where_(|society| {
            let response = &mut society.response;
            response.certainty.enabled = false;
            response.resignation = Share::NONE;
            response.gaming.players = Share::NONE;
            response.cut = Share::NONE;
        })
    };
    let staked = digest(still(), harsh());
    let deaf = where_(|society| society.response.enabled = false);
    assert_eq!(staked, digest(deaf, harsh()));
    assert_ne!(staked, digest(people(), harsh()));
}

#[test]
fn without_certainty_nobody_expects_a_sanction() {
    let twins = lived(where_(|society| society.response.certainty.enabled = false), harsh());
    assert!(all(&twins, |state, who| Channel::ALL.map(|channel| state.certainty(who, channel))
        == [Level::NONE; 3]));
}

#[test]
fn without_resignation_nobody_gives_up() {
    let resigned = |share| {
        let twins = lived(where_(|society| society.response.resignation = share), harsh());
        !all(&twins, |state, who| state.resignation(who) == Level::NONE)
    };
    assert!(!resigned(Share::NONE));
    assert!(resigned(share(0.15)));
}

/// Nothing but certainty keeps citizens from what is lawful: without chilling they speak and
/// game on the very occasions on which they do without a policy.
#[test]
fn without_chilling_lawful_acts_are_what_they_are_without_a_policy() {
    let acts = |chilling| {
        let society = where_(|society| {
            society.response.chilling = chilling;
            society.response.resignation = Share::NONE;
            society.livelihood.enabled = false;
        });
        let mut twins = lived(society, harsh());
        [0, 1].map(|twin| {
            let tallies = twins.worlds_mut()[twin].tallies();
            [Conduct::Speaking, Conduct::LateGaming]
                .map(|conduct| tallies.total(Tally::BROKEN.of(conduct)))
        })
    };
    let [free, baseline] = acts(false);
    assert_eq!(free, baseline);
    let [chilled, baseline] = acts(true);
    assert!(chilled[0] < baseline[0] && chilled[1] < baseline[1], "{chilled:?} {baseline:?}");
}

#[test]
fn no_players_and_players_with_nothing_to_play_are_one() {
    let none = where_(|society| society.response.gaming.players = Share::NONE);
    let idle = where_(|society| {
        (society.response.gaming.shift, society.response.gaming.staged) = (0.0, Share::NONE);
    });
    let mut honest = lived(none, harsh());
    assert_eq!(total(&mut honest, Tally::STAGED), 0);
    assert_eq!(honest.worlds_mut()[0].digest(), digest(idle, harsh()));
    assert_ne!(honest.worlds_mut()[0].digest(), digest(people(), harsh()));
}

#[test]
fn without_cutting_every_tie_holds() {
    let cuts = |share| {
        let mut twins = lived(where_(|society| society.response.cut = share), harsh());
        (total(&mut twins, Tally::TIES_CUT), twins.worlds()[0].state(Neighborhood(0)).cuts().len())
    };
    assert_eq!(cuts(Share::NONE), (0, 0));
    let (counted, pairs) = cuts(Share::ALL);
    assert!(counted > 0 && pairs as i64 == 2 * counted);
}

#[test]
fn a_scheme_without_a_half_life_forgets_nothing() {
    let forgotten = |half_life| {
        let policy = but(|policy| {
            policy.score.iter_mut().for_each(|score| score.half_life = half_life);
        });
        total(&mut lived(people(), policy), Tally::CHARGES.by(Cause::Forgetting))
    };
    assert_eq!(forgotten(None), 0);
    assert!(forgotten(Some(90)) > 0);
}

#[test]
fn a_rule_without_fine_or_letter_takes_no_money_and_writes_to_nobody() {
    let counted = |fine, warning| {
        let policy = but(|policy| {
            policy.effects.retain(|effect| !matches!(effect.does, EffectKind::Fine(_)));
            policy.rules.iter_mut().flatten().for_each(|rule| {
                (rule.fine, rule.warning) = (fine, warning);
            });
        });
        let mut twins = lived(people(), policy);
        (total(&mut twins, Tally::FINES) > 0, total(&mut twins, Tally::WARNINGS) > 0)
    };
    assert_eq!(counted(0.0, false), (false, false));
    assert_eq!(counted(0.1, false), (true, false));
    assert_eq!(counted(0.0, true), (false, true));
}

/// Twenty deeds of one citizen, every one taken for somebody else's.
fn victims(stick: bool) -> usize {
    let policy = but(|policy| {
        policy.spread = Spread::default();
        policy.informants = None;
        policy.registers = [None; 3];
        policy.cameras.iter_mut().for_each(|cameras| {
            (cameras.false_match, cameras.reach) = (Share::ALL, 100.0);
            (cameras.missed_by_group, cameras.unenrolled) = (vec![Share::ALL; 2], 0.0);
            cameras.lookalikes_stick = stick;
        });
    });
    let mut twins = Twins::new(&scenario(people(), policy), Seed(17));
    let adults = twins.population().residents(Neighborhood(0)).adults();
    let act = Occasion {
        who: Resident(0),
        which: 0,
        kind: OccasionKind::Act(Conduct::Crossing).kind(),
        moment: 1 << 14,
        aside: 0,
        choice: Draw(0),
        sight: Draw(0),
    };
    (0..21).for_each(|_| twins.run_day_with(&[(Neighborhood(0), act)]));
    let state = twins.worlds()[0].state(Neighborhood(0));
    let last = adults.clone().next_back().expect("there are adults");
    let start = state.shadow(last).max(state.score(last));
    adults.filter(|&other| state.score(other) < start).count()
}

#[test]
fn errors_return_to_the_same_three_lookalikes_or_fall_on_fresh_ones() {
    assert!((1..=3).contains(&victims(true)), "{}", victims(true));
    assert!(victims(false) > 10, "{}", victims(false));
}

/// A society whose citizens have no kin, and one whose kin carry nothing, score alike.
#[test]
fn without_kin_nothing_comes_from_afar() {
    let policy = but(|policy| {
        policy.spread = Spread { kin: Some(share(0.5)), ..Spread::default() };
    });
    let came = |kin| {
        let mut twins = lived(where_(|society| society.population.kin = kin), policy.clone());
        total(&mut twins, Tally::CAME_OVER)
    };
    assert_eq!(came(0), 0);
    assert!(came(2) > 0);
}

/// An occasion that never comes is never met, and the others come as they did.
#[test]
fn a_rate_of_nothing_takes_away_one_occasion_and_no_other() {
    let mut twins = lived(where_(|society| society.flights.rate = rate(0.0)), Policy::none());
    assert_eq!(total(&mut twins, Tally::ASKED.at(Gate::Flight)), 0);
    assert!(total(&mut twins, Tally::ASKED.at(Gate::Rail)) > 0);
}

#[test]
fn points_of_nothing_charge_nothing() {
    let policy = but(|policy| {
        policy.rules.iter_mut().flatten().for_each(|rule| {
            (rule.kept, rule.broken) = (Points::ZERO, Points::ZERO);
        });
    });
    let mut twins = lived(people(), policy);
    let points = Cause::ALL.map(|cause| total(&mut twins, Tally::POINTS.by(cause)));
    assert_eq!(points, [0; 7]);
    assert_eq!(total(&mut twins, Tally::SANCTIONS), 0);
}
