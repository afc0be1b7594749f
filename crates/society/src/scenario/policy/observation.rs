//! Observation: cameras, registers and informants, with published error rates.

use crate::scenario::bounds::Bounds;
use crate::scenario::channel::Channel;
use crate::scenario::conduct::Conduct;
use crate::scenario::register::Register;
use crate::units::{PerYear, Share};

/// The means by which a conduct is observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// By cameras, where there are any.
    Cameras,
    /// By an entry in a register.
    Register(Register),
    /// By other people alone.
    People,
}

impl Watch {
    /// The channel of these means.
    #[must_use]
    pub fn channel(self) -> Channel {
        match self {
            Watch::Cameras => Channel::Cameras,
            Watch::Register(_) => Channel::Registers,
            Watch::People => Channel::Informants,
        }
    }
}

/// Cameras in public places with face recognition: an error model with published rates.
///
/// ```
/// use society::scenario::{Cameras, Policy};
///
/// let cameras = Policy::example().cameras.expect("the example has cameras");
/// let twice = Cameras { per_head: 2.0 * cameras.per_head, ..cameras };
/// assert!(Cameras::PER_HEAD.contains(twice.per_head));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Cameras {
    /// Cameras per head of the society, within [`Cameras::PER_HEAD`] [1/citizen].
    pub per_head: f64,
    /// Coverage exponent: e^(−reach) of public places stay unfilmed at one camera per head, within
    /// [`Cameras::REACH`].
    pub reach: f64,
    /// Daily passes of an adult before a camera at one camera per head, within
    /// [`Cameras::PASSES`] [1/day].
    pub passes: f64,
    /// Faces compared with each sighting, within [`Cameras::GALLERY`] [faces].
    pub gallery: u64,
    /// Probability of a false match per comparison.
    pub false_match: Share,
    /// Factor on false matches for each group, within [`Cameras::FALSE_MATCH_BY_GROUP`].
    pub false_match_by_group: Vec<f64>,
    /// Share of sightings that miss the right face, for each group.
    pub missed_by_group: Vec<Share>,
    /// Factor on false matches for poor pictures, within [`Cameras::QUALITY`].
    pub quality: f64,
    /// People before the cameras who are not in the gallery, for each one who is, within
    /// [`Cameras::UNENROLLED`]. Every citizen is in it.
    pub unenrolled: f64,
    /// Whether errors repeat on the same lookalikes; otherwise each is drawn afresh.
    pub lookalikes_stick: bool,
    /// Monthly share of cameras moved to the places of detected breaches [1/month].
    pub moved: Share,
    /// Whether detections in a place are divided by its cameras before the move.
    pub weighed: bool,
}

impl Cameras {
    /// Bounds of the number of cameras per head [1/citizen].
    pub const PER_HEAD: Bounds = Bounds::new(0.0..=10.0);
    /// Bounds of the coverage exponent.
    pub const REACH: Bounds = Bounds::new(0.0..=100.0);
    /// Bounds of the passes before a camera [1/day].
    pub const PASSES: Bounds = Bounds::new(0.0..=1000.0);
    /// Bounds of the size of the gallery [faces].
    pub const GALLERY: Bounds = Bounds::new(1.0..=1e10);
    /// Bounds of a group's factor on false matches.
    pub const FALSE_MATCH_BY_GROUP: Bounds = Bounds::new(0.0..=1000.0);
    /// Bounds of a group's factor on missed faces, as a file gives it.
    pub const MISSED_BY_GROUP: Bounds = Bounds::new(0.0..=100.0);
    /// Bounds of the factor for poor pictures.
    pub const QUALITY: Bounds = Bounds::new(0.0..=10_000.0);
    // A trial in a crowd: a thousand strangers for each face on the list.
    /// Bounds of the people not in the gallery, for each one who is.
    pub const UNENROLLED: Bounds = Bounds::new(0.0..=10_000.0);
}

/// A register of a policy: its delay, its linkage errors and its weight.
///
/// ```
/// use society::scenario::{Policy, Register, RegisterRules};
/// use society::units::Share;
///
/// let mut policy = Policy::example();
/// let legal = &mut policy.registers[Register::Legal as usize];
/// // A register that links every entry to the right citizen, but for entries without a deed.
/// *legal = legal.map(|rules| RegisterRules { missed: Share::NONE, false_link: Share::NONE, ..rules });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegisterRules {
    /// Delay from the deed to the entry, within [`RegisterRules::DELAY`] [days].
    pub delay: u8,
    /// Share of entries linked to nobody.
    pub missed: Share,
    /// Share of entries linked to the wrong citizen.
    pub false_link: Share,
    /// Factor on false links for each of up to four groups, within
    /// [`RegisterRules::FALSE_LINK_BY_GROUP`]; missed and false links sum to at most 1.
    pub false_link_by_group: [f64; 4],
    /// Rate of entries without any deed, per adult, within [`RegisterRules::SPURIOUS`] [1/year].
    pub spurious: PerYear,
    /// Weights of the conducts that such entries accuse of, each within
    /// [`RegisterRules::SPURIOUS_OF`] and not all 0; `None` for as often as each is broken. Those of
    /// conducts that the register does not watch count for nothing.
    pub spurious_of: Option<[f64; Conduct::COUNT]>,
    /// Factor on the points of every entry, within [`RegisterRules::WEIGHT`].
    pub weight: f64,
}

impl RegisterRules {
    // A late entry waits in a ring with one slot a day, and its delay travels as one byte.
    /// Bounds of the delay [days].
    pub const DELAY: Bounds = Bounds::new(0.0..=255.0);
    /// Bounds of a group's factor on false links.
    pub const FALSE_LINK_BY_GROUP: Bounds = Bounds::new(0.0..=1000.0);
    // Drawn once a month: a higher rate could not show.
    /// Bounds of the rate of entries without any deed [1/year].
    pub const SPURIOUS: Bounds = Bounds::new(0.0..=12.0);
    /// Bounds of the weight of a conduct among entries without any deed.
    pub const SPURIOUS_OF: Bounds = Bounds::new(0.0..=1000.0);
    /// Bounds of the factor on points.
    pub const WEIGHT: Bounds = Bounds::new(0.0..=10.0);
}

/// Informants: reports of citizens on one another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Informants {
    /// Probability that a visible breach, otherwise undetected, is reported.
    pub tells: Share,
    /// Rate of false reports on an acquaintance, per adult, within [`Informants::LIES`] [1/year].
    pub lies: PerYear,
}

impl Informants {
    // Drawn once a month: a higher rate could not show.
    /// Bounds of the rate of false reports [1/year].
    pub const LIES: Bounds = Bounds::new(0.0..=12.0);
}
