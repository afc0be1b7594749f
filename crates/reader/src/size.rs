//! Whether a text is small and flat enough to be read as a scenario.
//!
//! Texts are read into trees, and trees are walked by functions that call themselves: what is
//! looked at here keeps both within bounds, whatever the text.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::diagnostic::Problem;
use super::words::readable;

/// The longest text that is read as a scenario or a policy [bytes].
pub(super) const LONGEST: usize = 4 << 20;

/// The most settings, headings and items of lists.
const MOST: usize = 250_000;

/// The most tables and lists within one another, and the most parts of an address.
const DEEPEST: usize = 16;

/// Why a text is too long.
pub(super) fn too_long() -> String {
    format!("it is longer than {} MiB", LONGEST >> 20)
}

/// Checks the size and the depth of a text.
pub(super) fn fits(text: &str) -> Result<(), (Range<usize>, Problem)> {
    if text.len() > LONGEST {
        return Err((0..0, Problem::Unreadable(too_long())));
    }
    let (mut items, mut depth, mut dots) = (0, 0_usize, 0);
    for token in Source::new(text).lex() {
        let span = token.span();
        match token.kind() {
            TokenKind::Dot => dots += 1,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                (items, depth, dots) = (items + 1, depth + 1, 0);
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                (depth, dots) = (depth.saturating_sub(1), 0);
            }
            TokenKind::Equals | TokenKind::Comma => (items, dots) = (items + 1, 0),
            TokenKind::Newline => dots = 0,
            _ => {}
        }
        if depth > DEEPEST || dots > DEEPEST {
            let wrong = Problem::TooDeep { most: DEEPEST };
            return Err((span.start()..span.end(), wrong));
        }
        if items > MOST {
            let most = readable(MOST as f64);
            return Err((0..0, Problem::Unreadable(format!("it holds more than {most} settings"))));
        }
    }
    Ok(())
}

/// A place that shows: that of a letter before or after one where nothing stands.
pub(super) fn at_least_a_letter(text: &str, place: Range<usize>) -> Range<usize> {
    let (before, after) = (text.get(..place.start), text.get(place.start..));
    let (Some(before), Some(after)) = (before, after) else { return place };
    if !place.is_empty() {
        return place;
    }
    match (after.chars().next(), before.chars().next_back()) {
        (Some(letter), _) => place.start..place.start + letter.len_utf8(),
        (None, Some(letter)) => place.start - letter.len_utf8()..place.start,
        (None, None) => place,
    }
}
