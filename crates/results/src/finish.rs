//! The end of a run: its files in the order in which they are written.
//!
//! 1. Surplus worlds and checkpoints are removed.
//! 2. Tables, as Parquet and some as CSV, and the data dictionary.
//! 3. The summary in sentences.
//! 4. The research object, which names all of these with their digests.
//! 5. The manifest. A folder with a manifest is a finished run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lab::engine::fingerprint;
use lab::layout::Layout;
use lab::study::WorldOutcome;
use society::units::WorldId;

use crate::checkpoint::remove;
use crate::citizens::no_citizens;
use crate::dictionary;
use crate::error::ResultsError;
use crate::files;
use crate::folder::RunFolder;
use crate::manifest::{Machine, Manifest, Program, ScenarioRecord, WorldRecord, are_draft, digest};
use crate::paths::{CAUSES, MANIFEST, cause_file, numbers_in};
use crate::research_object;
use crate::tables::{Table, TableByWorld, by_world, causes, patterns, tables};

/// Tables that are written as CSV, too: short enough for a spreadsheet.
const CSV: [&str; 8] =
    ["worlds", "runs", "lists", "estimates", "years", "survival", "law", "causes"];

const SUMMARY: &str = "summary.txt";
const RESEARCH_OBJECT: &str = "ro-crate-metadata.json";

/// Facts about a run that its worlds do not hold: times, and texts made from them.
///
/// The library reads no clock, so times come from the program.
#[derive(Clone, Copy, Debug)]
pub struct RunReport<'a> {
    /// The run in sentences.
    pub summary: &'a str,
    /// Worlds of the sum over causes; none where the run leaves it out.
    pub cause_worlds: &'a [WorldOutcome],
    /// Whether the deciding measure is known as exactly as the scenario asks.
    pub is_known: bool,
    /// Start of the run (RFC 3339).
    pub began: &'a str,
    /// End of the run (RFC 3339).
    pub ended: &'a str,
    /// Time that the run took [s].
    pub seconds: f64,
}

