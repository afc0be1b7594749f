//! The books of a world: its counts so far, and its state at the end of a month.

use serde::{Deserialize, Serialize};

use super::{Stock, Tally};
use crate::population::Cell;
use crate::scenario::Conduct;

/// Lengths of spells are told apart up to this many months; the last stands for more.
pub(super) const MONTHS: usize = 121;

/// Fours of tallies.
const LANE_BLOCKS: usize = Tally::COUNT.div_ceil(Tally::LANES);

/// Counts of one world, or of a part of it.
///
/// Two books of parts add up to the book of the whole, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tallies {
    cells: usize,
    /// By place, four tallies, and cell: what one kind of event counts of everyone lies close
    /// together.
    lanes: Vec<[i64; Tally::LANES]>,
    /// By place, four of the day's tallies, and cell: counts of sixteen bits, four to a word. In a
    /// quarter of the room they stay at hand, until they are added to the lanes.
    #[serde(skip)]
    daily: Vec<u64>,
    /// The most that any of them can have counted.
    #[serde(skip)]
    most: usize,
    /// Citizens who were in one band a year ago and are in another now.
    pub moves: [[i64; 8]; 8],
    /// Restrictions ended, by their length in months.
    pub ended: Vec<i64>,
    /// Restricted citizens and the days on which they became so, by the conduct that was charged
    /// when they did; the last stands for what came over ties.
    pub deeds: [SpellSums; Conduct::ALL.len() + 1],
}

/// A level and the sum of the days on which it changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpellSums {
    /// How many, now.
    pub level: i64,
    /// Days of the changes, signed like them [days].
    pub since: i64,
    /// How many ever.
    pub begun: i64,
}

impl SpellSums {
    /// Citizen-days before `day` [citizen-days].
    #[must_use]
    pub fn days_before(self, day: u16) -> i64 {
        self.level * i64::from(day) - self.since
    }
}

impl Tallies {
    /// Empty books for so many kinds of place and cells.
    #[must_use]
    pub fn new(places: usize, cells: usize) -> Tallies {
        Tallies {
            cells,
            lanes: vec![[0; Tally::LANES]; places * cells * LANE_BLOCKS],
            ended: vec![0; MONTHS],
            ..Tallies::default()
        }
    }

    /// Kinds of place.
    #[must_use]
    pub fn places(&self) -> usize {
        self.lanes.len() / (self.cells * LANE_BLOCKS).max(1)
    }

    /// Cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// One count.
    #[must_use]
    pub fn count(&self, place: usize, cell: Cell, tally: Tally) -> i64 {
        self.lanes[self.lane_index(place, cell, tally)][tally.place() % Tally::LANES]
    }

    /// One count over everyone.
    #[must_use]
    pub fn total(&self, tally: Tally) -> i64 {
        let stride = |place| {
            let from = self.lane_index(place, Cell(0), tally);
            self.lanes[from..from + self.cells].iter()
        };
        let lanes = (0..self.places()).flat_map(stride);
        lanes.map(|lanes| lanes[tally.place() % Tally::LANES]).sum()
    }

    /// Citizen-days in a stock before `day`, over everyone [citizen-days].
    #[must_use]
    pub fn days(&self, stock: Stock, day: u16) -> i64 {
        self.total(Tally::LEVEL.stock(stock)) * i64::from(day)
            - self.total(Tally::SINCE.stock(stock))
    }

    /// Counts `by` more.
    #[inline]
    pub fn add(&mut self, place: usize, cell: Cell, tally: Tally, by: i64) {
        self.lanes_mut(place, cell, tally)[tally.place() % Tally::LANES] += by;
    }

    /// Moves a stock by `by` citizens on `day`.
    pub fn shift(&mut self, place: usize, cell: Cell, stock: Stock, by: i64, day: u16) {
        self.add(place, cell, Tally::LEVEL.stock(stock), by);
        self.add(place, cell, Tally::SINCE.stock(stock), by * i64::from(day));
    }

