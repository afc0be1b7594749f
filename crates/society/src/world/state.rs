//! The state of one neighborhood under one policy: everything about its citizens that can change.
//!
//! Attributes of most citizens lie in dense columns of small integers, one element an adult (nothing
//! about a child changes). Rare ones lie in sparse tables beside them, sorted by citizen.
//!
//! ```text
//! adult        0   1   2   3 …
//! score     [500|498|500|371 …]  u16   dense: some 15 bytes a citizen in all
//! certainty [ 26|  0| 26| 90 …]  u8    three columns: by cameras, registers, informants
//! histories           [3]        sparse: citizen 3 alone was ever restricted
//! debts           [1] [3][3]
//! ```
//!
//! Where two facts fit into one byte they share it, since a nation has one of it a citizen:
//!
//! ```text
//!            7   6   5   4   3   2   1   0     bit
//! marks    [ band, 0…7 | C | S | W | R | ◼ ]   of a year ago; cut off, spared, wronged, restricted, in work
//! lists    [ by true deeds | on record     ]   list 3 2 1 0 on each side
//! unearned [ registers     | cameras       ]   0…15 points each
//! ```
//!
//! Points that wait and gains from help are pairs, element by element:
//!
//! ```text
//! waiting  [on record, by true deeds | on record, by true deeds | …]   as `Side as usize` counts
//! gains    [this month, last month   | this month, last month   | …]
//! ```

mod history;
mod missed;
mod on_file;
mod panel;
mod rows;
mod table;
mod reading;
mod changing;
mod memory;

pub(crate) use history::{RestrictionHistories, RestrictionHistory, ever};
use missed::LastMissed;
pub(crate) use on_file::{ChargeOnFile, ListReason, Phase};
use panel::Panel;
pub(crate) use rows::{Debt, ErrorLoss, Timer, TimerKind};
pub(crate) use table::{Table, make_room};

use serde::{Deserialize, Serialize};

use super::charge::LateEntry;
use super::rules::Rules;
use crate::livelihood::Condition;
use crate::population::Residents;
use crate::scenario::Channel;
use crate::scoring::{Counters, Deed};
use crate::units::{Day, Level, Points, Resident, Score};

/// Bits of a citizen's marks, by their place in the byte.
///
/// The upper three bits hold the band of a year ago, 0 to 7, for the mobility of scores.
pub(crate) mod mark {
    /// In work.
    pub(crate) const WORKS: u8 = 1;
    /// Restricted: on a blacklist, or under some penalty.
    pub(crate) const RESTRICTED: u8 = 2;
    /// Restricted, though true deeds would not restrict.
    pub(crate) const WRONGED: u8 = 4;
    /// Not restricted, though true deeds would restrict.
    pub(crate) const SPARED: u8 = 8;
    /// Left by a friend: never taken back, since a tie is cut for good.
    pub(crate) const CUT_OFF: u8 = 16;
    /// All of the above: the part of the byte below the band.
    pub(super) const ALL: u8 = 31;
    /// The lowest bit of the band of a year ago.
    pub(super) const BAND: u8 = 5;
}

/// The state of one neighborhood: up to 4,096 citizens, its adults first.
///
/// Methods take a citizen's number within the neighborhood. Of a child, and of a mechanism that the
/// policy does not have, they return zero.
///
/// ```
/// use society::scenario::Scenario;
/// use society::twins::Twins;
/// use society::units::{Day, Neighborhood, Resident, Score, Seed};
///
/// let scenario = Scenario::example();
/// let twins = Twins::new(&scenario, Seed(1));
/// let state = twins.worlds()[0].state(Neighborhood(0));
///
/// // On the first morning everyone stands at the start of the scale, and nobody is restricted.
/// assert_eq!(state.score(Resident(0)), Score::from_points(600.0).unwrap());
/// assert_eq!(state.score(Resident(0)), state.shadow(Resident(0)));
/// assert!(!state.is_restricted(Resident(0)));
/// assert_eq!(state.restricted_days(Resident(0), Day(0)), (0, 0));
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct State {
    /// Scores on record, within floor and cap; 0 where the policy has no score [grains].
    pub(super) score: Vec<u16>,
    /// Scores by true deeds alone, on the same scale [grains].
    pub(super) shadow: Vec<u16>,
    /// Lists on record in the lower four bits, lists by true deeds in the upper four.
    pub(super) lists: Vec<u8>,
    /// Bits of [`mark`], below the band of a year ago.
    pub(super) marks: Vec<u8>,
    /// A bit a household with a restricted member: every gate that looks at families asks, and most
    /// households have none.
    restricted_households: Vec<u64>,
    /// Perceived certainty of a sanction, full where it is sure, by channel; empty where no rule was ever
    /// enforced through it.
    pub(super) certainty: [Vec<Level>; Channel::COUNT],
    /// Hardship.
    pub(super) hardship: Vec<Level>,
    /// Health.
    pub(super) health: Vec<Level>,
    /// Harm done so far, stopping at the end of 16 bits [harm].
    pub(super) harm: Vec<u16>,
    /// How often this month or year, 0 to 15, where a cap or a repeat of the tariff asks.
    pub(super) counters: Counters,
    /// The same counters for true deeds: both accounts are charged by the same tariff.
    pub(super) shadow_counters: Counters,
    /// Points that wait for the schedule of the policy: on record, then by true deeds; empty under
    /// real-time updates [grains].
    pub(super) waiting: Vec<[i32; 2]>,
    /// The conduct of the last deduction that waits; as long as `waiting`.
    pub(super) waiting_deed: Vec<Deed>,
    /// Restrictions so far, with resignation, of the citizens who were ever restricted or listed.
    pub(super) histories: RestrictionHistories,
    /// Losses through errors: misidentified, misrecorded, falsely reported, one row a citizen.
    pub(super) error_losses: [Table<ErrorLoss>; 3],
    /// Points not earned for good deeds, 15 at most each: through errors of cameras in the lower four
    /// bits, of registers in the upper four; empty without a score [points].
    pub(super) unearned: Vec<u8>,
    /// The sensor that last missed a breach of each citizen.
    pub(super) last_missed: LastMissed,
    /// Net of what the policy took from and gave to every sixteenth adult.
    pub(super) panel: Panel,
    /// Unpaid court debts, several for one citizen in the order in which they came.
    pub(super) debts: Table<Debt>,
    /// Charges that can be contested or are, several for one citizen in the order in which they came;
    /// empty without objections.
    pub(super) on_file: Table<ChargeOnFile>,
    /// Charges that listings rest on; empty without objections.
    pub(super) list_reasons: Table<ListReason>,
    /// The time at which the office that decides on objections has done with all of them [1/65536 days].
    pub(super) office_free: u64,
    /// Pairs of friends whose tie is cut, both ways round, sorted: a search finds one friend's cuts.
    pub(super) cuts: Vec<(Resident, Resident)>,
    /// Events due on a later day, in no order: a morning takes out those of its own day and sorts
    /// these few.
    pub(super) timers: Vec<Timer>,
    /// Late entries by the day on which they are due: a ring one day longer than the longest delay,
    /// in which day `d` has the place `d` modulo its length.
    pub(super) late: Vec<Vec<LateEntry>>,
    /// Points that came over ties today and are passed on tomorrow, by citizen [grains].
    pub(super) carried: Vec<(Resident, Points)>,
    /// Waiting that hurried patients left to others; negative where slowed ones spared it them
    /// [1/256 days].
    pub(super) queue: i64,
    /// Whether citizens help when asked; empty where nobody asks.
    pub(super) willing: Vec<bool>,
    /// Net gain from help since the last monthly update, and in the month before it; empty where
    /// nobody asks [1/16 costs].
    pub(super) gains: Vec<[i16; 2]>,
}

