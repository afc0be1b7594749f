//! The evening: charges reach those around, word of sanctions spreads, friends turn away.

use super::shift::DayStep;
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
    pub(super) fn meet(&mut self, happening: &Occasion) {
        if self.rules.policy.stake > 0.0 {
            self.space.meetings.push(*happening);
        }
    }

    /// What the day's charges bring to others, and what friends make of each other.
    pub(super) fn evening(&mut self) {
        self.share_with_kin();
        self.hand_round();
        self.tell_around();
        let mut tonight = std::mem::take(&mut self.space.tonight);
        for who in tonight.drain(..) {
            self.release(who);
        }
        self.space.tonight = tonight;
        let mut meetings = std::mem::take(&mut self.space.meetings);
        for happening in meetings.drain(..) {
            self.turn_away(&happening);
        }
        self.space.meetings = meetings;
    }

    /// Puts down what of the day's charges reaches each of the kin, who live anywhere.
    fn share_with_kin(&mut self) {
        let shares = self.space.charges.iter().filter_map(|&(who, points)| {
            let points = self.rules.shares.to_kin(points);
            let citizen = self.first + u32::from(who);
            (points != Points::ZERO).then(|| Message::from_kin(citizen, points))
        });
        self.space.shares.extend(shares);
    }

    /// Hands shares of the day's charges to those around.
    fn hand_round(&mut self) {
        if self.space.charges.is_empty() {
            return;
        }
        let mut arrivals = std::mem::take(&mut self.space.arrivals);
        for &(who, points) in &self.space.charges {
            let passed = i64::from(points.grains().abs());
            self.book.add(self.place, self.cast.cell[usize::from(who)], Tally::PASSED_ON, passed);
        }
        let (charges, exchange) = (&self.space.charges, &mut self.space.exchange);
        ties::pass(
            (self.cast, &self.rules.shares),
            charges,
            &self.state.cuts,
            exchange,
            &mut arrivals,
        );
        // What arrives this evening and is large enough sets out again tomorrow.
        self.space.charges.clear();
        self.associate(&arrivals);
        for &charge in &self.space.charges {
            make_room(&mut self.state.carried);
            self.state.carried.push(charge);
        }
        self.space.arrivals = arrivals;
    }

    /// Word of each sanction of the day goes round: hearing of it twice is hearing twice.
    fn tell_around(&mut self) {
        if !self.rules.mind.is_enabled() {
            return;
        }
        let (mind, certainty) = (&self.rules.mind, &mut self.state.certainty);
        for &who in &self.space.sanctioned {
            // Everyone around, whoever was sanctioned included, who then forgets it again.
            let own = certainty[usize::from(who)];
            for tie in Tie::ALL {
                let cuts = if tie == Tie::Circle { &self.state.cuts[..] } else { &[] };
                let cuts = ties::apart(cuts, who);
                for &other in tie.groups(self.cast).around(who) {
                    if cuts.iter().any(|&(_, apart)| apart == other) {
                        continue;
                    }
                    if let Some(certainty) = certainty.get_mut(usize::from(other)) {
                        *certainty = mind.heard(*certainty);
                    }
                }
            }
            certainty[usize::from(who)] = own;
        }
    }

    /// Someone met a friend who is shunned, and may turn away for good.
    fn turn_away(&mut self, happening: &Occasion) {
        let (who, cast) = (happening.who, self.cast);
        let circle = cast.circles.of(who);
        if circle == Groups::NONE {
            return;
        }
        let members = cast.circles.members(circle);
        let friend = members[(usize::from(happening.aside) * members.len()) >> 16];
        let standing = self.state.standing(self.rules, friend);
        // The scale is not there for children: where a score begins says nothing of them.
        if friend == who || !self.is_adult(friend) || !self.rules.gates.shuns(standing) {
            return;
        }
        let [draw, ..] = self.lot(Purpose::Meeting, who, u32::from(happening.which));
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
