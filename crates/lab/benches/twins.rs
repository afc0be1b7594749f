//! The cost of a further twin, in ones of a world alone, by the number of twins.
//!
//! Processor time of one thread, so that others on the machine take turns with it and are not counted;
//! each figure is the best of several rounds, in which the numbers of twins take turns.
//!
//! Prints lines of `name | value | goal | holds` (or `falls short`).
#![expect(clippy::print_stdout, reason = "a benchmark tells what it finds")]

use std::fs::read_to_string;

use reader::{Overrides, SCENARIOS, parse};
use society::scenario::{Scenario, TwinId};
use society::twins::Twins;
use society::units::Seed;

/// Numbers of twins, a world alone first.
const COUNTS: [usize; 6] = [1, 2, 4, 8, 16, 32];

/// The most that a further twin may cost, in ones of a world alone.
const GOAL: f64 = 0.6;

/// Days of a round.
const ROUND: u16 = 20;

/// Rounds of half a year: the first half a year, in which scores spread, is not timed.
const WARM_UP: u16 = 180;

fn main() {
    let rounds = if std::env::args().any(|argument| argument == "--quick") { 3 } else { 27 };
    let mut begun = COUNTS.map(|count| Twins::new(&almost_equal(count), Seed(1)));
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let times = one_thread.expect("a thread can be started").install(|| {
        for twins in &mut begun {
            (0..WARM_UP).for_each(|_| twins.run_day());
        }
        let mut times = [(); COUNTS.len()].map(|()| Vec::new());
        for _ in 0..rounds {
            for (twins, times) in begun.iter_mut().zip(&mut times) {
                times.push(nanoseconds(twins));
            }
        }
        times
    });
    let best = times.each_ref().map(|times| times.iter().copied().fold(f64::INFINITY, f64::min));
    for ((count, times), best_time) in COUNTS.iter().zip(&times).zip(best).skip(1) {
        let further = (count - 1) as f64;
        let cost = (best_time / best[0] - 1.0) / further;
        let mut each: Vec<f64> =
            times.iter().zip(&times[..]).map(|(time, _)| time / best[0]).collect();
        each.sort_by(f64::total_cmp);
        let middle = (each[each.len() / 2] - 1.0) / further;
        let holds = cost <= GOAL;
        println!(
            "a further twin where there are {count}, in ones of a world alone | {cost:.2} (middle of {rounds} rounds {middle:.2}) | {GOAL} at most | {}",
            if holds { "holds" } else { "falls short" },
        );
    }
    println!("a world alone [ns a citizen-day] | {:.2} | - | -", best[0]);
}

/// The default scenario with so many twins that differ in one number, the entry of a band.
fn almost_equal(count: usize) -> Scenario {
    let text =
        SCENARIOS.iter().find(|(name, _)| *name == "as-reported").map_or("", |(_, text)| text);
    let twin = |which| {
        format!(
            "\n[twins.other_{which}]\nsay = \"another band\"\nset = {{ \"band.warned.from\" = {} }}\n",
            400 + which
        )
    };
    let twins: String = (1..count).map(twin).collect();
    let asked = parse("twins", &format!("{text}{twins}"), &Overrides::default())
        .unwrap_or_else(|mistakes| panic!("the shipped scenario is valid: {mistakes:?}"))
        .scenario;
    let alike = asked.twins().iter().filter(|twin| twin.name != "no_scheme").cloned().collect();
    Scenario::validated(asked.society().clone(), alike, TwinId::STUDIED, asked.seed())
        .expect("it still is")
}

/// Nanoseconds of the processor a citizen-day of the next round.
fn nanoseconds(twins: &mut Twins) -> f64 {
    let began = processor_time();
    (0..ROUND).for_each(|_| twins.run_day());
    let citizens = f64::from(twins.population().citizens());
    (processor_time() - began) / citizens / f64::from(ROUND)
}

/// The time that this thread has run on a processor [ns].
fn processor_time() -> f64 {
    let text = read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or(0.0)
}
