//! Units of measures.

/// The unit of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Per 1,000 adults.
    PerThousand,
    /// Per 1,000 citizens, children included.
    PerThousandCitizens,
    /// Per 1,000 adult-years.
    PerThousandYears,
    /// Per 1,000 adult-days.
    PerThousandDays,
    /// Per adult-year.
    PerYear,
    /// Per adult-day.
    PerDay,
    /// A share of 1.
    Share,
    /// Points.
    Points,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// Months of income a year.
    MonthsOfIncome,
    /// From −1 to 1.
    Correlation,
    /// A pure number.
    Ratio,
    /// The scenario's own weights of harm, per adult.
    Harm,
}

impl Unit {
    /// The unit in words, as tables print it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Unit::PerThousand => "per 1,000 adults",
            Unit::PerThousandCitizens => "per 1,000 citizens",
            Unit::PerThousandYears => "per 1,000 adult-years",
            Unit::PerThousandDays => "per 1,000 adult-days",
            Unit::PerYear => "per adult-year",
            Unit::PerDay => "per adult-day",
            Unit::Share => "share",
            Unit::Points => "points",
            Unit::Days => "days",
            Unit::Hours => "hours",
            Unit::MonthsOfIncome => "months of income a year",
            Unit::Correlation => "correlation",
            Unit::Ratio => "ratio",
            Unit::Harm => "harm per adult",
        }
    }
}
