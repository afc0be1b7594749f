//! Every measure, once: name, unit, definition, and formula from the counts.

mod families;
mod people;
mod system;

use super::{MeasureId, PairedOutcome, Slice, Stock, Tally};
use crate::scenario::{Conduct, Gate, Nature, Register};
use crate::scoring::WRONGS;
use crate::units::Points;

/// Subject of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Whether behaviour improves.
    Benefit,
    /// Restrictions: their number, kind and length.
    Restriction,
    /// Restrictions without cause, and citizens spared.
    Wrongful,
    /// Whether there is a way back.
    LockIn,
    /// Effects that come over ties from other people.
    Contagion,
    /// Behavior for the sake of the score alone.
    Gaming,
    /// Lawful acts that people give up.
    Chilling,
    /// Work, money and health.
    Livelihood,
    /// Detection by cameras, registers and informants, and its errors.
    Sensors,
    /// The score itself.
    Score,
    /// Conditions that the law names.
    Law,
    /// The same citizens without the scheme.
    PairedDifference,
}

impl Family {
    /// Every family, in the order of the catalogue.
    pub const ALL: [Family; 12] = [
        Family::Benefit,
        Family::Restriction,
        Family::Wrongful,
        Family::LockIn,
        Family::Contagion,
        Family::Gaming,
        Family::Chilling,
        Family::Livelihood,
        Family::Sensors,
        Family::Score,
        Family::Law,
        Family::PairedDifference,
    ];
}

/// The unit of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Per 1,000 adults.
    PerThousand,
    /// Per 1,000 citizens, children included.
    PerThousandCitizens,
    /// Per 1,000 adult-years.
    PerThousandYears,
    /// Per 1,000 adult-days.
    PerThousandDays,
    /// Per adult-year.
    PerYear,
    /// Per adult-day.
    PerDay,
    /// A share of 1.
    Share,
    /// Points.
    Points,
    /// Days.
    Days,
    /// From −1 to 1.
    Correlation,
    /// A pure number.
    Ratio,
    /// The scenario's own weights of harm, per adult.
    Harm,
}

impl Unit {
    /// The unit in words, as tables print it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Unit::PerThousand => "per 1,000 adults",
            Unit::PerThousandCitizens => "per 1,000 citizens",
            Unit::PerThousandYears => "per 1,000 adult-years",
            Unit::PerThousandDays => "per 1,000 adult-days",
            Unit::PerYear => "per adult-year",
            Unit::PerDay => "per adult-day",
            Unit::Share => "share",
            Unit::Points => "points",
            Unit::Days => "days",
            Unit::Correlation => "correlation",
            Unit::Ratio => "ratio",
            Unit::Harm => "harm per adult",
        }
    }
}

/// One measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Identity: the place in the catalogue.
    pub id: MeasureId,
    /// Name in tables.
    pub name: String,
    /// Family, by its subject.
    pub family: Family,
    /// Unit of every value.
    pub unit: Unit,
    /// Definition, in one sentence.
    pub definition: String,
    /// Formula: from a slice, and the number of the conduct, gate, list or band.
    value: fn(&Slice, usize) -> f64,
    number: usize,
}

impl Measure {
    /// The measure of some citizens over some days; not a number where it has no meaning for
    /// them, as a share of nothing.
    #[must_use]
    pub fn of(&self, slice: &Slice) -> f64 {
        (self.value)(slice, self.number)
    }
}

/// The catalogue while it is built, family by family.
#[derive(Default)]
struct Catalogue {
    measures: Vec<Measure>,
    family: Option<Family>,
}

impl Catalogue {
    fn about(&mut self, family: Family) -> &mut Catalogue {
        self.family = Some(family);
        self
    }

    fn one(
        &mut self,
        name: &str,
        unit: Unit,
        definition: &str,
        value: fn(&Slice, usize) -> f64,
    ) -> &mut Catalogue {
        self.add(name.to_owned(), unit, definition.to_owned(), value, 0)
    }

