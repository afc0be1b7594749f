//! Figures that are shown add up, and say no more than is known.

use lab::estimate::estimate;
use lab::layout::Layout;
use lab::numbers::digits;
use lab::study::{WorldOutcome, worlds};
use lab::summary::{Findings, headlines_json, screen, summary};
use reader::{LoadedScenario, Overrides, parse, read};
use society::measures::{Breakdown, MeasureId, Unit};
use society::scenario::Gate;

fn small() -> (LoadedScenario, Vec<WorldOutcome>) {
    let changes = Overrides {
        citizens: Some(6_000),
        days: Some(500),
        worlds: Some(4),
        ..Overrides::default()
    };
    let loaded = read("as-reported", &changes).expect("it ships");
    let worlds = worlds(&loaded.scenario, 4);
    (loaded, worlds)
}

/// A society of 3,000 under one policy.
const OF_POLICY: &str = r#"
schema = 1
society = "as-reported"
policy = "POLICY"
baseline = "nothing"
[scenario]
id = "of-policy"
title = "One policy"
question = "Which rows does its screen have?"
status = "for a test"
license = "CC0-1.0"
not_for = "scoring real people"
[run]
citizens = 3_000
days = 400
seed = 1
[stop]
measure = "wrongful.days"
within = 0.05
worlds = 2
[twins.nothing]
say = "no policy"
policy = "none"
"#;

/// Fines and letters that an error puts to the wrong adult stand on the screen of the policy that makes
/// them and of no other, and in the figures of every policy.
#[test]
fn wrong_fines_and_letters_are_among_the_headlines() {
    for (policy, row, silent) in [
        ("fines-only", "fines for others' acts", "letters for others'"),
        ("warnings-only", "letters for others' acts", "fines for others'"),
        ("as-reported", "days of wrongful restriction", "for others' acts"),
    ] {
        let text = OF_POLICY.replace("POLICY", policy);
        let loaded = parse("of-policy.toml", &text, &Overrides::default()).expect("it is valid");
        let worlds = worlds(&loaded.scenario, 2);
        let findings = Findings { loaded: &loaded, worlds: &worlds, cause_worlds: &[] };
        let screen = screen(&findings);
        let table: Vec<&str> = screen.lines().filter(|line| !line.contains("True deeds")).collect();
        assert!(table.iter().any(|line| line.starts_with(row)), "{screen}");
        assert!(!table.iter().any(|line| line.starts_with(silent)), "{screen}");
        let json = headlines_json(&loaded.scenario, &worlds).to_string();
        assert!(json.contains("fines.wrongly") && json.contains("warnings.wrongly"), "{policy}");
    }
}

/// A perk that is withheld is no refused ticket: the sentence names how many of the refusals are.
#[test]
fn wrong_refusals_by_gate_add_up_and_those_at_select_venues_are_named() {
    let (loaded, worlds) = small();
    let all = MeasureId::REFUSALS_WRONGLY.number();
    let mut refusals = 0.0;
    for world in worlds.iter().filter_map(|world| world.result.as_ref().ok()) {
        let values = &world.twins[0].outcomes[Layout::EVERYONE];
        let by_gate = Gate::ALL.map(|gate| values[MeasureId::refused_wrongly(gate).number()]);
        let sum: f64 = by_gate.iter().sum();
        assert!((sum - values[all]).abs() < 1e-6, "{by_gate:?} make up {}", values[all]);
        assert!(2.0 * by_gate[Gate::Venue as usize] > sum, "{by_gate:?}");
        refusals += sum;
    }
    assert!(refusals > 0.0);
    let screen = screen(&Findings { loaded: &loaded, worlds: &worlds, cause_worlds: &[] });
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("at select venues)"), "{screen}");
}

/// Groups, tenths, age bands, sexes and places each make up the whole.
#[test]
fn parts_sum_to_all() {
    let (loaded, worlds) = small();
    let layout = Layout::new(&loaded.scenario);
    let all = layout.by.iter().position(|&by| by == Breakdown::All).expect("everyone is a part");
    type Is = fn(&Breakdown) -> bool;
    let cuts: [(usize, Is); 4] = [
        (2, |by| matches!(by, Breakdown::Group(_))),
        (10, |by| matches!(by, Breakdown::Decile(_))),
        (2, |by| matches!(by, Breakdown::Sex(_))),
        (3, |by| matches!(by, Breakdown::Place(_))),
    ];
    let counted = |unit: Unit| matches!(unit, Unit::PerThousand | Unit::Harm);
    for world in worlds.iter().filter_map(|world| world.result.as_ref().ok()) {
        for result in &world.twins {
            for (count, is) in cuts {
                let parts: Vec<usize> =
                    (0..layout.by.len()).filter(|&part| is(&layout.by[part])).collect();
                assert_eq!(parts.len(), count);
                let adults: i64 = parts.iter().map(|&part| result.adults[part]).sum();
                assert_eq!(adults, result.adults[all]);
                for (number, measure) in layout.measures.iter().enumerate() {
                    if !counted(measure.unit) {
                        continue;
                    }
                    // A part without adults has no rate, and adds nothing.
                    let whole = |part: usize| match result.adults[part] {
                        0 => 0.0,
                        adults => result.outcomes[part][number] * adults as f64,
                    };
                    let sum: f64 = parts.iter().map(|&part| whole(part)).sum();
                    let gap = (sum - whole(all)).abs();
                    assert!(gap < 1e-6 * whole(all).abs().max(1.0), "{}: {gap}", measure.name);
                }
            }
        }
    }
}

