//! One world of a study: its twins simulated day by day, and the results taken from them.

use serde::{Deserialize, Serialize};
use society::calendar::YEAR;
use society::measures::rank::tau_b;
use society::measures::{
    Consequences, Counts, MeasureId, Slice, SpellSums, SurvivalPoint, mobility, slices, survival,
};
use society::population::Cell;
use society::processes::Processes;
use society::recorder::{EndReport, MonthReport, Recorder};
use society::scenario::{Scenario, TwinId};
use society::twins::Twins;
use society::units::{Day, Seed, WorldId};

use crate::layout::Layout;

/// Results of one twin in one world; [`Layout`] says which number stands where.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TwinResult {
    /// Value of each measure at the end, by the breakdown of [`Layout::by`], then by [`MeasureId`].
    pub outcomes: Vec<Vec<f64>>,
    /// Adults of each breakdown [citizens].
    pub adults: Vec<i64>,
    /// Value of each measure in each month: by month, by the breakdown of [`Layout::monthly`],
    /// then by [`MeasureId`].
    pub series: Vec<Vec<Vec<f64>>>,
    /// Value of each measure in each whole year, for everyone: by year, then by [`MeasureId`].
    pub years: Vec<Vec<f64>>,
    /// Results of each cell of group, income decile, sex and age band.
    pub cells: Vec<CellResult>,
    /// Indices of mobility between bands, in the order of [`crate::layout::MOBILITY`]; `None`
    /// where nobody was in a band for a year.
    pub mobility: Option<[f64; 4]>,
    /// Restrictions that last 1, 2, … months or longer, up to the whole months of the run.
    pub survival: Vec<SurvivalPoint>,
    /// Kendall's tau-b of scores at the end of each whole year and of the year before; not a number in
    /// the first.
    pub rank_stability: Vec<f64>,
    /// Restrictions and what else followed by reason, in the order of [`society::scoring::Deed`].
    pub deeds: Vec<DeedResult>,
}

/// Results of the adults of one cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CellResult {
    /// Values of the measures of [`Layout::by_cell`], in their order.
    pub values: Vec<f64>,
    /// Adults of the cell [citizens].
    pub adults: i64,
}

/// Restrictions that began for one reason, and what else followed for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedResult {
    /// Restrictions begun.
    pub restrictions: i64,
    /// Length of these restrictions, summed [citizen-days].
    pub days: i64,
    /// Charges, fines and penalties felt.
    pub consequences: Consequences,
}

impl TwinResult {
    /// Value of a measure for everyone at the end; not a number where it has no meaning.
    ///
    /// ```
    /// use lab::study::first_worlds;
    /// use society::measures::MeasureId;
    ///
    /// let small = reader::Overrides { citizens: Some(200), days: Some(60), ..Default::default() };
    /// let loaded = reader::read("as-reported", &small).expect("it ships");
    /// let world = &first_worlds(&loaded.scenario, 1)[0];
    /// let share = world.twins[0].value(MeasureId::RESTRICTED_EVER) / 1_000.0;
    /// assert!((0.0..=1.0).contains(&share));
    /// ```
    #[must_use]
    pub fn value(&self, measure: MeasureId) -> f64 {
        self.outcomes[Layout::EVERYONE][measure.number()]
    }

    /// Results of the adults of a cell.
    #[must_use]
    pub fn cell(&self, cell: Cell) -> &CellResult {
        &self.cells[usize::from(cell.0)]
    }
}

/// Results of one world: one seed, and every twin simulated from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorldResult {
    /// Number of the world, from 0.
    pub number: WorldId,
    /// Seed of the world.
    pub seed: u64,
    /// Results of each twin, in the order of the scenario.
    pub twins: Vec<TwinResult>,
    /// Digest of the final state of each twin.
    pub digests: Vec<u64>,
}

/// One world with all its twins, simulated day by day.
///
/// The seed of the world follows from that of the scenario and from the world's number.
///
/// ```
/// use lab::{layout::Layout, world::WorldRun};
/// use society::units::WorldId;
///
/// let small = reader::Overrides { citizens: Some(200), days: Some(60), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let layout = Layout::new(&loaded.scenario);
/// let mut world = WorldRun::new(&loaded.scenario, &layout, WorldId(0));
/// while world.run_next_day() {}
/// assert_eq!(world.twins().next_day().0, 60);
/// let result = world.finish();
/// assert_eq!(result.twins.len(), loaded.scenario.twins().len());
/// ```
#[derive(Debug)]
pub struct WorldRun<'a> {
    number: WorldId,
    seed: Seed,
    twins: Twins,
    recorder: ResultRecorder<'a>,
}

