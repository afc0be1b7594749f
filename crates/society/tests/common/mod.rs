//! Hand-made societies and policies that the tests of this crate share.

#![allow(dead_code, reason = "each test file uses its own part of these")]

use society::scenario::*;
use society::units::{Day, PerYear, Points, RunSeed, Score, Share};

pub(crate) fn share(value: f64) -> Share {
    Share::new(value).expect("a share lies between 0 and 1")
}

pub(crate) fn rate(value: f64) -> PerYear {
    PerYear::new(value).expect("a rate is not negative")
}

pub(crate) fn score(points: f64) -> Score {
    Score::from_points(points).expect("a score lies on the scale")
}

fn occasion(value: f64, who: Eligible, mobile: bool) -> OccasionRate {
    OccasionRate { rate: rate(value), who, mobile, by_age: [1.0; 4] }
}

fn habit(occasion: OccasionRate, breaks: f64, harm: u8) -> Habit {
    Habit {
        occasion,
        breaks: share(breaks),
        disposition: 0.8,
        certainty: 0.75,
        hardship: 1.0,
        resignation: 0.6,
        harm,
        open: share(0.5),
        behind: None,
    }
}

/// A society of ordinary people, with every mechanism at work.
pub(crate) fn society(citizens: u32, days: u16) -> Society {
    let all = |value, breaks, harm| habit(occasion(value, Eligible::Adults, false), breaks, harm);
    let heads = |value, breaks, harm| habit(occasion(value, Eligible::Heads, false), breaks, harm);
    Society {
        citizens,
        days,
        warm_up: 0,
        population: Marginals {
            ages: [share(0.1795), share(0.6335), share(0.187)],
            sex_ratio: 105.07,
            household: 2.62,
            groups: vec![
                Group { name: "river".into(), share: share(0.8) },
                Group { name: "hill".into(), share: share(0.2) },
            ],
            places: vec![
                Place { name: "city".into(), share: share(0.6), cameras: 1.4 },
                Place { name: "country".into(), share: share(0.4), cameras: 0.4 },
            ],
            alike: share(0.3),
            circle: 8,
            team: 45,
            class: 40,
            workplace: 1000,
            zipf: 1.06,
            acquaintances: 105,
            kin: 2,
            mobility: [0.4, 0.8, 1.2, 1.6],
        },
        habits: [
            Habit { hardship: 2.5, ..heads(12.0, 0.08, 2) },
            Habit { hardship: 1.5, ..all(0.01, 0.26, 20) },
            all(2.0, 0.5, 0),
            all(1.5, 0.6, 0),
            heads(26.0, 0.3, 1),
            all(8.0, 0.3, 1),
            all(6.0, 0.25, 4),
            Habit { occasion: occasion(1.0, Eligible::Adults, true), ..all(1.0, 0.05, 3) },
            all(3.0, 0.1, 2),
            Habit { occasion: occasion(1.0, Eligible::WorkingAge, false), ..all(1.0, 0.06, 8) },
            Habit { certainty: 0.27, ..all(6.0, 0.5, 0) },
            Habit { certainty: 0.27, ..all(6.0, 0.5, 0) },
            Habit { behind: Some(Gate::Loan), ..all(0.4, 0.1, 5) },
        ],
        flights: occasion(0.5, Eligible::Adults, true),
        rail: occasion(3.0, Eligible::Adults, true),
        schooling: occasion(0.3, Eligible::Parents, false),
        hospital: occasion(2.0, Eligible::Adults, false),
        venues: occasion(4.0, Eligible::Adults, true),
        meetings: occasion(6.0, Eligible::Adults, false),
        livelihood: Livelihood {
            enabled: true,
            work: Work { loss: rate(0.1), found: share(0.15), offline: share(0.4) },
            poorest: share(0.4),
            richest: share(0.02),
            idle: share(0.25),
            recovery: share(0.1),
            fine: share(0.5),
            refusal: share(0.02),
            health: Health {
                start: share(0.9),
                wait: 5,
                waiting: share(0.002),
                hardship: share(0.01),
                recovery: share(0.1),
            },
        },
        barred: Barred::default(),
        response: Response {
            enabled: true,
            certainty: Certainty {
                enabled: true,
                aware: share(0.8),
                announced: share(0.3),
                own: share(0.3),
                learns_from_error: share(0.1),
                others: share(0.02),
                fades: share(0.05),
                wears_off: [share(0.0); 3],
                halo: share(0.2),
                seen: share(0.5),
                displaced: share(0.1),
            },
            losses: Society::example().response.losses,
            resignation: share(0.15),
            chilling: true,
            gaming: Gaming { players: share(0.1), shift: 0.5, staged: share(0.3) },
            cut: share(0.05),
            repayment: Repayment::of_the_able(rate(0.2), rate(0.4)),
        },
        helping: None,
    }
}

