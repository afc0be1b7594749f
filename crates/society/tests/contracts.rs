//! Promises that hold on any machine.

mod common;

use common::{everything, scenario, society};
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
