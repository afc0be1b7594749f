//! The catalogue: every measure once, with its name, unit, definition and formula.
//!
//! A table for each family, whose rows are data: a row reads like its line in the handbook, and a
//! series, such as refusals by gate, is one row.

mod families;
mod unit;
mod names;
mod entry;
mod measure;
mod formulas;
mod behavior;
mod restriction;
mod wrongful;
mod recourse;
mod detection;
mod scores;
mod outcomes;
mod reasons;
mod fairness;

pub use families::Family;
pub use measure::Measure;
pub use unit::Unit;

use entry::{Entry, Formula};

use super::id::MeasureId;

/// The rows of each family, in the order of the catalogue.
const TABLES: [(Family, &[Entry]); Family::ALL.len()] = [
    (Family::Benefit, behavior::BENEFIT),
    (Family::Restriction, restriction::RESTRICTION),
    (Family::Wrongful, wrongful::WRONGFUL),
    (Family::Recourse, recourse::RECOURSE),
    (Family::LockIn, wrongful::LOCK_IN),
    (Family::Contagion, wrongful::CONTAGION),
    (Family::Gaming, behavior::GAMING),
    (Family::Chilling, behavior::CHILLING),
    (Family::Livelihood, outcomes::LIVELIHOOD),
    (Family::Sensors, detection::SENSORS),
    (Family::Score, scores::SCORE),
    (Family::Law, scores::LAW),
    (Family::PairedDifference, outcomes::PAIRED),
    (Family::Reasons, reasons::REASONS),
    (Family::Fairness, fairness::FAIRNESS),
];

/// Every measure, family by family, each in the place of its [`MeasureId`].
///
/// ```
/// use society::measures::{Family, catalogue};
///
/// let all = catalogue();
/// assert!(all.iter().enumerate().all(|(place, measure)| measure.id.number() == place));
/// assert_eq!(all[0].family, Family::Benefit);
/// ```
#[must_use]
pub fn catalogue() -> Vec<Measure> {
    let mut measures = Vec::new();
    for (family, entries) in TABLES {
        entries.iter().for_each(|entry| add(&mut measures, family, entry));
    }
    measures
}

/// Adds the measures of one row.
fn add(measures: &mut Vec<Measure>, family: Family, entry: &Entry) {
    let names = match entry.value {
        Formula::One(_) => vec![(0, "")],
        Formula::Each(names, _) => names.all(),
    };
    for (number, name) in names {
        measures.push(Measure {
            id: MeasureId::new(measures.len()),
            name: entry.name.replace("{}", name),
            family,
            unit: entry.unit,
            definition: entry.definition.replace("{}", name),
            formula: entry.value,
            number,
        });
    }
}

impl MeasureId {
    /// The measure of this name; `None` where the catalogue has none.
    ///
    /// For names that a person wrote, such as those of a scenario file. Code uses the constants.
    #[must_use]
    pub fn named(name: &str) -> Option<MeasureId> {
        catalogue().into_iter().find(|measure| measure.name == name).map(|measure| measure.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_a_name_of_its_own_and_a_sentence() {
        let all = catalogue();
        for (number, measure) in all.iter().enumerate() {
            assert!(
                all[..number].iter().all(|other| other.name != measure.name),
                "{}",
                measure.name
            );
            assert!(measure.definition.ends_with('.'), "{}", measure.name);
        }
        assert!(all.len() > 100);
    }
}
