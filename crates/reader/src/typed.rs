//! Arguments of the command line that change a scenario.

use society::scenario::Society;

use super::words::readable;

/// A setting and its value, as in `score.start=500`: the address and the text of the value.
///
/// ```
/// assert_eq!(reader::setting("score.start = 500"), Ok(("score.start".into(), "500".into())));
/// assert!(reader::setting("score.start").is_err());
/// ```
///
/// # Errors
///
/// A sentence about the missing part.
pub fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() && !value.trim().is_empty() => {
            Ok((key.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("it must be a setting and its value: -s score.start=500".to_owned()),
    }
}

/// A number of citizens, as in `50000`, `50_000`, `1e6` or `1.4e9` [citizens].
///
/// ```
/// assert_eq!(reader::citizens("1e6"), Ok(1_000_000));
/// assert!(reader::citizens("2.5").is_err());
/// ```
///
/// # Errors
///
/// A sentence with the allowed numbers.
pub fn citizens(text: &str) -> Result<u32, String> {
    let plain = text.replace('_', "");
    let is_number = plain.starts_with(|first: char| first.is_ascii_digit());
    let number = plain.parse::<f64>().ok().filter(|number| is_number && number.fract() == 0.0);
    number
        .filter(|number| Society::CITIZENS.contains(*number))
        .map(|number| number as u32)
        .ok_or_else(|| {
            let (fewest, most) =
                (readable(Society::CITIZENS.low), readable(Society::CITIZENS.high));
            format!("it must be a whole number from {fewest} to {most}: 50000, 50_000 or 1e6")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citizens_are_counted_in_digits_or_powers_of_ten() {
        for (text, number) in
            [("2", 2), ("50000", 50_000), ("50_000", 50_000), ("1e6", 1_000_000), ("2.5e3", 2_500)]
        {
            assert_eq!(citizens(text), Ok(number), "{text}");
        }
        assert_eq!(citizens("1.4e9"), Ok(1_400_000_000));
        for text in ["", "1", "0", "-5", "2.5", "1.5e9", "1e", "e6", "inf", "nan", "_", "1 000"] {
            let why = citizens(text).expect_err(text);
            assert!(why.contains("from 2 to 1"), "{text}: {why}");
        }
    }
}
