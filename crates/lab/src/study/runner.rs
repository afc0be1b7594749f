//! Running the worlds of a study: workers that simulate, and the collector that counts.
//!
//! A worker reports what happens by messages. With several workers they go through a channel to the
//! calling thread, where the collector hands them to the observer; a single worker runs on the
//! calling thread and hands them over directly.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::outcome::{RunOutcome, WorldError, WorldOutcome};
use super::progress::{Event, Progress};
use super::stop::StopRule;
use super::store::WorldStore;
use super::{RankFactory, Study};
use crate::layout::Layout;
use crate::world::{WorldResult, WorldRun, values};

/// Least time between two reports of days of one world.
const BETWEEN_DAYS: Duration = Duration::from_millis(100);

thread_local! {
    static IS_INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is simulating a world right now.
///
/// For the panic hook of a program: a panic inside a world is reported as its [`WorldError`], and
/// need not be printed as well. Threads of a pool that help with a world are not inside it.
#[must_use]
pub fn is_inside_world() -> bool {
    IS_INSIDE.get()
}

/// A report of a worker.
enum Message<E> {
    Resumed { world: u32, day: u16 },
    Refused { world: u32, reason: E },
    DayOver { world: u32, day: u16 },
    Saved { world: u32, day: u16 },
    Finished(WorldOutcome),
    Failed(E),
}

/// State that the workers share.
struct Workplace<'s, S: WorldStore> {
    study: &'s Study<'s, S>,
    layout: &'s Layout,
    known: BTreeSet<u32>,
    /// Number of the next world to begin.
    next: AtomicU32,
    /// Set where no other world must begin: there are enough, or the store fails.
    is_closed: AtomicBool,
    /// Set where the observer breaks the study off.
    is_interrupted: AtomicBool,
}

/// Runs a study; see [`Study::run`].
pub(super) fn run<S: WorldStore>(
    mut study: Study<'_, S>,
    progress: &mut impl Progress,
) -> Result<RunOutcome, S::Error> {
    let known = std::mem::take(&mut study.known);
    let layout = Layout::new(study.scenario);
    let place = Workplace {
        study: &study,
        layout: &layout,
        known: known.keys().copied().collect(),
        next: AtomicU32::new(0),
        is_closed: AtomicBool::new(false),
        is_interrupted: AtomicBool::new(false),
    };
    let mut collector = Collector::new(&study.stop, progress);
    collector.begin(known, &place);
    if study.parallel_worlds == 1 {
        place.work(&mut |message| collector.take(message, &place));
    } else {
        side_by_side(&place, &mut collector);
    }
    collector.outcome()
}

/// Runs several worlds at a time; their messages come to this thread.
fn side_by_side<S: WorldStore, P: Progress>(
    place: &Workplace<'_, S>,
    collector: &mut Collector<'_, P, S::Error>,
) {
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        for number in 0..place.study.parallel_worlds {
            let send = send.clone();
            // The receiver outlives this scope: it is drained until every sender is gone.
            let work = move || place.work(&mut |message| drop(send.send(message)));
            let builder = thread::Builder::new().name(format!("worlds {number}"));
            builder.spawn_scoped(scope, work).expect("the system can start a thread");
        }
        drop(send);
        for message in receive {
            collector.take(message, place);
        }
    });
}

impl<S: WorldStore> Workplace<'_, S> {
    /// Runs world after world until none is wanted.
    fn work(&self, report: &mut dyn FnMut(Message<S::Error>)) {
        while let Some(number) = self.next_world() {
            let inside = Inside::enter();
            let ended = catch_unwind(AssertUnwindSafe(|| self.run_world(number, report)));
            drop(inside);
            let result = match ended {
                Ok(Ok(Some(result))) => Ok(result),
                Ok(Ok(None)) => return,
                Ok(Err(error)) => return report(Message::Failed(error)),
                Err(panic) => Err(WorldError::of(panic)),
            };
            report(Message::Finished(WorldOutcome { number, result }));
        }
    }

    fn next_world(&self) -> Option<u32> {
        while !self.is_closed.load(Ordering::Relaxed) && !self.must_halt() {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= self.study.stop.most() {
                return None;
            }
            if !self.known.contains(&number) {
                return Some(number);
            }
        }
        None
    }

    fn must_halt(&self) -> bool {
        let flag = self.study.interrupt;
        self.is_interrupted.load(Ordering::Relaxed)
            || flag.is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// Runs a world from its first day or its checkpoint; `None` where it was interrupted.
    fn run_world(
        &self,
        number: u32,
        report: &mut dyn FnMut(Message<S::Error>),
    ) -> Result<Option<WorldResult>, S::Error> {
        let mut world = self.begin(number, report);
        let (mut saved, mut reported) = (Instant::now(), Instant::now());
        while world.run_next_day() && !world.is_over() {
            let (day, halt) = (world.twins().days(), self.must_halt());
            if halt || self.study.checkpoints.is_due(day, saved) {
                self.study.store.save_checkpoint(&mut world)?;
                report(Message::Saved { world: number, day });
                saved = Instant::now();
            }
            if halt {
                return Ok(None);
            }
            if reported.elapsed() >= BETWEEN_DAYS {
                report(Message::DayOver { world: number, day });
                reported = Instant::now();
            }
        }
        self.study.store.save_citizens(&world)?;
        let result = world.finish();
        self.study.store.save(&result)?;
        Ok(Some(result))
    }

    fn begin(&self, number: u32, report: &mut dyn FnMut(Message<S::Error>)) -> WorldRun<'_> {
        let mut world = self.first_morning(number);
        match self.study.store.restore(&mut world) {
            Ok(None) => world,
            Ok(Some(day)) => {
                report(Message::Resumed { world: number, day });
                world
            }
            Err(reason) => {
                report(Message::Refused { world: number, reason });
                // One after the other: a nation fits into memory once.
                drop(world);
                self.first_morning(number)
            }
        }
    }

    fn first_morning(&self, number: u32) -> WorldRun<'_> {
        let scenario = self.study.scenario;
        let among =
            |ranks: &RankFactory<'_>| WorldRun::among(scenario, self.layout, number, ranks());
        self.study.ranks.map_or_else(|| WorldRun::new(scenario, self.layout, number), among)
    }
}

