//! Planted worlds with a mean that is known, and how often each kind of interval covers it.

use std::ops::RangeInclusive;

use lab::estimate::{Estimate, blind_spot, estimate, range_holds};
use lab::ratios::{in_proportion, ratio, relative};
use society::chance::distributions::normal;
use society::chance::{Address, Chance, Purpose};
use society::units::{Draw, Seed};

/// A kind of interval in planted worlds of one kind.
pub(crate) struct Coverage {
    /// The interval and the worlds.
    pub(crate) name: String,
    /// Worlds of a block, the share of blocks that are covered, and the share that is claimed.
    pub(crate) by_worlds: Vec<(u32, f64, f64)>,
    /// Whether the claim is a least share: the interval of worlds with two values, or with many at 0,
    /// cannot have just any share.
    pub(crate) is_least: bool,
}

/// Worlds of which the mean is known.
struct Planted {
    name: &'static str,
    seed: u64,
    mean: f64,
    bounds: RangeInclusive<f64>,
    is_continuous: bool,
    world: fn([Draw; 4]) -> f64,
}

const PLANTED: [Planted; 5] = [
    Planted {
        name: "normal",
        seed: 2031,
        mean: 10.0,
        bounds: 0.0..=f64::INFINITY,
        is_continuous: true,
        world: |[one, other, ..]| 10.0 + 2.0 * normal(one, other),
    },
    Planted {
        name: "skewed (lognormal, cv 0.5)",
        seed: 2032,
        mean: 1.0,
        bounds: 0.0..=f64::INFINITY,
        is_continuous: true,
        world: |[one, other, ..]| {
            let variance = libm::log(1.25);
            libm::exp(variance.sqrt() * normal(one, other) - variance / 2.0)
        },
    },
    Planted {
        name: "rare (four of five worlds at 0)",
        seed: 2033,
        mean: 0.6,
        bounds: 0.0..=1000.0,
        is_continuous: false,
        // Two to four of 1,000.
        world: |[any, some, ..]| if any.unit() < 0.2 { 2.0 + 2.0 * some.unit() } else { 0.0 },
    },
    Planted {
        name: "tipping (three of ten worlds)",
        seed: 2034,
        mean: 0.37,
        bounds: 0.0..=f64::INFINITY,
        is_continuous: false,
        world: |[tips, one, other, _]| {
            let level = if tips.unit() < 0.3 { 1.0 } else { 0.1 };
            level * (1.0 + 0.05 * normal(one, other))
        },
    },
    Planted {
        name: "bounded (shares near 1)",
        seed: 2035,
        mean: 0.98,
        bounds: 0.0..=1.0,
        is_continuous: true,
        world: |[one, other, ..]| {
            1.0 + 0.01 * (libm::log(one.open_unit()) + libm::log(other.open_unit()))
        },
    },
];

/// A block of worlds: what one run knows.
struct Block<'a> {
    planted: &'a Planted,
    number: u32,
    worlds: u32,
}

impl Block<'_> {
    /// A value of each world; columns are independent.
    fn column(&self, column: u16) -> Vec<f64> {
        (0..self.worlds).map(|world| (self.planted.world)(self.draw(world, column))).collect()
    }

    /// One world that is none of the block.
    fn further(&self) -> f64 {
        (self.planted.world)(self.draw(self.worlds, 0))
    }

    /// Values of a column, each times a factor with this mean and a sixth of it to either side.
    fn times(&self, values: &[f64], factor: f64) -> Vec<f64> {
        let noise = |world: u32| {
            let [one, other, ..] = self.draw(world, 9);
            factor * (1.0 + normal(one, other) / 6.0)
        };
        (0..).zip(values).map(|(world, value)| value * noise(world)).collect()
    }

    fn draw(&self, world: u32, column: u16) -> [Draw; 4] {
        let at = Address { who: self.number, whom: world, ..Address::of(Purpose::World) };
        Chance::new(Seed(self.planted.seed)).draw(Address { which: column, ..at })
    }
}

