//! Recognition by cameras, as the error model of published one-to-many tests.

use super::interval::DrawInterval;
use crate::population::GroupId;
use crate::scenario::Cameras;
use crate::units::{Draw, Share, Threshold};

/// The outcome of an act before a camera, in the order of the draws that lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sighting {
    /// Filmed, and attributed to another citizen: a false match.
    Mistaken,
    /// Filmed, and attributed to the right citizen.
    Named,
    /// Filmed, and attributed to no one: a miss.
    Unnamed,
    /// Not filmed.
    Unfilmed,
}

/// The error model of cameras for one kind of place and one group, as bounds of one draw.
///
/// ```text
/// draw   0 ······ mistaken ······ named ······ filmed ······ 2³²
///          Mistaken        Named        Unnamed      Unfilmed
/// ```
///
/// False matches take the lowest draws, so that a larger gallery or poorer pictures only ever add to
/// them on shared draws. 24 bytes, and one lookup is three comparisons without a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detection {
    mistaken: Threshold,
    named: Threshold,
    filmed: Threshold,
}

impl Detection {
    /// The error model for `group` where `filmed` of the acts are filmed.
    pub(super) fn new(cameras: &Cameras, filmed: Share, group: GroupId) -> Detection {
        let group = usize::from(group);
        let factor = cameras.quality * cameras.false_match_by_group[group];
        let mistaken = false_identification(cameras.gallery, cameras.false_match, factor).get();
        // A search that returns a wrong face returns it alone: only the others can name the right one.
        let named = (1.0 - mistaken) * cameras.missed_by_group[group].rest().get();
        Detection {
            mistaken: Share::clamped(filmed.get() * mistaken).threshold(),
            named: Share::clamped(filmed.get() * (mistaken + named)).threshold(),
            filmed: filmed.threshold(),
        }
    }

    /// The error model of a sure sighting: of a face that passes before a camera.
    #[must_use]
    pub fn before(cameras: &Cameras, group: GroupId) -> Detection {
        Detection::new(cameras, Share::ALL, group)
    }

    /// The outcome of an act by `draw`.
    #[inline]
    #[must_use]
    pub fn outcome(self, draw: Draw) -> Sighting {
        let bounds = [self.mistaken, self.named, self.filmed];
        debug_assert!(bounds.is_sorted(), "{self:?}");
        // The bounds ascend, so that the number of those passed is the outcome: a sum, which costs
        // the same on every draw, where a chain of conditions would be mispredicted.
        match bounds.map(|bound| u8::from(!bound.admits(draw))).iter().sum() {
            0 => Sighting::Mistaken,
            1 => Sighting::Named,
            2 => Sighting::Unnamed,
            3.. => Sighting::Unfilmed,
        }
    }

    /// The draws that lead to this sighting.
    #[inline]
    #[must_use]
    pub fn span(self, sighting: Sighting) -> DrawInterval {
        let (from, upto) = match sighting {
            Sighting::Mistaken => (0, self.mistaken.bound()),
            Sighting::Named => (self.mistaken.bound(), self.named.bound()),
            Sighting::Unnamed => (self.named.bound(), self.filmed.bound()),
            Sighting::Unfilmed => (self.filmed.bound(), 1 << 32),
        };
        DrawInterval { from, upto }
    }

    /// The shares of acts mistaken and named.
    #[must_use]
    pub fn shares(self) -> (f64, f64) {
        let share = |bound: u64| bound as f64 / 4_294_967_296.0;
        let (mistaken, named) = (self.mistaken.bound(), self.named.bound());
        (share(mistaken), share(named.saturating_sub(mistaken)))
    }
}

/// The probability that a search of a gallery returns a wrong face.
///
/// 1 − exp(−*N* · FMR · *k*), with *N* faces in the gallery, FMR false matches per comparison, and
/// a factor *k* for group and picture quality; comparisons are taken as independent. It meets the
/// two rates of the National Physical Laboratory (2023), 1 in 60,000 at 1,000 faces and 1 in 6,000
/// at 10,000, to one percent.
///
/// ```
/// use society::{observation::false_identification, units::Share};
///
/// let found = false_identification(10_000, Share::clamped(1.67e-8), 1.0).get();
/// assert!((found * 6_000.0 - 1.0).abs() < 0.01);
/// ```
#[must_use]
pub fn false_identification(gallery: u64, false_match: Share, factor: f64) -> Share {
    // `expm1` keeps the digits of rates of 10⁻⁸, which 1 − exp would cancel.
    Share::clamped(-libm::expm1(-(gallery as f64) * false_match.get() * factor))
}

/// The share of public places that cameras cover: 1 − exp(−reach · cameras per head), as if they
/// stood at random.
#[must_use]
pub(crate) fn coverage(reach: f64, per_head: f64) -> Share {
    Share::clamped(-libm::expm1(-reach * per_head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_the_cameras_leave_the_square_of_the_share_unfilmed() {
        let rest = |per_head| coverage(1.0, per_head).rest().get();
        assert_eq!(rest(0.0), 1.0);
        assert!((rest(0.86) - rest(0.43) * rest(0.43)).abs() < 1e-12);
    }
}
