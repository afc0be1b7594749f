//! A run: the worlds of a scenario, every twin in each, and what is kept of them.
//!
//! On small societies several worlds are lived at once; on large ones one world after another,
//! its neighbourhoods side by side. Either way every core is busy, and neither changes a bit.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;

use serde::{Deserialize, Serialize};
use society::chance::Chance;
use society::measures::{
    Breakdown, Measure, Slice, SpellSums, Tallies, catalogue, mobility, slices, survival,
};
use society::population::Cell;
use society::ranks::Ranks;
use society::recorder::{EndReport, MonthReport, Recorder};
use society::scenario::{NEIGHBORHOOD, Scenario};
use society::twins::Twins;
use society::units::Seed;

/// Societies above this are lived one world at a time [citizens].
const SMALL: u32 = 64 * NEIGHBORHOOD;

/// Cells with fewer adults than this over all worlds are not told apart [citizens].
pub const SMALLEST_CELL: i64 = 50;

/// Measures that are also told for each cell of group, tenth, sex and age band.
const BY_CELL: [&str; 4] = ["restricted.ever", "wronged.ever", "restricted.days", "wrongful.days"];

/// How the moves between bands are told: name, unit and meaning.
pub const LOCK_IN: [(&str, &str, &str); 4] = [
    ("shorrocks", "", "mobility between bands from year to year, 0 where everyone stays"),
    ("bartholomew", "bands", "mean of bands crossed in a year"),
    ("forgetting", "", "1 less the second eigenvalue of the yearly moves"),
    ("half-life", "years", "time in which half of where one stood is forgotten"),
];

/// What is kept of one world of one twin.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TwinResult {
    /// The value of each measure at the end, by the breakdown of [`Layout::by`] and then by the
    /// number of the measure.
    pub outcomes: Vec<Vec<f64>>,
    /// Adults of each breakdown [citizens].
    pub adults: Vec<i64>,
    /// The value of each measure in each month, for everyone and then for each group.
    pub series: Vec<Vec<Vec<f64>>>,
    /// Values of [`Layout::by_cell`] for each cell, and the adults in it.
    pub cells: Vec<(Vec<f64>, i64)>,
    /// Lock-in of the bands, by [`LOCK_IN`], where anyone moved or could have.
    pub mobility: Option<[f64; 4]>,
    /// Share of restrictions that last longer than each number of months.
    pub survival: Vec<f64>,
    /// By the conduct behind them, and last what came over ties: restrictions begun, and the
    /// citizen-days that they took.
    pub deeds: Vec<(i64, i64)>,
}

/// One world: a seed, and every twin lived from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorldResult {
    /// The world's number, from 0.
    pub number: u32,
    /// Its seed.
    pub seed: u64,
    /// What is kept of each twin.
    pub twins: Vec<TwinResult>,
    /// A digest of the end of each twin.
    pub digests: Vec<u64>,
}

/// What the figures of a run are about: the measures and the breakdowns.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Every measure.
    pub measures: Vec<Measure>,
    /// Every breakdown of the outcomes.
    pub by: Vec<Breakdown>,
    /// Breakdowns of the monthly series: everyone, and each group.
    pub monthly: Vec<Breakdown>,
    /// Numbers of the measures that are told by cell.
    pub by_cell: Vec<usize>,
    cells: usize,
}

impl Layout {
    /// The frame for `scenario`.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Layout {
        let people = &scenario.society().population;
        let measures = catalogue();
        let number = |name: &&str| measures.iter().position(|measure| measure.name == *name);
        let mut monthly = vec![Breakdown::All];
        monthly.extend((0..people.groups.len()).map(Breakdown::Group));
        Layout {
            by_cell: BY_CELL.iter().filter_map(number).collect(),
            by: Breakdown::margins(people.groups.len(), people.places.len()),
            monthly,
            cells: Cell::count(people.groups.len()),
            measures,
        }
    }

    fn values(&self, slice: &Slice) -> Vec<f64> {
        self.measures.iter().map(|measure| measure.of(slice)).collect()
    }
}

/// What a world came to: itself, or why it failed.
#[derive(Clone, Debug)]
pub struct WorldOutcome {
    /// The world's number, from 0.
    pub number: u32,
    /// What it came to.
    pub fate: Result<WorldResult, String>,
}

/// What is to be lived, and until when.
pub struct RunPlan<'a> {
    /// Lives the world of a number; nothing where it was broken off.
    pub live: &'a (dyn Fn(u32) -> Option<WorldResult> + Sync),
    /// Whether so many worlds, in the order of their numbers, are enough.
    pub is_enough: &'a dyn Fn(&[WorldOutcome]) -> bool,
    /// Worlds lived before.
    pub known: BTreeMap<u32, WorldResult>,
    /// Worlds to live side by side.
    pub abreast: usize,
    /// Never more worlds.
    pub most: u32,
    /// Set to end with the worlds that are under way.
    pub halt: &'a AtomicBool,
}

