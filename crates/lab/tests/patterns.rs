//! Published figures beside results: the arithmetic, on worlds made by hand, and those that ship.

use lab::estimate::Estimate;
use lab::layout::Layout;
use lab::patterns::{Agreement, PatternResult, found, verdict};
use lab::study::WorldOutcome;
use lab::world::{TwinResult, WorldResult};
use reader::{LoadedScenario, Overrides, SCENARIOS, Use, parse, read};
use society::measures::MeasureId;
use society::units::WorldId;

const HEAD: &str = r#"
schema = 1
extends = "as-reported"
[reform]
id = "held"
title = "Held against figures"
why = "to see how"
[[change]]
path = "run.citizens"
to = 100
[[change]]
path = "run.days"
to = 91
"#;

fn asked(pattern: &str) -> LoadedScenario {
    let common = "[[pattern]]\nid = \"mine\"\nuse = \"check\"\nsay = \"mine\"\n";
    let text = format!("{HEAD}{common}{pattern}\n");
    let mut asked = parse("held", &text, &Overrides::default())
        .unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    asked.patterns.retain(|pattern| pattern.name == "mine");
    asked
}

/// Worlds of one twin and another with these values of one measure: at the end, and in each of
/// three months; every second citizen is an adult, and every other measure is 2.
fn worlds(asked: &LoadedScenario, measure: &str, ends: &[[f64; 2]]) -> Vec<WorldOutcome> {
    let layout = Layout::new(&asked.scenario);
    let number = MeasureId::named(measure).expect("it is one").number();
    let with = |value: f64| {
        let mut values = vec![2.0; layout.measures.len()];
        values[number] = value;
        values
    };
    let record = |end: f64| TwinResult {
        outcomes: vec![with(end)],
        adults: vec![50],
        series: [end, 2.0 * end, 6.0 * end].map(|month| vec![with(month)]).to_vec(),
        ..TwinResult::default()
    };
    let world = |(number, ends): (u32, [f64; 2])| {
        let twins = ends.map(record).to_vec();
        WorldOutcome::of(WorldResult {
            number: WorldId(number),
            seed: 0,
            twins,
            digests: vec![0; 2],
        })
    };
    (0..).zip(ends.iter().copied()).map(world).collect()
}

/// The result of a pattern over three times as many worlds as `ends`.
#[track_caller]
fn one(pattern: &str, ends: [[f64; 2]; 3]) -> Found {
    of_worlds(pattern, &[ends; 3].concat())
}

#[track_caller]
fn of_worlds(pattern: &str, ends: &[[f64; 2]]) -> Found {
    let asked = asked(pattern);
    let worlds = worlds(&asked, "restricted.ever", ends);
    let PatternResult { estimate, agreement, .. } = found(&asked, &worlds).swap_remove(0);
    Found { estimate, agreement }
}

/// The result of a pattern over the worlds, without the pattern.
struct Found {
    estimate: Option<Estimate>,
    agreement: Agreement,
}

fn mean(found: &Found) -> f64 {
    found.estimate.as_ref().expect("there are worlds").mean
}

#[test]
fn a_pattern_is_its_measure_at_the_end_over_all_worlds() {
    let pattern = "measure = \"restricted.ever\"\npublished = { value = 4, range = [3.9, 4.1] }";
    let found = one(pattern, [[3.99, 0.0], [4.0, 0.0], [4.01, 0.0]]);
    assert_eq!(mean(&found), 4.0);
    assert_eq!(found.agreement, Agreement::Agrees);
    let far = one(pattern, [[9.0, 0.0], [9.1, 0.0], [9.2, 0.0]]);
    assert_eq!(far.agreement, Agreement::Disagrees);
}

#[test]
fn an_interval_across_an_end_of_the_range_decides_nothing() {
    let pattern = "measure = \"restricted.ever\"\npublished = { value = 4, range = [3.9, 4.1] }";
    // A mean in the middle of the range, and an interval wider than it.
    let wide = one(pattern, [[3.5, 0.0], [4.0, 0.0], [4.5, 0.0]]);
    assert_eq!(wide.agreement, Agreement::Undecided);
    let beside = one(pattern, [[4.09, 0.0], [4.1, 0.0], [4.11, 0.0]]);
    assert_eq!(beside.agreement, Agreement::Undecided);
    let apart = one(pattern, [[4.9, 0.0], [5.0, 0.0], [5.1, 0.0]]);
    assert_eq!(apart.agreement, Agreement::Disagrees);
}

/// Two equal worlds have an error of 0, and an interval without width lies wholly inside or outside.
#[test]
fn fewer_than_eight_worlds_decide_nothing_however_equal_they_are() {
    let pattern = "measure = \"restricted.ever\"\npublished = { value = 4, range = [3.9, 4.1] }";
    for (value, agreement) in [(4.0, Agreement::Agrees), (9.0, Agreement::Disagrees)] {
        let equal = |worlds: usize| of_worlds(pattern, &vec![[value, 0.0]; worlds]);
        for few in [1, 2, 7] {
            assert_eq!(equal(few).agreement, Agreement::Undecided, "{few} worlds of {value}");
        }
        assert_eq!(equal(2).estimate.and_then(|it| it.error), Some(0.0));
        assert_eq!(equal(8).agreement, agreement);
    }
}

