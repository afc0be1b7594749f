//! The folder of a run as a research object: RO-Crate 1.1 with the profile of a process run.

use serde_json::{Value, json};

use crate::manifest::Manifest;
use crate::tables::{MADE_UP, Table};

/// Who wrote the program; whoever runs it puts their own name in its place.
const AUTHORS: &str = "#authors";

/// The text of `ro-crate-metadata.json`.
pub(crate) fn describe(manifest: &Manifest, tables: &[Table]) -> String {
    let id = |name: &str| json!({ "@id": name });
    let parts: Vec<Value> =
        manifest.files.keys().map(String::as_str).chain(["manifest.json"]).map(id).collect();
    let results = manifest.files.keys().filter(|name| *name != "scenario.lock.toml");
    let results: Vec<Value> = results.map(|name| id(name)).collect();
    let program = &manifest.program;
    let release = format!("urn:nosedive:{}", program.version);
    let run = format!("#run-{}", &manifest.digest[..12]);
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": id("./"),
            "conformsTo": id("https://w3id.org/ro/crate/1.1"),
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": manifest.scenario.title,
            "description": format!("{} {MADE_UP}", manifest.scenario.title),
            "datePublished": manifest.ended,
            "license": id("https://creativecommons.org/publicdomain/zero/1.0/"),
            "conformsTo": id("https://w3id.org/ro/wfrun/process/0.5"),
            "author": id(AUTHORS),
            "publisher": id(AUTHORS),
            "hasPart": parts,
            "mentions": id(&run),
        }),
        json!({ "@id": AUTHORS, "@type": "Organization", "name": "The Nosedive authors" }),
        json!({
            "@id": "https://w3id.org/ro/wfrun/process/0.5",
            "@type": "CreativeWork",
            "name": "Process Run Crate",
            "version": "0.5",
        }),
        json!({
            "@id": "https://creativecommons.org/publicdomain/zero/1.0/",
            "@type": "CreativeWork",
            "name": "CC0 1.0",
            "description": "No rights reserved.",
        }),
        json!({
            "@id": release,
            "@type": "SoftwareApplication",
            "name": program.name,
            "version": program.version,
            "description": format!("engine {}", program.engine),
        }),
        json!({
            "@id": run,
            "@type": "CreateAction",
            "name": format!("run of {}", manifest.scenario.id),
            "description": format!("results {}", manifest.digest),
            "instrument": id(&release),
            "agent": id(AUTHORS),
            "object": id("scenario.lock.toml"),
            "result": results,
            "startTime": manifest.began,
            "endTime": manifest.ended,
            "actionStatus": "http://schema.org/CompletedActionStatus",
        }),
    ];
    let about = |name: &str| {
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
    };
    let kind = |name: &str| match name.rsplit('.').next() {
        Some("parquet") => "application/vnd.apache.parquet",
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        Some("toml") => "application/toml",
        Some("txt") => "text/plain",
        _ => "application/octet-stream",
    };
    for name in manifest.files.keys().map(String::as_str).chain(["manifest.json"]) {
        let mut file = json!({
            "@id": name,
            "@type": "File",
            "name": name,
            "description": about(name),
            "encodingFormat": kind(name),
        });
        if let Some(digest) = manifest.files.get(name) {
            file["sha256"] = json!(digest);
        }
        graph.push(file);
    }
    let all = json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph });
    format!("{all:#}\n")
}
