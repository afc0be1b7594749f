#[path = "../tests/common/mod.rs"]
mod common;
use society::{measures::*, twins::Twins, units::Seed};
fn main() {
    let n: u32 = std::env::args().nth(1).map_or(50_000, |a| a.parse().unwrap());
    let d: u16 = std::env::args().nth(2).map_or(365, |a| a.parse().unwrap());
    let s = common::scenario(common::society(n, d), common::everything());
    let t = std::time::Instant::now();
    let mut twins = Twins::new(&s, Seed(1));
    println!("built in {:?}", t.elapsed());
    let t = std::time::Instant::now();
    twins.live(&mut ());
    let e = t.elapsed().as_secs_f64();
    println!(
        "{:.1} ns per citizen-day of both, {:.1} M/s",
        e * 1e9 / n as f64 / d as f64,
        n as f64 * d as f64 * 2.0 / e / 1e6
    );
    for w in twins.worlds_mut() {
        println!("bytes {:.2}", w.bytes() as f64 / n as f64);
        let b = w.book().clone();
        let per = |t: Tally| b.total(t) as f64 / n as f64;
        for (name, t) in [
            ("restricted ever", Tally::EVER_RESTRICTED),
            ("ever blacklisted", Tally::EVER_BLACKLISTED),
            ("charges", Tally::CHARGES),
            ("came over count", Tally::CHARGES.by(society::scoring::Cause::Association)),
            ("sanctions", Tally::SANCTIONS),
            ("harm", Tally::HARM),
            ("cuts", Tally::TIES_CUT),
            ("filmed", Tally::FILMED),
            ("mistaken", Tally::MISTAKEN),
        ] {
            println!("  {name} {:.4}", per(t));
        }
        for k in 0..4 {
            print!("  wronged {:.4}", per(Tally::EVER_WRONGED.number(k)));
        }
        println!(
            "  occ {:.4}",
            (0..12).map(|c| per(Tally::OCCASIONS.number(c))).sum::<f64>() / d as f64
        );
    }
}
