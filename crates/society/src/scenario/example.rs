//! A ready-made scenario for examples and tests.
//!
//! Its numbers are round, and none of them has a source: it shows how the parts fit together, and
//! nothing about any country. Scenarios with sources are files; the crate `reader` reads them.

use super::{
    Appeal, Band, Cameras, Certainty, Color, Conduct, Effect, EffectKind, EffectTarget, Eligible,
    EntryRule, ExitRule, Gaming, Gate, Group, Habit, Health, List, Livelihood, Marginals,
    OccasionRate, Place, Policy, Register, RegisterRules, Repayment, Response, Rule, Scenario,
    ScoreRules, Society, Spread, Twin, Update, Watch, Work,
};
use crate::units::{PerYear, Points, Score, Seed, Share};

impl Scenario {
    /// Two twins over 200 citizens and 60 days: [`Policy::example`], and no policy at all.
    ///
    /// The twin without a policy is the baseline.
    ///
    /// ```
    /// use society::scenario::Scenario;
    ///
    /// let scenario = Scenario::example();
    /// assert_eq!(scenario.society().citizens, 200);
    /// assert_eq!(scenario.twins()[0].name, "example");
    /// assert_eq!(scenario.twins()[scenario.baseline()].name, "none");
    /// ```
    #[must_use]
    pub fn example() -> Scenario {
        let twins = [Policy::example(), Policy::none()].map(|policy| Twin {
            name: policy.name.clone(),
            say: String::new(),
            policy,
            later: Vec::new(),
        });
        Scenario::validated(Society::example(), twins.to_vec(), 1, Seed(1))
            .expect("a test holds the example to the rules of validation")
    }
}

impl Society {
    /// 200 citizens over 60 days, with every mechanism but help at work.
    ///
    /// The fields are public, so that an example states only the settings it is about:
    ///
    /// ```
    /// use society::scenario::Society;
    ///
    /// let town = Society { citizens: 5_000, days: 365, ..Society::example() };
    /// assert_eq!(town.neighborhoods(), (2, 2_560));
    /// ```
    #[must_use]
    pub fn example() -> Society {
        Society {
            citizens: 200,
            days: 60,
            population: marginals(),
            habits: habits(),
            flights: occasions(0.5, Eligible::Adults),
            rail: occasions(3.0, Eligible::Adults),
            schooling: occasions(0.3, Eligible::Parents),
            hospital: occasions(2.0, Eligible::Adults),
            venues: occasions(4.0, Eligible::Adults),
            meetings: occasions(6.0, Eligible::Adults),
            livelihood: livelihood(),
            response: response(),
            helping: None,
        }
    }
}

impl Policy {
    /// A small scheme of every part: cameras, registers, a score, bands, a blacklist, an appeal.
    ///
    /// Bills and court debts come from registers, driving and recycling from cameras. The lowest
    /// band slows the internet, the blacklist closes planes and fast trains.
    ///
    /// ```
    /// use society::scenario::{Conduct, Policy};
    ///
    /// let policy = Policy::example();
    /// assert!(policy.regulates(Conduct::Driving));
    /// assert!(!policy.regulates(Conduct::Speaking));
    /// ```
    #[must_use]
    pub fn example() -> Policy {
        let register = Some(RegisterRules {
            delay: 2,
            missed: share(0.05),
            false_link: share(0.01),
            false_link_by_group: [1.0, 2.0, 1.0, 1.0],
            spurious: rate(0.02),
            weight: 1.0,
        });
        Policy {
            name: "example".to_owned(),
            cameras: Some(cameras()),
            registers: [register, register, None],
            rules: rules(),
            score: Some(ScoreRules {
                start: score(600),
                floor: score(0),
                cap: score(800),
                update: Update::Daily,
                half_life: None,
            }),
            bands: vec![band("low", 0), band("ordinary", 550), band("high", 700)],
            lists: vec![blacklist()],
            effects: vec![
                effect(Gate::Flight, EffectKind::Refuse(Share::ALL)),
                effect(Gate::Rail, EffectKind::Refuse(Share::ALL)),
                Effect {
                    bands: vec![0],
                    lists: Vec::new(),
                    falls_on: EffectTarget::Household,
                    ..effect(Gate::Internet, EffectKind::Throttle(share(0.5)))
                },
            ],
            spread: Spread { household: Some(share(0.1)), ..Spread::default() },
            appeal: Some(Appeal {
                lodged: share(0.5),
                delay: 14,
                if_wrong: share(0.8),
                if_right: share(0.1),
            }),
            stake: 1.0,
            ..Policy::none()
        }
    }
}

fn share(value: f64) -> Share {
    Share::clamped(value)
}

fn rate(per_year: f64) -> PerYear {
    PerYear::new(per_year).expect("rates of the example are not negative")
}

fn score(points: u16) -> Score {
    Score::from_points(points.into()).expect("scores of the example lie on the scale")
}

fn occasions(per_year: f64, who: Eligible) -> OccasionRate {
    OccasionRate { rate: rate(per_year), who, mobile: false, by_age: [1.0; 4] }
}

