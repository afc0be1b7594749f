//! Counts of a world, by place and cell, in two widths.
//!
//! ```text
//! lanes   place 0: block 0: cell 0 [4 × i64] | cell 1 | …    32 bytes each, for ever
//!                  block 1: cell 0 [4 × i64] | …
//! daily   place 0: block 0: cell 0 [4 × u16] | cell 1 | …     8 bytes each, a few days
//! ```
//!
//! One kind of event adds to one block, and within it to the cells of the citizens: with the cells
//! of a block side by side, the counters of a pass over one kind of occasion lie in 6 KiB for 200
//! cells. Acts and sightings, the events of every day, use daily counters of 16 bits: a quarter of
//! that, one addition for all four lanes, and a flush to the wide lanes before any can overflow.

use serde::{Deserialize, Serialize};

use super::{Stock, Tally, rank};
use crate::population::Cell;
use crate::scenario::{Context, PlaceId};
use crate::scoring::Deed;
use crate::units::Day;

/// Lengths of restrictions in days, from 0 to those of ten years, and one for all longer ones.
const LENGTHS: usize = 3_652;

/// Blocks of a row.
const LANE_BLOCKS: usize = Tally::COUNT.div_ceil(Tally::LANES);

/// The counts of one world, or of a part of it.
///
/// The tallies of parts add up to those of the whole, exactly and in any order.
///
/// ```
/// use society::measures::{Tallies, Tally};
/// use society::population::Cell;
/// use society::scenario::{Conduct, PlaceId};
///
/// let mut tallies = Tallies::new(2, 100);
/// let breaches = Tally::BROKEN.of(Conduct::Driving);
/// tallies.add(PlaceId(1), Cell(42), breaches, 3);
/// assert_eq!(tallies.count(PlaceId(1), Cell(42), breaches), 3);
/// assert_eq!((tallies.total(breaches), tallies.places().len()), (3, 2));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tallies {
    cells: usize,
    /// By place, block and cell.
    lanes: Vec<[i64; Tally::LANES]>,
    /// By place, daily block and cell: four counts of 16 bits in a word.
    #[serde(skip)]
    daily: Vec<u64>,
    /// An upper bound of every daily count: events since the last flush.
    #[serde(skip)]
    daily_events: usize,
    /// Citizens by band a year ago, then band now [citizens].
    pub moves: [[i64; 8]; 8],
    /// Restrictions ended, by their length in days; the last element holds all that are longer.
    pub ended: Vec<i64>,
    /// Restrictions by the reason that began them, in the order of [`Deed::number`].
    pub deeds: [SpellSums; Deed::COUNT],
    /// Charges, fines and penalties by the reason behind them, in the order of [`Deed::number`].
    pub consequences: [Consequences; Deed::COUNT],
    /// Adults of the panel by class of score at the last year's end, then at this one; see
    /// [`super::rank`].
    pub ranks: Vec<i64>,
}

/// Consequences of one reason: charges of breaches, fines, and penalties felt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequences {
    /// Breaches charged on record; none for a reason without a conduct.
    pub charges: i64,
    /// Of these, for what an error attributed to the citizen.
    pub charged_wrongly: i64,
    /// Fines for the charges, and monthly ones under restriction [1/1000 months' income].
    pub fines: i64,
    /// Penalties felt under restriction, by the part of life in which they fall.
    pub felt: [i64; Context::ALL.len()],
    /// Of these, felt by citizens whom true deeds would not restrict.
    pub felt_wrongly: i64,
}

impl Consequences {
    /// Mutable references to all sums, in a fixed order: the layout of a reduction over processes.
    fn numbers(&mut self) -> impl Iterator<Item = &mut i64> {
        let Consequences { charges, charged_wrongly, fines, felt, felt_wrongly } = self;
        [charges, charged_wrongly, fines, felt_wrongly].into_iter().chain(felt)
    }
}

