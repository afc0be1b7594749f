//! Checkpoints: a world saved and restored in pieces, since a nation is too much for one.
//!
//! Only what cannot be computed again is saved; everything else follows from scenario and seed. A
//! restored world goes on to the same bytes as one that was never saved.

use serde::{Deserialize, Serialize};

use super::message::Message;
use super::simulation::World;
use super::state::State;
use crate::measures::Tallies;
use crate::population::Population;

/// The state of a world apart from its neighborhoods and their messages.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckpointHeader {
    days: u16,
    tallies: Tallies,
    found: Vec<i64>,
    /// Density of cameras by kind of place, in multiples of the mean.
    density: Vec<f64>,
}

impl World {
    /// The state apart from neighborhoods and messages, to be saved.
    pub fn checkpoint_header(&mut self) -> CheckpointHeader {
        CheckpointHeader {
            days: self.days,
            tallies: self.tallies().clone(),
            found: self.found.clone(),
            density: self.rules.sensors.density().to_vec(),
        }
    }

    /// The states of all neighborhoods, at most `at_a_time` together: the number of the first, the
    /// step to the next, and the states.
    pub fn states(&self, at_a_time: usize) -> impl Iterator<Item = (u32, u32, &[State])> {
        let apart = self.batches.len() as u32;
        let chunks = (0..).zip(&self.batches).flat_map(move |(number, batch)| {
            let firsts = (number..).step_by(self.batches.len() * at_a_time);
            firsts.zip(batch.states.chunks(at_a_time))
        });
        chunks.map(move |(first, states)| (first, apart, states))
    }

    /// The messages to be read tomorrow, some at a time.
    pub fn pending_messages(&self) -> impl Iterator<Item = &Vec<Message>> {
        self.batches.iter().flat_map(|batch| &batch.inbox).filter(|messages| !messages.is_empty())
    }

    /// Moves a new world to the day of a saved one of the same scenario and seed; `false` where the
    /// `header` cannot belong to such a world.
    pub fn restore_header(&mut self, header: CheckpointHeader) -> bool {
        let fits = (self.tallies.places(), self.tallies.cells(), self.found.len())
            == (header.tallies.places(), header.tallies.cells(), header.found.len());
        if !fits || header.density.len() != self.rules.sensors.density().len() {
            return false;
        }
        while let Some((_, rules)) = self.later.pop_if(|(day, _)| *day < header.days) {
            self.rules = rules;
        }
        self.rules.sensors = self.rules.sensors.clone().at(&header.density);
        (self.days, self.tallies, self.found) = (header.days, header.tallies, header.found);
        true
    }

    /// Restores the state of a neighborhood; `false` where it cannot be the state of that one.
    pub fn restore_state(&mut self, population: &Population, number: u32, state: State) -> bool {
        if number >= population.neighborhoods() {
            return false;
        }
        let fits = state.score.len() == usize::from(population.residents(number).adults());
        let (batch, at) = self.partition.locate(number);
        let place = self.batches[batch].states.get_mut(at);
        match place.filter(|_| fits) {
            Some(place) => *place = state,
            None => return false,
        }
        true
    }

    /// Restores messages to be read tomorrow; `false` where one is for nobody in the society.
    pub fn restore_messages(&mut self, population: &Population, messages: Vec<Message>) -> bool {
        for message in messages {
            if message.to >= population.citizens() {
                return false;
            }
            let home = self.partition.batch_of(population, message.to);
            self.batches[home].inbox[0].push(message);
        }
        true
    }
}
