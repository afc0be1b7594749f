//! Gauges: the state of a neighborhood summed up by cell, at the end of a month.
//!
//! Sums and sums of squares, of integers: mean and variance of any set of cells follow from them, and
//! from products the correlation of score and harm.

use super::rules::Rules;
use super::state::{State, mark};
use crate::measures::Gauge;
use crate::population::Residents;
use crate::units::{Resident, Score};

impl State {
    /// Adds the citizens of the neighborhood to the gauges of their cells: children to the number of
    /// citizens alone, adults to all the rest.
    ///
    /// `gauges` are those of the neighborhood's place, by cell. Squares are of grains, as the sums are:
    /// those of 2.1 billion adults fit into 64 bits.
    pub(super) fn measure(&self, rules: &Rules, residents: &Residents, gauges: &mut [Gauge]) {
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
        }
    }
}
