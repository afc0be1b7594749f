//! Changes of packed columns: a bit of one citizen, and the bit of their household with it.

use super::{State, mark};
use crate::population::{Residents, TieGroup};
use crate::scenario::ListId;
use crate::scoring::Deed;
use crate::units::Resident;
use crate::world::charge::Side;

impl State {
    /// A citizen's score on one side, to be changed [grains].
    #[inline]
    pub(crate) fn score_mut(&mut self, who: Resident, side: Side) -> &mut u16 {
        let column = if side == Side::Real { &mut self.score } else { &mut self.shadow };
        &mut column[usize::from(who)]
    }

    /// Puts a citizen on a list, or takes them off it, on one side.
    pub(crate) fn set_list(&mut self, who: Resident, list: ListId, side: Side, on: bool) {
        let bit = 1 << list.0 << if side == Side::Real { 0 } else { 4 };
        let lists = &mut self.lists[usize::from(who)];
        *lists = if on { *lists | bit } else { *lists & !bit };
    }

    /// Sets or clears a mark of a citizen.
    ///
    /// [`mark::RESTRICTED`] goes through [`State::set_restricted`]: the household has a bit for it.
    #[inline]
    pub(crate) fn set(&mut self, who: Resident, mark: u8, on: bool) {
        let marks = &mut self.marks[usize::from(who)];
        *marks = if on { *marks | mark } else { *marks & !mark };
    }

    /// Records the band to be compared with that of the next year.
    pub(crate) fn record_band(&mut self, who: Resident, band: u8) {
        let marks = &mut self.marks[usize::from(who)];
        *marks = *marks & mark::ALL | band << mark::BAND;
    }

    /// Drops the restrictions so far of a citizen, the present one too, but not the resignation that they
    /// have left; the conduct behind the last one, or `None` where there was nothing to drop.
    pub(crate) fn forget_restrictions(
        &mut self,
        residents: &Residents,
        who: Resident,
    ) -> Option<Deed> {
        const COMPARED: u8 = mark::RESTRICTED | mark::WRONGED | mark::SPARED;
        let has_history = self.histories.of(who).is_some();
        if !has_history && self.marks[usize::from(who)] & COMPARED == 0 {
            return None;
        }
        if self.is_restricted(who) {
            self.set_restricted(residents, who, false);
        }
        self.marks[usize::from(who)] &= !COMPARED;
        // Opened only where there is one: most of the spared were never restricted.
        let row = has_history.then(|| std::mem::take(self.histories.open(who)));
        Some(row.map_or(Deed::FirstDay, |row| row.deed))
    }

    /// Begins or ends the restriction of a citizen, for the household too.
    ///
    /// The bit of a household stays while any member is restricted, so that an end asks the others.
    pub(crate) fn set_restricted(&mut self, residents: &Residents, who: Resident, on: bool) {
        self.set(who, mark::RESTRICTED, on);
        let home = residents.households.of(who);
        if home == TieGroup::NONE {
            return;
        }
        let is_restricted = |&one: &Resident| self.is_restricted(one);
        // The citizen's own bit is cleared by now: the others alone keep the household's.
        let affects_household = on || residents.households.members(home).iter().any(is_restricted);
        let bits = &mut self.restricted_households[usize::from(home) / 64];
        let bit = 1 << (home.0 % 64);
        *bits = if affects_household { *bits | bit } else { *bits & !bit };
    }

    /// Whether any member of a citizen's household is restricted, the citizen included.
    ///
    /// One bit answers for most households, before any standing is worked out.
    #[inline]
    pub(crate) fn household_has_restricted_member(
        &self,
        residents: &Residents,
        who: Resident,
    ) -> bool {
        let home = residents.households.of(who);
        home != TieGroup::NONE
            && self.restricted_households[usize::from(home) / 64] >> (home.0 % 64) & 1 == 1
    }
}
