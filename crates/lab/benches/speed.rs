//! How fast a day is, as ratios within one process: absolute times mean little on a shared
//! machine. Each figure is the best of several rounds that take turns.
//!
//! Prints lines of `name | value | goal | holds` (or `falls short`).
#![expect(clippy::print_stdout, reason = "a benchmark tells what it finds")]

use std::time::Instant;

use multiversion::multiversion;
use rand_philox::philox4x32_10;
use reader::{Overrides, read};
use society::scenario::{Scenario, TwinId};
use society::twins::Twins;
use society::units::Seed;

/// The columns that a world of `as-reported` keeps densely, for one neighborhood.
struct Columns {
    words: [Vec<u16>; 3],
    bytes: [Vec<u8>; 8],
}

const NEIGHBORHOOD: usize = 4096;

/// The twins of the scenario that ships.
const AS_REPORTED: usize = 0;
const NO_SCHEME: usize = 1;

/// One day of the bare loop: a Philox draw a citizen and every column read and written.
#[inline(always)]
fn bare_day(day: u32, first: u32, columns: &mut Columns) {
    let [a, b, c] = columns.words.each_mut().map(|column| &mut column[..NEIGHBORHOOD]);
    let [d, e, f, g, h, i, j, k] =
        columns.bytes.each_mut().map(|column| &mut column[..NEIGHBORHOOD]);
    for at in 0..NEIGHBORHOOD {
        let [w, x, y, z] = philox4x32_10([first + at as u32, 0, day, 0], [7, 9]);
        a[at] = a[at].wrapping_add((w >> 31) as u16);
        b[at] = b[at].wrapping_add((x >> 31) as u16);
        c[at] = c[at].wrapping_add((y >> 31) as u16);
        let bit = (z >> 31) as u8;
        d[at] = d[at].wrapping_add(bit);
        e[at] = e[at].wrapping_add(bit);
        f[at] = f[at].wrapping_add(bit);
        g[at] = g[at].wrapping_add(bit);
        h[at] = h[at].wrapping_add(bit);
        i[at] = i[at].wrapping_add(bit);
        j[at] = j[at].wrapping_add(bit);
        k[at] = k[at].wrapping_add(bit);
    }
}

/// The loop as the compiler builds it for any processor of its kind.
#[inline(never)]
fn plain_day(day: u32, first: u32, columns: &mut Columns) {
    bare_day(day, first, columns);
}

/// The loop on the widest vector unit that is there.
#[multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
fn wide_day(day: u32, first: u32, columns: &mut Columns) {
    bare_day(day, first, columns);
}

/// Nanoseconds a citizen-day of a bare loop over `citizens`.
fn bare(live: fn(u32, u32, &mut Columns), citizens: usize, days: u32) -> f64 {
    let count = citizens.div_ceil(NEIGHBORHOOD);
    let columns = || Columns {
        words: std::array::from_fn(|_| vec![0; NEIGHBORHOOD]),
        bytes: std::array::from_fn(|_| vec![0; NEIGHBORHOOD]),
    };
    let mut all: Vec<Columns> = (0..count).map(|_| columns()).collect();
    let began = Instant::now();
    for day in 0..days {
        for (number, columns) in all.iter_mut().enumerate() {
            live(day, (number * NEIGHBORHOOD) as u32, columns);
        }
    }
    let took = began.elapsed();
    assert!(all.iter().any(|columns| columns.words[0][0] > 0), "the loop did its work");
    took.as_nanos() as f64 / (count * NEIGHBORHOOD) as f64 / f64::from(days)
}

/// The scenario that ships, with one of its twins alone and so many citizens.
fn alone(number: usize, citizens: u32) -> Scenario {
    let changes =
        Overrides { citizens: Some(citizens), days: Some(20_000), ..Overrides::default() };
    let asked = read("as-reported", &changes).expect("the shipped scenario is valid").scenario;
    let twin = asked.twins()[number].clone();
    Scenario::validated(asked.society().clone(), vec![twin], TwinId::STUDIED, asked.seed())
        .expect("it still is")
}

/// Nanoseconds a citizen-day of the next `days` days of a world.
fn days(twins: &mut Twins, days: u16) -> f64 {
    let began = Instant::now();
    (0..days).for_each(|_| twins.run_day());
    let citizens = f64::from(twins.population().citizens());
    began.elapsed().as_nanos() as f64 / citizens / f64::from(days)
}

fn in_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> R {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("threads can be started").install(work)
}

fn best(rounds: usize, mut once: impl FnMut() -> f64) -> f64 {
    (0..rounds).map(|_| once()).fold(f64::INFINITY, f64::min)
}