/// The restrictions begun for one reason: a stock and a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpellSums {
    /// Restrictions in force [citizens].
    pub level: i64,
    /// Sum of the days of changes, signed like them [days].
    pub since: i64,
    /// Restrictions ever begun.
    pub begun: i64,
}

impl SpellSums {
    /// Citizen-days before `day` [citizen-days].
    ///
    /// ```
    /// use society::{measures::SpellSums, units::Day};
    ///
    /// // Two restrictions, of days 3 and 5, still in force.
    /// let sums = SpellSums { level: 2, since: 8, begun: 2 };
    /// assert_eq!(sums.days_before(Day(10)), 12);
    /// ```
    #[must_use]
    pub fn days_before(self, day: Day) -> i64 {
        self.level * i64::from(day) - self.since
    }
}

impl Tallies {
    /// Zero counts for so many kinds of place and cells.
    #[must_use]
    pub fn new(places: usize, cells: usize) -> Tallies {
        Tallies {
            cells,
            lanes: vec![[0; Tally::LANES]; places * cells * LANE_BLOCKS],
            ended: vec![0; LENGTHS],
            ranks: vec![0; rank::CLASSES * rank::CLASSES],
            ..Tallies::default()
        }
    }

    /// Memory held [bytes].
    #[must_use]
    pub(crate) fn bytes(&self) -> usize {
        let wide = self.lanes.len() * Tally::LANES + self.ended.len() + self.ranks.len();
        wide * size_of::<i64>() + self.daily.len() * size_of::<u64>()
    }

    /// The kinds of place, in order.
    pub fn places(&self) -> impl ExactSizeIterator<Item = PlaceId> + use<> {
        let places = self.lanes.len() / (self.cells * LANE_BLOCKS).max(1);
        (0..places as u8).map(PlaceId)
    }

