//! A world put away and taken up again: in pieces, since a nation is too much for one.
//!
//! What is kept is what cannot be computed: everything else follows from scenario and seed. A
//! world that was taken up goes on to the same bytes as one that was never put away.

use serde::{Deserialize, Serialize};

use super::messages::batch_of;
use super::sparse::Message;
use super::{State, World};
use crate::measures::Tallies;
use crate::population::Population;

/// What there is of a world besides its neighbourhoods and the letters between them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckpointHeader {
    days: u16,
    tallies: Tallies,
    found: Vec<i64>,
    /// Where the cameras stand.
    density: Vec<f64>,
}

impl World {
    /// All but the neighbourhoods and the letters.
    pub fn checkpoint_header(&mut self) -> CheckpointHeader {
        CheckpointHeader {
            days: self.days,
            tallies: self.tallies().clone(),
            found: self.found.clone(),
            density: self.rules.sensors.density().to_vec(),
        }
    }

    /// The neighbourhoods, so many at a time, each lot with the first of them and how far apart their
    /// numbers lie.
    pub fn states(&self, at_a_time: usize) -> impl Iterator<Item = (u32, u32, &[State])> {
        let apart = self.batches.len() as u32;
        let lots = (0..).zip(&self.batches).flat_map(move |(number, batch)| {
            let firsts = (number..).step_by(self.batches.len() * at_a_time);
            firsts.zip(batch.states.chunks(at_a_time))
        });
        lots.map(move |(first, states)| (first, apart, states))
    }

    /// The letters that are read tomorrow, some at a time.
    pub fn pending_messages(&self) -> impl Iterator<Item = &Vec<Message>> {
        self.batches.iter().flat_map(|batch| &batch.inbox).filter(|messages| !messages.is_empty())
    }

    /// Takes up a world of the same scenario and seed that has not begun where another one stood;
    /// whether `head` can be of such a world.
    pub fn restore_header(&mut self, head: CheckpointHeader) -> bool {
        let alike = (self.tallies.places(), self.tallies.cells(), self.found.len())
            == (head.tallies.places(), head.tallies.cells(), head.found.len());
        if !alike || head.density.len() != self.rules.sensors.density().len() {
            return false;
        }
        while let Some((_, rules)) = self.later.pop_if(|(day, _)| *day < head.days) {
            self.rules = rules;
        }
        self.rules.sensors = self.rules.sensors.clone().at(&head.density);
        (self.days, self.tallies, self.found) = (head.days, head.tallies, head.found);
        true
    }

    /// Puts the state of a neighbourhood in its place; whether it can be the state of that one.
    pub fn restore_state(&mut self, population: &Population, number: u32, state: State) -> bool {
        if number >= population.neighborhoods() {
            return false;
        }
        let fits = state.score.len() == usize::from(population.residents(number).adults());
        let (batches, number) = (self.batches.len(), number as usize);
        let place = self.batches[number & (batches - 1)].states.get_mut(number / batches);
        match place.filter(|_| fits) {
            Some(place) => *place = state,
            None => return false,
        }
        true
    }

    /// Lets some letters be read tomorrow; whether everyone they are for lives here.
    pub fn restore_messages(&mut self, population: &Population, messages: Vec<Message>) -> bool {
        for message in messages {
            if message.to >= population.citizens() {
                return false;
            }
            let home = batch_of(population, self.batches.len() as u32, message.to);
            self.batches[home].inbox[0].push(message);
        }
        true
    }
}
