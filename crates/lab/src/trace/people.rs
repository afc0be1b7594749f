//! Columns of citizens in a trace: attributes and ties, as they are on the first morning.

use society::population::{Groups, Population, Residents};
use society::units::Citizen;

use super::line::Line;

/// An attribute of a resident, by the resident's number in the neighborhood.
struct Attribute {
    name: &'static str,
    of: fn(&Residents, usize) -> i64,
}

// Two ranks go by names of the first version of the format, which the second program reads.
/// Attributes, by their names in the format.
const ATTRIBUTES: [Attribute; 7] = [
    Attribute { name: "age", of: |residents, who| residents.age[who].into() },
    Attribute { name: "cell", of: |residents, who| residents.cell[who].0.into() },
    Attribute { name: "class", of: |residents, who| residents.class[who].0.into() },
    Attribute { name: "disposition", of: |residents, who| residents.disposition[who].0.into() },
    Attribute { name: "hearsay", of: |residents, who| residents.awareness_rank[who].0.into() },
    Attribute { name: "guile", of: |residents, who| residents.gaming_rank[who].0.into() },
    Attribute { name: "works", of: |residents, who| residents.works[who].into() },
];

/// A layer of ties that puts each resident into one group.
struct Layer {
    name: &'static str,
    groups: fn(&Residents) -> &Groups,
}

const LAYERS: [Layer; 4] = [
    Layer { name: "household", groups: |residents| &residents.households },
    Layer { name: "circle", groups: |residents| &residents.circles },
    Layer { name: "team", groups: |residents| &residents.teams },
    Layer { name: "acquaintances", groups: |residents| &residents.acquaintances },
];

/// The columns of a population, each a line with one number for each citizen.
pub(super) fn people(population: &Population) -> Vec<Line> {
    let citizens = 0..population.citizens();
    let mut lines = Vec::new();
    for Attribute { name, of } in ATTRIBUTES {
        let value = |citizen| {
            let (home, who) = population.locate(Citizen(citizen));
            of(population.residents(home), who.into())
        };
        lines.push(line(name, citizens.clone().map(value)));
    }
    let place = |citizen| population.place(population.locate(Citizen(citizen)).0).0.into();
    lines.push(line("place", citizens.clone().map(place)));
    // The least member stands for the group: however groups are numbered, the line is the same.
    for Layer { name, groups } in LAYERS {
        let first = |citizen| first_of_group(population, Citizen(citizen), groups);
        lines.push(line(name, citizens.clone().map(first)));
    }
    for which in population.kinships() {
        let kin = |citizen| population.kin(Citizen(citizen), which).map_or(-1, |kin| kin.0.into());
        lines.push(line(&format!("kin.{}", which.0), citizens.clone().map(kin)));
    }
    lines
}

/// The member of a citizen's group with the least number, by which two groups are told apart; -1
/// for a citizen without a group.
fn first_of_group(
    population: &Population,
    citizen: Citizen,
    groups: fn(&Residents) -> &Groups,
) -> i64 {
    let (home, who) = population.locate(citizen);
    let least = groups(population.residents(home)).around(who).iter().min();
    least.map_or(-1, |&least| population.citizen(home, least).0.into())
}

fn line(name: &str, values: impl Iterator<Item = i64>) -> Line {
    let values: String = values.map(|value| format!(" {value}")).collect();
    Line { column: name.to_owned(), text: format!("{name}{values}") }
}
