//! Score zones: ranges of the score within which a move has no consequence.

use crate::scenario::{List, Policy};
use crate::units::{Points, Score};

/// Zones of the score: a move within one changes no band and no list.
///
/// Nearly every move of a score stays within its zone, and then adding is all there is to do.
///
/// ```text
/// points   0 … 349 | 350 … 499 | 500 … 800
/// zone        1    |     2     |     3        0: a list may act at this score
/// ```
#[derive(Clone, Debug)]
pub(crate) struct ScoreZones {
    /// Zone by whole points; 0 where a list acts on the score, or where a border lies within the
    /// point. Boxed: 2 KB beside the hot fields of the rules would cost them their cache lines.
    zones: Box<[u8; ScoreZones::POINTS]>,
    /// The highest score, 0 without one: beyond it a move is cut off, and that is counted [grains].
    cap: i32,
}

impl ScoreZones {
    /// Whole points that 16 bits of grains can hold: the length of the table.
    const POINTS: usize = (u16::MAX as usize + 1) / Points::GRAINS as usize;

    /// The zones of `policy`: borders are the lower ends of bands, and the bounds of lists for entry and
    /// exit. Without a score every zone is 0, and no move is within one.
    pub(crate) fn new(policy: &Policy) -> ScoreZones {
        let Some(score) = policy.score else {
            return ScoreZones { zones: Box::new([0; ScoreZones::POINTS]), cap: 0 };
        };
        let lists = &policy.lists;
        let bounds = |list: &List| [list.entry.score_below, list.entry.score_from, list.exit.score];
        let bands = policy.bands.iter().map(|band| band.from);
        let borders: Vec<Score> = bands.chain(lists.iter().flat_map(bounds).flatten()).collect();
        let zone = |point| {
            let first = point as u16 * Points::GRAINS as u16;
            let last = first + (Points::GRAINS as u16 - 1);
            let (from, upto) = (Score(first).max(score.floor), Score(last));
            let is_outside = from > upto || from > score.cap;
            let is_split = borders.iter().any(|&border| from < border && border <= upto);
            if is_outside || is_split || lists.iter().any(|list| acts_at(list, from)) {
                return 0;
            }
            1 + borders.iter().filter(|&&border| border <= from).count() as u8
        };
        ScoreZones { zones: Box::new(std::array::from_fn(zone)), cap: score.cap.0.into() }
    }

    /// Whether a move `from` a score to a `wanted` one stays within a zone of the scale [grains].
    ///
    /// A `wanted` score outside 16 bits is beyond the cap, below it as well: a negative number read
    /// without its sign is larger than any.
    #[inline]
    pub(crate) fn stays_within(&self, from: u16, wanted: i32) -> bool {
        // All three are computed and joined without a branch: moves are too irregular to predict.
        let zone = |score: u16| self.zones[usize::from(score) / Points::GRAINS as usize];
        let (here, there) = (zone(from), zone(wanted as u16));
        (here == there) & (here != 0) & (wanted.cast_unsigned() <= self.cap.cast_unsigned())
    }
}

/// Whether a list takes in or lets go at the score `now`.
fn acts_at(list: &List, now: Score) -> bool {
    list.is_left_at(now)
        || list.entry.score_below.is_some_and(|bound| now < bound)
        || list.entry.score_from.is_some_and(|bound| now >= bound)
}
