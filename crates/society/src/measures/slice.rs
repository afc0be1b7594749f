//! The citizens that a figure is about, and the time that it covers.

use super::{Gauge, PairedDifference, Stock, Tallies, Tally};
use crate::population::{BANDS, Cell};

/// By what citizens are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breakdown {
    /// Everyone.
    All,
    /// One group, by number.
    Group(usize),
    /// One tenth of household income, 0 (poorest) to 9.
    Tenth(usize),
    /// One age band, 0 to 4.
    Age(usize),
    /// One sex: 0 for women, 1 for men.
    Sex(usize),
    /// One kind of place, by number.
    Place(usize),
    /// One cell of group, tenth, sex and age band.
    Cell(Cell),
}

impl Breakdown {
    /// Whether someone of `cell` in a place of kind `place` is among them.
    #[must_use]
    pub fn covers(self, place: usize, cell: Cell) -> bool {
        match self {
            Breakdown::All => true,
            Breakdown::Group(group) => cell.group() == group,
            Breakdown::Tenth(tenth) => cell.tenth() == tenth,
            Breakdown::Age(band) => cell.band() == band,
            Breakdown::Sex(sex) => cell.sex() == sex,
            Breakdown::Place(kind) => place == kind,
            Breakdown::Cell(only) => cell == only,
        }
    }

    /// Every way of telling citizens apart but the cells, for so many groups and places.
    #[must_use]
    pub fn margins(groups: usize, places: usize) -> Vec<Breakdown> {
        let mut all = vec![Breakdown::All];
        all.extend((0..groups).map(Breakdown::Group));
        all.extend((0..10).map(Breakdown::Tenth));
        all.extend((0..BANDS).map(Breakdown::Age));
        all.extend((0..2).map(Breakdown::Sex));
        all.extend((0..places).map(Breakdown::Place));
        all
    }
}

/// What was counted of some citizens over some days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slice {
    /// Counts at the end, then at the beginning.
    counts: [Vec<i64>; 2],
    /// The day after the last, and the first [days].
    days: [u16; 2],
    /// The state of the citizens at the end.
    pub gauge: Gauge,
    /// Differences from the baseline, where the scenario is over.
    pub paired: PairedDifference,
}

impl Slice {
    /// Counts over the days.
    #[must_use]
    pub fn flow(&self, tally: Tally) -> f64 {
        (self.counts[0][tally.place()] - self.count_before(tally)) as f64
    }

    /// Sum of `width` counts that begin with `tally`, over the days.
    #[must_use]
    pub fn flows(&self, tally: Tally, width: usize) -> f64 {
        (0..width).map(|number| self.flow(tally.number(number))).sum()
    }

    /// Citizens in a stock at the end.
    #[must_use]
    pub fn level(&self, stock: Stock) -> f64 {
        self.counts[0][Tally::LEVEL.stock(stock).place()] as f64
    }

    /// Citizen-days in a stock over the days [citizen-days].
    #[must_use]
    pub fn stock_days(&self, stock: Stock) -> f64 {
        let (level, since) = (Tally::LEVEL.stock(stock), Tally::SINCE.stock(stock));
        let [now, then] = self.days.map(i64::from);
        let after = self.counts[0][level.place()] * now - self.counts[0][since.place()];
        (after - self.count_before(level) * then + self.count_before(since)) as f64
    }

    /// Adults [citizens].
    #[must_use]
    pub fn adults(&self) -> f64 {
        self.gauge.adults as f64
    }

    /// Adults times the days, in years [adult-years].
    #[must_use]
    pub fn adult_years(&self) -> f64 {
        self.adults() * f64::from(self.days[0] - self.days[1]) / 365.0
    }

    fn count_before(&self, tally: Tally) -> i64 {
        self.counts[1].get(tally.place()).copied().unwrap_or(0)
    }
}

/// The slices of one twin for each of `by`, at the end of `days`: `now` and `gauges` as reported
/// then, `before` as reported at the end of an earlier day, or nothing for the first.
#[must_use]
pub fn slices(
    by: &[Breakdown],
    (now, gauges, days): (&Tallies, &[Gauge], u16),
    before: Option<(&Tallies, u16)>,
) -> Vec<Slice> {
    let day_before = before.map_or(0, |(_, day)| day);
    let empty = Slice {
        counts: [vec![0; Tally::COUNT], vec![0; before.map_or(0, |_| Tally::COUNT)]],
        days: [days, day_before],
        ..Slice::default()
    };
    let mut slices = vec![empty; by.len()];
    for place in 0..now.places() {
        for number in 0..now.cells() {
            let cell = Cell(number as u16);
            let row = now.row(place, cell);
            let earlier = before.map(|(tallies, _)| tallies.row(place, cell));
            let gauge = &gauges[place * now.cells() + number];
            for (slice, _) in slices.iter_mut().zip(by).filter(|(_, by)| by.covers(place, cell)) {
                add(&mut slice.counts[0], &row);
                add(&mut slice.counts[1], earlier.as_deref().unwrap_or(&[]));
                slice.gauge = slice.gauge.and(gauge);
            }
        }
    }
    slices
}

fn add(sums: &mut [i64], row: &[i64]) {
    for (sum, count) in sums.iter_mut().zip(row) {
        *sum += count;
    }
}
