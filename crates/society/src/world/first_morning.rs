//! The first morning of a society: its people, and the condition in which each of them begins.
//!
//! One for all twins of a world: no policy has done anything to anybody yet.

use std::sync::Arc;

use crate::chance::{Address, Purpose};
use crate::livelihood::{Beginning, Condition, SteadyState};
use crate::population::Population;
use crate::scenario::Society;
use crate::units::{Neighborhood, Resident};

/// The draw of a citizen's first condition, apart from those of their monthly updates.
const CONDITION: u16 = 1;

/// The people of a world and the steady state of their society, from which every twin begins.
pub(crate) struct FirstMorning<'a> {
    pub(super) society: &'a Society,
    pub(super) population: &'a Population,
    steady: Arc<SteadyState>,
}

impl<'a> FirstMorning<'a> {
    /// The first morning of `population`, the people of `society`.
    pub(crate) fn new(society: &'a Society, population: &'a Population) -> FirstMorning<'a> {
        FirstMorning { society, population, steady: SteadyState::of(society) }
    }

    /// Hardship and health of the adults of a neighborhood, in order: drawn by citizen, so that people of
    /// neighborhoods with the same residents differ.
    pub(super) fn conditions(&self, number: Neighborhood) -> Vec<Condition> {
        let residents = self.population.residents(number);
        let adults: Vec<Resident> = residents.adults().collect();
        let first = self.population.first(number);
        let mut blocks = Vec::new();
        let address = Address { who: first.0, which: CONDITION, ..Address::of(Purpose::Month) };
        self.population.chance().draw_each(address, &adults, &mut blocks);
        let condition = |(&who, words)| {
            let at = usize::from(who);
            let of = Beginning {
                class: residents.class[at],
                decile: residents.cell[at].decile(),
                works: residents.works[at],
                days: SteadyState::days_since_update(who, adults.len()),
            };
            self.steady.condition(of, words)
        };
        adults.iter().zip(blocks).map(condition).collect()
    }
}