    /// The cells of a place, in order.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = Cell> + Clone + use<> {
        (0..self.cells as u16).map(Cell)
    }

    /// The count of one place and cell.
    #[must_use]
    pub fn count(&self, place: PlaceId, cell: Cell, tally: Tally) -> i64 {
        self.lanes[self.lane_index(place, cell, tally)][tally.place() % Tally::LANES]
    }

    /// The count over all places and cells.
    #[must_use]
    pub fn total(&self, tally: Tally) -> i64 {
        let stride = |place| {
            let from = self.lane_index(place, Cell(0), tally);
            self.lanes[from..from + self.cells].iter()
        };
        let lanes = self.places().flat_map(stride);
        lanes.map(|lanes| lanes[tally.place() % Tally::LANES]).sum()
    }

    /// Citizen-days in a stock before `day`, over all places and cells [citizen-days].
    #[must_use]
    pub fn days(&self, stock: Stock, day: Day) -> i64 {
        self.total(Tally::LEVEL.stock(stock)) * i64::from(day)
            - self.total(Tally::SINCE.stock(stock))
    }

    /// Adds `by` to one count.
    #[inline]
    pub fn add(&mut self, place: PlaceId, cell: Cell, tally: Tally, by: i64) {
        self.lanes_mut(place, cell, tally)[tally.place() % Tally::LANES] += by;
    }

    /// Moves a stock by `by` citizens on `day`.
    pub fn shift(&mut self, place: PlaceId, cell: Cell, stock: Stock, by: i64, day: Day) {
        self.add(place, cell, Tally::LEVEL.stock(stock), by);
        self.add(place, cell, Tally::SINCE.stock(stock), by * i64::from(day));
    }

    /// The daily words, by cell, of the block of `tally` in one place, for additions of
    /// [`Tallies::packed`].
    ///
    /// Each lane may grow by one for each event announced by [`Tallies::make_room`], and by no more:
    /// beyond, lanes would carry into one another.
    #[inline]
    pub(crate) fn daily_mut(&mut self, place: PlaceId, tally: Tally) -> &mut [u64] {
        debug_assert!(tally.place() / Tally::LANES < Tally::DAILY, "{tally:?} has no daily lane");
        let from = (usize::from(place) * Tally::DAILY + tally.place() / Tally::LANES) * self.cells;
        &mut self.daily[from..from + self.cells]
    }

    /// Four counts of 16 bits in one word, the first lane lowest.
    #[must_use]
    pub(crate) const fn packed([a, b, c, d]: [u16; Tally::LANES]) -> u64 {
        a as u64 | (b as u64) << 16 | (c as u64) << 32 | (d as u64) << 48
    }

    /// Announces so many events, 65,535 at most, and flushes the daily counts first where these
    /// could overflow.
    pub(crate) fn make_room(&mut self, events: usize) {
        debug_assert!(events <= usize::from(u16::MAX), "{events} events at once");
        // Allocated by the parts alone, on their first day: the sum of a world never counts daily.
        if self.daily.is_empty() {
            self.daily = vec![0; self.places().len() * Tally::DAILY * self.cells];
        }
        // Every event adds one at most to each lane: a bound on the events is a bound on the lanes,
        // and spares a check at each addition.
        if self.daily_events + events > usize::from(u16::MAX) {
            self.flush_daily();
        }
        self.daily_events += events;
    }

    /// Adds the daily counts to the wide lanes, and resets them.
    fn flush_daily(&mut self) {
        self.daily_events = 0;
        let (stride, day) = (LANE_BLOCKS * self.cells, Tally::DAILY * self.cells);
        let places = self.lanes.chunks_mut(stride.max(1)).zip(self.daily.chunks_mut(day.max(1)));
        for (lanes, words) in places.flat_map(|(lanes, words)| lanes.iter_mut().zip(words)) {
            let word = std::mem::take(words);
            for (at, lane) in lanes.iter_mut().enumerate() {
                *lane += (word >> (16 * at) & 0xffff) as i64;
            }
        }
    }

    /// The block of `tally` in one place and cell.
    #[inline]
    pub(crate) fn lanes_mut(
        &mut self,
        place: PlaceId,
        cell: Cell,
        tally: Tally,
    ) -> &mut [i64; Tally::LANES] {
        let at = self.lane_index(place, cell, tally);
        &mut self.lanes[at]
    }

    /// The blocks of `tally` in one place, by cell.
    #[inline]
    pub(crate) fn lanes_by_cell_mut(
        &mut self,
        place: PlaceId,
        tally: Tally,
    ) -> &mut [[i64; Tally::LANES]] {
        let from = self.lane_index(place, Cell(0), tally);
        &mut self.lanes[from..from + self.cells]
    }

    /// Counts a restriction that begins on `day`, by the `deed` behind it.
    pub(crate) fn restriction_begins(&mut self, deed: Deed, day: Day) {
        let span = &mut self.deeds[deed.number()];
        span.level += 1;
        span.begun += 1;
        span.since += i64::from(day);
    }

    /// Counts the end on `day` of a restriction that began on `since`.
    pub(crate) fn restriction_ends(&mut self, deed: Deed, since: Day, day: Day) {
        let span = &mut self.deeds[deed.number()];
        span.level -= 1;
        span.since -= i64::from(day);
        debug_assert!(since <= day, "{since} to {day}");
        self.ended[usize::from(day - since).min(LENGTHS - 1)] += 1;
    }

    /// Adds all counts of `part`, and resets them.
    pub(crate) fn merge_from(&mut self, part: &mut Tallies) {
        debug_assert_eq!(self.lanes.len(), part.lanes.len(), "of one shape");
        part.flush_daily();
        // Moves rather than copies: a part counts on from zero, and its memory stays.
        let counts = part.lanes.as_flattened_mut();
        for (sum, count) in self.lanes.as_flattened_mut().iter_mut().zip(counts) {
            *sum += std::mem::take(count);
        }
        for (sum, count) in self.moves.iter_mut().flatten().zip(part.moves.iter_mut().flatten()) {
            *sum += std::mem::take(count);
        }
        for (sum, count) in self.ended.iter_mut().zip(&mut part.ended) {
            *sum += std::mem::take(count);
        }
        for (sum, span) in self.deeds.iter_mut().zip(&mut part.deeds) {
            let span = std::mem::take(span);
            sum.level += span.level;
            sum.since += span.since;
            sum.begun += span.begun;
        }
        let consequences = self.consequences.iter_mut().flat_map(Consequences::numbers);
        let of_part = part.consequences.iter_mut().flat_map(Consequences::numbers);
        for (sum, count) in consequences.chain(&mut self.ranks).zip(of_part.chain(&mut part.ranks))
        {
            *sum += std::mem::take(count);
        }
    }

    /// Drops all counts but those of citizens in a state that outlasts the warm-up: on a list, out of work.
    ///
    /// Their days begin today, which is the first; spells are begun anew, one by one.
    pub(crate) fn begin_counting(&mut self) {
        let mut fresh = Tallies::new(self.places().len(), self.cells);
        for place in self.places() {
            for cell in self.cells() {
                for stock in Stock::LISTED.into_iter().chain([Stock::OutOfWork]) {
                    let level = Tally::LEVEL.stock(stock);
                    fresh.add(place, cell, level, self.count(place, cell, level));
                }
            }
        }
        *self = fresh;
    }

    /// Mutable references to all counts, in a fixed order: the layout of a reduction over processes.
    pub(crate) fn numbers(&mut self) -> impl Iterator<Item = &mut i64> {
        let deeds = self.deeds.iter_mut();
        let deeds = deeds.flat_map(|span| [&mut span.level, &mut span.since, &mut span.begun]);
        let counts = self.lanes.as_flattened_mut().iter_mut().chain(self.moves.as_flattened_mut());
        let consequences = self.consequences.iter_mut().flat_map(Consequences::numbers);
        counts.chain(&mut self.ended).chain(deeds).chain(consequences).chain(&mut self.ranks)
    }

    /// All counts of one place and cell, in the order of the columns.
    #[must_use]
    pub fn row(&self, place: PlaceId, cell: Cell) -> Vec<i64> {
        let first = self.lane_index(place, cell, Tally::OCCASIONS);
        let lanes = self.lanes[first..].iter().step_by(self.cells).take(LANE_BLOCKS);
        lanes.flatten().take(Tally::COUNT).copied().collect()
    }

    /// The rows of all places and cells, by place, then cell.
    pub fn rows(&self) -> impl Iterator<Item = Vec<i64>> {
        let cells = self.cells;
        let both = move |place| (0..cells).map(move |cell| (place, Cell(cell as u16)));
        self.places().flat_map(both).map(|(place, cell)| self.row(place, cell))
    }

    /// The index of a block in the lanes.
    #[inline]
    fn lane_index(&self, place: PlaceId, cell: Cell, tally: Tally) -> usize {
        (usize::from(place) * LANE_BLOCKS + tally.place() / Tally::LANES) * self.cells
            + usize::from(cell.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Conduct;

    #[test]
    fn daily_counts_are_full_before_they_spill_into_each_other() {
        let (mut tallies, mut part) = (Tallies::new(2, 3), Tallies::new(2, 3));
        let broken = Tally::BROKEN.of(Conduct::Driving);
        for _ in 0..3 {
            part.make_room(65_535);
            let counts = part.daily_mut(PlaceId(1), broken);
            (0..65_535).for_each(|_| counts[2] += Tallies::packed([1, 1, 0, 0]));
        }
        part.add(PlaceId(1), Cell(2), broken, 7);
        tallies.merge_from(&mut part);
        let count = |tally: Tally| tallies.count(PlaceId(1), Cell(2), tally.of(Conduct::Driving));
        let four = [Tally::OCCASIONS, Tally::BROKEN, Tally::OPEN, Tally::OPEN_BROKEN];
        assert_eq!(four.map(count), [3 * 65_535, 3 * 65_535 + 7, 0, 0]);
        assert_eq!(tallies.total(broken), 3 * 65_535 + 7, "nowhere else");
    }
}
