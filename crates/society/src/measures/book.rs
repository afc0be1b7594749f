//! The books of a world: its counts so far, and its state at the end of a month.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Stock, Tally};
use crate::population::Cell;
use crate::scenario::Conduct;

/// Lengths of spells are told apart up to this many months; the last stands for more.
pub(super) const MONTHS: usize = 121;

/// Counts of one world, or of a part of it.
///
/// Two books of parts add up to the book of the whole, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    cells: usize,
    /// By place, cell and tally.
    #[serde(serialize_with = "flat", deserialize_with = "in_rows")]
    rows: Vec<[i64; Tally::COUNT]>,
    /// Citizens who were in one band a year ago and are in another now.
    pub moves: [[i64; 8]; 8],
    /// Restrictions ended, by their length in months.
    pub ended: Vec<i64>,
    /// Restricted citizens and the days on which they became so, by the conduct that was charged
    /// when they did; the last stands for what came over ties.
    pub deeds: [Span; Conduct::ALL.len() + 1],
}

/// Rows one after another: no library keeps arrays as long as these.
fn flat<S: Serializer>(rows: &[[i64; Tally::COUNT]], to: S) -> Result<S::Ok, S::Error> {
    rows.as_flattened().serialize(to)
}

fn in_rows<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<[i64; Tally::COUNT]>, D::Error> {
    let counts = Vec::<i64>::deserialize(from)?;
    let (rows, rest) = counts.as_chunks();
    if rest.is_empty() { Ok(rows.to_vec()) } else { Err(de::Error::custom("counts without a row")) }
}

/// A level and the sum of the days on which it changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// How many, now.
    pub level: i64,
    /// Days of the changes, signed like them [days].
    pub since: i64,
    /// How many ever.
    pub begun: i64,
}

impl Span {
    /// Citizen-days before `day` [citizen-days].
    #[must_use]
    pub fn days_before(self, day: u16) -> i64 {
        self.level * i64::from(day) - self.since
    }
}

impl Book {
    /// Empty books for so many kinds of place and cells.
    #[must_use]
    pub fn new(places: usize, cells: usize) -> Book {
        Book {
            cells,
            rows: vec![[0; Tally::COUNT]; places * cells],
            ended: vec![0; MONTHS],
            ..Book::default()
        }
    }

    /// Kinds of place.
    #[must_use]
    pub fn places(&self) -> usize {
        self.rows.len() / self.cells.max(1)
    }

    /// Cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// One count.
    #[must_use]
    pub fn count(&self, place: usize, cell: Cell, tally: Tally) -> i64 {
        self.row(place, cell)[tally.place()]
    }

    /// One count over everyone.
    #[must_use]
    pub fn total(&self, tally: Tally) -> i64 {
        self.rows.iter().map(|row| row[tally.place()]).sum()
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
        self.row_mut(place, cell)[tally.place()] += by;
    }

    /// Moves a stock by `by` citizens on `day`.
    pub fn shift(&mut self, place: usize, cell: Cell, stock: Stock, by: i64, day: u16) {
        self.add(place, cell, Tally::LEVEL.stock(stock), by);
        self.add(place, cell, Tally::SINCE.stock(stock), by * i64::from(day));
    }

    /// Every count, by place, cell and tally.
    #[must_use]
    pub fn counts(&self) -> &[i64] {
        self.rows.as_flattened()
    }

    /// The counts of one place and cell, to be changed.
    #[inline]
    pub fn row_mut(&mut self, place: usize, cell: Cell) -> &mut [i64; Tally::COUNT] {
        &mut self.rows[place * self.cells + usize::from(cell.0)]
    }

    /// Notes a restriction begun on `day` over a charge for `deed`, by number.
    pub fn deed_begins(&mut self, deed: u8, day: u16) {
        let span = &mut self.deeds[usize::from(deed)];
        span.level += 1;
        span.begun += 1;
        span.since += i64::from(day);
    }

    /// Notes the end on `day` of a restriction begun on `since`.
    pub fn deed_ends(&mut self, deed: u8, since: u16, day: u16) {
        let span = &mut self.deeds[usize::from(deed)];
        span.level -= 1;
        span.since -= i64::from(day);
        let months = usize::from(day - since) * 12 / 365;
        self.ended[months.min(MONTHS - 1)] += 1;
    }

    /// Adds all that `part` has counted, and leaves it empty.
    pub fn take(&mut self, part: &mut Book) {
        let counts = part.rows.as_flattened_mut();
        for (sum, count) in self.rows.as_flattened_mut().iter_mut().zip(counts) {
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

    /// The counts of one place and cell.
    #[must_use]
    pub fn row(&self, place: usize, cell: Cell) -> &[i64; Tally::COUNT] {
        &self.rows[place * self.cells + usize::from(cell.0)]
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

    fn fields(&mut self) -> [&mut i64; 24] {
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
