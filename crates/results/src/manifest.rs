//! The manifest of a run: scenario, program, machine, and digests of everything that came of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use lab::changes::{changed, is_draft, lines};
use lab::engine::hex;
use lab::study::WorldOutcome;
use reader::LoadedScenario;
use society::units::WorldId;

/// Provenance of a run, and the digests of its results; stored as `manifest.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format.
    pub v: u32,
    /// Always true: nobody in the run exists.
    pub made_up: bool,
    /// Digest of the results of all worlds; the same on every machine. See [`digest`].
    pub digest: String,
    /// The program that computed the run.
    pub program: Program,
    /// The scenario of the run.
    pub scenario: ScenarioRecord,
    /// Every world that counts, in the order of the numbers.
    pub worlds: Vec<WorldRecord>,
    /// Every world of the sum over causes, in the order of the numbers.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub cause_worlds: Vec<WorldRecord>,
    /// Whether the deciding measure is known as exactly as the scenario asks.
    pub is_known: bool,
    /// Whether there are too few worlds to quote any figure.
    #[serde(default)]
    pub is_draft: bool,
    /// The machine that computed the run.
    pub machine: Machine,
    /// Start of the run, or of its last resumption (RFC 3339).
    pub began: String,
    /// End of the run (RFC 3339).
    pub ended: String,
    /// Time from the start, or from the last resumption, to the end [s].
    pub seconds: f64,
    /// Digest (SHA-256) of each file of the folder, by path.
    pub files: BTreeMap<String, String>,
}

impl Manifest {
    /// Notes on these results beside the scenario: the key of each, and its text.
    pub(crate) fn notes(&self) -> Vec<(&'static str, String)> {
        let mut notes = self.scenario.notes();
        notes.extend(draft(self.is_draft));
        notes
    }
}

/// The note that figures are a draft, where they are.
pub(crate) fn draft(is_draft: bool) -> Option<(&'static str, String)> {
    is_draft.then(|| ("draft", "fewer than 32 worlds; do not quote these figures".to_owned()))
}

/// Whether the worlds of these records that were run to their end are too few to quote any figure.
pub(crate) fn are_draft(records: &[WorldRecord]) -> bool {
    is_draft(records.iter().filter(|record| record.failed.is_none()).count())
}

/// The program that computed a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Program {
    /// Name of the program.
    pub name: String,
    /// Version of the program.
    pub version: String,
    /// Fingerprint of its engine; see [`lab::engine::fingerprint`].
    pub engine: String,
}

/// The scenario of a run, as far as a manifest records it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioRecord {
    /// Name of the scenario.
    pub id: String,
    /// Title, in one line.
    pub title: String,
    /// Digest (SHA-256) of the resolved scenario.
    pub digest: String,
    /// Seed of the run.
    pub seed: u64,
    /// Size of the society [citizens].
    pub citizens: u32,
    /// Length of a world [days].
    pub days: u16,
    /// Names of the twins; the policy under study comes first.
    pub twins: Vec<String>,
    /// Name of the twin with which the others are compared.
    pub baseline: String,
    /// Changes that a reform makes or that were asked for besides the file, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub changed: Vec<String>,
    /// Numbers outside the range of their author, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub beyond_range: Vec<String>,
}

impl ScenarioRecord {
    /// Record of a scenario.
    ///
    /// ```
    /// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
    /// let record = results::ScenarioRecord::of(&loaded);
    /// assert_eq!((record.id.as_str(), record.twins.len()), ("as-reported", 2));
    /// assert_eq!(record.digest.len(), 64);
    /// ```
    #[must_use]
    pub fn of(loaded: &LoadedScenario) -> ScenarioRecord {
        let scenario = &loaded.scenario;
        ScenarioRecord {
            id: loaded.id.clone(),
            title: loaded.title.clone(),
            digest: hex(&Sha256::digest(&loaded.resolved)),
            seed: scenario.seed().0,
            citizens: scenario.society().citizens,
            days: scenario.society().days,
            twins: scenario.twins().iter().map(|twin| twin.name.clone()).collect(),
            baseline: scenario.twin(scenario.baseline()).name.clone(),
            changed: changed(loaded),
            beyond_range: lines(&loaded.beyond_range),
        }
    }

    /// Notes on these results beside the scenario: the key of each, and its text.
    pub(crate) fn notes(&self) -> Vec<(&'static str, String)> {
        let notes = [("changed", &self.changed), ("beyond_range", &self.beyond_range)];
        let notes = notes.into_iter().filter(|(_, lines)| !lines.is_empty());
        notes.map(|(key, lines)| (key, lines.join("; "))).collect()
    }
}

/// One world of a run, as far as a manifest records it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WorldRecord {
    /// Number of the world, from 0.
    pub number: WorldId,
    /// Message of the defect that ended it, if one did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub failed: Option<String>,
    /// Digest of the final state of each twin, in hexadecimal; none where the world failed.
    pub digests: Vec<String>,
}

impl WorldRecord {
    /// Record of an outcome.
    ///
    /// ```
    /// use lab::study::{WorldError, WorldOutcome};
    /// use results::WorldRecord;
    /// use society::units::WorldId;
    ///
    /// let outcome = WorldOutcome { number: WorldId(3), result: Err(WorldError::new("out of range")) };
    /// let record = WorldRecord::of(&outcome);
    /// assert_eq!(record.failed.as_deref(), Some("out of range"));
    /// assert!(record.digests.is_empty());
    /// ```
    #[must_use]
    pub fn of(world: &WorldOutcome) -> WorldRecord {
        let digests = world.result.as_ref().map_or(&[][..], |result| &result.digests);
        WorldRecord {
            number: world.number,
            failed: world.result.as_ref().err().map(ToString::to_string),
            digests: digests.iter().map(|digest| format!("{digest:016x}")).collect(),
        }
    }
}

/// The machine that computed a run, for judging its time; no result depends on it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Machine {
    /// Operating system and processor family.
    pub system: String,
    /// Cores of the machine.
    pub cores: usize,
    /// Threads that the run used.
    pub threads: usize,
}

impl Machine {
    /// This machine, with the threads that the pool has now.
    ///
    /// ```
    /// let machine = results::Machine::here();
    /// assert!(machine.cores >= 1 && machine.threads >= 1);
    /// ```
    #[must_use]
    pub fn here() -> Machine {
        Machine {
            system: format!("{}, {}", std::env::consts::OS, std::env::consts::ARCH),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            threads: rayon::current_num_threads(),
        }
    }
}

/// Digest (SHA-256) of the results of these worlds: of their numbers and the digests of their
/// twins, failed ones included.
///
/// ```
/// use results::{WorldRecord, digest};
/// use society::units::WorldId;
///
/// let world = |number| WorldRecord { number, failed: None, digests: vec!["00ff".to_owned()] };
/// assert_ne!(digest(&[world(WorldId(0))]), digest(&[world(WorldId(0)), world(WorldId(1))]));
/// ```
#[must_use]
pub fn digest(records: &[WorldRecord]) -> String {
    // Numbers too: a run that lost a world must not look like one that never had it.
    let mut digest = Sha256::new();
    for record in records {
        digest.update(format!("{} {}\n", record.number, record.digests.join(" ")));
    }
    hex(&digest.finalize())
}
