//! The table of made-up citizens, on request: the final state of everyone in a world.
//!
//! It is for questions that no measure answers, such as a regression over citizens. The same citizen
//! has a row under each twin, with the same number, so that twins can be compared person by person.

use society::population::Cell;
use society::scenario::{Channel, PlaceId, Scenario};
use society::twins::Twins;

use crate::tables::{Column, Table, numbers, reals, texts};
use lab::labels::Labels;
use society::units::{Level, Neighborhood, WorldId};

/// One row of the table: a citizen under a twin, at the end of the world.
struct CitizenRow {
    citizen: u32,
    twin: usize,
    cell: Cell,
    place: PlaceId,
    age: u8,
    /// Score, shadow score [points].
    scores: [f64; 2],
    /// Whether restricted, and wrongly, at the end.
    now: [bool; 2],
    /// Days of restriction, and of wrongful restriction [days].
    days: [u16; 2],
    harm: u16,
    /// Hardship, health, certainty by channel, resignation.
    feels: [Level; 6],
}

/// Neighborhoods in one part of the table, each with about 4,000 citizens.
const AT_A_TIME: usize = 64;

/// Everyone of world `number`, part by part: a nation has more rows than fit into memory.
pub(crate) fn citizens<'a>(
    scenario: &'a Scenario,
    number: WorldId,
    twins: &'a Twins,
) -> impl Iterator<Item = Table> + 'a {
    let count = twins.population().neighborhoods().len() as u32;
    let parts = (0..twins.worlds().len())
        .flat_map(move |twin| (0..count).step_by(AT_A_TIME).map(move |from| (twin, from)));
    parts.map(move |(twin, from)| {
        let homes = from..count.min(from + AT_A_TIME as u32);
        let homes = Neighborhood::all(homes);
        let rows: Vec<CitizenRow> = homes.flat_map(|home| rows(twins, twin, home)).collect();
        table(scenario, number, &rows)
    })
}

/// Everyone of a neighborhood at the end of one twin.
fn rows(twins: &Twins, twin: usize, home: Neighborhood) -> impl Iterator<Item = CitizenRow> {
    let (people, tomorrow) = (twins.population(), twins.next_day());
    let (residents, state) = (people.residents(home), twins.worlds()[twin].state(home));
    residents.everyone().map(move |who| {
        let (restricted, wrong) = state.restricted_days(who, tomorrow);
        CitizenRow {
            citizen: people.citizen(home, who).0,
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
                state.certainty(who, Channel::Cameras),
                state.certainty(who, Channel::Registers),
                state.certainty(who, Channel::Informants),
                state.resignation(who),
            ],
        }
    })
}

/// The table of citizens without a row, for the descriptions of its columns.
pub(crate) fn no_citizens(scenario: &Scenario) -> Table {
    table(scenario, WorldId(0), &[])
}

fn table(scenario: &Scenario, number: WorldId, rows: &[CitizenRow]) -> Table {
    Table::new(
        "citizens",
        "one row for each made-up citizen and twin, at the end of the world",
        columns(scenario, number, rows),
    )
}

fn columns(scenario: &Scenario, number: WorldId, rows: &[CitizenRow]) -> Vec<Column> {
    let mut columns = identity(scenario, number, rows);
    columns.extend(scores(scenario, rows));
    columns.extend(restriction(rows));
    columns.extend(condition(rows));
    columns
}

/// Columns of the citizen and of attributes that no policy changes.
fn identity(scenario: &Scenario, number: WorldId, rows: &[CitizenRow]) -> Vec<Column> {
    let labels = Labels(scenario);
    let people = &scenario.society().population;
    let all = || rows.iter();
    let decile = |row: &CitizenRow| usize::from(row.cell.decile()) as u32 + 1;
    vec![
        numbers("world", "", "number of the world, from 0", all().map(|_| number.0)),
        texts("twin", "name of the twin", all().map(|row| &scenario.twins()[row.twin].name)),
        numbers("citizen", "", "number of a made-up citizen", all().map(|row| row.citizen)),
        texts(
            "group_name",
            "invented group",
            all().map(|row| &people.groups[usize::from(row.cell.group())].name),
        ),
        numbers("decile", "", "income decile of the household, 1 the poorest", all().map(decile)),
        texts("sex", "sex", all().map(|row| labels.sex(row.cell))),
        numbers("age", "years", "age on the first day", all().map(|row| row.age.into())),
        texts(
            "place",
            "kind of place",
            all().map(|row| &people.places[usize::from(row.place)].name),
        ),
    ]
}

/// Columns of the score and of its shadow.
fn scores(scenario: &Scenario, rows: &[CitizenRow]) -> [Column; 2] {
    // Children have no score, and under a policy without one nobody has; a 0 would be a low score.
    let has_score = |row: &CitizenRow| {
        scenario.twins()[row.twin].policy.score.is_some() && row.cell.band().is_adult()
    };
    let column = |name, meaning, which: usize| {
        let score = |row: &CitizenRow| if has_score(row) { row.scores[which] } else { f64::NAN };
        reals(name, "points", meaning, rows.iter().map(score))
    };
    [
        column("score", "score; empty without one, and for children", 0),
        column(
            "shadow",
            "score that the same acts would earn with perfect detection and without ties",
            1,
        ),
    ]
}

/// Columns of restriction: now, and days of it.
fn restriction(rows: &[CitizenRow]) -> [Column; 4] {
    let all = || rows.iter();
    let now = |which: usize| all().map(move |row| u32::from(row.now[which]));
    let days = |which: usize| all().map(move |row| u32::from(row.days[which]));
    [
        numbers("restricted", "", "1 where restricted at the end", now(0)),
        numbers("wronged", "", "1 where the restriction is wrongful", now(1)),
        numbers("restricted_days", "days", "days under restriction", days(0)),
        numbers("wrongful_days", "days", "days under wrongful restriction", days(1)),
    ]
}

/// Columns of harm, hardship, health and perception.
fn condition(rows: &[CitizenRow]) -> [Column; 7] {
    let harm = rows.iter().map(|row| row.harm.into());
    let column = |name, meaning, which: usize| {
        let share = move |row: &CitizenRow| {
            if row.cell.band().is_adult() { row.feels[which].as_share() } else { f64::NAN }
        };
        reals(name, "share", meaning, rows.iter().map(share))
    };
    [
        numbers("harm", "harm", "harm done to others", harm),
        column("hardship", "hardship; empty for children, as are the next five", 0),
        column("health", "health", 1),
        column("certainty_cameras", "perceived certainty of a sanction through cameras", 2),
        column("certainty_registers", "the same through registers", 3),
        column("certainty_informants", "the same through people who tell", 4),
        column("resignation", "resignation", 5),
    ]
}