fn line(name: &str, value: &str, goal: &str, holds: bool) {
    let verdict = if holds { "holds" } else { "falls short" };
    println!("{name} | {value} | {goal} | {verdict}");
}

fn main() {
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    // A nation must do better, up to a larger size.
    let (most, least, largest) =
        if asked("--nation") { (2.5, 1.9, 100_000_000) } else { (4.0, 1.85, 10_000_000) };
    let quick = asked("--quick");
    against_the_bare_loop(most);
    two_threads(if quick { 300_000 } else { 1_000_000 }, least);
    by_size(if quick { 1_000_000 } else { largest });
}

fn against_the_bare_loop(most: f64) {
    let begin = |twin| {
        let mut twins = Twins::new(&alone(twin, 50_000), Seed(1));
        in_threads(1, || (0..182).for_each(|_| twins.run_day()));
        twins
    };
    let mut begun = [AS_REPORTED, NO_SCHEME].map(begin);
    let [mut plain, mut wide, mut world, mut free] = [f64::INFINITY; 4];
    // Always the same days, some four hundred from the middle of the first year on, as often as it
    // may take to meet a machine that is quiet.
    for round in 0..200 {
        if round > 0 && round % 10 == 0 {
            begun = [AS_REPORTED, NO_SCHEME].map(begin);
        }
        plain = plain.min(bare(plain_day, 50_000, 50));
        wide = wide.min(bare(wide_day, 50_000, 100));
        let [ruled, unruled] = &mut begun;
        world = world.min(in_threads(1, || days(ruled, 40)));
        free = free.min(in_threads(1, || days(unruled, 40)));
    }
    let ratio = world / plain;
    let name = "a citizen-day of as-reported, in ones of the bare loop";
    let value = format!("{ratio:.2} ({world:.2} ns to {plain:.2} ns)");
    line(name, &value, &format!("{most} at most"), ratio <= most);
    println!(
        "the same, when the bare loop has the widest vector unit | {:.1} ({wide:.2} ns) | - | -",
        world / wide,
    );
    println!(
        "a citizen-day without any policy, in ones of either loop | {:.1} and {:.1} ({free:.1} ns) | - | -",
        free / plain,
        free / wide,
    );
}

/// Two threads against one, and what this machine gives two threads that share nothing at all,
/// measured in turns with it.
fn two_threads(citizens: u32, least: f64) {
    let scenario = alone(AS_REPORTED, citizens);
    // As many batches as share out evenly between two threads.
    let mut twins = Twins::new(&scenario, Seed(1));
    in_threads(2, || (0..5).for_each(|_| twins.run_day()));
    let (mut one, mut two) = (f64::INFINITY, f64::INFINITY);
    let (mut lone, mut pair) = (f64::INFINITY, f64::INFINITY);
    let loop_ = || bare(plain_day, 50_000, 50);
    // As often as it may take to meet a machine on which both cores are quiet at once.
    for _ in 0..200 {
        one = one.min(in_threads(1, || days(&mut twins, 3)));
        two = two.min(in_threads(2, || days(&mut twins, 3)));
        lone = lone.min(loop_());
        pair = pair.min(in_threads(2, || {
            let (here, there) = rayon::join(loop_, loop_);
            here.max(there)
        }));
    }
    let (gain, machine) = (one / two, 2.0 * lone / pair);
    let goal = format!("{least} at least");
    line("two threads, in speeds of one", &format!("{gain:.2}"), &goal, gain >= least);
    println!("the same for two bare loops that share nothing | {machine:.2} | - | -");
}

fn by_size(largest: u32) {
    let mut cost = Vec::new();
    for citizens in [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000] {
        if citizens > largest {
            break;
        }
        let mut twins = Twins::new(&alone(AS_REPORTED, citizens), Seed(1));
        let length = (20_000_000 / citizens).clamp(2, 400) as u16;
        in_threads(1, || (0..4).for_each(|_| twins.run_day()));
        let ns = best(3, || in_threads(1, || days(&mut twins, length)));
        let both = best(3, || in_threads(2, || days(&mut twins, length)));
        println!(
            "citizen-days a second at {citizens} citizens | {:.1} million on one thread, {:.1} on two | - | -",
            1e3 / ns,
            1e3 / both,
        );
        cost.push((citizens, ns));
    }
    let of = |wanted| cost.iter().find(|(citizens, _)| *citizens == wanted).map(|(_, ns)| *ns);
    for (power, size) in [(7, 10_000_000), (8, 100_000_000)] {
        if let (Some(small), Some(large)) = (of(1_000_000), of(size)) {
            let ratio = large / small;
            let name = format!("a citizen-day at 10^{power} citizens, in ones at 10^6");
            line(&name, &format!("{ratio:.2}"), "1.15 at most", ratio <= 1.15);
        }
    }
}
