//! The table of made-up citizens, on request: the final state of everyone in a world.

use society::population::Cell;
use society::scenario::Scenario;
use society::twins::Twins;

use crate::tables::{Column, Table, numbers, reals, texts};
use lab::labels::Labels;

/// One row of the table.
struct CitizenRow {
    citizen: u32,
    twin: usize,
    cell: Cell,
    place: usize,
    age: u8,
    /// Score, shadow score [points].
    scores: [f64; 2],
    /// Whether restricted, and wrongly, at the end.
    now: [bool; 2],
    /// Days of restriction, and of wrongful restriction [days].
    days: [u16; 2],
    harm: u16,
    /// Hardship, health, certainty, resignation, 0 to 255.
    feels: [u8; 4],
}

/// Neighborhoods in one part of the table.
const AT_A_TIME: usize = 64;

/// Everyone of world `number`, part by part: a nation has more rows than fit into memory.
pub(crate) fn citizens<'a>(
    scenario: &'a Scenario,
    number: u32,
    twins: &'a Twins,
) -> impl Iterator<Item = Table> + 'a {
    let count = twins.population().neighborhoods();
    let parts = (0..twins.worlds().len())
        .flat_map(move |twin| (0..count).step_by(AT_A_TIME).map(move |from| (twin, from)));
    parts.map(move |(twin, from)| {
        let homes = from..count.min(from + AT_A_TIME as u32);
        let rows: Vec<CitizenRow> = homes.flat_map(|home| rows(twins, twin, home)).collect();
        table(scenario, number, &rows)
    })
}

/// Everyone of a neighborhood at the end of one twin.
fn rows(twins: &Twins, twin: usize, home: u32) -> impl Iterator<Item = CitizenRow> {
    let (people, days) = (twins.population(), twins.days());
    let (residents, state) = (people.residents(home), twins.worlds()[twin].state(home));
    (0..residents.size() as u16).map(move |who| {
        let (restricted, wrong) = state.restricted_days(who, days);
        CitizenRow {
            citizen: people.first(home) + u32::from(who),
            twin,
            cell: residents.cell[usize::from(who)],
            place: people.place(home),
            age: residents.age[usize::from(who)],
            scores: [state.score(who).as_points(), state.shadow(who).as_points()],
            now: [state.is_restricted(who), state.is_wronged(who)],
            days: [restricted, wrong],
            harm: state.harm(who),
            feels: [
                state.hardship(who),
                state.health(who),
                state.certainty(who),
                state.resignation(who),
            ],
        }
    })
}

/// The table of citizens without a row, for its columns.
pub(crate) fn no_citizens(scenario: &Scenario) -> Table {
    table(scenario, 0, &[])
}

fn table(scenario: &Scenario, number: u32, rows: &[CitizenRow]) -> Table {
    Table::new(
        "citizens",
        "one row for each made-up citizen and twin, at the end of the world",
        columns(scenario, number, rows),
    )
}

fn columns(scenario: &Scenario, number: u32, rows: &[CitizenRow]) -> Vec<Column> {
    let names = Labels(scenario);
    let people = &scenario.society().population;
    let scored = |row: &CitizenRow| scenario.twins()[row.twin].policy.score.is_some();
    let score = |row: &CitizenRow, which: usize| {
        if scored(row) && row.cell.band() > 0 { row.scores[which] } else { f64::NAN }
    };
    let all = || rows.iter();
    let feels = |name, meaning, which: usize| {
        let share = move |row: &CitizenRow| {
            if row.cell.band() > 0 { f64::from(row.feels[which]) / 255.0 } else { f64::NAN }
        };
        reals(name, "share", meaning, rows.iter().map(share))
    };
    let flag = |which: usize| move |row: &CitizenRow| u32::from(row.now[which]);
    vec![
        numbers("world", "", "number of the world, from 0", all().map(|_| number)),
        texts("twin", "name of the twin", all().map(|row| &scenario.twins()[row.twin].name)),
        numbers("citizen", "", "number of a made-up citizen", all().map(|row| row.citizen)),
        texts("group", "invented group", all().map(|row| &people.groups[row.cell.group()].name)),
        numbers(
            "decile",
            "",
            "income decile of the household, 1 the poorest",
            all().map(|row| row.cell.tenth() as u32 + 1),
        ),
        texts("sex", "sex", all().map(|row| names.sex(row.cell))),
        numbers("age", "years", "age on the first day", all().map(|row| row.age.into())),
        texts("place", "kind of place", all().map(|row| &people.places[row.place].name)),
        reals(
            "score",
            "points",
            "score; empty without one, and for children",
            all().map(|row| score(row, 0)),
        ),
        reals(
            "shadow",
            "points",
            "score that the same acts would earn with perfect detection and without ties",
            all().map(|row| score(row, 1)),
        ),
        numbers("restricted", "", "1 where restricted at the end", all().map(flag(0))),
        numbers("wronged", "", "1 where the restriction is wrongful", all().map(flag(1))),
        numbers(
            "restricted_days",
            "days",
            "days under restriction",
            all().map(|row| row.days[0].into()),
        ),
        numbers(
            "wrongful_days",
            "days",
            "days under wrongful restriction",
            all().map(|row| row.days[1].into()),
        ),
        numbers("harm", "harm", "harm done to others", all().map(|row| row.harm.into())),
        feels("hardship", "hardship; empty for children, as are the next three", 0),
        feels("health", "health", 1),
        feels("certainty", "perceived certainty of a sanction", 2),
        feels("resignation", "resignation", 3),
    ]
}
