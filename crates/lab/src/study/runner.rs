//! Running the worlds of a study: workers that simulate, and the collector that counts.
//!
//! A worker reports its progress by messages. With several workers they go through a channel to the
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
use super::plan::{ProcessFactory, Study};
use super::progress::{Event, Progress};
use super::stop::StopRule;
use super::store::WorldStore;
use crate::layout::Layout;
use crate::world::{WorldResult, WorldRun, values};
use society::scenario::TwinId;
use society::units::{Day, WorldId};

/// Least time between two reports of days of one world: a bar needs no more, and a small world has
/// a day every few milliseconds.
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
    // As the events of the same names; finished worlds are saved by the worker, so that a slow disk
    // delays one world and not the observer.
    Resumed { world: WorldId, day: u16 },
    Refused { world: WorldId, reason: E },
    DayOver { world: WorldId, day: u16 },
    Saved { world: WorldId, day: u16 },
    Finished(WorldOutcome),
    Failed(E),
}

/// State that the workers share.
struct Workplace<'s, S: WorldStore> {
    study: &'s Study<'s, S>,
    layout: &'s Layout,
    known: BTreeSet<WorldId>,
    /// Number of the next world to begin.
    next: AtomicU32,
    /// Set where no other world must begin: there are enough, or the store fails.
    is_closed: AtomicBool,
    /// Set where the observer breaks the study off.
    is_interrupted: AtomicBool,
}

impl<S: WorldStore> Study<'_, S> {
    /// Runs worlds until the stop rule is met, the caller interrupts, or the store fails.
    ///
    /// Worlds count in the order of their numbers, whichever ends first, so that the outcome is the
    /// same on any number of threads; a surplus world is dropped. A world that panics is an outcome
    /// with its [`WorldError`], and the others go on.
    ///
    /// # Errors
    ///
    /// The first error of the store. Worlds saved before it stay saved.
    pub fn run(self, progress: &mut impl Progress) -> Result<RunOutcome, S::Error> {
        run(self, progress)
    }
}

