#[path = "../tests/common/mod.rs"]
mod common;
use society::{measures::*, twins::Twins, units::Seed};
use std::time::Instant;
#[multiversion::multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
fn bare(day: u32, first: u32, a: &mut [u16], b: &mut [u16], c: &mut [u16], d: &mut [[u8; 10]]) {
    let n = a.len();
    let (b, c, d) = (&mut b[..n], &mut c[..n], &mut d[..n]);
    for i in 0..n {
        let w = rand_philox::philox4x32_10([first + i as u32, 0, day, 0], [7, 9]);
        a[i] = a[i].wrapping_add((w[0] >> 31) as u16);
        b[i] = b[i].wrapping_add((w[1] >> 31) as u16);
        c[i] = c[i].wrapping_add((w[2] >> 31) as u16);
        for x in d[i].iter_mut() {
            *x = x.wrapping_add((w[3] >> 31) as u8);
        }
    }
}
#[multiversion::multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
fn bare_soa(day: u32, first: u32, a: &mut [Vec<u16>; 3], d: &mut [Vec<u8>; 10], w: &mut [u32]) {
    let n = w.len();
    for i in 0..n {
        let x = rand_philox::philox4x32_10([first + i as u32, 0, day, 0], [7, 9]);
        w[i] = x[0] ^ x[1] ^ x[2] ^ x[3];
    }
    for a in a.iter_mut() {
        let a = &mut a[..n];
        for i in 0..n {
            a[i] = a[i].wrapping_add((w[i] >> 31) as u16);
        }
    }
    for a in d.iter_mut() {
        let a = &mut a[..n];
        for i in 0..n {
            a[i] = a[i].wrapping_add((w[i] >> 31) as u8);
        }
    }
}
fn main() {
    let n: u32 = std::env::args().nth(1).map_or(50_000, |a| a.parse().unwrap());
    let d: u16 = std::env::args().nth(2).map_or(365, |a| a.parse().unwrap());
    for soa in [false, true] {
        let k = 4096usize;
        let m = (n as usize).div_ceil(k);
        let mut s: Vec<_> = (0..m)
            .map(|_| {
                (
                    std::array::from_fn::<_, 3, _>(|_| vec![0u16; k]),
                    vec![[0u8; 10]; k],
                    std::array::from_fn::<_, 10, _>(|_| vec![0u8; k]),
                    vec![0u32; k],
                )
            })
            .collect();
        let t = Instant::now();
        for day in 0..d {
            for (j, (a, dd, e, w)) in s.iter_mut().enumerate() {
                if soa {
                    bare_soa(day.into(), (j * k) as u32, a, e, w)
                } else {
                    let [x, y, z] = a;
                    bare(day.into(), (j * k) as u32, x, y, z, dd)
                }
            }
        }
        println!(
            "bare soa {soa}: {:.2} ns",
            t.elapsed().as_secs_f64() * 1e9 / (m * k) as f64 / d as f64
        );
    }
    let only = std::env::args().nth(3).unwrap_or_default();
    for (name, policy) in
        [("everything", common::everything()), ("none", society::scenario::Policy::none())]
    {
        if !only.is_empty() && only != name {
            continue;
        }
        let s = society::scenario::Scenario::admit(
            common::society(n, d),
            vec![common::twin("a", policy)],
            0,
            Seed(1),
        )
        .unwrap();
        let mut twins = Twins::new(&s, Seed(1));
        let t = Instant::now();
        for _ in 0..d {
            twins.live_day();
        }
        let e = t.elapsed().as_secs_f64();
        println!("{name}: {:.2} ns", e * 1e9 / n as f64 / d as f64);
        for w in twins.worlds_mut() {
            println!("bytes {:.2}", w.bytes() as f64 / n as f64);
            let b = w.book().clone();
            let per = |t: Tally| b.total(t) as f64 / n as f64;
            for (name, t) in [
                ("restricted ever", Tally::EVER_RESTRICTED),
                ("charges", Tally::CHARGES),
                ("came over count", Tally::CHARGES.by(society::scoring::Cause::Association)),
                ("sanctions", Tally::SANCTIONS),
                ("filmed", Tally::FILMED),
            ] {
                print!("  {name} {:.4}", per(t));
            }
            println!(
                "  occ {:.4}",
                (0..12).map(|c| per(Tally::OCCASIONS.number(c))).sum::<f64>() / d as f64
            );
        }
    }
}
