//! Standings, and the terms of a gate for one of them.

use crate::scenario::{Context, Effect, EffectKind, Gate, ListId};
use crate::units::{Share, Threshold};

/// The set of lists of a citizen, a bit for each.
///
/// ```
/// use society::{scenario::ListId, standing::Lists};
///
/// let lists = Lists::default().with(ListId(0)).with(ListId(3));
/// assert!(lists.has(ListId(3)) && !lists.has(ListId(1)));
/// assert_eq!(lists, Lists(0b1001));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lists(pub u8);

impl Lists {
    /// Whether a list is in the set.
    #[inline]
    #[must_use]
    pub fn has(self, list: ListId) -> bool {
        self.0 >> list.0 & 1 == 1
    }

    /// The set with `list` added.
    #[must_use]
    pub fn with(self, list: ListId) -> Lists {
        Lists(self.0 | 1 << list.0)
    }

    /// The set with `list` taken out.
    #[must_use]
    pub(crate) fn without(self, list: ListId) -> Lists {
        Lists(self.0 & !(1 << list.0))
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
    pub(super) const COUNT: usize = 8 * 16;

    /// Every standing, in the order of the tables.
    pub(crate) fn all() -> impl ExactSizeIterator<Item = Standing> {
        (0..Standing::COUNT).map(Standing::from_index)
    }

    /// The index in the tables, 0 to 127.
    pub(crate) fn index(self) -> usize {
        usize::from(self.band) << 4 | usize::from(self.lists.0)
    }

    /// The standing of an index.
    pub(super) fn from_index(index: usize) -> Standing {
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
    pub(super) fn open(gate: Gate) -> Terms {
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
    pub(super) fn apply(self, effect: &Effect) -> Terms {
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
        assert_eq!([0, 3, 3].map(ListId).into_iter().fold(Lists::default(), Lists::with), Lists(9));
    }
}
