//! Choices: who breaks a rule, before anything follows from it.

use super::rules::{ConductRules, Rules};
use super::state::State;
use crate::conduct::{ChoiceModel, Occasion, Situation};
use crate::measures::Tallies;
use crate::population::{Cell, Residents};
use crate::response::ResponseModel;
use crate::units::Score;

/// How citizens choose on occasions of one kind.
pub(super) struct Choices<'a> {
    conduct_rules: &'a ConductRules,
    model: ChoiceModel<'a>,
    response: &'a ResponseModel,
    state: &'a State,
    /// Columns of everyone who can choose, all of one length: whoever has a place in one has a place
    /// in each.
    disposition: &'a [i8],
    gaming_rank: &'a [u8],
    cell: &'a [Cell],
    hardship: &'a [u8],
    certainty: &'a [u8],
    score: &'a [u16],
}

impl<'a> Choices<'a> {
    #[inline(always)]
    pub(super) fn new(
        rules: &'a Rules,
        conduct_rules: &'a ConductRules,
        residents: &'a Residents,
        state: &'a State,
    ) -> Choices<'a> {
        let adults = state.score.len();
        Choices {
            conduct_rules,
            model: rules.choice_models.model(conduct_rules.conduct),
            response: &rules.response,
            state,
            disposition: &residents.disposition[..adults],
            gaming_rank: &residents.gaming_rank[..adults],
            cell: &residents.cell[..adults],
            hardship: &state.hardship[..adults],
            certainty: &state.certainty[..adults],
            score: &state.score[..adults],
        }
    }

    /// Whether a citizen breaks the rule, given all that the policy makes them feel at this moment.
    #[inline(always)]
    pub(super) fn breaks(&self, occasion: &Occasion, open: bool) -> bool {
        let (at, response) = (usize::from(occasion.who), self.response);
        // Where there is nothing to respond to, nobody plays and nothing presses: not asking for it saves
        // memory.
        let (certainty, gaming_rank, resignation) = if response.is_enabled() {
            let resignation = self.state.resignation(occasion.who);
            (self.certainty[at], self.gaming_rank[at], resignation)
        } else {
            (0, 0, 0)
        };
        let situation = Situation {
            pressure: response.pressure(certainty, Score(self.score[at])),
            hardship: self.hardship[at],
            resignation,
            plays: response.plays(gaming_rank),
        };
        self.model.breaks(self.disposition[at], &situation, open, occasion.choice)
    }

    /// Finds out who breaks the rule and who keeps to it, by the occasions' places, and counts both;
    /// tells how many there are of each. There is no question here whose answer a processor could
    /// not foresee.
    #[inline(always)]
    pub(super) fn part(
        self,
        occasions: &[Occasion],
        counts: &mut [u64],
        (broken, kept): (&mut [u16], &mut [u16]),
    ) -> (usize, usize) {
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
        (breakers, keepers)
    }
}

impl ConductRules {
    /// Whether others can see what is done on an occasion.
    #[inline]
    pub(super) fn is_open(&self, occasion: &Occasion) -> bool {
        u32::from(occasion.aside) < self.open
    }
}

/// Counts of an occasion: all, broken, in the open, broken in the open.
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
