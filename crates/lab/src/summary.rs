//! What a run says: sentences that anyone can read, and beside them a table that holds up, each
//! figure with the error of its mean and the range of worlds, the two never mixed.

use std::fmt::Write as _;

use crate::clumps::{Clumps, clumps};
use crate::estimate::{Estimate, blind_spot, digits, estimate, is_known, pairing, ratio};
use crate::labels::Labels;
use crate::patterns;
use crate::run::{Layout, SMALLEST_CELL, WorldOutcome, WorldResult};
use reader::{LoadedScenario, Stop};
use society::measures::{Breakdown, Family};
use society::population::Cell;
use society::scenario::{Conduct, Scenario};

/// What a run shows first: measures, each as its row is headed.
const HEADLINES: [(&str, &str); 9] = [
    ("restricted.ever", "restricted at some time, of 1,000 adults"),
    ("wronged.ever", "  wrongly: their true deeds would not"),
    ("spared", "free, though their true deeds would, of 1,000"),
    ("grounded.ever", "barred from planes, of 1,000 citizens"),
    ("off-rail.ever", "barred from fast trains, of 1,000 citizens"),
    ("wrongful.days", "days of wrongful restriction, a year of 1,000"),
    ("transgressions", "duties broken, a day of 1,000 adults"),
    ("lawful.speaking", "lawful critical speech, a year of an adult"),
    ("over-ties.share", "share of deducted points that came over ties"),
];

/// The figures of a run, to be asked for by name.
#[derive(Debug)]
pub struct Figures<'a> {
    scenario: &'a Scenario,
    frame: Layout,
    lived: Vec<&'a WorldResult>,
}

impl<'a> Figures<'a> {
    /// The figures of those of `worlds` that did not fail.
    #[must_use]
    pub fn new(scenario: &'a Scenario, worlds: &'a [WorldOutcome]) -> Figures<'a> {
        let lived = worlds.iter().filter_map(|world| world.fate.as_ref().ok()).collect();
        Figures { scenario, frame: Layout::new(scenario), lived }
    }
    /// The number of a twin, by its name.
    #[must_use]
    pub fn twin(&self, name: &str) -> Option<usize> {
        self.scenario.twins().iter().position(|twin| twin.name == name)
    }

    /// A measure at the end, in each world, for some citizens of one twin; empty where there is
    /// no such measure.
    #[must_use]
    pub fn values(&self, measure: &str, twin: usize, by: Breakdown) -> Vec<f64> {
        let number = self.frame.measures.iter().position(|one| one.name == measure);
        let part = self.frame.by.iter().position(|&one| one == by);
        let (Some(number), Some(part)) = (number, part) else { return Vec::new() };
        self.lived.iter().map(|world| world.twins[twin].outcomes[part][number]).collect()
    }

    /// The estimate of a measure at the end, for everyone of one twin.
    #[must_use]
    pub fn of(&self, measure: &str, twin: usize) -> Option<Estimate> {
        estimate(self.values(measure, twin, Breakdown::All))
    }

    /// The estimate of the difference of one twin from the baseline, world by world.
    #[must_use]
    pub fn difference(&self, measure: &str, twin: usize) -> Option<Estimate> {
        let there = self.values(measure, self.scenario.baseline(), Breakdown::All);
        let here = self.values(measure, twin, Breakdown::All);
        estimate(here.into_iter().zip(there).map(|(here, there)| here - there))
    }

    /// The estimate of a change relative to the baseline, world by world [share].
    #[must_use]
    pub fn change(&self, measure: &str, twin: usize) -> Option<Estimate> {
        let there = self.values(measure, self.scenario.baseline(), Breakdown::All);
        let here = self.values(measure, twin, Breakdown::All);
        estimate(here.into_iter().zip(there).map(|(here, there)| here / there - 1.0))
    }

    /// The clumps that the worlds of a twin fall into by a measure, where they do.
    #[must_use]
    pub fn clumps(&self, measure: &str, twin: usize) -> Option<Clumps> {
        clumps(self.values(measure, twin, Breakdown::All))
    }
}

/// A number to one digit of its error, for sentences.
fn roughly(value: f64, spread: f64) -> String {
    let places = if spread > 0.0 { (-libm::log10(spread).floor()).clamp(0.0, 6.0) } else { 0.0 };
    let text = digits(value, None);
    if spread > 0.0 { format!("{value:.0$}", places as usize) } else { text }
}

