//! Overrides of a scenario: size, seed and single settings, given apart from its file.

/// Settings that take the place of the file's; a field left at its default leaves the file as it is.
///
/// ```
/// use reader::{Overrides, read};
///
/// let set = vec![("appeal.delay".to_owned(), "10".to_owned())];
/// let changes = Overrides { days: Some(365), set, ..Overrides::default() };
/// let loaded = read("as-reported", &changes).expect("it ships");
/// assert_eq!(loaded.scenario.society().days, 365);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Citizens in place of the file's [citizens].
    pub citizens: Option<u32>,
    /// Days in place of the file's [days].
    pub days: Option<u16>,
    /// Just so many worlds, in place of the file's rule.
    pub worlds: Option<u32>,
    /// Worlds told apart by cause, in place of the file's; 0 for none.
    pub cause_worlds: Option<u32>,
    /// The seed in place of the file's.
    pub seed: Option<u64>,
    /// Settings in place of the file's, by address, as a file would write them.
    pub set: Vec<(String, String)>,
    /// Whether they make a scenario of its own, such as that of `nosedive demo`, and are told as no change.
    pub is_own_scenario: bool,
    /// Whether numbers may lie outside the range that their author gives them.
    pub beyond_range: bool,
}
