//! The report of a finished run.

use std::path::Path;

use lab::changes::{changed, lines};
use lab::summary::{self, Findings};
use lab::table;
use results::Manifest;
use serde_json::json;
use society::measures::Family;

use crate::output::{Output, argument, pasted, plain};

/// Name of the scenario of `nosedive demo`, which has another next step.
pub(super) const DEMO: &str = "demo";

/// Extent of a report.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// The chief measures, on one screen.
    Screen,
    /// Every measure before them.
    EveryMeasure,
}

/// Reports the results of a run and its folder.
pub(super) fn report(
    findings: &Findings<'_>,
    manifest: &Manifest,
    folder: &Path,
    extent: Extent,
    output: Output,
) {
    let Findings { loaded, worlds, .. } = *findings;
    let mut text = match extent {
        Extent::Screen => String::new(),
        Extent::EveryMeasure => table::table(&loaded.scenario, worlds, &Family::ALL),
    };
    text.push_str(&summary::screen(findings));
    let show = pasted(&[&"show", &argument(folder)]);
    let next = if loaded.id == DEMO {
        format!("nosedive new my-city   or   {show}")
    } else {
        format!("{show}   or   {}", pasted(&[&"verify", &argument(folder)]))
    };
    let folder = plain(folder);
    text.push_str(&format!(
        "Results  {folder}   same bytes as sha256 {}\nNext     {next}\n",
        manifest.digest.get(..16).unwrap_or(""),
    ));
    output.result(&text);
    let estimates = match extent {
        Extent::Screen => summary::headlines_json,
        Extent::EveryMeasure => summary::measures_json,
    };
    output.object(
        "run",
        json!({
            "folder": folder, "digest": manifest.digest, "worlds": worlds.len(),
            "failed": worlds.iter().filter(|world| world.result.is_err()).count(),
            "is_known": manifest.is_known, "seconds": manifest.seconds,
            "estimates": estimates(&loaded.scenario, worlds),
            "causes": summary::causes_json(findings),
            "is_draft": manifest.is_draft, "changed": changed(loaded),
            "beyond_range": lines(&loaded.beyond_range),
        }),
    );
}