/// How far the worlds differ, as one standard deviation.
fn spread(of: &Estimate) -> f64 {
    of.error.unwrap_or(0.0) * (of.worlds as f64).sqrt()
}

/// `value [low to high]`: nine of ten worlds lie in the brackets.
fn in_words(of: &Estimate, factor: f64) -> String {
    if of.error.is_none() {
        return format!("{} [one world, no range]", digits(of.mean * factor, None));
    }
    let spread = spread(of) * factor.abs();
    let show = |value: f64| roughly(value * factor, spread);
    let (low, high) = of.nine_in_ten;
    if show(low) == show(high) {
        return format!("{} [in all worlds]", show(of.mean));
    }
    format!("{} [{} to {}]", show(of.mean), show(low), show(high))
}

/// A measure of a twin in words: its clumps where the worlds fall into two.
fn measured(figures: &Figures<'_>, measure: &str, twin: usize) -> Option<String> {
    let found = figures.of(measure, twin)?;
    let split = figures.clumps(measure, twin);
    Some(split.map_or_else(|| in_words(&found, 1.0), |split| format!("({})", clumped(&split))))
}

/// The run on one screen: sentences, the headlines of every twin, and how sure they are.
#[must_use]
pub fn screen(asked: &LoadedScenario, worlds: &[WorldOutcome]) -> String {
    let scenario = &asked.scenario;
    let figures = Figures::new(scenario, worlds);
    let mut text = String::new();
    if figures.lived.is_empty() {
        return "No world was lived to its end.\n".to_owned();
    }
    sentences(&mut text, &figures);
    text.push('\n');
    let others = (0..scenario.twins().len()).filter(|&twin| twin != scenario.baseline());
    if scenario.baseline() != 0 && others.clone().count() == 1 {
        others.for_each(|twin| headlines(&mut text, &figures, twin));
    } else {
        beside_each_other(&mut text, &figures);
    }
    sure(&mut text, &figures, &asked.stop, worlds);
    text
}

/// Everything that a run says in words and in its chief figures: what `summary.txt` holds.
#[must_use]
pub fn summary(asked: &LoadedScenario, worlds: &[WorldOutcome]) -> String {
    let scenario = &asked.scenario;
    let figures = Figures::new(scenario, worlds);
    let mut text = format!("{}\n{}\n\n{}", asked.title, asked.question, screen(asked, worlds));
    if figures.lived.is_empty() {
        return text;
    }
    for twin in (0..scenario.twins().len()).filter(|&twin| twin != scenario.baseline()) {
        let name = &scenario.twins()[twin].name;
        let _ = writeln!(text, "\n{name}: whom it hits");
        if scenario.society().population.groups.len() > 1 {
            groups(&mut text, &figures, twin);
        }
        worst_cell(&mut text, &figures, twin);
    }
    if !asked.reform.is_empty() {
        let _ = writeln!(text, "\nWhat the reform changes");
        for change in &asked.reform {
            let _ = writeln!(text, "  {}", told(change));
        }
    }
    let found = patterns::found(asked, worlds);
    if !found.is_empty() {
        let _ = writeln!(text, "\n{}{}", patterns::table(&found), patterns::verdict(&found));
    }
    let _ = writeln!(text, "\n{}", asked.numbers());
    text
}

/// A change of a reform as a line.
#[must_use]
pub fn told(change: &reader::ReformLine) -> String {
    let when =
        if change.from_day == 0 { String::new() } else { format!(" from day {}", change.from_day) };
    let why = if change.why.is_empty() { String::new() } else { format!(": {}", change.why) };
    format!("{} = {}{when}{why}", change.path, change.to)
}

/// A number of people with thousands set apart.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of days in words.
#[must_use]
pub fn lasting(days: u16) -> String {
    match (days / 365, days % 365) {
        (1, 0) => "1 year".to_owned(),
        (years, 0) if years > 0 => format!("{years} years"),
        _ => format!("{days} days"),
    }
}

fn sentences(text: &mut String, figures: &Figures<'_>) {
    let scenario = figures.scenario;
    let twin = usize::from(scenario.baseline() == 0 && scenario.twins().len() > 1);
    let name = &scenario.twins()[twin].name;
    let society = scenario.society();
    let Some(ever) = figures.of("restricted.ever", twin) else { return };
    let Some(shown) = measured(figures, "restricted.ever", twin) else { return };
    let _ = writeln!(
        text,
        "In this made-up society of {}, over {}, {name} restricted\n\
         {shown} of every 1,000 adults at some time.      In brackets: 9 of 10 worlds.",
        grouped(society.citizens.into()),
        lasting(society.days),
    );
    if let Some(wrong) = measured(figures, "wronged.ever", twin).filter(|_| ever.mean > 0.0) {
        let _ = writeln!(
            text,
            "{wrong} of them were restricted wrongly: their true deeds would not have done it."
        );
    }
    if twin != scenario.baseline() {
        duties(text, figures, twin);
    }
}

