//! A run: the worlds of a scenario, every twin in each, and what is kept of them.
//!
//! On small societies several worlds are lived at once; on large ones one world after another,
//! its neighbourhoods side by side. Either way every core is busy, and neither changes a bit.

use std::sync::mpsc;
use std::thread;

use rayon::prelude::*;
use society::chance::Chance;
use society::measures::{
    Book, By, Measure, Mobility, Slice, Span, catalogue, mobility, slices, survival,
};
use society::population::Cell;
use society::recorder::{End, Recorder, Report};
use society::scenario::{NEIGHBOURHOOD, Scenario};
use society::twins::Twins;
use society::units::Seed;
use society::world::World;

/// Societies above this are lived one world at a time [citizens].
const SMALL: u32 = 64 * NEIGHBOURHOOD;

/// Cells with fewer adults than this over all worlds are not told apart [citizens].
pub const SMALLEST_CELL: i64 = 50;

/// Measures that are also told for each cell of group, tenth, sex and age band.
const BY_CELL: [&str; 4] = ["restricted.ever", "wronged.ever", "restricted.days", "wrongful.days"];

/// What is kept of one world of one twin.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The value of each measure at the end, by the breakdown of [`Frame::by`] and then by the
    /// number of the measure.
    pub outcomes: Vec<Vec<f64>>,
    /// Adults of each breakdown [citizens].
    pub adults: Vec<i64>,
    /// The value of each measure in each month, for everyone and then for each group.
    pub series: Vec<Vec<Vec<f64>>>,
    /// Values of [`Frame::by_cell`] for each cell, and the adults in it.
    pub cells: Vec<(Vec<f64>, i64)>,
    /// Lock-in of the bands, where anyone moved or could have.
    pub mobility: Option<Mobility>,
    /// Share of restrictions that last longer than each number of months.
    pub survival: Vec<f64>,
    /// By the conduct behind them, and last what came over ties: restrictions begun, and the
    /// citizen-days that they took.
    pub deeds: Vec<(i64, i64)>,
}

/// One world: a seed, and every twin lived from it.
#[derive(Clone, Debug)]
pub struct Lived {
    /// The world's number, from 0.
    pub number: u32,
    /// Its seed.
    pub seed: Seed,
    /// What is kept of each twin.
    pub twins: Vec<Record>,
    /// A digest of the end of each twin.
    pub digests: Vec<u64>,
}

/// What the figures of a run are about: the measures and the breakdowns.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Every measure.
    pub measures: Vec<Measure>,
    /// Every breakdown of the outcomes.
    pub by: Vec<By>,
    /// Breakdowns of the monthly series: everyone, and each group.
    pub monthly: Vec<By>,
    /// Numbers of the measures that are told by cell.
    pub by_cell: Vec<usize>,
    cells: usize,
}

impl Frame {
    /// The frame for `scenario`.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Frame {
        let people = &scenario.society().population;
        let measures = catalogue();
        let number = |name: &&str| measures.iter().position(|measure| measure.name == *name);
        let mut monthly = vec![By::All];
        monthly.extend((0..people.groups.len()).map(By::Group));
        Frame {
            by_cell: BY_CELL.iter().filter_map(number).collect(),
            by: By::margins(people.groups.len(), people.places.len()),
            monthly,
            cells: Cell::count(people.groups.len()),
            measures,
        }
    }

    fn values(&self, slice: &Slice) -> Vec<f64> {
        self.measures.iter().map(|measure| measure.of(slice)).collect()
    }
}

/// Lives `worlds` worlds of `scenario` and returns them in their order; `done` hears of each as
/// it ends.
pub fn run(scenario: &Scenario, worlds: u32, mut done: impl FnMut(&Lived)) -> Vec<Lived> {
    let frame = Frame::new(scenario);
    let chance = Chance::new(scenario.seed());
    let live = |number| live(scenario, &frame, number, chance.world(number));
    let mut lived: Vec<Lived> = Vec::new();
    if scenario.society().citizens > SMALL {
        for number in 0..worlds {
            lived.push(live(number));
            lived.last().into_iter().for_each(&mut done);
        }
        return lived;
    }
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| {
            (0..worlds).into_par_iter().with_max_len(1).for_each_with(send, |send, number| {
                // The receiver outlives this scope: it is drained until every sender is gone.
                send.send(live(number)).expect("the run still listens");
            });
        });
        for world in receive {
            done(&world);
            lived.push(world);
        }
    });
    lived.sort_by_key(|world| world.number);
    lived
}

/// Lives one world with all its twins.
fn live(scenario: &Scenario, frame: &Frame, number: u32, seed: Seed) -> Lived {
    let mut twins = Twins::new(scenario, seed);
    let count = scenario.twins().len();
    let horizon = scenario.society().days;
    let mut keeper = Keeper { frame, horizon, twins: vec![Kept::default(); count] };
    twins.live(&mut keeper);
    Lived {
        number,
        seed,
        twins: keeper.twins.into_iter().map(|kept| kept.record).collect(),
        digests: twins.worlds_mut().iter_mut().map(World::digest).collect(),
    }
}

/// Keeps the records of the twins of one world as they are lived.
struct Keeper<'a> {
    frame: &'a Frame,
    horizon: u16,
    twins: Vec<Kept>,
}

#[derive(Clone, Default)]
struct Kept {
    record: Record,
    /// The book at the end of the last month, and the day.
    before: Option<(Book, u16)>,
    /// The slices of the end, to which the comparison of twins is still to be added.
    end: Vec<Slice>,
    ended: Vec<i64>,
    moves: [[i64; 8]; 8],
}

impl Recorder for Keeper<'_> {
    fn month(&mut self, report: Report<'_>) {
        let (frame, kept) = (self.frame, &mut self.twins[report.twin]);
        let now = (report.book, report.gauges, report.days);
        let before = kept.before.as_ref().map(|(book, day)| (book, *day));
        let month = slices(&frame.monthly, now, before);
        kept.record.series.push(month.iter().map(|slice| frame.values(slice)).collect());
        if report.days == self.horizon {
            kept.end = slices(&frame.by, now, None);
            let cells: Vec<By> = (0..frame.cells).map(|cell| By::Cell(Cell(cell as u16))).collect();
            let value = |slice: &Slice| {
                let of = |&number: &usize| frame.measures[number].of(slice);
                (frame.by_cell.iter().map(of).collect(), slice.gauge.adults)
            };
            kept.record.cells = slices(&cells, now, None).iter().map(value).collect();
            kept.ended.clone_from(&report.book.ended);
            kept.moves = report.book.moves;
            let span = |span: &Span| (span.begun, span.days_before(report.days));
            kept.record.deeds = report.book.deeds.iter().map(span).collect();
            kept.before = None;
        } else {
            kept.before = Some((report.book.clone(), report.days));
        }
    }

    fn end(&mut self, end: End<'_>) {
        let (frame, kept) = (self.frame, &mut self.twins[end.twin]);
        for (slice, by) in kept.end.iter_mut().zip(&frame.by) {
            for (row, contrast) in end.contrasts.iter().enumerate() {
                if by.covers(row / frame.cells, Cell((row % frame.cells) as u16)) {
                    slice.contrast = slice.contrast.and(contrast);
                }
            }
        }
        let record = &mut kept.record;
        record.outcomes = kept.end.iter().map(|slice| frame.values(slice)).collect();
        record.adults = kept.end.iter().map(|slice| slice.gauge.adults).collect();
        record.survival = survival(&kept.ended, end.open_spells);
        record.mobility = mobility(&kept.moves);
        kept.end.clear();
    }
}
