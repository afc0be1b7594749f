//! Standing: bands and lists, and the terms that each gate grants them.
//!
//! A [`Standing`] is a band and a set of lists, of eight bands and four lists at most, so that all
//! effects of a policy fit into tables that are computed once:
//!
//! ```text
//! index   | band (3) | lists (4) |            128 standings
//! own     [[Terms; gates]; 128]               one's own standing
//! shared  [[Terms; gates]; 128]               that of anyone in the household
//! ```

mod effects;
mod terms;

pub use terms::{Lists, Standing, Terms};

use effects::{Effects, fine, terms};

use crate::scenario::{Gate, Policy};
use crate::units::{Score, Thousandths, Threshold};

/// The gates of one policy: their terms for every standing.
///
/// ```
/// use society::{scenario::{Gate, Policy}, standing::{Gates, Lists, Standing}};
///
/// let gates = Gates::new(&Policy::none());
/// let anyone = Standing { band: 0, lists: Lists::default() };
/// assert!(Gate::ALL.iter().all(|&gate| !gates.screens(gate)));
/// assert!(!gates.restricts(anyone) && !gates.terms(Gate::Flight, anyone).is_penalty());
/// ```
#[derive(Clone, Debug)]
pub struct Gates {
    /// The lowest score of each band but the first [grains]; above every score where there is none.
    bands: [u16; 8],
    black: Lists,
    /// By standing, as all columns below: under any penalty.
    restricted: Vec<bool>,
    /// Shunned by others.
    worst: Vec<bool>,
    /// Terms by one's own standing, then by that of a household member, by standing and gate.
    own: Vec<[Terms; Gate::COUNT]>,
    shared: Vec<[Terms; Gate::COUNT]>,
    /// Monthly fines, by standing.
    fines: Vec<Thousandths>,
    /// Gates that check the standing of the whole household.
    household: [bool; Gate::COUNT],
    /// Gates that check any standing.
    screened: [bool; Gate::COUNT],
    /// Whether a standing affects others in the household.
    affects_household: Vec<bool>,
    /// Whether all effects on others in the household are penalties.
    household_effects_are_penalties: bool,
    /// Whether a standing has monthly effects: on the line, the travel card, or by a fine.
    monthly: Vec<bool>,
}

impl Gates {
    /// The gates of `policy`.
    #[must_use]
    pub fn new(policy: &Policy) -> Gates {
        let effects = Effects::new(policy);
        let black = effects.black;
        let restricts = |at| effects.penalize(at) || effects.is_blacklisted(at);
        Gates {
            bands: std::array::from_fn(|at| {
                policy.bands.get(at + 1).map_or(u16::MAX, |band| band.from.0)
            }),
            black,
            // Tables of 128 answers: a gate asks thousands of times a day, a policy changes rarely.
            restricted: Standing::all().map(restricts).collect(),
            worst: Standing::all()
                .map(|at| effects.is_blacklisted(at) || (at.band == 0 && effects.penalize(at)))
                .collect(),
            own: Standing::all().map(|at| effects.own_terms(at)).collect(),
            shared: Standing::all().map(|at| terms(&effects.on_household(at))).collect(),
            fines: Standing::all().map(|at| fine(&effects.on_citizen(at))).collect(),
            household_effects_are_penalties: Standing::all()
                .all(|at| !effects.change_household(at) || restricts(at)),
            affects_household: Standing::all().map(|at| effects.change_household(at)).collect(),
            monthly: Standing::all().map(|at| effects.change_month(at)).collect(),
            household: Gate::ALL.map(|gate| effects.on_household_at(gate)),
            screened: Gate::ALL.map(|gate| effects.all().any(|effect| effect.gate == gate)),
        }
    }

    /// The band of a score, 0 to 7; 0 without bands.
    ///
    /// A count over all eight bounds: the loop unrolls to one vector comparison, where a search
    /// would branch on the score.
    #[inline]
    #[must_use]
    pub(crate) fn band(&self, score: Score) -> u8 {
        self.bands.iter().map(|&from| u8::from(score.0 >= from)).sum()
    }

    /// The blacklists among the lists.
    #[must_use]
    pub fn black(&self) -> Lists {
        self.black
    }

    /// Whether a citizen of this standing is restricted: under a penalty, or on a blacklist.
    #[inline]
    #[must_use]
    pub fn restricts(&self, at: Standing) -> bool {
        self.restricted[at.index()]
    }

    /// Whether others shun this standing: on a blacklist, or in a lowest band with penalties.
    #[inline]
    #[must_use]
    pub fn shuns(&self, at: Standing) -> bool {
        self.worst[at.index()]
    }

    /// The terms of `gate` by a citizen's own standing.
    #[inline]
    #[must_use]
    pub fn terms(&self, gate: Gate, at: Standing) -> Terms {
        self.own[at.index()][gate as usize]
    }

    /// The chance of refusal at `gate` by a citizen's own standing.
    #[inline]
    #[must_use]
    pub fn refusal(&self, gate: Gate, at: Standing) -> Threshold {
        self.own[at.index()][gate as usize].refuse
    }

    /// The terms of `gate` for everyone in the household of a citizen of this standing.
    #[must_use]
    pub fn shared(&self, gate: Gate, at: Standing) -> Terms {
        self.shared[at.index()][gate as usize]
    }

    /// The monthly fine of this standing.
    #[must_use]
    pub fn fine(&self, at: Standing) -> Thousandths {
        self.fines[at.index()]
    }

    /// Whether this standing affects others in the household.
    #[inline]
    #[must_use]
    pub fn affects_household(&self, at: Standing) -> bool {
        self.affects_household[at.index()]
    }

    /// Whether all effects on others in the household are penalties, so that only restricted citizens
    /// cause any.
    #[inline]
    #[must_use]
    pub fn only_restricted_affect_household(&self) -> bool {
        self.household_effects_are_penalties
    }

    /// Whether this standing has monthly effects.
    #[inline]
    #[must_use]
    pub fn is_felt_monthly(&self, at: Standing) -> bool {
        self.monthly[at.index()]
    }

    /// Whether `gate` checks any standing.
    #[inline]
    #[must_use]
    pub fn screens(&self, gate: Gate) -> bool {
        self.screened[gate as usize]
    }

    /// Whether `gate` checks the standing of the whole household.
    #[inline]
    #[must_use]
    pub fn asks_household(&self, gate: Gate) -> bool {
        self.household[gate as usize]
    }
}
