//! The society: everything that all twins of a scenario have in common.

mod habits;
mod livelihood;
mod population;
mod losses;
mod response;

pub use habits::{Barred, Eligible, Habit, OccasionRate};
pub use livelihood::{Health, Livelihood, Work};
pub use losses::Losses;
pub use population::{Group, Marginals, NEIGHBORHOOD, Place, PlaceId};
pub use response::{Certainty, Gaming, Helping, Repayment, Response};

use super::bounds::Bounds;
use super::conduct::Conduct;
use crate::chance::Chance;
use crate::units::Day;

/// A society: its size, its population, and the behavior of its citizens.
///
/// ```
/// use society::scenario::{Conduct, Society};
///
/// let town = Society { citizens: 5_000, ..Society::example() };
/// assert!(Society::CITIZENS.contains(town.citizens.into()));
/// assert!(town.habit(Conduct::Charity).breaks > town.habit(Conduct::Bills).breaks);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Society {
    /// Citizens, within [`Society::CITIZENS`].
    pub citizens: u32,
    /// Days that are counted, within [`Society::DAYS`] [days].
    pub days: u16,
    /// Days before them that no measure counts, whole years within [`Society::WARM_UP`] [days].
    pub warm_up: u16,
    /// Published marginals of the population.
    pub population: Marginals,
    /// Behavior in each conduct, in the order of [`Conduct::ALL`].
    pub habits: [Habit; Conduct::COUNT],
    /// Trips by air.
    pub flights: OccasionRate,
    /// Trips by fast train.
    pub rail: OccasionRate,
    /// Those of both that a gate refuses.
    pub barred: Barred,
    /// Applications to a school, by a parent for a child.
    pub schooling: OccasionRate,
    /// Visits to a hospital.
    pub hospital: OccasionRate,
    /// Visits to a venue for select guests.
    pub venues: OccasionRate,
    /// Meetings with a member of one's circle, at each of which a tie can be cut.
    pub meetings: OccasionRate,
    /// Work, money and health.
    pub livelihood: Livelihood,
    /// Responses of citizens to scoring.
    pub response: Response,
    /// Requests for help among acquaintances; `None` where nobody asks.
    pub helping: Option<Helping>,
}

impl Society {
    // Two, since every tie needs another citizen; at most the population of the largest country.
    /// Bounds of the number of citizens.
    pub const CITIZENS: Bounds = Bounds::new(2.0..=1.4e9);
    /// Bounds of the days that are counted [days].
    pub const DAYS: Bounds = Bounds::new(1.0..=36_500.0);
    // Longer than any term, debt or habit of the shipped files by far.
    /// Bounds of the warm-up [days].
    pub const WARM_UP: Bounds = Bounds::new(0.0..=14_600.0);

    /// The first day that measures count; the warm-up is before it.
    ///
    /// ```
    /// use society::{scenario::Society, units::Day};
    ///
    /// let society = Society { warm_up: 365, days: 30, ..Society::example() };
    /// assert_eq!((society.counts_from(), society.horizon()), (Day(365), Day(395)));
    /// ```
    #[must_use]
    pub fn counts_from(&self) -> Day {
        Day(self.warm_up)
    }

    /// The day after the last one.
    #[must_use]
    pub fn horizon(&self) -> Day {
        self.counts_from().after(self.days)
    }

    /// The number of neighborhoods, and the number of citizens in each but the last.
    ///
    /// The size is the smallest multiple of `Chance::RUN` that fills as many neighborhoods as
    /// [`NEIGHBORHOOD`] demands; the last one holds the remainder.
    ///
    /// ```
    /// use society::scenario::Society;
    ///
    /// let city = Society { citizens: 10_000, ..Society::example() };
    /// let (count, size) = city.neighborhoods();
    /// assert!(count == 3 && (count - 1) * size < 10_000 && 10_000 <= count * size);
    /// ```
    #[must_use]
    pub fn neighborhoods(&self) -> (u32, u32) {
        let count = self.citizens.div_ceil(NEIGHBORHOOD);
        let size = self.citizens.div_ceil(count).next_multiple_of(Chance::RUN);
        (self.citizens.div_ceil(size), size)
    }

    /// The kind of place of the neighborhood of this `rank`, `0..` the number of neighborhoods.
    ///
    /// Kinds are dealt in their order, each to the ranks within its share.
    pub(crate) fn place(&self, rank: u32) -> usize {
        let places = &self.population.places;
        let at = (f64::from(rank) + 0.5) / f64::from(self.neighborhoods().0);
        let mut upto = 0.0;
        let within = |place: &Place| {
            upto += place.share.get();
            at < upto
        };
        // Shares sum to 1 only to rounding: a rank past the sum belongs to the last kind.
        places.iter().position(within).unwrap_or(places.len() - 1)
    }

    /// Shares of neighborhoods by kind of place, as near to the shares of the scenario as whole
    /// neighborhoods allow.
    ///
    /// ```
    /// use society::scenario::Society;
    ///
    /// // A single neighborhood cannot be half in the city and half in the country.
    /// assert_eq!(Society::example().homes().iter().sum::<f64>(), 1.0);
    /// assert!(Society::example().homes().contains(&0.0));
    /// ```
    #[must_use]
    pub fn homes(&self) -> Vec<f64> {
        let (count, _) = self.neighborhoods();
        let mut dealt = vec![0u32; self.population.places.len()];
        (0..count).for_each(|rank| dealt[self.place(rank)] += 1);
        dealt.into_iter().map(|dealt| f64::from(dealt) / f64::from(count)).collect()
    }

    /// The behavior of citizens in `conduct`.
    #[must_use]
    pub fn habit(&self, conduct: Conduct) -> &Habit {
        &self.habits[conduct as usize]
    }
}
