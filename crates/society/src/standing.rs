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

use crate::scenario::{Color, Context, Effect, EffectKind, EffectTarget, Gate, List, Policy};
use crate::units::{Score, Share, Threshold};

/// The set of lists of a citizen, a bit for each.
///
/// ```
/// use society::standing::Lists;
///
/// let lists = Lists::default().with(0).with(3);
/// assert!(lists.has(3) && !lists.has(1));
/// assert_eq!(lists, Lists(0b1001));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lists(pub u8);

impl Lists {
    /// Whether list `number`, 0 to 3, is in the set.
    #[inline]
    #[must_use]
    pub fn has(self, number: usize) -> bool {
        self.0 >> number & 1 == 1
    }

    /// The set with list `number`, 0 to 3.
    #[must_use]
    pub fn with(self, number: usize) -> Lists {
        Lists(self.0 | 1 << number)
    }
}

/// The standing of a citizen: all that a gate sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The band of the score, from the lowest, 0 to 7; 0 without a score.
    pub band: u8,
    /// The lists of the citizen.
    pub lists: Lists,
}

impl Standing {
    /// Standings: eight bands by sixteen sets of lists.
    const COUNT: usize = 8 * 16;

    fn index(self) -> usize {
        usize::from(self.band) << 4 | usize::from(self.lists.0)
    }

    fn from_index(index: usize) -> Standing {
        Standing { band: (index >> 4) as u8, lists: Lists((index & 15) as u8) }
    }
}

/// The terms of a gate for one standing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Chance of refusal.
    pub refuse: Threshold,
    /// Share added to the wait, or taken off it where negative [1/256].
    pub wait: i32,
    /// Share taken off the price [1/256].
    pub discount: i32,
    /// Share taken off the speed of the line [1/256].
    pub throttle: i32,
    /// The context of the gravest penalty.
    pub context: Context,
}

impl Terms {
    /// The terms of a gate without effects: it serves.
    fn open(gate: Gate) -> Terms {
        let refuse = Share::NONE.threshold();
        Terms { refuse, wait: 0, discount: 0, throttle: 0, context: gate.context() }
    }

    /// Whether any of the terms is a penalty.
    #[must_use]
    pub fn is_penalty(&self) -> bool {
        self.refuse > Threshold::default() || self.wait > 0 || self.throttle > 0
    }

    /// The terms where both these and `other` apply: the graver of each, and the context of the
    /// later penalty.
    #[must_use]
    pub fn and(self, other: Terms) -> Terms {
        Terms {
            refuse: self.refuse.max(other.refuse),
            // Signed: a redlist hurries and a blacklist slows; the stronger of the two holds.
            wait: if other.wait.abs() > self.wait.abs() { other.wait } else { self.wait },
            discount: self.discount.max(other.discount),
            throttle: self.throttle.max(other.throttle),
            context: if other.is_penalty() { other.context } else { self.context },
        }
    }

    /// These terms with one more effect.
    fn apply(self, effect: &Effect) -> Terms {
        let parts = |share: Share| libm::round(share.get() * 256.0) as i32;
        let mut terms = Terms::open(effect.gate);
        match effect.does {
            EffectKind::Refuse(share) => terms.refuse = share.threshold(),
            EffectKind::Slow(share) => terms.wait = parts(share),
            EffectKind::Hurry(share) => terms.wait = -parts(share),
            EffectKind::Discount(share) => terms.discount = parts(share),
            EffectKind::Throttle(share) => terms.throttle = parts(share),
            EffectKind::Fine(_) | EffectKind::Admit => {}
        }
        terms.context = effect.context;
        self.and(terms)
    }
}

