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

/// The one of `known` that is most like `key`, if any is like it at all.
pub fn nearest<'a>(key: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let scored = known.into_iter().map(|other| (distance(key, other), other));
    let (changes, other) = scored.min()?;
    (changes <= key.len().max(6) / 3).then(|| other.to_owned())
}

/// The least number of letters put in, taken out or exchanged that makes one word the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = before + usize::from(a != *b);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
    }
    row[other.len()]
}

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
