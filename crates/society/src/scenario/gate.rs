//! The nine gates: services with access by standing.

use super::context::Context;

/// A gate: a service that checks the standing of a citizen before it serves.
///
/// ```
/// use society::scenario::{Context, Gate};
///
/// assert_eq!(Gate::Fare.name(), "fare");
/// assert_eq!(Gate::Loan.context(), Context::Money);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Gate {
    /// A plane ticket.
    Flight,
    /// A fast train, or business class on it.
    Rail,
    /// A school that charges fees, for a child.
    School,
    /// A job.
    Job,
    /// A hospital and its queue.
    Hospital,
    /// The internet line of the household.
    Internet,
    /// The monthly card of public transport.
    Fare,
    /// A venue for select guests.
    Venue,
    /// A loan.
    Loan,
}

impl Gate {
    /// The number of gates.
    pub const COUNT: usize = 9;

    /// Every gate, in the order of its number.
    pub const ALL: [Gate; Gate::COUNT] = [
        Gate::Flight,
        Gate::Rail,
        Gate::School,
        Gate::Job,
        Gate::Hospital,
        Gate::Internet,
        Gate::Fare,
        Gate::Venue,
        Gate::Loan,
    ];

    /// The gate's name in files and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Gate::Flight => "flight",
            Gate::Rail => "rail",
            Gate::School => "school",
            Gate::Job => "job",
            Gate::Hospital => "hospital",
            Gate::Internet => "internet",
            Gate::Fare => "fare",
            Gate::Venue => "venue",
            Gate::Loan => "loan",
        }
    }

    /// The area of life that the gate opens or closes.
    #[must_use]
    pub const fn context(self) -> Context {
        match self {
            Gate::Flight | Gate::Rail | Gate::Fare => Context::Transport,
            Gate::School => Context::Education,
            Gate::Job => Context::Work,
            Gate::Hospital => Context::Health,
            Gate::Internet => Context::Communication,
            Gate::Venue => Context::Leisure,
            Gate::Loan => Context::Money,
        }
    }
}
