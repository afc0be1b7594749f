//! Ties of one kind within a neighborhood, as groups rather than edges.
//!
//! ```text
//! of       by citizen   →  group, or NONE
//! start    by group     →  first place in members
//! members  by place     →  citizen            compressed sparse rows, two bytes an entry
//! ```
//!
//! A group of *n* stands for *n*(*n* − 1)/2 ties in 2*n* entries, so that no edge is ever stored and
//! a nation's ties take a few bytes a citizen.

use super::prefetch::prefetch;
use crate::units::Resident;

/// The number of a group of ties of one kind within a neighborhood.
///
/// ```
/// use society::population::{Groups, TieGroup};
/// use society::units::Resident;
///
/// let pairs = Groups::runs(3, &[Resident(0), Resident(2)], || 2);
/// assert_eq!(pairs.of(Resident(2)), TieGroup(0));
/// assert_eq!(pairs.of(Resident(1)), TieGroup::NONE);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TieGroup(pub u16);

impl TieGroup {
    /// The group of a citizen without such ties.
    pub const NONE: TieGroup = TieGroup(u16::MAX);
}

impl From<TieGroup> for usize {
    #[inline]
    fn from(group: TieGroup) -> usize {
        usize::from(group.0)
    }
}

/// A partition of a neighborhood, or of part of it, into groups: every member of a group is tied to
/// every other.
///
/// ```
/// use society::population::{Groups, TieGroup};
/// use society::units::Resident;
///
/// // Residents 3, 1, 4 and 0 in groups of two; 2 has no such tie.
/// let groups = Groups::runs(5, &[3, 1, 4, 0].map(Resident), || 2);
/// assert_eq!(groups.iter().len(), 2);
/// assert_eq!(groups.around(Resident(4)), [Resident(4), Resident(0)]);
/// assert_eq!(groups.of(Resident(2)), TieGroup::NONE);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    of: Vec<TieGroup>,
    start: Vec<u16>,
    members: Vec<Resident>,
}

impl Groups {
    /// Consecutive runs of `order` of the given sizes, 1 at least; the last run takes the rest.
    /// Citizens of `0..citizens` that are not in `order` belong to no group.
    ///
    /// # Panics
    ///
    /// Where `order` names a citizen that is not below `citizens`.
    #[must_use]
    pub fn runs(citizens: usize, order: &[Resident], mut size: impl FnMut() -> usize) -> Groups {
        debug_assert!(order.len() <= usize::from(u16::MAX), "{} members", order.len());
        let mut groups =
            Groups { of: vec![TieGroup::NONE; citizens], start: vec![0], members: order.to_vec() };
        let mut done = 0;
        while done < order.len() {
            let upto = (done + size().max(1)).min(order.len());
            let number = TieGroup(groups.start.len() as u16 - 1);
            for &member in &order[done..upto] {
                groups.of[usize::from(member)] = number;
            }
            groups.start.push(upto as u16);
            done = upto;
        }
        groups
    }

    /// Renames citizens: that of slot `slots[number]` gets `number`, which is `numbers[slot]`.
    pub(super) fn renumber(&mut self, slots: &[Resident], numbers: &[Resident]) {
        debug_assert_eq!(slots.len(), numbers.len());
        self.of = slots.iter().map(|&slot| self.of[usize::from(slot)]).collect();
        for member in &mut self.members {
            *member = numbers[usize::from(*member)];
        }
    }

    /// Prefetches all three columns; see [`prefetch`].
    pub(super) fn prefetch(&self) {
        prefetch(&self.of);
        prefetch(&self.start);
        prefetch(&self.members);
    }

    /// The group of a citizen of the neighborhood, or [`TieGroup::NONE`].
    #[inline]
    #[must_use]
    pub fn of(&self, resident: Resident) -> TieGroup {
        self.of[usize::from(resident)]
    }

    /// The members of a group, in the order of the runs.
    #[inline]
    #[must_use]
    pub fn members(&self, group: TieGroup) -> &[Resident] {
        // Two adjacent offsets: the end of a group is the begin of the next.
        let at = usize::from(group);
        &self.members[usize::from(self.start[at])..usize::from(self.start[at + 1])]
    }

    /// The members of each group, in the order of the runs.
    ///
    /// ```
    /// use society::population::Groups;
    /// use society::units::Resident;
    ///
    /// let groups = Groups::runs(3, &[0, 1, 2].map(Resident), || 2);
    /// assert!(groups.iter().map(<[Resident]>::len).eq([2, 1]));
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[Resident]> {
        self.start.array_windows().map(|&[from, upto]| &self.members[from.into()..upto.into()])
    }

    /// The members of a citizen's group, the citizen included; empty without a group.
    #[must_use]
    pub fn around(&self, resident: Resident) -> &[Resident] {
        match self.of(resident) {
            TieGroup::NONE => &[],
            group => self.members(group),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_in_the_order_is_in_one_group_and_nobody_else_is_in_any() {
        let order = [4, 0, 3, 2].map(Resident);
        let groups = Groups::runs(6, &order, || 3);
        assert_eq!(groups.iter().len(), 2);
        assert_eq!(groups.around(Resident(0)), &order[..3]);
        assert_eq!(groups.around(Resident(2)), &order[3..]);
        assert_eq!(groups.around(Resident(1)), []);
        assert_eq!(groups.around(Resident(5)), []);
    }
}
