//! Messages between neighborhoods: sent on one day, read on the next morning.
//!
//! Nothing else passes from one neighborhood to another, so that a day needs no lock: a lookalike
//! falsely accused, a colliding identity in a register, an acquaintance falsely reported, a relative
//! charged over ties. A message that stays in its own neighborhood waits for the morning all the same;
//! otherwise the number of citizens in a neighborhood would change results.

use serde::{Deserialize, Serialize};

use super::charge::Charge;
use crate::scenario::Conduct;
use crate::scoring::Cause;
use crate::units::{Citizen, Points};

/// A charge, or points over the ties of kin, addressed to a citizen anywhere in the society.
///
/// Eight bytes, since millions are on their way in a nation at once. Charges among the messages of
/// a morning are read in their own order, not in that of their arrival, so that neither threads nor
/// processes can change a result.
///
/// ```text
/// bit       31  30 …         17  16 …  9   8      7 …  0
/// content   1 | points [grains], above −2³⁰                from kin
///           0 | conduct        | cause   | kept | delay    a charge
/// ```
///
/// A message is opaque: a checkpoint saves and restores it whole, as a recorder of a long run does:
///
/// ```
/// use society::scenario::Scenario;
/// use society::twins::Twins;
/// use society::units::Seed;
/// use society::world::Message;
///
/// let scenario = Scenario::example();
/// let mut twins = Twins::new(&scenario, Seed(1));
/// (0..30).for_each(|_| twins.run_day());
/// let pending: Vec<Message> = twins.worlds()[0].pending_messages().flatten().copied().collect();
///
/// // Without a policy nobody is accused of anything.
/// assert_eq!(twins.worlds()[1].pending_messages().count(), 0);
///
/// // Every addressee is a citizen of the same society.
/// let mut other = Twins::new(&scenario, Seed(1));
/// let (population, worlds) = other.people_and_worlds();
/// assert!(worlds[0].restore_messages(population, pending));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    /// The addressee.
    pub(crate) to: Citizen,
    /// Points from kin, or a charge, by the highest bit.
    content: u32,
}

impl Message {
    /// The bit that marks points from kin.
    const KIN: u32 = 1 << 31;
    /// The content that stands for no points from kin.
    const ZERO: i32 = 1 << 30;

    /// Points over the ties of kin, exact within ±2³⁰ grains: thousands of times the width of any
    /// scale.
    pub(crate) fn from_kin(to: Citizen, points: Points) -> Message {
        // Held, not wrapped: a sum of many relatives' points is worth no more than a scale is wide.
        let grains = points.grains().clamp(-Message::ZERO, Message::ZERO - 1);
        Message { to, content: Message::KIN | (grains + Message::ZERO).cast_unsigned() }
    }

    /// The same content to another addressee: one charge goes to each of a citizen's relatives.
    pub(crate) fn forwarded(self, to: Citizen) -> Message {
        Message { to, ..self }
    }

    /// A charge to the real account: in truth the act was not the addressee's.
    pub(crate) fn with(to: Citizen, charge: Charge) -> Message {
        // Truth is left out: the addressee did nothing, whatever the charge says of the one who did.
        debug_assert!(charge.real, "a message always goes on record");
        let (conduct, cause) = (charge.conduct as u32, charge.cause as u32);
        let content = conduct << 17 | cause << 9 | u32::from(charge.kept) << 8;
        Message { to, content: content | u32::from(charge.delay) }
    }

    /// The message as two words, for another process or a digest.
    pub(crate) fn words(self) -> [u32; 2] {
        [self.to.0, self.content]
    }

    /// The message of these two words, as [`Message::words`] gave them.
    pub(crate) fn from_words([to, content]: [u32; 2]) -> Message {
        Message { to: Citizen(to), content }
    }

    /// Points from kin, even where they add up to nothing; `None` for a charge.
    #[inline]
    pub(crate) fn kin(self) -> Option<Points> {
        let grains = (self.content & !Message::KIN) as i32 - Message::ZERO;
        (self.content & Message::KIN != 0).then(|| Points::from_grains(grains))
    }

    /// The charge; only of a message that is not from kin. It is always on record alone.
    pub(crate) fn charge(self) -> Charge {
        debug_assert!(self.kin().is_none(), "points from kin are no charge");
        Charge {
            conduct: Conduct::ALL[(self.content >> 17) as usize],
            cause: Cause::ALL[(self.content >> 9 & 255) as usize],
            kept: self.content >> 8 & 1 == 1,
            delay: self.content as u8,
            // The one charged did nothing, at no hour.
            hour: 0,
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
            let message = Message::from_kin(Citizen(7), Points::from_grains(grains));
            assert_eq!(message.kin(), Some(Points::from_grains(grains)));
        }
        for (conduct, cause) in Conduct::ALL.into_iter().zip(Cause::ALL.into_iter().cycle()) {
            for (kept, delay) in [(false, 0), (true, 255)] {
                let charge =
                    Charge { conduct, kept, cause, delay, hour: 0, real: true, shadow: false };
                let message = Message::with(Citizen(u32::MAX), charge);
                let read = message.charge();
                assert_eq!(message.kin(), None);
                assert_eq!((read.conduct, read.kept), (conduct, kept));
                assert_eq!((read.cause, read.delay), (cause, delay));
                assert_eq!(Message::from_words(message.words()), message);
            }
        }
    }
}