    /// The daily counts of one place that a tally is among, by cell, to be added [`Tallies::packed`] to:
    /// at most one to each count for each of the events that there is room for.
    #[inline]
    pub fn daily_mut(&mut self, place: usize, tally: Tally) -> &mut [u64] {
        let from = (place * Tally::DAILY + tally.place() / Tally::LANES) * self.cells;
        &mut self.daily[from..from + self.cells]
    }

    /// Four counts in one word.
    #[must_use]
    pub const fn packed([a, b, c, d]: [u16; Tally::LANES]) -> u64 {
        a as u64 | (b as u64) << 16 | (c as u64) << 32 | (d as u64) << 48
    }

    /// Makes room in the daily counts for so many events, 65,535 at most.
    pub fn make_room(&mut self, events: usize) {
        if self.daily.is_empty() {
            self.daily = vec![0; self.places() * Tally::DAILY * self.cells];
        }
        if self.most + events > usize::from(u16::MAX) {
            self.flush_daily();
        }
        self.most += events;
    }

    /// Adds the daily counts to the lanes.
    fn flush_daily(&mut self) {
        self.most = 0;
        let (stride, day) = (LANE_BLOCKS * self.cells, Tally::DAILY * self.cells);
        let places = self.lanes.chunks_mut(stride.max(1)).zip(self.daily.chunks_mut(day.max(1)));
        for (lanes, words) in places.flat_map(|(lanes, words)| lanes.iter_mut().zip(words)) {
            let word = std::mem::take(words);
            for (at, lane) in lanes.iter_mut().enumerate() {
                *lane += (word >> (16 * at) & 0xffff) as i64;
            }
        }
    }

    /// The four counts of one place and cell that a tally is among, to be changed.
    #[inline]
    pub fn lanes_mut(
        &mut self,
        place: usize,
        cell: Cell,
        tally: Tally,
    ) -> &mut [i64; Tally::LANES] {
        let at = self.lane_index(place, cell, tally);
        &mut self.lanes[at]
    }

    /// The same of every cell, in the order of the cells.
    #[inline]
    pub fn lanes_by_cell_mut(&mut self, place: usize, tally: Tally) -> &mut [[i64; Tally::LANES]] {
        let from = self.lane_index(place, Cell(0), tally);
        &mut self.lanes[from..from + self.cells]
    }

    /// Notes a restriction begun on `day` over a charge for `deed`, by number.
    pub fn restriction_begins(&mut self, deed: u8, day: u16) {
        let span = &mut self.deeds[usize::from(deed)];
        span.level += 1;
        span.begun += 1;
        span.since += i64::from(day);
    }

    /// Notes the end on `day` of a restriction begun on `since`.
    pub fn restriction_ends(&mut self, deed: u8, since: u16, day: u16) {
        let span = &mut self.deeds[usize::from(deed)];
        span.level -= 1;
        span.since -= i64::from(day);
        let months = usize::from(day - since) * 12 / 365;
        self.ended[months.min(MONTHS - 1)] += 1;
    }

    /// Adds all that `part` has counted, and leaves it empty.
    pub fn merge_from(&mut self, part: &mut Tallies) {
        part.flush_daily();
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
    }

    /// Every number of it, to be changed.
    pub(crate) fn numbers(&mut self) -> impl Iterator<Item = &mut i64> {
        let deeds = self.deeds.iter_mut();
        let deeds = deeds.flat_map(|span| [&mut span.level, &mut span.since, &mut span.begun]);
        let counts = self.lanes.as_flattened_mut().iter_mut().chain(self.moves.as_flattened_mut());
        counts.chain(&mut self.ended).chain(deeds)
    }

