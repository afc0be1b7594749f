//! Ties beyond the household: circles of friends, workplaces, teams and school classes.
//!
//! All of them are runs of a random order, sorted by age where likes meet: circles within an age
//! band, classes within a year. Circles cross households and teams, so that the layers of ties
//! overlap little.

use super::attributes::is_pupil;
use super::demographics::AgeBand;
use super::draws::{Attribute, Order, ResidentDraws};
use super::groups::Groups;
use crate::chance::distributions::zipf;
use crate::scenario::Marginals;
use crate::units::Resident;

/// Circles of friends within an age band, of sizes uniform within a third of the mean.
pub(super) fn circles(marginals: &Marginals, draws: ResidentDraws, age: &[u8]) -> Groups {
    let mut order = draws.shuffled_residents(0..age.len(), Order::Circles);
    // A stable sort: within a band the order stays random.
    order.sort_by_key(|&slot| AgeBand::of(age[usize::from(slot)]));
    let mean = u32::from(marginals.circle);
    let spread = mean / 3;
    let mut number = 0;
    Groups::runs(age.len(), &order, || {
        number += 1;
        let [word, ..] = draws.of(number, Attribute::CircleSize);
        (mean - spread + word.below(2 * spread + 1)) as usize
    })
}

/// Workplaces, of sizes by Zipf's law, and the teams within them and within the schools.
pub(super) struct WorkAndSchool {
    /// Workplaces, of those in work.
    pub(super) workplaces: Groups,
    /// Teams within the workplaces, then school classes.
    pub(super) teams: Groups,
}

impl WorkAndSchool {
    /// The workplaces and teams of those in work, and the classes of those of school age.
    pub(super) fn new(
        marginals: &Marginals,
        draws: ResidentDraws,
        age: &[u8],
        works: &[bool],
    ) -> WorkAndSchool {
        let workers =
            draws.shuffled_residents((0..age.len()).filter(|&slot| works[slot]), Order::Workers);
        let workplaces = workplaces(marginals, draws, age.len(), &workers);
        let mut pupils = draws
            .shuffled_residents((0..age.len()).filter(|&slot| is_pupil(age[slot])), Order::Pupils);
        pupils.sort_by_key(|&slot| age[usize::from(slot)]);
        let classes = pupils.len().div_ceil(usize::from(marginals.class)).max(1);
        let mut sizes = Vec::new();
        for members in workplaces.iter().map(<[Resident]>::len) {
            sizes.extend(even_parts(members, members.div_ceil(usize::from(marginals.team))));
        }
        sizes.extend(even_parts(pupils.len(), classes));
        // Workers in the order of their workplaces, so that no team crosses the border of one.
        let order: Vec<Resident> = workers.into_iter().chain(pupils).collect();
        let mut sizes = sizes.into_iter();
        let teams = Groups::runs(age.len(), &order, || sizes.next().unwrap_or(1));
        WorkAndSchool { workplaces, teams }
    }
}

/// Workplaces as runs of `workers`: the last takes the workers that are left.
fn workplaces(
    marginals: &Marginals,
    draws: ResidentDraws,
    citizens: usize,
    workers: &[Resident],
) -> Groups {
    let mut number = 0;
    Groups::runs(citizens, workers, || {
        number += 1;
        let [word, ..] = draws.of(number, Attribute::WorkplaceSize);
        zipf(word, marginals.zipf, marginals.workplace.into()) as usize
    })
}

/// The sizes of `parts` parts of `whole`, which differ by one at most.
fn even_parts(whole: usize, parts: usize) -> impl Iterator<Item = usize> {
    // Differences of rounded quotients: they telescope, so that nothing is lost to rounding.
    (0..parts).map(move |part| (part + 1) * whole / parts - part * whole / parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_parts_sum_to_the_whole() {
        assert!(even_parts(11, 4).eq([2, 3, 3, 3]));
        assert_eq!(even_parts(0, 0).count(), 0);
    }
}
