//! What a score and the lists mean: bands, and what each gate does.
//!
//! A [`Standing`] is a band and a set of lists, eight bands by four lists at most, so that
//! everything a policy says about gates is worked out once, into a table of that size.

use crate::scenario::{Color, Context, Does, Effect, FallsOn, Gate, List, Policy};
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

    /// These lists without list `number`.
    #[must_use]
    pub fn without(self, number: usize) -> Lists {
        Lists(self.0 & !(1 << number))
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
            Does::Refuse(share) => terms.refuse = share.threshold(),
            Does::Slow(share) => terms.wait = parts(share),
            Does::Hurry(share) => terms.wait = -parts(share),
            Does::Discount(share) => terms.discount = parts(share),
            Does::Throttle(share) => terms.throttle = parts(share),
            Does::Fine(_) | Does::Admit => {}
        }
        terms.context = effect.context;
        self.and(terms)
    }
}

/// The gates of one policy: for every standing, what each of them does.
#[derive(Clone, Debug)]
pub struct Gates {
    bands: Vec<Score>,
    black: Lists,
    restricted: Vec<bool>,
    worst: Vec<bool>,
    /// Terms of one's own standing, then of the household's, by standing and gate.
    own: Vec<[Terms; 8]>,
    shared: Vec<[Terms; 8]>,
    /// Monthly fines, by standing [1/1000 of a month's income].
    fines: Vec<i32>,
    /// Gates that look at the standing of the whole household.
    household: [bool; 8],
    /// Gates that look at anyone's standing.
    minded: [bool; 8],
    /// Whether a standing changes anything for those who live with the citizen.
    burdens: Vec<bool>,
    /// Whether all that a standing changes for others at home is penalties.
    burdens_are_penalties: bool,
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
        let table = |falls: fn(FallsOn) -> bool, at| {
            let ours = effects().filter(|effect| falls(effect.falls_on));
            ours.filter(|effect| applies(policy, black, effect, at)).collect::<Vec<_>>()
        };
        let own = |at| table(|falls| falls != FallsOn::Household, at);
        let shared = |at| table(|falls| falls == FallsOn::Household, at);
        let penalised = |at| {
            effects().any(|effect| effect.does.is_penalty() && applies(policy, black, effect, at))
        };
        let shares = |gate: Gate| {
            effects().any(|effect| effect.gate == gate && effect.falls_on == FallsOn::Household)
        };
        let changes = |terms: &Terms, gate| *terms != Terms::open(gate);
        let monthly = |at| {
            let terms = terms(&own(at));
            let gates = [Gate::Internet, Gate::Fare];
            fine(&own(at)) > 0 || gates.iter().any(|&gate| changes(&terms[gate as usize], gate))
        };
        let burdens = |at| {
            let terms = terms(&shared(at));
            terms.iter().zip(Gate::ALL).any(|(terms, gate)| changes(terms, gate))
        };
        Gates {
            bands: policy.bands.iter().map(|band| band.from).collect(),
            black,
            restricted: standings().map(|at| penalised(at) || at.lists.0 & black.0 != 0).collect(),
            worst: standings()
                .map(|at| at.lists.0 & black.0 != 0 || (at.band == 0 && penalised(at)))
                .collect(),
            own: standings().map(|at| closed(terms(&own(at)), &own(at), &policy.effects)).collect(),
            shared: standings().map(|at| terms(&shared(at))).collect(),
            fines: standings().map(|at| fine(&own(at))).collect(),
            burdens_are_penalties: standings()
                .all(|at| !burdens(at) || penalised(at) || at.lists.0 & black.0 != 0),
            burdens: standings().map(burdens).collect(),
            monthly: standings().map(monthly).collect(),
            household: Gate::ALL.map(shares),
            minded: Gate::ALL.map(|gate| effects().any(|effect| effect.gate == gate)),
        }
    }

    /// The band of a score; 0 where there are no bands.
    #[inline]
    #[must_use]
    pub fn band(&self, score: Score) -> u8 {
        self.bands.iter().skip(1).filter(|&&from| score >= from).count() as u8
    }

    /// The scores at which something changes, from the lowest band up.
    #[must_use]
    pub fn bands(&self) -> &[Score] {
        &self.bands
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
    pub fn burdens(&self, at: Standing) -> bool {
        self.burdens[at.index()]
    }

    /// Whether all that any standing changes for others at home is penalties, so that only a
    /// restricted citizen can be behind it.
    #[inline]
    #[must_use]
    pub fn only_the_restricted_burden(&self) -> bool {
        self.burdens_are_penalties
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
    pub fn minds(&self, gate: Gate) -> bool {
        self.minded[gate as usize]
    }

    /// Whether `gate` looks at the standing of everyone of a household.
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
fn terms(here: &[&Effect]) -> [Terms; 8] {
    let mut terms = Gate::ALL.map(Terms::open);
    for effect in here {
        let gate = effect.gate as usize;
        terms[gate] = terms[gate].apply(effect);
    }
    terms
}

/// These terms, with every gate closed that some effect of the policy admits to, and none of
/// those `here`.
fn closed(mut terms: [Terms; 8], here: &[&Effect], all: &[Effect]) -> [Terms; 8] {
    let admits = |effect: &Effect, gate| effect.does == Does::Admit && effect.gate == gate;
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
        Does::Fine(share) => libm::round(share.get() * 1000.0) as i32,
        _ => 0,
    };
    here.iter().map(share).sum()
}
