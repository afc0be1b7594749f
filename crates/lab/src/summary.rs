//! What a run says, in sentences: each figure with its range, each difference with its error.

use std::fmt::Write as _;

use crate::estimate::{Estimate, blind_spot, estimate};
use crate::run::{Frame, Lived, SMALLEST_CELL};
use crate::tables::Names;
use society::measures::{By, Family};
use society::population::Cell;
use society::scenario::{Conduct, Scenario};

/// The figures of a run, to be asked for by name.
#[derive(Debug)]
pub struct Figures<'a> {
    scenario: &'a Scenario,
    frame: Frame,
    lived: &'a [Lived],
}

impl<'a> Figures<'a> {
    /// The figures of the worlds `lived` of `scenario`.
    #[must_use]
    pub fn new(scenario: &'a Scenario, lived: &'a [Lived]) -> Figures<'a> {
        Figures { scenario, frame: Frame::new(scenario), lived }
    }

    /// The number of a twin, by its name.
    #[must_use]
    pub fn twin(&self, name: &str) -> Option<usize> {
        self.scenario.twins().iter().position(|twin| twin.name == name)
    }

    /// A measure at the end, in each world, for some citizens of one twin; empty where there is
    /// no such measure.
    #[must_use]
    pub fn values(&self, measure: &str, twin: usize, by: By) -> Vec<f64> {
        let number = self.frame.measures.iter().position(|one| one.name == measure);
        let part = self.frame.by.iter().position(|&one| one == by);
        let (Some(number), Some(part)) = (number, part) else { return Vec::new() };
        self.lived.iter().map(|world| world.twins[twin].outcomes[part][number]).collect()
    }

    /// The estimate of a measure at the end, for everyone of one twin.
    #[must_use]
    pub fn of(&self, measure: &str, twin: usize) -> Option<Estimate> {
        estimate(self.values(measure, twin, By::All))
    }

    /// The estimate of the difference of one twin from the baseline, world by world.
    #[must_use]
    pub fn difference(&self, measure: &str, twin: usize) -> Option<Estimate> {
        let there = self.values(measure, self.scenario.baseline(), By::All);
        let here = self.values(measure, twin, By::All);
        estimate(here.into_iter().zip(there).map(|(here, there)| here - there))
    }

    /// The estimate of a change relative to the baseline, world by world [share].
    #[must_use]
    pub fn change(&self, measure: &str, twin: usize) -> Option<Estimate> {
        let there = self.values(measure, self.scenario.baseline(), By::All);
        let here = self.values(measure, twin, By::All);
        estimate(here.into_iter().zip(there).map(|(here, there)| here / there - 1.0))
    }
}

/// A number to so many places as its error bears out: two digits of the error.
#[must_use]
pub fn digits(value: f64, error: Option<f64>) -> String {
    let places = match error {
        Some(error) if error > 0.0 => (1.0 - libm::log10(error).floor()).clamp(0.0, 6.0) as usize,
        _ if value == 0.0 || value.abs() >= 100.0 => 0,
        _ => 2,
    };
    let text = format!("{value:.places$}");
    // A value that rounds to nothing has no sign.
    if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    }
}

/// An estimate as `mean (low to high)`, the 95 % interval of the mean.
fn told(of: Option<Estimate>) -> String {
    scaled(of, 1.0)
}

fn scaled(of: Option<Estimate>, factor: f64) -> String {
    let Some(of) = of else { return "nothing to tell".to_owned() };
    let error = of.error.map(|error| error * factor);
    let show = |value: f64| digits(value * factor, error);
    match of.interval {
        Some((low, high)) => format!("{} ({} to {})", show(of.mean), show(low), show(high)),
        None => format!("{} (one world, no interval)", show(of.mean)),
    }
}

/// The run in sentences.
#[must_use]
pub fn sentences(scenario: &Scenario, lived: &[Lived]) -> String {
    let figures = Figures::new(scenario, lived);
    let mut text = String::new();
    for twin in (0..scenario.twins().len()).filter(|&twin| twin != scenario.baseline()) {
        about(&mut text, &figures, twin);
    }
    let blind = 100.0 * blind_spot(lived.len());
    let _ = writeln!(
        text,
        "In brackets: the interval that covers the mean in 95 of 100 runs, over {} worlds.\n\
         Blind spot: what happens in fewer than {blind:.0} of 100 worlds may have been missed.",
        lived.len(),
    );
    text
}