impl<'a> WorldRun<'a> {
    /// World `number` of `scenario` on its first morning.
    #[must_use]
    pub fn new(scenario: &Scenario, layout: &'a Layout, number: WorldId) -> WorldRun<'a> {
        WorldRun::with_seed(scenario, layout, number, scenario.seed().world(number))
    }

    /// World `number` of `scenario` on its first morning, from a seed of its own.
    #[must_use]
    pub fn with_seed(
        scenario: &Scenario,
        layout: &'a Layout,
        number: WorldId,
        seed: Seed,
    ) -> WorldRun<'a> {
        let twins = Twins::new(scenario, seed);
        WorldRun { number, seed, twins, recorder: ResultRecorder::new(scenario, layout) }
    }

    /// World `number` of `scenario`, simulated by several processes together, of which this is one.
    ///
    /// Every process ends with the same result.
    #[must_use]
    pub fn among(
        scenario: &Scenario,
        layout: &'a Layout,
        number: WorldId,
        processes: Box<dyn Processes>,
    ) -> WorldRun<'a> {
        let seed = scenario.seed().world(number);
        let twins = Twins::among(scenario, seed, processes);
        WorldRun { number, seed, twins, recorder: ResultRecorder::new(scenario, layout) }
    }

    /// Number of the world, from 0.
    #[must_use]
    pub fn number(&self) -> WorldId {
        self.number
    }

    /// Simulates the next day of every twin; `false` where the scenario is over.
    pub fn run_next_day(&mut self) -> bool {
        self.run_next_days(1)
    }

    /// Simulates the next days of every twin, `most` at most; `false` where the scenario is over. See
    /// [`Twins::run_next_days`].
    pub fn run_next_days(&mut self, most: u16) -> bool {
        self.twins.run_next_days(&mut self.recorder, most)
    }

    /// Whether every day of the scenario is simulated.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.twins.next_day() >= self.twins.horizon()
    }

    /// The twins in their present state.
    #[must_use]
    pub fn twins(&self) -> &Twins {
        &self.twins
    }

    /// The parts that a checkpoint saves and restores: results so far, and the twins.
    pub fn parts_mut(&mut self) -> (&mut Vec<TwinProgress>, &mut Twins) {
        (&mut self.recorder.twins, &mut self.twins)
    }

    /// The results, once [`WorldRun::is_over`].
    #[must_use]
    pub fn finish(mut self) -> WorldResult {
        debug_assert!(self.is_over(), "the results of a world are those of its last day");
        self.twins.end(&mut self.recorder);
        WorldResult {
            number: self.number,
            seed: self.seed.0,
            twins: self.recorder.twins.into_iter().map(|progress| progress.result).collect(),
            digests: self.twins.digests().into_iter().map(|digest| digest.0).collect(),
        }
    }
}

/// Takes the results of the twins of one world from their monthly reports.
#[derive(Debug)]
struct ResultRecorder<'a> {
    layout: &'a Layout,
    horizon: u16,
    twins: Vec<TwinProgress>,
}

impl<'a> ResultRecorder<'a> {
    /// A recorder before the first day.
    fn new(scenario: &Scenario, layout: &'a Layout) -> ResultRecorder<'a> {
        let twins = vec![TwinProgress::default(); scenario.twins().len()];
        ResultRecorder { layout, horizon: scenario.society().days, twins }
    }
}

/// Results of one twin so far; opaque, and the same after saving and restoring.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TwinProgress {
    result: TwinResult,
    /// Slices of [`Layout::monthly`] from the first day to the end of the last month.
    month: Vec<Slice>,
    /// Slice of everyone from the first day to the end of the last whole year.
    year: Option<Slice>,
    /// Pairs of classes of scores counted to the end of the last whole year.
    ranks: Vec<i64>,
    /// Slices at the end, to which the comparison with the baseline is still to be added. They
    /// exist only between the last report and [`WorldRun::finish`], where no checkpoint is due.
    #[serde(skip)]
    end: Vec<Slice>,
    /// Restrictions that ended, by their length [days].
    ended: Vec<i64>,
    /// Moves from band to band from year to year.
    moves: [[i64; 8]; 8],
}

