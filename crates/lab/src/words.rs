//! Figures in words, and sentences broken into lines.

use society::measures::MeasureId;
use society::scenario::TwinId;

use crate::estimate::Estimate;
use crate::figures::Figures;
use crate::numbers::{clumped, with_range};

/// Width of a line of sentences [characters].
pub(crate) const WIDTH: usize = 80;

/// The text in lines of at most 80 characters, broken between words, each ending in a line break.
pub(crate) fn wrapped(text: &str) -> String {
    wrapped_to(text, WIDTH)
}

/// The text in lines of at most `width` characters, each ending in a line break. No line begins with a
/// sign of percent: it stays with its number.
pub(crate) fn wrapped_to(text: &str, width: usize) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match words.last_mut().filter(|_| word.starts_with('%')) {
            Some(number) => number.push_str(&format!(" {word}")),
            None => words.push(word.to_owned()),
        }
    }
    let mut lines = vec![String::new()];
    for word in &words {
        let line = lines.last_mut().filter(|line| {
            line.is_empty() || line.chars().count() + 1 + word.chars().count() <= width
        });
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.clone()),
        }
    }
    lines.join("\n") + "\n"
}

/// A measure in words; its two clumps where the worlds fall into two.
pub(crate) fn in_words(
    figures: &Figures<'_>,
    measure: MeasureId,
    twin: TwinId,
    of: &Estimate,
) -> String {
    let split = figures.clumps(measure, twin);
    split.map_or_else(
        || with_range(of, figures.results.len()),
        |split| format!("({})", clumped(&split)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_eighty_and_no_word_is_lost() {
        let text = "of every 1,000 adults restricted ±3 ".repeat(40);
        let lines = wrapped(&text);
        assert!(lines.lines().all(|line| line.chars().count() <= 80 && !line.ends_with(' ')));
        assert!(lines.split_whitespace().eq(text.split_whitespace()));
    }

    #[test]
    fn no_line_begins_with_a_sign_of_percent() {
        for width in 10..40 {
            let lines =
                wrapped_to("felt in: leisure 41 %, transport 6 %, money 5 %, work 48 %", width);
            assert!(lines.lines().all(|line| !line.starts_with('%')), "{lines}");
        }
    }
}