/// The gates of one policy: their terms for every standing.
///
/// ```
/// use society::{scenario::{Gate, Policy}, standing::{Gates, Lists, Standing}, units::Score};
///
/// let gates = Gates::new(&Policy::none());
/// let anyone = Standing { band: gates.band(Score(0)), lists: Lists::default() };
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
    /// Monthly fines, by standing [1/1000 of a month's income].
    fines: Vec<i32>,
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
        let effects = Effects { policy, black: blacklists(&policy.lists) };
        let black = effects.black;
        let standings = || (0..Standing::COUNT).map(Standing::from_index);
        let restricts = |at| effects.penalize(at) || effects.is_blacklisted(at);
        Gates {
            bands: std::array::from_fn(|at| {
                policy.bands.get(at + 1).map_or(u16::MAX, |band| band.from.0)
            }),
            black,
            // Tables of 128 answers: a gate asks thousands of times a day, a policy changes rarely.
            restricted: standings().map(restricts).collect(),
            worst: standings()
                .map(|at| effects.is_blacklisted(at) || (at.band == 0 && effects.penalize(at)))
                .collect(),
            own: standings().map(|at| effects.own_terms(at)).collect(),
            shared: standings().map(|at| terms(&effects.on_household(at))).collect(),
            fines: standings().map(|at| fine(&effects.on_citizen(at))).collect(),
            household_effects_are_penalties: standings()
                .all(|at| !effects.change_household(at) || restricts(at)),
            affects_household: standings().map(|at| effects.change_household(at)).collect(),
            monthly: standings().map(|at| effects.change_month(at)).collect(),
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
    pub fn band(&self, score: Score) -> u8 {
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

    /// The monthly fine of this standing [1/1000 of a month's income].
    #[must_use]
    pub fn fine(&self, at: Standing) -> i32 {
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

/// The blacklists among the lists of a policy.
fn blacklists(lists: &[List]) -> Lists {
    let black = lists.iter().enumerate().filter(|(_, list)| list.color == Color::Black);
    black.fold(Lists::default(), |all, (number, _)| all.with(number))
}

/// The effects of a policy, by the standing to which they apply.
struct Effects<'a> {
    policy: &'a Policy,
    black: Lists,
}

impl<'a> Effects<'a> {
    /// All effects of any size.
    fn all(&self) -> impl Iterator<Item = &'a Effect> {
        self.policy.effects.iter().filter(|effect| !effect.does.is_nothing())
    }

    /// Effects of a standing on the citizen, or on children, without a standing of their own.
    fn on_citizen(&self, at: Standing) -> Vec<&'a Effect> {
        let own = self.all().filter(|effect| effect.falls_on != EffectTarget::Household);
        own.filter(|effect| self.applies(effect, at)).collect()
    }

    /// Effects of a standing on everyone in the household.
    fn on_household(&self, at: Standing) -> Vec<&'a Effect> {
        let shared = self.all().filter(|effect| effect.falls_on == EffectTarget::Household);
        shared.filter(|effect| self.applies(effect, at)).collect()
    }

    /// Whether any effect at `gate` falls on the household.
    fn on_household_at(&self, gate: Gate) -> bool {
        let mut here = self.all().filter(|effect| effect.gate == gate);
        here.any(|effect| effect.falls_on == EffectTarget::Household)
    }

    fn is_blacklisted(&self, at: Standing) -> bool {
        at.lists.0 & self.black.0 != 0
    }

    /// Whether `effect` applies to a standing: by its band, by a list, or by any blacklist under a
    /// policy with penalties everywhere.
    fn applies(&self, effect: &Effect, at: Standing) -> bool {
        let banded = !self.policy.bands.is_empty() && effect.bands.contains(&at.band);
        let listed = effect.lists.iter().any(|&list| at.lists.has(usize::from(list)));
        let everywhere =
            self.policy.everywhere && effect.does.is_penalty() && self.is_blacklisted(at);
        banded || listed || everywhere
    }

    /// Whether any penalty applies to a standing.
    fn penalize(&self, at: Standing) -> bool {
        self.all().any(|effect| effect.does.is_penalty() && self.applies(effect, at))
    }

    fn own_terms(&self, at: Standing) -> [Terms; Gate::COUNT] {
        let here = self.on_citizen(at);
        closed(terms(&here), &here, &self.policy.effects)
    }

    /// Whether a standing changes anything for others in the household.
    fn change_household(&self, at: Standing) -> bool {
        let terms = terms(&self.on_household(at));
        terms.iter().zip(Gate::ALL).any(|(terms, gate)| *terms != Terms::open(gate))
    }

    /// Whether a standing has monthly effects on the citizen.
    fn change_month(&self, at: Standing) -> bool {
        let here = self.on_citizen(at);
        let terms = terms(&here);
        let differs = |&gate: &Gate| terms[gate as usize] != Terms::open(gate);
        fine(&here) > 0 || [Gate::Internet, Gate::Fare].iter().any(differs)
    }
}

