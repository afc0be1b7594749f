//! What citizens do: when an occasion comes, and whether they keep to the rule.
//!
//! A policy reaches a citizen here through a [`Situation`] and through nothing else. Occasions
//! come at rates that no policy can change, so that every twin meets the same occasions on the
//! same days with the same draws; what citizens make of them is the logit of a breach
//! (Becker's form), kept as an integer so that a draw is an integer comparison.

mod sampler;
mod logit;
mod occasions;

pub use occasions::{DayOccasions, Occasion};
pub use sampler::{KindCode, OccasionKind, OccasionSampler, SamplerScratch};

use std::hint::select_unpredictable;

use logit::Logit;

use crate::scenario::{Conduct, Nature, Policy, Rule, Society};

/// All of a policy that reaches a citizen's choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// Perceived certainty of a sanction times what is at stake; 2¹⁴ is a certain sanction with
    /// one full unit at stake.
    pub pressure: u32,
    /// Hardship, 0 to 255.
    pub hardship: u8,
    /// Resignation, 0 to 255.
    pub resignation: u8,
    /// Whether the citizen plays the system.
    pub plays: bool,
}

/// How citizens behave under one policy, worked out from the scenario for speed.
#[derive(Clone, Debug)]
pub struct ChoiceModels {
    coefficients: [Coefficients; Conduct::COUNT],
    logit: Logit,
}

/// One conduct: the logit of a breach and what moves it [1/1024 of a logit].
#[derive(Clone, Copy, Debug, Default)]
struct Coefficients {
    level: i32,
    disposition: i32,
    certainty: i64,
    severity: i32,
    hardship: i32,
    resignation: i32,
    gaming: i32,
}

impl ChoiceModels {
    /// The habits of `society` under `policy`.
    #[must_use]
    pub fn new(society: &Society, policy: &Policy) -> ChoiceModels {
        let logit = Logit::new();
        let coefficients = |conduct| Coefficients::new(society, policy, conduct, &logit);
        ChoiceModels { coefficients: Conduct::ALL.map(coefficients), logit }
    }

    /// How citizens lean on occasions for `conduct`.
    #[inline]
    #[must_use]
    pub fn model(&self, conduct: Conduct) -> ChoiceModel<'_> {
        ChoiceModel { coefficients: self.coefficients[conduct as usize], logit: &self.logit }
    }
}

/// How citizens lean on occasions for one conduct, at hand for many of them.
#[derive(Clone, Copy, Debug)]
pub struct ChoiceModel<'a> {
    coefficients: Coefficients,
    logit: &'a Logit,
}

impl ChoiceModel<'_> {
    /// Whether a citizen of this disposition [1/32 standard deviations] in this situation breaks the
    /// rule when `draw` decides; `open` tells whether others can see.
    ///
    /// The more a situation speaks against a breach, the fewer draws lead to one: on shared
    /// draws a twin in which less speaks for a breach never has a breach more.
    #[inline(always)]
    #[must_use]
    pub fn breaks(&self, disposition: i8, situation: &Situation, open: bool, draw: u32) -> bool {
        draw < self.logit.chance(self.coefficients.logit(disposition, situation, open))
    }
}

impl Coefficients {
    fn new(society: &Society, policy: &Policy, conduct: Conduct, logit: &Logit) -> Coefficients {
        let habit = society.habit(conduct);
        let rule = policy.rule(conduct);
        let fixed = |value: f64| libm::round(value * 1024.0) as i32;
        let heeds = policy.stake > 0.0
            && policy.regulates(conduct)
            && (conduct.nature() != Nature::Disfavored || society.response.chilling);
        let games = policy.stake > 0.0 && rule.is_some_and(|rule| rule.kept.grains() > 0);
        let mut coefficients = Coefficients {
            level: 0,
            disposition: libm::round(habit.disposition * 32.0) as i32,
            certainty: if heeds { fixed(habit.certainty).into() } else { 0 },
            severity: if heeds { fixed(habit.severity * severity(rule)) } else { 0 },
            hardship: fixed(habit.hardship),
            resignation: fixed(habit.resignation),
            gaming: if games { fixed(society.response.gaming.shift) } else { 0 },
        };
        coefficients.level = coefficients.level_for(habit.breaks.get(), society, logit);
        coefficients
    }

    /// The level at which the share `breaks` of occasions is broken over all dispositions and
    /// the usual hardship of each income tenth, where no policy weighs.
    fn level_for(self, breaks: f64, society: &Society, logit: &Logit) -> i32 {
        let (poorest, richest) =
            (society.livelihood.poorest.get(), society.livelihood.richest.get());
        let share = |level| {
            let mut sum = 0.0;
            for step in -96..=96 {
                let z = f64::from(step) / 32.0;
                let density = libm::exp(-z * z / 2.0) / (32.0 * SQRT_TAU);
                for tenth in 0..10 {
                    let hardship = poorest + (richest - poorest) * f64::from(tenth) / 9.0;
                    let situation =
                        Situation { hardship: (hardship * 255.0) as u8, ..Situation::default() };
                    let at = Coefficients { level, gaming: 0, ..self }
                        .logit(step as i8, &situation, false);
                    sum += density / 10.0 * f64::from(logit.chance(at)) / 4_294_967_296.0;
                }
            }
            sum
        };
        let (mut low, mut high) = (-12 * 1024, 12 * 1024);
        while high - low > 1 {
            let middle = (low + high) / 2;
            if share(middle) < breaks { low = middle } else { high = middle }
        }
        high
    }

    /// The logit of a breach [1/1024 of a logit].
    #[inline]
    fn logit(&self, disposition: i8, situation: &Situation, open: bool) -> i32 {
        // A sure sanction at the highest stake is more than 32 bits of pressure can hold.
        let certainty = (self.certainty * i64::from(situation.pressure)) >> 14;
        // A sanction that nobody believes in weighs nothing, however severe.
        let severity = if situation.pressure > 0 { self.severity } else { 0 };
        // Players keep to rules where others can see, and nowhere else.
        let shift = select_unpredictable(open, -self.gaming, self.gaming);
        let gaming = select_unpredictable(situation.plays, shift, 0);
        self.level - self.disposition * i32::from(disposition) - certainty as i32 - severity
            + ((self.hardship * i32::from(situation.hardship)) >> 8)
            + ((self.resignation * i32::from(situation.resignation)) >> 8)
            + gaming
    }
}

/// The square root of 2π, which the normal density is scaled by.
const SQRT_TAU: f64 = 2.506_628_274_631_000_5;

/// The severity of what a rule brings upon a breach: 1 for a hundred points or a month's
/// income, more being no more severe (assumed).
fn severity(rule: Option<&Rule>) -> f64 {
    rule.map_or(0.0, |rule| (-rule.broken.as_points() / 100.0 + rule.fine).min(1.0))
}
