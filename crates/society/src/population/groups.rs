//! Ties of one kind within a neighbourhood: everyone of a group is tied to everyone else of it.

use super::prefetch;

/// A partition of a neighbourhood, or of part of it, into groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    of: Vec<u16>,
    start: Vec<u16>,
    members: Vec<u16>,
}

impl Groups {
    /// The group of nobody's: what a citizen without such ties belongs to.
    pub const NONE: u16 = u16::MAX;

    /// Runs of `order` of the given sizes, one after another; the last run takes what is left.
    /// Whoever of `0..citizens` is not in `order` belongs to no group.
    #[must_use]
    pub fn runs(citizens: usize, order: &[u16], mut size: impl FnMut() -> usize) -> Groups {
        let mut groups =
            Groups { of: vec![Groups::NONE; citizens], start: vec![0], members: order.to_vec() };
        let mut done = 0;
        while done < order.len() {
            let upto = (done + size().max(1)).min(order.len());
            let number = groups.start.len() as u16 - 1;
            for &member in &order[done..upto] {
                groups.of[usize::from(member)] = number;
            }
            groups.start.push(upto as u16);
            done = upto;
        }
        groups
    }

    /// The same groups where the citizen in `rooms[number]` has a new number, `numbers[room]`.
    pub(super) fn renumber(&mut self, rooms: &[u16], numbers: &[u16]) {
        self.of = rooms.iter().map(|&room| self.of[usize::from(room)]).collect();
        for member in &mut self.members {
            *member = numbers[usize::from(*member)];
        }
    }

    /// Fetches them; see [`prefetch`].
    pub(super) fn prefetch(&self) {
        prefetch(&self.of);
        prefetch(&self.start);
        prefetch(&self.members);
    }

    /// How many groups there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.start.len() - 1
    }

    /// The group of a citizen of the neighbourhood, or [`Groups::NONE`].
    #[inline]
    #[must_use]
    pub fn of(&self, local: u16) -> u16 {
        self.of[usize::from(local)]
    }

    /// The members of a group.
    #[inline]
    #[must_use]
    pub fn members(&self, group: u16) -> &[u16] {
        let at = usize::from(group);
        &self.members[usize::from(self.start[at])..usize::from(self.start[at + 1])]
    }

    /// Those in one group with a citizen, the citizen included; nobody where there is no group.
    #[must_use]
    pub fn around(&self, local: u16) -> &[u16] {
        match self.of(local) {
            Groups::NONE => &[],
            group => self.members(group),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_in_the_order_is_in_one_group_and_nobody_else_is_in_any() {
        let order = [4, 0, 3, 2];
        let groups = Groups::runs(6, &order, || 3);
        assert_eq!(groups.count(), 2);
        assert_eq!(groups.around(0), [4, 0, 3]);
        assert_eq!(groups.around(2), [2]);
        assert_eq!(groups.around(1), []);
        assert_eq!(groups.around(5), []);
    }
}
