//! Messages between neighborhoods: sent on one day, read on the next morning.

use serde::{Deserialize, Serialize};

use super::charge::Charge;
use crate::scenario::Conduct;
use crate::scoring::Cause;
use crate::units::Points;

/// A charge, or points over the ties of kin, addressed to a citizen anywhere in the society.
///
/// Eight bytes, since millions are on their way in a nation at once. Charges among the messages of
/// a morning are read in their own order, whatever order they arrive in, so that neither threads
/// nor processes can change a result.
///
/// ```text
/// content   1 | points [grains] above 2³⁰                       from kin
///           0 | conduct (from bit 17) | cause (8) | kept (1) | delay (8)
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    /// The addressee, by number in the society.
    pub(crate) to: u32,
    content: u32,
}

impl Message {
    /// The bit that marks points from kin.
    const KIN: u32 = 1 << 31;
    /// The content that stands for no points from kin.
    const ZERO: i32 = 1 << 30;

    /// Points over the ties of kin, exact within ±2³⁰ grains: thousands of times the width of any
    /// scale.
    pub(crate) fn from_kin(to: u32, points: Points) -> Message {
        let grains = points.grains().clamp(-Message::ZERO, Message::ZERO - 1);
        Message { to, content: Message::KIN | (grains + Message::ZERO).cast_unsigned() }
    }

    /// The same content to another addressee.
    pub(crate) fn forwarded(self, to: u32) -> Message {
        Message { to, ..self }
    }

    /// A charge to the real account: in truth the act was not the addressee's.
    pub(crate) fn with(to: u32, charge: Charge) -> Message {
        debug_assert!(charge.real, "a message always goes on record");
        let (conduct, cause) = (charge.conduct as u32, charge.cause as u32);
        let content = conduct << 17 | cause << 9 | u32::from(charge.kept) << 8;
        Message { to, content: content | u32::from(charge.delay) }
    }

    /// The message as two words, for another process.
    pub(crate) fn words(self) -> [u32; 2] {
        [self.to, self.content]
    }

    /// The message of these two words.
    pub(crate) fn from_words([to, content]: [u32; 2]) -> Message {
        Message { to, content }
    }

    /// Points from kin, even where they add up to nothing; `None` for a charge.
    #[inline]
    pub(crate) fn kin(self) -> Option<Points> {
        let grains = (self.content & !Message::KIN) as i32 - Message::ZERO;
        (self.content & Message::KIN != 0).then(|| Points::from_grains(grains))
    }

    /// The charge; only of a message that is not from kin.
    pub(crate) fn charge(self) -> Charge {
        debug_assert!(self.kin().is_none(), "points from kin are no charge");
        Charge {
            conduct: Conduct::ALL[(self.content >> 17) as usize],
            cause: Cause::ALL[(self.content >> 9 & 255) as usize],
            kept: self.content >> 8 & 1 == 1,
            delay: self.content as u8,
            real: true,
            shadow: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_carries_its_content_unchanged() {
        for grains in [0, 1, -1, 65_535, -65_535, 200_000_000, -200_000_000] {
            let message = Message::from_kin(7, Points::from_grains(grains));
            assert_eq!(message.kin(), Some(Points::from_grains(grains)));
        }
        for (conduct, cause) in Conduct::ALL.into_iter().zip(Cause::ALL.into_iter().cycle()) {
            for (kept, delay) in [(false, 0), (true, 255)] {
                let charge = Charge { conduct, kept, cause, delay, real: true, shadow: false };
                let message = Message::with(u32::MAX, charge);
                let read = message.charge();
                assert_eq!(message.kin(), None);
                assert_eq!((read.conduct, read.kept), (conduct, kept));
                assert_eq!((read.cause, read.delay), (cause, delay));
                assert_eq!(Message::from_words(message.words()), message);
            }
        }
    }
}
