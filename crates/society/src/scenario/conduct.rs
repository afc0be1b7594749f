//! The thirteen conducts: regular choices of citizens, regulated by a policy or not.

use serde::{Deserialize, Serialize};

use super::context::Context;

/// A conduct: a regular occasion with a choice, such as a bill that is paid or left unpaid.
///
/// ```
/// use society::scenario::{Conduct, Nature};
///
/// assert_eq!(Conduct::ALL.len(), Conduct::COUNT);
/// assert_eq!(Conduct::LateGaming.name(), "late-gaming");
/// assert_eq!(Conduct::Speaking.nature(), Nature::Disfavored);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Conduct {
    /// Paying the month's bills.
    Bills,
    /// Paying what a court has ordered.
    CourtDebt,
    /// Giving to charity.
    Charity,
    /// Volunteering.
    Volunteering,
    /// Sorting the week's recycling.
    Recycling,
    /// Crossing the street by the law.
    Crossing,
    /// Driving by the law.
    Driving,
    /// Behaving on trains and planes.
    Travel,
    /// Keeping a medical appointment.
    Appointment,
    /// Filing taxes.
    Taxes,
    /// Speaking critically: lawful, disfavored.
    Speaking,
    /// Gaming late at night: lawful, disfavored.
    LateGaming,
    /// Paying back a loan.
    Loan,
}

/// The moral and legal kind of a conduct, which decides between harm, benefit and neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// A rule that is kept or broken; a breach is a transgression.
    Duty,
    /// A good deed that is done or left undone, owed by nobody.
    Virtue,
    /// A lawful act that the authorities disapprove of.
    Disfavored,
}

impl Conduct {
    /// The number of conducts.
    pub const COUNT: usize = 13;

    /// Every conduct, in the order of its number.
    pub const ALL: [Conduct; Conduct::COUNT] = [
        Conduct::Bills,
        Conduct::CourtDebt,
        Conduct::Charity,
        Conduct::Volunteering,
        Conduct::Recycling,
        Conduct::Crossing,
        Conduct::Driving,
        Conduct::Travel,
        Conduct::Appointment,
        Conduct::Taxes,
        Conduct::Speaking,
        Conduct::LateGaming,
        Conduct::Loan,
    ];

    /// The conduct's name in files and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Conduct::Bills => "bills",
            Conduct::CourtDebt => "court-debt",
            Conduct::Charity => "charity",
            Conduct::Volunteering => "volunteering",
            Conduct::Recycling => "recycling",
            Conduct::Crossing => "crossing",
            Conduct::Driving => "driving",
            Conduct::Travel => "travel",
            Conduct::Appointment => "appointment",
            Conduct::Taxes => "taxes",
            Conduct::Speaking => "speaking",
            Conduct::LateGaming => "late-gaming",
            Conduct::Loan => "loan",
        }
    }

    /// Whether the conduct is a duty, a virtue, or lawful and disfavored.
    #[must_use]
    pub const fn nature(self) -> Nature {
        match self {
            Conduct::Charity | Conduct::Volunteering => Nature::Virtue,
            Conduct::Speaking | Conduct::LateGaming => Nature::Disfavored,
            _ => Nature::Duty,
        }
    }

    /// The area of life that the conduct belongs to.
    #[must_use]
    pub const fn context(self) -> Context {
        match self {
            Conduct::Bills | Conduct::CourtDebt | Conduct::Taxes | Conduct::Loan => Context::Money,
            Conduct::Charity | Conduct::Volunteering | Conduct::Recycling => Context::Civic,
            Conduct::Crossing | Conduct::Driving => Context::Road,
            Conduct::Travel => Context::Transport,
            Conduct::Appointment => Context::Health,
            Conduct::Speaking => Context::Speech,
            Conduct::LateGaming => Context::Leisure,
        }
    }
}
