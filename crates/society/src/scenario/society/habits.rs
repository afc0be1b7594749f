//! Habits: the rate of each occasion and the choice made at it.

use crate::scenario::bounds::Bounds;
use crate::scenario::gate::Gate;
use crate::units::{PerYear, Share};

/// The citizens eligible for an occasion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eligible {
    /// Every adult.
    Adults,
    /// The head of each household alone.
    Heads,
    /// The head of each household with a child of school age.
    Parents,
    /// Adults under 60.
    WorkingAge,
}

/// The rate of an occasion, and the citizens eligible for it.
///
/// ```
/// use society::scenario::{Eligible, OccasionRate, Society};
///
/// // From the age of 60 on, half as many flights.
/// let flights = OccasionRate { by_age: [1.0, 1.0, 1.0, 0.5], ..Society::example().flights };
/// assert_eq!(flights.who, Eligible::Adults);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OccasionRate {
    /// Mean rate per eligible citizen, within [`OccasionRate::RATE`] [1/year].
    pub rate: PerYear,
    /// Eligible citizens.
    pub who: Eligible,
    /// Whether the rate grows with mobility.
    pub mobile: bool,
    /// Factors on the rate for the ages 18 to 29, 30 to 44, 45 to 59, and 60 or more, each within
    /// [`OccasionRate::BY_AGE`].
    pub by_age: [f64; 4],
}

impl OccasionRate {
    /// Bounds of the rate [1/year].
    pub const RATE: Bounds = Bounds::new(0.0..=365.0);
    /// Bounds of the factor for an age.
    pub const BY_AGE: Bounds = Bounds::new(0.0..=10.0);
}

/// The trips that a gate refuses: the tickets that are asked for in vain, and the slow train instead.
///
/// ```
/// use society::{scenario::Barred, units::Share};
///
/// // By default a ticket is asked for at each trip, and nobody travels who is refused one.
/// let barred = Barred::default();
/// assert_eq!((barred.tickets, barred.slow_train), ([1.0; 2], Share::NONE));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Barred {
    /// Tickets asked for on a trip that is refused, by plane and by fast train, the mean within
    /// [`Barred::TICKETS`].
    pub tickets: [f64; 2],
    /// Share of refused trips by fast train that a slow train makes instead.
    pub slow_train: Share,
    /// Time that a slow train takes longer, within [`Barred::SLOWER`] [hours].
    pub slower: u8,
}

impl Barred {
    /// Bounds of the tickets asked for on a refused trip.
    pub const TICKETS: Bounds = Bounds::new(0.0..=10.0);
    /// Bounds of the time that a slow train takes longer [hours].
    pub const SLOWER: Bounds = Bounds::new(0.0..=100.0);
}

impl Default for Barred {
    fn default() -> Barred {
        Barred { tickets: [1.0; 2], slow_train: Share::NONE, slower: 0 }
    }
}

/// The behavior of citizens in one conduct: a logit model of the choice at each occasion.
///
/// At each occasion a citizen breaks the rule (omits the good deed, commits the disfavored act) with
/// a probability whose logit falls with conscientiousness, perceived certainty of a sanction and what
/// is at stake, and rises with hardship and resignation.
///
/// ```
/// use society::scenario::{Conduct, Habit, Society};
///
/// // Bills that no sanction makes anyone pay: disposition, hardship and resignation decide.
/// let bills = *Society::example().habit(Conduct::Bills);
/// let undeterred = Habit { certainty: 0.0, ..bills };
/// assert!(Habit::RESPONSE.contains(undeterred.certainty));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Habit {
    /// The occasion of the choice.
    pub occasion: OccasionRate,
    /// Share of occasions with a breach where nothing is scored, strictly between 0 and 1.
    pub breaks: Share,
    /// Fall of the logit per standard deviation of conscientiousness, within
    /// [`Habit::DISPOSITION`].
    pub disposition: f64,
    /// Fall of the logit under a certain sanction at a full stake, within [`Habit::RESPONSE`].
    pub certainty: f64,
    /// Rise of the logit from no hardship to full hardship, within [`Habit::RESPONSE`].
    pub hardship: f64,
    /// Rise of the logit from no resignation to full resignation, within [`Habit::RESPONSE`].
    pub resignation: f64,
    /// Harm of one breach in the scenario's own weights, within [`Habit::HARM`] [harm].
    pub harm: u8,
    /// Share of occasions in view of others.
    pub open: Share,
    /// The gate passed before the occasion, if any: no occasion arises where it refuses.
    pub behind: Option<Gate>,
}

impl Habit {
    /// Breaches of an eligible citizen where nothing is scored.
    #[must_use]
    pub fn breaches(&self) -> PerYear {
        self.occasion.rate.part(self.breaks)
    }

    /// Bounds of the weight of conscientiousness.
    pub const DISPOSITION: Bounds = Bounds::new(0.0..=4.0);
    // The table of the logistic function ends at −8 and 8, beyond which a weight changes nothing.
    /// Bounds of the weights of certainty, hardship and resignation.
    pub const RESPONSE: Bounds = Bounds::new(0.0..=8.0);
    /// Bounds of the harm of one breach [harm].
    pub const HARM: Bounds = Bounds::new(0.0..=100.0);
}
