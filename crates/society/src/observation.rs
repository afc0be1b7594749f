//! Observation of acts and its errors: cameras, registers, informants.
//!
//! Recognition is an error model with published rates and nothing more. No face, image or
//! record of anyone exists here, and none could be given: an error is a draw against a rate,
//! and the one it falls on is another synthetic citizen.
//!
//! ```text
//! Sensors.detections   place 0: group 0, 1, … | place 1: group 0, 1, … | …   24 bytes each
//! Sensors.accusations  the same                                               8 bytes each
//! ```
//!
//! An act looks up one entry by place and group; all of a policy's entries lie in a few cache
//! lines, since a society has at most a dozen kinds of place and four groups.

mod accusations;
mod detection;
mod interval;
mod linkage;

pub use accusations::{
    WeightedConducts, conducts_before_cameras, reportable_conducts, spurious_conducts,
};
pub(crate) use detection::coverage;
pub use detection::{Detection, Recognition, Sighting, false_identification};
pub use interval::DrawInterval;
pub use linkage::{LinkOutcome, Linkage};

use crate::population::GroupId;
use crate::scenario::{Cameras, PlaceId, Policy, Register, Society, Watch};
use crate::units::{Share, Threshold};

/// The sensor for acts of one conduct in one kind of place.
#[derive(Clone, Copy, Debug)]
pub enum Sensor<'a> {
    /// Cameras, with an error model for each group.
    Cameras(&'a [Detection]),
    /// A register, with its error model.
    Register(Register, &'a Linkage),
    /// Onlookers alone.
    People,
    /// None: the policy has no sensor of the kind.
    Nobody,
}

/// All sensors of one policy, with their error models for each place and group.
#[derive(Clone, Debug)]
pub struct Sensors {
    cameras: Option<Cameras>,
    /// Error models by place and group.
    detections: Vec<Detection>,
    /// Chances that a citizen is taken for somebody not enrolled who has broken a rule, by place and
    /// group [1/month].
    accusations: Vec<Threshold>,
    /// Breaches that cameras watch for, of those not enrolled, for each citizen [1/month].
    unenrolled_breaches: f64,
    groups: usize,
    registers: [Option<Linkage>; 3],
    /// Share of the neighborhoods in each place.
    homes: Vec<f64>,
    /// Cameras per head in each place, relative to the mean of the society.
    density: Vec<f64>,
}

impl Sensors {
    /// The sensors of `policy` in `society`.
    #[must_use]
    pub fn new(society: &Society, policy: &Policy) -> Sensors {
        let people = &society.population;
        let homes = society.homes();
        let all: f64 = homes.iter().zip(&people.places).map(|(home, at)| home * at.cameras).sum();
        // A society without any camera anywhere still has a density, of zero, in each place.
        let mean = if all > 0.0 { all } else { 1.0 };
        let sensors = Sensors {
            cameras: policy.cameras.clone(),
            detections: Vec::new(),
            accusations: Vec::new(),
            unenrolled_breaches: unenrolled_breaches(society, policy),
            groups: people.groups.len(),
            registers: policy.registers.each_ref().map(|rules| rules.as_ref().map(Linkage::new)),
            homes,
            density: people.places.iter().map(|place| place.cameras / mean).collect(),
        };
        sensors.with_detections()
    }

    /// These sensors with their cameras at another density in each place; see
    /// [`Sensors::density`].
    #[must_use]
    pub fn at(self, density: &[f64]) -> Sensors {
        debug_assert_eq!(density.len(), self.density.len(), "one density for each place");
        Sensors { density: density.to_vec(), ..self }.with_detections()
    }

    /// The density of cameras in each kind of place, relative to the mean.
    #[must_use]
    pub fn density(&self) -> &[f64] {
        &self.density
    }

    /// Whether cameras move to the places of breaches.
    #[must_use]
    pub fn follow(&self) -> bool {
        self.cameras.as_ref().is_some_and(|cameras| cameras.moved > Share::NONE)
    }

    /// Moves the mobile share of the cameras to the places of breaches, in proportion to `found`:
    /// the breaches found in each place. Without any, the cameras stay.
    ///
    /// The feedback of predictive policing (Lum and Isaac 2016), unless the policy weighs the count
    /// of a place by the cameras there.
    pub fn relocate_cameras(&mut self, found: &[i64]) {
        debug_assert_eq!(found.len(), self.density.len(), "one count for each place");
        let Some(cameras) = &self.cameras else { return };
        let weights = self.weights(found, cameras.weighed);
        let all: f64 = weights.iter().sum();
        if all > 0.0 {
            let (moved, stay) = (cameras.moved.get(), cameras.moved.rest().get());
            let places = self.density.iter_mut().zip(&self.homes).zip(weights);
            for ((density, home), weight) in places.filter(|it| *it.0.1 > 0.0) {
                *density = stay * *density + moved * (weight / all) / home;
            }
            (self.detections, self.accusations) = (self.detections(), self.accusations());
        }
    }

    /// The weight of each place as a destination of cameras: its breaches found, or, if `weighed`,
    /// these per camera.
    fn weights(&self, found: &[i64], weighed: bool) -> Vec<f64> {
        let weight = |(&found, (&home, &density)): (&i64, (&f64, &f64))| {
            let cameras = home * density;
            match (found as f64, weighed) {
                (found, false) => found,
                (found, true) if cameras > 0.0 => found / cameras,
                _ => 0.0,
            }
        };
        found.iter().zip(self.homes.iter().zip(&self.density)).map(weight).collect()
    }

    fn with_detections(self) -> Sensors {
        Sensors { detections: self.detections(), accusations: self.accusations(), ..self }
    }

    /// The error models of each place and group, at the present density.
    fn detections(&self) -> Vec<Detection> {
        self.by_place_and_group(|filmed, rates| Detection::new(rates, filmed))
    }

    /// The chances of each place and group to be accused in place of one who is not enrolled, at the
    /// present density.
    ///
    /// The factor of the one accused counts: a face whose group is confused more easily answers to more
    /// of the searches for strangers.
    fn accusations(&self) -> Vec<Threshold> {
        self.by_place_and_group(|filmed, rates| {
            let found = filmed.get() * rates.false_identification.get();
            Share::clamped(self.unenrolled_breaches * found).threshold()
        })
    }

    /// A value for each place, by the share of its acts that is filmed, and group; none without cameras.
    fn by_place_and_group<T>(&self, value: impl Fn(Share, Recognition) -> T) -> Vec<T> {
        let Some(cameras) = &self.cameras else { return Vec::new() };
        let groups = (0..self.groups as u8).map(GroupId);
        let rates: Vec<Recognition> =
            groups.map(|group| Recognition::new(cameras, group)).collect();
        let filmed = |&density: &f64| coverage(cameras.reach, cameras.per_head * density);
        let places = self.density.iter().map(filmed);
        places
            .flat_map(|filmed| rates.iter().map(|&rates| value(filmed, rates)).collect::<Vec<_>>())
            .collect()
    }

    /// Whether any citizen can be taken for somebody not enrolled.
    #[must_use]
    pub(crate) fn accuse(&self) -> bool {
        self.accusations.iter().any(|chance| chance.bound() > 0)
    }

    /// The chance that a citizen of `group` in a place of kind `place` is taken, this month, for
    /// somebody not enrolled who has broken a rule before a camera.
    ///
    /// # Panics
    ///
    /// Without cameras.
    #[must_use]
    pub(crate) fn accusation(&self, place: PlaceId, group: GroupId) -> Threshold {
        self.accusations[usize::from(place) * self.groups + usize::from(group)]
    }

    /// The sensor for acts watched by `watch` in a place of kind `place`.
    #[inline]
    #[must_use]
    pub fn watch(&self, watch: Watch, place: PlaceId) -> Sensor<'_> {
        match watch {
            Watch::People => Sensor::People,
            Watch::Cameras => {
                // A policy without cameras has no entries: `get` covers it without a second condition.
                let from = usize::from(place) * self.groups;
                self.detections
                    .get(from..from + self.groups)
                    .map_or(Sensor::Nobody, Sensor::Cameras)
            }
            Watch::Register(register) => self.registers[register as usize]
                .as_ref()
                .map_or(Sensor::Nobody, |linkage| Sensor::Register(register, linkage)),
        }
    }

    /// The draws of sight at which an act in a place of kind `place` is filmed: none without cameras.
    ///
    /// The same for every group, since a camera stands where it stands.
    #[must_use]
    pub(crate) fn filmed(&self, place: PlaceId) -> Threshold {
        let of = self.detections.get(usize::from(place) * self.groups);
        of.map_or(Threshold::NEVER, |detection| detection.filmed())
    }

    /// Passages of one adult before cameras in a place of kind `place` [1/day].
    #[must_use]
    pub fn passing(&self, place: PlaceId) -> f64 {
        self.cameras.as_ref().map_or(0.0, |cameras| {
            cameras.passes * cameras.per_head * self.density[usize::from(place)]
        })
    }
}

/// Breaches that cameras watch for, of people not enrolled, for each citizen [1/month]: the rate at
/// which citizens would break the rule where nothing is scored, times the people not enrolled.
fn unenrolled_breaches(society: &Society, policy: &Policy) -> f64 {
    let watched = accusations::watched(policy, Watch::Cameras);
    let breaches: f64 = watched.map(|conduct| society.habit(conduct).breaches().get()).sum();
    policy.cameras.as_ref().map_or(0.0, |cameras| cameras.unenrolled * breaches / 12.0)
}
