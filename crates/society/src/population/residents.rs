//! The residents of one neighborhood: columns of attributes that never change.
//!
//! Synthesis runs in five steps: households, ages within them, attributes of each citizen, ties
//! beyond the household, and a renumbering with adults first, so that columns about adults alone
//! need no row for children.
//!
//! ```text
//! number   0 … adults − 1     adults … size − 1
//!          adults             children             both in the order of their households
//! ```

use super::attributes::{Attributes, employment};
use super::cell::{Cell, Class};
use super::demographics::AgeBand;
use super::draws::{Order, ResidentDraws};
use super::groups::Groups;
use super::households::{HouseholdSlots, ages};
use super::memberships::{WorkAndSchool, circles};
use super::prefetch::prefetch;
use crate::chance::Chance;
use crate::scenario::{Marginals, Society};
use crate::units::{Disposition, Quantile, Resident};

/// The residents of one neighborhood, a column for each attribute that never changes.
#[derive(Clone, Debug)]
pub struct Residents {
    /// Age [years].
    pub age: Vec<u8>,
    /// Group, income decile, sex and age band.
    pub cell: Vec<Cell>,
    /// The rate class: attributes that decide the rates of occasions.
    pub class: Vec<Class>,
    /// Conscientiousness.
    pub disposition: Vec<Disposition>,
    /// Rank in awareness of sanctions: the lowest expect them first.
    pub awareness_rank: Vec<Quantile>,
    /// Rank in gaming the score: the lowest play first.
    pub gaming_rank: Vec<Quantile>,
    /// Whether the citizen is in work on the first day.
    pub works: Vec<bool>,
    /// Households.
    pub households: Groups,
    /// Circles of friends of one age band.
    pub circles: Groups,
    /// Teams at work and classes at school.
    pub teams: Groups,
    /// Workplaces, each of one team or several.
    pub workplaces: Groups,
    /// Acquaintances, known by sight.
    pub acquaintances: Groups,
    /// Citizens of each appearance class, in the order of [`Cell::appearance`].
    by_appearance: Vec<Vec<Resident>>,
    /// Adults, and the number of the first child.
    adults: u16,
}

impl Residents {
    /// The set of residents with this `number`, of `size` citizens: a pure function of both, the
    /// marginals and the seed.
    #[must_use]
    pub(crate) fn of(
        marginals: &Marginals,
        society: &Society,
        chance: Chance,
        number: u32,
        size: u32,
    ) -> Residents {
        let draws = ResidentDraws { chance, set: number };
        let size = size as usize;
        let slots = HouseholdSlots::new(marginals, draws, size);
        let age = ages(marginals, draws, &slots);
        let works = employment(society, draws, &age);
        let attributes = Attributes::new(marginals, draws, &slots, &age);
        let WorkAndSchool { workplaces, teams } =
            WorkAndSchool::new(marginals, draws, &age, &works);
        let mut residents = Residents {
            households: households(&slots),
            circles: circles(marginals, draws, &age),
            workplaces,
            teams,
            acquaintances: acquaintances(marginals, draws, size),
            by_appearance: Vec::new(),
            adults: age.iter().filter(|&&age| AgeBand::of(age).is_adult()).count() as u16,
            cell: attributes.cell,
            class: attributes.class,
            disposition: attributes.disposition,
            awareness_rank: attributes.awareness_rank,
            gaming_rank: attributes.gaming_rank,
            works,
            age,
        };
        // Attributes are drawn by slot, so the order of residents is free: adults first, since whatever
        // changes is kept for adults alone, in arrays as long as they are many.
        residents.renumber_adults_first();
        residents.by_appearance = by_appearance(&residents.cell);
        residents
    }

