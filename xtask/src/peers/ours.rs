//! The common model in Nosedive, timed by the protocol of the peers: a line of JSON for
//! `cargo xtask peers live CITIZENS DAYS SECONDS THREADS`.

use std::process::ExitCode;
use std::time::Instant;

use lab::layout::Layout;
use lab::world::WorldRun;
use reader::Overrides;
use results::read;
use serde_json::json;
use society::units::{Seed, WorldId};

use super::{CAP, SCENARIO, peak_of};

/// Lives the common model for `days` days or, if that is earlier, `seconds`; the first day is not
/// timed. Prints what came of it.
pub(super) fn live(citizens: u32, days: u16, seconds: f64, threads: usize) -> ExitCode {
    let changes = Overrides { citizens: Some(citizens), days: Some(days), ..Overrides::default() };
    let asked = read(SCENARIO, &changes).unwrap_or_else(|it| panic!("it is valid: {it:?}"));
    let layout = Layout::new(&asked.scenario);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("threads can be started").install(|| {
        let began = Instant::now();
        let mut living = WorldRun::with_seed(&asked.scenario, &layout, WorldId(0), Seed(2031));
        let built = began.elapsed().as_secs_f64();
        living.run_next_day();
        let (mut lived, began) = (0, Instant::now());
        while lived + 1 < days && began.elapsed().as_secs_f64() < seconds && living.run_next_day() {
            lived += 1;
        }
        let seconds = began.elapsed().as_secs_f64();
        let peak = peak_of(std::process::id()).unwrap_or(f64::NAN);
        let (points, listed) = ends(&living);
        let told = json!({
            "days": lived, "seconds": seconds, "built": built, "peak": peak,
            "listed": listed, "points": points,
        });
        println!("{told}");
    });
    ExitCode::SUCCESS
}

/// How many citizens have so many points, and how many are listed.
fn ends(living: &WorldRun<'_>) -> (Vec<u32>, u32) {
    let (people, world) = (living.twins().population(), &living.twins().worlds()[0]);
    let (mut points, mut listed) = (vec![0; CAP + 1], 0);
    for home in people.neighborhoods() {
        let state = world.state(home);
        for who in people.residents(home).adults() {
            points[state.score(who).as_points() as usize] += 1;
            listed += u32::from(state.is_restricted(who));
        }
    }
    (points, listed)
}
