//! The evening: charges reach those around, word of sanctions spreads, friends turn away.

use super::day_step::DayStep;
use super::sparse::{Message, make_room};
use super::state::mark;
use crate::chance::Purpose;
use crate::conduct::Occasion;
use crate::measures::Tally;
use crate::population::Groups;
use crate::ties::{self, Tie};
use crate::units::Points;

impl DayStep<'_> {
    /// Keeps a meeting for the evening: standing is published then.
    pub(super) fn meet(&mut self, occasion: &Occasion) {
        if self.rules.policy.stake > 0.0 {
            self.scratch.meetings.push(*occasion);
        }
    }

    /// What the day's charges bring to others, and what friends make of each other.
    pub(super) fn evening(&mut self) {
        self.share_with_kin();
        self.hand_round();
        self.tell_around();
        let mut tonight = std::mem::take(&mut self.scratch.tonight);
        for who in tonight.drain(..) {
            self.release(who);
        }
        self.scratch.tonight = tonight;
        let mut meetings = std::mem::take(&mut self.scratch.meetings);
        for occasion in meetings.drain(..) {
            self.turn_away(&occasion);
        }
        self.scratch.meetings = meetings;
    }

    /// Puts down what of the day's charges reaches each of the kin, who live anywhere.
    fn share_with_kin(&mut self) {
        let shares = self.scratch.charges.iter().filter_map(|&(who, points)| {
            let points = self.rules.spread.to_kin(points);
            let citizen = self.first + u32::from(who);
            (points != Points::ZERO).then(|| Message::from_kin(citizen, points))
        });
        self.scratch.kin_shares.extend(shares);
    }

    /// Hands shares of the day's charges to those around.
    fn hand_round(&mut self) {
        if self.scratch.charges.is_empty() {
            return;
        }
        let mut arrivals = std::mem::take(&mut self.scratch.arrivals);
        for &(who, points) in &self.scratch.charges {
            let passed = i64::from(points.grains().abs());
            self.tallies.add(
                self.place,
                self.residents.cell[usize::from(who)],
                Tally::PASSED_ON,
                passed,
            );
        }
        let (charges, group_sums) = (&self.scratch.charges, &mut self.scratch.group_sums);
        ties::spread(
            (self.residents, &self.rules.spread),
            charges,
            &self.state.cuts,
            group_sums,
            &mut arrivals,
        );
        // What arrives this evening and is large enough sets out again tomorrow.
        self.scratch.charges.clear();
        self.associate(&arrivals);
        for &charge in &self.scratch.charges {
            make_room(&mut self.state.carried);
            self.state.carried.push(charge);
        }
        self.scratch.arrivals = arrivals;
    }

    /// Word of each sanction of the day goes round: hearing of it twice is hearing twice.
    fn tell_around(&mut self) {
        if !self.rules.response.is_enabled() {
            return;
        }
        let (response, certainty) = (&self.rules.response, &mut self.state.certainty);
        for &who in &self.scratch.sanctioned {
            // Everyone around, whoever was sanctioned included, who then forgets it again.
            let own = certainty[usize::from(who)];
            for tie in Tie::ALL {
                let cuts = if tie == Tie::Circle { &self.state.cuts[..] } else { &[] };
                let cuts = ties::apart(cuts, who);
                for &other in tie.groups(self.residents).around(who) {
                    if cuts.iter().any(|&(_, apart)| apart == other) {
                        continue;
                    }
                    if let Some(certainty) = certainty.get_mut(usize::from(other)) {
                        *certainty = response.heard(*certainty);
                    }
                }
            }
            certainty[usize::from(who)] = own;
        }
    }

    /// Someone met a friend who is shunned, and may turn away for good.
    fn turn_away(&mut self, occasion: &Occasion) {
        let (who, residents) = (occasion.who, self.residents);
        let circle = residents.circles.of(who);
        if circle == Groups::NONE {
            return;
        }
        let members = residents.circles.members(circle);
        let friend = members[(usize::from(occasion.aside) * members.len()) >> 16];
        let standing = self.state.standing(self.rules, friend);
        // The scale is not there for children: where a score begins says nothing of them.
        if friend == who || !self.is_adult(friend) || !self.rules.gates.shuns(standing) {
            return;
        }
        let [draw, ..] = self.draw(Purpose::Meeting, who, u32::from(occasion.which));
        if self.rules.cut.admits(draw) && self.cut(who, friend) {
            self.count(who, Tally::TIES_CUT, 1);
            if !self.state.is(friend, mark::CUT_OFF) {
                self.state.set(friend, mark::CUT_OFF, true);
                self.count(friend, Tally::CUT_OFF, 1);
            }
        }
    }

    /// Cuts a tie, both ways round; whether it was there to be cut.
    fn cut(&mut self, one: u16, other: u16) -> bool {
        let cuts = &mut self.state.cuts;
        let Err(_) = cuts.binary_search(&(one, other)) else { return false };
        for pair in [(one, other), (other, one)] {
            make_room(cuts);
            let at = cuts.partition_point(|&there| there < pair);
            cuts.insert(at, pair);
        }
        true
    }
}
