//! The channels of observation that citizens tell apart.

/// A channel of observation, as citizens tell them apart: the certainty of a sanction is one for each.
///
/// ```
/// use society::scenario::{Channel, Register, Watch};
///
/// // Nobody keeps the books of banks and of hospitals apart.
/// let channels = [Register::Financial, Register::Medical].map(|it| Watch::Register(it).channel());
/// assert_eq!(channels, [Channel::Registers; 2]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Cameras.
    Cameras,
    /// Registers of any kind.
    Registers,
    /// People who tell.
    Informants,
}

impl Channel {
    /// The number of channels.
    pub const COUNT: usize = 3;
    /// Every channel, in the order of its number.
    pub const ALL: [Channel; Channel::COUNT] =
        [Channel::Cameras, Channel::Registers, Channel::Informants];

    /// The channel's name in files and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Channel::Cameras => "cameras",
            Channel::Registers => "registers",
            Channel::Informants => "informants",
        }
    }
}