    /// One measure for each of `names`; `{}` in the name and the definition stands for it.
    fn each(
        &mut self,
        names: impl IntoIterator<Item = (usize, &'static str)>,
        (name, unit, definition): (&str, Unit, &str),
        value: fn(&Slice, usize) -> f64,
    ) -> &mut Catalogue {
        for (number, of) in names {
            self.add(name.replace("{}", of), unit, definition.replace("{}", of), value, number);
        }
        self
    }

    fn add(
        &mut self,
        name: String,
        unit: Unit,
        definition: String,
        value: fn(&Slice, usize) -> f64,
        number: usize,
    ) -> &mut Catalogue {
        let family = self.family.unwrap_or(Family::Benefit);
        let id = MeasureId::new(self.measures.len());
        self.measures.push(Measure { id, name, family, unit, definition, value, number });
        self
    }
}

fn conducts(nature: Nature) -> impl Iterator<Item = (usize, &'static str)> {
    let all = Conduct::ALL.into_iter().filter(move |conduct| conduct.nature() == nature);
    all.map(|conduct| (conduct as usize, conduct.name()))
}

fn gates() -> impl Iterator<Item = (usize, &'static str)> {
    Gate::ALL.into_iter().map(|gate| (gate as usize, gate.name()))
}

fn registers() -> impl Iterator<Item = (usize, &'static str)> {
    Register::ALL.into_iter().map(|register| (register as usize, register.name()))
}

fn errors() -> impl Iterator<Item = (usize, &'static str)> {
    WRONGS.into_iter().enumerate().map(|(number, cause)| (number, cause.name()))
}

/// Bands in the names of measures, from the lowest.
const BANDS: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];

fn per_thousand(slice: &Slice, count: f64) -> f64 {
    1000.0 * count / slice.adults()
}

fn per_thousand_years(slice: &Slice, count: f64) -> f64 {
    1000.0 * count / slice.adult_years()
}

fn per_year(slice: &Slice, count: f64) -> f64 {
    count / slice.adult_years()
}

fn per_thousand_days(slice: &Slice, count: f64) -> f64 {
    per_thousand_years(slice, count) / 365.0
}

fn mean(slice: &Slice, sum: i64, full: f64) -> f64 {
    sum as f64 / slice.adults() / full
}

fn grains(count: f64) -> f64 {
    count / f64::from(Points::GRAINS)
}

/// Good deeds done, seen or not.
fn done(slice: &Slice, conduct: usize) -> f64 {
    slice.flow(Tally::OCCASIONS.number(conduct)) - slice.flow(Tally::BROKEN.number(conduct))
}

fn transgressions(slice: &Slice) -> f64 {
    conducts(Nature::Duty).map(|(conduct, _)| slice.flow(Tally::BROKEN.number(conduct))).sum()
}

fn wrongful_days(slice: &Slice) -> f64 {
    (0..WRONGS.len()).map(|error| slice.stock_days(Stock::wrongful(error))).sum()
}

fn wronged(slice: &Slice) -> f64 {
    (0..WRONGS.len()).map(|error| slice.level(Stock::wrongful(error))).sum()
}

/// The correlation of score and harm done so far, over adults.
fn correlation(slice: &Slice) -> f64 {
    let (n, gauge) = (slice.adults(), &slice.gauge);
    let (score, harm) = (grains(gauge.score as f64) / n, gauge.harm as f64 / n);
    let covariance = gauge.score_harm as f64 / n - score * harm;
    let scores = gauge.score_squared as f64 / n - score * score;
    let harms = gauge.harm_squared as f64 / n - harm * harm;
    covariance / libm::sqrt(scores * harms)
}

fn spread(slice: &Slice) -> f64 {
    let (n, gauge) = (slice.adults(), &slice.gauge);
    let mean = grains(gauge.score as f64) / n;
    libm::sqrt((gauge.score_squared as f64 / n - mean * mean).max(0.0))
}

fn difference(slice: &Slice, what: PairedOutcome) -> f64 {
    slice.paired.sums[what as usize][0] as f64 / slice.paired.adults as f64
}

fn changed(slice: &Slice, what: PairedOutcome, less: usize) -> f64 {
    1000.0 * slice.paired.changed[what as usize][less] as f64 / slice.paired.adults as f64
}

/// Every measure there is.
#[must_use]
pub fn catalogue() -> Vec<Measure> {
    let mut catalogue = Catalogue::default();
    people::benefit(catalogue.about(Family::Benefit));
    system::restriction(catalogue.about(Family::Restriction));
    system::wrongful(catalogue.about(Family::Wrongful));
    system::lock_in(catalogue.about(Family::LockIn));
    system::contagion(catalogue.about(Family::Contagion));
    people::gaming(catalogue.about(Family::Gaming));
    people::chilling(catalogue.about(Family::Chilling));
    people::livelihood(catalogue.about(Family::Livelihood));
    system::sensors(catalogue.about(Family::Sensors));
    system::score(catalogue.about(Family::Score));
    system::law(catalogue.about(Family::Law));
    people::paired(catalogue.about(Family::PairedDifference));
    catalogue.measures
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
