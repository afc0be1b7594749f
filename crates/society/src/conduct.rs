//! Conduct of citizens: the times of occasions, and the choice between keeping and breaking a rule.
//!
//! A policy reaches a citizen here through a [`Situation`] and through nothing else. Occasions
//! come at rates that no policy can change, so that every twin meets the same occasions on the
//! same days with the same draws. A choice is the logit of a breach (a random-utility form of
//! Becker 1968), kept as an integer so that a draw is an integer comparison:
//!
//! ```text
//! logit = level − disposition − certainty·pressure + hardship + resignation ± gaming
//!         └─ one 32-byte row per conduct ─┘       [1/1024 of a logit, fixed point]
//! draw  < table[logit >> 3]                       one load from 8 KiB
//! ```
//!
//! The sum has no branch: conditions select an addend instead, since a processor mispredicts a
//! condition that differs from citizen to citizen, and a selected zero costs nothing.

mod kinds;
mod occasions;
mod rounds;
mod sampler;
mod logit;
mod repayment;

pub use kinds::{KindCode, OccasionKind};
pub use occasions::{DayOccasions, Occasion};
pub(crate) use repayment::RepaymentModel;
pub use sampler::{OccasionSampler, SamplerScratch};

use std::hint::select_unpredictable;

use logit::{Logit, fixed, least_level};

use crate::scenario::{Conduct, Nature, Policy, Society};
use crate::units::{Disposition, Draw, Level};

/// The whole influence of a policy on a citizen's choice.
///
/// The default is the situation without any policy, hardship or resignation.
///
/// ```
/// use society::conduct::{Pressure, Situation};
/// use society::units::Level;
///
/// let free = Situation::default();
/// assert_eq!((free.pressure, free.hardship, free.plays), (Pressure(0), Level::NONE, false));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// Perceived certainty of a sanction times the stake.
    pub pressure: Pressure,
    /// Hardship.
    pub hardship: Level,
    /// Resignation.
    pub resignation: Level,
    /// Whether the citizen games the score: good deeds in view, breaches out of view.
    pub plays: bool,
}

/// The pressure of a policy on a choice: perceived certainty of a sanction times the stake, [`Risk`] × `Stake`
/// / 256. About 2¹⁴ is a certain sanction with one full stake, and ten times as much the most; below 0, to −16
/// times the most, where the rule is broken to make up for keeping it elsewhere [1/16384].
///
/// ```
/// use society::conduct::Pressure;
/// use society::stakes::Stake;
/// use society::units::Level;
///
/// // A sanction that is sure, with half of a full stake.
/// assert_eq!(Stake(32).pressure(Level::FULL), Pressure(255 * 32));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pressure(pub i32);

/// The risk of a sanction: its certainty as a citizen sees it at a place, −16 · 65,280 to 65,280, where a sanction is certain; below
/// 0 where the rule is broken to make up for keeping it elsewhere [1/65280].
///
/// ```
/// use society::{conduct::Risk, units::Level};
///
/// assert_eq!(Risk::from(Level::FULL), Risk(65_280));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Risk(pub i32);

impl From<Level> for Risk {
    fn from(certainty: Level) -> Risk {
        Risk(256 * i32::from(certainty))
    }
}

/// The choice models of all conducts under one policy, compiled from the scenario.
#[derive(Clone, Debug)]
pub struct ChoiceModels {
    coefficients: [Coefficients; Conduct::COUNT],
    logit: &'static Logit,
}

/// The logit of a breach of one conduct, term by term [1/1024 of a logit].
#[derive(Clone, Copy, Debug, Default)]
struct Coefficients {
    /// The constant term, calibrated to the breach rate without any policy.
    level: i32,
    /// Per 1/32 standard deviation of conscientiousness.
    disposition: i32,
    /// Per full unit of pressure.
    certainty: i64,
    /// At full hardship.
    hardship: i32,
    /// At full resignation.
    resignation: i32,
    /// Of players, out of view; the same with the other sign in view.
    gaming: i32,
}

impl ChoiceModels {
    /// The choice models of `society` under `policy`.
    #[must_use]
    pub fn new(society: &Society, policy: &Policy) -> ChoiceModels {
        let logit = Logit::table();
        let coefficients = |conduct| Coefficients::new(society, policy, conduct, logit);
        ChoiceModels { coefficients: Conduct::ALL.map(coefficients), logit }
    }

    /// The choice model of `conduct`.
    #[inline]
    #[must_use]
    pub fn model(&self, conduct: Conduct) -> ChoiceModel<'_> {
        ChoiceModel { coefficients: self.coefficients[conduct as usize], logit: self.logit }
    }

    /// The late payment of court debts, by the debtors whom these models make.
    pub(crate) fn repayment(&self, society: &Society, policy: &Policy) -> RepaymentModel {
        let broken = self.broken_by_tenth(Conduct::CourtDebt, society);
        RepaymentModel::new(society, policy, hardship_by_tenth(society), broken)
    }

    /// The shares of occasions of `conduct` that are broken without any policy, by income tenth.
    fn broken_by_tenth(&self, conduct: Conduct, society: &Society) -> [f64; 10] {
        let of = Coefficients { gaming: 0, ..self.coefficients[conduct as usize] };
        hardship_by_tenth(society).map(|hardship| {
            let steps = standard_normal();
            steps.map(|(z, density)| density * of.share_broken(z, hardship, self.logit)).sum()
        })
    }
}

