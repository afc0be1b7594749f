//! Rules by which a study has run enough worlds.

use reader::Stop;
use society::measures::MeasureId;
use society::scenario::TwinId;

use crate::estimate::{Estimate, Precision, estimate, is_enough};
use crate::layout::Layout;
use crate::world::{WorldResult, values};

/// Rule by which a study ends.
///
/// It is asked after each world in the order of their numbers, so that its answer is the same on
/// any machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StopRule {
    /// After this many worlds.
    Worlds(u32),
    /// As soon as a measure of the first twin is known.
    Known {
        /// The measure that decides.
        measure: MeasureId,
        /// The precision that is enough.
        within: Precision,
        /// Fewest worlds.
        least: u32,
        /// Most worlds, known or not.
        most: u32,
    },
}

impl StopRule {
    /// Rule of a scenario file.
    ///
    /// ```
    /// use lab::study::StopRule;
    /// use society::measures::MeasureId;
    ///
    /// let loaded = reader::read("as-reported", &reader::Overrides::default()).expect("it ships");
    /// let rule = StopRule::of(&loaded.stop);
    /// assert_eq!(rule.measure(), Some(MeasureId::WRONGFUL_DAYS));
    /// assert_eq!(rule.most(), loaded.stop.most);
    /// ```
    ///
    /// # Panics
    ///
    /// Where the catalogue has no such measure, which the reader refuses.
    #[must_use]
    pub fn of(stop: &Stop) -> StopRule {
        let measure = MeasureId::named(&stop.measure);
        let measure = measure.unwrap_or_else(|| panic!("the reader let `{}` pass", stop.measure));
        StopRule::Known {
            measure,
            within: Precision(stop.within),
            least: stop.least,
            most: stop.most,
        }
    }

    /// Most worlds that a study by this rule runs.
    #[must_use]
    pub fn most(&self) -> u32 {
        match *self {
            StopRule::Worlds(count) => count,
            StopRule::Known { most, .. } => most,
        }
    }

    /// Measure that decides; `None` where the number of worlds alone does.
    #[must_use]
    pub fn measure(&self) -> Option<MeasureId> {
        match *self {
            StopRule::Worlds(_) => None,
            StopRule::Known { measure, .. } => Some(measure),
        }
    }

    /// Estimate of the measure that decides, over some worlds.
    #[must_use]
    pub fn estimate<'a>(
        &self,
        worlds: impl IntoIterator<Item = &'a WorldResult>,
    ) -> Option<Estimate> {
        estimate(values(worlds, TwinId::STUDIED, Layout::EVERYONE, self.measure()?))
    }

    /// Whether `counted` worlds, of which some have these values of the deciding measure, are
    /// enough.
    pub(super) fn is_met(&self, counted: u32, found: &[f64]) -> bool {
        // Failed worlds count and bring no value. Without the second condition a scenario whose
        // worlds all fail would never stop.
        let by_value = match *self {
            StopRule::Worlds(_) => false,
            StopRule::Known { within, least, most, .. } => {
                is_enough(found, within, least as usize..=most as usize)
            }
        };
        counted >= self.most() || by_value
    }
}
