//! Claims of the press about the system, answered by the figures of a run.

use std::fmt::Write as _;

use reader::claims::{Claim, ClaimFigure, ClaimParts, claims};
use reader::facts::{Fact, facts};
use society::measures::{Breakdown, MeasureId, catalogue};
use society::population::{Decile, GroupId};
use society::scenario::{Scenario, TwinId};

use crate::estimate::{Estimate, estimate};
use crate::figures::{Figures, studied};
use crate::labels::Labels;
use crate::numbers::{NOTHING, with_half};
use crate::study::WorldOutcome;
use crate::words::{WIDTH, wrapped_to};

/// A claim with its answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The claim.
    pub claim: &'static Claim,
    /// Its figures, part by part.
    pub figures: Vec<AnswerFigure>,
}

/// One figure of an answer, of one part of the society.
#[derive(Clone, Debug)]
pub struct AnswerFigure {
    /// The figure in words.
    pub say: &'static str,
    /// The part of the society or the band; empty for everyone.
    pub part: String,
    /// Name of the measure.
    pub measure: String,
    /// Name of the twin.
    pub twin: String,
    /// Whether it is relative to the baseline [share].
    pub is_change: bool,
    /// Whether the run has the twin.
    pub is_in_run: bool,
    /// The estimate; `None` where the measure has no value in any world.
    pub estimate: Option<Estimate>,
}

impl AnswerFigure {
    /// The 95 % interval of the estimate, within the values that the figure can have.
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        let measure = MeasureId::named(&self.measure)?;
        let range = catalogue()[measure.number()].range();
        let change = if *range.start() < 0.0 { f64::NEG_INFINITY } else { -1.0 };
        let range = if self.is_change { change..=f64::INFINITY } else { range };
        self.estimate?.interval_within(&range)
    }
}

/// Every claim with its answer, for the policy that the run studies.
///
/// ```
/// use lab::{claims::answers, study::worlds};
///
/// let small = reader::Overrides { citizens: Some(300), days: Some(90), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let answers = answers(&loaded.scenario, &worlds(&loaded.scenario, 2));
/// assert_eq!(answers.len(), 25);
/// assert_eq!(answers[2].claim.id, "C3");
/// assert!(answers[2].figures[0].estimate.is_some_and(|score| score.mean > 500.0));
/// ```
#[must_use]
pub fn answers(scenario: &Scenario, worlds: &[WorldOutcome]) -> Vec<Answer> {
    let figures = Figures::new(scenario, worlds);
    let answer = |claim: &'static Claim| Answer {
        claim,
        figures: claim.figures.iter().flat_map(|figure| of_figure(&figures, figure)).collect(),
    };
    claims().iter().map(answer).collect()
}

/// A figure of a claim for each of its parts.
fn of_figure(figures: &Figures<'_>, figure: &'static ClaimFigure) -> Vec<AnswerFigure> {
    let studied = studied(figures.scenario);
    let twin = figure.twin.as_ref().map_or(Some(studied), |name| figures.twin(name));
    let name = figure.twin.clone().unwrap_or_else(|| figures.name(studied).to_owned());
    let answer = |part: Part| AnswerFigure {
        say: &figure.say,
        estimate: twin.and_then(|twin| part.estimate(figures, twin, figure.change)),
        part: part.label,
        measure: part.measure,
        twin: name.clone(),
        is_change: figure.change,
        is_in_run: twin.is_some(),
    };
    parts(figures, figure).into_iter().map(answer).collect()
}

/// A part of the society, or a band, for which a figure is reported.
struct Part {
    label: String,
    measure: String,
    by: Breakdown,
}

impl Part {
    fn estimate(&self, figures: &Figures<'_>, twin: TwinId, change: bool) -> Option<Estimate> {
        let measure = MeasureId::named(&self.measure)?;
        if change {
            figures.change_of(measure, twin, self.by)
        } else {
            estimate(figures.values(measure, twin, self.by))
        }
    }
}

/// The parts for which a figure is reported.
fn parts(figures: &Figures<'_>, figure: &ClaimFigure) -> Vec<Part> {
    let scenario = figures.scenario;
    let part = |by: Breakdown, label: String| Part { label, measure: figure.measure.clone(), by };
    match figure.by {
        ClaimParts::Everyone => vec![part(Breakdown::All, String::new())],
        ClaimParts::Groups => {
            let groups = GroupId::all(&scenario.society().population.groups).map(Breakdown::Group);
            groups.map(|group| part(group, Labels(scenario).part(group))).collect()
        }
        ClaimParts::Tenths => vec![
            part(Breakdown::Decile(Decile::POOREST), "poorest tenth".to_owned()),
            part(Breakdown::Decile(Decile::RICHEST), "richest tenth".to_owned()),
        ],
        ClaimParts::Bands => {
            let bands = &scenario.twin(studied(scenario)).policy.bands;
            let band = |number: usize| Part {
                label: bands[number].name.clone(),
                measure: figure.measure.replace("{}", &number.to_string()),
                by: Breakdown::All,
            };
            (0..bands.len()).map(band).collect()
        }
    }
}

/// The answers as text, 80 columns wide.
#[must_use]
pub fn text(answers: &[Answer]) -> String {
    let mut text = String::from(
        "The system as the press described it, claim by claim. ±: half a 95 % interval.\n",
    );
    for answer in answers {
        let claim = answer.claim;
        let _ = writeln!(text, "\n{:<4} {}", claim.id, claim.say);
        answer.figures.iter().for_each(|figure| text.push_str(&line(figure)));
        let named = |name: &String| facts().iter().find(|fact| fact.id == *name);
        let published: Vec<&Fact> = claim.facts.iter().filter_map(named).collect();
        for fact in &published {
            let said = format!("published: {}: {} {}", fact.quantity, fact.figure, fact.unit);
            text.push_str(&beneath(&said));
        }
        if published.is_empty() {
            text.push_str(&beneath("published: no figure was found"));
        }
        text.push_str(&beneath(&format!("weak point: {}", claim.weak)));
    }
    text
}

/// The line of a figure.
fn line(figure: &AnswerFigure) -> String {
    let say = match figure.part.is_empty() {
        true => figure.say.to_owned(),
        false => format!("{}: {}", figure.say, figure.part),
    };
    let value = match (&figure.estimate, figure.is_in_run) {
        (_, false) => "not in this run".to_owned(),
        (None, true) => NOTHING.to_owned(),
        (Some(of), true) => {
            let (factor, unit) = if figure.is_change { (100.0, " %") } else { (1.0, "") };
            let interval = figure.interval().map(|(low, high)| (low * factor, high * factor));
            with_half(Some(&of.times(factor)), interval) + unit
        }
    };
    // A wide value takes of the room of a short figure, or a line of its own.
    let room = (WIDTH - INDENT.len() - 1).saturating_sub(value.chars().count().max(20));
    match say.chars().count() <= room {
        true => format!("{INDENT}{say:<room$} {value:>20}\n"),
        false => format!("{INDENT}{say}\n{value:>WIDTH$}\n"),
    }
}

/// A sentence under a claim, broken into lines and indented.
fn beneath(sentence: &str) -> String {
    let lines = wrapped_to(sentence, WIDTH - INDENT.len() - 2);
    let indented = |(at, line): (usize, &str)| format!("{INDENT}{}{line}\n", ["", "  "][at.min(1)]);
    lines.lines().enumerate().map(indented).collect()
}

/// The space before everything under a claim.
const INDENT: &str = "     ";
