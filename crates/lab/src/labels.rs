//! Labels of the parts of a society, one set for tables, screens and sentences.

use std::borrow::Cow;

use society::measures::Breakdown;
use society::population::{Cell, GroupId};
use society::scenario::Scenario;

/// An attribute by which society is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// The invented group.
    Group,
    /// The income decile of the household.
    Decile,
    /// The sex.
    Sex,
    /// The age band.
    Age,
    /// The kind of place.
    Place,
}

/// Labels of breakdowns and of their parts.
///
/// ```
/// use lab::labels::{Attribute, Labels};
/// use society::measures::Breakdown;
/// use society::population::{AgeBand, Cell, Decile, GroupId, Sex};
///
/// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
/// let labels = Labels(&loaded.scenario);
/// let old = Breakdown::Age(AgeBand::of(70));
/// assert_eq!((labels.breakdown(old), labels.part(old).as_str()), ("age", "60+"));
/// assert_eq!(labels.part(Breakdown::All), "all");
/// let cell = Cell::of(GroupId(1), Decile::POOREST, Sex::Woman, AgeBand::of(70));
/// assert_eq!(labels.part(Breakdown::Cell(cell)), "hill, decile 1, women, 60+");
/// assert_eq!(labels.value(Breakdown::Cell(cell), Attribute::Group).as_deref(), Some("hill"));
/// assert_eq!(labels.value(old, Attribute::Group), None);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a>(pub &'a Scenario);

impl<'a> Labels<'a> {
    /// Name of a breakdown, as the column `breakdown` of tables has it.
    #[must_use]
    pub fn breakdown(self, by: Breakdown) -> &'static str {
        match by {
            Breakdown::All => "all",
            Breakdown::Group(_) => "group",
            Breakdown::Decile(_) => "decile",
            Breakdown::Age(_) => "age",
            Breakdown::Sex(_) => "sex",
            Breakdown::Place(_) => "place",
            Breakdown::Cell(_) => "cell",
        }
    }

    /// The value of an attribute of everyone in a part; `None` where they differ in it.
    #[must_use]
    pub fn value(self, by: Breakdown, attribute: Attribute) -> Option<Cow<'a, str>> {
        let people = &self.0.society().population;
        let group = |group: GroupId| people.groups[usize::from(group)].name.as_str().into();
        Some(match (attribute, by) {
            (Attribute::Group, Breakdown::Group(one)) => group(one),
            (Attribute::Group, Breakdown::Cell(cell)) => group(cell.group()),
            (Attribute::Decile, Breakdown::Decile(decile)) => decile.to_string().into(),
            (Attribute::Decile, Breakdown::Cell(cell)) => cell.decile().to_string().into(),
            (Attribute::Sex, Breakdown::Sex(sex)) => SEXES[usize::from(sex)].into(),
            (Attribute::Sex, Breakdown::Cell(cell)) => self.sex(cell).into(),
            (Attribute::Age, Breakdown::Age(band)) => AGES[usize::from(band)].into(),
            (Attribute::Age, Breakdown::Cell(cell)) => AGES[usize::from(cell.band())].into(),
            (Attribute::Place, Breakdown::Place(place)) => {
                people.places[usize::from(place)].name.as_str().into()
            }
            _ => return None,
        })
    }

    /// Label of a part: the value of its attribute, or of each that a cell fixes.
    #[must_use]
    pub fn part(self, by: Breakdown) -> String {
        let value = |attribute: Attribute| {
            let value = self.value(by, attribute)?;
            let is_bare = attribute == Attribute::Decile && matches!(by, Breakdown::Cell(_));
            Some(if is_bare { format!("decile {value}") } else { value.into_owned() })
        };
        let all = [Attribute::Group, Attribute::Decile, Attribute::Sex, Attribute::Age];
        let values: Vec<String> =
            all.into_iter().chain([Attribute::Place]).filter_map(value).collect();
        if values.is_empty() { "all".to_owned() } else { values.join(", ") }
    }

    /// Label of the sex of a cell.
    #[must_use]
    pub fn sex(self, cell: Cell) -> &'static str {
        SEXES[usize::from(cell.sex())]
    }
}

/// Age bands [years], in the order of the engine.
const AGES: [&str; 5] = ["0-17", "18-29", "30-44", "45-59", "60+"];
const SEXES: [&str; 2] = ["women", "men"];
