//! What is known of what happened, and what is got wrong: cameras, registers, informants.
//!
//! Recognition is an error model with published rates and nothing more. No face, image or
//! record of anyone exists here, and none could be given: an error is a draw against a rate,
//! and the one it falls on is another synthetic citizen.

use crate::scenario::{Cameras, Policy, Register, RegisterRules, Society, Watch};
use crate::units::{Share, Threshold};

/// What a camera made of an act, in the order of the draws that lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sighting {
    /// Filmed, and put to somebody else.
    Mistaken,
    /// Filmed, and put to the one who did it.
    Named,
    /// Filmed, and put to no one.
    Unnamed,
    /// No camera looked.
    Unfilmed,
}

/// What a register made of a deed, in the order of the draws that lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkOutcome {
    /// Joined to somebody else.
    FalseLink,
    /// Joined to the one who did it.
    Linked,
    /// Joined to no one.
    Missed,
}

/// What looks at acts of one kind in one kind of place.
#[derive(Clone, Copy, Debug)]
pub enum Sensor<'a> {
    /// Cameras, with a lens over each group.
    Cameras(&'a [Detection]),
    /// A register.
    Register(Register, &'a Linkage),
    /// Nobody but people who are there.
    People,
    /// Nobody: what would look does not exist under this policy.
    Nobody,
}

/// A span of draws: what is left of the chance in a draw that has already decided something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawInterval {
    from: u64,
    upto: u64,
}

impl DrawInterval {
    /// Every draw there is.
    pub const ALL: DrawInterval = DrawInterval { from: 0, upto: 1 << 32 };

    /// The draws that `bound` does not admit.
    fn above(bound: Threshold) -> DrawInterval {
        DrawInterval { from: bound.bound(), upto: 1 << 32 }
    }

    /// Whether `draw`, which lies in the span, lies in the upper `share` of it: a second decision
    /// by the same draw, independent of the first.
    #[inline]
    #[must_use]
    pub fn upper(self, share: Threshold, draw: u32) -> bool {
        let part = (u128::from(self.upto - self.from) * u128::from(share.bound())) >> 32;
        u128::from(draw) >= u128::from(self.upto) - part
    }
}

/// The eyes of one policy, worked out from its rates for each place and group.
#[derive(Clone, Debug)]
pub struct Sensors {
    cameras: Option<Cameras>,
    /// The lens over each group in each place.
    detections: Vec<Detection>,
    groups: usize,
    registers: [Option<Linkage>; 3],
    /// Share of the neighbourhoods in each place.
    homes: Vec<f64>,
    /// Cameras per head in each place, in those of the society.
    density: Vec<f64>,
}

/// Bounds of one draw for a sighting in one kind of place and one group: falsely matched, then
/// rightly named, then filmed and nameless, then not filmed at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detection {
    mistaken: Threshold,
    named: Threshold,
    filmed: Threshold,
}

/// Bounds of one draw for an entry, by group: misjoined, then joined, then missed.
#[derive(Clone, Copy, Debug)]
pub struct Linkage {
    misjoined: [Threshold; 4],
    joined: Threshold,
}

impl Detection {
    /// What becomes of an act when `draw` decides.
    ///
    /// False matches come first, so that a larger gallery or a poorer picture only ever adds to
    /// them on shared draws.
    #[inline]
    #[must_use]
    pub fn look(self, draw: u32) -> Sighting {
        let bounds = [self.mistaken, self.named, self.filmed];
        // Each bound is as high as the one before it: what a processor cannot foresee is added up
        // instead of asked.
        match bounds.map(|bound| u8::from(!bound.admits(draw))).iter().sum() {
            0 => Sighting::Mistaken,
            1 => Sighting::Named,
            2 => Sighting::Unnamed,
            3.. => Sighting::Unfilmed,
        }
    }

    /// The draws that lead to this sighting.
    #[inline]
    #[must_use]
    pub fn span(self, sighting: Sighting) -> DrawInterval {
        let (from, upto) = match sighting {
            Sighting::Mistaken => (0, self.mistaken.bound()),
            Sighting::Named => (self.mistaken.bound(), self.named.bound()),
            Sighting::Unnamed => (self.named.bound(), self.filmed.bound()),
            Sighting::Unfilmed => (self.filmed.bound(), 1 << 32),
        };
        DrawInterval { from, upto }
    }

    /// Shares of acts mistaken and named.
    #[must_use]
    pub fn shares(self) -> (f64, f64) {
        let share = |bound: u64| bound as f64 / 4_294_967_296.0;
        let (mistaken, named) = (self.mistaken.bound(), self.named.bound());
        (share(mistaken), share(named.saturating_sub(mistaken)))
    }
}

