//! The common model in ixa: each citizen plans their next act, in days that are drawn at once.

use ixa::ExecutionPhase;
use ixa::prelude::*;

use crate::{Society, pairings};

const ACTS: f64 = 0.02;
const SEEN: f64 = 0.5;
const COST: i32 = 60;
const TENTH: i32 = 6;
const THRESHOLD: i32 = 325;

define_entity!(Citizen);
define_property!(struct Points(i32), Citizen, default_const = Points(800));
define_property!(struct Listed(bool), Citizen, default_const = Listed(false));
define_edge_type!(struct Tie, Citizen);
define_rng!(Luck);
define_data_plugin!(SeenYesterday, Vec<CitizenId>, Vec::new());

fn charge(context: &mut Context, citizen: CitizenId, cost: i32) {
    let Points(points) = context.get_property(citizen);
    let points = (points - cost).max(0);
    context.set_property(citizen, Points(points));
    if points < THRESHOLD {
        context.set_property(citizen, Listed(true));
    }
}

fn live_through(context: &mut Context) {
    let seen = std::mem::take(&mut *context.get_data_mut(SeenYesterday));
    for citizen in seen {
        let ties: Vec<CitizenId> =
            context.get_edges::<Citizen, Tie>(citizen).iter().map(|tie| tie.neighbor).collect();
        for neighbor in ties {
            charge(context, neighbor, TENTH);
        }
    }
    let mut seen = Vec::new();
    for citizen in context.query(with!(Citizen)) {
        if context.sample_bool(Luck, ACTS) && context.sample_bool(Luck, SEEN) {
            seen.push(citizen);
        }
    }
    for &citizen in &seen {
        charge(context, citizen, COST);
    }
    *context.get_data_mut(SeenYesterday) = seen;
}

impl Society for Context {
    fn build(citizens: u32, seed: u64) -> Context {
        let mut context = Context::new();
        context.init_random(seed);
        context.set_start_time(0.0);
        let all: Vec<CitizenId> =
            (0..citizens).map(|_| context.add_entity(with!(Citizen)).expect("a citizen")).collect();
        for (one, other) in pairings(citizens, seed) {
            // The same two can be paired twice; they are tied once.
            let _ = context.add_edge_bidi(all[one as usize], all[other as usize], 1.0, Tie);
        }
        context.add_periodic_plan_with_phase(1.0, live_through, ExecutionPhase::Normal);
        context
    }

    fn run_day(&mut self, day: u32) {
        self.add_plan_with_phase(f64::from(day), Context::shutdown, ExecutionPhase::Last);
        self.execute();
    }

    fn points(&mut self) -> Vec<i32> {
        let all: Vec<CitizenId> = self.query(with!(Citizen)).into_iter().collect();
        all.into_iter().map(|citizen| self.get_property::<Citizen, Points>(citizen).0).collect()
    }

    fn listed(&mut self) -> usize {
        self.query_entity_count(with!(Citizen, Listed(true)))
    }
}
