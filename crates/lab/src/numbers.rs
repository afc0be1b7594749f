//! Numbers as text, to the precision that their error bears out.

use society::scenario::Society;

use crate::clumps::Clumps;
use crate::estimate::{Estimate, blind_spot, range_holds};

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
    signless(format!("{value:.0$}", places.max(0.0) as usize))
}

/// The text of a value, without the sign of one that rounds to nothing.
fn signless(text: String) -> String {
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
/// assert_eq!(lab::numbers::duration(1), "1 day");
/// ```
#[must_use]
pub fn duration(days: u16) -> String {
    match (days / 365, days % 365) {
        (1, 0) => "1 year".to_owned(),
        (years, 0) if years > 0 => format!("{years} years"),
        (0, 1) => "1 day".to_owned(),
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

/// An estimate as `mean ±half`, with half the width of its 95 % `interval`, to two digits of a quarter of it;
/// as `mean (low to high)` at a bound of the measure, and where one end is far farther from the mean.
///
/// ```
/// use lab::{estimate::estimate, numbers::with_half};
///
/// let found = estimate([2.0, 4.0, 6.0]).expect("there are values");
/// assert_eq!(with_half(Some(&found), found.interval), "4.0 ±5.0");
/// assert_eq!(with_half(Some(&found), found.interval_within(&(0.0..=10.0))), "4.0 (0.0 to 9.0)");
/// assert_eq!(with_half(estimate([2.0]).as_ref(), None), "2.00 (one world)");
/// ```
#[must_use]
pub fn with_half(estimate: Option<&Estimate>, interval: Option<(f64, f64)>) -> String {
    let Some(of) = estimate else { return NOTHING.to_owned() };
    match interval.filter(|_| !of.is_equal_in_all_worlds()) {
        Some(ends) if interval == of.interval && is_even(of.mean, ends) => {
            format!("{} {}", digits(of.mean, step(of, Some(ends))), plus_minus(ends))
        }
        _ => with_interval(of, interval),
    }
}

/// Half the width of an interval as `±half`.
fn plus_minus((low, high): (f64, f64)) -> String {
    let half = (high - low) / 2.0;
    format!("±{}", digits(half, Some(half / 2.0)))
}

/// The step by which the digits of an estimate are chosen: a quarter of its interval, near the standard error.
fn step(of: &Estimate, interval: Option<(f64, f64)>) -> Option<f64> {
    interval.map(|(low, high)| (high - low) / 4.0).filter(|step| step.is_finite()).or(of.error)
}

/// Whether the ends of an interval are about equally far from the mean, and on the same sides of 0 as if they were.
fn is_even(mean: f64, (low, high): (f64, f64)) -> bool {
    let half = (high - low) / 2.0;
    let is_central = (high + low - 2.0 * mean).abs() <= half / 2.0;
    is_central && (low < 0.0) == (mean - half < 0.0) && (high > 0.0) == (mean + half > 0.0)
}

/// Text in place of an estimate that has no value in any world.
pub(crate) const NOTHING: &str = "no value";

/// An estimate as `mean (low to high)`, with its 95 % `interval` as far as the measure can have such values;
/// of worlds that are all equal their number, and the most that may differ.
pub(crate) fn with_interval(of: &Estimate, interval: Option<(f64, f64)>) -> String {
    let show = |value: f64| digits(value, step(of, interval));
    if of.is_equal_in_all_worlds() {
        return format!("{} ({})", digits(of.mean, of.error), equal(of));
    }
    match interval {
        Some((low, high)) => format!("{} ({} to {})", show(of.mean), show(low), show(high)),
        None if of.worlds == 1 => format!("{} (one world)", show(of.mean)),
        None => format!("{} (no interval)", show(of.mean)),
    }
}

/// The worlds that equal values leave open: "in each of 32 worlds; at most 9 of 100 differ".
fn equal(of: &Estimate) -> String {
    let unseen = 100.0 * blind_spot(of.worlds);
    format!("in each of {} worlds; at most {unseen:.0} of 100 differ", of.worlds)
}

/// An estimate as `mean [low to high]` with its range of worlds, to one digit of the spread of worlds. A range
/// of fewer than the `worlds` of the run says its own level; without one, the 95 % interval stands in round
/// brackets.
pub(crate) fn with_range(of: &Estimate, worlds: usize) -> String {
    let Some(error) = of.error else { return digits(of.mean, None) };
    let spread = error * (of.worlds as f64).sqrt();
    let show = |value: f64| roughly(value, spread);
    let Some((low, high)) = of.range else {
        return with_interval(of, of.interval);
    };
    // A range whose ends look the same would read as a misprint.
    if show(low) == show(high) {
        return format!("{} [in all worlds]", show(of.mean));
    }
    let level = match range_holds(of.worlds) == range_holds(worlds) {
        true => String::new(),
        false => format!(": {}", level(of.worlds)),
    };
    format!("{} [{} to {}{level}]", show(of.mean), show(low), show(high))
}

/// How often a range of so many worlds holds a further one, in words: "7 of 9 worlds"; empty for one world.
pub(crate) fn level(worlds: usize) -> String {
    match range_holds(worlds) {
        (0, _) => String::new(),
        (hits, of) => format!("{hits} of {of} worlds"),
    }
}

/// A value to one digit of the spread of worlds.
pub(crate) fn roughly(value: f64, spread: f64) -> String {
    let places = if spread > 0.0 { (-libm::log10(spread).floor()).clamp(0.0, 6.0) } else { 0.0 };
    if spread > 0.0 {
        signless(format!("{value:.0$}", places as usize))
    } else {
        digits(value, None)
    }
}

/// Standard deviation of one world from another.
pub(crate) fn spread(of: &Estimate) -> f64 {
    of.error.unwrap_or(0.0) * (of.worlds as f64).sqrt()
}

/// A difference as `+mean ±half`.
pub(crate) fn signed(of: &Estimate) -> String {
    let sign = if of.mean > 0.0 { "+" } else { "" };
    let ends = of.interval.filter(|_| !of.is_equal_in_all_worlds());
    let half = ends.map_or_else(String::new, |ends| format!(" {}", plus_minus(ends)));
    format!("{sign}{}{half}", digits(of.mean, step(of, ends)))
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
