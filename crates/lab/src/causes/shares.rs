//! Shares of causes in the worlds of a study, and their estimates.

use society::measures::{Breakdown, MeasureId};
use society::scenario::{CauseSet, RestrictionCause, TwinId};

use super::game::Game;
use super::twins::CauseTwins;
use crate::estimate::{Estimate, estimate};
use crate::figures::Figures;
use crate::ratios::in_proportion;
use crate::study::WorldOutcome;

/// Measures that are told apart by cause.
const MEASURES: [MeasureId; 3] =
    [MeasureId::RESTRICTED_EVER, MeasureId::RESTRICTED_DAYS, MeasureId::WRONGFUL_DAYS];

/// Estimates over the worlds of a study of [`CauseTwins`].
///
/// ```
/// use lab::causes::{CauseFigures, CauseTwins};
/// use lab::study::StopRule;
/// use society::measures::{Breakdown, MeasureId};
///
/// let small = reader::Overrides { citizens: Some(200), days: Some(60), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let twins = CauseTwins::of(&loaded).expect("its policy restricts");
/// let worlds = twins.study(StopRule::Worlds(2)).run(&mut ()).expect("nothing is saved").worlds;
/// let figures = CauseFigures::new(&twins, &worlds);
/// let sum = figures.sum(MeasureId::RESTRICTED_EVER, Breakdown::All).expect("there are worlds");
/// assert_eq!(sum.shares.len(), 5);
/// ```
#[derive(Debug)]
pub struct CauseFigures<'a> {
    twins: &'a CauseTwins,
    figures: Figures<'a>,
}

/// A measure as the sum of its causes, in the unit of the measure.
#[derive(Clone, Debug)]
pub struct CauseSum {
    /// The measure under the policy under study.
    pub total: Estimate,
    /// The measure where none of the causes counts: the work of the score of the first day.
    pub of_none: Estimate,
    /// Shares of the causes, in the order of their numbers; with `of_none` they sum to the total.
    pub shares: Vec<CauseShare>,
}

/// One cause in a [`CauseSum`].
#[derive(Clone, Copy, Debug)]
pub struct CauseShare {
    /// The cause.
    pub cause: RestrictionCause,
    /// Its mean contribution over every order of the causes.
    pub share: Estimate,
    /// The measure where this cause alone counts.
    pub alone: Estimate,
    /// The measure where every cause but this one counts.
    pub without: Estimate,
}

