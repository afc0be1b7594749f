//! The state of one neighborhood under one policy: everything about its citizens that can change.
//!
//! Attributes of most citizens lie in dense columns of small integers, one element an adult (nothing
//! about a child changes). Rare ones lie in sparse tables beside them, sorted by citizen.
//!
//! ```text
//! adult        0   1   2   3 …
//! score     [500|498|500|371 …]  u16   dense: some 15 bytes a citizen in all
//! certainty [ 26|  0| 26| 90 …]  u8
//! histories           [3]        sparse: citizen 3 alone was ever restricted
//! debts           [1] [3][3]
//! ```

mod history;
mod rows;
mod table;

pub(crate) use history::{RestrictionHistories, RestrictionHistory, ever};
pub(crate) use rows::{Debt, Deed, ErrorLoss, Timer, TimerKind};
pub(crate) use table::{Table, make_room};

use serde::{Deserialize, Serialize};

use super::charge::{LateEntry, Side};
use super::rules::Rules;
use crate::population::{Groups, Residents, prefetch};
use crate::scoring::Counters;
use crate::standing::{Lists, Standing};
use crate::units::{Points, Score};

/// Bits of [`State::marks`]; the upper three hold the band of a year ago.
pub(crate) mod mark {
    /// In work.
    pub(crate) const WORKS: u8 = 1;
    /// Under some penalty.
    pub(crate) const RESTRICTED: u8 = 2;
    /// Under some penalty that true deeds would not bring.
    pub(crate) const WRONGED: u8 = 4;
    /// Under no penalty, though true deeds would bring one.
    pub(crate) const SPARED: u8 = 8;
    /// Somebody turned away.
    pub(crate) const CUT_OFF: u8 = 16;
}

/// A citizen's element of a column; zero for a child, and where the policy needs no such column.
#[inline]
fn one<T: Copy + Default>(column: &[T], who: u16) -> T {
    column.get(usize::from(who)).copied().unwrap_or_default()
}

/// The state of one neighborhood.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct State {
    /// Scores on record [grains].
    pub(super) score: Vec<u16>,
    /// Scores by true deeds alone [grains].
    pub(super) shadow: Vec<u16>,
    /// Lists on record in the lower four bits, lists by true deeds in the upper four.
    pub(super) lists: Vec<u8>,
    pub(super) marks: Vec<u8>,
    /// A bit a household with a restricted member: every gate that looks at families asks, and most
    /// households have none.
    restricted_households: Vec<u64>,
    pub(super) certainty: Vec<u8>,
    pub(super) hardship: Vec<u8>,
    pub(super) health: Vec<u8>,
    /// Harm done so far, stopping at the end of 16 bits [harm].
    pub(super) harm: Vec<u16>,
    pub(super) counters: Counters,
    pub(super) shadow_counters: Counters,
    /// Points that wait for the rhythm of the policy: on record, then by true deeds [grains].
    pub(super) waiting: Vec<[i32; 2]>,
    /// The conduct of the last deduction that waits.
    pub(super) waiting_deed: Vec<Deed>,
    pub(super) histories: RestrictionHistories,
    /// Losses through errors: misidentified, misrecorded, falsely reported.
    pub(super) error_losses: [Table<ErrorLoss>; 3],
    /// Points not earned for good deeds, 15 at most each: through errors of cameras in the lower four
    /// bits, of registers in the upper four [points].
    pub(super) unearned: Vec<u8>,
    pub(super) debts: Table<Debt>,
    /// Pairs of friends whose tie is cut, both ways round, sorted.
    pub(super) cuts: Vec<(u16, u16)>,
    pub(super) timers: Vec<Timer>,
    /// Late entries by the day on which they are due, in a ring as long as the longest delay.
    pub(super) late: Vec<Vec<LateEntry>>,
    /// Points that came over ties today and are passed on tomorrow.
    pub(super) carried: Vec<(u16, Points)>,
    /// Waiting that hurried patients left to others [1/256 days].
    pub(super) queue: i64,
    /// Whether citizens help when asked; empty where nobody asks.
    pub(super) willing: Vec<bool>,
    /// Net gain from help since the last monthly update, and in the month before it [1/16 costs].
    pub(super) gains: Vec<[i16; 2]>,
}