impl State {
    /// The first morning of a neighborhood: everyone at the start of the scale and off every list, in
    /// the hardship and health of `conditions`, one an adult.
    ///
    /// Restriction is left to the first day step, since a start can lie in a band with penalties. A
    /// column of a mechanism that the policy does not have stays empty and takes no memory.
    pub(super) fn new(rules: &Rules, residents: &Residents, conditions: &[Condition]) -> State {
        let size = residents.adults().len();
        let has_score = rules.scale.rules().is_some();
        let start = rules.scale.rules().map_or(0, |rules| rules.start.0);
        let counters = rules.scale.counters();
        let waiting = if rules.scale.waits() { size } else { 0 };
        // A column that no rule reads would be memory for nothing, and cache lines at every prefetch.
        let asked = if rules.help.is_some() { size } else { 0 };
        let helps = residents.gaming_rank[..asked].iter().map(|&rank| rules.helps(rank));
        let mut state = State {
            score: vec![start; size],
            shadow: vec![start; size],
            lists: vec![0; size],
            marks: first_marks(rules.gates.band(Score(start)), residents),
            hardship: conditions.iter().map(|it| it.hardship).collect(),
            health: conditions.iter().map(|it| it.health).collect(),
            harm: vec![0; size],
            restricted_households: vec![0; residents.households.iter().len().div_ceil(64)],
            counters: Counters::new(counters, size),
            shadow_counters: Counters::new(counters, size),
            unearned: vec![0; if has_score { size } else { 0 }],
            last_missed: LastMissed::new(size),
            panel: Panel::new(size),
            late: vec![Vec::new(); rules.longest_delay + 1],
            willing: helps.collect(),
            histories: RestrictionHistories::new(size),
            gains: vec![[0; 2]; asked],
            waiting: vec![[0; 2]; waiting],
            waiting_deed: vec![Deed::Gains; waiting],
            // Tables of what few citizens have, and none has yet.
            ..State::default()
        };
        state.hear_news(rules, residents, Day::FIRST);
        state
    }

    /// Raises certainty of each channel that is announced `today` to what those expect of it who know of the
    /// scheme; whoever was surer stays so.
    ///
    /// Without anything to expect there is no column: the memory of a nation for a policy of one channel.
    pub(super) fn hear_news(&mut self, rules: &Rules, residents: &Residents, today: Day) {
        let model = rules.response.certainty();
        for channel in Channel::ALL.into_iter().filter(|&channel| model.uses(channel)) {
            let column = &mut self.certainty[channel as usize];
            column.resize(residents.adults().len(), Level::NONE);
            if rules.announced[channel as usize] == today {
                let expected = model.expectation(channel, today, today);
                for (certainty, &rank) in column.iter_mut().zip(&residents.awareness_rank) {
                    *certainty = (*certainty).max(expected.of(rank));
                }
            }
        }
    }
}

/// Marks on the first day: in work or not, and the band that everyone begins in.
fn first_marks(band: u8, residents: &Residents) -> Vec<u8> {
    let works = residents.works.iter().take(residents.adults().len());
    works.map(|&works| (u8::from(works) * mark::WORKS) | (band << mark::BAND)).collect()
}
