//! What a score and the lists mean: bands, and what each gate does.
//!
//! A [`Standing`] is a band and a set of lists, eight bands by four lists at most, so that
//! everything a policy says about gates is worked out once, into a table of that size.

use crate::scenario::{Color, Context, Effect, EffectKind, EffectTarget, Gate, List, Policy};
use crate::units::{Score, Share, Threshold};

/// The lists that a citizen is on, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lists(pub u8);

impl Lists {
    /// Whether list `number` is among them.
    #[inline]
    #[must_use]
    pub fn has(self, number: usize) -> bool {
        self.0 >> number & 1 == 1
    }

    /// These lists and list `number`.
    #[must_use]
    pub fn with(self, number: usize) -> Lists {
        Lists(self.0 | 1 << number)
    }
}

/// All that a gate looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The band of the score, by number from the lowest; 0 where there is no score.
    pub band: u8,
    /// The lists.
    pub lists: Lists,
}

impl Standing {
    /// Bands by lists, which is how many standings there can be.
    const COUNT: usize = 8 * 16;

    fn index(self) -> usize {
        usize::from(self.band) << 4 | usize::from(self.lists.0)
    }

    fn from_index(index: usize) -> Standing {
        Standing { band: (index >> 4) as u8, lists: Lists((index & 15) as u8) }
    }
}

/// What a gate does with a standing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Chance of being refused.
    pub refuse: Threshold,
    /// Share added to the wait, or taken off it where negative [1/256].
    pub wait: i32,
    /// Share taken off the price [1/256].
    pub discount: i32,
    /// Share of the speed of the line taken [1/256].
    pub throttle: i32,
    /// The part of life that the gravest penalty touches.
    pub context: Context,
}

impl Terms {
    /// A gate that simply serves.
    fn open(gate: Gate) -> Terms {
        let refuse = Share::NONE.threshold();
        Terms { refuse, wait: 0, discount: 0, throttle: 0, context: gate.context() }
    }

    /// Whether any of it is a penalty.
    #[must_use]
    pub fn is_penalty(&self) -> bool {
        self.refuse > Threshold::default() || self.wait > 0 || self.throttle > 0
    }