/// Runs a study; see [`Study::run`].
fn run<S: WorldStore>(
    mut study: Study<'_, S>,
    progress: &mut impl Progress,
) -> Result<RunOutcome, S::Error> {
    // Taken out of the study, which the workers share: results of hundreds of worlds are not copied.
    let known = std::mem::take(&mut study.known);
    let place = Workplace {
        study: &study,
        layout: &study.layout,
        known: known.keys().copied().collect(),
        next: AtomicU32::new(0),
        is_closed: AtomicBool::new(false),
        is_interrupted: AtomicBool::new(false),
    };
    let mut collector = Collector::new(&study.stop, progress);
    collector.begin(known, &place);
    if study.parallel_worlds.get() == 1 {
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
        // Plain threads, not the pool: a world waits for tasks of the pool, and a pool whose threads
        // all wait would be idle.
        for number in 0..place.study.parallel_worlds.get() {
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
            // The world goes with its panic, and nothing else is changed by a worker between two
            // reports, so that no half-made state outlives it.
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

    /// Number of the next world to run, in ascending order; `None` where no other must begin.
    fn next_world(&self) -> Option<WorldId> {
        // Relaxed: the flags guard no data. A worker that sees one late runs a surplus world, which
        // the collector drops.
        while !self.is_closed.load(Ordering::Relaxed) && !self.must_halt() {
            let number = WorldId(self.next.fetch_add(1, Ordering::Relaxed));
            if number.0 >= self.study.stop.most() {
                return None;
            }
            if !self.known.contains(&number) {
                return Some(number);
            }
        }
        None
    }

    /// Whether the caller or the observer interrupts the study.
    fn must_halt(&self) -> bool {
        let flag = self.study.interrupt;
        self.is_interrupted.load(Ordering::Relaxed)
            || flag.is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// Runs a world from its first day or its checkpoint; `None` where it was interrupted.
    fn run_world(
        &self,
        number: WorldId,
        report: &mut dyn FnMut(Message<S::Error>),
    ) -> Result<Option<WorldResult>, S::Error> {
        let mut world = self.begin(number, report);
        let (mut saved, mut reported) = (Instant::now(), Instant::now());
        // After the last day nothing is left to interrupt, and the results are as quick to save as a
        // checkpoint.
        let checkpoints = self.study.checkpoints;
        while world.run_next_days(checkpoints.days_until_due(world.twins().next_day()))
            && !world.is_over()
        {
            let (day, halt) = (world.twins().next_day() - Day::FIRST, self.must_halt());
            if halt || checkpoints.is_due(day, saved) {
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

    /// A world from its checkpoint if it has one, else on its first morning.
    fn begin(&self, number: WorldId, report: &mut dyn FnMut(Message<S::Error>)) -> WorldRun<'_> {
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

    /// A world on its first morning, alone or together with other processes.
    fn first_morning(&self, number: WorldId) -> WorldRun<'_> {
        let scenario = self.study.scenario;
        let among = |processes: &ProcessFactory<'_>| {
            WorldRun::among(scenario, self.layout, number, processes())
        };
        self.study.processes.map_or_else(|| WorldRun::new(scenario, self.layout, number), among)
    }
}

/// A thread inside a world, until dropped.
struct Inside;

impl Inside {
    /// Marks this thread.
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
    finished: BTreeMap<WorldId, WorldOutcome>,
    /// Worlds that count: those from 0 up to this number are finished.
    counted: u32,
    /// Values of the deciding measure in those of them that did not fail.
    found: Vec<f64>,
    is_enough: bool,
    error: Option<E>,
}

impl<'c, P: Progress, E: std::error::Error> Collector<'c, P, E> {
    /// A collector without a world.
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

    /// Takes the known worlds, which may be enough already.
    fn begin<S: WorldStore>(
        &mut self,
        known: BTreeMap<WorldId, WorldResult>,
        place: &Workplace<'_, S>,
    ) {
        let number = known.len();
        let known = known.into_values().map(|world| (world.number, WorldOutcome::of(world)));
        self.finished.extend(known);
        self.count();
        self.close(place);
        self.notify(Event::Started { known: number }, place);
    }

    /// Takes a message of a worker.
    fn take<S: WorldStore>(&mut self, message: Message<E>, place: &Workplace<'_, S>) {
        match message {
            Message::Resumed { world, day } => {
                self.notify(Event::WorldResumed { world, day }, place);
            }
            Message::Refused { world, reason } => {
                self.notify(Event::CheckpointRefused { world, reason: &reason }, place);
            }
            Message::DayOver { world, day } => self.notify(Event::DayOver { world, day }, place),
            Message::Saved { world, day } => {
                self.notify(Event::CheckpointWritten { world, day }, place);
            }
            Message::Finished(world) => self.finish(world, place),
            Message::Failed(error) => {
                // The first error is the one to tell: what follows it is often its consequence.
                self.error.get_or_insert(error);
            }
        }
        self.close(place);
    }

    /// Takes a finished world: reports it, counts it, reports the estimate with it.
    fn finish<S: WorldStore>(&mut self, world: WorldOutcome, place: &Workplace<'_, S>) {
        self.notify(Event::WorldFinished(&world), place);
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

    /// Hands an event to the observer and heeds its answer.
    fn notify<S: WorldStore>(&mut self, event: Event<'_>, place: &Workplace<'_, S>) {
        if let ControlFlow::Break(()) = self.progress.on(event) {
            place.is_interrupted.store(true, Ordering::Relaxed);
        }
    }

    /// Counts further worlds as long as each next one is finished and they are not enough.
    ///
    /// Never past a gap: if fast worlds counted first, the outcome would favor worlds that are fast,
    /// and depend on the machine.
    fn count(&mut self) {
        while !self.is_enough
            && let Some(world) = self.finished.get(&WorldId(self.counted))
        {
            if let (Some(measure), Ok(result)) = (self.stop.measure(), &world.result) {
                self.found.extend(values([result], TwinId::STUDIED, Layout::EVERYONE, measure));
            }
            self.counted += 1;
            self.is_enough = self.stop.is_met(self.counted, &self.found);
        }
    }

    /// Lets no other world begin where there are enough, or where one cannot be saved.
    fn close<S: WorldStore>(&self, place: &Workplace<'_, S>) {
        if self.is_enough || self.error.is_some() {
            place.is_closed.store(true, Ordering::Relaxed);
        }
    }

    /// The outcome: counted worlds, or the first error of the store.
    fn outcome(mut self) -> Result<RunOutcome, E> {
        let surplus = self.finished.split_off(&WorldId(self.counted));
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
