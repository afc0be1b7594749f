//! Perceived certainty of a sanction, by channel of observation and by place.
//!
//! ```text
//! expectation  announced ──wears_off──> none           a table by months since the announcement
//!                  ▲ fades
//! certainty  ──own, others──> full                     one byte a citizen and channel
//!            ──learns_from_error──> none
//! risk       = slope · certainty + base                `seen` before a known camera, `halo` elsewhere
//! pressure   = risk · stake
//! ```

use super::parts::parts;
use crate::calendar::month_of;
use crate::conduct::Risk;
use crate::scenario::{Certainty, Channel, Conduct, Policy};
use crate::units::{Day, Draw, Level, Quantile, Share, Threshold};

/// Certainty under one policy, compiled to integers.
#[derive(Clone, Debug)]
pub struct CertaintyModel {
    /// The channel that watches each conduct; none where it has no consequence or no sensor.
    channels: [Option<Channel>; Conduct::COUNT],
    /// Citizens of a lower awareness rank expect sanctions from the start [1/256].
    aware: u32,
    /// Their expectation, by channel and by months since the announcement; the last one stays.
    expectations: [Vec<Level>; Channel::COUNT],
    /// Share of the way to full certainty after a sanction for one's own deed [1/256].
    own: i32,
    /// Share of the way to none after a sanction for a deed of somebody else [1/256].
    errors: i32,
    /// Certainty after word of one sanction nearby, by certainty before: a table, since word goes
    /// to dozens for each sanction.
    heard: [Level; 256],
    /// Share of the way to the expectation in a month [1/256].
    fades: i32,
    /// Share of the way to full certainty before a known camera.
    seen: Share,
    /// Share of certainty that counts where no camera is known.
    halo: f64,
    /// Share of what cameras prevent that is made up for there.
    displaced: f64,
}

impl CertaintyModel {
    /// The certainty of sanctions of `policy`; `responds` where anything is at stake under it.
    pub(super) fn new(rules: &Certainty, policy: &Policy, responds: bool) -> CertaintyModel {
        let learns = responds && rules.enabled;
        let channel =
            |conduct| policy.channel(conduct).filter(|_| learns && policy.regulates(conduct));
        let channels = Conduct::ALL.map(channel);
        let others = parts(rules.others);
        let expectations = Channel::ALL.map(|channel| {
            let is_used = channels.contains(&Some(channel));
            let announced = if is_used { rules.announced.get() } else { 0.0 };
            wearing_off(Level::of_share(announced), parts(rules.wears_off[channel as usize]))
        });
        CertaintyModel {
            channels,
            aware: parts(rules.aware) as u32,
            expectations,
            own: parts(rules.own),
            errors: parts(rules.learns_from_error),
            // What a friend's sanction makes of each level is tabulated: the evening looks it up per tie.
            heard: std::array::from_fn(|from| Level(from as u8).toward(Level::FULL, others)),
            fades: parts(rules.fades),
            seen: rules.seen,
            halo: rules.halo.get(),
            displaced: rules.displaced.get(),
        }
    }

    /// The channel that watches `conduct` and sanctions it; none where nobody has to expect anything.
    #[inline]
    #[must_use]
    pub fn channel(&self, conduct: Conduct) -> Option<Channel> {
        self.channels[conduct as usize]
    }

    /// Whether any conduct is sanctioned through `channel`.
    #[must_use]
    pub fn uses(&self, channel: Channel) -> bool {
        self.channels.contains(&Some(channel))
    }

    /// The level that those who know of the scheme expect `today` of a channel that was `announced` on a day, by the
    /// months of the calendar in between.
    #[must_use]
    pub fn expectation(&self, channel: Channel, announced: Day, today: Day) -> Expectation {
        let levels = &self.expectations[channel as usize];
        let months = usize::from(month_of(today).number - month_of(announced).number);
        Expectation { aware: self.aware, level: levels[months.min(levels.len() - 1)] }
    }

    /// Certainty after a sanction for one's own deed: higher, unless it is full.
    #[must_use]
    pub fn sanctioned(&self, certainty: Level) -> Level {
        certainty.toward(Level::FULL, self.own)
    }

    /// Certainty after a sanction for a deed of somebody else or of nobody: whoever is punished in any
    /// case has less to fear from the deed.
    #[must_use]
    pub fn mistaken(&self, certainty: Level) -> Level {
        certainty.toward(Level::NONE, self.errors)
    }

    /// Certainty after word of a sanction nearby.
    #[inline]
    #[must_use]
    pub fn heard(&self, certainty: Level) -> Level {
        self.heard[usize::from(certainty)]
    }