impl Recorder for ResultRecorder<'_> {
    fn month(&mut self, report: MonthReport<'_>) {
        let (layout, progress) = (self.layout, &mut self.twins[report.twin.0]);
        if !layout.monthly.is_empty() {
            progress.add_month(layout, report);
        }
        if report.days == self.horizon {
            progress.add_end(layout, report);
        }
    }

    fn reads_months(&self) -> bool {
        !self.layout.monthly.is_empty()
    }

    fn end(&mut self, end: EndReport<'_>) {
        let (layout, progress) = (self.layout, &mut self.twins[end.twin.0]);
        progress.compare(layout, end);
        let result = &mut progress.result;
        result.outcomes = progress.end.iter().map(|slice| layout.values(slice)).collect();
        result.adults = progress.end.iter().map(|slice| slice.gauge.adults).collect();
        result.survival = survival(&progress.ended, end.open_spells, self.horizon);
        result.mobility = mobility(&progress.moves)
            .map(|it| [it.shorrocks, it.bartholomew, it.forgetting, it.half_life]);
        progress.end.clear();
    }
}

impl TwinProgress {
    /// Adds a month to the series, and the year that ends with it.
    fn add_month(&mut self, layout: &Layout, report: MonthReport<'_>) {
        // Counts only grow, so a month is the difference from the end of the month before.
        let now = Counts { tallies: report.tallies, days: report.days };
        let now = slices(&layout.monthly, now, report.gauges);
        let month = now.iter().enumerate().map(|(part, now)| {
            let before = self.month.get(part);
            before.map_or_else(|| layout.values(now), |before| layout.values(&now.since(before)))
        });
        self.result.series.push(month.collect());
        if report.days.is_multiple_of(YEAR) {
            let now = &now[Layout::EVERYONE];
            let year = self.year.as_ref().map_or_else(|| now.clone(), |before| now.since(before));
            self.result.years.push(layout.values(&year));
            let ranks = &report.tallies.ranks;
            self.ranks.resize(ranks.len(), 0);
            let of_year: Vec<i64> =
                ranks.iter().zip(&self.ranks).map(|(now, then)| now - then).collect();
            self.result.rank_stability.push(tau_b(&of_year));
            self.ranks.clone_from(ranks);
            self.year = Some(now.clone());
        }
        self.month = now;
    }

    /// The last month: from here on the tallies are those of the whole run.
    fn add_end(&mut self, layout: &Layout, report: MonthReport<'_>) {
        let now = Counts { tallies: report.tallies, days: report.days };
        self.end = slices(&layout.by, now, report.gauges);
        let cell = |slice: &Slice| CellResult {
            values: layout.by_cell.iter().map(|&id| layout.measure(id).of(slice)).collect(),
            adults: slice.gauge.adults,
        };
        if !layout.by_cell.is_empty() {
            let cells = slices(&layout.every_cell(), now, report.gauges);
            self.result.cells = cells.iter().map(cell).collect();
        }
        self.ended.clone_from(&report.tallies.ended);
        self.moves = report.tallies.moves;
        let deed = |(spells, &consequences): (&SpellSums, &Consequences)| DeedResult {
            restrictions: spells.begun,
            days: spells.days_before(Day(report.days)),
            consequences,
        };
        let deeds = report.tallies.deeds.iter().zip(&report.tallies.consequences);
        self.result.deeds = deeds.map(deed).collect();
        // Never read again, while every finished twin waits for the others of its world.
        (self.month, self.year, self.ranks) = (Vec::new(), None, Vec::new());
    }

    /// Adds the differences from the baseline, citizen by citizen, to the slices at the end.
    fn compare(&mut self, layout: &Layout, end: EndReport<'_>) {
        for (slice, by) in self.end.iter_mut().zip(&layout.by) {
            for (row, paired) in end.paired_differences.iter().enumerate() {
                let (place, cell) = layout.place_and_cell(row);
                if by.covers(place, cell) {
                    slice.paired = slice.paired.and(paired);
                }
            }
        }
    }
}

/// Value of a measure in some worlds: one each, for one breakdown of one twin.
pub(crate) fn values<'a>(
    worlds: impl IntoIterator<Item = &'a WorldResult>,
    twin: TwinId,
    part: usize,
    measure: MeasureId,
) -> impl Iterator<Item = f64> {
    let value = move |world: &WorldResult| world.twins[twin.0].outcomes[part][measure.number()];
    worlds.into_iter().map(value)
}
