//! The three registers of official records.

/// A register of official records, each linked to a citizen with some error.
///
/// ```
/// use society::scenario::Register;
///
/// assert_eq!(Register::Legal.name(), "legal");
/// assert_eq!(Register::ALL[Register::Medical as usize], Register::Medical);
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
}
