//! Lines of a trace.

/// A line of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Column of citizens or of their state, or `#` and the name of a count.
    pub column: String,
    /// Text of the line; in lines of a day it begins with the day.
    pub text: String,
}