/// Chance that a sighting of a face is matched to a wrong one: 1 − exp(−N · FMR · k), with N
/// faces in the gallery, FMR false matches per comparison, and k for group and picture.
#[must_use]
pub fn false_identification(gallery: u64, false_match: Share, factor: f64) -> Share {
    Share::clamped(-libm::expm1(-(gallery as f64) * false_match.get() * factor))
}

/// Share of public places that cameras cover: 1 − exp(−reach · cameras per head).
#[must_use]
pub fn coverage(reach: f64, per_head: f64) -> Share {
    Share::clamped(-libm::expm1(-reach * per_head))
}

impl Sensors {
    /// The eyes of `policy` in `society`.
    #[must_use]
    pub fn new(society: &Society, policy: &Policy) -> Sensors {
        let people = &society.population;
        let homes = society.homes();
        let all: f64 = homes.iter().zip(&people.places).map(|(home, at)| home * at.cameras).sum();
        let mean = if all > 0.0 { all } else { 1.0 };
        let sensors = Sensors {
            cameras: policy.cameras.clone(),
            detections: Vec::new(),
            groups: people.groups.len(),
            registers: policy.registers.each_ref().map(|rules| rules.as_ref().map(Linkage::new)),
            homes,
            density: people.places.iter().map(|place| place.cameras / mean).collect(),
        };
        sensors.focused()
    }

    /// These eyes with their cameras where others stand; see [`Sensors::density`].
    #[must_use]
    pub fn at(self, density: &[f64]) -> Sensors {
        Sensors { density: density.to_vec(), ..self }.focused()
    }

    /// How densely cameras stand in each kind of place, in times the mean.
    #[must_use]
    pub fn density(&self) -> &[f64] {
        &self.density
    }

    /// Whether cameras move to where breaches are found.
    #[must_use]
    pub fn follow(&self) -> bool {
        self.cameras.as_ref().is_some_and(|cameras| cameras.moved > Share::NONE)
    }

    /// Moves cameras to where breaches were found: `found` of them in each place. Where none were
    /// found at all, the cameras stay.
    pub fn follow_up(&mut self, found: &[i64]) {
        let Some(cameras) = &self.cameras else { return };
        let weighed = |(&found, (&home, &density)): (&i64, (&f64, &f64))| {
            let stands = home * density;
            match (found as f64, cameras.weighed) {
                (found, false) => found,
                (found, true) if stands > 0.0 => found / stands,
                _ => 0.0,
            }
        };
        let places = self.homes.iter().zip(&self.density);
        let weights: Vec<f64> = found.iter().zip(places).map(weighed).collect();
        let all: f64 = weights.iter().sum();
        if all > 0.0 {
            let (moved, stay) = (cameras.moved.get(), cameras.moved.rest().get());
            for ((density, home), weight) in
                self.density.iter_mut().zip(&self.homes).zip(weights).filter(|it| *it.0.1 > 0.0)
            {
                *density = stay * *density + moved * (weight / all) / home;
            }
            self.detections = self.detections();
        }
    }

    fn focused(self) -> Sensors {
        Sensors { detections: self.detections(), ..self }
    }

    /// The lens over each group in each place, as the cameras stand.
    fn detections(&self) -> Vec<Detection> {
        let Some(cameras) = &self.cameras else { return Vec::new() };
        let here = |&density: &f64| coverage(cameras.reach, cameras.per_head * density);
        let detection =
            |filmed| (0..self.groups).map(move |group| Detection::new(cameras, filmed, group));
        self.density.iter().map(here).flat_map(detection).collect()
    }

    /// What looks, in a place of kind `place`, at acts that are to be known by `watch`.
    #[inline]
    #[must_use]
    pub fn watch(&self, watch: Watch, place: usize) -> Sensor<'_> {
        match watch {
            Watch::People => Sensor::People,
            Watch::Cameras => {
                let from = place * self.groups;
                self.detections
                    .get(from..from + self.groups)
                    .map_or(Sensor::Nobody, Sensor::Cameras)
            }
            Watch::Register(register) => self.registers[register as usize]
                .as_ref()
                .map_or(Sensor::Nobody, |linkage| Sensor::Register(register, linkage)),
        }
    }

    /// Times a day that one adult who does nothing passes a camera in a place of kind `place`
    /// [1/day].
    #[must_use]
    pub fn passing(&self, place: usize) -> f64 {
        self.cameras
            .as_ref()
            .map_or(0.0, |cameras| cameras.passes * cameras.per_head * self.density[place])
    }
}

