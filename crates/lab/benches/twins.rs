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

/// Days of a world.
const DAYS: u16 = 730;

/// Days of a round.
const ROUND: u16 = 20;

/// Days that are not timed, in which scores spread.
const WARM_UP: u16 = 180;

/// Processor time of the worlds of one number of twins [ns].
struct Worlds {
    twins: Twins,
    /// Of drawing the people and compiling the rules.
    begun: f64,
    /// Of a day, by round.
    days: Vec<f64>,
}

impl Worlds {
    fn begin(count: usize) -> Worlds {
        let scenario = almost_equal(count);
        let began = processor_time();
        let mut twins = Twins::new(&scenario, Seed(1));
        let begun = processor_time() - began;
        (0..WARM_UP).for_each(|_| twins.run_day());
        Worlds { twins, begun, days: Vec::new() }
    }

    fn live_a_round(&mut self) {
        let began = processor_time();
        (0..ROUND).for_each(|_| self.twins.run_day());
        self.days.push((processor_time() - began) / f64::from(ROUND));
    }

    /// The best round, then the middle one.
    fn day(&mut self) -> [f64; 2] {
        self.days.sort_by(f64::total_cmp);
        [self.days[0], self.days[self.days.len() / 2]]
    }
}

fn main() {
    let rounds = if std::env::args().any(|argument| argument == "--quick") { 3 } else { 27 };
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let mut all = one_thread.expect("a thread can be started").install(|| {
        let mut all = COUNTS.map(Worlds::begin);
        (0..rounds).for_each(|_| all.iter_mut().for_each(Worlds::live_a_round));
        all
    });
    let begun = all.each_ref().map(|worlds| worlds.begun);
    let days = all.each_mut().map(Worlds::day);
    for (at, count) in COUNTS.into_iter().enumerate().skip(1) {
        let further = |whole: f64, alone: f64| (whole / alone - 1.0) / (count - 1) as f64;
        let world = |at: usize, which: usize| begun[at] + f64::from(DAYS) * days[at][which];
        let [cost, middle] = [0, 1].map(|which| further(world(at, which), world(0, which)));
        let verdict = if cost <= GOAL { "holds" } else { "falls short" };
        println!(
            "a further twin of {count}, in ones of a world alone, people and two years | {cost:.2} \
             (middle of {rounds} rounds {middle:.2}) | {GOAL} at most | {verdict}"
        );
        let cost = further(days[at][0], days[0][0]);
        println!("the same for its days alone, without the people | {cost:.2} | - | -");
    }
    let citizens = f64::from(all[0].twins.population().citizens());
    let [day, middle] = days[0].map(|day| day / citizens);
    println!("a citizen-day of a world alone [ns] | {day:.2} (middle {middle:.2}) | - | -");
    let seconds = begun[0] / 1e9;
    println!("people and rules of a world alone [s] | {seconds:.2} | - | -");
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

/// The time that this thread has run on a processor [ns].
fn processor_time() -> f64 {
    let text = read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or(0.0)
}
