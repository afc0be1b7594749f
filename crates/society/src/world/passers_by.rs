//! Passers-by: sightings of citizens who do nothing.
//!
//! They change nothing for anyone, since no rule is about them, but they are most sightings, and most
//! errors of recognition. People who are not in the gallery pass with them. They are independent and
//! many, so that a month of them is drawn as the Poisson counts that they add up to: the same
//! distribution, at a cost that does not grow with the number of cameras. The formulas are under passers-by in the chapter *Observation* of the handbook.

use std::ops::Range;

use super::rules::Rules;
use crate::chance::distributions::poisson;
use crate::chance::{Address, Chance, Purpose};
use crate::measures::{Tallies, Tally};
use crate::population::{Cell, Population};
use crate::scenario::PlaceId;
use crate::units::Day;

/// The adults of a society by place and cell: all of them pass cameras.
#[derive(Clone, Debug)]
pub(super) struct PassersBy {
    /// Draws by address, the same in every twin.
    chance: Chance,
    /// Adults by place, then cell [citizens].
    adults: Vec<u32>,
}

impl PassersBy {
    /// The adults of `population`, in `places` kinds of place and `cells` cells.
    pub(super) fn new(population: &Population, places: usize, cells: usize) -> PassersBy {
        let mut adults = vec![0; places * cells];
        for number in population.neighborhoods() {
            let place = usize::from(population.place(number)) * cells;
            for (cell, count) in population.residents(number).adults_by_cell() {
                adults[place + usize::from(cell.0)] += count;
            }
        }
        PassersBy { chance: population.chance(), adults }
    }

    /// Counts the sightings of a range of days within a month by the cameras of `rules`.
    pub(super) fn count(&self, rules: &Rules, days: Range<Day>, tallies: &mut Tallies) {
        let Some(cameras) = &rules.policy.cameras else { return };
        if days.is_empty() {
            return;
        }
        let cells = tallies.cells().len();
        for (number, &adults) in self.adults.iter().enumerate() {
            if adults == 0 {
                continue;
            }
            let (place, cell) = (PlaceId((number / cells) as u8), Cell((number % cells) as u16));
            let rates = rules.recognition[usize::from(cell.group())];
            let [mistaken, named, unnamed] = rates.passing(cameras);
            let mean =
                f64::from(adults) * rules.sensors.passing(place) * f64::from(days.end - days.start);
            // The last day is the address, also of part of a month: two parts end on different days.
            let (day, kind) = (u32::from(days.end) - 1, u32::from(place.0));
            let first =
                Address { who: kind, whom: cell.0.into(), day, ..Address::of(Purpose::Passing) };
            let draws = |which| self.chance.draw(Address { which, ..first });
            let ([a, b, c, _], [d, e, f, _]) = (draws(0), draws(1));
            let wrong = poisson(mean * mistaken, [a, d]);
            let right = poisson(mean * named, [b, e]);
            let nobody = poisson(mean * unnamed, [c, f]);
            tallies.add(place, cell, Tally::PASSED, wrong + right + nobody);
            tallies.add(place, cell, Tally::PASSED_NAMED, right);
            tallies.add(place, cell, Tally::PASSED_MISTAKEN, wrong);
        }
    }
}
