//! The common model in three arrays and nothing else: what this machine gives a loop in Rust.

use rand::rngs::SmallRng;
use rand::{Rng as _, SeedableRng as _};

use crate::{Society, pairings};

/// A chance of 1/50 and one of 1/2 [2⁻³²].
const ACTS: u32 = 85_899_346;
const SEEN: u32 = 1 << 31;
const COST: i16 = 60;
const TENTH: i16 = 6;
const THRESHOLD: i16 = 325;

pub struct Arrays {
    luck: SmallRng,
    ties: Vec<[u32; 8]>,
    points: Vec<i16>,
    listed: Vec<bool>,
    seen: Vec<u32>,
}

impl Arrays {
    fn charge(&mut self, citizen: u32, cost: i16) {
        let points = &mut self.points[citizen as usize];
        *points = (*points - cost).max(0);
        self.listed[citizen as usize] |= *points < THRESHOLD;
    }
}

impl Society for Arrays {
    fn build(citizens: u32, seed: u64) -> Arrays {
        let mut ties = vec![[0; 8]; citizens as usize];
        for (at, (one, other)) in pairings(citizens, seed).into_iter().enumerate() {
            let pairing = at / (citizens as usize / 2);
            (ties[one as usize][pairing], ties[other as usize][pairing]) = (other, one);
        }
        Arrays {
            luck: SmallRng::seed_from_u64(seed),
            ties,
            points: vec![800; citizens as usize],
            listed: vec![false; citizens as usize],
            seen: Vec::new(),
        }
    }

    fn run_day(&mut self, _day: u32) {
        let mut seen = std::mem::take(&mut self.seen);
        for citizen in seen.drain(..) {
            let ties = self.ties[citizen as usize];
            ties.into_iter().for_each(|neighbor| self.charge(neighbor, TENTH));
        }
        for citizen in 0..self.points.len() as u32 {
            if self.luck.next_u32() < ACTS && self.luck.next_u32() < SEEN {
                seen.push(citizen);
            }
        }
        seen.iter().for_each(|&citizen| self.charge(citizen, COST));
        self.seen = seen;
    }

    fn points(&mut self) -> Vec<i32> {
        self.points.iter().map(|&points| points.into()).collect()
    }

    fn listed(&mut self) -> usize {
        self.listed.iter().filter(|&&listed| listed).count()
    }
}