    /// The terms of someone to whom both these and `other` apply: the graver of each.
    #[must_use]
    pub fn and(self, other: Terms) -> Terms {
        Terms {
            refuse: self.refuse.max(other.refuse),
            wait: if other.wait.abs() > self.wait.abs() { other.wait } else { self.wait },
            discount: self.discount.max(other.discount),
            throttle: self.throttle.max(other.throttle),
            context: if other.is_penalty() { other.context } else { self.context },
        }
    }

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

/// The gates of one policy: for every standing, what each of them does.
#[derive(Clone, Debug)]
pub struct Gates {
    /// Where each band but the lowest begins [grains]; where there is none, above every score.
    bands: [u16; 8],
    black: Lists,
    restricted: Vec<bool>,
    worst: Vec<bool>,
    /// Terms of one's own standing, then of the household's, by standing and gate.
    own: Vec<[Terms; Gate::COUNT]>,
    shared: Vec<[Terms; Gate::COUNT]>,
    /// Monthly fines, by standing [1/1000 of a month's income].
    fines: Vec<i32>,
    /// Gates that look at the standing of the whole household.
    household: [bool; Gate::COUNT],
    /// Gates that look at anyone's standing.
    screened: [bool; Gate::COUNT],
    /// Whether a standing changes anything for those who live with the citizen.
    affects_household: Vec<bool>,
    /// Whether all that a standing changes for others at home is penalties.
    household_effects_are_penalties: bool,
    /// Whether a standing changes what comes each month: the line, the travel card, a fine.
    monthly: Vec<bool>,
}

impl Gates {
    /// The gates of `policy`.
    #[must_use]
    pub fn new(policy: &Policy) -> Gates {
        let black = blacklists(&policy.lists);
        let standings = || (0..Standing::COUNT).map(Standing::from_index);
        let effects = || policy.effects.iter().filter(|effect| !effect.does.is_nothing());
        let table = |falls: fn(EffectTarget) -> bool, at| {
            let ours = effects().filter(|effect| falls(effect.falls_on));
            ours.filter(|effect| applies(policy, black, effect, at)).collect::<Vec<_>>()
        };
        let own = |at| table(|falls| falls != EffectTarget::Household, at);
        let shared = |at| table(|falls| falls == EffectTarget::Household, at);
        let penalized = |at| {
            effects().any(|effect| effect.does.is_penalty() && applies(policy, black, effect, at))
        };
        let shares = |gate: Gate| {
            effects()
                .any(|effect| effect.gate == gate && effect.falls_on == EffectTarget::Household)
        };
        let changes = |terms: &Terms, gate| *terms != Terms::open(gate);
        let monthly = |at| {
            let terms = terms(&own(at));
            let gates = [Gate::Internet, Gate::Fare];
            fine(&own(at)) > 0 || gates.iter().any(|&gate| changes(&terms[gate as usize], gate))
        };
        let affects_household = |at| {
            let terms = terms(&shared(at));
            terms.iter().zip(Gate::ALL).any(|(terms, gate)| changes(terms, gate))
        };
        Gates {
            bands: std::array::from_fn(|at| {
                policy.bands.get(at + 1).map_or(u16::MAX, |band| band.from.0)
            }),
            black,
            restricted: standings().map(|at| penalized(at) || at.lists.0 & black.0 != 0).collect(),
            worst: standings()
                .map(|at| at.lists.0 & black.0 != 0 || (at.band == 0 && penalized(at)))
                .collect(),
            own: standings().map(|at| closed(terms(&own(at)), &own(at), &policy.effects)).collect(),
            shared: standings().map(|at| terms(&shared(at))).collect(),
            fines: standings().map(|at| fine(&own(at))).collect(),
            household_effects_are_penalties: standings()
                .all(|at| !affects_household(at) || penalized(at) || at.lists.0 & black.0 != 0),
            affects_household: standings().map(affects_household).collect(),
            monthly: standings().map(monthly).collect(),
            household: Gate::ALL.map(shares),
            screened: Gate::ALL.map(|gate| effects().any(|effect| effect.gate == gate)),
        }
    }

    /// The band of a score; 0 where there are no bands.
    #[inline]
    #[must_use]
    pub fn band(&self, score: Score) -> u8 {
        self.bands.iter().map(|&from| u8::from(score.0 >= from)).sum()
    }

    /// The blacklists.
    #[must_use]
    pub fn black(&self) -> Lists {
        self.black
    }

    /// Whether any penalty applies to this standing.
    #[inline]
    #[must_use]
    pub fn restricts(&self, at: Standing) -> bool {
        self.restricted[at.index()]
    }

    /// Whether this is a standing that people shun: on a blacklist, or in a lowest band that
    /// bears penalties.
    #[inline]
    #[must_use]
    pub fn shuns(&self, at: Standing) -> bool {
        self.worst[at.index()]
    }

    /// What `gate` does with a citizen's own standing.
    #[inline]
    #[must_use]
    pub fn terms(&self, gate: Gate, at: Standing) -> Terms {
        self.own[at.index()][gate as usize]
    }

    /// The chance that `gate` refuses a citizen for their own standing.
    #[inline]
    #[must_use]
    pub fn refusal(&self, gate: Gate, at: Standing) -> Threshold {
        self.own[at.index()][gate as usize].refuse
    }

    /// What `gate` does with everyone of a household in which somebody has this standing.
    #[must_use]
    pub fn shared(&self, gate: Gate, at: Standing) -> Terms {
        self.shared[at.index()][gate as usize]
    }

    /// What this standing costs each month [1/1000 of a month's income].
    #[must_use]
    pub fn fine(&self, at: Standing) -> i32 {
        self.fines[at.index()]
    }

    /// Whether this standing changes anything for those who live with the citizen.
    #[inline]
    #[must_use]
    pub fn affects_household(&self, at: Standing) -> bool {
        self.affects_household[at.index()]
    }

