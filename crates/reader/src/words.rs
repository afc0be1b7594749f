//! Names: the nearest one to a slip of the pen, and those that a scenario must never hold.

/// Whether an address with `*` for any one part says `key`.
pub(super) fn matches(pattern: &str, key: &str) -> bool {
    let (mut pattern, mut key) = (pattern.split('.'), key.split('.'));
    loop {
        match (pattern.next(), key.next()) {
            (None, None) => return true,
            (Some("*"), Some(_)) => {}
            (Some(one), Some(other)) if one == other => {}
            _ => return false,
        }
    }
}

/// Words that name a thing of a person. Settings are about rates and rules, never about anyone.
pub(super) fn is_personal(key: &str) -> bool {
    const PERSONAL: [&str; 44] = [
        "name",
        "names",
        "first_name",
        "last_name",
        "surname",
        "full_name",
        "nickname",
        "person",
        "persons",
        "people",
        "citizen",
        "birth",
        "birthday",
        "birth_date",
        "date_of_birth",
        "address",
        "street",
        "postcode",
        "phone",
        "telephone",
        "email",
        "id_number",
        "national_id",
        "passport",
        "account",
        "iban",
        "photo",
        "photos",
        "image",
        "images",
        "picture",
        "face",
        "faces",
        "fingerprint",
        "plate",
        "license_plate",
        "voice",
        "location",
        "latitude",
        "longitude",
        "record",
        "records",
        "diagnosis",
        "religion",
    ];
    let key = key.to_lowercase().replace('-', "_");
    PERSONAL.contains(&key.as_str())
}

/// Whether a word is the name of a file of data, a picture or a recording.
pub(super) fn is_data_file(word: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "csv", "tsv", "json", "jsonl", "parquet", "xls", "xlsx", "ods", "sqlite", "db", "sql",
        "xml", "rds", "sav", "dta", "jpg", "jpeg", "png", "bmp", "wav", "mp3", "mp4",
    ];
    let ending = word.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    !word.contains(' ') && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// The one of `known` nearest to `key` by edits of letters; `None` where more than a third of the
/// letters would have to change.
///
/// ```
/// assert_eq!(reader::nearest("courst", ["courts", "twins"]).as_deref(), Some("courts"));
/// assert_eq!(reader::nearest("zebra", ["courts", "twins"]), None);
/// ```
pub fn nearest<'a>(key: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest_within(key, key.len().max(6) / 3, known)
}

/// The one of `known` that is most like `key`, if so few changes make the one the other.
pub(super) fn nearest_within<'a>(
    key: &str,
    most: usize,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let letters: Vec<char> = key.chars().take(LONGEST + 1).collect();
    if letters.len() > LONGEST {
        return None;
    }
    let scored =
        known.into_iter().filter_map(|other| Some((distance(&letters, other, most)?, other)));
    scored.min().map(|(_, other)| other.to_owned())
}

/// The longest name that can be a slip of the pen [characters].
const LONGEST: usize = 200;

/// The least number of letters put in, taken out or exchanged that makes one word the other;
/// `None` where it is more than `most`.
fn distance(one: &[char], other: &str, most: usize) -> Option<usize> {
    // Each letter has at most four bytes, so that most words are too long or short at a glance.
    if other.len() + most < one.len() || other.len() > 4 * (one.len() + most) {
        return None;
    }
    let other: Vec<char> = other.chars().collect();
    if other.len().abs_diff(one.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
        if row.iter().all(|&changes| changes > most) {
            return None;
        }
    }
    Some(row[other.len()]).filter(|&changes| changes <= most)
}

/// A letter in the form of a message: control and direction characters give way to a replacement
/// character, a tab to a space.
///
/// ```
/// let shown: String = "a\u{1b}[2J\u{202e}b".chars().map(reader::visible).collect();
/// assert_eq!(shown, "a\u{fffd}[2J\u{fffd}b");
/// ```
#[must_use]
pub fn visible(letter: char) -> char {
    match letter {
        '\t' => ' ',
        '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{61c}'
        | '\u{e0000}'..='\u{e007f}'
        | '\u{feff}' => '\u{fffd}',
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    }
}

/// Whether no line of text has this letter: it steers a terminal, breaks a line or turns the direction of
/// letters.
pub(super) fn is_unprintable(letter: char) -> bool {
    letter != '\t' && visible(letter) != letter
}

/// A text as a message shows it: on one line, and not for pages.
pub(super) fn short(text: &str) -> String {
    let most = 160;
    let mut shown: String = text.chars().take(most).map(visible).collect();
    if text.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}

/// A number as a message shows it: with its thousands apart, and never for pages.
pub(super) fn readable(number: f64) -> String {
    let size = number.abs();
    if number != 0.0 && !(1e-4..1e16).contains(&size) {
        return format!("{number:e}");
    }
    let plain = number.to_string();
    let (sign, digits) = plain.split_at(usize::from(plain.starts_with('-')));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if whole.len() < 5 {
        return plain;
    }
    let apart = |(at, digit): (usize, char)| {
        let gap = at > 0 && (whole.len() - at).is_multiple_of(3);
        [gap.then_some('_'), Some(digit)].into_iter().flatten().collect::<Vec<char>>()
    };
    let whole: String = whole.chars().enumerate().flat_map(apart).collect();
    format!("{sign}{whole}{rest}")
}

/// A word in quotes as a file writes it, on one line.
pub(super) fn quoted(word: &str) -> String {
    let mut text = String::from("\"");
    for letter in word.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            letter if letter.is_control() => {
                text.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            letter => text.push(letter),
        }
    }
    text.push('"');
    text
}

/// Whether a word can be a name: short, of letters, digits, `-` and `_`.
pub(super) fn is_name(word: &str) -> bool {
    let fits = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    (1..=LONGEST_NAME).contains(&word.chars().count()) && word.chars().all(fits)
}

/// The longest name [characters].
pub(super) const LONGEST_NAME: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_one_part() {
        assert!(matches("register.*.missed", "register.legal.missed"));
        assert!(!matches("register.*", "register.legal.missed"));
    }

    #[test]
    fn the_nearest_setting_is_the_one_with_the_fewest_letters_changed() {
        let known = ["cameras.reach", "cameras.per_head"];
        assert_eq!(nearest("camera.reach", known).as_deref(), Some("cameras.reach"));
        assert_eq!(nearest("something.else.entirely", known), None);
    }

    #[test]
    fn files_of_data_are_told_from_sentences() {
        assert!(is_data_file("people.csv") && is_data_file("a/Faces.PNG"));
        assert!(!is_data_file("policies/mine.toml") && !is_data_file("Ask the city.db they said"));
    }
}
