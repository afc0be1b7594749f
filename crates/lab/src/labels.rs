//! Labels of the parts of a society, one set for tables, screens and sentences.

use society::measures::Breakdown;
use society::population::Cell;
use society::scenario::Scenario;

/// Labels of breakdowns and of their parts.
///
/// ```
/// use lab::labels::Labels;
/// use society::measures::Breakdown;
/// use society::population::AgeBand;
///
/// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
/// let labels = Labels(&loaded.scenario);
/// assert_eq!(labels.of(Breakdown::Age(AgeBand::of(70))), ("age", "60+".to_owned()));
/// assert_eq!(labels.of(Breakdown::All), ("all", "all".to_owned()));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a>(pub &'a Scenario);

impl Labels<'_> {
    /// Labels of a breakdown and of the part: the columns `by` and `part` of every table.
    #[must_use]
    pub fn of(self, by: Breakdown) -> (&'static str, String) {
        let people = &self.0.society().population;
        match by {
            Breakdown::All => ("all", "all".to_owned()),
            Breakdown::Group(group) => ("group", people.groups[usize::from(group)].name.clone()),
            Breakdown::Decile(decile) => ("decile", decile.to_string()),
            Breakdown::Age(band) => ("age", AGES[usize::from(band)].to_owned()),
            Breakdown::Sex(sex) => ("sex", SEXES[usize::from(sex)].to_owned()),
            Breakdown::Place(place) => ("place", people.places[usize::from(place)].name.clone()),
            Breakdown::Cell(cell) => ("cell", self.cell(cell)),
        }
    }

    /// Label of the sex of a cell.
    #[must_use]
    pub fn sex(self, cell: Cell) -> &'static str {
        SEXES[usize::from(cell.sex())]
    }

    /// Label of a cell: group, income decile, sex and age band.
    fn cell(self, cell: Cell) -> String {
        let group = &self.0.society().population.groups[usize::from(cell.group())].name;
        let (sex, age) = (self.sex(cell), AGES[usize::from(cell.band())]);
        format!("{group}, decile {}, {sex}, {age}", cell.decile())
    }
}

/// Age bands [years], in the order of the engine.
const AGES: [&str; 5] = ["0-17", "18-29", "30-44", "45-59", "60+"];
const SEXES: [&str; 2] = ["women", "men"];
