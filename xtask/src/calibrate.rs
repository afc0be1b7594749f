//! Calibration: parameters fitted to published figures, and predictions beside others:
//! `cargo xtask calibrate`.
//!
//! It prints and edits nothing: whoever accepts a found value writes it into its file.

use std::process::ExitCode;

use lab::figures::Figures;
use lab::numbers::with_error;
use lab::patterns::{self, Agreement};
use lab::study::worlds;
use reader::{LoadedScenario, Overrides, Setting, Use, parse};
use results::read;
use society::measures::MeasureId;
use society::scenario::TwinId;

const HEADER: &str = "\
This only prints; it edits no file. Beside each value: the error of its mean over worlds.
\"agrees\": its whole 95 % interval lies in the range that agrees with the published figure.
The weight of certainty rests on speed-cameras-over-limit, for a sanction that is sure; how sure
it becomes, and so how much the breaches fall, is predicted.
";

/// The one parameter that is fitted to the press's figure. Nobody publishes it; a lower threshold
/// lists fewer; and it moves only those who are listed by their score. The rest are listed for
/// court debts, whose number rests on the courts' figures and is no longer free.
const FREE: &str = "list.untrustworthy.enters_below";

/// The pattern of `as-reported` that the search is to meet.
const SOUGHT: &str = "planes";

/// The scenarios whose patterns are printed.
const PRINTED: [&str; 2] = ["as-reported", "courts"];

const STEP: &str = r#"
schema = 1
society = "as-reported"
policy = "none"
baseline = "none"

[scenario]
id = "step"
title = "One step of the search"
question = "How many are barred from planes at this threshold?"
status = "for calibration"
license = "CC0-1.0"
not_for = "scoring, tracking or describing real people; claims about any real country or group"

[run]
citizens = 50_000
days = 1_460
seed = 2031

[stop]
measure = "restricted.ever"
within = 0.05
worlds = 12

[twins.tried]
say = "the threshold that is tried"
policy = "as-reported"
set = { "FREE" = TRIED }
"#;

/// Prints the search, then the patterns of the scenarios that are held against published figures.
pub(crate) fn calibrate() -> ExitCode {
    println!("{HEADER}");
    let asked = PRINTED.map(shipped);
    let found = search(&asked[0]);
    let number = asked[0].settings.get(FREE).and_then(Setting::number);
    let shipped = number.unwrap_or(f64::NAN);
    println!("\nname | value | what agrees | source | how");
    println!("{FREE} | {found:.0} found, {shipped} shipped | - | - | fitted");
    let mut all_hold = true;
    for asked in &asked {
        let lived = worlds(&asked.scenario, asked.stop.least);
        for found in patterns::found(asked, &lived) {
            let pattern = found.pattern;
            let how = if pattern.part == Use::Fit { "fitted" } else { "predicted" };
            let agreement = found.agreement;
            all_hold &= pattern.part == Use::Check || agreement == Agreement::Agrees;
            let (low, high) = pattern.range();
            println!(
                "{}: {} | {} | {low} to {high} | {} | {how}, {}",
                asked.id,
                pattern.say,
                with_error(found.estimate.as_ref()),
                pattern.facts.join(", "),
                agreement.name(),
            );
        }
    }
    if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn shipped(name: &str) -> LoadedScenario {
    read(name, &Overrides::default())
        .unwrap_or_else(|mistakes| panic!("{name} is valid: {mistakes:?}"))
}

/// Thresholds between which the one that is sought is taken to lie, and how near to each other
/// they must come before the rest is read off a straight line [points].
const BRACKET: (u32, u32) = (300, 400);
const NEAR: u32 = 25;

/// The threshold at which as many are barred from planes as the press says, by halving, on the
/// same seeds at each step [points].
fn search(asked: &LoadedScenario) -> f64 {
    let sought = asked.patterns.iter().find(|pattern| pattern.name == SOUGHT);
    let target = sought.map_or(f64::NAN, |pattern| pattern.published.value);
    println!("Search: {FREE} so that grounded.ever is {target:.2} of 1,000 citizens.");
    try_at(0, " (court debts alone)");
    let (mut low, mut high) = BRACKET;
    let (mut at_low, mut at_high) = (try_at(low, ""), try_at(high, ""));
    while high - low > NEAR {
        let middle = u32::midpoint(low, high);
        let found = try_at(middle, "");
        if found < target {
            (low, at_low) = (middle, found)
        } else {
            (high, at_high) = (middle, found)
        }
    }
    f64::from(low) + f64::from(high - low) * (target - at_low) / (at_high - at_low)
}

/// Citizens barred from planes at a threshold [of 1,000].
fn try_at(threshold: u32, remark: &str) -> f64 {
    let text = STEP.replace("FREE", FREE).replace("TRIED", &threshold.to_string());
    let asked = parse("step", &text, &Overrides::default())
        .unwrap_or_else(|mistakes| panic!("the step is valid: {mistakes:?}"));
    let lived = worlds(&asked.scenario, asked.stop.least);
    let found = Figures::new(&asked.scenario, &lived).of(MeasureId::GROUNDED_EVER, TwinId(1));
    println!("  {threshold} points{remark}: {}", with_error(found.as_ref()));
    found.map_or(f64::NAN, |it| it.mean)
}
