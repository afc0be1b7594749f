//! Trips that a gate refuses: tickets asked for in vain, and slow trains.

use crate::scenario::{Barred, Gate};
use crate::units::{Draw, Share, Threshold};

/// The fate of trips that a gate refuses; the same under every policy.
#[derive(Clone, Debug)]
pub(crate) struct TravelRules {
    /// Whole tickets asked for, and the chance of one more, by plane and by fast train.
    tickets: [(i64, Threshold); 2],
    /// Chance of a slow train instead of a fast one.
    slow_train: Threshold,
    /// Time that it takes longer [hours].
    pub(crate) slower: i64,
}

impl TravelRules {
    /// The rules of trips in a society with these habits.
    pub(crate) fn new(barred: &Barred) -> TravelRules {
        let split = |mean: f64| {
            let whole = libm::floor(mean);
            (whole as i64, Share::clamped(mean - whole).threshold())
        };
        TravelRules {
            tickets: barred.tickets.map(split),
            slow_train: barred.slow_train.threshold(),
            slower: barred.slower.into(),
        }
    }

    /// The tickets asked for on a refused trip, by its draws; one at any gate but those of trips.
    pub(crate) fn tickets(&self, gate: Gate, draws: [Draw; 4]) -> i64 {
        let (whole, one_more) = match gate {
            Gate::Flight => self.tickets[0],
            Gate::Rail => self.tickets[1],
            _ => return 1,
        };
        whole + i64::from(one_more.admits(draws[0]))
    }

    /// Whether a trip for which a fast train is refused is made by a slow one, by its draws.
    pub(crate) fn offers_slow(&self, draws: [Draw; 4]) -> bool {
        self.slow_train.admits(draws[1])
    }
}
