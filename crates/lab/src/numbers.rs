//! Numbers as text, to the precision that their error bears out.

use society::scenario::Society;

use crate::clumps::Clumps;
use crate::estimate::Estimate;

/// A value to two digits of its error; without an error to two decimal places below 100, and to
/// whole numbers from there on.
///
/// ```
/// use lab::numbers::digits;
///
/// assert_eq!(digits(71.234_56, Some(0.41)), "71.23");
/// assert_eq!(digits(35_402.0, Some(4_321.0)), "35400");
/// assert_eq!(digits(0.5, None), "0.50");
/// ```
#[must_use]
pub fn digits(value: f64, error: Option<f64>) -> String {
    let places = match error {
        Some(error) if error > 0.0 => (1.0 - libm::log10(error).floor()).clamp(-9.0, 6.0),
        _ if value == 0.0 || value.abs() >= 100.0 => 0.0,
        _ => 2.0,
    };
    // Left of the point, digits that the error does not bear out are zeros.
    let unit = libm::pow(10.0, -places);
    let value = if places < 0.0 { libm::round(value / unit) * unit } else { value };
    let text = format!("{value:.0$}", places.max(0.0) as usize);
    // A value that rounds to nothing has no sign.
    if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    }
}

/// A count with its thousands set apart.
///
/// ```
/// assert_eq!(lab::numbers::grouped(1_400_000_000), "1,400,000,000");
/// ```
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of days in words: in years of 365 days where it is a whole number of them.
///
/// ```
/// assert_eq!(lab::numbers::duration(365), "1 year");
/// assert_eq!(lab::numbers::duration(1460), "4 years");
/// assert_eq!(lab::numbers::duration(400), "400 days");
/// ```
#[must_use]
pub fn duration(days: u16) -> String {
    match (days / 365, days % 365) {
        (1, 0) => "1 year".to_owned(),
        (years, 0) if years > 0 => format!("{years} years"),
        _ => format!("{days} days"),
    }
}

/// The time that a society is simulated, in words.
///
/// ```
/// use society::scenario::Society;
///
/// let society = Society { days: 365, ..Society::example() };
/// assert_eq!(lab::numbers::simulated(&society), "1 year");
/// let society = Society { warm_up: 730, ..society };
/// assert_eq!(lab::numbers::simulated(&society), "1 year after 2 years of warm-up");
/// ```
#[must_use]
pub fn simulated(society: &Society) -> String {
    match society.warm_up {
        0 => duration(society.days),
        before => format!("{} after {} of warm-up", duration(society.days), duration(before)),
    }
}

/// An estimate as `mean ±error`.
///
/// ```
/// use lab::{estimate::estimate, numbers::with_error};
///
/// assert_eq!(with_error(estimate([2.0, 4.0, 6.0]).as_ref()), "4.0 ±1.2");
/// assert_eq!(with_error(estimate([2.0]).as_ref()), "2.00 (one world)");
/// ```
#[must_use]
pub fn with_error(estimate: Option<&Estimate>) -> String {
    let Some(of) = estimate else { return NOTHING.to_owned() };
    match of.error {
        Some(error) => format!("{} ±{}", digits(of.mean, of.error), digits(error, Some(error))),
        None => format!("{} (one world)", digits(of.mean, None)),
    }
}

/// Text in place of an estimate that has no value in any world.
pub(crate) const NOTHING: &str = "no value";

/// An estimate as `mean (low to high)`, the 95 % interval of the mean.
pub(crate) fn with_interval(estimate: Option<Estimate>) -> String {
    let Some(of) = estimate else { return NOTHING.to_owned() };
    let show = |value: f64| digits(value, of.error);
    match of.interval {
        Some((low, high)) => format!("{} ({} to {})", show(of.mean), show(low), show(high)),
        None => format!("{} (one world, no interval)", show(of.mean)),
    }
}

/// An estimate as `mean [low to high]`, the range of nine in ten worlds, each number multiplied by
/// `factor` and shown to one digit of the spread of worlds.
pub(crate) fn with_range(of: &Estimate, factor: f64) -> String {
    if of.error.is_none() {
        return format!("{} [one world, no range]", digits(of.mean * factor, None));
    }
    let spread = spread(of) * factor.abs();
    let show = |value: f64| roughly(value * factor, spread);
    let (low, high) = of.nine_in_ten;
    // A range whose ends look the same would read as a misprint.
    if show(low) == show(high) {
        return format!("{} [in all worlds]", show(of.mean));
    }
    format!("{} [{} to {}]", show(of.mean), show(low), show(high))
}

/// A value to one digit of the spread of worlds.
pub(crate) fn roughly(value: f64, spread: f64) -> String {
    let places = if spread > 0.0 { (-libm::log10(spread).floor()).clamp(0.0, 6.0) } else { 0.0 };
    if spread > 0.0 { format!("{value:.0$}", places as usize) } else { digits(value, None) }
}

/// Standard deviation of one world from another.
pub(crate) fn spread(of: &Estimate) -> f64 {
    of.error.unwrap_or(0.0) * (of.worlds as f64).sqrt()
}

/// The error of a mean as `±error`.
pub(crate) fn error_of(error: Option<f64>) -> String {
    error.map_or_else(|| "one world".to_owned(), |error| format!("±{}", digits(error, Some(error))))
}

/// A difference as `+mean ±error`.
pub(crate) fn signed(of: &Estimate) -> String {
    let sign = if of.mean > 0.0 { "+" } else { "" };
    format!("{sign}{} {}", digits(of.mean, of.error), error_of(of.error))
}

/// Two clumps of worlds in words, in place of a mean.
pub(crate) fn clumped(split: &Clumps) -> String {
    let all = split.low.worlds + split.high.worlds;
    let clump = |of: &Estimate| {
        format!("in {} of {all} worlds {}", of.worlds, digits(of.mean, of.error.or(Some(0.1))))
    };
    format!("{}; {}", clump(&split.low), clump(&split.high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_never_exceed_two_of_the_error() {
        assert_eq!(digits(71.234_56, Some(0.41)), "71.23");
        assert_eq!(digits(71.234_56, Some(4.1)), "71.2");
        assert_eq!(digits(3540.2, Some(50.0)), "3540");
        assert_eq!(digits(35_402.0, Some(4321.0)), "35400");
        assert_eq!(digits(-0.000_01, Some(0.5)), "0.00");
    }
}
