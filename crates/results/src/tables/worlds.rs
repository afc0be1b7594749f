//! Tables by world and twin: outcomes of worlds, survival of restrictions, deeds behind them.

use lab::layout::MOBILITY;
use lab::study::WorldOutcome;
use lab::world::{TwinResult, WorldResult};
use society::measures::Consequences;
use society::scenario::Scenario;
use society::scoring::Deed;
use society::units::WorldId;

use super::column::{Column, counts, numbers, reals, texts, world_and_twin};

/// Each world under each twin: seed, status, digest, mobility between bands.
///
/// A failed world has its rows, with its message and without a digest, so that nobody mistakes the
/// worlds of a run for all that were begun.
pub(super) fn worlds(scenario: &Scenario, worlds: &[WorldOutcome]) -> Vec<Column> {
    let twins = scenario.twins().len();
    let rows = || worlds.iter().flat_map(move |world| (0..twins).map(move |twin| (world, twin)));
    let [world, twin] = world_and_twin(scenario, rows().map(|(world, twin)| (world.number, twin)));
    let seed = |world: &WorldOutcome| format!("{:016x}", scenario.seed().world(world.number).0);
    let status = |world: &WorldOutcome| if world.result.is_ok() { "finished" } else { "failed" };
    let message = |world: &WorldOutcome| {
        world.result.as_ref().err().map_or_else(String::new, ToString::to_string)
    };
    let digest = |(world, twin): (&WorldOutcome, usize)| {
        let result = world.result.as_ref();
        result.map_or_else(|_| String::new(), |result| format!("{:016x}", result.digests[twin]))
    };
    let mut columns = vec![
        world,
        twin,
        texts("seed", "seed of the world", rows().map(|(world, _)| seed(world))),
        texts("status", "finished or failed", rows().map(|(world, _)| status(world))),
        texts(
            "message",
            "error message of a failed world",
            rows().map(|(world, _)| message(world)),
        ),
        texts("digest", "digest of the final state", rows().map(digest)),
    ];
    for (at, index) in MOBILITY.into_iter().enumerate() {
        let of = |(world, twin): (&WorldOutcome, usize)| {
            let result = world.result.as_ref().ok();
            result.and_then(|result| Some(result.twins[twin].mobility?[at])).unwrap_or(f64::NAN)
        };
        columns.push(reals(index.name, index.unit, index.meaning, rows().map(of)));
    }
    columns
}

/// One world under one twin.
#[derive(Clone, Copy)]
struct OfTwin<'a> {
    world: WorldId,
    twin: usize,
    result: &'a TwinResult,
}

/// Every finished world under every twin.
fn of_twins<'a>(results: &[&'a WorldResult]) -> impl Iterator<Item = OfTwin<'a>> {
    results.iter().flat_map(|&world| {
        let twins = world.twins.iter().enumerate();
        twins.map(|(twin, result)| OfTwin { world: world.number, twin, result })
    })
}

/// The survival function of restrictions: for each month, the share that last longer (Kaplan and
/// Meier 1958, since restrictions may outlast the run).
pub(super) fn survival(scenario: &Scenario, results: &[&WorldResult]) -> Vec<Column> {
    let months = |of: OfTwin<'_>| {
        let shares: Vec<(u32, f64)> = (1..).zip(of.result.survival.iter().copied()).collect();
        shares.into_iter().map(move |(month, share)| (of.world, of.twin, month, share))
    };
    let rows: Vec<(WorldId, usize, u32, f64)> = of_twins(results).flat_map(months).collect();
    let [world, twin] = world_and_twin(scenario, rows.iter().map(|row| (row.0, row.1)));
    vec![
        world,
        twin,
        numbers("months", "months", "length of a restriction", rows.iter().map(|row| row.2)),
        reals(
            "value",
            "share",
            "share of restrictions that last longer; empty where none began",
            rows.iter().map(|row| row.3),
        ),
    ]
}

/// Restrictions by the reason that began them: a conduct, ties, the first day and others.
pub(super) fn deeds(scenario: &Scenario, results: &[&WorldResult]) -> Vec<Column> {
    let deeds =
        |of: OfTwin<'_>| (0..of.result.deeds.len()).map(move |deed| (of.world, of.twin, deed));
    let rows: Vec<(WorldId, usize, usize)> = of_twins(results).flat_map(deeds).collect();
    let all: Vec<_> = of_twins(results).flat_map(|of| of.result.deeds.clone()).collect();
    let habit = |deed: usize| scenario.society().habits.get(deed);
    let of = |name, unit, meaning, value: fn(&Consequences) -> i64| {
        counts(name, unit, meaning, all.iter().map(|it| value(&it.consequences)))
    };
    // Only conducts do harm: ties, a reform or the first day have no breach behind them.
    let name: Vec<&str> = Deed::all().map(Deed::name).collect();
    let [world, twin] = world_and_twin(scenario, rows.iter().map(|row| (row.0, row.1)));
    vec![
        world,
        twin,
        texts(
            "deed",
            "the conduct behind a restriction, or another reason for it",
            rows.iter().map(|row| name[row.2]),
        ),
        counts(
            "harm",
            "harm",
            "harm of one breach in the scenario's weights",
            rows.iter().map(|row| habit(row.2).map_or(0, |habit| habit.harm.into())),
        ),
        counts("restrictions", "", "restrictions begun", all.iter().map(|it| it.restrictions)),
        counts("days", "citizen-days", "days of these restrictions", all.iter().map(|it| it.days)),
        of("charges", "", "breaches charged on record", |it| it.charges),
        of("charges_wrong", "", "of these, for what an error put to the citizen", |it| {
            it.charged_wrongly
        }),
        of("fines", "1/1000 months of income", "fines for charges, and monthly ones", |it| {
            it.fines
        }),
        of("felt", "", "penalties felt under restriction", |it| it.felt.iter().sum()),
        of("felt_wrong", "", "of these, by adults whom true deeds would not restrict", |it| {
            it.felt_wrongly
        }),
    ]
}