impl State {
    /// The first morning of a neighborhood.
    pub(super) fn new(rules: &Rules, residents: &Residents) -> State {
        let size = usize::from(residents.adults());
        let start = rules.scale.rules().map_or(0, |rules| rules.start.0);
        let band = rules.gates.band(Score(start));
        let people = || residents.cell.iter().zip(&residents.works).take(size);
        let counters = rules.scale.counters();
        let asked = rules.help.as_ref().map_or(0, |_| size);
        State {
            score: vec![start; size],
            shadow: vec![start; size],
            lists: vec![0; size],
            marks: residents
                .works
                .iter()
                .take(size)
                .map(|&works| (u8::from(works) * mark::WORKS) | (band << 5))
                .collect(),
            certainty: residents.awareness_rank[..size]
                .iter()
                .map(|&rank| rules.response.expected(rank))
                .collect(),
            // The old have left work behind: they are not out of it.
            hardship: people()
                .map(|(cell, &works)| {
                    rules.livelihood.usual(cell.tenth(), works || cell.band() == 4)
                })
                .collect(),
            health: vec![rules.livelihood.health(); size],
            harm: vec![0; size],
            restricted_households: vec![0; residents.households.count().div_ceil(64)],
            counters: Counters::new(counters, size),
            shadow_counters: Counters::new(counters, size),
            unearned: vec![0; if rules.scale.rules().is_some() { size } else { 0 }],
            late: vec![Vec::new(); rules.longest_delay + 1],
            willing: residents.gaming_rank[..asked]
                .iter()
                .map(|&gaming_rank| rules.helps(gaming_rank))
                .collect(),
            histories: RestrictionHistories::new(size),
            gains: vec![[0; 2]; asked],
            waiting: vec![[0; 2]; if rules.scale.waits() { size } else { 0 }],
            waiting_deed: vec![Deed::OVER_TIES; if rules.scale.waits() { size } else { 0 }],
            ..State::default()
        }
    }

    /// Prefetches the columns that a day under these rules reads here and there; all of them where a
    /// `busy` day reaches most citizens. See [`prefetch`].
    pub(super) fn prefetch(&self, rules: &Rules, busy: bool) {
        if rules.scale.rules().is_some() {
            prefetch(&self.score);
        }
        if !busy {
            return;
        }
        prefetch(&self.hardship);
        if rules.does_harm() {
            prefetch(&self.harm);
        }
        if rules.livelihood.is_enabled() {
            prefetch(&self.health);
        }
        if rules.response.is_enabled() {
            prefetch(&self.certainty);
        }
        if rules.scale.rules().is_some() {
            prefetch(&self.shadow);
        }
        if rules.rewards() {
            prefetch(&self.unearned);
        }
        if rules.scale.rules().is_some() || !rules.policy.lists.is_empty() {
            prefetch(&self.lists);
            prefetch(&self.marks);
        }
        for column in self.counters.columns().chain(self.shadow_counters.columns()) {
            prefetch(column);
        }
        prefetch(&self.timers);
    }

    /// The score of a citizen.
    #[must_use]
    pub fn score(&self, who: u16) -> Score {
        Score(one(&self.score, who))
    }

    /// The score that the same acts would have earned with perfect eyes and no ties.
    #[must_use]
    pub fn shadow(&self, who: u16) -> Score {
        Score(one(&self.shadow, who))
    }

    /// The lists that a citizen is on.
    #[must_use]
    pub fn lists(&self, who: u16) -> Lists {
        self.lists_on(who, Side::Real)
    }

    /// The lists that a citizen is on, on one side.
    pub(super) fn lists_on(&self, who: u16, side: Side) -> Lists {
        let both = one(&self.lists, who);
        Lists(if side == Side::Real { both & 15 } else { both >> 4 })
    }

    /// Puts a citizen on a list, or takes them off it, on one side.
    pub(super) fn set_list(&mut self, who: u16, list: usize, side: Side, on: bool) {
        let bit = 1 << list << if side == Side::Real { 0 } else { 4 };
        let lists = &mut self.lists[usize::from(who)];
        *lists = if on { *lists | bit } else { *lists & !bit };
    }

    /// A citizen's score on one side, to be changed [grains].
    #[inline]
    pub(super) fn score_mut(&mut self, who: u16, side: Side) -> &mut u16 {
        let column = if side == Side::Real { &mut self.score } else { &mut self.shadow };
        &mut column[usize::from(who)]
    }

    /// The lists that true deeds alone would have put a citizen on.
    #[must_use]
    pub fn true_lists(&self, who: u16) -> Lists {
        self.lists_on(who, Side::Shadow)
    }

    /// Harm that a citizen has done so far [harm].
    #[must_use]
    pub fn harm(&self, who: u16) -> u16 {
        one(&self.harm, who)
    }

    /// Hardship, 0 to 255.
    #[must_use]
    pub fn hardship(&self, who: u16) -> u8 {
        one(&self.hardship, who)
    }

    /// Health, 0 to 255.
    #[must_use]
    pub fn health(&self, who: u16) -> u8 {
        one(&self.health, who)
    }

    /// Perceived certainty of a sanction, 0 to 255.
    #[must_use]
    pub fn certainty(&self, who: u16) -> u8 {
        one(&self.certainty, who)
    }

    /// Resignation, 0 to 255.
    #[inline]
    #[must_use]
    pub fn resignation(&self, who: u16) -> u8 {
        self.histories.resignation(who)
    }

    /// Whether a citizen is in work.
    #[must_use]
    pub fn works(&self, who: u16) -> bool {
        self.is(who, mark::WORKS)
    }

    /// Whether a citizen is under any penalty.
    #[must_use]
    pub fn is_restricted(&self, who: u16) -> bool {
        self.is(who, mark::RESTRICTED)
    }

    /// Whether a citizen is under a penalty that true deeds would not bring.
    #[must_use]
    pub fn is_wronged(&self, who: u16) -> bool {
        self.is(who, mark::WRONGED)
    }

