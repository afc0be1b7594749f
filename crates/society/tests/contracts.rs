//! Promises that hold on any machine.

mod common;

use common::{everything, scenario, society};
use society::scenario::{Scenario, Twin};
use society::twins::Twins;
use society::units::Seed;
use society::world::Digest;

fn digests(citizens: u32, days: u16, batches: usize, threads: usize) -> Vec<Digest> {
    let scenario = scenario(society(citizens, days), everything());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
    pool.install(|| {
        let mut twins = Twins::in_batches(&scenario, Seed(7), batches);
        twins.run(&mut ());
        twins.worlds_mut().iter_mut().map(society::world::World::digest).collect()
    })
}

#[test]
fn threads_and_batches_change_no_byte() {
    let one = digests(30_000, 60, 4, 1);
    for (batches, threads) in [(1, 1), (8, 2), (3, 2), (2, 1)] {
        assert_eq!(one, digests(30_000, 60, batches, threads), "{batches} in {threads}");
    }
    assert_ne!(one[0], one[1]);
}

/// Four twins, two policies twice: enough to run in stretches, on one batch.
#[test]
fn stretches_of_days_change_no_byte() {
    let two = scenario(society(10_000, 100), everything());
    let mut four = two.twins().to_vec();
    for twin in two.twins() {
        four.push(Twin { name: format!("{} again", twin.name), ..twin.clone() });
    }
    let four = Scenario::validated(two.society().clone(), four, two.baseline(), two.seed());
    let four = four.expect("names differ");
    let [mut whole, mut daily, mut pieces] = [(); 3].map(|()| Twins::in_batches(&four, Seed(7), 1));
    whole.run(&mut ());
    while daily.run_next_day(&mut ()) {}
    while pieces.run_next_days(&mut (), 5) {}
    assert_eq!(whole.digests(), daily.digests());
    assert_eq!(whole.digests(), pieces.digests());
}