    /// Every count of one place and cell, in the order of the tallies.
    #[must_use]
    pub fn row(&self, place: usize, cell: Cell) -> Vec<i64> {
        let first = self.lane_index(place, cell, Tally::OCCASIONS);
        let lanes = self.lanes[first..].iter().step_by(self.cells).take(LANE_BLOCKS);
        lanes.flatten().take(Tally::COUNT).copied().collect()
    }

    /// The rows of every place and cell, one after another.
    pub fn rows(&self) -> impl Iterator<Item = Vec<i64>> {
        let cells = self.cells;
        let both = move |place| (0..cells).map(move |cell| (place, Cell(cell as u16)));
        (0..self.places()).flat_map(both).map(|(place, cell)| self.row(place, cell))
    }

    #[inline]
    fn lane_index(&self, place: usize, cell: Cell, tally: Tally) -> usize {
        (place * LANE_BLOCKS + tally.place() / Tally::LANES) * self.cells + usize::from(cell.0)
    }
}

/// The state of the citizens of one place and cell at the end of a month, as sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gauge {
    /// Citizens [citizens].
    pub citizens: i64,
    /// Of these, adults [citizens].
    pub adults: i64,
    /// Scores of adults [grains].
    pub score: i64,
    /// Scores squared [points²].
    pub score_squared: i64,
    /// Harm done so far by adults [harm].
    pub harm: i64,
    /// Harm squared [harm²].
    pub harm_squared: i64,
    /// Score times harm [points · harm].
    pub score_harm: i64,
    /// Adults at the cap [citizens].
    pub at_cap: i64,
    /// Adults in each band [citizens].
    pub bands: [i64; 8],
    /// Hardship [1/255].
    pub hardship: i64,
    /// Health [1/255].
    pub health: i64,
    /// Perceived certainty [1/255].
    pub certainty: i64,
    /// Resignation [1/255].
    pub resignation: i64,
    /// Adults under 60 in work [citizens].
    pub working: i64,
    /// Adults under 60 [citizens].
    pub working_age: i64,
    /// Adults who can be asked for help [citizens].
    pub asked: i64,
    /// Of these, those who help [citizens].
    pub willing: i64,
}

impl Gauge {
    /// This and `other` together.
    #[must_use]
    pub fn and(mut self, other: &Gauge) -> Gauge {
        for (sum, more) in self.fields().into_iter().zip(other.clone().fields()) {
            *sum += *more;
        }
        self
    }

    /// Every number of it, to be changed.
    pub(crate) fn fields(&mut self) -> [&mut i64; 24] {
        let [a, b, c, d, e, f, g, h] = &mut self.bands;
        [
            &mut self.citizens,
            &mut self.adults,
            &mut self.score,
            &mut self.score_squared,
            &mut self.harm,
            &mut self.harm_squared,
            &mut self.score_harm,
            &mut self.at_cap,
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            &mut self.hardship,
            &mut self.health,
            &mut self.certainty,
            &mut self.resignation,
            &mut self.working,
            &mut self.working_age,
            &mut self.asked,
            &mut self.willing,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn daily_counts_are_full_before_they_spill_into_each_other() {
        let (mut tallies, mut part) = (Tallies::new(2, 3), Tallies::new(2, 3));
        let broken = Tally::BROKEN.of(Conduct::Driving);
        for _ in 0..3 {
            part.make_room(65_535);
            let counts = part.daily_mut(1, broken);
            (0..65_535).for_each(|_| counts[2] += Tallies::packed([1, 1, 0, 0]));
        }
        part.add(1, Cell(2), broken, 7);
        tallies.merge_from(&mut part);
        let count = |tally: Tally| tallies.count(1, Cell(2), tally.of(Conduct::Driving));
        let four = [Tally::OCCASIONS, Tally::BROKEN, Tally::OPEN, Tally::OPEN_BROKEN];
        assert_eq!(four.map(count), [3 * 65_535, 3 * 65_535 + 7, 0, 0]);
        assert_eq!(tallies.total(broken), 3 * 65_535 + 7, "nowhere else");
    }
}