/// The terms of each gate under these effects.
fn terms(here: &[&Effect]) -> [Terms; Gate::COUNT] {
    let mut terms = Gate::ALL.map(Terms::open);
    for effect in here {
        let gate = effect.gate as usize;
        terms[gate] = terms[gate].apply(effect);
    }
    terms
}

/// These terms, with every gate closed that is reserved by an effect of the policy and not opened
/// by one of those `here`.
fn closed(
    mut terms: [Terms; Gate::COUNT],
    here: &[&Effect],
    all: &[Effect],
) -> [Terms; Gate::COUNT] {
    let admits = |effect: &Effect, gate| effect.does == EffectKind::Admit && effect.gate == gate;
    for gate in Gate::ALL {
        let select = all.iter().any(|effect| admits(effect, gate));
        if select && !here.iter().any(|effect| admits(effect, gate)) {
            terms[gate as usize].refuse = Share::ALL.threshold();
        }
    }
    terms
}

/// The monthly fine of these effects [1/1000 of a month's income].
fn fine(here: &[&Effect]) -> i32 {
    let share = |effect: &&Effect| match effect.does {
        EffectKind::Fine(share) => libm::round(share.get() * 1000.0) as i32,
        _ => 0,
    };
    here.iter().map(share).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(value: f64) -> Share {
        Share::clamped(value)
    }

    #[test]
    fn what_is_refused_slowed_or_throttled_is_a_penalty_and_nothing_else_is() {
        let open = Terms::open(Gate::Hospital);
        assert!(!open.is_penalty());
        assert!(Terms { refuse: share(0.1).threshold(), ..open }.is_penalty());
        assert!(Terms { wait: 1, ..open }.is_penalty());
        assert!(Terms { throttle: 1, ..open }.is_penalty());
        assert!(!Terms { wait: -1, ..open }.is_penalty());
        assert!(!Terms { discount: 9, ..open }.is_penalty());
    }

    #[test]
    fn of_two_terms_the_graver_of_each_holds_and_the_context_of_the_last_penalty() {
        let open = Terms::open(Gate::Hospital);
        let slowed = Terms { wait: 20, context: Context::Work, ..open };
        let hurried = Terms { wait: -20, discount: 5, context: Context::Money, ..open };
        let both = slowed.and(hurried);
        assert_eq!((both.wait, both.discount, both.context), (20, 5, Context::Work));
        let other = hurried.and(slowed);
        assert_eq!((other.wait, other.context), (-20, Context::Work));
        let shut = Terms { refuse: share(0.5).threshold(), throttle: 9, ..open };
        assert_eq!(shut.and(Terms { throttle: 3, ..open }).throttle, 9);
        assert_eq!(open.and(shut).refuse, share(0.5).threshold());
        assert_eq!(slowed.and(Terms { wait: -90, ..open }).wait, -90);
    }

    #[test]
    fn every_standing_has_an_index_of_its_own() {
        for index in 0..Standing::COUNT {
            assert_eq!(Standing::from_index(index).index(), index);
        }
        assert_eq!(Lists::default().with(0).with(3).with(3), Lists(9));
    }
}
