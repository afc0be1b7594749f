//! Choices: breach or compliance on each occasion, before any consequence.

use crate::conduct::{ChoiceModel, Occasion, Situation};
use crate::measures::Tallies;
use crate::population::{Cell, Residents};
use crate::response::ResponseModel;
use crate::units::Score;
use crate::world::rules::{ConductRules, Rules};
use crate::world::state::State;

/// The choice model of one conduct, with the columns that it reads.
pub(super) struct Choices<'a> {
    conduct_rules: &'a ConductRules,
    model: ChoiceModel<'a>,
    response: &'a ResponseModel,
    state: &'a State,
    /// Columns over all adults, cut to one length here so that one bounds check serves for all.
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

    /// Whether a citizen breaks the rule, in their situation at this moment.
    #[inline(always)]
    pub(super) fn breaks(&self, occasion: &Occasion, open: bool) -> bool {
        let (at, response) = (usize::from(occasion.who), self.response);
        // Without a response nobody games the system and nothing deters: these columns need not be
        // read, which spares memory traffic.
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

    /// Splits occasions into `broken` and `kept`, by index, and counts both by cell.
    ///
    /// Both lists are written for each occasion and only one grows: no branch depends on a choice.
    #[inline(always)]
    pub(super) fn split(
        self,
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

/// The lengths of the two lists of a split.
pub(super) struct Split {
    pub(super) breakers: usize,
    pub(super) keepers: usize,
}

/// Daily counts of one occasion: all, broken, in the open, broken in the open.
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
