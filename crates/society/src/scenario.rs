//! Scenarios: one society and the policies of its twins.
//!
//! These types hold the meaning of a scenario file. A [`Scenario`] is made by
//! [`Scenario::validated`] alone, which checks every condition at once; from there on nothing can
//! be invalid, and nothing has to fail. The form of a file, and the place of a mistake in it, are
//! the subject of the crate `reader`.

mod bounds;
mod channel;
mod context;
mod conduct;
mod gate;
mod register;
mod society;
mod policy;
mod counting;
mod twin;
mod violation;
mod validate;
mod example;

pub use bounds::Bounds;
pub use channel::Channel;
pub use conduct::{Conduct, Nature};
pub use context::Context;
pub use gate::Gate;
pub use policy::{
    Appeal, Band, ByIncome, Cameras, CauseSet, Color, Effect, EffectKind, EffectTarget, EntryRule,
    ExitRule, Informants, List, ListId, Objecting, Objections, Policy, RegisterRules,
    RestrictionCause, Rule, ScoreRules, Spread, Update, Watch,
};
pub use register::Register;
pub use society::{
    Barred, Certainty, Eligible, Gaming, Group, Habit, Health, Helping, Livelihood, Losses,
    Marginals, NEIGHBORHOOD, OccasionRate, Place, PlaceId, Repayment, Response, Society, Work,
};
pub use twin::{Stage, Twin, TwinId};
pub use violation::{
    OutOfBounds, PolicyPlace, PolicyViolation, ScaleViolation, ScoreRange, Violation,
};

use crate::units::RunSeed;

/// A valid scenario: one society, its twins, and the seed of its worlds.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    society: Society,
    twins: Vec<Twin>,
    baseline: TwinId,
    seed: RunSeed,
}

impl Scenario {
    /// Bounds of the number of twins, the policy under study included.
    pub const TWINS: Bounds = twin::COUNT;

    /// A scenario of these parts, the policy under study first among the twins.
    ///
    /// `baseline` is the twin that every other is compared with.
    ///
    /// # Errors
    ///
    /// All violations at once, in the order of the parts.
    ///
    /// ```
    /// use society::scenario::{Scenario, Society, TwinId, Violation};
    ///
    /// let example = Scenario::example();
    /// let society = Society { citizens: 1, ..Society::example() };
    /// let found = Scenario::validated(society, example.twins().to_vec(), TwinId(7), example.seed());
    /// let found: Vec<String> = found.unwrap_err().iter().map(Violation::to_string).collect();
    /// assert_eq!(found, [
    ///     "`run.citizens` is 1, but must be 2 to 1400000000",
    ///     "the baseline is twin 7 of 2",
    /// ]);
    /// ```
    pub fn validated(
        society: Society,
        twins: Vec<Twin>,
        baseline: TwinId,
        seed: RunSeed,
    ) -> Result<Scenario, Vec<Violation>> {
        let violations = validate::violations(&society, &twins, baseline);
        if violations.is_empty() {
            Ok(Scenario { society, twins, baseline, seed })
        } else {
            Err(violations)
        }
    }

    /// The society that all twins have in common.
    #[must_use]
    pub fn society(&self) -> &Society {
        &self.society
    }

    /// The twins, the policy under study first.
    #[must_use]
    pub fn twins(&self) -> &[Twin] {
        &self.twins
    }

    /// The twin in this place.
    ///
    /// # Panics
    ///
    /// Where the scenario has fewer twins.
    #[must_use]
    pub fn twin(&self, twin: TwinId) -> &Twin {
        &self.twins[twin.0]
    }

    /// Every twin by its place, in their order.
    pub fn twin_ids(&self) -> impl Iterator<Item = TwinId> + use<> {
        (0..self.twins.len()).map(TwinId)
    }

    /// The twin that every other is compared with.
    #[must_use]
    pub fn baseline(&self) -> TwinId {
        self.baseline
    }

    /// The seed from which the seeds of worlds are drawn.
    #[must_use]
    pub fn seed(&self) -> RunSeed {
        self.seed
    }
}