    /// Numbers adults before children, both in the order of their slots.
    ///
    /// Whether a citizen is adult is then a comparison of numbers, and a column about adults alone is
    /// a prefix.
    fn renumber_adults_first(&mut self) {
        fn permuted<T: Copy>(column: &mut Vec<T>, slots: &[Resident]) {
            *column = slots.iter().map(|&slot| column[usize::from(slot)]).collect();
        }
        // A stable partition: households stay together, and their ties close in memory.
        let (mut slots, children): (Vec<Resident>, Vec<Resident>) =
            self.everyone().partition(|&slot| self.class[usize::from(slot)].is_adult());
        slots.extend(children);
        permuted(&mut self.age, &slots);
        permuted(&mut self.cell, &slots);
        permuted(&mut self.class, &slots);
        permuted(&mut self.disposition, &slots);
        permuted(&mut self.awareness_rank, &slots);
        permuted(&mut self.gaming_rank, &slots);
        permuted(&mut self.works, &slots);
        let mut numbers = vec![Resident(0); slots.len()];
        for (number, &slot) in Resident::all(0..u16::MAX).zip(&slots) {
            numbers[usize::from(slot)] = number;
        }
        let ties = [&mut self.households, &mut self.circles, &mut self.teams];
        for groups in ties.into_iter().chain([&mut self.workplaces, &mut self.acquaintances]) {
            groups.renumber(&slots, &numbers);
        }
    }

    /// Citizens of the appearance class of `cell`: of the same group, sex and age band.
    #[must_use]
    pub(super) fn similar(&self, cell: Cell) -> &[Resident] {
        self.by_appearance.get(usize::from(cell.appearance())).map_or(&[], Vec::as_slice)
    }

    /// Everyone of the neighborhood, adults before children.
    #[inline]
    pub fn everyone(
        &self,
    ) -> impl ExactSizeIterator<Item = Resident> + DoubleEndedIterator + Clone + use<> {
        Resident::all(0..self.age.len() as u16)
    }

    /// The adults of the neighborhood, in order; children come after them.
    #[inline]
    pub fn adults(
        &self,
    ) -> impl ExactSizeIterator<Item = Resident> + DoubleEndedIterator + Clone + use<> {
        Resident::all(0..self.adults)
    }

    /// Prefetches the columns that a day reads of adults: all of them on a `busy` day, and those of
    /// the ties where a policy spreads anything `around`; see [`prefetch`].
    pub(crate) fn prefetch(&self, busy: bool, around: bool) {
        let adults = ..usize::from(self.adults);
        prefetch(&self.cell[adults]);
        if busy {
            prefetch(&self.class[adults]);
            prefetch(&self.disposition[adults]);
        }
        if around {
            prefetch(&self.gaming_rank[adults]);
            prefetch(&self.awareness_rank[adults]);
            for groups in [&self.households, &self.circles, &self.teams] {
                groups.prefetch();
            }
        }
    }

    /// Adults of each cell that has any, in the order of the cells [citizens].
    pub(crate) fn adults_by_cell(&self) -> impl Iterator<Item = (Cell, u32)> {
        // Counted by index and not by a map, so that no order depends on a hash.
        let cells = self.cell[..usize::from(self.adults)].iter().map(|cell| usize::from(cell.0));
        let mut counts = vec![0; cells.clone().max().map_or(0, |last| last + 1)];
        cells.for_each(|cell| counts[cell] += 1);
        (0..).map(Cell).zip(counts).filter(|&(_, count)| count > 0)
    }

    /// Whether a citizen of the neighborhood is 18 or older.
    #[inline]
    #[must_use]
    pub fn is_adult(&self, who: Resident) -> bool {
        who.0 < self.adults
    }
}

/// Households as groups, in the order of the slots.
fn households(slots: &HouseholdSlots) -> Groups {
    let everyone: Vec<Resident> = Resident::all(0..slots.size() as u16).collect();
    let mut sizes = (0..slots.count()).map(|home| slots.members(home).len());
    Groups::runs(slots.size(), &everyone, || sizes.next().unwrap_or(1))
}

/// Acquaintances as groups of one size, in a random order: no attribute decides such a tie.
fn acquaintances(marginals: &Marginals, draws: ResidentDraws, size: usize) -> Groups {
    let order = draws.shuffled_residents(0..size, Order::Acquaintances);
    Groups::runs(size, &order, || usize::from(marginals.acquaintances))
}

/// Citizens by appearance class, ascending.
fn by_appearance(cells: &[Cell]) -> Vec<Vec<Resident>> {
    let classes = cells.iter().map(|cell| usize::from(cell.appearance()) + 1).max().unwrap_or(0);
    let mut by_appearance = vec![Vec::new(); classes];
    for (who, cell) in Resident::all(0..u16::MAX).zip(cells) {
        by_appearance[usize::from(cell.appearance())].push(who);
    }
    by_appearance
}
