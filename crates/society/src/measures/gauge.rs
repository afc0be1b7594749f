//! Gauges: sums over the citizens of a place and cell, read at the end of a month.

use serde::{Deserialize, Serialize};

/// The state of the citizens of one place and cell at the end of a month, as integer sums.
///
/// Sums, not means: they add up over places, cells and processes exactly and in any order.
///
/// ```
/// use society::measures::Gauge;
///
/// let river = Gauge { adults: 40, score: 40 * 600 * 32, ..Gauge::default() };
/// let hill = Gauge { adults: 60, score: 60 * 500 * 32, ..Gauge::default() };
/// let both = river.and(&hill);
/// assert_eq!(both.score / (32 * both.adults), 540);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gauge {
    /// Citizens [citizens].
    pub citizens: i64,
    /// Of these, adults [citizens].
    pub adults: i64,
    /// Scores of adults [grains].
    pub score: i64,
    /// Scores squared [grains²].
    pub score_squared: i64,
    /// Harm done so far by adults [harm].
    pub harm: i64,
    /// Harm squared [harm²].
    pub harm_squared: i64,
    /// Score times harm [grains · harm].
    pub score_harm: i64,
    /// Adults at the cap [citizens].
    pub at_cap: i64,
    /// Adults in each band [citizens].
    pub bands: [i64; 8],
    /// Adults who have lost points through errors, and not got them back [citizens].
    pub misscored: i64,
    /// Of these, adults in a lower band than with these points [citizens].
    pub misranked: i64,
    /// Hardship [1/255].
    pub hardship: i64,
    /// Health [1/255].
    pub health: i64,
    /// Perceived certainty by channel [1/255].
    pub certainty: [i64; 3],
    /// Resignation [1/255].
    pub resignation: i64,
    /// Adults under 60 in work [citizens].
    pub working: i64,
    /// Adults under 60 [citizens].
    pub working_age: i64,
    /// Adults within reach of requests for help [citizens].
    pub asked: i64,
    /// Of these, willing helpers [citizens].
    pub willing: i64,
    /// Restricted adults whose restriction the policy lets them contest [citizens].
    pub heard: i64,
    /// Restricted adults with a way out of all that restricts them [citizens].
    pub way_out: i64,
    /// Adults of the panel [citizens].
    pub panel: i64,
    /// Net of what the policy took from and gave to these so far [1/1,000,000 months of income].
    pub net: i64,
    /// Adults of the panel by class: big losers, losers, untouched, winners, big winners [citizens].
    pub classes: [i64; 5],
}

impl Gauge {
    /// The sums of both.
    #[must_use]
    pub fn and(mut self, other: &Gauge) -> Gauge {
        // One list of fields for sums and for reductions: a new field cannot join one and miss the
        // other.
        for (sum, more) in self.fields().into_iter().zip(other.clone().fields()) {
            *sum += *more;
        }
        self
    }

    /// Mutable references to all sums, in a fixed order: the layout of a reduction over processes.
    pub(crate) fn fields(&mut self) -> [&mut i64; 37] {
        let [a, b, c, d, e, f, g, h] = &mut self.bands;
        let [cameras, registers, informants] = &mut self.certainty;
        let [big_losers, losers, untouched, winners, big_winners] = &mut self.classes;
        [
            &mut self.citizens,
            &mut self.adults,
            &mut self.score,
            &mut self.score_squared,
            &mut self.harm,
            &mut self.harm_squared,
            &mut self.score_harm,
            &mut self.at_cap,
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            &mut self.misscored,
            &mut self.misranked,
            &mut self.hardship,
            &mut self.health,
            cameras,
            registers,
            informants,
            &mut self.resignation,
            &mut self.working,
            &mut self.working_age,
            &mut self.asked,
            &mut self.willing,
            &mut self.heard,
            &mut self.way_out,
            &mut self.panel,
            &mut self.net,
            big_losers,
            losers,
            untouched,
            winners,
            big_winners,
        ]
    }
}