/// The sentences about one twin beside the baseline.
fn about(text: &mut String, figures: &Figures<'_>, twin: usize) {
    let scenario = figures.scenario;
    let (name, baseline) =
        (&scenario.twins()[twin].name, &scenario.twins()[scenario.baseline()].name);
    let years = f64::from(scenario.society().days) / 365.0;
    let line = |text: &mut String, sentence: String| {
        let _ = writeln!(text, "  {sentence}");
    };
    let _ = writeln!(
        text,
        "{name}, after {} years, beside the same people without it ({baseline}):",
        digits(years, Some(0.9))
    );
    line(
        text,
        format!(
            "Of every 1,000 adults {} were restricted at some time.",
            told(figures.of("restricted.ever", twin))
        ),
    );
    line(
        text,
        format!(
            "{} of them were restricted though their true deeds would not restrict them;",
            told(figures.of("wronged.ever", twin))
        ),
    );
    line(
        text,
        format!(
            "{} are free though their deeds would restrict them.",
            told(figures.of("spared", twin))
        ),
    );
    line(
        text,
        format!(
            "Barred from planes: {} of every 1,000 citizens; from fast trains: {}.",
            told(figures.of("grounded.ever", twin)),
            told(figures.of("off-rail.ever", twin))
        ),
    );
    if let Some(change) = figures.change("transgressions", twin) {
        let direction = if change.mean < 0.0 { "fewer" } else { "more" };
        let agree = libm::round((1.0 + change.sign.abs()) / 2.0 * change.worlds as f64);
        let flipped = Estimate {
            mean: change.mean.abs(),
            interval: change
                .interval
                .map(|(low, high)| if change.mean < 0.0 { (-high, -low) } else { (low, high) }),
            ..change
        };
        line(
            text,
            format!(
                "Duties were broken {} % {direction} times; {agree} of {} worlds agree on the sign.",
                scaled(Some(flipped), 100.0),
                change.worlds
            ),
        );
    }
    line(
        text,
        format!(
            "{} % of the points deducted came over ties.",
            scaled(figures.of("over-ties.share", twin), 100.0)
        ),
    );
    line(
        text,
        format!(
            "Lawful critical speech changed by {} %.",
            scaled(figures.change(&format!("lawful.{}", Conduct::Speaking.name()), twin), 100.0)
        ),
    );
    if scenario.society().population.groups.len() > 1 {
        groups(text, figures, twin);
    }
    worst_cell(text, figures, twin);
    text.push('\n');
}

/// How the first two groups fare beside each other: in all that is wrongful, and in what mistaken
/// faces alone do.
fn groups(text: &mut String, figures: &Figures<'_>, twin: usize) {
    let name = |group: usize| &figures.scenario.society().population.groups[group].name;
    let ratio = |measure| {
        let of = |group| figures.values(measure, twin, By::Group(group));
        told(estimate(of(1).into_iter().zip(of(0)).map(|(second, first)| second / first)))
    };
    let _ = writeln!(
        text,
        "  Days of wrongful restriction of an adult of {}, for each of one of {}: {};\n  \
         of those that began with mistaken faces: {}.",
        name(1),
        name(0),
        ratio("wrongful.days"),
        ratio("wrongful.days.misidentified"),
    );
}

/// The cell of group, income tenth, sex and age band that is wronged most.
fn worst_cell(text: &mut String, figures: &Figures<'_>, twin: usize) {
    let measure = "wronged.ever";
    let (frame, lived) = (&figures.frame, figures.lived);
    let number = |&one: &usize| frame.measures[one].name == measure;
    let Some(column) = frame.by_cell.iter().position(number) else { return };
    let told_apart = |&cell: &usize| {
        let adults: i64 = lived.iter().map(|world| world.twins[twin].cells[cell].1).sum();
        adults >= SMALLEST_CELL
    };
    let values =
        |cell: usize| lived.iter().map(move |world| world.twins[twin].cells[cell].0[column]);
    let cells: Vec<usize> = (0..lived[0].twins[twin].cells.len()).filter(told_apart).collect();
    let found = cells.iter().filter_map(|&cell| Some((cell, estimate(values(cell))?)));
    let Some((cell, worst)) = found.max_by(|a, b| a.1.mean.total_cmp(&b.1.mean)) else { return };
    let (_, part) = Names(figures.scenario).of(By::Cell(Cell(cell as u16)));
    let _ = writeln!(
        text,
        "  Wronged most of {} parts of society: {part}, {} of every 1,000.",
        cells.len(),
        told(Some(worst)),
    );
}

/// Every measure of every twin as a table: mean, error of the mean, range of nine in ten worlds,
/// and the paired difference from the baseline.
#[must_use]
pub fn table(scenario: &Scenario, lived: &[Lived], families: &[Family]) -> String {
    let figures = Figures::new(scenario, lived);
    let mut text = String::new();
    for (twin, of) in scenario.twins().iter().enumerate() {
        let _ = writeln!(
            text,
            "{}\n  {:<34} {:>12} {:>10}   {:<25} less baseline",
            of.name, "measure", "mean", "± error", "9 of 10 worlds"
        );
        for measure in
            figures.frame.measures.iter().filter(|measure| families.contains(&measure.family))
        {
            let Some(found) = figures.of(&measure.name, twin) else { continue };
            let show = |value| digits(value, found.error);
            let error =
                found.error.map_or_else(|| "-".to_owned(), |error| digits(error, Some(error)));
            let range = format!("{} to {}", show(found.nine_in_ten.0), show(found.nine_in_ten.1));
            let difference = figures
                .difference(&measure.name, twin)
                .map_or_else(String::new, |it| told(Some(it)));
            let _ = writeln!(
                text,
                "  {:<34} {:>12} {:>10}   {:<25} {difference}  {}",
                measure.name,
                show(found.mean),
                error,
                range,
                measure.unit.name()
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_never_exceed_two_of_the_error() {
        assert_eq!(digits(71.234_56, Some(0.41)), "71.23");
        assert_eq!(digits(71.234_56, Some(4.1)), "71.2");
        assert_eq!(digits(3540.2, Some(50.0)), "3540");
        assert_eq!(digits(-0.000_01, Some(0.5)), "0.00");
    }
}