/// Two digits of the error at most, whatever the figure.
#[test]
fn digits_never_exceed_the_error() {
    for exponent in -4..6 {
        for step in 1..100 {
            let error = f64::from(step) * 0.1 * libm::pow(10.0, f64::from(exponent));
            for value in [0.0, 1.0 / 3.0, 61.237, 3540.4, -99_999.5, 1e-7] {
                let shown = digits(value, Some(error));
                let places = shown.split_once('.').map_or(0, |(_, places)| places.len());
                let finest = libm::pow(10.0, -(places as f64));
                assert!(
                    finest >= error / 100.0 * 0.999 || places == 0,
                    "{value} ±{error}: {shown}"
                );
                let noughts = shown.len() - shown.trim_end_matches('0').len();
                let coarsest = libm::pow(10.0, noughts as f64);
                assert!(
                    places > 0 || shown == "0" || coarsest >= error / 100.0 * 0.999,
                    "{value} ±{error}: {shown}"
                );
            }
        }
    }
}

/// Every line with a figure of the worlds has its error, its range, says that it can have none, or
/// says what it counts.
#[test]
fn every_figure_has_its_error_or_its_range_beside_it() {
    let (loaded, worlds) = small();
    let counts = [
        "In this made-up society",
        "[3 of 5 worlds]",
        "of 4 worlds",
        "cells of society",
        "published figures",
        " others, ",
        "Undecided: ",
        "8 worlds have a value",
        "worlds, ",
        "Blind spot",
        "Pairing saved",
        "DRAFT",
        "numbers:",
        "mean ±half 95 %",
        // A heading, and the rates by rule, whose intervals the table `law` has.
        "   year 1",
        "rule by rule",
        // The bound of a verdict.
        "At rest: ",
        "within 5 %",
        "40.",
    ];
    let findings = Findings { loaded: &loaded, worlds: &worlds, cause_worlds: &[] };
    for text in [screen(&findings), summary(&findings)] {
        for line in sentences_and_lines(&text) {
            let is_figure = line.split_whitespace().any(|word| word.parse::<f64>().is_ok());
            let is_sure = ["±", " to ", "[in all worlds]", "(no interval)", "no value"]
                .iter()
                .any(|sign| line.contains(sign));
            // What was changed are settings, and no figures.
            let is_count =
                line.contains("(file: ") || counts.iter().any(|count| line.contains(count));
            assert!(!is_figure || is_sure || is_count, "no error beside: {line}");
        }
    }
}

/// The sentences of a text, each whole, and its other lines.
fn sentences_and_lines(text: &str) -> Vec<String> {
    let split = |paragraph: &str| -> Vec<String> {
        if let Some(begins) = paragraph.find("In this made-up society") {
            let sentences = paragraph[begins..].replace('\n', " ");
            sentences.split(". ").map(str::to_owned).collect()
        } else if paragraph.contains("rule by rule") {
            vec![paragraph.replace('\n', " ")]
        } else {
            // Errors of a year stand below their figures.
            let errors = |line: &str| line.trim_start().starts_with('±');
            let lines: Vec<&str> = paragraph.lines().collect();
            let whole = lines.chunk_by(|_, next| errors(next)).map(|pair| pair.join(" "));
            whole.collect()
        }
    };
    text.split("\n\n").flat_map(split).collect()
}

/// The interval of a figure holds its mean, and its range the mean of worlds.
#[test]
fn ranges_and_intervals_are_in_order() {
    let (loaded, worlds) = small();
    let layout = Layout::new(&loaded.scenario);
    let results = || worlds.iter().filter_map(|world| world.result.as_ref().ok());
    for number in 0..layout.measures.len() {
        let values = results().map(|world| world.twins[0].outcomes[0][number]);
        let known = values.clone().filter(|value| value.is_finite()).count();
        let Some(found) = estimate(values) else { continue };
        let Some((low, high)) = found.interval else {
            assert_eq!(known, 1, "{} has an interval", layout.measures[number].name);
            continue;
        };
        assert!(low <= found.mean && found.mean <= high);
        let (least, greatest) = found.range.expect("there are four worlds");
        assert!(least <= found.mean && found.mean <= greatest);
    }
}
