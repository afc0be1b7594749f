//! Tables of values world by world: outcomes at the end, and monthly series.
//!
//! These are the raw results. Estimates of any kind can be computed from them again, by other
//! methods than those of the `estimates` table.

use lab::layout::{Layout, SMALLEST_CELL};
use lab::world::WorldResult;
use society::measures::{Breakdown, Measure};
use society::population::Cell;
use society::scenario::Scenario;

use society::units::WorldId;

use super::column::{Column, counts, numbers, parts, texts, values, world_and_twin};

/// One value: of a measure, of a part of society, in a world under a twin.
struct Row<'a> {
    of: Part,
    measure: &'a Measure,
    value: f64,
}

/// A part of society in a world under a twin.
#[derive(Clone, Copy)]
struct Part {
    world: WorldId,
    twin: usize,
    by: Breakdown,
    /// Adults [citizens], or the month from 1: the one column in which the two tables differ.
    number: i64,
}

/// Adds a row for each of these measures of a part.
fn add<'a>(
    rows: &mut Vec<Row<'a>>,
    of: Part,
    measures: impl IntoIterator<Item = &'a Measure>,
    values: &[f64],
) {
    let pairs = measures.into_iter().zip(values);
    rows.extend(pairs.map(|(measure, &value)| Row { of, measure, value }));
}

/// The value of each measure at the end, by twin and part of society, world by world.
///
/// Cells of group, decile, sex and age band are among the parts where they hold 50 adults or more
/// over all worlds, and with a few measures only.
pub(super) fn outcomes<'a>(
    scenario: &'a Scenario,
    layout: &'a Layout,
    results: &[&'a WorldResult],
) -> impl Iterator<Item = Vec<Column>> + 'a {
    let is_reported = reported_cells(layout, results);
    let of_world = move |world: Option<&WorldResult>| {
        let mut rows = Vec::new();
        for (world, twin) in world.into_iter().flat_map(each_twin) {
            add_margins(&mut rows, layout, world, twin);
            add_cells(&mut rows, layout, world, twin, &is_reported);
        }
        let adults = rows.iter().map(|row| row.of.number);
        let mut columns = keys(scenario, &rows);
        columns.extend([
            values(rows.iter().map(|row| row.value)),
            counts("adults", "citizens", "adults of this part of society", adults),
        ]);
        columns
    };
    one_by_one(results).map(of_world)
}

/// The world with the number of each of its twins.
fn each_twin(world: &WorldResult) -> impl Iterator<Item = (&WorldResult, usize)> {
    (0..world.twins.len()).map(move |twin| (world, twin))
}

/// Each world; or none, once, for a table without a row.
fn one_by_one<'a>(results: &[&'a WorldResult]) -> std::vec::IntoIter<Option<&'a WorldResult>> {
    let all: Vec<_> = results.iter().map(|world| Some(*world)).collect();
    if all.is_empty() { vec![None].into_iter() } else { all.into_iter() }
}

/// Whether each cell has enough adults, over all worlds, to be reported.
fn reported_cells(layout: &Layout, results: &[&WorldResult]) -> Vec<bool> {
    // Over all worlds: a cell that is reported in some of them only would have a biased mean. The
    // people of all twins are the same.
    let adults =
        |cell: Cell| -> i64 { results.iter().map(|world| world.twins[0].cell(cell).adults).sum() };
    layout.cells().map(|cell| adults(cell) >= SMALLEST_CELL).collect()
}

/// Adds the rows of everyone, and of each group, decile, age band, sex and place.
fn add_margins<'a>(rows: &mut Vec<Row<'a>>, layout: &'a Layout, world: &WorldResult, twin: usize) {
    let result = &world.twins[twin];
    for ((&by, values), &adults) in layout.by.iter().zip(&result.outcomes).zip(&result.adults) {
        let of = Part { world: world.number, twin, by, number: adults };
        add(rows, of, &layout.measures, values);
    }
}

/// Adds the rows of the cells that are large enough.
fn add_cells<'a>(
    rows: &mut Vec<Row<'a>>,
    layout: &'a Layout,
    world: &WorldResult,
    twin: usize,
    is_reported: &[bool],
) {
    let cells = world.twins[twin].cells.iter().enumerate();
    for (number, cell) in cells.filter(|&(number, _)| is_reported[number]) {
        let by = Breakdown::Cell(Cell(number as u16));
        let of = Part { world: world.number, twin, by, number: cell.adults };
        let measures = layout.by_cell.iter().map(|&id| layout.measure(id));
        add(rows, of, measures, &cell.values);
    }
}

/// The value of each measure in each month, by twin and group, world by world.
///
/// Measures without a value in any month, such as comparisons at the end, have no row.
pub(super) fn series<'a>(
    scenario: &'a Scenario,
    layout: &'a Layout,
    results: &[&'a WorldResult],
) -> impl Iterator<Item = Vec<Column>> + 'a {
    let is_known = known_by_month(layout, results);
    let of_world = move |world: Option<&WorldResult>| {
        let mut rows = Vec::new();
        for (world, twin) in world.into_iter().flat_map(each_twin) {
            for (month, parts) in (1..).zip(&world.twins[twin].series) {
                for (&by, values) in layout.monthly.iter().zip(parts) {
                    let of = Part { world: world.number, twin, by, number: month };
                    add(&mut rows, of, &layout.measures, values);
                }
            }
        }
        rows.retain(|row| is_known[row.measure.id.number()]);
        let months = rows.iter().map(|row| row.of.number as u32);
        let mut columns = keys(scenario, &rows);
        columns.extend([
            numbers("month", "months", "month of the scenario, from 1", months),
            values(rows.iter().map(|row| row.value)),
        ]);
        columns
    };
    one_by_one(results).map(of_world)
}

/// Whether each measure has a value in any month.
fn known_by_month(layout: &Layout, results: &[&WorldResult]) -> Vec<bool> {
    let mut is_known = vec![false; layout.measures.len()];
    let twins = results.iter().flat_map(|world| &world.twins);
    for values in twins.flat_map(|twin| twin.series.iter().flatten()) {
        is_known.iter_mut().zip(values).for_each(|(known, value)| *known |= value.is_finite());
    }
    is_known
}

/// Columns that say which value a row holds.
fn keys(scenario: &Scenario, rows: &[Row<'_>]) -> Vec<Column> {
    let all = || rows.iter();
    let by: Vec<Breakdown> = all().map(|row| row.of.by).collect();
    let mut columns =
        world_and_twin(scenario, all().map(|row| (row.of.world, row.of.twin))).to_vec();
    columns.extend(parts(scenario, &by));
    columns.push(texts("measure", "name of the measure", all().map(|row| &row.measure.name)));
    columns
}
