//! The summary of a run: sentences for anyone, and a table that holds up.
//!
//! Each figure stands with the 95 % interval of its mean or with the range of worlds, and the two are
//! never mixed.

mod causes;
mod confidence;
mod headlines;
mod impact;
mod law;
mod sentences;
mod wrongs;
mod years;

use std::fmt::Write as _;

use reader::{LoadedScenario, ReformLine};
use serde_json::{Value, json};
use society::measures::MeasureId;
use society::scenario::TwinId;

use crate::causes::{CauseFigures, CauseShare, CauseTwins};
use crate::changes;
use crate::figures::{Figures, studied};
use crate::patterns;
use crate::study::WorldOutcome;

use causes::CausesOfRun;
pub use headlines::{HEADLINES, headlines_json, measures_json};
pub use years::years_json;

/// The worlds of a run, to be reported.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The scenario of the run.
    pub loaded: &'a LoadedScenario,
    /// Its worlds, under every twin.
    pub worlds: &'a [WorldOutcome],
    /// Worlds of its [`CauseTwins`]; none where the run leaves the sum over causes out.
    pub cause_worlds: &'a [WorldOutcome],
}

/// The run on one screen: sentences, headlines of every twin, and how certain they are.
///
/// ```
/// use lab::{study::worlds, summary::{Findings, screen}};
///
/// let small = reader::Overrides { citizens: Some(300), days: Some(90), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let worlds = worlds(&loaded.scenario, 2);
/// let screen = screen(&Findings { loaded: &loaded, worlds: &worlds, cause_worlds: &[] });
/// assert!(screen.starts_with("Changed here: run.citizens = 300 (file: 50_000)"));
/// assert!(screen.contains("In this made-up society of 300"));
/// assert!(screen.lines().count() < 24);
/// ```
#[must_use]
pub fn screen(of: &Findings<'_>) -> String {
    with_causes(of, |causes| screen_with(of, causes))
}

/// A text about the sum over causes, or about a run without it.
fn with_causes<T>(of: &Findings<'_>, tell: impl FnOnce(Option<&CauseFigures<'_>>) -> T) -> T {
    let twins = CauseTwins::of(of.loaded).filter(|_| !of.cause_worlds.is_empty());
    let causes = twins.as_ref().map(|twins| CauseFigures::new(twins, of.cause_worlds));
    tell(causes.filter(|causes| causes.worlds() > 0).as_ref())
}

/// The screen, with the sum over causes where there is one.
fn screen_with(of: &Findings<'_>, causes: Option<&CauseFigures<'_>>) -> String {
    let figures = Figures::new(&of.loaded.scenario, of.worlds);
    if figures.results.is_empty() {
        return "No world was run to its end.\n".to_owned();
    }
    let others: Vec<TwinId> = figures.others().collect();
    // One policy beside its baseline fills the screen with details; of several, a row each fits.
    let table = match others[..] {
        [only] if only == TwinId::STUDIED => headlines::of_twin(&figures, only, causes),
        _ => headlines::of_all_twins(&figures),
    };
    let confidence = confidence::describe(&figures, &of.loaded.stop, of.worlds);
    let head = changes::head(of.loaded);
    format!("{head}{}\n{table}{confidence}", sentences::describe(&figures, causes))
}

/// The sum over causes of adults ever restricted as JSON: an object for each cause, with its share
/// of 1,000 adults, in proportion to the total of the run; empty where the run leaves the sum out.
#[must_use]
pub fn causes_json(of: &Findings<'_>) -> Value {
    let figures = Figures::new(&of.loaded.scenario, of.worlds);
    let total = figures.of(MeasureId::RESTRICTED_EVER, studied(&of.loaded.scenario));
    let sum = with_causes(of, |causes| CausesOfRun::new(causes?, total.as_ref()?)?.sum());
    let shares = sum.map_or_else(Vec::new, |sum| sum.shares);
    let row = |it: CauseShare| {
        json!({
            "cause": it.cause.name(), "worlds": it.share.worlds, "mean": it.share.mean,
            "standard_error": it.share.error, "interval95": it.share.interval,
            "alone": it.alone.mean, "without": it.without.mean,
        })
    };
    shares.into_iter().map(row).collect()
}

/// Everything that a run reports in words and chief figures: the text of `summary.txt`.
#[must_use]
pub fn summary(of: &Findings<'_>) -> String {
    let Findings { loaded, worlds, .. } = *of;
    let mut text = format!("{}\n{}\n\n{}", loaded.title, loaded.question, screen(of));
    let figures = Figures::new(&loaded.scenario, worlds);
    if figures.results.is_empty() {
        return text;
    }
    text.push_str(&confidence::saved_by_pairing(&figures));
    let total = figures.of(MeasureId::RESTRICTED_EVER, studied(&loaded.scenario));
    let of_causes = |causes: &CauseFigures<'_>| {
        let own = total.and_then(|total| CausesOfRun::new(causes, &total));
        own.as_ref().map_or_else(String::new, causes::own_alone) + &causes::by_part(causes)
    };
    text.push_str(&with_causes(of, |causes| causes.map_or_else(String::new, of_causes)));
    figures.others().for_each(|twin| text.push_str(&impact::describe(&figures, twin)));
    text.push_str(&years::tables(&figures));
    text.push_str(&law::tables(&figures));
    if !loaded.asked.is_empty() {
        let lines = changes::changed(loaded).into_iter().map(|line| format!("  {line}\n"));
        let _ = write!(text, "\nWhat is changed here\n{}", lines.collect::<String>());
    }
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
