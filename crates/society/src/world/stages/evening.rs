//! The evening: charges are passed on over ties, word of sanctions spreads, friends turn away.
//!
//! In the order of the chapter *Ties* of the handbook. Shares leave before any arrive, so that a
//! charge travels one tie a day. Word spreads before scores on a daily schedule move and friends meet:
//! a sanction is known in the evening, and its consequences for a standing are published then.

use crate::chance::Purpose;
use crate::conduct::Occasion;
use crate::measures::Tally;
use crate::population::TieGroup;
use crate::ties::{self, Tie};
use crate::units::{Points, Resident};
use crate::world::day_step::DayStep;
use crate::world::ledger::Ledger;
use crate::world::message::Message;
use crate::world::scratch::Scratch;
use crate::world::state::{make_room, mark};

/// Keeps meetings for the evening, when standings are published; none under a policy that nobody
/// responds to, where nobody turns away.
pub(crate) fn keep_meetings(step: &mut DayStep<'_>, occasions: &[Occasion]) {
    if step.ledger.rules.response.is_enabled() {
        step.scratch.meetings.extend_from_slice(occasions);
    }
}

/// Runs the evening of one neighborhood: shares for kin, then for household, circle and team; word of
/// sanctions; scores on a daily schedule; meetings.
pub(crate) fn run(step: &mut DayStep<'_>) {
    let DayStep { ledger, scratch, .. } = step;
    share_with_kin(ledger, &mut scratch.kin_shares);
    pass_on(ledger, scratch);
    spread_word(ledger);
    // By index: a release can put nobody on this list, but the ledger that holds it has to change.
    for at in 0..ledger.evening.waiting.len() {
        let who = ledger.evening.waiting[at];
        ledger.release(who);
    }
    for meeting in scratch.meetings.drain(..) {
        turn_away(ledger, &meeting);
    }
    // Last: a score that moves in the evening can be the reason to object.
    ledger.lodge_objections();
}

/// Keeps the share of each of the day's charges for relatives, to be forwarded with the whole batch.
fn share_with_kin(ledger: &Ledger<'_>, kin_shares: &mut Vec<Message>) {
    let shares = ledger.evening.charges.iter().filter_map(|&(who, points)| {
        let points = ledger.rules.spread.to_kin(points);
        (points != Points::ZERO).then(|| Message::from_kin(ledger.citizen(who), points))
    });
    kin_shares.extend(shares);
}

/// Passes shares of the day's charges on to household, circle and team.
///
/// Groups, not pairs: a charge is added once to each of its citizen's groups, and each member receives
/// the sum without their own part.
fn pass_on(ledger: &mut Ledger<'_>, scratch: &mut Scratch) {
    if ledger.evening.charges.is_empty() {
        return;
    }
    for &(who, points) in &ledger.evening.charges {
        let (cell, passed) = (ledger.cell(who), i64::from(points.grains().abs()));
        ledger.tallies.add(ledger.place, cell, Tally::PASSED_ON, passed);
    }
    let Scratch { group_sums, arrivals, slow, .. } = scratch;
    ledger.rules.spread.spread(
        ledger.residents,
        &ledger.evening.charges,
        &ledger.state.cuts,
        group_sums,
        arrivals,
    );
    // Arrivals of this evening that are large enough are passed on again tomorrow.
    ledger.evening.charges.clear();
    ledger.associate(arrivals, slow);
    for &charge in &ledger.evening.charges {
        make_room(&mut ledger.state.carried);
        ledger.state.carried.push(charge);
    }
}

/// Raises the perceived certainty of everyone around a sanctioned citizen, in the channel of the
/// sanction, once for each sanction and each tie: a member of both household and circle hears of it
/// twice. Not over a tie that is cut.
fn spread_word(ledger: &mut Ledger<'_>) {
    let model = ledger.rules.response.certainty();
    for &(who, channel) in &ledger.evening.sanctioned {
        let certainty = &mut ledger.state.certainty[channel as usize];
        // Groups include the sanctioned citizen, whose own certainty is restored at the end.
        let own = certainty[usize::from(who)];
        for tie in Tie::ALL {
            let cuts = if tie == Tie::Circle { &ledger.state.cuts[..] } else { &[] };
            let cuts = ties::apart(cuts, who);
            for &other in tie.groups(ledger.residents).around(who) {
                if cuts.iter().any(|&(_, apart)| apart == other) {
                    continue;
                }
                if let Some(certainty) = certainty.get_mut(usize::from(other)) {
                    *certainty = model.heard(*certainty);
                }
            }
        }
        certainty[usize::from(who)] = own;
    }
}

/// Cuts the tie to a shunned friend after a meeting, with the chance of the society.
///
/// The occasion's own draw picks the member of the circle: the same friends meet under every policy.
fn turn_away(ledger: &mut Ledger<'_>, meeting: &Occasion) {
    let (who, residents) = (meeting.who, ledger.residents);
    let circle = residents.circles.of(who);
    if circle == TieGroup::NONE {
        return;
    }
    // Among all members, oneself and children included: a draw that fits nobody meets nobody.
    let members = residents.circles.members(circle);
    let friend = members[(usize::from(meeting.aside) * members.len()) >> 16];
    let standing = ledger.state.standing(ledger.rules, friend);
    // Children have no score: the start of the scale says nothing about them.
    if friend == who || !ledger.is_adult(friend) || !ledger.rules.gates.shuns(standing) {
        return;
    }
    let [draw, ..] = ledger.draw(Purpose::Meeting, who, u32::from(meeting.which));
    if ledger.rules.cut_chance.admits(draw) && cut(&mut ledger.state.cuts, who, friend) {
        ledger.count(who, Tally::TIES_CUT, 1);
        if !ledger.state.is(friend, mark::CUT_OFF) {
            ledger.state.set(friend, mark::CUT_OFF, true);
            ledger.count(friend, Tally::CUT_OFF, 1);
        }
    }
}

/// Adds a cut tie, both ways round; `false` where it was cut before.
///
/// Both ways, so that the cuts of either of them are one range of the sorted pairs.
fn cut(cuts: &mut Vec<(Resident, Resident)>, one: Resident, other: Resident) -> bool {
    let Err(_) = cuts.binary_search(&(one, other)) else { return false };
    for pair in [(one, other), (other, one)] {
        make_room(cuts);
        let at = cuts.partition_point(|&there| there < pair);
        cuts.insert(at, pair);
    }
    true
}
