//! The folder of a run as a research object: RO-Crate 1.1 with the profile of a process run.
//!
//! Archives such as Zenodo and WorkflowHub read it, so that a run can be deposited as it is. The graph
//! names the folder, the program, the run as an action of the program, and every file with its
//! digest.

use serde_json::{Value, json};

use crate::manifest::Manifest;
use crate::tables::{MADE_UP, Table};

/// Authors of the program, until a published run names its own.
const AUTHORS: &str = "#authors";

const PROFILE: &str = "https://w3id.org/ro/wfrun/process/0.5";
const LICENSE: &str = "https://creativecommons.org/publicdomain/zero/1.0/";

/// The text of `ro-crate-metadata.json`: a graph of the folder, the program, the run and each file.
pub(crate) fn describe(manifest: &Manifest, tables: &[Table]) -> String {
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": id("./"),
            "conformsTo": id("https://w3id.org/ro/crate/1.1"),
        }),
        root(manifest),
        json!({ "@id": AUTHORS, "@type": "Organization", "name": "The Nosedive authors" }),
    ];
    graph.extend(references());
    graph.push(program(manifest));
    graph.push(run(manifest));
    graph.extend(names(manifest).map(|name| file(manifest, tables, name)));
    let all = json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph });
    format!("{all:#}\n")
}

fn id(name: &str) -> Value {
    json!({ "@id": name })
}

/// Names of all files; the manifest is not among its own digests.
fn names(manifest: &Manifest) -> impl Iterator<Item = &str> {
    manifest.files.keys().map(String::as_str).chain(["manifest.json"])
}

/// Identifier of the run: a part of the digest of its results.
fn run_id(manifest: &Manifest) -> String {
    format!("#run-{}", &manifest.digest[..12])
}

/// Identifier of the release of the program.
fn release_id(manifest: &Manifest) -> String {
    format!("urn:nosedive:{}", manifest.program.version)
}

/// The folder itself.
fn root(manifest: &Manifest) -> Value {
    json!({
        "@id": "./",
        "@type": "Dataset",
        "name": manifest.scenario.title,
        "description": described(manifest),
        "datePublished": manifest.ended,
        "license": id(LICENSE),
        "conformsTo": id(PROFILE),
        "author": id(AUTHORS),
        "publisher": id(AUTHORS),
        "hasPart": names(manifest).map(id).collect::<Vec<_>>(),
        "mentions": id(&run_id(manifest)),
    })
}

/// The run in a sentence, with what its results hold that its scenario alone does not say.
fn described(manifest: &Manifest) -> String {
    let notes = manifest.notes();
    let notes = notes.iter().map(|(key, text)| format!(" {}: {text}.", key.replace('_', " ")));
    format!("{} {MADE_UP}{}", manifest.scenario.title, notes.collect::<String>())
}

/// The profile and the license, which every entity that is named must describe.
fn references() -> [Value; 2] {
    [
        json!({
            "@id": PROFILE,
            "@type": "CreativeWork",
            "name": "Process Run Crate",
            "version": "0.5",
        }),
        json!({
            "@id": LICENSE,
            "@type": "CreativeWork",
            "name": "CC0 1.0",
            "description": "No rights reserved.",
        }),
    ]
}

/// The instrument of the run.
fn program(manifest: &Manifest) -> Value {
    json!({
        "@id": release_id(manifest),
        "@type": "SoftwareApplication",
        "name": manifest.program.name,
        "version": manifest.program.version,
        "description": format!("engine {}", manifest.program.engine),
    })
}

/// The action that made the results out of the scenario.
fn run(manifest: &Manifest) -> Value {
    let results = manifest.files.keys().filter(|name| *name != "scenario.lock.toml");
    json!({
        "@id": run_id(manifest),
        "@type": "CreateAction",
        "name": format!("run of {}", manifest.scenario.id),
        "description": format!("results {}", manifest.digest),
        "instrument": id(&release_id(manifest)),
        "agent": id(AUTHORS),
        "object": id("scenario.lock.toml"),
        "result": results.map(|name| id(name)).collect::<Vec<_>>(),
        "startTime": manifest.began,
        "endTime": manifest.ended,
        "actionStatus": "http://schema.org/CompletedActionStatus",
    })
}

/// One file, with its digest where the manifest has it.
fn file(manifest: &Manifest, tables: &[Table], name: &str) -> Value {
    let mut file = json!({
        "@id": name,
        "@type": "File",
        "name": name,
        "description": about(tables, name),
        "encodingFormat": media_type(name),
    });
    if let Some(digest) = manifest.files.get(name) {
        file["sha256"] = json!(digest);
    }
    file
}

/// Description of a file, by its path.
fn about(tables: &[Table], name: &str) -> &'static str {
    let stem = name.split('.').next().unwrap_or("");
    let table = tables.iter().find(|table| table.name == stem);
    match (table, name.split('/').next()) {
        (Some(table), _) => table.about,
        (None, Some("worlds")) => "results of one world, from which an interrupted run resumes",
        (None, Some("citizens")) => "one row for each made-up citizen and twin",
        (None, Some("scenario.lock.toml")) => "the scenario with every setting spelled out",
        (None, Some("summary.txt")) => "summary of the run in sentences",
        (None, Some("datapackage.json")) => "data dictionary: unit and meaning of every column",
        _ => "provenance of the run, and digests of its files",
    }
}

/// Media type of a file, by its ending.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("parquet") => "application/vnd.apache.parquet",
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        Some("toml") => "application/toml",
        Some("txt") => "text/plain",
        _ => "application/octet-stream",
    }
}