#[test]
fn a_figure_without_a_range_is_met_within_a_tenth() {
    let pattern = "measure = \"restricted.ever\"\npublished = -4";
    assert_eq!(one(pattern, [[-4.39, 0.0]; 3]).agreement, Agreement::Agrees);
    assert_eq!(one(pattern, [[-4.41, 0.0]; 3]).agreement, Agreement::Disagrees);
}

#[test]
fn it_can_be_a_mean_of_months_over_another_measure_and_of_all_citizens() {
    let months = "measure = \"restricted.ever\"\nmonths = [2, 3]\npublished = 1";
    assert_eq!(mean(&one(months, [[3.0, 0.0]; 3])), 12.0);
    let late = "measure = \"restricted.ever\"\nmonths = [2, 4]\npublished = 1";
    let late = one(late, [[3.0, 0.0]; 3]);
    assert!(late.estimate.is_none() && late.agreement == Agreement::Undecided);
    let over = "measure = \"restricted.ever\"\nover = \"wronged.ever\"\npublished = 1";
    assert_eq!(mean(&one(over, [[3.0, 0.0]; 3])), 1.5);
    let citizens = "measure = \"restricted.ever\"\nof = \"citizens\"\npublished = 1";
    assert_eq!(mean(&one(citizens, [[3.0, 0.0]; 3])), 1.5);
}

#[test]
fn it_can_be_a_relative_change_from_another_twin_over_all_worlds() {
    let pattern = "measure = \"restricted.ever\"\nless = \"as-reported\"\npublished = -0.5";
    let asked = asked(&format!("twin = \"no_scheme\"\n{pattern}"));
    let numbers = &asked.patterns[0];
    assert_eq!((numbers.twin, numbers.less), (1, Some(0)));
    let worlds =
        worlds(&asked, "restricted.ever", &[[8.0, 4.0], [10.0, 5.0], [4.0, 1.0], [0.0, 1.0]]);
    let found = &found(&asked, &worlds)[0];
    let estimate = found.estimate.as_ref().expect("there are worlds");
    // 11 of 22, and not the mean of the three worlds in which there is something to fall.
    assert!((estimate.mean + 0.5).abs() < 1e-12 && estimate.worlds == 4);
}

#[test]
fn what_was_fitted_is_counted_apart_from_what_was_not() {
    let asked = read("courts", &Overrides::default()).unwrap();
    let all: Vec<_> = asked
        .patterns
        .iter()
        .enumerate()
        .map(|(number, pattern)| {
            let agreement = if number < 5 { Agreement::Agrees } else { Agreement::Disagrees };
            PatternResult { pattern, estimate: None, interval: None, agreement }
        })
        .collect();
    let fits = asked.patterns.iter().filter(|pattern| pattern.part == Use::Fit).count();
    let fitted = asked.patterns[..5].iter().filter(|pattern| pattern.part == Use::Fit).count();
    assert!((1..5).contains(&fitted) && fits > fitted);
    let said = verdict(&all).replace('\n', " ");
    let used = format!(
        "Of {fits} published figures used for fitting, {fitted} agree, {} disagree and none are undecided",
        fits - fitted
    );
    assert!(said.contains(&used), "{said}");
    let (checks, agree) = (all.len() - fits, 5 - fitted);
    assert_eq!(agree, 1);
    let others = format!(
        "of {checks} others, 1 agrees, {} disagree and none are undecided.",
        checks - agree
    );
    assert!(said.contains(&others) && !said.contains("Undecided:"), "{said}");
    let checks: Vec<_> = all.into_iter().filter(|it| it.pattern.part == Use::Check).collect();
    assert!(verdict(&checks).contains("none used for fitting"), "{}", verdict(&checks));
    let few = found(&asked, &[]);
    assert!(
        verdict(&few).contains("none disagree") && verdict(&few).contains("fewer than 8 worlds")
    );
}

/// A scenario that is written out keeps its patterns, and a reform inherits them.
#[test]
fn patterns_outlive_resolution_and_pass_on_to_reforms() {
    let mut held = 0;
    for (name, _) in SCENARIOS {
        let asked = read(name, &Overrides::default()).unwrap();
        let again = parse("again", &asked.resolved, &Overrides::default()).unwrap();
        assert_eq!(asked.patterns, again.patterns, "{name}");
        assert!(asked.patterns.iter().all(|pattern| !pattern.facts.is_empty()), "{name}");
        held += usize::from(!asked.patterns.is_empty());
    }
    assert!(held >= 3);
}

/// Where a reform leaves no twin that a pattern is about, the pattern goes.
#[test]
fn a_pattern_about_a_twin_that_is_gone_goes_too() {
    let text = "schema = 1\nextends = \"as-reported\"\npolicy = \"court-list\"\n";
    let asked = parse("other", text, &Overrides::default()).unwrap();
    assert!(asked.patterns.is_empty());
}
