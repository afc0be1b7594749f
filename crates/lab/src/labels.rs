//! Labels of the parts of a society, one set for tables, screens and sentences.

use society::measures::Breakdown;
use society::population::Cell;
use society::scenario::Scenario;

/// The names of breakdowns and their parts in tables and sentences.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a>(pub &'a Scenario);

impl Labels<'_> {
    /// The name of what a breakdown tells apart, and of the part that it is about.
    #[must_use]
    pub fn of(self, by: Breakdown) -> (&'static str, String) {
        let people = &self.0.society().population;
        match by {
            Breakdown::All => ("all", "all".to_owned()),
            Breakdown::Group(group) => ("group", people.groups[group].name.clone()),
            Breakdown::Tenth(tenth) => ("decile", (tenth + 1).to_string()),
            Breakdown::Age(band) => ("age", AGES[band].to_owned()),
            Breakdown::Sex(sex) => ("sex", SEXES[sex].to_owned()),
            Breakdown::Place(place) => ("place", people.places[place].name.clone()),
            Breakdown::Cell(cell) => ("cell", self.cell(cell)),
        }
    }

    /// The name of the sex of a cell.
    #[must_use]
    pub fn sex(self, cell: Cell) -> &'static str {
        SEXES[cell.sex()]
    }

    fn cell(self, cell: Cell) -> String {
        let group = &self.0.society().population.groups[cell.group()].name;
        let (sex, age) = (SEXES[cell.sex()], AGES[cell.band()]);
        format!("{group}, decile {}, {sex}, {age}", cell.tenth() + 1)
    }
}

const AGES: [&str; 5] = ["0-17", "18-29", "30-44", "45-59", "60+"];
const SEXES: [&str; 2] = ["women", "men"];
