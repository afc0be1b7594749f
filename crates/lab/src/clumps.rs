//! Worlds that fall into two clumps, for which a mean would mislead.
//!
//! A policy can tip a society into one of two states. The mean then lies between them, where no
//! world is, and is not reported.

use crate::estimate::{Estimate, estimate};

/// The width of the gap between two clumps, in standard deviations within them, from which on
/// they are told apart. Of samples of 16 worlds or more from one normal, lognormal (cv 0.5) or
/// exponential distribution, fewer than one in a hundred shows such a gap.
const GAP: f64 = 8.0;

/// Fewer worlds than this are never split [worlds].
const FEWEST: usize = 16;

/// Two clumps of worlds, the lower one first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Clumps {
    /// Estimate over the worlds of the lower clump.
    pub(crate) low: Estimate,
    /// Estimate over the worlds of the higher clump.
    pub(crate) high: Estimate,
}

/// The two clumps into which values fall, one value a world: those on either side of the widest
/// gap; `None` where the gap is not wide beside the spread within the clumps, or with fewer than
/// 16 worlds.
pub(crate) fn clumps(values: impl IntoIterator<Item = f64>) -> Option<Clumps> {
    let mut values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
    if values.len() < FEWEST {
        return None;
    }
    values.sort_by(f64::total_cmp);
    // The widest gap, and no fitted mixture: clumps that are worth reporting lie so far apart that
    // both agree, and the gap depends on no starting value.
    let gaps = values.windows(2).map(|pair| pair[1] - pair[0]).enumerate();
    let (at, gap) = gaps.max_by(|one, other| one.1.total_cmp(&other.1))?;
    let (low, high) = values.split_at(at + 1);
    let squares = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>()
    };
    let within = ((squares(low) + squares(high)) / (values.len() - 2) as f64).sqrt();
    if gap <= GAP * within {
        return None;
    }
    Some(Clumps { low: estimate(low.iter().copied())?, high: estimate(high.iter().copied())? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_worlds_far_from_the_rest_are_a_clump_of_their_own() {
        let worlds =
            (0..32).map(|world| f64::from(world % 7) + if world < 3 { 100.0 } else { 0.0 });
        let found = clumps(worlds).expect("there are two");
        assert_eq!((found.low.worlds, found.high.worlds), (29, 3));
    }

    #[test]
    fn worlds_spread_evenly_are_no_clumps_and_neither_are_equal_ones() {
        assert_eq!(clumps((0..32).map(f64::from)), None);
        assert_eq!(clumps([5.0; 32]), None);
    }

    #[test]
    fn too_few_worlds_are_never_split() {
        assert_eq!(clumps([0.0, 0.0, 0.0, 9.0, 9.0]), None);
    }
}