/// The choice model of one conduct, copied out so that a loop holds it in registers.
#[derive(Clone, Copy, Debug)]
pub struct ChoiceModel<'a> {
    coefficients: Coefficients,
    logit: &'a Logit,
}

impl ChoiceModel<'_> {
    /// Whether a citizen of this `disposition` [1/32 standard deviations] in this `situation` breaks
    /// the rule by `draw`; `open` where others can see.
    ///
    /// Monotone on shared draws: a twin with a lower logit breaks a subset of the rules.
    #[inline(always)]
    #[must_use]
    pub fn breaks(
        &self,
        disposition: Disposition,
        situation: &Situation,
        open: bool,
        draw: Draw,
    ) -> bool {
        draw.0 < self.logit.chance(self.coefficients.logit(disposition, situation, open))
    }
}

impl Coefficients {
    fn new(society: &Society, policy: &Policy, conduct: Conduct, logit: &Logit) -> Coefficients {
        let habit = society.habit(conduct);
        let rule = policy.rule(conduct);
        let deters = policy.regulates(conduct)
            && (conduct.nature() != Nature::Disfavored || society.response.chilling);
        let rewards = rule.is_some_and(|rule| rule.kept.grains() > 0);
        // A term that this policy cannot move is zero in the row: the loop adds it unseen, and asks
        // neither for the policy nor for the kind of conduct.
        let mut coefficients = Coefficients {
            level: 0,
            disposition: libm::round(habit.disposition * 32.0) as i32,
            certainty: if deters { fixed(habit.certainty).into() } else { 0 },
            hardship: fixed(habit.hardship),
            resignation: fixed(habit.resignation),
            gaming: if rewards { fixed(society.response.gaming.shift) } else { 0 },
        };
        coefficients.level = coefficients.level_for(habit.breaks.get(), society, logit);
        coefficients
    }

    /// The level at which the population breaks the share `breaks` of occasions without any policy,
    /// by bisection between −12 and 12.
    fn level_for(self, breaks: f64, society: &Society, logit: &Logit) -> i32 {
        least_level(|level| {
            let at = Coefficients { level, gaming: 0, ..self };
            at.mean_breaks(society, logit) >= breaks
        })
    }

    /// The share of breaches without any policy, over a standard normal disposition and the usual
    /// hardship of each income tenth: a Riemann sum in steps of 1/32 from −3 to 3.
    fn mean_breaks(self, society: &Society, logit: &Logit) -> f64 {
        let tenths = hardship_by_tenth(society);
        let mut sum = 0.0;
        for (z, density) in standard_normal() {
            for hardship in tenths {
                sum += density / 10.0 * self.share_broken(z, hardship, logit);
            }
        }
        sum
    }

    /// The share of breaches of citizens with this disposition and hardship, without any policy.
    fn share_broken(&self, z: Disposition, hardship: Level, logit: &Logit) -> f64 {
        let at = self.logit(z, &Situation { hardship, ..Situation::default() }, false);
        f64::from(logit.chance(at)) / 4_294_967_296.0
    }

    /// The logit of a breach [1/1024 of a logit].
    #[inline]
    fn logit(&self, disposition: Disposition, situation: &Situation, open: bool) -> i32 {
        // A sure sanction at the highest stake is more than 32 bits of pressure can hold.
        let certainty = (self.certainty * i64::from(situation.pressure.0)) >> 14;
        // Players keep to rules where others can see, and nowhere else.
        let shift = select_unpredictable(open, -self.gaming, self.gaming);
        let gaming = select_unpredictable(situation.plays, shift, 0);
        // Shifts, not divisions: an arithmetic shift rounds down for either sign in one instruction.
        self.level - self.disposition * i32::from(disposition.0) - certainty as i32
            + ((self.hardship * i32::from(situation.hardship)) >> 8)
            + ((self.resignation * i32::from(situation.resignation)) >> 8)
            + gaming
    }
}

/// The usual hardship in work, by income tenth, rounded down.
fn hardship_by_tenth(society: &Society) -> [Level; 10] {
    let (poorest, richest) = (society.livelihood.poorest.get(), society.livelihood.richest.get());
    std::array::from_fn(|tenth| {
        let hardship = poorest + (richest - poorest) * tenth as f64 / 9.0;
        Level((hardship * 255.0) as u8)
    })
}

/// Dispositions from −3 to 3 in steps of 1/32, each with its share of a standard normal population.
fn standard_normal() -> impl Iterator<Item = (Disposition, f64)> {
    (-96i8..=96).map(|step| {
        let z = f64::from(step) / 32.0;
        (Disposition(step), libm::exp(-z * z / 2.0) / (32.0 * SQRT_TAU))
    })
}

/// The square root of 2π, the norm of the normal density.
const SQRT_TAU: f64 = 2.506_628_274_631_000_5;