/// A thread inside a world, until dropped.
struct Inside;

impl Inside {
    fn enter() -> Inside {
        IS_INSIDE.set(true);
        Inside
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        IS_INSIDE.set(false);
    }
}

/// Counts worlds in the order of their numbers, and tells the observer.
struct Collector<'c, P, E> {
    stop: &'c StopRule,
    progress: &'c mut P,
    /// Finished worlds, surplus ones included.
    finished: BTreeMap<u32, WorldOutcome>,
    /// Worlds that count: those from 0 up to this number are finished.
    counted: u32,
    /// Values of the deciding measure in those of them that did not fail.
    found: Vec<f64>,
    is_enough: bool,
    error: Option<E>,
}

impl<'c, P: Progress, E: std::error::Error> Collector<'c, P, E> {
    fn new(stop: &'c StopRule, progress: &'c mut P) -> Collector<'c, P, E> {
        Collector {
            stop,
            progress,
            finished: BTreeMap::new(),
            counted: 0,
            found: Vec::new(),
            is_enough: stop.is_met(0, &[]),
            error: None,
        }
    }

    fn begin<S: WorldStore>(
        &mut self,
        known: BTreeMap<u32, WorldResult>,
        place: &Workplace<'_, S>,
    ) {
        let number = known.len();
        let known = known.into_values().map(|world| (world.number, WorldOutcome::of(world)));
        self.finished.extend(known);
        self.count();
        self.close(place);
        self.tell(Event::Started { known: number }, place);
    }

    /// Takes a message of a worker.
    fn take<S: WorldStore>(&mut self, message: Message<E>, place: &Workplace<'_, S>) {
        match message {
            Message::Resumed { world, day } => {
                self.tell(Event::WorldResumed { world, day }, place);
            }
            Message::Refused { world, reason } => {
                self.tell(Event::CheckpointRefused { world, reason: &reason }, place);
            }
            Message::DayOver { world, day } => self.tell(Event::DayOver { world, day }, place),
            Message::Saved { world, day } => {
                self.tell(Event::CheckpointWritten { world, day }, place);
            }
            Message::Finished(world) => self.finish(world, place),
            Message::Failed(error) => {
                self.error.get_or_insert(error);
            }
        }
        self.close(place);
    }

    fn finish<S: WorldStore>(&mut self, world: WorldOutcome, place: &Workplace<'_, S>) {
        self.tell(Event::WorldFinished(&world), place);
        let number = world.number;
        self.finished.insert(number, world);
        self.count();
        let results = self.finished.values().filter_map(|world| world.result.as_ref().ok());
        let event = Event::EstimateSharpened {
            world: &self.finished[&number],
            finished: &self.finished,
            estimate: self.stop.estimate(results),
        };
        if self.progress.on(event).is_break() {
            place.is_interrupted.store(true, Ordering::Relaxed);
        }
    }

    fn tell<S: WorldStore>(&mut self, event: Event<'_>, place: &Workplace<'_, S>) {
        if let ControlFlow::Break(()) = self.progress.on(event) {
            place.is_interrupted.store(true, Ordering::Relaxed);
        }
    }

    /// Counts further worlds as long as each next one is finished and they are not enough.
    fn count(&mut self) {
        while !self.is_enough
            && let Some(world) = self.finished.get(&self.counted)
        {
            if let (Some(measure), Ok(result)) = (self.stop.measure(), &world.result) {
                self.found.extend(values([result], 0, Layout::EVERYONE, measure));
            }
            self.counted += 1;
            self.is_enough = self.stop.is_met(self.counted, &self.found);
        }
    }

    fn close<S: WorldStore>(&self, place: &Workplace<'_, S>) {
        if self.is_enough || self.error.is_some() {
            place.is_closed.store(true, Ordering::Relaxed);
        }
    }

    fn outcome(mut self) -> Result<RunOutcome, E> {
        let surplus = self.finished.split_off(&self.counted);
        drop(surplus);
        match self.error {
            Some(error) => Err(error),
            None => Ok(RunOutcome {
                worlds: self.finished.into_values().collect(),
                is_complete: self.is_enough,
            }),
        }
    }
}