/// A policy of gains and deductions alone.
pub(crate) fn rule(watch: Watch, kept: f64, broken: f64) -> Rule {
    Rule {
        watch,
        kept: Points::from_points(kept),
        broken: Points::from_points(broken),
        repeat: 1.0,
        monthly_cap: None,
        fine: 0.0,
        warning: false,
    }
}

/// A register that errs in nothing and enters on the day.
pub(crate) fn exact_register() -> RegisterRules {
    RegisterRules {
        delay: 0,
        missed: Share::NONE,
        false_link: Share::NONE,
        false_link_by_group: [1.0; 4],
        spurious: PerYear::NEVER,
        spurious_of: None,
        weight: 1.0,
    }
}

fn register(delay: u8) -> Option<RegisterRules> {
    Some(RegisterRules {
        delay,
        missed: share(0.041),
        false_link: share(0.002),
        false_link_by_group: [1.0, 2.0, 1.0, 1.0],
        spurious: rate(0.02),
        spurious_of: None,
        weight: 1.0,
    })
}

fn effect(name: &str, gate: Gate, bands: &[u8], lists: &[u8], does: EffectKind) -> Effect {
    Effect {
        name: name.into(),
        gate,
        bands: bands.to_vec(),
        lists: lists.to_vec(),
        does,
        context: gate.context(),
        falls_on: EffectTarget::Oneself,
    }
}

