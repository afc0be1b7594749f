//! Formulas that several measures have in common.

use super::names::conducts;
use crate::measures::paired::PairedOutcome;
use crate::measures::slice::Slice;
use crate::measures::stock::Stock;
use crate::measures::tally::Tally;
use crate::scenario::Nature;
use crate::units::Points;

/// A count per 1,000 adults.
pub(super) fn per_thousand(slice: &Slice, count: f64) -> f64 {
    1000.0 * count / slice.adults()
}

/// A count per 1,000 adult-years.
pub(super) fn per_thousand_years(slice: &Slice, count: f64) -> f64 {
    1000.0 * count / slice.adult_years()
}

/// A count per adult-year.
pub(super) fn per_year(slice: &Slice, count: f64) -> f64 {
    count / slice.adult_years()
}

/// A count per 1,000 adult-days.
pub(super) fn per_thousand_days(slice: &Slice, count: f64) -> f64 {
    per_thousand_years(slice, count) / 365.0
}

/// The share that has ended of what has begun. What began in the warm-up and ended after it counts as begun.
pub(super) fn ended(ended: f64, begun: f64) -> f64 {
    ended / begun.max(ended)
}

/// The mean of a gauge over adults, as a share of its full scale.
pub(super) fn mean(slice: &Slice, sum: i64, full: f64) -> f64 {
    sum as f64 / slice.adults() / full
}

/// A count of grains [points].
pub(super) fn grains(count: f64) -> f64 {
    count / f64::from(Points::GRAINS)
}

/// Good deeds done, seen or not.
pub(super) fn done(slice: &Slice, conduct: usize) -> f64 {
    slice.flow(Tally::OCCASIONS.at_index(conduct)) - slice.flow(Tally::BROKEN.at_index(conduct))
}

/// Duties broken, detected or not.
pub(super) fn transgressions(slice: &Slice) -> f64 {
    conducts(Nature::Duty).map(|(conduct, _)| slice.flow(Tally::BROKEN.at_index(conduct))).sum()
}

/// Adult-days of wrongful restriction, by any error.
pub(super) fn wrongful_days(slice: &Slice) -> f64 {
    Stock::WRONGFUL.into_iter().map(|stock| slice.stock_days(stock)).sum()
}

/// Adults wrongly restricted at the end, by any error.
pub(super) fn wronged(slice: &Slice) -> f64 {
    Stock::WRONGFUL.into_iter().map(|stock| slice.level(stock)).sum()
}

/// Adults² times the covariance of two quantities, from the sums of both over `adults` and of their
/// products.
///
/// In whole numbers of 128 bits: the two terms are often equal in their first ten digits, and a
/// difference of rounded ones can be anything, or below nothing.
fn covariance(adults: i64, products: i64, one: i64, other: i64) -> f64 {
    (i128::from(adults) * i128::from(products) - i128::from(one) * i128::from(other)) as f64
}

/// The correlation of score and harm done so far, over adults.
pub(super) fn correlation(slice: &Slice) -> f64 {
    // From integer sums of the end: no pass over citizens, and the same bits in any order.
    let gauge = &slice.gauge;
    let both = covariance(gauge.adults, gauge.score_harm, gauge.score, gauge.harm);
    let scores = covariance(gauge.adults, gauge.score_squared, gauge.score, gauge.score);
    let harms = covariance(gauge.adults, gauge.harm_squared, gauge.harm, gauge.harm);
    both / (libm::sqrt(scores) * libm::sqrt(harms))
}

/// The standard deviation of the score, over adults [points].
pub(super) fn spread(slice: &Slice) -> f64 {
    let gauge = &slice.gauge;
    let squared = covariance(gauge.adults, gauge.score_squared, gauge.score, gauge.score);
    grains(libm::sqrt(squared) / slice.adults())
}

/// The mean difference from the baseline, over adults.
pub(super) fn difference(slice: &Slice, outcome: PairedOutcome) -> f64 {
    slice.paired.sums[outcome as usize][0] as f64 / slice.paired.adults as f64
}

/// Adults with more (`less` is 0) or less (1) of an outcome than in the baseline, per 1,000 adults.
pub(super) fn changed(slice: &Slice, outcome: PairedOutcome, less: usize) -> f64 {
    1000.0 * slice.paired.changed[outcome as usize][less] as f64 / slice.paired.adults as f64
}
