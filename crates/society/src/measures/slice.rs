//! Slices: counts and gauges of some of the citizens over some of the days.

use serde::{Deserialize, Serialize};

use super::{Gauge, PairedDifference, Stock, Tallies, Tally};
use crate::population::{AgeBand, Cell, Decile, GroupId, Sex};
use crate::scenario::{Marginals, PlaceId};

/// A subset of the citizens: everyone, or those with one value of one attribute.
///
/// ```
/// use society::measures::Breakdown;
/// use society::population::{AgeBand, Cell, Decile, GroupId, Sex};
/// use society::scenario::{PlaceId, Scenario};
///
/// let poor = Breakdown::Decile(Decile::POOREST);
/// let covers = |decile| {
///     poor.covers(PlaceId(0), Cell::of(GroupId(1), decile, Sex::Woman, AgeBand::of(50)))
/// };
/// assert!(covers(Decile::POOREST) && !covers(Decile::RICHEST));
/// // Everyone, groups, 10 deciles, 5 age bands, 2 sexes, kinds of place.
/// let scenario = Scenario::example();
/// let people = &scenario.society().population;
/// let margins = 1 + people.groups.len() + 10 + 5 + 2 + people.places.len();
/// assert_eq!(Breakdown::margins(people).len(), margins);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breakdown {
    /// Everyone.
    All,
    /// One group.
    Group(GroupId),
    /// One tenth of household income.
    Decile(Decile),
    /// One age band.
    Age(AgeBand),
    /// One sex.
    Sex(Sex),
    /// One kind of place.
    Place(PlaceId),
    /// One cell of group, decile, sex and age band.
    Cell(Cell),
}

impl Breakdown {
    /// Whether the subset includes `cell` in a place of kind `place`.
    #[must_use]
    pub fn covers(self, place: PlaceId, cell: Cell) -> bool {
        match self {
            Breakdown::All => true,
            Breakdown::Group(group) => cell.group() == group,
            Breakdown::Decile(decile) => cell.decile() == decile,
            Breakdown::Age(band) => cell.band() == band,
            Breakdown::Sex(sex) => cell.sex() == sex,
            Breakdown::Place(kind) => place == kind,
            Breakdown::Cell(only) => cell == only,
        }
    }

    /// Every subset but the cells, for the groups and kinds of place of `people`.
    #[must_use]
    pub fn margins(people: &Marginals) -> Vec<Breakdown> {
        let mut all = vec![Breakdown::All];
        all.extend(GroupId::all(&people.groups).map(Breakdown::Group));
        all.extend(Decile::ALL.map(Breakdown::Decile));
        all.extend(AgeBand::ALL.map(Breakdown::Age));
        all.extend(Sex::ALL.map(Breakdown::Sex));
        all.extend(PlaceId::all(&people.places).map(Breakdown::Place));
        all
    }
}

/// Counts of some citizens over some days, and their gauges at the end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Slice {
    /// Counts since the first day, at the end of the days and before them; none before the first day.
    counts: [Vec<i64>; 2],
    /// The day after the last, and the first.
    days: [u16; 2],
    /// Gauges at the end.
    pub gauge: Gauge,
    /// Differences from the baseline, once the scenario is over.
    #[serde(skip)]
    pub paired: PairedDifference,
}

impl Slice {
    /// The same citizens over the days after those of `earlier`, both from the first day on.
    ///
    /// ```
    /// use society::measures::{Breakdown, Counts, Gauge, MeasureId, Tallies, Tally, catalogue, slices};
    /// use society::{population::Cell, scenario::PlaceId};
    ///
    /// let mut tallies = Tallies::new(1, 100);
    /// let gauges = [Gauge { adults: 10, ..Gauge::default() }; 100];
    /// let mut until = |days, letters| {
    ///     tallies.add(PlaceId(0), Cell(7), Tally::WARNINGS, letters);
    ///     tallies.add(PlaceId(0), Cell(7), Tally::EVER_RESTRICTED, 5);
    ///     slices(&[Breakdown::All], Counts { tallies: &tallies, days }, &gauges).remove(0)
    /// };
    /// let (first, both) = (until(365, 10), until(730, 30));
    /// let of = |name: &str, slice| {
    ///     let id = MeasureId::named(name).expect("it is in the catalogue");
    ///     catalogue()[id.number()].of(slice)
    /// };
    /// // Letters an adult-year; and adults restricted at some time, of 1,000, which nobody is a second time.
    /// let second = both.since(&first);
    /// assert_eq!((of("warnings", &both), of("warnings", &second)), (0.02, 0.03));
    /// assert_eq!((of("restricted.ever", &both), of("restricted.ever", &second)), (10.0, 10.0));
    /// ```
    #[must_use]
    pub fn since(&self, earlier: &Slice) -> Slice {
        Slice {
            counts: [self.counts[0].clone(), earlier.counts[0].clone()],
            days: [self.days[0], earlier.days[0]],
            gauge: self.gauge,
            paired: self.paired,
        }
    }