impl Detection {
    fn new(cameras: &Cameras, filmed: Share, group: usize) -> Detection {
        let factor = cameras.quality * cameras.false_match_by_group[group];
        let mistaken = false_identification(cameras.gallery, cameras.false_match, factor).get();
        let named = (1.0 - mistaken) * cameras.missed_by_group[group].rest().get();
        Detection {
            mistaken: Share::clamped(filmed.get() * mistaken).threshold(),
            named: Share::clamped(filmed.get() * (mistaken + named)).threshold(),
            filmed: filmed.threshold(),
        }
    }

    /// The lens of a camera that is sure to look: what becomes of a face that passes one.
    #[must_use]
    pub fn before(cameras: &Cameras, group: usize) -> Detection {
        Detection::new(cameras, Share::ALL, group)
    }
}

impl Linkage {
    fn new(rules: &RegisterRules) -> Linkage {
        let misjoined = |factor: f64| Share::clamped(rules.false_link.get() * factor).threshold();
        Linkage {
            misjoined: rules.false_link_by_group.map(misjoined),
            joined: rules.missed.rest().threshold(),
        }
    }

    /// The draws that lead to no entry on the one who did it: missed.
    #[inline]
    #[must_use]
    pub fn missed(&self) -> DrawInterval {
        DrawInterval::above(self.joined)
    }

    /// What becomes of a deed of someone of `group` when `draw` decides.
    #[inline]
    #[must_use]
    pub fn enter(&self, group: usize, draw: u32) -> LinkOutcome {
        let bounds = [self.misjoined[group], self.joined];
        match bounds.map(|bound| u8::from(!bound.admits(draw))).iter().sum() {
            0 => LinkOutcome::FalseLink,
            1 => LinkOutcome::Linked,
            2.. => LinkOutcome::Missed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cameras(gallery: u64) -> Cameras {
        Cameras {
            per_head: 0.43,
            reach: 1.0,
            passes: 10.0,
            gallery,
            false_match: Share::clamped(1.67e-8),
            false_match_by_group: vec![1.0, 10.0],
            missed_by_group: vec![Share::clamped(0.11); 2],
            quality: 1.0,
            lookalikes_stick: true,
            moved: Share::NONE,
            weighed: false,
        }
    }

    /// National Physical Laboratory 2023: 1 in 60,000 at 1,000 faces, 1 in 6,000 at 10,000.
    #[test]
    fn false_identifications_meet_the_two_published_rates() {
        for (gallery, published) in [(1_000, 1.0 / 60_000.0), (10_000, 1.0 / 6_000.0)] {
            let found = false_identification(gallery, Share::clamped(1.67e-8), 1.0).get();
            assert!((found / published - 1.0).abs() < 0.01, "{gallery}: {found}");
        }
    }

    /// Of the draws from 1,000 to 5,000, the upper quarter are the 1,000 from 4,000 on.
    #[test]
    fn the_upper_share_of_a_span_is_counted_from_its_end() {
        let span = DrawInterval { from: 1_000, upto: 5_000 };
        let quarter = Share::clamped(0.25).threshold();
        let told: Vec<u32> = (1_000..5_000).filter(|&draw| span.upper(quarter, draw)).collect();
        assert_eq!((told.len(), told[0]), (1_000, 4_000));
        assert!(!span.upper(Share::NONE.threshold(), 4_999));
        assert!(span.upper(Share::ALL.threshold(), 1_000));
        assert!(
            !DrawInterval::ALL.upper(quarter, (3 << 30) - 1)
                && DrawInterval::ALL.upper(quarter, 3 << 30)
        );
    }

    #[test]
    fn the_shares_of_a_lens_are_those_of_its_rates() {
        let (mistaken, named) = Detection::before(&cameras(10_000_000), 0).shares();
        let wrong = 1.0 - libm::exp(-0.167);
        assert!((mistaken - wrong).abs() < 1e-9, "{mistaken}");
        assert!((named - (1.0 - wrong) * 0.89).abs() < 1e-9, "{named}");
    }

    #[test]
    fn a_larger_gallery_loses_no_false_match_on_any_draw() {
        let (small, large) =
            (Detection::before(&cameras(1 << 20), 0), Detection::before(&cameras(1 << 24), 0));
        for draw in (0..u32::MAX).step_by(65_521) {
            if small.look(draw) == Sighting::Mistaken {
                assert_eq!(large.look(draw), Sighting::Mistaken);
            }
        }
    }

    #[test]
    fn the_group_with_ten_times_the_false_matches_has_about_ten_times_the_mistakes() {
        let cameras = cameras(100_000);
        let (river, _) = Detection::before(&cameras, 0).shares();
        let (hill, _) = Detection::before(&cameras, 1).shares();
        assert!((9.8..10.0).contains(&(hill / river)), "{}", hill / river);
    }
}