    /// Whether all that any standing changes for others at home is penalties, so that only a
    /// restricted citizen can be behind it.
    #[inline]
    #[must_use]
    pub fn only_restricted_affect_household(&self) -> bool {
        self.household_effects_are_penalties
    }

    /// Whether this standing changes what comes each month.
    #[inline]
    #[must_use]
    pub fn is_felt_monthly(&self, at: Standing) -> bool {
        self.monthly[at.index()]
    }

    /// Whether `gate` looks at anyone's standing at all.
    #[inline]
    #[must_use]
    pub fn screens(&self, gate: Gate) -> bool {
        self.screened[gate as usize]
    }

    /// Whether `gate` looks at the standing of everyone of a household.
    #[inline]
    #[must_use]
    pub fn asks_household(&self, gate: Gate) -> bool {
        self.household[gate as usize]
    }
}

fn blacklists(lists: &[List]) -> Lists {
    let black = lists.iter().enumerate().filter(|(_, list)| list.color == Color::Black);
    black.fold(Lists::default(), |all, (number, _)| all.with(number))
}

/// Whether `effect` applies to a standing, by its band, by a list, or because one failing
/// closes every gate.
fn applies(policy: &Policy, black: Lists, effect: &Effect, at: Standing) -> bool {
    let banded = !policy.bands.is_empty() && effect.bands.contains(&at.band);
    let listed = effect.lists.iter().any(|&list| at.lists.has(usize::from(list)));
    let everywhere = policy.everywhere && effect.does.is_penalty() && at.lists.0 & black.0 != 0;
    banded || listed || everywhere
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

/// These terms, with every gate closed that some effect of the policy admits to, and none of
/// those `here`.
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

/// The fine that these effects take each month [1/1000 of a month's income].
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
    use crate::scenario::{Band, EntryRule, ExitRule};

    fn share(value: f64) -> Share {
        Share::clamped(value)
    }

    fn effect(gate: Gate, does: EffectKind, bands: &[u8], lists: &[u8]) -> Effect {
        Effect {
            name: String::new(),
            gate,
            bands: bands.to_vec(),
            lists: lists.to_vec(),
            does,
            context: gate.context(),
            falls_on: EffectTarget::Oneself,
        }
    }

    /// Two bands, from 0 and from 100 points, a blacklist and a redlist.
    fn policy(effects: Vec<Effect>) -> Policy {
        let band = |points: u16| Band { name: String::new(), from: Score(points * 32) };
        let list = |color| List {
            name: String::new(),
            color,
            entry: EntryRule::default(),
            exit: ExitRule::default(),
            notice: 0,
        };
        Policy {
            bands: vec![band(0), band(100)],
            lists: vec![list(Color::Black), list(Color::Red)],
            effects,
            ..Policy::none()
        }
    }

    fn at(band: u8, lists: u8) -> Standing {
        Standing { band, lists: Lists(lists) }
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
    fn an_effect_applies_by_a_band_or_by_a_list_and_everywhere_by_any_blacklist() {
        let refuse = EffectKind::Refuse(Share::ALL);
        let mut policy = policy(vec![
            effect(Gate::Flight, refuse, &[0], &[]),
            effect(Gate::Rail, refuse, &[], &[1]),
            effect(Gate::Fare, EffectKind::Discount(share(0.5)), &[1], &[]),
        ]);
        let shut = |gates: &Gates, at: Standing| {
            [Gate::Flight, Gate::Rail].map(|gate| gates.terms(gate, at).refuse.admits(u32::MAX))
        };
        let gates = Gates::new(&policy);
        assert_eq!(shut(&gates, at(0, 0)), [true, false]);
        assert_eq!(shut(&gates, at(1, 2)), [false, true]);
        assert_eq!(shut(&gates, at(1, 1)), [false, false]);
        assert_eq!(shut(&gates, at(1, 0)), [false, false]);
        policy.everywhere = true;
        let gates = Gates::new(&policy);
        // One failing closes every gate, and gives no perk.
        assert_eq!(shut(&gates, at(1, 1)), [true, true]);
        assert_eq!(shut(&gates, at(1, 0)), [false, false]);
        assert_eq!(gates.terms(Gate::Fare, at(0, 1)).discount, 0);
        policy.bands.clear();
        assert_eq!(shut(&Gates::new(&policy), at(0, 0)), [false, false]);
    }

    #[test]
    fn a_gate_that_admits_some_is_closed_to_all_others() {
        let gates = Gates::new(&policy(vec![
            effect(Gate::Venue, EffectKind::Admit, &[1], &[]),
            effect(Gate::Venue, EffectKind::Admit, &[], &[1]),
        ]));
        let shut = |band, lists| gates.terms(Gate::Venue, at(band, lists)).refuse;
        assert_eq!([shut(1, 0), shut(0, 2)], [Share::NONE.threshold(); 2]);
        assert_eq!([shut(0, 0), shut(0, 1)], [Share::ALL.threshold(); 2]);
        assert_eq!(gates.terms(Gate::Rail, at(0, 0)).refuse, Share::NONE.threshold());
    }

    #[test]
    fn restricted_and_shunned_are_those_under_a_penalty_or_on_a_blacklist() {
        let gates = Gates::new(&policy(vec![
            effect(Gate::Job, EffectKind::Refuse(share(0.1)), &[1], &[]),
            effect(Gate::Fare, EffectKind::Discount(share(0.5)), &[0], &[]),
        ]));
        assert!(gates.restricts(at(1, 0)) && !gates.restricts(at(0, 0)));
        assert!(gates.restricts(at(0, 1)) && !gates.restricts(at(0, 2)));
        // A penalty shuns from the lowest band alone.
        assert!(!gates.shuns(at(1, 0)) && !gates.shuns(at(0, 0)) && gates.shuns(at(0, 1)));
        let low =
            Gates::new(&policy(vec![effect(Gate::Job, EffectKind::Slow(share(0.1)), &[0], &[])]));
        assert!(low.shuns(at(0, 0)) && !low.shuns(at(1, 0)));
    }

    #[test]
    fn a_gate_minds_and_asks_whom_its_effects_are_about() {
        let throttle = effect(Gate::Internet, EffectKind::Throttle(share(0.5)), &[0], &[]);
        let shared = Effect { falls_on: EffectTarget::Household, ..throttle };
        let gates = Gates::new(&policy(vec![shared]));
        assert!(gates.screens(Gate::Internet) && !gates.screens(Gate::Fare));
        assert!(gates.asks_household(Gate::Internet) && !gates.asks_household(Gate::Fare));
        assert!(gates.affects_household(at(0, 0)) && !gates.affects_household(at(1, 0)));
        assert!(gates.only_restricted_affect_household());
        assert!(!gates.is_felt_monthly(at(0, 0)), "it falls on the household alone");
        let perk = effect(Gate::Fare, EffectKind::Discount(share(0.5)), &[1], &[]);
        let shared = Effect { falls_on: EffectTarget::Household, ..perk.clone() };
        assert!(!Gates::new(&policy(vec![shared])).only_restricted_affect_household());
        let gates = Gates::new(&policy(vec![perk]));
        assert!(gates.is_felt_monthly(at(1, 0)) && !gates.is_felt_monthly(at(0, 0)));
        assert!(!gates.affects_household(at(1, 0)));
        let fine = effect(Gate::Job, EffectKind::Fine(share(0.02)), &[0], &[]);
        let gates = Gates::new(&policy(vec![fine.clone(), fine]));
        assert_eq!((gates.fine(at(0, 0)), gates.fine(at(1, 0))), (40, 0));
        assert!(gates.is_felt_monthly(at(0, 0)));
    }

    #[test]
    fn every_standing_has_an_index_of_its_own() {
        for index in 0..Standing::COUNT {
            assert_eq!(Standing::from_index(index).index(), index);
        }
        assert_eq!(Lists::default().with(0).with(3).with(3), Lists(9));
    }
}
