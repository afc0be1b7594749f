//! The order of a day.
//!
//! One neighborhood's day under one policy, alone: messages sent today are read tomorrow. Stages call
//! the ledger and never each other.

use super::day_step::DayStep;
use super::message::Message;
use super::stages::{acts, evening, gates, month, morning, reform};
use crate::conduct::{DayOccasions, OccasionKind};
use crate::units::Day;

/// Runs a day of one neighborhood:
///
/// 1. on the first day that counts, what the warm-up has counted is dropped; on the first day of new rules,
///    everything the old ones have left is carried over;
/// 2. the morning: messages are read, late entries, decisions on objections and timers fall due;
/// 3. monthly updates of the citizens with theirs today;
/// 4. the occasions of the day, first ones before second ones, kind by kind: acts and visits to
///    gates at once, meetings in the evening;
/// 5. the evening: charges are passed on over ties, word of sanctions spreads, friends turn away,
///    objections are lodged.
///
/// A reform comes first, so that nothing on this day is judged by yesterday's rules. The morning
/// comes before acts, so that under real-time updates a message can close a gate that day. Ties come
/// last: a standing is published in the evening, and friends read it before they meet again.
pub(super) fn run(step: &mut DayStep<'_>, inbox: &[Message], today: &DayOccasions) {
    if step.ledger.day == Day::FIRST {
        step.ledger.restrict_from_the_start();
    } else if step.ledger.day == step.ledger.rules.counts_from {
        step.ledger.begin_counting();
    }
    if let Some(before) = step.before {
        reform::run(step, before);
    }
    step.ledger.tallies.make_room(today.all().len());
    morning::run(step, inbox);
    month::run(step);
    for (kind, occasions) in today.by_kind() {
        match kind {
            OccasionKind::Act(conduct) => acts::run(step, conduct, occasions),
            OccasionKind::Visit(gate) => gates::run(step, gate, occasions),
            OccasionKind::Meeting => evening::keep_meetings(step, occasions),
        }
    }
    evening::run(step);
}
