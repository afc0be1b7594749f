//! Layout of the results of a world: which measures, of which parts of the society.
//!
//! A result holds bare rows of numbers, since a nation has millions of them. This is the one place
//! that says which number stands where.

use std::ops::RangeInclusive;

use society::measures::{Breakdown, Measure, MeasureId, Slice, catalogue};
use society::population::{Cell, GroupId};
use society::scenario::{PlaceId, Scenario};

/// Fewest adults of a cell, over all worlds, for which figures are reported [citizens].
pub const SMALLEST_CELL: i64 = 50;

// A society of two groups has 200 cells. All measures for each of them would more than double the
// file of a world, and most cells hold too few adults for any but the commonest events.
/// Measures that are reported for each cell of group, income decile, sex and age band, too.
const BY_CELL: [MeasureId; 4] = [
    MeasureId::RESTRICTED_EVER,
    MeasureId::WRONGED_EVER,
    MeasureId::RESTRICTED_DAYS,
    MeasureId::WRONGFUL_DAYS,
];

/// An index of mobility between bands: one column of the table of worlds.
#[derive(Clone, Copy, Debug)]
pub struct MobilityIndex {
    /// Name of the column.
    pub name: &'static str,
    /// Unit; empty for a pure number.
    pub unit: &'static str,
    /// Definition, in one line.
    pub meaning: &'static str,
}

/// Indices of mobility between bands, in the order of `TwinResult::mobility`.
///
/// Shorrocks (1978) and Bartholomew (1973); the other two come from the second eigenvalue of the
/// matrix of yearly transitions.
pub const MOBILITY: [MobilityIndex; 4] = [
    MobilityIndex {
        name: "shorrocks",
        unit: "",
        meaning: "Shorrocks index of moves between bands from year to year, 0 where everyone stays",
    },
    MobilityIndex {
        name: "bartholomew",
        unit: "bands",
        meaning: "mean number of bands crossed in a year",
    },
    MobilityIndex {
        name: "forgetting",
        unit: "",
        meaning: "1 less the second eigenvalue of the yearly moves",
    },
    MobilityIndex {
        name: "half-life",
        unit: "years",
        meaning: "time until the influence of a former band has halved",
    },
];

/// The values that a measure can have at the end of a run. What begins in a warm-up is not counted, and may
/// end when days count.
#[must_use]
pub fn bounds(scenario: &Scenario, measure: &Measure) -> RangeInclusive<f64> {
    match scenario.society().warm_up {
        0 => measure.range_from_the_start(),
        _ => measure.range(),
    }
}

/// Layout of the results of a scenario: its measures and breakdowns, each in a fixed order.
///
/// ```
/// use lab::layout::Layout;
/// use society::measures::{Breakdown, MeasureId};
/// use society::population::GroupId;
///
/// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
/// let layout = Layout::new(&loaded.scenario);
/// assert_eq!(layout.by[Layout::EVERYONE], Breakdown::All);
/// assert_eq!(layout.part(Breakdown::Group(GroupId(1))), Some(2));
/// assert_eq!(layout.measure(MeasureId::WRONGED_EVER).name, "wronged.ever");
/// ```
#[derive(Clone, Debug)]
pub struct Layout {
    /// Every measure, by [`MeasureId`].
    pub measures: Vec<Measure>,
    /// Every breakdown of the outcomes at the end; [`Layout::EVERYONE`] comes first.
    pub by: Vec<Breakdown>,
    /// Breakdowns of the monthly series: everyone, then each group.
    pub monthly: Vec<Breakdown>,
    /// Measures that are reported by cell.
    pub by_cell: Vec<MeasureId>,
    cells: usize,
}

impl Layout {
    /// Place of [`Breakdown::All`] in [`Layout::by`] and in [`Layout::monthly`].
    pub const EVERYONE: usize = 0;

    /// Layout of the results of `scenario`.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Layout {
        let people = &scenario.society().population;
        let mut monthly = vec![Breakdown::All];
        monthly.extend(GroupId::all(&people.groups).map(Breakdown::Group));
        Layout {
            measures: catalogue(),
            by: Breakdown::margins(people),
            monthly,
            by_cell: BY_CELL.to_vec(),
            cells: Cell::all(&people.groups).len(),
        }
    }

    /// Layout of results at the end alone: for everyone, each group and each income tenth, without
    /// months and cells.
    ///
    /// For studies of many twins, of which nobody reads more.
    #[must_use]
    pub fn of_end(scenario: &Scenario) -> Layout {
        let whole = Layout::new(scenario);
        let is_kept = |by: &Breakdown| {
            matches!(by, Breakdown::All | Breakdown::Group(_) | Breakdown::Decile(_))
        };
        let by = whole.by.into_iter().filter(is_kept).collect();
        Layout { by, monthly: Vec::new(), by_cell: Vec::new(), ..whole }
    }

    /// Every cell of group, income decile, sex and age band, in the order of results by cell.
    pub fn cells(&self) -> impl Iterator<Item = Cell> + use<> {
        (0..self.cells as u16).map(Cell)
    }

    /// Kind of place, by its number, and cell of a row of counts.
    pub(crate) fn place_and_cell(&self, row: usize) -> (PlaceId, Cell) {
        (PlaceId((row / self.cells) as u8), Cell((row % self.cells) as u16))
    }

    /// A measure, by its identity.
    #[must_use]
    pub fn measure(&self, id: MeasureId) -> &Measure {
        &self.measures[id.number()]
    }

    /// Place of a breakdown in [`Layout::by`]; `None` for a cell, and for a group or place that the
    /// society does not have.
    #[must_use]
    pub fn part(&self, by: Breakdown) -> Option<usize> {
        self.by.iter().position(|&one| one == by)
    }

    /// Every cell as a breakdown, in the order of its number.
    pub(crate) fn every_cell(&self) -> Vec<Breakdown> {
        self.cells().map(Breakdown::Cell).collect()
    }

    /// Values of all measures for a slice, by [`MeasureId`].
    pub(crate) fn values(&self, slice: &Slice) -> Vec<f64> {
        self.measures.iter().map(|measure| measure.of(slice)).collect()
    }
}
