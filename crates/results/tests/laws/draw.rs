//! How drafts are drawn: everything that a policy can do, and simpler values first, so that a
//! draw that breaks a law shrinks to a short file.

use proptest::collection::{btree_map, vec};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::Index;
use society::scenario::{Conduct, Context, Gate};

use super::draft::*;

/// A share in hundredths, often all.
fn share() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0..=100u32, 1 => Just(100)]
}

/// Small societies for some weeks, and now and then a smaller one for more than a year.
fn size() -> impl Strategy<Value = (u32, u32)> {
    prop_oneof![
        15 => (100..=700u32, 20..=70u32),
        1 => (100..=150u32, 370..=400u32),
    ]
}

/// Groups of which none is left out, with shares that sum to one [1/100].
fn groups() -> impl Strategy<Value = Vec<u32>> {
    prop_oneof![
        (1..=99u32).prop_map(|one| vec![one, 100 - one]),
        (1..=49u32, 1..=49u32).prop_map(|(one, other)| vec![one, other, 100 - one - other]),
        Just(vec![100]),
    ]
}

/// Places likewise, each with its cameras [1/10 of the mean].
fn places() -> impl Strategy<Value = Vec<(u32, u32)>> {
    let shares = prop_oneof![
        (1..=49u32, 1..=49u32).prop_map(|(one, other)| vec![one, other, 100 - one - other]),
        (1..=99u32).prop_map(|one| vec![one, 100 - one]),
        Just(vec![100]),
    ];
    (shares, vec(0..=30u32, 3))
        .prop_map(|(shares, cameras)| shares.into_iter().zip(cameras).collect())
}

fn people() -> impl Strategy<Value = People> {
    let number = |&(_, _, low, high, _): &Setting| weighted(0.15, low..=high);
    let numbers: Vec<_> = NUMBERS.iter().map(number).collect();
    let rate = weighted(0.4, 0..=120u32);
    (
        weighted(0.3, groups()),
        weighted(0.2, places()),
        numbers,
        vec(rate, occasions().count()),
        vec(prop::bool::weighted(0.15), SWITCHES.len()),
    )
        .prop_map(|(groups, places, numbers, rates, turned)| People {
            groups,
            places,
            numbers,
            rates,
            turned,
        })
}

/// Whether something is there and switched off all the same.
fn off() -> impl Strategy<Value = bool> {
    prop::bool::weighted(0.1)
}

pub(super) fn cameras() -> impl Strategy<Value = Cameras> {
    (
        off(),
        (0..=30u32, 0..=30u32, 0..=40u32),
        (0..GALLERIES.len(), 0..FALSE_MATCHES.len()),
        (share(), 0..=30u32, any::<bool>(), weighted(0.4, (share(), any::<bool>()))),
        weighted(0.4, (0..=20u32, 0..=3u32)),
    )
        .prop_map(
            |(off, (per_head, reach, passes), (gallery, false_match), seen, by_group)| {
                let (missed, unenrolled, sticks, follows) = seen;
                Cameras {
                    off,
                    per_head,
                    reach,
                    passes,
                    gallery,
                    false_match,
                    missed,
                    unenrolled,
                    sticks,
                    follows,
                    by_group,
                }
            },
        )
}

/// Missed and false links stay below one together, whatever the factor of a group.
pub(super) fn register() -> impl Strategy<Value = Register> {
    (
        off(),
        prop_oneof![0..=6u32, 0..=40u32],
        (0..=30u32, 0..=15u32),
        (0..=120u32, 0..=30u32),
        weighted(0.3, btree_map(0..Conduct::COUNT, 1..=9u32, 1..=4)),
        weighted(0.4, 0..=4u32),
    )
        .prop_map(|(off, delay, (missed, false_link), made_up, spurious_of, by_group)| {
            let (spurious, weight) = made_up;
            Register { off, delay, missed, false_link, spurious, spurious_of, weight, by_group }
        })
}

pub(super) fn informants() -> impl Strategy<Value = Informants> {
    (off(), share(), 0..=120u32).prop_map(|(off, tells, lies)| Informants { off, tells, lies })
}

pub(super) fn score() -> impl Strategy<Value = Score> {
    (
        (0..=600u32, 1..=300u32, share()),
        0..UPDATES.len(),
        weighted(0.3, 1..=400u32),
        vec(0..=100u32, 0..=3),
    )
        .prop_map(|((floor, width, start), update, half_life, bands)| Score {
            off: false,
            floor,
            width,
            start,
            update,
            half_life,
            bands,
        })
}

pub(super) fn rule() -> impl Strategy<Value = Rule> {
    (
        0..WATCHES.len(),
        (0..=20u32, 0..=80u32),
        weighted(0.3, 0..=30u32),
        weighted(0.3, 0..=15u32),
        weighted(0.3, 0..=200u32),
        prop::bool::weighted(0.3),
    )
        .prop_map(|(watch, (kept, broken), repeat, monthly_cap, fine, warning)| Rule {
            watch,
            kept,
            broken,
            repeat,
            monthly_cap,
            fine,
            warning,
        })
}

