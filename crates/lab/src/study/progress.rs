//! Progress of a study, event by event.

use std::collections::BTreeMap;
use std::error::Error;
use std::ops::ControlFlow;

use society::units::WorldId;

use super::outcome::WorldOutcome;
use crate::estimate::Estimate;

/// An event of a study.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// The study begins; this many worlds are known from before.
    Started {
        /// Known worlds.
        known: usize,
    },
    /// A world is resumed from its checkpoint.
    WorldResumed {
        /// Number of the world.
        world: WorldId,
        /// Days that are simulated already [days].
        day: u16,
    },
    /// A checkpoint cannot be used, and its world begins anew.
    CheckpointRefused {
        /// Number of the world.
        world: WorldId,
        /// The reason.
        reason: &'a (dyn Error + 'a),
    },
    /// A day of a world is over. Reported about ten times a second, not for every day.
    DayOver {
        /// Number of the world.
        world: WorldId,
        /// Days that are simulated [days].
        day: u16,
    },
    /// A checkpoint of a world is written.
    CheckpointWritten {
        /// Number of the world.
        world: WorldId,
        /// Days that it holds [days].
        day: u16,
    },
    /// A world is finished, or has failed.
    WorldFinished(&'a WorldOutcome),
    /// The estimate of the deciding measure has one more world.
    EstimateSharpened {
        /// The world that was added.
        world: &'a WorldOutcome,
        /// Every world so far, by number, surplus ones included.
        finished: &'a BTreeMap<WorldId, WorldOutcome>,
        /// The estimate over them; `None` without a deciding measure, or where it has no value.
        estimate: Option<Estimate>,
    },
}

/// An observer of a study, which may end it.
///
/// Events come on the thread that called [`super::Study::run`], one at a time, so that an observer
/// needs no lock and can hold an interpreter. A closure will do; `()` watches nothing.
///
/// ```
/// use std::ops::ControlFlow;
/// use lab::study::{Event, StopRule, Study};
///
/// let small = reader::Overrides { citizens: Some(200), days: Some(60), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let mut stop_at_once = |_: Event<'_>| ControlFlow::Break(());
/// let study = Study::new(&loaded.scenario, StopRule::Worlds(100));
/// let outcome = study.run(&mut stop_at_once).expect("nothing is saved");
/// assert!(!outcome.is_complete);
/// ```
pub trait Progress {
    /// Takes note of an event. [`ControlFlow::Break`] interrupts the study: worlds under way end
    /// their day, are saved, and no other begins.
    fn on(&mut self, event: Event<'_>) -> ControlFlow<()>;
}

impl Progress for () {
    fn on(&mut self, _: Event<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl<F: FnMut(Event<'_>) -> ControlFlow<()>> Progress for F {
    fn on(&mut self, event: Event<'_>) -> ControlFlow<()> {
        self(event)
    }
}
