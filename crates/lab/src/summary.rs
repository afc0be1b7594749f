//! The summary of a run: sentences for anyone, and a table that holds up.
//!
//! Each figure stands with the error of its mean or with the range of worlds, and the two are never
//! mixed.

mod confidence;
mod headlines;
mod impact;
mod sentences;

use std::fmt::Write as _;

use reader::{LoadedScenario, ReformLine};
use society::scenario::TwinId;

use crate::figures::Figures;
use crate::patterns;
use crate::study::WorldOutcome;

pub use headlines::headlines_json;

/// The run on one screen: sentences, headlines of every twin, and how certain they are.
///
/// ```
/// use lab::{study::worlds, summary::screen};
///
/// let small = reader::Overrides { citizens: Some(300), days: Some(90), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let screen = screen(&loaded, &worlds(&loaded.scenario, 2));
/// assert!(screen.starts_with("In this made-up society of 300"));
/// assert!(screen.lines().count() < 24);
/// ```
#[must_use]
pub fn screen(loaded: &LoadedScenario, worlds: &[WorldOutcome]) -> String {
    let figures = Figures::new(&loaded.scenario, worlds);
    if figures.results.is_empty() {
        return "No world was run to its end.\n".to_owned();
    }
    let others: Vec<TwinId> = figures.others().collect();
    // One policy beside its baseline fills the screen with details; of several, a row each fits.
    let table = match others[..] {
        [only] if only == TwinId::STUDIED => headlines::of_twin(&figures, only),
        _ => headlines::of_all_twins(&figures),
    };
    let confidence = confidence::describe(&figures, &loaded.stop, worlds);
    format!("{}\n{table}{confidence}", sentences::describe(&figures))
}

/// Everything that a run reports in words and chief figures: the text of `summary.txt`.
#[must_use]
pub fn summary(loaded: &LoadedScenario, worlds: &[WorldOutcome]) -> String {
    let mut text = format!("{}\n{}\n\n{}", loaded.title, loaded.question, screen(loaded, worlds));
    let figures = Figures::new(&loaded.scenario, worlds);
    if figures.results.is_empty() {
        return text;
    }
    figures.others().for_each(|twin| text.push_str(&impact::describe(&figures, twin)));
    if !loaded.reform.is_empty() {
        let lines = loaded.reform.iter().map(|line| format!("  {}\n", reform_line(line)));
        let _ = write!(text, "\nWhat the reform changes\n{}", lines.collect::<String>());
    }
    let found = patterns::found(loaded, worlds);
    if !found.is_empty() {
        let _ = writeln!(text, "\n{}{}", patterns::table(&found), patterns::verdict(&found));
    }
    let _ = writeln!(text, "\n{}", loaded.numbers());
    text
}

/// A change of a reform as one line: setting, value, day and reason.
#[must_use]
pub fn reform_line(change: &ReformLine) -> String {
    let when =
        if change.from_day == 0 { String::new() } else { format!(" from day {}", change.from_day) };
    let why = if change.why.is_empty() { String::new() } else { format!(": {}", change.why) };
    format!("{} = {}{when}{why}", change.path, change.to)
}