/// How a run ended.
#[derive(Debug)]
pub struct RunOutcome {
    /// The worlds that count, in the order of their numbers.
    pub worlds: Vec<WorldOutcome>,
    /// Whether they are enough; otherwise the run was halted.
    pub is_whole: bool,
}

/// Worlds of a society to live side by side: many small societies at once, a large one alone,
/// with all threads on its neighbourhoods.
#[must_use]
pub fn abreast(citizens: u32) -> usize {
    if citizens > SMALL { 1 } else { rayon::current_num_threads() }
}

/// Lives worlds until they are enough. `done` hears of each world that was lived now, as it ends;
/// its error ends the run.
///
/// A world that fails is kept with its reason, and the others go on. Which worlds count follows
/// from the order of their numbers, whichever ended first; one that was begun too many is dropped.
///
/// # Errors
///
/// That of `done`.
pub fn run<E>(
    job: RunPlan<'_>,
    mut done: impl FnMut(&WorldOutcome) -> Result<(), E>,
) -> Result<RunOutcome, E> {
    let RunPlan { live, is_enough, known, abreast, most, halt } = job;
    let (next, enough) = (AtomicU32::new(0), AtomicBool::new(false));
    let lived: BTreeSet<u32> = known.keys().copied().collect();
    let mut ahead: BTreeMap<u32, WorldOutcome> = known
        .into_iter()
        .map(|(number, lived)| (number, WorldOutcome { number, fate: Ok(lived) }))
        .collect();
    let mut worlds: Vec<WorldOutcome> = Vec::new();
    let mut in_order = |ahead: &mut BTreeMap<u32, WorldOutcome>| {
        while let Some(world) = ahead.remove(&(worlds.len() as u32)) {
            worlds.push(world);
            if worlds.len() >= most as usize || is_enough(&worlds) {
                return true;
            }
        }
        false
    };
    let mut is_whole = in_order(&mut ahead);
    enough.store(is_whole, Ordering::Relaxed);
    let (send, receive) = mpsc::channel();
    let mut failed = None;
    thread::scope(|scope| {
        for _ in 0..abreast.max(1) {
            let (send, next, enough, lived) = (send.clone(), &next, &enough, &lived);
            scope.spawn(move || {
                while !enough.load(Ordering::Relaxed) && !halt.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= most {
                        break;
                    }
                    if lived.contains(&number) {
                        continue;
                    }
                    let fate = match catch_unwind(AssertUnwindSafe(|| live(number))) {
                        Ok(None) => break,
                        Ok(Some(lived)) => Ok(lived),
                        Err(payload) => Err(reason(payload)),
                    };
                    // The receiver outlives this scope: it is drained until every sender is gone.
                    let _ = send.send(WorldOutcome { number, fate });
                }
            });
        }
        drop(send);
        for world in receive {
            if let Err(error) = done(&world) {
                enough.store(true, Ordering::Relaxed);
                failed.get_or_insert(error);
            }
            ahead.insert(world.number, world);
            if !is_whole && in_order(&mut ahead) {
                is_whole = true;
                enough.store(true, Ordering::Relaxed);
            }
        }
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(RunOutcome { worlds, is_whole }),
    }
}

/// What a panic said.
fn reason(payload: Box<dyn std::any::Any + Send>) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "it failed without a word".to_owned())
}

/// The first `count` worlds of `scenario`, in their order.
#[must_use]
pub fn worlds(scenario: &Scenario, count: u32) -> Vec<WorldOutcome> {
    let frame = Layout::new(scenario);
    let chance = Chance::new(scenario.seed());
    let job = RunPlan {
        live: &|number| Some(live(scenario, &frame, number, chance.world(number))),
        is_enough: &|_| false,
        known: BTreeMap::new(),
        abreast: abreast(scenario.society().citizens),
        most: count,
        halt: &AtomicBool::new(false),
    };
    let Ok(ended) = run(job, |_| Ok::<(), Infallible>(()));
    ended.worlds
}

/// The first `count` worlds of `scenario`, in their order.
///
/// # Panics
///
/// When a world fails.
#[must_use]
pub fn first_worlds(scenario: &Scenario, count: u32) -> Vec<WorldResult> {
    let fates = worlds(scenario, count).into_iter().map(|world| world.fate);
    fates.map(|fate| fate.unwrap_or_else(|why| panic!("a world failed: {why}"))).collect()
}

/// Lives one world with all its twins.
#[must_use]
pub fn live(scenario: &Scenario, frame: &Layout, number: u32, seed: Seed) -> WorldResult {
    let mut living = WorldRun::new(scenario, frame, number, seed);
    while living.day() {}
    living.finish()
}

/// One world with all its twins as it is lived, day by day.
#[derive(Debug)]
pub struct WorldRun<'a> {
    number: u32,
    seed: Seed,
    twins: Twins,
    keeper: ResultRecorder<'a>,
}

