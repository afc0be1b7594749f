//! The figures of the model: `cargo xtask figures model [quick]`; `quick` leaves out drawn laws, the
//! second program and the mutants.

use std::process::ExitCode;
use std::time::Instant;

use lab::estimate::{Estimate, estimate};
use lab::figures::Figures;
use lab::numbers::with_half;
use lab::patterns::{self, Agreement};
use lab::study::worlds;
use reader::{LoadedScenario, Overrides, Use, parse};
use results::read;
use society::measures::{Breakdown, MeasureId};
use society::population::GroupId;
use society::scenario::TwinId;

use super::work::Work;
use super::{Table, changes, lives_the_same_days, tests};
use crate::mutants;

/// Measures everything that the second edition of the model must show.
pub(crate) fn model(quick: bool) -> ExitCode {
    let mut table = Table { all_hold: true };
    price_of_benefit(&mut table);
    errors(&mut table);
    published(&mut table);
    if let Some(work) = Work::new() {
        causes(&mut table, &work);
    }
    if !quick {
        tests(&mut table, "laws over drawn scenarios, 256 cases each", "results", "laws", 20);
        lives_the_same_days(&mut table);
        changes(&mut table, &mutants::CHOICE);
    }
    table.verdict()
}

/// A scenario of `as-reported` in the making, with other twins.
struct Arms(Vec<(&'static str, String)>);

impl Arms {
    /// A twin of `as-reported` with these settings.
    fn with(mut self, name: &'static str, set: &str) -> Arms {
        self.0.push((name, format!("set = {{ {set} }}")));
        self
    }

    /// A twin of another policy.
    fn policy(mut self, name: &'static str, policy: &str) -> Arms {
        self.0.push((name, format!("policy = \"{policy}\"")));
        self
    }

    /// The scenario, of this many citizens and worlds.
    fn read(self, citizens: u32, worlds: u32) -> LoadedScenario {
        let twins = self.0.iter().map(|(name, arm)| format!("[twins.{name}]\nsay = \"\"\n{arm}\n"));
        let text = format!("{HEAD}{}", twins.collect::<String>());
        let changes =
            Overrides { citizens: Some(citizens), worlds: Some(worlds), ..Overrides::default() };
        parse("arms.toml", &text, &changes).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
    }
}

const HEAD: &str = r#"
schema = 1
society = "as-reported"
policy = "as-reported"
baseline = "no_scheme"

[scenario]
id = "arms"
title = "Arms of the figures"
question = "What moves when one thing is changed?"
status = "for figures"
license = "CC0-1.0"
not_for = "scoring, tracking or describing real people; claims about any real country or group"

[run]
citizens = 10_000
days = 1_460
seed = 2031

[stop]
measure = "wrongful.days"
within = 0.05
worlds = 8

[twins.no_scheme]
say = "nothing"
policy = "none"
"#;

/// Everything that a policy takes or gives, at size 0: an effect that names none has size 1.
const TOOTHLESS: &str = r#""effect.*.size" = 0, "effect.no-planes.size" = 0, "effect.no-fast-trains.size" = 0, "effect.select-venues.does" = "discount", "effect.select-venues.size" = 0"#;

/// Every way to object.
const RECOURSE: &str = r#""appeal.enabled" = true, "objection.enabled" = true"#;

/// The benefit of each policy, and its price: with nothing at stake, little of it must remain.
fn price_of_benefit(table: &mut Table) {
    let arms = Arms(Vec::new())
        .with("toothless", TOOTHLESS)
        .with("half_fines", r#""effect.fines.size" = 0.01"#)
        .with("ends_after_a_year", r#""list.untrustworthy.exit_after" = 365"#)
        .with("recourse", RECOURSE)
        .policy("fines_only", "fines-only")
        .policy("warnings_only", "warnings-only")
        .policy("city_points", "city-points")
        .policy("court_list", "court-list");
    let arms = arms.read(20_000, 12);
    let outcomes = worlds(&arms.scenario, 12);
    let figures = Figures::new(&arms.scenario, &outcomes);
    let change = |twin: TwinId| figures.change(MeasureId::TRANSGRESSIONS, twin);
    let whole = change(TwinId::STUDIED);
    for (number, twin) in arms.scenario.twins().iter().enumerate() {
        let found = change(TwinId(number));
        let name = format!("change of duties broken [%], {}", twin.name);
        if twin.name == "toothless" {
            let share = found.zip(whole).map_or(f64::NAN, |(part, whole)| part.mean / whole.mean);
            let goal = "below a quarter of that with all";
            table.line(&name, &percent(found.as_ref()), goal, share.abs() < 0.25);
        } else {
            println!("{name} | {} | told | -", percent(found.as_ref()));
        }
    }
}

/// An estimate of a share, in percent with half its 95 % interval.
fn percent(found: Option<&Estimate>) -> String {
    let found = found.map(|of| of.times(100.0));
    with_half(found.as_ref(), found.and_then(|it| it.interval))
}

/// Each rate of false accusation: its setting, the rate that ships, and the measure of its days.
const ACCUSATIONS: [(&str, &str); 4] = [
    ("false match", r#""cameras.false_match" = R"#),
    ("false link", r#""register.*.false_link" = R"#),
    ("entry from nothing", r#""register.*.spurious" = R"#),
    ("lie", r#""informants.lies" = R"#),
];

/// Rates at which each is tried, in their own units.
const RATES: [[&str; 3]; 4] =
    [["0", "1e-7", "1e-6"], ["0", "0.005", "0.01"], ["0", "0.02", "0.2"], ["0", "0.02", "0.2"]];

/// Wrongful days rise with every rate of false accusation, those of a group with its own factor.
fn errors(table: &mut Table) {
    for ((name, set), rates) in ACCUSATIONS.iter().zip(RATES) {
        let names = ["none", "some", "many"];
        let arms = names
            .iter()
            .zip(rates)
            .fold(Arms(Vec::new()), |arms, (name, rate)| arms.with(name, &set.replace('R', rate)));
        let days = days_by_twin(arms, &names, Breakdown::All);
        let holds = days.windows(2).all(|pair| pair[0].mean < pair[1].mean);
        let told: Vec<String> = days.iter().map(|it| with_half(Some(it), it.interval)).collect();
        let name = format!("wrongful days, {name} {}", rates.join(", "));
        table.line(&name, &told.join(", "), "rising", holds);
    }
    let names = ["one", "ten", "hundred"];
    let arms =
        names.iter().zip(["1", "10", "100"]).fold(Arms(Vec::new()), |arms, (name, factor)| {
            arms.with(name, &format!("\"cameras.false_match_by_group.hill\" = {factor}"))
        });
    let days = days_by_twin(arms, &names, Breakdown::Group(GroupId(1)));
    let holds = days.windows(2).all(|pair| pair[0].mean < pair[1].mean);
    let told: Vec<String> = days.iter().map(|it| with_half(Some(it), it.interval)).collect();
    table.line("wrongful days of hill, its factor 1, 10, 100", &told.join(", "), "rising", holds);
    let arms = Arms(Vec::new()).with("exact", EXACT);
    let arms = arms.read(20_000, 8);
    let outcomes = worlds(&arms.scenario, 8);
    let figures = Figures::new(&arms.scenario, &outcomes);
    let exact = figures.twin("exact").expect("it was made");
    for cause in ["misidentified", "misrecorded", "falsely-reported"] {
        let measure = MeasureId::named(&format!("wrongful.days.{cause}")).expect("it is one");
        let days: f64 = figures.values(measure, exact, Breakdown::All).iter().sum();
        let name = format!("without errors, with ties: wrongful days, {cause}");
        table.line(&name, &format!("{days}"), "0", days == 0.0);
    }
}

/// No errors of any channel.
const EXACT: &str = r#""cameras.false_match" = 0, "cameras.missed" = 0, "register.*.missed" = 0, "register.*.false_link" = 0, "register.*.spurious" = 0, "informants.lies" = 0"#;

/// Wrongful days of some twins, in the order of their names.
fn days_by_twin(arms: Arms, names: &[&str], by: Breakdown) -> Vec<Estimate> {
    let arms = arms.read(20_000, 8);
    let outcomes = worlds(&arms.scenario, 8);
    let figures = Figures::new(&arms.scenario, &outcomes);
    let days = |name: &&str| {
        let twin = figures.twin(name)?;
        estimate(figures.values(MeasureId::WRONGFUL_DAYS, twin, by))
    };
    names.iter().filter_map(days).collect()
}

/// Published figures: of those that nothing was fitted to, two thirds must agree.
fn published(table: &mut Table) {
    let (mut checks, mut agree) = (0, 0);
    for name in STUDIED {
        let Ok(asked) = read(name, &Overrides::default()) else { continue };
        // As many as the scenario allows: what is undecided is decided by more of them.
        let outcomes = worlds(&asked.scenario, asked.stop.most);
        for found in patterns::found(&asked, &outcomes) {
            let (pattern, agreement) = (found.pattern, found.agreement);
            let (low, high) = pattern.range();
            let value = with_half(found.estimate.as_ref(), found.interval);
            let line = format!("{name}, {}: {}", pattern.part.name(), pattern.say);
            println!("{line} | {value} | {low} to {high} | - ({})", agreement.name());
            if pattern.part == Use::Check {
                checks += 1;
                agree += usize::from(agreement == Agreement::Agrees);
            }
        }
    }
    let value = format!("{agree} of {checks}");
    let holds = 3 * agree >= 2 * checks && checks > 0;
    table.line("published figures that nothing was fitted to", &value, "two thirds agree", holds);
}

/// Scenarios that are held against published figures.
const STUDIED: [&str; 3] = ["as-reported", "studies", "courts"];

/// Time of the default run with the sum over causes and without it.
fn causes(table: &mut Table, work: &Work) {
    let seconds = |name: &str, arguments: &[&str]| {
        let began = Instant::now();
        let output = work.output(&work.place(name), arguments);
        output.is_some_and(|it| it.status.success()).then(|| began.elapsed().as_secs_f64())
    };
    let without = seconds("without", &["run", "--quiet", "-s", "causes.worlds=0"]);
    let with = seconds("with", &["run", "--quiet"]);
    let (Some(without), Some(with)) = (without, with) else {
        return table.line("the default run", "it failed", "it runs", false);
    };
    let added = with - without;
    let value = format!("{added:.0} ({with:.0} with, {without:.0} without)");
    table.line("the sum over causes [s]", &value, "30 at most", added <= 30.0);
}
