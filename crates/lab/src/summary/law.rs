//! The rules of the policies before the law, as a table: gravity beside consequence.

use std::fmt::Write as _;

use society::scenario::TwinId;

use crate::estimate::Estimate;
use crate::figures::Figures;
use crate::law::{Quotient, RuleFigures, rules};
use crate::numbers::digits;
use crate::words::{WIDTH, wrapped};

/// The tables of all twins but those without rules, each 80 columns wide.
pub(super) fn tables(figures: &Figures<'_>) -> String {
    let twins = figures.scenario.twin_ids();
    let tables: String = twins.map(|twin| table(figures, twin)).collect();
    if tables.is_empty() { tables } else { tables + &legend() }
}

/// The table of a twin; empty where it has no rule.
fn table(figures: &Figures<'_>, twin: TwinId) -> String {
    let rules = rules(figures, twin);
    if rules.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}, rule by rule\n", figures.name(twin));
    let heads = ["harm", "charges", "wrong %", "days", "fines", "felt", "else %", "wrong %"];
    row(&mut text, "rule (observed in)", heads.map(str::to_owned));
    for rule in &rules {
        add(&mut text, rule);
    }
    text.push_str(&contrast(&rules).unwrap_or_default());
    text
}

/// Adds the line of a rule, and one of where its penalties fall.
fn add(text: &mut String, rule: &RuleFigures) {
    let name = match rule.observed_in {
        Some(context) => format!("{} ({})", rule.deed.name(), context.name()),
        None => format!("{} (no rule)", rule.deed.name()),
    };
    let rate = |of: Option<Estimate>| {
        of.map_or_else(String::new, |it| {
            let half = it.interval.map(|(low, high)| (high - low) / 2.0);
            unless_few(it.mean, half, digits(it.mean, half.map(|half| 10.0 * half)))
        })
    };
    let cells = [
        rule.harm.map_or_else(String::new, |harm| harm.to_string()),
        rate(rule.charges),
        show(rule.charged_wrongly, PERCENT),
        show(rule.days, (1.0, 1.0)),
        show(rule.fines, (1000.0, 1.0)),
        rate(rule.felt),
        show(rule.unrelated, PERCENT),
        show(rule.felt_wrongly, PERCENT),
    ];
    row(text, &name, cells);
    let shares = rule.falls_in.iter().map(|(context, share)| (context.name(), 100.0 * share));
    let shares = shares.filter(|(_, share)| *share >= 0.5);
    let told: Vec<String> = shares.map(|(name, share)| format!("{name} {share:.0} %")).collect();
    if !told.is_empty() {
        text.push_str(&listed("  felt in: ", &told));
    }
}

/// Items behind a heading, in lines of at most 80 characters; none is broken.
fn listed(heading: &str, items: &[String]) -> String {
    let (mut text, mut width) = (heading.to_owned(), heading.len());
    for (number, item) in items.iter().enumerate() {
        let item = if number + 1 < items.len() { format!("{item},") } else { item.clone() };
        if number > 0 {
            let is_full = width + 1 + item.len() > WIDTH;
            text.push_str(if is_full { "\n    " } else { " " });
            width = if is_full { 4 } else { width + 1 };
        }
        width += item.len();
        text.push_str(&item);
    }
    text + "\n"
}

/// Adds a line of the table.
fn row(text: &mut String, name: &str, cells: [String; 8]) {
    let [harm, charges, charged, days, fines, felt, unrelated, wrong] = cells;
    let line = format!(
        "{name:<24}{harm:>5}{charges:>8}{charged:>8}{days:>7}{fines:>6}{felt:>7}{unrelated:>7}{wrong:>8}"
    );
    let _ = writeln!(text, "{}", line.trim_end());
}

/// A share in percent, to whole numbers at most.
const PERCENT: (f64, f64) = (100.0, 10.0);

/// A ratio times a factor, to one digit of half its interval, or of a tenth of `least` where that is
/// more.
fn show(of: Option<Quotient>, (times, least): (f64, f64)) -> String {
    of.map_or_else(String::new, |it| {
        let half = it.interval.map(|(low, high)| (high - low) / 2.0 * times);
        let error = (10.0 * half.unwrap_or(0.0)).max(least);
        unless_few(it.value * times, half, digits(it.value * times, Some(error)))
    })
}

/// A figure as `shown`, unless half its interval is as wide as itself: then there were too few events.
fn unless_few(value: f64, half: Option<f64>, shown: String) -> String {
    if value > 0.0 && half.is_some_and(|half| half >= value) { "few".to_owned() } else { shown }
}

/// The gravest conduct beside the one with the heaviest consequence; `None` where they are the same.
fn contrast(rules: &[RuleFigures]) -> Option<String> {
    let charged = || rules.iter().filter_map(|rule| Some((rule, rule.harm?, rule.days?.value)));
    let gravest = charged().max_by(|a, b| a.1.cmp(&b.1).then(a.2.total_cmp(&b.2)))?;
    let heaviest = charged().max_by(|a, b| a.2.total_cmp(&b.2)).filter(|it| it.2 > 0.0)?;
    let told = |(rule, harm, days): (&RuleFigures, u8, f64)| {
        format!(
            "{} (harm {harm}) brings {} days of restriction",
            rule.deed.name(),
            digits(days, Some(0.5 * days))
        )
    };
    (gravest.1 > heaviest.1).then(|| {
        wrapped(&format!(
            "The gravest conduct is not treated most severely: a charge of {}, one of {}.",
            told(gravest),
            told(heaviest)
        ))
    })
}

/// The legend under the tables.
fn legend() -> String {
    wrapped(
        "AI Act, Article 5(1)(c): (i) treatment in unrelated contexts: `else`, penalties felt in another \
         part of life than the conduct's; (ii) disproportion: harm of a breach, in the scenario's weights, \
         beside days of restriction and fines [1/1000 months of income] for each charge. Charges and penalties \
         felt: a year of 1,000 adults; few: as unsure as large. Wrong: charges put to the adult by an error; penalties that true \
         deeds would not bring. Days are of restrictions that began with the conduct, whatever came \
         before. A number is no finding of law. The table `law` has the intervals.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_life_stays_on_one_line_with_its_share() {
        let items: Vec<String> =
            (0..9).map(|number| format!("communication {} %", 3 * number + 7)).collect();
        let text = listed("  felt in: ", &items);
        assert!(text.lines().count() > 2 && text.lines().all(|line| line.len() <= WIDTH), "{text}");
        let whole = |item: &String| text.lines().any(|line| line.contains(item));
        assert!(items.iter().all(whole), "{text}");
    }
}
