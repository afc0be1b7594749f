//! Tables by world and twin: outcomes of worlds, survival of restrictions, deeds behind them.

use lab::layout::MOBILITY;
use lab::study::WorldOutcome;
use lab::summary::HEADLINES;
use lab::world::{TwinResult, WorldResult};
use society::measures::{Consequences, SurvivalPoint, catalogue};
use society::scenario::{List, ListId, Scenario, TwinId};
use society::scoring::Deed;
use society::units::WorldId;

use super::column::{Column, counts, numbers, reals, texts, texts_if, world_and_twin};

/// Each world under each twin: seed, status, digest, chief measures of everyone, mobility between bands.
///
/// A failed world has its rows, with its message and without a digest, so that nobody mistakes the
/// worlds of a run for all that were begun.
pub(super) fn worlds(scenario: &Scenario, worlds: &[WorldOutcome]) -> Vec<Column> {
    let twins = scenario.twins().len();
    let rows = || worlds.iter().flat_map(move |world| (0..twins).map(move |twin| (world, twin)));
    let [world, twin] = world_and_twin(scenario, rows().map(|(world, twin)| (world.number, twin)));
    let seed = |world: &WorldOutcome| format!("{:016x}", scenario.seed().world(world.number).0);
    let status = |world: &WorldOutcome| if world.result.is_ok() { "finished" } else { "failed" };
    let message = |world: &WorldOutcome| world.result.as_ref().err().map(ToString::to_string);
    let digest = |(world, twin): (&WorldOutcome, usize)| {
        world.result.as_ref().ok().map(|result| format!("{:016x}", result.digests[twin]))
    };
    let mut columns = vec![
        world,
        twin,
        texts("seed", "seed of the world", rows().map(|(world, _)| seed(world))),
        texts("status", "finished or failed", rows().map(|(world, _)| status(world))),
        texts_if(
            "message",
            "error message of a failed world; empty for any other",
            rows().map(|(world, _)| message(world)),
        ),
        texts_if(
            "digest",
            "digest of the final state; empty for a failed world",
            rows().map(digest),
        ),
    ];
    let measures = catalogue();
    for measure in HEADLINES.map(|id| &measures[id.number()]) {
        let of = |(world, twin): (&WorldOutcome, usize)| {
            let result = world.result.as_ref();
            result.map_or(f64::NAN, |result| result.twins[twin].value(measure.id))
        };
        columns.push(Column {
            name: measure.name.clone().into(),
            meaning: measure.definition.clone().into(),
            ..reals("", measure.unit.name(), "", rows().map(of))
        });
    }
    for (at, index) in MOBILITY.into_iter().enumerate() {
        let of = |(world, twin): (&WorldOutcome, usize)| {
            let result = world.result.as_ref().ok();
            result.and_then(|result| Some(result.twins[twin].mobility?[at])).unwrap_or(f64::NAN)
        };
        columns.push(reals(index.name, index.unit, index.meaning, rows().map(of)));
    }
    columns
}

/// The lists of each twin's policy on the first day, by the words for them in names of measures.
pub(super) fn lists(scenario: &Scenario) -> Vec<Column> {
    let of_twin = |twin: TwinId| {
        let lists = scenario.twin(twin).policy.lists.iter();
        ListId::WORDS.into_iter().zip(lists).map(move |(place, list)| (twin, place, list))
    };
    let rows: Vec<(TwinId, &str, &List)> = scenario.twin_ids().flat_map(of_twin).collect();
    let all = || rows.iter();
    vec![
        texts("twin", "name of the twin", all().map(|row| &scenario.twin(row.0).name)),
        texts(
            "list",
            "the word for the list in names of measures: first to fourth",
            all().map(|row| row.1),
        ),
        texts("name", "name of the list in the policy", all().map(|row| &row.2.name)),
        texts(
            "color",
            "black for penalties, red for privileges",
            all().map(|row| row.2.color.name()),
        ),
    ]
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

/// The survival function of restrictions by month, up to the last whole month of the run (Kaplan and Meier
/// 1958, since restrictions may outlast it).
pub(super) fn survival(scenario: &Scenario, results: &[&WorldResult]) -> Vec<Column> {
    let months = |of: OfTwin<'_>| {
        let points: Vec<(u32, SurvivalPoint)> =
            (1..).zip(of.result.survival.iter().copied()).collect();
        points.into_iter().map(move |(month, point)| (of.world, of.twin, month, point))
    };
    let rows: Vec<(WorldId, usize, u32, SurvivalPoint)> =
        of_twins(results).flat_map(months).collect();
    let [world, twin] = world_and_twin(scenario, rows.iter().map(|row| (row.0, row.1)));
    vec![
        world,
        twin,
        numbers("months", "months", "length of a restriction", rows.iter().map(|row| row.2)),
        counts(
            "at_risk",
            "",
            "restrictions that are seen to last so long: the number at risk",
            rows.iter().map(|row| row.3.at_risk),
        ),
        reals(
            "value",
            "share",
            "share of restrictions that last so long or longer; empty where none is seen to",
            rows.iter().map(|row| row.3.share),
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
