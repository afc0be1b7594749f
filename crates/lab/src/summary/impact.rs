//! Impact by part of society: how groups fare side by side, and the cell that is wronged most.

use std::fmt::Write as _;

use society::measures::{Breakdown, MeasureId};
use society::population::{Cell, GroupId};
use society::scenario::TwinId;

use crate::estimate::estimate;
use crate::figures::Figures;
use crate::labels::Labels;
use crate::layout::SMALLEST_CELL;
use crate::numbers::{NOTHING, with_interval, with_range};
use crate::ratios::ratio;

/// The paragraph about one twin.
pub(super) fn describe(figures: &Figures<'_>, twin: TwinId) -> String {
    let mut text = format!("\n{}: impact by part of society\n", figures.name(twin));
    if figures.scenario.society().population.groups.len() > 1 {
        text.push_str(&groups(figures, twin));
    }
    text.push_str(&worst_cell(figures, twin));
    text
}

/// The second group beside the first: in every wrongful restriction, and in those of false matches.
fn groups(figures: &Figures<'_>, twin: TwinId) -> String {
    let groups = &figures.scenario.society().population.groups;
    let mut text = format!(
        "  Days of wrongful restriction per adult, {} relative to {}: {};\n  \
         of those that began with a false match: {}. In brackets: 95 % intervals.\n",
        groups[1].name,
        groups[0].name,
        times(figures, MeasureId::WRONGFUL_DAYS, twin),
        times(figures, MeasureId::MISIDENTIFIED_DAYS, twin),
    );
    if let Some(change) = figures.change(MeasureId::LAWFUL_SPEAKING, twin) {
        let _ = writeln!(
            text,
            "  Lawful critical speech changed by {} %.",
            with_range(&change.times(100.0), figures.results.len())
        );
    }
    text
}

/// A measure of the second group as a multiple of that of the first, with its 95 % interval.
fn times(figures: &Figures<'_>, measure: MeasureId, twin: TwinId) -> String {
    let of = |group| figures.values(measure, twin, Breakdown::Group(group));
    match ratio(&of(GroupId(1)), &of(GroupId(0))) {
        None => NOTHING.to_owned(),
        Some(found) => with_interval(&found, found.interval),
    }
}

/// The cell of group, income decile, sex and age band that is wronged most.
///
/// It is found in every other world and measured in the rest: the largest of many estimates is
/// large by luck, too, and would be reported too high where the same worlds did both.
fn worst_cell(figures: &Figures<'_>, twin: TwinId) -> String {
    let Some(column) = figures.layout.by_cell.iter().position(|&id| id == MeasureId::WRONGED_EVER)
    else {
        return String::new();
    };
    // Even worlds find the cell, odd ones measure it: no world does both.
    let half = |cell: Cell, first: usize| {
        let worlds = figures.results.iter().skip(first).step_by(2);
        estimate(worlds.map(|world| world.twins[twin.0].cell(cell).values[column]))
    };
    let cells: Vec<Cell> =
        figures.layout.cells().filter(|&cell| is_reported(figures, twin, cell)).collect();
    let found = cells.iter().filter_map(|&cell| Some((cell, half(cell, 0)?)));
    let most = found.max_by(|a, b| a.1.mean.total_cmp(&b.1.mean)).filter(|it| it.1.mean > 0.0);
    let Some((cell, worst)) = most.and_then(|(cell, _)| Some((cell, half(cell, 1)?))) else {
        return String::new();
    };
    let part = Labels(figures.scenario).part(Breakdown::Cell(cell));
    let range = figures.layout.measure(MeasureId::WRONGED_EVER).range();
    format!(
        "  Most often wronged of {} cells of society, in half of the worlds: {part};\n  \
         in the other half, of every 1,000 of them: {}.\n",
        cells.len(),
        with_interval(&worst, worst.interval_within(&range)),
    )
}

/// Whether a cell has enough adults over all worlds for a rate of its own.
fn is_reported(figures: &Figures<'_>, twin: TwinId, cell: Cell) -> bool {
    let adults = figures.results.iter().map(|world| world.twins[twin.0].cell(cell).adults);
    adults.sum::<i64>() >= SMALLEST_CELL
}
