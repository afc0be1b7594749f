//! The page of measures.

use std::fmt::Write as _;

use society::measures::Family;
use society::scenario::TwinId;

use super::example::Example;
use super::{WRITTEN, cell, code, head, row};

const BEGIN: &str = "\
# Measures

Every number that Nosedive reports is one of these. They are grouped in families; each family says
why it matters and what it cannot show.

The examples are those of `nosedive demo`: 10,000 made-up citizens, 4 years, 8 worlds, under
`as-reported` and under `no_scheme`, the same people without a scheme. In brackets stands the 95 %
interval of the mean over worlds. A dash means that the measure has no value there, as a share of
nothing has none. Eight worlds are a draft. Do not quote these figures.
";

/// The page.
pub(super) fn page(example: &Example) -> String {
    let mut text = format!("{WRITTEN}{BEGIN}");
    let twins = example.twins();
    let examples: Vec<String> = twins.iter().map(|twin| format!("Example: `{twin}`")).collect();
    let mut names = vec!["Measure", "What it says", "Unit"];
    names.extend(examples.iter().map(String::as_str));
    let measures = example.measures();
    for family in Family::ALL {
        let _ = write!(
            text,
            "\n## {}\n\n**Why it matters.** {}\n\n**Known limits.** {}\n\n{}",
            family.name(),
            family.why(),
            family.limits(),
            head(&names)
        );
        for measure in measures.iter().filter(|measure| measure.family == family) {
            let mut cells =
                vec![code(&measure.name), cell(&measure.definition), cell(measure.unit.name())];
            cells.extend((0..twins.len()).map(|twin| example.describe(measure.id, TwinId(twin))));
            text.push_str(&row(cells));
        }
    }
    text
}
