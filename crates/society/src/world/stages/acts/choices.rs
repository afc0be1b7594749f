//! Choices: breach or compliance on each occasion, before any consequence.
//!
//! The hottest loop of a day. It reads eight columns at random, sums small integers, looks the bound of
//! the logit up in a table, and compares. A mispredicted branch would cost more than all of that, so
//! that nothing in it branches on a citizen or on a draw: both outcomes are written, and a sum decides
//! which one stays. The logit is in the chapter *Conduct* of the handbook.

use crate::conduct::{ChoiceModel, Occasion, Pressure, Risk, Situation};
use crate::measures::Tallies;
use crate::population::{Cell, Residents};
use crate::response::{PlaceWeights, ResponseModel};
use crate::scenario::{Channel, PlaceId};
use crate::stakes::ConductStakes;
use crate::standing::Lists;
use crate::units::{Disposition, Level, Quantile, Score};
use crate::world::rules::{ConductRules, Rules};
use crate::world::state::State;

/// The choice model of one conduct, with the columns that it reads.
pub(super) struct Choices<'a> {
    /// The rules of the conduct: here, whether an occasion is in the open.
    conduct_rules: &'a ConductRules,
    /// Coefficients of the conduct's logit.
    model: ChoiceModel<'a>,
    /// Certainty and players; switched off where nothing is at stake.
    response: &'a ResponseModel,
    /// Stakes of the conduct.
    stakes: ConductStakes<'a>,
    /// The state, for resignation, which lies in no column.
    state: &'a State,
    /// Columns over all adults, cut to one length here so that one bounds check serves for all.
    disposition: &'a [Disposition],
    gaming_rank: &'a [Quantile],
    cell: &'a [Cell],
    hardship: &'a [Level],
    /// Certainty of the channel that watches the conduct.
    certainty: &'a [Level],
    /// Weights of pressure where the channel is known to watch, and elsewhere.
    weights: PlaceWeights,
    score: &'a [u16],
    lists: &'a [u8],
}

