//! Passers-by: sightings of citizens who do nothing.
//!
//! They change nothing for anyone, since no rule is about them, but they are most sightings, and most
//! errors of recognition. They are independent and many, so that a month of them is drawn as the
//! Poisson counts that they add up to: the same distribution, at a cost that does not grow with the
//! number of cameras.

use std::ops::Range;

use super::rules::Rules;
use crate::chance::{Chance, Purpose};
use crate::measures::{Tallies, Tally};
use crate::population::{Cell, Population};

/// The adults of a society by place and cell, each of whom can pass a camera.
#[derive(Clone, Debug)]
pub(super) struct PassersBy {
    chance: Chance,
    adults: Vec<u32>,
}

impl PassersBy {
    /// The adults of `population`, in `places` kinds of place and `cells` cells.
    pub(super) fn new(population: &Population, places: usize, cells: usize) -> PassersBy {
        let mut adults = vec![0; places * cells];
        for number in 0..population.neighborhoods() {
            let place = population.place(number) * cells;
            for (cell, count) in population.residents(number).adults_by_cell() {
                adults[place + usize::from(cell.0)] += count;
            }
        }
        PassersBy { chance: population.chance(), adults }
    }

    /// Counts the sightings of a range of days within a month by the cameras of `rules`.
    pub(super) fn count(&self, rules: &Rules, days: Range<u16>, tallies: &mut Tallies) {
        if rules.detection_by_group.is_empty() || days.is_empty() {
            return;
        }
        let cells = tallies.cells();
        for (number, &adults) in self.adults.iter().enumerate() {
            if adults == 0 {
                continue;
            }
            let (place, cell) = (number / cells, Cell((number % cells) as u16));
            let (mistaken, named) = rules.detection_by_group[cell.group()].shares();
            let mean =
                f64::from(adults) * rules.sensors.passing(place) * f64::from(days.end - days.start);
            let (day, kind) = (u32::from(days.end - 1), place as u32);
            let draws = |which| self.chance.draw(Purpose::Passing, kind, cell.0.into(), day, which);
            let ([a, b, c, _], [d, e, f, _]) = (draws(0), draws(1));
            let wrong = poisson(mean * mistaken, [a, d]);
            let right = poisson(mean * named, [b, e]);
            let nobody = poisson(mean * (1.0 - mistaken - named).max(0.0), [c, f]);
            tallies.add(place, cell, Tally::PASSED, wrong + right + nobody);
            tallies.add(place, cell, Tally::PASSED_NAMED, right);
            tallies.add(place, cell, Tally::PASSED_MISTAKEN, wrong);
        }
    }
}

/// A Poisson number with this mean: by inversion for small means, and by its normal limit,
/// rounded, above 200, where the two differ by less than a hundredth of a standard deviation.
fn poisson(mean: f64, words: [u32; 2]) -> i64 {
    let unit = |word: u32| (f64::from(word) + 0.5) / 4_294_967_296.0;
    if mean > 200.0 {
        let radius = libm::sqrt(-2.0 * libm::log(unit(words[0])));
        let normal = radius * libm::cos(2.0 * std::f64::consts::PI * unit(words[1]));
        return libm::round(mean + normal * libm::sqrt(mean)).max(0.0) as i64;
    }
    let (mut left, mut chance, mut count) = (unit(words[0]), libm::exp(-mean), 0);
    while left > chance && count < 1000 {
        left -= chance;
        count += 1;
        chance *= mean / f64::from(count);
    }
    i64::from(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use crate::units::Seed;

    /// 20,000 draws: the mean lies within four standard errors except once in 16,000 times.
    #[test]
    fn poisson_numbers_have_their_mean_and_their_variance() {
        for mean in [0.3, 12.0, 450.0] {
            let draws = (0..20_000).map(|item| {
                let [a, b, ..] = Chance::new(Seed(4)).draw(Purpose::Passing, item, 0, 0, 0);
                poisson(mean, [a, b]) as f64
            });
            let (mut sum, mut squares) = (0.0, 0.0);
            draws.for_each(|draw| {
                sum += draw;
                squares += draw * draw;
            });
            let (found, variance) = (sum / 2e4, squares / 2e4 - (sum / 2e4) * (sum / 2e4));
            assert!((found - mean).abs() < 4.0 * libm::sqrt(mean / 2e4), "{found} of {mean}");
            assert!((variance / mean - 1.0).abs() < 0.1, "{variance} of {mean}");
        }
    }
}
