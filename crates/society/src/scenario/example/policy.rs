//! The policy of the example: a small scheme with a part of each kind.

use super::numbers::{rate, share};
use crate::scenario::{
    Appeal, Band, Cameras, Color, Conduct, Effect, EffectKind, EffectTarget, EntryRule, ExitRule,
    Gate, List, Policy, Register, RegisterRules, Rule, ScoreRules, Spread, Update, Watch,
};
use crate::units::{Points, Score, Share};

impl Policy {
    /// A small scheme of every part: cameras, registers, a score, bands, a blacklist, an appeal.
    ///
    /// Registers report bills and court debts, cameras driving and recycling. The lowest band slows
    /// the internet of the household; the blacklist closes planes and fast trains.
    ///
    /// ```
    /// use society::scenario::{Conduct, Policy};
    ///
    /// let policy = Policy::example();
    /// assert!(policy.rule(Conduct::Driving).is_some());
    /// assert!(policy.rule(Conduct::Speaking).is_none());
    /// ```
    #[must_use]
    pub fn example() -> Policy {
        let register = Some(RegisterRules {
            delay: 2,
            missed: share(0.05),
            false_link: share(0.01),
            false_link_by_group: [1.0, 2.0, 1.0, 1.0],
            spurious_of: None,
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
            bands: vec![band("low", 0), band("ordinary", 580), band("high", 700)],
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
            ..Policy::none()
        }
    }
}

fn score(points: u16) -> Score {
    Score::from_points(points.into()).expect("scores of the example lie on the scale")
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
        unenrolled: 0.1,
        lookalikes_stick: true,
        moved: Share::NONE,
        weighed: false,
    }
}

fn rules() -> [Option<Rule>; Conduct::COUNT] {
    let financial = Watch::Register(Register::Financial);
    let legal = Watch::Register(Register::Legal);
    // One unpaid bill takes a citizen below the threshold of the blacklist: in so short a run of so
    // few citizens, milder rules would list nobody, and examples would show nothing.
    Conduct::ALL.map(|conduct| match conduct {
        Conduct::Bills => Some(rule(financial, 5.0, -40.0)),
        Conduct::CourtDebt => Some(rule(legal, 0.0, -100.0)),
        Conduct::Recycling => Some(rule(Watch::Cameras, 1.0, -1.0)),
        Conduct::Driving => Some(rule(Watch::Cameras, 0.0, -20.0)),
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
            score_below: Some(score(570)),
            debt_unpaid: Some(30),
            ..EntryRule::default()
        },
        exit: ExitRule { score: Some(score(590)), repair: true, ..ExitRule::default() },
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
