//! Violations of the scale of a score: its ends, its start and its bands.

use std::fmt;

use crate::units::Score;

/// The scale of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreRange {
    /// The lowest score.
    pub floor: Score,
    /// The highest score.
    pub cap: Score,
}

/// A condition that a scale does not meet.
///
/// ```
/// use society::scenario::{ScoreRange, ScaleViolation};
/// use society::units::Score;
///
/// let at = |points: f64| Score::from_points(points).unwrap_or_default();
/// let scale = ScoreRange { floor: at(0.0), cap: at(800.0) };
/// let start = ScaleViolation::StartOutside { start: at(900.0), scale };
/// assert_eq!(start.to_string(), "the start, 900, lies outside the scale, 0 to 800");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScaleViolation {
    /// A floor that is not below the cap.
    FloorNotBelowCap(ScoreRange),
    /// A start outside the scale.
    StartOutside {
        /// The start.
        start: Score,
        /// The scale.
        scale: ScoreRange,
    },
    /// A lowest band that does not start at the floor.
    LowestBandNotAtFloor {
        /// The band.
        band: String,
        /// The lowest score of the band.
        from: Score,
        /// The floor.
        floor: Score,
    },
    /// A band that starts no higher than the one before it.
    BandsNotRising {
        /// The band before it.
        before: String,
        /// The band.
        band: String,
        /// The lowest score of the band.
        from: Score,
    },
    /// A band above the cap.
    BandAboveCap {
        /// The band.
        band: String,
        /// The lowest score of the band.
        from: Score,
        /// The scale.
        scale: ScoreRange,
    },
}

impl fmt::Display for ScoreRange {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} to {}", self.floor.as_points(), self.cap.as_points())
    }
}

impl fmt::Display for ScaleViolation {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ScaleViolation as It;
        match self {
            It::FloorNotBelowCap(scale) => write!(to, "the scale runs from {scale}"),
            It::StartOutside { start, scale } => {
                write!(to, "the start, {}, lies outside the scale, {scale}", start.as_points())
            }
            It::LowestBandNotAtFloor { band, from, floor } => {
                let (from, floor) = (from.as_points(), floor.as_points());
                write!(to, "the lowest band, {band}, starts at {from}, not at the floor, {floor}")
            }
            It::BandsNotRising { before, band, from } => {
                write!(to, "band {band} starts at {}, not above {before}", from.as_points())
            }
            It::BandAboveCap { band, from, scale } => {
                write!(to, "band {band} starts at {}, outside {scale}", from.as_points())
            }
        }
    }
}
