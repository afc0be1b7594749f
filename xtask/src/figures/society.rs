//! The figures of the society: `cargo xtask figures society`.

use std::process::{Command, ExitCode};
use std::time::Instant;

use lab::estimate::estimate;
use lab::layout::Layout;
use lab::study::first_worlds;
use lab::world::WorldResult;
use reader::{LoadedScenario, Overrides, SCENARIOS, parse};
use results::read;
use society::census::census;
use society::chance::Chance;
use society::measures::{Breakdown, MeasureId};
use society::population::{GroupId, Population};
use society::twins::Twins;
use society::units::{Seed, WorldId};

use super::{Table, tests};

/// The figures of the society: `cargo xtask figures society`.
pub(crate) fn society() -> ExitCode {
    let mut table = Table { all_hold: true };
    tests(&mut table, "claims C1 to C25 at work, and gone when switched off", "lab", "claims", 25);
    tests(&mut table, "laws on hand-made societies", "society", "laws", 12);
    tests(&mut table, "same bytes for threads and batches", "society", "contracts", 1);
    tests(&mut table, "days worked out by hand", "society", "days", 12);
    people(&mut table);
    memory(&mut table, 20.0);
    default_run(&mut table);
    identical_groups(&mut table, BLOCKS, COVER);
    speed(&mut table, &[]);
    table.verdict()
}

/// The population against its published marginals, the ties against the published layers.
fn people(table: &mut Table) {
    let asked = shipped("as-reported", &Overrides::default());
    let chance = Chance::new(Seed(asked.scenario.seed().0));
    let population = Population::new(asked.scenario.society(), chance);
    for row in census(asked.scenario.society(), &population) {
        let goal = format!("{:.4} to {:.4}", row.expected.0, row.expected.1);
        table.line(&row.name, &format!("{:.4}", row.found), &goal, row.holds());
    }
}

/// Bytes of changing state a citizen at the end of the default scenario.
pub(super) fn memory(table: &mut Table, most: f64) {
    let asked = shipped("as-reported", &Overrides::default());
    let mut twins = Twins::new(&asked.scenario, asked.scenario.seed().world(WorldId(0)));
    twins.run(&mut ());
    let citizens = f64::from(twins.population().citizens());
    let bytes = twins.worlds()[0].bytes() as f64 / citizens;
    table.line(
        "bytes of changing state a citizen, as-reported",
        &format!("{bytes:.2}"),
        &format!("{most} at most"),
        bytes <= most,
    );
}

/// The default scenario as it ships, timed, and what it shows.
fn default_run(table: &mut Table) {
    let asked = shipped("as-reported", &Overrides::default());
    let began = Instant::now();
    let lived = first_worlds(&asked.scenario, asked.stop.least);
    let seconds = began.elapsed().as_secs_f64();
    table.line(
        "seconds of the default run",
        &format!("{seconds:.0}"),
        "90 at most",
        seconds <= 90.0,
    );
    let figure = |twin: usize, measure| mean(&asked, &lived, twin, measure, Breakdown::All);
    let change =
        100.0 * (figure(0, MeasureId::TRANSGRESSIONS) / figure(1, MeasureId::TRANSGRESSIONS) - 1.0);
    table.line(
        "benefit: change of true transgressions [%]",
        &format!("{change:.1}"),
        "below 0",
        change < 0.0,
    );
    let wronged = figure(0, MeasureId::WRONGED_EVER);
    table.line(
        "harm: wrongly restricted at some time, of 1,000 adults",
        &format!("{wronged:.1}"),
        "above 0",
        wronged > 0.0,
    );
    let grounded = figure(0, MeasureId::GROUNDED_EVER);
    let near = (3.2..=12.9).contains(&grounded);
    table.line(
        "barred from planes, of 1,000 citizens",
        &format!("{grounded:.1}"),
        "3.2 to 12.9: the press, within twice",
        near,
    );
}

/// Blocks of seeds of the twin in which the machines treat both groups alike.
const BLOCKS: u32 = 40;

/// How many of their intervals must cover zero: fewer do once in 100 times.
const COVER: usize = 34;

/// How often the 95 % interval of the disparity of two identical groups covers zero.
pub(super) fn identical_groups(table: &mut Table, blocks: u32, least: usize) {
    let text =
        SCENARIOS.iter().find(|(name, _)| *name == "as-reported").map_or("", |(_, text)| text);
    let twin = "[twins.same_groups]\nsay = \"control\"\nset = { \"cameras.false_match_by_group.hill\" = 1, \"register.*.false_link_by_group.hill\" = 1 }\n";
    let changes = Overrides {
        citizens: Some(8_000),
        days: Some(730),
        worlds: Some(8 * blocks),
        ..Overrides::default()
    };
    let asked = parse("same_groups", &format!("{text}\n{twin}"), &changes)
        .unwrap_or_else(|mistakes| panic!("the shipped scenario is valid: {mistakes:?}"));
    let lived = first_worlds(&asked.scenario, asked.stop.least);
    let gap = |world: &WorldResult, measure| {
        let of = |group| {
            mean(&asked, std::slice::from_ref(world), 2, measure, Breakdown::Group(GroupId(group)))
        };
        of(0) - of(1)
    };
    for (measure, of) in
        [(MeasureId::RESTRICTED_EVER, "restricted.ever"), (MeasureId::WRONGED_EVER, "wronged.ever")]
    {
        let covers = |block: &&[WorldResult]| {
            let interval = estimate(block.iter().map(|world| gap(world, measure)));
            interval.and_then(|it| it.interval).is_some_and(|(low, high)| low <= 0.0 && high >= 0.0)
        };
        let covered = lived.chunks(8).filter(covers).count();
        let name =
            format!("two identical groups: 95 % intervals of the gap in {of} that cover zero");
        let goal = format!("{least} of {blocks} or more");
        table.line(&name, &format!("{covered} of {blocks}"), &goal, covered >= least);
    }
}

/// The lines of the benchmark of speed.
pub(super) fn speed(table: &mut Table, asked: &[&str]) {
    bench(table, "speed", asked);
}

/// The lines of a benchmark.
pub(super) fn bench(table: &mut Table, name: &str, asked: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(["bench", "--quiet", "--package", "lab", "--bench", name, "--"])
        .args(asked)
        .output();
    let text = output.map_or_else(
        |error| error.to_string(),
        |output| String::from_utf8_lossy(&output.stdout).into_owned(),
    );
    for line in text.lines().filter(|line| line.contains(" | ")) {
        table.all_hold &= !line.ends_with("falls short");
        println!("{line}");
    }
}

fn shipped(name: &str, changes: &Overrides) -> LoadedScenario {
    read(name, changes).unwrap_or_else(|mistakes| panic!("{name} is valid: {mistakes:?}"))
}

/// The mean over worlds of a measure of one twin.
fn mean(
    asked: &LoadedScenario,
    lived: &[WorldResult],
    twin: usize,
    measure: MeasureId,
    by: Breakdown,
) -> f64 {
    let Some(part) = Layout::new(&asked.scenario).part(by) else { return f64::NAN };
    let values = lived.iter().map(|world| world.twins[twin].outcomes[part][measure.number()]);
    estimate(values).map_or(f64::NAN, |found| found.mean)
}