impl<'a> Choices<'a> {
    /// The choices of one conduct, in the state of the neighborhood at this moment.
    #[inline(always)]
    pub(super) fn new(
        rules: &'a Rules,
        conduct_rules: &'a ConductRules,
        residents: &'a Residents,
        state: &'a State,
    ) -> Choices<'a> {
        let adults = state.score.len();
        // The channel is chosen here, once for all occasions of a conduct: the loop has one column to read.
        let channel = rules.response.certainty().channel(conduct_rules.conduct);
        // Where nobody watches, any column does: its weight is zero, and hardship is read in any case.
        let certainty =
            channel.map_or(&state.hardship, |channel| &state.certainty[channel as usize]);
        Choices {
            conduct_rules,
            model: rules.choice_models.model(conduct_rules.conduct),
            response: &rules.response,
            stakes: rules.response.stakes(conduct_rules.conduct),
            lists: &state.lists[..adults],
            state,
            disposition: &residents.disposition[..adults],
            gaming_rank: &residents.gaming_rank[..adults],
            cell: &residents.cell[..adults],
            hardship: &state.hardship[..adults],
            certainty: &certainty[..adults],
            weights: PlaceWeights::ANYWHERE,
            score: &state.score[..adults],
        }
    }

    /// These choices in a neighborhood of this kind of place, where cameras stand as `rules` have it.
    #[inline(always)]
    pub(super) fn at(self, place: PlaceId, rules: &Rules) -> Choices<'a> {
        let certainty = self.response.certainty();
        let weights = match certainty.channel(self.conduct_rules.conduct) {
            Some(Channel::Cameras) => certainty.before_cameras(rules.sensors.filmed(place)),
            Some(Channel::Registers | Channel::Informants) => PlaceWeights::ANYWHERE,
            None => PlaceWeights::NOWHERE,
        };
        Choices { weights, ..self }
    }

    /// Whether a citizen breaks the rule, in their situation at this moment.
    ///
    /// The [`Situation`] is all of a policy that reaches a choice.
    #[inline(always)]
    pub(super) fn breaks(&self, occasion: &Occasion, open: bool) -> bool {
        self.breaks_in(self.hardship[usize::from(occasion.who)], occasion, open)
    }

    /// Whether hardship breaks the rule: the same citizen in none would keep it, on the same draw. Only
    /// of an occasion on which it is broken.
    ///
    /// Exact for each occasion, since hardship moves a bound and not the draw.
    pub(super) fn is_out_of_hardship(&self, occasion: &Occasion) -> bool {
        !self.breaks_in(Level::NONE, occasion, self.conduct_rules.is_open(occasion))
    }

    /// Whether a citizen breaks the rule, in so much hardship, in their situation otherwise.
    #[inline(always)]
    fn breaks_in(&self, hardship: Level, occasion: &Occasion, open: bool) -> bool {
        let (at, response) = (usize::from(occasion.who), self.response);
        // Without a response nobody games the system and nothing deters: these columns need not be
        // read, which spares memory traffic.
        let (certainty, gaming_rank, resignation) = if response.is_enabled() {
            let resignation = self.state.resignation(occasion.who);
            (self.certainty[at], self.gaming_rank[at], resignation)
        } else {
            Default::default()
        };
        let situation = Situation {
            pressure: self.pressure(at, self.weights.at(occasion.sight).risk(certainty)),
            hardship,
            resignation,
            plays: response.plays(gaming_rank),
        };
        self.model.breaks(self.disposition[at], &situation, open, occasion.choice)
    }

    /// The risk of a sanction times the stake of a citizen, today: 255 · 64 for a sure sanction with
    /// one full stake.
    #[inline(always)]
    fn pressure(&self, at: usize, risk: Risk) -> Pressure {
        // Lists are a column more to read, and the same for every occasion of a policy without any.
        let lists = if self.stakes.heed_lists() { Lists(self.lists[at] & 15) } else { Lists(0) };
        self.stakes.at(lists, Score(self.score[at])).pressure(risk)
    }

    /// Splits occasions into `broken` and `kept`, by index, and counts both by cell.
    ///
    /// Both lists are written for each occasion and only one grows: no branch depends on a choice. A
    /// list must have room for every occasion, since the write goes first.
    #[inline(always)]
    pub(super) fn split(
        &self,
        occasions: &[Occasion],
        counts: &mut [u64],
        broken: &mut [u16],
        kept: &mut [u16],
    ) -> Split {
        debug_assert!(broken.len() >= occasions.len() && kept.len() >= occasions.len());
        let (mut breakers, mut keepers) = (0, 0);
        for (at, occasion) in (0..).zip(occasions) {
            let open = self.conduct_rules.is_open(occasion);
            let breaks = self.breaks(occasion, open);
            let cell = self.cell[usize::from(occasion.who)];
            counts[usize::from(cell.0)] += outcome_counts(breaks, open);
            (broken[breakers], kept[keepers]) = (at, at);
            breakers += usize::from(breaks);
            keepers += usize::from(!breaks);
        }
        Split { breakers, keepers }
    }
}

/// The lengths of the two lists of a split; together, the number of occasions.
pub(super) struct Split {
    /// Length of the list of breaches.
    pub(super) breakers: usize,
    /// Length of the list of rules kept.
    pub(super) keepers: usize,
}

/// Daily counts of one occasion, four in a word: all, broken, in the open, broken in the open.
///
/// Looked up by two bits, and added to the cell's word in one sum.
#[inline]
pub(super) fn outcome_counts(breaks: bool, open: bool) -> u64 {
    const COUNTS: [u64; 4] = [
        Tallies::packed([1, 0, 0, 0]),
        Tallies::packed([1, 1, 0, 0]),
        Tallies::packed([1, 0, 1, 0]),
        Tallies::packed([1, 1, 1, 1]),
    ];
    COUNTS[usize::from(breaks) | usize::from(open) << 1]
}