impl RunFolder<'_> {
    /// Writes the tables of these worlds with their descriptions, and last the manifest.
    ///
    /// ```
    /// use lab::study::{CheckpointInterval, Study};
    /// use results::{RunFolder, RunReport};
    ///
    /// let small = reader::Overrides {
    ///     citizens: Some(200), days: Some(40), worlds: Some(2), ..Default::default()
    /// };
    /// let loaded = reader::read("as-reported", &small).expect("it ships");
    /// let parent = tempfile::tempdir().expect("a folder can be made");
    /// let folder = RunFolder::open(parent.path(), &loaded).expect("nothing is in the way");
    /// let study = Study::of(&loaded).saved_in(&folder, CheckpointInterval::Never);
    /// let outcome = study.run(&mut ()).expect("the disk takes it");
    /// let report = RunReport {
    ///     summary: "", cause_worlds: &[], is_known: false, began: "", ended: "", seconds: 0.0,
    /// };
    /// let manifest = folder.finish(&outcome.worlds, report).expect("the disk takes it");
    /// assert_eq!(manifest.worlds.len(), 2);
    /// assert!(results::altered(folder.path(), &manifest).is_empty());
    /// ```
    ///
    /// # Errors
    ///
    /// [`ResultsError::Io`] where a file cannot be written; no half-written file is left then.
    pub fn finish(
        &self,
        worlds: &[WorldOutcome],
        report: RunReport<'_>,
    ) -> Result<Manifest, ResultsError> {
        let count = worlds.len() as u32;
        self.remove_surplus(count);
        self.remove_surplus_causes(report.cause_worlds);
        let mut tables = tables(self.loaded, worlds);
        if !report.cause_worlds.is_empty() {
            tables.push(causes(self.loaded, report.cause_worlds));
        }
        if !self.loaded.patterns.is_empty() {
            tables.push(patterns(self.loaded, worlds));
        }
        let mut manifest = self.manifest(worlds, &report);
        let tables = self.write_tables(tables, worlds, &manifest.notes())?;
        files::text(&self.path().join(SUMMARY), report.summary)?;
        // Last, so that a manifest says that all the rest is there.
        manifest.files = self.digests(count)?;
        let object = research_object::describe(&manifest, &tables);
        files::write(&self.path().join(RESEARCH_OBJECT), object.as_bytes())?;
        let path = self.path().join(MANIFEST);
        let json = serde_json::to_string_pretty(&manifest)
            .map_err(|error| ResultsError::Invalid(path.clone(), error.to_string()))?;
        files::write(&path, (json + "\n").as_bytes())?;
        Ok(manifest)
    }

    /// Removes surplus worlds, and checkpoints of worlds that are finished now.
    fn remove_surplus(&self, count: u32) {
        for number in self.numbers(".world").into_iter().filter(|number| number.0 >= count) {
            remove(&self.world(number));
            remove(&self.citizens(number));
        }
        for number in self.numbers(".checkpoint") {
            remove(&self.checkpoint(number));
        }
    }

    /// Removes worlds of the sum over causes that are none of these.
    fn remove_surplus_causes(&self, worlds: &[WorldOutcome]) {
        let numbers = numbers_in(&self.path().join(CAUSES), ".world");
        for number in numbers.into_iter().filter(|number| number.0 as usize >= worlds.len()) {
            remove(&cause_file(self.path(), number));
        }
    }

    /// Writes the tables and the data dictionary; returns every table, of those by world the first part.
    fn write_tables(
        &self,
        mut tables: Vec<Table>,
        worlds: &[WorldOutcome],
        notes: &[(&'static str, String)],
    ) -> Result<Vec<Table>, ResultsError> {
        for table in &tables {
            files::parquet(self.path(), table.name, [table].into_iter(), notes)?;
            if CSV.contains(&table.name) {
                files::csv(self.path(), table)?;
            }
        }
        let layout = Layout::new(&self.loaded.scenario);
        for TableByWorld { name, parts } in by_world(&self.loaded.scenario, &layout, worlds) {
            let mut first = None;
            let parts = parts.inspect(|part| {
                first.get_or_insert_with(|| part.clone());
            });
            files::parquet(self.path(), name, parts, notes)?;
            tables.extend(first);
        }
        self.write_dictionary(&tables, worlds.len() as u32, notes)?;
        Ok(tables)
    }

    /// Writes the data dictionary of these tables and of those of citizens.
    fn write_dictionary(
        &self,
        tables: &[Table],
        worlds: u32,
        notes: &[(&'static str, String)],
    ) -> Result<(), ResultsError> {
        let files = |table: &Table| {
            let is_csv = CSV.contains(&table.name);
            let kinds = ["parquet", "csv"].into_iter().take(1 + usize::from(is_csv));
            kinds.map(|kind| format!("{}.{kind}", table.name)).collect()
        };
        let mut described: Vec<_> = tables.iter().map(|table| (table, files(table))).collect();
        let citizens = (0..worlds).map(WorldId).filter(|&number| self.has_citizens(number));
        let citizens = citizens.map(|number| format!("citizens/{number:05}.parquet")).collect();
        let everyone = no_citizens(&self.loaded.scenario);
        described.push((&everyone, citizens));
        let dictionary = dictionary::dictionary(self.loaded, &described, notes);
        files::write(&self.path().join("datapackage.json"), dictionary.as_bytes())
    }

    /// The manifest, still without the digests of files.
    fn manifest(&self, worlds: &[WorldOutcome], report: &RunReport<'_>) -> Manifest {
        let records: Vec<WorldRecord> = worlds.iter().map(WorldRecord::of).collect();
        Manifest {
            v: 1,
            made_up: true,
            digest: digest(&records),
            program: Program {
                name: "nosedive".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                engine: fingerprint().to_owned(),
            },
            scenario: ScenarioRecord::of(self.loaded),
            is_draft: are_draft(&records),
            worlds: records,
            cause_worlds: report.cause_worlds.iter().map(WorldRecord::of).collect(),
            is_known: report.is_known,
            machine: Machine::here(),
            began: report.began.to_owned(),
            ended: report.ended.to_owned(),
            seconds: report.seconds,
            files: BTreeMap::new(),
        }
    }

    /// Digest of every file of the run, except for the two that hold its times: two runs of one
    /// scenario have equal digests on any machine.
    fn digests(&self, worlds: u32) -> Result<BTreeMap<String, String>, ResultsError> {
        let io = |error| ResultsError::Io(self.path().to_owned(), error);
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(self.path()).map_err(io)?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let has_times = [RESEARCH_OBJECT, MANIFEST].contains(&&*name);
            if entry.path().is_file() && !name.starts_with('.') && !has_times {
                found.insert(name, digest_of(&entry.path())?);
            }
        }
        // A failed world has no file.
        for number in (0..worlds).map(WorldId) {
            if self.world(number).exists() {
                let digest = digest_of(&self.world(number))?;
                found.insert(format!("worlds/{number:05}.world"), digest);
            }
            if self.has_citizens(number) {
                let digest = digest_of(&self.citizens(number))?;
                found.insert(format!("citizens/{number:05}.parquet"), digest);
            }
        }
        for number in numbers_in(&self.path().join(CAUSES), ".world") {
            let digest = digest_of(&cause_file(self.path(), number))?;
            found.insert(format!("{CAUSES}/{number:05}.world"), digest);
        }
        Ok(found)
    }
}

/// Digest of a file, with its path in the error.
fn digest_of(path: &Path) -> Result<String, ResultsError> {
    files::digest_of(path).map_err(|error| ResultsError::Io(path.to_owned(), error))
}
