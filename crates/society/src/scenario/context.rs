//! Areas of life, by which a penalty far from its deed is recognized.

/// An area of life, to which both conducts and gates belong.
///
/// A penalty whose gate lies in another area than the charged conduct counts as unrelated.
///
/// ```
/// use society::scenario::{Conduct, Context, Gate};
///
/// assert_eq!(Conduct::Crossing.context(), Context::Road);
/// assert_ne!(Conduct::Crossing.context(), Gate::School.context());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Context {
    /// Bills, debts, taxes, fines.
    Money,
    /// Streets.
    Road,
    /// Trains, planes, buses.
    Transport,
    /// Doctors and hospitals.
    Health,
    /// Jobs and pay.
    Work,
    /// Schools.
    Education,
    /// Charity, volunteering, recycling.
    Civic,
    /// The internet.
    Communication,
    /// Public speech.
    Speech,
    /// Games and venues.
    Leisure,
}

impl Context {
    /// Every context, in the order of its number.
    pub const ALL: [Context; 10] = [
        Context::Money,
        Context::Road,
        Context::Transport,
        Context::Health,
        Context::Work,
        Context::Education,
        Context::Civic,
        Context::Communication,
        Context::Speech,
        Context::Leisure,
    ];

    /// The context's name in files and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Context::Money => "money",
            Context::Road => "road",
            Context::Transport => "transport",
            Context::Health => "health",
            Context::Work => "work",
            Context::Education => "education",
            Context::Civic => "civic",
            Context::Communication => "communication",
            Context::Speech => "speech",
            Context::Leisure => "leisure",
        }
    }
}
