//! The sensor that last missed a breach, by citizen.

use serde::{Deserialize, Serialize};

use crate::scoring::Cause;
use crate::units::Resident;

/// The sensor that last missed a breach of each citizen: two bits each, four citizens a byte.
///
/// The sensor alone, and not its points: a sum of 16 bits a citizen would be a tenth of all that changes
/// about them, for a question that is asked when somebody is spared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LastMissed {
    /// Two bits a citizen: 0 none, 1 a camera, 2 a register.
    pub(crate) bits: Vec<u8>,
}

impl LastMissed {
    /// No breach of any of `citizens` citizens missed so far.
    pub(crate) fn new(citizens: usize) -> LastMissed {
        LastMissed { bits: vec![0; citizens.div_ceil(4)] }
    }

    /// Notes a breach that a sensor missed, by the error: [`Cause::Misidentified`] of a camera, any
    /// other of a register.
    pub(crate) fn note(&mut self, who: Resident, error: Cause) {
        let (at, shift) = place(who);
        let sensor = if error == Cause::Misidentified { 1 } else { 2 };
        self.bits[at] = self.bits[at] & !(3 << shift) | sensor << shift;
    }

    /// The error behind the last breach of a citizen that was missed, if any was.
    pub(crate) fn of(&self, who: Resident) -> Option<Cause> {
        let (at, shift) = place(who);
        match self.bits[at] >> shift & 3 {
            0 => None,
            1 => Some(Cause::Misidentified),
            _ => Some(Cause::Misrecorded),
        }
    }
}

/// The byte of a citizen's two bits, and their place in it.
fn place(who: Resident) -> (usize, u32) {
    (usize::from(who) / 4, u32::from(who) % 4 * 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_miss_of_each_citizen_is_their_own() {
        let mut missed = LastMissed::new(6);
        missed.note(Resident(4), Cause::Misidentified);
        missed.note(Resident(5), Cause::Misidentified);
        missed.note(Resident(5), Cause::Misrecorded);
        let of = |who| missed.of(Resident(who));
        assert_eq!([3, 4, 5].map(of), [None, Some(Cause::Misidentified), Some(Cause::Misrecorded)]);
    }
}
