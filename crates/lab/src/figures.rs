//! Figures of a study: measures over its worlds, for one twin or for the difference of two.

use society::measures::{Breakdown, MeasureId};
use society::scenario::{Scenario, TwinId};

use crate::clumps::{Clumps, clumps};
use crate::estimate::{Estimate, estimate};
use crate::layout::Layout;
use crate::ratios::relative;
use crate::study::{WorldOutcome, results};
use crate::world::{WorldResult, values};

/// Figures of the worlds of a scenario; failed worlds are left out.
///
/// ```
/// use lab::{figures::Figures, study::worlds};
/// use society::measures::MeasureId;
///
/// let small = reader::Overrides { citizens: Some(300), days: Some(90), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let worlds = worlds(&loaded.scenario, 3);
/// let figures = Figures::new(&loaded.scenario, &worlds);
/// let scored = figures.twin("as-reported").expect("it has this twin");
/// let broken = figures.of(MeasureId::TRANSGRESSIONS, scored).expect("duties are broken");
/// assert_eq!(broken.worlds, 3);
/// ```
#[derive(Debug)]
pub struct Figures<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) layout: Layout,
    pub(crate) results: Vec<&'a WorldResult>,
}

impl<'a> Figures<'a> {
    /// Figures of those of `worlds` that did not fail.
    #[must_use]
    pub fn new(scenario: &'a Scenario, worlds: &'a [WorldOutcome]) -> Figures<'a> {
        let results = results(worlds).collect();
        Figures { scenario, layout: Layout::new(scenario), results }
    }

    /// Figures of worlds with results at the end alone, as [`Layout::of_end`] has them.
    pub(crate) fn of_end(scenario: &'a Scenario, worlds: &'a [WorldOutcome]) -> Figures<'a> {
        Figures { scenario, layout: Layout::of_end(scenario), results: results(worlds).collect() }
    }

    /// Place of the twin of this name.
    #[must_use]
    pub fn twin(&self, name: &str) -> Option<TwinId> {
        self.scenario.twins().iter().position(|twin| twin.name == name).map(TwinId)
    }

    /// Name of a twin.
    pub(crate) fn name(&self, twin: TwinId) -> &'a str {
        &self.scenario.twin(twin).name
    }

    /// Name of the baseline twin.
    pub(crate) fn baseline(&self) -> &'a str {
        self.name(self.scenario.baseline())
    }

    /// Every twin but the baseline.
    pub(crate) fn others(&self) -> impl Iterator<Item = TwinId> + use<> {
        let baseline = self.scenario.baseline();
        self.scenario.twin_ids().filter(move |&twin| twin != baseline)
    }

    /// A measure at the end in each world, for some citizens of one twin; empty for a breakdown
    /// that the layout does not have.
    #[must_use]
    pub fn values(&self, measure: MeasureId, twin: TwinId, by: Breakdown) -> Vec<f64> {
        // Cells are not among the parts: their few measures are stored apart.
        let Some(part) = self.layout.part(by) else { return Vec::new() };
        values(self.results.iter().copied(), twin, part, measure).collect()
    }

    /// Estimate of a measure at the end, for everyone of one twin; `None` where it has no value in
    /// any world.
    #[must_use]
    pub fn of(&self, measure: MeasureId, twin: TwinId) -> Option<Estimate> {
        estimate(self.values(measure, twin, Breakdown::All))
    }

    /// Estimate of the difference of a twin from the baseline, world by world.
    #[must_use]
    pub fn difference(&self, measure: MeasureId, twin: TwinId) -> Option<Estimate> {
        estimate(self.pairs(measure, twin).map(|(here, there)| here - there))
    }

    /// Estimate of the change of a twin relative to the baseline [share]: of their means over all worlds.
    #[must_use]
    pub fn change(&self, measure: MeasureId, twin: TwinId) -> Option<Estimate> {
        self.change_of(measure, twin, Breakdown::All)
    }

    /// The same for some citizens.
    pub(crate) fn change_of(
        &self,
        measure: MeasureId,
        twin: TwinId,
        by: Breakdown,
    ) -> Option<Estimate> {
        let there = self.values(measure, self.scenario.baseline(), by);
        relative(&self.values(measure, twin, by), &there)
    }

    /// A measure of a twin and of the baseline, in each world.
    pub(crate) fn pairs(
        &self,
        measure: MeasureId,
        twin: TwinId,
    ) -> impl Iterator<Item = (f64, f64)> + use<> {
        // World by world, so that people and luck, which both twins share, cancel before the mean.
        let there = self.values(measure, self.scenario.baseline(), Breakdown::All);
        self.values(measure, twin, Breakdown::All).into_iter().zip(there)
    }

    /// Clumps into which the worlds of a twin fall by a measure; `None` where they do not.
    pub(crate) fn clumps(&self, measure: MeasureId, twin: TwinId) -> Option<Clumps> {
        clumps(self.values(measure, twin, Breakdown::All))
    }
}

/// The policy under study: the first twin that is not the baseline.
pub(crate) fn studied(scenario: &Scenario) -> TwinId {
    let baseline = scenario.baseline();
    scenario.twin_ids().find(|&twin| twin != baseline).unwrap_or(TwinId::STUDIED)
}
