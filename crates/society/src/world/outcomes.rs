//! Outcomes of a world: sums over its citizens at the end of a month, and of the scenario.
//!
//! Tallies count events as they happen. The rest of a report is here: the present state, worked out
//! from the columns when it is asked for.

use super::simulation::World;
use super::state::State;
use crate::measures::{Gauge, PairedOutcome, add_up};
use crate::population::Population;
use crate::units::{Neighborhood, Resident};

impl World {
    /// Gauges of the citizens' state, by place, then cell: `place * cells + cell`.
    ///
    /// Sums of integers, so that threads can measure neighborhoods in any order. Children are counted
    /// among `citizens` and nowhere else.
    ///
    /// ```
    /// # use society::scenario::Scenario;
    /// # use society::twins::Twins;
    /// # use society::units::Seed;
    /// let twins = Twins::new(&Scenario::example(), Seed(1));
    /// let world = &twins.worlds()[0];
    /// let gauges = world.gauges(twins.population());
    ///
    /// assert_eq!(gauges.len() % 2, 0, "as many rows for women as for men");
    /// let citizens: i64 = gauges.iter().map(|gauge| gauge.citizens).sum();
    /// assert_eq!(citizens, i64::from(twins.population().citizens()));
    /// ```
    #[must_use]
    pub fn gauges(&self, population: &Population) -> Vec<Gauge> {
        let cells = self.cells();
        let days = self.next_day.0.saturating_sub(self.rules.counts_from.0);
        let measure = |number, gauges: &mut [Gauge]| {
            let from = usize::from(population.place(number)) * cells;
            let (residents, gauges) =
                (population.residents(number), &mut gauges[from..from + cells]);
            self.state(number).measure(&self.rules, residents, days, gauges);
        };
        add_up(self.rows(), self.neighborhoods().collect(), measure, Gauge::and)
    }

    /// Restrictions that have not ended, by their length so far [days]; the last element holds all
    /// that are longer.
    ///
    /// With the spells that ended they make a survival curve: these are its censored cases.
    #[must_use]
    pub fn open_spells(&self) -> Vec<i64> {
        let mut open = vec![0; self.tallies.ended.len()];
        // As long as the column of spells that ended, so that both have the same days.
        let last = open.len() - 1;
        let states = self.batches.iter().flat_map(|batch| &batch.states);
        for since in states.flat_map(State::restricted_since) {
            open[usize::from(self.next_day - since).min(last)] += 1;
        }
        open
    }

    /// Cells of the tallies: one for each combination of group, income decile, sex and age band.
    #[must_use]
    pub(crate) fn cells(&self) -> usize {
        self.tallies.cells().len()
    }

    /// Rows of the tallies: places times cells.
    #[must_use]
    pub(crate) fn rows(&self) -> usize {
        self.tallies.places().len() * self.tallies.cells().len()
    }

    /// Outcomes of a citizen that are compared with those of the same citizen in another twin, in
    /// the order of [`PairedOutcome`].
    pub(crate) fn paired_outcomes(
        &self,
        neighborhood: Neighborhood,
        who: Resident,
    ) -> [i64; PairedOutcome::COUNT] {
        let state = self.state(neighborhood);
        let (restricted, wronged) = state.restricted_days(who, self.next_day);
        [
            state.harm(who).into(),
            restricted.into(),
            wronged.into(),
            state.hardship(who).into(),
            state.health(who).into(),
            state.was_restricted(who).into(),
        ]
    }
}
