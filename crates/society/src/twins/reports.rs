//! Reports of a run to its recorder: every month, at the end, and twin against baseline.
//!
//! Reports never change a world. Several processes add theirs up first, so that each of them reports
//! the whole.

use super::{Twins, link};
use crate::calendar::month_of;
use crate::measures::{Gauge, PairedDifference, add_up};
use crate::processes::sum;
use crate::recorder::{EndReport, MonthReport, Recorder};
use crate::scenario::TwinId;
use crate::units::Day;

impl Twins {
    /// Runs to the horizon, and reports every month and the end to `recorder`.
    ///
    /// ```
    /// use society::recorder::{EndReport, MonthReport, Recorder};
    /// use society::scenario::{Scenario, TwinId};
    /// use society::twins::Twins;
    /// use society::units::Seed;
    ///
    /// /// The twins reported on, month by month, and at the end.
    /// #[derive(Default)]
    /// struct Order(Vec<(u16, TwinId)>, Vec<TwinId>);
    ///
    /// impl Recorder for Order {
    ///     fn month(&mut self, report: MonthReport<'_>) {
    ///         self.0.push((report.month, report.twin));
    ///     }
    ///
    ///     fn end(&mut self, report: EndReport<'_>) {
    ///         self.1.push(report.twin);
    ///     }
    /// }
    ///
    /// let mut order = Order::default();
    /// Twins::new(&Scenario::example(), Seed(1)).run(&mut order);
    /// assert_eq!(order.0[..2], [(0, TwinId(0)), (0, TwinId(1))]);
    /// assert_eq!(order.1, [TwinId(0), TwinId(1)]);
    /// ```
    pub fn run(&mut self, recorder: &mut impl Recorder) {
        while self.run_next_days(recorder, u16::MAX) {}
        self.end(recorder);
    }

    /// Runs one day, and reports the month to `recorder` where it ends; `false` at the horizon.
    pub fn run_next_day(&mut self, recorder: &mut impl Recorder) -> bool {
        self.run_next_days(recorder, 1)
    }

    /// Runs `most` days at most, up to a stretch and to the end of the month, and reports the month where it
    /// ends; `false` at the horizon.
    ///
    /// ```
    /// # use society::scenario::Scenario;
    /// # use society::twins::Twins;
    /// # use society::units::{Day, Seed};
    /// let scenario = Scenario::example();
    /// let mut twins = Twins::new(&scenario, Seed(1));
    /// assert!(twins.run_next_days(&mut (), 3) && twins.next_day() <= Day(3));
    /// ```
    pub fn run_next_days(&mut self, recorder: &mut impl Recorder, most: u16) -> bool {
        let today = self.next_day();
        if today >= self.horizon {
            return false;
        }
        let month = month_of(today).end.min(self.horizon);
        match most.min(self.days_together()).min(month - today) {
            1 => self.run_day(),
            days => self.run_stretch(days),
        }
        let tomorrow = self.next_day();
        let is_told = tomorrow == self.horizon || tomorrow == month && recorder.reads_months();
        if today >= self.counts_from && is_told {
            self.report(recorder);
        }
        true
    }

    /// Reports the end of the scenario to `recorder`, twin by twin, summed over all processes.
    pub fn end(&mut self, recorder: &mut impl Recorder) {
        for twin in (0..self.worlds.len()).map(TwinId) {
            let mut paired_differences = self.paired_differences(twin);
            let mut open_spells = self.worlds[twin.0].open_spells();
            let processes = &mut link(&mut self.processes);
            sum(processes, paired_differences.iter_mut().flat_map(PairedDifference::numbers));
            sum(processes, open_spells.iter_mut());
            recorder.end(EndReport {
                twin,
                paired_differences: &paired_differences,
                open_spells: &open_spells,
            });
        }
    }

    /// Reports the month that has just ended, twin by twin, summed over all processes.
    ///
    /// The sums go into copies: the counts of a process stay its own, to be added up again next month.
    fn report(&mut self, recorder: &mut impl Recorder) {
        // Months and days of the warm-up have no number: it lasts whole years.
        let days = self.next_day() - self.counts_from;
        let month = month_of(Day(days - 1)).number;
        let processes = &mut link(&mut self.processes);
        for (twin, world) in (0..).map(TwinId).zip(&mut self.worlds) {
            let mut gauges = world.gauges(&self.population);
            if processes.is_none() {
                let tallies = world.tallies();
                recorder.month(MonthReport { twin, month, days, tallies, gauges: &gauges });
                continue;
            }
            let mut tallies = world.tallies().clone();
            sum(processes, tallies.numbers());
            sum(processes, gauges.iter_mut().flat_map(Gauge::fields));
            recorder.month(MonthReport { twin, month, days, tallies: &tallies, gauges: &gauges });
        }
    }

    /// Differences of a twin from the baseline, citizen by citizen, by place, then cell; of the
    /// neighborhoods that this process runs.
    ///
    /// ```
    /// # use society::scenario::Scenario;
    /// # use society::twins::Twins;
    /// # use society::units::Seed;
    /// let scenario = Scenario::example();
    /// let mut twins = Twins::new(&scenario, Seed(1));
    /// (0..30).for_each(|_| twins.run_day());
    ///
    /// // The baseline differs from itself in nobody.
    /// let differences = twins.paired_differences(scenario.baseline());
    /// assert!(differences.iter().all(|cell| cell.sums.iter().flatten().all(|&sum| sum == 0)));
    /// ```
    #[must_use]
    pub fn paired_differences(&self, twin: TwinId) -> Vec<PairedDifference> {
        let (population, here, there) =
            (&self.population, &self.worlds[twin.0], &self.worlds[self.baseline.0]);
        let compare = |number, paired_differences: &mut [PairedDifference]| {
            let residents = population.residents(number);
            let from = usize::from(population.place(number)) * here.cells();
            for (who, cell) in residents.adults().zip(&residents.cell) {
                let (ours, theirs) =
                    (here.paired_outcomes(number, who), there.paired_outcomes(number, who));
                paired_differences[from + usize::from(cell.0)].compare(ours, theirs);
            }
        };
        add_up(here.rows(), here.neighborhoods().collect(), compare, PairedDifference::and)
    }
}
