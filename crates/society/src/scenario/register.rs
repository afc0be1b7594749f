//! The three registers of official records.

use super::conduct::Conduct;

/// A register of official records, each linked to a citizen with some error.
///
/// ```
/// use society::scenario::{Conduct, Register};
///
/// assert_eq!(Register::Legal.name(), "legal");
/// assert_eq!(Register::Medical.spurious(), Conduct::Appointment);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Register {
    /// Banks, landlords, utilities, the tax office.
    Financial,
    /// Courts, police, transport operators.
    Legal,
    /// Hospitals and doctors.
    Medical,
}

impl Register {
    /// Every register, in the order of its number.
    pub const ALL: [Register; 3] = [Register::Financial, Register::Legal, Register::Medical];

    /// The register's name in files and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Register::Financial => "financial",
            Register::Legal => "legal",
            Register::Medical => "medical",
        }
    }

    /// The conduct charged by a spurious entry, one without any deed behind it.
    #[must_use]
    pub const fn spurious(self) -> Conduct {
        match self {
            Register::Financial => Conduct::Bills,
            Register::Legal => Conduct::Driving,
            Register::Medical => Conduct::Appointment,
        }
    }
}
