//! Conditions of a scale: its ends, its start, and the bands on it.

use super::within::within;
use crate::scenario::conduct::Conduct;
use crate::scenario::violation::{PolicyViolation, ScaleViolation, ScoreRange};
use crate::scenario::{Band, Policy, Rule, ScoreRules};
use crate::units::Points;

/// Checks the score and the bands of a policy.
pub(super) fn check(found: &mut Vec<PolicyViolation>, policy: &Policy) {
    let Some(score) = &policy.score else { return without_score(found, policy) };
    within(found, "band", policy.bands.len() as f64, Policy::BANDS);
    if let Some(days) = score.half_life {
        within(found, "score.half_life", days.into(), ScoreRules::HALF_LIFE);
    }
    let scale = ScoreRange { floor: score.floor, cap: score.cap };
    if scale.floor >= scale.cap {
        // Nothing can lie within such a scale: further violations would only repeat this one.
        found.push(PolicyViolation::Scale(ScaleViolation::FloorNotBelowCap(scale)));
        return;
    }
    if !(scale.floor..=scale.cap).contains(&score.start) {
        let start = score.start;
        found.push(PolicyViolation::Scale(ScaleViolation::StartOutside { start, scale }));
    }
    found.extend(bands(&policy.bands, scale).map(PolicyViolation::Scale));
}

fn without_score(found: &mut Vec<PolicyViolation>, policy: &Policy) {
    if !policy.bands.is_empty() {
        found.push(PolicyViolation::BandsWithoutScore { found: policy.bands.len() });
    }
    let has_points = |rule: &Rule| rule.kept != Points::ZERO || rule.broken != Points::ZERO;
    let mut rules = Conduct::ALL.iter().zip(&policy.rules);
    if let Some((&conduct, _)) = rules.find(|(_, rule)| rule.as_ref().is_some_and(has_points)) {
        found.push(PolicyViolation::PointsWithoutScore { conduct });
    }
}

/// Violations of bands that should rise from the floor and stay within the scale.
fn bands(bands: &[Band], scale: ScoreRange) -> impl Iterator<Item = ScaleViolation> {
    let off_floor = bands.first().filter(|band| band.from != scale.floor).map(|band| {
        let (band, from) = (band.name.clone(), band.from);
        ScaleViolation::LowestBandNotAtFloor { band, from, floor: scale.floor }
    });
    let falls = |pair: &&[Band]| pair[0].from >= pair[1].from;
    let not_rising = bands.windows(2).find(falls).map(|pair| {
        let [before, band] = [&pair[0], &pair[1]].map(|band| band.name.clone());
        ScaleViolation::BandsNotRising { before, band, from: pair[1].from }
    });
    let above = bands.last().filter(|band| band.from > scale.cap).map(|band| {
        ScaleViolation::BandAboveCap { band: band.name.clone(), from: band.from, scale }
    });
    [off_floor, not_rising, above].into_iter().flatten()
}