fn marginals() -> Marginals {
    let group = |name: &str, part| Group { name: name.to_owned(), share: share(part) };
    let place =
        |name: &str, part, cameras| Place { name: name.to_owned(), share: share(part), cameras };
    Marginals {
        ages: [share(0.2), share(0.6), share(0.2)],
        sex_ratio: 100.0,
        household: 2.5,
        groups: vec![group("river", 0.75), group("hill", 0.25)],
        places: vec![place("city", 0.5, 1.5), place("country", 0.5, 0.5)],
        alike: share(0.3),
        circle: 8,
        team: 20,
        class: 30,
        workplace: 100,
        zipf: 1.0,
        acquaintances: 50,
        kin: 2,
        mobility: [0.5, 0.75, 1.25, 1.5],
    }
}

/// The habits by conduct: occasions a year, the share of breaches, and the harm of each.
fn habits() -> [Habit; Conduct::COUNT] {
    Conduct::ALL.map(|conduct| match conduct {
        Conduct::Bills => habit(12.0, 0.1, 2),
        Conduct::CourtDebt => habit(0.1, 0.25, 20),
        Conduct::Charity | Conduct::Volunteering => habit(2.0, 0.5, 0),
        Conduct::Recycling => habit(26.0, 0.3, 1),
        Conduct::Crossing => habit(50.0, 0.2, 1),
        Conduct::Driving => habit(20.0, 0.25, 4),
        Conduct::Travel | Conduct::Appointment => habit(3.0, 0.1, 2),
        Conduct::Taxes => habit(1.0, 0.05, 8),
        Conduct::Speaking | Conduct::LateGaming => habit(6.0, 0.5, 0),
        Conduct::Loan => Habit { behind: Some(Gate::Loan), ..habit(0.5, 0.1, 5) },
    })
}

fn habit(per_year: f64, breaks: f64, harm: u8) -> Habit {
    Habit {
        occasion: occasions(per_year, Eligible::Adults),
        breaks: share(breaks),
        disposition: 0.8,
        certainty: 0.75,
        severity: 0.1,
        hardship: 1.0,
        resignation: 0.5,
        harm,
        open: share(0.5),
        behind: None,
    }
}

fn livelihood() -> Livelihood {
    Livelihood {
        enabled: true,
        work: Work {
            employed: share(0.75),
            loss: rate(0.1),
            found: share(0.15),
            offline: share(0.4),
        },
        poorest: share(0.4),
        richest: share(0.05),
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
    }
}

fn response() -> Response {
    Response {
        certainty: Certainty {
            enabled: true,
            aware: share(0.8),
            announced: share(0.3),
            own: share(0.3),
            others: share(0.02),
            fades: share(0.05),
        },
        near: 25.0,
        near_stake: 1.5,
        resignation: share(0.15),
        chilling: true,
        gaming: Gaming { players: share(0.1), shift: 0.5, staged: share(0.3) },
        cut: share(0.05),
        repayment: Repayment { unlisted: rate(0.2), listed: rate(0.4) },
    }
}

fn cameras() -> Cameras {
    Cameras {
        per_head: 0.5,
        reach: 1.0,
        passes: 20.0,
        gallery: 1_000_000,
        false_match: share(1e-8),
        false_match_by_group: vec![1.0, 10.0],
        missed_by_group: vec![share(0.1), share(0.15)],
        quality: 1.0,
        lookalikes_stick: true,
        moved: Share::NONE,
        weighed: false,
    }
}

fn rules() -> [Option<Rule>; Conduct::COUNT] {
    let financial = Watch::Register(Register::Financial);
    let legal = Watch::Register(Register::Legal);
    Conduct::ALL.map(|conduct| match conduct {
        Conduct::Bills => Some(rule(financial, 2.0, -20.0)),
        Conduct::CourtDebt => Some(rule(legal, 0.0, -100.0)),
        Conduct::Recycling => Some(rule(Watch::Cameras, 1.0, -1.0)),
        Conduct::Driving => Some(rule(Watch::Cameras, 0.0, -10.0)),
        _ => None,
    })
}

fn rule(watch: Watch, kept: f64, broken: f64) -> Rule {
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

fn band(name: &str, from: u16) -> Band {
    Band { name: name.to_owned(), from: score(from) }
}

fn blacklist() -> List {
    List {
        name: "blacklist".to_owned(),
        color: Color::Black,
        entry: EntryRule {
            score_below: Some(score(500)),
            debt_unpaid: Some(30),
            ..EntryRule::default()
        },
        exit: ExitRule { score: Some(score(550)), repair: true, ..ExitRule::default() },
        notice: 7,
    }
}

/// An effect of the blacklist at `gate`.
fn effect(gate: Gate, does: EffectKind) -> Effect {
    Effect {
        name: gate.name().to_owned(),
        gate,
        bands: Vec::new(),
        lists: vec![0],
        does,
        context: gate.context(),
        falls_on: EffectTarget::Oneself,
    }
}