impl<'a> WorldRun<'a> {
    /// The first morning.
    #[must_use]
    pub fn new(scenario: &Scenario, frame: &'a Layout, number: u32, seed: Seed) -> WorldRun<'a> {
        WorldRun::begin(scenario, frame, (number, seed), Twins::new(scenario, seed))
    }

    /// The same, lived by several processes together, of which this is one.
    #[must_use]
    pub fn among(
        scenario: &Scenario,
        frame: &'a Layout,
        (number, seed): (u32, Seed),
        ranks: Box<dyn Ranks>,
    ) -> WorldRun<'a> {
        WorldRun::begin(scenario, frame, (number, seed), Twins::among(scenario, seed, ranks))
    }

    fn begin(
        scenario: &Scenario,
        frame: &'a Layout,
        (number, seed): (u32, Seed),
        twins: Twins,
    ) -> WorldRun<'a> {
        let kept = vec![TwinProgress::default(); scenario.twins().len()];
        let keeper = ResultRecorder { frame, horizon: scenario.society().days, twins: kept };
        WorldRun { number, seed, twins, keeper }
    }

    /// Lives a day; `false` where the scenario was over already.
    pub fn day(&mut self) -> bool {
        self.twins.run_next_day(&mut self.keeper)
    }

    /// The twins as they are.
    #[must_use]
    pub fn twins(&self) -> &Twins {
        &self.twins
    }

    /// What is needed to go on from here in another process: what was kept of the days so far, and
    /// the twins.
    pub fn parts(&mut self) -> (&mut Vec<TwinProgress>, &mut Twins) {
        (&mut self.keeper.twins, &mut self.twins)
    }

    /// What is kept of the world, whose scenario is over.
    #[must_use]
    pub fn finish(mut self) -> WorldResult {
        self.twins.end(&mut self.keeper);
        WorldResult {
            number: self.number,
            seed: self.seed.0,
            twins: self.keeper.twins.into_iter().map(|kept| kept.record).collect(),
            digests: self.twins.digests(),
        }
    }
}

/// Keeps the records of the twins of one world as they are lived.
#[derive(Debug)]
struct ResultRecorder<'a> {
    frame: &'a Layout,
    horizon: u16,
    twins: Vec<TwinProgress>,
}

/// What is kept of one twin so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TwinProgress {
    record: TwinResult,
    /// The book at the end of the last month, and the day.
    before: Option<(Tallies, u16)>,
    /// The slices of the end, to which the comparison of twins is still to be added.
    #[serde(skip)]
    end: Vec<Slice>,
    ended: Vec<i64>,
    moves: [[i64; 8]; 8],
}

impl Recorder for ResultRecorder<'_> {
    fn month(&mut self, report: MonthReport<'_>) {
        let (frame, kept) = (self.frame, &mut self.twins[report.twin]);
        let now = (report.tallies, report.gauges, report.days);
        let before = kept.before.as_ref().map(|(tallies, day)| (tallies, *day));
        let month = slices(&frame.monthly, now, before);
        kept.record.series.push(month.iter().map(|slice| frame.values(slice)).collect());
        if report.days == self.horizon {
            kept.end = slices(&frame.by, now, None);
            let cells: Vec<Breakdown> =
                (0..frame.cells).map(|cell| Breakdown::Cell(Cell(cell as u16))).collect();
            let value = |slice: &Slice| {
                let of = |&number: &usize| frame.measures[number].of(slice);
                (frame.by_cell.iter().map(of).collect(), slice.gauge.adults)
            };
            kept.record.cells = slices(&cells, now, None).iter().map(value).collect();
            kept.ended.clone_from(&report.tallies.ended);
            kept.moves = report.tallies.moves;
            let span = |span: &SpellSums| (span.begun, span.days_before(report.days));
            kept.record.deeds = report.tallies.deeds.iter().map(span).collect();
            kept.before = None;
        } else {
            kept.before = Some((report.tallies.clone(), report.days));
        }
    }

    fn end(&mut self, end: EndReport<'_>) {
        let (frame, kept) = (self.frame, &mut self.twins[end.twin]);
        for (slice, by) in kept.end.iter_mut().zip(&frame.by) {
            for (row, paired) in end.paired_differences.iter().enumerate() {
                if by.covers(row / frame.cells, Cell((row % frame.cells) as u16)) {
                    slice.paired = slice.paired.and(paired);
                }
            }
        }
        let record = &mut kept.record;
        record.outcomes = kept.end.iter().map(|slice| frame.values(slice)).collect();
        record.adults = kept.end.iter().map(|slice| slice.gauge.adults).collect();
        record.survival = survival(&kept.ended, end.open_spells);
        record.mobility = mobility(&kept.moves)
            .map(|it| [it.shorrocks, it.bartholomew, it.forgetting, it.half_life]);
        kept.end.clear();
    }
}
