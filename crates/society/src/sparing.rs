//! The cause by which a citizen is free despite their true deeds.

use crate::scoring::{Cause, Deed};

/// The cause by which a citizen is free despite their true deeds, told when it begins.
///
/// An act that only onlookers could see is no cause: in truth too it counts where one tells of it.
///
/// ```
/// use society::scoring::{Cause, Deed};
/// use society::sparing::Sparing;
///
/// assert_eq!(Sparing::of(Deed::Ties, Some(Cause::Misidentified)), Sparing::Ties);
/// assert_eq!(Sparing::of(Deed::FirstDay, Some(Cause::Misidentified)), Sparing::Cameras);
/// assert_eq!(Sparing::of(Deed::FirstDay, None), Sparing::Other);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Sparing {
    /// The last breach that nobody put to the citizen was missed by a camera.
    Cameras,
    /// The last breach that nobody put to the citizen was missed by a register.
    Registers,
    /// Points over ties lifted the score.
    Ties,
    /// An appeal gave points back, or ended a listing.
    Redress,
    /// None of these: gains for show or for another's deed, or terms that end apart.
    Other,
}

impl Sparing {
    /// Causes.
    pub const COUNT: usize = 5;

    /// Every cause, in the order of its number.
    pub const ALL: [Sparing; Sparing::COUNT] =
        [Sparing::Cameras, Sparing::Registers, Sparing::Ties, Sparing::Redress, Sparing::Other];

    /// The cause, by the reason of the move that spares, and the error behind the `last_missed` breach.
    ///
    /// The move first: it alone is certain to have come between the two standings.
    #[must_use]
    pub const fn of(deed: Deed, last_missed: Option<Cause>) -> Sparing {
        match (deed, last_missed) {
            (Deed::Ties, _) => Sparing::Ties,
            (Deed::Redress, _) => Sparing::Redress,
            (_, Some(Cause::Misidentified)) => Sparing::Cameras,
            (_, Some(_)) => Sparing::Registers,
            (_, None) => Sparing::Other,
        }
    }

    /// The name in tables and in the names of measures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Sparing::Cameras => "missed-by-cameras",
            Sparing::Registers => "missed-by-registers",
            Sparing::Ties => "over-ties",
            Sparing::Redress => "redress",
            Sparing::Other => "otherwise",
        }
    }
}