impl<'a> CauseFigures<'a> {
    /// Figures of those of `worlds` that did not fail.
    #[must_use]
    pub fn new(twins: &'a CauseTwins, worlds: &'a [WorldOutcome]) -> CauseFigures<'a> {
        let figures = Figures::of_end(twins.scenario(), worlds);
        CauseFigures { twins, figures }
    }

    /// Worlds behind the figures.
    pub(crate) fn worlds(&self) -> usize {
        self.figures.results.len()
    }

    /// The twins behind the figures.
    #[must_use]
    pub fn twins(&self) -> &'a CauseTwins {
        self.twins
    }

    /// Measures that are told apart by cause.
    #[must_use]
    pub fn measures() -> &'static [MeasureId] {
        &MEASURES
    }

    /// Parts of society that the figures are known for: everyone, groups, income tenths.
    #[must_use]
    pub fn parts(&self) -> &[Breakdown] {
        &self.figures.layout.by
    }

    /// A measure as a sum over its causes, for some citizens; `None` without a world.
    ///
    /// Own deeds always count in wrongful days, which are no deed of the citizen's: they are shared
    /// out among ties and errors.
    #[must_use]
    pub fn sum(&self, measure: MeasureId, by: Breakdown) -> Option<CauseSum> {
        self.sum_by(measure, by, &|values| estimate(values.iter().copied()))
    }

    /// The same for everyone, in proportion to a total that is known from other worlds.
    pub(crate) fn sum_in_proportion(
        &self,
        measure: MeasureId,
        total: &Estimate,
    ) -> Option<CauseSum> {
        let totals = self.totals(measure);
        self.sum_by(measure, Breakdown::All, &|values| in_proportion(values, &totals, total))
    }

    /// A measure of everyone under the policy itself, world by world.
    fn totals(&self, measure: MeasureId) -> Vec<f64> {
        self.figures.values(measure, TwinId::STUDIED, Breakdown::All)
    }

    /// The sum with each of its numbers estimated from values by world.
    fn sum_by(
        &self,
        measure: MeasureId,
        by: Breakdown,
        estimate: &dyn Fn(&[f64]) -> Option<Estimate>,
    ) -> Option<CauseSum> {
        let players = self.players(measure);
        let everyone = (1 << players.len()) - 1;
        let value = |twin: TwinId| self.figures.values(measure, twin, by);
        let coalitions: Vec<Vec<f64>> =
            (0..=everyone).map(|coalition| value(self.twin_of(&players, coalition))).collect();
        // World by world: shares add up in each, and so they do in the mean.
        let game =
            |world: usize| Game::new(players.len(), |coalition| coalitions[coalition][world]);
        let shares: Vec<Vec<f64>> = (0..self.worlds()).map(|world| game(world).shares()).collect();
        let of = |coalition: usize| estimate(&coalitions[coalition]);
        let share = |(place, &cause): (usize, &RestrictionCause)| {
            Some(CauseShare {
                cause,
                share: estimate(&shares.iter().map(|shares| shares[place]).collect::<Vec<_>>())?,
                alone: of(1 << place)?,
                without: of(everyone ^ 1 << place)?,
            })
        };
        let shares: Option<Vec<CauseShare>> = players.iter().enumerate().map(share).collect();
        Some(CauseSum { total: of(everyone)?, of_none: of(0)?, shares: shares? })
    }

    /// Adults ever restricted who never are where `causes` do not count, person by person, of 1,000
    /// adults.
    #[must_use]
    pub fn free_without(&self, causes: &[RestrictionCause], by: Breakdown) -> Option<Estimate> {
        estimate(self.beside(causes, MeasureId::RESTRICTED_ONLY_THERE, by))
    }

    /// Adults restricted only where `causes` do not count, person by person, of 1,000 adults.
    #[must_use]
    pub fn restricted_without(
        &self,
        causes: &[RestrictionCause],
        by: Breakdown,
    ) -> Option<Estimate> {
        estimate(self.beside(causes, MeasureId::RESTRICTED_ONLY_HERE, by))
    }

    /// A comparison of everyone person by person with where `causes` do not count, in proportion to a total of
    /// ever restricted adults from other worlds.
    pub(crate) fn persons_in_proportion(
        &self,
        measure: MeasureId,
        causes: &[RestrictionCause],
        total: &Estimate,
    ) -> Option<Estimate> {
        let persons = self.beside(causes, measure, Breakdown::All);
        in_proportion(&persons, &self.totals(MeasureId::RESTRICTED_EVER), total)
    }

    /// A measure of the twin without `causes`, each citizen beside the same one under the policy, by world.
    fn beside(&self, causes: &[RestrictionCause], measure: MeasureId, by: Breakdown) -> Vec<f64> {
        let counted = causes.iter().fold(CauseSet::ALL, |set, &cause| set.without(cause));
        self.figures.values(measure, self.twins.twin(counted), by)
    }

    /// Causes among which a measure is shared out.
    fn players(&self, measure: MeasureId) -> Vec<RestrictionCause> {
        let is_deed = |cause: &RestrictionCause| {
            matches!(cause, RestrictionCause::OwnBreaches | RestrictionCause::LawfulActs)
        };
        let all = self.twins.causes().iter().copied();
        all.filter(|cause| measure != MeasureId::WRONGFUL_DAYS || !is_deed(cause)).collect()
    }

    /// The twin in which a coalition of `players` counts, and every cause that is none of them.
    fn twin_of(&self, players: &[RestrictionCause], coalition: usize) -> TwinId {
        let absent = players.iter().enumerate().filter(|(place, _)| coalition >> place & 1 == 0);
        self.twins.twin(absent.fold(CauseSet::ALL, |set, (_, &cause)| set.without(cause)))
    }
}
