//! Patterns: published figures that a scenario is compared with, `[[pattern]]`.

use society::measures::catalogue;
use society::scenario::{Bounds, Society};

use super::document::Document;
use super::value::{Number, Value};
use crate::facts::facts;
use crate::requirement::Requirement;

/// How a scenario uses a published figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It was set so as to meet the figure.
    Fit,
    /// It was not.
    Check,
}

impl Use {
    /// The word for it in files and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Use::Fit => "fit",
            Use::Check => "check",
        }
    }
}

/// The people among whom a published rate is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Denominator {
    /// Adults, as measures count.
    #[default]
    Adults,
    /// Citizens, children included.
    Citizens,
    /// Citizens of 15 to 59, whoever is counted over them.
    WorkingAge,
}

/// A published figure that a scenario speaks to, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Its name.
    pub name: String,
    /// How the figure is used.
    pub part: Use,
    /// A description of the figure, one line.
    pub say: String,
    /// The measure that speaks to it.
    pub measure: String,
    /// A measure that it is divided by.
    pub over: Option<String>,
    /// The number of the twin that it is about.
    pub twin: usize,
    /// The number of the twin that it is compared with, as a relative change.
    pub less: Option<usize>,
    /// The first and the last month, from 1, over which it is averaged; the end where there are none.
    pub months: Option<(usize, usize)>,
    /// The same for the measure that it is divided by, where that is of other months.
    pub over_months: Option<(usize, usize)>,
    /// The people that a measure per adult is converted to.
    pub of: Denominator,
    /// The figure, with the range of agreement.
    pub published: Number,
    /// The facts that the figure rests on, by name.
    pub facts: Vec<String>,
}

impl Pattern {
    /// The range of agreement with the published figure.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        self.published.range.unwrap_or((self.published.value, self.published.value))
    }
}

/// Bounds of the number of patterns of one scenario.
const PATTERNS: Bounds = Bounds::new(0.0..=64.0);

/// Bounds of a published figure, in the unit of its measure.
const PUBLISHED: Bounds = Bounds::new(-1e12..=1e12);

/// How far from a published figure without a range a result may lie and still agree.
const WITHIN: f64 = 0.1;

/// Bounds of a month: the last one is that of the longest scenario.
const MONTHS: Bounds = Bounds::new(1.0..=Society::DAYS.high / 365.0 * 12.0);

const DENOMINATORS: [(&str, Denominator); 3] = [
    ("adults", Denominator::Adults),
    ("citizens", Denominator::Citizens),
    ("15-59", Denominator::WorkingAge),
];

const USES: [(&str, Use); 2] = [("fit", Use::Fit), ("check", Use::Check)];

/// The patterns of a scenario with these twins. One that is inherited, about a twin that is gone,
/// goes as well; so does each about a twin that went because another policy was asked for.
pub(super) fn patterns(
    from: &mut Document,
    twins: &[String],
    is_other_policy: bool,
) -> Vec<Pattern> {
    let numbered: Vec<(String, usize)> = twins.iter().cloned().zip(0..).collect();
    let mut patterns = Vec::new();
    for name in from.names("pattern", PATTERNS) {
        let at = format!("pattern.{name}");
        let is_gone = |part: &str| {
            let key = format!("{at}.{part}");
            let word = from.clone().word_if(&key);
            (is_other_policy || !from.is_own(&key))
                && word.is_some_and(|word| !twins.contains(&word))
        };
        if !from.is_blank && (is_gone("twin") || is_gone("less")) {
            from.forget(&at);
            continue;
        }
        patterns.push(pattern(from, name, &numbered));
    }
    patterns
}

fn pattern(from: &mut Document, name: String, twins: &[(String, usize)]) -> Pattern {
    let at = |key: &str| format!("pattern.{name}.{key}");
    from.name_at(&at("id"));
    let stands = |from: &Document, key: &str| from.is_blank || from.stands(&at(key));
    let twin =
        |from: &mut Document, key: &str| stands(from, key).then(|| from.one_of(&at(key), twins));
    let (about, less) = (twin(from, "twin"), twin(from, "less"));
    let over = stands(from, "over").then(|| measure(from, &at("over")));
    Pattern {
        part: from.one_of(&at("use"), &USES),
        say: from.word(&at("say")),
        measure: measure(from, &at("measure")),
        over,
        twin: about.unwrap_or(0),
        less,
        months: months(from, &at("months")),
        over_months: months(from, &at("over_months")),
        of: from.one_of_or(&at("of"), &DENOMINATORS),
        published: published(from, &at("published")),
        facts: known(from, &at("facts")),
        name,
    }
}

/// The name of a measure.
pub(super) fn measure(from: &mut Document, key: &str) -> String {
    let measure = from.word(key);
    if from.holds_a_word(key) && catalogue().iter().all(|known| known.name != measure) {
        from.refuse(key, format!("\"{measure}\""), Requirement::Measure);
    }
    measure
}

/// The first and the last month whose values are taken, where not those of the end.
fn months(from: &mut Document, key: &str) -> Option<(usize, usize)> {
    let found = from.numbers_at(key)?;
    let whole = |month: f64| month.fract() == 0.0 && MONTHS.contains(month);
    match found[..] {
        [one] if whole(one) => Some((one as usize, one as usize)),
        [first, last] if whole(first) && whole(last) && first <= last => {
            Some((first as usize, last as usize))
        }
        _ => {
            let found = Value::Numbers(found).render();
            let allowed = Requirement::Months(MONTHS);
            from.refuse(key, found, allowed);
            None
        }
    }
}

fn published(from: &mut Document, key: &str) -> Number {
    from.number(key, PUBLISHED);
    let mut number = from.number_of(key).unwrap_or_else(|| Number::bare(0.0));
    let apart = WITHIN * number.value.abs();
    number.range.get_or_insert((number.value - apart, number.value + apart));
    number
}

/// The published figures that it rests on, by their names in the facts.
fn known(from: &mut Document, key: &str) -> Vec<String> {
    let names = from.words_if(key);
    for name in names.iter().filter(|name| facts().iter().all(|fact| fact.id != **name)) {
        let near = super::nearest(name, facts().iter().map(|fact| fact.id.as_str()));
        from.refuse(key, format!("\"{name}\""), Requirement::Facts(near));
    }
    names
}