pub(super) fn list() -> impl Strategy<Value = List> {
    let bound = || weighted(0.4, 0..=100u32);
    (
        prop::bool::weighted(0.3),
        (bound(), bound(), bound()),
        weighted(0.5, 1..=40u32),
        vec(0..Conduct::ALL.len(), 0..=3),
        (weighted(0.3, share()), weighted(0.3, share())),
        (weighted(0.5, 1..=60u32), prop::bool::weighted(0.4), weighted(0.4, 0..=120u32)),
        weighted(0.4, 0..=20u32),
    )
        .prop_map(|(red, scores, debt_unpaid, charges, at_home, exit, notice)| {
            let (association, association_monthly) = at_home;
            let (enters_below, enters_from, exit_score) = scores;
            let (exit_after, exit_repair, exit_settled) = exit;
            List {
                red,
                enters_below,
                enters_from,
                debt_unpaid,
                charges,
                association,
                association_monthly,
                exit_after,
                exit_score,
                exit_repair,
                exit_settled,
                notice,
            }
        })
}

fn effect() -> impl Strategy<Value = Effect> {
    (
        (0..DOES.len(), 0..Gate::ALL.len()),
        (vec(0..4usize, 0..=3), vec(0..4usize, 0..=3)),
        weighted(0.6, share()),
        0..Context::ALL.len(),
        0..FALLS_ON.len(),
    )
        .prop_map(|((does, gate), (bands, lists), size, context, falls_on)| Effect {
            does,
            gate,
            bands,
            lists,
            size,
            context,
            falls_on,
        })
}

fn spread() -> impl Strategy<Value = Spread> {
    (vec(weighted(0.6, 0..=100u32), 4), any::<bool>(), any::<bool>())
        .prop_map(|(shares, earned_too, once)| Spread { shares, earned_too, once })
}

fn appeal() -> impl Strategy<Value = Appeal> {
    (off(), share(), 1..=40u32, share(), share()).prop_map(
        |(off, lodged, delay, if_wrong, if_right)| Appeal {
            off,
            lodged,
            delay,
            if_wrong,
            if_right,
        },
    )
}

fn objecting() -> impl Strategy<Value = Objecting> {
    (share(), [share(), share()], [share(), share()]).prop_map(|(told, wrong, right)| Objecting {
        told,
        wrong,
        right,
    })
}

fn objection() -> impl Strategy<Value = Objection> {
    (
        (off(), weighted(0.8, objecting()), weighted(0.7, objecting())),
        (0..=60u32, 1..=40u32, weighted(0.5, 1..=200u32)),
        ([share(), share()], 0..=5u32),
        (share(), share()),
    )
        .prop_map(
            |((off, charge, band), (window, delay, capacity), (fee, days_lost), success)| {
                let (if_wrong, if_right) = success;
                Objection {
                    off,
                    charge,
                    band,
                    window,
                    delay,
                    capacity,
                    fee,
                    days_lost,
                    if_wrong,
                    if_right,
                }
            },
        )
}

/// Any policy.
pub(super) fn policy() -> impl Strategy<Value = Policy> {
    (
        (prop::bool::weighted(0.2), weighted(0.4, 0..=100u32)),
        (weighted(0.7, cameras()), vec(weighted(0.6, register()), 3), weighted(0.5, informants())),
        (weighted(0.85, score()), vec(weighted(0.5, rule()), Conduct::ALL.len())),
        (vec(list(), 0..=4), vec(effect(), 0..=8)),
        (weighted(0.4, spread()), weighted(0.4, appeal()), weighted(0.4, objection())),
    )
        .prop_map(|((everywhere, looked_up), eyes, (score, rules), (lists, effects), last)| {
            let ((cameras, registers, informants), (spread, appeal, objection)) = (eyes, last);
            Policy {
                everywhere,
                looked_up,
                cameras,
                registers,
                informants,
                score,
                rules,
                lists,
                effects,
                spread,
                appeal,
                objection,
            }
        })
}

fn step() -> impl Strategy<Value = Step> {
    (0..=100u32, any::<Index>(), any::<u32>()).prop_map(|(when, which, value)| Step {
        when,
        which,
        value,
    })
}

/// Any scenario of such sizes.
fn sized(size: impl Strategy<Value = (u32, u32)>) -> impl Strategy<Value = Draft> {
    let steps = prop_oneof![3 => Just(Vec::new()), 1 => vec(step(), 0..=4)];
    (any::<bool>(), size, any::<u32>(), people(), policy(), steps).prop_map(
        |(inside, (citizens, days), seed, people, policy, steps)| Draft {
            inside,
            citizens,
            days,
            seed,
            people,
            policy,
            steps,
            lasting: Vec::new(),
        },
    )
}

/// Any scenario of a small society.
pub(super) fn draft() -> impl Strategy<Value = Draft> {
    sized(size())
}

/// The same, now and then with several neighborhoods.
pub(super) fn of_any_width() -> impl Strategy<Value = Draft> {
    sized(prop_oneof![15 => size(), 1 => (4_097..=9_000u32, 20..=24u32)])
}