    /// The count over the days.
    #[must_use]
    pub(crate) fn flow(&self, tally: Tally) -> f64 {
        (self.counts[0][tally.place()] - self.count_before(tally)) as f64
    }

    /// The sum of a count over the days, over every conduct, gate, cause, error or list.
    ///
    /// The tally knows its own parts: a number beside it would leave out what is added later.
    #[must_use]
    pub(crate) fn flows(&self, tally: Tally) -> f64 {
        (0..tally.parts()).map(|number| self.flow(tally.at_index(number))).sum()
    }

    /// The count since the first day that counts, whenever the days of the slice begin.
    ///
    /// Of what happens to somebody once and for all, and of what begins in one month and ends in another: a
    /// share of these within a month would be above 1.
    #[must_use]
    pub(crate) fn ever(&self, tally: Tally) -> f64 {
        self.counts[0][tally.place()] as f64
    }

    /// The sum of [`Slice::ever`] over every conduct, gate, cause, error or list.
    #[must_use]
    pub(crate) fn evers(&self, tally: Tally) -> f64 {
        (0..tally.parts()).map(|number| self.ever(tally.at_index(number))).sum()
    }

    /// Citizens in a stock at the end [citizens].
    #[must_use]
    pub(crate) fn level(&self, stock: Stock) -> f64 {
        self.counts[0][Tally::LEVEL.stock(stock).place()] as f64
    }

    /// Citizen-days in a stock over the days [citizen-days].
    #[must_use]
    pub(crate) fn stock_days(&self, stock: Stock) -> f64 {
        let (level, since) = (Tally::LEVEL.stock(stock), Tally::SINCE.stock(stock));
        let [now, then] = self.days.map(i64::from);
        // The identity of [`Stock`] at the end of the days, less the same before them.
        let after = self.counts[0][level.place()] * now - self.counts[0][since.place()];
        (after - self.count_before(level) * then + self.count_before(since)) as f64
    }

    /// Adults at the end [citizens].
    #[must_use]
    pub(crate) fn adults(&self) -> f64 {
        self.gauge.adults as f64
    }

    /// Adults times the days, in years [adult-years].
    #[must_use]
    pub(crate) fn adult_years(&self) -> f64 {
        self.adults() * f64::from(self.days[0] - self.days[1]) / 365.0
    }

    /// Days from the first one of the scenario to the end, in years [years].
    #[must_use]
    pub(crate) fn years_so_far(&self) -> f64 {
        f64::from(self.days[0]) / 365.0
    }

    /// The count before the days; 0 where they begin on the first.
    fn count_before(&self, tally: Tally) -> i64 {
        self.counts[1].get(tally.place()).copied().unwrap_or(0)
    }
}

/// Tallies of one twin from the first day on.
#[derive(Clone, Copy, Debug)]
pub struct Counts<'a> {
    /// Counts by place and cell.
    pub tallies: &'a Tallies,
    /// Days counted, from the first on [days].
    pub days: u16,
}

/// The slices of one twin for each of `by`, from the first day on.
///
/// `gauges` are those of the last day, by place, then cell, as many as the tallies have rows.
#[must_use]
pub fn slices(by: &[Breakdown], now: Counts<'_>, gauges: &[Gauge]) -> Vec<Slice> {
    let tallies = now.tallies;
    debug_assert_eq!(
        gauges.len(),
        tallies.places().len() * tallies.cells().len(),
        "a gauge for each row"
    );
    let nothing = Slice {
        counts: [vec![0; Tally::COUNT], Vec::new()],
        days: [now.days, 0],
        ..Slice::default()
    };
    let mut slices = vec![nothing; by.len()];
    for place in tallies.places() {
        for cell in tallies.cells() {
            // A row lies strided over its blocks: gathered once, it serves all slices.
            let row = tallies.row(place, cell);
            let gauge = &gauges[usize::from(place) * tallies.cells().len() + usize::from(cell.0)];
            for (slice, _) in slices.iter_mut().zip(by).filter(|(_, by)| by.covers(place, cell)) {
                slice.counts[0].iter_mut().zip(&row).for_each(|(sum, count)| *sum += count);
                slice.gauge = slice.gauge.and(gauge);
            }
        }
    }
    slices
}
