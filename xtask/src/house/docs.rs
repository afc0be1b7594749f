//! Doc comments: their words, their first lines and their examples.

use super::source::{Finding, Line, Source};

/// The relative pronouns that a noun should replace.
const PRONOUNS: [&str; 7] = ["what", "who", "whom", "whose", "whoever", "whatever", "whosoever"];

/// A word that no first line begins with.
const FIRST: [&str; 4] = ["What", "Whom", "Whose", "Who"];

/// Tags of a fenced block that rustdoc compiles and runs.
const RUN: [&str; 3] = ["rust", "should_panic", "standalone_crate"];

/// The words of some doc comments, and the pronouns among them.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) all: usize,
    /// A line for each that has a pronoun, as often as it has one.
    pub(crate) pronouns: Vec<Finding>,
}

impl Words {
    /// Pronouns in a hundred words.
    pub(crate) fn of_a_hundred(&self) -> f64 {
        100.0 * self.pronouns.len() as f64 / self.all.max(1) as f64
    }
}

/// Doc lines that follow each other without a gap.
fn blocks(source: &Source) -> Vec<Vec<&Line>> {
    let mut all: Vec<Vec<&Line>> = Vec::new();
    for line in source.lines.iter().filter(|line| line.doc().is_some()) {
        let follows = |last: &&Line| {
            last.number + 1 == line.number && last.text.as_bytes()[2] == line.text.as_bytes()[2]
        };
        match all.last_mut() {
            Some(block) if block.last().is_some_and(follows) => block.push(line),
            _ => all.push(vec![line]),
        }
    }
    all
}

/// A block split into prose and the opening lines of its fences.
struct Split<'a> {
    prose: Vec<&'a Line>,
    fences: Vec<&'a Line>,
}

fn split<'a>(block: &[&'a Line]) -> Split<'a> {
    let (mut split, mut is_open) = (Split { prose: Vec::new(), fences: Vec::new() }, false);
    for &line in block {
        let is_fence = line.doc().is_some_and(|text| text.starts_with("```"));
        if is_fence && !is_open {
            split.fences.push(line);
        } else if !is_fence && !is_open {
            split.prose.push(line);
        }
        is_open ^= is_fence;
    }
    split
}

/// The words of every doc comment of some files, code in fences apart.
pub(super) fn words<'a>(sources: impl IntoIterator<Item = &'a Source>) -> Words {
    let mut words = Words::default();
    for source in sources {
        for line in blocks(source).iter().flat_map(|block| split(block).prose) {
            let text = line.doc().unwrap_or_default();
            let is_apart = |letter: char| !letter.is_alphanumeric() && letter != '_';
            for word in text.split(is_apart).filter(|word| !word.is_empty()) {
                words.all += 1;
                if PRONOUNS.contains(&word.to_lowercase().as_str()) {
                    words.pronouns.push(source.finding(line.number, text));
                }
            }
        }
    }
    words
}

/// The examples that rustdoc compiles and runs.
///
/// Examples in included files, and those set off by four spaces, are not counted.
pub(super) fn examples<'a>(sources: impl IntoIterator<Item = &'a Source>) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources {
        for fence in blocks(source).iter().flat_map(|block| split(block).fences) {
            let text = fence.doc().unwrap_or_default();
            if is_run(text.trim_start_matches('`')) {
                found.push(source.finding(fence.number, "a runnable example"));
            }
        }
    }
    found
}

fn is_run(tags: &str) -> bool {
    let mut tags = tags.split([',', ' ']).filter(|tag| !tag.is_empty());
    tags.all(|tag| RUN.contains(&tag) || tag.starts_with("edition"))
}

/// First lines of doc comments that begin with a pronoun.
pub(super) fn first_lines<'a>(sources: impl IntoIterator<Item = &'a Source>) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources {
        for line in blocks(source).into_iter().filter_map(|block| block.into_iter().next()) {
            let text = line.doc().unwrap_or_default();
            let word = text.split(|letter: char| !letter.is_alphabetic()).next();
            if let Some(word) = word.filter(|word| FIRST.contains(word)) {
                let text = format!("begins with `{word}`; begin with a noun or a verb: {text}");
                found.push(source.finding(line.number, text));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Vec<Source> {
        vec![Source::parse("src/lib.rs", text).expect("it is Rust")]
    }

    #[test]
    fn pronouns_are_counted_among_the_words_of_prose() {
        let text = "//! A society, and those who live in it.\n//! ```text\n//! what\n//! ```\n\
                    // what\n/// Whoever asks is told what.\nfn f() {}\n";
        let words = words(&source(text));
        assert_eq!((words.all, words.pronouns.len()), (13, 3));
        assert_eq!(words.pronouns[1].spot.line, 6);
        assert!((words.of_a_hundred() - 300.0 / 13.0).abs() < 1e-9);
    }

    #[test]
    fn whole_words_alone_are_pronouns() {
        assert!(words(&source("//! A whole somewhat, wholly.\n")).pronouns.is_empty());
    }

    #[test]
    fn examples_are_those_that_rustdoc_runs() {
        let fence =
            |tags: &str| examples(&source(&format!("//! ```{tags}\n//! 1;\n//! ```\n"))).len();
        let run = ["", "rust", "should_panic", "rust,edition2024"];
        assert!(run.iter().all(|tags| fence(tags) == 1));
        let not_run = ["ignore", "no_run", "text", "toml", "rust,ignore", "compile_fail"];
        assert!(not_run.iter().all(|tags| fence(tags) == 0));
    }

    #[test]
    fn a_first_line_does_not_begin_with_a_pronoun() {
        let bad =
            "//! Fine.\n\n/// What comes up.\n/// Who cares.\nfn f() {}\n/// Whose?\nfn g() {}\n";
        let lines: Vec<usize> = first_lines(&source(bad)).iter().map(|it| it.spot.line).collect();
        assert_eq!(lines, [3, 6]);
        let good = "/// The whole.\n/// What is left.\nfn f() {}\n/// Whole days.\nfn g() {}\n";
        assert!(first_lines(&source(good)).is_empty());
    }
}