/// Whether duties were broken less often than under the baseline, and in how many worlds.
fn duties(text: &mut String, figures: &Figures<'_>, twin: usize) {
    let scenario = figures.scenario;
    let baseline = &scenario.twins()[scenario.baseline()].name;
    let of = |twin| figures.values("transgressions", twin, Breakdown::All);
    let apart: Vec<f64> =
        of(twin).iter().zip(of(scenario.baseline())).map(|(here, there)| here - there).collect();
    let Some(change) = figures.change("transgressions", twin) else { return };
    if apart.iter().all(|&apart| apart == 0.0) {
        let _ = writeln!(
            text,
            "Duties were broken exactly as often as by the same people with the\n\
             same luck under {baseline}, in every world."
        );
        return;
    }
    let less = change.mean < 0.0;
    let agree = apart.iter().filter(|&&apart| (apart < 0.0) == less && apart != 0.0).count();
    let (low, high) = change.nine_in_ten;
    let told = Estimate { nine_in_ten: if less { (high, low) } else { (low, high) }, ..change };
    let _ = writeln!(
        text,
        "Duties were broken {} % {} often than by the same people with the\n\
         same luck under {baseline}; so in {agree} of {} worlds.",
        in_words(&told, if less { -100.0 } else { 100.0 }),
        if less { "less" } else { "more" },
        apart.len(),
    );
}

/// The headlines of one twin: mean, error of the mean, range of worlds, difference.
fn headlines(text: &mut String, figures: &Figures<'_>, twin: usize) {
    let scenario = figures.scenario;
    let baseline = &scenario.twins()[scenario.baseline()].name;
    let name = &scenario.twins()[twin].name;
    let less = format!("less {baseline}");
    let _ = writeln!(
        text,
        "{name:<45} {:>9} {:>8}  {:<16}{less:>17}",
        "mean", "±error", "9 of 10 worlds"
    );
    for (measure, label) in HEADLINES {
        let Some(found) = figures.of(measure, twin) else { continue };
        if let Some(split) = figures.clumps(measure, twin) {
            let _ = writeln!(text, "{label:<45} {}", clumped(&split));
            continue;
        }
        let (low, high) = found.nine_in_ten;
        let far = spread(&found);
        let range = format!("{} to {}", roughly(low, far / 3.0), roughly(high, far / 3.0));
        let apart = figures.difference(measure, twin);
        let row = format!(
            "{label:<45} {:>9} {:>8}  {range:<16}{:>17}",
            digits(found.mean, found.error),
            error_of(found.error),
            apart.map_or_else(String::new, |it| signed(&it)),
        );
        let _ = writeln!(text, "{}", row.trim_end());
    }
}

/// The headlines of every twin as numbers, for programs.
#[must_use]
pub fn headlines_json(scenario: &Scenario, worlds: &[WorldOutcome]) -> serde_json::Value {
    let figures = Figures::new(scenario, worlds);
    let mut rows = Vec::new();
    for (twin, of) in scenario.twins().iter().enumerate() {
        for (measure, _) in HEADLINES {
            let Some(found) = figures.of(measure, twin) else { continue };
            let apart = figures.difference(measure, twin);
            rows.push(serde_json::json!({
                "twin": of.name, "measure": measure, "worlds": found.worlds, "mean": found.mean,
                "error": found.error, "interval95": found.interval,
                "nine_in_ten": found.nine_in_ten,
                "clumps": figures.clumps(measure, twin).map(|split| {
                    [(split.low.worlds, split.low.mean), (split.high.worlds, split.high.mean)]
                }),
                "less_baseline": apart.map(|it| it.mean),
                "less_baseline_error": apart.and_then(|it| it.error),
            }));
        }
    }
    serde_json::Value::Array(rows)
}

/// Two clumps in words.
fn clumped(split: &Clumps) -> String {
    let all = split.low.worlds + split.high.worlds;
    let say = |of: &Estimate| {
        format!("in {} of {all} worlds {}", of.worlds, digits(of.mean, of.error.or(Some(0.1))))
    };
    format!("{}; {}", say(&split.low), say(&split.high))
}

