//! Gauges: the state of a neighborhood summed up by cell, at the end of a month.
//!
//! Sums and sums of squares, of integers: mean and variance of any set of cells follow from them, and
//! from products the correlation of score and harm.

use super::rules::Rules;
use super::state::{Phase, State, mark};
use crate::measures::Gauge;
use crate::population::Residents;
use crate::scenario::{List, ListId};
use crate::standing::{Lists, Standing};
use crate::units::{Resident, Score};

impl State {
    /// Adds the citizens of the neighborhood to the gauges of their cells: children to the number of
    /// citizens alone, adults to all the rest.
    ///
    /// `days` have passed. `gauges` are those of the neighborhood's place, by cell. Squares are of grains, as the sums are:
    /// those of 2.1 billion adults fit into 64 bits.
    pub(super) fn measure(
        &self,
        rules: &Rules,
        residents: &Residents,
        days: u16,
        gauges: &mut [Gauge],
    ) {
        let cap = rules.scale.rules().map_or(u16::MAX, |rules| rules.cap.0);
        for cell in &residents.cell {
            gauges[usize::from(cell.0)].citizens += 1;
        }
        for who in 0..self.score.len() {
            let gauge = &mut gauges[usize::from(residents.cell[who].0)];
            let (score, harm) = (self.score[who], i64::from(self.harm[who]));
            gauge.adults += 1;
            let grains = i64::from(score);
            gauge.score += grains;
            gauge.score_squared += grains * grains;
            gauge.harm += harm;
            gauge.harm_squared += harm * harm;
            gauge.score_harm += grains * harm;
            gauge.at_cap += i64::from(score == cap);
            gauge.bands[usize::from(rules.gates.band(Score(score)))] += 1;
            if let Some(lost) = self.lost_through_errors(Resident(who as u16)) {
                let whole = Score(cap.min(score.saturating_add(lost)));
                gauge.misscored += 1;
                gauge.misranked +=
                    i64::from(rules.gates.band(Score(score)) != rules.gates.band(whole));
            }
            gauge.hardship += i64::from(self.hardship[who]);
            gauge.health += i64::from(self.health[who]);
            for (sum, column) in gauge.certainty.iter_mut().zip(&self.certainty) {
                // A channel that no rule uses has no column, and a certainty of zero.
                *sum += column.get(who).copied().map_or(0, i64::from);
            }
            gauge.resignation += i64::from(self.resignation(Resident(who as u16)));
            let working_age = residents.class[who].band().is_under_60();
            gauge.working_age += i64::from(working_age);
            // Nobody is asked where the column is empty, and then nobody is willing either.
            gauge.asked += i64::from(!self.willing.is_empty());
            gauge.willing += i64::from(self.is_willing(Resident(who as u16)));
            gauge.working += i64::from(working_age && self.marks[who] & mark::WORKS != 0);
            if self.marks[who] & mark::RESTRICTED != 0 {
                let recourse = self.recourse(rules, Resident(who as u16));
                gauge.heard += i64::from(recourse.heard);
                gauge.way_out += i64::from(recourse.way_out);
            }
            if let Some(net) = self.panel.of(Resident(who as u16)) {
                gauge.panel += 1;
                gauge.net += i64::from(net);
                gauge.classes[class(net, days)] += 1;
            }
        }
    }
}

impl State {
    /// Points that a citizen has lost through errors, and not got back [grains]; `None` without any.
    fn lost_through_errors(&self, who: Resident) -> Option<u16> {
        let losses = self.error_losses.iter().filter_map(|losses| losses.of(who));
        let lost = losses.fold(0, |sum: u16, loss| sum.saturating_add(loss.grains));
        (lost > 0).then_some(lost)
    }
}

/// Ways open to a restricted citizen.
struct Recourse {
    /// Whether the policy lets them contest a reason of the restriction.
    heard: bool,
    /// Whether each reason of the restriction has a way out.
    way_out: bool,
}

impl State {
    /// Ways open to a restricted citizen, by the rules in force and the objections that wait.
    ///
    /// A way out is a term, a score that can be reached, a debt that can be paid, somebody to ask; how
    /// likely it is, and how long it takes, is for other measures to say.
    fn recourse(&self, rules: &Rules, who: Resident) -> Recourse {
        let standing = self.standing(rules, who);
        let black = Lists(standing.lists.0 & rules.gates.black().0);
        let by_band = rules.gates.restricts(Standing { lists: Lists::default(), ..standing });
        let waits = self.on_file.all(who).iter().any(|row| row.phase != Phase::Open);
        let appeals = rules.allow_appeals();
        let objects = rules.objections.as_ref().is_some_and(|rules| rules.band.is_some());
        let leads_out = |list: &List| appeals || waits || !list.exit.is_never();
        let lists = ListId::all(&rules.policy.lists).zip(&rules.policy.lists);
        let mut lists = lists.filter(|&(list, _)| black.has(list));
        // Points come back where some are earned, and where all are forgotten.
        let points =
            rules.rewards() || rules.scale.rules().is_some_and(|it| it.half_life.is_some());
        Recourse {
            heard: waits || appeals && black.0 != 0 || objects && by_band,
            way_out: lists.all(|(_, list)| leads_out(list))
                && (!by_band || points || objects || waits),
        }
    }
}

/// The class of an adult with this net after so many days, by the net of a year: 0 loses much, 1 loses,
/// 2 neither, 3 wins, 4 wins much. Much is a tenth of a month's income, three days of it; less than a
/// tenth of that is neither.
fn class(net: i32, days: u16) -> usize {
    let a_year = i64::from(net) * 365 / i64::from(days.max(1));
    [-MUCH + 1, -LITTLE + 1, LITTLE, MUCH].iter().filter(|&&bound| a_year >= bound).count()
}

/// From here on a year's gain or loss is much [1/1,000,000 months of income].
const MUCH: i64 = 100_000;

/// From here on it is one at all [1/1,000,000 months of income].
const LITTLE: i64 = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_by_the_net_of_a_year() {
        let nets = [-200_000, -199_999, -20_000, -19_999, 0, 19_999, 20_000, 199_999, 200_000];
        assert_eq!(nets.map(|net| class(net, 730)), [0, 1, 1, 2, 2, 2, 3, 3, 4]);
    }
}
