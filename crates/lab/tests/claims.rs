//! The press's claims, row by row: each is at work in the scenario that ships, and gone when its
//! mechanism is switched off.

use std::sync::OnceLock;

use lab::claims;
use lab::estimate::estimate;
use lab::layout::Layout;
use lab::study::{first_worlds, worlds};
use lab::world::WorldResult;
use reader::{LoadedScenario, Overrides, SCENARIOS, parse};
use society::measures::{Breakdown, MeasureId};
use society::population::GroupId;

/// Each mechanism that a policy can switch off: the twin's name and what it sets.
const OFF: [(&str, &str); 24] = [
    ("no_cameras", r#""cameras.enabled" = false"#),
    ("few_cameras", r#""cameras.per_head" = 0.12"#),
    ("some_cameras", r#""cameras.per_head" = 0.25"#),
    ("no_registers", r#""register.*.enabled" = false"#),
    ("near_cap", r#""score.start" = 795"#),
    ("no_cap", r#""score.start" = 795, "score.cap" = 2000"#),
    ("monthly", r#""score.update" = "monthly""#),
    ("yearly", r#""score.update" = "yearly""#),
    (
        "alone",
        r#""spread.household" = 0, "spread.kin" = 0, "spread.circle" = 0, "spread.team" = 0"#,
    ),
    ("open_venues", r#""effect.select-venues.does" = "discount", "effect.select-venues.size" = 0"#),
    ("bills_unscored", r#""rule.bills.kept" = 0, "rule.bills.broken" = 0"#),
    ("charity_unscored", r#""rule.charity.kept" = 0"#),
    ("recycling_unscored", r#""rule.recycling.kept" = 0, "rule.recycling.broken" = 0"#),
    ("traffic_unscored", r#""rule.crossing.broken" = 0, "rule.driving.broken" = 0"#),
    ("full_fares", r#""effect.cheaper-transport.size" = 0"#),
    ("one_queue", r#""effect.shorter-waits.size" = 0, "effect.government-last.size" = 0"#),
    (
        "no_list",
        r#""list.untrustworthy.enters_below" = 0, "list.untrustworthy.debt_unpaid" = 36500"#,
    ),
    ("planes_for_all", r#""effect.no-planes.size" = 0, "effect.no-fast-trains.size" = 0"#),
    ("forgiven", r#""list.untrustworthy.exit_after" = 180"#),
    ("no_fines", r#""effect.fines.size" = 0"#),
    ("open_schools", r#""effect.fewer-schools.size" = 0"#),
    ("full_speed", r#""effect.throttled-line.size" = 0"#),
    ("open_jobs", r#""effect.blocked-jobs.size" = 0"#),
    ("one_door", r#""policy.everywhere" = false"#),
];

/// One scenario that was run: the figures of its twins by name.
struct Lab {
    loaded: LoadedScenario,
    layout: Layout,
    results: Vec<WorldResult>,
}

impl Lab {
    fn new(text: &str) -> Lab {
        let changes = Overrides {
            citizens: Some(16_000),
            days: Some(1_100),
            worlds: Some(2),
            ..Overrides::default()
        };
        let loaded = parse("claims.toml", text, &changes).unwrap_or_else(|mistakes| {
            panic!("{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        });
        let results = first_worlds(&loaded.scenario, loaded.stop.least);
        Lab { layout: Layout::new(&loaded.scenario), loaded, results }
    }

    fn by(&self, twin: &str, measure: &str, by: Breakdown) -> f64 {
        let twins = self.loaded.scenario.twins();
        let twin = twins.iter().position(|one| one.name == twin).expect("a twin of that name");
        let measure = MeasureId::named(measure).expect("a measure of that name").number();
        let part = self.layout.part(by).expect("a breakdown");
        let values = self.results.iter().map(|world| world.twins[twin].outcomes[part][measure]);
        estimate(values).map_or(f64::NAN, |found| found.mean)
    }

    fn of(&self, twin: &str, measure: &str) -> f64 {
        self.by(twin, measure, Breakdown::All)
    }
}

fn shipped() -> &'static str {
    SCENARIOS.iter().find(|(name, _)| *name == "as-reported").expect("it ships").1
}

fn lab() -> &'static Lab {
    static LAB: OnceLock<Lab> = OnceLock::new();
    LAB.get_or_init(|| {
        let twin = |(name, set): &(&str, &str)| {
            format!("[twins.{name}]\nsay = \"off\"\nset = {{ {set} }}\n")
        };
        let twins: String = OFF.iter().map(twin).collect();
        Lab::new(&format!("{}\n{twins}", shipped()))
    })
}

/// The same scenario with a line of its society changed.
fn changed(from: &str, to: &str) -> Lab {
    assert!(shipped().contains(from), "the scenario says {from}");
    Lab::new(&shipped().replace(from, to))
}

fn on(measure: &str) -> f64 {
    lab().of("as-reported", measure)
}

fn off(twin: &str, measure: &str) -> f64 {
    lab().of(twin, measure)
}

/// Every claim is answered by the policy of the run itself, on a screen of 80 columns.
#[test]
fn no_claim_is_without_a_figure_that_speaks_to_it() {
    let small = Overrides { citizens: Some(4_000), days: Some(400), ..Overrides::default() };
    let loaded = parse("claims.toml", shipped(), &small).expect("it is valid");
    let answers = claims::answers(&loaded.scenario, &worlds(&loaded.scenario, 2));
    assert_eq!(answers.len(), 25);
    for answer in &answers {
        let id = &answer.claim.id;
        assert!(answer.figures.iter().any(|figure| figure.estimate.is_some()), "{id}");
        let of_run = answer.figures.iter().filter(|figure| figure.is_in_run);
        assert!(of_run.clone().all(|figure| figure.twin == "as-reported"), "{id}");
    }
    let text = claims::text(&answers);
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(text.contains("C17  9 million barred") && text.contains("weak point: "));
}

#[test]
fn c01_faces_are_recognized_rightly_and_wrongly_and_more_wrongly_in_one_group() {
    assert!(on("sightings.identified") > 0.75 && on("sightings.mistaken") > 0.005);
    let mistaken =
        |group| lab().by("as-reported", "sightings.mistaken", Breakdown::Group(GroupId(group)));
    assert!(mistaken(1) > 5.0 * mistaken(0));
    assert_eq!(off("no_cameras", "sightings"), 0.0);
}

#[test]
fn c02_three_registers_enter_miss_and_mislink() {
    for register in ["financial", "legal", "medical"] {
        for kind in ["entries", "missed", "mislinked", "spurious"] {
            assert!(on(&format!("{kind}.{register}")) > 0.0, "{kind}.{register}");
        }
        assert_eq!(off("no_registers", &format!("entries.{register}")), 0.0);
    }
}

#[test]
fn c03_deeds_become_one_number_for_each_citizen() {
    assert!(on("charges.deed") > 1.0 && on("score.spread") > 10.0);
    assert_eq!(off("no_scheme", "charges.deed"), 0.0);
    assert_eq!(off("no_scheme", "score.spread"), 0.0);
}

#[test]
fn c04_the_score_stops_at_its_cap() {
    assert!(off("near_cap", "score.at-cap") > 0.01 && off("near_cap", "score.cut-by-cap") > 0.0);
    assert_eq!(off("no_cap", "score.cut-by-cap"), 0.0);
}

#[test]
fn c05_a_slower_rhythm_restricts_later() {
    assert!(on("score.delay") < 3.0);
    assert!(on("restricted.days") > off("monthly", "restricted.days"));
    assert!(off("monthly", "restricted.days") > off("yearly", "restricted.days"));
}

#[test]
fn c06_scores_move_with_people_around() {
    assert!(on("over-ties.share") > 0.05 && on("branching") > 0.05);
    assert_eq!(off("alone", "over-ties.share"), 0.0);
    assert_eq!(off("alone", "wronged.ever.association"), 0.0);
}

#[test]
fn c07_more_cameras_see_more() {
    let seen = |twin| off(twin, "sightings");
    assert!(seen("as-reported") > 1.5 * seen("some_cameras"));
    assert!(seen("some_cameras") > 1.5 * seen("few_cameras"));
    assert_eq!(seen("no_cameras"), 0.0);
}

#[test]
fn c08_citizens_are_ranked() {
    for band in 0..4 {
        assert!(on(&format!("band.{band}")) > 0.0, "band {band}");
    }
    let mobility = |twin: usize| lab().results[0].twins[twin].mobility;
    assert!(mobility(0).is_some_and(|found| found[0] > 0.0));
    assert_eq!(off("no_scheme", "band.0"), 1.0);
}

#[test]
fn c09_select_venues_open_to_good_scores_alone() {
    let open = on("open.venue");
    assert!(open > 0.0 && open < 0.5);
    assert_eq!(off("open_venues", "open.venue"), 1.0);
}

/// Falls with the scheme, and not when the rule is taken out of it. Hardship from other rules
/// still moves it a little.
fn falls_only_when_scored(measure: &str, unscored: &str) {
    let (with, without, baseline) =
        (on(measure), off(unscored, measure), off("no_scheme", measure));
    assert!(with < 0.95 * baseline, "{measure}: {with} of {baseline}");
    assert!((without / baseline - 1.0).abs() < 0.02, "{measure}: {without} of {baseline}");
}

#[test]
fn c10_bills_are_paid_on_time_for_the_score() {
    falls_only_when_scored("transgressions.bills", "bills_unscored");
}

#[test]
fn c11_charity_rises_for_the_score_and_is_partly_staged() {
    let (with, without) = (on("good.charity"), off("charity_unscored", "good.charity"));
    let baseline = off("no_scheme", "good.charity");
    let (gain, rest) = (with / baseline - 1.0, without / baseline - 1.0);
    assert!(gain > 0.001 && rest < gain / 2.0, "{gain} with, {rest} without");
    assert!(on("staged") > off("charity_unscored", "staged"));
}

#[test]
fn c12_recycling_is_sorted_for_the_score() {
    falls_only_when_scored("transgressions.recycling", "recycling_unscored");
}

#[test]
fn c13_traffic_laws_are_kept_for_the_score() {
    falls_only_when_scored("transgressions.crossing", "traffic_unscored");
    falls_only_when_scored("transgressions.driving", "traffic_unscored");
}

#[test]
fn c14_good_scores_travel_cheaper() {
    assert!(on("fares.saved") > 0.0);
    assert_eq!(off("full_fares", "fares.saved"), 0.0);
}

#[test]
fn c15_good_scores_wait_less_and_others_as_much_longer() {
    assert!(on("hospital.hurried") > 0.0 && on("hospital.for-others") > 0.0);
    assert!((on("hospital.waited") - off("no_scheme", "hospital.waited")).abs() < 0.01);
    assert_eq!(off("one_queue", "hospital.hurried"), 0.0);
    assert_eq!(off("one_queue", "hospital.for-others"), 0.0);
}

#[test]
fn c16_bad_scores_and_debts_lead_to_a_blacklist() {
    assert!(on("listed.first") > 0.0 && on("refused.flight") > 0.0 && on("refused.school") > 0.0);
    assert_eq!(off("no_list", "listed.first"), 0.0);
    assert_eq!(off("no_list", "refused.flight"), 0.0);
}

#[test]
fn c17_citizens_are_barred_from_planes_and_fast_trains() {
    assert!(on("grounded.ever") > 0.5 && on("off-rail.ever") > 0.5);
    assert_eq!(off("planes_for_all", "grounded.ever"), 0.0);
    assert_eq!(off("planes_for_all", "off-rail.ever"), 0.0);
}

#[test]
fn c18_once_untrustworthy_always_restricted() {
    assert_eq!(on("delisted"), 0.0);
    assert!(off("forgiven", "delisted") > 0.3);
}

#[test]
fn c19_bad_scores_pay_fines() {
    // Monthly ones alone: no rule fines an act, and the count of wrong fines is of acts.
    assert!(on("fines") > 0.0 && on("fines.wrongly") == 0.0);
    assert_eq!(off("no_fines", "fines"), 0.0);
}

#[test]
fn c20_children_are_refused_for_a_parents_score() {
    assert!(on("refused.school") > 0.0);
    assert_eq!(off("open_schools", "refused.school"), 0.0);
}

#[test]
fn c21_bad_scores_slow_the_internet_of_the_household() {
    assert!(on("throttled") > 0.0);
    assert_eq!(off("full_speed", "throttled"), 0.0);
}

#[test]
fn c22_bad_scores_block_jobs() {
    assert!(on("refused.job") > 0.0);
    assert_eq!(off("open_jobs", "refused.job"), 0.0);
}

#[test]
fn c23_the_trustworthy_roam_freely_and_the_discredited_do_not() {
    assert!(on("open.band-3") > 0.999 && on("open.band-0") < 0.8);
    assert!(on("open.all") < 1.0);
    // Select venues alone make the shares by band so much lower than that of all other gates.
    assert!(on("open.venue") < 0.2 && on("open.band-2") < 0.9 * on("open.all"));
    assert!(off("open_venues", "open.band-2") > 0.95 * off("open_venues", "open.all"));
    assert_eq!(off("no_scheme", "open.all"), 1.0);
    // With one failing closing one door, debtors in good bands keep their line and their income.
    assert!(off("one_door", "throttled") < on("throttled"));
    assert!(off("one_door", "fines") < on("fines"));
}

#[test]
fn c24_people_behave_better_and_only_because_they_respond() {
    assert!(on("transgressions") < 0.95 * off("no_scheme", "transgressions"));
    let deaf =
        changed("[response.certainty]\nenabled = true", "[response.certainty]\nenabled = false");
    let change = deaf.of("as-reported", "transgressions") / deaf.of("no_scheme", "transgressions");
    assert!((change - 1.0).abs() < 0.01, "{change}");
}

#[test]
fn c25_lawful_people_fall_silent_and_turn_away_from_each_other() {
    let speech = |lab: &Lab| {
        lab.of("as-reported", "lawful.speaking") / lab.of("no_scheme", "lawful.speaking")
    };
    assert!(speech(lab()) < 0.98);
    assert!((speech(&changed("chilling = true", "chilling = false")) - 1.0).abs() < 0.005);
    assert!(on("ties.cut") > 0.0 && on("cut-off") > 0.0);
    let loyal = changed("cut = { value = 0.05", "cut = { value = 0");
    assert_eq!(loyal.of("as-reported", "ties.cut"), 0.0);
}