fn error_of(error: Option<f64>) -> String {
    error.map_or_else(|| "one world".to_owned(), |error| format!("±{}", digits(error, Some(error))))
}

fn signed(of: &Estimate) -> String {
    let sign = if of.mean > 0.0 { "+" } else { "" };
    format!("{sign}{} {}", digits(of.mean, of.error), error_of(of.error))
}

/// A row for each twin: what it does beside the baseline.
fn beside_each_other(text: &mut String, figures: &Figures<'_>) {
    let scenario = figures.scenario;
    let baseline = &scenario.twins()[scenario.baseline()].name;
    let _ = writeln!(
        text,
        "{:<18}{:>24}{:>24}{:>30}\n{:<18}{:>24}{:>24}{:>30}",
        "±error of the mean",
        "restricted at some time",
        "of these wrongly",
        "duties broken [%]",
        "",
        "of 1,000 adults",
        "of 1,000 adults",
        format!("more than {baseline}"),
    );
    for (twin, of) in scenario.twins().iter().enumerate() {
        let cell = |measure: &str| match (figures.of(measure, twin), figures.clumps(measure, twin))
        {
            (_, Some(_)) => "two clumps of worlds".to_owned(),
            (Some(it), None) => {
                format!("{} {}", digits(it.mean, it.error), error_of(it.error))
            }
            (None, None) => "-".to_owned(),
        };
        let change = figures.change("transgressions", twin);
        let change = change.filter(|_| twin != scenario.baseline()).map(|it| {
            let of = |it: Estimate| Estimate {
                mean: it.mean * 100.0,
                error: it.error.map(|error| error * 100.0),
                ..it
            };
            signed(&of(it))
        });
        let _ = writeln!(
            text,
            "{:<18}{:>24}{:>24}{:>30}",
            of.name,
            cell("restricted.ever"),
            cell("wronged.ever"),
            change.unwrap_or_else(|| "-".to_owned()),
        );
    }
}

/// How sure it all is: why the run stopped, what may have been missed, what pairing saved.
fn sure(text: &mut String, figures: &Figures<'_>, stop: &Stop, worlds: &[WorldOutcome]) {
    let lived = figures.lived.len();
    let wanted = libm::round(1000.0 * stop.within) / 10.0;
    let found = figures.of(&stop.measure, 0);
    let known = found.is_some_and(|found| is_known(&found, stop.within));
    let why = match (stop.least == stop.most, known) {
        (true, _) => "as asked",
        (false, true) => "enough",
        (false, false) => "the most allowed",
    };
    let half = found.and_then(|it| Some((it.interval?, it.mean)));
    let half = half.map(|((low, high), mean)| 100.0 * (high - low) / 2.0 / mean.abs());
    let width = match (found, half) {
        (None, _) => "has no value in any world".to_owned(),
        (Some(_), None) => "has no interval from one world".to_owned(),
        (Some(_), Some(half)) if half.is_nan() => "is the same in every world".to_owned(),
        (Some(_), Some(half)) => format!("is known to ±{half:.1} % (95 % interval)"),
    };
    let _ = writeln!(text, "{lived} worlds, {why}: {} {width}; wanted: ±{wanted} %.", stop.measure);
    let failed = worlds.len() - lived;
    if failed > 0 {
        let first = worlds.iter().find_map(|world| world.fate.as_ref().err());
        let why = first.map_or("", String::as_str);
        let _ =
            writeln!(text, "{failed} of {} worlds failed and are left out: {why}", worlds.len());
    }
    let blind = 100.0 * blind_spot(lived);
    let _ = write!(
        text,
        "Blind spot: what happens in fewer than {blind:.0} of 100 worlds may have been missed."
    );
    let (twin, baseline) = (0, figures.scenario.baseline());
    let of = |twin| figures.values("transgressions", twin, Breakdown::All);
    let saved = (twin != baseline).then(|| pairing(&of(twin), &of(baseline))).flatten();
    if let Some(saved) = saved.filter(|&saved| saved >= 2.0) {
        let _ = write!(
            text,
            "\nPairing saved work: unpaired, duties broken would need {} times as many.",
            grouped(saved as u64)
        );
    }
    text.push('\n');
    if lived < 32 {
        let _ = writeln!(text, "DRAFT: fewer than 32 worlds; do not quote these figures.");
    }
}

