//! The panel: what a policy took from and gave to every sixteenth adult, and their score a year ago.

use serde::{Deserialize, Serialize};

use crate::units::{Resident, Score};

/// Net of what a policy took from and gave to every sixteenth adult, so far, and their score at the last
/// year's end.
///
/// A sample, since only means, shares and the order of scores are asked for: six bytes of every adult
/// would be a third of all that can change. By number, and numbers follow from nothing that a policy looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Panel {
    /// By every sixteenth adult [1/1,000,000 months of income].
    pub(crate) net: Vec<i32>,
    /// Score at the last year's end; empty under a policy without a score.
    pub(crate) score: Vec<u16>,
}

impl Panel {
    /// One member for so many adults.
    const EVERY: usize = 16;

    /// The panel of so many adults, before anything is taken or given.
    pub(crate) fn new(adults: usize) -> Panel {
        Panel { net: vec![0; adults.div_ceil(Panel::EVERY)], score: Vec::new() }
    }

    /// Records the score of an adult of the panel at a year's end; returns the last one.
    ///
    /// `None` outside the panel. Of the first year's end the last score is 0.
    pub(crate) fn record_score(&mut self, who: Resident, score: Score) -> Option<Score> {
        let at = self.place(who).filter(|&at| at < self.net.len())?;
        // Where no year with a score ends, no column is needed.
        self.score.resize(self.net.len(), 0);
        Some(Score(std::mem::replace(&mut self.score[at], score.0)))
    }

    /// Adds a gain, or a loss below 0, of an adult where they are in the panel [1/1,000,000 months of
    /// income].
    #[inline]
    pub(crate) fn add(&mut self, who: Resident, gain: i32) {
        if let Some(net) = self.place(who).and_then(|at| self.net.get_mut(at)) {
            // Nobody gains or loses two thousand months of income within a scenario.
            *net = net.saturating_add(gain);
        }
    }

    /// The net of an adult; `None` outside the panel [1/1,000,000 months of income].
    #[inline]
    pub(crate) fn of(&self, who: Resident) -> Option<i32> {
        self.place(who).and_then(|at| self.net.get(at)).copied()
    }

    /// The place of a citizen's number in the panel, if it has one.
    #[inline]
    fn place(&self, who: Resident) -> Option<usize> {
        let number = usize::from(who);
        number.is_multiple_of(Panel::EVERY).then_some(number / Panel::EVERY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sixteenth_adult_is_in_the_panel() {
        let mut panel = Panel::new(33);
        (0..40).map(Resident).for_each(|who| panel.add(who, i32::from(who.0) + 1));
        assert_eq!(panel.net, [1, 17, 33]);
        assert_eq!([15, 16, 48].map(|who| panel.of(Resident(who))), [None, Some(17), None]);
    }
}
