//! The plan of a study: scenario, stop rule, known worlds, store, and worlds to run at a time.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;

use reader::LoadedScenario;
use society::processes::Processes;
use society::scenario::{NEIGHBORHOOD, Scenario, Society};
use society::units::WorldId;

use super::stop::StopRule;
use super::store::{CheckpointInterval, WorldStore};
use crate::layout::Layout;
use crate::world::WorldResult;

/// Largest society of which several worlds are run at a time [citizens].
const SMALL: u32 = 64 * NEIGHBORHOOD;

/// A scenario with a stop rule, and how its worlds are run and saved.
///
/// ```
/// use std::ops::ControlFlow;
/// use lab::study::{Event, StopRule, Study};
///
/// let small = reader::Overrides { citizens: Some(200), days: Some(60), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
///
/// let mut finished = 0;
/// let mut watch = |event: Event<'_>| {
///     finished += u32::from(matches!(event, Event::WorldFinished(_)));
///     ControlFlow::Continue(())
/// };
/// let study = Study::new(&loaded.scenario, StopRule::Worlds(3));
/// let outcome = study.run(&mut watch).expect("nothing is saved, so no disk can be full");
/// assert!(outcome.is_complete);
/// assert_eq!((outcome.worlds.len(), finished), (3, 3));
/// ```
pub struct Study<'a, S: WorldStore = ()> {
    pub(super) scenario: &'a Scenario,
    pub(super) layout: Layout,
    pub(super) stop: StopRule,
    pub(super) parallel_worlds: NonZeroUsize,
    pub(super) known: BTreeMap<WorldId, WorldResult>,
    pub(super) store: &'a S,
    pub(super) checkpoints: CheckpointInterval,
    pub(super) interrupt: Option<&'a AtomicBool>,
    pub(super) processes: Option<&'a ProcessFactory<'a>>,
}

/// Maker of the links of this process to the others, one for each world.
pub(super) type ProcessFactory<'a> = dyn Fn() -> Box<dyn Processes> + Sync + 'a;

impl<'a> Study<'a> {
    /// A study of `scenario` that saves nothing and runs [`parallel_worlds`] worlds at a time.
    #[must_use]
    pub fn new(scenario: &'a Scenario, stop: StopRule) -> Study<'a> {
        Study {
            scenario,
            layout: Layout::new(scenario),
            stop,
            parallel_worlds: parallel_worlds(scenario.society()),
            known: BTreeMap::new(),
            store: &(),
            checkpoints: CheckpointInterval::Never,
            interrupt: None,
            processes: None,
        }
    }

    /// A study of a scenario file by the stop rule of that file.
    ///
    /// # Panics
    ///
    /// As [`StopRule::of`].
    #[must_use]
    pub fn of(loaded: &'a LoadedScenario) -> Study<'a> {
        Study::new(&loaded.scenario, StopRule::of(&loaded.stop))
    }
}

impl<'a, S: WorldStore> Study<'a, S> {
    /// Saves worlds in `store`, and unfinished ones `checkpoints` often.
    #[must_use]
    pub fn saved_in<T: WorldStore>(
        self,
        store: &'a T,
        checkpoints: CheckpointInterval,
    ) -> Study<'a, T> {
        Study {
            scenario: self.scenario,
            layout: self.layout,
            stop: self.stop,
            parallel_worlds: self.parallel_worlds,
            known: self.known,
            store,
            checkpoints,
            interrupt: self.interrupt,
            processes: self.processes,
        }
    }

    /// Takes results by this layout, in place of [`Layout::new`].
    #[must_use]
    pub fn with_layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// Takes the results of these worlds as they are, by number, in place of running them.
    #[must_use]
    pub fn with_known(mut self, known: BTreeMap<WorldId, WorldResult>) -> Self {
        self.known = known;
        self
    }

    /// Runs this many worlds at a time, in place of [`parallel_worlds`].
    ///
    /// A single one is run on the calling thread, as MPI demands.
    #[must_use]
    pub fn with_parallel_worlds(mut self, count: NonZeroUsize) -> Self {
        self.parallel_worlds = count;
        self
    }

    /// Ends the run once `flag` is set: each world under way ends its day and is saved.
    #[must_use]
    pub fn interrupted_by(mut self, flag: &'a AtomicBool) -> Self {
        self.interrupt = Some(flag);
        self
    }

    /// Runs each world together with other processes, to which `processes` makes the links.
    #[must_use]
    pub fn among(mut self, processes: &'a (dyn Fn() -> Box<dyn Processes> + Sync + 'a)) -> Self {
        self.processes = Some(processes);
        self
    }
}

/// Worlds of a society to run at a time: as many as there are threads if it is small, else one.
///
/// ```
/// use lab::study::parallel_worlds;
/// use society::scenario::Society;
///
/// let nation = Society { citizens: 1_400_000_000, ..Society::example() };
/// assert_eq!(parallel_worlds(&nation).get(), 1);
/// ```
#[must_use]
pub fn parallel_worlds(society: &Society) -> NonZeroUsize {
    // Threads that share a small world wait for one another in every stage of every day; threads
    // with a world each never wait. A large world has enough neighborhoods to keep them busy, and
    // several of them at a time would not fit into memory.
    let count = if society.citizens > SMALL { 1 } else { rayon::current_num_threads() };
    NonZeroUsize::new(count).unwrap_or(NonZeroUsize::MIN)
}
