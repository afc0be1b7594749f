//! Timers: notices, terms, debts that ripen, and appeals, each due on a later day.
//!
//! They are few, and a neighborhood holds them in one unsorted vector: a search goes through all of
//! them, at a price that an index would double in memory and hardly lower.

use super::base::Ledger;
use crate::scenario::ListId;
use crate::scoring::Deed;
use crate::units::Resident;
use crate::world::charge::Side;
use crate::world::state::{Timer, TimerKind, make_room};

/// A listing: a citizen on a list, on one side. It names one, whether the citizen is on it or not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listing {
    /// The citizen, by number in the neighborhood.
    pub(crate) who: Resident,
    /// The list.
    pub(crate) list: ListId,
    /// On record or in truth.
    pub(crate) side: Side,
}

impl Ledger<'_> {
    /// Sets an event of a listing to fall due in `days` days, in the morning; beyond the last day that
    /// a scenario can have, never.
    pub(crate) fn set_timer(&mut self, kind: TimerKind, of: Listing, deed: Deed, days: u16) {
        // An eighth at a time: a nation would waste gigabytes on vectors that double.
        make_room(&mut self.state.timers);
        let Listing { who, list, side } = of;
        let (due, shadow) = (self.day.after(days), side == Side::Shadow);
        self.state.timers.push(Timer { due, who, kind, list, shadow, deed });
    }

    /// Drops every pending event of one kind of a listing.
    pub(crate) fn drop_timers(&mut self, kind: TimerKind, of: Listing) {
        let concerns = |timer: &Timer| {
            (timer.kind, timer.who, timer.list, timer.side()) == (kind, of.who, of.list, of.side)
        };
        self.state.timers.retain(|timer| !concerns(timer));
    }

    /// Takes out the timers that are due today, in the order of day, citizen and [`TimerKind`].
    ///
    /// Sorted, since they were set in the order of events, and removals have kept no order that a
    /// second program would have to follow.
    pub(crate) fn take_due_timers(&mut self) -> Vec<Timer> {
        let today = self.day;
        // Most mornings nothing is due, and nothing is allocated.
        if self.state.timers.iter().all(|timer| timer.due > today) {
            return Vec::new();
        }
        let due = self.state.timers.extract_if(.., |timer| timer.due <= today);
        let mut due: Vec<Timer> = due.collect();
        due.sort_unstable();
        due
    }
}
