//! The state read from outside: one number of one citizen at a time.
//!
//! Hot loops read whole columns instead. These serve the rest of a day, the table of citizens, tests,
//! and the trace that a second program is compared with.

use super::{State, mark};
use crate::scenario::Channel;
use crate::standing::{Lists, Standing};
use crate::units::{Day, Level, Points, Resident, Score};
use crate::world::charge::Side;
use crate::world::rules::Rules;

/// A citizen's element of a column; zero for a child, and where the policy needs no such column.
#[inline]
fn one<T: Copy + Default>(column: &[T], who: Resident) -> T {
    column.get(usize::from(who)).copied().unwrap_or_default()
}

impl State {
    /// The score on record: the one that gates look at.
    #[must_use]
    pub fn score(&self, who: Resident) -> Score {
        Score(one(&self.score, who))
    }

    /// The score that the same acts would have earned through error-free observation and without
    /// ties.
    #[must_use]
    pub fn shadow(&self, who: Resident) -> Score {
        Score(one(&self.shadow, who))
    }

    /// The lists that a citizen is on.
    #[must_use]
    pub fn lists(&self, who: Resident) -> Lists {
        self.lists_on(who, Side::Real)
    }

    /// The lists that true deeds alone would have put a citizen on.
    #[must_use]
    pub fn true_lists(&self, who: Resident) -> Lists {
        self.lists_on(who, Side::Shadow)
    }

    /// The lists that a citizen is on, on one side.
    pub(crate) fn lists_on(&self, who: Resident, side: Side) -> Lists {
        let both = one(&self.lists, who);
        Lists(if side == Side::Real { both & 15 } else { both >> 4 })
    }

    /// Harm that a citizen has done so far, at most 65,535 [harm].
    #[must_use]
    pub fn harm(&self, who: Resident) -> u16 {
        one(&self.harm, who)
    }

    /// Hardship.
    #[must_use]
    pub fn hardship(&self, who: Resident) -> Level {
        one(&self.hardship, who)
    }

    /// Health.
    #[must_use]
    pub fn health(&self, who: Resident) -> Level {
        one(&self.health, who)
    }

    /// Perceived certainty of a sanction through `channel`; none where no rule is enforced through it.
    #[must_use]
    pub fn certainty(&self, who: Resident, channel: Channel) -> Level {
        one(&self.certainty[channel as usize], who)
    }

    /// Resignation; none for a citizen who was never restricted or listed.
    #[inline]
    #[must_use]
    pub fn resignation(&self, who: Resident) -> Level {
        self.histories.resignation(who)
    }

    /// Whether a citizen is in work.
    #[must_use]
    pub fn works(&self, who: Resident) -> bool {
        self.is(who, mark::WORKS)
    }

    /// Whether a citizen is restricted: on a blacklist, or under a penalty.
    #[must_use]
    pub fn is_restricted(&self, who: Resident) -> bool {
        self.is(who, mark::RESTRICTED)
    }

    /// Whether a citizen is restricted though true deeds would not restrict: a false positive of the
    /// scheme.
    #[must_use]
    pub fn is_wronged(&self, who: Resident) -> bool {
        self.is(who, mark::WRONGED)
    }

    /// Whether a citizen is not restricted though true deeds would restrict: a false negative.
    #[must_use]
    pub fn is_spared(&self, who: Resident) -> bool {
        self.is(who, mark::SPARED)
    }

    /// Whether any friend has ever cut the tie to a citizen.
    #[must_use]
    pub fn is_cut_off(&self, who: Resident) -> bool {
        self.is(who, mark::CUT_OFF)
    }

    /// Days restricted before `day`, then days restricted wrongly; a spell that still runs counts
    /// up to then [days].
    #[must_use]
    pub fn restricted_days(&self, who: Resident, day: Day) -> (u16, u16) {
        let Some(history) = self.histories.of(who) else { return (0, 0) };
        let so_far = |runs, days: u16, since: Day| if runs { days + (day - since) } else { days };
        let restricted = so_far(self.is_restricted(who), history.days, history.since);
        (restricted, so_far(self.is_wronged(who), history.wrong_days, history.wrong_since))
    }

    /// Whether a citizen was ever restricted, for however short a time.
    #[must_use]
    pub fn was_restricted(&self, who: Resident) -> bool {
        self.histories.of(who).is_some_and(|history| history.spells > 0)
    }

    /// The first days of the restrictions that last still [day].
    pub(crate) fn restricted_since(&self) -> impl Iterator<Item = Day> {
        let restricted = self.histories.all().filter(|(who, _)| self.is_restricted(*who));
        restricted.map(|(_, history)| history.since)
    }

    /// Pairs of friends whose tie is cut, both ways round, sorted.
    #[must_use]
    pub fn cuts(&self) -> &[(Resident, Resident)] {
        &self.cuts
    }

    /// Points on record that wait for the schedule of the policy.
    #[must_use]
    pub fn waiting(&self, who: Resident) -> Points {
        Points::from_grains(one(&self.waiting, who)[0])
    }

    /// Waiting that hurried patients of the neighborhood have left to those still to come
    /// [1/256 days].
    #[must_use]
    pub fn queue(&self) -> i64 {
        self.queue
    }

    /// Whether a citizen helps when asked; of nobody where nobody asks.
    #[must_use]
    pub fn is_willing(&self, who: Resident) -> bool {
        one(&self.willing, who)
    }

    /// Net of what the policy gave a citizen and took so far, where they are in the panel of every
    /// sixteenth adult; 0 elsewhere [1/1,000,000 months of income].
    #[must_use]
    pub fn net(&self, who: Resident) -> i32 {
        self.panel.of(who).unwrap_or(0)
    }

    /// Net gain of a citizen from help since the last monthly update, and in the month before it
    /// [1/16 costs].
    #[must_use]
    pub fn gains(&self, who: Resident) -> [i16; 2] {
        one(&self.gains, who)
    }

    /// Whether a citizen has a mark; see [`mark`].
    #[inline]
    pub(crate) fn is(&self, who: Resident, mark: u8) -> bool {
        one(&self.marks, who) & mark != 0
    }

    /// The band that a citizen was in a year ago, 0 to 7: on the first day, the band of that day.
    pub(crate) fn band_a_year_ago(&self, who: Resident) -> u8 {
        one(&self.marks, who) >> mark::BAND
    }

    /// A citizen's standing, as the gates see it.
    #[inline]
    pub(crate) fn standing(&self, rules: &Rules, who: Resident) -> Standing {
        Standing { band: rules.gates.band(self.score(who)), lists: self.lists(who) }
    }

    /// The standing that true deeds alone would give.
    #[inline]
    pub(crate) fn true_standing(&self, rules: &Rules, who: Resident) -> Standing {
        Standing { band: rules.gates.band(self.shadow(who)), lists: self.true_lists(who) }
    }
}