/// An estimate as `mean (low to high)`, the 95 % interval of the mean.
fn within(of: Option<Estimate>) -> String {
    let Some(of) = of else { return "nothing to tell".to_owned() };
    let show = |value: f64| digits(value, of.error);
    match of.interval {
        Some((low, high)) => format!("{} ({} to {})", show(of.mean), show(low), show(high)),
        None => format!("{} (one world, no interval)", show(of.mean)),
    }
}

/// How the first two groups fare beside each other: in all that is wrongful, and in what mistaken
/// faces alone do.
fn groups(text: &mut String, figures: &Figures<'_>, twin: usize) {
    let name = |group: usize| &figures.scenario.society().population.groups[group].name;
    let times = |measure| {
        let of = |group| figures.values(measure, twin, Breakdown::Group(group));
        match ratio(&of(1), &of(0)) {
            None => "nothing to tell".to_owned(),
            Some((found, None)) => format!("{} (no interval)", digits(found, None)),
            Some((found, Some((low, high)))) => {
                let error = (high - low) / 4.0;
                let show = |value: f64| digits(value, Some(error));
                format!("{} ({} to {})", show(found), show(low), show(high))
            }
        }
    };
    let _ = writeln!(
        text,
        "  Days of wrongful restriction of an adult of {}, for each of one of {}: {};\n  \
         of those that began with mistaken faces: {}. In brackets: 95 % intervals.",
        name(1),
        name(0),
        times("wrongful.days"),
        times("wrongful.days.misidentified"),
    );
    let speech = figures.change(&format!("lawful.{}", Conduct::Speaking.name()), twin);
    if let Some(change) = speech {
        let _ = writeln!(
            text,
            "  Lawful critical speech changed by {} % in nine of ten worlds.",
            in_words(&change, 100.0)
        );
    }
}

/// The cell of group, income tenth, sex and age band that is wronged most: found in every other
/// world and measured in the rest, since the largest of many figures is large by luck too.
fn worst_cell(text: &mut String, figures: &Figures<'_>, twin: usize) {
    let measure = "wronged.ever";
    let (frame, lived) = (&figures.frame, &figures.lived);
    let number = |&one: &usize| frame.measures[one].name == measure;
    let Some(column) = frame.by_cell.iter().position(number) else { return };
    let told_apart = |&cell: &usize| {
        let adults: i64 = lived.iter().map(|world| world.twins[twin].cells[cell].1).sum();
        adults >= SMALLEST_CELL
    };
    let half = |cell: usize, from: usize| {
        let some = lived.iter().skip(from).step_by(2);
        estimate(some.map(move |world| world.twins[twin].cells[cell].0[column]))
    };
    let cells: Vec<usize> = (0..lived[0].twins[twin].cells.len()).filter(told_apart).collect();
    let found = cells.iter().filter_map(|&cell| Some((cell, half(cell, 0)?)));
    let most = found.max_by(|a, b| a.1.mean.total_cmp(&b.1.mean)).filter(|it| it.1.mean > 0.0);
    let Some((cell, worst)) = most.and_then(|(cell, _)| Some((cell, half(cell, 1)?))) else {
        return;
    };
    let (_, part) = Labels(figures.scenario).of(Breakdown::Cell(Cell(cell as u16)));
    let _ = writeln!(
        text,
        "  Wronged most of {} parts of society in half of the worlds: {part};\n  \
         in the other half {} of every 1,000 of them.",
        cells.len(),
        within(Some(worst)),
    );
}

/// Every measure of every twin as a table: mean, error of the mean, range of nine in ten worlds,
/// and the paired difference from the baseline.
#[must_use]
pub fn table(scenario: &Scenario, worlds: &[WorldOutcome], families: &[Family]) -> String {
    let figures = Figures::new(scenario, worlds);
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
            if let Some(split) = figures.clumps(&measure.name, twin) {
                let unit = measure.unit.name();
                let _ = writeln!(text, "  {:<34} {}  {unit}", measure.name, clumped(&split));
                continue;
            }
            let show = |value| digits(value, found.error);
            let error =
                found.error.map_or_else(|| "-".to_owned(), |error| digits(error, Some(error)));
            let range = format!("{} to {}", show(found.nine_in_ten.0), show(found.nine_in_ten.1));
            let difference = figures
                .difference(&measure.name, twin)
                .map_or_else(String::new, |it| within(Some(it)));
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