/// Whether the interval of a block covers; `None` where none is printed.
type Covers = fn(&Block<'_>) -> Option<bool>;

/// Each kind of interval that is printed.
const INTERVALS: [(&str, Covers); 5] = [
    ("the 95 % interval of a mean", |block| {
        let found = estimate(block.column(0))?;
        holds(found.interval_within(&block.planted.bounds), block.planted.mean)
    }),
    ("that of a ratio of two means", |block| {
        holds(ratio(&block.column(0), &block.column(1)).filter(varies)?.interval, 1.0)
    }),
    ("that of a relative change", |block| {
        let there = block.column(0);
        holds(relative(&block.times(&there, 0.9), &there).filter(varies)?.interval, -0.1)
    }),
    ("that of a part in proportion", |block| {
        let (wholes, known) = (block.column(0), estimate(block.column(1))?);
        let found = in_proportion(&block.times(&wholes, 0.3), &wholes, &known);
        holds(found.filter(varies)?.interval, 0.3 * block.planted.mean)
    }),
    ("the range of worlds", |block| holds(estimate(block.column(0))?.range, block.further())),
];

fn holds(interval: Option<(f64, f64)>, value: f64) -> Option<bool> {
    interval.map(|(low, high)| low <= value && value <= high)
}

/// Of worlds that are all equal no interval of a ratio is printed.
fn varies(of: &Estimate) -> bool {
    !of.is_equal_in_all_worlds()
}

/// How often each kind of interval covers, in planted worlds of each kind.
pub(crate) fn coverages(blocks: u32, sizes: &[u32]) -> Vec<Coverage> {
    let mut found = Vec::new();
    for (interval, covers) in INTERVALS {
        for planted in &PLANTED {
            let share = |&worlds: &u32| {
                let claimed = match range_holds(worlds as usize) {
                    (hits, of) if interval.starts_with("the range") => hits as f64 / of as f64,
                    _ => 0.95,
                };
                let of = |number| covers(&Block { planted, number, worlds });
                (worlds, share_of((0..blocks).filter_map(of)), claimed)
            };
            found.push(Coverage {
                name: format!("{interval}: {}", planted.name),
                by_worlds: sizes.iter().map(share).collect(),
                is_least: !planted.is_continuous,
            });
        }
    }
    found.push(unseen(blocks, sizes));
    found
}

/// How often the bound of what was never seen holds, where that is least likely: worlds of which just as many
/// differ, and as much, as all of a block can miss with 95 % confidence.
fn unseen(blocks: u32, sizes: &[u32]) -> Coverage {
    const MOST: f64 = 1000.0;
    let share = |&worlds: &u32| {
        let differ = blind_spot(worlds as usize) + 1e-9;
        let planted = Planted {
            name: "never seen",
            seed: 2036,
            mean: MOST * differ,
            bounds: 0.0..=MOST,
            is_continuous: false,
            world: |_| 0.0,
        };
        let of = |number| {
            let block = Block { planted: &planted, number, worlds };
            let differs = |world| block.draw(world, 0)[0].unit() < differ;
            let values = (0..worlds).map(|world| if differs(world) { MOST } else { 0.0 });
            let found = estimate(values).filter(|it| it.mean == 0.0)?;
            holds(found.interval_within(&planted.bounds), planted.mean)
        };
        let missed = (0..blocks).filter_map(of).filter(|covers| !covers).count();
        (worlds, 1.0 - missed as f64 / f64::from(blocks), 0.95)
    };
    Coverage {
        name: "the upper bound of what no world showed".to_owned(),
        by_worlds: sizes.iter().map(share).collect(),
        is_least: true,
    }
}

/// Share of those that are so; 1 of none.
fn share_of(found: impl Iterator<Item = bool>) -> f64 {
    let (mut all, mut covered) = (0_u32, 0_u32);
    for covers in found {
        all += 1;
        covered += u32::from(covers);
    }
    if all == 0 { 1.0 } else { f64::from(covered) / f64::from(all) }
}
