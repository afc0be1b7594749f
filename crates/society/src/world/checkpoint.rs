//! Checkpoints: a world saved and restored in pieces, since a nation is too much for one.
//!
//! Everything that cannot be computed again is saved; people, ties and rules follow from scenario and
//! seed. A restored world goes on to the same bytes as one that was never saved.
//!
//! A checkpoint has three kinds of piece, saved between two days in any order and restored in this
//! one:
//!
//! 1. the header ([`CheckpointHeader`]), which moves the world to its day and to the rules of that
//!    day;
//! 2. the state of each neighborhood;
//! 3. the messages to be read tomorrow.
//!
//! Batches are no part of it: a world can be resumed in other batches than it was saved from.

use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};

use super::message::Message;
use super::simulation::World;
use super::state::State;
use crate::measures::Tallies;
use crate::population::Population;
use crate::units::{Day, Neighborhood};

/// The state of a world apart from its neighborhoods and their messages.
///
/// Its size depends on places and cells alone, so that it is small even in a nation. Opaque: it goes
/// through `serde` into the caller's file.
///
/// ```
/// use std::num::NonZeroUsize;
///
/// use society::scenario::Scenario;
/// use society::twins::Twins;
/// use society::units::{Neighborhood, Seed};
///
/// let scenario = Scenario::example();
/// let mut saved = Twins::new(&scenario, Seed(1));
/// (0..30).for_each(|_| saved.run_day());
///
/// let mut resumed = Twins::new(&scenario, Seed(1));
/// let (population, worlds) = resumed.people_and_worlds();
/// for (from, to) in saved.worlds_mut().iter_mut().zip(worlds) {
///     assert!(to.restore_header(from.checkpoint_header()));
///     for (first, step, states) in from.states(NonZeroUsize::MIN) {
///         for (number, state) in (first..).step_by(step as usize).zip(states) {
///             assert!(to.restore_state(population, Neighborhood(number), state.clone()));
///         }
///     }
///     for messages in from.pending_messages() {
///         assert!(to.restore_messages(population, messages.clone()));
///     }
/// }
/// assert_eq!(saved.digests(), resumed.digests());
///
/// saved.run_day();
/// resumed.run_day();
/// assert_eq!(saved.digests(), resumed.digests());
/// ```
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckpointHeader {
    /// The day to be run next.
    next_day: Day,
    /// Counts of this process so far.
    tallies: Tallies,
    /// Breaches found by cameras up to their last move, by kind of place.
    found: Vec<i64>,
    /// Density of cameras by kind of place, in multiples of the mean.
    density: Vec<f64>,
}

impl World {
    /// The state apart from neighborhoods and messages, to be saved between two days.
    ///
    /// Takes in the counts of the workers, which is why the world must be mutable.
    pub fn checkpoint_header(&mut self) -> CheckpointHeader {
        CheckpointHeader {
            next_day: self.next_day,
            tallies: self.tallies().clone(),
            found: self.found.clone(),
            density: self.rules.sensors.density().to_vec(),
        }
    }

    /// The states of all neighborhoods, at most `at_a_time` together: the number of the first, the
    /// step to the next, and the states.
    ///
    /// By reference and batch by batch: a copy of a nation's state would not fit into memory.
    /// Neighborhoods of one batch are `step` apart, since they are dealt out in turn.
    pub fn states(&self, at_a_time: NonZeroUsize) -> impl Iterator<Item = (u32, u32, &[State])> {
        let apart = self.batches.len() as u32;
        let chunks = (0..).zip(&self.batches).flat_map(move |(number, batch)| {
            let firsts = (number..).step_by(self.batches.len() * at_a_time.get());
            firsts.zip(batch.states.chunks(at_a_time.get()))
        });
        chunks.map(move |(first, states)| (first, apart, states))
    }

    /// The messages to be read tomorrow, some at a time, in no order of meaning.
    pub fn pending_messages(&self) -> impl Iterator<Item = &Vec<Message>> {
        self.batches.iter().flat_map(|batch| &batch.inbox).filter(|messages| !messages.is_empty())
    }

    /// Moves a new world to the day of a saved one of the same scenario and seed; `false` where the
    /// `header` cannot belong to such a world.
    ///
    /// Reforms of the days in between put their rules in force, without the morning that they once had:
    /// its effects are in the states. A reform that begins on the next day is still to come.
    pub fn restore_header(&mut self, header: CheckpointHeader) -> bool {
        let shape = |tallies: &Tallies| (tallies.places().len(), tallies.cells().len());
        let fits = shape(&self.tallies) == shape(&header.tallies)
            && self.found.len() == header.found.len();
        if !fits || header.density.len() != self.rules.sensors.density().len() {
            return false;
        }
        while let Some((_, rules)) = self.later.pop_if(|(day, _)| *day < header.next_day) {
            self.rules = rules;
        }
        // Cameras have moved since they were put up, and only the header knows where to.
        self.rules.sensors = self.rules.sensors.clone().at(&header.density);
        (self.next_day, self.tallies, self.found) = (header.next_day, header.tallies, header.found);
        true
    }

    /// Restores the state of a neighborhood; `false` where it cannot be the state of that one: another
    /// number of adults, or a neighborhood that this process does not run.
    pub fn restore_state(
        &mut self,
        population: &Population,
        number: Neighborhood,
        state: State,
    ) -> bool {
        if population.neighborhoods().len() <= usize::from(number) {
            return false;
        }
        let fits = state.score.len() == population.residents(number).adults().len();
        let (batch, at) = self.partition.locate(number);
        let place = self.batches[batch].states.get_mut(at);
        match place.filter(|_| fits) {
            Some(place) => *place = state,
            None => return false,
        }
        true
    }

    /// Restores messages to be read tomorrow; `false` where one is for nobody in the society, and then
    /// the world is of no use.
    pub fn restore_messages(&mut self, population: &Population, messages: Vec<Message>) -> bool {
        for message in messages {
            if message.to.0 >= population.citizens() {
                return false;
            }
            let home = self.partition.batch_of(population, message.to);
            // As if the first batch had sent them all: a morning does not ask where they come from.
            self.batches[home].inbox[0].push(message);
        }
        true
    }
}
