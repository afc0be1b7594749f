//! Identity of a measure, in place of its name.
//!
//! A misspelt name would be a question without an answer, found out only where somebody misses the
//! figure. The constants are the only measures that code refers to; a test holds each of them
//! against the catalogue.

use crate::scenario::{Gate, ListId};

/// A measure: its place in the [`catalogue`](super::catalogue()), from 0.
///
/// ```
/// use society::measures::{MeasureId, catalogue};
///
/// let measure = &catalogue()[MeasureId::RESTRICTED_EVER.number()];
/// assert_eq!(measure.name, "restricted.ever");
/// assert_eq!(MeasureId::named("restricted.ever"), Some(MeasureId::RESTRICTED_EVER));
/// assert_eq!(MeasureId::named("restricted.evr"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureId(u16);

impl MeasureId {
    /// The identity of the measure in this place of the catalogue.
    pub(super) const fn new(number: usize) -> MeasureId {
        MeasureId(number as u16)
    }

    /// The place in the [`catalogue`](super::catalogue()), and in every row of values.
    #[must_use]
    pub const fn number(self) -> usize {
        self.0 as usize
    }

    /// Adults on a list of the policy at the end.
    #[must_use]
    pub const fn listed(list: ListId) -> MeasureId {
        assert!(list.0 < 4, "a policy has four lists at most");
        MeasureId(MeasureId::LISTED.0 + list.0 as u16)
    }

    /// Refusals at a gate.
    #[must_use]
    pub const fn refused(gate: Gate) -> MeasureId {
        MeasureId(MeasureId::REFUSED.0 + gate as u16)
    }

    /// Refusals at a gate that true deeds would not bring.
    #[must_use]
    pub const fn refused_wrongly(gate: Gate) -> MeasureId {
        MeasureId(MeasureId::REFUSED_WRONGLY.0 + gate as u16)
    }
}

/// Writes the constants, and for the test the name that each of them must have.
macro_rules! constants {
    ($( $(#[$doc:meta])* $visibility:vis $constant:ident = $number:literal, $name:literal; )*) => {
        impl MeasureId {
            $( $(#[$doc])* $visibility const $constant: MeasureId = MeasureId($number); )*
        }
        #[cfg(test)]
        const NAMES: &[(&str, MeasureId)] = &[$( ($name, MeasureId::$constant) ),*];
    };
}

constants! {
    /// Duties broken, detected or not.
    pub TRANSGRESSIONS = 0, "transgressions";
    /// Adults restricted at the end.
    pub RESTRICTED = 19, "restricted";
    /// Adults restricted at some time.
    pub RESTRICTED_EVER = 20, "restricted.ever";
    /// Days of restriction.
    pub RESTRICTED_DAYS = 21, "restricted.days";
    /// Adults on a blacklist at some time.
    pub BLACKLISTED_EVER = 22, "blacklisted.ever";
    LISTED = 23, "listed.first";
    /// Citizens barred from planes at some time.
    pub GROUNDED_EVER = 35, "grounded.ever";
    /// Citizens barred from fast trains at some time.
    pub OFF_RAIL_EVER = 36, "off-rail.ever";
    REFUSED = 46, "refused.flight";
    /// Adults wrongly restricted at some time.
    pub WRONGED_EVER = 84, "wronged.ever";
    /// Days of wrongful restriction.
    pub WRONGFUL_DAYS = 89, "wrongful.days";
    /// Days of wrongful restriction that began with a false match by a camera.
    pub MISIDENTIFIED_DAYS = 90, "wrongful.days.misidentified";
    /// Refusals at any gate that true deeds would not bring.
    pub REFUSALS_WRONGLY = 96, "refusals.wrongly";
    REFUSED_WRONGLY = 97, "refusals.wrongly.flight";
    /// Fines for acts that an error put to the wrong adult.
    pub FINES_WRONGLY = 106, "fines.wrongly";
    /// Letters of warning for such acts.
    pub WARNINGS_WRONGLY = 107, "warnings.wrongly";
    /// Adults free whose true deeds would restrict them.
    pub SPARED = 108, "spared";
    /// Share of deducted points that came over ties.
    pub OVER_TIES_SHARE = 128, "over-ties.share";
    /// Lawful critical speech.
    pub LAWFUL_SPEAKING = 142, "lawful.speaking";
    /// Perceived certainty, by channel.
    pub CERTAINTY_CAMERAS = 144, "certainty.cameras";
    /// See [`MeasureId::CERTAINTY_CAMERAS`].
    pub CERTAINTY_REGISTERS = 145, "certainty.registers";
    /// See [`MeasureId::CERTAINTY_CAMERAS`].
    pub CERTAINTY_INFORMANTS = 146, "certainty.informants";
    /// Hardship of adults.
    pub HARDSHIP = 148, "hardship";
    /// Health of adults.
    pub HEALTH = 149, "health";
    /// Share of adults under 60 in work.
    pub IN_WORK = 150, "in-work";
    /// Mean score of adults.
    pub SCORE = 174, "score";
    /// Adults restricted at some time here, and never in the baseline.
    pub RESTRICTED_ONLY_HERE = 211, "twin.restricted.only-here";
    /// Adults restricted at some time in the baseline, and never here.
    pub RESTRICTED_ONLY_THERE = 212, "twin.restricted.only-there";
    /// Restrictions begun.
    pub RESTRICTIONS = 217, "restrictions";
}

#[cfg(test)]
mod tests {
    use super::super::catalogue;
    use super::*;

    #[test]
    fn every_constant_is_the_measure_of_its_name() {
        let mut wrong = Vec::new();
        for &(name, id) in NAMES {
            let found = MeasureId::named(name).map(MeasureId::number);
            if found != Some(id.number()) {
                wrong.push(format!("{name} is number {found:?}, not {}", id.number()));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn lists_and_gates_follow_in_their_order() {
        let all = catalogue();
        for (list, name) in (0..).map(ListId).zip(["first", "second", "third", "fourth"]) {
            assert_eq!(all[MeasureId::listed(list).number()].name, format!("listed.{name}"));
        }
        for gate in Gate::ALL {
            let name = format!("refused.{}", gate.name());
            assert_eq!(all[MeasureId::refused(gate).number()].name, name);
            let name = format!("refusals.wrongly.{}", gate.name());
            assert_eq!(all[MeasureId::refused_wrongly(gate).number()].name, name);
        }
    }
}
