//! Overrides of a scenario: size, seed and single settings, given apart from its file.

/// Settings that take the place of the file's.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Citizens in place of the file's [citizens].
    pub citizens: Option<u32>,
    /// Days in place of the file's [days].
    pub days: Option<u16>,
    /// Just so many worlds, in place of the file's rule.
    pub worlds: Option<u32>,
    /// The seed in place of the file's.
    pub seed: Option<u64>,
    /// Settings in place of the file's, by address, as a file would write them.
    pub set: Vec<(String, String)>,
}
