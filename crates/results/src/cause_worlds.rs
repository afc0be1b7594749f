//! Worlds of the sum over causes, in a folder of their own beside those of the run.
//!
//! They are few and short, so that an interrupted one begins anew: they have no checkpoints.

use std::fs;

use lab::study::WorldStore;
use lab::world::{WorldResult, WorldRun};

use crate::error::ResultsError;
use crate::folder::{FinishedWorlds, RunFolder, worlds_in};
use crate::origin::Origin;
use crate::paths::{CAUSES, cause_file};

/// Store of the worlds of the sum over causes; see [`RunFolder::cause_store`].
#[derive(Debug)]
pub struct CauseStore<'a>(&'a RunFolder<'a>);

impl RunFolder<'_> {
    /// The store of the worlds of the sum over causes.
    ///
    /// ```
    /// use lab::causes::CauseTwins;
    /// use lab::study::{CheckpointInterval, StopRule};
    /// use results::RunFolder;
    ///
    /// let small = reader::Overrides {
    ///     citizens: Some(200), days: Some(40), worlds: Some(2), ..Default::default()
    /// };
    /// let loaded = reader::read("as-reported", &small).expect("it ships");
    /// let parent = tempfile::tempdir().expect("a folder can be made");
    /// let folder = RunFolder::open(parent.path(), &loaded).expect("nothing is in the way");
    /// let twins = CauseTwins::of(&loaded).expect("its policy restricts");
    /// let store = folder.cause_store();
    /// let study = twins.study(StopRule::Worlds(1)).saved_in(&store, CheckpointInterval::Never);
    /// study.run(&mut ()).expect("the disk takes it");
    /// assert_eq!(folder.cause_worlds().results.len(), 1);
    /// ```
    #[must_use]
    pub fn cause_store(&self) -> CauseStore<'_> {
        CauseStore(self)
    }

    /// The finished worlds of the sum over causes, and damaged ones, to be run again.
    #[must_use]
    pub fn cause_worlds(&self) -> FinishedWorlds {
        worlds_in(&self.path().join(CAUSES), &Origin::of_causes(self.loaded))
    }
}

impl WorldStore for CauseStore<'_> {
    type Error = ResultsError;

    fn restore(&self, _: &mut WorldRun<'_>) -> Result<Option<u16>, ResultsError> {
        Ok(None)
    }

    fn save_checkpoint(&self, _: &mut WorldRun<'_>) -> Result<(), ResultsError> {
        Ok(())
    }

    fn save(&self, result: &WorldResult) -> Result<(), ResultsError> {
        let folder = self.0.path().join(CAUSES);
        fs::create_dir_all(&folder).map_err(|error| ResultsError::Io(folder, error))?;
        let origin = Origin::of_causes(self.0.loaded);
        origin.save(&cause_file(self.0.path(), result.number), result)
    }
}
