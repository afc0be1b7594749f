//! Lives the common model in a library and tells how long it took, as a line of JSON:
//! `peers LIBRARY CITIZENS DAYS SECONDS SEED`. It stops after so many days or, if that is earlier,
//! seconds. The first day is not timed.

mod bare;
mod in_ixa;
mod in_krabmaga;

use std::time::Instant;

use rand::SeedableRng as _;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use serde::Serialize;

/// The interface of an implementation of the common model.
trait Society {
    fn build(citizens: u32, seed: u64) -> Self;
    fn run_day(&mut self, day: u32);
    fn points(&mut self) -> Vec<i32>;
    fn listed(&mut self) -> usize;
}

/// Eight pairings of all citizens, each at random: eight ties for everyone.
fn pairings(citizens: u32, seed: u64) -> Vec<(u32, u32)> {
    let mut luck = SmallRng::seed_from_u64(seed);
    let mut all: Vec<u32> = (0..citizens).collect();
    let mut pairs = Vec::new();
    for _ in 0..8 {
        all.shuffle(&mut luck);
        pairs.extend(all.chunks_exact(2).map(|pair| (pair[0], pair[1])));
    }
    pairs
}

#[derive(Serialize)]
struct Told {
    days: u32,
    seconds: f64,
    built: f64,
    /// The most memory held [KiB].
    peak: u64,
    listed: usize,
    /// How many citizens have so many points in the end.
    points: Vec<u32>,
}

fn live<S: Society>(citizens: u32, most: u32, limit: f64, seed: u64) -> Told {
    let began = Instant::now();
    let mut society = S::build(citizens, seed);
    let built = began.elapsed().as_secs_f64();
    society.run_day(0);
    let mut days = 1;
    let began = Instant::now();
    while days < most && began.elapsed().as_secs_f64() < limit {
        society.run_day(days);
        days += 1;
    }
    let seconds = began.elapsed().as_secs_f64();
    let peak = peak();
    let mut points = vec![0; 801];
    for of_one in society.points() {
        points[of_one as usize] += 1;
    }
    Told { days: days - 1, seconds, built, peak, listed: society.listed(), points }
}

fn peak() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|it| it.trim().strip_suffix("kB")?.trim().parse().ok()).unwrap_or(0)
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [library, citizens, days, seconds, seed] = &words[..] else {
        panic!("peers LIBRARY CITIZENS DAYS SECONDS SEED");
    };
    let number = |word: &str| word.parse::<u32>().expect("a number");
    let seconds = seconds.parse().expect("seconds");
    let (citizens, days, seed) = (number(citizens), number(days), number(seed).into());
    let told = match library.as_str() {
        "bare" => live::<bare::Arrays>(citizens, days, seconds, seed),
        "ixa" => live::<ixa::prelude::Context>(citizens, days, seconds, seed),
        "krabmaga" => live::<in_krabmaga::Scheduled>(citizens, days, seconds, seed),
        other => panic!("there is no {other} here"),
    };
    println!("{}", serde_json::to_string(&told).expect("plain numbers"));
}