    /// Whether a citizen is under no penalty though true deeds would bring one.
    #[must_use]
    pub fn is_spared(&self, who: u16) -> bool {
        self.is(who, mark::SPARED)
    }

    /// Whether anybody has turned away from a citizen.
    #[must_use]
    pub fn is_cut_off(&self, who: u16) -> bool {
        self.is(who, mark::CUT_OFF)
    }

    /// Days under penalties, and of these wrongly, before `day` [days].
    #[must_use]
    pub fn restricted_days(&self, who: u16, day: u16) -> (u16, u16) {
        let Some(file) = self.histories.of(who) else { return (0, 0) };
        let open = |is, days: u16, since: u16| if is { days + (day - since) } else { days };
        let restricted = open(self.is_restricted(who), file.days, file.since);
        (restricted, open(self.is_wronged(who), file.wrong_days, file.wrong_since))
    }

    /// The first days of the restrictions that last still.
    pub(super) fn restricted_since(&self) -> impl Iterator<Item = u16> {
        let restricted = self.histories.all().filter(|(who, _)| self.is_restricted(*who));
        restricted.map(|(_, file)| file.since)
    }

    /// Pairs of friends apart.
    #[must_use]
    pub fn cuts(&self) -> &[(u16, u16)] {
        &self.cuts
    }

    /// Charges that wait for their turn [grains].
    #[must_use]
    pub fn waiting(&self, who: u16) -> i32 {
        one(&self.waiting, who)[0]
    }

    /// Waiting that hurried patients have left to those still to come [1/256 days].
    #[must_use]
    pub fn queue(&self) -> i64 {
        self.queue
    }

    /// Whether a citizen helps when asked; of nobody where nobody asks.
    #[must_use]
    pub fn is_willing(&self, who: u16) -> bool {
        one(&self.willing, who)
    }

    /// Net gain of a citizen from help since the last monthly update, and in the month before it
    /// [1/16 costs].
    #[must_use]
    pub fn gains(&self, who: u16) -> [i16; 2] {
        one(&self.gains, who)
    }

    /// Memory held, sparse tables included [bytes].
    #[must_use]
    pub fn bytes(&self) -> usize {
        let dense = size_of::<u16>()
            * (self.score.capacity() + self.shadow.capacity() + self.harm.capacity())
            + [&self.lists, &self.marks, &self.certainty, &self.hardship, &self.health]
                .map(Vec::capacity)
                .iter()
                .sum::<usize>()
            + self.counters.bytes()
            + self.shadow_counters.bytes()
            + self.waiting.capacity() * size_of::<[i32; 2]>()
            + self.waiting_deed.capacity()
            + self.restricted_households.capacity() * size_of::<u64>()
            + self.unearned.capacity()
            + self.willing.capacity()
            + self.gains.capacity() * size_of::<[i16; 2]>();
        let sparse = self.histories.bytes()
            + self.error_losses.iter().map(Table::bytes).sum::<usize>()
            + self.debts.bytes()
            + self.cuts.capacity() * size_of::<(u16, u16)>()
            + self.timers.capacity() * size_of::<Timer>()
            + self.late.iter().map(|due| due.capacity() * size_of::<LateEntry>()).sum::<usize>()
            + self.carried.capacity() * size_of::<(u16, Points)>();
        dense + sparse + size_of::<State>()
    }

    #[inline]
    pub(super) fn is(&self, who: u16, mark: u8) -> bool {
        one(&self.marks, who) & mark != 0
    }

    #[inline]
    pub(super) fn set(&mut self, who: u16, mark: u8, on: bool) {
        let marks = &mut self.marks[usize::from(who)];
        *marks = if on { *marks | mark } else { *marks & !mark };
    }

    /// Whether any member of a citizen's household is restricted, the citizen included.
    #[inline]
    pub(super) fn household_has_restricted_member(&self, residents: &Residents, who: u16) -> bool {
        let home = residents.households.of(who);
        home != Groups::NONE
            && self.restricted_households[usize::from(home / 64)] >> (home % 64) & 1 == 1
    }

    /// Begins or ends the restriction of a citizen, for the household too.
    pub(super) fn set_restricted(&mut self, residents: &Residents, who: u16, on: bool) {
        self.set(who, mark::RESTRICTED, on);
        let home = residents.households.of(who);
        if home != Groups::NONE {
            let is_restricted = |&one: &u16| self.is_restricted(one);
            let affects_household =
                on || residents.households.members(home).iter().any(is_restricted);
            let (bits, bit) =
                (&mut self.restricted_households[usize::from(home / 64)], 1 << (home % 64));
            *bits = if affects_household { *bits | bit } else { *bits & !bit };
        }
    }

    /// A citizen's standing, as the gates see it.
    #[inline]
    pub(super) fn standing(&self, rules: &Rules, who: u16) -> Standing {
        Standing { band: rules.gates.band(self.score(who)), lists: self.lists(who) }
    }

    /// The standing that true deeds alone would give.
    #[inline]
    pub(super) fn true_standing(&self, rules: &Rules, who: u16) -> Standing {
        Standing { band: rules.gates.band(self.shadow(who)), lists: self.true_lists(who) }
    }
}