/// A policy with everything the press reported, in round numbers.
pub(crate) fn everything() -> Policy {
    let mut rules = [None; Conduct::COUNT];
    let financial = Watch::Register(Register::Financial);
    let legal = Watch::Register(Register::Legal);
    let set = [
        (Conduct::Bills, rule(financial, 2.0, -20.0)),
        (Conduct::CourtDebt, rule(legal, 0.0, -100.0)),
        (Conduct::Charity, Rule { monthly_cap: Some(2), ..rule(financial, 10.0, 0.0) }),
        (Conduct::Volunteering, rule(Watch::Cameras, 5.0, 0.0)),
        (Conduct::Recycling, Rule { monthly_cap: Some(4), ..rule(Watch::Cameras, 1.0, -1.0) }),
        (Conduct::Crossing, Rule { repeat: 1.2, ..rule(Watch::Cameras, 0.0, -5.0) }),
        (Conduct::Driving, Rule { repeat: 1.5, ..rule(Watch::Cameras, 0.0, -10.0) }),
        (Conduct::Travel, rule(legal, 0.0, -20.0)),
        (Conduct::Appointment, rule(Watch::Register(Register::Medical), 0.0, -5.0)),
        (Conduct::Taxes, rule(financial, 5.0, -50.0)),
        (Conduct::Speaking, rule(Watch::Cameras, 0.0, -10.0)),
        (Conduct::LateGaming, rule(Watch::People, 0.0, -3.0)),
    ];
    for (conduct, rule) in set {
        rules[conduct as usize] = Some(rule);
    }
    Policy {
        name: "everything".into(),
        cameras: Some(Cameras {
            per_head: 0.43,
            reach: 1.0,
            passes: 20.0,
            gallery: 1_000_000,
            false_match: share(1.67e-8),
            false_match_by_group: vec![1.0, 10.0],
            missed_by_group: vec![share(0.11), share(0.15)],
            quality: 1.0,
            unenrolled: 0.1,
            lookalikes_stick: true,
            moved: Share::NONE,
            weighed: false,
        }),
        registers: [register(3), register(2), register(1)],
        informants: Some(Informants { tells: share(0.02), lies: rate(0.02) }),
        rules,
        score: Some(ScoreRules {
            start: score(600.0),
            floor: score(0.0),
            cap: score(800.0),
            update: Update::RealTime,
            half_life: None,
        }),
        bands: [("discredited", 0.0), ("warned", 450.0), ("ordinary", 550.0), ("exemplary", 700.0)]
            .map(|(name, from)| Band { name: name.into(), from: score(from) })
            .to_vec(),
        lists: vec![List {
            name: "untrustworthy".into(),
            color: Color::Black,
            entry: EntryRule {
                score_below: Some(score(400.0)),
                debt_unpaid: Some(90),
                ..EntryRule::default()
            },
            exit: ExitRule::default(),
            notice: 0,
        }],
        effects: vec![
            effect("planes", Gate::Flight, &[], &[0], EffectKind::Refuse(Share::ALL)),
            effect("trains", Gate::Rail, &[], &[0], EffectKind::Refuse(Share::ALL)),
            Effect {
                falls_on: EffectTarget::Children,
                ..effect("schools", Gate::School, &[0, 1], &[], EffectKind::Refuse(share(0.5)))
            },
            Effect {
                falls_on: EffectTarget::Household,
                ..effect("line", Gate::Internet, &[0, 1], &[], EffectKind::Throttle(share(0.75)))
            },
            effect("posts", Gate::Job, &[0], &[], EffectKind::Refuse(share(0.3))),
            effect("fine", Gate::Job, &[0, 1], &[], EffectKind::Fine(share(0.02))),
            effect("slow", Gate::Hospital, &[0], &[], EffectKind::Slow(share(0.2))),
            effect("hurry", Gate::Hospital, &[3], &[], EffectKind::Hurry(share(0.3))),
            effect("fares", Gate::Fare, &[3], &[], EffectKind::Discount(share(0.2))),
            effect("venues", Gate::Venue, &[3], &[], EffectKind::Admit),
        ],
        everywhere: true,
        spread: Spread {
            household: Some(share(0.05)),
            kin: Some(share(0.02)),
            circle: Some(share(0.01)),
            team: Some(share(0.002)),
            earned_too: false,
            once: false,
        },
        appeal: None,
        objections: None,
        looked_up: Share::NONE,
        counted: CauseSet::ALL,
    }
}

pub(crate) fn twin(name: &str, policy: Policy) -> Twin {
    Twin { name: name.into(), say: String::new(), policy, later: Vec::new() }
}

/// The policy beside the twin without any.
pub(crate) fn scenario(society: Society, policy: Policy) -> Scenario {
    let twins = vec![twin("policy", policy), twin("none", Policy::none())];
    Scenario::validated(society, twins, TwinId(1), RunSeed(2031)).expect("the parts agree")
}

/// A twin whose policy each of these follows, from the morning of its day on.
pub(crate) fn reformed(name: &str, policy: Policy, later: Vec<(u16, Policy)>) -> Twin {
    let later = later.into_iter().map(|(day, policy)| Stage { day: Day(day), policy }).collect();
    Twin { later, ..twin(name, policy) }
}

/// The policy with everything, made exact: sensors see all and err in nothing, nobody tells, and nothing
/// passes over ties.
pub(crate) fn exact() -> Policy {
    let mut policy = everything();
    policy.cameras = policy.cameras.map(|cameras| Cameras {
        reach: 100.0,
        false_match: Share::NONE,
        missed_by_group: vec![Share::NONE; 2],
        unenrolled: 0.0,
        ..cameras
    });
    policy.registers = [Some(exact_register()); 3];
    policy.informants = None;
    policy.spread = Spread::default();
    policy
}

/// The policy with everything, from a start so near to every threshold that within months there
/// are many in each band and on the list.
pub(crate) fn harsh() -> Policy {
    let mut policy = everything();
    policy.score.iter_mut().for_each(|rules| rules.start = score(470.0));
    (policy.bands[2].from, policy.bands[3].from) = (score(472.0), score(480.0));
    policy.lists[0].entry.score_below = Some(score(440.0));
    policy
}
