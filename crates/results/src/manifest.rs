//! The manifest of a run: what was lived, by what, where, and the digests of what came of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use lab::engine::hex;
use lab::run::WorldOutcome;

/// What was lived, by what, where, and what came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of this file.
    pub v: u32,
    /// That nobody in the run exists.
    pub made_up: bool,
    /// The digest of the results: the same wherever the same is lived.
    pub digest: String,
    /// What lived it.
    pub program: Program,
    /// What was lived.
    pub scenario: ScenarioDigest,
    /// Every world that counts.
    pub worlds: Vec<WorldRow>,
    /// Whether the figure that had to be known is known.
    pub is_known: bool,
    /// Where it was lived.
    pub machine: Machine,
    /// When the run began, or was last taken up again.
    pub began: String,
    /// When it ended.
    pub ended: String,
    /// What it took, since it was last taken up [s].
    pub seconds: f64,
    /// The digest (SHA-256) of each file of the folder.
    pub files: BTreeMap<String, String>,
}

/// The program that lived a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What its engine is, by what it does.
    pub engine: String,
}

/// The scenario of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScenarioDigest {
    /// Its name.
    pub id: String,
    /// What it is, in one line.
    pub title: String,
    /// The digest (SHA-256) of the resolved scenario.
    pub digest: String,
    /// The seed of the run.
    pub seed: u64,
    /// Citizens [citizens].
    pub citizens: u32,
    /// Days [days].
    pub days: u16,
    /// The twins, the policy under study first.
    pub twins: Vec<String>,
    /// The twin that the others are compared with.
    pub baseline: String,
}

/// One world of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WorldRow {
    /// Its number.
    pub number: u32,
    /// Why it failed, where it did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub failed: Option<String>,
    /// The digest of the end of each twin.
    pub digests: Vec<String>,
}

/// The machine of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Machine {
    /// Operating system and processor family.
    pub system: String,
    /// Cores.
    pub cores: usize,
    /// Threads that lived the run.
    pub threads: usize,
}

impl Machine {
    /// This machine.
    #[must_use]
    pub fn here() -> Machine {
        Machine {
            system: format!("{}, {}", std::env::consts::OS, std::env::consts::ARCH),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            threads: rayon::current_num_threads(),
        }
    }
}

impl WorldRow {
    /// The row of a world.
    #[must_use]
    pub fn of(world: &WorldOutcome) -> WorldRow {
        let digests = world.fate.as_ref().map_or(&[][..], |lived| &lived.digests);
        WorldRow {
            number: world.number,
            failed: world.fate.as_ref().err().cloned(),
            digests: digests.iter().map(|digest| format!("{digest:016x}")).collect(),
        }
    }
}

/// The digest of all that these worlds came to.
#[must_use]
pub fn digest(rows: &[WorldRow]) -> String {
    let mut digest = Sha256::new();
    for row in rows {
        digest.update(format!("{} {}\n", row.number, row.digests.join(" ")));
    }
    hex(&digest.finalize())
}
