//! The common model in krABMaga: citizens are agents of the schedule, ties a field of the state.

use std::any::Any;

use krabmaga::engine::agent::Agent;
use krabmaga::engine::fields::field::Field;
use krabmaga::engine::fields::network::{EdgeOptions, Network};
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::{Society, pairings};

const ACTS: f64 = 0.02;
const SEEN: f64 = 0.5;
const COST: i32 = 60;
const TENTH: i32 = 6;
const START: i32 = 800;
const THRESHOLD: i32 = 325;

#[derive(Clone)]
struct Citizen(u32);

impl Agent for Citizen {
    fn step(&mut self, state: &mut dyn State) {
        let town = state.as_any_mut().downcast_mut::<Town>().expect("it is a town");
        if town.luck.random_bool(ACTS) && town.luck.random_bool(SEEN) {
            town.charge(self.0, COST);
            town.seen.push(self.0);
        }
    }
}

struct Town {
    citizens: u32,
    points: Vec<i32>,
    listed: Vec<bool>,
    ties: Network<u32, String>,
    /// Citizens seen yesterday.
    seen: Vec<u32>,
    luck: SmallRng,
}

impl Town {
    fn charge(&mut self, who: u32, cost: i32) {
        let points = &mut self.points[who as usize];
        *points = (*points - cost).max(0);
        if *points < THRESHOLD {
            self.listed[who as usize] = true;
        }
    }
}

impl State for Town {
    fn init(&mut self, schedule: &mut Schedule) {
        for who in 0..self.citizens {
            schedule.schedule_repeating(Box::new(Citizen(who)), 0.0, 0);
        }
    }

    fn before_step(&mut self, _: &mut Schedule) {
        for who in std::mem::take(&mut self.seen) {
            for tie in self.ties.get_edges(who).unwrap_or_default() {
                self.charge(tie.v, TENTH);
            }
        }
    }

    fn update(&mut self, _: u64) {}

    fn reset(&mut self) {}

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
}

/// A town, and the schedule of its citizens.
pub struct Scheduled {
    town: Town,
    schedule: Schedule,
}

impl Society for Scheduled {
    fn build(citizens: u32, seed: u64) -> Scheduled {
        let mut ties = Network::new(false);
        for who in 0..citizens {
            ties.add_node(who);
        }
        for (one, other) in pairings(citizens, seed) {
            ties.add_edge(one, other, EdgeOptions::Simple);
        }
        ties.update();
        let mut town = Town {
            citizens,
            points: vec![START; citizens as usize],
            listed: vec![false; citizens as usize],
            ties,
            seen: Vec::new(),
            luck: SmallRng::seed_from_u64(seed),
        };
        let mut schedule = Schedule::new();
        town.init(&mut schedule);
        Scheduled { town, schedule }
    }

    fn run_day(&mut self, _: u32) {
        self.schedule.step(&mut self.town);
    }

    fn points(&mut self) -> Vec<i32> {
        self.town.points.clone()
    }

    fn listed(&mut self) -> usize {
        self.town.listed.iter().filter(|&&listed| listed).count()
    }
}
