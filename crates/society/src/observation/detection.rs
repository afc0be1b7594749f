//! Recognition by cameras, as the error model of published one-to-many tests.

use super::interval::DrawInterval;
use crate::population::GroupId;
use crate::scenario::Cameras;
use crate::units::{Draw, Share, Threshold};

/// The outcome of an act before a camera, in the order of the draws that lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sighting {
    /// Filmed, and attributed to the right citizen.
    Named,
    /// Filmed, missed, and attributed to another citizen: a false match.
    Mistaken,
    /// Filmed, and attributed to no one: a miss.
    Unnamed,
    /// Not filmed.
    Unfilmed,
}

/// The two published rates of a search among the faces of a gallery, for one group.
///
/// One is of *mated* searches, of people who are enrolled in the gallery, the other of *non-mated*
/// searches, of people who are not (NISTIR 8271). For an enrolled face the right identity competes: a
/// published miss is any search that does not return it, an outranked one included, so that another
/// face can come back only where the right one is missed.
///
/// ```
/// use society::{observation::Recognition, population::GroupId, scenario::{Cameras, Policy}};
///
/// let cameras = Policy::example().cameras.expect("the example has cameras");
/// let rates = Recognition::new(&cameras, GroupId(0));
/// // Enrolled, nobody is mistaken more often than missed; others, at the whole rate.
/// let passing = |unenrolled| rates.passing(&Cameras { unenrolled, ..cameras.clone() });
/// let [mistaken, named, unnamed] = passing(0.0);
/// assert!(mistaken < rates.missed.get() && (mistaken + named + unnamed - 1.0).abs() < 1e-12);
/// let among = passing(1_000.0)[0] / 1_001.0;
/// assert!((among / rates.false_identification.get() - 1.0).abs() < 0.001);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recognition {
    /// Probability that a mated search does not return the right identity.
    pub missed: Share,
    /// Probability that a non-mated search returns an identity.
    pub false_identification: Share,
}

impl Recognition {
    /// The rates of `cameras` for `group`.
    #[must_use]
    pub fn new(cameras: &Cameras, group: GroupId) -> Recognition {
        let factor = cameras.quality * cameras.false_match_by_group[usize::from(group)];
        Recognition {
            missed: cameras.missed_by_group[usize::from(group)],
            false_identification: false_identification(
                cameras.gallery,
                cameras.false_match,
                factor,
            ),
        }
    }

    /// Sightings mistaken, named and unnamed for each sighting of an enrolled face, among the people
    /// who pass these cameras.
    #[must_use]
    pub fn passing(self, cameras: &Cameras) -> [f64; 3] {
        self.with_unenrolled(cameras.unenrolled)
    }

    /// The same, where `unenrolled` others come with each enrolled face.
    fn with_unenrolled(self, unenrolled: f64) -> [f64; 3] {
        // Whoever is missed is to the machine one who is not enrolled.
        let strangers = self.missed.get() + unenrolled;
        let wrong = self.false_identification;
        [strangers * wrong.get(), self.missed.rest().get(), strangers * wrong.rest().get()]
    }
}

/// The error model of cameras for one kind of place and one group, as bounds of one draw.
///
/// ```text
/// draw   0 ······ named ······ mistaken ······ filmed ······ 2³²
///          Named       Mistaken         Unnamed       Unfilmed
///                      └──────── missed ──────┘
/// ```
///
/// False matches grow from the lower end of the misses, and informants take the upper end: on shared
/// draws a larger gallery or poorer pictures only ever add false matches, and take no act from those
/// named or reported. 24 bytes, and one lookup is three comparisons without a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detection {
    named: Threshold,
    mistaken: Threshold,
    filmed: Threshold,
}

impl Detection {
    /// The error model for an enrolled face with these `rates` where `filmed` of the acts are filmed.
    #[must_use]
    pub fn new(rates: Recognition, filmed: Share) -> Detection {
        // An act is a citizen's, and every citizen is enrolled: no stranger dilutes its rates.
        let [mistaken, named, _] = rates.with_unenrolled(0.0);
        let upto = |share: f64| Share::clamped(filmed.get() * share.min(1.0)).threshold();
        Detection {
            named: upto(named),
            mistaken: upto(named + mistaken),
            filmed: filmed.threshold(),
        }
    }

    /// The outcome of an act by `draw`.
    #[inline]
    #[must_use]
    pub fn outcome(self, draw: Draw) -> Sighting {
        let bounds = [self.named, self.mistaken, self.filmed];
        debug_assert!(bounds.is_sorted(), "{self:?}");
        // The bounds ascend, so that the number of those passed is the outcome: a sum, which costs
        // the same on every draw, where a chain of conditions would be mispredicted.
        match bounds.map(|bound| u8::from(!bound.admits(draw))).iter().sum() {
            0 => Sighting::Named,
            1 => Sighting::Mistaken,
            2 => Sighting::Unnamed,
            3.. => Sighting::Unfilmed,
        }
    }

    /// The draws of a face that is missed, be it mistaken or unnamed.
    #[inline]
    #[must_use]
    pub fn missed(self) -> DrawInterval {
        DrawInterval { from: self.named.bound(), upto: self.filmed.bound() }
    }

    /// The draws of an act that is filmed.
    #[inline]
    pub(super) fn filmed(self) -> Threshold {
        self.filmed
    }

    /// The draws of an act that is not filmed.
    #[inline]
    #[must_use]
    pub(crate) fn unfilmed(self) -> DrawInterval {
        DrawInterval::above(self.filmed)
    }

    /// The shares of acts mistaken and named.
    #[must_use]
    pub fn shares(self) -> (f64, f64) {
        let share = |bound: u64| bound as f64 / 4_294_967_296.0;
        let (mistaken, named) = (self.mistaken.bound(), self.named.bound());
        (share(mistaken.saturating_sub(named)), share(named))
    }
}

/// The probability that a search of a gallery for a face that is not in it returns one.
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