    /// Certainty a month later: nearer to what is `expected`.
    #[inline]
    #[must_use]
    pub(crate) fn faded(&self, certainty: Level, expected: Level) -> Level {
        certainty.toward(expected, self.fades)
    }

    /// Weights of certainty in a place where cameras cover the acts within `filmed`.
    ///
    /// Of the unfilmed acts each makes up for the filmed ones that belong to it, in the odds of being
    /// filmed. Where no camera stands nothing is prevented and nothing feared.
    #[must_use]
    pub(crate) fn before_cameras(&self, filmed: Threshold) -> PlaceWeights {
        let odds = filmed.bound() as f64 / (Threshold::ALWAYS.bound() - filmed.bound()) as f64;
        let (seen, halo) = (f64::from(parts(self.seen)) / 256.0, self.halo);
        let urge = (self.displaced * odds).min(PlaceWeights::MOST);
        // Of a place that is filmed throughout, or not at all, the weight elsewhere is never asked for, or none.
        let elsewhere = if odds > 0.0 && odds.is_finite() {
            PlaceWeight::of(halo - urge * (1.0 - seen - halo), -urge * seen)
        } else {
            PlaceWeight::NONE
        };
        PlaceWeights { known: filmed, there: PlaceWeight::of(1.0 - seen, seen), elsewhere }
    }
}

/// The expectation month by month, from the announcement until it moves no more.
fn wearing_off(announced: Level, wears_off: i32) -> Vec<Level> {
    let next =
        |&level: &Level| Some(level.toward(Level::NONE, wears_off)).filter(|&it| it != level);
    std::iter::successors(Some(announced), next).collect()
}

/// The level of certainty that citizens expect of a channel, by their awareness.
#[derive(Clone, Copy, Debug)]
pub struct Expectation {
    aware: u32,
    level: Level,
}

impl Expectation {
    /// The level that a citizen of this awareness rank expects: none where they know of no scheme.
    #[inline]
    #[must_use]
    pub fn of(self, awareness: Quantile) -> Level {
        // A product instead of a branch: ranks are uniform, so that no branch could be foreseen.
        Level(self.level.0 * u8::from(awareness.is_below(self.aware)))
    }
}

/// Weights of certainty by place: the one where a sensor is known, the other elsewhere.
///
/// The draw of sight decides, so that the cameras that citizens know of are those that film them, and
/// stand at the same places in every twin with as many of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaceWeights {
    /// Draws of occasions at a place where the sensor is known.
    known: Threshold,
    /// The weight at these.
    there: PlaceWeight,
    /// The weight at all others.
    elsewhere: PlaceWeight,
}

impl PlaceWeights {
    /// Of a channel without places: registers and informants are anywhere.
    pub(crate) const ANYWHERE: PlaceWeights = PlaceWeights {
        known: Threshold::ALWAYS,
        there: PlaceWeight::ALL,
        elsewhere: PlaceWeight::NONE,
    };
    /// Of a channel that the policy lacks.
    pub(crate) const NOWHERE: PlaceWeights =
        PlaceWeights { known: Threshold::NEVER, ..PlaceWeights::ANYWHERE };
    /// The heaviest urge to make up for rules kept, where nearly every place has a camera [times what a
    /// camera prevents].
    const MOST: f64 = 16.0;

    /// The weight at the occasion with this draw of sight.
    #[inline(always)]
    pub(crate) fn at(self, sight: Draw) -> PlaceWeight {
        // Selected, not branched on: where a camera stands differs from occasion to occasion.
        std::hint::select_unpredictable(self.known.admits(sight), self.there, self.elsewhere)
    }
}

/// The risk at a place: a part of certainty, and a part of full certainty for whoever has any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlaceWeight {
    /// Of the certainty of the citizen [1/256].
    slope: i32,
    /// Of full certainty [1/65280]: whoever expects nothing of a sensor has nothing to fear before one.
    base: i32,
}

impl PlaceWeight {
    /// The certainty of the citizen as it is.
    const ALL: PlaceWeight = PlaceWeight { slope: 256, base: 0 };
    /// Nothing.
    const NONE: PlaceWeight = PlaceWeight { slope: 0, base: 0 };

    /// The weight with these shares of one's own and of full certainty.
    fn of(own: f64, full: f64) -> PlaceWeight {
        PlaceWeight {
            slope: libm::round(own * 256.0) as i32,
            base: 255 * libm::round(full * 256.0) as i32,
        }
    }

    /// The risk of a sanction at this place, of a citizen with this certainty.
    #[inline(always)]
    pub(crate) fn risk(self, certainty: Level) -> Risk {
        let level = i32::from(certainty);
        // A mask in place of a branch: awareness differs from citizen to citizen.
        Risk(self.slope * level + (self.base & -i32::from(level > 0)))
    }
}

#[cfg(test)]
mod tests;
